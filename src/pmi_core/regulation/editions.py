"""Editions of the Kemendagri codes: one table each, in force from its decree to the next."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from importlib import resources
from typing import Final

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput
from pmi_core.messages import Text
from pmi_core.regulation.citation import InstrumentId
from pmi_core.regulation.place_names import name_parts
from pmi_core.regulation.provenance import Provenance
from pmi_core.regulation.regions import PlaceCode, Region, RegionLevel
from pmi_core.regulation.table import Row, line_fault, scan_table

_CODE: Final = re.compile(r"\d\d(\.\d\d)?", re.ASCII)
_HEAD: Final = "editions.toml"
_REGENCIES: Final = (frozenset({"kabupaten"}), frozenset({"kota"}))


@attrs.frozen(kw_only=True)
class UnchangedBy:
    """A later decree that leaves an edition as it is, at the levels that ship.

    Attributes:
        decree: The decree in the registry.
        since: Its day.
        provenance: How well it is known that nothing changes.
    """

    decree: InstrumentId
    since: date
    provenance: Provenance


@attrs.frozen(kw_only=True)
class PlaceEdition:
    """One edition of the codes, such as Kepmendagri 300.2.2-2138 Tahun 2025.

    Attributes:
        id: Stable and ASCII.
        title: What people call it.
        provenance: Where the table comes from.
        since: The day of its decree, from which it is in force until the next edition. Without
            one it is no decree, such as invented units for an example: it adds to every day.
        decree: The decree in the registry.
        unchanged_by: Later decrees that leave it as it is; the table is not given twice.
        regions: What it lists.
    """

    id: str
    title: Text
    provenance: Provenance
    since: date | None = codec.optional(absent="none")
    decree: InstrumentId | None = codec.optional(absent="none")
    unchanged_by: tuple[UnchangedBy, ...] = ()
    regions: tuple[Region, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Region]:
        """What it lists, by code."""
        return {region.code: region for region in self.regions}


def load_edition(
    data: bytes,
    *,
    id: str,  # noqa: A002 - the field of PlaceEdition it fills
    title: Text,
    provenance: Provenance,
    since: date | None = None,
    file: str,
) -> PlaceEdition:
    """Read an edition from a table with the columns `code` and `name`, separated by tabs.

    Raises:
        FaultyInput: With every fault and its line: codes of another form or given twice, names
            missing or without kabupaten or kota.
    """
    faults: list[Fault] = []
    regions = _regions(data, id, file, faults)
    if faults:
        raise FaultyInput(faults)
    return PlaceEdition(id=id, title=title, provenance=provenance, since=since, regions=regions)


def load_editions(files: Mapping[str, bytes]) -> tuple[PlaceEdition, ...]:
    """Read the editions that `editions.toml` names, each from the table of its id.

    Raises:
        FaultyInput: With every fault of every file.
    """
    head = codec.load(files[_HEAD], _Editions, file=_HEAD)
    faults = list(_head_faults(head.edition, files))
    editions = tuple(
        PlaceEdition(
            id=item.id,
            title=item.title,
            provenance=item.provenance,
            since=item.since,
            decree=item.decree,
            unchanged_by=item.unchanged_by,
            regions=_regions(
                files.get(f"{item.id}.tsv", _EMPTY), item.id, f"{item.id}.tsv", faults
            ),
        )
        for item in head.edition
    )
    if faults:
        raise FaultyInput(faults)
    return editions


@cache
def region_files() -> Mapping[str, bytes]:
    """The files about regions that ship, by name."""
    folder = resources.files("pmi_core").joinpath("data/regions")
    return {item.name: item.read_bytes() for item in folder.iterdir()}


@cache
def shipped_editions() -> tuple[PlaceEdition, ...]:
    """The editions the library ships, newest first."""
    return load_editions(region_files())


@attrs.frozen(kw_only=True)
class _EditionHead:
    id: str
    title: Text
    provenance: Provenance
    since: date
    decree: InstrumentId
    unchanged_by: tuple[UnchangedBy, ...] = ()


@attrs.frozen(kw_only=True)
class _Editions:
    edition: tuple[_EditionHead, ...]


_EMPTY: Final = b"code\tname\n"


def _head_faults(heads: tuple[_EditionHead, ...], files: Mapping[str, bytes]) -> Iterator[Fault]:
    ids = [head.id for head in heads]
    days = [head.since for head in heads]
    for number, head in enumerate(heads):
        at = f"/edition/{number}"
        if f"{head.id}.tsv" not in files:
            message = f"the table {head.id}.tsv is missing"
            yield Fault(code="missing-file", message=message, file=_HEAD, pointer=f"{at}/id")
        if head.id in ids[:number]:
            message = f"the edition {head.id} is given twice"
            yield Fault(code="duplicate", message=message, file=_HEAD, pointer=f"{at}/id")
        if head.since in days[:number]:
            message = f"two editions begin on {head.since}"
            yield Fault(code="overlap", message=message, file=_HEAD, pointer=f"{at}/since")
        for place, later in enumerate(head.unchanged_by):
            if later.since <= head.since:
                pointer = f"{at}/unchanged_by/{place}/since"
                message = "a decree that leaves an edition unchanged comes after it"
                yield Fault(code="order", message=message, file=_HEAD, pointer=pointer)


def _regions(data: bytes, edition: str, file: str, faults: list[Fault]) -> tuple[Region, ...]:
    rows, wrong = scan_table(data, ("code", "name"), file=file)
    faults += (*wrong, *_row_faults(rows, file))
    return tuple(
        Region(
            code=PlaceCode(code),
            name=name,
            level=RegionLevel.REGENCY if "." in code else RegionLevel.PROVINCE,
            edition=edition,
        )
        for _, (code, name) in rows
    )


def _row_faults(rows: tuple[Row, ...], file: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, (code, name) in rows:
        if not _CODE.fullmatch(code):
            hint = "a code is text such as 73.10; a spreadsheet drops its last zero"
            yield line_fault("place-code", f"{code!r} is not a place code", number, file, hint)
        if code in seen:
            yield line_fault("duplicate", f"the code {code} is given twice", number, file)
        if not name:
            yield line_fault("missing", "the name is missing", number, file)
        elif "." in code and name_parts(name)[0] not in _REGENCIES:
            message = "the name must begin with Kabupaten or Kota"
            yield line_fault("place-name", message, number, file)
        seen.add(code)
