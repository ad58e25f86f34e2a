"""One report against one rulebook: a result per criterion, always, and never an exception."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache, partial

import attrs

from pmi_core.codec import optional
from pmi_core.evaluation.criteria import Criterion, Route, Severity
from pmi_core.evaluation.functions import Context
from pmi_core.evaluation.outcome import Outcome, RawResult
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.trace import trace
from pmi_core.programme import Body, BodyId, Programme, ReportKind
from pmi_core.regulation import (
    Assumption,
    ParameterKey,
    ParameterValue,
    Period,
    PlaceCode,
    ProvenanceStatus,
    Registry,
    WorkingCalendar,
    best_standing,
    calendar_on,
    shipped_registry,
)
from pmi_core.reporting import Judgement, Report, ReportId, ReportMedium, WorkPlan

_Values = Mapping[str, int | Fraction | None]
_BY_ANALOGY = frozenset({ProvenanceStatus.ANALOGY, ProvenanceStatus.NOT_FOUND})


@attrs.frozen(kw_only=True)
class Result:
    """What one criterion says of one report.

    Attributes:
        witnesses: JSON pointers into the report, one per failing (or undetermined) item.
        standing: How the best of its bases applies to this place on this day.
        severity: As the rulebook says, but `catatan` where only analogy carries it.
        weight: As the rulebook says, but 0 where only analogy carries it.
        missing: What would have to be known to decide it.
        assumed: The parameters it was decided with whose value is an assumption, those behind
            the working calendar included.
    """

    criterion: str
    outcome: Outcome
    witnesses: tuple[str, ...] = ()
    standing: ProvenanceStatus
    severity: Severity
    weight: Fraction
    route: Route
    missing: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()

    @property
    def is_decided(self) -> bool:
        """Whether it says yes or no."""
        return self.outcome in (Outcome.MET, Outcome.NOT_MET)

    @property
    def on_assumption(self) -> bool:
        """Whether it is decided, and its basis or a parameter it reads is an assumption."""
        carried = self.standing is ProvenanceStatus.ASSUMED or bool(self.assumed)
        return self.is_decided and carried

    @property
    def by_analogy(self) -> bool:
        """Whether no basis applies directly: then it moves no grade and no payment fact."""
        return self.standing in _BY_ANALOGY

    @property
    def is_note(self) -> bool:
        """Whether it is written down: not met, or its check failed."""
        return self.outcome in (Outcome.NOT_MET, Outcome.ERRORED)


@attrs.frozen(kw_only=True)
class Evaluation:
    """All results of one report.

    Attributes:
        on: The day whose law and parameters were read: the last day of the report's period.
        programme: The body's; absent where no body was given.
        place: Province or regency code of the body; absent where the body has none.
    """

    report: ReportId
    body: BodyId
    kind: ReportKind
    period: Period
    revision: int
    medium: ReportMedium
    invented: bool
    programme: Programme | None = optional()
    place: PlaceCode | None = optional(absent="none")
    on: date
    rulebook: str
    version: str
    results: tuple[Result, ...]

    @property
    def notes(self) -> tuple[Result, ...]:
        """The results that are written down, in the rulebook's order."""
        return tuple(result for result in self.results if result.is_note)


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
    law = registry or shipped_registry()
    on = report.period.last
    place = body.place if body is not None else None

    def read(day: date) -> _Values:
        return parameters_on(law, rulebook.parameters, day, known_on)

    def assumed(key: str, day: date) -> bool:
        return _is_assumed(law.value(key, on=day, known_on=known_on))

    asked = _Asked(
        rulebook=rulebook,
        facts={
            "report": report,
            "body": body,
            "earlier": None if earlier is None else tuple(earlier),
            "work_plan": work_plan,
        },
        parameters=cache(read),
        assumed=cache(assumed),
        calendar_day=on if calendar is None else None,
        context=_context(report, calendar or calendar_on(law, on, known_on), judgements),
    )
    raw = rulebook.evaluate_dated(asked.facts, asked.parameters, asked.context)
    standing = partial(best_standing, registry=law, place=place, known_on=known_on)
    results = tuple(
        _result(asked, criterion, found, standing)
        for criterion, found in zip(rulebook.rulebook.criteria, raw, strict=True)
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
        rulebook=rulebook.rulebook.id,
        version=rulebook.rulebook.version,
        results=results,
    )


def parameters_on(
    registry: Registry, keys: Iterable[str], on: date, known_on: date | None = None
) -> dict[str, int | Fraction | None]:
    """The values of parameters on a day; `None` where one is not in force."""
    found: dict[str, int | Fraction | None] = {}
    for key in keys:
        dated = registry.value(ParameterKey(key), on=on, known_on=known_on)
        found[key] = None if dated is None else _exact(dated.value)
    return found


def settling_fields(results: Iterable[Result], *, limit: int = 3) -> tuple[str, ...]:
    """The fewest missing facts that would settle most undetermined criteria, best first.

    Greedy: the fact that is the last one most criteria lack comes first; among equals the one
    that most criteria lack, then the alphabet.

    >>> settling_fields(())
    ()
    """
    lacking = [frozenset(result.missing) for result in results if result.missing]
    chosen: list[str] = []
    while len(chosen) < limit and (rest := [item.difference(chosen) for item in lacking]):
        settles = Counter(source for item in rest if len(item) == 1 for source in item)
        mentions = Counter(source for item in rest for source in item)
        if not mentions:
            break
        chosen.append(min(mentions, key=lambda name: (-settles[name], -mentions[name], name)))
    return tuple(chosen)


def _exact(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


def _context(report: Report, calendar: WorkingCalendar, judgements: Iterable[Judgement]) -> Context:
    given: dict[str, set[str]] = {}
    for item in judgements:
        if item.report == report.id:
            given.setdefault(item.criterion, set()).add(item.answer)
    # Evaluators who disagree have not answered yet: they reconcile first.
    answers = {question: min(said) for question, said in given.items() if len(said) == 1}
    return Context(working_days=calendar.working_days, answer=answers.get)


@attrs.frozen(kw_only=True)
class _Asked:
    """What one report is judged with, for the compiled run and for the trace alike."""

    rulebook: CheckedRulebook
    facts: Mapping[str, object]
    parameters: Callable[[date], _Values]
    assumed: Callable[[str, date], bool]
    calendar_day: date | None  # whose parameters made the context; None if the caller did
    context: Context


def _result(
    asked: _Asked,
    criterion: Criterion,
    found: RawResult,
    standing: Callable[..., ProvenanceStatus],
) -> Result:
    day = asked.rulebook.day_of(criterion.id, asked.facts)
    status = ProvenanceStatus.NOT_FOUND if day is None else standing(criterion.basis, on=day)
    direct = status not in _BY_ANALOGY
    decided = found.outcome in (Outcome.MET, Outcome.NOT_MET)
    return Result(
        criterion=criterion.id,
        outcome=found.outcome,
        witnesses=found.witnesses,
        standing=status,
        severity=criterion.severity if direct else Severity.NOTE,
        weight=criterion.weight if direct else Fraction(0),
        route=criterion.route,
        missing=_missing(asked, criterion, day) if found.outcome is Outcome.UNDETERMINED else (),
        assumed=_assumed(asked, criterion, day) if decided else (),
    )


def _assumed(asked: _Asked, criterion: Criterion, day: date | None) -> tuple[str, ...]:
    read = {
        *((key, day) for key in asked.rulebook.named(criterion.id)),
        *((key, asked.calendar_day) for key in asked.rulebook.behind(criterion.id)),
    }
    return tuple(sorted({key for key, on in read if on is not None and asked.assumed(key, on)}))


def _is_assumed(value: ParameterValue | None) -> bool:
    return value is not None and any(isinstance(basis, Assumption) for basis in value.basis)


def _missing(asked: _Asked, criterion: Criterion, day: date | None) -> tuple[str, ...]:
    parameters: _Values = {} if day is None else asked.parameters(day)
    found = trace(asked.rulebook, criterion.id, asked.facts, parameters, asked.context)
    return tuple(sorted({item.source for item in found.missing}))
