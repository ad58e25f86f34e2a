"""Any subject against any rulebook: a result per criterion, always, and never an exception."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache, partial
from typing import Final

import attrs

from pmi_core.errors import NotFound
from pmi_core.evaluation.criteria import Criterion, Severity
from pmi_core.evaluation.fingerprints import fingerprints
from pmi_core.evaluation.functions import Context
from pmi_core.evaluation.outcome import Outcome, RawResult
from pmi_core.evaluation.results import Result, is_noted
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.trace import Trace, trace
from pmi_core.regulation import (
    Assumption,
    Citation,
    ParameterKey,
    ParameterValue,
    PlaceCode,
    ProvenanceStatus,
    Registry,
    WorkingCalendar,
    best_standing,
    calendar_on,
    resolve,
    shipped_registry,
)

_Values = Mapping[str, int | Fraction | None]
_BY_ANALOGY = frozenset({ProvenanceStatus.ANALOGY, ProvenanceStatus.NOT_FOUND})


def _no_answer(_question: str) -> str | None:
    return None


@attrs.frozen(kw_only=True)
class Judging:
    """By what and as of when a subject is judged.

    Attributes:
        registry: Law and parameters; the shipped ones by default.
        calendar: Working days; the shipped ones, with the registry's rule on joint leave, where
            none is given.
        place: The subject's place, which decides which law applies directly.
        answer: A person's answer to the question of a criterion; None while unanswered.
        known_on: Only law knowable on this day counts; `None` filters nothing.
    """

    registry: Registry = attrs.field(factory=shipped_registry, repr=False)
    calendar: WorkingCalendar | None = attrs.field(default=None, repr=False)
    place: PlaceCode | None = None
    answer: Callable[[str], str | None] = _no_answer
    known_on: date | None = None


def judge(
    rulebook: CheckedRulebook,
    facts: Mapping[str, object],
    *,
    on: date | None,
    judging: Judging | None = None,
) -> tuple[Result, ...]:
    """The results of all criteria on one subject, in the rulebook's order.

    Args:
        rulebook: Checked rules.
        facts: By the names of the rulebook's schema; one that may be missing may be left out.
        on: The day as of which working days are counted; where it is not known, as of none.
        judging: Law, place, answers; the shipped law and nothing else where none is given.

    Raises:
        KeyError: A fact that is always given is not; that is a bug of the caller.
    """
    by = judging or Judging()
    law, known_on = by.registry, by.known_on

    def read(day: date) -> _Values:
        return parameters_on(law, rulebook.parameters, day, known_on)

    def assumed(key: str, day: date) -> bool:
        return _is_assumed(law.value(ParameterKey(key), on=day, known_on=known_on))

    asked = _Asked(
        rulebook=rulebook,
        facts=facts,
        parameters=cache(read),
        assumed=cache(assumed),
        calendar_day=on if by.calendar is None else None,
        context=context_on(by, on),
    )
    raw = rulebook.evaluate_dated(asked.facts, asked.parameters, asked.context)
    standing = partial(best_standing, registry=law, place=by.place, known_on=known_on)
    return tuple(
        _result(asked, criterion, found, standing)
        for criterion, found in zip(rulebook.rulebook.criteria, raw, strict=True)
    )


def context_on(judging: Judging, on: date | None) -> Context:
    """What functions may ask on a day; without a day no working day can be counted."""
    calendar = judging.calendar
    if calendar is None and on is not None:
        calendar = calendar_on(judging.registry, on, judging.known_on)
    context = Context(answer=judging.answer, law_exists=partial(_law_exists, judging.registry))
    if calendar is None:
        return context
    return attrs.evolve(context, working_days=calendar.working_days)


def _law_exists(registry: Registry, citation: str) -> bool | None:
    """Whether the registry has a cited law; it does not know all laws there are.

    A law that it does not have is taken as wrongly cited only where it has one of that series and
    number in another year; otherwise nobody can tell.
    """
    try:
        cited = Citation.parse(citation)
    except ValueError:
        return None
    if _resolves(cited, registry):
        return True
    years = {item.year for item in registry.instruments}
    in_other_years = (attrs.evolve(cited, year=year) for year in sorted(years))
    return False if any(_resolves(other, registry) for other in in_other_years) else None


def _resolves(citation: Citation, registry: Registry) -> bool:
    try:
        resolve(citation, registry)
    except NotFound:
        return False
    return True


def parameters_on(
    registry: Registry, keys: Iterable[str], on: date, known_on: date | None = None
) -> dict[str, int | Fraction | None]:
    """The values of parameters on a day; `None` where one is not in force."""
    found: dict[str, int | Fraction | None] = {}
    for key in keys:
        dated = registry.value(ParameterKey(key), on=on, known_on=known_on)
        found[key] = None if dated is None else _exact(dated.value)
    return found


def _exact(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


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
    traced = _traced(asked, criterion, day) if found.outcome in _UNSAID else None
    return Result(
        criterion=criterion.id,
        outcome=found.outcome,
        witnesses=found.witnesses,
        standing=status,
        severity=criterion.severity if direct else Severity.NOTE,
        weight=criterion.weight if direct else Fraction(0),
        route=criterion.route,
        missing=() if traced is None else _sources(traced),
        failed=None if traced is None else traced.failed,
        assumed=_assumed(asked, criterion, day) if decided else (),
        fingerprints=_fingerprints(asked, criterion, found) if is_noted(found.outcome) else (),
    )


def _fingerprints(asked: _Asked, criterion: Criterion, found: RawResult) -> tuple[str, ...]:
    book = asked.rulebook
    subject = asked.facts[book.schema.subject]
    return fingerprints(book.rulebook.id, criterion.id, subject, found.witnesses)


def _assumed(asked: _Asked, criterion: Criterion, day: date | None) -> tuple[str, ...]:
    read = {
        *((key, day) for key in asked.rulebook.named(criterion.id)),
        *((key, asked.calendar_day) for key in asked.rulebook.behind(criterion.id)),
    }
    return tuple(sorted({key for key, on in read if on is not None and asked.assumed(key, on)}))


def _is_assumed(value: ParameterValue | None) -> bool:
    return value is not None and any(isinstance(basis, Assumption) for basis in value.basis)


_UNSAID: Final = frozenset({Outcome.UNDETERMINED, Outcome.ERRORED})  # the outcome alone says little


def _traced(asked: _Asked, criterion: Criterion, day: date | None) -> Trace:
    parameters: _Values = {} if day is None else asked.parameters(day)
    return trace(asked.rulebook, criterion.id, asked.facts, parameters, asked.context)


def _sources(traced: Trace) -> tuple[str, ...]:
    return tuple(sorted({item.source for item in traced.missing}))
