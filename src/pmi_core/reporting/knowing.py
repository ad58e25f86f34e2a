"""A dossier as it was known on a day: what came, was said or was recorded later is not there."""

from collections.abc import Collection, Container, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar, cast

import attrs

from pmi_core.programme import (
    Body,
    BodyId,
    PerwiraPMI,
    as_known,
    history_as_known,
    identities_as_known,
)
from pmi_core.reporting.dossier import Dossier, with_receipts, zone_of
from pmi_core.reporting.meeting import Proceedings
from pmi_core.reporting.report import Report, ReportId, ReportState
from pmi_core.reporting.report_life import flat_state
from pmi_core.reporting.submission import Submission, received_day

T = TypeVar("T")


def known(dossier: Dossier, known_on: date | None) -> Dossier:
    """The dossier less all that was not knowable on a day; `None` filters nothing.

    A revision is known from its own receipt, a plan from its approval, a judgement or waiver from
    its day, an event from its recording, a meeting and its papers from its first day, a
    publication from when it was seen or else from its own day. A report is in the state to which
    its life had led by what was recorded. What carries no day (a report nobody says how it came)
    stays. A body of which nothing was recorded yet is not there, nor is what names it.

    Raises:
        FaultyHistory: The life of a report cannot have been; `read_dossier` refuses such a one.
    """
    if known_on is None:
        return dossier
    return with_receipts(_said(_received(_seen(dossier, known_on), known_on), known_on))


def _seen(dossier: Dossier, known_on: date) -> Dossier:
    """Without the bodies nobody knew, and without all that names them."""
    bodies = _known_bodies(dossier.bodies, known_on)
    lost = {body.id: body for body in dossier.bodies}
    for body in bodies:
        del lost[body.id]
    boards = {board.id for body in lost.values() for board in getattr(body, "boards", ())}
    parties = {*lost, *boards}
    reports = _of_known(dossier.reports, lost)
    kept = {report.id for report in reports}
    return attrs.evolve(
        dossier,
        bodies=bodies,
        successions=tuple(
            item
            for item in dossier.successions
            if item.known(known_on) and parties.isdisjoint((*item.predecessors, *item.successors))
        ),
        identities=identities_as_known(dossier.identities, known_on),
        reports=reports,
        submissions=tuple(_of_reports(dossier.submissions, kept)),
        waivers=_of_known(dossier.waivers, lost),
        work_plans=_of_known(dossier.work_plans, lost),
        carried=_of_known(dossier.carried, lost),
        proceedings=tuple(_without(paper, lost) for paper in dossier.proceedings),
    )


def _received(dossier: Dossier, known_on: date) -> Dossier:
    """Without the reports that had not come, each in the state to which its life led."""
    zones = _zones(dossier)
    submissions = tuple(
        item
        for item in dossier.submissions
        if received_day(item, zones[item.reports[0]]) <= known_on
    )
    arrived = {report for item in submissions for report in item.reports}
    ever = {report for item in dossier.submissions for report in item.reports}
    came = (one for one in dossier.reports if one.id in arrived or one.id not in ever)
    recorded = (_as_recorded(one, known_on, received=one.id in arrived) for one in came)
    reports = tuple(one for one in recorded if one is not None)
    return attrs.evolve(dossier, reports=reports, submissions=submissions)


def _said(dossier: Dossier, known_on: date) -> Dossier:
    """Without what was approved, answered or discussed later."""
    reports = {report.id for report in dossier.reports}
    meetings = tuple(meeting for meeting in dossier.meetings if meeting.first <= known_on)
    named = {meeting.id for meeting in meetings}
    return attrs.evolve(
        dossier,
        waivers=tuple(waiver for waiver in dossier.waivers if waiver.on <= known_on),
        work_plans=tuple(
            plan
            for plan in dossier.work_plans
            if plan.approved_on is None or plan.approved_on <= known_on
        ),
        judgements=tuple(
            item for item in dossier.judgements if item.on <= known_on and item.report in reports
        ),
        meetings=meetings,
        proceedings=tuple(paper for paper in dossier.proceedings if paper.meeting in named),
        publications=tuple(page for page in dossier.publications if page.known(known_on)),
    )


def _known_bodies(bodies: tuple[Body, ...], known_on: date) -> tuple[Body, ...]:
    found = [body for one in bodies if (body := as_known(one, known_on)) is not None]
    ids = {body.id for body in found}
    return tuple(_under_known(body, ids) for body in found)


def _under_known(body: Body, known: set[BodyId]) -> Body:
    if isinstance(body, PerwiraPMI) and body.parent not in {None, *known}:
        return attrs.evolve(body, parent=None)
    return body


def _of_known(things: tuple[T, ...], lost: Container[BodyId]) -> tuple[T, ...]:
    """Those that name no body that is lost."""
    named = ((thing, cast("Any", thing).body) for thing in things)
    return tuple(thing for thing, body in named if body not in lost)


def _of_reports(
    submissions: Iterable[Submission], kept: Collection[ReportId]
) -> Iterator[Submission]:
    for item in submissions:
        reports = tuple(report for report in item.reports if report in kept)
        if reports:
            yield attrs.evolve(item, reports=reports)


def _without(paper: Proceedings, lost: Container[BodyId]) -> Proceedings:
    return attrs.evolve(paper, attending=tuple(b for b in paper.attending if b not in lost))


def _zones(dossier: Dossier) -> dict[ReportId, str]:
    bodies = {body.id: body for body in dossier.bodies}
    return {r.id: zone_of(bodies[r.body], dossier.places) for r in dossier.reports}


def _as_recorded(report: Report, known_on: date, *, received: bool) -> Report | None:
    """A report as far as its life was recorded; nothing where none of it was, and it never came."""
    changes: dict[str, Any] = {}
    if report.history is not None:
        history = history_as_known(report.history, known_on)
        if history != report.history:
            state = flat_state(history) or (ReportState.SUBMITTED if received else None)
            if state is None:
                return None
            changes = {"history": history, "state": state}
    if report.first_received_on is not None and report.first_received_on > known_on:
        changes |= {"first_received_on": None, "months_in_envelope": None}
    return attrs.evolve(report, **changes) if changes else report
