"""One version of a lifecycle as a file, and the tables that ship, without their conditions."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyDefinition, FaultyInput, did_you_mean
from pmi_core.messages import Text
from pmi_core.programme.definition import Definition, Lifecycle, State, Transition
from pmi_core.programme.soundness import BASIS_FIELDS
from pmi_core.regulation import Basis


def load_definition(data: bytes, *, file: str) -> Definition:
    """Read one version of a lifecycle; `check_lifecycle` says whether it is sound.

    Raises:
        FaultyDefinition: With every fault of the file's shape.
    """
    try:
        sheet = codec.load(data, _Sheet, file=file)
    except FaultyInput as problem:
        raise FaultyDefinition(problem.faults) from None
    faults = tuple(_unknown_bases(sheet, file))
    if faults:
        raise FaultyDefinition(faults)
    return Definition(
        name=sheet.name,
        title=sheet.title,
        version=sheet.version,
        effective=sheet.effective,
        initial=sheet.initial,
        states=sheet.states,
        transitions=tuple(_spelled_out(row, sheet.bases) for row in sheet.transitions),
        carries=sheet.carries,
    )


def lifecycle_data(name: str) -> Mapping[str, bytes]:
    """The file of a lifecycle that ships, by its file name."""
    file = resources.files("pmi_core").joinpath("data/lifecycles", f"{name}.toml")
    return {file.name: file.read_bytes()}


@cache
def shipped_table(name: str) -> Lifecycle[Any]:
    """A lifecycle that ships, without its conditions: where events lead is asked of the table.

    The conditions themselves ask that of others, so it must be told without them.

    Args:
        name: As its file is called, such as `kawan-pmi`.
    """
    versions = tuple(
        load_definition(data, file=file) for file, data in lifecycle_data(name).items()
    )
    return Lifecycle(versions=versions, guards={}, nothing_known=None)


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
    version: str = "1"
    effective: date | None = codec.optional(absent="none")
    initial: str
    bases: Mapping[str, Basis]
    states: tuple[State, ...]
    transitions: tuple[_Row, ...]
    carries: Mapping[str, str] = attrs.field(factory=dict[str, str])


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
        for field in BASIS_FIELDS:
            names: tuple[str, ...] = getattr(row, field)
            for position, name in enumerate(names):
                if name not in sheet.bases:
                    message = f"no basis is called {name!r}{did_you_mean(name, sheet.bases)}"
                    pointer = f"/transitions/{number}/{field}/{position}"
                    yield Fault(code="unknown-basis", message=message, file=file, pointer=pointer)
