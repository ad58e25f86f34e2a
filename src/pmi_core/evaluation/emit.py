"""Writing Python source: lines, names, loops, and values shared through slots.

A node that may be unknown always ends in a local name, so that it can be asked for None; any other
stays an expression, which its user writes out once.
"""

from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from pmi_core.evaluation import tree
from pmi_core.evaluation.functions import near, sorted_places
from pmi_core.evaluation.outcome import RawResult
from pmi_core.evaluation.tree import Node

_GIVEN: Final = 2  # slots 0 and 1 hold the parameters and the context
_GLOBALS: Final[dict[str, Any]] = {
    "Exc": Exception,
    "Raw": RawResult,
    "U": object(),
    "enumerate_": enumerate,
    "frozenset_": frozenset,
    "len_": len,
    "near_": near,
    "set_": set,
    "sorted_": sorted_places,
    "tuple_": tuple,
}


class Book:
    """What all functions of one rulebook share: constants, slots and the functions that fill them.

    Attributes:
        emitters: How each kind of node is written.
        constants: Values the source uses by name.
        slots: The number of the slot of each shared value.
        functions: Source lines of the functions that compute shared values.
    """

    def __init__(
        self,
        *,
        emitters: "Mapping[type[Node], Emitter]",
        measures: Mapping[str, Node],
        facts: Sequence[str],
        uses: Counter[Node],
    ) -> None:
        self.emitters = emitters
        self.measures = measures
        self.facts = facts
        self.uses = uses
        self.constants = dict(_GLOBALS)
        self.slots = dict[object, int]()
        self.functions = list[str]()
        self._names = dict[tuple[type, object], str]()

    def constant(self, value: object) -> str:
        """The name of a constant, the same for equal ones of one type."""
        key = (type(value), value)
        if key not in self._names:
            self._names[key] = f"K{len(self._names)}"
            self.constants[self._names[key]] = value
        return self._names[key]

    def slot(self, key: object, node: Node) -> int:
        """The slot of a shared value; its function is written when it is first asked for."""
        if key not in self.slots:
            body = Body(self)
            body.line(f"return {body.computed(node)}")
            number = self.slots[key] = _GIVEN + len(self.facts) + len(self.slots)
            self.functions += [f"def s{number}(S):", *body.prelude(), *body.lines]
        return self.slots[key]


class Body:
    """The source of one function under way.

    Attributes:
        lines: What is written so far.
        places: Names of the counters of the indexed loops around, outermost first.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self.lines = list[str]()
        self.places = list[str]()
        self._binders = dict[str, str]()
        self._used = dict[str, int]()
        self._level = 1
        self._depth = 0
        self._temps = 0

    def line(self, text: str) -> None:
        """Write one line at the present indentation."""
        self.lines.append("    " * self._level + text)

    @contextmanager
    def indent(self) -> Generator[None]:
        """Write one level deeper."""
        self._level += 1
        yield
        self._level -= 1

    def temp(self) -> str:
        """A new local name."""
        self._temps += 1
        return f"t{self._temps}"

    def prelude(self) -> list[str]:
        """The lines that bring what the body uses into local names."""
        return [f"    {name} = S[{number}]" for name, number in self._used.items()]

    def given(self, name: str, number: int) -> str:
        """A local name for what lies in a slot from the start."""
        self._used[name] = number
        return name

    def fact(self, name: str) -> str:
        """The local name of a fact."""
        return self.given(f"v_{name}", _GIVEN + self.book.facts.index(name))

    def binder(self, name: str) -> str:
        """The local name of a loop's item."""
        return self._binders[name]

    def value(self, node: Node) -> str:
        """The value of a node, from a slot where it is shared."""
        shared = isinstance(node, (tree.Aggregate, tree.Gathered))
        if shared and (self._depth or self.book.uses[node] > 1) and not tree.free_binders(node):
            return self.from_slot(node, node)
        return self.computed(node)

    def computed(self, node: Node) -> str:
        """The value of a node, computed here."""
        return self.book.emitters[type(node)](self, node)

    def from_slot(self, key: object, node: Node) -> str:
        """The value in a slot, which is filled when it is first needed."""
        number, name = self.book.slot(key, node), self.temp()
        self.line(f"{name} = S[{number}]")
        self.line(f"if {name} is U: {name} = S[{number}] = s{number}(S)")
        return name

    def atom(self, node: Node) -> str:
        """The value of a node in a name or literal, which may be written more than once."""
        value = self.value(node)
        return value if value.isidentifier() else self.kept(value)

    def kept(self, expression: str) -> str:
        """A new local name for an expression."""
        name = self.temp()
        self.line(f"{name} = {expression}")
        return name

    def guarded(self, unknowns: Sequence[str], expression: str, *, nullable: bool) -> str:
        """An expression that is unknown where one of some tests holds."""
        if not nullable:
            return f"({expression})"
        tests = " or ".join(unknowns)
        return self.kept(f"None if {tests} else {expression}" if tests else expression)

    def loops(
        self,
        loops: Sequence[tree.Loop],
        *,
        unknown: Callable[[], None],
        inner: Callable[[], None],
        indexed: bool = False,
        stop: str = "",
    ) -> None:
        """Loops inside each other.

        Args:
            loops: Outermost first.
            unknown: Writes what to do where a collection or a condition is unknown.
            inner: Writes what to do for each item.
            indexed: Whether the loops count, for `places`.
            stop: A line that leaves the outer loop when the inner one has settled the value.
        """
        loop, *rest = loops
        many = self.value(loop.collection)
        if not loop.collection.nullable:
            self._loop(loop, many, rest, unknown, inner, indexed, stop)
            return
        self.line(f"if {many} is None:")
        with self.indent():
            unknown()
        self.line("else:")
        with self.indent():
            self._loop(loop, many, rest, unknown, inner, indexed, stop)

    def _loop(
        self,
        loop: tree.Loop,
        many: str,
        rest: Sequence[tree.Loop],
        unknown: Callable[[], None],
        inner: Callable[[], None],
        indexed: bool,
        stop: str,
    ) -> None:
        item = self._binders[loop.binder] = self.temp()
        if indexed:
            self.places.append(self.temp())
            self.line(f"for {self.places[-1]}, {item} in enumerate_({many}):")
        else:
            self.line(f"for {item} in {many}:")
        self._depth += 1
        with self.indent():
            if loop.condition is not None:
                self._filter(loop.condition, unknown)
            if rest:
                self.loops(rest, unknown=unknown, inner=inner, indexed=indexed, stop="")
                if stop:
                    self.line(stop)
            else:
                inner()
        self._depth -= 1
        if indexed:
            self.places.pop()

    def _filter(self, condition: Node, unknown: Callable[[], None]) -> None:
        passes = self.atom(condition)
        self.line(f"if not {passes}:")
        with self.indent():
            if condition.nullable:
                self.line(f"if {passes} is None:")
                with self.indent():
                    unknown()
            self.line("continue")


Emitter = Callable[[Body, Any], str]
