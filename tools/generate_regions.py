"""Write the region tables of `pmi_core/data/regions` out of a folder of source tables.

The source tables (columns `code` and `name`, one file an edition) hold facts taken from the public
repository cahyadsn/wilayah (MIT, see NOTICE). Usage: `python tools/generate_regions.py FOLDER`.
"""

import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "pmi_core" / "data" / "regions"
EDITIONS = ("300.2.2-2138-2025", "100.1.1-6117-2022", "050-145-2022")


def table(source: str) -> str:
    """A source table without stray blanks, ordered by code."""
    head, *rows = source.splitlines()
    cleaned = ("\t".join(cell.strip() for cell in row.split("\t")) for row in sorted(rows) if row)
    return "\n".join([head, *cleaned]) + "\n"


def main(folder: Path) -> None:
    """Write every edition."""
    for edition in EDITIONS:
        source = (folder / f"{edition}.tsv").read_text(encoding="utf-8")
        target = TARGET / f"{edition}.tsv"
        target.write_text(table(source), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
