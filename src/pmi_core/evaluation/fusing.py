"""One loop over a collection for all that want its items."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeGuard, TypeVar, cast

import attrs

from pmi_core.evaluation import tree
from pmi_core.evaluation.emit import Body, Value, Write
from pmi_core.evaluation.tree import Node, Part

K = TypeVar("K")
T = TypeVar("T")


@attrs.frozen(kw_only=True, eq=False)
class Sink:
    """What takes the items of loops: a value under way, or a criterion that asks each of them.

    Attributes:
        loops: Where the items come from, outermost first.
        element: What is evaluated of each; None where nothing is.
        unknown: Writes what to do where the element, or whether there is an item, is not known.
        yes: Writes what to do where the element, a condition, holds.
        no: Writes what to do where it does not.
        take: Writes what to do with an element that is no condition.
        item: Writes what to do for each item, whatever its element.
        stop: Tells that no further item can change the value; empty where any can.
        placed: Whether it asks where the items lie, for which `Body.places` is there.
    """

    loops: tuple[tree.Loop, ...]
    element: Node | None
    unknown: Write
    yes: Write | None = None
    no: Write | None = None
    take: Callable[[Body, str], None] | None = None
    item: Write | None = None
    stop: str = ""
    placed: bool = False

    def parts(self, depth: int = 0) -> list[Part]:
        """What it evaluates from one of its loops on, for which the loop's collection is known."""
        loop, *rest = self.loops[depth:]
        found: list[Part | None] = [loop.condition, *rest, self.element]
        return [part for part in found if part is not None]


def by_collection(sinks: Iterable[Sink], depth: int = 0) -> list[list[Sink]]:
    """Sinks by the collection of one of their loops."""
    return list(_grouped(sinks, lambda sink: sink.loops[depth].collection).values())


def pour(body: Body, sinks: Sequence[Sink], depth: int = 0) -> None:
    """Write one loop over the collection that some sinks have in common."""
    collection = sinks[0].loops[depth].collection
    with body.scope():
        body.hoist([part for sink in sinks for part in sink.parts(depth)])
        many = body.atom(collection)
        if not collection.nullable:
            _loop(body, sinks, depth, many)
            return
        body.line(f"if {many} is None:")
        with body.indent():
            _unknown(body, sinks)
        body.line("else:")
        with body.indent():
            _loop(body, sinks, depth, many)


def _unknown(body: Body, sinks: Iterable[Sink]) -> None:
    for sink in sinks:
        sink.unknown(body)


def _loop(body: Body, sinks: Sequence[Sink], depth: int, many: str) -> None:
    key = tree.item_key(sinks[0].loops[depth].collection)
    with body.each(key, many, placed=any(sink.placed for sink in sinks)):
        body.share([part for sink in sinks for part in sink.parts(depth)])
        conditions = _grouped(sinks, lambda sink: sink.loops[depth].condition)
        for condition, some in conditions.items():
            _filtered(body, some, depth, condition)
        if len(sinks) == 1 and sinks[0].stop:
            body.line(f"if {sinks[0].stop}: break")


def _filtered(body: Body, sinks: Sequence[Sink], depth: int, condition: Node | None) -> None:
    if condition is None:
        _fed(body, sinks, depth)
        return
    body.choose(
        condition,
        unknown=lambda inner: _unknown(inner, sinks),
        yes=lambda inner: _fed(inner, sinks, depth),
    )


def _fed(body: Body, sinks: Iterable[Sink], depth: int) -> None:
    """Items to those that want no inner ones; loops over the inner ones for the others."""
    ends = _grouped(sinks, lambda sink: len(sink.loops) == depth + 1)
    _taken(body, ends.get(True, ()))
    for some in by_collection(ends.get(False, ()), depth + 1):
        pour(body, some, depth + 1)


def _taken(body: Body, sinks: Iterable[Sink]) -> None:
    """Elements to those that want them; where they are unknown by the same test, asked once."""
    groups: dict[tuple[str, ...], list[tuple[Sink, str]]] = {}
    for sink in sinks:
        if sink.item is not None:
            sink.item(body)
        if sink.element is None:
            continue
        if body.asks_in_turn(sink.element, sink.yes):
            body.choose(sink.element, unknown=sink.unknown, yes=sink.yes, no=sink.no)
        else:
            value = body.value(sink.element)
            groups.setdefault(value.unknown, []).append((sink, value.text))
    for unknown, some in groups.items():
        tests = [(Value("", unknown).test, partial(_unknown, sinks=[sink for sink, _ in some]))]
        body.branch(tests if unknown else [], partial(_known, some=some))


_Asked = tuple[Sink, str]


def _known(body: Body, some: Iterable[_Asked]) -> None:
    for compared, asked in _grouped(some, _compared).items():
        if compared is not None:
            _one_of(body, asked)
            continue
        for sink, text in asked:
            if sink.take is not None:
                sink.take(body, text)
            else:
                body.decide(text, sink.yes, sink.no)


def _compared(asked: _Asked) -> Node | None:
    """What is compared with a constant, where something follows from equality alone."""
    sink, _ = asked
    follows = sink.yes is not None and sink.no is None
    return sink.element.left if follows and _is_equality(sink.element) else None


def _is_equality(node: Node | None) -> TypeGuard[tree.Compare]:
    return isinstance(node, tree.Compare) and node.op == "==" and isinstance(node.right, tree.Const)


def _one_of(body: Body, asked: Iterable[_Asked]) -> None:
    """Ask one constant after the other: a value equals no two of them."""
    constants = _grouped(asked, lambda one: cast("Any", one[0].element).right.value)
    tests = [(some[0][1], partial(_followed, asked=some)) for some in constants.values()]
    body.branch(tests, None)


def _followed(body: Body, asked: Iterable[_Asked]) -> None:
    for sink, _ in asked:
        cast("Write", sink.yes)(body)


def _grouped(items: Iterable[T], key: Callable[[T], K]) -> Mapping[K, list[T]]:
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
