from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.regulation import MonthRounding, add_months

DAYS = st.dates(min_value=date(1945, 8, 17), max_value=date(2100, 12, 31))
MONTHS = st.integers(min_value=-720, max_value=720)
LAST, NEXT, REFUSE = MonthRounding.LAST_DAY, MonthRounding.NEXT_MONTH, MonthRounding.REFUSE
ROUNDED = st.sampled_from([LAST, NEXT])


def same_day(day: date, months: int) -> date | None:
    """The plain answer, month by month; None where that month has no such day."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in (0, 13):
            year, month = (year + 1, 1) if month else (year - 1, 12)
    try:
        return date(year, month, day.day)
    except ValueError:
        return None


@given(DAYS, MONTHS)
def test_where_the_month_has_the_day_every_rounding_gives_it(day: date, months: int) -> None:
    expected = same_day(day, months)
    if expected is None:
        with pytest.raises(ValueError, match=f"has no day {day.day}; choose how to round"):
            add_months(day, months, rounding=REFUSE)
        return
    assert {add_months(day, months, rounding=one) for one in MonthRounding} == {expected}
    assert add_months(expected, -months, rounding=REFUSE) == day


@given(DAYS, MONTHS)
def test_where_it_has_not_the_two_roundings_are_the_days_around_the_gap(
    day: date, months: int
) -> None:
    if same_day(day, months) is None:
        last = add_months(day, months, rounding=LAST)
        first = add_months(day, months, rounding=NEXT)
        assert first - last == timedelta(days=1)
        assert first.day == 1
        assert last.day < day.day


@given(DAYS, DAYS, MONTHS, ROUNDED)
def test_a_later_day_never_comes_out_earlier(
    one: date, other: date, months: int, rounding: MonthRounding
) -> None:
    early, late = sorted((one, other))
    assert add_months(early, months, rounding=rounding) <= add_months(
        late, months, rounding=rounding
    )


@given(DAYS, ROUNDED)
def test_more_months_come_out_later(day: date, rounding: MonthRounding) -> None:
    counted = [add_months(day, n, rounding=rounding) for n in range(-24, 25)]
    assert all(before < after for before, after in pairwise(counted))
    assert counted[24] == day


@pytest.mark.parametrize(
    ("day", "months", "rounding", "expected"),
    [
        (date(2024, 1, 31), 1, LAST, date(2024, 2, 29)),
        (date(2024, 1, 31), 1, NEXT, date(2024, 3, 1)),
        (date(2023, 1, 29), 1, LAST, date(2023, 2, 28)),
        (date(2023, 1, 29), 1, NEXT, date(2023, 3, 1)),
        (date(2023, 1, 28), 1, REFUSE, date(2023, 2, 28)),
        (date(2024, 12, 31), -1, LAST, date(2024, 11, 30)),
        (date(2024, 12, 31), -1, NEXT, date(2024, 12, 1)),
        (date(2024, 1, 15), -1, REFUSE, date(2023, 12, 15)),
        (date(2024, 2, 29), 12, LAST, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, NEXT, date(2025, 3, 1)),
        (date(2024, 2, 29), 48, REFUSE, date(2028, 2, 29)),
        (date(2024, 7, 23), 60, REFUSE, date(2029, 7, 23)),
        (date(1, 2, 1), -1, REFUSE, date(1, 1, 1)),
        (date(9999, 11, 30), 1, REFUSE, date(9999, 12, 30)),
    ],
)
def test_each_rounding(day: date, months: int, rounding: MonthRounding, expected: date) -> None:
    assert add_months(day, months, rounding=rounding) == expected


@pytest.mark.parametrize(("day", "months"), [(date(1, 1, 31), -1), (date(9999, 12, 1), 1)])
@pytest.mark.parametrize("rounding", MonthRounding)
def test_the_calendar_has_two_ends(day: date, months: int, rounding: MonthRounding) -> None:
    with pytest.raises(ValueError, match="outside the years 1 to 9999"):
        add_months(day, months, rounding=rounding)


def test_the_month_that_has_no_such_day_is_named() -> None:
    with pytest.raises(ValueError, match=r"^0999-02 has no day 30; choose how to round$"):
        add_months(date(999, 1, 30), 1, rounding=REFUSE)
