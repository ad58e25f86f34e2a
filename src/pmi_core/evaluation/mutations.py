"""Small faults of an expression: what somebody may write by mistake, one at a time."""

import ast
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from enum import Enum
from typing import Any, Final, cast

import attrs


class MutantKind(Enum):
    """What is done to an expression to see whether a case notices."""

    CONSTANT = "angka"
    DAY = "tanggal"
    PARAMETER = "parameter"
    COMPARISON = "pembanding"
    CONNECTIVE = "penghubung"
    DROPPED = "syarat_dihapus"
    NEGATION = "ingkaran"
    FUNCTION = "fungsi"
    ARITHMETIC = "hitungan"


@attrs.frozen(kw_only=True, eq=False)
class Mutation:
    """One part of a syntax tree and what stands there instead."""

    kind: MutantKind
    old: ast.expr
    new: ast.expr


def mutations_of(parsed: ast.expr) -> Iterator[Mutation]:
    """Every mutation of a condition or value, the outermost part first, from left to right."""
    yield from _denied(parsed)
    yield from mutations_inside(parsed)


def mutations_inside(parsed: ast.AST) -> Iterator[Mutation]:
    """Every mutation but the denial of the whole."""
    for kind, make in _MUTATORS.get(type(parsed), ()):
        for old, new in make(parsed):
            yield Mutation(kind=kind, old=old, new=_placed(new, old))
    for child in ast.iter_child_nodes(parsed):
        yield from mutations_inside(child)


def _placed(new: ast.expr, old: ast.expr) -> ast.expr:
    """What stands there instead; a part that was written elsewhere stays where it was."""
    return new if hasattr(new, "lineno") else ast.copy_location(new, old)


def applied(tree: ast.expr, mutation: Mutation) -> ast.expr:
    """The tree with the mutation; the tree itself stays as it is."""
    changed: ast.expr = _copied(tree, mutation)
    return changed


def _copied(value: Any, mutation: Mutation) -> Any:
    if value is mutation.old:
        return mutation.new
    if isinstance(value, list):
        return [_copied(item, mutation) for item in cast("list[object]", value)]
    if not isinstance(value, ast.AST):
        return value
    fields = {name: _copied(member, mutation) for name, member in ast.iter_fields(value)}
    return ast.copy_location(type(value)(**fields), value)


_Pairs = Iterator[tuple[ast.expr, ast.expr]]


def _denied(node: ast.expr) -> Iterator[Mutation]:
    """A condition that is no comparison and no list of conditions is denied as a whole."""
    if isinstance(node, (ast.Attribute, ast.Call, ast.Name)):
        new = ast.copy_location(ast.UnaryOp(op=ast.Not(), operand=node), node)
        yield Mutation(kind=MutantKind.NEGATION, old=node, new=new)


def _constants(node: ast.Constant) -> _Pairs:
    if type(node.value) is int:
        yield node, ast.Constant(node.value + 1)
        yield node, ast.Constant(node.value - 1)


def _truths(node: ast.Constant) -> _Pairs:
    if isinstance(node.value, bool):
        yield node, ast.Constant(not node.value)


def _days(node: ast.Constant) -> _Pairs:
    for step in (1, -1) if isinstance(node.value, str) else ():
        with suppress(ValueError, OverflowError):  # no day, or the last one there is
            day = date.fromisoformat(cast("str", node.value)) + timedelta(days=step)
            yield node, ast.Constant(day.isoformat())


def _comparisons(node: ast.Compare) -> _Pairs:
    for place, op in enumerate(node.ops):
        for other in _NEIGHBOURS.get(type(op), ()):
            yield node, _compare(node, place, other())


def _opposites(node: ast.Compare) -> _Pairs:
    for place, op in enumerate(node.ops):
        if type(op) in _OPPOSITES:
            yield node, _compare(node, place, _OPPOSITES[type(op)]())


def _compare(node: ast.Compare, place: int, op: ast.cmpop) -> ast.Compare:
    ops = [*node.ops[:place], op, *node.ops[place + 1 :]]
    return ast.Compare(left=node.left, ops=ops, comparators=node.comparators)


def _shorter_chains(node: ast.Compare) -> _Pairs:
    """A chain without its first or its last comparison."""
    if len(node.ops) > 1:
        first, *rest = node.comparators
        yield node, ast.Compare(left=first, ops=node.ops[1:], comparators=rest)
        yield (
            node,
            ast.Compare(left=node.left, ops=node.ops[:-1], comparators=node.comparators[:-1]),
        )


def _shorter_lists(node: ast.Compare) -> _Pairs:
    for listed in node.comparators:
        if isinstance(listed, (ast.List, ast.Set, ast.Tuple)) and len(listed.elts) > 1:
            for place in range(len(listed.elts)):
                elts = [*listed.elts[:place], *listed.elts[place + 1 :]]
                yield listed, ast.Tuple(elts=elts, ctx=ast.Load())


def _connectives(node: ast.BoolOp) -> _Pairs:
    op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield node, ast.BoolOp(op=op, values=node.values)


def _dropped_operands(node: ast.BoolOp) -> _Pairs:
    for place in range(len(node.values)):
        rest = [*node.values[:place], *node.values[place + 1 :]]
        yield node, rest[0] if len(rest) == 1 else ast.BoolOp(op=node.op, values=rest)


def _denied_operands(node: ast.BoolOp) -> _Pairs:
    for value in node.values:
        yield from ((found.old, found.new) for found in _denied(value))


def _affirmed(node: ast.UnaryOp) -> _Pairs:
    if isinstance(node.op, ast.Not):
        yield node, node.operand


def _dropped_filters(node: ast.GeneratorExp) -> _Pairs:
    for place, loop in enumerate(node.generators):
        for number in range(len(loop.ifs)):
            ifs = [*loop.ifs[:number], *loop.ifs[number + 1 :]]
            other = ast.comprehension(target=loop.target, iter=loop.iter, ifs=ifs, is_async=0)
            generators = [*node.generators[:place], other, *node.generators[place + 1 :]]
            yield node, ast.GeneratorExp(elt=node.elt, generators=generators)


def _denied_filters(node: ast.GeneratorExp) -> _Pairs:
    for condition in (item for loop in node.generators for item in loop.ifs):
        yield from ((found.old, found.new) for found in _denied(condition))


def _functions(node: ast.Call) -> _Pairs:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in _OTHER_FUNCTIONS:
        func = ast.copy_location(ast.Name(id=_OTHER_FUNCTIONS[name], ctx=ast.Load()), node.func)
        yield node, ast.Call(func=func, args=node.args, keywords=[])
    if name == "abs" and len(node.args) == 1:
        yield node, node.args[0]


def _denied_elements(node: ast.Call) -> _Pairs:
    """What `all`, `any` and `count` ask of each item."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    many = node.args[0] if node.args else None
    if name in ("all", "any", "count") and isinstance(many, ast.GeneratorExp):
        yield from ((found.old, found.new) for found in _denied(many.elt))


def _arithmetic(node: ast.BinOp) -> _Pairs:
    yield node, ast.BinOp(left=node.left, op=_OTHER_ARITHMETIC[type(node.op)](), right=node.right)


# Of the numbers below, at and above a limit, each neighbour lets through others than the operator
# does, so a case of each of the three is asked for.
_NEIGHBOURS: Final[Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Lt: (ast.LtE, ast.NotEq, ast.GtE),
    ast.LtE: (ast.Lt, ast.Eq, ast.Gt),
    ast.Gt: (ast.GtE, ast.NotEq, ast.LtE),
    ast.GtE: (ast.Gt, ast.Eq, ast.Lt),
    ast.Eq: (ast.LtE, ast.GtE, ast.NotEq),
    ast.NotEq: (ast.Lt, ast.Gt, ast.Eq),
}
_OPPOSITES: Final[Mapping[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_OTHER_FUNCTIONS: Final[Mapping[str, str]] = {
    "all": "any",
    "any": "all",
    "days": "working_days",
    "max": "min",
    "min": "max",
    "working_days": "days",
}
_OTHER_ARITHMETIC: Final[Mapping[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
}
_MUTATORS: Final[Mapping[type[ast.AST], tuple[tuple[MutantKind, Any], ...]]] = {
    ast.Constant: (
        (MutantKind.CONSTANT, _constants),
        (MutantKind.DAY, _days),
        (MutantKind.NEGATION, _truths),
    ),
    ast.Compare: (
        (MutantKind.COMPARISON, _comparisons),
        (MutantKind.NEGATION, _opposites),
        (MutantKind.DROPPED, _shorter_chains),
        (MutantKind.DROPPED, _shorter_lists),
    ),
    ast.BoolOp: (
        (MutantKind.CONNECTIVE, _connectives),
        (MutantKind.DROPPED, _dropped_operands),
        (MutantKind.NEGATION, _denied_operands),
    ),
    ast.UnaryOp: ((MutantKind.NEGATION, _affirmed),),
    ast.GeneratorExp: (
        (MutantKind.DROPPED, _dropped_filters),
        (MutantKind.NEGATION, _denied_filters),
    ),
    ast.Call: (
        (MutantKind.FUNCTION, _functions),
        (MutantKind.NEGATION, _denied_elements),
    ),
    ast.BinOp: ((MutantKind.ARITHMETIC, _arithmetic),),
}
