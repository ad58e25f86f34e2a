"""Laws of the language, held against random rules and random, half-known things."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, cast

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pmi_core.errors import FaultyRulebook
from pmi_core.evaluation import (
    CheckedRulebook,
    Context,
    Outcome,
    RawResult,
    explain,
    trace,
)
from tests.evaluation.expressions import FACTS, PARAMETERS, conditions, contexts, forgotten
from tests.evaluation.world import THING, criterion, load, measure

MEASURES = (
    measure("m_total", "sum(item.amount for item in thing.items) + thing.total"),
    measure("m_day", "max(item.day for item in thing.items)"),
)
SOME = max(200, settings().max_examples)  # as many as the profile wants, if that is more
EACH = "for item in thing.items"
DEEP = "for item in thing.items if item.sure for piece in item.pieces"


@st.composite
def rulebooks(draw: st.DrawFn) -> CheckedRulebook:
    """Rulebooks of three criteria: without items, with items, with items of items."""
    plain = criterion(draw(conditions()), id="C-01", when=draw(conditions(depth=1)))
    each = criterion(draw(conditions(("item",))), id="C-02", each=EACH)
    deep = criterion(draw(conditions(("item", "piece"))), id="C-03", each=DEEP)
    book, codes = attempted(*MEASURES, plain, each, deep)
    assert codes <= {"length", "depth"}, codes
    assume(book is not None)
    return cast("CheckedRulebook", book)


def attempted(*parts: str) -> tuple[CheckedRulebook | None, set[str]]:
    """A rulebook, or the codes of its faults."""
    try:
        return load(*parts), set()
    except FaultyRulebook as problem:
        return None, {fault.code for fault in problem.faults}


Values = Mapping[str, int | Fraction | None]


def both(
    book: CheckedRulebook, facts: Mapping[str, object], parameters: Values, context: Context
) -> tuple[RawResult, ...]:
    compiled = book.evaluate(facts, parameters, context)
    bits = book.verdicts(facts, parameters, context)
    assert book.results(bits) == compiled
    assert set(dict(book.noted(bits))) == {
        place for place, result in enumerate(compiled) if result.outcome is not Outcome.MET
    }
    traces = [trace(book, rule.id, facts, parameters, context) for rule in book.rules]
    assert [(t.outcome, t.witnesses) for t in traces] == [
        (r.outcome, r.witnesses) for r in compiled
    ]
    for seen in traces:
        assert bool(seen.missing) == (seen.outcome is Outcome.UNDETERMINED), seen
    return compiled


@given(st.data(), rulebooks(), FACTS, PARAMETERS, contexts())
@settings(max_examples=SOME)
def test_the_compiled_and_the_tracing_evaluator_agree_and_neither_fails(
    data: Any, book: CheckedRulebook, facts: dict[str, object], parameters: Values, context: Context
) -> None:
    known = data.draw(forgotten(facts))
    results = both(book, known, parameters, context)
    assert Outcome.ERRORED not in {result.outcome for result in results}


@given(st.data(), rulebooks(), FACTS, PARAMETERS, contexts())
@settings(max_examples=SOME)
def test_what_is_settled_with_little_known_stays_so_when_more_is_known(
    data: Any, book: CheckedRulebook, facts: dict[str, object], parameters: Values, context: Context
) -> None:
    less = both(book, data.draw(forgotten(facts)), dict.fromkeys(parameters), Context())
    more = both(book, facts, parameters, context)
    for before, after in zip(less, more, strict=True):
        if before.outcome is not Outcome.UNDETERMINED:
            assert after.outcome is before.outcome
            assert set(before.witnesses) <= set(after.witnesses)


@given(rulebooks(), FACTS, PARAMETERS, contexts())
def test_results_and_words_do_not_depend_on_the_run(
    book: CheckedRulebook, facts: dict[str, object], parameters: Values, context: Context
) -> None:
    first = book.evaluate(facts, parameters, context)
    assert book.evaluate(facts, parameters, context) == first
    for rule, result in zip(book.rules, first, strict=True):
        told = explain(book, rule.id, facts, parameters, context)
        assert told == explain(book, rule.id, facts, parameters, context)
        if told.satisfied_by.id:  # of some failing conditions nothing can be said but themselves
            assert result.outcome in (Outcome.NOT_MET, Outcome.UNDETERMINED)
        assert told.satisfied_by.id or result.outcome is not Outcome.UNDETERMINED
        assert told.condition.id
        assert told.condition.en


ALPHABET = "thing.items amounts()<>=!+-*/%,'\"[]{}:#\\0123456789 abcdefg_é\n\t~&|^@;?"


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A well-typed expression with a few characters changed, taken out or put in."""
    text = list(draw(conditions()))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(text)))
        text[place : place + draw(st.integers(0, 2))] = draw(st.text(ALPHABET, max_size=3))
    return "".join(text)


NASTY = st.sampled_from(
    [
        "lambda: 1",
        "__import__('os')",
        "thing.__class__",
        "(" * 30,
        "f'{1}'",
        "x := 1",
        "a if b else c",
    ]
)


@given(mutated() | st.text(ALPHABET, max_size=80) | st.text(max_size=40) | NASTY)
@settings(max_examples=10 * SOME)
def test_any_text_is_refused_with_faults_or_is_a_total_function(text: str) -> None:
    for parts in ({"require": text}, {"require": "True", "each": text}):
        book, codes = attempted(*MEASURES, criterion(**parts))
        assert (book is None) == bool(codes)
        if book is None:
            continue
        (result,) = both(book, {"thing": THING}, {}, Context())
        assert result.outcome in Outcome
