"""What a dissolution ends: ends to be recorded, which nobody applies silently.

It is assumed to end appointments and boards. No source was found by which it ends membership, or
by which a community that becomes another (`transformasi`) ends anybody's service: whoever was in
it stays as written.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import attrs

from pmi_core.messages import Argument, Language, render
from pmi_core.privacy import free_text
from pmi_core.programme.bodies import Body, PerwiraPMI
from pmi_core.programme.conditions import Open, Unmet
from pmi_core.programme.course import steps_taken
from pmi_core.programme.definition import Transition
from pmi_core.programme.history import CORRECTION, Event
from pmi_core.programme.membership import Board
from pmi_core.programme.observations import Observation, observe
from pmi_core.programme.people import Appointment, PersonId
from pmi_core.programme.tenures import (
    Tenure,
    appointment_tenures,
    board_tenures,
    day_after,
)

DISSOLUTION: Final = "pembubaran"


@attrs.frozen(kw_only=True)
class Consequence:
    """An appointment or a board that a dissolution ends.

    Attributes:
        pointer: Where it stands in the body's file, such as `/appointments/0`.
        persons: Whose service ends, by id.
        last: The last day, that of the dissolution.
        recorded_last: The later end that was on record, written or in its life, and now gives
            way; mostly there is none.
        reason: Why it ends, as it is written on the appointment, with whatever gives way.
        events: What to record in its life (`advance`), in this order: a `koreksi` of each step
            that lies after the dissolution, the latest first, since nothing can follow an end;
            then the end itself, where its life tells of that day. They are recorded with the
            dissolution, or with the last record of the life where that came later.
    """

    pointer: str
    persons: tuple[PersonId, ...]
    last: date
    recorded_last: date | None = None
    reason: str = free_text()
    events: tuple[Event, ...] = ()


def consequences(body: Body, event: Event) -> tuple[Consequence, ...]:
    """What follows from the dissolution of a body: the ends to record of all who serve that day.

    Who ended before is not among them, nor who ends that day anyway, nor who begins later. What
    is on record after it, an end or any step of a life, gives way and is named in the reason: a
    step must be struck before the end can be recorded. Members of an association stay members.

    Raises:
        FaultyHistory: The events of a life cannot follow one another.
        ValueError: The event is no `pembubaran`.

    >>> from pmi_core.programme import BodyId, KawanPMI, Level, Person, Role
    >>> chair = Appointment(
    ...     person=Person(id=PersonId("orang-1"), name="Orang Contoh"),
    ...     role=Role.CHAIR,
    ...     first=date(2023, 7, 22),
    ... )
    >>> unit = KawanPMI(
    ...     id=BodyId("kawan-1"), name="Contoh", level=Level.REGENCY, appointments=(chair,)
    ... )
    >>> day = date(2024, 6, 30)
    >>> event = Event(name="pembubaran", effective=day, recorded=day, actor="BP2MI", note="Contoh")
    >>> [(item.pointer, str(item.last)) for item in consequences(unit, event)]
    [('/appointments/0', '2024-06-30')]
    >>> ended = with_consequences(unit, event).appointments[0]
    >>> print(ended.last, ended.end_reason)
    2024-06-30 Pembubaran pada 30 Juni 2024; Contoh
    """
    if event.name != DISSOLUTION:
        raise ValueError(f"only {DISSOLUTION!r} ends a body so, not {event.name!r}")
    found = (_consequence(pointer, item, tenure, event) for pointer, item, tenure in _all_of(body))
    return tuple(item for item in found if item is not None)


def with_consequences(body: Body, event: Event) -> Body:
    """The body with the ends that follow from its dissolution written down.

    Only the last days and reasons are; the steps of lives that are told remain to be recorded.

    Raises:
        FaultyHistory: The events of a life cannot follow one another.
        ValueError: The event is no `pembubaran`.
    """
    ends = {item.pointer: item for item in consequences(body, event)}
    appointments = tuple(
        attrs.evolve(one, last=end.last, end_reason=end.reason)
        if (end := ends.get(f"/appointments/{number}"))
        else one
        for number, one in enumerate(body.appointments)
    )
    ended = attrs.evolve(body, appointments=appointments)
    if not isinstance(ended, PerwiraPMI):
        return ended
    boards = tuple(
        attrs.evolve(board, last=end.last) if (end := ends.get(f"/boards/{number}")) else board
        for number, board in enumerate(ended.boards)
    )
    return attrs.evolve(ended, boards=boards)


def check_dissolution(
    body: Body, on: date, *, known_on: date | None = None
) -> Iterator[Observation]:
    """Who still stands on record after a dissolution; see `check_roll`."""
    day = body.history.effective_day(DISSOLUTION, known_on=known_on)
    if day is None or on <= day:
        return
    late = [
        tenure for _, _, tenure in _all_of(body) if _outlasts(tenure, day, on, known_on=known_on)
    ]
    for kind, group in (
        (Unmet, [tenure for tenure in late if tenure.first is not None]),
        (Open, [tenure for tenure in late if tenure.first is None]),
    ):
        if group:
            lasts = [tenure.last_known(known_on) for tenure in group]
            firsts = [max(day_after(day), tenure.first or date.min) for tenure in group]
            yield observe(
                kind,
                "berakhir_saat_pembubaran",
                on,
                bodies=(body.id,),
                persons=(person for tenure in group for person in tenure.persons),
                first=min(firsts),
                last=None if None in lasts else max(filter(None, lasts)),
                pembubaran=day,
            )


def _all_of(body: Body) -> Iterator[tuple[str, Appointment | Board, Tenure]]:
    for number, (one, tenure) in enumerate(appointment_tenures(body)):
        yield f"/appointments/{number}", one, tenure
    for number, (board, tenure) in enumerate(board_tenures(body)):
        yield f"/boards/{number}", board, tenure


def _outlasts(tenure: Tenure, day: date, on: date, *, known_on: date | None = None) -> bool:
    """Whether something that began by one day has no end on record by another."""
    if _begins_after(tenure, on, known_on=known_on) or not tenure.lasts_beyond(
        day, known_on=known_on
    ):
        return False
    return not tenure.has_ended(day, known_on=known_on)


def _begins_after(tenure: Tenure, day: date, *, known_on: date | None) -> bool:
    if tenure.first is not None:
        return day < tenure.first
    told = tenure.history.timeline(known_on=known_on)
    return bool(told) and day < told[0].effective


def _consequence(
    pointer: str, item: Appointment | Board, tenure: Tenure, event: Event
) -> Consequence | None:
    day = event.effective
    if not _outlasts(tenure, day, day):
        return None
    later = _steps_after(tenure, day)
    reason = _reason(item, event, later)
    return Consequence(
        pointer=pointer,
        persons=tenure.persons,
        last=day,
        recorded_last=tenure.last or _end_told(tenure, later),
        reason=reason,
        events=tuple(_to_record(item, tenure, attrs.evolve(event, note=reason, under=None), later)),
    )


# A step of a life with its number there, from 1.
_Later = Sequence[tuple[int, Transition, Event]]


def _steps_after(tenure: Tenure, day: date) -> _Later:
    numbered = sorted(tenure.history.standing(), key=lambda item: item[1].effective)
    taken = steps_taken(tenure.lifecycle, tenure.history)
    return [
        (number, step, event)
        for (number, event), (step, _) in zip(numbered, taken, strict=True)
        if day < event.effective
    ]


def _end_told(tenure: Tenure, later: _Later) -> date | None:
    """The day on which its life ends, if it does."""
    day = later[-1][2].effective if later else None
    return day if day is not None and tenure.has_ended(day) else None


def _to_record(
    item: Appointment | Board, tenure: Tenure, event: Event, later: _Later
) -> Iterator[Event]:
    # A life takes nothing that was recorded before what it already holds.
    recorded = max([event.recorded, *(told.recorded for told in tenure.history.events)])
    event = attrs.evolve(event, recorded=recorded)
    for number, _, _ in reversed(later):
        yield attrs.evolve(event, name=CORRECTION, corrects=number)
    if tenure.state_on(event.effective) is not None:
        name = "pemberhentian" if isinstance(item, Appointment) else "penghentian"
        yield attrs.evolve(event, name=name)


def _reason(item: Appointment | Board, event: Event, later: _Later) -> str:
    parts: list[str | None] = [_words("alasan", hari=event.effective)]
    if event.decree is not None:
        parts.append(_words("keputusan", keputusan=event.decree))
    parts.append(event.note)
    if item.last is not None:
        parts.append(_words("semula", hari=item.last))
    parts.append(item.end_reason if isinstance(item, Appointment) else None)
    for _, step, struck in later:
        parts += (_words("dicoret", langkah=step.label, hari=struck.effective), struck.note)
    return "; ".join(part for part in parts if part)


def _words(key: str, **arguments: Argument) -> str:
    # It is stored with the appointment, where reasons are written in Indonesian.
    return render(f"pembubaran.{key}", **arguments).in_(Language.ID)
