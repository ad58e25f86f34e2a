"""Plants what concerns the arrival: late reports, envelopes, and their decoys."""

from datetime import date, time, timedelta
from typing import Final

import attrs

from examples.rakernas_generator.filing import (
    DUE,
    Arrival,
    Filing,
    Pool,
    arrival_on,
    stream,
    working_day,
)
from examples.rakernas_generator.ledger import Ledger
from pmi_core.messages import Text
from pmi_core.reporting import Channel

LATE: Final = ("late", "LAP-03")
BATCH: Final = ("envelope", "LAP-04")
ENVELOPES: Final = (
    # unit, months, working day after the newest month
    ("kawan-18-62", ("2023-07", "2023-08", "2023-09"), 2),
    ("kawan-35-66", ("2023-08", "2023-09", "2023-10"), 3),
    ("kawan-74-62", ("2023-08", "2023-09", "2023-10"), 2),
    ("kawan-53-63", ("2023-09", "2023-10", "2023-11"), 3),
)
_TWO_UNITS: Final = (
    ("kawan-33-60", "kawan-33-64", "2023-09"),
    ("kawan-71-60", "kawan-71-62", "2023-11"),
)
_SATURDAY: Final = date(2023, 10, 7)
_MORNING: Final = time(6, 30)
_NIGHT: Final = time(23, 50)


def plant_arrivals(filings: dict[tuple[str, str], Filing], pool: Pool, ledger: Ledger) -> None:
    """Give late, lumped and borderline reports their day, and note them."""
    _envelopes(filings, pool, ledger)
    _shared_envelopes(filings, pool, ledger)
    _saturday(pool, ledger)
    _mornings(pool, ledger)
    _due_days(pool, ledger)
    _late(pool, ledger)


def _envelopes(filings: dict[tuple[str, str], Filing], pool: Pool, ledger: Ledger) -> None:
    for unit, months, number in ENVELOPES:
        chosen = [filings[unit, month] for month in months]
        day = working_day(chosen[-1].report.period, number)
        arrival = Arrival(day=day, channel=Channel.POST, envelope=f"{unit} {months[-1]}")
        pool.claim(chosen)
        for filing in chosen:
            filing.arrival = arrival
            ledger.plant(*BATCH, filing)
        for filing in chosen[:-1]:
            ledger.plant(*LATE, filing)


def _shared_envelopes(filings: dict[tuple[str, str], Filing], pool: Pool, ledger: Ledger) -> None:
    reason = Text(
        id="Satu amplop dari dua unit untuk bulan yang sama: tiap unit hanya satu bulan.",
        en="One envelope of two units for the same month: one month for each unit.",
    )
    for first, second, month in _TWO_UNITS:
        chosen = [filings[first, month], filings[second, month]]
        arrival = attrs.evolve(
            chosen[0].arrival, channel=Channel.POST, clock=None, envelope=f"{first} {second}"
        )
        pool.claim(chosen)
        for filing in chosen:
            filing.arrival = arrival
            ledger.decoy(*BATCH, filing, reason)


def _saturday(pool: Pool, ledger: Ledger) -> None:
    reason = Text(
        id="Diterima pada Sabtu, 7 Oktober 2023, hari nonkerja tepat setelah batas waktu.",
        en="Received on Saturday 7 October 2023, a non-working day right after the due day.",
    )
    (filing,) = pool.take("saturday", 1, lambda f: str(f.report.period) == "2023-09")
    filing.arrival = Arrival(day=_SATURDAY, channel=Channel.MESSENGER, clock=time(10, 15))
    ledger.decoy(*LATE, filing, reason)


def _mornings(pool: Pool, ledger: Ledger) -> None:
    def fits(filing: Filing) -> bool:
        province = filing.unit.province
        return province is not None and province.wita and str(filing.report.period) != "2023-09"

    for filing in pool.take("morning after", 2, fits):
        day = working_day(filing.report.period, DUE) + timedelta(days=1)
        filing.arrival = Arrival(day=day, channel=Channel.MESSENGER, clock=_MORNING)
        ledger.plant(*LATE, filing)


def _due_days(pool: Pool, ledger: Ledger) -> None:
    for number, filing in enumerate(pool.take("due day", 6)):
        day = working_day(filing.report.period, DUE)
        if number == 0:
            filing.arrival = Arrival(day=day, channel=Channel.MESSENGER, clock=_NIGHT)
            reason = Text(
                id="Diterima pukul 23.50 waktu setempat pada hari batas waktu.",
                en="Received at 23.50 local time on the due day.",
            )
        else:
            filing.arrival = arrival_on(day, stream("due day", *filing.key))
            reason = Text(
                id="Diterima tepat pada hari batas waktu.", en="Received on the due day itself."
            )
        ledger.decoy(*LATE, filing, reason)


def _late(pool: Pool, ledger: Ledger) -> None:
    for filing in pool.take("late", 10):
        rng = stream("late", *filing.key)
        day = working_day(filing.report.period, DUE + rng.randint(1, 6))
        filing.arrival = arrival_on(day, rng)
        ledger.plant(*LATE, filing)
