"""Short names of regions in use, such as Jabar, Pangkep and KBB; no source sets them."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from pmi_core.errors import Fault, FaultyInput
from pmi_core.regulation.place_names import name_parts
from pmi_core.regulation.regions import PlaceCode, Region
from pmi_core.regulation.table import Row, line_fault, scan_table


@attrs.frozen(kw_only=True)
class Alias:
    """A usual short name.

    Attributes:
        name: As people type it; case, marks and blanks do not matter.
        codes: What it means, by the newest edition: an area of several units names each.
    """

    name: str
    codes: tuple[PlaceCode, ...]


def load_aliases(data: bytes, regions: Iterable[Region], *, file: str) -> tuple[Alias, ...]:
    """Read aliases from a table with the columns `alias` and `codes`, codes parted by blanks.

    Args:
        data: The table.
        regions: The regions of every edition, oldest first: the codes an alias may name, and the
            official names it may not take.
        file: The name that faults carry.

    Raises:
        FaultyInput: With every fault and its line: codes nobody has or given twice, an alias
            given twice, and one that is an official name: it would hide a region.
    """
    rows, wrong = scan_table(data, ("alias", "codes"), file=file)
    faults = (*wrong, *_row_faults(rows, tuple(regions), file))
    if faults:
        raise FaultyInput(faults)
    return tuple(
        Alias(name=name, codes=tuple(map(PlaceCode, codes.split()))) for _, (name, codes) in rows
    )


def _row_faults(rows: tuple[Row, ...], regions: tuple[Region, ...], file: str) -> Iterator[Fault]:
    known = {region.code for region in regions}
    official = {name_parts(region.name)[1]: region for region in regions}
    seen: set[str] = set()
    for number, (alias, codes) in rows:
        _, stem = name_parts(alias)
        for code, message in _problems(alias, stem, codes.split(), known, official, seen).items():
            yield line_fault(code, message, number, file)
        seen.add(stem)


def _problems(
    alias: str,
    stem: str,
    codes: list[str],
    known: set[PlaceCode],
    official: Mapping[str, Region],
    seen: set[str],
) -> dict[str, str]:
    found: dict[str, str] = {}
    unknown = [code for code in codes if code not in known]
    if not stem:
        found["missing"] = f"{alias!r} is no name"
    if stem in seen:
        found["duplicate"] = f"the alias {alias!r} is given twice"
    if stem in official:
        region = official[stem]
        found["official-name"] = f"{alias!r} is the name of {region.code} {region.name}"
    if unknown or not codes:
        found["place-code"] = f"no region has the code {', '.join(unknown) or 'nothing'}"
    if len(set(codes)) != len(codes):
        found["repeated"] = "the same code is listed twice"
    return found
