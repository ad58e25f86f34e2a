"""Everything one round of evaluation is given, read as one whole.

A dossier is input only: reports and how they came, bodies, plans, people's judgements, what the
last round left open, and the meeting. Reading it checks that everything refers to something.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

import attrs

from pmi_core.codec import optional
from pmi_core.errors import Fault, NotFound
from pmi_core.messages import Text
from pmi_core.programme import Body, BodyId, ReportKind, Succession
from pmi_core.regulation import PeriodKind, PlaceCode, Places
from pmi_core.reporting.judgement import CarriedItem, Judgement
from pmi_core.reporting.meeting import Meeting, Proceedings
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
        reports: Every revision, with the derived facts of receipt filled in.
        files: What was read, for the manifest.
    """

    head: DossierHead
    places: Places = attrs.field(repr=False)
    bodies: tuple[Body, ...] = attrs.field(default=(), repr=False)
    successions: tuple[Succession, ...] = attrs.field(default=(), repr=False)
    reports: tuple[Report, ...] = attrs.field(default=(), repr=False)
    submissions: tuple[Submission, ...] = attrs.field(default=(), repr=False)
    waivers: tuple[Waiver, ...] = attrs.field(default=(), repr=False)
    work_plans: tuple[WorkPlan, ...] = attrs.field(default=(), repr=False)
    judgements: tuple[Judgement, ...] = attrs.field(default=(), repr=False)
    carried: tuple[CarriedItem, ...] = attrs.field(default=(), repr=False)
    meetings: tuple[Meeting, ...] = attrs.field(default=(), repr=False)
    proceedings: tuple[Proceedings, ...] = attrs.field(default=(), repr=False)
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
        key = (report.body, report.kind.value, report.period.last)
        if key not in newest or newest[key].revision < report.revision:
            newest[key] = report
    return tuple(newest[key] for key in sorted(newest))


def zone_of(body: Body, places: Places) -> str:
    """The time zone of a body's place; a national body keeps the capital's."""
    return _NATIONAL_ZONE if body.place is None else places.zone(body.place)


def with_receipts(dossier: Dossier) -> Dossier:
    """The dossier with each report's day of first receipt and envelope computed."""
    bodies = {body.id: body for body in dossier.bodies}
    by_report = _submissions_by_report(dossier.submissions)
    revisions = _revisions(dossier.reports)
    known = {report.id: report for report in dossier.reports}

    def filled(report: Report) -> Report:
        family = revisions[_family(report)]
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


def faults_of(dossier: Dossier) -> tuple[Fault, ...]:
    """Every dangling or doubled reference of a dossier whose files all parse."""
    return tuple(fault for check in _CHECKS for fault in check(dossier))


def _family(report: Report) -> tuple[str, str, date]:
    return report.body, report.kind.value, report.period.last


def _revisions(reports: Iterable[Report]) -> dict[tuple[str, str, date], frozenset[ReportId]]:
    found: dict[tuple[str, str, date], set[ReportId]] = defaultdict(set)
    for report in reports:
        found[_family(report)].add(report.id)
    return {family: frozenset(ids) for family, ids in found.items()}


def _submissions_by_report(
    submissions: Iterable[Submission],
) -> defaultdict[ReportId, list[Submission]]:
    found: defaultdict[ReportId, list[Submission]] = defaultdict(list)
    for submission in submissions:
        for report in submission.reports:
            found[report].append(submission)
    return found


def _doubled(dossier: Dossier) -> Iterator[Fault]:
    ids: tuple[tuple[str, list[str]], ...] = (
        ("body", [body.id for body in dossier.bodies]),
        ("report", [report.id for report in dossier.reports]),
        ("submission", [submission.id for submission in dossier.submissions]),
        ("meeting", [meeting.id for meeting in dossier.meetings]),
        ("carried item", [item.id for item in dossier.carried]),
        (
            "revision",
            [f"{r.body} {r.kind.value} {r.period} revision {r.revision}" for r in dossier.reports],
        ),
        ("work plan", [f"{p.body} {p.period} version {p.version}" for p in dossier.work_plans]),
    )
    for what, names in ids:
        for name, times in sorted(Counter(names).items()):
            if times > 1:
                yield Fault(code="duplicate-id", message=f"{what} {name!r} is given {times} times")


def _dangling(dossier: Dossier) -> Iterator[Fault]:
    bodies = frozenset[str](body.id for body in dossier.bodies)
    reports = frozenset[str](report.id for report in dossier.reports)
    meetings = frozenset(meeting.id for meeting in dossier.meetings)
    references: list[tuple[str, str, frozenset[str], str]] = []
    references += [(f"report {r.id}", r.body, bodies, "body") for r in dossier.reports]
    references += [
        (f"submission {s.id}", report, reports, "report")
        for s in dossier.submissions
        for report in s.reports
    ]
    references += [(f"waiver {w.period}", w.body, bodies, "body") for w in dossier.waivers]
    references += [(f"work plan {p.period}", p.body, bodies, "body") for p in dossier.work_plans]
    references += [
        (f"judgement of {j.criterion}", j.report, reports, "report") for j in dossier.judgements
    ]
    references += [
        (f"carried item {c.id}", c.body, bodies, "body") for c in dossier.carried if c.body
    ]
    for paper in dossier.proceedings:
        references.append(("proceedings", paper.meeting, meetings, "meeting"))
        references += [("attendance", body, bodies, "body") for body in paper.attending]
    for succession in dossier.successions:
        ends = (*succession.predecessors, *succession.successors)
        references += [(f"succession {succession.id}", body, bodies, "body") for body in ends]
    for owner, target, known, what in references:
        if target not in known:
            yield Fault(
                code="dangling", message=f"{owner} names {what} {target!r}, which is absent"
            )


def _dangling_papers(dossier: Dossier) -> Iterator[Fault]:
    for paper in dossier.proceedings:
        proposals = {proposal.id for proposal in paper.proposals}
        formulations = {formulation.id for formulation in paper.formulations}
        for formulation in paper.formulations:
            for name in formulation.proposals:
                if name not in proposals:
                    message = f"rumusan {formulation.id} answers usulan {name!r}, which is absent"
                    yield Fault(code="dangling", message=message)
        for decision in paper.decisions:
            if decision.formulation not in formulations:
                message = (
                    f"keputusan {decision.id} decides rumusan {decision.formulation!r}, absent"
                )
                yield Fault(code="dangling", message=message)


def _unknown_places(dossier: Dossier) -> Iterator[Fault]:
    places: list[tuple[str, PlaceCode]] = [
        (f"body {body.id}", body.place) for body in dossier.bodies if body.place is not None
    ]
    places += [(f"meeting {m.id}", m.city) for m in dossier.meetings if m.city is not None]
    for owner, code in places:
        try:
            dossier.places.find(code)
        except NotFound as problem:
            yield Fault(code="unknown-place", message=f"{owner}: {problem}")


def _stated_receipts(dossier: Dossier) -> Iterator[Fault]:
    for report in dossier.reports:
        if report.first_received_on is not None or report.months_in_envelope is not None:
            message = f"report {report.id} states its own receipt"
            hint = "leave it to the submissions, where it can be proved"
            yield Fault(code="stated-receipt", message=message, suggestion=hint)


def _revision_order(dossier: Dossier) -> Iterator[Fault]:
    numbers: dict[tuple[str, str, date], list[int]] = defaultdict(list)
    for report in dossier.reports:
        numbers[_family(report)].append(report.revision)
    for (body, kind, last), found in sorted(numbers.items()):
        if sorted(found) != list(range(1, len(found) + 1)):
            message = f"revisions of {kind} {last} of {body} are {sorted(found)}, not 1, 2, …"
            yield Fault(code="revision-gap", message=message)


def _kind_and_period(dossier: Dossier) -> Iterator[Fault]:
    for report in dossier.reports:
        if report.period.kind is not _PERIOD_OF[report.kind]:
            message = f"report {report.id} is {report.kind.value} but its period is {report.period}"
            yield Fault(code="period-kind", message=message)


_PERIOD_OF = {
    ReportKind.MONTHLY: PeriodKind.MONTH,
    ReportKind.SEMESTER: PeriodKind.SEMESTER,
    ReportKind.SINCE_FORMATION: PeriodKind.SINCE_FORMATION,
    ReportKind.ANNUAL: PeriodKind.YEAR,
}

_CHECKS: tuple[Callable[[Dossier], Iterator[Fault]], ...] = (
    _doubled,
    _dangling,
    _dangling_papers,
    _unknown_places,
    _stated_receipts,
    _revision_order,
    _kind_and_period,
)
