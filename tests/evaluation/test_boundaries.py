"""A boundary is where one step more gives another outcome, whatever a case says of itself."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from pmi_core.evaluation import (
    Case,
    CaseKind,
    CriterionId,
    Outcome,
    false_boundaries,
    lacking_kinds,
    read_cases,
    shipped_rulebook,
)
from tests.evaluation.world import Item, Thing, criterion, load, measure

EACH = "for item in thing.items"


def is_boundary(
    require: str,
    thing: Thing,
    *parts: str,
    parameters: Mapping[str, int | Fraction | None] | None = None,
    **rule: str,
) -> bool:
    book = load(*parts, criterion(require, **rule))
    case = Case(
        criterion=CriterionId("C-01"),
        title="a",
        outcome=Outcome.MET,
        boundary=True,
        facts={"thing": thing},
        parameters=parameters or {},
    )
    return not false_boundaries(book, [case])


@pytest.mark.parametrize(
    ("require", "thing", "near"),
    [
        ("thing.total == 3", Thing(total=4), True),
        ("thing.total == 3", Thing(total=999999), False),
        ("thing.total < 3", Thing(total=3), True),
        ("thing.total < 3", Thing(total=2), True),
        ("thing.total < 3", Thing(total=1), False),
        ("thing.total < 3", Thing(total=9), False),
        ("ratio(thing.total, 100) >= ratio(1, 2)", Thing(total=46), True),
        ("ratio(thing.total, 100) >= ratio(1, 2)", Thing(total=30), False),
        ("thing.received <= thing.last", Thing(received=date(2024, 8, 8)), True),
        ("thing.received <= thing.last", Thing(received=date(2024, 8, 7)), True),
        ("thing.received <= thing.last", Thing(received=date(2024, 8, 9)), False),
        ("thing.received == thing.last", Thing(received=date(2024, 8, 8)), True),
        ("thing.received == thing.last", Thing(received=date(2024, 7, 8)), False),
        ("thing.kind == 'bulanan'", Thing(), True),
    ],
)
def test_a_boundary_is_one_step_away(require: str, thing: Thing, *, near: bool) -> None:
    dated = Thing(
        total=thing.total, received=thing.received, last=date(2024, 8, 7), kind=thing.kind
    )
    assert is_boundary(require, dated) is near


@pytest.mark.parametrize(("total", "near"), [(5, True), (6, True), (9, False)])
def test_a_parameter_and_a_measure_are_limits_too(total: int, *, near: bool) -> None:
    over = measure("lebih", "max(0, thing.total - limit)")
    thing = Thing(total=total)
    assert is_boundary("lebih * 1 > 0", thing, over, parameters={"limit": 5}) is near


def test_a_limit_inside_a_measure_counts() -> None:
    many = measure("banyak", "count(item.amount > 3 for item in thing.items)")
    assert is_boundary("banyak > 5", Thing(items=(Item(amount=3),) * 9), many)
    assert not is_boundary("banyak > 5", Thing(items=(Item(amount=1),) * 9), many)


def test_the_limit_may_stand_in_the_condition_or_among_the_items() -> None:
    asked = "thing.kind == 'semester'"
    assert is_boundary(asked, Thing(total=4), when="thing.total > 4")
    assert not is_boundary(asked, Thing(total=9), when="thing.total > 4")
    items = Thing(items=(Item(amount=3),))
    assert is_boundary("item.proof is not None", items, each=EACH + " if item.amount > 3")
    assert not is_boundary("item.proof is not None", items, each=EACH + " if item.amount > 9")


def test_the_limit_of_a_guard_makes_no_boundary_of_what_is_asked() -> None:
    guard = "len(thing.items) > 0"
    thing = Thing(total=9, items=(Item(amount=3),))
    assert not is_boundary("thing.total > 4", thing, when=guard)


def test_a_tolerance_of_days_is_a_limit() -> None:
    thing = Thing(last=date(2024, 8, 9), items=(Item(day=date(2024, 8, 7)),))
    asked = "any(abs(days(item.day, thing.last)) <= {} for item in thing.items)"
    assert is_boundary(asked.format(1), thing)
    assert not is_boundary(asked.format(9), thing)


def test_a_total_far_off_is_no_boundary_of_a_shipped_criterion() -> None:
    book = shipped_rulebook("kawan-bulanan")
    path = Path(__file__).parent.parent / "cases" / "kawan-bulanan.toml"
    far = path.read_text(encoding="utf-8").replace("= 300001", "= 999999")
    far = far.replace("= 299999", "= 9")
    cases = [c for c in read_cases(far.encode(), book).cases if c.criterion == "LAP-09"]
    assert len(false_boundaries(book, cases)) == 2
    lacking = lacking_kinds(book, cases)
    assert lacking[CriterionId("LAP-09")] == (CaseKind.BOUNDARY,)
