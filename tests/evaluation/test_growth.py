"""Numbers stay exact and cannot grow without bound, however measures are stacked."""

from fractions import Fraction

import pytest

from pmi_core.evaluation import Context, trace
from pmi_core.evaluation.growth import MOST_FACTORS
from tests.evaluation.world import Item, Thing, criterion, faults, load, measure

THING = Thing(total=2, items=tuple(Item(amount=n) for n in range(1, 4)))


def half(count: int = MOST_FACTORS // 2) -> tuple[str, str]:
    """Measures of which the last, `half`, multiplies so many numbers."""
    many = [" * ".join(["thing.total"] * some) for some in (16, count - 16)]
    return measure("some", many[0]), measure("half", f"some * {many[1]}")


def stacked(depth: int, op: str, width: int = 12) -> list[str]:
    """Measures, each of which names the one before so many times."""
    named = ["thing.total", *(f"m{level}" for level in range(depth))]
    values = (op.join([name] * width) for name in named[:depth])
    return [measure(f"m{level}", value) for level, value in enumerate(values)]


def test_so_many_numbers_may_be_multiplied_and_no_more() -> None:
    load(*half(), criterion("half * half > 1"))
    (found,) = faults(*half(), criterion("half * half * thing.total > 1"))
    assert found.code == "too-many-factors"
    assert "column 1" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "ratio(half, half * thing.total) > 1",
        "sum(item.amount * half * half for item in thing.items) > 1",
        "count(item.amount * half * half > 1 for item in thing.items) > 1",
        "ratio(half, 3) + ratio(half, 5) > 1",
        "-(half * half) * thing.total > 1",
    ],
)
def test_factors_are_counted_wherever_numbers_are_multiplied(text: str) -> None:
    (found,) = faults(*half(), criterion(text))
    assert found.code == "too-many-factors"


@pytest.mark.parametrize(
    "text",
    [
        "half + half + half > 1",
        "half // thing.total // half > 1",
        "max(half, half) * half > 1",
        "ratio(half, 3) * 2 > 1",
    ],
)
def test_what_makes_no_longer_numbers_does_not_count(text: str) -> None:
    load(*half(MOST_FACTORS // 2 - 1), criterion(text))


@pytest.mark.parametrize("element", ["ratio(1, item.amount)", "share", "-share", "share % 2"])
def test_ratios_are_not_summed_over_items(element: str) -> None:
    share = measure("share", "ratio(1, thing.total)")
    (found,) = faults(share, criterion(f"sum({element} for item in thing.items) < 5"))
    assert found.code == "sum-of-ratios"
    assert "ratio(sum(…), …)" in found.message


def test_a_ratio_that_is_whole_again_is_summed() -> None:
    book = load(criterion("sum(ratio(7, item.amount) // 1 for item in thing.items) == 12"))
    assert trace(book, "C-01", {"thing": THING}, {}, Context()).outcome.value == "terpenuhi"


def test_a_limit_that_is_a_fraction_is_no_ratio_of_the_subject() -> None:
    book = load(criterion("sum(item.amount * limit for item in thing.items) == 3"))
    found = trace(book, "C-01", {"thing": THING}, {"limit": Fraction(1, 2)}, Context())
    assert found.outcome.value == "terpenuhi"


def test_stacked_measures_are_each_looked_at_once() -> None:
    # spelled out, they would be looked at for hours
    book = load(*stacked(8, " + "), criterion("m7 > 1"))
    found = trace(book, "C-01", {"thing": THING}, {}, Context())
    assert [one.value for one in found.values if one.source == "m7"] == [2 * 12**8]


def test_stacked_products_are_refused_where_they_begin_to_be_too_many() -> None:
    found = faults(*stacked(8, " * "), criterion("m7 > 1"))
    assert [one.code for one in found] == ["too-many-factors"]
    assert found[0].pointer.startswith("/measure/1/")
