"""Writing Python source: lines, names, and values that are computed once.

A value is written as an expression together with the tests that tell whether it is unknown, which
must be asked first; both are about local names. Kept in a name, an unknown value is None.

Whatever depends on no item of a loop and is used more than once, or inside a loop, is computed
once. What is cheap is computed early, before the first criterion (`Book.early`); all else when it
is first needed, and is then kept in a slot.
"""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import Any, Final, NamedTuple, TypeGuard, cast

from pmi_core.evaluation import tree
from pmi_core.evaluation.early import Early
from pmi_core.evaluation.functions import near, sorted_places
from pmi_core.evaluation.outcome import Bits
from pmi_core.evaluation.tree import Node, Origin, Part

_LONGEST_TURN: Final = 8  # operands; Python nests no more than a hundred levels
_GIVEN: Final = 2  # slots 0 and 1 hold the parameters and the context
_GLOBALS: Final[dict[str, Any]] = {
    "bits": partial(cast("Any", tuple).__new__, Bits),  # its own way is written in Python
    "Exc": Exception,
    "U": object(),
    "iter_": iter,
    "len_": len,
    "near_": near,
    "set_": set,
    "sorted_": sorted_places,
    "tuple_": tuple,
}


class Value(NamedTuple):
    """How a value is written.

    Attributes:
        text: An expression that gives it, for one use, where none of the tests holds.
        unknown: Tests of local names; it is unknown where one of them holds.
    """

    text: str
    unknown: tuple[str, ...] = ()

    @property
    def test(self) -> str:
        """The tests as one."""
        return " or ".join(dict.fromkeys(self.unknown))

    @property
    def is_kept(self) -> bool:
        """Whether it is a name, or a constant, that is None where it is unknown."""
        return self.text.isidentifier() and self.unknown in ((), (f"{self.text} is None",))


class Book:
    """What all functions of one rulebook share.

    Attributes:
        emitters: How each kind of node is written.
        measures: What is read by name.
        facts: The names of the facts that are read.
        uses: How often each sum, collection and measure is used.
        planned: What is computed though nobody may need it; None where nothing is.
        early: The local name of each value that is computed before the first criterion.
        constants: Values the source uses by name.
        slots: The number of the slot of each value that is computed when it is first needed.
        functions: Source lines of the functions that compute those values.
    """

    def __init__(
        self,
        *,
        emitters: "Mapping[type[Node], Emitter]",
        measures: Mapping[str, Node],
        facts: Sequence[str],
        uses: Counter[Node],
        early: Early | None,
    ) -> None:
        self.emitters = emitters
        self.measures = measures
        self.facts = facts
        self.uses = uses
        self.planned = early
        self.early = {node: f"e{n}" for n, node in enumerate(early.values if early else ())}
        self.constants = dict(_GLOBALS)
        self.slots = dict[Node, int]()
        self.functions = list[str]()
        self._names = dict[tuple[type, object], str]()

    def constant(self, value: object) -> str:
        """The name of a constant, the same for equal ones of one type."""
        key = (type(value), value)
        if key not in self._names:
            self._names[key] = f"K{len(self._names)}"
            self.constants[self._names[key]] = value
        return self._names[key]

    def place(self, name: str) -> int:
        """The slot of a fact's or early value's local name."""
        return _GIVEN + self._named().index(name)

    def _named(self) -> list[str]:
        early = ((name, *lacking_names(node, name)) for node, name in self.early.items())
        return [*(f"v_{name}" for name in self.facts), *chain.from_iterable(early)]

    def slot(self, node: Node) -> int:
        """The slot of a value; its function is written when it is first asked for."""
        if node not in self.slots:
            body = Body(self)
            name = body.kept(body.computed(node))
            body.line(f"return {', '.join((name, *lacking_names(node, name)))}")
            number = self.slots[node] = _GIVEN + len(self._named()) + len(self.slots)
            self.functions += [f"def s{number}(S):", *body.prelude(), *body.lines]
        return self.slots[node]

    def given(self) -> str:
        """The list of all slots as the main function makes it, after the early values."""
        return ", ".join(("P", "C", *self._named(), *["U"] * len(self.slots)))


class Body:
    """The source of one function under way.

    Attributes:
        lines: What is written so far.
        places: Where the items at hand lie, for the indexed loops around, outermost first.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self.lines = list[str]()
        self.places = list[str]()
        self._known = dict[Node, str]()
        self._items = dict[str, str]()
        self._used = dict[str, int]()
        self._level = 1
        self._temps = 0

    def line(self, text: str) -> None:
        """Write one line at the present indentation."""
        self.lines.append("    " * self._level + text)

    @contextmanager
    def aside(self) -> Generator[list[str]]:
        """Collect what is written meanwhile, one level deeper, instead of writing it."""
        outside, self.lines = self.lines, list[str]()
        self._level += 1
        yield self.lines
        self._level -= 1
        self.lines = outside

    def paste(self, lines: Iterable[str]) -> None:
        """Write what was collected aside."""
        self.lines += lines

    @contextmanager
    def indent(self) -> Generator[None]:
        """Write one level deeper; where nothing is written, Python wants to be told."""
        before = len(self.lines)
        self._level += 1
        yield
        if len(self.lines) == before:
            self.line("pass")
        self._level -= 1

    def temp(self) -> str:
        """A new local name."""
        self._temps += 1
        return f"t{self._temps}"

    def prelude(self) -> list[str]:
        """The lines that bring what the body uses from the slots into local names."""
        return [f"    {name} = S[{number}]" for name, number in self._used.items()]

    def given(self, name: str, number: int) -> str:
        """A local name that the main function has from the start, others from a slot."""
        self._used[name] = number
        return name

    def fact(self, name: str) -> str:
        """The local name of a fact."""
        return self.given(f"v_{name}", self.book.place(f"v_{name}"))

    def item(self, key: str) -> str:
        """The local name of a loop's item."""
        return self._items[key]

    @contextmanager
    def each(self, key: str, many: str, *, placed: bool) -> Generator[None]:
        """A loop; what is known of an item is forgotten after it."""
        outside = self._known, self._items
        item = self.temp()
        self._known, self._items = dict(self._known), {**self._items, key: item}
        if placed:  # asked where an item fails; counting all of them takes longer
            steps = self.kept(Value(f"iter_({many})"))
            self.places.append(f"len_({many}) + ~{steps}.__length_hint__()")
            many = steps
        self.line(f"for {item} in {many}:")
        with self.indent():
            yield
        if placed:
            self.places.pop()
        self._known, self._items = outside

    @contextmanager
    def scope(self) -> Generator[None]:
        """Forget afterwards what becomes known meanwhile."""
        outside = dict(self._known)
        yield
        self._known = outside

    def value(self, node: Node) -> Value:
        """The value of a node: known, early, from a slot, or computed here."""
        if node in self._known:
            return _named(self._known[node], node)
        if node in self.book.early:
            name = self.book.early[node]
            for given in (name, *lacking_names(node, name)):
                self.given(given, self.book.place(given))
            return _named(name, node)
        return self._from_slot(node) if self._has_slot(node) else self.computed(node)

    def computed(self, node: Node) -> Value:
        """The value of a node, computed here."""
        return self.book.emitters[type(node)](self, node)

    def _has_slot(self, node: Node) -> bool:
        several = bool(self._items) or self.book.uses[node] > 1
        return several and tree.is_shared(node) and not node.free_items

    def _from_slot(self, node: Node) -> Value:
        number, name = self.book.slot(node), self.temp()
        self.line(f"{name} = S[{number}]")
        self.line(f"if {name} is U: {name} = S[{number}] = s{number}(S)")
        for lacking in lacking_names(node, name):
            self.line(f"{name}, {lacking} = {name}")
        return _named(name, node)

    def atom(self, node: Node) -> str:
        """The value of a node in a name, which may be written more than once."""
        return self.kept(self.value(node))

    def kept(self, value: Value, name: str = "") -> str:
        """A local name for a value, a new one if it has none yet."""
        if value.is_kept and not name:
            return value.text
        name = name or self.temp()
        test = value.test
        self.line(
            f"{name} = None if {test} else {value.text}" if test else f"{name} = {value.text}"
        )
        return name

    def held(self, value: Value) -> Value:
        """The same value by a name, which may be written more than once."""
        name = self.kept(value)
        return Value(name, (f"{name} is None",) if value.unknown else ())

    def choose(
        self,
        node: Node,
        *,
        unknown: "Write",
        yes: "Write | None" = None,
        no: "Write | None" = None,
    ) -> None:
        """Write what to do where a condition is unknown, where it holds, and where it does not."""
        if self.asks_in_turn(node, yes):
            settled, rest = (no, yes) if node.op == "and" else (None, no)
            self._in_turn(node.op, node.operands, (), unknown=unknown, settled=settled, rest=rest)
            return
        value = self.value(node)
        self.branch(
            [(value.test, unknown)] if value.unknown else [],
            lambda inner: inner.decide(value.text, yes, no),
        )

    def decide(self, text: str, yes: "Write | None", no: "Write | None") -> None:
        """Write what to do where a known condition holds, and where it does not."""
        if yes is not None:
            self.branch([(text, yes)], no)
        else:
            self.branch([(f"not {text}", cast("Write", no))], None)

    def asks_in_turn(self, node: Node, yes: "Write | None") -> TypeGuard[tree.Logic]:
        """Whether a condition's operands are asked one by one, with no value kept for the whole."""
        if not isinstance(node, tree.Logic) or node in self._known:
            return False
        if len(node.operands) > _LONGEST_TURN or (node.op == "or" and yes is not None):
            return False
        with self.aside() as lines:
            tests = {self.value(operand).unknown for operand in node.operands}
        return bool(lines) or len(tests) > 1

    def _in_turn(
        self,
        op: str,
        operands: Sequence[Node],
        doubts: tuple[str, ...],
        *,
        unknown: "Write",
        settled: "Write | None",
        rest: "Write | None",
    ) -> None:
        """Ask one operand after the other, each where those before it have not settled it."""
        first, *others = operands
        value = self.value(first)
        doubts = (*doubts, *value.unknown)
        goes_on = value.text if op == "and" else f"not {value.text}"
        self.line(f"if {' or '.join((*value.unknown, goes_on))}:")
        with self.indent():
            if others:
                self._in_turn(op, others, doubts, unknown=unknown, settled=settled, rest=rest)
            else:
                tests = [(Value("", doubts).test, unknown)] if doubts else []
                self.branch(tests, rest)
        if settled is not None:
            self.line("else:")
            with self.indent():
                settled(self)

    def branch(self, tests: Sequence[tuple[str, "Write"]], otherwise: "Write | None") -> None:
        """Write what to do in the first case whose test holds, and what in no case."""
        for place, (test, write) in enumerate(tests):
            self.line(f"{'elif' if place else 'if'} {test}:")
            with self.indent():
                write(self)
        if otherwise is None:
            return
        if not tests:
            otherwise(self)
            return
        self.line("else:")
        with self.indent():
            otherwise(self)

    def hoist(self, parts: Iterable[Part]) -> None:
        """Compute, before a loop, what does not depend on its items."""
        if self.book.planned is not None:
            self._keep(node for node in self._reached(parts) if not self._open(node))

    def share(self, parts: Sequence[Part]) -> None:
        """Compute once what is used more than once and depends on the innermost item, if any."""
        if self.book.planned is not None:
            found = [node for node in self._reached(parts) if self._is_mine(node)]
            counts = Counter(found)
            self._keep(node for node in found if counts[node] > 1)

    def _keep(self, nodes: Iterable[Node]) -> None:
        for node in list(nodes):
            if node not in self._known:
                self._known[node] = self.atom(node)

    def _open(self, node: Node) -> frozenset[str]:
        """The keys of items a node reads that no loop around binds."""
        return node.free_items - self._items.keys()

    def _is_mine(self, node: Node) -> bool:
        if not self._items:
            planned = self.book.planned
            return planned is not None and planned.is_cheap(node) and not node.free_items
        return list(self._items)[-1] in node.free_items and not self._open(node)

    def _reached(self, parts: Iterable[Part]) -> Iterator[Node]:
        """What may be kept of some parts, inner before outer, and nothing inside what is known."""
        for part in parts:
            if part in self._known or part in self.book.early:
                continue
            yield from self._reached(tree.evaluated(part))
            if isinstance(part, Node) and _is_worth_keeping(part):
                yield part


def _is_worth_keeping(node: Node) -> bool:
    if isinstance(node, tree.Name):
        return node.origin in (Origin.PARAMETER, Origin.MEASURE)
    return not isinstance(node, (tree.Const, tree.Constants))


def _named(name: str, node: Node) -> Value:
    gathered = isinstance(node, tree.Gathered)  # never None itself: it holds what is known
    return Value(name, (f"{name} is None",) if node.nullable and not gathered else ())


def lacking_names(node: Part, name: str) -> tuple[str, ...]:
    """The name that says whether some of what is gathered in a name is unknown, if any can be."""
    gathered = isinstance(node, tree.Gathered) and node.generator.may_lack
    return (f"{name}k",) if gathered else ()


Emitter = Callable[[Body, Any], Value]
Write = Callable[[Body], None]
