"""Any subject against any rulebook: a result per criterion, always, and never an exception."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Final

import attrs

from pmi_core.errors import NotFound
from pmi_core.evaluation.criteria import Criterion, Severity
from pmi_core.evaluation.day_law import DayLaw, law_on
from pmi_core.evaluation.fingerprints import fingerprints
from pmi_core.evaluation.functions import Context, Values, no_answer
from pmi_core.evaluation.outcome import Outcome, RawResult
from pmi_core.evaluation.results import BY_ANALOGY, Result, is_noted
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.trace import Trace, trace
from pmi_core.regulation import (
    Citation,
    Instrument,
    PlaceCode,
    ProvenanceStatus,
    Registry,
    WorkingCalendar,
    calendar_on,
    resolve,
    shipped_registry,
)


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
    answer: Callable[[str], str | None] = no_answer
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

    def law(day: date) -> DayLaw:
        return law_on(rulebook, by.registry, day, place=by.place, known_on=by.known_on)

    asked = _Asked(
        rulebook=rulebook,
        facts=facts,
        law=law,
        calendar_day=on if by.calendar is None else None,
        context=context_on(by, on),
    )
    raw = rulebook.evaluate_dated(facts, lambda day: law(day).parameters, asked.context)
    rows = zip(rulebook.rulebook.criteria, raw, rulebook.days_of(facts), strict=True)
    return tuple(_result(asked, *row) for row in rows)


def context_on(judging: Judging, on: date | None) -> Context:
    """What functions may ask on a day; without a day no working day can be counted."""
    calendar = judging.calendar
    if calendar is None and on is not None:
        calendar = calendar_on(judging.registry, on, judging.known_on)
    law_exists = partial(_law_exists, judging.registry, on, judging.known_on)
    context = Context(answer=judging.answer, law_exists=law_exists)
    if calendar is None:
        return context
    return attrs.evolve(context, working_days=calendar.working_days)


def _law_exists(
    registry: Registry, on: date | None, known_on: date | None, citation: str
) -> bool | None:
    """Whether the registry has a cited law, as known then; it does not know all laws there are.

    A law that it does not have may be wrongly cited where it has one of that series and number in
    another year; otherwise nobody can tell. Nor can one of a law that was made after the day.
    """
    try:
        cited = Citation.parse(citation)
    except ValueError:
        return None
    found = _found(cited, registry, known_on)
    if found is not None:
        return True if on is None or found.earliest <= on else None
    years = sorted({item.year for item in registry.instruments})
    others = (attrs.evolve(cited, year=year) for year in years)
    return False if any(_found(other, registry, known_on) for other in others) else None


def _found(citation: Citation, registry: Registry, known_on: date | None) -> Instrument | None:
    try:
        found = registry.instrument(resolve(citation, registry).cite)
    except NotFound:
        return None
    return found if found.knowable(known_on) else None


@attrs.frozen(kw_only=True)
class _Asked:
    """What one report is judged with, for the compiled run and for the trace alike."""

    rulebook: CheckedRulebook
    facts: Mapping[str, object]
    law: Callable[[date], DayLaw]
    calendar_day: date | None  # whose parameters made the context; None if the caller did
    context: Context


def _result(asked: _Asked, criterion: Criterion, found: RawResult, day: date | None) -> Result:
    unknown = ProvenanceStatus.NOT_FOUND
    status = unknown if day is None else asked.law(day).standings[criterion.id]
    direct = status not in BY_ANALOGY
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
    read = (
        (asked.rulebook.named(criterion.id), day),
        (asked.rulebook.behind(criterion.id), asked.calendar_day),
    )
    found = (keys & asked.law(on).assumed for keys, on in read if keys and on is not None)
    return tuple(sorted(frozenset[str]().union(*found)))


_UNSAID: Final = frozenset({Outcome.UNDETERMINED, Outcome.ERRORED})  # the outcome alone says little


def _traced(asked: _Asked, criterion: Criterion, day: date | None) -> Trace:
    parameters: Values = {} if day is None else asked.law(day).parameters
    return trace(asked.rulebook, criterion.id, asked.facts, parameters, asked.context)


def _sources(traced: Trace) -> tuple[str, ...]:
    return tuple(sorted({item.source for item in traced.missing}))
