"""Fingerprints of findings: what changes one, and what does not."""

import json
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.evaluation import Evaluation, NoteKind, evaluate, shipped_rulebook
from pmi_core.evaluation.fingerprints import fingerprints, identity
from pmi_core.programme import BodyId, ObstacleKind
from pmi_core.regulation import Period
from pmi_core.reporting import (
    DossierFacts,
    EnvelopeFacts,
    EvaluationLevel,
    Expense,
    ExpenseKind,
    ExpenseProof,
    Obstacle,
    Participants,
    Report,
    ReportId,
    SubmissionId,
)
from pmi_core.testing import expenses, reports
from tests.reporting.samples import AUGUST, monthly

BOOK = shipped_rulebook("kawan-bulanan")


def of(report: Report) -> dict[str, frozenset[str]]:
    found = evaluate(report, BOOK)
    return {item.criterion: frozenset(item.fingerprints) for item in found.results if item.is_note}


def all_of(report: Report) -> list[str]:
    return [one for item in evaluate(report, BOOK).results for one in item.fingerprints]


@given(report=reports(), random=st.randoms(use_true_random=False))
def test_the_order_of_items_changes_no_fingerprint(report: Report, random: Any) -> None:
    changes: dict[str, Any] = {}
    for name in ("activities", "expenses", "complaints", "obstacles"):
        items = list(getattr(report, name) or ())
        random.shuffle(items)
        changes[name] = tuple(items) if getattr(report, name) is not None else None
    shuffled = attrs.evolve(report, **changes)
    assert of(shuffled) == of(report)


@given(report=reports(), revision=st.integers(2, 9))
def test_id_revision_and_form_of_a_report_change_no_fingerprint(
    report: Report, revision: int
) -> None:
    other = attrs.evolve(report, id=ReportId("lain"), revision=revision, revision_reason="salah")
    assert of(other) == of(report)
    data = json.dumps(json.loads(codec.dump_json(other)), sort_keys=True).encode()
    assert of(codec.load(data, Report)) == of(report)


@given(report=reports(), other=reports())
def test_another_report_changes_no_fingerprint(report: Report, other: Report) -> None:
    alone, beside = of(report), evaluate(report, BOOK, earlier=(other,)).results
    kept = {item.criterion: frozenset(item.fingerprints) for item in beside if item.is_note}
    assert all(kept[name] == found for name, found in alone.items())


@given(report=reports())
def test_one_result_per_criterion_and_fingerprints_only_for_what_is_written_down(
    report: Report,
) -> None:
    found = evaluate(report, BOOK)
    assert [item.criterion for item in found.results] == [c.id for c in BOOK.rulebook.criteria]
    for item in found.results:
        assert len(item.fingerprints) == (max(1, len(item.witnesses)) if item.is_note else 0)
        assert all(len(one) == 16 and int(one, 16) >= 0 for one in item.fingerprints)


@given(report=reports(), more=st.lists(expenses(), min_size=1, max_size=4))
def test_no_two_findings_share_a_fingerprint(report: Report, more: list[Expense]) -> None:
    full = attrs.evolve(report, expenses=(*more, *more))
    found = all_of(full) + all_of(attrs.evolve(full, period=Period.parse("2019-01")))
    assert len(found) == len(set(found))


def cost(proof: ExpenseProof | None = None, amount: int = 5, **parts: Any) -> Expense:
    return Expense(kind=ExpenseKind.TRANSPORT, amount=amount, proof=proof, **parts)


def test_equal_costs_of_which_one_fails_keep_its_fingerprint_wherever_it_stands() -> None:
    pair = (cost(), cost(ExpenseProof.RECEIPT))
    report = attrs.evolve(monthly("lap-08", period=AUGUST), expenses=pair)
    turned = attrs.evolve(report, expenses=pair[::-1])
    assert len(of(report)["LAP-07"]) == 1
    assert of(report)["LAP-07"] == of(turned)["LAP-07"]


def test_another_cost_is_another_finding() -> None:
    report = attrs.evolve(monthly("lap-08", period=AUGUST), expenses=(cost(),))
    other = attrs.evolve(report, expenses=(cost(amount=6),))
    assert of(report)["LAP-07"].isdisjoint(of(other)["LAP-07"])


SUBJECT = monthly("lap-08", period=AUGUST)


@pytest.mark.parametrize(
    ("rulebook", "criterion", "subject"),
    [
        ("lain", "A-01", SUBJECT),
        ("buku", "A-02", SUBJECT),
        ("buku", "A-01", attrs.evolve(SUBJECT, body=BodyId("lain"))),
        ("buku", "A-01", attrs.evolve(SUBJECT, period=Period.parse("2023-09"))),
    ],
    ids=["rulebook", "criterion", "body", "period"],
)
def test_what_makes_another_finding(rulebook: str, criterion: str, subject: Report) -> None:
    first = fingerprints("buku", "A-01", SUBJECT, ())
    assert fingerprints(rulebook, criterion, subject, ()) != first


def test_what_stays_open_in_the_next_round_is_the_same_finding() -> None:
    envelope = EnvelopeFacts(submission=SubmissionId("s1"), body=BodyId("kawan-1"), months=2)
    rounds = [DossierFacts(id=name, envelopes=(envelope,)) for name in ("2023", "2024")]
    found = {fingerprints("dossier", "DOS-01", one, ("/envelopes/0",)) for one in rounds}
    assert len(found) == 1


def test_what_an_item_is_known_by() -> None:
    assert identity(Obstacle(kind=ObstacleKind("dana"), description="a")) == ["dana", "a"]
    assert identity(SUBJECT) == [SUBJECT.body, "bulanan", "2023-08"]
    assert identity(Participants(total=3)) == {"total": 3, "partial": False}


@pytest.mark.parametrize(
    ("level", "kind"),
    [(EvaluationLevel.BP3MI, NoteKind.NOTE), (EvaluationLevel.BP2MI_TEAM, NoteKind.FINDING)],
    ids=["bp3mi", "team"],
)
def test_the_office_writes_notes_and_the_team_findings(
    level: EvaluationLevel, kind: NoteKind
) -> None:
    found: Evaluation = attrs.evolve(evaluate(SUBJECT, BOOK), level=level)
    assert found.note_kind is kind
