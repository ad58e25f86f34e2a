"""What a report says, and what it leaves unknown."""

from datetime import date
from typing import Any

import attrs
import pytest

from pmi_core import codec
from pmi_core.errors import FaultyInput
from pmi_core.programme import ActivityKind, Division, InformationTopic
from pmi_core.reporting import (
    Activity,
    ActivityId,
    Evidence,
    EvidenceKind,
    Expense,
    ExpenseKind,
    LinkedCost,
    Obstacle,
    Report,
    Weekday,
)
from tests.reporting.samples import monthly

PHOTO = Evidence(kind=EvidenceKind.PHOTO, sha256="a" * 64, name="Ibu Contoh 3171011708450001.jpg")
LOGO = Evidence(kind=EvidenceKind.LOGO, sha256="b" * 64)


def activity(name: str = "k1", **fields: Any) -> Activity:
    return Activity(id=ActivityId(name), **fields)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"division": Division.PREVENTION, "kind": ActivityKind.OUTREACH}, Division.PREVENTION),
        ({"kind": ActivityKind.RETURN}, Division.ASSISTANCE),
        ({"kind": ActivityKind.TRAINING}, None),
        ({}, None),
    ],
)
def test_a_stated_division_wins_over_the_one_the_kind_proposes(
    fields: dict[str, Any], expected: Division | None
) -> None:
    assert activity(**fields).assigned_division is expected


def test_only_photos_with_a_hash_can_be_compared() -> None:
    unhashed = Evidence(kind=EvidenceKind.PHOTO)
    report = _with(activity(evidence=(PHOTO, LOGO, unhashed)), activity("k2", evidence=()))
    assert report.photo_hashes == ("a" * 64,)


def test_photos_are_unknown_while_any_evidence_is() -> None:
    assert _with(activity(evidence=(PHOTO,)), activity("k2")).photo_hashes is None
    assert monthly().photo_hashes is None


def test_names_of_files_do_not_show_in_a_repr() -> None:
    assert "3171011708450001" not in repr(PHOTO)


def test_an_obstacle_without_follow_up_says_that_there_was_none() -> None:
    assert codec.absence(attrs.fields(Obstacle).follow_up) == "none"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"revision": 0}, ""),
        ({"period": "2023-13"}, "/period"),
        ({"kind": "bulanam"}, "/kind"),
        ({"expenses": [{"kind": "sewa", "amount": -1}]}, "/expenses/0"),
        ({"expenses": [{"kind": "sewa", "amount": 1.5}]}, "/expenses/0/amount"),
    ],
)
def test_a_report_of_a_wrong_shape_names_the_place(change: dict[str, object], pointer: str) -> None:
    stored = {**codec.unstructure(monthly()), **change}
    with pytest.raises(FaultyInput) as caught:
        codec.structure(stored, Report)
    assert [fault.pointer for fault in caught.value.faults] == [pointer]


def test_a_report_survives_its_stored_form() -> None:
    report = _with(activity(evidence=(PHOTO,), day=date(2023, 8, 9), kind=ActivityKind.OUTREACH))
    assert codec.structure(codec.unstructure(report), Report) == report


def _with(*activities: Activity) -> Report:
    stored = codec.unstructure(monthly())
    return codec.structure(
        {**stored, "activities": [codec.unstructure(item) for item in activities]}, Report
    )


TOLD = (InformationTopic.COMPLAINTS, InformationTopic.COSTS)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ([], ()),
        ([{"kind": ActivityKind.OUTREACH, "topics": ()}], ()),
        ([{"kind": ActivityKind.OUTREACH, "topics": TOLD}, {"topics": TOLD}], TOLD[::-1]),
        ([{"kind": ActivityKind.ASSISTANCE}, {"topics": TOLD}], TOLD[::-1]),
        ([{"kind": ActivityKind.OUTREACH}, {"topics": TOLD}], None),
        ([{"topics": None}], None),
    ],
)
def test_topics_count_once_and_are_unknown_where_those_of_outreach_may_be(
    fields: list[dict[str, Any]], expected: tuple[InformationTopic, ...] | None
) -> None:
    activities = tuple(activity(f"k{number}", **given) for number, given in enumerate(fields))
    assert attrs.evolve(monthly(), activities=activities).information_topics == expected
    assert attrs.evolve(monthly(), activities=None).information_topics is None


def test_an_activity_has_the_weekday_of_its_day() -> None:
    assert activity(day=date(2024, 6, 7)).true_weekday is Weekday.FRIDAY
    assert activity().true_weekday is None


def test_a_cost_that_names_an_activity_stands_beside_its_day() -> None:
    day, later = date(2023, 8, 2), date(2023, 8, 16)

    def cost(name: str | None) -> Expense:
        linked = None if name is None else ActivityId(name)
        return Expense(kind=ExpenseKind.TRANSPORT, amount=1, day=later, activity=linked)

    report = _with(activity("k1", day=day), activity("k2"))
    told = attrs.evolve(report, expenses=(cost("k1"), cost(None), cost("k2"), cost("k9")))
    kind = ExpenseKind.TRANSPORT
    assert told.linked_costs == (
        LinkedCost(kind=kind, day=later, activity_day=day),
        LinkedCost(kind=kind, day=later),
        LinkedCost(kind=kind, day=later),
    )
    assert report.linked_costs is None
    assert attrs.evolve(told, activities=None).linked_costs is None
