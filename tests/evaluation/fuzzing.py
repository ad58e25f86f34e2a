"""Random and mutated expressions against the rule language: `python -m tests.evaluation.fuzzing N`.

Every text is either refused with faults, or becomes a function that judges anything: the compiled
and the tracing evaluator agree on it, and neither walks through a subject more often than its size
allows. The same seed gives the same texts.
"""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from pmi_core.errors import FaultyRulebook
from pmi_core.evaluation import CheckedRulebook, Context, RawResult, shipped_rulebooks, trace
from tests.evaluation.world import Item, Kind, Person, Piece, Plan, Thing, criterion, load, measure

MEASURES: Final = (measure("m_total", "sum(item.amount for item in thing.items)"),)
SEEDS: Final = (
    "True",
    "thing.total > 3",
    "thing.kind in ('bulanan', 'semester')",
    "thing.last >= '2023-01-01' and thing.code == '2023'",
    "any(item.sure for item in thing.items)",
    "all(item.amount >= 0 for item in thing.items if item.proof is not None)",
    "count(item for item in thing.items if item.kind == 'bulanan') >= limit",
    "ratio(thing.total, len(thing.items)) <= tolerance",
    "sum(piece.size for item in thing.items for piece in item.pieces) == m_total",
    "near(thing.received, (item.day for item in thing.items), limit)",
    "thing.title not in (past_.title for past_ in past)",
    "similarity(thing.title, 'a b c d') < 1",
    "working_days(thing.last, thing.received) <= limit",
    "max(1, thing.total) - min(item.amount for item in thing.items) < 9",
    "answer('FOTO-01') == 'ya'",
    "increasing(item.day for item in thing.items)",
    "distinct(item.label for item in thing.items) == len(thing.items)",
    "for item in thing.items if item.sure",
    "for item in thing.items for piece in item.pieces",
    "not (thing.total // 2 % 3 == -1)",
    "spread(thing.amounts) == 0 or fails(thing.total)",
)
_WORDS: Final = """
and or not in is None True False for if else lambda ( ) [ ] { } , . + - * // % ** == != < <= > >= =
: ; ' " 0 1 7 1_0 9999999999999999999 thing item items past plan total sum count any all len min max
near answer ratio days same_month __class__ import \\ # é 漢
"""
TOKENS: Final = (*_WORDS.split(), " ", "\n", "\t", "\u202e", "\x00")


def texts(seed: int, number: int) -> Iterator[str]:
    """So many texts, most of them nearly an expression."""
    random = Random(seed)
    corpus = [*SEEDS * 6, *_shipped()]
    for _ in range(number):
        text = random.choice(_MAKERS)(random, corpus)
        yield text[:4_000]


def _shipped() -> Iterator[str]:
    for book in shipped_rulebooks():
        for one in book.rulebook.criteria:
            yield from (text for text in (one.when, one.each, one.require) if text)


def _as_written(random: Random, corpus: list[str]) -> str:
    return random.choice(corpus)


def _typed_over(random: Random, corpus: list[str]) -> str:
    text = list(random.choice(corpus))
    for _ in range(random.randint(1, 4)):
        at = random.randint(0, len(text))
        text[at : at + random.randint(0, 3)] = random.choice(TOKENS)
    return "".join(text)


def _swapped(random: Random, corpus: list[str]) -> str:
    words = random.choice(corpus).split(" ")
    for _ in range(random.randint(1, 3)):
        words[random.randrange(len(words))] = random.choice(random.choice(corpus).split(" "))
    return " ".join(words)


def _joined(random: Random, corpus: list[str]) -> str:
    parts = [f"({random.choice(corpus)})" for _ in range(random.randint(2, 3))]
    return random.choice([" and ", " or ", " == ", " in ", " + ", ", "]).join(parts)


def _nested(random: Random, corpus: list[str]) -> str:
    depth = random.choice([1, 2, 5, random.randint(10, 300)])
    start, end = random.choice([("(", ")"), ("not ", ""), ("-", ""), ("[", "]"), ("sum(", ")")])
    return start * depth + random.choice(corpus) + end * random.choice([depth, depth - 1])


def _soup(random: Random, _corpus: list[str]) -> str:
    return random.choice(["", " "]).join(random.choices(TOKENS, k=random.randint(0, 40)))


def _noise(random: Random, _corpus: list[str]) -> str:
    points = (random.randrange(0x110000) for _ in range(random.randint(0, 60)))
    return "".join(chr(point) for point in points if not 0xD800 <= point < 0xE000)


_MAKERS: Final = (
    _as_written,
    _as_written,
    *(_typed_over, _swapped, _joined) * 3,
    _nested,
    _soup,
    _noise,
)


class Counted(tuple[Any, ...]):
    """A collection that counts how many of its items anybody looks at."""

    __slots__ = ()
    looked = 0

    def __iter__(self) -> Iterator[Any]:
        for item in tuple.__iter__(self):
            Counted.looked += 1
            yield item

    def __contains__(self, value: object) -> bool:
        Counted.looked += len(self)
        return tuple.__contains__(self, value)


def thing(size: int) -> Thing:
    """A thing with so many items, each with two pieces."""
    first = date(2023, 8, 1)
    pieces = Counted(Piece(size=number, day=first) for number in range(2))
    items = Counted(
        Item(
            amount=number % 5,
            day=first + timedelta(days=number % 31),
            kind=Kind.MONTHLY,
            sure=True,
            label=f"kata {number}",
            pieces=pieces,
            kinds=Counted((Kind.MONTHLY,)),
        )
        for number in range(size)
    )
    return Thing(
        total=size,
        received=date(2023, 8, 7),
        title="a b c d",
        owner=Person(name="Orang Contoh"),
        items=items,
        amounts=Counted(range(size)),
    )


SUBJECTS: Final = (Thing(), thing(0), thing(3))
SMALL: Final = 40


def try_text(text: str) -> bool:
    """Whether a text is an expression; it is then one that can be evaluated on anything.

    Raises:
        AssertionError: The two evaluators differ, or what is looked at grows faster than the
            subject.
    """
    parts = {"require": "True", "each": text} if text.lstrip().startswith("for") else {}
    try:
        book = load(*MEASURES, criterion(**{"require": text, **parts}))
    except FaultyRulebook as problem:
        if not problem.faults:
            raise
        return False
    for subject in SUBJECTS:
        _agree(book, subject)
    small, big = _looks(book, SMALL), _looks(book, 2 * SMALL)
    assert big <= 2 * small + SMALL, (text, small, big)
    return True


def _agree(book: CheckedRulebook, subject: Thing) -> None:
    facts = {"thing": subject, "past": Counted((subject,)), "plan": Plan(days=Counted())}
    values = {"limit": 1, "tolerance": 2}
    compiled = book.evaluate(facts, values, Context())
    traced = (trace(book, rule.id, facts, values, Context()) for rule in book.rules)
    assert compiled == tuple(RawResult(outcome=t.outcome, witnesses=t.witnesses) for t in traced)


def _looks(book: CheckedRulebook, size: int) -> int:
    subject = thing(size)
    plan = Plan(days=Counted(item.day for item in subject.items or ()), ceiling=1)
    past = Counted((thing(size), thing(size)))
    Counted.looked = 0
    book.evaluate({"thing": subject, "past": past, "plan": plan}, {"limit": 1}, Context())
    return Counted.looked


def main(number: int = 200_000, seed: int = 2024) -> None:
    """Try so many texts and say how many were expressions."""
    accepted = 0
    for at, text in enumerate(texts(seed, number), start=1):
        try:
            accepted += try_text(text)
        except BaseException:
            print(f"text {at} of seed {seed}: {text!r}", file=sys.stderr)
            raise
        if at % 20_000 == 0:
            print(f"{at:,} tried, {accepted:,} accepted", flush=True)
    print(f"seed {seed}: {number:,} texts tried, {accepted:,} of them expressions")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
