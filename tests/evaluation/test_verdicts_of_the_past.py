"""A verdict of the past stays: law that came or became known later does not reach back."""

from datetime import date
from fractions import Fraction
from importlib import resources
from typing import Any

import attrs
import pytest

from pmi_core.evaluation import (
    CheckedRulebook,
    Evaluation,
    Outcome,
    Result,
    Severity,
    evaluate,
    read_rulebook,
    shipped_rulebook,
)
from pmi_core.messages import Text
from pmi_core.regulation import (
    Assumption,
    Instrument,
    InstrumentId,
    InstrumentKind,
    LawPack,
    ParameterValue,
    Period,
    PlaceCode,
    Provenance,
    ProvenanceStatus,
    Registry,
    layer,
    shipped_registry,
)
from pmi_core.reporting import Expense, ExpenseKind, Report
from tests.reporting.samples import monthly, unit

LAW = shipped_registry()
THEN = date(2023, 12, 18)
FOUND = date(2025, 3, 1)
WORDS = Text(id="Rekaan.", en="Invented.")
LATER = InstrumentId("arahan-contoh")
BODY = attrs.evolve(unit(), place=PlaceCode("32.04"))


def limit(days: int, **dated: Any) -> ParameterValue:
    basis = (Assumption(owner="uji", reason=WORDS, on=date(2026, 11, 24)),)
    return ParameterValue(value=Fraction(days), basis=basis, **dated)


def with_limits(*values: ParameterValue) -> Registry:
    more = attrs.evolve(LAW.parameter("batas_hari_kerja"), values=values)
    return layer(LAW, LawPack(id="contoh", title=WORDS, parameters=(more,)))


(SHIPPED,) = LAW.parameter("batas_hari_kerja").values
STRICTER_FROM_2024 = with_limits(
    attrs.evolve(SHIPPED, last=date(2023, 12, 31)), limit(3, first=date(2024, 1, 1))
)
STRICTER_FOUND_LATER = with_limits(SHIPPED, limit(3, first=date(2023, 1, 1), known_from=FOUND))
WITH_DIRECTION = layer(
    LAW,
    LawPack(
        id="contoh",
        title=WORDS,
        instruments=(
            Instrument(
                id=LATER,
                kind=InstrumentKind.MEETING_DIRECTION,
                issuer="BP3MI Contoh",
                year=2023,
                enacted=date(2023, 1, 2),
                effective=date(2023, 1, 2),
                territory=frozenset({PlaceCode("32")}),
                provenance=Provenance(
                    status=ProvenanceStatus.REPORTED, source="rekaan", known_from=FOUND
                ),
                text_status=ProvenanceStatus.REPORTED,
            ),
        ),
    ),
)


def resting_on_it() -> CheckedRulebook:
    """The monthly rulebook with itemised proofs resting on a direction that was found later."""
    path = resources.files("pmi_core").joinpath("data/rulebooks/kawan-bulanan.toml")
    old = 'cite = "arahan-bp3mi-jabar-2024-07-23"\nitem = "h"'
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    made = text.replace(old, f'cite = "{LATER}"')
    return read_rulebook(made.encode(), registry=WITH_DIRECTION)


def received_on_the_fourth_working_day(month: str) -> Report:
    day = {"2023-08": date(2023, 9, 6), "2024-01": date(2024, 2, 6)}[month]
    copies = Expense(kind=ExpenseKind.PHOTOCOPY, amount=1, itemised=False)
    report = monthly(period=Period.parse(month))
    return attrs.evolve(report, first_received_on=day, expenses=(copies,))


OF_2023 = received_on_the_fourth_working_day("2023-08")
OF_2024 = received_on_the_fourth_working_day("2024-01")


def judged(
    report: Report,
    law: Registry = LAW,
    known_on: date | None = None,
    book: CheckedRulebook | None = None,
) -> Evaluation:
    rules = book or shipped_rulebook("kawan-bulanan")
    return evaluate(report, rules, registry=law, body=BODY, known_on=known_on)


def result(found: Evaluation, criterion: str) -> Result:
    return next(item for item in found.results if item.criterion == criterion)


def outcome(found: Evaluation) -> Outcome:
    return result(found, "LAP-03").outcome


@pytest.mark.parametrize("known_on", [None, THEN])
def test_a_threshold_of_2024_leaves_a_report_of_2023_as_it_was(known_on: date | None) -> None:
    assert judged(OF_2023, STRICTER_FROM_2024, known_on) == judged(OF_2023)
    assert outcome(judged(OF_2023)) is Outcome.MET


def test_a_threshold_of_2024_judges_a_report_of_2024() -> None:
    assert outcome(judged(OF_2024)) is Outcome.MET
    assert outcome(judged(OF_2024, STRICTER_FROM_2024)) is Outcome.NOT_MET


def test_a_threshold_found_later_counts_from_the_day_it_was_known() -> None:
    then = judged(OF_2023, known_on=THEN)
    assert judged(OF_2023, STRICTER_FOUND_LATER, THEN) == then
    assert outcome(then) is Outcome.MET
    assert outcome(judged(OF_2023, STRICTER_FOUND_LATER, date(2025, 2, 28))) is Outcome.MET
    assert outcome(judged(OF_2023, STRICTER_FOUND_LATER, FOUND)) is Outcome.NOT_MET
    assert outcome(judged(OF_2023, STRICTER_FOUND_LATER)) is Outcome.NOT_MET


def test_a_basis_found_later_weighs_nothing_as_one_could_know_it_then() -> None:
    book = resting_on_it()
    then = result(judged(OF_2023, WITH_DIRECTION, THEN, book), "LAP-08")
    day_before = result(judged(OF_2023, WITH_DIRECTION, date(2025, 2, 28), book), "LAP-08")
    known = result(judged(OF_2023, WITH_DIRECTION, FOUND, book), "LAP-08")
    today = result(judged(OF_2023, WITH_DIRECTION, None, book), "LAP-08")
    assert (then.outcome, then.severity, then.weight) == (
        Outcome.NOT_MET,
        Severity.NOTE,
        Fraction(0),
    )
    assert day_before == then
    assert (today.outcome, today.severity, today.weight) == (
        Outcome.NOT_MET,
        Severity.MUST_FIX,
        Fraction(1),
    )
    assert known == today


def test_what_became_known_later_changes_no_other_verdict_of_then() -> None:
    then = judged(OF_2023, WITH_DIRECTION, THEN, resting_on_it())
    shipped = judged(OF_2023, known_on=THEN)
    others = [item for item in then.results if item.criterion != "LAP-08"]
    assert others == [item for item in shipped.results if item.criterion != "LAP-08"]


def test_a_law_that_became_known_later_was_not_there_to_be_cited() -> None:
    later = Instrument(
        id=InstrumentId("uu-18-2018-rekaan"),
        kind=InstrumentKind.LAW,
        issuer="Republik Indonesia",
        number="18",
        year=2018,
        enacted=date(2018, 1, 2),
        provenance=Provenance(status=ProvenanceStatus.SECONDARY, source="rekaan", known_from=FOUND),
        text_status=ProvenanceStatus.SECONDARY,
    )
    law = layer(LAW, LawPack(id="contoh", title=WORDS, instruments=(later,)))
    report = attrs.evolve(OF_2023, citations=("UU 18/2018",))
    assert result(judged(report), "LAP-20").outcome is Outcome.NOT_MET
    assert result(judged(report, law, THEN), "LAP-20").outcome is Outcome.NOT_MET
    assert result(judged(report, law), "LAP-20").outcome is Outcome.MET
