"""Reports as the subject of rules: what their rulebooks may mention, and how one is judged."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

from pmi_core.evaluation.judging import Judging, judge
from pmi_core.evaluation.results import Evaluation
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.subject import Subject
from pmi_core.programme import Body
from pmi_core.regulation import Registry, WorkingCalendar, shipped_registry
from pmi_core.reporting import Judgement, Report, WorkPlan

REPORT: Final = Subject(
    name="report",
    names={
        "report": Report,
        "body": Body | None,
        "earlier": tuple[Report, ...] | None,
        "work_plan": WorkPlan | None,
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
        judgements: People's answers; those about other reports are passed over.
        known_on: Only law knowable on this day counts; `None` filters nothing.
    """
    on = report.period.last
    place = body.place if body is not None else None
    results = judge(
        rulebook,
        {
            "report": report,
            "body": body,
            "earlier": None if earlier is None else tuple(earlier),
            "work_plan": work_plan,
        },
        on=on,
        judging=Judging(
            registry=registry or shipped_registry(),
            calendar=calendar,
            place=place,
            answer=answers_on(report, judgements),
            known_on=known_on,
        ),
    )
    return Evaluation(
        report=report.id,
        body=report.body,
        kind=report.kind,
        period=report.period,
        revision=report.revision,
        medium=report.medium,
        invented=report.invented,
        programme=None if body is None else body.programme,
        place=place,
        on=on,
        level=rulebook.rulebook.level,
        rulebook=rulebook.rulebook.id,
        version=rulebook.rulebook.version,
        results=results,
    )


def answers_on(report: Report, judgements: Iterable[Judgement]) -> Callable[[str], str | None]:
    """What people answer on a report, by question; those who disagree have not answered yet."""
    given: dict[str, set[str]] = {}
    for item in judgements:
        if item.report == report.id:
            given.setdefault(item.criterion, set()).add(item.answer)
    return {question: min(said) for question, said in given.items() if len(said) == 1}.get
