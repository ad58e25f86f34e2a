"""How a criterion came to its outcome: values seen, what was missing and why, nothing personal."""

from datetime import date

import attrs
import pytest

from pmi_core.errors import NotFound
from pmi_core.evaluation import (
    Context,
    Missing,
    MissingReason,
    Outcome,
    RawResult,
    Trace,
    Valued,
    trace,
)
from tests.evaluation.world import (
    Item,
    Kind,
    Person,
    Piece,
    Plan,
    Thing,
    criterion,
    judge,
    load,
    measure,
)

THING = Thing(total=3, title="Hubungi 0812 3456 7890", owner=Person(name="Contoh", age=40))
EACH = "for item in thing.items"


def traced(require: str, thing: Thing = THING, *measures: str, **parts: str) -> Trace:
    return trace(
        load(*measures, criterion(require, **parts)), "C-01", {"thing": thing}, {}, Context()
    )


@pytest.mark.parametrize(
    ("require", "source", "reason", "pointer"),
    [
        ("thing.received == thing.last", "thing.received", "tidak_diisi", "/received"),
        ("thing.share == 1", "thing.share", "tidak_diisi", "/share"),
        ("plan.ceiling == 1", "plan", "tidak_diisi", ""),
        ("len(past) == 1", "past", "tidak_diisi", ""),
        ("limit == 1", "limit", "tidak_berlaku", ""),
        ("answer('FOTO-01') == 'ya'", "answer('FOTO-01')", "belum_dijawab", ""),
        (
            "working_days(thing.last, thing.last) == 1",
            "working_days(thing.last, thing.last)",
            "di_luar_cakupan",
            "",
        ),
        ("ratio(1, 0) == 1", "ratio(1, 0)", "tidak_dapat_dihitung", ""),
        ("1 // (thing.total - 3) == 1", "1 // (thing.total - 3)", "tidak_dapat_dihitung", ""),
        ("min(thing.amounts) == 1", "min(thing.amounts)", "tidak_dapat_dihitung", ""),
        ("spread(thing.amounts) == 1", "spread(thing.amounts)", "tidak_dapat_dihitung", ""),
        ("thing.code.year == thing.share", "thing.share", "tidak_diisi", "/share"),
    ],
)
def test_what_is_missing_is_named_with_its_reason(
    require: str, source: str, reason: str, pointer: str
) -> None:
    seen = traced(require)
    assert seen.outcome is Outcome.UNDETERMINED
    assert seen.missing == (Missing(source=source, reason=MissingReason(reason), pointer=pointer),)


def test_only_what_kept_it_open_is_missing() -> None:
    assert traced("thing.share == 1 and thing.total == 4").missing == ()
    assert traced("thing.share == 1 or thing.total == 3").missing == ()
    both = traced("thing.share == 1 and thing.received == thing.last")
    assert [missing.source for missing in both.missing] == ["thing.share", "thing.received"]
    twice = traced("thing.share == 1 or thing.share == 2")
    assert [missing.source for missing in twice.missing] == ["thing.share"]
    when = traced("True", when="thing.share == 1")
    assert [missing.source for missing in when.missing] == ["thing.share"]


ITEMS = Thing(
    items=(
        Item(amount=1, sure=True, day=date(2023, 8, 1)),
        Item(amount=2, pieces=(Piece(),)),
        Item(amount=3, sure=False, pieces=(Piece(size=1),)),
    )
)


def test_missing_values_of_items_have_their_places() -> None:
    seen = traced("any(item.sure and item.amount > 1 for item in thing.items)", ITEMS)
    assert seen.missing == (
        Missing(
            source="thing.items.sure", reason=MissingReason.NOT_FILLED, pointer="/items/1/sure"
        ),
    )
    seen = traced("piece.size > 0", ITEMS, each=EACH + " for piece in item.pieces")
    assert seen.witnesses == ("/items/0", "/items/1/pieces/0")
    assert [(missing.source, missing.pointer) for missing in seen.missing] == [
        ("thing.items.pieces", "/items/0/pieces"),
        ("thing.items.pieces.size", "/items/1/pieces/0/size"),
    ]
    seen = traced("'2023-08-09' in (item.day for item in thing.items)", ITEMS)
    assert [missing.pointer for missing in seen.missing] == ["/items/1/day", "/items/2/day"]


def test_unknown_things_outside_the_subject_have_no_place() -> None:
    book = load(criterion("all(old.total == 1 for old in past)"))
    facts = {"thing": THING, "past": (Thing(),)}
    seen = trace(book, "C-01", facts, {}, Context())
    assert seen.missing == (Missing(source="past.total", reason=MissingReason.NOT_FILLED),)


def test_every_value_looked_at_is_kept_with_its_text() -> None:
    seen = traced("late > 1 and thing.kind == 'bulanan'", THING, measure("late", "thing.total - 2"))
    assert seen.values == (
        Valued(source="thing.total", value=3),
        Valued(source="thing.total - 2", value=1),
        Valued(source="late", value=1),
        Valued(source="late > 1", value=False),
        Valued(source="late > 1 and thing.kind == 'bulanan'", value=False),
        # what was not needed for the outcome is looked at afterwards
        Valued(source="thing.kind", value=Kind.MONTHLY),
        Valued(source="thing.kind == 'bulanan'", value=True),
    )


def test_of_items_only_the_witnesses_are_kept() -> None:
    seen = traced("item.sure", ITEMS, each=EACH)
    assert seen.witnesses == ("/items/2",)
    assert seen.values == (Valued(source="item.sure", value=False, at="/items/2"),)


def test_what_a_filter_saw_belongs_to_the_item_it_was_asked_of() -> None:
    thing = attrs.evolve(THING, items=(Item(amount=3), Item(amount=1), Item(amount=2)))
    seen = traced("item.amount > 3", thing, each=f"{EACH} if item.amount != 1")
    assert seen.witnesses == ("/items/0", "/items/2")
    assert [(one.at, one.value) for one in seen.values if one.source == "item.amount"] == [
        ("/items/0", 3),
        ("/items/2", 2),
    ]


def test_what_was_seen_of_the_item_around_a_witness_is_kept() -> None:
    pieces = (Piece(size=1), Piece(size=5))
    thing = attrs.evolve(THING, items=(Item(amount=9), Item(amount=2, pieces=pieces)))
    each = "for item in thing.items if item.amount < 9 for piece in item.pieces"
    seen = traced("piece.size > item.amount", thing, each=each)
    assert seen.witnesses == ("/items/1/pieces/0",)
    assert [(one.source, one.at) for one in seen.values[:2]] == [
        ("item.amount", "/items/1"),
        ("item.amount < 9", "/items/1"),
    ]


def test_what_depends_on_no_item_belongs_to_none() -> None:
    seen = traced("item.amount < late", ITEMS, measure("late", "thing.span - 28"), each=EACH)
    assert seen.values == (
        Valued(source="thing.span", value=31),
        Valued(source="thing.span - 28", value=3),
        Valued(source="late", value=3),
        Valued(source="item.amount", value=3, at="/items/2"),
        Valued(source="item.amount < late", value=False, at="/items/2"),
    )


def test_values_inside_sums_are_not_kept_but_those_of_measures_are() -> None:
    seen = traced(
        "sum(item.amount + late for item in thing.items) == 6",
        ITEMS,
        measure("late", "thing.span - 31"),
    )
    assert [valued.source for valued in seen.values] == [
        "thing.span",
        "thing.span - 31",
        "sum(item.amount + late for item in thing.items)",
        "sum(item.amount + late for item in thing.items) == 6",
    ]


def test_each_value_has_its_type() -> None:
    values = {
        valued.source: valued.value
        for valued in traced(
            "thing.kind == 'bulanan' and thing.code == '2023' and thing.last > '2023-01-01'"
        ).values
    }
    assert values["thing.kind"] is Kind.MONTHLY
    assert values["thing.code"] == "2023"
    assert values["thing.last"] == date(2023, 8, 31)


def test_personal_values_are_masked_wherever_they_come_from() -> None:
    seen = traced(
        "who == 'Contoh' and thing.owner.age + 1 > 2 and thing.owner.adult and thing.title != ''",
        THING,
        measure("who", "thing.owner.name"),
    )
    values = {valued.source: valued.value for valued in seen.values}
    assert values["who"] == values["thing.owner.name"] == "***"
    assert values["thing.owner.age"] == values["thing.owner.age + 1"] == "***"
    assert values["thing.owner.adult"] == "***"
    assert values["thing.title"] == "Hubungi ***"
    assert values["who == 'Contoh'"] is True
    assert "Contoh" not in repr(seen).replace("'Contoh'", "")
    assert "40" not in repr(seen)


def test_what_a_person_answered_is_masked_as_free_text() -> None:
    book = load(measure("said", "answer('FOTO-01')"), criterion("said == 'ya'"))
    context = Context(answer=lambda _: "tidak, hubungi 0812 3456 7890")
    seen = trace(book, "C-01", {"thing": THING}, {}, context)
    shown = [one.value for one in seen.values if one.source in ("said", "answer('FOTO-01')")]
    assert shown == ["tidak, hubungi ***"] * 2


def test_a_check_that_fails_is_told_without_values_after_the_failure() -> None:
    seen = traced("thing.total == 3 and fails(1)")
    assert seen.outcome is Outcome.ERRORED
    assert seen.missing == ()
    assert seen.values[-1].source == "thing.total == 3"


def test_an_unknown_criterion_is_refused_with_a_guess() -> None:
    with pytest.raises(NotFound, match=r"no criterion is called 'C-1'; did you mean 'C-01'\?"):
        trace(load(criterion("True")), "C-1", {"thing": THING}, {}, Context())


def test_shared_values_are_seen_once_and_agree() -> None:
    total = "sum(item.amount for item in thing.items)"
    book = load(criterion(f"{total} == 6 and {total} > 5 and late == 6"), measure("late", total))
    assert judge(book, ITEMS) == (RawResult(outcome=Outcome.MET),)
    assert judge(book, ITEMS, plan=Plan()) == (RawResult(outcome=Outcome.MET),)
