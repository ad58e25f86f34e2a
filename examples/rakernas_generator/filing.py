"""A report in the making, with its work plan and the way it came."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from random import Random
from typing import Final

import attrs

from examples.rakernas_generator.roll import Unit
from pmi_core.regulation import Period, WorkingCalendar, shipped_calendar
from pmi_core.reporting import Channel, Report, ReportId, WorkPlan

SEED: Final = 20231216
CALENDAR: Final[WorkingCalendar] = shipped_calendar()
DUE: Final = 5  # working days after the month
_WIB: Final = timezone(timedelta(hours=7))
_WITA: Final = timezone(timedelta(hours=8))


def stream(*names: object) -> Random:
    """A stream of random numbers of its own: what is added elsewhere does not shift it."""
    return Random("/".join(str(name) for name in (SEED, *names)))


def working_day(period: Period, number: int) -> date:
    """The n-th working day after a period."""
    day = CALENDAR.due_day(period.end, number)
    if day is None:
        raise ValueError(f"{period} lies outside the calendar")
    return day


@attrs.frozen(kw_only=True)
class Arrival:
    """When and how something came; the hour only where the channel records one.

    Attributes:
        envelope: Filings with the same name came together; empty for alone.
    """

    day: date
    channel: Channel
    clock: time | None = None
    envelope: str = ""

    def instant(self, unit: Unit) -> datetime | None:
        """The instant in UTC, from the hour at the unit's place."""
        if self.clock is None:
            return None
        wita = unit.province is not None and unit.province.wita
        local = datetime.combine(self.day, self.clock, tzinfo=_WITA if wita else _WIB)
        return local.astimezone(UTC)


@attrs.define(kw_only=True)
class Filing:
    """One report of one unit: its newest revision, the first one if it was returned, the plan."""

    unit: Unit
    report: Report
    arrival: Arrival
    plans: tuple[WorkPlan, ...] = ()
    returned: Report | None = None
    returned_arrival: Arrival | None = None

    @property
    def first_id(self) -> ReportId:
        """The id of the revision that came first."""
        return self.report.id if self.returned is None else self.returned.id

    @property
    def key(self) -> tuple[str, str]:
        """Unit and period."""
        return self.unit.id, str(self.report.period)


def report_id(unit: Unit, period: Period, revision: int = 1) -> ReportId:
    """The id of a revision of a monthly report."""
    return ReportId(f"lap-{unit.id}-{period}-r{revision}")


def usual_arrival(unit: Unit, period: Period) -> Arrival:
    """One to four working days after the month, by any channel."""
    rng = stream("arrival", unit.id, period)
    return arrival_on(working_day(period, rng.randint(1, 4)), rng)


def arrival_on(day: date, rng: Random) -> Arrival:
    """An arrival on a day; messages carry an hour, paper does not."""
    channel = rng.choice((Channel.MESSENGER, Channel.MESSENGER, Channel.EMAIL, Channel.IN_PERSON))
    if channel is Channel.IN_PERSON:
        return Arrival(day=day, channel=channel)
    return Arrival(day=day, channel=channel, clock=time(rng.randint(8, 20), rng.randint(0, 59)))


class Pool:
    """Filings not yet spoken for, so that one planted fault does not meet another by chance."""

    def __init__(self, filings: Iterable[Filing]) -> None:
        self._free = {filing.key: filing for filing in filings}

    def take(
        self, what: str, count: int, fits: Callable[[Filing], bool] = lambda _: True
    ) -> list[Filing]:
        """That many filings that fit, chosen by chance but always the same ones."""
        candidates = [filing for _, filing in sorted(self._free.items()) if fits(filing)]
        chosen = stream("pool", what).sample(candidates, count)
        for filing in chosen:
            del self._free[filing.key]
        return chosen

    def has(self, filing: Filing) -> bool:
        """Whether a filing is still free."""
        return filing.key in self._free

    def claim(self, filings: Iterable[Filing]) -> None:
        """Take these filings, chosen elsewhere."""
        for filing in filings:
            del self._free[filing.key]
