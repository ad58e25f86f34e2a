"""Law packs: a folder of TOML by which lawyers fill gaps without a release.

A pack holds `pack.toml` with its id and title. That file and any other `*.toml` beside it may say
what is found out of instruments (`[[supplement]]`), name new ones (`[[instrument]]`) and their
series (`[[designator]]`), and set parameters (`[[parameter]]`).
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import attrs

from pmi_core import codec, files
from pmi_core.errors import Fault, FaultyInput, FaultyLaw
from pmi_core.messages import Text
from pmi_core.regulation.designator import Designator
from pmi_core.regulation.instrument import Instrument
from pmi_core.regulation.parameter import Parameter, parameter_faults
from pmi_core.regulation.supplement import Supplement

_HEAD: Final = "pack.toml"
_ID: Final = re.compile(r"[a-z][a-z0-9_-]{0,63}", re.ASCII)


@attrs.frozen(kw_only=True)
class PackFile:
    """A file that a law pack was read from, by its name in the folder and its content hash.

    Attributes:
        records: Ids, keys and names of what it tells of; a fault of one of them names the file.
    """

    name: str
    sha256: str
    size: int
    records: tuple[str, ...] = ()


def _written(_: object, field: "attrs.Attribute[str]", value: str) -> None:
    if not _ID.fullmatch(value):
        raise ValueError(f"{field.name} is written like-this, in up to 64 small letters and digits")


@attrs.frozen(kw_only=True)
class LawPack:
    """What the layers below do not know, or what would change.

    Attributes:
        id: Stable and ASCII; it becomes a layer of the registry.
        title: What the pack is for.
        instruments: Instruments that the layers below do not have.
        supplements: What is found out of those they have; see `Supplement`.
        parameters: Known keys with the same unit; labels may be reworded. Their values win over
            those below from their first day on.
        designators: What people call series of instruments that the layers below do not know.
        files: What it was read from, sorted by name; empty where it was not read from a folder.
    """

    id: str = attrs.field(validator=_written)
    title: Text
    instruments: tuple[Instrument, ...] = ()
    supplements: tuple[Supplement, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    designators: tuple[Designator, ...] = ()
    files: tuple[PackFile, ...] = ()

    def file_of(self, pointer: str) -> str:
        """The file whose record a fault's pointer begins with, or the pack where none has it."""
        for file in self.files:
            if any(f"{pointer}/".startswith(f"{codec.join('', name)}/") for name in file.records):
                return f"{self.id}/{file.name}"
        return self.id


def load_law_pack(folder: Path) -> LawPack:
    """Read a law pack; whether it fits a registry is asked by `layer`.

    Raises:
        FaultyLaw: With every fault of every file: unreadable or missing files, unknown keys,
            wrong types, parameters given twice, values that overlap, a missing basis.
    """
    faults: list[Fault] = []
    data = _read_all(folder, faults)
    read = {name: _structured(name, found, faults) for name, found in sorted(data.items())}
    told = [part for part in read.values() if part is not None]
    head = next((part for part in told if isinstance(part, _Head)), None)
    parameters = tuple(parameter for part in told for parameter in part.parameter)
    faults += parameter_faults(parameters, file=folder.name)
    if head is None or faults:
        raise FaultyLaw(faults)
    return LawPack(
        id=head.id,
        title=head.title,
        instruments=tuple(item for part in told for item in part.instrument),
        supplements=tuple(item for part in told for item in part.supplement),
        parameters=parameters,
        designators=tuple(item for part in told for item in part.designator),
        files=tuple(
            PackFile(
                name=name,
                sha256=files.sha256(data[name]),
                size=len(data[name]),
                records=() if part is None else part.records,
            )
            for name, part in read.items()
        ),
    )


def entered_after(pack: LawPack, day: date) -> Iterator[Fault]:
    """A fault for each thing of a pack that claims to have been typed in after a day.

    Nobody can have: it is the day of somebody who looks at the pack, such as today.
    """
    for name, more in _told(pack):
        own = [one.provenance for one in more.clauses if one.provenance is not None]
        days = {one.entered for one in (more.provenance, *own) if one.entered is not None}
        for late in sorted(found for found in days if found > day):
            yield Fault(
                code="entered-later",
                message=f"entered on {late}, which is later than {day}",
                file=pack.file_of(codec.join("", name)),
                pointer=codec.join("", name),
                suggestion="entered is the day somebody typed it in, no day to come",
            )


def _told(pack: LawPack) -> Iterator[tuple[str, Instrument | Supplement]]:
    yield from ((item.id, item) for item in pack.instruments)
    yield from ((more.instrument, more) for more in pack.supplements)


@attrs.frozen(kw_only=True)
class _Part:
    instrument: tuple[Instrument, ...] = ()
    supplement: tuple[Supplement, ...] = ()
    parameter: tuple[Parameter, ...] = ()
    designator: tuple[Designator, ...] = ()

    @property
    def records(self) -> tuple[str, ...]:
        """The ids, keys and names a fault's pointer begins with."""
        return (
            *(item.id for item in self.instrument),
            *(item.instrument for item in self.supplement),
            *(item.key for item in self.parameter),
            *(item.short for item in self.designator),
        )


@attrs.frozen(kw_only=True)
class _Head(_Part):
    id: str = attrs.field(validator=_written)
    title: Text


def _read_all(folder: Path, faults: list[Fault]) -> dict[str, bytes]:
    """The TOML files of a folder, whatever the case of their names; one must be the head."""
    found: dict[str, bytes] = {}
    hint = f"a law pack is a folder with {_HEAD}"
    try:
        listed = [path.name for path in folder.iterdir()]
    except (OSError, ValueError) as problem:
        faults.append(_unreadable(_HEAD, problem, hint))
        return found
    names = [name for name in listed if name.casefold().endswith(".toml")]
    if _HEAD not in map(str.casefold, names):
        faults.append(Fault(code="missing-file", message="is missing", file=_HEAD, suggestion=hint))
    for name in names:
        try:
            found[name.encode().decode()] = files.read(folder / name, most=codec.LARGEST_TOML)
        except UnicodeEncodeError:
            message = "a file name that is no text"
            faults.append(Fault(code="file-name", message=message, file=ascii(name)))
        except OSError as problem:
            faults.append(_unreadable(name, problem))
    return found


def _unreadable(name: str, problem: Exception, hint: str = "") -> Fault:
    reason = getattr(problem, "strerror", None) or problem
    message = f"cannot be read: {reason}"
    return Fault(code="unreadable", message=message, file=name, suggestion=hint)


def _structured(name: str, data: bytes, faults: list[Fault]) -> "_Part | None":
    shape = _Head if name.casefold() == _HEAD else _Part
    try:
        return codec.load(data, shape, file=name)
    except FaultyInput as problem:
        faults += problem.faults
        return None
