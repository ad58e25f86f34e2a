"""What may happen next: advance a history by an event, or ask what is allowed.

`advance` refuses with *every* unmet condition. It keeps one law, which `replay` checks: whatever
was on record on any day is a path through the lifecycle's table, in the order of the days the
events hold from.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import attrs

from pmi_core.errors import Fault, FaultyInput, PMIError
from pmi_core.messages import Text, render, text
from pmi_core.programme.definition import Definition, State, Transition
from pmi_core.programme.guards import Facts, Guard, Met, Open, Unmet, shipped_guards
from pmi_core.programme.history import Event, History
from pmi_core.regulation import Assumption, Basis

Guards = Mapping[str, Guard]
NOTHING_KNOWN: Final = Facts()


@attrs.frozen(kw_only=True)
class Condition:
    """A condition of one event that does not hold, or that nobody can decide.

    Attributes:
        name: The guard, or `keadaan`, `urutan_pencatatan`, `peristiwa_lain`, `koreksi`, which
            hold for every lifecycle.
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
        head = f"{self.definition}: {self.event!r} is refused in the state {self.state!r}"
        lines = (f"- {c.verdict.what.en} {c.verdict.remedy.en} [{c.name}]" for c in self.unmet)
        return "\n".join((head, *lines))


class FaultyHistory(FaultyInput):
    """A history that no lifecycle can have had; each fault names its event."""


def state_on(
    definition: Definition, history: History, day: date, known_on: date | None = None
) -> State:
    """The state on a day, as far as was recorded by `known_on` (`None`: all that ever was).

    Raises:
        FaultyHistory: The events known cannot follow one another; see `replay`.
    """
    timeline = history.timeline(known_on)
    steps, stuck = walk(definition, (event for event in timeline if event.effective <= day))
    value = end_of(definition, steps)
    if stuck is not None:
        raise FaultyHistory([Fault(code="impossible-event", message=cannot_follow(stuck, value))])
    return definition.state(value)


def advance(
    definition: Definition,
    history: History,
    event: Event,
    *,
    facts: Facts = NOTHING_KNOWN,
    guards: Guards | None = None,
) -> tuple[History, tuple[Condition, ...]]:
    """Record an event, if it may happen.

    An event may hold from a day that lies back; then all that followed must still be possible.

    Args:
        definition: The lifecycle.
        history: What was recorded so far; it is never changed.
        event: What to add.
        facts: What the guards may look at.
        guards: By name; the shipped ones by default.

    Returns:
        The new history, and the conditions that nobody can decide: notes, not refusals.

    Raises:
        TransitionRefused: With every unmet condition.

    >>> from pmi_core.programme import find_definition
    >>> day = date(2023, 7, 22)
    >>> event = Event(name="pengukuhan", effective=day, recorded=day, actor="BP2MI")
    >>> history, notes = advance(find_definition("kawan-pmi"), History(), event)
    >>> [note.name for note in notes]
    ['keputusan_tercatat', 'pakta_ditandatangani']
    """
    found = _conditions(definition, history, event, facts, guards)
    unmet = tuple(c for c in found if isinstance(c.verdict, Unmet))
    if unmet:
        state = _state_before(definition, history, event.effective)
        raise TransitionRefused(definition.name, state, event.name, unmet)
    return History(events=(*history.events, event)), found


def allowed(
    definition: Definition,
    history: History,
    on: date,
    *,
    facts: Facts = NOTHING_KNOWN,
    guards: Guards | None = None,
) -> tuple[Possibility, ...]:
    """What could happen on a day, each with the conditions that are unmet or undecided."""
    here = _state_before(definition, history, on)
    recorded = max([on, *(event.recorded for event in history.events)])
    return tuple(
        Possibility(
            transition=transition,
            conditions=_conditions(
                definition,
                history,
                Event(name=transition.event, effective=on, recorded=recorded, actor=""),
                facts,
                guards,
            ),
        )
        for transition in definition.transitions
        if here in transition.sources
    )


def walk(
    definition: Definition, timeline: Iterable[Event]
) -> tuple[tuple[Transition, ...], Event | None]:
    """The steps that events make, and the first event that is impossible, if one is."""
    steps: list[Transition] = []
    for event in timeline:
        transition = definition.transition(event.name, end_of(definition, steps))
        if transition is None:
            return tuple(steps), event
        steps.append(transition)
    return tuple(steps), None


def end_of(definition: Definition, steps: Sequence[Transition]) -> str:
    """The state that steps lead to."""
    return steps[-1].target if steps else definition.initial


def cannot_follow(event: Event, state: str) -> str:
    """What is wrong with an event, for a fault."""
    return f"{event.name!r} of {event.effective} cannot follow the state {state!r}"


def _state_before(definition: Definition, history: History, day: date) -> str:
    until = (event for event in history.timeline() if event.effective <= day)
    return end_of(definition, walk(definition, until)[0])


def _conditions(
    definition: Definition, history: History, event: Event, facts: Facts, guards: Guards | None
) -> tuple[Condition, ...]:
    found = [*_order_conditions(history, event), *_path_conditions(definition, history, event)]
    state = _state_before(definition, history, event.effective)
    transition = definition.transition(event.name, state)
    if transition is not None:
        found += judged(transition, event, facts, guards)
    return tuple(found)


def judged(
    transition: Transition, event: Event, facts: Facts, guards: Guards | None
) -> Iterator[Condition]:
    """The guards of a transition that are unmet or undecided for an event."""
    known = shipped_guards() if guards is None else guards
    for name in transition.guards:
        verdict = known[name].check(facts, event)
        if not isinstance(verdict, Met):
            yield _condition(name, event, verdict, known[name].basis)


def _order_conditions(history: History, event: Event) -> Iterator[Condition]:
    if history.events and event.recorded < history.events[-1].recorded:
        what = render("siklus.urutan_pencatatan.apa", hari=event.recorded)
        remedy = render("siklus.urutan_pencatatan.agar", hari=history.events[-1].recorded)
        yield _house_condition("urutan_pencatatan", event, what, remedy)
    if event.corrects is not None and event.corrects not in _numbers_standing(history):
        what = render("siklus.koreksi.apa", nomor=event.corrects)
        yield _house_condition("koreksi", event, what, text("siklus.koreksi.agar"))


def _numbers_standing(history: History) -> set[int]:
    struck = {event.corrects for event in history.events}
    numbered = enumerate(history.events, start=1)
    return {n for n, event in numbered if event.corrects is None and n not in struck}


def _path_conditions(definition: Definition, history: History, event: Event) -> Iterator[Condition]:
    grown = History(events=(*history.events, event))
    steps, stuck = walk(definition, grown.timeline())
    if stuck is None:
        return
    state = end_of(definition, steps)
    arguments = {
        "peristiwa": _event_label(definition, stuck.name),
        "hari": stuck.effective,
        "keadaan": definition.state(state).label,
    }
    if stuck is not event:
        what = render("siklus.peristiwa_lain.apa", **arguments)
        remedy = text("siklus.peristiwa_lain.agar")
        yield _house_condition("peristiwa_lain", event, what, remedy)
        return
    what = render("siklus.keadaan.apa", **arguments)
    basis = tuple(b for t in definition.transitions if t.event == event.name for b in t.basis)
    verdict = Unmet(what=what, remedy=_leaving(definition, state))
    yield _condition("keadaan", event, verdict, basis or (_house_basis("keadaan"),))


def _leaving(definition: Definition, state: str) -> Text:
    labels = [t.label for t in definition.transitions if state in t.sources]
    if not labels:
        return text("siklus.keadaan.akhir")
    listed = Text(
        id=", ".join(label.id for label in labels), en=", ".join(label.en for label in labels)
    )
    return render("siklus.keadaan.agar", peristiwa=listed)


def _event_label(definition: Definition, name: str) -> Text | str:
    return next((t.label for t in definition.transitions if t.event == name), name)


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
