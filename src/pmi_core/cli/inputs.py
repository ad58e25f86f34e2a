"""Reading what the command line names: law packs and a dossier, all their faults at once."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import TypeVar

import attrs

from pmi_core import codec, files
from pmi_core.cli.exits import Exit
from pmi_core.cli.outcome import Outcome, outcome_of
from pmi_core.errors import Fault, FaultyInput
from pmi_core.plugins import PluginHost, law_of
from pmi_core.regulation import LawPack, Registry, load_law_pack
from pmi_core.reporting import Dossier, InputFile, read_dossier

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Law:
    """The law that a command judges by.

    Attributes:
        registry: The shipped law under the packs of plugins and of the command line.
        packs: Those of the command line, in its order.
    """

    registry: Registry
    packs: tuple[LawPack, ...] = ()

    def files(self) -> Iterator[InputFile]:
        """The files the packs of the command line were read from, by `<id of the pack>/<file>`."""
        for pack in self.packs:
            for file in pack.files:
                name = f"{pack.id}/{file.name}"
                yield InputFile(path=name, sha256=file.sha256, size=file.size)


def with_host(entry_points: bool, work: Callable[[PluginHost], Outcome]) -> Outcome:
    """Do a command's work with the plugins at hand; those at fault are named in the outcome.

    Stdout belongs to the command: whatever a plugin prints goes to stderr.
    """
    with redirect_stdout(sys.stderr):
        host = PluginHost.load(entry_points=entry_points, strict=False)
        outcome = outcome_of(lambda: work(host))
    if not host.faults:
        return outcome
    exits, faults = (*outcome.exits, Exit.PLUGIN), (*outcome.faults, *host.faults)
    return attrs.evolve(outcome, exits=exits, faults=faults)


def read_law(host: PluginHost, folders: Iterable[Path]) -> Law:
    """The law packs of folders laid over what the host has.

    Raises:
        FaultyInput: With every fault of every pack; or, where each is sound, with those of the
            first that does not fit what it is laid over.
    """
    faults: list[Fault] = []
    packs = [_attempt(faults, folder, load_law_pack, folder) for folder in folders]
    found = tuple(pack for pack in packs if pack is not None)
    if faults:
        raise FaultyInput(faults)
    return Law(registry=law_of(host, found), packs=found)


def read_toml(path: Path) -> bytes:
    """The bytes of a rulebook or of its cases; of a file that is too large no more than shows it.

    Raises:
        FaultyInput: It cannot be read, or is no regular file: a pipe or a device may never end.
    """
    try:
        return files.read(path, most=codec.LARGEST_TOML)
    except OSError as problem:
        message = f"cannot be read: {problem.strerror or problem}"
        fault = Fault(code="unreadable", message=message, file=path.as_posix())
        raise FaultyInput([fault]) from problem


def read_case(host: PluginHost, dossier: Path, law: Sequence[Path]) -> tuple[Dossier, Law]:
    """A dossier and the law it is judged by.

    Raises:
        FaultyInput: With every fault of both.
    """
    faults: list[Fault] = []
    ruling = _attempt(faults, None, read_law, host, law)
    registry = None if ruling is None else ruling.registry
    found = _attempt(faults, None, lambda: read_dossier(dossier, registry=registry))
    if ruling is None or found is None:
        raise FaultyInput(faults)
    return found, ruling


def _attempt(
    faults: list[Fault], folder: Path | None, read: Callable[..., T], *arguments: object
) -> T | None:
    prefix = "" if folder is None else f"{files.real_path(folder).name}/"
    try:
        return read(*arguments)
    except FaultyInput as problem:
        faults += (attrs.evolve(fault, file=prefix + fault.file) for fault in problem.faults)
        return None
