"""A small world for rules: things with items, some of it unknown, and rulebooks about them."""

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction

import attrs
import pytest

from pmi_core.codec import optional
from pmi_core.errors import Fault, FaultyRulebook
from pmi_core.evaluation import (
    CheckedRulebook,
    Context,
    Function,
    RawResult,
    Schema,
    builtins,
    by_name,
    load_rulebook,
    trace,
)
from pmi_core.messages import Text
from pmi_core.privacy import FieldClass, free_text, personal


class Kind(Enum):
    MONTHLY = "bulanan"
    SEMESTER = "semester"


class Proof(Enum):
    RECEIPT = "struk"
    NOTE = "nota"


@attrs.frozen
class Code:
    """A text type with parts, such as a period is."""

    year: int

    @classmethod
    def parse(cls, text: str) -> "Code":
        if not text.isdecimal():
            raise ValueError("expected digits")
        return cls(int(text))

    def __str__(self) -> str:
        return str(self.year)


class Mark:
    """A text type that is no attrs class."""

    def __init__(self, text: str) -> None:
        self.text = text

    @classmethod
    def parse(cls, text: str) -> "Mark":
        return cls(text)

    @property
    def length(self) -> int:
        return len(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mark) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)


@attrs.frozen(kw_only=True)
class Piece:
    size: int | None = optional()
    day: date | None = optional()


@attrs.frozen(kw_only=True)
class Item:
    amount: int = 0
    day: date | None = optional()
    kind: Kind | None = optional()
    proof: Proof | None = optional(absent="none")
    sure: bool | None = optional()
    label: str | None = free_text(default=None)
    pieces: tuple[Piece, ...] | None = optional()
    kinds: tuple[Kind, ...] = ()

    @property
    def double(self) -> int:
        return 2 * self.amount

    @property
    def broken(self) -> int:
        raise RuntimeError("a property that fails")


@attrs.frozen(kw_only=True)
class Person:
    name: str = personal()
    age: int | None = personal(FieldClass.SPECIFIC, default=None)
    adult: bool = personal(default=True)
    born: date | None = personal(default=None)


@attrs.frozen(kw_only=True)
class Thing:
    kind: Kind = Kind.MONTHLY
    code: Code = Code(2023)
    mark: Mark = attrs.field(factory=lambda: Mark("a"))
    last: date = date(2023, 8, 31)
    received: date | None = optional()
    total: int | None = optional()
    share: Fraction | int | None = optional()
    title: str | None = free_text(default=None)
    owner: Person | None = optional()
    items: tuple[Item, ...] | None = optional()
    amounts: tuple[int, ...] = ()
    tags: frozenset[str] = frozenset()
    pairs: tuple[int, int] = (0, 0)
    holes: tuple[int | None, ...] = ()
    either: Item | Piece | None = optional()
    table: Mapping[str, int] = attrs.field(factory=dict)
    _hidden: int = 0

    @property
    def untyped(self):  # type: ignore[no-untyped-def]
        return 1

    @property
    def span(self) -> int:
        return self.last.day


@attrs.frozen(kw_only=True)
class Plan:
    days: tuple[date, ...] | None = optional()
    known: frozenset[str] | None = optional()
    ceiling: int | None = optional(absent="none")


def _fail(_: int) -> bool:
    raise RuntimeError("a plugin that fails")


PLUGINS = (
    Function(
        name="fails",
        parameters=(int,),
        result=bool,
        call=_fail,
        doc=Text(id="gagal {0}", en="failure of {0}"),
    ),
    Function(
        name="wrong",
        parameters=(int,),
        result=bool,
        call=lambda n: n,
        doc=Text(id="salah {0}", en="wrong {0}"),
    ),
    Function(
        name="spread",
        parameters=(tuple[int, ...],),
        result=int | None,
        call=lambda many: max(many) - min(many) if many else None,
        doc=Text(id="rentang {0}", en="the spread of {0}"),
    ),
    Function(
        name="kind_of",
        parameters=(int,),
        result=Kind,
        call=lambda n: Kind.MONTHLY if n < 2 else Kind.SEMESTER,
        doc=Text(id="jenis {0}", en="the kind of {0}"),
    ),
)
SCHEMA = Schema(
    subject="thing",
    names={
        "thing": Thing,
        "past": tuple[Thing, ...] | None,
        "plan": Plan | None,
    },
    functions={**builtins(), **by_name(PLUGINS)},
    parameters=frozenset({"limit", "tolerance"}),
    answers=frozenset({"FOTO-01", "MUTU-01"}),
    labels={
        "thing": Text(id="benda", en="the thing"),
        "limit": Text(id="batas", en="the limit"),
    },
)
BASIS = """
[[criterion.basis]]
owner = "Tim Contoh"
on = 2026-11-24
reason = { id = "Contoh.", en = "An example." }
"""
TITLE = """
title = { id = "Judul", en = "Title" }
severity = "catatan"
curable = true
"""
HEAD = """
id = "contoh"
version = "2026.1"
title = { id = "Contoh", en = "Example" }
subject = "thing"
"""


def measure(name: str, value: str) -> str:
    label = f'label = {{ id = "{name}", en = "{name}" }}'
    return f'[[measure]]\nid = "{name}"\n{label}\nvalue = {json.dumps(value)}\n'


def criterion(require: str, *, extra: str = "", basis: str = BASIS, **parts: str) -> str:
    parts = {"id": "C-01", "require": require, **parts}
    lines = "".join(f"{key} = {json.dumps(text)}\n" for key, text in parts.items())
    return f"[[criterion]]\n{lines}{TITLE}{extra}{basis}"


def load(*parts: str, schema: Schema = SCHEMA) -> CheckedRulebook:
    return load_rulebook("\n".join((HEAD, *parts)).encode(), file="contoh.toml", schema=schema)


def faults(*parts: str, schema: Schema = SCHEMA) -> tuple[Fault, ...]:
    with pytest.raises(FaultyRulebook) as caught:
        load(*parts, schema=schema)
    return caught.value.faults


def fault(require: str, *, schema: Schema = SCHEMA, **parts: str) -> Fault:
    (only,) = faults(criterion(require, **parts), schema=schema)
    return only


THING = Thing()
Values = Mapping[str, int | Fraction | None]


def judge(
    book: CheckedRulebook,
    thing: Thing = THING,
    *,
    parameters: Values | None = None,
    context: Context | None = None,
    **others: object,
) -> tuple[RawResult, ...]:
    """What both evaluators say; they must agree."""
    facts = {"thing": thing, **others}
    values, asked = parameters or {}, context or Context()
    compiled = book.evaluate(facts, values, asked)
    traced = tuple(trace(book, rule.id, facts, values, asked) for rule in book.rules)
    assert tuple(RawResult(outcome=t.outcome, witnesses=t.witnesses) for t in traced) == compiled
    return compiled


def holds(text: str, thing: Thing = THING, **given: object) -> bool | None:
    """Whether an expression is true, false or unknown."""
    (result,) = judge(load(criterion(text)), thing, **given)  # type: ignore[arg-type]
    answers = {"terpenuhi": True, "tidak_terpenuhi": False, "belum_dapat_dinilai": None}
    return answers[result.outcome.value]
