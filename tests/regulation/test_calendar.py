from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import NotFound
from pmi_core.regulation import (
    Holiday,
    HolidayCategory,
    Period,
    WorkingCalendar,
    country,
    local_day,
    shipped_calendar,
    shipped_places,
    shipped_registry,
)

FIRST, LAST = date(2022, 1, 1), date(2026, 12, 31)
DAYS = st.dates(min_value=FIRST, max_value=LAST)
CALENDARS = st.sampled_from([shipped_calendar(), shipped_calendar(joint_leave=False)])
NATIONAL, LEAVE = HolidayCategory.NATIONAL, HolidayCategory.JOINT_LEAVE


@pytest.mark.parametrize(
    ("period", "due"),
    [
        ("2023-07", date(2023, 8, 7)),
        ("2023-08", date(2023, 9, 7)),
        ("2023-09", date(2023, 10, 6)),
        ("2023-10", date(2023, 11, 7)),
        ("2023-11", date(2023, 12, 7)),
        ("2024-07", date(2024, 8, 7)),
        ("2024-08", date(2024, 9, 6)),
        ("2024-09", date(2024, 10, 7)),
        ("2024-10", date(2024, 11, 7)),
        ("2024-11", date(2024, 12, 6)),
        ("2024-12", date(2025, 1, 8)),
    ],
)
def test_the_due_day_at_five_working_days(period: str, due: date) -> None:
    end = Period.parse(period).end
    assert shipped_calendar().due_day(end, 5) == due
    assert shipped_calendar().working_days(end, due) == 5
    assert shipped_calendar().working_days(end, due + timedelta(days=1)) in (5, 6)


@pytest.mark.parametrize(
    ("working", "due"), [(5, date(2024, 4, 5)), (10, date(2024, 4, 22)), (14, date(2024, 4, 26))]
)
def test_the_quarter_before_idulfitri_2024_skips_the_holidays(working: int, due: date) -> None:
    assert shipped_calendar().due_day(date(2024, 4, 1), working) == due


def test_where_joint_leave_is_worked_the_due_day_comes_earlier() -> None:
    assert shipped_registry().value("cuti_bersama_libur", on=date(2024, 4, 1)) is not None
    assert shipped_calendar(joint_leave=False).due_day(date(2024, 4, 1), 10) == date(2024, 4, 16)


@given(CALENDARS, DAYS, st.integers(min_value=1, max_value=60))
def test_the_due_day_is_the_first_day_with_that_many_working_days(
    calendar: WorkingCalendar, start: date, working: int
) -> None:
    due = calendar.due_day(start, working)
    if due is None:
        assert (calendar.working_days(start, LAST) or 0) < working
        return
    assert calendar.is_working(due) is True
    assert calendar.working_days(start, due) == working
    assert calendar.working_days(start, due - timedelta(days=1)) == working - 1


@given(CALENDARS, DAYS, DAYS, DAYS)
def test_counts_add_up_over_adjacent_spans(
    calendar: WorkingCalendar, one: date, two: date, three: date
) -> None:
    a, b, c = sorted((one, two, three))
    left, right = calendar.working_days(a, b), calendar.working_days(b + timedelta(days=1), c)
    assert left is not None
    assert right is not None
    assert calendar.working_days(a, c) == left + right


@given(CALENDARS, DAYS, st.integers(min_value=0, max_value=120))
def test_counts_are_those_of_counting_day_by_day(
    calendar: WorkingCalendar, start: date, length: int
) -> None:
    days = [start + timedelta(days=n) for n in range(length + 1)]
    if days[-1] <= LAST:
        counted = sum(calendar.is_working(day) is True for day in days)
        assert calendar.working_days(start, days[-1]) == counted


def test_an_empty_span_has_no_working_day_even_outside_the_coverage() -> None:
    assert shipped_calendar().working_days(date(1999, 1, 2), date(1999, 1, 1)) == 0


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), LAST + timedelta(days=1)])
def test_outside_the_coverage_nothing_is_known(day: date) -> None:
    calendar = shipped_calendar()
    inside = date(2024, 1, 2)
    assert calendar.is_working(day) is None
    assert calendar.working_days(min(day, inside), max(day, inside)) is None
    assert calendar.due_day(day, 5) is None


def test_a_due_day_after_the_coverage_is_unknown() -> None:
    assert shipped_calendar().due_day(date(2026, 12, 30), 2) == date(2026, 12, 31)
    assert shipped_calendar().due_day(date(2026, 12, 30), 3) is None


@pytest.mark.parametrize("working", [0, -1])
def test_a_due_day_is_at_least_one_working_day_away(working: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        shipped_calendar().due_day(date(2023, 8, 1), working)


@pytest.mark.parametrize(
    ("day", "works", "without_leave"),
    [
        (date(2023, 8, 16), True, True),
        (date(2023, 8, 17), False, False),
        (date(2023, 8, 19), False, False),
        (date(2023, 8, 20), False, False),
        (date(2023, 12, 26), False, True),
        (date(2024, 4, 12), False, True),
    ],
)
def test_weekends_and_holidays_are_free_and_joint_leave_by_choice(
    day: date, works: bool, without_leave: bool
) -> None:
    assert shipped_calendar().is_working(day) is works
    assert shipped_calendar(joint_leave=False).is_working(day) is without_leave


def _estimated(day: date) -> WorkingCalendar:
    holiday = Holiday(day=day, category=NATIONAL, name="Contoh", estimated=True)
    return WorkingCalendar(first=date(2027, 1, 1), last=date(2027, 12, 31), holidays=(holiday,))


def test_a_month_with_an_estimated_holiday_is_not_covered() -> None:
    calendar = _estimated(date(2027, 3, 10))
    assert calendar.is_working(date(2027, 3, 31)) is None
    assert calendar.is_working(date(2027, 4, 1)) is True
    assert calendar.working_days(date(2027, 2, 1), date(2027, 2, 28)) == 20
    assert calendar.working_days(date(2027, 2, 1), date(2027, 3, 1)) is None
    assert calendar.working_days(date(2027, 2, 26), date(2027, 4, 1)) is None
    assert calendar.due_day(date(2027, 2, 26), 1) == date(2027, 2, 26)
    assert calendar.due_day(date(2027, 2, 26), 2) is None
    assert calendar.due_day(date(2027, 3, 1), 1) is None


def test_a_calendar_ends_after_it_begins() -> None:
    with pytest.raises(ValueError, match="before the first"):
        WorkingCalendar(first=LAST, last=FIRST, holidays=())


def test_the_shipped_calendar_says_where_it_comes_from() -> None:
    calendar = shipped_calendar()
    assert (calendar.first, calendar.last) == (FIRST, LAST)
    assert calendar.provenance is not None
    assert {item.category for item in calendar.holidays} == {NATIONAL, LEAVE}


def test_every_decree_of_a_holiday_is_in_the_registry() -> None:
    decrees = {item.decree for item in shipped_calendar().holidays if item.decree is not None}
    assert decrees
    for name in decrees:
        assert shipped_registry().instrument(name).id == name


@pytest.mark.parametrize(
    ("zone", "instant", "day"),
    [
        (shipped_places().zone("32.04"), "2023-08-07T16:59:59+00:00", date(2023, 8, 7)),
        (shipped_places().zone("32.04"), "2023-08-07T17:00:00+00:00", date(2023, 8, 8)),
        (shipped_places().zone("61.01"), "2023-08-07T17:00:00+00:00", date(2023, 8, 8)),
        (shipped_places().zone("73.71"), "2023-08-07T15:59:59+00:00", date(2023, 8, 7)),
        (shipped_places().zone("73.71"), "2023-08-07T16:00:00+00:00", date(2023, 8, 8)),
        (shipped_places().zone("73.71"), "2023-08-07T22:30:00Z", date(2023, 8, 8)),
        (shipped_places().zone("91.71"), "2023-08-07T14:59:59+00:00", date(2023, 8, 7)),
        (shipped_places().zone("91.71"), "2023-08-07T15:00:00+00:00", date(2023, 8, 8)),
        (country("Hongkong").zones[0], "2023-12-31T15:59:59+00:00", date(2023, 12, 31)),
        (country("Hongkong").zones[0], "2023-12-31T16:00:00+00:00", date(2024, 1, 1)),
        ("Asia/Jakarta", "2023-08-08T06:30:00+08:00", date(2023, 8, 8)),
    ],
)
def test_the_day_is_that_of_the_place(zone: str, instant: str, day: date) -> None:
    found = local_day(datetime.fromisoformat(instant), zone)
    assert found == day
    assert type(found) is date


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
    st.integers(min_value=-12, max_value=14),
)
def test_the_day_of_an_instant_does_not_hang_on_how_it_is_written(
    moment: datetime, hours: int
) -> None:
    instant = moment.replace(tzinfo=timezone.utc)  # noqa: UP017
    elsewhere = instant.astimezone(timezone(timedelta(hours=hours)))
    expected = (instant + timedelta(hours=8)).date()
    assert local_day(instant, "Asia/Makassar") == expected
    assert local_day(elsewhere, "Asia/Makassar") == expected


def test_an_instant_without_an_offset_has_no_day() -> None:
    with pytest.raises(ValueError, match="offset"):
        local_day(datetime(2023, 8, 7, 22, 30), "Asia/Jakarta")  # noqa: DTZ001


def test_an_unknown_zone_is_not_found() -> None:
    with pytest.raises(NotFound, match="Asia/Bandung"):
        local_day(datetime.fromisoformat("2023-08-07T22:30:00Z"), "Asia/Bandung")


def test_the_working_day_limit_is_a_whole_number() -> None:
    found = shipped_registry().value("batas_hari_kerja", on=date(2023, 7, 31))
    assert found is not None
    assert found.value == Fraction(5)
