"""A law pack laid over a registry, or every reason why it does not fit."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyLaw, NotFound, did_you_mean
from pmi_core.regulation.citation import nearest_ids
from pmi_core.regulation.lawpack import LawPack
from pmi_core.regulation.parameter import (
    Parameter,
    ParameterValue,
    parameter_fault,
    parameter_faults,
)
from pmi_core.regulation.places import shipped_places
from pmi_core.regulation.references import Citation, resolve
from pmi_core.regulation.registry import Registry, check_basis, check_registry
from pmi_core.regulation.supplement import supplemented


def layer(registry: Registry, pack: LawPack) -> Registry:
    """A registry with a law pack laid over it.

    From the first day of the pack's values on, theirs alone are in force: the values below are
    cut the day before. Below a value or a supplement that became knowable on a stated day
    everything stays as it was, for who asks as known before that day.

    Raises:
        FaultyLaw: With every fault: unknown parameters and instruments, another unit, values
            that overlap, a basis no text carries, an id that is already a layer.
    """
    laid = _laid(registry, pack)
    places = shipped_places()
    before = frozenset(check_registry(registry, places=places))
    new = (
        *_misfits(registry, pack),
        *parameter_faults(pack.parameters, file=pack.id),
        *_unfounded(laid, pack),
        *(fault for fault in check_registry(laid, places=places) if fault not in before),
    )
    if new:
        raise FaultyLaw(attrs.evolve(fault, file=pack.file_of(fault.pointer)) for fault in new)
    return laid


def _misfits(registry: Registry, pack: LawPack) -> Iterator[Fault]:
    if pack.id in registry.layers:
        yield Fault(code="duplicate", message="the law pack is laid over twice", file=pack.id)
    yield from _told_twice(pack)
    yield from _known_already(registry, pack)
    yield from _about_nothing(registry, pack)
    known = {parameter.key: parameter for parameter in registry.parameters}
    for parameter in pack.parameters:
        below = known.get(parameter.key)
        if below is None:
            message = f"unknown parameter{did_you_mean(parameter.key, known)}"
            hint = (
                f"a pack sets only the numbers that are read ({', '.join(sorted(known))}); "
                "any other stays in the wording of its provision"
            )
            yield parameter_fault("unknown-parameter", message, pack.id, parameter.key, hint)
        elif below.unit != parameter.unit:
            message = f"the unit is {below.unit.id!r}, not {parameter.unit.id!r}"
            yield parameter_fault("unit", message, pack.id, parameter.key)
        else:
            yield from _seam(parameter, below, pack)


def _seam(parameter: Parameter, below: Parameter, pack: LawPack) -> Iterator[Fault]:
    """What is wrong where a pack's values meet those they are laid over."""
    first, last = parameter.values[:1], parameter.values[-1:]
    if any(value.first is None and value.set_by for value in first):
        message = "the first value has no first day, and its instruments begin on one"
        hint = "state the first day"
        yield parameter_fault("undated", message, pack.id, parameter.key, hint)
    ends = [value.last for value in last if value.last is not None and value.gap is None]
    later = below.values[-1].last
    if any(later is None or later > end for end in ends):
        message = "after the last value nothing is in force, and nobody says why"
        hint = "state the gap of that value, or the value that follows"
        yield parameter_fault("gap", message, pack.id, parameter.key, hint)


def _told_twice(pack: LawPack) -> Iterator[Fault]:
    ids = Counter(item.id for item in pack.instruments)
    for name in (name for name, times in ids.items() if times > 1):
        yield _fault("duplicate", f"the id {name} is given twice", pack, name)
    told = Counter(
        (more.instrument, what)
        for more in pack.supplements
        for what in (*more.fields, *(clause.at for clause in more.clauses))
    )
    for name, what in (key for key, times in told.items() if times > 1):
        yield _fault("duplicate", f"{what} is told twice", pack, name)


def _fault(code: str, message: str, pack: LawPack, name: str, hint: str = "") -> Fault:
    pointer = codec.join("", name)
    return Fault(code=code, message=message, file=pack.id, pointer=pointer, suggestion=hint)


def _unfounded(laid: Registry, pack: LawPack) -> Iterator[Fault]:
    for parameter in pack.parameters:
        pointer = codec.join("", parameter.key)
        for value in parameter.values:
            for basis in value.basis:
                yield from check_basis(basis, laid, pointer=pointer)


def _known_already(registry: Registry, pack: LawPack) -> Iterator[Fault]:
    known = {instrument.id for instrument in registry.instruments}
    for instrument in pack.instruments:
        if instrument.id in known:
            message = f"the instrument {instrument.id} is known already"
            hint = "say what is found out of it in a [[supplement]]"
            yield _fault("known-instrument", message, pack, instrument.id, hint)


def _about_nothing(registry: Registry, pack: LawPack) -> Iterator[Fault]:
    known = {item.id for item in (*registry.instruments, *pack.instruments)}
    for more in pack.supplements:
        if more.instrument not in known:
            message = str(
                NotFound("instrument", more.instrument, nearest_ids(more.instrument, known))
            )
            hint = _meant(more.instrument, registry)
            yield _fault("unknown-instrument", message, pack, more.instrument, hint)


def _meant(name: str, registry: Registry) -> str:
    """What is to be written where somebody cited an instrument as people do."""
    try:
        found = resolve(Citation.parse(name), registry)
    except (ValueError, NotFound):
        return "`pmi law coverage` lists the ids"
    return f"write its id, {found.cite}"


def _laid(registry: Registry, pack: LawPack) -> Registry:
    """The pack over the registry, as far as it fits; what does not fit is a fault elsewhere."""
    bare = {item.id: item for item in registry.instruments}
    bare.update({item.id: item for item in pack.instruments if item.id not in bare})
    full = dict(bare)
    told = tuple(more for more in pack.supplements if more.instrument in bare)
    for more in told:
        full[more.instrument] = supplemented(full[more.instrument], more)
    kept = {item.id for item in registry.bare}
    shadowed = {more.instrument for more in told} - kept
    changes = {parameter.key: parameter for parameter in pack.parameters}
    return attrs.evolve(
        registry,
        instruments=tuple(sorted(full.values(), key=lambda item: item.id)),
        parameters=tuple(
            _layered(old, changes[old.key]) if old.key in changes else old
            for old in registry.parameters
        ),
        layers=(*registry.layers, pack.id),
        designators=(*registry.designators, *pack.designators),
        supplements=(*registry.supplements, *told),
        bare=(*registry.bare, *(bare[name] for name in sorted(shadowed))),
    )


def _layered(old: Parameter, new: Parameter) -> Parameter:
    if not new.values:
        return new
    kept = tuple(_cut(old.values, new.values[0]))
    return attrs.evolve(old, label=new.label, values=(*kept, *new.values))


def _cut(values: tuple[ParameterValue, ...], start: ParameterValue) -> Iterator[ParameterValue]:
    for value in values:
        if start.known_from is not None:
            yield value
        elif start.first is not None and (value.first or date.min) < start.first:
            before = start.first - timedelta(days=1)
            yield value if value.ended(start.first) else attrs.evolve(value, last=before)
