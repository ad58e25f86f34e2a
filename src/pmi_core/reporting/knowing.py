"""A dossier as it was known on a day: what came, was said or was recorded later is not there."""

from datetime import date
from typing import Any

import attrs

from pmi_core.programme import Identities, Succession, as_known, history_as_known
from pmi_core.reporting.dossier import Dossier, with_receipts, zone_of
from pmi_core.reporting.report import Report, ReportId
from pmi_core.reporting.submission import received_day


def known(dossier: Dossier, known_on: date | None) -> Dossier:
    """The dossier less all that was not knowable on a day; `None` filters nothing.

    A revision is known from its own receipt, a plan from its approval, a judgement or waiver from
    its day, an event from its recording, a meeting and its papers from its first day, a
    publication from when it was seen or else from its own day. What carries no day (a report
    nobody says how it came) stays.
    """
    if known_on is None:
        return dossier
    zones = _zones(dossier)
    submissions = tuple(
        item
        for item in dossier.submissions
        if received_day(item, zones[item.reports[0]]) <= known_on
    )
    arrived = {report for item in submissions for report in item.reports}
    ever = {report for item in dossier.submissions for report in item.reports}
    meetings = tuple(meeting for meeting in dossier.meetings if meeting.first <= known_on)
    named = {meeting.id for meeting in meetings}
    return with_receipts(
        attrs.evolve(
            dossier,
            bodies=tuple(as_known(body, known_on) for body in dossier.bodies),
            successions=tuple(item for item in dossier.successions if _told(item) <= known_on),
            identities=_decided(dossier.identities, known_on),
            reports=tuple(
                _as_recorded(report, known_on)
                for report in dossier.reports
                if report.id in arrived or report.id not in ever
            ),
            submissions=submissions,
            waivers=tuple(waiver for waiver in dossier.waivers if waiver.on <= known_on),
            work_plans=tuple(
                plan
                for plan in dossier.work_plans
                if plan.approved_on is None or plan.approved_on <= known_on
            ),
            judgements=tuple(item for item in dossier.judgements if item.on <= known_on),
            meetings=meetings,
            proceedings=tuple(paper for paper in dossier.proceedings if paper.meeting in named),
            publications=tuple(page for page in dossier.publications if page.known(known_on)),
        )
    )


def _zones(dossier: Dossier) -> dict[ReportId, str]:
    bodies = {body.id: body for body in dossier.bodies}
    return {r.id: zone_of(bodies[r.body], dossier.places) for r in dossier.reports}


def _told(succession: Succession) -> date:
    return succession.on if succession.recorded is None else succession.recorded


def _decided(identities: Identities, known_on: date) -> Identities:
    return Identities(events=tuple(e for e in identities.events if e.recorded <= known_on))


def _as_recorded(report: Report, known_on: date) -> Report:
    changes: dict[str, Any] = {}
    if report.history is not None:
        changes["history"] = history_as_known(report.history, known_on)
    if report.first_received_on is not None and report.first_received_on > known_on:
        changes |= {"first_received_on": None, "months_in_envelope": None}
    return attrs.evolve(report, **changes) if changes else report
