"""A checked expression as a typed tree: the one form that is compiled, traced and put in words.

Two nodes are equal when they compute the same value; where they were written does not count.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cached_property
from typing import Any, Literal, TypeGuard, cast

import attrs

from pmi_core.evaluation.functions import Function
from pmi_core.evaluation.shapes import Shape, Sort
from pmi_core.privacy import FieldClass


class Origin(Enum):
    """Where a name gets its value from."""

    FACT = "fakta"
    BINDER = "pengikat"
    MEASURE = "ukuran"
    PARAMETER = "parameter"


@attrs.frozen(kw_only=True)
class Span:
    """The text of a node and the column, from one, where it begins."""

    text: str
    column: int


@attrs.frozen(kw_only=True)
class Part:
    """Anything a tree is made of."""

    @cached_property
    def parts(self) -> "tuple[Part, ...]":
        """The parts directly under it, from left to right."""
        found: list[Part] = []
        for field in attrs.fields(type(self)):
            value: Any = getattr(self, field.name)
            items = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
            found += (item for item in items if isinstance(item, Part))
        return tuple(found)

    @cached_property
    def free_binders(self) -> frozenset[str]:
        """The loop items it reads without binding them itself, as they are called."""
        found = frozenset[str]().union(*(inner.free_binders for inner in self.parts))
        return found - {loop.binder for loop in self.binding}

    @cached_property
    def free_items(self) -> frozenset[str]:
        """The keys of those items."""
        found = frozenset[str]().union(*(inner.free_items for inner in self.parts))
        return found - {item_key(loop.collection) for loop in self.binding}

    @property
    def binding(self) -> "tuple[Loop, ...]":
        """The loops that bind items for what lies under it."""
        return ()


@attrs.frozen(kw_only=True)
class Node(Part):
    """An expression.

    Attributes:
        shape: The type of its value.
        nullable: Whether the value may be unknown.
        span: Where it stands in the rulebook.
    """

    shape: Shape
    nullable: bool
    span: Span = attrs.field(eq=False, repr=False)

    @property
    def source(self) -> str:
        """The expression as written."""
        return self.span.text


@attrs.frozen(kw_only=True, cache_hash=True)
class Const(Node):
    """A constant; a word, day or typed value is held as such, not as text."""

    value: object


@attrs.frozen(kw_only=True, cache_hash=True)
class Constants(Node):
    """The constants on the right of `in`; the shape is that of one of them."""

    values: tuple[object, ...]


@attrs.frozen(kw_only=True, cache_hash=True)
class Name(Node):
    """A fact, an item of a loop, a measure or a parameter.

    Attributes:
        name: As written.
        key: What it is, whatever it is called: items of equal collections have equal keys.
    """

    name: str = attrs.field(eq=False)
    key: str
    origin: Origin

    @cached_property
    def free_binders(self) -> frozenset[str]:
        """Itself, where it is an item."""
        return frozenset({self.name} if self.origin is Origin.BINDER else ())

    @cached_property
    def free_items(self) -> frozenset[str]:
        """Its key, where it is an item."""
        return frozenset({self.key} if self.origin is Origin.BINDER else ())


@attrs.frozen(kw_only=True, cache_hash=True)
class Field(Node):
    """A declared field or derived property of a record."""

    base: Node
    name: str
    absence: Literal["unknown", "none"]
    privacy: FieldClass


@attrs.frozen(kw_only=True, cache_hash=True)
class Compare(Node):
    """One comparison; a chain is the conjunction of its links."""

    op: Literal["==", "!=", "<", "<=", ">", ">="]
    left: Node
    right: Node


@attrs.frozen(kw_only=True, cache_hash=True)
class IsNone(Node):
    """Whether a field whose absence is a fact is absent."""

    operand: Field
    negated: bool


@attrs.frozen(kw_only=True, cache_hash=True)
class Membership(Node):
    """Whether a value is one of several."""

    left: Node
    right: "Constants | Gathered"
    negated: bool

    @property
    def container(self) -> Node:
        """What is looked into: the collection itself where it need not be made a set first."""
        whole = self.right.whole if isinstance(self.right, Gathered) else None
        if whole is not None and (whole.shape.sort is Sort.SET or whole.free_items):
            return whole
        return self.right


@attrs.frozen(kw_only=True, cache_hash=True)
class Logic(Node):
    """A conjunction or disjunction, evaluated from the left until it is settled."""

    op: Literal["and", "or"]
    operands: tuple[Node, ...]


@attrs.frozen(kw_only=True, cache_hash=True)
class Not(Node):
    """A negation."""

    operand: Node


@attrs.frozen(kw_only=True, cache_hash=True)
class Arithmetic(Node):
    """Exact arithmetic on two numbers."""

    op: Literal["+", "-", "*", "//", "%"]
    left: Node
    right: Node


@attrs.frozen(kw_only=True, cache_hash=True)
class Negative(Node):
    """A number with its sign changed."""

    operand: Node


@attrs.frozen(kw_only=True, cache_hash=True)
class Call(Node):
    """A call of a function; an unknown argument makes the value unknown."""

    function: Function
    arguments: tuple[Node, ...]


@attrs.frozen(kw_only=True, cache_hash=True)
class Answer(Node):
    """What a person answered to a question of judgement."""

    id: str


@attrs.frozen(kw_only=True, cache_hash=True)
class Loop(Part):
    """One `for … in … if …`."""

    binder: str = attrs.field(eq=False)
    collection: Node
    condition: Node | None


@attrs.frozen(kw_only=True, cache_hash=True)
class Generator(Part):
    """An expression for each item of one or two collections."""

    loops: tuple[Loop, ...]
    element: Node

    @property
    def binding(self) -> "tuple[Loop, ...]":
        """Its loops, which bind items."""
        return self.loops

    @property
    def may_lack(self) -> bool:
        """Whether an item, or its element, may be unknown."""
        nodes = [self.element, *(loop.collection for loop in self.loops)]
        nodes += [loop.condition for loop in self.loops if loop.condition is not None]
        return any(node.nullable for node in nodes)


@attrs.frozen(kw_only=True, cache_hash=True)
class Size(Node):
    """The number of items of a whole collection."""

    collection: Node


@attrs.frozen(kw_only=True, cache_hash=True)
class Aggregate(Node):
    """One value out of many."""

    name: str
    generator: Generator

    @property
    def basis(self) -> "tuple[Node, ...]":
        """Other values that give it, where it need not go through the items by itself."""
        first, *rest = self.generator.loops
        if self.name == "len" and not rest and first.condition is None:
            return (first.collection,)
        if self.name not in ("distinct", "duplicates"):
            return ()
        shape = self.generator.element.shape
        values = Gathered(
            shape=shape,
            nullable=self.nullable,
            span=self.span,
            form="set",
            generator=self.generator,
        )
        items = attrs.evolve(self, name="len")
        return (values,) if self.name == "distinct" else (values, items)


@attrs.frozen(kw_only=True, cache_hash=True)
class Gathered(Node):
    """Many values, for `in`, `near` and functions that take a collection.

    At run time it is two things: the known values, and whether there are unknown ones.
    """

    form: Literal["set", "sorted", "tuple"]
    generator: Generator

    @property
    def whole(self) -> Node | None:
        """The collection, where its items are taken as they are."""
        (loop, *rest), element = self.generator.loops, self.generator.element
        plain = loop.condition is None and isinstance(element, Name) and element.name == loop.binder
        return loop.collection if plain and not rest else None


@attrs.frozen(kw_only=True, cache_hash=True)
class Near(Node):
    """Whether one of many numbers or days lies within a tolerance, itself included.

    It asks what `any(abs(a - b) <= tolerance for …)` would, but sorts the many once.
    """

    left: Node
    right: Gathered
    tolerance: Node


@attrs.frozen(kw_only=True)
class Rule:
    """The trees of one criterion; the last loops and `require` belong together."""

    id: str
    when: Node | None
    loops: tuple[Loop, ...]
    require: Node

    @property
    def nodes(self) -> tuple[Part, ...]:
        """All its trees."""
        return (*((self.when,) if self.when is not None else ()), *self.loops, self.require)


def item_key(collection: Node) -> str:
    """The key of the items of a collection, the same however a loop calls them."""
    base = collection
    while isinstance(base, Field):
        base = base.base
    return f"{base.key if isinstance(base, Name) else ''}{path_of(collection)}[]"


def path_of(collection: Node) -> str:
    """The fields of a collection as a JSON pointer from the name it starts with."""
    if isinstance(collection, Field):
        return f"{path_of(collection.base)}/{collection.name}"
    return ""


def walk(part: Part) -> Iterator[Part]:
    """A part and all parts under it, outermost first."""
    yield part
    for inner in part.parts:
        yield from walk(inner)


def under(roots: Iterable[Part], measures: Mapping[str, Node]) -> Iterator[Part]:
    """All parts under some, and under the measures they name: each of those once, named or not."""
    left, named = [*roots], set[str]()
    while left:
        for part in walk(left.pop(0)):
            yield part
            if isinstance(part, Name) and part.origin is Origin.MEASURE and part.name not in named:
                named.add(part.name)
                left.append(measures[part.name])


def measures_under(parts: Iterable[Part], measures: Mapping[str, Node]) -> frozenset[str]:
    """The measures that parts name, and those that these name."""
    named = (part for part in under(parts, measures) if isinstance(part, Name))
    return frozenset(part.name for part in named if part.origin is Origin.MEASURE)


def evaluated(part: Part) -> Iterator[Part]:
    """The parts directly under a part whose values are asked for when its own is computed."""
    if isinstance(part, IsNone):
        yield part.operand.base
    elif isinstance(part, Membership):
        yield from (part.left, part.container)
    elif isinstance(part, Aggregate) and part.basis:
        yield from part.basis
    elif isinstance(part, Aggregate) and part.name == "len":
        yield from part.generator.loops
    else:
        yield from part.parts


def is_shared(part: Part) -> TypeGuard["Aggregate | Gathered | Name"]:
    """Whether a part is worth computing once: it goes through a collection, or is a measure."""
    if isinstance(part, Name):
        return part.origin is Origin.MEASURE
    return isinstance(part, Gathered) or (isinstance(part, Aggregate) and not part.basis)


def names_in(part: Part, origin: Origin) -> frozenset[str]:
    """The names of one origin that are read anywhere in a part."""
    found = (item for item in walk(part) if isinstance(item, Name) and item.origin is origin)
    return frozenset(item.name for item in found)
