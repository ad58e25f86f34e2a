"""How each node of a tree becomes Python source: a value in a name, or an expression."""

from collections.abc import Mapping
from typing import Final

import attrs

from pmi_core.evaluation import tree
from pmi_core.evaluation.early import is_costly
from pmi_core.evaluation.emit import Body, Emitter
from pmi_core.evaluation.functions import builtins
from pmi_core.evaluation.fusing import Sink, pour
from pmi_core.evaluation.shapes import Sort
from pmi_core.evaluation.tree import Node, Origin


def _const(body: Body, node: tree.Const) -> str:
    if isinstance(node.value, (bool, int, str)):
        return f"({node.value!r})"
    return body.book.constant(node.value)


def _name(body: Body, node: tree.Name) -> str:
    if node.origin is Origin.FACT:
        return body.fact(node.name)
    if node.origin is Origin.BINDER:
        return body.item(node.key)
    if node.origin is Origin.MEASURE:
        return body.value(body.book.measures[node.name])
    return body.kept(f"{body.given('P', 0)}.get({node.name!r})")


def _field(body: Body, node: tree.Field) -> str:
    base = body.value(node.base)
    if not node.nullable:
        return f"{base}.{node.name}"
    tests = [f"{base} is None"] if node.base.nullable else []
    return body.guarded(tests, f"{base}.{node.name}", nullable=True)


def _operands(body: Body, *nodes: Node) -> tuple[list[str], list[str]]:
    """Values of nodes, and the tests that tell which of them are unknown."""
    values = [body.value(node) for node in nodes]
    pairs = zip(values, nodes, strict=True)
    return values, [f"{value} is None" for value, node in pairs if node.nullable]


def _compare(body: Body, node: tree.Compare) -> str:
    (left, right), tests = _operands(body, node.left, node.right)
    op = _SAME.get(node.op, node.op) if _is_one_of_few(node.left) else node.op
    return body.guarded(tests, f"{left} {op} {right}", nullable=node.nullable)


def _is_one_of_few(node: Node) -> bool:
    """Whether equal values are the same object: the words of an enumeration."""
    kind = node.shape.of
    return node.shape.sort is Sort.WORD and kind is not None and kind.__eq__ is object.__eq__


_SAME: Final = {"==": "is", "!=": "is not"}


def _is_none(body: Body, node: tree.IsNone) -> str:
    base = node.operand.base
    (value,), tests = _operands(body, base)
    test = "is not None" if node.negated else "is None"
    return body.guarded(tests, f"{value}.{node.operand.name} {test}", nullable=node.nullable)


def _membership(body: Body, node: tree.Membership) -> str:
    word = "not in" if node.negated else "in"
    container = node.container
    if isinstance(container, tree.Constants):
        (left,), tests = _operands(body, node.left)
        many = body.book.constant(container.values)
        return body.guarded(tests, f"{left} {word} {many}", nullable=node.nullable)
    if container is not node.right:
        (left, many), tests = _operands(body, node.left, container)
        return body.guarded(tests, f"{left} {word} {many}", nullable=node.nullable)
    (left,), tests = _operands(body, node.left)
    pair = body.value(container)
    if not container.nullable:
        return body.guarded(tests, f"{left} {word} {pair}[0]", nullable=node.nullable)
    found, absent = ("False", "True") if node.negated else ("True", "False")
    rest = f"None if {pair}[1] else {absent}"
    return body.guarded(tests, f"{found} if {left} in {pair}[0] else {rest}", nullable=True)


def _near(body: Body, node: tree.Near) -> str:
    (left, tolerance), tests = _operands(body, node.left, node.tolerance)
    pair = body.value(node.right)
    found = f"near_({left}, {pair}[0], {tolerance})"
    if not node.right.nullable:
        return body.guarded(tests, found, nullable=node.nullable)
    return body.guarded(tests, f"True if {found} else None if {pair}[1] else False", nullable=True)


def _logic(body: Body, node: tree.Logic) -> str:
    """Python's own logic for as long as all is known and needs no line of its own."""
    first, *others = node.operands
    result, nullable, settled = body.value(first), first.nullable, node.op == "or"
    for operand in others:
        with body.aside() as lines:
            value = body.value(operand)
        nullable = nullable or operand.nullable
        if not lines and not nullable:
            result = f"({result} {node.op} {value})"
            continue
        result = body.kept(result)
        body.line(f"if {result} is not {settled}:")
        body.paste(lines)
        with body.indent():
            value = value if value.isidentifier() else body.kept(value)
            body.line(f"if {value} is not {not settled}: {result} = {value}")
    return result


def _not(body: Body, node: tree.Not) -> str:
    (value,), tests = _operands(body, node.operand)
    return body.guarded(tests, f"not {value}", nullable=node.nullable)


def _arithmetic(body: Body, node: tree.Arithmetic) -> str:
    (left, right), tests = _operands(body, node.left, node.right)
    if node.op in ("//", "%") and not (isinstance(node.right, tree.Const) and node.right.value):
        right = right if right.isidentifier() else body.kept(right)
        tests = [test for test in tests if test != f"{right} is None"] + [f"not {right}"]
    return body.guarded(tests, f"{left} {node.op} {right}", nullable=node.nullable)


def _negative(body: Body, node: tree.Negative) -> str:
    (value,), tests = _operands(body, node.operand)
    return body.guarded(tests, f"-{value}", nullable=node.nullable)


def _call(body: Body, node: tree.Call) -> str:
    given: list[str] = []
    tests: list[str] = []
    for argument in node.arguments:
        value = body.value(argument)
        several = isinstance(argument, tree.Gathered)
        given.append(f"{value}[0]" if several else value)
        if argument.nullable:
            tests.append(f"{value}[1]" if several else f"{value} is None")
    function = node.function
    if not is_costly(node) and function.name in _WRITTEN_OUT:
        written = _WRITTEN_OUT[function.name].format(*given)
        return body.guarded(tests, written, nullable=node.nullable)
    trusted = function.name in ("min", "max") or builtins().get(function.name) == function
    called = body.book.constant(function.call if trusted else function.apply)
    if function.needs_context or not trusted:
        given.insert(0, body.given("C", 1))
    return body.guarded(tests, f"{called}({', '.join(given)})", nullable=node.nullable)


_WRITTEN_OUT: Final = {"days": "({1} - {0}).days"}  # functions that are quicker said than called


def _answer(body: Body, node: tree.Answer) -> str:
    return body.kept(f"{body.given('C', 1)}.answer({node.id!r})")


def _size(body: Body, node: tree.Size) -> str:
    (many,), tests = _operands(body, node.collection)
    return body.guarded(tests, f"len_({many})", nullable=node.nullable)


_START: Final = {
    "all": "True",
    "any": "False",
    "distinct": "set_()",
    "increasing": "True",
    "max": "None",
    "min": "None",
    "set": "set_()",
    "sorted": "[]",
    "tuple": "[]",
}
_STEP: Final = {
    "all": "if not {q}: {t} = False",
    "any": "if {q}: {t} = True",
    "count": "if {q}: {t} += 1",
    "distinct": "{t}.add({q})",
    "duplicates": "{t} += 1; {m}.add({q})",
    "increasing": "if {m} is not None and {q} < {m}: {t} = False\n{m} = {q}",
    "len": "{t} += 1",
    "max": "if {t} is None or {q} > {t}: {t} = {q}",
    "min": "if {t} is None or {q} < {t}: {t} = {q}",
    "set": "{t}.add({q})",
    "sorted": "{t}.append({q})",
    "sum": "{t} += {q}",
    "tuple": "{t}.append({q})",
}
_MORE: Final = {"duplicates": "set_()", "increasing": "None"}  # a second variable, {m}
_END: Final = {
    "distinct": "{t} = len_({t})",
    "duplicates": "{t} -= len_({m})",
    "set": "{t} = ({t}, {k})",
    "sorted": "{t} = (sorted_({t}), {k})",
    "tuple": "{t} = (tuple_({t}), {k})",
}
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
    """

    name: str
    generator: tree.Generator
    names: Mapping[str, str]

    def sink(self) -> Sink:
        """What takes the items."""
        return Sink(
            loops=self.generator.loops,
            element=None if self.name == "len" else self.generator.element,
            take=self._take,
            unknown=lambda body: body.line(f"{self.names['k']} = True"),
            stop=_STOP.get(self.name, "").format(**self.names),
        )

    def begin(self, body: Body) -> None:
        """Write what comes before the loop."""
        body.line(f"{self.names['t']} = {_START.get(self.name, '0')}")
        if self.name in _MORE:
            body.line(f"{self.names['m']} = {_MORE[self.name]}")
        if self.generator.may_lack:
            body.line(f"{self.names['k']} = False")

    def _take(self, body: Body) -> None:
        element, step = self.generator.element, _STEP[self.name]
        if "{q}" not in step:
            body.line(step.format(**self.names))
            return
        once = not element.nullable and step.count("{q}") == 1
        value = body.value(element) if once else body.atom(element)
        lines = step.format(q=value, **self.names).split("\n")
        if not element.nullable:
            body.write(lines)
            return
        body.line(f"if {value} is None: {self.names['k']} = True")
        body.line("else:")
        with body.indent():
            body.write(lines)

    def end(self, body: Body) -> None:
        """Write what comes after the loop."""
        if self.name in _END:
            body.line(_END[self.name].format(**self.names))
        doubt = _DOUBT.get(self.name, "if {k}: {t} = None")
        if self.generator.may_lack and doubt:
            body.line(doubt.format(**self.names))


def reduction(body: Body, node: tree.Aggregate | tree.Gathered, result: str = "") -> Reduction:
    """The way to a value out of many, which ends in a local name.

    Args:
        body: Where it will be written.
        node: The value.
        result: The name; a new one where none is given.
    """
    lacking = body.temp() if node.generator.may_lack else "False"
    names = {"t": result or body.temp(), "k": lacking, "m": body.temp()}
    name = node.name if isinstance(node, tree.Aggregate) else node.form
    return Reduction(name=name, generator=node.generator, names=names)


def _reduced(body: Body, node: tree.Aggregate | tree.Gathered) -> str:
    found = reduction(body, node)
    found.begin(body)
    pour(body, [found.sink()])
    found.end(body)
    return found.names["t"]


EMITTERS: Final[Mapping[type[Node], Emitter]] = {
    tree.Aggregate: _reduced,
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
