"""Working days as Indonesian offices count them, and the day at a place.

Holidays ship as a dated table, so a verdict never depends on what is installed. Outside the
table's coverage a count is undetermined, never a guess.
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache, cached_property
from importlib import resources
from itertools import accumulate
from typing import Final

import attrs

from pmi_core import codec
from pmi_core.errors import NotFound
from pmi_core.regulation.citation import InstrumentId
from pmi_core.regulation.provenance import Provenance
from pmi_core.regulation.table import read_table

_COLUMNS: Final = ("day", "category", "name", "decree", "estimated")


class HolidayCategory(Enum):
    """Why an office is closed on a weekday."""

    NATIONAL = "libur_nasional"
    JOINT_LEAVE = "cuti_bersama"


@attrs.frozen(kw_only=True)
class Holiday:
    """One day of the table.

    Attributes:
        day: The day.
        category: National holiday or joint leave.
        name: As the source names it.
        decree: The decree that makes it a holiday, where the table's source names one.
        estimated: The source computed the day; no decree set it.
    """

    day: date
    category: HolidayCategory
    name: str
    decree: InstrumentId | None = codec.optional()
    estimated: bool = False


@attrs.frozen(kw_only=True)
class WorkingCalendar:
    """A calendar of working days: Monday to Friday but for holidays.

    A month with an estimated holiday is not covered: its counts are undetermined.

    Attributes:
        first: The first day covered.
        last: The last day covered.
        holidays: The days offices are closed.
        joint_leave: Whether joint leave (cuti bersama) closes them too.
        provenance: Where the table comes from.

    >>> calendar = shipped_calendar()
    >>> calendar.due_day(date(2023, 8, 1), 5)
    datetime.date(2023, 8, 7)
    >>> calendar.working_days(date(2023, 8, 14), date(2023, 8, 18))  # the 17th is a holiday
    4
    """

    first: date
    last: date
    holidays: tuple[Holiday, ...]
    joint_leave: bool = True
    provenance: Provenance | None = codec.optional()

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("the last day is before the first")

    def is_working(self, day: date) -> bool | None:
        """Whether offices work on a day; None outside the coverage."""
        return self._works(day) if self._covers(day, day) else None

    def working_days(self, a: date, b: date) -> int | None:
        """The number of working days in [a, b], both included; 0 when b < a.

        None where a day of the span lies outside the coverage: the count is undetermined.
        """
        if b < a:
            return 0
        if not self._covers(a, b):
            return None
        return self._worked[self._index(b) + 1] - self._worked[self._index(a)]

    def due_day(self, period_end: date, working: int) -> date | None:
        """The n-th working day, counted from the day after a period, itself included.

        Args:
            period_end: `Period.end`, the day after the last.
            working: How many working days, at least 1.

        Returns:
            The due day, or None where the coverage ends before it.
        """
        if working < 1:
            raise ValueError("a due day is at least one working day away")
        if not self._covers(period_end, period_end):
            return None
        target = self._worked[self._index(period_end)] + working
        after = bisect_left(self._worked, target)
        if after == len(self._worked):
            return None
        due = self.first + timedelta(days=after - 1)
        return due if self._covers(period_end, due) else None

    def _covers(self, a: date, b: date) -> bool:
        if a < self.first or b > self.last:
            return False
        return self._estimated[self._index(a)] == self._estimated[self._index(b) + 1]

    def _index(self, day: date) -> int:
        return (day - self.first).days

    def _works(self, day: date) -> bool:
        return day.isoweekday() < 6 and day not in self._closed

    @cached_property
    def _closed(self) -> frozenset[date]:
        return frozenset(
            holiday.day
            for holiday in self.holidays
            if self.joint_leave or holiday.category is HolidayCategory.NATIONAL
        )

    @cached_property
    def _worked(self) -> tuple[int, ...]:
        return self._counts(self._works(day) for day in self._days)

    @cached_property
    def _estimated(self) -> tuple[int, ...]:
        months = {(item.day.year, item.day.month) for item in self.holidays if item.estimated}
        return self._counts((day.year, day.month) in months for day in self._days)

    @property
    def _days(self) -> Iterable[date]:
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    @staticmethod
    def _counts(flags: Iterable[bool]) -> tuple[int, ...]:
        """How many of the days before each day are flagged; one entry more than days."""
        return tuple(accumulate(flags, initial=0))


@cache
def shipped_calendar(joint_leave: bool = True) -> WorkingCalendar:
    """The calendar the library ships.

    Args:
        joint_leave: Whether joint leave is no working day; see the parameter `cuti_bersama_libur`.
    """
    folder = resources.files("pmi_core").joinpath("data/holidays")
    head = codec.load(folder.joinpath("table.toml").read_bytes(), _Head, file="table.toml")
    rows = read_table(folder.joinpath("table.tsv").read_bytes(), _COLUMNS, file="table.tsv")
    return WorkingCalendar(
        first=head.first,
        last=head.last,
        holidays=tuple(_holiday(cells) for _, cells in rows),
        joint_leave=joint_leave,
        provenance=head.provenance,
    )


def local_day(instant: datetime, zone: str) -> date:
    """The calendar day at a place at an instant.

    Args:
        instant: With an offset; a time without one belongs to no place.
        zone: An IANA name, see `Places.zone`.

    Raises:
        NotFound: No such zone.
        ValueError: The instant has no offset.

    >>> local_day(datetime.fromisoformat("2023-08-07T22:30:00+00:00"), "Asia/Makassar")
    datetime.date(2023, 8, 8)
    """
    import pendulum
    from pendulum.tz.exceptions import InvalidTimezone

    if instant.tzinfo is None:
        raise ValueError("an instant needs an offset such as +07:00")
    try:
        there = pendulum.timezone(zone)
    except InvalidTimezone:
        raise NotFound("time zone", zone) from None
    local = instant.astimezone(there)
    return date(local.year, local.month, local.day)


@attrs.frozen(kw_only=True)
class _Head:
    first: date
    last: date
    provenance: Provenance


def _holiday(cells: tuple[str, ...]) -> Holiday:
    day, category, name, decree, estimated = cells
    return Holiday(
        day=date.fromisoformat(day),
        category=HolidayCategory(category),
        name=name,
        decree=InstrumentId(decree) if decree else None,
        estimated=estimated == "ya",
    )
