"""Provinces, kabupaten and kota by Kemendagri code, edition by edition; time zones; countries."""

import re
from collections.abc import Mapping
from enum import Enum
from functools import cache, cached_property
from typing import Final, NewType

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput, NotFound
from pmi_core.messages import Text
from pmi_core.regulation.provenance import Provenance

PlaceCode = NewType("PlaceCode", str)


class RegionLevel(Enum):
    """The two levels the library ships; kecamatan and desa stay opaque."""

    PROVINCE = "provinsi"
    REGENCY = "kabkota"


@attrs.frozen(kw_only=True)
class Region:
    """A province, kabupaten or kota as one edition of the codes lists it."""

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
    """The places of one or more editions, newest first."""

    editions: tuple[PlaceEdition, ...]

    def find(self, code: str) -> Region:
        raise NotImplementedError

    def knows(self, code: str) -> bool:
        raise NotImplementedError

    def candidates(self, name: str) -> tuple[Region, ...]:
        raise NotImplementedError

    def zone(self, code: str) -> str:
        raise NotImplementedError

    def with_edition(self, edition: PlaceEdition) -> "Places":
        raise NotImplementedError


@attrs.frozen(kw_only=True)
class Country:
    """A country or territory where migrant workers are placed (negara/wilayah)."""

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
    data: bytes, *, id: str, title: Text, provenance: Provenance, file: str
) -> PlaceEdition:
    raise NotImplementedError


def shipped_places() -> Places:
    raise NotImplementedError


def country(name: str) -> Country:
    raise NotImplementedError
