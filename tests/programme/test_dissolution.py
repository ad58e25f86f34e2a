"""What a dissolution ends, as data to record: nothing is applied silently, nothing is lost."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.messages import Language
from pmi_core.programme import (
    KKBM,
    Appointment,
    Board,
    Body,
    BodyId,
    Event,
    Filling,
    History,
    Level,
    Member,
    MemberKind,
    Open,
    PerwiraPMI,
    Role,
    TransitionRefused,
    Unmet,
    advance,
    check_roll,
    consequences,
    find_lifecycle,
    structure_of,
    with_consequences,
)
from pmi_core.regulation import Assumption, shipped_registry
from pmi_core.testing import days
from tests.programme.bodies import DECREE, INAUGURATED, appointment, decree, event, person, unit
from tests.programme.spans import spans

DAY = date(2024, 6, 30)
NEXT = date(2024, 7, 1)
DISSOLVED = event("pembubaran", DAY, date(2024, 7, 5), decree=DECREE, note="Digabung (contoh)")
REASON = "Pembubaran pada 30 Juni 2024; keputusan sk-contoh; Digabung (contoh)"


def ended(one: Appointment) -> tuple[date | None, str | None]:
    (found,) = with_consequences(unit(appointments=(one,)), DISSOLVED).appointments
    return found.last, found.end_reason


def life(*events: Event) -> Appointment:
    return attrs.evolve(appointment(1), history=History(events=events))


# An appointment on record, and its last day and reason once the dissolution is written down.
CASES: list[tuple[str, Appointment, date | None, str | None]] = [
    ("serving", appointment(1), DAY, REASON),
    ("since nobody knows when", appointment(1, first=None), DAY, REASON),
    ("begun that day", appointment(1, first=DAY), DAY, REASON),
    ("begins the day after", appointment(1, first=NEXT), None, None),
    ("ended the day before", appointment(1, last=date(2024, 6, 29)), date(2024, 6, 29), None),
    ("ends that day anyway", appointment(1, last=DAY), DAY, None),
    (
        "an end on record the day after",
        attrs.evolve(appointment(1, last=NEXT), end_reason="Mengundurkan diri (contoh)"),
        DAY,
        f"{REASON}; semula tercatat berakhir pada 1 Juli 2024; Mengundurkan diri (contoh)",
    ),
    (
        "resigned before, as its life tells",
        life(event("pengukuhan", INAUGURATED), event("pengunduran_diri", date(2024, 2, 1))),
        None,
        None,
    ),
    ("serving, as its life tells", life(event("pengukuhan", INAUGURATED)), DAY, REASON),
]


@pytest.mark.parametrize(
    ("one", "last", "reason"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_a_dissolution_ends(one: Appointment, last: date | None, reason: str | None) -> None:
    assert ended(one) == (last, reason)


def test_a_consequence_says_where_who_when_why_and_by_which_decree() -> None:
    body = unit(appointments=(appointment(1, last=INAUGURATED), appointment(2, last=NEXT)))
    (found,) = consequences(body, DISSOLVED)
    assert (found.pointer, found.persons) == ("/appointments/1", ("orang-2",))
    assert (found.last, found.recorded_last, found.events) == (DAY, NEXT, ())
    assert found.reason.startswith(REASON)


def test_without_decree_or_note_the_reason_is_the_dissolution() -> None:
    bare = event("pembubaran", DAY)
    (found,) = consequences(unit(appointments=(appointment(1),)), bare)
    assert found.reason == "Pembubaran pada 30 Juni 2024"


def test_the_step_of_a_consequence_can_be_recorded_in_a_life_that_is_told() -> None:
    told = (event("pengukuhan", INAUGURATED), event("mulai_bertugas", INAUGURATED))
    one = attrs.evolve(appointment(1), history=History(events=told))
    (found,) = consequences(unit(appointments=(one,)), DISSOLVED)
    (step,) = found.events
    assert (step.effective, step.decree, step.note) == (DAY, DECREE, found.reason)
    history, _ = advance(find_lifecycle("penggerak"), History(events=told), step)
    assert history.events[-1].name == "pemberhentian"
    begun = History(events=(event("pengukuhan", INAUGURATED),))
    board = Board(first=INAUGURATED, history=begun)
    (found,) = consequences(association(board), DISSOLVED)
    (step,) = found.events
    history, _ = advance(find_lifecycle("kepengurusan"), begun, step)
    assert history.events[-1].name == "penghentian"


LATE = event("pembubaran", DAY, date(2024, 9, 1))
BEGUN = event("pengukuhan", INAUGURATED)
TAKEN_UP = event("mulai_bertugas", date(2024, 7, 15))
RESIGNED = event("pengunduran_diri", date(2024, 8, 1), note="Pindah (contoh)")


def test_a_dissolution_learned_late_strikes_what_lies_after_it_in_a_life() -> None:
    one = life(BEGUN, TAKEN_UP, RESIGNED)
    (found,) = consequences(unit(appointments=(one,)), LATE)
    assert (found.last, found.recorded_last) == (DAY, date(2024, 8, 1))
    assert found.reason == (
        "Pembubaran pada 30 Juni 2024; langkah yang dicoret: Mulai bertugas pada 15 Juli 2024; "
        "langkah yang dicoret: Pengunduran diri pada 1 Agustus 2024; Pindah (contoh)"
    )
    assert [(step.name, step.corrects) for step in found.events] == [
        ("koreksi", 3),
        ("koreksi", 2),
        ("pemberhentian", None),
    ]
    history = one.history or History()
    with pytest.raises(TransitionRefused):
        advance(find_lifecycle("penggerak"), history, found.events[-1])
    for step in found.events:
        history, _ = advance(find_lifecycle("penggerak"), history, step)
    assert [step.name for step in history.timeline()] == ["pengukuhan", "pemberhentian"]


@pytest.mark.parametrize(
    ("known", "recorded"),
    [
        (date(2024, 8, 31), date(2024, 9, 1)),
        (date(2024, 9, 1), date(2024, 9, 1)),
        (date(2024, 9, 2), date(2024, 9, 2)),
    ],
    ids=["before", "with it", "after"],
)
def test_what_a_life_learned_after_the_dissolution_is_struck_too(
    known: date, recorded: date
) -> None:
    history = History(events=(BEGUN, attrs.evolve(RESIGNED, recorded=known)))
    (found,) = consequences(unit(appointments=(life(*history.events),)), LATE)
    assert {step.recorded for step in found.events} == {recorded}
    for step in found.events:
        history, _ = advance(find_lifecycle("penggerak"), history, step)
    assert history.timeline()[-1].effective == DAY


def test_a_step_on_the_day_of_the_dissolution_stands_and_a_struck_one_is_not_struck_again() -> None:
    same_day = attrs.evolve(TAKEN_UP, effective=DAY)
    struck = event("koreksi", date(2024, 8, 2), corrects=3)
    (found,) = consequences(unit(appointments=(life(BEGUN, same_day, RESIGNED, struck),)), LATE)
    assert [step.name for step in found.events] == ["pemberhentian"]
    assert (found.recorded_last, found.reason) == (None, "Pembubaran pada 30 Juni 2024")


def test_a_life_that_goes_on_after_the_dissolution_has_no_end_on_record() -> None:
    (found,) = consequences(unit(appointments=(life(BEGUN, TAKEN_UP),)), LATE)
    assert found.recorded_last is None
    assert [step.name for step in found.events] == ["koreksi", "pemberhentian"]


def test_an_end_that_is_written_comes_before_one_that_is_told() -> None:
    one = attrs.evolve(life(BEGUN, RESIGNED), last=date(2024, 7, 31))
    (found,) = consequences(unit(appointments=(one,)), LATE)
    assert found.recorded_last == date(2024, 7, 31)


@pytest.mark.parametrize(
    ("begins", "first", "steps"),
    [
        (NEXT, None, None),
        (DAY, None, ["pemberhentian"]),
        (NEXT, INAUGURATED, ["koreksi"]),
        (NEXT, NEXT, None),
    ],
    ids=["begins later", "begins that day", "begins later, written earlier", "both later"],
)
def test_a_life_that_begins_after_the_dissolution_is_not_ended_by_it(
    begins: date, first: date | None, steps: list[str] | None
) -> None:
    one = attrs.evolve(life(event("pengukuhan", begins)), first=first)
    found = consequences(unit(appointments=(one,)), LATE)
    assert [[step.name for step in item.events] for item in found] == (
        [] if steps is None else [steps]
    )


def association(*boards: Board, events: tuple[Event, ...] = ()) -> PerwiraPMI:
    return PerwiraPMI(
        id=BodyId("perwira-1"),
        name="Perwira PMI Contoh",
        level=Level.PROVINCE,
        decrees=(decree(),),
        boards=boards,
        history=History(events=events),
    )


def test_a_board_ends_with_its_association_and_an_earlier_one_stays() -> None:
    past, now = Board(first=INAUGURATED, last=date(2024, 1, 1)), Board(first=date(2024, 1, 2))
    after = with_consequences(association(past, now), DISSOLVED)
    assert isinstance(after, PerwiraPMI)
    assert after.boards == (past, attrs.evolve(now, last=DAY))


def test_only_a_dissolution_ends_all() -> None:
    with pytest.raises(ValueError, match="pembubaran"):
        consequences(unit(), event("penangguhan", DAY))
    with pytest.raises(ValueError, match="pembubaran"):
        with_consequences(unit(), event("penangguhan", DAY))


LIFE = (event("pengukuhan", INAUGURATED), DISSOLVED)


@pytest.mark.parametrize(
    ("one", "on", "verdict", "days"),
    [
        (appointment(1), DAY, None, None),
        (appointment(1), NEXT, Unmet, (NEXT, None)),
        (appointment(1, last=DAY), NEXT, None, None),
        (appointment(1, last=NEXT), NEXT, Unmet, (NEXT, NEXT)),
        (appointment(1, first=None), NEXT, Open, (NEXT, None)),
        (appointment(1, first=None, last=DAY), NEXT, None, None),
        (appointment(1, first=date(2024, 8, 1)), NEXT, None, None),
        (appointment(1, first=date(2024, 8, 1)), date(2024, 8, 1), Unmet, (date(2024, 8, 1), None)),
    ],
    ids=[
        "on the day itself",
        "no end on record",
        "ended that day",
        "a later end",
        "first day not known",
        "first day not known, but ended",
        "begins later",
        "began later",
    ],
)
def test_who_still_stands_on_record_after_a_dissolution_is_observed(
    one: Appointment,
    on: date,
    verdict: type[Unmet] | type[Open] | None,
    days: tuple[date | None, date | None] | None,
) -> None:
    found = check_roll([unit(*LIFE, appointments=(one,))], on)
    seen = [item for item in found if item.rule == "berakhir_saat_pembubaran"]
    assert [type(item.verdict) for item in seen] == ([] if verdict is None else [verdict])
    assert [(item.first, item.last) for item in seen] == ([] if days is None else [days])


def test_those_who_surely_serve_and_those_who_may_are_told_apart() -> None:
    people = (
        appointment(1, last=date(2024, 8, 1)),
        appointment(2, last=date(2024, 9, 1)),
        appointment(3, first=None),
    )
    found = check_roll([unit(*LIFE, appointments=people)], date(2024, 10, 1))
    assert [(type(o.verdict), o.persons, o.first, o.last) for o in found] == [
        (Unmet, ("orang-1", "orang-2"), NEXT, date(2024, 9, 1)),
        (Open, ("orang-3",), NEXT, None),
    ]


def test_a_dissolution_is_seen_from_the_day_it_was_recorded() -> None:
    body = unit(*LIFE, appointments=(appointment(1),))
    rules = [
        [item.rule for item in check_roll([body], NEXT, known_on=known_on)]
        for known_on in (date(2024, 7, 4), date(2024, 7, 5))
    ]
    assert rules == [["tercakup_keputusan"], ["berakhir_saat_pembubaran"]]


@pytest.mark.parametrize("on", [DAY, NEXT, date.max])
def test_a_member_stays_a_member_and_a_transformation_ends_nobodys_service(on: date) -> None:
    member = Member(person=person(1), kind=MemberKind.RETURNED, joined=INAUGURATED)
    dissolved = attrs.evolve(association(events=LIFE), members=(member,))
    became = KKBM(
        id=BodyId("kkbm-1"),
        name="KKBM Contoh",
        level=Level.VILLAGE,
        appointments=(appointment(1),),
        history=History(events=(event("pembentukan", INAUGURATED), event("transformasi", DAY))),
    )
    assert consequences(dissolved, DISSOLVED) == ()
    assert check_roll([dissolved, became], on) == ()


def test_whom_a_dissolution_does_not_end_is_stated_with_the_assumption() -> None:
    (seen,) = check_roll([unit(*LIFE, appointments=(appointment(1),))], NEXT)
    (basis,) = seen.basis
    assert isinstance(basis, Assumption)
    assert "KKBM yang bertransformasi" in basis.reason.id
    assert "Membership of an association" in basis.reason.in_(Language.EN)


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    near = days(first=date(2024, 6, 20), last=date(2024, 7, 10))
    span = spans(st.none() | near, near)
    people = tuple(
        attrs.evolve(
            appointment(number, draw(st.sampled_from(Role)), first=first, last=last),
            end_reason=draw(st.sampled_from([None, "Contoh"])),
        )
        for number, (first, last) in enumerate(draw(st.lists(span, max_size=4)))
    )
    boards = tuple(
        Board(first=first, last=last) for first, last in draw(st.lists(span, max_size=3))
    )
    kinds: tuple[Body, ...] = (
        unit(*LIFE, appointments=people),
        attrs.evolve(association(*boards, events=LIFE), appointments=people),
    )
    return draw(st.sampled_from(kinds))


@given(bodies())
def test_once_written_down_nothing_more_follows(body: Body) -> None:
    after = with_consequences(body, DISSOLVED)
    assert consequences(after, DISSOLVED) == ()
    assert with_consequences(after, DISSOLVED) == after


@given(bodies(), st.integers(1, 30))
def test_afterwards_nobody_who_had_begun_serves(body: Body, later: int) -> None:
    after = with_consequences(body, DISSOLVED)
    late = DAY + timedelta(days=later)
    begun = [one for one in after.appointments if one.first is None or one.first <= DAY]
    assert all(one.last is not None and one.last < late for one in begun)
    boards = after.boards if isinstance(after, PerwiraPMI) else ()
    assert all(
        board.last is not None and board.last <= DAY
        for board in boards
        if board.first is None or board.first <= DAY
    )
    # What still stands on record had not begun: that is observed, and never mended silently.
    known = [
        item.first for item in check_roll([after], late) if item.rule == "berakhir_saat_pembubaran"
    ]
    assert all(first is not None and first > DAY for first in known)


@given(bodies())
def test_nothing_that_had_ended_or_not_begun_changes(body: Body) -> None:
    after = with_consequences(body, DISSOLVED)
    for before, now in zip(body.appointments, after.appointments, strict=True):
        over = before.last is not None and before.last <= DAY
        ahead = before.first is not None and before.first > DAY
        assert (now == before) is (over or ahead)
        assert attrs.evolve(now, last=before.last, end_reason=before.end_reason) == before
    assert without_people(after) == without_people(body)


def without_people(body: Body) -> Body:
    bare = attrs.evolve(body, appointments=())
    return attrs.evolve(bare, boards=()) if isinstance(bare, PerwiraPMI) else bare


@given(bodies(), st.data())
def test_a_consequence_does_not_depend_on_the_order_of_appointments(
    body: Body, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(body.appointments))))
    shuffled = attrs.evolve(body, appointments=tuple(body.appointments[n] for n in order))
    whole = with_consequences(body, DISSOLVED).appointments
    assert with_consequences(shuffled, DISSOLVED).appointments == tuple(whole[n] for n in order)


def test_a_dissolution_on_the_last_day_there_is_leaves_nobody_beyond() -> None:
    forever = Event(name="pembubaran", effective=date.max, recorded=date.max, actor="BP2MI")
    body = unit(appointments=(appointment(1),))
    assert with_consequences(body, forever).appointments[0].last == date.max


@pytest.mark.parametrize("known_on", [date(2024, 8, 1), date(2024, 8, 31), date(2024, 9, 1)])
def test_what_was_known_before_a_dissolution_was_recorded_is_not_changed_by_it(
    known_on: date,
) -> None:
    """Its consequences written down, and recorded in the lives that are told."""
    begun = event("pengangkatan", INAUGURATED)
    chair = attrs.evolve(appointment(1, Role.CHAIR), history=History(events=(begun,)))
    before = unit(event("pengukuhan", INAUGURATED), appointments=(chair,))
    (end,) = consequences(before, LATE)
    (written,) = with_consequences(before, LATE).appointments
    life, _ = advance(find_lifecycle("penggerak"), chair.history or History(), end.events[0])
    after = attrs.evolve(
        before,
        appointments=(attrs.evolve(written, history=life),),
        history=History(events=(*before.history.events, LATE)),
    )
    asked = date(2024, 7, 15)
    (was, *_), (now, *_) = (
        structure_of(body, asked, shipped_registry(), known_on=known_on).seats
        for body in (before, after)
    )
    assert was.filling is Filling.FILLED
    assert now.filling is (Filling.FILLED if known_on < LATE.recorded else Filling.VACANT)
    found = check_roll([after], asked, known_on=known_on)
    assert "berakhir_saat_pembubaran" not in {item.rule for item in found}


@pytest.mark.parametrize(
    ("known_on", "seen"), [(date(2024, 9, 2), True), (date(2024, 9, 5), False)]
)
def test_an_end_recorded_after_the_dissolution_is_lacking_until_then(
    known_on: date, seen: bool
) -> None:
    told = (
        event("pengangkatan", INAUGURATED),
        event("pemberhentian", DAY, date(2024, 9, 5), note="Pembubaran (contoh)"),
    )
    chair = attrs.evolve(appointment(1, Role.CHAIR, last=DAY), history=History(events=told))
    body = unit(event("pengukuhan", INAUGURATED), LATE, appointments=(chair,))
    found = {item.rule for item in check_roll([body], NEXT, known_on=known_on)}
    assert ("berakhir_saat_pembubaran" in found) is seen
