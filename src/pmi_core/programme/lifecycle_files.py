"""Lifecycles as files: TOML that a lawyer can read and correct, one file a version."""

from collections.abc import Mapping
from functools import cache
from threading import Lock
from types import MappingProxyType
from typing import Final

from pmi_core.errors import Fault, FaultyDefinition, NotFound
from pmi_core.programme.conditions import F, Guard
from pmi_core.programme.definition import Definition, Lifecycle
from pmi_core.programme.definition_files import lifecycle_data, load_definition
from pmi_core.programme.guards import Facts, shipped_guards
from pmi_core.programme.soundness import check_lifecycle

_SHIPPED: Final = (
    "anggota",
    "kawan-pmi",
    "kepengurusan",
    "kkbm",
    "penggerak",
    "penugasan",
    "perwira-pmi",
    "usaha",
)
# Two threads that ask first must not get two lifecycles: one equals only itself.
_ONE_AT_A_TIME: Final = Lock()


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


def shipped_lifecycles() -> Mapping[str, Lifecycle[Facts]]:
    """The lifecycles that ship for bodies, their people and businesses, by name."""
    with _ONE_AT_A_TIME:
        return _shipped()


@cache
def _shipped() -> Mapping[str, Lifecycle[Facts]]:
    found = (load_lifecycle(lifecycle_data(name), shipped_guards(), Facts()) for name in _SHIPPED)
    return MappingProxyType({lifecycle.name: lifecycle for lifecycle in found})


def find_lifecycle(
    name: str, lifecycles: Mapping[str, Lifecycle[Facts]] | None = None
) -> Lifecycle[Facts]:
    """A lifecycle by its name; `-`, `_` and a blank are equal, capitals and small letters too.

    Args:
        name: Such as `kawan-pmi`.
        lifecycles: Where to look; those that ship for bodies, people and businesses by default.

    Raises:
        NotFound: With the nearest known name; a note says which there are.
        TypeError: The lifecycles are no mapping by name.

    >>> find_lifecycle("Kawan PMI").title.en
    'Lifecycle of a Kawan PMI unit'
    """
    known = shipped_lifecycles() if lifecycles is None else lifecycles
    if not hasattr(known, "keys"):
        raise TypeError(
            "lifecycles are given by name, in a mapping; of a host, host.lifecycle(name).value"
        )
    wanted = "-".join(name.casefold().replace("_", " ").split())
    if wanted not in known:
        problem = NotFound("lifecycle", name, known)
        problem.add_note(f"Lifecycles: {', '.join(problem.known)}.")
        problem.add_note("That of reports, laporan, is pmi_core.reporting.report_lifecycle().")
        raise problem
    return known[wanted]
