"""Law packs: a folder of TOML by which lawyers fill gaps without a release.

A pack holds `pack.toml` (its id and title) and any number of `parameters*.toml`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final, TypeVar

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput, FaultyLaw, did_you_mean
from pmi_core.messages import Text
from pmi_core.regulation.parameter import (
    Parameter,
    ParameterFile,
    ParameterValue,
    parameter_fault,
    parameter_faults,
)
from pmi_core.regulation.registry import Registry, dangling

T = TypeVar("T")
_HEAD: Final = "pack.toml"


@attrs.frozen(kw_only=True)
class LawPack:
    """Dated parameter values that win over those below from their first day on.

    Attributes:
        id: Stable and ASCII; it becomes a layer of the registry.
        title: What the pack is for.
        parameters: Known keys with the same unit; labels may be reworded.
    """

    id: str
    title: Text
    parameters: tuple[Parameter, ...] = ()


def load_law_pack(folder: Path) -> LawPack:
    """Read a law pack; whether it fits a registry is asked by `layer`.

    Raises:
        FaultyLaw: With every fault of every file: unreadable or missing files, unknown keys,
            wrong types, parameters given twice, values that overlap, a missing basis.
    """
    faults: list[Fault] = []
    head = _attempt(folder, _HEAD, _Head, faults)
    parameters: list[Parameter] = []
    for name in sorted(path.name for path in folder.glob("parameters*.toml")):
        found = _attempt(folder, name, ParameterFile, faults)
        parameters += found.parameter if found else ()
    faults += parameter_faults(parameters, file=folder.name)
    if head is None or faults:
        raise FaultyLaw(faults)
    return LawPack(id=head.id, title=head.title, parameters=tuple(parameters))


def layer(registry: Registry, pack: LawPack) -> Registry:
    """A registry with a law pack laid over it.

    From the first day of the pack's values on, theirs alone are in force: the values below are
    cut the day before. Below a value that became knowable on a stated day they stay as they
    are, for who asks as known before that day.

    Raises:
        FaultyLaw: With every fault: unknown parameters, another unit, unknown instruments,
            values that overlap, an id that is already a layer.
    """
    faults = list(_misfits(registry, pack))
    if faults:
        raise FaultyLaw(faults)
    changes = {parameter.key: parameter for parameter in pack.parameters}
    return attrs.evolve(
        registry,
        parameters=tuple(
            _layered(old, changes[old.key]) if old.key in changes else old
            for old in registry.parameters
        ),
        layers=(*registry.layers, pack.id),
    )


@attrs.frozen(kw_only=True)
class _Head:
    id: str
    title: Text


def _attempt(folder: Path, name: str, shape: type[T], faults: list[Fault]) -> T | None:
    try:
        return _read(folder, name, shape)
    except FaultyInput as problem:
        faults += problem.faults
        return None


def _read(folder: Path, name: str, shape: type[T]) -> T:
    try:
        data = (folder / name).read_bytes()
    except OSError as problem:
        message = f"cannot be read: {problem.strerror}"
        hint = "a law pack is a folder with pack.toml and parameters*.toml"
        fault = Fault(code="unreadable", message=message, file=name, suggestion=hint)
        raise FaultyInput([fault]) from None
    return codec.load(data, shape, file=name)


def _misfits(registry: Registry, pack: LawPack) -> Iterator[Fault]:
    if pack.id in registry.layers:
        yield Fault(code="duplicate", message="the law pack is laid over twice", file=pack.id)
    yield from parameter_faults(list(pack.parameters), file=pack.id)
    known = {parameter.key: parameter for parameter in registry.parameters}
    for parameter in pack.parameters:
        below = known.get(parameter.key)
        if below is None:
            message = f"unknown parameter{did_you_mean(parameter.key, known)}"
            yield parameter_fault("unknown-parameter", message, pack.id, parameter.key)
        elif below.unit != parameter.unit:
            message = f"the unit is {below.unit.id!r}, not {parameter.unit.id!r}"
            yield parameter_fault("unit", message, pack.id, parameter.key)
        for value in parameter.values:
            for basis in value.basis:
                pointer = codec.join("", parameter.key)
                yield from dangling(basis, registry, file=pack.id, pointer=pointer)


def _layered(old: Parameter, new: Parameter) -> Parameter:
    kept = tuple(_cut(old.values, new.values[0]))
    return attrs.evolve(old, label=new.label, values=(*kept, *new.values))


def _cut(values: tuple[ParameterValue, ...], start: ParameterValue) -> Iterator[ParameterValue]:
    for value in values:
        if start.known_from is not None:
            yield value
        elif start.first is not None and (value.first or date.min) < start.first:
            before = start.first - timedelta(days=1)
            yield value if value.ended(start.first) else attrs.evolve(value, last=before)
