"""Working days as Indonesian offices count them, and the day at a place.

Holidays ship as a dated table, so a verdict never depends on what is installed. Outside the
table's coverage a count is undetermined, never a guess.
"""

from datetime import date, datetime
from enum import Enum

import attrs

from pmi_core import codec


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
        decree: The decree that set it, where the source names one.
        estimated: The source computed the day; no decree set it yet.
    """

    day: date
    category: HolidayCategory
    name: str
    decree: str | None = codec.optional()
    estimated: bool = False


@attrs.frozen(kw_only=True)
class WorkingCalendar:
    """A calendar of working days.

    Attributes:
        first: The first day covered.
        last: The last day covered.
        holidays: In order of days.
        joint_leave: Whether joint leave (cuti bersama) closes the office.
    """

    first: date
    last: date
    holidays: tuple[Holiday, ...]
    joint_leave: bool = True

    def is_working(self, day: date) -> bool | None:
        raise NotImplementedError

    def working_days(self, a: date, b: date) -> int | None:
        raise NotImplementedError

    def due_day(self, period_end: date, working: int) -> date | None:
        raise NotImplementedError


def shipped_calendar(joint_leave: bool = True) -> WorkingCalendar:
    raise NotImplementedError


def local_day(instant: datetime, zone: str) -> date:
    raise NotImplementedError
