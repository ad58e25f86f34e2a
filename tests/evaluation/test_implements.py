"""Every rule that the domain lists is carried out by a criterion that names it."""

from collections.abc import Iterator

import pytest

from pmi_core.evaluation import Criterion, shipped_rulebooks

# R25 and R26 are policies of scoring, R34-R40 rules on plans, R42 one on exports; R45 is a
# parameter.
ELSEWHERE = frozenset({25, 26, *range(34, 41), 42, 45})
OWED = [f"R{number:02}" for number in range(1, 46) if number not in ELSEWHERE]


def criteria() -> Iterator[Criterion]:
    for book in shipped_rulebooks():
        yield from book.rulebook.criteria


@pytest.mark.parametrize("row", OWED)
def test_a_row_has_a_criterion(row: str) -> None:
    assert [one.id for one in criteria() if row in one.implements]


def test_what_criteria_name_are_rows_and_none_that_others_carry_out() -> None:
    named = {row for one in criteria() for row in one.implements}
    assert named <= {*OWED}


def test_one_person_in_two_units_carries_out_no_row() -> None:
    (found,) = (one for one in criteria() if one.id == "DOS-09")
    assert found.implements == ()
