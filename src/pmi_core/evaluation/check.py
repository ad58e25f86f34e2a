"""Syntax tree to typed tree: every name, type and word is checked before anything runs."""

import ast
from collections.abc import Callable, Iterable
from typing import Any, Final, Literal

import attrs

from pmi_core.errors import Fault, did_you_mean
from pmi_core.evaluation import loops, tree
from pmi_core.evaluation.grammar import Source, read, unfit
from pmi_core.evaluation.shapes import (
    BOOL,
    NUMBER,
    SCALARS,
    TEXT,
    Shape,
    Sort,
    members_of,
    shape_of,
)
from pmi_core.evaluation.tree import Node, Origin
from pmi_core.evaluation.walker import Scope, Walker

_LARGEST: Final = 10**16
_ORDERED: Final = frozenset({Sort.NUMBER, Sort.DAY})
_Op = Literal["==", "!=", "<", "<=", ">", ">="]
_COMPARISONS: Final[dict[type[ast.cmpop], _Op]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_ARITHMETIC: Final[dict[type[ast.operator], Literal["+", "-", "*", "//", "%"]]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.FloorDiv: "//",
    ast.Mod: "%",
}
_OUTSIDE: Final[dict[type[ast.expr], tuple[str, str]]] = {
    ast.Tuple: ("a list that does not follow `in`", ""),
    ast.List: ("a list that does not follow `in`", ""),
    ast.Set: ("a list that does not follow `in`", ""),
    ast.GeneratorExp: ("a loop outside a function", "put it into count, sum, any, all …"),
    ast.ListComp: ("a list in brackets", "write the loop without them"),
    ast.SetComp: ("a set in brackets", "write the loop without them"),
    ast.IfExp: ("`if … else`", "write two criteria with `when`"),
    ast.Subscript: ("picking by number or key", "go through the collection with `for … in …`"),
    ast.Lambda: ("a function of one's own", "a plugin can add one"),
}


@attrs.frozen(kw_only=True, eq=False)
class Checked:
    """What checking an expression gives: a tree, or faults.

    Both may be missing where only another expression's fault stands in the way.
    """

    node: Node | None
    faults: tuple[Fault, ...]


@attrs.frozen(kw_only=True, eq=False)
class CheckedEach:
    """What checking an `each` gives: its loops and the scope inside them, or faults."""

    loops: tuple[tree.Loop, ...]
    scope: Scope
    faults: tuple[Fault, ...]


def check(source: Source, scope: Scope, *, wanted: Shape | None = None) -> Checked:
    """Check one expression; it must be of the wanted type, or of any that is one value."""
    parsed, faults = read(source)
    if parsed is None:
        return Checked(node=None, faults=faults)
    checker = Checker(source, scope)
    node = checker.node(parsed)
    if wanted is not None:
        node = checker.expect(node, wanted)
    elif node is not None and node.shape.sort not in SCALARS:
        checker.mistyped(node, "single value")
    checker.bound(node)
    found = tuple(dict.fromkeys(checker.faults))
    return Checked(node=None if found else node, faults=found)


def check_each(source: Source, scope: Scope) -> CheckedEach:
    """Check `for … in … if …`, whose loops must run over the subject."""
    source = attrs.evolve(source, opening="(0 ")
    parsed, faults = read(source)
    if parsed is None:
        return CheckedEach(loops=(), scope=scope, faults=faults)
    checker = Checker(source, scope)
    found = loops.check_each(checker, parsed)
    for loop in found:
        checker.bound(loop.condition)
    inside = attrs.evolve(scope, binders=checker.binders)
    return CheckedEach(loops=found, scope=inside, faults=tuple(dict.fromkeys(checker.faults)))


class Checker(Walker):
    """Builds the typed tree of one expression."""

    def node(self, parsed: ast.expr) -> Node | None:
        """The typed tree of an expression."""
        handler = _HANDLERS.get(type(parsed))
        if handler is None:
            what, hint = _OUTSIDE.get(type(parsed), (f"`{type(parsed).__name__}`", ""))
            self.refuse(parsed, "grammar", f"{what} is not part of the rule language", hint)
            return None
        return handler(self, parsed)

    def constant(self, parsed: ast.Constant) -> Node | None:
        """Yes/no, a whole number or a text."""
        value: object = parsed.value
        span = self.source.span(parsed)
        if isinstance(value, bool):
            return tree.Const(shape=BOOL, nullable=False, span=span, value=value)
        if isinstance(value, int) and value < _LARGEST:
            return tree.Const(shape=NUMBER, nullable=False, span=span, value=value)
        if isinstance(value, str) and value.isprintable():
            return tree.Const(shape=TEXT, nullable=False, span=span, value=value)
        self.refuse(parsed, *unfit(value))
        return None

    def name(self, parsed: ast.Name) -> Node | None:
        """A fact, loop item, measure or parameter."""
        name, scope = parsed.id, self.scope
        if name in self.binders:
            return self._named(parsed, Origin.BINDER, self.binders[name].shape, nullable=False)
        if name in scope.schema.names:
            shape, nullable = shape_of(scope.schema.names[name])
            return self._named(parsed, Origin.FACT, shape, nullable=nullable)
        if name not in scope.measures and name not in scope.schema.parameters:
            self._unknown(parsed)
            return None
        if not scope.dated:
            message = f"{name!r} needs a day, and this expression gives the day"
            self.refuse(parsed, "undated", message, "use facts only")
            return None
        if name in scope.schema.parameters:
            return self._named(parsed, Origin.PARAMETER, NUMBER, nullable=True)
        measure = scope.measures[name]
        if measure is None:
            return None
        return self._named(parsed, Origin.MEASURE, measure.shape, nullable=measure.nullable)

    def _named(
        self, parsed: ast.Name, origin: Origin, shape: Shape | None, *, nullable: bool
    ) -> Node | None:
        if shape is None:
            return None
        key = self.binders[parsed.id].key if origin is Origin.BINDER else parsed.id
        span = self.source.span(parsed)
        return tree.Name(
            shape=shape, nullable=nullable, span=span, name=parsed.id, key=key, origin=origin
        )

    def _unknown(self, parsed: ast.Name) -> None:
        if parsed.id in self.scope.functions():
            message = f"{parsed.id!r} is a function"
            self.refuse(parsed, "unknown-name", message, "give its arguments in brackets")
            return
        guess = did_you_mean(parsed.id, self.scope.known() | set(self.binders))
        self.refuse(parsed, "unknown-name", f"nothing is called {parsed.id!r}{guess}")
        return

    def attribute(self, parsed: ast.Attribute) -> Node | None:
        """A field of a record."""
        base = self.node(parsed.value)
        if base is None:
            return None
        kind = base.shape.of
        if kind is None or base.shape.sort is Sort.WORD:
            self.mistyped(base, "record")
            return None
        members = members_of(kind)
        if parsed.attr not in members:
            guess = did_you_mean(parsed.attr, members)
            message = f"{kind.__name__} has no field {parsed.attr!r}{guess}"
            self.refuse(parsed, "unknown-field", message)
            return None
        member = members[parsed.attr]
        return tree.Field(
            shape=member.shape,
            nullable=base.nullable or member.nullable,
            span=self.source.span(parsed),
            base=base,
            name=parsed.attr,
            absence=member.absence,
            privacy=member.privacy,
        )

    def logic(self, parsed: ast.BoolOp) -> Node | None:
        """`and`, `or`."""
        op: Literal["and", "or"] = "and" if isinstance(parsed.op, ast.And) else "or"
        return self._joined(
            parsed, op, [self.expect(self.node(operand), BOOL) for operand in parsed.values]
        )

    def _joined(
        self, parsed: ast.expr, op: Literal["and", "or"], operands: Iterable[Node | None]
    ) -> Node | None:
        given = list(operands)
        known = tuple(node for node in given if node is not None)
        if len(known) < len(given):
            return None
        nullable = any(node.nullable for node in known)
        span = self.source.span(parsed)
        return tree.Logic(shape=BOOL, nullable=nullable, span=span, op=op, operands=known)

    def comparison(self, parsed: ast.Compare) -> Node | None:
        """Comparisons; a chain becomes the conjunction of its links."""
        sides = [parsed.left, *parsed.comparators]
        pairs = zip(sides, parsed.ops, sides[1:], strict=False)
        links = [self._link(parsed, *pair) for pair in pairs]
        return links[0] if len(links) == 1 else self._joined(parsed, "and", links)

    def _link(
        self, parsed: ast.Compare, left: ast.expr, op: ast.cmpop, right: ast.expr
    ) -> Node | None:
        if isinstance(op, (ast.Is, ast.IsNot)):
            return self._is_none(parsed, left, right, negated=isinstance(op, ast.IsNot))
        if isinstance(op, (ast.In, ast.NotIn)):
            return self._membership(parsed, left, right, negated=isinstance(op, ast.NotIn))
        return self._compared(parsed, left, right, _COMPARISONS[type(op)])

    def _span(self, parsed: ast.Compare, left: ast.expr, right: ast.expr) -> tree.Span:
        """The span of one link; of the whole chain only where it is the only link."""
        if len(parsed.ops) == 1:
            return self.source.span(parsed)
        one, other = self.source.span(left), self.source.span(right)
        op = parsed.ops[[parsed.left, *parsed.comparators].index(left)]
        return tree.Span(text=f"{one.text} {_MARKS[type(op)]} {other.text}", column=one.column)

    def _is_none(
        self, parsed: ast.Compare, left: ast.expr, right: ast.expr, *, negated: bool
    ) -> Node | None:
        if not isinstance(right, ast.Constant) or right.value is not None:
            self.refuse(parsed, "grammar", "`is` stands only before None", "write ==")
            return None
        operand = self.node(left)
        if operand is None:
            return None
        if not isinstance(operand, tree.Field) or operand.absence != "none":
            message = (
                f"the absence of {operand.source!r} means that it is not known, not that there "
                "is none; only a field declared with absent='none' can be asked for it"
            )
            hint = "leave the question out: what is unknown makes the criterion undetermined"
            self.refuse(left, "absence", message, hint)
            return None
        return tree.IsNone(
            shape=BOOL,
            nullable=operand.base.nullable,
            span=self._span(parsed, left, right),
            operand=operand,
            negated=negated,
        )

    def _compared(
        self, parsed: ast.Compare, left: ast.expr, right: ast.expr, op: _Op
    ) -> Node | None:
        one, other = self._alike(self.node(left), self.node(right))
        if one is None or other is None:
            return None
        if op not in ("==", "!=") and one.shape.sort not in _ORDERED:
            self.mistyped(one, "number or day")
            return None
        return tree.Compare(
            shape=BOOL,
            nullable=one.nullable or other.nullable,
            span=self._span(parsed, left, right),
            op=op,
            left=one,
            right=other,
        )

    def _alike(self, one: Node | None, other: Node | None) -> tuple[Node | None, Node | None]:
        for node in (one, other):
            if node is not None and node.shape.sort not in SCALARS:
                self.mistyped(node, "single value")
                return None, None
        if one is None or other is None:
            return None, None
        if isinstance(one, tree.Const):
            return self.expect(one, other.shape), other
        return one, self.expect(other, one.shape)

    def _membership(
        self, parsed: ast.Compare, left: ast.expr, right: ast.expr, *, negated: bool
    ) -> Node | None:
        one = self.node(left)
        if one is not None and one.shape.sort not in SCALARS:
            self.mistyped(one, "single value")
            one = None
        several = self._several(right, one)
        one = self.expect(one, several.shape) if several is not None else None
        if one is None or several is None:
            return None
        return tree.Membership(
            shape=BOOL,
            nullable=one.nullable or several.nullable,
            span=self._span(parsed, left, right),
            left=one,
            right=several,
            negated=negated,
        )

    def _several(
        self, parsed: ast.expr, one: Node | None
    ) -> "tree.Constants | tree.Gathered | None":
        if not isinstance(parsed, (ast.Tuple, ast.List, ast.Set)):
            return loops.gathered(self, parsed, "set")
        nodes = [self.node(item) for item in parsed.elts]
        if not nodes or not all(node is None or isinstance(node, tree.Const) for node in nodes):
            hint = "list constants, or go through a collection with `for … in …`"
            self.refuse(parsed, "grammar", "this is not a list of constants", hint)
            return None
        if not isinstance(parsed, ast.Tuple):
            listed = ", ".join(self.source.span(item).text for item in parsed.elts)
            hint = f"write ({listed}{',' * (len(nodes) == 1)})" if all(nodes) else ""
            self.refuse(parsed, "grammar", "constants after `in` stand in round brackets", hint)
            return None
        if one is None:
            return None
        found = [self.expect(node, one.shape) for node in nodes]
        values = tuple(node.value for node in found if isinstance(node, tree.Const))
        span = self.source.span(parsed)
        whole = tree.Constants(shape=one.shape, nullable=False, span=span, values=values)
        return whole if len(values) == len(nodes) else None

    def unary(self, parsed: ast.UnaryOp) -> Node | None:
        """`not` and the minus sign."""
        span = self.source.span(parsed)
        if isinstance(parsed.op, ast.Not):
            operand = self.expect(self.node(parsed.operand), BOOL)
            return operand and tree.Not(
                shape=BOOL, nullable=operand.nullable, span=span, operand=operand
            )
        if not isinstance(parsed.op, ast.USub):
            self.refuse(parsed, "grammar", "this sign is not part of the rule language")
            return None
        operand = self.expect(self.node(parsed.operand), NUMBER)
        if isinstance(operand, tree.Const) and isinstance(operand.value, int):
            return attrs.evolve(operand, span=span, value=-operand.value)
        return operand and tree.Negative(
            shape=NUMBER, nullable=operand.nullable, span=span, operand=operand
        )

    def arithmetic(self, parsed: ast.BinOp) -> Node | None:
        """`+ - * // %` on exact numbers."""
        op = _ARITHMETIC.get(type(parsed.op))
        if op is None:
            self.refuse(parsed, "grammar", "this operator is not part of the rule language")
            return None
        hint = "write days(a, b) for the days between two days" if op in "+-" else ""
        left = self.expect(self.node(parsed.left), NUMBER, hint)
        right = self.expect(self.node(parsed.right), NUMBER, hint)
        if left is None or right is None:
            return None
        divides = op in ("//", "%") and not (isinstance(right, tree.Const) and right.value != 0)
        return tree.Arithmetic(
            shape=NUMBER,
            nullable=left.nullable or right.nullable or divides,
            span=self.source.span(parsed),
            op=op,
            left=left,
            right=right,
        )


_MARKS: Final[dict[type[ast.cmpop], str]] = {
    **_COMPARISONS,
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
_HANDLERS: Final[dict[type[ast.expr], Callable[[Checker, Any], Node | None]]] = {
    ast.Attribute: Checker.attribute,
    ast.BinOp: Checker.arithmetic,
    ast.BoolOp: Checker.logic,
    ast.Call: loops.call,
    ast.Compare: Checker.comparison,
    ast.Constant: Checker.constant,
    ast.Name: Checker.name,
    ast.UnaryOp: Checker.unary,
}
