"""Write `pmi_core/data/holidays/table.tsv` out of the package `holidays` (MIT), release 0.109.

National holidays are its category `public`, joint leave its category `government`. A decree is one
the package's source names: for national holidays the decree that made the feast a holiday (in 2024
one decree replaced all older ones), for joint leave and elections the one of that year. Where the
source gives a page without a number (joint leave of 2017, 2018, 2020, 2021, 2023 and 2025 on), no
decree is written.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import holidays

TARGET = Path(__file__).parent.parent / "src" / "pmi_core" / "data" / "holidays" / "table.tsv"
YEARS = range(2017, 2028)
CATEGORIES = {"libur_nasional": "public", "cuti_bersama": "government"}
HEAD = ("day", "category", "name", "decrees", "estimated")
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
ELECTIONS = {
    date(2017, 2, 15): "keppres-3-2017",
    date(2018, 6, 27): "keppres-15-2018",
    date(2019, 4, 17): "keppres-10-2019",
    date(2020, 12, 9): "keppres-22-2020",
    date(2024, 2, 14): "keppres-10-2024",
    date(2024, 11, 27): "",
}
JOINT_LEAVE = {2022: "keppres-4-2022", 2024: "keppres-7-2024"}
# The source names this decree with its days; the joint leave of December 2019 is not among them.
IDUL_FITRI_2019 = (date(2019, 6, 3), date(2019, 6, 4), date(2019, 6, 7))
ESTIMATED = " (perkiraan)"
SEVERAL = "; "


def rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table, by day and category."""
    found = (
        (day.isoformat(), category, *row(day, category, names.split(SEVERAL)))
        for category, source in CATEGORIES.items()
        for day, names in holidays.country_holidays(
            "ID", years=YEARS, categories=(source,), language="id"
        ).items()
    )
    yield from sorted(found)


def row(day: date, category: str, names: list[str]) -> tuple[str, str, str]:
    """Names, decrees and whether the day is estimated."""
    plain = [name.removesuffix(ESTIMATED) for name in names]
    decrees = [decree(day, category, name) for name in plain]
    return (
        SEVERAL.join(plain),
        SEVERAL.join(filter(None, decrees)),
        "ya" if plain != names else "tidak",
    )


def decree(day: date, category: str, name: str) -> str:
    """The decree the package's source names, or nothing."""
    if category == "cuti_bersama":
        return "keppres-13-2019" if day in IDUL_FITRI_2019 else JOINT_LEAVE.get(day.year, "")
    if day in ELECTIONS:
        return ELECTIONS[day]
    return "keppres-8-2024" if day >= RENEWED else DECREES.get(name, "")


def main() -> None:
    """Write the table."""
    lines = ("\t".join(cells) for cells in (HEAD, *rows()))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
