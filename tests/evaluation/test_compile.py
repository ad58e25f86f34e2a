"""What rules mean: the null table, the functions, `each`; both evaluators agree on all of it."""

from datetime import date
from fractions import Fraction

import attrs
import pytest

from pmi_core.evaluation import Context, Function, Outcome, RawResult, by_name
from pmi_core.messages import Text
from tests.evaluation.world import (
    SCHEMA,
    Item,
    Kind,
    Person,
    Piece,
    Plan,
    Proof,
    Thing,
    criterion,
    holds,
    judge,
    load,
    measure,
)

T, F, U = True, False, None
D1, D2, D3 = date(2023, 8, 1), date(2023, 8, 2), date(2023, 8, 3)


def logic(left: bool | None, right: bool | None) -> Thing:
    return Thing(
        items=(Item(sure=left, pieces=(Piece(size=None if right is None else int(right)),)),)
    )


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (T, T, T, T),
        (T, F, F, T),
        (T, U, U, T),
        (F, T, F, T),
        (F, F, F, F),
        (F, U, F, U),
        (U, T, U, T),
        (U, F, F, U),
        (U, U, U, U),
    ],
)
def test_logic_over_the_unknown_is_that_of_kleene(
    left: bool | None, right: bool | None, both: bool | None, either: bool | None
) -> None:
    thing = Thing(
        total=None if left is None else int(left), share=None if right is None else int(right)
    )
    assert holds("thing.total == 1 and thing.share == 1", thing) is both
    assert holds("thing.total == 1 or thing.share == 1", thing) is either
    assert holds("not (thing.total == 1)", thing) is (None if left is None else not left)


@pytest.mark.parametrize(
    "text",
    [
        "thing.total == 1",
        "thing.total != 1",
        "thing.total < 1",
        "thing.total + 1 == 2",
        "1 - thing.total == 2",
        "-thing.total == 1",
        "thing.total // 2 == 1",
        "7 // thing.total == 1",
        "7 // 0 == 1",
        "7 % (1 - 1) == 1",
        "abs(thing.total) == 1",
        "max(1, thing.total) == 1",
        "thing.total in (1, 2)",
        "thing.total not in (1, 2)",
        "thing.total in thing.amounts",
        "1 in (item.amount for item in thing.items)",
        "1 not in (item.amount for item in thing.items)",
        "thing.owner.age > 1",
        "thing.owner.adult",
        "thing.received == thing.last",
        "days(thing.received, thing.last) == 1",
        "similarity(thing.title, 'a') == 0",
        "similarity('!', '?') == 0",
        "ratio(1, 0) == 1",
        "ratio(thing.total, 1) == 1",
        "working_days(thing.last, thing.last) == 1",
        "answer('FOTO-01') == 'ya'",
        "limit == 1",
        "plan.ceiling == 1",
        "plan.ceiling is None",
        "plan.ceiling is not None",
        "len(thing.items) == 0",
        "len(plan.days) == 0",
        "len(past) == 0",
        "count(item.sure for item in thing.items) == 0",
        "min(thing.amounts) == 0",
        "max(amount for amount in thing.amounts) == 0",
        "spread(thing.amounts) == 0",
        "spread(item.amount for item in thing.items) == 0",
        "near(thing.total, thing.amounts, 1)",
        "near(1, thing.amounts, limit)",
        "near(1, (item.amount for item in thing.items), 1)",
    ],
)
def test_what_nobody_knows_stays_unknown(text: str) -> None:
    assert holds(text) is None


def test_absence_that_is_a_fact_is_definite_unless_its_base_is_unknown() -> None:
    thing = Thing(items=(Item(), Item(proof=Proof.NOTE)))
    assert holds("count(item.proof is None for item in thing.items) == 1", thing) is True
    assert holds("count(item.proof is not None for item in thing.items) == 1", thing) is True
    assert holds("plan.ceiling is None", plan=Plan()) is True
    assert holds("plan.ceiling is not None", plan=Plan(ceiling=1)) is True


ITEMS = Thing(
    items=(
        Item(amount=3, day=D1, sure=True, kind=Kind.MONTHLY, pieces=(Piece(size=1), Piece(size=2))),
        Item(amount=5, day=D2, sure=False, kind=Kind.SEMESTER, pieces=()),
        Item(amount=5, day=D3, sure=True, kind=Kind.MONTHLY, pieces=(Piece(size=4),)),
    ),
    amounts=(1, 2, 2),
    tags=frozenset({"a", "b"}),
    total=13,
    received=date(2023, 9, 7),
    title="Sosialisasi di balai desa Contoh",
    owner=Person(name="Contoh"),
)


@pytest.mark.parametrize(
    "text",
    [
        "count(item.sure for item in thing.items) == 2",
        "count(item for item in thing.items if item.sure) == 2",
        "count(item.sure and item.amount > 3 for item in thing.items) == 1",
        "len(thing.items) == 3 and len(thing.tags) == 2",
        "len(item.day for item in thing.items if item.amount == 5) == 2",
        "sum(item.amount for item in thing.items) == thing.total",
        "sum(item.double for item in thing.items if item.sure) == 16",
        "sum(piece.size for item in thing.items for piece in item.pieces) == 7",
        "sum(p.size for i in thing.items if i.sure for p in i.pieces if p.size > 1) == 6",
        "sum(p.size for i in thing.items if i.sure if i.amount > 3 for p in i.pieces) == 4",
        "sum(thing.amounts) == 5",
        "min(item.day for item in thing.items) == '2023-08-01'",
        "max(item.day for item in thing.items) == '2023-08-03'",
        "min(3, 1, 2) == 1 and max(thing.last, '2023-09-01') == '2023-09-01'",
        "any(item.amount == 5 for item in thing.items)",
        "any(p.size == 4 for i in thing.items for p in i.pieces)",
        "not any(item.amount == 4 for item in thing.items)",
        "all(item.amount > 2 for item in thing.items)",
        "not all(p.size < 4 for i in thing.items for p in i.pieces)",
        "all(any(p.size > 0 for p in i.pieces) for i in thing.items if i.sure)",
        "distinct(item.amount for item in thing.items) == 2",
        "distinct(thing.amounts) == 2",
        "duplicates(item.amount for item in thing.items) == 1",
        "increasing(item.day for item in thing.items) and increasing(thing.amounts)",
        "not increasing(-item.amount for item in thing.items)",
        "2 in thing.amounts and 3 not in thing.amounts",
        "'a' in thing.tags and 'c' not in thing.tags",
        "5 in (item.amount for item in thing.items)",
        "4 not in (item.amount for item in thing.items)",
        "thing.kind in ('bulanan', 'semester') and thing.kind != 'semester'",
        "near(10, (item.amount for item in thing.items), 5)",
        "not near(10, (item.amount for item in thing.items), 4)",
        "near('2023-08-05', (item.day for item in thing.items), 2)",
        "not near('2023-07-29', (item.day for item in thing.items), 2)",
        "not near(1, (item.amount for item in thing.items), -1)",
        "ratio(1, 3) == ratio(2, 6) and ratio(1, 2) + ratio(1, 2) == 1",
        "ratio(1, 2) // 1 == 0 and ratio(3, 2) % 1 == ratio(1, 2)",
        "days('2023-08-01', thing.last) == 30 and abs(days(thing.last, '2023-08-01')) == 30",
        "same_month(thing.last, '2023-08-01') and not same_month(thing.last, '2022-08-31')",
        "similarity(thing.title, 'sosialisasi  DI balai desa Lain') == ratio(1, 3)",
        "similarity('satu dua', 'Satu, dua!') == 1 and similarity('satu', 'dua') == 0",
        "lower('ABC') == 'abc'",
        "working_days(thing.last, thing.received) == 6",
        "answer('FOTO-01') == 'ya' and answer('FOTO-01') in ('ya', 'tidak')",
        "spread(thing.amounts) == 1 and spread(item.amount for item in thing.items) == 2",
        "kind_of(1) == thing.kind and kind_of(2) != thing.kind",
        "thing.span == 31 and thing.mark.length == 1 and thing.code.year == 2023",
        "thing.owner.name == 'Contoh' and thing.owner.adult",
        "limit == 5 and tolerance == ratio(1, 2)",
        "thing.total > 5 or limit > 9",
    ],
)
def test_what_is_known_is_computed_exactly(text: str) -> None:
    context = Context(
        working_days=lambda first, last: (last - first).days - 1,
        answer={"FOTO-01": "ya"}.get,
    )
    parameters = {"limit": 5, "tolerance": Fraction(1, 2)}
    assert holds(text, ITEMS, context=context, parameters=parameters) is True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count(item.sure for item in thing.items) == 0", True),
        ("len(thing.items) == 0", True),
        ("sum(item.amount for item in thing.items) == 0", True),
        ("any(item.sure for item in thing.items)", False),
        ("all(item.sure for item in thing.items)", True),
        ("distinct(item.amount for item in thing.items) == 0", True),
        ("duplicates(item.amount for item in thing.items) == 0", True),
        ("increasing(item.amount for item in thing.items)", True),
        ("max(item.amount for item in thing.items) == 0", None),
        ("min(item.amount for item in thing.items) == 0", None),
        ("near(1, (item.amount for item in thing.items), 1)", False),
        ("1 in (item.amount for item in thing.items)", False),
    ],
)
def test_an_empty_list_is_none_not_unknown(text: str, expected: bool | None) -> None:
    assert holds(text, Thing(items=())) is expected


SOME = Thing(
    items=(
        Item(amount=1, day=D2, sure=True, pieces=(Piece(size=1),)),
        Item(amount=2, day=None, sure=None, pieces=None),
        Item(amount=3, day=D1, sure=False, pieces=(Piece(size=None),)),
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("any(item.sure for item in thing.items)", True),
        ("all(item.sure for item in thing.items)", False),
        ("any(item.sure and item.amount > 1 for item in thing.items)", None),
        ("all(item.sure or item.amount == 3 for item in thing.items)", None),
        ("any(p.size == 1 for i in thing.items for p in i.pieces)", True),
        ("any(p.size == 2 for i in thing.items for p in i.pieces)", None),
        ("any(i.amount == 3 for i in thing.items if i.sure)", None),
        ("any(p.size == 2 for i in thing.items if i.amount < 2 for p in i.pieces)", False),
        ("count(item.sure for item in thing.items) == 1", None),
        ("len(item for item in thing.items if item.sure) == 1", None),
        ("len(item.day for item in thing.items) == 3", True),
        ("max(item.day for item in thing.items) == '2023-08-02'", None),
        ("sum(p.size for i in thing.items for p in i.pieces) == 1", None),
        ("distinct(item.day for item in thing.items) == 2", None),
        ("duplicates(item.day for item in thing.items) == 0", None),
        ("increasing(item.day for item in thing.items)", False),
        ("increasing(p.size for i in thing.items for p in i.pieces)", None),
        ("'2023-08-01' in (item.day for item in thing.items)", True),
        ("'2023-08-01' not in (item.day for item in thing.items)", False),
        ("'2023-08-09' in (item.day for item in thing.items)", None),
        ("'2023-08-09' not in (item.day for item in thing.items)", None),
        ("near('2023-08-03', (item.day for item in thing.items), 1)", True),
        ("near('2023-08-09', (item.day for item in thing.items), 1)", None),
        ("spread(p.size for i in thing.items for p in i.pieces) == 0", None),
    ],
)
def test_one_known_item_can_settle_what_another_leaves_open(
    text: str, expected: bool | None
) -> None:
    assert holds(text, SOME) is expected


def result(require: str, thing: Thing, **parts: str) -> tuple[Outcome, tuple[str, ...]]:
    (found,) = judge(load(criterion(require, **parts)), thing)
    return found.outcome, found.witnesses


def test_when_decides_whether_a_criterion_applies() -> None:
    assert result("False", Thing(), when="thing.kind == 'semester'") == (Outcome.NOT_APPLICABLE, ())
    assert result("True", Thing(), when="thing.total == 1") == (Outcome.UNDETERMINED, ())
    assert result("True", Thing(total=1), when="thing.total == 1") == (Outcome.MET, ())
    assert result("False", Thing(), when="True") == (Outcome.NOT_MET, ())


EACH = "for item in thing.items"


@pytest.mark.parametrize(
    ("items", "outcome", "witnesses"),
    [
        (None, Outcome.UNDETERMINED, ()),
        ((), Outcome.NOT_APPLICABLE, ()),
        ((T, T), Outcome.MET, ()),
        ((T, F, F), Outcome.NOT_MET, ("/items/1", "/items/2")),
        ((U, F, T), Outcome.NOT_MET, ("/items/1",)),
        ((U, T, U), Outcome.UNDETERMINED, ("/items/0", "/items/2")),
    ],
)
def test_each_failing_item_is_a_witness_and_so_is_each_unknown_one_if_none_fails(
    items: tuple[bool | None, ...] | None, outcome: Outcome, witnesses: tuple[str, ...]
) -> None:
    thing = Thing(items=None if items is None else tuple(Item(sure=sure) for sure in items))
    assert result("item.sure", thing, each=EACH) == (outcome, witnesses)


def test_a_filter_leaves_items_out_and_an_unknown_filter_makes_them_unknown() -> None:
    thing = Thing(items=(Item(sure=False), Item(sure=True, amount=1), Item(amount=1)))
    each = EACH + " if item.sure"
    assert result("item.amount == 1", thing, each=each) == (Outcome.UNDETERMINED, ("/items/2",))
    assert result("item.amount == 2", thing, each=each) == (Outcome.NOT_MET, ("/items/1",))
    none = Thing(items=(Item(sure=False),))
    assert result("False", none, each=each) == (Outcome.NOT_APPLICABLE, ())


def test_two_loops_point_at_the_inner_item_or_at_the_outer_where_the_inner_list_is_unknown() -> (
    None
):
    each = "for item in thing.items if item.amount > 0 for piece in item.pieces"
    pieces = (Piece(size=1), Piece(size=2), Piece())
    thing = Thing(items=(Item(), Item(amount=1, pieces=pieces), Item(amount=1)))
    assert result("piece.size == 2", thing, each=each) == (Outcome.NOT_MET, ("/items/1/pieces/0",))
    assert result("piece.size >= 1", thing, each=each) == (
        Outcome.UNDETERMINED,
        ("/items/1/pieces/2", "/items/2"),
    )


def test_what_does_not_depend_on_the_item_may_stand_beside_it() -> None:
    thing = Thing(items=(Item(amount=1, day=D1), Item(amount=2, day=D2)), amounts=(1, 1))
    plan = Plan(days=(D1,), known=frozenset({"x"}))
    book = load(
        criterion("item.day in plan.days", id="C-01", each=EACH),
        criterion("item.amount in thing.amounts", id="C-02", each=EACH),
        criterion("item.amount <= sum(i.amount for i in thing.items)", id="C-03", each=EACH),
        criterion("near(item.amount, thing.amounts, 0)", id="C-04", each=EACH),
        criterion("thing.title in plan.known", id="C-05", each=EACH),
        criterion("all(thing.total != old.total for old in past)", id="C-06", each=EACH),
        criterion("item.kind in item.kinds", id="C-07", each=EACH),
    )
    found = judge(book, thing, plan=plan, past=())
    assert [(r.outcome.value, r.witnesses) for r in found] == [
        ("tidak_terpenuhi", ("/items/1",)),
        ("tidak_terpenuhi", ("/items/1",)),
        ("terpenuhi", ()),
        ("tidak_terpenuhi", ("/items/1",)),
        ("belum_dapat_dinilai", ("/items/0", "/items/1")),
        ("terpenuhi", ()),
        ("belum_dapat_dinilai", ("/items/0", "/items/1")),
    ]


def test_a_function_or_property_that_fails_is_an_outcome_of_its_own_criterion_only() -> None:
    book = load(
        criterion("fails(1)", id="C-01"),
        criterion("wrong(1)", id="C-02"),
        criterion("True", id="C-03"),
        criterion("True", id="C-04", when="any(item.broken == 1 for item in thing.items)"),
        criterion("fails(item.amount)", id="C-05", each=EACH),
        criterion("late", id="C-06"),
        criterion("False or late", id="C-07"),
        measure("late", "fails(2)"),
    )
    found = judge(book, Thing(items=(Item(),)))
    assert [r.outcome is Outcome.ERRORED for r in found] == [T, T, F, T, T, T, T]
    assert not any(r.witnesses for r in found)


def test_what_is_settled_is_not_asked_further() -> None:
    assert holds("False and fails(1)") is False
    assert holds("True or fails(1)") is True
    thing = Thing(items=(Item(sure=True), Item()))
    assert holds("any(item.sure for item in thing.items) or fails(1)", thing) is True
    assert holds("len(fails(1) for item in thing.items) == 2", thing) is True


def counting() -> tuple[list[int], Function]:
    calls: list[int] = []

    def call(number: int) -> int:
        calls.append(number)
        return number

    doc = Text(id="{0}", en="{0}")
    return calls, Function(name="seen", parameters=(int,), result=int, call=call, doc=doc)


def test_measures_and_shared_sums_are_computed_once_and_only_if_needed() -> None:
    calls, function = counting()
    schema = attrs.evolve(SCHEMA, functions=by_name([function]))
    book = load(
        measure("early", "seen(1)"),
        measure("later", "early + 1"),
        measure("never", "seen(9)"),
        criterion("early == 1 and later == 2", id="C-01"),
        criterion("later == 2 or never == 9", id="C-02"),
        criterion("item.amount <= sum(seen(i.amount) for i in thing.items)", id="C-03", each=EACH),
        schema=schema,
    )
    items = tuple(Item(amount=5) for _ in range(50))
    book.evaluate({"thing": Thing(items=items)}, {}, Context())
    assert calls == [1] + [5] * 50


def test_work_grows_with_the_subject_and_not_with_its_square() -> None:
    calls, function = counting()
    schema = attrs.evolve(SCHEMA, functions=by_name([function]))
    text = "item.amount in (seen(other.amount) for other in thing.items)"
    book = load(criterion(text, each=EACH), schema=schema)
    for size in (10, 1000):
        calls.clear()
        items = tuple(Item(amount=n) for n in range(size))
        (found,) = book.evaluate({"thing": Thing(items=items)}, {}, Context())
        assert (found, len(calls)) == (RawResult(outcome=Outcome.MET), size)


def test_a_fact_that_is_always_given_must_be_given() -> None:
    book = load(criterion("True"))
    with pytest.raises(KeyError):
        book.evaluate({}, {}, Context())


@pytest.mark.parametrize(
    ("parameters", "result", "message"),
    [
        ((list[int],), int, "an argument of 'odd'"),
        ((tuple[Item, ...],), int, "an argument of 'odd'"),
        ((int,), Item, "the result of 'odd'"),
        ((int,), tuple[int, ...], "the result of 'odd'"),
    ],
)
def test_a_function_has_types_that_rules_know(
    parameters: tuple[object, ...], result: object, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Function(name="odd", parameters=parameters, result=result, call=abs, doc=Text(id="", en=""))


def test_a_function_has_a_plain_name() -> None:
    with pytest.raises(ValueError, match="name"):
        Function(name="Odd!", parameters=(), result=int, call=abs, doc=Text(id="", en=""))
