"""Counts of problems add up or compare under one definition only; all else is undetermined."""

from datetime import date, timedelta
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.errors import FaultyInput, NotFound
from pmi_core.programme import (
    OutcomeChange,
    OutcomeCount,
    OutcomeDefinitionId,
    OutcomeTally,
    ProblemOutcome,
    Undetermined,
    claimed_effects,
    compare_outcomes,
    find_outcome_definition,
    outcome_definitions,
    tally_outcomes,
)
from pmi_core.regulation import Assumption, check_basis, shipped_registry
from pmi_core.testing import laws, outcome_counts

SOLVED = OutcomeDefinitionId("diselesaikan-1")
UP_TO_A_DAY = "A count up to a day cannot be added to another: one may hold the other."
WRONG_DEFINITION = "The definition “dicegah-1” is that of another outcome."
WRONG_NAME = "The definition “diselesaikan-1” is that of another outcome."
DAY = timedelta(days=1)
JULY = FIRST, LAST = (date(2023, 7, 1), date(2023, 7, 31))


def count(
    number: int = 3,
    first: date | None = JULY[0],
    last: date | None = JULY[1],
    *,
    as_of: date | None = None,
    outcome: ProblemOutcome = ProblemOutcome.SOLVED,
    definition: OutcomeDefinitionId | None = SOLVED,
    partial: bool = False,
) -> OutcomeCount:
    return OutcomeCount(
        outcome=outcome,
        number=number,
        first=first,
        last=last,
        as_of=as_of,
        definition=definition,
        source="Laporan Contoh",
        partial=partial,
    )


def months(*numbers: int) -> list[OutcomeCount]:
    """Counts of the months of 2023, in their order."""
    edges = [date(2023, month, 1) for month in range(1, len(numbers) + 2)]
    return [
        count(n, first, after - DAY)
        for n, first, after in zip(numbers, edges, edges[1:], strict=False)
    ]


def alike() -> st.SearchStrategy[OutcomeCount]:
    """Any counts, mostly of one outcome and definition."""
    mostly = st.sampled_from([SOLVED, SOLVED, SOLVED, OutcomeDefinitionId("contoh-1"), None])
    outcomes = st.sampled_from([ProblemOutcome.SOLVED] * 3 + [ProblemOutcome.HANDLED])
    return outcome_counts(outcome=outcomes, definition=mostly)


def reasons(found: object) -> list[str]:
    assert isinstance(found, Undetermined)
    assert all(one.remedy.id and one.remedy.en for one in found.reasons)
    return [one.what.en for one in found.reasons]


def total(*counts: OutcomeCount) -> OutcomeTally:
    found = tally_outcomes(counts)
    assert isinstance(found, OutcomeTally)
    return found


NO_COUNT = "No count is on record."
OTHER_OUTCOME = "The counts are of different outcomes."
NO_DEFINITION = "The definition under which it was counted is not known."
OTHER_DEFINITION = "The counts follow different definitions."
NO_DAYS = "The first and last day covered are not known."
PARTIAL = "A count is partial, so the difference cannot be told."
LENGTH = "The counts cover periods of different length."


def overlap(day: str) -> str:
    return f"Two counts cover {day}: the same problem may be in both."


def test_one_count_up_to_a_day_stands_alone_with_its_first_day_unknown() -> None:
    since_formation = count(7, None, None, as_of=date(2023, 12, 16))
    found = tally_outcomes([since_formation])
    assert isinstance(found, OutcomeTally)
    assert (found.number, found.first, found.last) == (7, None, date(2023, 12, 16))
    assert not found.lower_bound


@pytest.mark.parametrize(("days", "number"), [(-1, 3), (0, 5), (1, 5)])
def test_a_count_is_added_from_the_day_it_was_recorded(days: int, number: int) -> None:
    told = date(2023, 9, 5)
    august = count(2, date(2023, 8, 1), date(2023, 8, 31))
    roll = [count(), attrs.evolve(august, recorded=told)]
    found = tally_outcomes(roll, known_on=told + days * DAY)
    assert isinstance(found, OutcomeTally)
    assert found.number == number


@pytest.mark.parametrize(
    ("span", "since"),
    [
        pytest.param({}, None, id="without any day it was always known"),
        pytest.param({"first": FIRST}, FIRST, id="begun"),
        pytest.param({"first": FIRST, "last": LAST}, LAST, id="over"),
        pytest.param({"last": LAST}, LAST, id="over, since nobody knows when"),
        pytest.param({"as_of": LAST}, LAST, id="up to a day"),
        pytest.param({"last": LAST, "recorded": LAST + DAY}, LAST + DAY, id="recorded later"),
        pytest.param({"recorded": FIRST}, FIRST, id="recorded, of days nobody told"),
    ],
)
def test_nobody_knows_a_count_before_its_days_are_over(
    span: dict[str, Any], since: date | None
) -> None:
    one = attrs.evolve(count(first=None, last=None), **span)
    assert one.known(None)
    assert one.known(date.min) is (since is None)
    if since is not None:
        assert [one.known(since + days * DAY) for days in (-1, 0)] == [False, True]


@pytest.mark.parametrize("field", ["first", "last", "as_of"])
def test_no_count_is_recorded_before_the_days_it_covers_are_over(field: str) -> None:
    span: dict[str, Any] = {"first": None, "last": None, field: LAST}
    assert attrs.evolve(count(), **span, recorded=LAST).recorded == LAST
    with pytest.raises(ValueError, match="on or after the last day it covers"):
        attrs.evolve(count(), **span, recorded=LAST - DAY)


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ([], [NO_COUNT]),
        ([count(definition=None)], [NO_DEFINITION]),
        ([count(first=None)], [NO_DAYS]),
        ([count(last=None)], [NO_DAYS]),
        ([count(first=None, last=None)], [NO_DAYS]),
        ([count(first=None, last=None, as_of=JULY[1]), count()], [UP_TO_A_DAY]),
        (
            [
                count(first=None, last=None, as_of=JULY[0]),
                count(first=None, last=None, as_of=JULY[1]),
            ],
            [UP_TO_A_DAY],
        ),
        ([count(definition=OutcomeDefinitionId("dicegah-1"))], [WRONG_DEFINITION]),
        ([count(), count()], [overlap("1 July 2023")]),
        ([count(), count(first=JULY[1], last=JULY[1])], [overlap("31 July 2023")]),
        (
            [
                count(first=date(2023, 1, 1), last=date(2023, 12, 31)),
                count(),
                count(first=date(2023, 9, 1), last=date(2023, 9, 1)),
            ],
            [overlap("1 July 2023"), overlap("1 September 2023")],
        ),
        (
            [
                count(),
                count(
                    first=None,
                    last=None,
                    outcome=ProblemOutcome.PREVENTED,
                    definition=OutcomeDefinitionId("contoh-1"),
                ),
                count(definition=None),
            ],
            [OTHER_OUTCOME, NO_DEFINITION, OTHER_DEFINITION, NO_DAYS, overlap("1 July 2023")],
        ),
    ],
    ids=[
        "none",
        "no-definition",
        "no-first",
        "no-last",
        "no-days",
        "cumulative-and-other",
        "cumulative-twice",
        "definition-of-another",
        "twice",
        "last-day-shared",
        "inside",
        "everything",
    ],
)
def test_what_cannot_be_added_is_undetermined_with_every_reason(
    counts: list[OutcomeCount], why: list[str]
) -> None:
    assert reasons(tally_outcomes(counts)) == why


@pytest.mark.parametrize(
    ("after", "lower_bound"),
    [(JULY[1] + DAY, False), (JULY[1] + 2 * DAY, True)],
    ids=["next-day", "a-day-between"],
)
def test_days_between_that_nobody_counted_make_a_lower_bound(
    after: date, lower_bound: bool
) -> None:
    found = total(count(3), count(2, after, after))
    assert (found.number, found.lower_bound) == (5, lower_bound)
    assert (found.first, found.last) == (JULY[0], after)


def test_a_partial_count_makes_a_lower_bound_also_alone() -> None:
    assert total(count(partial=True)).lower_bound
    assert not total(count()).lower_bound
    assert total(count(0)).number == 0


@laws
@given(numbers=st.lists(st.integers(0, 99), min_size=1, max_size=9), order=st.randoms())
def test_the_order_of_counts_decides_nothing(numbers: list[int], order: Random) -> None:
    shuffled = months(*numbers)
    order.shuffle(shuffled)
    assert total(*shuffled) == total(*months(*numbers))
    assert total(*shuffled).counts == tuple(months(*numbers))


@laws
@given(numbers=st.lists(st.integers(0, 99), min_size=2, max_size=9), at=st.data())
def test_tallies_of_disjoint_periods_add_up(numbers: list[int], at: st.DataObject) -> None:
    cut = at.draw(st.integers(1, len(numbers) - 1))
    counts = months(*numbers)
    whole, left, right = total(*counts), total(*counts[:cut]), total(*counts[cut:])
    assert whole.number == left.number + right.number == sum(numbers)
    assert (whole.first, whole.last) == (left.first, right.last)
    assert not whole.lower_bound


@laws
@given(numbers=st.lists(st.integers(0, 99), min_size=2, max_size=9), at=st.data())
def test_one_more_count_takes_nothing_away_and_a_hole_is_told(
    numbers: list[int], at: st.DataObject
) -> None:
    left_out = at.draw(st.integers(0, len(numbers) - 1))
    counts = months(*numbers)
    fewer = total(*counts[:left_out], *counts[left_out + 1 :])
    assert fewer.number <= total(*counts).number
    assert fewer.lower_bound is (0 < left_out < len(numbers) - 1)


@laws
@given(counts=st.lists(alike(), max_size=4))
def test_whatever_is_added_shares_all_that_it_must(counts: list[OutcomeCount]) -> None:
    found = tally_outcomes(counts)
    sound = (
        len({(one.outcome, one.definition) for one in counts}) == 1
        and all(None not in (one.definition, one.first, one.last) for one in counts)
        and all(
            one is two or one.last < two.first or two.last < one.first
            for one in counts
            for two in counts
            if one.first and one.last and two.first and two.last
        )
    )
    assert isinstance(found, OutcomeTally) is sound


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        (count(5, date(2023, 6, 1), date(2023, 6, 30)), count(3), -2),
        (count(3), count(3), 0),
        (count(3), count(4), 1),
        (count(3), count(5, date(2023, 6, 1), date(2023, 6, 30)), 2),
        (
            count(3, date(2023, 1, 1), date(2023, 6, 30)),
            count(9, date(2023, 7, 1), date(2023, 12, 31)),
            6,
        ),
        (
            count(3, date(2023, 1, 2), date(2023, 1, 8)),
            count(1, date(2023, 1, 9), date(2023, 1, 15)),
            -2,
        ),
        (
            count(3, None, None, as_of=JULY[1]),
            count(8, None, None, as_of=JULY[1]),
            5,
        ),
    ],
    ids=["months", "same", "two-sources", "backwards", "semesters", "weeks", "cumulative"],
)
def test_counts_of_one_definition_over_like_periods_compare(
    before: OutcomeCount, after: OutcomeCount, difference: int
) -> None:
    found = compare_outcomes(before, after)
    assert isinstance(found, OutcomeChange)
    assert (found.difference, found.counts) == (difference, (before, after))
    assert (found.outcome, found.definition) == (ProblemOutcome.SOLVED, SOLVED)


JUNE = count(5, date(2023, 6, 1), date(2023, 6, 30))


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (attrs.evolve(JUNE, definition=OutcomeDefinitionId("contoh-1")), [OTHER_DEFINITION]),
        (attrs.evolve(JUNE, definition=None), [NO_DEFINITION]),
        (attrs.evolve(JUNE, outcome=ProblemOutcome.HANDLED), [OTHER_OUTCOME, WRONG_NAME]),
        (attrs.evolve(JUNE, partial=True), [PARTIAL]),
        (attrs.evolve(JUNE, last=None), [NO_DAYS]),
        (count(5, None, None, as_of=date(2023, 6, 30)), [NO_DAYS]),
        (attrs.evolve(JUNE, first=date(2023, 5, 1)), [LENGTH]),
        (count(5, date(2021, 7, 1), date(2022, 7, 31)), [LENGTH]),
        (attrs.evolve(JUNE, first=date(2023, 6, 2)), [LENGTH]),
        (attrs.evolve(JUNE, last=date(2023, 6, 29)), [LENGTH]),
        (
            attrs.evolve(JUNE, first=date(2023, 6, 2), last=date(2023, 7, 2)),
            [overlap("1 July 2023")],
        ),
        (attrs.evolve(JUNE, last=JULY[0]), [overlap("1 July 2023")]),
    ],
    ids=[
        "other-definition",
        "no-definition",
        "other-outcome",
        "partial",
        "no-last-day",
        "cumulative",
        "two-months",
        "a-year-more",
        "begins-late",
        "ends-early",
        "overlap-of-one-length",
        "overlap",
    ],
)
def test_what_cannot_be_compared_is_undetermined_with_every_reason(
    before: OutcomeCount, why: list[str]
) -> None:
    assert reasons(compare_outcomes(before, count())) == why
    assert reasons(compare_outcomes(count(), before)) == why


def test_two_cumulative_counts_of_different_days_tell_no_difference() -> None:
    first = count(3, None, None, as_of=JULY[0])
    assert reasons(compare_outcomes(first, attrs.evolve(first, as_of=JULY[1]))) == [NO_DAYS]


@laws
@given(before=alike(), after=alike())
def test_a_comparison_turned_round_turns_its_sign_and_keeps_its_reasons(
    before: OutcomeCount, after: OutcomeCount
) -> None:
    there, back = compare_outcomes(before, after), compare_outcomes(after, before)
    if isinstance(there, OutcomeChange):
        assert isinstance(back, OutcomeChange)
        assert back.difference == -there.difference
    else:
        assert there == back


def test_every_outcome_has_one_definition_that_says_it_is_assumed() -> None:
    assert [one.outcome for one in outcome_definitions()] == list(ProblemOutcome)
    for one in outcome_definitions():
        assert find_outcome_definition(one.id) is one
        assert any(isinstance(basis, Assumption) for basis in one.basis)


def test_an_unknown_definition_is_named_with_those_that_ship() -> None:
    with pytest.raises(NotFound, match="did you mean 'dicegah-1'"):
        find_outcome_definition("dicegah-2")


def test_reducing_stays_without_an_outcome_and_the_claim_names_no_forwarding() -> None:
    claimed = {one.word.id: one.outcome for one in claimed_effects()}
    assert claimed == {
        "mencegah": ProblemOutcome.PREVENTED,
        "mengurangi": None,
        "menyelesaikan": ProblemOutcome.SOLVED,
    }


def test_every_basis_stands_in_the_registry() -> None:
    defined = [basis for one in outcome_definitions() for basis in one.basis]
    claimed = [basis for one in claimed_effects() for basis in one.basis]
    for basis in (*defined, *claimed):
        assert check_basis(basis, shipped_registry()) == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"number": -1}, "must be >= 0"),
        ({"last": JULY[0] - DAY}, "last day is before the first"),
        ({"as_of": JULY[1]}, "not both"),
    ],
    ids=["number", "last", "as_of"],
)
def test_a_count_that_cannot_be_is_refused(change: dict[str, object], message: str) -> None:
    plain = codec.unstructure(count()) | codec.unstructure(change)
    with pytest.raises(FaultyInput, match=message):
        codec.structure(plain, OutcomeCount)


@pytest.mark.parametrize(
    ("first", "last"), [(JULY[0], None), (None, JULY[1])], ids=["first", "last"]
)
def test_a_day_up_to_which_goes_with_no_half_span(first: date | None, last: date | None) -> None:
    with pytest.raises(ValueError, match="not both"):
        count(1, first, last, as_of=JULY[1])


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("diselesaikan-1", None),
        ("diselesaikan-2", None),
        ("diselesaikn-1", "diselesaikan-1"),
        ("diselesaikan1", "diselesaikan-1"),
        ("contoh-1", None),
    ],
)
def test_a_definition_with_nearly_the_name_of_a_shipped_one_is_doubted(
    name: str, near: str | None
) -> None:
    count = OutcomeCount(
        outcome=ProblemOutcome.SOLVED,
        number=3,
        as_of=date(2023, 7, 31),
        definition=OutcomeDefinitionId(name),
        source="Laporan Juli 2023",
    )
    tally = tally_outcomes([count])
    assert isinstance(tally, OutcomeTally)
    assert tally.number == 3
    assert (tally.doubt and near and near in tally.doubt.what.en) == (True if near else None)
