"""Everything one round of evaluation is given, read as one whole.

A dossier is input only: reports and how they came, bodies, plans, people's judgements, what the
last round left open, the meeting, and what was published. Reading it checks that everything
refers to something.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import attrs

from pmi_core.codec import optional
from pmi_core.errors import NotFound
from pmi_core.messages import Text
from pmi_core.programme import NO_IDENTITIES, Body, BodyId, Identities, ReportKind, Succession
from pmi_core.regulation import Places
from pmi_core.reporting.judgement import CarriedItem, Judgement
from pmi_core.reporting.meeting import Meeting, Proceedings
from pmi_core.reporting.publication import Publication
from pmi_core.reporting.report import Report, ReportId
from pmi_core.reporting.submission import Submission, Waiver, first_receipt
from pmi_core.reporting.workplan import WorkPlan

_NATIONAL_ZONE = "Asia/Jakarta"  # a national body sits in the capital


@attrs.frozen(kw_only=True)
class EditionEntry:
    """A place edition a dossier brings along, for instance of invented codes."""

    id: str
    title: Text
    file: str
    source: str


@attrs.frozen(kw_only=True)
class DossierHead:
    """What `dossier.toml` says; people write it, the library never does.

    Attributes:
        as_of: Decides who exists and what is due.
        known_on: Filters facts by when they were knowable; absent filters nothing.
        since_formation_until: The cut-off day for reports since formation, if they are asked for.
        invented: Whether every body, person and report in it is made up; printed on every page.
        note: What a reader must know about the data.
    """

    id: str
    title: Text
    as_of: date
    known_on: date | None = optional(absent="none")
    since_formation_until: date | None = optional(absent="none")
    invented: bool = False
    note: Text | None = optional(absent="none")
    editions: tuple[EditionEntry, ...] = ()


@attrs.frozen(kw_only=True)
class InputFile:
    """A file that was read, by its path inside the dossier and its content hash."""

    path: str
    sha256: str
    size: int


@attrs.frozen(kw_only=True)
class Dossier:
    """All inputs of one round.

    Attributes:
        identities: Who was found to be one person, and who not.
        reports: Every revision, with the derived facts of receipt filled in.
        files: What was read, for the manifest.
    """

    head: DossierHead
    places: Places = attrs.field(repr=False)
    bodies: tuple[Body, ...] = attrs.field(default=(), repr=False)
    successions: tuple[Succession, ...] = attrs.field(default=(), repr=False)
    identities: Identities = attrs.field(default=NO_IDENTITIES, repr=False)
    reports: tuple[Report, ...] = attrs.field(default=(), repr=False)
    submissions: tuple[Submission, ...] = attrs.field(default=(), repr=False)
    waivers: tuple[Waiver, ...] = attrs.field(default=(), repr=False)
    work_plans: tuple[WorkPlan, ...] = attrs.field(default=(), repr=False)
    judgements: tuple[Judgement, ...] = attrs.field(default=(), repr=False)
    carried: tuple[CarriedItem, ...] = attrs.field(default=(), repr=False)
    meetings: tuple[Meeting, ...] = attrs.field(default=(), repr=False)
    proceedings: tuple[Proceedings, ...] = attrs.field(default=(), repr=False)
    publications: tuple[Publication, ...] = attrs.field(default=(), repr=False)
    files: tuple[InputFile, ...] = attrs.field(default=(), repr=False)


def body_of(dossier: Dossier, body: BodyId) -> Body:
    """The body an id names.

    Raises:
        NotFound: Nothing in the dossier has this id.
    """
    for candidate in dossier.bodies:
        if candidate.id == body:
            return candidate
    raise NotFound("body", body, (candidate.id for candidate in dossier.bodies))


def newest_revisions(reports: Iterable[Report]) -> tuple[Report, ...]:
    """The newest revision of each report, ordered by body, kind and period."""
    newest: dict[tuple[str, str, date], Report] = {}
    for report in reports:
        key = family_of(report)
        if key not in newest or newest[key].revision < report.revision:
            newest[key] = report
    return tuple(newest[key] for key in sorted(newest))


def zone_of(body: Body, places: Places) -> str:
    """The time zone of a body's place; a national body keeps the capital's."""
    return _NATIONAL_ZONE if body.place is None else places.zone(body.place)


def family_of(report: Report) -> tuple[str, str, date]:
    """What all revisions of one report share."""
    return report.body, report.kind.value, report.period.last


def with_receipts(dossier: Dossier) -> Dossier:
    """The dossier with each report's day of first receipt and envelope computed."""
    bodies = {body.id: body for body in dossier.bodies}
    by_report = _submissions_by_report(dossier.submissions)
    revisions = _revisions(dossier.reports)
    known = {report.id: report for report in dossier.reports}

    def filled(report: Report) -> Report:
        family = revisions[family_of(report)]
        arrived = [item for revision in sorted(family) for item in by_report[revision]]
        receipt = first_receipt(family, arrived, zone_of(bodies[report.body], dossier.places))
        if receipt is None:
            return report
        day, submission = receipt
        months = {
            other.period.last
            for other in (known[item] for item in submission.reports)
            if other.body == report.body and other.kind is ReportKind.MONTHLY
        }
        return attrs.evolve(
            report, first_received_on=day, months_in_envelope=len(months) if months else None
        )

    return attrs.evolve(dossier, reports=tuple(filled(report) for report in dossier.reports))


def _revisions(reports: Iterable[Report]) -> dict[tuple[str, str, date], frozenset[ReportId]]:
    found: dict[tuple[str, str, date], set[ReportId]] = defaultdict(set)
    for report in reports:
        found[family_of(report)].add(report.id)
    return {family: frozenset(ids) for family, ids in found.items()}


def _submissions_by_report(
    submissions: Iterable[Submission],
) -> defaultdict[ReportId, list[Submission]]:
    found: defaultdict[ReportId, list[Submission]] = defaultdict(list)
    for submission in submissions:
        for report in submission.reports:
            found[report].append(submission)
    return found
