"""Lifecycles as tables: states, events, guards, who decides, and on what basis.

They ship as TOML, so that a lawyer can read and correct them, and are checked when loaded.
"""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib import resources
from types import MappingProxyType
from typing import Final

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyDefinition, FaultyInput, NotFound, did_you_mean
from pmi_core.messages import Text
from pmi_core.programme.guards import Guard, shipped_guards
from pmi_core.programme.history import CORRECTION
from pmi_core.regulation import Basis


@attrs.frozen(kw_only=True)
class State:
    """A state; nothing leaves a terminal one."""

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
        decider_basis: What the decider rests on, at least one.
        guards: Names of conditions.
        basis: What the step itself rests on, at least one.
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
    """A lifecycle; `initial` is the state of a thing of which nothing is recorded yet."""

    name: str
    title: Text
    initial: str
    states: tuple[State, ...]
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
        return self._starts.get((event, source))

    @cached_property
    def _starts(self) -> Mapping[tuple[str, str], Transition]:
        return {(t.event, source): t for t in self.transitions for source in t.sources}


def check_definition(
    definition: Definition, guards: Mapping[str, Guard] | None = None, *, file: str = ""
) -> Definition:
    """The definition itself, if it is sound.

    Args:
        definition: What to check.
        guards: The guards it may name; the shipped ones by default.
        file: The name that faults carry.

    Raises:
        FaultyDefinition: With every fault: an unknown or doubled state, one that nothing leads
            to, one from which no terminal state can be reached, a terminal one that can be left,
            a step without basis, two that start alike, an unknown guard.
    """
    faults = [*_state_faults(definition), *_shape_faults(definition)]
    known = shipped_guards() if guards is None else guards
    for number, transition in enumerate(definition.transitions):
        faults += _transition_faults(transition, f"/transitions/{number}", known)
    if faults:
        raise FaultyDefinition(attrs.evolve(fault, file=file) for fault in faults)
    return definition


def load_definition(
    data: bytes, guards: Mapping[str, Guard] | None = None, *, file: str
) -> Definition:
    """Read a lifecycle file; its `bases` give each basis a short name for the transitions.

    Raises:
        FaultyDefinition: With every fault; nothing of the file is used.
    """
    try:
        sheet = codec.load(data, _Sheet, file=file)
    except FaultyInput as problem:
        raise FaultyDefinition(problem.faults) from None
    faults = tuple(_unknown_bases(sheet, file))
    if faults:
        raise FaultyDefinition(faults)
    definition = Definition(
        name=sheet.name,
        title=sheet.title,
        initial=sheet.initial,
        states=sheet.states,
        transitions=tuple(_spelled_out(row, sheet.bases) for row in sheet.transitions),
    )
    return check_definition(definition, guards, file=file)


@cache
def shipped_definitions() -> Mapping[str, Definition]:
    """The lifecycles that ship, by name, such as `kawan-pmi`."""
    folder = resources.files("pmi_core").joinpath("data/lifecycles")
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    found = (load_definition(file.read_bytes(), file=file.name) for file in files)
    return MappingProxyType({definition.name: definition for definition in found})


def find_definition(name: str) -> Definition:
    """A shipped lifecycle; `-` and `_` are equal, as in commands.

    Raises:
        NotFound: With the nearest known name.

    >>> find_definition("kawan_pmi").title.en
    'Lifecycle of a Kawan PMI unit'
    """
    shipped = shipped_definitions()
    wanted = name.replace("_", "-")
    if wanted not in shipped:
        raise NotFound("lifecycle", name, shipped)
    return shipped[wanted]


@attrs.frozen(kw_only=True)
class _Row:
    """A transition as its file writes it: bases by name."""

    event: str
    label: Text
    sources: tuple[str, ...]
    target: str
    decider: Text
    decider_basis: tuple[str, ...]
    guards: tuple[str, ...] = ()
    basis: tuple[str, ...]


@attrs.frozen(kw_only=True)
class _Sheet:
    """A lifecycle file."""

    name: str
    title: Text
    initial: str
    bases: Mapping[str, Basis]
    states: tuple[State, ...]
    transitions: tuple[_Row, ...]


_BASIS_FIELDS: Final = ("basis", "decider_basis")


def _spelled_out(row: _Row, bases: Mapping[str, Basis]) -> Transition:
    return Transition(
        event=row.event,
        label=row.label,
        sources=row.sources,
        target=row.target,
        decider=row.decider,
        decider_basis=tuple(bases[name] for name in row.decider_basis),
        guards=row.guards,
        basis=tuple(bases[name] for name in row.basis),
    )


def _unknown_bases(sheet: _Sheet, file: str) -> Iterator[Fault]:
    for number, row in enumerate(sheet.transitions):
        for field in _BASIS_FIELDS:
            names: tuple[str, ...] = getattr(row, field)
            for position, name in enumerate(names):
                if name not in sheet.bases:
                    message = f"no basis is called {name!r}{did_you_mean(name, sheet.bases)}"
                    pointer = f"/transitions/{number}/{field}/{position}"
                    yield Fault(code="unknown-basis", message=message, file=file, pointer=pointer)


def _state_faults(definition: Definition) -> Iterator[Fault]:
    values = [state.value for state in definition.states]
    for number, value in enumerate(values):
        if value in values[:number]:
            yield _fault("duplicate", f"the state {value!r} is listed twice", f"/states/{number}")
    named = [("/initial", definition.initial)]
    for number, transition in enumerate(definition.transitions):
        named.append((f"/transitions/{number}/target", transition.target))
        named += ((f"/transitions/{number}/sources", name) for name in transition.sources)
    for pointer, name in named:
        if name not in values:
            message = f"{name!r} is not a state{did_you_mean(name, values)}"
            yield _fault("unknown-state", message, pointer)


def _shape_faults(definition: Definition) -> Iterator[Fault]:
    onward = [(source, t.target) for t in definition.transitions for source in t.sources]
    backward = [(target, source) for source, target in onward]
    reached = _closure({definition.initial}, onward)
    ending = _closure({s.value for s in definition.states if s.terminal}, backward)
    left = {source for source, _ in onward}
    for number, state in enumerate(definition.states):
        pointer = f"/states/{number}"
        if state.value not in reached:
            yield _fault("unreachable", f"nothing leads to {state.value!r}", pointer)
        if state.value not in ending:
            message = f"no terminal state can be reached from {state.value!r}"
            yield _fault("trap", message, pointer)
        if state.terminal and state.value in left:
            yield _fault("not-final", f"{state.value!r} is terminal but can be left", pointer)
    starts = [(t.event, source) for t in definition.transitions for source in t.sources]
    for event, source in sorted({start for start in starts if starts.count(start) > 1}):
        yield _fault("ambiguous", f"{event!r} starts twice from {source!r}", "/transitions")


def _transition_faults(
    transition: Transition, pointer: str, guards: Mapping[str, Guard]
) -> Iterator[Fault]:
    if transition.event == CORRECTION:
        message = f"{CORRECTION!r} corrects any history and is no transition"
        yield _fault("reserved", message, f"{pointer}/event")
    for field in _BASIS_FIELDS:
        if not getattr(transition, field):
            message = "a step needs a citation or an assumption"
            yield _fault("no-basis", message, f"{pointer}/{field}")
    for name in transition.guards:
        if name not in guards:
            message = f"no guard is called {name!r}{did_you_mean(name, guards)}"
            yield _fault("unknown-guard", message, f"{pointer}/guards")


def _closure(start: set[str], edges: list[tuple[str, str]]) -> set[str]:
    reached = set(start)
    while new := {end for begin, end in edges if begin in reached} - reached:
        reached |= new
    return reached


def _fault(code: str, message: str, pointer: str) -> Fault:
    return Fault(code=code, message=message, pointer=pointer)
