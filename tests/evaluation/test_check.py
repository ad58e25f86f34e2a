"""Every name, type and word of a rule is checked against the schema before anything runs."""

from datetime import date

import attrs
import pytest

from pmi_core.evaluation import Schema
from pmi_core.evaluation.shapes import NoSuchConstant, Shape, Sort, constant_of, shape_of
from tests.evaluation.world import SCHEMA, Thing, criterion, fault, faults, load, measure

ITEMS = "for item in thing.items"


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            "thin.total == 1",
            "unknown-name",
            "column 1: nothing is called 'thin'; did you mean 'thing'?",
        ),
        ("limt == 1", "unknown-name", "column 1: nothing is called 'limt'; did you mean 'limit'?"),
        ("count == 1", "unknown-name", "column 1: 'count' is a function"),
        (
            "thing.totl == 1",
            "unknown-field",
            "column 1: Thing has no field 'totl'; did you mean 'total'?",
        ),
        ("thing._hidden == 1", "unknown-field", "column 1: Thing has no field '_hidden'"),
        ("thing.untyped == 1", "unknown-field", "column 1: Thing has no field 'untyped'"),
        (
            "thing.kind.name == 'a'",
            "type",
            "column 1: 'thing.kind' is a word of Kind, but a record",
        ),
        ("thing.total.real == 1", "type", "column 1: 'thing.total' is a number, but a record"),
        ("thing.items.amount == 1", "type", "is a collection of record Item, but a record"),
        (
            "thing.kind == 'bulanam'",
            "unknown-word",
            "column 15: 'bulanam' is not a word of Kind; did you mean 'bulanan'?",
        ),
        (
            "thing.kind in ('bulanan', 'x')",
            "unknown-word",
            "column 27: 'x' is not a word of Kind; known are bulanan, semester",
        ),
        ("thing.last == '2023-02-30'", "value", "column 15: day is out of range"),
        ("thing.last == '7 Agustus'", "type", "'7 Agustus' is a text, but a day is needed"),
        ("thing.code == 'x'", "value", "column 15: expected digits"),
        ("thing.total == '1'", "type", "is a text, but a number"),
        ("thing.total == True", "type", "column 16: 'True' is a yes/no, but a number"),
        ("thing.total == thing.last", "type", "'thing.last' is a day, but a number"),
        ("thing.kind == thing.title", "type", "'thing.title' is a text, but a word of Kind"),
        ("thing.owner == thing.owner", "type", "is a record Person, but a single value"),
        ("thing == 'a'", "type", "'thing' is a record Thing, but a single value"),
        ("thing.title < 'b'", "type", "column 1: 'thing.title' is a text, but a number or day"),
        ("thing.items == thing.items", "type", "but a single value"),
        ("thing.total", "type", "column 1: 'thing.total' is a number, but a yes/no"),
        ("not thing.total", "type", "column 5: 'thing.total' is a number, but a yes/no"),
        ("thing.total and True", "type", "'thing.total' is a number, but a yes/no"),
        ("True + 1 == 2", "type", "'True' is a yes/no, but a number"),
        ("-thing.last == 1", "type", "'thing.last' is a day, but a number"),
        ("thing.pairs == 1", "type", "is a value no rule can read"),
        ("len(thing.holes) == 1", "type", "is a value no rule can read, but a collection"),
        ("thing.either == 1", "type", "is a value no rule can read"),
        ("thing.table == 1", "type", "is a value no rule can read"),
        (
            "thing.total in (1, thing.total)",
            "grammar",
            "column 16: this is not a list of constants",
        ),
        ("thing.total in ()", "grammar", "column 16: this is not a list of constants"),
        ("thing.total in thing.last", "type", "'thing.last' is a day, but a collection"),
        (
            "thing.total in thing.items",
            "type",
            "'thing.items' is a record Item, but a single value",
        ),
        ("thing.owner in (1, 2)", "type", "'thing.owner' is a record Person, but a single"),
        ("thing.total in past", "type", "'past' is a record Thing, but a single value"),
        ("thing.owner in thing.tags", "type", "'thing.owner' is a record Person, but a single"),
    ],
)
def test_a_fault_says_what_is_wrong_where_and_what_was_meant(
    text: str, code: str, message: str
) -> None:
    found = fault(text)
    assert (found.code, found.file, found.pointer) == (
        code,
        "contoh.toml",
        "/criterion/0/require",
    )
    assert message in found.message


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("counts(thing.items) == 1", "unknown-function", "did you mean 'count'?"),
        ("abs(1, 2) == 1", "arguments", "this function takes one argument, not 2"),
        ("days(thing.last) == 1", "arguments", "this function takes 2 arguments, not 1"),
        ("sum() == 1", "arguments", "one argument, not 0"),
        ("near(1, (2)) ", "arguments", "3 arguments, not 2"),
        ("answer() == 'ya'", "arguments", "one argument"),
        ("abs(**thing) == 1", "grammar", "without names"),
        ("days(thing.total, thing.last) == 1", "type", "'thing.total' is a number, but a day"),
        ("count(item.amount for item in thing.items) == 1", "type", "but a bool or record"),
        ("sum(item.day for item in thing.items) == 1", "type", "but a number is needed"),
        ("min(item.kind for item in thing.items) == 1", "type", "but a day or number"),
        ("max(1, thing.last) == 1", "type", "'1' is a number, but a day"),
        ("max(1, thing.title) == 1", "type", "'thing.title' is a text, but a number"),
        ("any(thing.total) ", "type", "'thing.total' is a number, but a collection"),
        ("any(item.sure for item in thing.total)", "type", "but a collection"),
        ("any(tag == 'a' for tag in thing.tags)", "type", "is a set of text, but a collection"),
        ("len(thing.total) == 1", "type", "'thing.total' is a number, but a collection"),
        ("len(thing.itms) == 1", "unknown-field", "did you mean 'items'?"),
        ("any(thing.itms)", "unknown-field", "did you mean 'items'?"),
        ("answer(thing.title) == 'ya'", "grammar", "answer takes the id of a question"),
        ("answer('FOTO-1') == 'ya'", "unknown-answer", "did you mean 'FOTO-01'?"),
        ("near(thing.title, (p.title for p in past), 1)", "type", "but a number or day"),
        ("near(1, thing.items, 1)", "type", "'thing.items' is a record Item, but a single value"),
        ("near(thing.last, (1, 2), 1)", "grammar", "a list that does not follow"),
        ("near(1, thing.amounts, '1')", "type", "is a text, but a number"),
        ("spread(1) == 1", "type", "'1' is a number, but a collection"),
        ("spread(thing.tags) == 1", "type", "'thing.tags' is a text, but a number"),
        ("any(item.sure for item in thing.items if item.amount)", "type", "but a yes/no"),
        ("any(nope for item in thing.items)", "unknown-name", "'nope'"),
        ("any(item.sure for item in nope)", "unknown-name", "'nope'"),
        ("any(thing.sure for thing in past)", "name-taken", "'thing' is already the name"),
        ("any(sum.sure for sum in thing.items)", "name-taken", "'sum' is already the name"),
    ],
)
def test_functions_and_loops_are_typed(text: str, code: str, message: str) -> None:
    found = faults(criterion(text))[0]
    assert (found.code, message in found.message) == (code, True), found


@pytest.mark.parametrize("text", ["thing.received is None", "thing is None", "plan is not None"])
def test_only_a_field_whose_absence_is_a_fact_can_be_asked_for_it(text: str) -> None:
    found = fault(text)
    assert found.code == "absence"
    assert "not known, not that there is none" in found.message
    assert "leave the question out" in found.suggestion


def test_all_faults_of_all_expressions_come_at_once() -> None:
    found = faults(
        measure("late", "thing.totl"),
        criterion("a == 1 and b == 2", id="C-01", when="c == 3"),
        criterion("item.x == 1 or item.y == 2", id="C-02", each=ITEMS, on="thing.z"),
    )
    assert sorted((f.pointer, f.message.split(": ")[0]) for f in found) == [
        ("/criterion/0/require", "column 1"),
        ("/criterion/0/require", "column 12"),
        ("/criterion/0/when", "column 1"),
        ("/criterion/1/on", "column 1"),
        ("/criterion/1/require", "column 1"),
        ("/criterion/1/require", "column 16"),
        ("/measure/0/value", "column 1"),
    ]


def test_a_part_with_a_fault_causes_no_other_fault() -> None:
    assert len(faults(criterion("abs(nope) + sum(nope) > nope.a and nope in (1, 2)"))) == 4
    assert len(faults(criterion("nope is None or nope in thing.tags or -nope < 1"))) == 3
    assert len(faults(criterion("days(nope, thing.last) == 1 or max(nope, 1) == 1"))) == 2
    assert len(faults(criterion("near(nope, thing.amounts, nope)"))) == 2
    assert len(faults(criterion("not nope or nope + 1 == 2 or 1 < nope < 2"))) == 3
    assert len(faults(criterion("thing.total in (nope, 1) or thing.kind in ('x', 'y')"))) == 3
    assert len(faults(criterion("near(1, (nope for i in thing.items), 1)"))) == 1
    assert len(faults(criterion("any(nope)"))) == 1
    assert (
        len(faults(criterion("item.amount > 0 and item.day == item.day", each="for item in x")))
        == 1
    )


@pytest.mark.parametrize(
    ("each", "code", "message"),
    [
        ("", "syntax", "nothing is written here"),
        ("thing.items", "syntax", "this is not an expression"),
        ("+ 1 for item in thing.items", "grammar", "not one `for … in …`"),
        ("for item in thing.items) or (0", "syntax", "a bracket is closed"),
        ("for item in past", "subject", "column 13: `each` goes through the subject 'thing' only"),
        ("for item in thing.item", "unknown-field", "column 13: Thing has no field 'item'"),
        ("for thing in thing.items", "name-taken", "column 5"),
        ("for item in thing.items if item.nope", "unknown-field", "column 28: Item has no"),
        ("for item in thing.items if item.amount", "type", "column 28"),
        ("for item in thing.items for other in thing.items", "not-linear", "column 38"),
        ("for a in thing.items for b in a.pieces for c in a.pieces", "depth", "more than 2 loops"),
    ],
)
def test_each_goes_through_the_subject_in_one_or_two_loops(
    each: str, code: str, message: str
) -> None:
    found = fault("True", each=each)
    assert (found.code, found.pointer) == (code, "/criterion/0/each")
    assert message in found.message


@pytest.mark.parametrize(
    "text",
    [
        "any(other.amount == item.amount for other in thing.items)",
        "any(piece.size == 1 for piece in item.pieces for other in thing.items)",
        "len(one for one in thing.items for other in thing.items) == 1",
        "all(any(p.size == q.size for p in item.pieces) for q in item.pieces)",
    ],
)
def test_what_would_compare_every_item_with_every_other_is_refused(text: str) -> None:
    found = fault(text, each=ITEMS)
    assert found.code == "not-linear"
    assert "near(value, (… for …), tolerance)" in found.suggestion


@pytest.mark.parametrize(
    "text",
    [
        "item.amount in (other.amount for other in thing.items)",
        "near(item.day, (other.day for other in thing.items), 3)",
        "item.amount <= sum(other.amount for other in thing.items)",
        "item.amount in thing.amounts",
        "any(piece.size == item.amount for piece in item.pieces)",
        "any(i.amount == item.amount for p in past for i in p.items)",
        "any(i.amount == item.amount for i in item.pieces for p in past)".replace(
            "i.amount", "i.size"
        ),
    ],
)
def test_what_is_linear_is_allowed(text: str) -> None:
    assert load(criterion(text, each=ITEMS)).rules


def test_more_than_two_loops_inside_each_other_are_refused() -> None:
    text = "any(any(any(p.size == 1 for p in i.pieces) for i in t.items) for t in past)"
    assert fault(text).code == "depth"


@pytest.mark.parametrize(
    ("annotation", "expected", "nullable"),
    [
        (int | None, "number", True),
        (tuple[date, ...], "collection of day", False),
        (frozenset[str], "set of text", False),
        (tuple[Thing, ...] | None, "collection of record Thing", True),
        (list[int], "value no rule can read", False),
        (object, "value no rule can read", False),
        (tuple[list[int], ...], "value no rule can read", False),
        (None, "value no rule can read", False),
    ],
)
def test_annotations_are_read_as_types_of_the_language(
    annotation: object, expected: str, nullable: bool
) -> None:
    shape, absent = shape_of(annotation)
    assert (str(shape), absent) == (expected, nullable)


def test_a_record_has_no_constants() -> None:
    with pytest.raises(NoSuchConstant):
        constant_of("a", Shape(sort=Sort.RECORD, of=Thing))


def test_any_question_may_be_asked_where_none_are_listed() -> None:
    free = attrs.evolve(SCHEMA, answers=None)
    assert load(criterion("answer('X-99') == 'ya'"), schema=free).rules


def test_the_subject_is_one_of_the_names() -> None:
    with pytest.raises(ValueError, match="'thing' is not among the names"):
        Schema(subject="thing", names={"other": Thing})
