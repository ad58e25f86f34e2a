"""Mutants: which there are, which provably compute the same, and that shipped cases notice all."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pmi_core.errors import FaultyRulebook
from pmi_core.evaluation import (
    Case,
    CheckedRulebook,
    Context,
    CriterionId,
    Mutant,
    MutantKind,
    Outcome,
    read_cases,
    shipped_rulebook,
    shipped_rulebooks,
    trace,
    try_mutants,
)
from pmi_core.evaluation.functions import Values
from pmi_core.evaluation.sameness import form_of_rule
from tests.evaluation.expressions import FACTS, PARAMETERS, conditions, contexts, forgotten
from tests.evaluation.world import Item, Thing, criterion, load, measure

CASES = Path(__file__).parent.parent / "cases"
BOOKS = [str(book.rulebook.id) for book in shipped_rulebooks()]


@pytest.mark.parametrize("book", BOOKS)
def test_the_shipped_cases_notice_every_mutant(book: str) -> None:
    checked, path = shipped_rulebook(book), CASES / f"{book}.toml"
    cases = read_cases(path.read_bytes(), checked, file=path.name).cases
    found = try_mutants(checked, cases)
    assert found.passed_over == 0
    assert [f"{m.id}: {m.before} -> {m.after}" for m in found.survivors] == []
    assert found.tried > 0


def mutants(*parts: str) -> tuple[Mutant, ...]:
    """All mutants that may compute something else: without a case none is noticed."""
    return try_mutants(load(*parts), ()).survivors


def changes(require: str, **parts: str) -> set[tuple[str, str]]:
    """What is changed, and into what."""
    return {(one.before, one.after) for one in mutants(criterion(require, **parts))}


@pytest.mark.parametrize(
    ("op", "others"),
    [
        ("<", ["<=", "!=", ">="]),
        ("<=", ["<", "==", ">"]),
        (">", [">=", "!=", "<="]),
        (">=", [">", "==", "<"]),
        ("==", ["<=", ">=", "!="]),
        ("!=", ["<", ">", "=="]),
    ],
)
def test_a_comparison_becomes_each_of_its_neighbours(op: str, others: list[str]) -> None:
    text = "thing.total {} thing.span"
    expected = {(text.format(op), text.format(other)) for other in others}
    assert changes(text.format(op)) == expected


@pytest.mark.parametrize(
    ("require", "expected"),
    [
        ("thing.kind == 'bulanan'", {("thing.kind == 'bulanan'", "thing.kind != 'bulanan'")}),
        ("thing.owner.adult", {("thing.owner.adult", "not thing.owner.adult")}),
        ("not thing.owner.adult", {("not thing.owner.adult", "thing.owner.adult")}),
        ("plan.ceiling is None", {("plan.ceiling is None", "plan.ceiling is not None")}),
        ("plan.ceiling is not None", {("plan.ceiling is not None", "plan.ceiling is None")}),
        (
            "thing.title in thing.tags",
            {("thing.title in thing.tags", "thing.title not in thing.tags")},
        ),
        (
            "thing.kind not in ('bulanan', 'semester')",
            {
                (
                    "thing.kind not in ('bulanan', 'semester')",
                    "thing.kind in ('bulanan', 'semester')",
                ),
                ("('bulanan', 'semester')", "('semester',)"),
                ("('bulanan', 'semester')", "('bulanan',)"),
            },
        ),
    ],
    ids=["word", "truth", "not", "absent", "present", "in", "list"],
)
def test_conditions_are_denied_and_words_are_left_out(
    require: str, expected: set[tuple[str, str]]
) -> None:
    assert changes(require) == expected


def test_a_number_moves_by_one_and_a_day_by_a_day() -> None:
    assert {("3", "4"), ("3", "2")} <= changes("thing.total < 3")
    assert {("0", "1"), ("0", "-1")} <= changes("thing.total < 0")
    moved = {("'2023-08-31'", "'2023-09-01'"), ("'2023-08-31'", "'2023-08-30'")}
    assert moved <= changes("thing.received < '2023-08-31'")
    kinds = {one.before: one.kind for one in mutants(criterion("thing.received < '2023-08-31'"))}
    assert kinds["'2023-08-31'"] is MutantKind.DAY


def test_no_day_lies_after_the_last_or_before_the_first() -> None:
    assert ("'9999-12-31'", "'9999-12-30'") in changes("thing.received < '9999-12-31'")
    assert ("'0001-01-01'", "'0001-01-02'") in changes("thing.received > '0001-01-01'")


def test_a_text_that_looks_like_no_day_is_left_alone() -> None:
    assert changes("thing.title == 'a'") == {("thing.title == 'a'", "thing.title != 'a'")}


def test_a_truth_is_turned() -> None:
    assert ("True", "False") in changes("thing.owner.adult == True")


def test_parts_of_a_list_of_conditions_are_dropped_denied_and_joined_otherwise() -> None:
    all_three = "thing.owner.adult and thing.total > 1 and thing.kind == 'bulanan'"
    found = changes(all_three)
    assert (all_three, "thing.owner.adult or thing.total > 1 or thing.kind == 'bulanan'") in found
    assert (all_three, "thing.total > 1 and thing.kind == 'bulanan'") in found
    assert (all_three, "thing.owner.adult and thing.kind == 'bulanan'") in found
    assert (all_three, "thing.owner.adult and thing.total > 1") in found
    assert ("thing.owner.adult", "not thing.owner.adult") in found


def test_either_part_of_two_is_dropped() -> None:
    found = changes("thing.owner.adult or thing.total > 1")
    assert ("thing.owner.adult or thing.total > 1", "thing.owner.adult") in found
    assert ("thing.owner.adult or thing.total > 1", "thing.total > 1") in found


def test_a_chain_loses_its_first_and_its_last_link() -> None:
    chain = "0 < thing.total < 9"
    found = changes(chain)
    assert {(chain, "thing.total < 9"), (chain, "0 < thing.total")} <= found
    assert {(chain, "0 <= thing.total < 9"), (chain, "0 < thing.total <= 9")} <= found


def test_functions_are_taken_for_their_opposites() -> None:
    assert ("max(thing.total, 1)", "min(thing.total, 1)") in changes("max(thing.total, 1) > 2")
    days = "days(thing.last, thing.received)"
    assert (days, f"working_{days}") in changes(f"{days} > 2")
    assert (f"working_{days}", days) in changes(f"working_{days} > 2")
    assert ("abs(thing.total)", "thing.total") in changes("abs(thing.total) > 2")
    every = "all(item.sure for item in thing.items)"
    assert (every, "any((item.sure for item in thing.items))") in changes(every)
    assert ("item.sure", "not item.sure") in changes(every)


def test_arithmetic_is_done_otherwise() -> None:
    for one, other in [("+", "-"), ("-", "+"), ("*", "//"), ("//", "*"), ("%", "//")]:
        written = "thing.total {} thing.span"
        assert (written.format(one), written.format(other)) in changes(f"{written.format(one)} > 2")


def test_a_sign_is_left_alone() -> None:
    found = changes("-thing.total > thing.span")
    assert found == {
        ("-thing.total > thing.span", f"-thing.total {op} thing.span") for op in (">=", "!=", "<=")
    }


def test_filters_of_loops_are_dropped_and_denied() -> None:
    loop = "item.amount for item in thing.items if item.sure"
    found = changes(f"sum({loop}) > 2")
    assert (f"({loop})", "(item.amount for item in thing.items)") in found
    assert ("item.sure", "not item.sure") in found


def test_each_loses_its_filter_and_when_is_left_out() -> None:
    book = criterion(
        "item.amount > 1",
        when="thing.owner.adult",
        each="for item in thing.items if item.sure and item.amount > 0",
    )
    assert try_mutants(load(book), ()).equivalent == 0
    found = {(one.place, one.before, one.after): one.column for one in mutants(book)}
    each = "for item in thing.items if item.sure and item.amount > 0"
    assert found["each", each, "for item in thing.items"] == 1
    assert found["each", "item.sure", "not item.sure"] == 28
    assert found["when", "thing.owner.adult", ""] == 0
    assert found["when", "thing.owner.adult", "not thing.owner.adult"] == 1
    assert found["require", "1", "2"] == 15
    assert not any("0 for" in one for row in found for one in row)


def test_what_is_no_rule_any_more_is_no_mutant() -> None:
    kinds = {one.kind for one in mutants(criterion("thing.kind == 'bulanan'"))}
    assert kinds == {MutantKind.COMPARISON}


def test_a_measure_is_changed_for_all_that_read_it() -> None:
    book = load(
        measure("sisa", "thing.total - 1"),
        measure("lebih", "sisa * 2"),
        criterion("lebih > 4"),
        criterion("thing.owner.adult", id="C-02"),
    )
    wrong = case(Outcome.NOT_MET, Thing(total=3))
    found = try_mutants(book, [wrong])
    left = {one.id for one in found.survivors}
    assert "sisa/value/1/hitungan/1" not in left, "3 + 1 is more than 2, so the case notices"
    assert {one.owner for one in found.survivors} == {"sisa", "lebih", "C-01", "C-02"}


def test_a_parameter_moves_by_a_step() -> None:
    book = load(criterion("thing.share < limit"))
    steps = [one for one in try_mutants(book, ()).survivors if one.place == "parameter"]
    assert [(one.before, one.after) for one in steps] == [("limit", "+"), ("limit", "-")]

    def notice(share: Fraction | int, limit: Fraction | int | None, outcome: Outcome) -> set[str]:
        tried = case(outcome, Thing(share=share), parameters={"limit": limit})
        left = try_mutants(book, [tried]).survivors
        return {one.after for one in steps} - {o.after for o in left if o.place == "parameter"}

    assert notice(5, 5, Outcome.NOT_MET) == {"+"}
    assert notice(4, 5, Outcome.MET) == {"-"}
    assert notice(Fraction(17, 20), Fraction(17, 20), Outcome.NOT_MET) == {"+"}
    assert notice(Fraction(9, 20), Fraction(1, 2), Outcome.MET) == {"-"}, "a half moves by 1/20"
    assert notice(Fraction(44, 100), Fraction(1, 2), Outcome.MET) == set()
    assert notice(Fraction(95, 100), Fraction(98, 100), Outcome.MET) == set(), "49/50 is in 50ths"
    assert notice(Fraction(96, 100), Fraction(98, 100), Outcome.MET) == {"-"}
    assert notice(5, None, Outcome.UNDETERMINED) == set(), "not in force stays so"


def case(outcome: Outcome, thing: Thing, **parts: Any) -> Case:
    facts = {"thing": thing}
    return Case(criterion=CriterionId("C-01"), title="t", outcome=outcome, facts=facts, **parts)


def test_a_case_notices_by_outcome_by_witnesses_and_by_what_is_missing() -> None:
    book = load(criterion("item.amount > 1", each="for item in thing.items if item.sure"))
    thing = Thing(items=(Item(amount=1, sure=True), Item(amount=1, sure=False)))
    plain = case(Outcome.NOT_MET, thing)
    exact = case(Outcome.NOT_MET, thing, witnesses=("/items/0",))
    dropped = "C-01/each/1/syarat_dihapus/1"
    assert dropped in {one.id for one in try_mutants(book, [plain]).survivors}
    assert dropped not in {one.id for one in try_mutants(book, [exact]).survivors}

    book = load(criterion("thing.total > 1 or thing.received > thing.last"))
    unknown = case(Outcome.UNDETERMINED, Thing(total=0))
    told = attrs.evolve(unknown, missing=("thing.received",))
    dropped = "C-01/require/1/syarat_dihapus/1"
    assert try_mutants(book, [told]).passed_over == 0
    assert dropped in {one.id for one in try_mutants(book, [told]).survivors}
    wrong = attrs.evolve(unknown, missing=("thing.total",))
    assert try_mutants(book, [wrong]).passed_over == 1


def test_a_case_that_does_not_hold_notices_nothing() -> None:
    book = load(criterion("thing.total > 1"))
    wrong = case(Outcome.MET, Thing(total=1))
    found = try_mutants(book, [wrong])
    assert found.passed_over == 1
    assert len(found.survivors) == found.tried


@pytest.mark.parametrize(
    ("require", "same"),
    [
        ("len(thing.amounts) > 0", 2),
        ("count(item.sure for item in thing.items) == 0", 1),
        ("working_days(thing.last, thing.received) <= 0", 1),
        ("abs(thing.total) >= 0", 0),
        ("thing.total == 0", 0),
        ("len(thing.amounts) == 1", 0),
    ],
)
def test_what_provably_computes_the_same_is_not_counted(require: str, same: int) -> None:
    book = load(criterion(require))
    found = try_mutants(book, ())
    assert len({one.id for one in found.survivors}) == found.tried
    assert found.equivalent >= same


def test_ids_are_unique_and_the_order_is_that_of_the_rulebook() -> None:
    book = shipped_rulebook("kawan-bulanan")
    ids = [one.id for one in try_mutants(book, ()).survivors]
    assert len(set(ids)) == len(ids)
    assert ids == [one.id for one in try_mutants(book, ()).survivors]
    owners = list(dict.fromkeys(one.split("/")[0] for one in ids))
    written = [str(one.id) for one in book.rulebook.measures]
    written += [rule.id for rule in book.rules]
    assert owners == [name for name in written if name in owners]


def test_an_expression_as_long_as_it_may_be_has_mutants_too() -> None:
    text = " or ".join(["thing.owner.adult"] * 23)
    assert changes(text + " or True".rjust(500 - len(text)))


ORDER = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
COUNTED = st.sampled_from(
    [
        "len(thing.items)",
        "count(item.sure for item in thing.items)",
        "distinct(item.amount for item in thing.items)",
        "working_days(thing.last, thing.received)",
        "abs(thing.total)",
        "max(thing.total, 1)",
        "max(thing.total, -1)",
        "min(len(past), len(thing.items))",
        "min(len(past), thing.total)",
        "thing.total",
        "banyak",
    ]
)
FEW = settings().max_examples // 2  # each compiles a rulebook
LIMITS = st.integers(-2, 3)
BANYAK = measure("banyak", "len(thing.items)")


@st.composite
def comparisons(draw: st.DrawFn) -> tuple[str, str]:
    """Two comparisons of one number."""
    number = draw(COUNTED)
    one = f"{number} {draw(ORDER)} {draw(LIMITS)}"
    other = f"{number} {draw(ORDER)} {draw(LIMITS)}"
    return one, draw(st.sampled_from([other, f"{draw(LIMITS)} {draw(ORDER)} {number}"]))


@st.composite
def rewritten(draw: st.DrawFn) -> tuple[str, str]:
    """A condition, and the same said in another way."""
    plain, other = draw(conditions(depth=1)), draw(conditions(depth=1))
    again = draw(
        st.sampled_from(
            [
                "not (not ({0}))",
                "({0}) and ({0})",
                "({0}) or ({0})",
                "(({0}) and ({0})) and ({0})",
            ]
        )
    )
    both = draw(st.sampled_from(["({0})", "({0}) and ({1})", "({1}) or ({0})"]))
    return both.format(plain, other), both.format(again.format(plain), other)


def pair(one: str, other: str) -> CheckedRulebook:
    try:
        return load(
            BANYAK,
            measure("m_total", "sum(item.amount for item in thing.items) + thing.total"),
            measure("m_day", "max(item.day for item in thing.items)"),
            criterion(one),
            criterion(other, id="C-02"),
        )
    except FaultyRulebook:  # a condition said three times may be too long
        assume(condition=False)
        raise


def are_same(book: CheckedRulebook) -> bool:
    one, other = (form_of_rule(rule, book.measures) for rule in book.rules)
    return one == other


def outcomes(
    book: CheckedRulebook, facts: Mapping[str, object], values: Values, context: Context
) -> list[Outcome]:
    counted = attrs.evolve(context, working_days=lambda a, b: never_negative(context, a, b))
    return [trace(book, rule.id, facts, values, counted).outcome for rule in book.rules]


def never_negative(context: Context, first: Any, last: Any) -> int | None:
    found = context.working_days(first, last)
    return None if found is None else max(0, found)


@settings(max_examples=FEW)
@given(pairs=comparisons(), facts=FACTS.flatmap(forgotten), values=PARAMETERS, context=contexts())
def test_comparisons_of_one_form_let_the_same_through(
    pairs: tuple[str, str], facts: Mapping[str, object], values: Values, context: Context
) -> None:
    book = pair(*pairs)
    one, other = outcomes(book, facts, values, context)
    assert one is other or not are_same(book)


@settings(max_examples=FEW)
@given(pairs=rewritten(), facts=FACTS.flatmap(forgotten), values=PARAMETERS, context=contexts())
def test_what_is_said_twice_or_denied_twice_has_one_form(
    pairs: tuple[str, str], facts: Mapping[str, object], values: Values, context: Context
) -> None:
    book = pair(*pairs)
    assert are_same(book)
    one, other = outcomes(book, facts, values, context)
    assert one is other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("len(thing.items) > 0", "len(thing.items) != 0"),
        ("len(thing.items) == 0", "len(thing.items) <= 0"),
        ("len(thing.items) >= 0", "len(thing.items) > -1"),
        ("len(thing.items) < 0", "len(thing.items) <= -1"),
        ("len(thing.items) != -1", "len(thing.items) >= 0"),
        ("thing.total > 1", "1 < thing.total"),
        ("thing.total > thing.span", "thing.span < thing.total"),
        ("thing.total != thing.span", "not thing.total == thing.span"),
        ("thing.title not in thing.tags", "not (thing.title in thing.tags)"),
        ("plan.ceiling is not None", "not (plan.ceiling is None)"),
        ("banyak > 0", "banyak != 0"),
        ("max(0, 1, thing.total) == 1", "max(0, 1, thing.total) <= 1"),
    ],
)
def test_what_is_known_to_be_the_same(one: str, other: str) -> None:
    assert are_same(pair(one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("len(thing.items) > 0", "len(thing.items) >= 0"),
        ("len(thing.items) < 1", "len(thing.items) < 2"),
        ("thing.total > 0", "thing.total != 0"),
        ("thing.total == 0", "thing.total <= 0"),
        ("min(len(past), thing.total) == 0", "min(len(past), thing.total) <= 0"),
        ("len(thing.items) >= 0", "len(past) >= 0"),
        ("thing.owner.adult", "not thing.owner.adult"),
    ],
)
def test_what_may_differ_is_not_taken_for_the_same(one: str, other: str) -> None:
    assert not are_same(pair(one, other))
