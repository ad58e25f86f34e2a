"""The laws a score keeps."""

import random
from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import FaultyInput
from pmi_core.evaluation import (
    Evaluation,
    Outcome,
    Result,
    Route,
    Severity,
    load_policy,
    settling_fields,
    shipped_policies,
    shipped_rulebook,
)
from pmi_core.programme import BodyId, ReportKind
from pmi_core.regulation import Period, ProvenanceStatus
from pmi_core.reporting import ReportId, ReportMedium

BOOK = shipped_rulebook("kawan-bulanan")
(POLICY,) = shipped_policies()
OPEN = Outcome.UNDETERMINED
NONE, ALL = Fraction(0), Fraction(100)


def result(criterion: str, outcome: Outcome, weight: int = 1, *missing: str) -> Result:
    return Result(
        criterion=criterion,
        outcome=outcome,
        standing=ProvenanceStatus.ASSUMED,
        severity=Severity.ATTENTION,
        weight=Fraction(weight),
        route=Route.UNIT,
        missing=missing,
    )


def evaluation(*results: Result) -> Evaluation:
    return Evaluation(
        report=ReportId("lap-1"),
        body=BodyId("kawan-1"),
        kind=ReportKind.MONTHLY,
        period=Period.parse("2023-08"),
        revision=1,
        medium=ReportMedium.DATA,
        invented=True,
        on=date(2023, 8, 31),
        level=BOOK.rulebook.level,
        rulebook=BOOK.rulebook.id,
        version=BOOK.rulebook.version,
        results=results,
    )


@st.composite
def evaluations(draw: st.DrawFn) -> Evaluation:
    outcomes = st.sampled_from(Outcome)
    weights = st.integers(0, 3)
    return evaluation(
        *(result(c.id, draw(outcomes), draw(weights)) for c in BOOK.rulebook.criteria)
    )


@given(evaluations())
def test_the_interval_contains_the_point_and_both_lie_between_0_and_100(item: Evaluation) -> None:
    card = POLICY.score(item, BOOK)
    assert 0 <= card.lower <= card.upper <= 100
    assert card.point is None or card.lower <= card.point <= card.upper


@given(evaluations(), st.data())
def test_the_interval_shrinks_as_data_arrive(item: Evaluation, data: st.DataObject) -> None:
    before = POLICY.score(item, BOOK)
    settled = tuple(
        attrs.evolve(r, outcome=data.draw(st.sampled_from([Outcome.MET, Outcome.NOT_MET])))
        if r.outcome is OPEN
        else r
        for r in item.results
    )
    after = POLICY.score(attrs.evolve(item, results=settled), BOOK)
    assert before.lower <= after.lower
    assert after.upper <= before.upper


@given(evaluations(), st.randoms(use_true_random=False))
def test_the_order_of_results_does_not_matter(item: Evaluation, chance: random.Random) -> None:
    shuffled = list(item.results)
    chance.shuffle(shuffled)
    assert POLICY.score(attrs.evolve(item, results=tuple(shuffled)), BOOK) == POLICY.score(
        item, BOOK
    )


@given(evaluations())
def test_the_components_add_up_to_the_point(item: Evaluation) -> None:
    card = POLICY.score(item, BOOK)
    known = [(c.weight, c.point) for c in card.components if c.point is not None]
    whole = sum(weight for weight, _ in known)
    if card.point is not None:
        assert sum(w * p for w, p in known) / whole == card.point


@given(evaluations(), st.data())
def test_meeting_one_more_criterion_never_lowers_a_score(
    item: Evaluation, data: st.DataObject
) -> None:
    failed = [n for n, r in enumerate(item.results) if r.outcome is Outcome.NOT_MET]
    if not failed:
        return
    chosen = data.draw(st.sampled_from(failed))
    better = list(item.results)
    better[chosen] = attrs.evolve(better[chosen], outcome=Outcome.MET)
    before, after = (
        POLICY.score(item, BOOK),
        POLICY.score(attrs.evolve(item, results=tuple(better)), BOOK),
    )
    if before.point is not None:
        assert after.point is not None
        assert after.point >= before.point
    assert after.lower >= before.lower


def test_what_only_analogy_carries_moves_no_grade() -> None:
    by_analogy = result("LAP-03", Outcome.NOT_MET, 0)
    assert POLICY.score(evaluation(result("LAP-01", Outcome.MET), by_analogy), BOOK).point == 100


@pytest.mark.parametrize(
    ("met", "failed", "grade"),
    [
        (9, 1, "lengkap_dan_sesuai"),
        (89, 11, "sebagian_besar_sesuai"),
        (7, 3, "sebagian_besar_sesuai"),
        (69, 31, "perlu_pendampingan"),
        (0, 1, "perlu_pendampingan"),
    ],
)
def test_a_band_begins_exactly_at_its_least_score(met: int, failed: int, grade: str) -> None:
    results = (result("LAP-01", Outcome.MET, met), result("LAP-02", Outcome.NOT_MET, failed))
    card = POLICY.score(evaluation(*results), BOOK)
    assert card.grade == grade
    assert POLICY.label(grade).id


@pytest.mark.parametrize(("undetermined", "withheld"), [(1, False), (2, True)])
def test_below_half_of_the_weight_the_grade_is_withheld(undetermined: int, withheld: bool) -> None:
    results = (result("LAP-01", Outcome.MET), result("LAP-02", OPEN, undetermined))
    assert POLICY.score(evaluation(*results), BOOK).withheld is withheld


def test_a_scan_has_no_grade_and_its_score_could_be_anything() -> None:
    card = POLICY.score(evaluation(*(result(c.id, OPEN) for c in BOOK.rulebook.criteria)), BOOK)
    assert (card.point, card.lower, card.upper, card.grade) == (None, NONE, ALL, None)


def test_a_failed_check_counts_as_undetermined_and_never_as_a_pass() -> None:
    results = (result("LAP-01", Outcome.MET), result("LAP-02", Outcome.ERRORED))
    card = POLICY.score(evaluation(*results), BOOK)
    assert (card.lower, card.point, card.upper) == (Fraction(50), ALL, ALL)


def test_nothing_applicable_gives_no_score() -> None:
    card = POLICY.score(evaluation(result("LAP-01", Outcome.NOT_APPLICABLE)), BOOK)
    assert (card.point, card.lower, card.upper, card.applicable) == (None, NONE, ALL, 0)


def test_the_fewest_missing_facts_that_settle_most_come_first() -> None:
    results = (
        result("LAP-01", OPEN, 1, "cover"),
        result("LAP-02", OPEN, 1, "expenses", "total"),
        result("LAP-03", OPEN, 1, "activities"),
        result("LAP-05", OPEN, 1, "activities"),
    )
    assert settling_fields(results) == ("activities", "cover", "expenses")
    assert settling_fields(results, limit=4) == ("activities", "cover", "expenses", "total")


@pytest.mark.parametrize("least", ["[90, 90, 0]", "[70, 90, 0]", "[90, 70]", "[]"])
def test_bands_must_fall_and_reach_down_to_0(least: str) -> None:
    numbers = [part for part in least.strip("[]").split(", ") if part]
    bands = "".join(
        f'[[bands]]\ngrade = "g{i}"\nleast = {n}\nlabel = {{ id = "g", en = "g" }}\n'
        for i, n in enumerate(numbers)
    )
    head = 'id = "x"\nversion = "1"\ntitle = { id = "x", en = "x" }\nwithhold_below = "1/2"\n'
    head += "" if numbers else "bands = []\n"
    basis = '[[basis]]\nowner = "x"\non = 2026-11-24\nreason = { id = "x", en = "x" }\n'
    with pytest.raises(FaultyInput, match="bands"):
        load_policy((head + basis + bands).encode(), file="p.toml")


def test_a_policy_is_pinned_by_all_that_decides_a_score() -> None:
    other = attrs.evolve(POLICY, withhold_below=Fraction(1, 3))
    assert POLICY.digest != other.digest
