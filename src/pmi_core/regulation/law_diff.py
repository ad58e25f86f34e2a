"""What a law pack changes: instruments, provisions, parameters and names, before and after."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, cast

import attrs

from pmi_core import codec
from pmi_core.regulation.citation import InstrumentId
from pmi_core.regulation.designator import Designator
from pmi_core.regulation.force import ENDING, start_of
from pmi_core.regulation.instrument import Clause, Instrument
from pmi_core.regulation.parameter import Parameter, ParameterKey
from pmi_core.regulation.registry import Registry
from pmi_core.regulation.supplement import Supplement

_TOLD: Final = tuple(
    field.name
    for field in attrs.fields(cast("Any", Supplement))
    if field.name not in ("instrument", "clauses", "provenance")
)


@attrs.frozen(kw_only=True)
class InstrumentChange:
    """One instrument before and after a law pack.

    Attributes:
        before: What was known; absent where the pack brings the instrument.
        after: What is known.
    """

    before: Instrument | None = codec.optional(absent="none")
    after: Instrument

    def __bool__(self) -> bool:
        return self.before is None or bool(self.fields or self.sources or self.clauses)

    @property
    def instrument(self) -> InstrumentId:
        """Its id."""
        return self.after.id

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that say something else; none where it is new."""
        if self.before is None:
            return ()
        old, new = self.before, self.after
        return tuple(name for name in _TOLD if _told(old, name) != _told(new, name))

    @property
    def sources(self) -> tuple[str, ...]:
        """The fields that say the same, by another source."""
        if self.before is None:
            return ()
        old, new = self.before, self.after
        moved = (name for name in _TOLD if old.source_of(name) != new.source_of(name))
        return tuple(name for name in moved if name not in self.fields)

    @property
    def clauses(self) -> tuple[tuple[Clause | None, Clause], ...]:
        """The provisions that differ, before and after."""
        old = {} if self.before is None else {one.at: one for one in self.before.clauses}
        pairs = ((old.get(one.at), one) for one in self.after.clauses)
        return tuple(pair for pair in pairs if self._sourced(pair[0]) != self._sourced(pair[1]))

    @property
    def ended(self) -> frozenset[InstrumentId]:
        """The instruments it replaces or repeals, where that or the day of it is told otherwise."""
        return frozenset(target for target, *_ in _ends(self.after) - _ends(self.before))

    def _sourced(self, clause: Clause | None) -> Clause | None:
        """A clause with its source, be it its own or the instrument's."""
        if clause is None:
            return None
        return attrs.evolve(clause, provenance=clause.provenance or self.after.provenance)


@attrs.frozen(kw_only=True)
class ParameterChange:
    """One parameter before and after a law pack, with all its values."""

    before: Parameter
    after: Parameter

    @property
    def parameter(self) -> ParameterKey:
        """Its key."""
        return self.after.key


@attrs.frozen(kw_only=True)
class LawDiff:
    """Everything a law pack changes: by id, by key, and the series it names."""

    instruments: tuple[InstrumentChange, ...] = ()
    parameters: tuple[ParameterChange, ...] = ()
    designators: tuple[Designator, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.instruments or self.parameters or self.designators)


def diff_law(before: Registry, after: Registry, *, known_on: date | None = None) -> LawDiff:
    """What a registry says otherwise once a law pack is laid over it.

    Args:
        before: The law below.
        after: The law above it, which has every instrument, parameter and designator of the one
            below.
        known_on: Only what was knowable on that day counts; None filters nothing. Names of series
            and labels have no such day and always count.

    >>> from pmi_core.regulation import shipped_registry
    >>> bool(diff_law(shipped_registry(), shipped_registry()))
    False
    """
    instruments = {item.id: item for item in _instruments(before, known_on)}
    parameters = {item.key: item for item in _parameters(before, known_on)}
    changes = (
        InstrumentChange(before=instruments.get(item.id), after=item)
        for item in _instruments(after, known_on)
    )
    return LawDiff(
        instruments=tuple(change for change in changes if change),
        parameters=tuple(
            ParameterChange(before=parameters[item.key], after=item)
            for item in _parameters(after, known_on)
            if item != parameters[item.key]
        ),
        designators=tuple(one for one in after.designators if one not in before.designators),
    )


def _instruments(law: Registry, known_on: date | None) -> Iterator[Instrument]:
    """Those one could know of, as one could know them."""
    states = (law.instrument(item.id, known_on=known_on) for item in law.instruments)
    return (item for item in states if item.knowable(known_on))


def _parameters(law: Registry, known_on: date | None) -> Iterator[Parameter]:
    """All of them, with the values one could know."""
    for item in law.parameters:
        known = tuple(value for value in item.values if value.known(known_on))
        yield item if known == item.values else attrs.evolve(item, values=known)


def _told(instrument: Instrument, name: str) -> object:
    """What a field says; the order of relations says nothing."""
    value: object = getattr(instrument, name)
    return frozenset(instrument.relations) if name == "relations" else value


def _ends(instrument: Instrument | None) -> frozenset[tuple[InstrumentId, object, object]]:
    if instrument is None:
        return frozenset()
    start = start_of(instrument)
    ending = (one for one in instrument.relations if one.kind in ENDING)
    return frozenset((one.target, one, start) for one in ending)
