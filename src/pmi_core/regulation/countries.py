"""Countries and territories (negara/wilayah) of migrant workers."""

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput, NotFound
from pmi_core.messages import Text
from pmi_core.regulation.place_names import fold, shorten
from pmi_core.regulation.provenance import Provenance
from pmi_core.regulation.zones import ZONE

_ISO2: Final = re.compile(r"[A-Z]{2}", re.ASCII)
_ISO3: Final = re.compile(r"[A-Z]{3}", re.ASCII)


class CountryKind(Enum):
    """What documents mean by "negara/wilayah penempatan": a country, or a territory."""

    COUNTRY = "negara"
    TERRITORY = "wilayah"


@attrs.frozen(kw_only=True)
class Country:
    """A country or territory (negara/wilayah) that placement tables and complaints name.

    That it is listed does not make it a place that workers may be sent to; see `note`.

    Attributes:
        iso2: ISO 3166-1 alpha-2.
        iso3: ISO 3166-1 alpha-3.
        kind: Country or territory.
        name: What Indonesian authorities call it, and its English name.
        aliases: Other spellings seen, in both languages.
        zones: IANA time zones, the capital's or main one first.
        note: What a reader must know, such as that it is no country of placement.
        provenance: Who names it so.
    """

    iso2: str
    iso3: str
    kind: CountryKind
    name: Text
    aliases: tuple[str, ...] = ()
    zones: tuple[str, ...]
    note: Text | None = codec.optional(absent="none")
    provenance: Provenance


def load_countries(data: bytes, *, file: str) -> tuple[Country, ...]:
    """Read countries and territories.

    Raises:
        FaultyInput: With every fault: codes and zones of another form, and a code, name or alias
            that means two entries.
    """
    found = codec.load(data, _Countries, file=file).country
    faults = (*_form_faults(found, file), *_twice(found, file))
    if faults:
        raise FaultyInput(faults)
    return found


@cache
def countries() -> tuple[Country, ...]:
    """The countries and territories the library ships, by alpha-2 code.

    >>> [item.iso2 for item in countries() if item.kind is CountryKind.TERRITORY]
    ['HK', 'TW']
    """
    data = resources.files("pmi_core").joinpath("data/countries.toml").read_bytes()
    return load_countries(data, file="countries.toml")


def country(name: str) -> Country:
    """A country or territory by ISO code, name or usual spelling, in either language.

    Case, marks and blanks do not matter.

    Raises:
        NotFound: None of the shipped ones is called so.

    >>> country("Hongkong").iso2, country("TÜRKIYE").iso2
    ('HK', 'TR')
    """
    found = _by_word().get(fold(name))
    if found is None:
        known = {item.name.id for item in countries()}
        raise NotFound("country or territory", shorten(name), known)
    return found


@attrs.frozen(kw_only=True)
class _Countries:
    country: tuple[Country, ...]


@cache
def _by_word() -> Mapping[str, Country]:
    return MappingProxyType({fold(word): item for item in countries() for _, word in _words(item)})


def _words(item: Country) -> Iterator[tuple[str, str]]:
    """Everything it is called, with the key that says so."""
    yield "iso2", item.iso2
    yield "iso3", item.iso3
    yield "name/id", item.name.id
    yield "name/en", item.name.en
    for number, alias in enumerate(item.aliases):
        yield f"aliases/{number}", alias


def _form_faults(found: tuple[Country, ...], file: str) -> Iterator[Fault]:
    for number, item in enumerate(found):
        at = f"/country/{number}"
        for key, code, form in (("iso2", item.iso2, _ISO2), ("iso3", item.iso3, _ISO3)):
            if not form.fullmatch(code):
                yield _fault("iso-code", f"{code!r} is not an ISO 3166-1 code", f"{at}/{key}", file)
        if not item.zones:
            yield _fault("missing", "no time zone is named", f"{at}/zones", file)
        for place, zone in enumerate(item.zones):
            if not ZONE.fullmatch(zone):
                yield _fault("zone", f"{zone!r} is not a time zone", f"{at}/zones/{place}", file)


def _twice(found: tuple[Country, ...], file: str) -> Iterator[Fault]:
    owners: dict[str, Country] = {}
    for number, item in enumerate(found):
        for key, word in _words(item):
            at = f"/country/{number}/{key}"
            owner = owners.setdefault(fold(word), item)
            if not fold(word):
                yield _fault("missing", f"{word!r} is no name", at, file)
            elif owner is not item:
                message = f"{word!r} means {owner.name.id} as well as {item.name.id}"
                yield _fault("ambiguous", message, at, file)


def _fault(code: str, message: str, pointer: str, file: str) -> Fault:
    return Fault(code=code, message=message, file=file, pointer=pointer)
