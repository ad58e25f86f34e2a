"""Write `pmi_core/data/holidays/table.tsv` out of the package `holidays` (MIT), release 0.109.

National holidays are its category `public`, joint leave its category `government`. The decree is
the one the package's source names: for national holidays the decree that made the feast a holiday
(in 2024 one decree replaced all older ones), for joint leave and elections the one of that year.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import holidays

TARGET = Path(__file__).parent.parent / "src" / "pmi_core" / "data" / "holidays" / "table.tsv"
YEARS = range(2022, 2027)
CATEGORIES = {"libur_nasional": "public", "cuti_bersama": "government"}
HEAD = ("day", "category", "name", "decree", "estimated")
RENEWED = date(2024, 1, 29)
DECREES = {
    "Hari Raya Natal": "keppres-24-1953",
    "Hari Raya Idul Fitri": "keppres-24-1953",
    "Hari kedua dari Hari Raya Idul Fitri": "keppres-24-1953",
    "Hari Raya Idul Adha": "keppres-24-1953",
    "Isra Mikraj Nabi Muhammad": "keppres-251-1967",
    "Kenaikan Yesus Kristus": "keppres-251-1967",
    "Tahun Baru Islam": "keppres-251-1967",
    "Maulid Nabi Muhammad": "keppres-251-1967",
    "Wafat Yesus Kristus": "keppres-10-1971",
    "Hari Suci Nyepi": "keppres-3-1983",
    "Hari Raya Waisak": "keppres-3-1983",
    "Tahun Baru Imlek": "keppres-19-2002",
    "Hari Buruh Internasional": "keppres-24-2013",
    "Hari Lahir Pancasila": "keppres-24-2016",
}
ELECTIONS = {"Hari Pemilihan Umum": "keppres-10-2024", "Hari Pemilihan Kepala Daerah": ""}
JOINT_LEAVE = {2022: "keppres-4-2022", 2024: "keppres-7-2024"}
ESTIMATED = " (perkiraan)"


def rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table, by day and category."""
    found = (
        (day.isoformat(), category, *row(day, category, name))
        for category, source in CATEGORIES.items()
        for day, names in holidays.country_holidays(
            "ID", years=YEARS, categories=(source,), language="id"
        ).items()
        for name in names.split("; ")
    )
    yield from sorted(found)


def row(day: date, category: str, name: str) -> tuple[str, str, str]:
    """Name, decree and whether the day is estimated."""
    plain = name.removesuffix(ESTIMATED)
    return plain, decree(day, category, plain), "ya" if plain != name else "tidak"


def decree(day: date, category: str, name: str) -> str:
    """The decree the package's source names, or nothing."""
    if category == "cuti_bersama":
        return JOINT_LEAVE.get(day.year, "")
    if name in ELECTIONS:
        return ELECTIONS[name]
    return "keppres-8-2024" if day >= RENEWED else DECREES.get(name, "")


def main() -> None:
    """Write the table."""
    lines = ("\t".join(cells) for cells in (HEAD, *rows()))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
