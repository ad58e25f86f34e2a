from datetime import date
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import FaultyInput
from pmi_core.regulation import HolidayCategory, load_calendar, shipped_calendar

HEAD = b"""\
first = 2024-01-01
last = 2024-12-31
[provenance]
status = "asumsi"
source = "contoh"
entered = 2026-11-24
"""
COLUMNS = "day\tcategory\tname\tdecrees\testimated"
GOOD = (
    "2024-04-10\tlibur_nasional\tSatu\tkeppres-8-2024\ttidak",
    "2024-04-10\tcuti_bersama\tDua\t\tya",
    "2024-01-01\tlibur_nasional\tTiga; Empat\tkeppres-a; keppres-b\ttidak",
    "2024-12-31\tlibur_nasional\tLima\t\ttidak",
    "2024-12-30\tlibur_nasional\tEnam\tkepmendagri-300.2.2-2138-2025\ttidak",
)

EXPECTED = "expected libur_nasional or cuti_bersama as category"


def table(*lines: str) -> bytes:
    return "\n".join((COLUMNS, *lines)).encode()


def faults(head: bytes, rows: bytes) -> list[str]:
    with pytest.raises(FaultyInput) as found:
        load_calendar(head, rows)
    return [str(fault) for fault in found.value.faults]


def test_a_good_table_is_read_to_the_ends_of_its_coverage() -> None:
    calendar = load_calendar(HEAD, table(*GOOD), closed=frozenset())
    assert (calendar.first, calendar.last) == (date(2024, 1, 1), date(2024, 12, 31))
    assert [str(item.day) for item in calendar.holidays] == [line[:10] for line in GOOD]
    assert [item.decrees for item in calendar.holidays] == [
        ("keppres-8-2024",),
        (),
        ("keppres-a", "keppres-b"),
        (),
        ("kepmendagri-300.2.2-2138-2025",),
    ]
    assert [item.estimated for item in calendar.holidays] == [False, True, False, False, False]
    assert calendar.closed == frozenset()
    assert load_calendar(HEAD, table(*GOOD)).closed == frozenset(HolidayCategory)


def test_a_table_without_a_holiday_is_a_calendar_of_weekdays() -> None:
    calendar = load_calendar(HEAD, table())
    assert calendar.working_days(calendar.first, calendar.last) == 262


def test_the_shipped_calendar_is_the_shipped_table() -> None:
    folder = resources.files("pmi_core").joinpath("data/holidays")
    head, rows = (folder.joinpath(name).read_bytes() for name in ("table.toml", "table.tsv"))
    assert load_calendar(head, rows) == shipped_calendar()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("2024-02-30\tcuti_bersama\tA\t\ttidak", "expected a day such as 2024-04-10 [day]"),
        ("20240410\tcuti_bersama\tA\t\ttidak", "expected a day such as 2024-04-10 [day]"),
        ("\tcuti_bersama\tA\t\ttidak", "expected a day such as 2024-04-10 [day]"),
        (
            "2023-12-31\tcuti_bersama\tA\t\ttidak",
            "2023-12-31 lies outside 2024-01-01 to 2024-12-31 [coverage]",
        ),
        (
            "2025-01-01\tcuti_bersama\tA\t\ttidak",
            "2025-01-01 lies outside 2024-01-01 to 2024-12-31 [coverage]",
        ),
        (
            "2024-04-09\tcuti_bersam\tA\t\ttidak",
            f"{EXPECTED}; did you mean 'cuti_bersama'? [category]",
        ),
        (
            "2024-04-09\tlain\tA\t\ttidak",
            f"{EXPECTED} [category]",
        ),
        ("2024-04-09\tcuti_bersama\t\t\ttidak", "a holiday has a name [name]"),
        ("2024-04-09\tcuti_bersama\tA\t\tyes", "expected ya or tidak as estimated [estimated]"),
        ("2024-04-09\tcuti_bersama\tA\t\t", "expected ya or tidak as estimated [estimated]"),
        (
            "2024-04-10\tlibur_nasional\tA\t\ttidak",
            "this day stands in this category at line 2 already [duplicate]",
        ),
        ("2024-04-09\tcuti_bersama\tA\ttidak", "expected 5 columns [width]"),
        *(
            (
                f"2024-04-09\tcuti_bersama\tA\t{decrees}\ttidak",
                "expected ids of decrees such as keppres-8-2024, separated by '; ' [decrees]",
            )
            for decrees in (
                "no such decree!!",
                "Keppres-8-2024",
                "keppres-8-2024;keppres-9-2024",
                "keppres-8-2024; ",
                "keppres-8-2024; Keppres-9-2024",
                "keppres--8",
                "-keppres",
                "keppres.",
                "keppres_8",
                "képpres-8",
                "keppres-٨",
            )
        ),
    ],
)
def test_a_faulty_row_is_named_by_its_line(line: str, fault: str) -> None:
    assert faults(HEAD, table(*GOOD, line)) == [f"table.tsv line 7: {fault}"]


def test_every_fault_of_head_and_table_comes_at_once() -> None:
    head = HEAD.replace(b"2024-12-31", b"2023-12-31").replace(b"asumsi", b"dugaan")
    rows = table(
        GOOD[0],
        "# a remark",
        "2024-02-30\tlain\t\t\tmungkin",
        "2024-04-10",
        "1999-01-01\tlibur_nasional\tDi luar\t\ttidak",
        GOOD[0],
    )
    found = faults(head, rows)
    assert [(line.split(":")[0], line.split("[")[-1]) for line in found if "table.tsv" in line] == [
        ("table.tsv line 4", "category]"),
        ("table.tsv line 4", "day]"),
        ("table.tsv line 4", "estimated]"),
        ("table.tsv line 4", "name]"),
        ("table.tsv line 5", "width]"),
        ("table.tsv line 7", "duplicate]"),
    ]
    assert [line for line in found if line.startswith("table.toml")]


def test_a_coverage_ends_after_it_begins() -> None:
    (fault,) = faults(HEAD.replace(b"2024-12-31", b"2023-12-31"), table())
    assert fault.startswith("table.toml")
    assert "the last day is before the first" in fault
    one_day = load_calendar(HEAD.replace(b"2024-12-31", b"2024-01-01"), table())
    assert one_day.first == one_day.last


@pytest.mark.parametrize(
    ("rows", "code"), [(b"\xff", "syntax"), (b"day\tname\n", "header"), (b"", "header")]
)
def test_what_is_no_such_table_is_one_fault(rows: bytes, code: str) -> None:
    (fault,) = faults(HEAD, rows)
    assert fault.endswith(f"[{code}]")


def test_faults_name_the_files_as_the_caller_does() -> None:
    with pytest.raises(FaultyInput) as found:
        load_calendar(b"", b"", files=("kepala.toml", "libur.tsv"))
    assert {fault.file for fault in found.value.faults} == {"kepala.toml", "libur.tsv"}


@given(st.binary(min_size=1) | st.text(min_size=1, alphabet="0124-\t\n;ay ").map(table))
def test_any_bytes_are_a_calendar_or_faults_with_their_file(rows: bytes) -> None:
    try:
        calendar = load_calendar(HEAD, rows)
    except FaultyInput as problem:
        files = {fault.file for fault in problem.faults}
    else:
        files = {"table.tsv"} if all(item.name for item in calendar.holidays) else set()
    assert files == {"table.tsv"}
