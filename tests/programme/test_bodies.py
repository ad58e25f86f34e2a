"""Bodies as stored documents: what goes in comes out, what is wrong is named."""

from datetime import date, timedelta
from typing import Any

import pytest

from pmi_core import codec
from pmi_core.codec import Kind
from pmi_core.errors import FaultyInput
from pmi_core.programme import (
    BODY_KINDS,
    KINDS,
    KKBM,
    Board,
    BoardMember,
    Body,
    BodyId,
    Business,
    BusinessStage,
    DecreeId,
    ExternalId,
    FaultyHistory,
    Level,
    Member,
    MemberKind,
    PerwiraPMI,
    Programme,
    Role,
    check_body,
    formed_on,
    inaugurated_on,
    lifecycle_of,
)
from tests.programme.bodies import INAUGURATED, appointment, decree, event, person, unit

PERWIRA = PerwiraPMI(
    id=BodyId("perwira-01"),
    name="Perwira PMI Contoh 01",
    level=Level.PROVINCE,
    invented=True,
    parent=BodyId("perwira-nasional"),
    external_ids=(ExternalId(system="Sisko P2MI", value="contoh-1"),),
    boards=(Board(first=INAUGURATED, pengurus=(BoardMember(person=person(1), role=Role.CHAIR),)),),
    members=(Member(person=person(2), kind=MemberKind.FAMILY, joined=INAUGURATED),),
    businesses=(Business(id="usaha-1", name="Warung Contoh", stage=BusinessStage.FORMALISED),),
)
COMMUNITY = KKBM(
    id=BodyId("kkbm-18-60"),
    name="KKBM Desa Contoh 18-1",
    level=Level.VILLAGE,
    member_kinds=(MemberKind.RETURNED, MemberKind.ORGANISER),
    information_unit=True,
)
UNIT = unit(event("pengukuhan", INAUGURATED, date(2023, 7, 25), decree=DecreeId("sk-contoh")))
BODIES = [COMMUNITY, UNIT, PERWIRA]


def kind_of(body: Body) -> Kind[Any]:
    return next(kind for kind in BODY_KINDS if kind.shape is type(body))


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.id)
def test_a_body_survives_its_file(body: Body) -> None:
    kind = kind_of(body)
    assert codec.load_document(codec.dump_document(body, kind), kind) == body


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.id)
def test_a_body_of_one_kind_is_not_read_as_another(body: Body) -> None:
    data = codec.dump_document(body, kind_of(body))
    for kind in BODY_KINDS:
        if kind.shape is not type(body):
            with pytest.raises(FaultyInput, match="expected the schema"):
                codec.load_document(data, kind)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_a_json_schema(kind: Kind[Any]) -> None:
    assert codec.json_schema(kind)["properties"]["schema"] == {"const": kind.schema}


@pytest.mark.parametrize(
    ("body", "programme", "lifecycle"),
    [
        (COMMUNITY, Programme.KKBM, "kkbm"),
        (UNIT, Programme.KAWAN_PMI, "kawan-pmi"),
        (PERWIRA, Programme.PERWIRA_PMI, "perwira-pmi"),
    ],
    ids=["kkbm", "kawan", "perwira"],
)
def test_a_body_knows_its_programme_and_lifecycle(
    body: Body, programme: Programme, lifecycle: str
) -> None:
    assert body.programme is programme
    assert lifecycle_of(body).name == lifecycle


def test_formation_and_inauguration_are_read_from_the_history() -> None:
    formed = date(2023, 6, 1)
    body = unit(event("pembentukan", formed), event("pengukuhan", INAUGURATED))
    assert (formed_on(body), inaugurated_on(body)) == (formed, INAUGURATED)
    assert (formed_on(unit()), inaugurated_on(unit())) == (None, None)


@pytest.mark.parametrize(("days", "known"), [(-1, None), (0, INAUGURATED)])
def test_a_first_day_is_known_since_it_was_recorded(days: int, known: date | None) -> None:
    told = INAUGURATED + timedelta(days=9)
    body = unit(event("pembentukan", INAUGURATED, told), event("pengukuhan", INAUGURATED, told))
    for ask in (formed_on, inaugurated_on):
        assert ask(body, known_on=told + timedelta(days=days)) == known


def test_spans_of_boards_and_members_end_after_they_begin() -> None:
    late, early = date(2024, 1, 1), date(2023, 1, 1)
    with pytest.raises(ValueError, match="last day is before the first"):
        Board(first=late, last=early)
    with pytest.raises(ValueError, match="last day is before the first"):
        Member(person=person(1), kind=MemberKind.RETURNED, joined=late, left=early)


def test_what_is_wrong_with_an_event_is_named_with_its_place() -> None:
    kind = kind_of(UNIT)
    plain = codec.parse_json(codec.dump_document(UNIT, kind))
    plain["history"]["events"][0] |= {"effective": "2023-07-26", "actors": "x"}
    with pytest.raises(FaultyInput) as caught:
        codec.load_document(codec.dump_json(plain), kind, file="unit.json")
    assert [(fault.pointer, fault.code) for fault in caught.value.faults] == [
        ("/history/events/0", "unknown-key"),
    ]
    del plain["history"]["events"][0]["actors"]
    with pytest.raises(FaultyInput, match="on or after the day it holds from"):
        codec.load_document(codec.dump_json(plain), kind)


def test_a_sound_body_gives_its_open_conditions_as_notes() -> None:
    assert check_body(UNIT) == ()
    bare = unit(event("pengukuhan", INAUGURATED), decrees=(), appointments=())
    assert [note.name for note in check_body(bare)] == [
        "keputusan_tercatat",
        "pakta_ditandatangani",
    ]


def test_a_decree_that_is_not_recorded_may_not_be_referred_to() -> None:
    body = unit(
        event("pengukuhan", INAUGURATED, decree=DecreeId("sk-lain")),
        event("pembaruan", date(2023, 7, 1), INAUGURATED),
        decrees=(decree(name="sk-lama"),),
        appointments=(appointment(1),),
    )
    with pytest.raises(FaultyHistory) as caught:
        check_body(body, file="unit.json")
    assert {(fault.pointer, fault.code, fault.file) for fault in caught.value.faults} == {
        ("/appointments/0/decree", "dangling", "unit.json"),
        ("/history/events/0/decree", "dangling", "unit.json"),
        ("/history/events/1/name", "impossible-event", "unit.json"),
    }
