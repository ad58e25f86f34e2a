"""Running cases: what was expected, and what came out."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final

import attrs

from pmi_core.codec import optional
from pmi_core.evaluation.cases import Case
from pmi_core.evaluation.check import check
from pmi_core.evaluation.criteria import CriterionId
from pmi_core.evaluation.day_law import parameters_on
from pmi_core.evaluation.explain import Explanation, explain
from pmi_core.evaluation.functions import Context
from pmi_core.evaluation.grammar import Source
from pmi_core.evaluation.judging import Judging, context_on
from pmi_core.evaluation.outcome import Outcome
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.shapes import DAY
from pmi_core.evaluation.trace import Trace, trace
from pmi_core.evaluation.walker import Scope
from pmi_core.regulation import Registry, shipped_registry


class CaseKind(Enum):
    """What a case shows of a criterion; each criterion has one of every kind."""

    PASSING = "memenuhi"
    FAILING = "tidak_memenuhi"
    BOUNDARY = "batas"
    MISSING = "tanpa_data"


@attrs.frozen(kw_only=True)
class AskedCase:
    """A case with all that its criterion is judged with.

    Attributes:
        parameters: The values its criterion reads on its own day, the case's own among them.
    """

    case: Case
    parameters: Mapping[str, int | Fraction | None] = attrs.field(repr=False)
    context: Context = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class CaseResult:
    """What came out of a case.

    Attributes:
        missing: The values that kept it from being determined, by the names rules call them by.
        holds: Whether all came out as the case says.
        explanation: How the criterion came to its outcome, where the case does not hold.
    """

    criterion: CriterionId
    title: str
    expected: Outcome
    outcome: Outcome
    expected_witnesses: tuple[str, ...] | None = optional(absent="none")
    witnesses: tuple[str, ...]
    expected_missing: tuple[str, ...] | None = optional(absent="none")
    missing: tuple[str, ...]
    holds: bool
    explanation: Explanation | None = optional(absent="none")


def run_cases(
    rulebook: CheckedRulebook,
    cases: Iterable[Case],
    *,
    registry: Registry | None = None,
    known_on: date | None = None,
) -> tuple[CaseResult, ...]:
    """What comes out of each case, in their order.

    Args:
        rulebook: Whose criteria the cases are about.
        cases: Read with `read_cases` for this rulebook.
        registry: Law and parameters; the shipped ones where none is given.
        known_on: Only law knowable on this day counts; `None` filters nothing.

    Raises:
        NotFound: A case is about a criterion that the rulebook does not have.
    """
    asked = ask(rulebook, cases, registry=registry, known_on=known_on)
    return tuple(_run(rulebook, one) for one in asked)


def ask(
    rulebook: CheckedRulebook,
    cases: Iterable[Case],
    *,
    registry: Registry | None = None,
    known_on: date | None = None,
) -> tuple[AskedCase, ...]:
    """Each case with the parameters and the context that its criterion is judged with."""
    law = registry or shipped_registry()
    dated = _with_day_of_subject(rulebook)
    found: list[AskedCase] = []
    for case in cases:
        day = rulebook.day_of(case.criterion, case.facts)
        keys = rulebook.named(case.criterion)
        values = {} if day is None else parameters_on(law, keys, day, known_on)
        judging = Judging(registry=law, answer=case.answers.get, known_on=known_on)
        context = context_on(judging, dated.day_of(_SUBJECT, case.facts))
        parameters = {**values, **case.parameters}
        found.append(AskedCase(case=case, parameters=parameters, context=context))
    return tuple(found)


_SUBJECT: Final = "(subject)"  # no criterion is called so


def _with_day_of_subject(rulebook: CheckedRulebook) -> CheckedRulebook:
    """The rulebook with the day as of which working days are counted, which is the subject's."""
    if rulebook.schema.day is None:
        return rulebook
    scope = Scope(schema=rulebook.schema, dated=False)
    day = check(Source(text=rulebook.schema.day), scope, wanted=DAY).node
    return attrs.evolve(rulebook, days={} if day is None else {_SUBJECT: day})


def _run(rulebook: CheckedRulebook, asked: AskedCase) -> CaseResult:
    case = asked.case
    place = [rule.id for rule in rulebook.rules].index(rulebook.rule(case.criterion).id)
    raw = rulebook.evaluate(case.facts, asked.parameters, asked.context)[place]
    traced = trace(rulebook, case.criterion, case.facts, asked.parameters, asked.context)
    missing = missing_in(traced)
    sound = holds(case, raw.outcome, raw.witnesses, missing)
    return CaseResult(
        criterion=case.criterion,
        title=case.title,
        expected=case.outcome,
        outcome=raw.outcome,
        expected_witnesses=case.witnesses,
        witnesses=raw.witnesses,
        expected_missing=case.missing,
        missing=missing,
        holds=sound,
        explanation=None if sound else _explained(rulebook, asked),
    )


def _explained(rulebook: CheckedRulebook, asked: AskedCase) -> Explanation:
    case = asked.case
    return explain(rulebook, case.criterion, case.facts, asked.parameters, asked.context)


def missing_in(traced: Trace) -> tuple[str, ...]:
    """What kept a criterion from being determined, by the names rules call it by."""
    return tuple(sorted({item.source for item in traced.missing}))


def holds(
    case: Case, outcome: Outcome, witnesses: tuple[str, ...], missing: tuple[str, ...]
) -> bool:
    """Whether what came out is what a case asks for."""
    asked = (case.outcome, case.witnesses, case.missing)
    pairs = zip(asked, (outcome, witnesses, missing), strict=True)
    return all(wanted is None or wanted == found for wanted, found in pairs)
