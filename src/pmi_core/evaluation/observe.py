"""The second evaluator: slow, plain, and aware of why a value is unknown.

It shares nothing with the compiled one but the tree and the functions, so that the two can be held
against each other. Every value comes with the unknown leaves that made it unknown; a known value
has none.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import chain, pairwise
from typing import Any, Final

import attrs

from pmi_core.evaluation import tree
from pmi_core.evaluation.functions import Context, near, sorted_places
from pmi_core.evaluation.outcome import Missing, MissingReason
from pmi_core.evaluation.tree import Node, Origin


@attrs.frozen(kw_only=True)
class Seen:
    """A value, or None with the unknown leaves behind it."""

    value: Any
    missing: tuple[Missing, ...] = ()


@attrs.frozen(kw_only=True)
class Path:
    """How something is called whatever the item, and its JSON pointer from the subject.

    The pointer is None for what does not lie in the subject.
    """

    source: str
    pointer: str | None

    def into(self, step: str | int) -> str | None:
        """The pointer one step deeper."""
        return None if self.pointer is None else f"{self.pointer}/{step}"


@attrs.frozen(kw_only=True)
class Item:
    """An item of a loop and where it lies."""

    value: object
    path: Path


@attrs.frozen(kw_only=True)
class Turn:
    """One turn of a loop: the items bound, and what keeps it from being known to be one."""

    env: Mapping[str, Item]
    missing: tuple[Missing, ...] = ()
    unknown: bool = False


Env = Mapping[str, Item]


class Observer:
    """Evaluates nodes of one rulebook for one set of facts."""

    def __init__(
        self,
        *,
        subject: str,
        measures: Mapping[str, Node],
        facts: Mapping[str, object],
        parameters: Mapping[str, int | Fraction | None],
        context: Context,
        log: Callable[[Node, object, Env], None],
    ) -> None:
        """Args tell the world; `log` hears of every value outside the loops of aggregates."""
        self.subject = subject
        self.measures = measures
        self.facts = facts
        self.parameters = parameters
        self.context = context
        self._log = log
        self._inside = 0
        self._kept = dict[Node, Seen]()
        self._measured = dict[str, Seen]()

    def see(self, node: Node, env: Env) -> Seen:
        """The value of a node."""
        if not isinstance(node, (tree.Aggregate, tree.Gathered)):
            seen = _EYES[type(node)](self, node, env)
        elif node in self._kept:
            return self._kept[node]
        else:
            seen = self._many(node, env)
        if not self._inside:
            self._log(node, seen.value, env)
        return seen

    def _many(self, node: "tree.Aggregate | tree.Gathered", env: Env) -> Seen:
        self._inside += 1
        try:
            seen = _EYES[type(node)](self, node, env)
        finally:
            self._inside -= 1
        if not node.free_binders:
            self._kept[node] = seen
        return seen

    def measure(self, name: str) -> Seen:
        """The value of a measure; its parts are logged wherever it is first needed."""
        node = self.measures[name]
        if name not in self._measured:
            inside, self._inside = self._inside, 0
            try:
                self._measured[name] = self.see(node, {})
            finally:
                self._inside = inside
        return self._measured[name]

    def turns(self, loops: tuple[tree.Loop, ...], env: Env) -> Iterator[Turn]:
        """The turns of loops inside each other; an unknown collection is one unknown turn."""
        loop, *rest = loops
        many = self.see(loop.collection, env)
        if many.value is None:
            yield Turn(env=env, missing=many.missing, unknown=True)
            return
        where = self.path(loop.collection, env)
        for number, value in enumerate(many.value):
            item = Item(value=value, path=Path(source=where.source, pointer=where.into(number)))
            turn = self._turn(loop, {**env, loop.binder: item})
            if turn is None:
                continue
            if turn.unknown or not rest:
                yield turn
            else:
                yield from self.turns(tuple(rest), turn.env)

    def _turn(self, loop: tree.Loop, env: Env) -> Turn | None:
        if loop.condition is None:
            return Turn(env=env)
        passes = self.see(loop.condition, env)
        if passes.value is None:
            return Turn(env=env, missing=passes.missing, unknown=True)
        return Turn(env=env) if passes.value else None

    def path(self, node: Node, env: Env) -> Path:
        """Where a field, item or fact lies."""
        if isinstance(node, tree.Field):
            base = self.path(node.base, env)
            return Path(source=f"{base.source}.{node.name}", pointer=base.into(node.name))
        if isinstance(node, tree.Name) and node.origin is Origin.BINDER:
            return env[node.name].path
        return Path(source=node.source, pointer="" if node.source == self.subject else None)

    def elements(self, generator: tree.Generator, env: Env) -> Iterator[Seen]:
        """The elements of a generator; unknown for a turn that is not known to be one."""
        for turn in self.turns(generator.loops, env):
            unknown = Seen(value=None, missing=turn.missing)
            yield unknown if turn.unknown else self.see(generator.element, turn.env)

    def counted(self, generator: tree.Generator, env: Env) -> Iterator[Seen]:
        """True for each turn of a generator, whatever its element."""
        for turn in self.turns(generator.loops, env):
            yield Seen(value=None if turn.unknown else True, missing=turn.missing)

    def lacks(self, node: Node, env: Env, reason: MissingReason) -> Seen:
        """An unknown leaf."""
        path = self.path(node, env)
        missing = Missing(source=path.source, reason=reason, pointer=path.pointer or "")
        return Seen(value=None, missing=(missing,))

    def uncomputed(self, node: Node) -> Seen:
        """A value that known parts do not give, such as a share of nothing."""
        reason = MissingReason.NOT_COMPUTABLE
        return Seen(value=None, missing=(Missing(source=node.source, reason=reason),))


def union(parts: Iterable[Seen]) -> tuple[Missing, ...]:
    """What several values lack, each once, in order."""
    return tuple(dict.fromkeys(chain.from_iterable(part.missing for part in parts)))


def _strict(
    observer: Observer, node: Node, parts: tuple[Seen, ...], compute: Callable[..., object]
) -> Seen:
    """A value that is unknown where a part is, or where it cannot be computed."""
    if any(part.value is None for part in parts):
        return Seen(value=None, missing=union(part for part in parts if part.value is None))
    value = compute(*(part.value for part in parts))
    return Seen(value=value) if value is not None else observer.uncomputed(node)


def _const(_observer: Observer, node: tree.Const, _env: Env) -> Seen:
    return Seen(value=node.value)


def _name(observer: Observer, node: tree.Name, env: Env) -> Seen:
    if node.origin is Origin.BINDER:
        return Seen(value=env[node.name].value)
    if node.origin is Origin.MEASURE:
        return observer.measure(node.name)
    if node.origin is Origin.PARAMETER:
        parameter = observer.parameters.get(node.name)
        return _leaf(observer, node, env, parameter, MissingReason.NOT_IN_FORCE)
    given = observer.facts.get(node.name) if node.nullable else observer.facts[node.name]
    return _leaf(observer, node, env, given, MissingReason.NOT_FILLED)


def _leaf(observer: Observer, node: Node, env: Env, value: object, reason: MissingReason) -> Seen:
    return Seen(value=value) if value is not None else observer.lacks(node, env, reason)


def _field(observer: Observer, node: tree.Field, env: Env) -> Seen:
    base = observer.see(node.base, env)
    if base.value is None:
        return base
    return _leaf(observer, node, env, getattr(base.value, node.name), MissingReason.NOT_FILLED)


_OPERATORS: Final[Mapping[str, Callable[[Any, Any], object]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": lambda a, b: a // b if b else None,
    "%": lambda a, b: a % b if b else None,
}


def _binary(observer: Observer, node: tree.Compare | tree.Arithmetic, env: Env) -> Seen:
    parts = (observer.see(node.left, env), observer.see(node.right, env))
    return _strict(observer, node, parts, _OPERATORS[node.op])


def _is_none(observer: Observer, node: tree.IsNone, env: Env) -> Seen:
    base = observer.see(node.operand.base, env)
    if base.value is None:
        return base
    absent = getattr(base.value, node.operand.name) is None
    return Seen(value=absent is not node.negated)


def _membership(observer: Observer, node: tree.Membership, env: Env) -> Seen:
    left = observer.see(node.left, env)
    if isinstance(node.right, tree.Constants):
        values, lacking = node.right.values, Seen(value=())
    else:
        several = observer.see(node.right, env)
        values, lacking = several.value, several
    if left.value is None:
        return Seen(value=None, missing=union((left, lacking)))
    if left.value in values:
        return Seen(value=not node.negated)
    return (
        Seen(value=None, missing=lacking.missing) if lacking.missing else Seen(value=node.negated)
    )


def _near(observer: Observer, node: tree.Near, env: Env) -> Seen:
    left, tolerance = observer.see(node.left, env), observer.see(node.tolerance, env)
    several = observer.see(node.right, env)
    if left.value is None or tolerance.value is None:
        return Seen(value=None, missing=union((left, tolerance, several)))
    if near(left.value, sorted_places(several.value), tolerance.value):
        return Seen(value=True)
    return Seen(value=None, missing=several.missing) if several.missing else Seen(value=False)


def _logic(observer: Observer, node: tree.Logic, env: Env) -> Seen:
    settled = node.op == "or"
    parts: list[Seen] = []
    for operand in node.operands:
        parts.append(observer.see(operand, env))
        if parts[-1].value is settled:
            return Seen(value=settled)
    lacking = [part for part in parts if part.value is None]
    return Seen(value=None, missing=union(lacking)) if lacking else Seen(value=not settled)


def _not(observer: Observer, node: tree.Not, env: Env) -> Seen:
    return _strict(observer, node, (observer.see(node.operand, env),), operator.not_)


def _negative(observer: Observer, node: tree.Negative, env: Env) -> Seen:
    return _strict(observer, node, (observer.see(node.operand, env),), operator.neg)


def _call(observer: Observer, node: tree.Call, env: Env) -> Seen:
    parts = [observer.see(argument, env) for argument in node.arguments]
    if lacking := [part for part in parts if part.value is None or part.missing]:
        return Seen(value=None, missing=union(lacking))
    value = node.function.apply(observer.context, *(part.value for part in parts))
    missing = Missing(source=node.source, reason=node.function.because)
    return Seen(value=value, missing=() if value is not None else (missing,))


def _answer(observer: Observer, node: tree.Answer, _env: Env) -> Seen:
    value = observer.context.answer(node.id)
    missing = Missing(source=node.source, reason=MissingReason.UNANSWERED)
    return Seen(value=value, missing=() if value is not None else (missing,))


def _size(observer: Observer, node: tree.Size, env: Env) -> Seen:
    return _strict(observer, node, (observer.see(node.collection, env),), len)


def _gathered(observer: Observer, node: tree.Gathered, env: Env) -> Seen:
    """Unlike any other value, a known one may lack something: those of its items not known."""
    seen = tuple(observer.elements(node.generator, env))
    known = tuple(element.value for element in seen if element.value is not None)
    return Seen(value=known, missing=union(seen))


def _aggregate(observer: Observer, node: tree.Aggregate, env: Env) -> Seen:
    known: list[Any] = []
    lacking: list[Seen] = []
    settled = {"all": False, "any": True}.get(node.name)
    of = observer.counted if node.name == "len" else observer.elements
    for element in of(node.generator, env):
        if element.value is settled and settled is not None:
            return element
        if element.value is None:
            lacking.append(element)
        else:
            known.append(element.value)
    if lacking and not (node.name == "increasing" and not _rises(known)):
        return Seen(value=None, missing=union(lacking))
    value = _REDUCERS[node.name](known)
    return Seen(value=value) if value is not None else observer.uncomputed(node)


def _rises(values: list[Any]) -> bool:
    return all(one <= other for one, other in pairwise(values))


_REDUCERS: Final[Mapping[str, Callable[[list[Any]], object]]] = {
    "all": all,
    "any": any,
    "count": lambda values: values.count(True),
    "distinct": lambda values: len(set(values)),
    "duplicates": lambda values: len(values) - len(set(values)),
    "increasing": _rises,
    "len": len,
    "max": lambda values: max(values, default=None),
    "min": lambda values: min(values, default=None),
    "sum": sum,
}
_EYES: Final[Mapping[type[Node], Callable[[Observer, Any, Env], Seen]]] = {
    tree.Aggregate: _aggregate,
    tree.Answer: _answer,
    tree.Arithmetic: _binary,
    tree.Call: _call,
    tree.Compare: _binary,
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
