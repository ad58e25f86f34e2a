"""Counting months: what comes of 31 January and one month is said by the caller, never assumed."""

from datetime import date, timedelta
from enum import Enum
from typing import Final

_LAST_MONTH: Final = date.max.year * 12 + date.max.month


class MonthRounding(Enum):
    """The day that stands in where a month lacks the day of the start, such as 30 February."""

    LAST_DAY = "hari_terakhir"
    NEXT_MONTH = "hari_pertama_bulan_berikutnya"
    REFUSE = "tolak"


def add_months(day: date, months: int, *, rounding: MonthRounding) -> date:
    """The same day of the month, so many months later, or earlier where `months` is negative.

    A year is twelve months: a window of five years is 60.

    Args:
        day: The start.
        months: How many months, of either sign.
        rounding: What to do where that month has no such day.

    Raises:
        ValueError: That month has no such day and `rounding` is `REFUSE`, or it lies outside the
            years 1 to 9999.

    >>> add_months(date(2024, 1, 31), 1, rounding=MonthRounding.LAST_DAY)
    datetime.date(2024, 2, 29)
    >>> add_months(date(2024, 1, 31), 1, rounding=MonthRounding.NEXT_MONTH)
    datetime.date(2024, 3, 1)
    """
    first = _month_start(day.year * 12 + day.month + months)
    after = first + timedelta(days=day.day - 1)
    if after.month == first.month:
        return after
    if rounding is MonthRounding.REFUSE:
        raise ValueError(f"{first.isoformat()[:7]} has no day {day.day}; choose how to round")
    missing = after.day if rounding is MonthRounding.LAST_DAY else after.day - 1
    return after - timedelta(days=missing)


def _month_start(number: int) -> date:
    """The first day of a month, by its number counted from the year 0; January of year 1 is 13."""
    if not 13 <= number <= _LAST_MONTH:
        raise ValueError("a month outside the years 1 to 9999")
    year, month = divmod(number - 1, 12)
    return date(year, month + 1, 1)
