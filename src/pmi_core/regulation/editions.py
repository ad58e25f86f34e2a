"""Editions of the Kemendagri codes: one table each, in force from its decree to the next."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from importlib import resources
from typing import Any, Final

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput
from pmi_core.messages import Text
from pmi_core.regulation.citation import InstrumentId
from pmi_core.regulation.place_names import name_parts
from pmi_core.regulation.provenance import Provenance
from pmi_core.regulation.regions import PLACE_CODE, PlaceCode, Region, RegionLevel
from pmi_core.regulation.table import (
    Row,
    head_entries,
    line_fault,
    missing_file,
    read_head,
    scan_table,
    tables_with,
)

_HEAD: Final = "editions.toml"
_COLUMNS: Final = ("code", "name")
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
    r"""Read an edition from a table with the columns `code` and `name`, separated by tabs.

    It may list a kabupaten whose province only another edition has: one that adds invented units
    to those of a decree does.

    Args:
        data: The table, UTF-8.
        id: Stable and ASCII.
        title: What people call it.
        provenance: Where the table comes from.
        since: The day of its decree; without one it adds to every day.
        file: The name that faults carry.

    Raises:
        FaultyInput: With every fault and its line: codes of another form or given twice, names
            missing or without kabupaten or kota.

    >>> from pmi_core.regulation import ProvenanceStatus, shipped_places
    >>> edition = load_edition(
    ...     "code\tname\n35.60\tKab. Contoh 35-A\n".encode(),
    ...     id="contoh",
    ...     title=Text(id="Contoh", en="Example"),
    ...     provenance=Provenance(status=ProvenanceStatus.ASSUMED, source="data rekaan"),
    ...     file="contoh.tsv",
    ... )
    >>> shipped_places().with_edition(edition).find("35.60").name
    'Kab. Contoh 35-A'
    """
    rows, faults = _scanned(data, file)
    if faults:
        raise FaultyInput(faults)
    regions = _regions(rows, id)
    return PlaceEdition(id=id, title=title, provenance=provenance, since=since, regions=regions)


def load_editions(files: Mapping[str, bytes]) -> tuple[PlaceEdition, ...]:
    """Read the editions that `editions.toml` names, each from the table of its id.

    Raises:
        FaultyInput: With every fault of every file: those of `load_edition`, a file that is
            missing, and a kabupaten or kota whose province its own edition does not list: it is
            in force alone.
    """
    head, plain, wrong = read_head(files, _HEAD, _Editions)
    faults = [*wrong, *_missing(plain, files), *_head_faults(head.edition if head else ())]
    tables: dict[str, tuple[Row, ...]] = {}
    for name in _named(plain, files):
        tables[name], found = _scanned(files[name], name)
        faults += (*found, *_orphans(tables[name], name))
    if head is None or faults:
        raise FaultyInput(faults)
    return tuple(_edition(item, tables[f"{item.id}.tsv"]) for item in head.edition)


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


def _edition(head: _EditionHead, rows: tuple[Row, ...]) -> PlaceEdition:
    return PlaceEdition(
        id=head.id,
        title=head.title,
        provenance=head.provenance,
        since=head.since,
        decree=head.decree,
        unchanged_by=head.unchanged_by,
        regions=_regions(rows, head.id),
    )


def _ids(plain: dict[str, Any]) -> Iterator[tuple[int, str]]:
    for number, entry in enumerate(head_entries(plain, "edition")):
        if isinstance(entry.get("id"), str):
            yield number, entry["id"]


def _missing(plain: dict[str, Any], files: Mapping[str, bytes]) -> Iterator[Fault]:
    for number, name in _ids(plain):
        if f"{name}.tsv" not in files:
            yield missing_file(f"{name}.tsv", _HEAD, f"/edition/{number}/id")


def _named(plain: dict[str, Any], files: Mapping[str, bytes]) -> Iterable[str]:
    """The tables to read; where the head names none, those that look like one of an edition."""
    tables = dict.fromkeys(f"{name}.tsv" for _, name in _ids(plain))
    return [name for name in tables if name in files] or tables_with(files, _COLUMNS)


def _head_faults(heads: tuple[_EditionHead, ...]) -> Iterator[Fault]:
    ids = [head.id for head in heads]
    days = [head.since for head in heads]
    for number, head in enumerate(heads):
        at = f"/edition/{number}"
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


def _scanned(data: bytes, file: str) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
    rows, wrong = scan_table(data, _COLUMNS, file=file)
    return rows, (*wrong, *_row_faults(rows, file))


def _regions(rows: tuple[Row, ...], edition: str) -> tuple[Region, ...]:
    return tuple(
        Region(
            code=PlaceCode(code),
            name=name,
            level=RegionLevel.REGENCY if "." in code else RegionLevel.PROVINCE,
            edition=edition,
        )
        for _, (code, name) in rows
    )


def _orphans(rows: tuple[Row, ...], file: str) -> Iterator[Fault]:
    """Provinces that a table lacks, each once, at the first line that needs it."""
    known = {code for _, (code, _) in rows}
    for number, (code, _) in rows:
        province = code[:2]
        if PLACE_CODE.fullmatch(code) and province not in known:
            message = f"the table has no province {province} for {code}"
            yield line_fault("province", message, number, file)
            known.add(province)


def _row_faults(rows: tuple[Row, ...], file: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, (code, name) in rows:
        if not PLACE_CODE.fullmatch(code):
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
