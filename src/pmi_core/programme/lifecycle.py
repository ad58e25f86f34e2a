"""Lifecycles as tables one can print: states, transitions, guards, who decides, on what basis.

`advance` refuses with *every* unmet condition. `replay` of what was recorded refuses nothing but
an impossible order: reality may have skipped a condition, and then that is a note of the body.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyDefinition, FaultyInput, NotFound, PMIError, did_you_mean
from pmi_core.messages import Language, Text, text
from pmi_core.programme.bodies import Body
from pmi_core.programme.guards import SHIPPED_GUARDS, Guard, Open, Unmet
from pmi_core.programme.history import Event, History
from pmi_core.regulation import Basis, Registry, best_standing

Guards = Mapping[str, Guard]


@attrs.frozen(kw_only=True)
class State:
    """A state; a terminal one is final."""

    value: str
    label: Text
    terminal: bool = False


@attrs.frozen(kw_only=True)
class Transition:
    """How one state becomes another.

    Attributes:
        event: The word events carry.
        sources: States it starts from.
        decider: Who decides; that is mostly assumed, and the printed cell says so.
        guards: Names of conditions.
        basis: What the step itself rests on.
    """

    event: str
    label: Text
    sources: tuple[str, ...]
    target: str
    decider: Text
    decider_basis: tuple[Basis, ...]
    guards: tuple[str, ...] = ()
    basis: tuple[Basis, ...]


@attrs.frozen(kw_only=True)
class Definition:
    """A lifecycle: its states, the first of them, and its transitions."""

    name: str
    title: Text
    states: tuple[State, ...]
    initial: str
    transitions: tuple[Transition, ...]

    def state(self, value: str) -> State:
        """The state of a value.

        Raises:
            NotFound: No such state.
        """
        for state in self.states:
            if state.value == value:
                return state
        raise NotFound("state", value, (state.value for state in self.states))

    def transition(self, event: str, source: str) -> Transition | None:
        """The transition an event starts from a state, or nothing."""
        for transition in self.transitions:
            if transition.event == event and source in transition.sources:
                return transition
        return None


class TransitionRefused(PMIError, ValueError):
    """An event that cannot happen now; `unmet` lists every condition that fails."""

    def __init__(self, definition: str, state: str, event: str, unmet: tuple[Unmet, ...]) -> None:
        self.definition = definition
        self.state = state
        self.event = event
        self.unmet = unmet
        super().__init__(definition, state, event, unmet)

    def __str__(self) -> str:
        head = f"{self.definition}: {self.event!r} is not possible from {self.state!r}"
        return "; ".join([head, *(f"{u.what.en} ({u.satisfied_by.en})" for u in self.unmet)])


def state_on(
    definition: Definition, history: History, day: date, known_on: date | None = None
) -> State:
    """The state on a day, as far as was recorded by `known_on` (`None`: all that ever was).

    Events that hold from a later day do not count; among those that count, the day they hold
    from decides their order, then the order of recording.
    """
    value = definition.initial
    happened = [event for event in history.known(known_on) if event.effective <= day]
    for event in sorted(happened, key=lambda item: item.effective):
        transition = definition.transition(event.name, value)
        value = value if transition is None else transition.target
    return definition.state(value)


def advance(
    definition: Definition,
    history: History,
    event: Event,
    *,
    body: Body | None = None,
    guards: Guards = SHIPPED_GUARDS,
) -> tuple[History, tuple[Open, ...]]:
    """Record an event, if it may happen.

    Returns:
        The new history, and the conditions that could not be decided: notes, not refusals.

    Raises:
        TransitionRefused: With every unmet condition; the history given is unchanged.
    """
    here = state_on(definition, history, event.effective).value
    transition = definition.transition(event.name, here)
    if transition is None:
        raise TransitionRefused(definition.name, here, event.name, ())
    if history.events and event.recorded < history.events[-1].recorded:
        raise TransitionRefused(definition.name, here, event.name, (_out_of_order(transition),))
    unmet, undecided = _judged(transition, body, event, guards)
    if unmet:
        raise TransitionRefused(definition.name, here, event.name, unmet)
    return History(events=(*history.events, event)), undecided


def replay(
    definition: Definition,
    history: History,
    *,
    body: Body | None = None,
    guards: Guards = SHIPPED_GUARDS,
) -> tuple[Unmet | Open, ...]:
    """Check a recorded history: its order is a must, its conditions come out as notes.

    Raises:
        FaultyInput: An event of no known name, one that cannot follow, or one out of order.
    """
    faults = list(_order_faults(history))
    notes: list[Unmet | Open] = []
    here = definition.initial
    for event in sorted(history.known(), key=lambda item: item.effective):
        transition = definition.transition(event.name, here)
        if transition is None:
            message = f"{event.name!r} of {event.effective} cannot follow the state {here!r}"
            faults.append(Fault(code="impossible-event", message=message))
            continue
        unmet, undecided = _judged(transition, body, event, guards)
        notes += (*unmet, *undecided)
        here = transition.target
    if faults:
        raise FaultyInput(faults)
    return tuple(notes)


def allowed(
    definition: Definition,
    history: History,
    on: date,
    *,
    body: Body | None = None,
    guards: Guards = SHIPPED_GUARDS,
) -> tuple[tuple[Transition, tuple[Unmet, ...]], ...]:
    """What could happen on a day, and for each what is still unmet."""
    here = state_on(definition, history, on).value
    found: list[tuple[Transition, tuple[Unmet, ...]]] = []
    for transition in definition.transitions:
        if here in transition.sources:
            event = Event(name=transition.event, effective=on, recorded=on, actor="")
            found.append((transition, _judged(transition, body, event, guards)[0]))
    return tuple(found)


def check_definition(definition: Definition, guards: Guards = SHIPPED_GUARDS) -> Definition:
    """The definition itself, if it is sound.

    Raises:
        FaultyDefinition: An unreachable state, a trap, a transition without basis, two that start
            alike, or a name that is no state or no guard.
    """
    faults = [
        Fault(code=code, message=message, file=definition.name)
        for code, message in _definition_faults(definition, guards)
    ]
    if faults:
        raise FaultyDefinition(faults)
    return definition


def table(
    definition: Definition, registry: Registry, on: date, language: Language = Language.ID
) -> tuple[tuple[str, ...], ...]:
    """The lifecycle as rows: state, event, conditions, next state, who decides, basis status.

    Every state has a row, also one that nothing leaves.
    """

    def standing(bases: tuple[Basis, ...]) -> str:
        return best_standing(bases, registry, on=on, place=None).value

    rows: list[tuple[str, ...]] = []
    for state in definition.states:
        leaving = [t for t in definition.transitions if state.value in t.sources]
        rows += [
            (
                state.label.in_(language),
                transition.label.in_(language),
                "; ".join(SHIPPED_GUARDS[name].label.in_(language) for name in transition.guards),
                definition.state(transition.target).label.in_(language),
                f"{transition.decider.in_(language)} ({standing(transition.decider_basis)})",
                standing(transition.basis),
            )
            for transition in leaving
        ] or [(state.label.in_(language), *_NOTHING)]
    return tuple(rows)


@cache
def shipped_definitions() -> Mapping[str, Definition]:
    """The lifecycles that ship, checked, by name (`-` and `_` are equal in commands)."""
    folder = resources.files("pmi_core").joinpath("data/lifecycles")
    found = (codec.load(f.read_bytes(), Definition, file=f.name) for f in folder.iterdir())
    return MappingProxyType(
        {d.name: check_definition(d) for d in sorted(found, key=lambda item: item.name)}
    )


_NOTHING: Final = ("—",) * 5


def _judged(
    transition: Transition, body: Body | None, event: Event, guards: Guards
) -> tuple[tuple[Unmet, ...], tuple[Open, ...]]:
    asked = [guards[name] for name in transition.guards]
    verdicts = [guard.check(guard.basis, body, event) for guard in asked]
    return (
        tuple(v for v in verdicts if isinstance(v, Unmet)),
        tuple(v for v in verdicts if isinstance(v, Open)),
    )


def _out_of_order(transition: Transition) -> Unmet:
    return Unmet(
        guard="urutan_pencatatan",
        what=text("siklus.urutan.apa"),
        satisfied_by=text("siklus.urutan.agar"),
        basis=transition.basis,
    )


def _order_faults(history: History) -> Iterator[Fault]:
    days = [event.recorded for event in history.events]
    for number, (before, after) in enumerate(zip(days, days[1:], strict=False), start=1):
        if after < before:
            message = f"event {number} was recorded on {after}, before the one above it"
            yield Fault(code="record-order", message=message, pointer=f"/events/{number}")


def _definition_faults(definition: Definition, guards: Guards) -> Iterator[tuple[str, str]]:
    values = [state.value for state in definition.states]
    named = {definition.initial} | {
        name for t in definition.transitions for name in (*t.sources, t.target)
    }
    for name in sorted(named - set(values)):
        yield "unknown-state", f"{name!r} is not a state"
    for name in sorted(set(values) - _reached(definition)):
        yield "unreachable", f"nothing leads to {name!r}"
    for state in definition.states:
        leaves = any(state.value in t.sources for t in definition.transitions)
        if leaves == state.terminal:
            problem = (
                "is terminal but can be left" if leaves else "cannot be left but is not terminal"
            )
            yield "trap", f"{state.value!r} {problem}"
    yield from _transition_faults(definition.transitions, guards)


def _transition_faults(
    transitions: Iterable[Transition], guards: Guards
) -> Iterator[tuple[str, str]]:
    starts: set[tuple[str, str]] = set()
    for transition in transitions:
        if not transition.basis or not transition.decider_basis:
            yield "no-basis", f"{transition.event!r} to {transition.target!r} rests on nothing"
        for name in transition.guards:
            if name not in guards:
                yield "unknown-guard", f"no guard is called {name!r}{did_you_mean(name, guards)}"
        for source in transition.sources:
            if (source, transition.event) in starts:
                yield "ambiguous", f"{transition.event!r} starts twice from {source!r}"
            starts.add((source, transition.event))


def _reached(definition: Definition) -> set[str]:
    reached = {definition.initial}
    while True:
        new = {t.target for t in definition.transitions if reached.intersection(t.sources)}
        if new <= reached:
            return reached
        reached |= new
