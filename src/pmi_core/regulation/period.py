"""Periods: of the calendar, since formation, and from a plan's start to a checkpoint."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from typing import Final

import attrs

from pmi_core.messages import Text, render
from pmi_core.regulation.months import MonthRounding, add_months

LONGEST_PLAN: Final = 60
"""The last month a checkpoint can name: B60."""


class PeriodKind(Enum):
    """The kinds of period."""

    MONTH = "bulanan"
    QUARTER = "triwulan"
    FOUR_MONTHS = "caturwulan"
    SEMESTER = "semester"
    YEAR = "tahunan"
    SINCE_FORMATION = "sejak_pembentukan"
    CHECKPOINT = "titik_pantau"


_MONTHS: Final = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.FOUR_MONTHS: 4,
    PeriodKind.SEMESTER: 6,
    PeriodKind.YEAR: 12,
}
_LETTERS: Final = {
    "Q": PeriodKind.QUARTER,
    "C": PeriodKind.FOUR_MONTHS,
    "S": PeriodKind.SEMESTER,
}
_LETTER_OF: Final = {kind: letter for letter, kind in _LETTERS.items()}
_FORM: Final = (
    "expected a period such as 2023-11, 2023-Q3, 2023-C1, 2023-S1, 2023, 2023-07-22/2023-12-16 "
    "or 2024-01-01/B03"
)
_CALENDAR: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})|(?P<letter>[QCS])(?P<part>\d)))?", re.ASCII
)
_SPAN: Final = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})", re.ASCII)
_CHECKPOINT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})/B(\d{2})", re.ASCII)
_ROMAN: Final = ("I", "II", "III", "IV")


@attrs.frozen(kw_only=True)
class Period:
    """A span of days that a report covers or a plan has run; text in files.

    Periods of the calendar (`bulanan` to `tahunan`) tile it. Those of a plan nest: each runs from
    its start to one checkpoint, the next one to a month later. A period since formation stands
    alone.

    Attributes:
        kind: Which kind of span.
        first: The first day.
        last: The last day, itself included.

    >>> Period.parse("2023-Q3").last
    datetime.date(2023, 9, 30)
    >>> str(Period.parse("2023-07-22/2023-12-16"))
    '2023-07-22/2023-12-16'
    >>> Period.parse("2024-01-01/B03").last
    datetime.date(2024, 3, 31)
    """

    kind: PeriodKind
    first: date
    last: date

    def __attrs_post_init__(self) -> None:
        months = _MONTHS.get(self.kind)
        if self.last < self.first or self.last == date.max:
            raise ValueError("a period ends on or after its first day, before the year 10000")
        if months is not None and (self.first, self.last) != _bounds(self.first, months):
            raise ValueError(f"these days are not one whole period of kind {self.kind.value}")
        if self.kind is PeriodKind.CHECKPOINT and self.checkpoint is None:
            raise ValueError(f"a checkpoint ends 1 to {LONGEST_PLAN} whole months after its start")

    @property
    def end(self) -> date:
        """The day after the last day: the first on which a report can be due."""
        return self.last + timedelta(days=1)

    @property
    def checkpoint(self) -> int | None:
        """The month of its checkpoint, counted from the first day; None for any other kind."""
        if self.kind is not PeriodKind.CHECKPOINT:
            return None
        end = self.end
        months = (end.year - self.first.year) * 12 + end.month - self.first.month
        # From the 31st, a month without that day ends where the one after it begins.
        counted = filter(_is_checkpoint, (months - 1, months))
        return next((n for n in counted if _after(self.first, n) == end), None)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2023-11`, `2023-Q3`, `2023-C1`, `2023-S1`, `2023`, or one with a start of its own.

        Those are `2023-07-22/2023-12-16` (since formation) and `2024-01-01/B03` (to a checkpoint).

        Raises:
            ValueError: Another form, or no such month or day.
        """
        try:
            found = _read(text)
        except ValueError as problem:
            raise ValueError(f"{problem}; {_FORM}") from None
        if found is None:
            raise ValueError(_FORM)
        return found

    def __str__(self) -> str:
        if self.kind is PeriodKind.SINCE_FORMATION:
            return f"{self.first.isoformat()}/{self.last.isoformat()}"
        if self.kind is PeriodKind.CHECKPOINT:
            return f"{self.first.isoformat()}/{_code(self)}"
        return f"{self.first.year:04d}{_tail(self)}"

    def contains(self, day: date) -> bool:
        """Whether a day lies in the period, both ends included.

        >>> Period.parse("2024-02").contains(date(2024, 2, 29))
        True
        """
        return self.first <= day <= self.last


def containing(kind: PeriodKind, day: date, *, start: date | None = None) -> Period:
    """The period of a kind in which a day lies; of a plan, the one to the checkpoint next due.

    Args:
        kind: Any but `sejak_pembentukan`, whose days only the body knows.
        day: The day.
        start: The plan's first day, for `titik_pantau` and for no other kind.

    Raises:
        ValueError: A start is missing or not asked for, the day comes before it or after B60; and
            for a day in the last period before the year 10000.

    >>> str(containing(PeriodKind.SEMESTER, date(2024, 7, 1)))
    '2024-S2'
    >>> str(containing(PeriodKind.CHECKPOINT, date(2024, 3, 31), start=date(2024, 1, 1)))
    '2024-01-01/B03'
    """
    if kind is PeriodKind.CHECKPOINT and start is not None:
        return _next_due(start, day)
    if start is not None:
        raise ValueError(f"a period of kind {kind.value} does not count from a start")
    first, last = _bounds(day, _months(kind))
    return Period(kind=kind, first=first, last=last)


def up_to_checkpoint(start: date, month: int) -> Period:
    """The days from a plan's start to the end of a month counted from it: B03 is month 3.

    Months run from day to day: from the 15th to the 14th. Where a month lacks that day, it ends
    on its last. The periods of one plan nest: B03 lies in B06.

    Raises:
        ValueError: The month is not one of 1 to 60.

    >>> up_to_checkpoint(date(2024, 1, 15), 3).last
    datetime.date(2024, 4, 14)
    """
    if not _is_checkpoint(month):
        raise ValueError(f"a checkpoint is one of B01 to B{LONGEST_PLAN}")
    last = _after(start, month) - timedelta(days=1)
    return Period(kind=PeriodKind.CHECKPOINT, first=start, last=last)


def next_period(period: Period) -> Period:
    """The period of the same kind right after; of a plan, the one to the checkpoint after.

    Raises:
        ValueError: For `sejak_pembentukan`, which stands alone, after B60, and at the end of the
            calendar.

    >>> str(next_period(Period.parse("2023-12")))
    '2024-01'
    >>> str(next_period(Period.parse("2024-01-01/B03")))
    '2024-01-01/B04'
    """
    if period.checkpoint is not None:
        return up_to_checkpoint(period.first, period.checkpoint + 1)
    return containing(period.kind, period.end)


def previous_period(period: Period) -> Period:
    """The period of the same kind right before; see `next_period`.

    Raises:
        ValueError: For `sejak_pembentukan`, which stands alone, for B01, and at the start of the
            calendar.

    >>> str(previous_period(Period.parse("2024-Q1")))
    '2023-Q4'
    """
    if period.checkpoint is not None:
        return up_to_checkpoint(period.first, period.checkpoint - 1)
    if period.first == date.min:
        raise ValueError("no day comes before the year 1")
    return containing(period.kind, period.first - timedelta(days=1))


def split(period: Period, kind: PeriodKind) -> tuple[Period, ...]:
    """The periods of a smaller kind that make up a period of any kind, in order.

    Raises:
        ValueError: They do not tile it exactly; `covering` gives those that touch it. Nor do the
            periods since formation or up to a checkpoint, which overlap.

    >>> [str(month) for month in split(Period.parse("2024-Q1"), PeriodKind.MONTH)]
    ['2024-01', '2024-02', '2024-03']
    """
    parts = covering(kind, period.first, period.last)
    if (parts[0].first, parts[-1].last) != (period.first, period.last):
        raise ValueError(f"{period} is not made of whole periods of kind {kind.value}")
    return parts


def covering(kind: PeriodKind, first: date, last: date) -> tuple[Period, ...]:
    """The periods of a kind that have a day in [first, last], in order; none if last < first.

    Raises:
        ValueError: As `containing`.

    >>> [str(month) for month in covering(PeriodKind.MONTH, date(2023, 9, 19), date(2023, 11, 1))]
    ['2023-09', '2023-10', '2023-11']
    """
    return tuple(_walk(kind, first, last))


def label(period: Period) -> Text:
    """What people call a period.

    >>> label(Period.parse("2024-S1")).id
    'Semester I 2024'
    """
    number = _ROMAN[_number(period) - 1] if period.kind in _LETTER_OF else _code(period)
    return render(
        f"regulation.period.{period.kind.value}",
        number=number,
        year=period.first.year,
        first=period.first,
        last=period.last,
    )


def _read(text: str) -> Period | None:
    if match := _CHECKPOINT.fullmatch(text):
        return up_to_checkpoint(_day(match[1]), int(match[2]))
    if match := _SPAN.fullmatch(text):
        first, last = map(_day, match.groups())
        return Period(kind=PeriodKind.SINCE_FORMATION, first=first, last=last)
    match = _CALENDAR.fullmatch(text)
    if match is None:
        return None
    kind, number = _numbered(match["month"], match["letter"], match["part"])
    month = (number - 1) * _MONTHS[kind] + 1
    if not 1 <= month <= 12:
        return None
    return containing(kind, _day(f"{match['year']}-{month:02d}-01"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"there is no day {text}") from None


def _next_due(start: date, day: date) -> Period:
    if day < start:
        raise ValueError("the day comes before the start of the plan")
    months = (day.year - start.year) * 12 + day.month - start.month
    return up_to_checkpoint(start, months if months and day < _after(start, months) else months + 1)


def _walk(kind: PeriodKind, first: date, last: date) -> Iterator[Period]:
    if last < first:
        return
    part = containing(kind, first)
    yield part
    while part.last < last:
        part = next_period(part)
        yield part


def _months(kind: PeriodKind) -> int:
    months = _MONTHS.get(kind)
    if months is None:
        raise ValueError(f"a period of kind {kind.value} has no place in the calendar")
    return months


def _bounds(day: date, months: int) -> tuple[date, date]:
    month = (day.month - 1) // months * months + 1
    last = month + months - 1
    return date(day.year, month, 1), date(day.year, last, monthrange(day.year, last)[1])


def _numbered(month: str | None, letter: str | None, part: str | None) -> tuple[PeriodKind, int]:
    if month is not None:
        return PeriodKind.MONTH, int(month)
    if letter is not None and part is not None:
        return _LETTERS[letter], int(part)
    return PeriodKind.YEAR, 1


def _number(period: Period) -> int:
    return (period.first.month - 1) // _MONTHS[period.kind] + 1


def _tail(period: Period) -> str:
    if period.kind is PeriodKind.YEAR:
        return ""
    if period.kind is PeriodKind.MONTH:
        return f"-{period.first.month:02d}"
    return f"-{_LETTER_OF[period.kind]}{_number(period)}"


def _code(period: Period) -> str:
    return "" if period.checkpoint is None else f"B{period.checkpoint:02d}"


def _is_checkpoint(month: int) -> bool:
    return 1 <= month <= LONGEST_PLAN


def _after(start: date, months: int) -> date:
    """The day after the last of so many months; a month without that day ends on its own last."""
    return add_months(start, months, rounding=MonthRounding.NEXT_MONTH)
