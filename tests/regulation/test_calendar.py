from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from fractions import Fraction
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import NotFound
from pmi_core.regulation import (
    Holiday,
    HolidayCategory,
    Period,
    PeriodKind,
    ProvenanceStatus,
    WorkingCalendar,
    calendar_on,
    country,
    covering,
    local_day,
    shipped_calendar,
    shipped_places,
    shipped_registry,
)

FIRST, LAST = date(2017, 1, 1), date(2027, 12, 31)
DAYS = st.dates(min_value=FIRST, max_value=LAST)
NATIONAL, LEAVE = HolidayCategory.NATIONAL, HolidayCategory.JOINT_LEAVE
CLOSED = [frozenset(c) for c in ((), (NATIONAL,), (LEAVE,), (NATIONAL, LEAVE))]
CALENDARS = st.sampled_from([shipped_calendar(closed) for closed in CLOSED])
UNDETERMINED = [(2027, 3), (2027, 5)]


def test_where_joint_leave_is_worked_the_due_day_comes_earlier() -> None:
    closed = frozenset({NATIONAL})
    assert shipped_calendar(closed).due_day(date(2024, 4, 1), 10) == date(2024, 4, 16)


def by_hand(calendar: WorkingCalendar, first: date, last: date) -> int | None:
    """Counting day by day, straight from the definition."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    open_months = {(item.day.year, item.day.month) for item in calendar.holidays if item.estimated}
    if any(not FIRST <= day <= LAST or (day.year, day.month) in open_months for day in days):
        return None
    free = {item.day for item in calendar.holidays if item.category in calendar.closed}
    return sum(day.weekday() not in (5, 6) and day not in free for day in days)


AROUND = st.dates(min_value=date(2016, 11, 1), max_value=date(2028, 3, 1))


@given(CALENDARS, AROUND, st.integers(min_value=0, max_value=120))
def test_counts_are_those_of_counting_day_by_day(
    calendar: WorkingCalendar, start: date, length: int
) -> None:
    last = start + timedelta(days=length)
    counted = by_hand(calendar, start, last)
    assert calendar.working_days(start, last) == counted
    if length == 0:
        assert calendar.is_working(start) is (None if counted is None else counted == 1)


@given(CALENDARS, AROUND, st.integers(min_value=1, max_value=40))
def test_the_due_day_is_the_least_day_with_that_many_working_days(
    calendar: WorkingCalendar, start: date, working: int
) -> None:
    day = start
    while (counted := by_hand(calendar, start, day)) is not None and counted < working:
        day += timedelta(days=1)
    assert calendar.due_day(start, working) == (None if counted is None else day)


@given(CALENDARS, DAYS, st.integers(min_value=1, max_value=4000))
def test_a_due_day_is_worked_and_a_longer_limit_ends_later(
    calendar: WorkingCalendar, start: date, working: int
) -> None:
    due, later = calendar.due_day(start, working), calendar.due_day(start, working + 1)
    if due is None:
        assert later is None
        return
    assert calendar.is_working(due) is True
    assert due.isoweekday() < 6
    assert not any(
        item.day == due and item.category in calendar.closed for item in calendar.holidays
    )
    assert calendar.working_days(start, due) == working
    assert later is None or due < later


@given(CALENDARS, DAYS, DAYS, DAYS)
def test_counts_add_up_over_adjacent_spans(
    calendar: WorkingCalendar, one: date, two: date, three: date
) -> None:
    a, b, c = sorted((one, two, three))
    left, right = calendar.working_days(a, b), calendar.working_days(b + timedelta(days=1), c)
    whole = None if left is None or right is None else left + right
    assert calendar.working_days(a, c) == whole


@given(CALENDARS, AROUND, AROUND)
def test_backwards_there_is_no_working_day(
    calendar: WorkingCalendar, one: date, other: date
) -> None:
    if one < other:
        assert calendar.working_days(other, one) == 0


@given(DAYS, DAYS, st.sampled_from(CLOSED), st.sampled_from(CLOSED))
def test_the_more_closes_the_fewer_days_are_worked(
    one: date, other: date, less: frozenset[HolidayCategory], more: frozenset[HolidayCategory]
) -> None:
    first, last = sorted((one, other))
    few = shipped_calendar(less | more).working_days(first, last)
    many = shipped_calendar(less).working_days(first, last)
    assert (few is None) == (many is None)
    assert (few or 0) <= (many or 0)


def test_backwards_over_one_working_day_is_no_debt() -> None:
    assert shipped_calendar().working_days(date(2024, 1, 4), date(2024, 1, 2)) == 0


def test_an_empty_span_has_no_working_day_even_outside_the_coverage() -> None:
    assert shipped_calendar().working_days(date(1999, 1, 2), date(1999, 1, 1)) == 0


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), LAST + timedelta(days=1)])
def test_outside_the_coverage_nothing_is_known(day: date) -> None:
    calendar = shipped_calendar()
    inside = date(2024, 1, 2)
    assert calendar.is_working(day) is None
    assert calendar.working_days(min(day, inside), max(day, inside)) is None
    assert calendar.working_days(day, day) is None
    assert calendar.due_day(day, 5) is None
    assert calendar.due_day(FIRST - timedelta(days=5), 1) is None
    assert calendar.working_days(FIRST, FIRST) == 0
    assert calendar.working_days(LAST, LAST) == 1


def test_a_due_day_after_the_coverage_is_unknown() -> None:
    assert shipped_calendar().due_day(date(2027, 12, 30), 2) == date(2027, 12, 31)
    assert shipped_calendar().due_day(date(2027, 12, 30), 3) is None
    assert shipped_calendar().due_day(date(2027, 12, 25), 5) == date(2027, 12, 31)
    assert shipped_calendar().due_day(date(2027, 12, 25), 6) is None
    assert shipped_calendar().due_day(LAST, 1) == LAST
    assert shipped_calendar().due_day(LAST, 1 << 40) is None


@pytest.mark.parametrize(("year", "month"), UNDETERMINED)
def test_a_shipped_month_with_an_estimated_day_is_undetermined_up_to_its_ends(
    year: int, month: int
) -> None:
    calendar = shipped_calendar()
    period = Period.parse(f"{year}-{month:02d}")
    before, after = period.first - timedelta(days=1), period.end
    assert calendar.is_working(before) is not None
    assert calendar.is_working(period.first) is None
    assert calendar.is_working(period.last) is None
    assert calendar.is_working(after) is not None
    assert calendar.working_days(before, period.first) is None
    assert calendar.working_days(period.last, after) is None
    assert calendar.due_day(before - timedelta(days=7), 30) is None


def test_no_other_month_of_the_coverage_is_undetermined() -> None:
    months = covering(PeriodKind.MONTH, FIRST, LAST)
    calendar = shipped_calendar()
    open_months = [m for m in months if calendar.working_days(m.first, m.last) is None]
    assert [(m.first.year, m.first.month) for m in open_months] == UNDETERMINED


DUE_DAYS = """period   working  due
2023-07  5        2023-08-07
2023-08  5        2023-09-07
2023-09  5        2023-10-06
2023-10  5        2023-11-07
2023-11  5        2023-12-07
2024-07  5        2024-08-07
2024-08  5        2024-09-06
2024-09  5        2024-10-07
2024-10  5        2024-11-07
2024-11  5        2024-12-06
2024-12  5        2025-01-08
2024-Q1  5        2024-04-05
2024-Q1  10       2024-04-22
2024-Q1  14       2024-04-26
"""


@pytest.mark.parametrize("line", DUE_DAYS.splitlines()[1:])
def test_the_due_days_of_practice(line: str) -> None:
    period, working, due = line.split()
    end = Period.parse(period).end
    calendar = calendar_on(shipped_registry(), Period.parse(period).last)
    assert calendar.due_day(end, int(working)) == date.fromisoformat(due)
    assert calendar.working_days(end, date.fromisoformat(due)) == int(working)


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
    assert shipped_calendar(frozenset({NATIONAL})).is_working(day) is without_leave
    assert shipped_calendar(frozenset()).is_working(day) is (day.isoweekday() < 6)


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
    assert calendar.closed == {NATIONAL, LEAVE}


def test_every_decree_of_a_holiday_is_in_the_registry_at_second_hand() -> None:
    decrees = {name for item in shipped_calendar().holidays for name in item.decrees}
    assert len(decrees) == 16
    for name in decrees:
        assert shipped_registry().instrument(name).provenance.status is ProvenanceStatus.SECONDARY


def test_two_feasts_on_one_day_name_both_decrees() -> None:
    (day,) = (item for item in shipped_calendar().holidays if item.day == date(2021, 5, 13))
    assert day.name == "Hari Raya Idul Fitri; Kenaikan Yesus Kristus"
    assert day.decrees == ("keppres-24-1953", "keppres-251-1967")


@pytest.mark.parametrize(
    ("key", "category"), [("libur_nasional_libur", NATIONAL), ("cuti_bersama_libur", LEAVE)]
)
def test_a_law_pack_opens_the_offices_of_a_category_from_a_day_on(
    key: str, category: HolidayCategory
) -> None:
    registry = shipped_registry()
    parameter = registry.parameter(key)
    (always,) = parameter.values
    assert calendar_on(registry, date(1990, 1, 1)).closed == {NATIONAL, LEAVE}
    values = (
        attrs.evolve(always, last=date(2024, 3, 30)),
        attrs.evolve(always, value=Fraction(0), first=date(2024, 3, 31), last=date(2024, 12, 31)),
    )
    changed = attrs.evolve(
        registry,
        parameters=tuple(
            attrs.evolve(one, values=values) if one.key == key else one
            for one in registry.parameters
        ),
    )
    assert calendar_on(changed, date(2024, 3, 30)).closed == {NATIONAL, LEAVE}
    assert calendar_on(changed, date(2024, 3, 31)).closed == {NATIONAL, LEAVE} - {category}
    assert calendar_on(changed, date(2025, 1, 1)).closed == {NATIONAL, LEAVE}  # nothing in force


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


INDONESIA = {shipped_places().zone(item.code) for item in shipped_places().editions[0].regions}
SUMMER_TIME = {"Europe/Rome", "Europe/Warsaw"}


def placement_zones() -> set[str]:
    """The zones of every placement country the library knows, however many those are."""
    try:
        country("")
    except NotFound as problem:
        return {zone for name in problem.known for zone in country(name).zones}
    raise AssertionError("the empty name is no country")


ZONES = sorted(INDONESIA | placement_zones() | SUMMER_TIME)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    "day", [date(2023, 3, 26), date(2023, 7, 1), date(2023, 10, 29), date(2024, 1, 1)], ids=str
)
def test_the_day_turns_at_midnight_of_the_place_to_the_microsecond(zone: str, day: date) -> None:
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert local_day(midnight - TICK, zone) == day - timedelta(days=1)
    assert local_day(midnight, zone) == day
    assert local_day(midnight + timedelta(hours=22, minutes=59), zone) == day  # 23 hours at least


def test_indonesia_has_its_three_zones_and_placement_countries_have_theirs() -> None:
    assert {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"} <= INDONESIA
    assert {"Asia/Hong_Kong", "Asia/Kuching", "Asia/Tokyo"} <= placement_zones()


@given(
    st.datetimes(datetime(1945, 8, 17), datetime(2100, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - Hypothesis adds the zone
    st.integers(min_value=-12 * 60, max_value=14 * 60),
    st.sampled_from(ZONES),
)
def test_the_day_is_that_of_the_standard_library_however_the_instant_is_written(
    instant: datetime, minutes: int, zone: str
) -> None:
    elsewhere = instant.astimezone(timezone(timedelta(minutes=minutes)))
    expected = instant.astimezone(ZoneInfo(zone)).date()
    assert local_day(instant, zone) == expected
    assert local_day(elsewhere, zone) == expected


class NoOffset(tzinfo):
    """A zone that does not say its offset: the datetime is naive all the same."""

    def utcoffset(self, dt: datetime | None) -> None:
        return None

    dst = tzname = utcoffset


def test_an_instant_without_an_offset_has_no_day() -> None:
    with pytest.raises(ValueError, match="offset"):
        local_day(datetime(2023, 8, 7, 22, 30), "Asia/Jakarta")  # noqa: DTZ001
    with pytest.raises(ValueError, match="offset"):
        local_day(datetime(2023, 8, 7, 22, 30, tzinfo=NoOffset()), "Asia/Jakarta")


def test_an_unknown_zone_is_not_found() -> None:
    with pytest.raises(NotFound, match="Asia/Bandung"):
        local_day(datetime.fromisoformat("2023-08-07T22:30:00Z"), "Asia/Bandung")


def test_the_working_day_limit_is_a_whole_number() -> None:
    found = shipped_registry().value("batas_hari_kerja", on=date(2023, 7, 31))
    assert found is not None
    assert found.value == Fraction(5)


@pytest.mark.parametrize(
    ("instant", "zone"),
    [
        (datetime(9999, 12, 31, 23, tzinfo=UTC), "Asia/Jayapura"),
        (datetime(1, 1, 1, 0, tzinfo=UTC), "America/Lima"),
    ],
    ids=["after the last", "before the first"],
)
def test_a_day_outside_the_calendar_is_refused(instant: datetime, zone: str) -> None:
    with pytest.raises(ValueError, match="outside the calendar"):
        local_day(instant, zone)


def test_an_instant_is_no_day() -> None:
    calendar, noon = shipped_calendar(), datetime(2024, 7, 1, 12, tzinfo=UTC)
    with pytest.raises(TypeError, match="not an instant"):
        calendar.working_days(noon, noon)
    with pytest.raises(TypeError, match="not an instant"):
        calendar.due_day(noon, 5)


INSTANTS = [datetime(2024, 1, 1), datetime(2024, 1, 2, 12, tzinfo=UTC)]  # noqa: DTZ001 - refused


@pytest.mark.parametrize("instant", INSTANTS, ids=["without an offset", "with an offset"])
def test_an_instant_is_no_day_at_either_end_nor_backwards(instant: datetime) -> None:
    calendar = shipped_calendar()
    for day in (date(2023, 12, 29), date(2024, 1, 3), date(1999, 1, 1), date(2030, 1, 1)):
        for span in ((instant, day), (day, instant), (instant, instant)):
            with pytest.raises(TypeError, match="a day is needed, not an instant"):
                calendar.working_days(*span)
    for other in INSTANTS:
        with pytest.raises(TypeError, match="a day is needed, not an instant"):
            calendar.working_days(other, instant)


@pytest.mark.parametrize(
    "zone",
    [
        "",
        ".",
        "Asia",
        "../x",
        "/etc/passwd",
        "Asia/Jakarta/",
        "Asia/../Asia/Jakarta",
        "Asia/Jakarta\x00",
        "Asia/Bandung",
        "\ud800",
        "zone.tab",
        "America/Argentina",
        "localtime",
        "utc",
        "Japan",
        "x" * 300,
    ],
    ids=ascii,
)
def test_what_names_no_zone_is_not_found_and_not_repeated_at_length(zone: str) -> None:
    with pytest.raises(NotFound) as refusal:
        local_day(datetime(2024, 1, 2, tzinfo=UTC), zone)
    assert refusal.value.what == "time zone"
    assert len(str(refusal.value)) < 200
    assert str(refusal.value).isprintable()


@given(st.text(max_size=20) | st.text(alphabet="ACEPUTIGM/._+-", max_size=12))
def test_any_text_is_a_zone_or_not_found(zone: str) -> None:
    instant = datetime(2024, 1, 2, 12, tzinfo=UTC)
    try:
        day = local_day(instant, zone)
    except NotFound:
        return
    assert day == instant.astimezone(ZoneInfo(zone)).date()


def test_a_misspelt_zone_of_indonesia_comes_with_the_nearest() -> None:
    with pytest.raises(NotFound, match="did you mean 'Asia/Jakarta'"):
        local_day(datetime(2024, 1, 2, tzinfo=UTC), "asia/jakarta")


def test_utc_is_a_zone() -> None:
    assert local_day(datetime.fromisoformat("2024-01-02T23:00:00-02:00"), "UTC") == date(2024, 1, 3)
