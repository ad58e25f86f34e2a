"""Everything one round of evaluation is given, read as one whole.

A dossier is input only: reports and how they came, bodies, plans, people's judgements, what the
last round left open, the meeting, and what was published. Reading it checks that everything
refers to something.
"""

from collections import Counter, defaultdict
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
from pmi_core.reporting.submission import Submission, SubmissionId, Waiver, first_receipt
from pmi_core.reporting.workplan import WorkPlan

Family = tuple[str, str, date]  # body, kind and last day of a report, whatever its revision
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
    newest: dict[Family, Report] = {}
    for report in reports:
        key = family_of(report)
        if key not in newest or newest[key].revision < report.revision:
            newest[key] = report
    return tuple(newest[key] for key in sorted(newest))


def zone_of(body: Body, places: Places) -> str:
    """The time zone of a body's place; a national body keeps the capital's."""
    return _NATIONAL_ZONE if body.place is None else places.zone(body.place)


def family_of(report: Report) -> Family:
    """What all revisions of one report share."""
    return report.body, report.kind.value, report.period.last


def with_receipts(dossier: Dossier) -> Dossier:
    """The dossier with each report's day of first receipt and envelope computed."""
    firsts = first_receipts(dossier)
    months = months_brought(dossier)

    def filled(report: Report) -> Report:
        receipt = firsts.get(family_of(report))
        if receipt is None:
            return report
        day, submission = receipt
        brought = months.get((submission.id, report.body))
        return attrs.evolve(report, first_received_on=day, months_in_envelope=brought)

    return attrs.evolve(dossier, reports=tuple(filled(report) for report in dossier.reports))


def first_receipts(dossier: Dossier) -> dict[Family, tuple[date, Submission]]:
    """By which submission each report came first, in whichever revision, and on which day."""
    bodies = {body.id: body for body in dossier.bodies}
    by_report = _submissions_by_report(dossier.submissions)
    found: dict[Family, tuple[date, Submission]] = {}
    for family, revisions in _revisions(dossier.reports).items():
        arrived = [item for revision in sorted(revisions) for item in by_report[revision]]
        zone = zone_of(bodies[BodyId(family[0])], dossier.places)
        receipt = first_receipt(revisions, arrived, zone)
        if receipt is not None:
            found[family] = receipt
    return found


def months_brought(dossier: Dossier) -> dict[tuple[SubmissionId, BodyId], int]:
    """How many months each submission brought of a body for the first time.

    What was handed in again, as it was or in a revision, is no month more.
    """
    brought = (
        (submission.id, BodyId(body))
        for (body, kind, _), (_, submission) in first_receipts(dossier).items()
        if kind == ReportKind.MONTHLY.value
    )
    return dict(Counter(brought))


def _revisions(reports: Iterable[Report]) -> dict[Family, frozenset[ReportId]]:
    found: dict[Family, set[ReportId]] = defaultdict(set)
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
