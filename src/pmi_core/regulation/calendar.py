"""Working days as Indonesian offices count them, and the day at a place.

Outside a calendar's coverage a count is undetermined, never a guess.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from itertools import accumulate
from typing import Final

import attrs

from pmi_core import codec
from pmi_core.errors import NotFound
from pmi_core.regulation.citation import InstrumentId
from pmi_core.regulation.place_names import shorten
from pmi_core.regulation.provenance import Provenance
from pmi_core.regulation.zones import province_zones

# Added to the running count for each day nobody can count: more than there are days, so that a
# difference of two counts tells whether such a day lies between them.
_UNDETERMINED: Final = 1 << 32


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
        name: As the source names it; a semicolon separates two feasts on one day.
        decrees: The decrees that make it a holiday, as far as the table's source names them.
        estimated: The source computed the day; no decree set it.
    """

    day: date
    category: HolidayCategory
    name: str
    decrees: tuple[InstrumentId, ...] = ()
    estimated: bool = False


@attrs.frozen(kw_only=True)
class WorkingCalendar:
    """A calendar of working days: Monday to Friday but for holidays.

    A month with an estimated holiday is not covered: its counts are undetermined.

    Attributes:
        first: The first day covered.
        last: The last day covered.
        holidays: The days offices may be closed.
        closed: The categories whose days do close them.
        provenance: Where the table comes from.

    >>> from pmi_core.regulation import shipped_calendar
    >>> calendar = shipped_calendar()
    >>> calendar.due_day(date(2023, 8, 1), 5)
    datetime.date(2023, 8, 7)
    >>> calendar.working_days(date(2023, 8, 14), date(2023, 8, 18))  # the 17th is a holiday
    4
    """

    first: date
    last: date
    holidays: tuple[Holiday, ...]
    closed: frozenset[HolidayCategory] = frozenset(HolidayCategory)
    provenance: Provenance | None = codec.optional()

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("the last day is before the first")

    def is_working(self, day: date) -> bool | None:
        """Whether offices work on a day; None outside the coverage.

        >>> from pmi_core.regulation import shipped_calendar
        >>> [shipped_calendar().is_working(date(2023, 8, day)) for day in (16, 17)]
        [True, False]
        """
        count = self.working_days(day, day)
        return None if count is None else count == 1

    def working_days(self, a: date, b: date) -> int | None:
        """The number of working days in [a, b], both included; 0 when b < a.

        None where a day of the span lies outside the coverage: the count is undetermined.

        Raises:
            TypeError: An instant is no day; `local_day` says on which it falls at a place.

        >>> from pmi_core.regulation import shipped_calendar
        >>> shipped_calendar().working_days(date(2024, 4, 1), date(2024, 4, 22))
        10
        """
        before, through = self._by_day
        try:  # a review asks this for every report: two lookups, and nothing else
            count = through[b] - before[a]
        except KeyError:  # an instant is no key, nor is a day outside the coverage
            _refuse_instants(a, b)
            return 0 if b < a else None
        if count < 0:  # only when b < a
            return 0
        return count if count < _UNDETERMINED else None

    def due_day(self, period_end: date, working: int) -> date | None:
        """The n-th working day, counted from the day after a period, itself included.

        Args:
            period_end: `Period.end`, the day after the last.
            working: How many working days, at least 1.

        Returns:
            The due day, or None where the coverage ends before it.

        Raises:
            TypeError: An instant is no day.
            ValueError: Less than one working day.

        >>> from pmi_core.regulation import shipped_calendar
        >>> shipped_calendar().due_day(date(2024, 4, 1), 10)
        datetime.date(2024, 4, 22)
        """
        _refuse_instants(period_end)
        if working < 1:
            raise ValueError("a due day is at least one working day away")
        first, counts = self._counts
        start = period_end.toordinal() - first
        if not 0 <= start < len(counts) - working:
            return None
        due = bisect_left(counts, counts[start] + working, lo=start + working)
        if due == len(counts) or counts[due] != counts[start] + working:
            return None
        return date.fromordinal(first + due - 1)

    @cached_property
    def _by_day(self) -> tuple[Mapping[date, int], Mapping[date, int]]:
        """By day: the working days before it, and up to it with itself."""
        first, counts = self._counts
        days = [date.fromordinal(first + n) for n in range(len(counts) - 1)]
        return dict(zip(days, counts, strict=False)), dict(zip(days, counts[1:], strict=True))

    @cached_property
    def _counts(self) -> tuple[int, tuple[int, ...]]:
        """The ordinal of the first day, and the working days before each day and after the last."""
        first, last = self.first.toordinal(), self.last.toordinal()
        days = map(date.fromordinal, range(first, last + 1))
        return first, tuple(accumulate(self._weights(days), initial=0))

    def _weights(self, days: Iterable[date]) -> Iterable[int]:
        free = {item.day for item in self.holidays if item.category in self.closed}
        months = {(item.day.year, item.day.month) for item in self.holidays if item.estimated}
        for day in days:
            works = day.isoweekday() < 6 and day not in free
            yield works + _UNDETERMINED * ((day.year, day.month) in months)


def _refuse_instants(*days: date) -> None:
    if any(isinstance(day, datetime) for day in days):
        raise TypeError(
            "a day is needed, not an instant; local_day says which day it is at a place"
        )


def _zone_name(zone: str) -> str:
    """The name of a zone with its area; others, such as `localtime`, may ask the machine."""
    if zone != "UTC" and "/" not in zone:
        raise ValueError("a zone has an area")
    return zone


def local_day(instant: datetime, zone: str) -> date:
    """The calendar day at a place at an instant.

    Args:
        instant: With an offset; a time without one belongs to no place.
        zone: An IANA name such as `Asia/Jakarta`, see `Places.zone`; or `UTC`.

    Raises:
        NotFound: No such zone.
        ValueError: The instant has no offset, or its day there lies outside the calendar.

    >>> local_day(datetime.fromisoformat("2023-08-07T22:30:00+00:00"), "Asia/Makassar")
    datetime.date(2023, 8, 8)
    """
    import pendulum

    if instant.utcoffset() is None:
        raise ValueError("an instant needs an offset such as +07:00")
    try:
        there = pendulum.timezone(_zone_name(zone))
    except (ValueError, OSError):  # no such zone, or a name that leads to no file of one
        raise NotFound("time zone", shorten(zone), set(province_zones().values())) from None
    try:
        local = instant.astimezone(there)
    except OverflowError:
        raise ValueError("the day of this instant lies outside the calendar") from None
    return date(local.year, local.month, local.day)
