"""What would make a criterion hold: the threshold and the day, exactly, where one decides."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from typing import Final, TypeGuard

import attrs

from pmi_core.evaluation import tree
from pmi_core.evaluation.functions import Context, FunctionFailed
from pmi_core.evaluation.observe import Env, Observer, Seen
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.shapes import Sort
from pmi_core.evaluation.trace import conjuncts, items_that, masked
from pmi_core.evaluation.tree import Node, Origin
from pmi_core.evaluation.words import (
    Labels,
    compared,
    describe,
    describe_condition,
    describe_pointer,
    shown,
)
from pmi_core.messages import Language, Text, render, text
from pmi_core.regulation import Period

_REACH: Final = 366  # days before and after in which a day is looked for
_MIRRORED: Final = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@attrs.frozen(kw_only=True)
class Asked:
    """One criterion and what it is asked of."""

    checked: CheckedRulebook
    rule: tree.Rule
    facts: Mapping[str, object]
    parameters: Mapping[str, int | Fraction | None]
    context: Context
    labels: Labels

    def said(self, node: Node) -> Text:
        """A part in words."""
        spoken = [describe_condition(node, language, self.labels) for language in Language]
        return Text(id=spoken[0], en=spoken[1])

    def observer(self, field: Node | None = None, day: date | None = None) -> Observer:
        """A new evaluator; a field may be supposed to be another day."""
        return _Supposing(self, field, day)


class _Supposing(Observer):
    """Evaluates as if one field were another day."""

    def __init__(self, asked: Asked, field: Node | None, day: date | None) -> None:
        super().__init__(
            subject=asked.checked.schema.subject,
            measures=asked.checked.measures,
            facts=asked.facts,
            parameters=asked.parameters,
            context=asked.context,
        )
        self._field = field
        self._day = day

    def see(self, node: Node, env: Env) -> Seen:
        """The value of a node, the supposed one included."""
        if isinstance(node, tree.Field) and node == self._field:
            return Seen(value=self._day)
        return super().see(node, env)


def satisfying(asked: Asked) -> Iterator[Text]:
    """What each failing part of a criterion that is not met asks for, item by item.

    A part of which nothing can be said but itself is told only beside others: alone it would
    repeat the condition.
    """
    observer = asked.observer()
    parts = tuple(conjuncts(asked.rule.require))
    for env in _envs(asked, observer):
        for part in parts:
            if _value(observer, part, env) is False:
                found = _wanted(asked, observer, part, env)
                if found is not None or len(parts) > 1:
                    yield found or asked.said(part)


def _envs(asked: Asked, observer: Observer) -> Iterator[Env]:
    """The items that are known to be asked, or nothing at all where it asks of no items."""
    if not asked.rule.loops:
        yield {}
        return
    yield from (turn.env for turn in observer.turns(asked.rule.loops, {}) if not turn.unknown)


def _value(observer: Observer, node: Node, env: Env) -> object:
    try:
        return observer.see(node, env).value
    except FunctionFailed:  # another part decided; this one says nothing
        return None


def _wanted(asked: Asked, observer: Observer, part: Node, env: Env) -> Text | None:
    """What a failing part asks for, with the values there are; None where only itself says it."""
    if isinstance(part, (tree.Field, tree.IsNone)):
        return asked.said(part)
    if isinstance(part, tree.Logic):
        return _joined(asked, observer, part, env)
    if isinstance(part, tree.Membership):
        return asked.said(part) if part.negated else _listed(asked, observer, part, env)
    if not isinstance(part, tree.Compare) or part.left.shape.sort is Sort.BOOL:
        return _opened(asked, observer, part, env)
    found = _threshold(asked, observer, part, env)
    day = None if part.left.shape.sort is Sort.DAY else _day(asked, observer, part, env)
    return found if day is None else render("rules.explain.that_is", what=found, day=day)


_JOINED: Final = {"and": "rules.explain.both", "or": "rules.explain.either"}


def _joined(asked: Asked, observer: Observer, part: tree.Logic, env: Env) -> Text:
    """One of several, each with what it asks; of what must all hold only the failing."""
    failing = [one for one in part.operands if _value(observer, one, env) is False]
    said = [_wanted(asked, observer, one, env) or asked.said(one) for one in failing]
    return _both(
        lambda language: (
            text(_JOINED[part.op]).in_(language).join(one.in_(language) for one in said)
        )
    )


def _listed(asked: Asked, observer: Observer, part: tree.Membership, env: Env) -> Text:
    value = masked(part.left, _value(observer, part.left, env), asked.checked.measures)
    what = asked.said(part)
    return _both(
        lambda language: render("rules.explain.now", what=what, now=shown(value, language)).in_(
            language
        )
    )


def _opened(asked: Asked, observer: Observer, part: Node, env: Env) -> Text | None:
    """What each failing item asks for, where all of many must hold."""
    said = [
        render(
            "rules.explain.of_item",
            item=_item(asked, part, pointer),
            what=_wanted(asked, observer, element, inner) or asked.said(element),
        )
        for pointer, element, inner in items_that(observer, part, env, outcome=False)
    ]
    return _both(lambda language: "; ".join(one.in_(language) for one in said)) if said else None


def _item(asked: Asked, part: Node, pointer: str) -> Text:
    """Which item: by its number in the subject, or what all are called that lie outside it."""
    if pointer or not isinstance(part, tree.Aggregate):
        return describe_pointer(pointer, asked.checked.schema)
    return asked.said(part.generator.loops[-1].collection)


def _both(say: Callable[[Language], str]) -> Text:
    return Text(id=say(Language.ID), en=say(Language.EN))


def _threshold(asked: Asked, observer: Observer, part: tree.Compare, env: Env) -> Text:
    """The comparison with the values on both sides: what is asked, and what there is."""
    left, right = part.left, part.right
    op: str = part.op
    if _is_fixed(left) and not _is_fixed(right):
        left, op, right = right, _MIRRORED[op], left
    texts: list[str] = []
    for language in Language:
        bound, now = (
            shown(masked(node, _value(observer, node, env), asked.checked.measures), language)
            for node in (right, left)
        )
        days = left.shape.sort is Sort.DAY
        said = compared(op, describe(left, language, asked.labels), bound, language, days=days)
        told = render("rules.explain.now", what=said, now=now).in_(language)
        texts.append(said if op == "!=" else told)  # what it must not be is what it is
    return Text(id=texts[0], en=texts[1])


def _is_fixed(node: Node) -> bool:
    """Whether a value is a threshold: written in the rule, or a parameter."""
    names = (part for part in tree.walk(node) if isinstance(part, tree.Name))
    return all(name.origin is Origin.PARAMETER for name in names)


def _day(asked: Asked, observer: Observer, part: Node, env: Env) -> Text | None:
    """The days on which a part would hold, where one day of the subject decides it."""
    fields = {field for field in _fields(asked, part) if not field.free_binders - env.keys()}
    if len(fields) != 1:
        return None
    (field,) = fields
    today = masked(field, _value(observer, field, env), asked.checked.measures)
    if not isinstance(today, date):
        return None
    around = [today + timedelta(days=shift) for shift in range(-_REACH, _REACH + 1)]
    holds = [(day, _value(asked.observer(field, day), part, env) is True) for day in around]
    runs = [[day for day, _ in run] for held, run in groupby(holds, key=lambda at: at[1]) if held]
    if len(runs) != 1:
        return None
    return _between(asked.said(field), runs[0], around, today)


def _fields(asked: Asked, part: Node) -> Iterator[tree.Field]:
    """The days of the subject that a part reads; the ends of a period are not for choosing."""
    yield from filter(_is_day_of_subject, tree.under([part], asked.checked.measures))


def _is_day_of_subject(node: tree.Part) -> TypeGuard[tree.Field]:
    if not isinstance(node, tree.Field) or node.shape.sort is not Sort.DAY:
        return False
    return node.base.shape.of is not Period


def _between(what: Text, run: list[date], around: list[date], now: date) -> Text:
    texts: list[str] = []
    for language in Language:
        first, last = shown(run[0], language), shown(run[-1], language)
        said = what.in_(language)
        if run[0] == around[0]:
            said = compared("<=", said, last, language, days=True)
        elif run[-1] == around[-1]:
            said = compared(">=", said, first, language, days=True)
        else:
            said = render("rules.explain.between", what=said, first=first, last=last).in_(language)
        texts.append(render("rules.explain.now", what=said, now=shown(now, language)).in_(language))
    return Text(id=texts[0], en=texts[1])
