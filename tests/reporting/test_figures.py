"""Figures side by side: which agree, and how far rounding carries what follows from them."""

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.regulation import Period
from pmi_core.reporting import (
    Attainment,
    ClaimId,
    Count,
    Figure,
    Growth,
    Numeral,
    Ranking,
    Series,
    Share,
    Sum,
)
from pmi_core.reporting.figures import FigurePair, agreed, days_of, growth, plain, spread
from pmi_core.testing import laws

HALF, SECOND = Period.parse("2023-S1"), Period.parse("2023-S2")
YEAR = Period.parse("2023")


def figure(printed: str | None = None, **more: Any) -> Figure:
    return Figure(printed=None if printed is None else Numeral.parse(printed), **more)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (YEAR, YEAR, True),
        (YEAR, Period.parse("2023-01-01/2023-12-31"), True),
        (None, None, True),
        (YEAR, HALF, False),
        (YEAR, None, None),
    ],
)
def test_two_spans_are_the_same_or_nobody_can_tell(
    first: Period | None, second: Period | None, same: bool | None
) -> None:
    for one, other in ((first, second), (second, first)):
        pair = FigurePair(one=figure("1", span=one), other=figure("2", span=other))
        assert pair.same_span is same
        claim = Share(id=ClaimId("x"), part=pair.one, whole=pair.other, percent=figure("50"))
        assert claim.same_span is same


@pytest.mark.parametrize(
    ("target", "realised", "within"),
    [
        (YEAR, YEAR, True),
        (YEAR, HALF, True),
        (HALF, YEAR, False),
        (SECOND, HALF, False),
        (YEAR, None, None),
        (None, YEAR, None),
        (None, None, True),
    ],
)
def test_what_is_realised_lies_in_the_months_of_the_target_or_does_not(
    target: Period | None, realised: Period | None, within: bool | None
) -> None:
    claim = Attainment(
        id=ClaimId("x"),
        target=figure("2", span=target),
        realised=figure("1", span=realised),
        definition="penempatan",
    )
    assert claim.within is within
    assert claim.same_sense


@pytest.mark.parametrize(
    ("one", "other", "leeway"),
    [
        ("79.47", "79.5", Fraction(1, 20)),
        ("79.5", "79.47", Fraction(1, 20)),
        ("79.47", "79", Fraction(1, 2)),
        ("255", "256", Fraction(0)),
        ("79.4", "79.5", Fraction(0)),
        ("79.4", None, Fraction(0)),
        (None, "79.4", Fraction(0)),
    ],
)
def test_the_coarser_of_two_figures_may_be_the_finer_rounded(
    one: str | None, other: str | None, leeway: Fraction
) -> None:
    assert FigurePair(one=figure(one), other=figure(other)).leeway == leeway


JULY, AUGUST = date(2023, 7, 1), date(2023, 8, 1)


@pytest.mark.parametrize(
    ("one", "other", "consistent"),
    [
        pytest.param(figure("1"), figure("1"), True, id="equal"),
        pytest.param(figure("1"), figure("2"), False, id="two numbers"),
        pytest.param(figure("1.5"), figure("1.49"), True, id="rounded"),
        pytest.param(figure("1", as_of=JULY), figure("2", as_of=AUGUST), True, id="a revision"),
        pytest.param(figure("1", as_of=JULY), figure("2"), None, id="one day untold"),
        pytest.param(figure("1", as_of=JULY), figure("1"), True, id="equal, one day untold"),
        pytest.param(figure("1", definition="a"), figure("2", definition="b"), True, id="senses"),
        pytest.param(figure("1", definition="a"), figure("2"), None, id="one sense untold"),
        pytest.param(figure("1", span=HALF), figure("2", span=YEAR), True, id="other months"),
        pytest.param(figure(span=HALF), figure("2", span=YEAR), True, id="other months, unknown"),
        pytest.param(figure(), figure("2"), None, id="unknown"),
    ],
)
def test_two_figures_of_one_thing_are_one_number(
    one: Figure, other: Figure, consistent: bool | None
) -> None:
    assert FigurePair(one=one, other=other).consistent is consistent
    assert FigurePair(one=other, other=one).consistent is consistent


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        pytest.param([("1", HALF, None), ("2", YEAR, None)], True, id="two spans"),
        pytest.param([("1", HALF, None), ("2", HALF, None)], False, id="one span twice"),
        pytest.param([("1", HALF, None), ("2", HALF, JULY)], True, id="a revision"),
        pytest.param([("1", HALF, None), (None, HALF, None)], None, id="unknown"),
        pytest.param([("1", None, None), ("2", None, None)], True, id="untold"),
        pytest.param(
            [("1", HALF, None), ("2", HALF, JULY), ("3", HALF, None)], False, id="not beside"
        ),
    ],
)
def test_a_series_gives_one_number_for_one_span(
    items: list[tuple[str | None, Period | None, date | None]], expected: bool | None
) -> None:
    figures = tuple(figure(printed, span=span, as_of=day) for printed, span, day in items)
    series = Series(id=ClaimId("x"), items=figures, cumulative=True, as_of=AUGUST)
    assert series.one_per_span is expected


def test_figures_of_a_claim_count_what_it_counts_as_of_its_day() -> None:
    own = figure("2", definition="Hal lain", as_of=JULY)
    ranking = Ranking(id=ClaimId("x"), items=(own, figure("1")))
    assert (ranking.same_sense, ranking.same_day) == (None, None)
    same = attrs.evolve(ranking, definition=" hal  LAIN ", as_of=JULY)
    assert (same.same_sense, same.same_day) == (True, True)
    other = attrs.evolve(ranking, definition="hal ini", as_of=AUGUST)
    assert (other.same_sense, other.same_day) == (False, False)
    rise = Growth(id=ClaimId("x"), earlier=own, later=figure("1"), percent=figure("1"))
    assert (rise.same_sense, attrs.evolve(rise, definition="hal ini").same_sense) == (
        None,
        False,
    )


@pytest.mark.parametrize(
    ("part", "whole", "percent", "leeway"),
    [
        ("12", "25", "48.5", Fraction(0)),
        ("1.2", "2.5", "48.5", Fraction(100 * 125, 245) - 48),
        ("1.2", "2.5", "47", 48 - Fraction(100 * 115, 255)),
        ("-1.2", "2.5", "-49", Fraction(100 * 125, 245) - 48),
        ("1.2", "0", "48.5", Fraction(0)),
        (None, "2.5", "48.5", Fraction(0)),
        ("1.2", None, "48.5", Fraction(0)),
        ("1.2", "2.5", None, Fraction(0)),
    ],
)
def test_the_roundings_of_part_and_whole_carry_a_share_so_far(
    part: str | None, whole: str | None, percent: str | None, leeway: Fraction
) -> None:
    claim = Share(id=ClaimId("x"), part=figure(part), whole=figure(whole), percent=figure(percent))
    assert claim.leeway == leeway


@laws
@given(
    numbers=st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)),
    off=st.tuples(st.fractions(-1, 1), st.fractions(-1, 1)),
    signs=st.tuples(st.sampled_from((1, -1)), st.sampled_from((1, -1))),
)
def test_growth_of_rounded_figures_is_within_its_leeway(
    numbers: tuple[int, int], off: tuple[Fraction, Fraction], signs: tuple[int, int]
) -> None:
    printed = [
        figure(f"{'-' if sign < 0 else ''}{number // 10}.{number % 10}")
        for number, sign in zip(numbers, signs, strict=True)
    ]
    earlier, later = (one.value or Fraction() for one in printed)
    first, last = (
        value + move * Fraction(1, 20) for value, move in zip((earlier, later), off, strict=True)
    )
    computed, here = growth(later, earlier), growth(last, first)
    assert computed is not None
    assert here is not None
    towards = figure("-999999999999" if here < computed else "999999999999")
    claim = Growth(id=ClaimId("x"), earlier=printed[0], later=printed[1], percent=towards)
    assert abs(here - computed) <= claim.leeway


@pytest.mark.parametrize(
    ("total", "units", "each", "leeway"),
    [
        ("147", "39", "3.77", Fraction(39, 200)),
        ("147.0", "39", "3.77", Fraction(39, 200) + Fraction(1, 20)),
        ("156", "39", "4", Fraction(0)),
        ("147", None, "3.77", Fraction(0)),
        ("147", "39", None, Fraction(0)),
    ],
)
def test_an_average_carries_a_product_as_far_as_it_was_rounded(
    total: str, units: str | None, each: str | None, leeway: Fraction
) -> None:
    claim = Count(
        id=ClaimId("x"),
        total=figure(total),
        units=None if units is None else figure(units),
        each=None if each is None else figure(each),
    )
    assert claim.leeway == leeway


def test_a_figure_with_decimals_was_rounded_and_a_count_was_not() -> None:
    assert [spread(figure(one)) for one in ("3.70", "4", None)] == [Fraction(1, 200), 0, 0]


def test_a_sum_is_as_far_off_as_all_its_roundings() -> None:
    parts = (figure("33.33"), figure("33.3"), figure("33"), figure())
    claim = Sum(id=ClaimId("x"), parts=parts, total=figure("100.00"))
    assert claim.leeway == Fraction(1, 200) + Fraction(1, 20) + Fraction(1, 200)


def test_a_span_is_its_days_however_it_is_written() -> None:
    written = Period.parse("2023-01-01/2023-12-31")
    assert plain(YEAR) == plain(written) == written
    assert (days_of(YEAR), days_of(None)) == ((YEAR.first, YEAR.last), None)
    assert agreed([]) is True
