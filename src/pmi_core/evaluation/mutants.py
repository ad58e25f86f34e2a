"""Mutants of a rulebook: each has one small fault; a case that notices it is worth its keep.

A mutant that no case notices shows what the cases leave open: a boundary that is not tried, a
condition that could be dropped.
"""

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Final, cast

import attrs

from pmi_core.evaluation import loops, tree
from pmi_core.evaluation.case_runs import AskedCase, ask, holds, missing_in
from pmi_core.evaluation.cases import Case
from pmi_core.evaluation.check import Checker, check_each
from pmi_core.evaluation.criteria import Criterion
from pmi_core.evaluation.functions import Values
from pmi_core.evaluation.grammar import Source, read
from pmi_core.evaluation.mutations import (
    MutantKind,
    Mutation,
    applied,
    mutations_inside,
    mutations_of,
)
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.sameness import form_of, form_of_rule
from pmi_core.evaluation.trace import trace
from pmi_core.evaluation.walker import Scope
from pmi_core.regulation import Registry

_FINEST: Final = Fraction(1, 20)


@attrs.frozen(kw_only=True)
class Mutant:
    """A rulebook with one small fault.

    Attributes:
        id: The same as long as the expression is.
        owner: The criterion or measure.
        place: The key of its expression: `when`, `each`, `require`, `value`; or `parameter`.
        column: Where in the expression, from one; 0 for a parameter, which is changed everywhere.
        before: What is written there; the parameter's key.
        after: What the mutant has instead; empty where it has nothing. Of a parameter `+` or `-`:
            its value is one greater or smaller, a fraction by one of its denominator, at most 1/20.
    """

    id: str
    owner: str
    place: str
    column: int
    kind: MutantKind
    before: str
    after: str


@attrs.frozen(kw_only=True)
class MutantRun:
    """How many mutants the cases notice.

    Attributes:
        tried: Mutants that compute something else, or may.
        equivalent: Mutants left out because they provably compute the same.
        passed_over: Cases that do not hold on the rulebook itself and so say nothing.
        survivors: Those that no case notices.
    """

    tried: int
    equivalent: int
    passed_over: int
    survivors: tuple[Mutant, ...]


def _as_given(values: Values) -> Values:
    return values


@attrs.frozen(kw_only=True, eq=False)
class _Trial:
    """A mutant and what it takes to try it.

    Attributes:
        book: The rulebook with the fault.
        form: What it computes, as far as that can be told; equal forms compute the same.
        values: What it makes of the parameters' values.
    """

    mutant: Mutant
    book: CheckedRulebook
    form: object
    values: Callable[[Values], Values] = _as_given


@attrs.frozen(kw_only=True, eq=False)
class _Part:
    """A criterion or measure with its mutants, those that compute the same included.

    Attributes:
        criteria: Whose cases may notice.
        form: What it computes without a fault.
    """

    criteria: frozenset[str]
    form: object
    trials: tuple[_Trial, ...]


def try_mutants(
    rulebook: CheckedRulebook,
    cases: Iterable[Case],
    *,
    registry: Registry | None = None,
    known_on: date | None = None,
) -> MutantRun:
    """Try every mutant on the cases of the criteria it touches.

    A case that does not hold on the rulebook itself says nothing and is passed over. Mutants are
    run by the tracing evaluator, which needs nothing compiled and agrees with the compiled one.

    Args:
        rulebook: Checked rules.
        cases: Read with `read_cases` for this rulebook.
        registry: Law and parameters; the shipped ones where none is given.
        known_on: Only law knowable on this day counts; `None` filters nothing.

    Raises:
        NotFound: A case is about a criterion that the rulebook does not have.
    """
    asked = ask(rulebook, cases, registry=registry, known_on=known_on)
    sound = [one for one in asked if _holds(rulebook, one, one.parameters)]
    equivalent, tried = 0, list[tuple[_Trial, bool]]()
    for part in _parts(rulebook):
        mine = [one for one in sound if one.case.criterion in part.criteria]
        different = _different(part)
        equivalent += len(part.trials) - len(different)
        tried += ((trial, _is_noticed(trial, mine)) for trial in different)
    return MutantRun(
        tried=len(tried),
        equivalent=equivalent,
        passed_over=len(asked) - len(sound),
        survivors=tuple(trial.mutant for trial, noticed in tried if not noticed),
    )


def _different(part: _Part) -> tuple[_Trial, ...]:
    """The mutants that may compute something else, each but once."""
    by_form: dict[object, _Trial] = {}
    for trial in part.trials:
        by_form.setdefault(trial.form, trial)
    by_form.pop(part.form, None)
    return tuple(by_form.values())


def _is_noticed(trial: _Trial, asked: Iterable[AskedCase]) -> bool:
    return not all(_holds(trial.book, one, trial.values(one.parameters)) for one in asked)


def _holds(rulebook: CheckedRulebook, asked: AskedCase, values: Values) -> bool:
    case = asked.case
    traced = trace(rulebook, case.criterion, case.facts, values, asked.context)
    return holds(case, traced.outcome, traced.witnesses, missing_in(traced))


def _parts(book: CheckedRulebook) -> Iterator[_Part]:
    scope = Scope(schema=book.schema, measures=book.measures)
    for measure in book.rulebook.measures:
        yield _measure_part(book, scope, str(measure.id), measure.value)
    for criterion, rule in zip(book.rulebook.criteria, book.rules, strict=True):
        found = (*_rule_trials(book, scope, criterion, rule), *_parameter_trials(book, rule.id))
        form = form_of_rule(rule, book.measures)
        yield _Part(criteria=frozenset({rule.id}), form=form, trials=found)


def _measure_part(book: CheckedRulebook, scope: Scope, name: str, text: str) -> _Part:
    own = book.measures[name]
    trials: list[_Trial] = []
    for mutant, node in _values(Source(text=text), scope, name, "value"):
        changed = attrs.evolve(book, measures={**book.measures, name: node})
        form = form_of(node, book.measures)
        trials.append(_Trial(mutant=mutant, book=changed, form=form))
    readers = frozenset(
        rule.id for rule in book.rules if name in tree.measures_under(rule.nodes, book.measures)
    )
    return _Part(criteria=readers, form=form_of(own, book.measures), trials=tuple(trials))


def _rule_trials(
    book: CheckedRulebook, scope: Scope, criterion: Criterion, rule: tree.Rule
) -> Iterator[_Trial]:
    for mutant, changed in _rule_mutants(scope, criterion, rule):
        form = form_of_rule(changed, book.measures)
        yield _Trial(mutant=mutant, book=attrs.evolve(book, rules=(changed,)), form=form)


def _rule_mutants(
    scope: Scope, criterion: Criterion, rule: tree.Rule
) -> Iterator[tuple[Mutant, tree.Rule]]:
    owner = rule.id
    if criterion.when is not None:
        yield _without(owner, "when", criterion.when), attrs.evolve(rule, when=None)
        for mutant, node in _values(Source(text=criterion.when), scope, owner, "when"):
            yield mutant, attrs.evolve(rule, when=node)
    inside = scope
    if criterion.each is not None:
        inside = check_each(Source(text=criterion.each), scope).scope
        for mutant, changed in _loops(criterion.each, scope, owner):
            yield mutant, attrs.evolve(rule, loops=changed)
    for mutant, node in _values(Source(text=criterion.require), inside, owner, "require"):
        yield mutant, attrs.evolve(rule, require=node)


def _without(owner: str, place: str, text: str) -> Mutant:
    kind = MutantKind.DROPPED
    return Mutant(
        id=f"{owner}/{place}/0/{kind.value}",
        owner=owner,
        place=place,
        column=0,
        kind=kind,
        before=" ".join(text.split()),
        after="",
    )


def _values(
    source: Source, scope: Scope, owner: str, place: str
) -> Iterator[tuple[Mutant, tree.Node]]:
    """The mutants of an expression that can still be read; none gives another type."""
    parsed = _read(source)
    mutations = tuple(mutations_of(parsed))
    for mutant, mutation in zip(_mutants(mutations, source, owner, place), mutations, strict=True):
        checker = Checker(source, scope)
        node = checker.node(applied(parsed, mutation))
        if node is not None and not checker.faults:
            yield mutant, node


def _read(source: Source) -> ast.expr:
    parsed, _ = read(source)
    return cast("ast.expr", parsed)  # it was read when the rulebook was checked


def _loops(text: str, scope: Scope, owner: str) -> Iterator[tuple[Mutant, tuple[tree.Loop, ...]]]:
    source = Source(text=text, opening=_EACH)
    generator = cast("ast.GeneratorExp", _read(source))
    mutations = tuple(m for m in mutations_inside(generator) if m.old is not generator.elt)
    for mutant, mutation in zip(_mutants(mutations, source, owner, "each"), mutations, strict=True):
        checker = Checker(source, scope)
        found = loops.check_each(checker, applied(generator, mutation))
        if not checker.faults:
            yield mutant, found


_EACH: Final = "(0 "  # as `check_each` reads it


def _mutants(
    mutations: Iterable[Mutation], source: Source, owner: str, place: str
) -> Iterator[Mutant]:
    seen = Counter[str]()
    for mutation in mutations:
        span = source.span(mutation.old)
        column = max(1, span.column)  # `each` is read with a part before it
        name = f"{owner}/{place}/{column}/{mutation.kind.value}"
        seen[name] += 1
        yield Mutant(
            id=f"{name}/{seen[name]}",
            owner=owner,
            place=place,
            column=column,
            kind=mutation.kind,
            before=_bare(span.text),
            after=_bare(ast.unparse(mutation.new)),
        )


def _bare(text: str) -> str:
    """Without what `check_each` puts around an `each`."""
    return text.removeprefix(_EACH).removesuffix(")").rstrip() if text.startswith(_EACH) else text


def _parameter_trials(book: CheckedRulebook, owner: str) -> Iterator[_Trial]:
    for key in sorted(book.named(owner)):
        for number, sign in enumerate((1, -1), start=1):
            kind = MutantKind.PARAMETER
            mutant = Mutant(
                id=f"{owner}/parameter/{key}/{number}",
                owner=owner,
                place="parameter",
                column=0,
                kind=kind,
                before=key,
                after="+" if sign > 0 else "-",
            )
            yield _Trial(
                mutant=mutant, book=book, form=(key, sign), values=partial(stepped, key, sign)
            )


def stepped(key: str, sign: int, values: Values) -> Values:
    """The values with one a step further: one where it is whole, else one of its denominator."""
    value = values.get(key)
    if value is None:
        return values
    step = 1 if isinstance(value, int) else min(Fraction(1, value.denominator), _FINEST)
    return {**values, key: value + sign * step}
