"""What the checks of all kinds of expression share: the scope, the faults, the expected types."""

import ast
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Final, TypeVar

import attrs

from pmi_core.errors import Fault
from pmi_core.evaluation.functions import builtins
from pmi_core.evaluation.grammar import Source
from pmi_core.evaluation.growth import too_large
from pmi_core.evaluation.schema import Schema
from pmi_core.evaluation.shapes import BOOL, NUMBER, TEXT, NoSuchConstant, Shape, constant_of
from pmi_core.evaluation.tree import Const, Node

T = TypeVar("T", bound=Node)
AGGREGATES: Final = frozenset(
    {"all", "any", "count", "distinct", "duplicates", "increasing", "len", "max", "min", "sum"}
)
GRAMMAR_FUNCTIONS: Final = AGGREGATES | {"answer", "near"}


def reserved_names() -> frozenset[str]:
    """The names of functions that no plugin can take: those of the language itself.

    >>> "sum" in reserved_names(), "jumlah_kata" in reserved_names()
    (True, False)
    """
    return GRAMMAR_FUNCTIONS | builtins().keys()


@attrs.frozen(kw_only=True)
class Binder:
    """An item of a loop.

    Attributes:
        shape: Its type; None where the collection has a fault of its own.
        root: The fact from which the loop starts.
        key: What its items are, however the loop calls them.
    """

    shape: Shape | None
    root: str
    key: str = ""


@attrs.frozen(kw_only=True, eq=False)
class Scope:
    """What an expression may mention.

    Attributes:
        schema: The world of the rulebook.
        measures: Checked measures by id; None for one that has a fault of its own.
        binders: Items of the loops around, outermost first.
        dated: Whether parameters, which need a day, may be read.
    """

    schema: Schema
    measures: Mapping[str, Node | None] = attrs.field(factory=dict[str, "Node | None"])
    binders: Mapping[str, Binder] = attrs.field(factory=dict[str, Binder])
    dated: bool = True

    def known(self) -> set[str]:
        """Every name that may stand alone."""
        dated = {*self.measures, *self.schema.parameters} if self.dated else set[str]()
        return {*self.binders, *self.schema.names, *dated}

    def functions(self) -> set[str]:
        """Every name that may be called."""
        return {*GRAMMAR_FUNCTIONS, *self.schema.functions}

    def taken(self) -> set[str]:
        """Every name that no measure and no item may have.

        A plugin's function takes none: what is called is never mistaken for what stands alone, and
        a plugin must not make a rulebook that it has never seen unreadable.
        """
        own = (name for name, function in self.schema.functions.items() if not function.owner)
        return self.known() | GRAMMAR_FUNCTIONS | {*own}


class Walker(ABC):
    """Walks one syntax tree and collects every fault.

    A check answers None for a part with a fault; whoever needs that part stays silent.
    """

    def __init__(self, source: Source, scope: Scope) -> None:
        self.source = source
        self.scope = scope
        self.binders = dict(scope.binders)
        self.faults = list[Fault]()

    @abstractmethod
    def node(self, parsed: ast.expr) -> Node | None:
        """The typed tree of an expression."""

    def refuse(self, parsed: ast.expr, code: str, message: str, hint: str = "") -> None:
        """Note a fault."""
        column = self.source.span(parsed).column
        self.faults.append(self.source.fault(code, message, column, hint))

    def bound(self, node: Node | None) -> None:
        """Note where numbers of an expression may grow without bound."""
        for code, message, at in too_large(node, self.scope.measures) if node is not None else ():
            self.faults.append(self.source.fault(code, message, at.span.column))

    def mistyped(self, node: Node, wanted: str, hint: str = "") -> None:
        """Note that a part has another type than its place needs."""
        message = f"{node.source!r} is a {node.shape}, but a {wanted} is needed here"
        self.faults.append(self.source.fault("type", message, node.span.column, hint))

    def expect(self, node: T | None, shape: Shape, hint: str = "") -> T | None:
        """The node if it has the shape; a constant text is read as day, word or typed value."""
        if node is None or node.shape == shape:
            return node
        if not isinstance(node, Const) or node.shape != TEXT or shape in (BOOL, NUMBER):
            self.mistyped(node, str(shape), hint)
            return None
        try:
            value = constant_of(str(node.value), shape)
        except NoSuchConstant as problem:
            column = node.span.column
            self.faults.append(self.source.fault(problem.code, problem.message, column))
            return None
        return attrs.evolve(node, shape=shape, value=value)
