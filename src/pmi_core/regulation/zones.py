"""The IANA time zone of each province."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

from pmi_core.errors import Fault, FaultyInput
from pmi_core.regulation.table import Row, line_fault, scan_table

ZONE: Final = re.compile(r"[A-Z][A-Za-z]+(/[A-Z][A-Za-z_]+)+", re.ASCII)
_PROVINCE: Final = re.compile(r"\d\d", re.ASCII)


def load_zones(data: bytes, *, file: str) -> Mapping[str, str]:
    """Read the zones by province code.

    Raises:
        FaultyInput: With every fault and its line.
    """
    rows, wrong = scan_table(data, ("province", "zone"), file=file)
    faults = (*wrong, *_row_faults(rows, file))
    if faults:
        raise FaultyInput(faults)
    return MappingProxyType({province: zone for _, (province, zone) in rows})


@cache
def province_zones() -> Mapping[str, str]:
    """The zones the library ships."""
    data = resources.files("pmi_core").joinpath("data/zones.tsv").read_bytes()
    return load_zones(data, file="zones.tsv")


def _row_faults(rows: tuple[Row, ...], file: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, (province, zone) in rows:
        if not _PROVINCE.fullmatch(province):
            message = f"{province!r} is not the code of a province"
            yield line_fault("place-code", message, number, file)
        if province in seen:
            yield line_fault("duplicate", f"the code {province} is given twice", number, file)
        if not ZONE.fullmatch(zone):
            hint = "write an IANA name such as Asia/Jakarta"
            yield line_fault("zone", f"{zone!r} is not a time zone", number, file, hint)
        seen.add(province)
