"""Trees to one Python function per rulebook.

The source is written from checked trees only: of a rulebook's text nothing gets into it but names
of declared fields and constants as literals. Unknown is None. Whatever does not depend on an item
and is used more than once, or inside a loop, is computed once, when it is first needed, and kept
in a slot.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

import attrs

from pmi_core.evaluation import tree
from pmi_core.evaluation.emit import Body, Book
from pmi_core.evaluation.emitters import EMITTERS
from pmi_core.evaluation.functions import Context
from pmi_core.evaluation.outcome import Outcome, RawResult

Run = Callable[
    [Mapping[str, object], Mapping[str, int | Fraction | None], Context], tuple[RawResult, ...]
]


def compile_rules(
    rules: Iterable[tree.Rule],
    measures: Mapping[str, tree.Node],
    facts: Mapping[str, bool],
    *,
    name: str,
) -> Run:
    """One function that gives the results of all rules, in their order.

    Args:
        rules: Checked rules.
        measures: What they and other measures read by name.
        facts: Every fact, and whether it may be missing.
        name: What tracebacks call the function.
    """
    source, namespace = write_source(rules, measures, facts)
    code = compile(source, f"<rulebook {name}>", "exec")
    exec(code, namespace)  # noqa: S102 - written by this module from checked trees, no builtins
    run: Run = namespace["run"]
    return run


def write_source(
    rules: Iterable[tree.Rule], measures: Mapping[str, tree.Node], facts: Mapping[str, bool]
) -> tuple[str, dict[str, Any]]:
    """The source of the function and the values it uses by name."""
    listed = tuple(rules)
    book = Book(
        emitters=EMITTERS, measures=measures, facts=tuple(facts), uses=_uses(listed, measures)
    )
    body = Body(book)
    for place, rule in enumerate(listed):
        _rule(body, rule, f"r{place}")
    results = "".join(f"r{place}, " for place in range(len(listed)))
    body.line(f"return ({results})")
    given = ", ".join(
        f"facts.get({fact!r})" if facts[fact] else f"facts[{fact!r}]" for fact in facts
    )
    slots = ", ".join(["U"] * len(book.slots))
    start = ["def run(facts, P, C):", f"    S = [P, C, {given}, {slots}]"]
    source = "\n".join([*book.functions, *start, *body.prelude(), *body.lines, ""])
    return source, {"__builtins__": {}, **book.constants}


def _uses(rules: Iterable[tree.Rule], measures: Mapping[str, tree.Node]) -> Counter[tree.Node]:
    parts = [part for rule in rules for part in rule.nodes]
    trees = [*parts, *measures.values()]
    shared = (tree.Aggregate, tree.Gathered)
    return Counter(item for part in trees for item in tree.walk(part) if isinstance(item, shared))


def _rule(body: Body, rule: tree.Rule, result: str) -> None:
    body.line("try:")
    with body.indent():
        if rule.when is None:
            _judged(body, rule, result)
        else:
            _conditional(body, rule, rule.when, result)
    body.line("except Exc:")
    body.line(f"    {result} = {_plain(body, Outcome.ERRORED)}")


def _conditional(body: Body, rule: tree.Rule, when: tree.Node, result: str) -> None:
    applies = body.atom(when)
    body.line(f"if {applies}:")
    with body.indent():
        _judged(body, rule, result)
    body.line("else:")
    absent = _plain(body, Outcome.NOT_APPLICABLE)
    unknown = _plain(body, Outcome.UNDETERMINED)
    body.line(f"    {result} = {absent} if {applies} is not None else {unknown}")


def _plain(body: Body, outcome: Outcome) -> str:
    return body.book.constant(RawResult(outcome=outcome))


def _judged(body: Body, rule: tree.Rule, result: str) -> None:
    if rule.loops:
        _for_each(body, rule, result)
        return
    met, failed = _plain(body, Outcome.MET), _plain(body, Outcome.NOT_MET)
    holds = body.atom(rule.require)
    rest = failed
    if rule.require.nullable:
        rest = f"{failed} if {holds} is not None else {_plain(body, Outcome.UNDETERMINED)}"
    body.line(f"{result} = {met} if {holds} else {rest}")


@attrs.frozen(kw_only=True)
class _Witnesses:
    """Names of the lists of failing and unknown items, and of the flag that there is an item.

    The flag is None where the outer collection itself is unknown.
    """

    failing: str
    unknown: str
    seen: str


def _for_each(body: Body, rule: tree.Rule, result: str) -> None:
    names = _Witnesses(failing=body.temp(), unknown=body.temp(), seen=body.temp())
    body.line(f"{names.failing} = []")
    body.line(f"{names.unknown} = []")
    body.line(f"{names.seen} = False")

    def unknown() -> None:
        pointer = _pointer(rule, body.places)
        body.line(f"{names.unknown}.append({pointer})" if pointer else f"{names.seen} = None")

    def inner() -> None:
        _item(body, rule, names)

    body.loops(rule.loops, unknown=unknown, inner=inner, indexed=True)
    _gathered_outcome(body, names, result)


def _item(body: Body, rule: tree.Rule, names: _Witnesses) -> None:
    pointer = _pointer(rule, body.places)
    body.line(f"{names.seen} = True")
    holds = body.atom(rule.require)
    body.line(f"if not {holds}:")
    failing = f"{names.failing}.append({pointer})"
    if not rule.require.nullable:
        body.line(f"    {failing}")
        return
    body.line(f"    if {holds} is None:")
    body.line(f"        {names.unknown}.append({pointer})")
    body.line("    else:")
    body.line(f"        {failing}")


def _pointer(rule: tree.Rule, places: Iterable[str]) -> str:
    """An f-string that gives the JSON pointer of the item at hand; empty outside all loops."""
    steps = [
        f"{path_of(loop.collection)}/{{{place}}}"
        for loop, place in zip(rule.loops, places, strict=False)
    ]
    return f"f'{''.join(steps)}'" if steps else ""


def path_of(collection: tree.Node) -> str:
    """The fields of a collection as a JSON pointer from the name it starts with."""
    if isinstance(collection, tree.Field):
        return f"{path_of(collection.base)}/{collection.name}"
    return ""


def _gathered_outcome(body: Body, names: _Witnesses, result: str) -> None:
    lists = {Outcome.NOT_MET: names.failing, Outcome.UNDETERMINED: names.unknown}
    tests = {Outcome.NOT_MET: names.failing}
    tests[Outcome.UNDETERMINED] = f"{names.unknown} or {names.seen} is None"
    word = "if"
    for outcome, test in tests.items():
        constant = body.book.constant(outcome)
        body.line(f"{word} {test}:")
        body.line(f"    {result} = Raw(outcome={constant}, witnesses=tuple_({lists[outcome]}))")
        word = "elif"
    met, absent = _plain(body, Outcome.MET), _plain(body, Outcome.NOT_APPLICABLE)
    body.line("else:")
    body.line(f"    {result} = {met} if {names.seen} else {absent}")
