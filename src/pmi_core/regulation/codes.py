"""Codes of regions in other systems, by explicit tables: nothing is converted by its digits.

1101 is Simeulue to BPS, and 11.01 is Aceh Selatan to the Ministry of Home Affairs.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache, cached_property
from typing import Any, Final

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput, NotFound
from pmi_core.regulation.editions import region_files, shipped_editions
from pmi_core.regulation.place_names import shorten
from pmi_core.regulation.provenance import Provenance
from pmi_core.regulation.regions import PLACE_CODE, PlaceCode, Region
from pmi_core.regulation.table import (
    Row,
    head_entries,
    line_fault,
    missing_file,
    read_head,
    scan_table,
    tables_with,
)

_HEAD: Final = "codes.toml"
_COLUMNS: Final = ("code", "kemendagri", "listed_as")
_UNMATCHED: Final = "-"


class CodeSystem(Enum):
    """Who numbers the regions; a code means nothing without it."""

    KEMENDAGRI = "kemendagri"
    BPS = "bps"
    ISO_3166_2 = "iso_3166_2"


# Where two systems write alike, only the name of the system tells which is meant.
_WRITTEN: Final = {
    CodeSystem.KEMENDAGRI: PLACE_CODE,
    CodeSystem.BPS: re.compile(r"\d\d(\d\d)?", re.ASCII),
    CodeSystem.ISO_3166_2: re.compile(r"ID-[A-Z]{2}", re.ASCII),
}
_TAGGED: Final = re.compile(
    r"(kemendagri|bps|iso(?:[ _]?3166[-_]2)?)[\s:]+([\w.-]+)", re.ASCII | re.IGNORECASE
)
_ISO: Final = re.compile(r"ID-[A-Z]{2}", re.ASCII | re.IGNORECASE)


class Unmatched(NotFound):
    """A code of another system that is matched with no region: which one it means is not guessed.

    Attributes:
        system: Whose code it is.
        code: The code.
        listed_as: What the list of that system calls it.
    """

    def __init__(self, system: CodeSystem, code: str, listed_as: str) -> None:
        super().__init__("matched region", code)
        self.args = (system, code, listed_as)
        self.system = system
        self.code = code
        self.listed_as = listed_as

    def __str__(self) -> str:
        return (
            f"the {self.system.value} list calls {self.code} {self.listed_as!r}; "
            "it is matched with no Kemendagri code, and none is guessed"
        )


@attrs.frozen(kw_only=True)
class CodeEntry:
    """One line of a list of codes.

    Attributes:
        code: In the system of the table.
        listed_as: What the list calls it.
        place: The Kemendagri code matched with it; none where no name agrees.
    """

    code: str
    listed_as: str
    place: PlaceCode | None = codec.optional()


@attrs.frozen(kw_only=True)
class CodeTable:
    """The codes of one system, matched with those of an edition.

    Attributes:
        system: Whose codes they are.
        edition: The id of the edition whose codes `place` holds.
        provenance: Where the list comes from, and how it was matched.
        entries: The list.
    """

    system: CodeSystem
    edition: str
    provenance: Provenance
    entries: tuple[CodeEntry, ...] = ()

    def place_of(self, code: str) -> PlaceCode:
        """The Kemendagri code of a code of this system.

        Raises:
            Unmatched: The list has the code, and no region is matched with it.
            NotFound: The list does not have the code.

        >>> bps = code_tables()[0]
        >>> bps.place_of("1101")
        '11.09'
        """
        entry = self._by_code.get(code)
        if entry is None:
            raise NotFound(f"code of the system {self.system.value}", shorten(code), self._by_code)
        if entry.place is None:
            raise Unmatched(self.system, code, entry.listed_as)
        return entry.place

    def code_of(self, place: str) -> str:
        """The code in this system of a Kemendagri code.

        Raises:
            NotFound: No entry is matched with the place.

        >>> bps = code_tables()[0]
        >>> bps.code_of("11.09")
        '1101'
        """
        if place not in self._by_place:
            what = f"place with a code of the system {self.system.value}"
            raise NotFound(what, shorten(place), self._by_place)
        return self._by_place[place]

    @cached_property
    def _by_code(self) -> Mapping[str, CodeEntry]:
        return {entry.code: entry for entry in self.entries}

    @cached_property
    def _by_place(self) -> Mapping[str, str]:
        return {entry.place: entry.code for entry in self.entries if entry.place is not None}


def convert_code(code: str, *, source: CodeSystem, target: CodeSystem) -> str:
    """A code of one system in another, by the shipped tables.

    Kemendagri codes are those of the edition the tables name; see `code_tables`.

    Raises:
        Unmatched: The code is matched with no region.
        NotFound: The system does not have the code, or the region has none in the other system.

    >>> convert_code("1101", source=CodeSystem.BPS, target=CodeSystem.KEMENDAGRI)  # Simeulue
    '11.09'
    >>> convert_code("32", source=CodeSystem.KEMENDAGRI, target=CodeSystem.ISO_3166_2)
    'ID-JB'
    """
    tables = _by_system()
    known = source is not CodeSystem.KEMENDAGRI
    place = tables[source].place_of(code) if known else _listed(code)
    return place if target is CodeSystem.KEMENDAGRI else tables[target].code_of(place)


def read_code(text: str) -> tuple[CodeSystem, str] | None:
    """The system and the code of a text that names both, such as `BPS 1101` or `ISO ID-JB`.

    `ID-JB` names its system by its form. None where none is named: whose code it is, is not
    guessed.

    >>> read_code("BPS 1101")
    (<CodeSystem.BPS: 'bps'>, '1101')
    >>> read_code("1101") is None
    True
    """
    if _ISO.fullmatch(text):
        return CodeSystem.ISO_3166_2, text.upper()
    match = _TAGGED.fullmatch(text)
    if match is None:
        return None
    tag = match[1].casefold()
    system = CodeSystem.ISO_3166_2 if tag.startswith("iso") else CodeSystem(tag)
    return system, match[2].upper()


def load_code_tables(
    files: Mapping[str, bytes], regions: Mapping[str, Mapping[str, Region]]
) -> tuple[CodeTable, ...]:
    """Read the tables that `codes.toml` names.

    Args:
        files: `codes.toml` and the tables, by name.
        regions: The regions of every edition by its id, then by code.

    Raises:
        FaultyInput: With every fault of every file, a missing one too.
    """
    head, plain, wrong = read_head(files, _HEAD, _Tables)
    faults = list(wrong)
    tables: dict[str, tuple[Row, ...]] = {}
    for number, item in enumerate(_said(plain, files)):
        faults += _head_faults(item, number, files, regions)
        if item.file in files:
            tables[item.file], found = scan_table(files[item.file], _COLUMNS, file=item.file)
            faults += (*found, *_row_faults(tables[item.file], item, regions.get(item.edition)))
    if head is None or faults:
        raise FaultyInput(faults)
    return tuple(_table(item, tables[item.file]) for item in head.table)


@cache
def code_tables() -> tuple[CodeTable, ...]:
    """The tables the library ships, each with its source.

    >>> for table in code_tables():
    ...     print(table.system.value, len(table.entries), table.provenance.status.value)
    bps 514 sekunder
    iso_3166_2 45 sekunder
    """
    regions = {edition.id: edition.by_code for edition in shipped_editions()}
    return load_code_tables(region_files(), regions)


@cache
def _by_system() -> Mapping[CodeSystem, CodeTable]:
    return {table.system: table for table in code_tables()}


@cache
def _listing() -> Mapping[str, Region]:
    """The regions of the editions whose codes the tables hold."""
    named = {table.edition for table in code_tables()}
    editions = (edition for edition in shipped_editions() if edition.id in named)
    return {code: region for edition in editions for code, region in edition.by_code.items()}


def _listed(code: str) -> PlaceCode:
    if code not in _listing():
        what = f"code of the system {CodeSystem.KEMENDAGRI.value}"
        raise NotFound(what, shorten(code), _listing())
    return PlaceCode(code)


@attrs.frozen(kw_only=True)
class _TableHead:
    system: CodeSystem
    file: str
    edition: str
    provenance: Provenance


@attrs.frozen(kw_only=True)
class _Tables:
    table: tuple[_TableHead, ...]


@attrs.frozen(kw_only=True)
class _Said:
    """What a head says of a table, read from plain values: the head may have faults elsewhere."""

    file: str
    system: CodeSystem | None = None
    edition: str = ""


def _said(plain: dict[str, Any], files: Mapping[str, bytes]) -> Iterable[_Said]:
    """The tables to read; where the head names none, those that look like one of codes."""
    systems = {item.value: item for item in CodeSystem}
    entries = head_entries(plain, "table")
    told = ([str(entry.get(key, "")) for key in ("file", "system", "edition")] for entry in entries)
    said = [_Said(file=file, system=systems.get(word), edition=id_) for file, word, id_ in told]
    return said or (_Said(file=name) for name in tables_with(files, _COLUMNS))


def _table(head: _TableHead, rows: tuple[Row, ...]) -> CodeTable:
    return CodeTable(
        system=head.system,
        edition=head.edition,
        provenance=head.provenance,
        entries=tuple(_entry(*cells) for _, cells in rows),
    )


def _entry(code: str, place: str, listed_as: str) -> CodeEntry:
    matched = None if place == _UNMATCHED else PlaceCode(place)
    return CodeEntry(code=code, listed_as=listed_as, place=matched)


def _head_faults(
    item: _Said,
    number: int,
    files: Mapping[str, bytes],
    regions: Mapping[str, Mapping[str, Region]],
) -> Iterator[Fault]:
    at = f"/table/{number}"
    if item.file and item.file not in files:
        yield missing_file(item.file, _HEAD, f"{at}/file")
    if item.edition and item.edition not in regions:
        message = f"no edition is called {item.edition!r}"
        yield Fault(code="unknown-edition", message=message, file=_HEAD, pointer=f"{at}/edition")


def _row_faults(
    rows: tuple[Row, ...], item: _Said, regions: Mapping[str, Region] | None
) -> Iterator[Fault]:
    """What is wrong with rows; what an unknown system or edition would say of them is left out."""
    codes: set[str] = set()
    places: set[str] = set()
    for number, (code, place, listed_as) in rows:
        if item.system is not None and not _WRITTEN[item.system].fullmatch(code):
            message = f"{code!r} is not written as a code of the system {item.system.value}"
            yield line_fault("code", message, number, item.file)
        if not listed_as:
            yield line_fault("missing", "the name in the list is missing", number, item.file)
        if regions is not None and place not in regions and place != _UNMATCHED:
            message = f"the edition {item.edition} has no {place!r}"
            hint = f"write {_UNMATCHED} where no region is matched"
            yield line_fault("place-code", message, number, item.file, hint)
        for known, value in ((codes, code), (places, place)):
            if value in known and value != _UNMATCHED:
                yield line_fault("duplicate", f"{value} is given twice", number, item.file)
            known.add(value)
