"""Reporting periods: months, quarters, semesters, years, and since formation."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from typing import Final

import attrs

from pmi_core.messages import Text, render


class PeriodKind(Enum):
    """The kinds of reporting period."""

    MONTH = "bulanan"
    QUARTER = "triwulan"
    SEMESTER = "semester"
    YEAR = "tahunan"
    SINCE_FORMATION = "sejak_pembentukan"


_MONTHS: Final = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.SEMESTER: 6,
    PeriodKind.YEAR: 12,
}
_LETTERS: Final = {"Q": PeriodKind.QUARTER, "S": PeriodKind.SEMESTER}
_FORM: Final = "expected a period such as 2023-11, 2023-Q3, 2023-S1, 2023 or 2023-07-22/2023-12-16"
_CALENDAR: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})|(?P<letter>[QS])(?P<part>\d)))?", re.ASCII
)
_SPAN: Final = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})", re.ASCII)
_ROMAN: Final = ("I", "II", "III", "IV")


@attrs.frozen(kw_only=True)
class Period:
    """A span of days that a report covers; text in files.

    Attributes:
        kind: Which kind of span.
        first: The first day.
        last: The last day, itself included.

    >>> Period.parse("2023-Q3").last
    datetime.date(2023, 9, 30)
    >>> str(Period.parse("2023-07-22/2023-12-16"))
    '2023-07-22/2023-12-16'
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

    @property
    def end(self) -> date:
        """The day after the last day: the first on which a report can be due."""
        return self.last + timedelta(days=1)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2023-11`, `2023-Q3`, `2023-S1`, `2023` or `2023-07-22/2023-12-16`.

        Raises:
            ValueError: Another form, or no such month or day.
        """
        if match := _SPAN.fullmatch(text):
            first, last = (date.fromisoformat(day) for day in match.groups())
            return cls(kind=PeriodKind.SINCE_FORMATION, first=first, last=last)
        match = _CALENDAR.fullmatch(text)
        if match is None:
            raise ValueError(_FORM)
        kind, number = _numbered(match["month"], match["letter"], match["part"])
        month = (number - 1) * _MONTHS[kind] + 1
        if not 1 <= month <= 12:
            raise ValueError(_FORM)
        return containing(kind, date(int(match["year"]), month, 1))

    def __str__(self) -> str:
        if self.kind is PeriodKind.SINCE_FORMATION:
            return f"{self.first.isoformat()}/{self.last.isoformat()}"
        tails = {
            PeriodKind.MONTH: f"-{self.first.month:02d}",
            PeriodKind.QUARTER: f"-Q{_number(self)}",
            PeriodKind.SEMESTER: f"-S{_number(self)}",
            PeriodKind.YEAR: "",
        }
        return f"{self.first.year:04d}{tails[self.kind]}"

    def contains(self, day: date) -> bool:
        """Whether a day lies in the period, both ends included."""
        return self.first <= day <= self.last


def containing(kind: PeriodKind, day: date) -> Period:
    """The period of a kind in which a day lies.

    Raises:
        ValueError: For `sejak_pembentukan`, whose days only the body knows.

    >>> str(containing(PeriodKind.SEMESTER, date(2024, 7, 1)))
    '2024-S2'
    """
    first, last = _bounds(day, _months(kind))
    return Period(kind=kind, first=first, last=last)


def next_period(period: Period) -> Period:
    """The period of the same kind right after; none follows `sejak_pembentukan`.

    >>> str(next_period(Period.parse("2023-12")))
    '2024-01'
    """
    return containing(period.kind, period.end)


def previous_period(period: Period) -> Period:
    """The period of the same kind right before; see `next_period`."""
    return containing(period.kind, period.first - timedelta(days=1))


def split(period: Period, kind: PeriodKind) -> tuple[Period, ...]:
    """The periods of a smaller kind that make up a period, in order.

    Raises:
        ValueError: They do not tile it exactly; `covering` gives those that touch it.

    >>> [str(month) for month in split(Period.parse("2024-Q1"), PeriodKind.MONTH)]
    ['2024-01', '2024-02', '2024-03']
    """
    parts = covering(kind, period.first, period.last)
    if (parts[0].first, parts[-1].last) != (period.first, period.last):
        raise ValueError(f"{period} is not made of whole periods of kind {kind.value}")
    return parts


def covering(kind: PeriodKind, first: date, last: date) -> tuple[Period, ...]:
    """The periods of a kind that have a day in [first, last], in order; none if last < first.

    >>> [str(month) for month in covering(PeriodKind.MONTH, date(2023, 9, 19), date(2023, 11, 1))]
    ['2023-09', '2023-10', '2023-11']
    """
    return tuple(_walk(kind, first, last))


def label(period: Period) -> Text:
    """What people call a period.

    >>> label(Period.parse("2024-S1")).id
    'Semester I 2024'
    """
    number = _ROMAN[_number(period) - 1] if period.kind in _LETTERS.values() else ""
    return render(
        f"regulation.period.{period.kind.value}",
        number=number,
        year=period.first.year,
        first=period.first,
        last=period.last,
    )


def _walk(kind: PeriodKind, first: date, last: date) -> Iterator[Period]:
    if last < first:
        return
    part = containing(kind, first)
    yield part
    while part.last < last:
        part = next_period(part)
        yield part


def _months(kind: PeriodKind) -> int:
    if kind is PeriodKind.SINCE_FORMATION:
        raise ValueError("a period since formation has no place in the calendar")
    return _MONTHS[kind]


def _bounds(day: date, months: int) -> tuple[date, date]:
    month = (day.month - 1) // months * months + 1
    after = date(day.year + (month + months > 12), (month + months - 1) % 12 + 1, 1)
    return date(day.year, month, 1), after - timedelta(days=1)


def _numbered(month: str | None, letter: str | None, part: str | None) -> tuple[PeriodKind, int]:
    if month is not None:
        return PeriodKind.MONTH, int(month)
    if letter is not None and part is not None:
        return _LETTERS[letter], int(part)
    return PeriodKind.YEAR, 1


def _number(period: Period) -> int:
    return (period.first.month - 1) // _MONTHS[period.kind] + 1
