"""How law applies to a place on a day, and what that does to a result."""

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.evaluation import (
    Outcome,
    Result,
    Severity,
    evaluate,
    parameters_on,
    read_rulebook,
    shipped_policies,
    shipped_rulebook,
)
from pmi_core.programme import BodyId, KawanPMI, Level, ReportKind
from pmi_core.regulation import (
    Period,
    PlaceCode,
    ProvenanceStatus,
    calendar_on,
    shipped_registry,
)
from pmi_core.reporting import (
    EvaluationLevel,
    Expense,
    ExpenseKind,
    Judgement,
    Report,
    ReportId,
)

BOOK = shipped_rulebook("kawan-bulanan")
(POLICY,) = shipped_policies()


def unit(place: str) -> KawanPMI:
    return KawanPMI(
        id=BodyId("kawan-contoh"),
        name="Kawan PMI Contoh",
        level=Level.REGENCY,
        place=PlaceCode(place),
    )


def late(period: str, received: date) -> Report:
    return Report(
        id=ReportId("lap-contoh"),
        body=BodyId("kawan-contoh"),
        kind=ReportKind.MONTHLY,
        period=Period.parse(period),
        first_received_on=received,
        total_expenses=100,
        expenses=(Expense(kind=ExpenseKind.RENT, amount=90, day=date(2024, 8, 1)),),
    )


AUGUST_2024 = late("2024-08", date(2024, 10, 1))


def result_of(report: Report, place: str | None, criterion: str = "LAP-03") -> Result:
    evaluation = evaluate(report, BOOK, body=None if place is None else unit(place))
    return next(found for found in evaluation.results if found.criterion == criterion)


def test_in_jawa_barat_from_their_day_on_the_oral_directions_apply_directly() -> None:
    found = result_of(AUGUST_2024, "32.04")
    assert (found.outcome, found.standing) == (Outcome.NOT_MET, ProvenanceStatus.REPORTED)
    assert (found.severity, found.weight) == (Severity.ATTENTION, Fraction(1))


@pytest.mark.parametrize(
    ("report", "place"),
    [
        (AUGUST_2024, "33.01"),
        (AUGUST_2024, None),
        (late("2024-06", date(2024, 8, 1)), "32.04"),
        (late("2023-08", date(2023, 10, 2)), "32.04"),
    ],
    ids=["another province", "place unknown", "before they were given", "in 2023"],
)
def test_elsewhere_and_earlier_they_apply_by_analogy_and_move_no_grade(
    report: Report, place: str | None
) -> None:
    found = result_of(report, place)
    assert (found.outcome, found.standing) == (Outcome.NOT_MET, ProvenanceStatus.ANALOGY)
    assert found.by_analogy
    assert (found.severity, found.weight) == (Severity.NOTE, Fraction(0))


@pytest.mark.parametrize(
    ("period", "expected"),
    [("2024-07", ProvenanceStatus.REPORTED), ("2024-06", ProvenanceStatus.ANALOGY)],
)
def test_the_month_the_directions_were_given_in_is_the_first_they_govern(
    period: str, expected: ProvenanceStatus
) -> None:
    assert result_of(late(period, date(2024, 10, 1)), "32.04").standing is expected


def test_a_law_that_addresses_agencies_is_only_an_analogy_for_volunteers_everywhere() -> None:
    assert result_of(AUGUST_2024, "32.04", "LAP-16").by_analogy


def test_what_was_not_knowable_on_a_day_is_not_used_on_it() -> None:
    seen = evaluate(AUGUST_2024, BOOK, body=unit("32.04"), known_on=date(2024, 7, 1))
    found = next(item for item in seen.results if item.criterion == "LAP-03")
    assert found.standing is ProvenanceStatus.ANALOGY


def test_one_result_per_criterion_always_and_in_order() -> None:
    evaluation = evaluate(AUGUST_2024, BOOK)
    assert [item.criterion for item in evaluation.results] == [
        item.id for item in BOOK.rulebook.criteria
    ]


def test_a_report_alone_is_judged_and_what_it_lacks_is_undetermined() -> None:
    evaluation = evaluate(AUGUST_2024, BOOK)
    open_ = {r.criterion for r in evaluation.results if r.outcome is Outcome.UNDETERMINED}
    assert {"LAP-01", "LAP-05", "LAP-11", "LAP-17"} <= open_
    assert [note.criterion for note in evaluation.notes] == ["LAP-03", "LAP-07", "LAP-09"]
    assert evaluation.programme is None


def test_grades_in_2023_do_not_hang_on_directions_of_2024() -> None:
    report = late("2023-08", date(2023, 9, 5))
    tardy = attrs.evolve(report, first_received_on=date(2023, 10, 30), months_in_envelope=3)
    cards = [POLICY.score(evaluate(r, BOOK, body=unit("32.04")), BOOK) for r in (report, tardy)]
    assert cards[0].point == cards[1].point
    assert cards[0].grade == cards[1].grade


def test_judgements_about_other_reports_are_passed_over() -> None:
    judgement = Judgement(
        criterion="LAP-12",
        report=ReportId("lain"),
        answer="tidak",
        evaluator="Tim BP2MI",
        level=EvaluationLevel.BP2MI_TEAM,
        on=date(2024, 9, 1),
    )
    assert evaluate(AUGUST_2024, BOOK, judgements=[judgement]) == evaluate(AUGUST_2024, BOOK)


ASKING = """
id = "uji"
version = "2026.1"
title = { id = "Uji", en = "Test" }
subject = "report"

[[criterion]]
id = "UJI-01"
title = { id = "Foto sesuai dengan kegiatan", en = "The photo fits the activity" }
require = "answer('UJI-01') == 'ya'"
severity = "perlu_perhatian"
curable = true

[[criterion.basis]]
owner = "uji"
on = 2026-11-24
reason = { id = "uji", en = "test" }
"""


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], Outcome.UNDETERMINED),
        (["ya"], Outcome.MET),
        (["tidak"], Outcome.NOT_MET),
        (["ya", "ya"], Outcome.MET),
        (["ya", "tidak"], Outcome.UNDETERMINED),
        (["tidak", "ya"], Outcome.UNDETERMINED),
    ],
)
def test_a_person_s_answer_decides_and_evaluators_who_disagree_have_not_answered(
    answers: list[str], expected: Outcome
) -> None:
    judgements = [
        Judgement(
            criterion="UJI-01",
            report=AUGUST_2024.id,
            answer=answer,
            evaluator=f"Penilai {number}",
            level=EvaluationLevel.BP2MI_TEAM,
            on=date(2024, 9, 1),
        )
        for number, answer in enumerate(answers)
    ]
    book = read_rulebook(ASKING.encode(), file="uji.toml")
    (result,) = evaluate(AUGUST_2024, book, judgements=judgements).results
    assert result.outcome is expected


def test_a_rulebook_that_names_no_kind_and_no_programme_judges_all() -> None:
    book = read_rulebook(ASKING.encode(), file="uji.toml")
    assert (book.rulebook.kinds, book.rulebook.programmes) == ((), ())


def test_parameters_are_whole_numbers_where_they_can_be_and_unknown_where_not_in_force() -> None:
    found = parameters_on(
        shipped_registry(), ["batas_hari_kerja", "ambang_kemiripan"], date(2023, 8, 31)
    )
    assert type(found["batas_hari_kerja"]) is int
    assert found["batas_hari_kerja"] == 5
    assert str(found["ambang_kemiripan"]) == "17/20"


def test_joint_leave_is_not_a_working_day_unless_the_law_says_so() -> None:
    registry = shipped_registry()
    assert calendar_on(registry, date(2024, 3, 31)).is_working(date(2024, 4, 8)) is False


@given(st.booleans(), st.dates(date(2022, 1, 1), date(2026, 12, 31)))
def test_evaluating_twice_gives_the_same(given_body: bool, received: date) -> None:
    report = attrs.evolve(AUGUST_2024, first_received_on=received)
    body = unit("32.04") if given_body else None
    assert evaluate(report, BOOK, body=body) == evaluate(report, BOOK, body=body)
