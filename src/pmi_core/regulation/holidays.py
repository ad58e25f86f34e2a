"""The table of holidays: read whole or refused with every fault, by line.

It ships with the library, dated, so a verdict never depends on what is installed.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import cache
from importlib import resources
from typing import Final

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput, did_you_mean
from pmi_core.regulation.calendar import Holiday, HolidayCategory, WorkingCalendar
from pmi_core.regulation.citation import InstrumentId
from pmi_core.regulation.provenance import Provenance
from pmi_core.regulation.table import Row, line_fault, scan_table

_COLUMNS: Final = ("day", "category", "name", "decrees", "estimated")
_SEVERAL: Final = "; "
_DECREE: Final = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*", re.ASCII)
_YES_NO: Final = {"ya": True, "tidak": False}
_CATEGORIES: Final = {item.value: item for item in HolidayCategory}
_EVERY: Final = frozenset(HolidayCategory)


@cache
def shipped_calendar(closed: frozenset[HolidayCategory] = _EVERY) -> WorkingCalendar:
    """The calendar the library ships.

    Args:
        closed: The categories whose days close offices; `calendar_on` reads them from parameters.

    >>> shipped_calendar().due_day(date(2024, 4, 1), 10)
    datetime.date(2024, 4, 22)
    >>> shipped_calendar(frozenset({HolidayCategory.NATIONAL})).due_day(date(2024, 4, 1), 10)
    datetime.date(2024, 4, 16)
    """
    folder = resources.files("pmi_core").joinpath("data/holidays")
    head, table = (folder.joinpath(name).read_bytes() for name in ("table.toml", "table.tsv"))
    return load_calendar(head, table, closed=closed)


def load_calendar(
    head: bytes,
    table: bytes,
    *,
    closed: frozenset[HolidayCategory] = _EVERY,
    files: tuple[str, str] = ("table.toml", "table.tsv"),
) -> WorkingCalendar:
    r"""A calendar out of its coverage and its table.

    Args:
        head: TOML with `first`, `last` and `[provenance]`.
        table: Tab-separated columns `day`, `category`, `name`, `decrees` (ids separated by `; `, or
            nothing) and `estimated` (`ya` or `tidak`); a day once per category.
        closed: The categories whose days close offices.
        files: What head and table are called in faults.

    Raises:
        FaultyInput: With every fault of both; nothing half-loads.

    >>> head = b'''
    ... first = 2028-01-01
    ... last = 2028-12-31
    ... provenance = { status = "asumsi", source = "contoh" }
    ... '''
    >>> columns = "day\tcategory\tname\tdecrees\testimated"
    >>> row = "2028-12-25\tlibur_nasional\tHari Raya Natal\tkeppres-8-2024\ttidak"
    >>> calendar = load_calendar(head, f"{columns}\n{row}\n".encode())
    >>> calendar.is_working(date(2028, 12, 25)), calendar.is_working(date(2028, 12, 26))
    (False, True)
    """
    cover, faults = _head(head, files[0])
    rows, wrong = scan_table(table, _COLUMNS, file=files[1])
    faults += (*wrong, *(f for row in rows for f in _row_faults(row, cover, files[1])))
    faults += _twice(rows, files[1])
    if cover is None or faults:
        raise FaultyInput(faults)
    return WorkingCalendar(
        first=cover.first,
        last=cover.last,
        holidays=tuple(_holiday(cells) for _, cells in rows),
        closed=closed,
        provenance=cover.provenance,
    )


@attrs.frozen(kw_only=True)
class _Head:
    first: date
    last: date
    provenance: Provenance

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("the last day is before the first")


def _head(data: bytes, file: str) -> tuple[_Head | None, list[Fault]]:
    try:
        return codec.load(data, _Head, file=file), []
    except FaultyInput as problem:
        return None, list(problem.faults)


def _row_faults(row: Row, cover: _Head | None, file: str) -> Iterator[Fault]:
    number, (written, category, name, decrees, estimated) = row
    day = _day(written)
    if day is None:
        yield line_fault("day", "expected a day such as 2024-04-10", number, file)
    elif cover is not None and not cover.first <= day <= cover.last:
        yield line_fault(
            "coverage", f"{day} lies outside {cover.first} to {cover.last}", number, file
        )
    yield from _unknown_word("category", category, _CATEGORIES, number, file)
    if not name:
        yield line_fault("name", "a holiday has a name", number, file)
    if decrees and not all(map(_DECREE.fullmatch, decrees.split(_SEVERAL))):
        message = f"expected ids of decrees such as keppres-8-2024, separated by {_SEVERAL!r}"
        yield line_fault("decrees", message, number, file)
    yield from _unknown_word("estimated", estimated, _YES_NO, number, file)


def _unknown_word(
    column: str, word: str, known: Collection[str], number: int, file: str
) -> Iterator[Fault]:
    if word not in known:
        words = " or ".join(known)
        message = f"expected {words} as {column}{did_you_mean(word, known)}"
        yield line_fault(column, message, number, file)


def _twice(rows: tuple[Row, ...], file: str) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in rows:
        before = seen.setdefault(cells[:2], number)
        if before != number:
            message = f"this day stands in this category at line {before} already"
            yield line_fault("duplicate", message, number, file)


def _day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if day.isoformat() == written else None  # Python reads 20240410 too


def _holiday(cells: tuple[str, ...]) -> Holiday:
    day, category, name, decrees, estimated = cells
    return Holiday(
        day=date.fromisoformat(day),
        category=_CATEGORIES[category],
        name=name,
        decrees=tuple(map(InstrumentId, decrees.split(_SEVERAL))) if decrees else (),
        estimated=_YES_NO[estimated],
    )
