"""What may happen next: advance a history by an event, or ask what is allowed.

`advance` refuses with *every* unmet condition. It keeps one law, which `replay` checks: whatever
was on record on any day is a path through the lifecycle's table, in the order of the days the
events hold from.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, cast

import attrs

from pmi_core.errors import PMIError
from pmi_core.messages import Text, render, text
from pmi_core.privacy import quoted
from pmi_core.programme.conditions import MET, F, Guard, Met, Open, Unmet
from pmi_core.programme.course import Walk, sound_timeline, stand_on, step_from, walk
from pmi_core.programme.definition import Definition, Lifecycle, Transition
from pmi_core.programme.history import Event, History
from pmi_core.regulation import Assumption, Basis


@attrs.frozen(kw_only=True)
class Condition:
    """A condition of one event that does not hold, or that nobody can decide.

    Attributes:
        name: The guard, or `keadaan`, `urutan_pencatatan`, `peristiwa_lain`, `koreksi`, `versi`,
            which hold for every lifecycle.
        event: The event's name.
        effective: The day the event holds from.
        verdict: What is not so (or not known), and what would help.
        basis: What the condition rests on.
    """

    name: str
    event: str
    effective: date
    verdict: Unmet | Open
    basis: tuple[Basis, ...]


@attrs.frozen(kw_only=True)
class Possibility:
    """An event that the state of a day allows, and what it still lacks."""

    transition: Transition
    conditions: tuple[Condition, ...]


class TransitionRefused(PMIError, ValueError):
    """An event that cannot happen now; `unmet` lists every condition that fails."""

    def __init__(
        self, definition: str, state: str, event: str, unmet: tuple[Condition, ...]
    ) -> None:
        self.definition = definition
        self.state = state
        self.event = event
        self.unmet = unmet
        super().__init__(definition, state, event, unmet)

    def __str__(self) -> str:
        head = f"{self.definition}: {quoted(self.event)} is refused in the state {self.state!r}"
        lines = (f"- {c.verdict.what.en} {c.verdict.remedy.en} [{c.name}]" for c in self.unmet)
        return "\n".join((head, *lines))


def advance(
    lifecycle: Lifecycle[F], history: History, event: Event, facts: F | None = None
) -> tuple[History, tuple[Condition, ...]]:
    """Record an event, if it may happen.

    An event may hold from a day that lies back; then all that followed must still be possible.
    It is recorded with the version of the lifecycle it happens under.

    Args:
        lifecycle: The lifecycle.
        history: What was recorded so far; it is never changed.
        event: What to add.
        facts: What the conditions may look at; what is not given is not known.

    Returns:
        The new history, and the conditions that nobody can decide: notes, not refusals.

    Raises:
        TransitionRefused: With every unmet condition.
        FaultyHistory: A correction in the history strikes out what does not stand above it.
        TypeError: A condition answered neither `Met`, `Unmet` nor `Open`, or refuses though it
            says that it never does; or the facts are not those of this lifecycle.

    >>> from pmi_core.programme import find_lifecycle
    >>> day = date(2023, 7, 22)
    >>> event = Event(name="pengukuhan", effective=day, recorded=day, actor="BP2MI")
    >>> history, notes = advance(find_lifecycle("kawan-pmi"), History(), event)
    >>> [note.name for note in notes]
    ['keputusan_tercatat', 'pakta_ditandatangani']
    >>> history.events[0].under
    '1'
    """
    if event.under is None and event.corrects is None:
        event = event.stamped(lifecycle.on(event.effective).version)
    end = history.end
    if end is None or end[0] is not lifecycle:
        end = _found_end(lifecycle, history)
    step = None if end is None else _following(end, event)
    if step is None:  # it holds from a day that lies back, or cannot happen
        found = _conditions(lifecycle, history, event, facts)
    else:
        found = judged(lifecycle, step, event, facts) if step.guards else ()
    if found and any(isinstance(condition.verdict, Unmet) for condition in found):
        raise _refusal(lifecycle, history, event, found)
    if end is None or step is None:
        return History(events=(*history.events, event)), found
    end = (lifecycle, end[1], step.target, event.effective, event.recorded)
    return history.grown(event, end), found


def allowed(
    lifecycle: Lifecycle[F], history: History, on: date, facts: F | None = None
) -> tuple[Possibility, ...]:
    """What could happen on a day, each with the conditions that are unmet or undecided.

    Raises:
        FaultyHistory: As `advance` says.
    """
    definition, here = _stand_before(lifecycle, history, on)
    recorded = max([on, *(event.recorded for event in history.events)])
    return tuple(
        Possibility(
            transition=transition,
            conditions=_conditions(
                lifecycle,
                history,
                Event(
                    name=transition.event,
                    effective=on,
                    recorded=recorded,
                    actor="",
                    under=definition.version,
                ),
                facts,
            ),
        )
        for transition in definition.leaving(here)
    )


# Where a history leads, remembered so that a step does not walk the whole life again: the
# lifecycle, its version, the state, the newest day an event holds from, and the day of the last
# record. A plain tuple, because one is made for every step.
_End = tuple[Lifecycle[Any], Definition, str, date, date]


def _following(end: _End, event: Event) -> Transition | None:
    """What an event does that simply follows; nothing for any other, possible or not."""
    _, definition, state, effective, recorded = end
    if (
        event.corrects is not None
        or event.under != definition.version
        or event.effective < effective
        or event.recorded < recorded
    ):
        return None
    return definition.starts.get((event.name, state))


def _found_end(lifecycle: Lifecycle[Any], history: History) -> _End | None:
    if not history.events:
        first = lifecycle.versions[0]
        return (lifecycle, first, first.initial, date.min, date.min)
    timeline = sound_timeline(history)
    walked = walk(lifecycle, timeline)
    if walked.stuck is not None:
        return None
    effective = timeline[-1].effective if timeline else date.min
    recorded = max(event.recorded for event in history.events)
    end = (lifecycle, walked.definition, walked.state, effective, recorded)
    history.remember(end)
    return end


def _refusal(
    lifecycle: Lifecycle[F], history: History, event: Event, found: tuple[Condition, ...]
) -> TransitionRefused:
    unmet = tuple(condition for condition in found if isinstance(condition.verdict, Unmet))
    _, state = _stand_before(lifecycle, history, event.effective)
    return TransitionRefused(lifecycle.name, state, event.name, unmet)


def _stand_before(lifecycle: Lifecycle[Any], history: History, day: date) -> tuple[Definition, str]:
    until = (event for event in sound_timeline(history) if event.effective <= day)
    return stand_on(lifecycle, walk(lifecycle, until), day)


def _conditions(
    lifecycle: Lifecycle[F], history: History, event: Event, facts: F | None
) -> tuple[Condition, ...]:
    found = [*_order_conditions(history, event), *_path_conditions(lifecycle, history, event)]
    until = (item for item in history.timeline() if item.effective <= event.effective)
    walked = walk(lifecycle, until)
    step = step_from(lifecycle, walked.definition, walked.state, event)
    if step is not None:
        found += judged(lifecycle, step[1], event, facts)
    return tuple(found)


def judged(
    lifecycle: Lifecycle[F], transition: Transition, event: Event, facts: F | None
) -> tuple[Condition, ...]:
    """The conditions of a transition that are unmet or undecided for an event."""
    known = lifecycle.nothing_known if facts is None else facts
    found: list[Condition] = []
    for name in transition.guards:
        guard = lifecycle.guards[name]
        try:
            verdict = guard.check(known, event)
        except Exception as problem:
            _check_facts(lifecycle, known)
            problem.add_note(f"raised by the condition {name!r} of {lifecycle.name!r}")
            raise
        if verdict is not MET and not isinstance(verdict, Met):
            found.append(_condition(name, event, _full(guard, verdict), guard.basis))
    return tuple(found)


def _check_facts(lifecycle: Lifecycle[F], facts: F) -> None:
    """Say what the conditions look at, where one failed; the body itself, say, is none of it."""
    nothing = lifecycle.nothing_known
    if nothing is None or isinstance(facts, type(nothing)):
        return
    wanted, found = type(nothing).__name__, type(facts).__name__
    fields = ", ".join(f"{field.name}=" for field in getattr(nothing, "__attrs_attrs__", ()))
    raise TypeError(
        f"the conditions of {lifecycle.name!r} look at {wanted}({fields}), not at a {found}"
    )


def _full(guard: Guard[Any], answer: object) -> Unmet | Open:
    """The answer of a condition that is not met; a bare False must not pass for a mere note."""
    name = guard.name
    if not isinstance(answer, (Unmet, Open)):
        kind = type(answer).__name__
        raise TypeError(f"the condition {name!r} answered a {kind}, not Met, Unmet or Open")
    told = cast("tuple[object, ...]", (answer.what, answer.remedy))
    if not all(isinstance(one, Text) for one in told):
        raise TypeError(f"the condition {name!r} answered without a Text as what= and as remedy=")
    if isinstance(answer, Unmet) and not guard.refuses:
        raise TypeError(f"the condition {name!r} answered Unmet, and says that it never refuses")
    return answer


def _order_conditions(history: History, event: Event) -> Iterator[Condition]:
    last = max((earlier.recorded for earlier in history.events), default=date.min)
    if event.recorded < last:
        what = render("siklus.urutan_pencatatan.apa", hari=event.recorded)
        remedy = render("siklus.urutan_pencatatan.agar", hari=last)
        yield _house_condition("urutan_pencatatan", event, what, remedy)
    if event.corrects is not None and event.corrects not in dict(history.standing()):
        what = render(f"siklus.koreksi.{_why_not(history, event.corrects)}", nomor=event.corrects)
        yield _house_condition("koreksi", event, what, text("siklus.koreksi.agar"))


def _why_not(history: History, number: int) -> str:
    """Why an event cannot be struck out, as the catalogue calls it."""
    if not 1 <= number <= len(history.events):
        return "apa"
    return "sudah_dicoret" if history.events[number - 1].corrects is None else "bukan_peristiwa"


def _path_conditions(
    lifecycle: Lifecycle[Any], history: History, event: Event
) -> Iterator[Condition]:
    walked = walk(lifecycle, History(events=(*history.events, event)).timeline())
    if walked.stuck is None:
        return
    if walked.stuck is not event:
        here = walked.definition.state(walked.state).label
        what = render("siklus.peristiwa_lain.apa", **_told(lifecycle, walked.stuck), keadaan=here)
        at = next(n for n, one in enumerate(history.timeline()) if one is walked.stuck)
        numbers = _numbers(history)[at:][::-1]
        remedy = render("siklus.peristiwa_lain.agar", nomor=numbers[-1], semua=", ".join(numbers))
        yield _house_condition("peristiwa_lain", event, what, remedy)
        return
    under = lifecycle.version_of(event)
    if under is None or lifecycle.precedes(under, walked.definition):
        what = render("siklus.versi.apa", versi=_short(event.under or ""), hari=event.effective)
        remedy = render("siklus.versi.agar", versi=lifecycle.on(event.effective).version)
        yield _house_condition("versi", event, what, remedy)
        return
    state = lifecycle.carried(walked.state, walked.definition, under)
    here = under.state(state).label
    what = render("siklus.keadaan.apa", **_told(lifecycle, event), keadaan=here)
    basis = tuple(b for t in under.transitions if t.event == event.name for b in t.basis)
    remedy = _both(
        _leaving(under, state),
        *_nearest(under, event.name),
        *_earlier_that_day(lifecycle, history, event),
    )
    verdict = Unmet(what=what, remedy=remedy)
    yield _condition("keadaan", event, verdict, basis or (_house_basis("keadaan"),))


def _numbers(history: History) -> list[str]:
    """The number of each event of the timeline."""
    placed = sorted(history.standing(), key=lambda one: one[1].effective)
    return [str(number) for number, _ in placed]


def _earlier_that_day(lifecycle: Lifecycle[Any], history: History, event: Event) -> Iterator[Text]:
    """What to correct, where an event could have come before others of its day.

    Of one day the order is that of recording, so one that is learnt late follows them.
    """
    timeline = history.timeline()
    first = bisect_left(timeline, event.effective, key=_effective)
    end = bisect_right(timeline, event.effective, key=_effective)
    places = [walk(lifecycle, timeline[:first])]  # before each event of the day
    for other in timeline[first:end]:
        places.append(walk(lifecycle, (other,), places[-1]))
    for at in range(end - 1, first - 1, -1):  # the last that will do: fewest to record again
        if walk(lifecycle, (event,), places[at - first]).stuck is not None:
            continue
        before = _told(lifecycle, timeline[at])["peristiwa"]
        left = [*places[at - first : -1], walk(lifecycle, (event,), places[at - first])]
        stands = _all_lead_on(lifecycle, left, timeline[end:])
        numbers = ", ".join(_numbers(history)[at : end if stands else None][::-1])
        yield render("siklus.keadaan.sebelum", peristiwa=before, nomor=numbers)
        return


def _all_lead_on(lifecycle: Lifecycle[Any], left: Iterable[Walk], later: Sequence[Event]) -> bool:
    """Whether what follows a day stands while its events are struck out, and with one instead."""
    places = {(walked.definition.version, walked.state): walked for walked in left}
    return all(walk(lifecycle, later, walked).stuck is None for walked in places.values())


def _effective(event: Event) -> date:
    return event.effective


def _both(*texts: Text) -> Text:
    return Text(id=" ".join(t.id for t in texts), en=" ".join(t.en for t in texts))


def _told(lifecycle: Lifecycle[Any], event: Event) -> dict[str, Text | str | date]:
    definition = lifecycle.version_of(event) or lifecycle.on(event.effective)
    return {"peristiwa": _event_label(definition, event.name), "hari": event.effective}


def _leaving(definition: Definition, state: str) -> Text:
    steps = definition.leaving(state)
    if not steps:
        return text("siklus.keadaan.akhir")
    # The word beside the label: it is what one writes.
    listed = Text(
        id=", ".join(f"{step.label.id} ({step.event})" for step in steps),
        en=", ".join(f"{step.label.en} ({step.event})" for step in steps),
    )
    return render("siklus.keadaan.agar", peristiwa=listed)


def _nearest(definition: Definition, name: str) -> Iterator[Text]:
    """The word that was meant, where one that no step has is nearly one."""
    words = sorted({step.event for step in definition.transitions})
    if name not in words:
        for near in get_close_matches(name, words, n=1):
            yield render("siklus.keadaan.mirip", kata=near)


def _event_label(definition: Definition, name: str) -> Text | str:
    return next((t.label for t in definition.transitions if t.event == name), _short(name))


def _short(word: str) -> str:
    """A word that none of the lifecycle is, as a text for people may repeat it."""
    return quoted(word)[1:-1]


def _condition(
    name: str, event: Event, verdict: Unmet | Open, basis: tuple[Basis, ...]
) -> Condition:
    return Condition(
        name=name, event=event.name, effective=event.effective, verdict=verdict, basis=basis
    )


def _house_condition(name: str, event: Event, what: Text, remedy: Text) -> Condition:
    return _condition(name, event, Unmet(what=what, remedy=remedy), (_house_basis(name),))


def _house_basis(name: str) -> Assumption:
    reason = text(f"siklus.{name}.dasar")
    return Assumption(owner="pmi_core", reason=reason, on=date(2026, 11, 24))
