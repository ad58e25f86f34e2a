"""Plants a few faults that the directions of 23 July 2024 name, and decoys beside them."""

from collections.abc import Callable
from typing import Final

import attrs

from examples.jabar_generator.roll import LAST_DAY
from examples.rakernas_generator import contents, copies
from examples.rakernas_generator.arrivals import BATCH, LATE
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

# unit and the months it sent at once, on time for the last of them alone
_ENVELOPE: Final = ("kawan-32-50", ("2024-09", "2024-10"))
_FAULTS: Final[tuple[tuple[str, str, int, contents.Change, Callable[[Filing], bool]], ...]] = (
    ("cost not on an activity day", "LAP-06", 3, contents.stray_cost, contents.has_both_lines),
    (contents.NO_PROOF, "LAP-07", 4, contents.no_proof, contents.has_both_lines),
    (contents.NOT_ITEMISED, "LAP-08", 3, contents.not_itemised, contents.has_both_lines),
)


def plant_arrivals(filings: copies.Filings, pool: Pool, ledger: Ledger) -> None:
    """Two months in one envelope, four late reports, and three on the due day itself."""
    unit, months = _ENVELOPE
    chosen = [filings[unit, month] for month in months]
    pool.claim(chosen)
    day = working_day(chosen[-1].report.period, 2)
    for filing in chosen:
        filing.arrival = Arrival(day=day, channel=Channel.POST, envelope=f"{unit} {months[-1]}")
        ledger.plant(*BATCH, filing)
    ledger.plant(*LATE, chosen[0])
    for filing in pool.take("jabar late", 4):
        filing.arrival = _arrival(filing, DUE + 1)
        ledger.plant(*LATE, filing)
    reason = Text(id="Diterima tepat pada hari batas waktu.", en="Received on the due day itself.")
    for filing in pool.take("jabar due day", 3):
        filing.arrival = _arrival(filing, DUE)
        ledger.decoy(*LATE, filing, reason)


def plant_contents(pool: Pool, ledger: Ledger) -> None:
    """Costs and plans: each fault in a report of its own."""
    for kind, criterion, count, change, fits in _FAULTS:
        for filing in pool.take(f"jabar {kind}", count, fits):
            filing.report, pointer = change(filing)
            ledger.plant(kind, criterion, filing, pointer)
    contents.plant_outside_plan(pool, ledger, 3)
    contents.plant_decoys(pool, ledger)
    for filing in pool.take("jabar another's day", 2, contents.has_both_lines):
        filing.report, pointer = contents.anothers_day(filing)
        ledger.plant("cost on another activity's day", "LAP-22", filing, pointer)


def plant_copies(filings: copies.Filings, pool: Pool, ledger: Ledger) -> None:
    """Two narratives and two photos of the month before, handed in again in the last month."""
    copies.note_shared_texts(ledger)
    for filing in pool.take("jabar copied", 2, _last):
        source = copies.narrative_of(copies.before(filings, filing))
        text = attrs.evolve(copies.narrative_of(filing), activities=source.activities)
        filing.report = attrs.evolve(filing.report, narrative=text)
        ledger.plant(*copies.COPIED, filing)
    for filing in pool.take("jabar reused", 2, _last):
        source_report = copies.before(filings, filing).report
        filing.report, pointer = copies.with_photo_of(filing.report, source_report)
        ledger.plant(*copies.REUSED, filing, pointer)


def _last(filing: Filing) -> bool:
    return filing.report.period.last == LAST_DAY


def _arrival(filing: Filing, number: int) -> Arrival:
    return arrival_on(working_day(filing.report.period, number), stream("jabar", *filing.key))
