"""The shipped holidays against the package they come from, and against a second one."""

from datetime import date, timedelta

import holidays
from lokal.holidays import HOLIDAY_YEARS, get_holidays

from pmi_core.regulation import HolidayCategory, shipped_calendar
from tools import generate_holidays

# Days the table calls estimated and a second package has from the joint decree for 2027. They stay
# estimated until somebody has compared them with the text of that decree.
ESTIMATED_BUT_DECREED = {date(2027, 3, 10), date(2027, 3, 11), date(2027, 5, 17)}


def test_the_holiday_table_is_what_the_package_says_today() -> None:
    table = generate_holidays.TARGET.read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in table]
    assert rows == [generate_holidays.HEAD, *generate_holidays.rows()]


def test_every_day_is_free_exactly_where_the_package_says_so() -> None:
    calendar = shipped_calendar()
    sources = {
        category: holidays.country_holidays(
            "ID", years=generate_holidays.YEARS, categories=(source,)
        )
        for category, source in (
            (HolidayCategory.NATIONAL, "public"),
            (HolidayCategory.JOINT_LEAVE, "government"),
        )
    }
    ours = {
        category: {item.day for item in calendar.holidays if item.category is category}
        for category in HolidayCategory
    }
    day = calendar.first
    while day <= calendar.last:
        for category, source in sources.items():
            assert (day in ours[category]) == (day in source), (day, category)
        day += timedelta(days=1)


def test_the_years_a_second_package_has_are_the_same_days_in_the_same_categories() -> None:
    assert HOLIDAY_YEARS == (2026, 2027)
    theirs = {
        (item.date, item.type) for year in HOLIDAY_YEARS for item in get_holidays(year).holidays
    }
    ours = {
        (item.day.isoformat(), item.category.value)
        for item in shipped_calendar().holidays
        if item.day.year in HOLIDAY_YEARS
    }
    assert ours == theirs


def test_what_is_estimated_here_is_decreed_there_on_three_known_days() -> None:
    assert {item.day for item in shipped_calendar().holidays if item.estimated} == (
        ESTIMATED_BUT_DECREED
    )
    assert (
        get_holidays(2027).decree
        == "SKB Nomor 1205 Tahun 2026, Nomor 3 Tahun 2026, Nomor 2 Tahun 2026"
    )
