"""What did happen: reality may have skipped a condition, but not the order of things."""

from datetime import date, timedelta
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmi_core.programme import (
    CORRECTION,
    Board,
    Body,
    BodyId,
    Business,
    BusinessStage,
    Condition,
    DecreeId,
    Definition,
    Event,
    Facts,
    FaultyHistory,
    History,
    Level,
    Lifecycle,
    Member,
    MemberKind,
    Open,
    PerwiraPMI,
    TransitionRefused,
    advance,
    check_body,
    exists_on,
    find_lifecycle,
    replay,
)
from pmi_core.programme.course import Walk, cannot_follow, walk
from pmi_core.programme.replay import Track
from pmi_core.testing import histories
from tests.programme.bodies import INAUGURATED, appointment, decree, event, person, unit
from tests.programme.contoh import CHANGED, CONTOH, OPENED, Readiness

KAWAN = find_lifecycle("kawan-pmi")
INAUGURATION = event("pengukuhan", INAUGURATED)
START = event("mulai_bertugas", date(2023, 8, 1))
END = event("pembubaran", date(2024, 3, 1), note="unit digabung")
LIFE = History(events=(INAUGURATION, START, END))


def names(conditions: tuple[Condition, ...]) -> list[str]:
    return [condition.name for condition in conditions]


def test_a_replay_refuses_nothing_but_order() -> None:
    unsigned = unit(INAUGURATION, appointments=(appointment(1, pact=date(2023, 8, 1)),))
    assert names(check_body(unsigned)) == ["pakta_ditandatangani"]
    assert isinstance(check_body(unsigned)[0].verdict, Open)


def test_a_replay_names_every_faulty_event() -> None:
    august = date(2023, 8, 20)
    history = History(
        events=(
            event("pengukuhan", INAUGURATED, august),
            event("mulai_bertugas", INAUGURATED, date(2023, 8, 1)),
            event("mulai_bertugs", august),
            event("pengusulan", date(2023, 7, 1), august),
            event("pembubaran", date(2023, 7, 21), august),
            event(CORRECTION, august, corrects=4),
            event(CORRECTION, august, corrects=8),
            event(CORRECTION, august, corrects=2),
            event(CORRECTION, august, corrects=1),
        )
    )
    with pytest.raises(FaultyHistory) as caught:
        replay(KAWAN, history, file="unit.json")
    found = {(f.pointer, f.code) for f in caught.value.faults}
    assert found == {
        ("/history/events/1/recorded", "record-order"),
        ("/history/events/2/name", "impossible-event"),
        ("/history/events/4/name", "impossible-event"),
        ("/history/events/6/corrects", "impossible-correction"),
    }
    assert "did you mean 'mulai_bertugas'" in str(caught.value)
    assert {fault.file for fault in caught.value.faults} == {"unit.json"}


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("penangguhan",), "'belum_tercatat'; possible there: pengusulan, pembentukan, pengukuhan"),
        (("pengukuhan", "pembubaran", "pemulihan"), "'dibubarkan'; possible there: nothing"),
    ],
)
def test_an_impossible_event_says_what_was_possible(names: tuple[str, ...], told: str) -> None:
    history = History(events=tuple(event(name, INAUGURATED) for name in names))
    with pytest.raises(FaultyHistory) as caught:
        replay(KAWAN, history)
    assert told in str(caught.value)


def test_a_correction_that_breaks_what_followed_is_a_fault() -> None:
    history = History(
        events=(
            *LIFE.events,
            event(CORRECTION, date(2024, 4, 1), corrects=2),
            event(CORRECTION, date(2024, 4, 1), corrects=3),
            event(CORRECTION, date(2024, 4, 1), corrects=1),
            event("pengukuhan", INAUGURATED, date(2024, 4, 2)),
        )
    )
    assert replay(KAWAN, history)
    broken = History(events=(*LIFE.events, event(CORRECTION, date(2024, 4, 1), corrects=1)))
    with pytest.raises(FaultyHistory, match="'mulai_bertugas' of 2023-08-01 cannot") as caught:
        replay(KAWAN, broken)
    (fault,) = caught.value.faults
    assert (fault.code, fault.pointer) == ("impossible-correction", "/history/events/3/corrects")


def test_every_event_recorded_before_one_above_it_is_a_fault() -> None:
    days = (date(2023, 8, 20), date(2023, 8, 1), date(2023, 8, 19), date(2023, 8, 20))
    words = ("pengukuhan", "mulai_bertugas", "pembaruan", "pembaruan")
    events = [event(word, INAUGURATED, day) for word, day in zip(words, days, strict=True)]
    with pytest.raises(FaultyHistory) as caught:
        replay(KAWAN, History(events=tuple(events)))
    assert [(fault.code, fault.pointer) for fault in caught.value.faults] == [
        ("record-order", "/history/events/1/recorded"),
        ("record-order", "/history/events/2/recorded"),
    ]


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (INAUGURATED - timedelta(days=1), False),
        (INAUGURATED, True),
        (date(2023, 9, 9), True),
        (date(2023, 9, 10), False),
    ],
)
def test_a_body_is_there_from_its_first_event_until_its_end(day: date, there: bool) -> None:
    end = event("pembubaran", date(2023, 9, 10), date(2023, 9, 12), note="uji")
    body = unit(event("pengukuhan", INAUGURATED, INAUGURATED), end)
    assert exists_on(body, day) is there


def test_a_body_without_any_event_is_there_as_recorded() -> None:
    assert exists_on(unit(), date(2000, 1, 1))


# --- after the end, after the record was closed, under another version ---------------------------


def faults(*events: Event, as_of: date | None = None) -> list[tuple[str, str, str]]:
    with pytest.raises(FaultyHistory) as caught:
        replay(CONTOH, History(events=events), as_of=as_of, file="unit.json")
    assert {fault.file for fault in caught.value.faults} == {"unit.json"}
    return [
        (f.code, f.pointer.removeprefix("/history/events/"), f.message) for f in caught.value.faults
    ]


FORMED = event("pembentukan", date(2023, 3, 1))
BEGUN = event("mulai", date(2023, 4, 1))
CLOSED = event("tutup", date(2023, 5, 1))


@pytest.mark.parametrize("days", [0, 1, 400], ids=["the day itself", "the day after", "long after"])
def test_nothing_happens_after_the_end(days: int) -> None:
    later = event("jeda", CLOSED.effective + timedelta(days=days))
    ((code, pointer, message),) = faults(FORMED, CLOSED, later)
    assert (code, pointer) == ("after-end", "2/name")
    assert message == (
        f"'jeda' of {later.effective} cannot follow the state 'selesai'; possible there: nothing"
    )


def test_what_happened_before_the_end_may_be_learnt_after_it() -> None:
    learnt = event("mulai", date(2023, 4, 30), date(2023, 6, 1))
    assert names(replay(CONTOH, History(events=(FORMED, CLOSED, learnt)))) == ["siap"]


def test_an_end_learnt_late_names_the_event_it_makes_impossible() -> None:
    ended = event("tutup", date(2023, 3, 15), date(2023, 6, 1))
    ((code, pointer, message),) = faults(FORMED, BEGUN, ended)
    assert (code, pointer) == ("impossible-event", "2/name")
    assert message.startswith("'mulai' of 2023-04-01 cannot follow the state 'selesai'")


def test_a_misspelt_event_after_the_end_offers_the_nearest_word() -> None:
    ((code, _, message),) = faults(FORMED, CLOSED, event("tutub", date(2023, 6, 1)))
    assert code == "after-end"
    assert message.endswith("did you mean 'tutup'?")


@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False), (1, False)])
def test_nothing_is_recorded_after_the_day_the_record_was_closed(days: int, late: bool) -> None:
    history = History(events=(FORMED, event("mulai", date(2023, 4, 1), date(2023, 4, 20))))
    closed = date(2023, 4, 20) + timedelta(days=days)
    if not late:
        assert replay(CONTOH, history, as_of=closed) == replay(CONTOH, history)
        return
    assert faults(*history.events, as_of=closed) == [
        ("recorded-later", "1/recorded", "'mulai' was recorded on 2023-04-20, after 2023-04-19")
    ]


def test_a_body_is_checked_as_of_the_day_its_file_was_closed() -> None:
    body = unit(INAUGURATION)
    assert check_body(body, as_of=INAUGURATED) == check_body(body)
    with pytest.raises(FaultyHistory, match="recorded-later"):
        check_body(body, as_of=INAUGURATED - timedelta(days=1))


def test_a_decree_that_a_body_refers_to_is_recorded() -> None:
    named = attrs.evolve(INAUGURATION, decree=DecreeId("sk-contok"))
    with pytest.raises(FaultyHistory) as caught:
        check_body(unit(named), file="unit.json")
    (fault,) = caught.value.faults
    assert (fault.code, fault.file, fault.pointer) == (
        "dangling",
        "unit.json",
        "/history/events/0/decree",
    )
    assert fault.message.endswith("did you mean 'sk-contoh'?")


LOST = DecreeId("sk-hilang")
TOLD = History(events=(event("pengukuhan", INAUGURATED, decree=LOST),))
JOINED = History(events=(event("pendaftaran", INAUGURATED, decree=LOST),))
RUNNING = History(events=(event("mulai_berjalan", INAUGURATED, decree=LOST),))
STALL = Business(id="usaha-1", name="Warung Contoh", stage=BusinessStage.STARTED)


def association(**fields: Any) -> PerwiraPMI:
    return PerwiraPMI(
        id=BodyId("perwira-1"), name="Perwira PMI Contoh", level=Level.PROVINCE, **fields
    )


# A body's file, and what in it refers to nothing or is given again.
REFERENCES: dict[str, tuple[Body, list[tuple[str, str]]]] = {
    "an appointment's life": (
        unit(appointments=(appointment(2), attrs.evolve(appointment(1), history=TOLD))),
        [("dangling", "/appointments/1/history/events/0/decree")],
    ),
    "a board's life": (
        association(boards=(Board(history=TOLD),)),
        [("dangling", "/boards/0/history/events/0/decree")],
    ),
    "a member's life": (
        association(members=(Member(person=person(1), kind=MemberKind.RETURNED, history=JOINED),)),
        [("dangling", "/members/0/history/events/0/decree")],
    ),
    "a business's life": (
        association(businesses=(attrs.evolve(STALL, history=RUNNING),)),
        [("dangling", "/businesses/0/history/events/0/decree")],
    ),
    "a decree that replaces none on record": (
        unit(decrees=(decree(), attrs.evolve(decree(name="sk-2"), supersedes=LOST))),
        [("dangling", "/decrees/1/supersedes")],
    ),
    "a decree twice": (
        unit(decrees=(decree("1"), decree("2"), decree("1", "sk-2"))),
        [("duplicate-id", "/decrees/1/id")],
    ),
    "a business twice": (
        association(businesses=(STALL, attrs.evolve(STALL, id="usaha-2"), STALL)),
        [("duplicate-id", "/businesses/2/id")],
    ),
}


@pytest.mark.parametrize("name", list(REFERENCES))
def test_a_body_names_what_it_holds_once_and_refers_to_nothing_else(name: str) -> None:
    body, found = REFERENCES[name]
    with pytest.raises(FaultyHistory) as caught:
        check_body(body, file="badan.json")
    told = [(fault.code, fault.pointer) for fault in caught.value.faults]
    assert told == found
    assert {fault.file for fault in caught.value.faults} == {"badan.json"}


def test_a_decree_that_is_recorded_may_be_named_in_any_life() -> None:
    named = attrs.evolve(decree(), id=LOST)
    told = attrs.evolve(appointment(1), decree=None, history=TOLD)
    assert check_body(unit(decrees=(named,), appointments=(told,))) == ()
    assert check_body(association(decrees=(named,), boards=(Board(history=TOLD),))) == ()


VERSIONS = {
    "unknown": (
        (attrs.evolve(FORMED, under="11"),),
        "0/under",
        "'pembentukan' of 2023-03-01 names the version '11', which did not hold then; did you mean",
    ),
    "empty": (
        (attrs.evolve(FORMED, under=""),),
        "0/under",
        "'pembentukan' of 2023-03-01 names the version '', which did not hold then",
    ),
    "not yet in force": (
        (event("mulai", CHANGED - timedelta(days=1), under="2"),),
        "0/under",
        "'mulai' of 2023-12-31 names the version '2', which did not hold then",
    ),
    "gone back": (
        (event("mulai", CHANGED, under="2"), event("jeda", CHANGED, under="1")),
        "1/under",
        "'jeda' of 2024-01-01 goes back to the version '1': what came before was under '2'",
    ),
}


@pytest.mark.parametrize("name", list(VERSIONS))
def test_a_version_that_did_not_hold_or_was_replaced_is_a_fault(name: str) -> None:
    events, pointer, told = VERSIONS[name]
    ((code, at, message),) = faults(*events)
    assert (code, at) == ("wrong-version", pointer)
    assert message.startswith(told)


def test_what_was_possible_is_told_in_the_words_of_the_events_version() -> None:
    ((code, pointer, message),) = faults(FORMED, BEGUN, event("lanjut", CHANGED))
    assert (code, pointer) == ("impossible-event", "2/name")
    assert message == (
        "'lanjut' of 2024-01-01 cannot follow the state 'berjalan'"
        "; possible there: jeda, uji, tutup"
    )


def test_notes_are_those_of_the_conditions_of_the_events_version() -> None:
    def last_notes(day: date, under: str | None = None) -> list[str]:
        events = (FORMED, BEGUN, event("jeda", date(2023, 5, 1)), event("lanjut", day, under=under))
        return names(replay(CONTOH, History(events=events), Readiness(ready=False)))

    assert last_notes(CHANGED - timedelta(days=1)) == ["siap", "siap"]
    assert last_notes(CHANGED) == ["siap"]
    assert last_notes(CHANGED, under="1") == ["siap", "siap"]


@pytest.mark.parametrize(("days", "open_"), [(-1, False), (0, True)])
def test_a_condition_knows_its_boundary_day_in_replay(days: int, open_: bool) -> None:
    formed = event("pembentukan", OPENED + timedelta(days=days))
    assert names(replay(CONTOH, History(events=(formed,)))) == ([] if open_ else ["dibuka"])


def refused(history: History, step: Event) -> bool:
    """Whether an event is refused for its place among the others, whatever its conditions."""
    try:
        advance(CONTOH, history, step, Readiness(ready=True))
    except TransitionRefused as problem:
        return bool(set(names(problem.unmet)) - {"dibuka"})
    return False


@given(history=histories(CONTOH), cut=st.integers(0, 8))
def test_every_beginning_of_a_record_is_a_record(history: History, cut: int) -> None:
    replay(CONTOH, History(events=history.events[:cut]))


@given(history=histories(CONTOH, longest=5), more=histories(CONTOH, longest=3))
def test_replay_finds_what_advance_refuses(history: History, more: History) -> None:
    for step in more.events:
        late = attrs.evolve(step, recorded=date(2026, 1, 1))
        try:
            replay(CONTOH, History(events=(*history.events, late)))
        except FaultyHistory:
            assert refused(history, late)
        else:
            assert not refused(history, late)


# --- what lies back is put in its place, as if all were walked again ------------------------------


class SimpleTrack:
    """The same as `Track`, the simple way: every event is tried by walking everything."""

    def __init__(self) -> None:
        self.kept: dict[int, Event] = {}

    def add(self, number: int, event: Event) -> list[tuple[str, str, str]]:
        if event.corrects is not None and event.corrects not in self.kept:
            message = f"there is no event {event.corrects} above it to correct"
            return [("impossible-correction", "/corrects", message)]
        trial = {n: kept for n, kept in self.kept.items() if n != event.corrects}
        if event.corrects is None:
            trial[number] = event
        walked = self.walked(trial)
        if walked.stuck is None:
            self.kept = trial
            return []
        fault = cannot_follow(CONTOH, walked.definition, walked.state, walked.stuck)
        if event.corrects is not None:
            return [("impossible-correction", "/corrects", fault.message)]
        if walked.stuck is not event:
            return [("impossible-event", "/name", fault.message)]
        return [(fault.code, fault.pointer, fault.message)]

    @staticmethod
    def walked(kept: dict[int, Event]) -> Walk:
        return walk(CONTOH, sorted(kept.values(), key=lambda item: item.effective))


WORDS = sorted({step.event for version in CONTOH.versions for step in version.transitions})
RECORDED = date(2026, 1, 1)


@st.composite
def anything(draw: st.DrawFn) -> list[Event]:
    """A possible record first, then any words on days around the turn of the versions."""
    start = list(draw(histories(CONTOH)).events)
    days = st.integers(-4, 2).map(lambda number: CHANGED + timedelta(days=number))
    for _ in range(draw(st.integers(0, 8))):
        corrects = draw(st.none() | st.integers(0, len(start) + 1))
        name = CORRECTION if corrects is not None else draw(st.sampled_from(WORDS))
        under = None if corrects is not None else draw(st.sampled_from([None, None, "1", "2", "3"]))
        start.append(event(name, draw(days), RECORDED, corrects=corrects, under=under))
    return start


@settings(max_examples=400)
@given(events=anything())
def test_what_lies_back_is_put_in_its_place_as_if_all_were_walked_again(
    events: list[Event],
) -> None:
    track, simple = Track(lifecycle=CONTOH), SimpleTrack()
    for number, step in enumerate(events, start=1):
        late = attrs.evolve(step, recorded=RECORDED)
        found = [(fault.code, fault.pointer, fault.message) for fault in track.add(number, late)]
        assert found == simple.add(number, late)
        assert track.kept == simple.kept
        walked = simple.walked(simple.kept)
        assert (track.definition, track.state) == (walked.definition, walked.state)
        assert track.effective == max((e.effective for e in track.kept.values()), default=date.min)


class Counting(Lifecycle[Any]):
    """It counts how often it is asked about an event."""

    asked: ClassVar[list[Event]] = []

    def version_of(self, event: Event) -> Definition | None:
        self.asked.append(event)
        return super().version_of(event)


MANY = 400


@pytest.mark.parametrize("struck", [False, True], ids=["recorded", "struck again"])
def test_what_changes_nothing_that_follows_costs_no_more_than_itself(struck: bool) -> None:
    counting = Counting(versions=KAWAN.versions, guards=KAWAN.guards, nothing_known=Facts())
    renewals = [
        event("pembaruan", INAUGURATED + timedelta(days=MANY - number), RECORDED)
        for number in range(MANY)
    ]
    numbers = range(2, MANY + 2) if struck else ()
    corrections = [event(CORRECTION, RECORDED, corrects=number) for number in numbers]
    counting.asked.clear()
    replay(counting, History(events=(INAUGURATION, *renewals, *corrections)))
    assert len(counting.asked) <= 3 * (1 + len(renewals) + len(corrections))
