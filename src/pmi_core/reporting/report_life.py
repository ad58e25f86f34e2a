"""The report's own life, and every lifecycle the library knows.

Being late follows from two days, and whether a report may be paid from what was found in it:
neither is a state.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from threading import Lock
from types import MappingProxyType
from typing import Any, Final

import attrs

from pmi_core.errors import Fault
from pmi_core.messages import render, text
from pmi_core.programme import (
    MET,
    Event,
    FaultyHistory,
    Guard,
    History,
    Lifecycle,
    Open,
    Role,
    Unmet,
    Verdict,
    catalogue_guard,
    lifecycle_data,
    load_lifecycle,
    reason_given,
    replay,
    shipped_lifecycles,
    states_reached,
)
from pmi_core.regulation import Cited, InstrumentId
from pmi_core.reporting.report import Report, ReportState

# Two threads that ask first must not get two lifecycles: one equals only itself.
_ONE_AT_A_TIME: Final = Lock()


@attrs.frozen(kw_only=True)
class ReportFacts:
    """What the conditions of a report's life may look at; what is absent is not known.

    Attributes:
        report: The revision whose life it is.
        revisions: The numbers of all revisions of the same report that are on record.
    """

    report: Report | None = None
    revisions: tuple[int, ...] | None = None


def report_lifecycle() -> Lifecycle[ReportFacts]:
    """The lifecycle of one revision of a report.

    >>> [state.value for state in report_lifecycle().versions[0].states if state.terminal]
    ['digantikan', 'dinilai']
    """
    with _ONE_AT_A_TIME:
        return _shipped()


@cache
def _shipped() -> Lifecycle[ReportFacts]:
    guards = {guard.name: guard for guard in _guards()}
    return load_lifecycle(lifecycle_data("laporan"), MappingProxyType(guards), ReportFacts())


@cache
def known_lifecycles() -> Mapping[str, Lifecycle[Any]]:
    """Every lifecycle that ships, by name: of bodies, people and businesses, and of reports."""
    found: dict[str, Lifecycle[Any]] = {**shipped_lifecycles()}
    found["laporan"] = report_lifecycle()
    return MappingProxyType(dict(sorted(found.items())))


def flat_state(history: History) -> ReportState | None:
    """The state that a report's file states for a history; nothing where nothing happened.

    Some states of the life are none of the desk's words: a draft that was discussed is a draft,
    what the team evaluated was accepted, and what a revision replaced stays what it was.

    >>> day = date(2024, 8, 7)
    >>> event = Event(name="penyampaian", effective=day, recorded=day, actor="Ketua")
    >>> flat_state(History(events=(event,)))
    <ReportState.SUBMITTED: 'disampaikan'>
    """
    reached = states_reached(report_lifecycle(), history)
    words = [state for state in reached if state in _FLAT]
    return ReportState(words[-1]) if words else None


def report_life_faults(
    report: Report, *, as_of: date | None = None, file: str, pointer: str = ""
) -> Iterator[Fault]:
    """What is wrong with the history in a report's file, and where it contradicts `state`.

    Args:
        report: The revision.
        as_of: The day the record was closed, where one is given: nothing is recorded later.
        file: The name that faults carry.
        pointer: Where the report lies in that file.
    """
    if report.history is None:
        return
    at = f"{pointer}/history/events"
    try:
        replay(report_lifecycle(), report.history, as_of=as_of, file=file, pointer=at)
    except FaultyHistory as problem:
        yield from problem.faults
        return
    told = flat_state(report.history)
    if told is not None and told is not report.state:
        message = f"the state is {report.state.value!r}, but the history leads to {told.value!r}"
        yield Fault(code="state-differs", message=message, file=file, pointer=f"{pointer}/state")


_FLAT: Final = frozenset(state.value for state in ReportState)
_SIGNERS: Final = (Role.CHAIR, Role.ACTING_CHAIR)


def _guards() -> Iterator[Guard[ReportFacts]]:
    observed = Cited(cite=InstrumentId("laporan-enrekang-2023-08"))
    yield catalogue_guard("alasan_dicatat", reason_given)
    yield catalogue_guard("penerimaan_tercatat", _received)
    yield catalogue_guard("ditandatangani_ketua", _signed_by_the_chair, observed, refuses=False)
    yield catalogue_guard("revisi_berikutnya_tercatat", _revised)


def _received(facts: ReportFacts, event: Event) -> Verdict:
    day = None if facts.report is None else facts.report.first_received_on
    remedy = text("jaga.penerimaan_tercatat.agar")
    if day is None:
        return Open(what=text("jaga.penerimaan_tercatat.terbuka"), remedy=remedy)
    if day <= event.effective:
        return MET
    return Unmet(what=render("jaga.penerimaan_tercatat.apa", hari=day), remedy=remedy)


def _signed_by_the_chair(facts: ReportFacts, _: Event) -> Verdict:
    cover = None if facts.report is None else facts.report.cover
    signer = None if cover is None else cover.signer_role
    remedy = text("jaga.ditandatangani_ketua.agar")
    if signer is None:
        return Open(what=text("jaga.ditandatangani_ketua.terbuka"), remedy=remedy)
    if signer in _SIGNERS:
        return MET
    # That the chair signs was observed, not required: it never refuses.
    return Open(what=render("jaga.ditandatangani_ketua.apa", peran=signer), remedy=remedy)


def _revised(facts: ReportFacts, _: Event) -> Verdict:
    remedy = text("jaga.revisi_berikutnya_tercatat.agar")
    if facts.report is None or facts.revisions is None:
        return Open(what=text("jaga.revisi_berikutnya_tercatat.terbuka"), remedy=remedy)
    number = facts.report.revision
    if any(other > number for other in facts.revisions):
        return MET
    return Unmet(what=render("jaga.revisi_berikutnya_tercatat.apa", nomor=number), remedy=remedy)
