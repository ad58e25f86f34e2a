"""What a lifecycle must keep before anything may live under it: checked when it is loaded."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final, TypeVar

import attrs

from pmi_core.errors import Fault, FaultyDefinition, did_you_mean
from pmi_core.messages import Text
from pmi_core.programme.definition import Definition, Lifecycle, Transition
from pmi_core.programme.history import CORRECTION
from pmi_core.regulation import Basis, Registry, check_basis

L = TypeVar("L", bound=Lifecycle[Any])
BASIS_FIELDS: Final = ("basis", "decider_basis")


def check_lifecycle(lifecycle: L, *, files: Sequence[str] = ()) -> L:
    """The lifecycle itself, if it is sound.

    Args:
        lifecycle: What to check; a plugin's too.
        files: The names that faults carry, one a version.

    Raises:
        FaultyDefinition: With every fault of every version: an unknown or doubled state, one that
            nothing leads to, one from which no terminal state can be reached, a terminal one that
            can be left, a step without source, basis or decider, a source or condition named twice
            in one step, an unknown condition, an event that starts twice from one state (whatever
            their conditions, both could hold), a blank word or label, a version out of order, or a
            state that a newer version does not carry on. A state that only lives under an older
            version can be in is not unreachable.
    """
    names = [*files, *("" for _ in lifecycle.versions[len(files) :])]
    faults = [
        attrs.evolve(fault, file=file)
        for number, file in enumerate(names)
        for fault in _version_faults(number, lifecycle)
    ]
    faults += (attrs.evolve(f, file=names[0]) for f in _lifecycle_faults(lifecycle))
    if faults:
        raise FaultyDefinition(faults)
    return lifecycle


def citation_faults(
    lifecycle: Lifecycle[Any], registry: Registry, *, file: str = ""
) -> tuple[Fault, ...]:
    """What a lifecycle cites that the law has not got, each with the place of the citation.

    Args:
        lifecycle: Whose steps, deciders and conditions are looked through.
        registry: The law.
        file: The name that faults carry.

    >>> from pmi_core.programme import find_lifecycle
    >>> from pmi_core.regulation import shipped_registry
    >>> citation_faults(find_lifecycle("kawan-pmi"), shipped_registry())
    ()
    """
    return tuple(
        fault
        for pointer, basis in _cited(lifecycle)
        for fault in check_basis(basis, registry, file=file, pointer=pointer)
    )


def _cited(lifecycle: Lifecycle[Any]) -> Iterator[tuple[str, Basis]]:
    for version in lifecycle.versions:
        for number, step in enumerate(version.transitions):
            for field in BASIS_FIELDS:
                bases: tuple[Basis, ...] = getattr(step, field)
                yield from ((f"/transitions/{number}/{field}", basis) for basis in bases)
    for name, guard in lifecycle.guards.items():
        yield from ((f"/guards/{name}/basis", basis) for basis in guard.basis)


def _lifecycle_faults(lifecycle: Lifecycle[Any]) -> Iterator[Fault]:
    if lifecycle.versions[0].effective is not None:
        message = "the first version holds from ever on and has no first day"
        yield _fault("version-order", message, "/effective")
    for name, guard in lifecycle.guards.items():
        if name != guard.name:
            message = f"the condition {guard.name!r} is registered as {name!r}"
            yield _fault("unknown-guard", message, "/guards")
        yield from _label_faults(guard.label, f"the condition {name!r}", "/guards")


def _order_faults(before: Definition, after: Definition) -> Iterator[Fault]:
    if after.name != before.name:
        message = f"a version of {before.name!r} is called {after.name!r}"
        yield _fault("version-order", message, "/name")
    if after.effective is None or (before.effective and after.effective <= before.effective):
        message = "a later version needs a first day after that of the one before"
        yield _fault("version-order", message, "/effective")
    yield from _carry_faults(before, after)


def _carry_faults(before: Definition, after: Definition) -> Iterator[Fault]:
    first = after.carries.get(before.initial, before.initial)
    if first != after.initial:
        message = f"the initial state {before.initial!r} is carried to {first!r}"
        yield _fault("not-initial", f"{message}, which is not the initial one", "/initial")
    ends = {state.value: state.terminal for state in after.states}
    for state in before.states:
        name = after.carries.get(state.value, state.value)
        if name not in ends:
            message = f"the state {state.value!r} of the version before is carried to {name!r}"
            hint = did_you_mean(name, ends)
            yield _fault("not-carried", f"{message}, which is none here{hint}", "/carries")
        elif state.terminal and not ends[name]:
            message = f"the final state {state.value!r} is carried to {name!r}, which is not final"
            yield _fault("not-final", message, "/carries")
    known = {state.value for state in before.states}
    for name in sorted(set(after.carries) - known):
        message = f"{name!r} is no state of the version before{did_you_mean(name, known)}"
        yield _fault("unknown-state", message, f"/carries/{name}")


def _version_faults(number: int, lifecycle: Lifecycle[Any]) -> Iterator[Fault]:
    definition, older = lifecycle.versions[number], lifecycle.versions[:number]
    entered = {definition.initial}
    for before in older[-1:]:
        yield from _order_faults(before, definition)
        entered |= {definition.carries.get(state.value, state.value) for state in before.states}
    if definition.version in {version.version for version in older}:
        yield _fault("duplicate", f"the version {definition.version!r} stands twice", "/version")
    yield from _label_faults(definition.title, "the lifecycle", "/title")
    yield from _state_faults(definition)
    yield from _shape_faults(definition, entered)
    for number, transition in enumerate(definition.transitions):
        yield from _transition_faults(transition, f"/transitions/{number}", lifecycle)


def _state_faults(definition: Definition) -> Iterator[Fault]:
    values = [state.value for state in definition.states]
    for number, value in enumerate(values):
        if value in values[:number]:
            yield _fault("duplicate", f"the state {value!r} is listed twice", f"/states/{number}")
        yield from _word_faults(value, "a state", f"/states/{number}/value")
        label = definition.states[number].label
        yield from _label_faults(label, f"the state {value!r}", f"/states/{number}/label")
    named = [("/initial", definition.initial)]
    for number, transition in enumerate(definition.transitions):
        named.append((f"/transitions/{number}/target", transition.target))
        named += ((f"/transitions/{number}/sources", name) for name in transition.sources)
    for pointer, name in named:
        if name not in values:
            message = f"{name!r} is not a state{did_you_mean(name, values)}"
            yield _fault("unknown-state", message, pointer)


def _shape_faults(definition: Definition, entered: set[str]) -> Iterator[Fault]:
    onward = [(source, t.target) for t in definition.transitions for source in t.sources]
    backward = [(target, source) for source, target in onward]
    # What an unknown word cuts off is only a consequence: the word is a fault of its own.
    whole = {definition.initial, *chain(*onward)} <= {s.value for s in definition.states}
    reached = _closure(entered, onward)
    ends = {state.value for state in definition.states if state.terminal}
    ending = _closure(ends, backward)
    left = {source for source, _ in onward}
    if not ends:
        message = "no state is terminal: mark those that nothing leaves, terminal = true"
        yield _fault("trap", message, "/states")
    for number, state in enumerate(definition.states):
        pointer = f"/states/{number}"
        if whole and state.value not in reached:
            yield _fault("unreachable", f"nothing leads to {state.value!r}", pointer)
        if whole and ends and state.value not in ending:
            message = f"no terminal state can be reached from {state.value!r}"
            yield _fault("trap", message, pointer)
        if state.terminal and state.value in left:
            yield _fault("not-final", f"{state.value!r} is terminal but can be left", pointer)
    starts = [(t.event, source) for t in definition.transitions for source in set(t.sources)]
    for event, source in sorted({start for start in starts if starts.count(start) > 1}):
        message = f"{event!r} starts twice from {source!r}: the conditions of both could hold"
        yield _fault("ambiguous", message, "/transitions")


def _transition_faults(
    transition: Transition, pointer: str, lifecycle: Lifecycle[Any]
) -> Iterator[Fault]:
    if transition.event == CORRECTION:
        message = f"{CORRECTION!r} corrects any history and is no transition"
        yield _fault("reserved", message, f"{pointer}/event")
    yield from _word_faults(transition.event, "an event", f"{pointer}/event")
    yield from _label_faults(transition.label, f"{transition.event!r}", f"{pointer}/label")
    if not transition.sources:
        message = f"{transition.event!r} starts from no state"
        yield _fault("no-source", message, f"{pointer}/sources")
    for field in ("sources", "guards"):
        for name in _doubled(getattr(transition, field)):
            message = f"{transition.event!r} names {name!r} twice"
            yield _fault("duplicate", message, f"{pointer}/{field}")
    if _is_blank(transition.decider):
        message = f"nobody decides {transition.event!r}; say who, or that nobody does"
        yield _fault("no-decider", message, f"{pointer}/decider")
    for field in BASIS_FIELDS:
        if not getattr(transition, field):
            message = "a step needs a citation or an assumption"
            yield _fault("no-basis", message, f"{pointer}/{field}")
    for name in transition.guards:
        if name not in lifecycle.guards:
            message = f"no guard is called {name!r}{did_you_mean(name, lifecycle.guards)}"
            yield _fault("unknown-guard", message, f"{pointer}/guards")


def _word_faults(word: str, what: str, pointer: str) -> Iterator[Fault]:
    if not word.strip():
        yield _fault("blank", f"{what} has no word", pointer)


def _label_faults(label: Text, what: str, pointer: str) -> Iterator[Fault]:
    if _is_blank(label):
        yield _fault("blank", f"{what} has no label in one language or in both", pointer)


def _is_blank(label: Text) -> bool:
    return not (label.id.strip() and label.en.strip())


def _doubled(names: Sequence[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def _closure(start: set[str], edges: list[tuple[str, str]]) -> set[str]:
    reached = set(start)
    while new := {end for begin, end in edges if begin in reached} - reached:
        reached |= new
    return reached


def _fault(code: str, message: str, pointer: str) -> Fault:
    return Fault(code=code, message=message, pointer=pointer)
