"""A dossier as it was known on a day: what came, was said or was recorded later is not there."""

from datetime import date

import attrs

from pmi_core.programme import Body, History
from pmi_core.reporting.dossier import Dossier, with_receipts, zone_of
from pmi_core.reporting.report import ReportId
from pmi_core.reporting.submission import received_day


def known(dossier: Dossier, known_on: date | None) -> Dossier:
    """The dossier less all that was not knowable on a day; `None` filters nothing.

    A revision is known from its own receipt, a plan from its approval, a judgement or waiver from
    its day, an event from its recording, a meeting and its papers from its first day. What carries
    no day (a report nobody says how it came) stays.
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
            bodies=tuple(_as_recorded(body, known_on) for body in dossier.bodies),
            successions=tuple(item for item in dossier.successions if item.on <= known_on),
            reports=tuple(r for r in dossier.reports if r.id in arrived or r.id not in ever),
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
        )
    )


def _zones(dossier: Dossier) -> dict[ReportId, str]:
    bodies = {body.id: body for body in dossier.bodies}
    return {r.id: zone_of(bodies[r.body], dossier.places) for r in dossier.reports}


def _as_recorded(body: Body, known_on: date) -> Body:
    events = tuple(event for event in body.history.events if event.recorded <= known_on)
    return attrs.evolve(body, history=History(events=events))
