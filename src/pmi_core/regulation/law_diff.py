"""What a law pack changes: instruments, provisions and parameters, before and after."""

from typing import Any, Final, cast

import attrs

from pmi_core import codec
from pmi_core.regulation.citation import InstrumentId
from pmi_core.regulation.instrument import Clause, Instrument
from pmi_core.regulation.parameter import Parameter, ParameterKey
from pmi_core.regulation.registry import Registry

_COMPARED: Final = tuple(
    field.name
    for field in attrs.fields(cast("Any", Instrument))
    if field.name not in ("id", "clauses", "sources")
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

    @property
    def instrument(self) -> InstrumentId:
        """Its id."""
        return self.after.id

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that differ, but for its provisions; none where it is new."""
        if self.before is None:
            return ()
        old, new = self.before, self.after
        return tuple(name for name in _COMPARED if getattr(old, name) != getattr(new, name))

    @property
    def clauses(self) -> tuple[tuple[Clause | None, Clause], ...]:
        """The provisions that differ, before and after."""
        old = {} if self.before is None else {one.at: one for one in self.before.clauses}
        pairs = ((old.get(one.at), one) for one in self.after.clauses)
        return tuple((one, other) for one, other in pairs if one != other)


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
    """Everything a law pack changes, by id and key."""

    instruments: tuple[InstrumentChange, ...] = ()
    parameters: tuple[ParameterChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.instruments or self.parameters)


def diff_law(before: Registry, after: Registry) -> LawDiff:
    """What a registry says otherwise once a law pack is laid over it.

    Args:
        before: The law below.
        after: The law above it, which has every instrument and parameter of the one below.

    >>> from pmi_core.regulation import shipped_registry
    >>> bool(diff_law(shipped_registry(), shipped_registry()))
    False
    """
    instruments = {item.id: item for item in before.instruments}
    parameters = {item.key: item for item in before.parameters}
    return LawDiff(
        instruments=tuple(
            InstrumentChange(before=instruments.get(item.id), after=item)
            for item in after.instruments
            if item != instruments.get(item.id)
        ),
        parameters=tuple(
            ParameterChange(before=parameters[item.key], after=item)
            for item in after.parameters
            if item != parameters[item.key]
        ),
    )
