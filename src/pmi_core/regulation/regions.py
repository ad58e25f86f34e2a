"""Provinces, kabupaten and kota: the territory, at the two levels whose codes ship.

This is not the tree of communities (`programme.Level`: desa, kabkota, provinsi, pusat), which says
at which level a partner is organised. A desa has a community level and no region here; `pusat` is
no region at all. Nothing converts one into the other.
"""

import re
from enum import Enum
from typing import Final, NewType

import attrs

PlaceCode = NewType("PlaceCode", str)
CODE: Final = re.compile(r"\d\d(\.\d\d)?", re.ASCII)
"""How a province code, and a code of a kabupaten or kota, is written."""
PLACE_CODE: Final = re.compile(r"\d\d(\.\d\d)?", re.ASCII)


class RegionLevel(Enum):
    """The two levels of territory that ship; below them, codes stay opaque.

    Not the level of a community; see `programme.Level`.
    """

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


def province_of(code: PlaceCode) -> PlaceCode:
    """The province a place code lies in.

    >>> province_of(PlaceCode("32.04"))
    '32'
    """
    return PlaceCode(code[:2])
