"""Checks of what goes through collections: generators, aggregates, `each`, and calls.

A loop inside a loop must go deeper into the item at hand or not depend on it at all (then it is
computed once); anything else would compare every item with every other, which is not linear.
"""

import ast
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Final, Literal, cast

from pmi_core.errors import did_you_mean
from pmi_core.evaluation import tree
from pmi_core.evaluation.functions import Function, extreme
from pmi_core.evaluation.shapes import BOOL, DAY, NUMBER, SCALARS, TEXT, Shape, Sort
from pmi_core.evaluation.tree import Node, Origin
from pmi_core.evaluation.walker import AGGREGATES, Binder, Walker

MOST_LOOPS: Final = 2
_ORDERED: Final = frozenset({Sort.NUMBER, Sort.DAY})
_ITEM: Final = "item"  # stands for the unnamed item of a whole collection
_ELEMENTS: Final = {
    "all": frozenset({Sort.BOOL}),
    "any": frozenset({Sort.BOOL}),
    "count": frozenset({Sort.BOOL, Sort.RECORD}),
    "distinct": SCALARS,
    "duplicates": SCALARS,
    "increasing": _ORDERED,
    "len": SCALARS | {Sort.RECORD},
    "max": _ORDERED,
    "min": _ORDERED,
    "sum": frozenset({Sort.NUMBER}),
}


def check_each(walker: Walker, parsed: ast.expr) -> tuple[tree.Loop, ...]:
    """The loops of an `each`; their items stay bound in the walker."""
    if not walker.source.text.lstrip().startswith("for") or not isinstance(
        parsed, ast.GeneratorExp
    ):
        hint = "write `for item in collection`"
        walker.refuse(parsed, "grammar", "this is not one `for … in …`", hint)
        return ()
    loops = _loops(walker, parsed)
    for loop in loops:
        name = _root(walker, loop.collection)
        if name != walker.scope.schema.subject:
            message = f"`each` goes through the subject {walker.scope.schema.subject!r} only"
            column = loop.collection.span.column
            walker.faults.append(walker.source.fault("subject", message, column))
    return loops


def call(walker: Walker, parsed: ast.Call) -> Node | None:
    """A call of a built-in, a plugin's function or a part of the grammar."""
    if parsed.keywords or any(isinstance(item, ast.Starred) for item in parsed.args):
        walker.refuse(parsed, "grammar", "arguments are given one by one, without names")
        return None
    if not isinstance(parsed.func, ast.Name):
        walker.refuse(parsed, "grammar", "only a function's name can be called")
        return None
    name = parsed.func.id
    if name in ("min", "max") and len(parsed.args) > 1:
        return _extreme(walker, parsed, "min" if name == "min" else "max")
    if name in AGGREGATES:
        return _aggregate(walker, parsed, name)
    if name in _SPECIAL:
        return _SPECIAL[name](walker, parsed)
    function = walker.scope.schema.functions.get(name)
    if function is None:
        guess = did_you_mean(name, walker.scope.functions())
        walker.refuse(parsed, "unknown-function", f"no function is called {name!r}{guess}")
        return None
    return _function(walker, parsed, function)


def gathered(
    walker: Walker, parsed: ast.expr, form: Literal["set", "sorted", "tuple"]
) -> tree.Gathered | None:
    """The values of a generator or of a whole collection."""
    generator = _generator(walker, parsed)
    if generator is None:
        return None
    if generator.element.shape.sort not in SCALARS:
        walker.mistyped(generator.element, "single value")
        return None
    return tree.Gathered(
        shape=generator.element.shape,
        nullable=generator.may_lack,
        span=walker.source.span(parsed),
        form=form,
        generator=generator,
    )


def _aggregate(walker: Walker, parsed: ast.Call, name: str) -> Node | None:
    if not _has(walker, parsed, 1):
        return None
    (many,) = parsed.args
    if name == "len" and not isinstance(many, ast.GeneratorExp):
        return _size(walker, parsed, many)
    generator = _generator(walker, many)
    if generator is None:
        return None
    element = generator.element
    if element.shape.sort not in _ELEMENTS[name]:
        hint = "count takes conditions or records" if name == "count" else ""
        wanted = " or ".join(sorted(sort.name.lower() for sort in _ELEMENTS[name]))
        walker.mistyped(element, wanted, hint)
        return None
    result = {"all": BOOL, "any": BOOL, "increasing": BOOL, "max": element.shape}
    return tree.Aggregate(
        shape=(result | {"min": element.shape}).get(name, NUMBER),
        nullable=generator.may_lack or name in ("min", "max"),
        span=walker.source.span(parsed),
        name="len" if name == "count" and element.shape != BOOL else name,
        generator=generator,
    )


def _size(walker: Walker, parsed: ast.Call, many: ast.expr) -> Node | None:
    collection = walker.node(many)
    if collection is None:
        return None
    if collection.shape.item is None:
        walker.mistyped(collection, "collection")
        return None
    span = walker.source.span(parsed)
    return tree.Size(shape=NUMBER, nullable=collection.nullable, span=span, collection=collection)


def _generator(walker: Walker, parsed: ast.expr) -> tree.Generator | None:
    outer = dict(walker.binders)
    if isinstance(parsed, ast.GeneratorExp):
        loops = _loops(walker, parsed)
        element = walker.node(parsed.elt)
        walker.binders = dict(outer)
        if element is None or len(loops) < len(parsed.generators):
            return None
        generator = tree.Generator(loops=loops, element=element)
    else:
        whole = _whole(walker, parsed)
        if whole is None:
            return None
        generator = whole
    if not _is_linear(generator, outer):
        walker.refuse(parsed, "not-linear", _QUADRATIC, _LINEAR)
        return None
    return generator


_QUADRATIC: Final = "every item would be compared with every other item"
_LINEAR: Final = "write `value in (… for …)` or `near(value, (… for …), tolerance)`"


def _whole(walker: Walker, parsed: ast.expr) -> tree.Generator | None:
    collection = walker.node(parsed)
    if collection is None:
        return None
    if collection.shape.item is None:
        walker.mistyped(collection, "collection")
        return None
    element = tree.Name(
        shape=collection.shape.item,
        nullable=False,
        span=collection.span,
        name=_ITEM + " ",  # no name in a rule has a blank, so this one never clashes
        key=tree.item_key(collection),
        origin=Origin.BINDER,
    )
    loop = tree.Loop(binder=element.name, collection=collection, condition=None)
    return tree.Generator(loops=(loop,), element=element)


def _is_linear(generator: tree.Generator, outer: dict[str, Binder]) -> bool:
    if not generator.free_binders:
        return True
    base = _base(generator.loops[0].collection)
    if base.origin is Origin.BINDER:
        return base.name == list(outer)[-1]
    return base.name not in {binder.root for binder in outer.values()}


def _loops(walker: Walker, parsed: ast.GeneratorExp) -> tuple[tree.Loop, ...]:
    inside = len(walker.binders) - len(walker.scope.binders)
    if inside + len(parsed.generators) > MOST_LOOPS:
        message = f"more than {MOST_LOOPS} loops inside each other"
        walker.refuse(parsed, "depth", message, "make a part of it a measure or a derived field")
        _poison(walker, parsed)
        return ()
    loops = [_loop(walker, item, first=index == 0) for index, item in enumerate(parsed.generators)]
    return tuple(loop for loop in loops if loop is not None)


def _poison(walker: Walker, parsed: ast.GeneratorExp) -> None:
    names = (item.target.id for item in parsed.generators if isinstance(item.target, ast.Name))
    walker.binders |= {name: Binder(shape=None, root="") for name in names}


def _loop(walker: Walker, parsed: ast.comprehension, *, first: bool) -> tree.Loop | None:
    target = parsed.target
    if parsed.is_async:
        walker.refuse(target, "grammar", "`async` is not part of the rule language")
        return None
    if not isinstance(target, ast.Name):
        walker.refuse(target, "grammar", "a loop names one item")
        return None
    collection = _collection(walker, parsed.iter, first=first)
    taken = walker.scope.taken() | set(walker.binders)
    if target.id in taken:
        walker.refuse(target, "name-taken", f"{target.id!r} is already the name of something")
    shape = collection.shape.item if collection is not None else None
    root = _root(walker, collection) if collection is not None else ""
    key = tree.item_key(collection) if collection is not None else ""
    walker.binders[target.id] = Binder(shape=shape, root=root, key=key)
    conditions = [walker.expect(walker.node(item), BOOL) for item in parsed.ifs]
    known = [condition for condition in conditions if condition is not None]
    if collection is None or len(known) < len(conditions):
        return None
    return tree.Loop(binder=target.id, collection=collection, condition=_joined(known))


def _collection(walker: Walker, parsed: ast.expr, *, first: bool) -> Node | None:
    collection = walker.node(parsed)
    if collection is None:
        return None
    if collection.shape.sort is not Sort.MANY:
        hint = "a set has no order" if collection.shape.sort is Sort.SET else ""
        walker.mistyped(collection, "collection", hint)
        return None
    if not first and not _goes_deeper(walker, collection):
        walker.refuse(parsed, "not-linear", _QUADRATIC, _LINEAR)
        return None
    return collection


def _goes_deeper(walker: Walker, collection: Node) -> bool:
    base = _base(collection)
    if base.origin is Origin.BINDER:
        return base.name == list(walker.binders)[-1]
    return base.name not in {binder.root for binder in walker.binders.values()}


def _joined(conditions: list[Node]) -> Node | None:
    if len(conditions) < 2:
        return conditions[0] if conditions else None
    texts = " and ".join(condition.source for condition in conditions)
    span = tree.Span(text=texts, column=conditions[0].span.column)
    nullable = any(condition.nullable for condition in conditions)
    operands = tuple(conditions)
    return tree.Logic(shape=BOOL, nullable=nullable, span=span, op="and", operands=operands)


def _base(collection: Node) -> tree.Name:
    while isinstance(collection, tree.Field):
        collection = collection.base
    return cast("tree.Name", collection)  # functions give no collections, so only names do


def _root(walker: Walker, collection: Node) -> str:
    base = _base(collection)
    return walker.binders[base.name].root if base.origin is Origin.BINDER else base.name


def _has(walker: Walker, parsed: ast.Call, count: int) -> bool:
    if len(parsed.args) == count:
        return True
    wanted = "one argument" if count == 1 else f"{count} arguments"
    walker.refuse(parsed, "arguments", f"this function takes {wanted}, not {len(parsed.args)}")
    return False


def _answer(walker: Walker, parsed: ast.Call) -> Node | None:
    if not _has(walker, parsed, 1):
        return None
    (question,) = parsed.args
    if not isinstance(question, ast.Constant) or not isinstance(question.value, str):
        walker.refuse(parsed, "grammar", "answer takes the id of a question as text")
        return None
    known = walker.scope.schema.answers
    if known is not None and question.value not in known:
        guess = did_you_mean(question.value, known)
        message = f"no question has the id {question.value!r}{guess}"
        walker.refuse(question, "unknown-answer", message)
        return None
    span = walker.source.span(parsed)
    return tree.Answer(shape=TEXT, nullable=True, span=span, id=question.value)


def _near(walker: Walker, parsed: ast.Call) -> Node | None:
    if not _has(walker, parsed, 3):
        return None
    right = gathered(walker, parsed.args[1], "sorted")
    left = walker.node(parsed.args[0])
    left = walker.expect(left, right.shape) if right is not None else None
    tolerance = walker.expect(walker.node(parsed.args[2]), NUMBER)
    if left is None or right is None or tolerance is None:
        return None
    if left.shape.sort not in _ORDERED:
        walker.mistyped(left, "number or day")
        return None
    return tree.Near(
        shape=BOOL,
        nullable=left.nullable or right.nullable or tolerance.nullable,
        span=walker.source.span(parsed),
        left=left,
        right=right,
        tolerance=tolerance,
    )


_SPECIAL: Final[dict[str, Callable[[Walker, ast.Call], Node | None]]] = {
    "answer": _answer,
    "near": _near,
}


def _extreme(walker: Walker, parsed: ast.Call, name: Literal["min", "max"]) -> Node | None:
    nodes = [walker.node(argument) for argument in parsed.args]
    of_days = any(node is not None and node.shape == DAY for node in nodes)
    shape = DAY if of_days else NUMBER
    function = extreme(name, _ANNOTATIONS[shape], len(nodes))
    return _called(walker, parsed, function, [walker.expect(node, shape) for node in nodes])


def _function(walker: Walker, parsed: ast.Call, function: Function) -> Node | None:
    if not _has(walker, parsed, len(function.shapes)):
        return None
    pairs = zip(parsed.args, function.shapes, strict=True)
    return _called(walker, parsed, function, [_argument(walker, *pair) for pair in pairs])


def _argument(walker: Walker, parsed: ast.expr, shape: Shape) -> Node | None:
    if shape.item is None:
        return walker.expect(walker.node(parsed), shape)
    return walker.expect(gathered(walker, parsed, "tuple"), shape.item)


def _called(
    walker: Walker, parsed: ast.Call, function: Function, arguments: Iterable[Node | None]
) -> Node | None:
    given = list(arguments)
    known = tuple(argument for argument in given if argument is not None)
    if len(known) < len(given):
        return None
    return tree.Call(
        shape=function.result_shape,
        nullable=function.nullable or any(argument.nullable for argument in known),
        span=walker.source.span(parsed),
        function=function,
        arguments=known,
    )


_ANNOTATIONS: Final = {DAY: date, NUMBER: int | Fraction}
