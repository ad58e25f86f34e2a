"""Reports as the subject of rules: what their rulebooks may mention, and how one is judged."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, cast

from pmi_core.evaluation.judging import Judging
from pmi_core.evaluation.matters import Matter
from pmi_core.evaluation.results import Evaluation
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.subject import Subject
from pmi_core.messages import Text, render
from pmi_core.programme import Body, KawanPMI
from pmi_core.regulation import Registry, WorkingCalendar, label, shipped_registry
from pmi_core.reporting import Judgement, Report, WorkPlan

REPORT: Final = Subject(
    name="report",
    names={
        "report": Report,
        "body": Body | None,
        "earlier": tuple[Report, ...] | None,
        "work_plan": WorkPlan | None,
        "districts": int | None,
        "since_formation_until": date | None,
    },
    day="report.period.last",
)


def evaluate(
    report: Report,
    rulebook: CheckedRulebook,
    *,
    registry: Registry | None = None,
    calendar: WorkingCalendar | None = None,
    body: Body | None = None,
    earlier: Sequence[Report] | None = None,
    work_plan: WorkPlan | None = None,
    since_formation_until: date | None = None,
    judgements: Iterable[Judgement] = (),
    known_on: date | None = None,
) -> Evaluation:
    """Judge one report. What is not given (body, plan, earlier reports) is unknown, not an error.

    Args:
        report: The revision to judge.
        rulebook: Checked rules.
        registry: Law and parameters; the shipped ones where none is given.
        calendar: Working days; the shipped ones, with the registry's rule on joint leave.
        body: The unit or association; its place decides which law applies directly.
        earlier: Accepted reports of the same body, newest first.
        work_plan: The newest approved plan of the month.
        since_formation_until: The round's cut-off day for reports since formation.
        judgements: People's answers; those about other reports are passed over.
        known_on: Only law knowable on this day counts; `None` filters nothing.
    """
    return evaluation_of(
        report_matter(
            report,
            rulebook,
            registry=registry,
            calendar=calendar,
            body=body,
            earlier=earlier,
            work_plan=work_plan,
            since_formation_until=since_formation_until,
            judgements=judgements,
            known_on=known_on,
        )
    )


def report_matter(
    report: Report,
    rulebook: CheckedRulebook,
    *,
    registry: Registry | None = None,
    calendar: WorkingCalendar | None = None,
    body: Body | None = None,
    earlier: Sequence[Report] | None = None,
    work_plan: WorkPlan | None = None,
    since_formation_until: date | None = None,
    judgements: Iterable[Judgement] = (),
    known_on: date | None = None,
) -> Matter:
    """A report before a rulebook; the arguments are those of `evaluate`."""
    return Matter(
        rulebook=rulebook,
        id=report.id,
        title=_title(report, body),
        invented=report.invented,
        programme=None if body is None else body.programme,
        facts={
            "report": report,
            "body": body,
            "earlier": None if earlier is None else tuple(earlier),
            "work_plan": work_plan,
            "districts": body.districts if isinstance(body, KawanPMI) else None,
            "since_formation_until": since_formation_until,
        },
        on=report.period.last,
        judging=Judging(
            registry=registry or shipped_registry(),
            calendar=calendar,
            place=None if body is None else body.place,
            answer=answers_on(report, judgements),
            known_on=known_on,
        ),
    )


def _title(report: Report, body: Body | None) -> Text:
    name = report.body if body is None else body.name
    return render("rules.subject.report", kind=report.kind, period=label(report.period), body=name)


def evaluation_of(matter: Matter) -> Evaluation:
    """The verdicts on a report."""
    report, head = cast("Report", matter.facts["report"]), matter.rulebook.rulebook
    return Evaluation(
        report=report.id,
        body=report.body,
        kind=report.kind,
        period=report.period,
        revision=report.revision,
        medium=report.medium,
        invented=report.invented,
        programme=matter.programme,
        place=matter.judging.place,
        on=matter.on,
        level=head.level,
        rulebook=head.id,
        version=head.version,
        results=matter.results(),
    )


def answers_on(report: Report, judgements: Iterable[Judgement]) -> Callable[[str], str | None]:
    """What people answer on a report, by question; those who disagree have not answered yet."""
    given: dict[str, set[str]] = {}
    for item in judgements:
        if item.report == report.id:
            given.setdefault(item.criterion, set()).add(item.answer)
    return {question: min(said) for question, said in given.items() if len(said) == 1}.get
