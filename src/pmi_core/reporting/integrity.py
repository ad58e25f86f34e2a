"""Whether a dossier whose files all parse fits together: every fault with its file and pointer."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final, TypeVar

import attrs

from pmi_core.errors import Fault, NotFound, did_you_mean
from pmi_core.programme import (
    FaultyIdentities,
    PerwiraPMI,
    ReportKind,
    check_identities,
    placement_faults,
    sightings_of,
    succession_faults,
)
from pmi_core.regulation import (
    Basis,
    Cited,
    InstrumentId,
    PeriodKind,
    Places,
    Registry,
    check_basis,
    country,
)
from pmi_core.reporting.claims import Claim
from pmi_core.reporting.dossier import family_of
from pmi_core.reporting.publication import claims_of
from pmi_core.reporting.report import Report
from pmi_core.reporting.report_life import report_life_faults
from pmi_core.reporting.sources import Placed, Sources
from pmi_core.reporting.workplan import WorkPlan

T = TypeVar("T")


def faults_of(
    sources: Sources, places: Places, registry: Registry, as_of: date | None = None
) -> tuple[Fault, ...]:
    """Every dangling or doubled reference, and every number that does not fit the others."""
    return (
        *(fault for check in _CHECKS for fault in check(sources)),
        *_report_lives(sources, as_of),
        *_unknown_places(sources, places),
        *_unknown_bases(sources, registry),
    )


def _doubled(sources: Sources) -> Iterator[Fault]:
    parties = (*sources.bodies, *_boards(sources))
    yield from _twice("body or board", parties, lambda party: str(party.id), "/id")
    yield from _twice("report", sources.reports, lambda report: str(report.id), "/id")
    yield from _twice("submission", sources.submissions, lambda item: str(item.id), "/id")
    yield from _twice("meeting", sources.meetings, lambda meeting: meeting.id, "/id")
    yield from _twice("carried item", sources.carried, lambda item: item.id, "/id")
    yield from _twice("publication", sources.publications, lambda item: str(item.id), "/id")
    yield from _twice("claim", _claims(sources), lambda claim: str(claim.id), "/id")
    yield from _twice("revision", sources.reports, _revision_name, "/revision")
    yield from _twice("work plan", sources.work_plans, _plan_name, "/version")
    for report in sources.reports:
        yield from _twice("activity", report.parts("activities"), lambda item: item.id, "/id")


def _claims(sources: Sources) -> Iterator[Placed[Claim]]:
    for page in sources.publications:
        for pointer, claim in claims_of(page.value):
            yield Placed(file=page.file, pointer=page.pointer + pointer, value=claim)


def _boards(sources: Sources) -> Iterator[Placed[Any]]:
    """The boards that a succession may name."""
    for body in sources.bodies:
        boards = body.parts("boards") if isinstance(body.value, PerwiraPMI) else ()
        yield from (board for board in boards if board.value.id is not None)


def _successions(sources: Sources) -> Iterator[Fault]:
    items = sources.successions
    bodies = [body.value for body in sources.bodies]
    for number, fault in succession_faults([item.value for item in items], bodies):
        yield _placed(items[number], fault)


def _placements(sources: Sources) -> Iterator[Fault]:
    for number, fault in placement_faults([body.value for body in sources.bodies]):
        yield _placed(sources.bodies[number], fault)


def _placed(owner: Placed[Any], fault: Fault) -> Fault:
    return attrs.evolve(fault, file=owner.file, pointer=owner.pointer + fault.pointer)


def _revision_name(report: Report) -> str:
    return f"{report.body} {report.kind.value} {report.period} revision {report.revision}"


def _plan_name(plan: WorkPlan) -> str:
    return f"{plan.body} {plan.period} version {plan.version}"


def _twice(
    what: str, things: Iterable[Placed[T]], name_of: Callable[[T], str], at: str
) -> Iterator[Fault]:
    first: dict[str, Placed[T]] = {}
    for thing in things:
        name = name_of(thing.value)
        if name in first:
            place = f"{first[name].file} {first[name].pointer}{at}"
            message = f"{what} {name!r} is given again; it already stands in {place}"
            yield thing.fault("duplicate-id", message, at=at)
        first.setdefault(name, thing)


@attrs.frozen
class _Reference:
    """A field that names something by its id."""

    owner: Placed[Any]
    at: str
    what: str
    name: str


def _dangling(sources: Sources) -> Iterator[Fault]:
    known = {
        "body": frozenset[str](body.value.id for body in sources.bodies),
        "report": frozenset[str](report.value.id for report in sources.reports),
        "meeting": frozenset(meeting.value.id for meeting in sources.meetings),
    }
    for reference in _references(sources):
        yield from _absent(reference, known[reference.what])


def _absent(reference: _Reference, known: Iterable[str]) -> Iterator[Fault]:
    names = frozenset(known)
    if reference.name not in names:
        near = did_you_mean(reference.name, names)
        message = f"names the {reference.what} {reference.name!r}, which is absent{near}"
        yield reference.owner.fault("dangling", message, at=reference.at)


def _references(sources: Sources) -> Iterator[_Reference]:
    owned: tuple[Placed[Any], ...] = (
        *sources.reports,
        *sources.waivers,
        *sources.work_plans,
    )
    for thing in owned:
        yield _Reference(thing, "/body", "body", thing.value.body)
    for item in sources.carried:
        if item.value.body is not None:
            yield _Reference(item, "/body", "body", item.value.body)
    for judgement in sources.judgements:
        yield _Reference(judgement, "/report", "report", judgement.value.report)
    for submission in sources.submissions:
        yield from _each(submission, "reports", "report")
    for paper in sources.proceedings:
        yield _Reference(paper, "/meeting", "meeting", paper.value.meeting)
        yield from _each(paper, "attending", "body")


def _each(owner: Placed[Any], field: str, what: str) -> Iterator[_Reference]:
    return (_Reference(part, "", what, part.value) for part in owner.parts(field))


def _dangling_papers(sources: Sources) -> Iterator[Fault]:
    for paper in sources.proceedings:
        proposals = {proposal.id for proposal in paper.value.proposals}
        formulations = {formulation.id for formulation in paper.value.formulations}
        for formulation in paper.parts("formulations"):
            for reference in _each(formulation, "proposals", "usulan"):
                yield from _absent(reference, proposals)
        for decision in paper.parts("decisions"):
            reference = _Reference(decision, "/formulation", "rumusan", decision.value.formulation)
            yield from _absent(reference, formulations)


def _dangling_activities(sources: Sources) -> Iterator[Fault]:
    planned: dict[tuple[str, str], set[str]] = defaultdict(set)
    for plan in sources.work_plans:
        items = planned[plan.value.body, str(plan.value.period)]
        items |= {item.id for item in plan.value.items}
    for report in sources.reports:
        ids = {str(activity.id) for activity in report.value.activities or ()}
        for line in report.parts("expenses"):
            if line.value.activity is not None:
                reference = _Reference(line, "/activity", "activity", line.value.activity)
                yield from _absent(reference, ids)
        # Without a plan in the dossier nobody can say whether the item exists.
        key = report.value.body, str(report.value.period)
        for activity in report.parts("activities") if key in planned else ():
            if activity.value.plan_item is not None:
                reference = _Reference(
                    activity, "/plan_item", "plan item", activity.value.plan_item
                )
                yield from _absent(reference, planned[key])


def _stated_receipts(sources: Sources) -> Iterator[Fault]:
    for report in sources.reports:
        for field in ("first_received_on", "months_in_envelope"):
            if getattr(report.value, field) is not None:
                message = f"the report states its own receipt in {field}"
                hint = f"leave {field} out: it is computed from submissions.json"
                yield report.fault("stated-receipt", message, at=f"/{field}", suggestion=hint)


def _revision_order(sources: Sources) -> Iterator[Fault]:
    families: dict[tuple[str, str, Any], list[Placed[Report]]] = defaultdict(list)
    for report in sources.reports:
        families[family_of(report.value)].append(report)
    for (body, kind, last), family in families.items():
        numbers = sorted(report.value.revision for report in family)
        if numbers != list(range(1, len(numbers) + 1)):
            newest = max(family, key=lambda report: report.value.revision)
            message = f"revisions of {kind} {last} of {body} are {numbers}, not 1, 2, …"
            yield newest.fault("revision-gap", message, at="/revision")


def _identities(sources: Sources) -> Iterator[Fault]:
    people = {seen.person.id for seen in sightings_of(body.value for body in sources.bodies)}
    for number, document in enumerate(sources.identities):
        if number:
            message = f"decisions on persons lie in {sources.identities[0].file!r} too"
            hint = "one dossier has one record of them: write all into one file"
            yield document.fault("duplicate", message, suggestion=hint)
        try:
            check_identities(document.value, file=document.file)
        except FaultyIdentities as problem:
            yield from problem.faults
        for event in document.parts("events"):
            for person in sorted(event.value.persons - people):
                near = did_you_mean(person, people)
                message = f"names the person {person!r}, whom no body has{near}"
                yield event.fault("dangling", message, at="/persons")


def _developments(sources: Sources) -> Iterator[Fault]:
    for body in sources.bodies:
        if isinstance(body.value, PerwiraPMI):
            developments = body.parts("developments")
            yield from _twice("development", developments, lambda item: item.id, "/id")
            known = {business.id for business in body.value.businesses or ()}
            for development in developments:
                for part in development.parts("businesses"):
                    reference = _Reference(part, "", "business", part.value)
                    yield from _absent(reference, known)


def _report_lives(sources: Sources, as_of: date | None) -> Iterator[Fault]:
    for report in sources.reports:
        at = report.pointer
        yield from report_life_faults(report.value, as_of=as_of, file=report.file, pointer=at)


def _kind_and_period(sources: Sources) -> Iterator[Fault]:
    for report in sources.reports:
        kind, period = report.value.kind, report.value.period
        if period.kind is not _PERIOD_OF[kind]:
            message = f"the report is {kind.value} but its period is {period}"
            yield report.fault("period-kind", message, at="/period")


def _unknown_countries(sources: Sources) -> Iterator[Fault]:
    named: list[tuple[Placed[Any], str, str]] = []
    for meeting in sources.meetings:
        for category in meeting.parts("participants"):
            named += [(item, "", item.value) for item in category.parts("countries")]
    for paper in sources.proceedings:
        for proposal in paper.parts("proposals"):
            if proposal.value.country is not None:
                named.append((proposal, "/country", proposal.value.country))
    for owner, at, name in named:
        try:
            country(name)
        except NotFound as problem:
            yield owner.fault("unknown-country", str(problem), at=at)


def _unknown_places(sources: Sources, places: Places) -> Iterator[Fault]:
    located: list[tuple[Placed[Any], str, str | None]] = [
        *((body, "/place", body.value.place) for body in sources.bodies),
        *((meeting, "/place", meeting.value.place) for meeting in sources.meetings),
    ]
    for owner, at, code in located:
        if code is None:
            continue
        try:
            places.find(code)
        except NotFound as problem:
            message = f"no edition of the place codes has {code!r}"
            hint = "candidates: " + ", ".join(problem.known)
            yield owner.fault("unknown-place", message, at=at, suggestion=hint)


def _unknown_bases(sources: Sources, registry: Registry) -> Iterator[Fault]:
    bases: list[Placed[Basis]] = []
    for meeting in sources.meetings:
        for item in meeting.parts("legal_bases"):
            basis = Cited(cite=InstrumentId(item.value))
            bases.append(Placed(file=item.file, pointer=item.pointer, value=basis))
        bases += (b for p in meeting.parts("participants") for b in p.parts("basis"))
    bases += (b for succession in sources.successions for b in succession.parts("basis"))
    for found in bases:
        yield from check_basis(found.value, registry, file=found.file, pointer=found.pointer)


_PERIOD_OF: Final = {
    ReportKind.MONTHLY: PeriodKind.MONTH,
    ReportKind.SEMESTER: PeriodKind.SEMESTER,
    ReportKind.SINCE_FORMATION: PeriodKind.SINCE_FORMATION,
    ReportKind.ANNUAL: PeriodKind.YEAR,
}

_CHECKS: Final[tuple[Callable[[Sources], Iterator[Fault]], ...]] = (
    _doubled,
    _dangling,
    _dangling_papers,
    _successions,
    _placements,
    _dangling_activities,
    _stated_receipts,
    _revision_order,
    _identities,
    _developments,
    _kind_and_period,
    _unknown_countries,
)
