"""Which cases lie at a boundary: one step more, and they come out otherwise.

That a case is called a boundary says nothing. A step is a limit moved by one, or `<` for `<=`; a
case that notices none lies too far off to show where the limit is.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final, Literal, cast

import attrs

from pmi_core.evaluation import tree
from pmi_core.evaluation.case_runs import AskedCase, CaseKind, ask
from pmi_core.evaluation.cases import Case
from pmi_core.evaluation.criteria import CriterionId
from pmi_core.evaluation.functions import Values, builtins
from pmi_core.evaluation.mutants import stepped
from pmi_core.evaluation.outcome import Outcome
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.shapes import NUMBER, Sort
from pmi_core.evaluation.trace import trace
from pmi_core.evaluation.tree import Node
from pmi_core.regulation import Registry

_FINE: Final = Fraction(1, 20)  # of what is a ratio; everything else goes by ones
_RATIOS: Final = frozenset({"ratio", "similarity"})
_STRICT: Final[Mapping[str, Any]] = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_SIGNS: Final[tuple[Literal["+", "-"], ...]] = ("+", "-")
_KINDS: Final = {
    Outcome.MET: CaseKind.PASSING,
    Outcome.NOT_MET: CaseKind.FAILING,
    Outcome.UNDETERMINED: CaseKind.MISSING,
}


def lacking_kinds(
    rulebook: CheckedRulebook,
    cases: Iterable[Case],
    *,
    registry: Registry | None = None,
    known_on: date | None = None,
) -> Mapping[CriterionId, tuple[CaseKind, ...]]:
    """The kinds of case that criteria lack, by criterion in the rulebook's order.

    A criterion of which nothing can be unknown needs no case of missing data. A case that only
    says that it is a boundary is none; see `false_boundaries`.

    Args:
        rulebook: Checked rules.
        cases: Read with `read_cases` for this rulebook.
        registry: Law and parameters; the shipped ones where none is given.
        known_on: Only law knowable on this day counts; `None` filters nothing.

    Raises:
        NotFound: A case is about a criterion that the rulebook does not have.
    """
    given = tuple(cases)
    false = false_boundaries(rulebook, given, registry=registry, known_on=known_on)
    has = _kinds(given, {id(case) for case in false})
    lacking: dict[CriterionId, tuple[CaseKind, ...]] = {}
    for rule in rulebook.rules:
        criterion = CriterionId(rule.id)
        needed = (kind for kind in CaseKind if kind is not CaseKind.MISSING or _may_lack(rule))
        missing = tuple(kind for kind in needed if kind not in has.get(criterion, frozenset()))
        lacking |= {criterion: missing} if missing else {}
    return lacking


def false_boundaries(
    rulebook: CheckedRulebook,
    cases: Iterable[Case],
    *,
    registry: Registry | None = None,
    known_on: date | None = None,
) -> tuple[Case, ...]:
    """The cases called a boundary that come out the same whatever limit is moved by one step.

    Where a criterion compares no numbers and no days there is no step; then the word of the case
    stands. Arguments and errors are those of `lacking_kinds`.
    """
    marked = [case for case in cases if case.boundary]
    asked = ask(rulebook, marked, registry=registry, known_on=known_on)
    steps = {rule.id: _steps(rulebook, rule) for rule in rulebook.rules}
    return tuple(
        one.case
        for one in asked
        if steps[one.case.criterion] and not _notices(rulebook, one, steps[one.case.criterion])
    )


@attrs.frozen(kw_only=True, eq=False)
class _Step:
    """A rulebook with one limit moved, and what becomes of the parameters."""

    book: CheckedRulebook
    key: str = ""
    sign: int = 0

    def values(self, given: Values) -> Values:
        """The parameters with one a step further, where it is a parameter that moves."""
        return stepped(self.key, self.sign, given) if self.key else given


def _kinds(cases: Iterable[Case], false: set[int]) -> Mapping[CriterionId, frozenset[CaseKind]]:
    found: dict[CriterionId, set[CaseKind]] = {}
    for case in cases:
        kinds = found.setdefault(case.criterion, set())
        kinds |= {_KINDS[case.outcome]} if case.outcome in _KINDS else set()
        kinds |= {CaseKind.BOUNDARY} if case.boundary and id(case) not in false else set()
    return {criterion: frozenset(kinds) for criterion, kinds in found.items()}


def _may_lack(rule: tree.Rule) -> bool:
    parts: list[Node | None] = [rule.when, rule.require]
    for loop in rule.loops:
        parts += [loop.collection, loop.condition]
    return any(part is not None and part.nullable for part in parts)


def _notices(book: CheckedRulebook, asked: AskedCase, steps: Iterable[_Step]) -> bool:
    now = _came_out(book, asked, asked.parameters)
    moved = (_came_out(step.book, asked, step.values(asked.parameters)) for step in steps)
    return any(outcome != now for outcome in moved)


def _came_out(book: CheckedRulebook, asked: AskedCase, values: Values) -> object:
    traced = trace(book, asked.case.criterion, asked.case.facts, values, asked.context)
    return traced.outcome, traced.witnesses


def _steps(book: CheckedRulebook, rule: tree.Rule) -> tuple[_Step, ...]:
    """The steps of what is asked; where it has none, those of when it is, and of which items.

    A guard such as `len(report.expenses) > 0` would make a boundary of every report with one cost.
    """
    asked = (
        *_of_parameters(book, rule),
        *_of_measures(book, [rule.require]),
        *_of_rules(book, (attrs.evolve(rule, require=one) for one in _moved(book, rule.require))),
    )
    if asked:
        return asked
    guards = (*([] if rule.when is None else [rule.when]), *rule.loops)
    return (*_of_measures(book, guards), *_of_rules(book, _moved_guards(book, rule)))


def _of_parameters(book: CheckedRulebook, rule: tree.Rule) -> Iterator[_Step]:
    for key in sorted(book.named(rule.id)):
        yield from (_Step(book=book, key=key, sign=sign) for sign in (1, -1))


def _of_measures(book: CheckedRulebook, parts: Iterable[tree.Part]) -> Iterator[_Step]:
    for name in sorted(tree.measures_under(parts, book.measures)):
        for node in _moved(book, book.measures[name]):
            yield _Step(book=attrs.evolve(book, measures={**book.measures, name: node}))


def _of_rules(book: CheckedRulebook, rules: Iterable[tree.Rule]) -> Iterator[_Step]:
    return (_Step(book=attrs.evolve(book, rules=(changed,))) for changed in rules)


def _moved_guards(book: CheckedRulebook, rule: tree.Rule) -> Iterator[tree.Rule]:
    for node in () if rule.when is None else _moved(book, rule.when):
        yield attrs.evolve(rule, when=node)
    for place, loop in enumerate(rule.loops):
        for other in _moved(book, loop):
            yield attrs.evolve(rule, loops=(*rule.loops[:place], other, *rule.loops[place + 1 :]))


def _moved(book: CheckedRulebook, part: tree.Part) -> Iterator[Any]:
    """The part with each of its limits moved by one step."""
    for old in tree.walk(part):
        if isinstance(old, tree.Compare):
            yield from (_with(part, old, new) for new in _compared(book, old))
        elif isinstance(old, tree.Near):
            for sign in _SIGNS:
                tolerance = _shifted(old.tolerance, sign, Fraction(1))
                yield _with(part, old, attrs.evolve(old, tolerance=tolerance))


def _compared(book: CheckedRulebook, old: tree.Compare) -> Iterator[Node]:
    if old.op in _STRICT:
        yield attrs.evolve(old, op=_STRICT[old.op])
    if old.left.shape.sort is Sort.NUMBER:
        step = _FINE if _has_ratio(book, old) else Fraction(1)
        for sign in _SIGNS:
            yield attrs.evolve(old, right=_shifted(old.right, sign, step))
    if old.left.shape.sort is Sort.DAY:
        between = tree.Call(
            shape=NUMBER,
            nullable=old.nullable,
            span=old.span,
            function=builtins()["days"],
            arguments=(old.right, old.left),
        )
        for days in (1, -1):
            limit = tree.Const(shape=NUMBER, nullable=False, span=old.span, value=days)
            yield attrs.evolve(old, left=between, right=limit)


def _has_ratio(book: CheckedRulebook, part: tree.Part) -> bool:
    nodes = tree.under([part], book.measures)
    return any(isinstance(node, tree.Call) and node.function.name in _RATIOS for node in nodes)


def _shifted(limit: Node, sign: Literal["+", "-"], step: Fraction) -> Node:
    one = tree.Const(shape=NUMBER, nullable=False, span=limit.span, value=step)
    return tree.Arithmetic(
        shape=NUMBER, nullable=limit.nullable, span=limit.span, op=sign, left=limit, right=one
    )


def _with(part: Any, old: tree.Part, new: tree.Part) -> Any:
    """A copy with another part in one place."""
    if part is old:
        return new
    if isinstance(part, tuple):
        return tuple(_with(item, old, new) for item in cast("tuple[object, ...]", part))
    if not isinstance(part, tree.Part):
        return part
    given = {field.name: getattr(part, field.name) for field in attrs.fields(type(part))}
    return type(part)(**{name: _with(value, old, new) for name, value in given.items()})
