"""How each node of a tree becomes Python source: a value in a name, or an expression."""

from collections.abc import Mapping
from typing import Final

from pmi_core.evaluation import tree
from pmi_core.evaluation.emit import Body, Emitter
from pmi_core.evaluation.functions import builtins
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
        return body.binder(node.name)
    if node.origin is Origin.MEASURE:
        return body.from_slot(("measure", node.name), body.book.measures[node.name])
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
    return body.guarded(tests, f"{left} {node.op} {right}", nullable=node.nullable)


def _is_none(body: Body, node: tree.IsNone) -> str:
    base = node.operand.base
    (value,), tests = _operands(body, base)
    test = "is not None" if node.negated else "is None"
    return body.guarded(tests, f"{value}.{node.operand.name} {test}", nullable=node.nullable)


def _membership(body: Body, node: tree.Membership) -> str:
    word = "not in" if node.negated else "in"
    right = node.right
    if isinstance(right, tree.Constants):
        (left,), tests = _operands(body, node.left)
        many = body.book.constant(right.values)
        return body.guarded(tests, f"{left} {word} {many}", nullable=node.nullable)
    whole = right.whole
    if whole is not None and (whole.shape.sort is Sort.SET or tree.free_binders(whole)):
        (left, many), tests = _operands(body, node.left, whole)
        return body.guarded(tests, f"{left} {word} {many}", nullable=node.nullable)
    (left,), tests = _operands(body, node.left)
    pair = body.value(right)
    found, absent = ("False", "True") if node.negated else ("True", "False")
    if not right.nullable:
        return body.guarded(tests, f"{left} {word} {pair}[0]", nullable=node.nullable)
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
    if all(_is_plain(operand) for operand in node.operands):
        return "(" + f" {node.op} ".join(body.value(operand) for operand in node.operands) + ")"
    first, *others = node.operands
    result = body.kept(body.value(first))
    settled = node.op == "or"
    for operand in others:
        body.line(f"if {result} is not {settled}:")
        with body.indent():
            value = body.atom(operand)
            body.line(f"if {value} is not {not settled}: {result} = {value}")
    return result


def _is_plain(part: tree.Part) -> bool:
    """Whether a node is known and written as one expression, so Python's own logic will do."""
    if isinstance(part, tree.IsNone):
        return _is_plain(part.operand.base)
    if isinstance(part, tree.Name) and part.origin is Origin.MEASURE:
        return False
    if not isinstance(part, Node) or isinstance(part, (tree.Aggregate, tree.Gathered)):
        return False
    return not part.nullable and all(_is_plain(inner) for inner in tree.parts_of(part))


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
    trusted = function.name in ("min", "max") or builtins().get(function.name) == function
    called = body.book.constant(function.call if trusted else function.apply)
    if function.needs_context or not trusted:
        given.insert(0, body.given("C", 1))
    return body.guarded(tests, f"{called}({', '.join(given)})", nullable=node.nullable)


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
    "tuple": "[]",
    "sorted": "[]",
    "set": "[]",
}
_STEP: Final = {
    "all": "if not {q}: {t} = False; break",
    "any": "if {q}: {t} = True; break",
    "count": "if {q}: {t} += 1",
    "distinct": "{t}.add({q})",
    "duplicates": "{t} += 1; {m}.add({q})",
    "increasing": "if {m} is not None and {q} < {m}: {t} = False\n{m} = {q}",
    "len": "{t} += 1",
    "max": "if {t} is None or {q} > {t}: {t} = {q}",
    "min": "if {t} is None or {q} < {t}: {t} = {q}",
    "set": "{t}.append({q})",
    "sorted": "{t}.append({q})",
    "sum": "{t} += {q}",
    "tuple": "{t}.append({q})",
}
_END: Final = {
    "all": "if {k} and {t}: {t} = None",
    "any": "if {k} and not {t}: {t} = None",
    "increasing": "if {k} and {t}: {t} = None",
    "distinct": "{t} = None if {k} else len_({t})",
    "duplicates": "{t} = None if {k} else {t} - len_({m})",
    "set": "{t} = (frozenset_({t}), {k})",
    "sorted": "{t} = (sorted_({t}), {k})",
    "tuple": "{t} = (tuple_({t}), {k})",
}
_MORE: Final = {"duplicates": "set_()", "increasing": "None"}  # a second variable, {m}


def _aggregate(body: Body, node: tree.Aggregate) -> str:
    return _reduced(body, node.name, node.generator)


def _gathered(body: Body, node: tree.Gathered) -> str:
    return _reduced(body, node.form, node.generator)


def _reduced(body: Body, name: str, generator: tree.Generator) -> str:
    """One value out of many; `k` tells whether an item was unknown."""
    names = {"t": body.kept(_START.get(name, "0")), "k": body.kept("False")}
    names["m"] = body.kept(_MORE[name]) if name in _MORE else ""

    def unknown() -> None:
        body.line(f"{names['k']} = True")

    def inner() -> None:
        value = "" if name == "len" else body.atom(generator.element)
        if generator.element.nullable and name != "len":
            body.line(f"if {value} is None: {names['k']} = True; continue")
        for line in _STEP[name].format(q=value, **names).split("\n"):
            body.line(line)

    settled = {"all": f"if not {names['t']}: break", "any": f"if {names['t']}: break"}
    body.loops(generator.loops, unknown=unknown, inner=inner, stop=settled.get(name, ""))
    body.line(_END.get(name, "if {k}: {t} = None").format(**names))
    return names["t"]


EMITTERS: Final[Mapping[type[Node], Emitter]] = {
    tree.Aggregate: _aggregate,
    tree.Answer: _answer,
    tree.Arithmetic: _arithmetic,
    tree.Call: _call,
    tree.Compare: _compare,
    tree.Const: _const,
    tree.Field: _field,
    tree.Gathered: _gathered,
    tree.IsNone: _is_none,
    tree.Logic: _logic,
    tree.Membership: _membership,
    tree.Name: _name,
    tree.Near: _near,
    tree.Negative: _negative,
    tree.Not: _not,
    tree.Size: _size,
}
