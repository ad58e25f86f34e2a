"""Strategies for well-typed expressions and for things of which some is not known."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.evaluation import Context
from tests.evaluation.world import Item, Kind, Person, Piece, Plan, Proof, Thing

DAYS = st.dates(date(2023, 8, 1), date(2023, 8, 5))
SMALL = st.integers(-2, 3)
TITLES = st.sampled_from(["a b c d", "a b c d e", "", "x"])

PIECES = st.builds(Piece, size=SMALL, day=DAYS)
ITEMS_ = st.builds(
    Item,
    amount=SMALL,
    day=DAYS,
    kind=st.sampled_from(Kind),
    proof=st.none() | st.sampled_from(Proof),
    sure=st.booleans(),
    label=TITLES,
    pieces=st.lists(PIECES, max_size=3).map(tuple),
    kinds=st.lists(st.sampled_from(Kind), max_size=2).map(tuple),
)
THINGS = st.builds(
    Thing,
    kind=st.sampled_from(Kind),
    last=DAYS,
    received=DAYS,
    total=SMALL,
    share=st.fractions(-2, 2, max_denominator=3),
    title=TITLES,
    owner=st.builds(Person, name=TITLES, age=SMALL, adult=st.booleans()),
    items=st.lists(ITEMS_, max_size=4).map(tuple),
    amounts=st.lists(SMALL, max_size=3).map(tuple),
    tags=st.frozensets(TITLES, max_size=2),
)
PLANS = st.builds(
    Plan,
    days=st.lists(DAYS, max_size=3).map(tuple),
    known=st.frozensets(TITLES, max_size=2),
    ceiling=st.none() | SMALL,
)
FACTS = st.fixed_dictionaries(
    {"thing": THINGS, "past": st.lists(THINGS, max_size=2).map(tuple), "plan": PLANS}
)
PARAMETERS = st.fixed_dictionaries({"limit": SMALL, "tolerance": st.just(Fraction(1, 2)) | SMALL})


@st.composite
def forgotten(draw: st.DrawFn, facts: Mapping[str, object]) -> dict[str, object]:
    """The same facts, some of them no longer known; that something is absent stays known."""
    kept = {name: _forget(draw, value) for name, value in facts.items()}
    return {n: None if n != "thing" and draw(RARELY) else value for n, value in kept.items()}


RARELY = st.integers(0, 3).map(lambda number: number == 0)


def _forget(draw: st.DrawFn, value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_forget(draw, item) for item in value)
    if not isinstance(value, (Thing, Item, Piece, Person, Plan)):
        return value
    changed: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        name = field.name.lstrip("_")
        optional = field.default is None and codec.absence(field) == "unknown"
        forget = optional and draw(RARELY)
        changed[name] = None if forget else _forget(draw, getattr(value, field.name))
    return type(value)(**changed)


@st.composite
def contexts(draw: st.DrawFn) -> Context:
    """Contexts that know one answer, and the working days of a part of the month."""
    answered = draw(st.sampled_from([{}, {"FOTO-01": "ya"}, {"FOTO-01": "tidak"}]))
    last = draw(st.sampled_from([date(2023, 8, 3), date(2023, 8, 31)]))
    return Context(
        working_days=lambda a, b: (b - a).days if max(a, b) <= last else None,
        answer=dict[str, str](answered).get,
    )


_Make = Callable[[st.DrawFn, int, tuple[str, ...]], str]
ORDER = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
EQUALITY = st.sampled_from(["==", "!="])
WORDS = st.sampled_from(["'bulanan'", "'semester'"])


@st.composite
def conditions(draw: st.DrawFn, binders: tuple[str, ...] = (), depth: int = 3) -> str:
    """A well-typed yes/no expression that may read the binders `item…` and `piece…`."""
    return _bool(draw, depth, binders)


def _named(binders: tuple[str, ...], start: str) -> str:
    """The innermost binder of a kind, or nothing."""
    return next((name for name in reversed(binders) if name.startswith(start)), "")


def _pick(draw: st.DrawFn, options: list[Callable[[], str]]) -> str:
    return draw(st.sampled_from(options))()


def _bool(draw: st.DrawFn, depth: int, binders: tuple[str, ...]) -> str:
    def two(make: _Make) -> tuple[str, str]:
        return make(draw, depth - 1, binders), make(draw, depth - 1, binders)

    item = _named(binders, "item")
    leaves: list[Callable[[], str]] = [
        lambda: draw(st.sampled_from(["True", "False", "thing.owner.adult"])),
        lambda: f"thing.kind {draw(EQUALITY)} {draw(WORDS)}",
        lambda: f"plan.ceiling is {draw(st.sampled_from(['', 'not ']))}None",
        lambda: f"answer('FOTO-01') {draw(EQUALITY)} 'ya'",
        lambda: f"'x' {draw(st.sampled_from(['in', 'not in']))} thing.tags",
    ]
    if item:
        leaves += [
            lambda: f"{item}.sure",
            lambda: f"{item}.kind {draw(EQUALITY)} {draw(WORDS)}",
            lambda: f"{item}.kind in ({draw(WORDS)}, {draw(WORDS)})",
            lambda: f"{item}.proof is {draw(st.sampled_from(['', 'not ']))}None",
            lambda: f"{item}.day in plan.days",
            lambda: f"{item}.amount not in thing.amounts",
        ]
    if depth == 0:
        return _pick(draw, leaves)

    def joined(word: str) -> str:
        return "(" + f" {word} ".join(two(_bool)) + ")"

    def compared() -> str:
        left, right = two(draw(st.sampled_from([_number, _day])))
        return f"{left} {draw(ORDER)} {right}"

    def near() -> tuple[str, str, str]:
        value = _number(draw, depth - 1, binders)
        return value, _loop(draw, depth, _number), _number(draw, 0, binders)

    grown: list[Callable[[], str]] = [
        lambda: joined("and"),
        lambda: joined("or"),
        lambda: f"(not {_bool(draw, depth - 1, binders)})",
        compared,
        compared,
        lambda: f"same_month({', '.join(two(_day))})",
        lambda: f"near({', '.join(near())})",
        lambda: f"{_day(draw, depth - 1, binders)} in {_loop(draw, depth, _day)}",
        lambda: f"{_number(draw, depth - 1, binders)} not in {_loop(draw, depth, _number)}",
        lambda: f"any{_loop(draw, depth, _bool)}",
        lambda: f"all{_loop(draw, depth, _bool)}",
        lambda: f"increasing{_loop(draw, depth, _number)}",
    ]
    if len(binders) == 1:
        own = f"piece{depth}"
        grown += [
            lambda: f"any({_bool(draw, 0, (item, own))} for {own} in {item}.pieces)",
            lambda: f"{item}.kind in {item}.kinds",
        ]
    return _pick(draw, leaves + grown * 2)


def _loop(draw: st.DrawFn, depth: int, make: _Make) -> str:
    """A generator that reads nothing of the items around, so it may stand anywhere."""
    item, piece = f"item{depth}", draw(st.sampled_from(["", f"piece{depth}"]))
    element = make(draw, max(0, depth - 2), (item, piece) if piece else (item,))
    filters = f" if {_bool(draw, 0, (item,))}" if draw(st.booleans()) else ""
    deeper = f" for {piece} in {item}.pieces" if piece else ""
    return f"({element} for {item} in thing.items{filters}{deeper})"


def _number(draw: st.DrawFn, depth: int, binders: tuple[str, ...]) -> str:
    item, piece = _named(binders, "item"), _named(binders, "piece")
    leaves: list[Callable[[], str]] = [
        lambda: str(draw(SMALL)),
        lambda: draw(st.sampled_from(["thing.total", "thing.share", "thing.span", "m_total"])),
        lambda: draw(st.sampled_from(["limit", "tolerance", "plan.ceiling", "len(past)"])),
        lambda: draw(st.sampled_from(["len(thing.items)", "sum(thing.amounts)"])),
    ]
    if item:
        leaves += [lambda: f"{item}.amount", lambda: f"{item}.double"]
        leaves.append(lambda: f"len({item}.pieces)")
    if piece:
        leaves += [lambda: f"{piece}.size"] * 3
    if depth == 0:
        return _pick(draw, leaves)

    def two(make: _Make) -> tuple[str, str]:
        return make(draw, depth - 1, binders), make(draw, depth - 1, binders)

    def computed() -> str:
        left, right = two(_number)
        return f"({left} {draw(st.sampled_from(['+', '-', '*', '//', '%']))} {right})"

    def called() -> str:
        name = draw(st.sampled_from(["max", "min", "ratio"]))
        return f"{name}({', '.join(two(_number))})"

    grown: list[Callable[[], str]] = [
        computed,
        called,
        lambda: f"abs({_number(draw, depth - 1, binders)})",
        lambda: f"(-{_number(draw, depth - 1, binders)})",
        lambda: f"days({', '.join(two(_day))})",
        lambda: f"working_days({', '.join(two(_day))})",
        lambda: "similarity(thing.title, 'a b c d')",
        lambda: f"spread{_loop(draw, depth, lambda d, n, b: b[0] + '.amount')}",
        lambda: f"count{_loop(draw, depth, _bool)}",
        lambda: f"len{_loop(draw, depth, _number)}",
        lambda: (
            draw(st.sampled_from(["sum", "min", "max", "distinct", "duplicates"]))
            + _loop(draw, depth, _number)
        ),
    ]
    return _pick(draw, leaves + grown * 2)


def _day(draw: st.DrawFn, depth: int, binders: tuple[str, ...]) -> str:
    leaves: list[Callable[[], str]] = [
        lambda: draw(st.sampled_from(["thing.last", "thing.received"])),
        lambda: "m_day",
    ]
    leaves += [lambda: f"{binders[-1]}.day"] * len(binders)
    if depth == 0:
        return _pick(draw, leaves)
    return f"min{_loop(draw, depth, _day)}" if draw(RARELY) else _pick(draw, leaves)
