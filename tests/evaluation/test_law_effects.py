"""Which rules another law touches, and which verdicts it turns."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

from pmi_core.evaluation import (
    Outcome,
    Review,
    ReviewDiff,
    diff_reviews,
    review,
    rules_touched,
    shipped_policies,
    shipped_rulebook,
    shipped_rulebooks,
)
from pmi_core.messages import Text
from pmi_core.regulation import (
    Assumption,
    InstrumentId,
    LawDiff,
    LawPack,
    ParameterValue,
    PlaceCode,
    Provenance,
    ProvenanceStatus,
    Registry,
    Relation,
    RelationKind,
    Supplement,
    best_standing,
    diff_law,
    layer,
    shipped_registry,
)
from pmi_core.reporting import Channel, Dossier, Submission, SubmissionId, read_dossier
from tests.reporting.samples import AUGUST, monthly, unit, write_folder

LAW = shipped_registry()
WORDS = Text(id="Rekaan.", en="Invented.")
BOOKS = shipped_rulebooks()
(POLICY,) = shipped_policies()


def with_limit(number: int) -> Registry:
    basis = (Assumption(owner="uji", reason=WORDS, on=date(2026, 11, 24)),)
    value = ParameterValue(value=Fraction(number), basis=basis)
    limit = attrs.evolve(LAW.parameter("batas_hari_kerja"), values=(value,))
    return layer(LAW, LawPack(id="contoh", title=WORDS, parameters=(limit,)))


def with_title() -> Registry:
    """The oral directions with something more found out of them."""
    more = Supplement(
        instrument=InstrumentId("arahan-bp3mi-jabar-2024-07-23"),
        title="Rekaan",
        provenance=Provenance(status=ProvenanceStatus.REPORTED, source="rekaan"),
    )
    return layer(LAW, LawPack(id="contoh", title=WORDS, supplements=(more,)))


@pytest.fixture(name="dossier")
def _dossier(tmp_path: Path) -> Dossier:
    """A unit whose report came on the sixth working day."""
    receipt = Submission(
        id=SubmissionId("s1"),
        channel=Channel.EMAIL,
        received_on=date(2023, 9, 8),
        reports=(monthly("lap-08").id,),
    )
    return read_dossier(
        write_folder(tmp_path, (unit(),), (monthly("lap-08", period=AUGUST),), (receipt,))
    )


def judged(dossier: Dossier, law: Registry = LAW) -> Review:
    return review(dossier, BOOKS, POLICY, registry=law)


def test_a_changed_parameter_touches_the_criteria_that_read_it() -> None:
    found = rules_touched(BOOKS, diff_law(LAW, with_limit(6)))
    reading = [
        c.id
        for book in BOOKS
        for c in book.rulebook.criteria
        if "batas_hari_kerja" in book.reads(c.id)
    ]
    assert [rule.criterion for rule in found] == reading == ["LAP-03"]
    assert found[0].through == ("batas_hari_kerja",)
    assert found[0].rulebook == "kawan-bulanan"
    assert found[0].title == shipped_rulebook("kawan-bulanan").criterion("LAP-03").title


def test_a_changed_instrument_touches_the_criteria_that_cite_it() -> None:
    found = rules_touched(BOOKS, diff_law(LAW, with_title()))
    assert {rule.criterion for rule in found} == {
        "DOS-01",
        "DOS-02",
        "DOS-10",
        "LAP-03",
        "LAP-04",
        "LAP-05",
        "LAP-06",
        "LAP-07",
        "LAP-08",
        "LAP-11",
        "LAP-12",
        "LAP-22",
    }
    assert {rule.through for rule in found} == {("arahan-bp3mi-jabar-2024-07-23",)}


def test_a_repeal_touches_the_criteria_that_cite_what_it_ends() -> None:
    direction = InstrumentId("arahan-bp3mi-jabar-2024-07-23")
    more = Supplement(
        instrument=InstrumentId("perban-bp2mi-1-2022"),
        relations=(Relation(kind=RelationKind.REPEALS, target=direction),),
        provenance=Provenance(status=ProvenanceStatus.REPORTED, source="rekaan"),
    )
    after = layer(LAW, LawPack(id="contoh", title=WORDS, supplements=(more,)))
    touched = {rule.criterion for rule in rules_touched(BOOKS, diff_law(LAW, after))}
    assert touched == {rule.criterion for rule in rules_touched(BOOKS, diff_law(LAW, with_title()))}
    for book in BOOKS:
        for criterion in book.rulebook.criteria:
            worth = [
                best_standing(criterion.basis, law, on=date(2024, 8, 31), place=PlaceCode("32.04"))
                for law in (LAW, after)
            ]
            assert worth[0] is worth[1] or criterion.id in touched


@pytest.mark.parametrize("key", ["cuti_bersama_libur", "libur_nasional_libur"])
def test_a_parameter_behind_the_calendar_touches_the_criteria_that_count_working_days(
    key: str,
) -> None:
    basis = (Assumption(owner="uji", reason=WORDS, on=date(2026, 11, 24)),)
    value = ParameterValue(value=Fraction(0), basis=basis)
    closing = attrs.evolve(LAW.parameter(key), values=(value,))
    after = layer(LAW, LawPack(id="contoh", title=WORDS, parameters=(closing,)))
    (rule,) = rules_touched(BOOKS, diff_law(LAW, after))
    assert (rule.criterion, rule.through) == ("LAP-03", (key,))


def test_no_change_touches_no_rule() -> None:
    assert rules_touched(BOOKS, LawDiff()) == ()


def test_one_more_working_day_turns_the_late_report(dossier: Dossier) -> None:
    found = diff_reviews(judged(dossier), judged(dossier, with_limit(6)))
    (change,) = found.verdicts
    assert (change.rulebook, change.criterion) == ("kawan-bulanan", "LAP-03")
    assert (change.report, change.body) == ("lap-08", unit().id)
    assert (change.before.outcome, change.after.outcome) == (Outcome.NOT_MET, Outcome.MET)
    assert change.turned
    assert found


def test_the_same_law_turns_nothing(dossier: Dossier) -> None:
    found = diff_reviews(judged(dossier), judged(dossier))
    assert found == ReviewDiff(missing=found.missing)
    assert not found


def test_a_score_that_changes_is_told(dossier: Dossier) -> None:
    before = judged(dossier)
    (one,) = before.judged
    card = attrs.evolve(one.scorecard, grade="contoh")
    after = attrs.evolve(before, judged=(attrs.evolve(one, scorecard=card),))
    (change,) = diff_reviews(before, after).scores
    assert (change.before, change.after) == (one.scorecard, card)
    assert diff_reviews(before, after).verdicts == ()


def test_a_verdict_that_only_rests_on_something_else_has_not_turned(dossier: Dossier) -> None:
    before = judged(dossier)
    (one,) = before.judged
    results = (
        attrs.evolve(one.evaluation.results[0], assumed=("lain",)),
        *one.evaluation.results[1:],
    )
    evaluation = attrs.evolve(one.evaluation, results=results)
    after = attrs.evolve(before, judged=(attrs.evolve(one, evaluation=evaluation),))
    (change,) = diff_reviews(before, after).verdicts
    assert not change.turned


@pytest.mark.parametrize(
    ("diff", "differs"),
    [
        (ReviewDiff(), False),
        (ReviewDiff(missing=(3, 3)), False),
        (ReviewDiff(missing=(3, 4)), True),
    ],
    ids=["nothing", "as many missing", "one more missing"],
)
def test_missing_reports_alone_are_a_difference(diff: ReviewDiff, differs: bool) -> None:
    assert bool(diff) == differs


def test_reviews_of_different_reports_cannot_be_compared(dossier: Dossier) -> None:
    before = judged(dossier)
    with pytest.raises(ValueError, match="judged different reports"):
        diff_reviews(before, attrs.evolve(before, judged=()))
