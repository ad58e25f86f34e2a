"""Lifecycles as files: TOML that a lawyer can read and correct, one file a version."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyDefinition, FaultyInput, NotFound, did_you_mean
from pmi_core.messages import Text
from pmi_core.programme.conditions import F, Guard
from pmi_core.programme.definition import Definition, Lifecycle, State, Transition
from pmi_core.programme.guards import Facts, shipped_guards
from pmi_core.programme.soundness import BASIS_FIELDS, check_lifecycle
from pmi_core.regulation import Basis

_SHIPPED: Final = (
    "anggota",
    "kawan-pmi",
    "kepengurusan",
    "kkbm",
    "penggerak",
    "perwira-pmi",
    "usaha",
)


def load_lifecycle(
    versions: Mapping[str, bytes], guards: Mapping[str, Guard[F]], nothing_known: F
) -> Lifecycle[F]:
    """Read a lifecycle from its files, one a version, in the order of their days.

    Each file's `bases` give each basis a short name for its transitions.

    Args:
        versions: The bytes of each file by its name, which faults carry.
        guards: The conditions its transitions may name, by name.
        nothing_known: What the conditions look at where no facts are given.

    Raises:
        FaultyDefinition: With every fault; nothing of a faulty file is used.
    """
    faults: list[Fault] = []
    read: list[Definition] = []
    for file, data in versions.items():
        try:
            read.append(load_definition(data, file=file))
        except FaultyDefinition as problem:
            faults += problem.faults
    if faults:
        raise FaultyDefinition(faults)
    lifecycle = Lifecycle(versions=tuple(read), guards=guards, nothing_known=nothing_known)
    return check_lifecycle(lifecycle, files=tuple(versions))


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


@cache
def shipped_lifecycles() -> Mapping[str, Lifecycle[Facts]]:
    """The lifecycles that ship for bodies, their people and businesses, by name."""
    found = (load_lifecycle(lifecycle_data(name), shipped_guards(), Facts()) for name in _SHIPPED)
    return MappingProxyType({lifecycle.name: lifecycle for lifecycle in found})


def lifecycle_data(name: str) -> Mapping[str, bytes]:
    """The file of a lifecycle that ships, by its file name."""
    file = resources.files("pmi_core").joinpath("data/lifecycles", f"{name}.toml")
    return {file.name: file.read_bytes()}


def find_lifecycle(
    name: str, lifecycles: Mapping[str, Lifecycle[Facts]] | None = None
) -> Lifecycle[Facts]:
    """A lifecycle by its name; `-` and `_` are equal, capitals and small letters too.

    Args:
        name: Such as `kawan-pmi`.
        lifecycles: Where to look; those that ship for bodies, people and businesses by default.

    Raises:
        NotFound: With the nearest known name.

    >>> find_lifecycle("kawan_pmi").title.en
    'Lifecycle of a Kawan PMI unit'
    """
    known = shipped_lifecycles() if lifecycles is None else lifecycles
    wanted = name.casefold().replace("_", "-")
    if wanted not in known:
        raise NotFound("lifecycle", name, known)
    return known[wanted]


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
