"""Lifecycles as tables: states, events, conditions, who decides, and on what basis.

A lifecycle is dated data: another version of its table may hold from a day on, and a body lives
under one after the other.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any, Generic

import attrs

from pmi_core.codec import optional
from pmi_core.errors import NotFound
from pmi_core.messages import Text
from pmi_core.programme.conditions import F, Guard
from pmi_core.programme.history import Event
from pmi_core.regulation import Basis


def _hold(record: object, field: str) -> None:
    """Let a mapping of a record be read only: what ships is shared by everybody."""
    object.__setattr__(record, field, MappingProxyType(dict(getattr(record, field))))


def _pickled(record: object) -> tuple[Any, ...]:
    """A record as pickle and copy make it anew; a mapping that is read only they cannot."""
    shape: Any = type(record)
    members: dict[str, Any] = {f.name: getattr(record, f.name) for f in attrs.fields(shape)}
    held = (name for name, member in members.items() if isinstance(member, MappingProxyType))
    return partial(shape, **members | {name: {**members[name]} for name in held}), ()


@attrs.frozen(kw_only=True)
class State:
    """A state of a lifecycle's table.

    Attributes:
        planned: Whether the thing is not there yet.
        active: Whether the thing is, now, what its name says; false for a state before that or
            at rest, absent where nobody can tell. No source says it: pmi_core assumes it.
        terminal: Whether nothing leaves it; in a terminal state nothing is active.
    """

    value: str
    label: Text
    planned: bool = False
    active: bool | None = optional()
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
    """One version of a lifecycle's table.

    Attributes:
        name: The lifecycle's, such as `kawan-pmi`.
        version: The word events carry in `under`.
        effective: The first day it holds; absent for the first version, which holds from ever on.
        initial: The state of a thing of which nothing is recorded yet.
        carries: What states of the version before are called in this one, where that changed.
    """

    name: str
    title: Text
    version: str = "1"
    effective: date | None = None
    initial: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    carries: Mapping[str, str] = attrs.field(factory=dict[str, str], hash=False)

    def __attrs_post_init__(self) -> None:
        _hold(self, "carries")

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
        return self.starts.get((event, source))

    def leaving(self, source: str) -> tuple[Transition, ...]:
        """The transitions that start from a state."""
        return tuple(item for item in self.transitions if source in item.sources)

    @cached_property
    def starts(self) -> Mapping[tuple[str, str], Transition]:
        """The transitions by their event and the state they start from."""
        return {(t.event, source): t for t in self.transitions for source in t.sources}

    def __reduce__(self) -> tuple[Any, ...]:
        return _pickled(self)


# Compared by identity: it holds functions, and a history remembers where each led it.
@attrs.frozen(kw_only=True, eq=False)
class Lifecycle(Generic[F]):
    """A lifecycle: the versions of its table, and its conditions.

    Attributes:
        versions: In the order of their days; the first holds from ever on.
        guards: The conditions its transitions name.
        nothing_known: What the conditions look at where no facts are given.
    """

    versions: tuple[Definition, ...] = attrs.field(validator=attrs.validators.min_len(1))
    guards: Mapping[str, Guard[F]]
    nothing_known: F

    def __attrs_post_init__(self) -> None:
        _hold(self, "guards")

    def __reduce__(self) -> tuple[Any, ...]:
        return _pickled(self)

    @property
    def name(self) -> str:
        """Its name, such as `kawan-pmi`."""
        return self.versions[0].name

    @property
    def title(self) -> Text:
        """Its title, as the newest version has it."""
        return self.versions[-1].title

    def on(self, day: date) -> Definition:
        """The version that holds on a day.

        >>> from pmi_core.programme import find_lifecycle
        >>> find_lifecycle("kawan-pmi").on(date(2024, 1, 1)).version
        '1'
        """
        held = (v for v in reversed(self.versions) if v.effective is None or v.effective <= day)
        return next(held, self.versions[0])

    def version_of(self, event: Event) -> Definition | None:
        """The version an event happened under; none where it names one that did not hold then."""
        if event.under is None:
            return self.on(event.effective)
        named = self._by_version.get(event.under)
        if named is None or (named.effective is not None and named.effective > event.effective):
            return None
        return named

    def precedes(self, one: Definition, other: Definition) -> bool:
        """Whether a version is older than another."""
        return self._order[one.version] < self._order[other.version]

    def carried(self, state: str, before: Definition, after: Definition) -> str:
        """What a state of an older version is called in a newer one."""
        first, last = self._order[before.version], self._order[after.version]
        for version in self.versions[first + 1 : last + 1]:
            state = version.carries.get(state, state)
        return state

    @cached_property
    def endings(self) -> frozenset[str]:
        """The events that lead to an end, in any version."""
        return frozenset(
            step.event
            for version in self.versions
            for step in version.transitions
            if version.state(step.target).terminal
        )

    @cached_property
    def _by_version(self) -> Mapping[str, Definition]:
        return {version.version: version for version in self.versions}

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {version.version: number for number, version in enumerate(self.versions)}
