"""Lives leave something to be said: conditions, days told otherwise, signals that disagree."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmi_core.messages import Language
from pmi_core.programme import (
    KKBM,
    Board,
    BoardMember,
    Body,
    BodyId,
    Business,
    BusinessStage,
    Event,
    FaultyHistory,
    History,
    KawanPMI,
    Level,
    Member,
    MemberKind,
    Noted,
    Observation,
    Open,
    PerwiraPMI,
    Role,
    Signal,
    SignalKind,
    Unmet,
    as_known,
    check_body,
    check_lives,
    check_roll,
    in_order,
    signals_on,
)
from pmi_core.testing import laws
from tests.programme.bodies import INAUGURATED, appointment, decree, event, person, unit

ON, DAY = date(2024, 6, 30), timedelta(days=1)
BEFORE, AFTER = INAUGURATED - DAY, INAUGURATED + DAY
END = date(2023, 12, 31)
APPOINTED = event("pengangkatan", INAUGURATED)
ENDED = event("pemberhentian", END, note="contoh")

Days = tuple[date | None, date | None]


def association(**fields: Any) -> PerwiraPMI:
    return PerwiraPMI(
        id=BodyId("perwira-32"), name="Perwira Contoh", level=Level.PROVINCE, **fields
    )


def of_appointment(days: Days, events: tuple[Event, ...]) -> Body:
    first, last = days
    one = attrs.evolve(appointment(1, first=first, last=last), history=History(events=events))
    return unit(appointments=(one,))


def differences(body: Body, on: date = ON, known_on: date | None = None) -> list[Observation]:
    rules = {"hari_berbeda", "akhir_di_satu_catatan"}
    return [one for one in check_lives([body], on, known_on=known_on) if one.rule in rules]


CANDIDATE = event("pencalonan", INAUGURATED)
LATER = event("pengangkatan", date(2023, 8, 22))
BOUND = date(2023, 8, 21)

# The days that are written, the life that is told, and on which days one denies the other.
CASES: list[tuple[str, Days, tuple[Event, ...], Days | None]] = [
    ("the same first day", (INAUGURATED, None), (APPOINTED,), None),
    ("written a day later", (AFTER, None), (APPOINTED,), (INAUGURATED, INAUGURATED)),
    ("written before the life is told", (BEFORE, None), (APPOINTED,), None),
    ("no first day written", (None, None), (APPOINTED,), None),
    ("written while a candidate", (INAUGURATED, None), (CANDIDATE, LATER), (INAUGURATED, BOUND)),
    ("written last day as candidate", (BOUND, None), (CANDIDATE, LATER), (BOUND, BOUND)),
    ("written from the appointment", (LATER.effective, None), (CANDIDATE, LATER), None),
    ("never more than a candidate", (BEFORE, None), (CANDIDATE,), (INAUGURATED, None)),
    ("over before the life is told", (date(2023, 1, 1), BEFORE), (CANDIDATE,), None),
    (
        "over on the day of candidacy",
        (BEFORE, INAUGURATED),
        (CANDIDATE,),
        (INAUGURATED, INAUGURATED),
    ),
    ("the same end", (INAUGURATED, END), (APPOINTED, ENDED), None),
    ("the last day is the one before", (INAUGURATED, END - DAY), (APPOINTED, ENDED), None),
    ("two days before", (INAUGURATED, END - 2 * DAY), (APPOINTED, ENDED), (END - DAY, END - DAY)),
    ("a day later", (INAUGURATED, END + DAY), (APPOINTED, ENDED), (END, END + DAY)),
    (
        "a step after the written end",
        (INAUGURATED, BOUND),
        (APPOINTED, event("mulai_bertugas", LATER.effective)),
        (LATER.effective, None),
    ),
    (
        "a step on the written last day",
        (INAUGURATED, LATER.effective),
        (APPOINTED, event("mulai_bertugas", LATER.effective)),
        None,
    ),
    (
        "refused as candidate, written as serving until then",
        (INAUGURATED, END),
        (CANDIDATE, ENDED),
        (INAUGURATED, END - DAY),
    ),
    ("refused and over that day", (END, END), (CANDIDATE, ENDED), None),
    (
        "a candidate who was refused, and is written as serving later",
        (END + DAY, END + DAY),
        (CANDIDATE, ENDED),
        (END + DAY, END + DAY),
    ),
    ("nothing is told", (INAUGURATED, END), (), None),
]


@pytest.mark.parametrize(
    ("days", "events", "span"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_days_that_a_life_denies_are_told(
    days: Days, events: tuple[Event, ...], span: Days | None
) -> None:
    found = [one for one in differences(of_appointment(days, events)) if one.rule == "hari_berbeda"]
    assert [(one.first, one.last) for one in found] == ([] if span is None else [span])
    assert all(isinstance(one.verdict, Unmet) and one.persons == ("orang-1",) for one in found)


@pytest.mark.parametrize(
    ("days", "events", "first"),
    [
        pytest.param((INAUGURATED, END), (APPOINTED,), END + DAY, id="written only"),
        pytest.param((INAUGURATED, None), (APPOINTED, ENDED), END, id="told only"),
        pytest.param((INAUGURATED, END), (APPOINTED, ENDED), None, id="both"),
        pytest.param((INAUGURATED, None), (APPOINTED,), None, id="neither"),
    ],
)
def test_an_end_in_one_place_only_is_noted(
    days: Days, events: tuple[Event, ...], first: date | None
) -> None:
    found = differences(of_appointment(days, events))
    assert [one.first for one in found] == ([] if first is None else [first])
    assert all(
        isinstance(one.verdict, Noted) and one.rule == "akhir_di_satu_catatan" for one in found
    )


def test_two_truths_are_told_from_the_first_day_they_part() -> None:
    body = of_appointment((AFTER, None), (APPOINTED,))
    assert differences(body, BEFORE) == []
    assert len(differences(body, INAUGURATED)) == 1


def test_a_life_recorded_later_denies_nothing_yet() -> None:
    late = event("pengangkatan", INAUGURATED, recorded=END)
    body = of_appointment((AFTER, None), (late,))
    assert differences(body, known_on=END - DAY) == []
    assert len(differences(body, known_on=END)) == 1


def test_both_days_stand_in_the_text_and_who_it_is() -> None:
    (found,) = differences(of_appointment((AFTER, None), (APPOINTED, ENDED)))
    assert found.verdict.what.id == (
        "Hari penugasan yang tertulis (pertama 23 Juli 2023, terakhir tidak tercatat) berbeda dari "
        "riwayatnya (mulai 22 Juli 2023, berakhir 31 Desember 2023): orang-1."
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param(
            association(
                boards=(Board(first=AFTER, history=History(events=(event("pengukuhan", BEFORE),))),)
            ),
            "the board",
            id="board",
        ),
        pytest.param(
            association(
                appointments=(
                    attrs.evolve(
                        appointment(1, first=AFTER),
                        history=History(events=(event("pengangkatan", BEFORE),)),
                    ),
                )
            ),
            "the appointment",
            id="appointment beside a board",
        ),
        pytest.param(
            association(
                members=(
                    Member(
                        person=person(1),
                        kind=MemberKind.RETURNED,
                        joined=AFTER,
                        history=History(events=(event("pendaftaran", BEFORE),)),
                    ),
                    Member(person=person(2), kind=MemberKind.RETURNED, joined=AFTER),
                )
            ),
            "the membership",
            id="member",
        ),
    ],
)
def test_whatever_has_days_and_a_life_has_two_truths_too(body: Body, said: str) -> None:
    (found,) = differences(body)
    assert (found.first, found.last) == (BEFORE, INAUGURATED)
    assert found.verdict.what.en.startswith(f"The days written of {said} (first 23 July 2023")


@settings(laws, max_examples=40)
@given(
    days=st.tuples(st.none() | st.dates(BEFORE, END), st.none() | st.dates(END, ON)),
    begun=st.dates(BEFORE, END),
    ended=st.none() | st.dates(END, ON),
)
def test_who_has_one_truth_serves_on_all_days_of_it(
    days: Days, begun: date, ended: date | None
) -> None:
    """Where nothing is told of two truths, neither the written days nor the life lose a day."""
    events = [event("pengangkatan", begun)]
    if ended is not None:
        events.append(event("pemberhentian", ended, note="contoh"))
    body = of_appointment(days, tuple(events))
    if [one for one in differences(body, date.max) if one.rule == "hari_berbeda"]:
        return
    assert days[0] is None or days[0] <= begun
    if days[1] is not None and ended is not None:
        assert days[1] in (ended - DAY, ended)


# --- conditions ---------------------------------------------------------------------------------


def test_every_note_of_a_body_is_told_with_its_day_its_step_and_its_basis() -> None:
    body = unit(event("pengukuhan", INAUGURATED), decrees=(), appointments=())
    notes = check_body(body)
    found = check_lives([body], ON)
    assert [one.rule for one in found] == ["keputusan_tercatat", "pakta_ditandatangani"]
    assert [one.basis for one in found] == [note.basis for note in notes]
    assert {one.first for one in found} == {INAUGURATED}
    said = found[0].verdict.what.id
    assert said == f"Pengukuhan: {notes[0].verdict.what.id}"


@pytest.mark.parametrize(("on", "many"), [(BEFORE, 0), (INAUGURATED, 1)])
def test_a_step_is_told_from_its_day(on: date, many: int) -> None:
    body = unit(event("pengukuhan", INAUGURATED), decrees=())
    assert len(check_lives([body], on)) == many


@pytest.mark.parametrize(
    ("known_on", "known_from", "noted"),
    [
        (END, None, True),
        (END, END, False),
        (None, None, False),
    ],
    ids=["nobody says since when", "known that day", "as known now"],
)
def test_a_decree_that_may_not_have_been_known_leaves_a_note(
    known_on: date | None, known_from: date | None, *, noted: bool
) -> None:
    body = unit(event("pengukuhan", INAUGURATED), decrees=(decree("17"),))
    told = attrs.evolve(body, decrees=(attrs.evolve(body.decrees[0], known_from=known_from),))
    found = check_lives([told], ON, known_on=known_on)
    assert [one.rule for one in found] == (["keputusan_tercatat"] if noted else [])


def test_a_note_is_of_those_whose_life_it_is() -> None:
    no_reason = event("penghentian", END)
    officers = tuple(BoardMember(person=person(n), role=Role.CHAIR) for n in (2, 1))
    board = Board(
        pengurus=officers, history=History(events=(event("pengukuhan", INAUGURATED), no_reason))
    )
    member = Member(
        person=person(3),
        kind=MemberKind.RETURNED,
        history=History(events=(event("pendaftaran", INAUGURATED), event("verifikasi", AFTER))),
    )
    whose = {
        one.persons for one in check_lives([association(boards=(board,), members=(member,))], ON)
    }
    assert ("orang-1", "orang-2") in whose
    assert ("orang-3",) in whose


def test_a_life_that_cannot_have_been_is_refused_with_its_body_named() -> None:
    never = unit(event("mulai_bertugas", INAUGURATED), event("pembentukan", AFTER))
    with pytest.raises(FaultyHistory) as caught:
        check_lives([never, attrs.evolve(never, id=BodyId("kawan-2"))], ON)
    named = {fault.message.split(":")[0] for fault in caught.value.faults}
    assert named == {"kawan-32-60", "kawan-2"}


# --- signals ------------------------------------------------------------------------------------


def business(*signals: Signal, **fields: Any) -> Business:
    return Business(
        id="usaha-1", name="Warung Contoh", stage=BusinessStage.STARTED, signals=signals, **fields
    )


def nib(*, holds: bool, day: date = INAUGURATED) -> Signal:
    return Signal(kind=SignalKind.NIB, day=day, recorded=day, source="uji", holds=holds)


def community(one: Business) -> KKBM:
    return KKBM(id=BodyId("kkbm-1"), name="Contoh", level=Level.VILLAGE, businesses=(one,))


def member_of(one: Business) -> PerwiraPMI:
    return association(businesses=(one,))


@pytest.mark.parametrize("owner", [community, member_of], ids=["kkbm", "perwira"])
@pytest.mark.parametrize(
    ("one", "told"),
    [
        pytest.param(business(nib(holds=True)), [], id="one signal"),
        pytest.param(business(nib(holds=True), nib(holds=False)), [Open], id="two disagree"),
        pytest.param(business(nib(holds=True), nib_held=False), [Noted], id="declared otherwise"),
        pytest.param(business(nib(holds=True), nib_held=True), [], id="declared alike"),
        pytest.param(business(nib(holds=True, day=ON + DAY), nib_held=False), [], id="later"),
    ],
)
def test_signals_that_contradict_are_told(
    owner: Callable[[Business], Body], one: Business, told: list[type]
) -> None:
    body = owner(one)
    found = check_lives([body], ON)
    assert [type(seen.verdict) for seen in found] == told
    answers = {answer.kind: answer for answer in signals_on(one, ON)}
    for seen in found:
        assert (seen.rule, seen.bodies, seen.first) == ("tanda_usaha", (body.id,), INAUGURATED)
        assert seen.basis[:-1] == answers[SignalKind.NIB].basis
        assert seen.verdict.what.in_(Language.ID).startswith("Usaha usaha-1: ")
        assert "Warung" not in seen.verdict.what.id


# --- of all -------------------------------------------------------------------------------------


def test_nothing_depends_on_the_order_and_knowing_is_as_known() -> None:
    bodies = [
        unit(event("pengukuhan", INAUGURATED, recorded=END), decrees=()),
        community(business(nib(holds=True), nib_held=False)),
        attrs.evolve(
            of_appointment((AFTER, None), (APPOINTED,)),
            decrees=(attrs.evolve(decree(), known_from=INAUGURATED),),
        ),
    ]
    found = check_lives(bodies, ON)
    assert found == check_lives(bodies[::-1], ON) == tuple(sorted(found, key=in_order))
    for known_on in (END - DAY, END):
        known = [seen for body in bodies if (seen := as_known(body, known_on)) is not None]
        before = check_lives(known, ON)
        assert check_lives(bodies, ON, known_on=known_on) == before


def test_a_person_serves_on_days_that_neither_denies() -> None:
    """What `check_roll` goes by, and what is said of it here."""
    second = attrs.evolve(appointment(2, Role.CHAIR), first=INAUGURATED)
    body = of_appointment((AFTER, None), (APPOINTED,))
    chair = attrs.evolve(body.appointments[0], role=Role.CHAIR)
    both = attrs.evolve(body, appointments=(chair, second))
    clashes = [
        [one.rule for one in check_roll([both], on) if one.rule == "satu_ketua"]
        for on in (INAUGURATED, AFTER)
    ]
    assert clashes == [[], ["satu_ketua"]]
    assert len(differences(both)) == 1


def test_a_body_without_lives_has_nothing_to_say() -> None:
    assert check_lives([KawanPMI(id=BodyId("k"), name="C", level=Level.REGENCY)], ON) == ()
