"""Provinces, kabupaten and kota by Kemendagri code, edition by edition; zones; countries."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache, cached_property
from importlib import resources
from types import MappingProxyType
from typing import Final, NewType

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput, NotFound
from pmi_core.messages import Text
from pmi_core.regulation.provenance import Provenance
from pmi_core.regulation.table import Row, line_fault, read_table

PlaceCode = NewType("PlaceCode", str)

_CODE: Final = re.compile(r"\d\d(\.\d\d)?", re.ASCII)
_KINDS: Final = {
    "kabupaten": "kabupaten",
    "kab": "kabupaten",
    "kota": "kota",
    "provinsi": "provinsi",
    "propinsi": "provinsi",
    "prov": "provinsi",
}
# "Kota Administrasi Jakarta Pusat" is "Kota Jakarta Pusat" to everybody.
_SHORT: Final = {"kep": "kepulauan", "adm": "", "administrasi": ""}


class RegionLevel(Enum):
    """The two levels that ship; below them, codes stay opaque."""

    PROVINCE = "provinsi"
    REGENCY = "kabkota"


@attrs.frozen(kw_only=True)
class Region:
    """A province, kabupaten or kota as one edition of the codes lists it.

    Attributes:
        code: `32` or `32.04`: always text, for a spreadsheet turns 73.10 into 73.1.
        name: As the edition writes it.
        level: Province, or kabupaten and kota.
        edition: The id of the edition.
    """

    code: PlaceCode
    name: str
    level: RegionLevel
    edition: str

    @property
    def province(self) -> PlaceCode:
        """The code of the province it lies in; its own for a province."""
        return province_of(self.code)


@attrs.frozen(kw_only=True)
class PlaceEdition:
    """One edition of the codes, such as Kepmendagri 300.2.2-2138 Tahun 2025."""

    id: str
    title: Text
    provenance: Provenance
    regions: tuple[Region, ...]


@attrs.frozen
class Places:
    """The places of several editions; where they differ, the newest that has a code wins.

    Attributes:
        editions: Newest first.

    >>> shipped_places().find("73.10").name
    'Kabupaten Pangkajene dan Kepulauan'
    >>> [place.code for place in shipped_places().candidates("Bandung")]
    ['32.04', '32.73']
    """

    editions: tuple[PlaceEdition, ...]

    def find(self, code: str) -> Region:
        """The region of a code, from the newest edition that has it.

        Raises:
            NotFound: `known` holds candidates: 73.10 where a spreadsheet made it 73.1.
        """
        found = self._by_code.get(code)
        if found is None:
            raise NotFound("place", code, self._near(code))
        return found

    def knows(self, code: str) -> bool:
        """Whether any edition has the code."""
        return code in self._by_code

    def candidates(self, name: str) -> tuple[Region, ...]:
        """The regions a name, as people type it, may mean; by code, none is chosen.

        Abbreviations (`Kab.`, `Prov.`) and usual short names (Pangkep, KBB) are understood. A
        name without kabupaten or kota means both; an area of several units means each of them.
        """
        kinds, stem = _name_parts(name)
        places = {
            (place.edition, place.code): place
            for kind, place in self._by_stem.get(stem, ())
            if not kinds or kind in kinds
        }
        for code in _aliases().get(stem, ()):
            if place := self._by_code.get(code):
                places[place.edition, place.code] = place
        return tuple(sorted(places.values(), key=lambda place: place.code))

    def zone(self, code: str) -> str:
        """The IANA time zone of a place, by its province.

        Raises:
            NotFound: No such province.

        >>> shipped_places().zone("73.71")
        'Asia/Makassar'
        """
        zones = _zones()
        province = province_of(PlaceCode(code))
        if province not in zones:
            raise NotFound("province", province, zones)
        return zones[province]

    def with_edition(self, edition: PlaceEdition) -> "Places":
        """These places with one more edition, taken as the newest."""
        return Places(editions=(edition, *self.editions))

    @cached_property
    def _by_code(self) -> Mapping[str, Region]:
        oldest_first = reversed(self.editions)
        return {place.code: place for edition in oldest_first for place in edition.regions}

    @cached_property
    def _by_stem(self) -> Mapping[str, tuple[tuple[str, Region], ...]]:
        found: dict[str, dict[str, Region]] = {}
        for edition in reversed(self.editions):
            for place in edition.regions:
                kinds, stem = _name_parts(place.name)
                kind = "provinsi" if place.level is RegionLevel.PROVINCE else "".join(kinds)
                found.setdefault(stem, {})[kind] = place  # a newer edition moves the name's code
        return {stem: tuple(places.items()) for stem, places in found.items()}

    def _near(self, code: str) -> Iterator[str]:
        if code + "0" in self._by_code:
            return iter((code + "0",))
        province = code[:2]
        within = province in self._by_code
        return (c for c in self._by_code if (c.startswith(province) if within else len(c) == 2))


@attrs.frozen(kw_only=True)
class Country:
    """A country or territory (negara/wilayah) where migrant workers are placed.

    Attributes:
        iso2: ISO 3166-1 alpha-2.
        iso3: ISO 3166-1 alpha-3.
        name: What people call it.
        aliases: Other spellings seen.
        zones: IANA time zones, the capital's or main one first.
    """

    iso2: str
    iso3: str
    name: Text
    aliases: tuple[str, ...] = ()
    zones: tuple[str, ...]


def province_of(code: PlaceCode) -> PlaceCode:
    """The province a place code lies in.

    >>> province_of(PlaceCode("32.04"))
    '32'
    """
    return PlaceCode(code[:2])


def load_edition(
    data: bytes,
    *,
    id: str,  # noqa: A002 - the field of PlaceEdition it fills
    title: Text,
    provenance: Provenance,
    file: str,
) -> PlaceEdition:
    """Read an edition from a table with the columns `code` and `name`, separated by tabs.

    Raises:
        FaultyInput: With every fault and its line: codes of another form or given twice, names
            missing or without kabupaten or kota.
    """
    rows = read_table(data, ("code", "name"), file=file)
    faults = list(_row_faults(rows, file))
    if faults:
        raise FaultyInput(faults)
    regions = tuple(
        Region(
            code=PlaceCode(code),
            name=name,
            level=RegionLevel.REGENCY if "." in code else RegionLevel.PROVINCE,
            edition=id,
        )
        for _, (code, name) in rows
    )
    return PlaceEdition(id=id, title=title, provenance=provenance, regions=regions)


@cache
def shipped_places() -> Places:
    """The editions the library ships."""
    head = codec.load(_read("regions/editions.toml"), _Editions, file="editions.toml")
    return Places(
        editions=tuple(
            load_edition(
                _read(f"regions/{item.id}.tsv"),
                id=item.id,
                title=item.title,
                provenance=item.provenance,
                file=f"{item.id}.tsv",
            )
            for item in head.edition
        )
    )


def country(name: str) -> Country:
    """A country or territory by ISO code, name or usual spelling.

    Raises:
        NotFound: None of the shipped ones is called so.

    >>> country("Hongkong").iso2
    'HK'
    """
    known = _countries()
    key = _folded(name)
    if key not in known:
        raise NotFound("country or territory", name, {item.name.id for item in known.values()})
    return known[key]


@attrs.frozen(kw_only=True)
class _EditionHead:
    id: str
    title: Text
    provenance: Provenance


@attrs.frozen(kw_only=True)
class _Editions:
    edition: tuple[_EditionHead, ...]


@attrs.frozen(kw_only=True)
class _Countries:
    provenance: Provenance
    country: tuple[Country, ...]


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
        elif "." in code and _name_parts(name)[0] not in ({"kabupaten"}, {"kota"}):
            message = "the name must begin with Kabupaten or Kota"
            yield line_fault("place-name", message, number, file)
        seen.add(code)


@cache
def _zones() -> Mapping[str, str]:
    rows = read_table(_read("zones.tsv"), ("province", "zone"), file="zones.tsv")
    return MappingProxyType({province: zone for _, (province, zone) in rows})


@cache
def _aliases() -> Mapping[str, tuple[str, ...]]:
    rows = read_table(_read("regions/aliases.tsv"), ("alias", "codes"), file="aliases.tsv")
    return MappingProxyType(
        {_name_parts(alias)[1]: tuple(codes.split()) for _, (alias, codes) in rows}
    )


@cache
def _countries() -> Mapping[str, Country]:
    shipped = codec.load(_read("countries.toml"), _Countries, file="countries.toml")
    return MappingProxyType(
        {
            _folded(word): item
            for item in shipped.country
            for word in (item.iso2, item.iso3, item.name.id, item.name.en, *item.aliases)
        }
    )


def _name_parts(name: str) -> tuple[set[str], str]:
    """The kinds a name begins with, and the rest without case, marks and blanks.

    "Kab/Kota Enrekang" names both kinds, as the covers of real reports do.
    """
    words: list[str] = re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold())
    kinds: set[str] = set()
    while len(words) > 1 and words[0] in _KINDS:
        kinds.add(_KINDS[words.pop(0)])
    return kinds, "".join(_SHORT.get(word, word) for word in words)


def _folded(name: str) -> str:
    return _name_parts(name)[1]


def _read(name: str) -> bytes:
    return resources.files("pmi_core").joinpath("data", name).read_bytes()
