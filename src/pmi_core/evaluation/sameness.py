"""Whether two trees provably compute the same: equal forms do, unequal ones may or may not.

A form is the tree without what does not change its value: a comparison with a constant is the range
of numbers it lets through, within what the number can be at all; a condition asked twice is asked
once; what is denied twice is not denied. All of it holds for unknown values too.
"""

from collections.abc import Mapping
from typing import Any, Final, cast

import attrs

from pmi_core.evaluation import tree
from pmi_core.evaluation.shapes import NUMBER
from pmi_core.evaluation.tree import Node, Origin

Measures = Mapping[str, Node]
_COUNTS: Final = frozenset({"count", "distinct", "duplicates", "len"})
_NEVER_NEGATIVE: Final = frozenset({"abs", "working_days"})
_FLIPPED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def form_of(part: tree.Part, measures: Measures) -> object:
    """The form of a tree; its measures say what numbers they can be."""
    if isinstance(part, tree.Compare):
        return _comparison(part, measures)
    if isinstance(part, tree.Logic):
        return _logic(part, measures)
    if isinstance(part, tree.Not):
        return _denied(form_of(part.operand, measures))
    if isinstance(part, (tree.IsNone, tree.Membership)) and part.negated:
        return _denied(form_of(attrs.evolve(part, negated=False), measures))
    return _members(part, measures)


def form_of_rule(rule: tree.Rule, measures: Measures) -> object:
    """The form of a whole criterion."""
    when = None if rule.when is None else form_of(rule.when, measures)
    loops = tuple(form_of(loop, measures) for loop in rule.loops)
    return (when, loops, form_of(rule.require, measures))


def _members(part: tree.Part, measures: Measures) -> object:
    kept = (field for field in attrs.fields(type(part)) if field.eq and field.name != "nullable")
    found = tuple(_member(getattr(part, field.name), measures) for field in kept)
    return (type(part).__name__, *found)


def _member(value: object, measures: Measures) -> object:
    if isinstance(value, tree.Part):
        return form_of(value, measures)
    if isinstance(value, tuple):
        return tuple(_member(item, measures) for item in cast("tuple[object, ...]", value))
    return value


def _denied(form: object) -> object:
    denied = isinstance(form, tuple) and form[:1] == ("not",)
    return cast("tuple[str, object]", form)[1] if denied else ("not", cast("Any", form))


def _logic(node: tree.Logic, measures: Measures) -> object:
    forms: list[object] = []
    for operand in node.operands:
        form = form_of(operand, measures)
        inner = isinstance(form, tuple) and form[:1] == (node.op,)
        forms += cast("tuple[str, tuple[object, ...]]", form)[1] if inner else (form,)
    once = tuple(dict.fromkeys(forms))
    return once[0] if len(once) == 1 else (node.op, once)


def _comparison(node: tree.Compare, measures: Measures) -> object:
    for op, number, limit in (
        (node.op, node.left, node.right),
        (_FLIPPED[node.op], node.right, node.left),
    ):
        if (
            isinstance(limit, tree.Const)
            and isinstance(limit.value, int)
            and number.shape == NUMBER
        ):
            return _range(op, number, limit.value, measures)
    left, right = form_of(node.left, measures), form_of(node.right, measures)
    if node.op in (">", ">="):
        return (_FLIPPED[node.op], right, left)
    return _denied(("==", left, right)) if node.op == "!=" else (node.op, left, right)


def _range(op: str, number: Node, limit: int, measures: Measures) -> object:
    """What a comparison lets through: from where, to where, and one number left out.

    A bound is a number and whether it is let through itself. A comparison that lets everything
    through still asks whether the number is known.
    """
    first, last = _BOUNDS[op]
    low = None if first is None else (limit, first)
    high = None if last is None else (limit, last)
    hole = limit if op == "!=" else None
    least = least_of(number, measures)
    if least is not None:
        if hole is not None and hole <= least:
            low, hole = (least, hole < least), None
        if low is None or low[0] < least:
            low = (least, True)
        if high is not None and high < low:
            low = high = (least, False)  # nothing
    return ("range", form_of(number, measures), low, high, hole)


_BOUNDS: Final[Mapping[str, tuple[bool | None, bool | None]]] = {
    "<": (None, False),
    "<=": (None, True),
    ">": (False, None),
    ">=": (True, None),
    "==": (True, True),
    "!=": (None, None),
}


def least_of(node: Node, measures: Measures) -> int | None:
    """The smallest a number can be, where that is certain."""
    if isinstance(node, tree.Const):
        return node.value if isinstance(node.value, int) else None
    if isinstance(node, tree.Name) and node.origin is Origin.MEASURE:
        return least_of(measures[node.name], measures)
    if isinstance(node, tree.Call):
        return _least_called(node, measures)
    counts = isinstance(node, tree.Aggregate) and node.name in _COUNTS
    return 0 if counts or isinstance(node, tree.Size) else None


def _least_called(node: tree.Call, measures: Measures) -> int | None:
    if node.function.name in _NEVER_NEGATIVE:
        return 0
    least = [least_of(argument, measures) for argument in node.arguments]
    known = [number for number in least if number is not None]
    if node.function.name == "max":
        return max(known, default=None)
    return min(known) if node.function.name == "min" and len(known) == len(least) else None
