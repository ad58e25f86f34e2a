"""What a law pack changes: instruments, provisions and parameters, before and after."""

from collections.abc import Iterator
from typing import Any, Final, cast

import attrs

from pmi_core import codec
from pmi_core.regulation.citation import InstrumentId
from pmi_core.regulation.instrument import Clause, Instrument
from pmi_core.regulation.parameter import ParameterKey, ParameterValue
from pmi_core.regulation.registry import Registry

_COMPARED: Final = tuple(
    field.name
    for field in attrs.fields(cast("Any", Instrument))
    if field.name not in ("id", "clauses", "sources")
)


@attrs.frozen(kw_only=True)
class InstrumentChange:
    """One instrument in two registries.

    Attributes:
        instrument: Its id.
        before: What was known; absent where the instrument is new.
        after: What is known; absent where it is gone.
    """

    instrument: InstrumentId
    before: Instrument | None = codec.optional(absent="none")
    after: Instrument | None = codec.optional(absent="none")

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that differ, but for its provisions; none where it is new or gone."""
        if self.before is None or self.after is None:
            return ()
        return tuple(
            name for name in _COMPARED if getattr(self.before, name) != getattr(self.after, name)
        )

    @property
    def clauses(self) -> tuple[tuple[Clause | None, Clause | None], ...]:
        """The provisions that differ, before and after, in the order they are listed."""
        old = {} if self.before is None else {one.at: one for one in self.before.clauses}
        new = {} if self.after is None else {one.at: one for one in self.after.clauses}
        places = dict.fromkeys((*old, *new))
        pairs = ((old.get(at), new.get(at)) for at in places)
        return tuple((one, other) for one, other in pairs if one != other)


@attrs.frozen(kw_only=True)
class ParameterChange:
    """One parameter in two registries.

    Attributes:
        parameter: Its key.
        before: Its values; empty where it is new.
        after: Its values; empty where it is gone.
    """

    parameter: ParameterKey
    before: tuple[ParameterValue, ...] = ()
    after: tuple[ParameterValue, ...] = ()


@attrs.frozen(kw_only=True)
class LawDiff:
    """Everything that differs between two registries, by id and key."""

    instruments: tuple[InstrumentChange, ...] = ()
    parameters: tuple[ParameterChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.instruments or self.parameters)


def diff_law(before: Registry, after: Registry) -> LawDiff:
    """What one registry says otherwise than another.

    >>> from pmi_core.regulation import shipped_registry
    >>> bool(diff_law(shipped_registry(), shipped_registry()))
    False
    """
    return LawDiff(
        instruments=tuple(_instruments(before, after)),
        parameters=tuple(_parameters(before, after)),
    )


def _instruments(before: Registry, after: Registry) -> Iterator[InstrumentChange]:
    old = {item.id: item for item in before.instruments}
    new = {item.id: item for item in after.instruments}
    for name in sorted({*old, *new}):
        one, other = old.get(name), new.get(name)
        if one != other:
            yield InstrumentChange(instrument=name, before=one, after=other)


def _parameters(before: Registry, after: Registry) -> Iterator[ParameterChange]:
    old, new = _values(before), _values(after)
    for key in sorted({*old, *new}):
        one, other = old.get(key, ()), new.get(key, ())
        if one != other:
            yield ParameterChange(parameter=key, before=one, after=other)


def _values(registry: Registry) -> dict[ParameterKey, tuple[ParameterValue, ...]]:
    return {parameter.key: parameter.values for parameter in registry.parameters}
