"""Trees to one Python function per rulebook.

The source is written from checked trees only: of a rulebook's text nothing gets into it but names
of declared fields and constants as literals.

The function computes early whatever several criteria need, before it is known whether they will;
that is quick and, as long as nothing raises, the same. Where something does raise (a plugin's
function, a property), each criterion is judged by a function of its own, which evaluates nothing
that need not be.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Protocol, cast

from pmi_core.evaluation import tree
from pmi_core.evaluation.early import Early
from pmi_core.evaluation.emit import Body, Book, Write
from pmi_core.evaluation.emitters import EMITTERS, reduction
from pmi_core.evaluation.functions import Context, Values
from pmi_core.evaluation.fusing import Sink, by_collection, pour
from pmi_core.evaluation.outcome import Bits
from pmi_core.evaluation.tree import Node, Origin

Run = Callable[[Mapping[str, object], Values, Context], Bits]
_Tried = Callable[[Mapping[str, object], Values, Context], Bits | None]


def compile_rules(
    rules: Iterable[tree.Rule],
    measures: Mapping[str, Node],
    facts: Mapping[str, bool],
    *,
    name: str,
) -> Run:
    """One function that judges by all rules; it never raises for data.

    Args:
        rules: Checked rules; their places give the bits.
        measures: What they and other measures read by name.
        facts: Every fact, and whether it may be missing.
        name: What tracebacks call the function.
    """
    listed = tuple(rules)

    @cache
    def alone() -> list[_Tried]:
        return [_made((rule,), measures, facts, name, None) for rule in listed]

    def one_by_one(given: Mapping[str, object], parameters: Values, context: Context) -> Bits:
        return _joined(one(given, parameters, context) for one in alone())

    run: Run = _made(listed, measures, facts, name, one_by_one)
    return run


def _joined(found: Iterable[Bits | None]) -> Bits:
    """What single criteria gave, in their order; None for one that failed."""
    not_met = undetermined = not_applicable = errored = 0
    places: dict[int, Sequence[tuple[int, ...]]] = {}
    for place, one in enumerate(found):
        if one is None:
            errored |= 1 << place
            continue
        not_met |= one.not_met << place
        undetermined |= one.undetermined << place
        not_applicable |= one.not_applicable << place
        if one.places:
            (places[place],) = one.places.values()
    return Bits(not_met, undetermined, not_applicable, errored, places)


def _made(
    rules: Sequence[tree.Rule],
    measures: Mapping[str, Node],
    facts: Mapping[str, bool],
    name: str,
    otherwise: Run | None,
) -> Any:
    early = None if otherwise is None else Early(rules, measures)
    source, namespace = write_source(rules, measures, facts, early)
    code = compile(source, f"<rulebook {name}>", "exec")
    namespace["otherwise"] = otherwise or _nothing
    exec(code, namespace)  # noqa: S102 - written by this module from checked trees, no builtins
    return namespace["run"]


def _nothing(*_: object) -> None:
    """What a criterion gives that fails by itself."""


def write_source(
    rules: Sequence[tree.Rule],
    measures: Mapping[str, Node],
    facts: Mapping[str, bool],
    early: Early | None,
) -> tuple[str, dict[str, Any]]:
    """The source of a function that gives the bits, and the values it uses by name.

    Where something raises it gives what `otherwise` does, which is not among the values.

    Args:
        rules: Checked rules.
        measures: What they and other measures read by name.
        facts: Every fact, and whether it may be missing.
        early: What is computed before it is known to be needed; None where nothing is.
    """
    parts = [*(part for rule in rules for part in rule.nodes), *measures.values()]
    read = frozenset[str]().union(*(tree.names_in(part, Origin.FACT) for part in parts))
    book = Book(
        emitters=EMITTERS,
        measures=measures,
        facts=[fact for fact in facts if fact in read],
        uses=Counter(item for part in parts for item in tree.walk(part) if tree.is_shared(item)),
        early=early,
    )
    body = Body(book)
    with body.indent():
        if early is not None:
            _early(body, rules, early)
        slots = len(body.lines)
        body.share([part for rule in rules for part in rule.nodes])
        for place, rule in enumerate(rules):
            _rule(body, rule, place)
        body.line("return bits((n, u, a, 0, W))")
        if book.slots:
            body.lines.insert(slots, f"        S = [{book.given()}]")
    local = "".join(f", {name}={name}" for name in book.constants)  # quicker than global names
    start = [f"def run(facts, P, C{local}):", *_facts_given(facts, read)]
    tried = ["    try:", "        n = u = a = 0", "        W = {}", *body.lines]
    end = ["    except Exc:", "        return otherwise(facts, P, C)", ""]
    return "\n".join([*book.functions, *start, *tried, *end]), {
        "__builtins__": {},
        **book.constants,
    }


def _facts_given(facts: Mapping[str, bool], read: frozenset[str]) -> list[str]:
    """Lines that give each fact a local name; one that is always given must be there."""
    optional = [name for name, may_lack in facts.items() if may_lack and name in read]
    always = [name for name, may_lack in facts.items() if not may_lack]
    return [
        *(f"    v_{name} = facts[{name!r}]" for name in always),
        *(f"    v_{name} = facts.get({name!r})" for name in optional),
    ]


def _early(body: Body, rules: Sequence[tree.Rule], early: Early) -> None:
    """Everything that is computed before the first criterion, stage by stage."""
    names = body.book.early
    for stage in early.stages:
        asked: list[_Taker] = [_Each(rules[n], n) for n, at in early.rules.items() if at == stage]
        for node in [node for node, at in early.values.items() if at == stage]:
            if isinstance(node, tree.Name):
                body.kept(body.value(body.book.measures[node.name]), names[node])
            else:
                asked.append(reduction(body, cast("tree.Gathered", node), names[node]))
        _loops(body, asked)


class _Taker(Protocol):
    """What takes the items of loops, and is written before, in and after them."""

    def begin(self, body: Body) -> None: ...
    def sink(self) -> Sink: ...
    def end(self, body: Body) -> None: ...


def _loops(body: Body, takers: Sequence[_Taker]) -> None:
    for taker in takers:
        taker.begin(body)
    for group in by_collection([taker.sink() for taker in takers]):
        body.hoist([group[0].loops[0].collection, *(p for sink in group for p in sink.parts())])
        pour(body, group)
    for taker in takers:
        taker.end(body)


def _rule(body: Body, rule: tree.Rule, place: int) -> None:
    if rule.when is None:
        _judged(body, rule, place)
        return
    body.choose(
        rule.when,
        unknown=_mark("u", place),
        yes=lambda inner: _judged(inner, rule, place),
        no=_mark("a", place),
    )


def _mark(outcome: str, place: int) -> Write:
    return lambda body: body.line(f"{outcome} |= {1 << place}")


def _judged(body: Body, rule: tree.Rule, place: int) -> None:
    if not rule.loops:
        body.choose(rule.require, unknown=_mark("u", place), no=_mark("n", place))
        return
    each = _Each(rule, place)
    if body.book.planned is None or place not in body.book.planned.rules:
        each.begin(body)
        pour(body, [each.sink()])
    each.outcome(body)


class _Each:
    """A criterion that asks something of each item.

    Its local names: the places of failing items, those of unknown ones (empty where the outer
    collection itself is unknown), and whether there is an item, for which the
    outer collection itself stands where it can; each None until there is one.
    """

    def __init__(self, rule: tree.Rule, place: int) -> None:
        self._rule = rule
        self._place = place
        self._failing, self._unknown, self._seen = f"f{place}", f"u{place}", f"s{place}"

    @property
    def _is_filtered(self) -> bool:
        """Whether there may be no item though the outer collection has some."""
        first, *rest = self._rule.loops
        return bool(rest) or first.condition is not None

    def begin(self, body: Body) -> None:
        """Write what comes before the loops."""
        seen = [self._seen] if self._is_filtered else []
        body.line(" = ".join((self._failing, self._unknown, *seen, "None")))

    def sink(self) -> Sink:
        """What takes the items."""
        return Sink(
            loops=self._rule.loops,
            element=self._rule.require,
            unknown=lambda body: _noted(body, self._unknown),
            no=lambda body: _noted(body, self._failing),
            item=self._note_item if self._is_filtered else None,
            placed=True,
        )

    def _note_item(self, body: Body) -> None:
        body.line(f"{self._seen} = True")

    def end(self, body: Body) -> None:
        """Write what comes after the loops; the outcome is written in its turn."""

    def outcome(self, body: Body) -> None:
        """Write what came out."""
        seen = self._seen if self._is_filtered else body.value(self._rule.loops[0].collection).text
        word = "if"
        for outcome, places in (("n", self._failing), ("u", self._unknown)):
            body.line(f"{word} {places} is not None:")
            with body.indent():
                _mark(outcome, self._place)(body)
                body.line(f"W[{self._place}] = {places}")
            word = "elif"
        body.line(f"elif not {seen}:")
        with body.indent():
            _mark("a", self._place)(body)


def _noted(body: Body, places: str) -> None:
    """Write that the item at hand, or the outer collection itself, is to be remembered."""
    if not body.places:
        body.line(f"{places} = ()")
        return
    body.line(f"if {places} is None: {places} = []")
    body.line(f"{places}.append(({', '.join(body.places)},))")
