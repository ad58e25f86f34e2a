"""How each node of a tree becomes Python source: a value in a name, or an expression."""

from collections.abc import Collection, Mapping
from typing import Final

import attrs

from pmi_core.evaluation import tree
from pmi_core.evaluation.early import is_costly
from pmi_core.evaluation.emit import Body, Emitter, Value, lacking_names
from pmi_core.evaluation.functions import builtins
from pmi_core.evaluation.fusing import Sink, pour
from pmi_core.evaluation.shapes import NUMBER, Sort, members_of
from pmi_core.evaluation.tree import Node, Origin


def _const(body: Body, node: tree.Const) -> Value:
    if isinstance(node.value, (bool, int, str)):
        return Value(f"({node.value!r})")
    return Value(body.book.constant(node.value))


def _name(body: Body, node: tree.Name) -> Value:
    if node.origin is Origin.MEASURE:
        return body.value(body.book.measures[node.name])
    if node.origin is Origin.PARAMETER:
        return _asked(body, f"{body.given('P', 0)}.get({node.name!r})")
    name = body.fact(node.name) if node.origin is Origin.FACT else body.item(node.key)
    return Value(name, (f"{name} is None",) if node.nullable else ())


def _asked(body: Body, expression: str, unknown: tuple[str, ...] = ()) -> Value:
    """What may turn out to be None, kept in order to ask that."""
    name = body.kept(Value(expression, unknown))
    return Value(name, (f"{name} is None",))


def _field(body: Body, node: tree.Field) -> Value:
    base = body.value(node.base)
    text = f"{base.text}.{node.name}"
    if node.base.shape.of is not None and members_of(node.base.shape.of)[node.name].nullable:
        return _asked(body, text, base.unknown)
    return Value(text, base.unknown)


def _strict(text: str, *operands: Value) -> Value:
    """A value that is unknown where an operand is."""
    return Value(text, tuple(test for operand in operands for test in operand.unknown))


def _compare(body: Body, node: tree.Compare) -> Value:
    if isinstance(node.left, tree.Size) and node.op in _EMPTY and _is_zero(node.right):
        many = body.value(node.left.collection)
        return _strict(f"({_EMPTY[node.op]} {many.text})", many)
    left, right = body.value(node.left), body.value(node.right)
    op = _SAME.get(node.op, node.op) if _is_one_of_few(node.left) else node.op
    text = f"{left.text} {op} {right.text}"
    if op == "==" and node.left.shape.sort is Sort.VALUE:
        text = f"{left.text} is {right.text} or {text}"  # a period is compared field by field
    return _strict(f"({text})", left, right)


def _is_one_of_few(node: Node) -> bool:
    """Whether equal values are the same object: the words of an enumeration."""
    kind = node.shape.of
    return node.shape.sort is Sort.WORD and getattr(kind, "__eq__", None) is object.__eq__


def _is_zero(node: Node) -> bool:
    return isinstance(node, tree.Const) and node.value == 0 and node.shape == NUMBER


_FEW: Final = 8
_SAME: Final = {"==": "is", "!=": "is not"}
_EMPTY: Final = {"==": "not", ">": "not not", "!=": "not not"}  # what a length says beside zero


def _is_none(body: Body, node: tree.IsNone) -> Value:
    base, test = body.value(node.operand.base), "is not None" if node.negated else "is None"
    return _strict(f"({base.text}.{node.operand.name} {test})", base)


def _membership(body: Body, node: tree.Membership) -> Value:
    word = "not in" if node.negated else "in"
    container = node.container
    if isinstance(container, tree.Constants):
        values: Collection[object] = container.values
        if _is_one_of_few(node.left) and len(values) <= _FEW:
            values = tuple(sorted(values, key=str))  # the hash of a word costs more than a look
        left, many = body.value(node.left), body.book.constant(values)
        return _strict(f"({left.text} {word} {many})", left)
    if container is not node.right:
        left, whole = body.value(node.left), body.value(container)
        return _strict(f"({left.text} {word} {whole.text})", left, whole)
    left, items = body.value(node.left), body.atom(container)
    lacking = lacking_names(container, items)
    left = body.held(left) if lacking else left
    doubts = tuple(f"{name} and {left.text} not in {items}" for name in lacking)
    return _strict(f"({left.text} {word} {items})", left, Value("", doubts))


def _near(body: Body, node: tree.Near) -> Value:
    left, tolerance = body.value(node.left), body.value(node.tolerance)
    items = body.atom(node.right)
    text = f"near_({left.text}, {items}, {tolerance.text})"
    doubts = tuple(f"{lacking} and not {text}" for lacking in lacking_names(node.right, items))
    return _strict(text, left, tolerance, Value("", doubts))


def _logic(body: Body, node: tree.Logic) -> Value:
    """Python's own logic where all is known, or all is unknown, at the same time."""
    first, *others = node.operands
    result, settled = body.value(first), node.op == "or"
    for operand in others:
        with body.aside() as lines:
            value = body.value(operand)
        if not lines and value.unknown == result.unknown:
            result = Value(f"({result.text} {node.op} {value.text})", result.unknown)
            continue
        name = body.kept(result, body.temp())
        body.line(f"if {name} is not {settled}:")
        body.paste(lines)
        with body.indent():
            other = body.kept(value)
            body.line(f"if {other} is not {not settled}: {name} = {other}")
        result = Value(name, (f"{name} is None",) if value.unknown or result.unknown else ())
    return result


def _not(body: Body, node: tree.Not) -> Value:
    value = body.value(node.operand)
    return _strict(f"(not {value.text})", value)


def _arithmetic(body: Body, node: tree.Arithmetic) -> Value:
    left, right = body.value(node.left), body.value(node.right)
    if node.op in ("//", "%") and not (isinstance(node.right, tree.Const) and node.right.value):
        right = body.held(right)
        right = Value(right.text, (*right.unknown, f"not {right.text}"))
    return _strict(f"({left.text} {node.op} {right.text})", left, right)


def _negative(body: Body, node: tree.Negative) -> Value:
    value = body.value(node.operand)
    return _strict(f"(-{value.text})", value)


def _call(body: Body, node: tree.Call) -> Value:
    given = [_argument(body, argument) for argument in node.arguments]
    written = [value.text for value in given]
    function = node.function
    if not is_costly(node) and function.name in _WRITTEN_OUT:
        return _strict(_WRITTEN_OUT[function.name].format(*written), *given)
    trusted = function.name in ("min", "max") or builtins().get(function.name) == function
    called = body.book.constant(function.call if trusted else function.apply)
    if function.needs_context or not trusted:
        written.insert(0, body.given("C", 1))
    found = _strict(f"{called}({', '.join(written)})", *given)
    if trusted and not function.nullable:
        return found
    # Kept though it may never be unknown: what raises must do so whatever stands beside it.
    name = body.kept(found, body.temp())
    return Value(name, (f"{name} is None",) if node.nullable else ())


_WRITTEN_OUT: Final = {"days": "({1} - {0}).days"}  # functions that are quicker said than called


def _argument(body: Body, node: Node) -> Value:
    if not isinstance(node, tree.Gathered):
        return body.value(node)
    items = body.atom(node)
    return Value(items, lacking_names(node, items))


def _answer(body: Body, node: tree.Answer) -> Value:
    return _asked(body, f"{body.given('C', 1)}.answer({node.id!r})")


def _size(body: Body, node: tree.Size) -> Value:
    many = body.value(node.collection)
    return _strict(f"len_({many.text})", many)


_START: Final = {
    "all": "True",
    "any": "False",
    "increasing": "True",
    "max": "None",
    "min": "None",
    "set": "set_()",
    "sorted": "[]",
    "tuple": "[]",
}
_STEP: Final = {
    "all": "{t} = False",
    "any": "{t} = True",
    "count": "{t} += 1",
    "increasing": "if {m} is not None and {q} < {m}: {t} = False\n{m} = {q}",
    "len": "{t} += 1",
    "max": "if {t} is None or {q} > {t}: {t} = {q}",
    "min": "if {t} is None or {q} < {t}: {t} = {q}",
    "set": "{t}.add({q})",
    "sorted": "{t}.append({q})",
    "sum": "{t} += {q}",
    "tuple": "{t}.append({q})",
}
_MORE: Final = {"increasing": "None"}  # a second variable, {m}
_END: Final = {"sorted": "{t} = sorted_({t})", "tuple": "{t} = tuple_({t})"}
_DOUBT: Final = {  # what an unknown item does to the value
    "all": "if {k} and {t}: {t} = None",
    "any": "if {k} and not {t}: {t} = None",
    "increasing": "if {k} and {t}: {t} = None",
    "set": "",
    "sorted": "",
    "tuple": "",
}
_STOP: Final = {"all": "not {t}", "any": "{t}"}


@attrs.frozen(kw_only=True, eq=False)
class Reduction:
    """One value out of many items, under way.

    Attributes:
        name: How they are reduced.
        generator: The items.
        names: The local names it uses: `t` holds the value, `k` whether an item was unknown, `m` a
            second thing to remember.
        nullable: Whether the value may be None; what is gathered never is.
    """

    name: str
    generator: tree.Generator
    names: Mapping[str, str]
    nullable: bool

    def sink(self) -> Sink:
        """What takes the items."""
        step = _STEP[self.name]
        return Sink(
            loops=self.generator.loops,
            element=None if self.name == "len" else self.generator.element,
            unknown=self._unknown,
            yes=self._write if self.name in ("any", "count") else None,
            no=self._write if self.name == "all" else None,
            take=self._take if "{q}" in step else None,
            item=self._write if self.name == "len" else None,
            stop=_STOP.get(self.name, "").format(**self.names),
        )

    def begin(self, body: Body) -> None:
        """Write what comes before the loop."""
        body.line(f"{self.names['t']} = {_START.get(self.name, '0')}")
        if self.name in _MORE:
            body.line(f"{self.names['m']} = {_MORE[self.name]}")
        if self.generator.may_lack:
            body.line(f"{self.names['k']} = False")

    def _unknown(self, body: Body) -> None:
        body.line(f"{self.names['k']} = True")

    def _write(self, body: Body) -> None:
        body.line(_STEP[self.name].format(**self.names))

    def _take(self, body: Body, text: str) -> None:
        step = _STEP[self.name]
        value = body.kept(Value(text)) if step.count("{q}") > 1 else text
        for line in step.format(q=value, **self.names).split("\n"):
            body.line(line)

    def end(self, body: Body) -> None:
        """Write what comes after the loop."""
        if self.name in _END:
            body.line(_END[self.name].format(**self.names))
        doubt = _DOUBT.get(self.name, "if {k}: {t} = None")
        if self.generator.may_lack and doubt:
            body.line(doubt.format(**self.names))

    @property
    def value(self) -> Value:
        """What came out, in a name."""
        name = self.names["t"]
        return Value(name, (f"{name} is None",) if self.nullable else ())


def reduction(body: Body, node: tree.Aggregate | tree.Gathered, result: str = "") -> Reduction:
    """The way to a value out of many, which ends in a local name.

    Args:
        body: Where it will be written.
        node: The value.
        result: The name; a new one where none is given.
    """
    value = result or body.temp()
    names = {"t": value, "k": f"{value}k", "m": f"{value}m"}
    name = node.name if isinstance(node, tree.Aggregate) else node.form
    nullable = node.nullable and isinstance(node, tree.Aggregate)
    return Reduction(name=name, generator=node.generator, names=names, nullable=nullable)


def _aggregate(body: Body, node: tree.Aggregate) -> Value:
    if not node.basis:
        return _reduced(body, node)
    first, *rest = [_argument(body, part) for part in node.basis]
    size = Value(f"len_({first.text})", first.unknown)
    return _strict(f"({rest[0].text} - {size.text})", size, *rest) if rest else size


def _reduced(body: Body, node: tree.Aggregate | tree.Gathered) -> Value:
    found = reduction(body, node)
    found.begin(body)
    pour(body, [found.sink()])
    found.end(body)
    return found.value


EMITTERS: Final[Mapping[type[Node], Emitter]] = {
    tree.Aggregate: _aggregate,
    tree.Answer: _answer,
    tree.Arithmetic: _arithmetic,
    tree.Call: _call,
    tree.Compare: _compare,
    tree.Const: _const,
    tree.Field: _field,
    tree.Gathered: _reduced,
    tree.IsNone: _is_none,
    tree.Logic: _logic,
    tree.Membership: _membership,
    tree.Name: _name,
    tree.Near: _near,
    tree.Negative: _negative,
    tree.Not: _not,
    tree.Size: _size,
}
