"""The shipped tables against the packages they come from, or that hold the same facts."""

from datetime import timedelta

import holidays
from lokal import wilayah

from pmi_core.regulation import HolidayCategory, shipped_calendar, shipped_places
from tools import generate_holidays


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


def test_the_codes_and_names_of_2025_are_those_of_a_second_package() -> None:
    theirs = {
        place.code: place.name
        for province in wilayah.list_wilayah()
        for place in (province, *wilayah.list_wilayah(province.code))
    }
    assert {place.code: place.name for place in shipped_places().editions[0].regions} == theirs
