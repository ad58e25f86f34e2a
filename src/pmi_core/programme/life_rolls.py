"""What recorded lives leave to be said: conditions, days told otherwise, signals that disagree.

Where a day is written and a life tells another, both must agree for somebody to serve: the days
of `Tenure` are those that neither denies. That they differ is said here.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from pmi_core.messages import Text, render, text
from pmi_core.programme.as_known import as_known
from pmi_core.programme.bodies import Body, BodyId
from pmi_core.programme.businesses import Business, signals_on
from pmi_core.programme.conditions import Open, Unmet
from pmi_core.programme.course import read_each, steps_taken
from pmi_core.programme.guards import Facts
from pmi_core.programme.lifecycle import judged
from pmi_core.programme.lives import lives_of
from pmi_core.programme.observations import Noted, Observation, in_order, observe
from pmi_core.programme.people import PersonId
from pmi_core.programme.tenures import (
    Tenure,
    Told,
    appointment_tenures,
    board_tenures,
    day_after,
    day_before,
    member_tenures,
)


def check_lives(
    bodies: Iterable[Body], on: date, *, known_on: date | None = None
) -> tuple[Observation, ...]:
    """All that the lives of bodies, their people, boards, members and businesses leave to be said.

    A condition of a step that does not hold, or that nobody can decide, is told from the day of
    the step, by the name of the condition. `hari_berbeda`: written days that a life contradicts;
    `akhir_di_satu_catatan`: an end that only one of the two tells. `tanda_usaha`: signals of a
    business that contradict each other or what was declared.

    Args:
        bodies: In any order.
        on: The day; what began after it is left out.
        known_on: As known on which day; None for all that was ever recorded.

    Raises:
        FaultyHistory: Lives that cannot have been, each with its body named.

    >>> from pmi_core.programme import Event, History, KawanPMI, Level
    >>> day = date(2023, 7, 22)
    >>> event = Event(name="pengukuhan", effective=day, recorded=day, actor="BP2MI")
    >>> unit = KawanPMI(
    ...     id=BodyId("kawan-1"),
    ...     name="Contoh",
    ...     level=Level.REGENCY,
    ...     history=History(events=(event,)),
    ... )
    >>> [item.rule for item in check_lives([unit], day)]
    ['keputusan_tercatat', 'pakta_ditandatangani']
    """
    found: list[Observation] = []

    def read(body: Body) -> None:
        found.extend((*_conditions(body, on, known_on), *_days(body, on), *_signals(body, on)))

    seen = (body if known_on is None else as_known(body, known_on) for body in bodies)
    read_each(((body.id, body) for body in seen if body is not None), read)
    return tuple(sorted(found, key=in_order))


def _conditions(body: Body, on: date, known_on: date | None) -> Iterator[Observation]:
    for life in lives_of(body):
        facts = attrs.evolve(life.facts, known_on=known_on)
        persons = _persons(life.facts)
        for step, event in steps_taken(life.lifecycle, life.history):
            if on < event.effective:
                break
            for note in judged(life.lifecycle, step, event, facts):
                said = render("daftar.langkah", langkah=step.label, apa=note.verdict.what)
                yield Observation(
                    rule=note.name,
                    verdict=attrs.evolve(note.verdict, what=said),
                    bodies=(body.id,),
                    persons=persons,
                    first=event.effective,
                    basis=note.basis,
                )


def _persons(facts: Facts) -> tuple[PersonId, ...]:
    """Whose life it is, as far as it is of persons."""
    one = facts.appointment or facts.member
    if one is not None:
        return (one.person.id,)
    board = () if facts.board is None else facts.board.pengurus
    return tuple(sorted({officer.person.id for officer in board}))


def _days(body: Body, on: date) -> Iterator[Observation]:
    of_people = (appointment_tenures(body), board_tenures(body), member_tenures(body))
    for tenure in (tenure for tenures in of_people for _, tenure in tenures):
        told = tenure.told()
        if told is not None:
            for seen in _differences(body.id, tenure, told, on):
                if seen.first is None or seen.first <= on:
                    yield seen


_Span = tuple[date, date]


def _differences(body: BodyId, tenure: Tenure, told: Told, on: date) -> Iterator[Observation]:
    spans = [*_beginnings(tenure, told), *_endings(tenure, told)]
    if spans:
        first, last = min(span[0] for span in spans), max(span[1] for span in spans)
        yield _two_truths(Unmet, "hari_berbeda", body, tenure, told, on, (first, last))
        return
    rule = "akhir_di_satu_catatan"
    if tenure.last is None and told.ended is not None:
        yield _two_truths(Noted, rule, body, tenure, told, on, (told.ended, date.max))
    if tenure.last is not None and told.ended is None:
        span = day_after(tenure.last), date.max
        yield _two_truths(Noted, rule, body, tenure, told, on, span)


def _beginnings(tenure: Tenure, told: Told) -> Iterator[_Span]:
    """The days from which one of the two says that it stands, and the other that it does not."""
    first, last = tenure.first, tenure.last or date.max
    if first is None:
        return
    # Of days before the life is told the written first day speaks alone.
    start = max(first, told.since)
    if told.begun is not None and told.begun < first:
        yield told.begun, day_before(first)
    elif start <= last and start not in (told.begun, told.ended):
        until = [day for day in (told.begun, told.ended) if day is not None and start < day]
        yield start, min([last, *map(day_before, until)])


def _endings(tenure: Tenure, told: Told) -> Iterator[_Span]:
    """Likewise at the end; a life that ends on a day may count that day or not."""
    last, ended = tenure.last, told.ended
    if last is None:
        return
    if ended is None:
        if told.resumed is not None and last < told.resumed:
            yield day_after(last), date.max
    elif last not in (day_before(ended), ended):
        begin = min(day_after(last), ended)
        yield max(begin, tenure.first or begin), max(last, day_before(ended))


def _two_truths(
    kind: type[Unmet] | type[Noted],
    rule: str,
    body: BodyId,
    tenure: Tenure,
    told: Told,
    on: date,
    span: _Span,
) -> Observation:
    first, last = span
    return observe(
        kind,
        rule,
        on,
        bodies=[body],
        persons=tenure.persons,
        first=first,
        last=None if last == date.max else last,
        awal=_day(tenure.first),
        akhir=_day(tenure.last),
        mulai=_day(told.begun),
        selesai=_day(told.ended),
        jenis=text(f"daftar.jenis.{tenure.lifecycle.name}"),
        tentang=f": {', '.join(tenure.persons)}" if tenure.persons else "",
    )


def _day(day: date | None) -> date | Text:
    return text("daftar.hari_tidak_tercatat") if day is None else day


def _signals(body: Body, on: date) -> Iterator[Observation]:
    businesses: Iterable[Business] = getattr(body, "businesses", None) or ()
    for business in businesses:
        for answer in signals_on(business, on):
            if answer.conflict is None:
                continue
            # Where signals speak, what was declared does not: it leaves no doubt.
            seen = observe(
                Open if answer.holds is None else Noted,
                "tanda_usaha",
                on,
                bodies=[body.id],
                first=answer.signals[0].day,  # without one nothing contradicts
                usaha=business.id,
                tanda=answer.conflict,
            )
            yield attrs.evolve(seen, basis=(*answer.basis, *seen.basis))
