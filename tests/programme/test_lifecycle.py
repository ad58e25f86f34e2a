"""What may happen next, and refusals that help."""

import pickle
from datetime import date, timedelta

import pytest

from pmi_core.messages import Language
from pmi_core.programme import (
    CORRECTION,
    Condition,
    Lifecycle,
    Event,
    Facts,
    FaultyHistory,
    History,
    Open,
    TransitionRefused,
    Unmet,
    advance,
    allowed,
    check_body,
    exists_on,
    find_lifecycle,
    replay,
    shipped_lifecycles,
    shipped_guards,
    state_on,
)
from pmi_core.regulation import Assumption
from tests.programme.bodies import INAUGURATED, appointment, event, unit

KAWAN = find_lifecycle("kawan-pmi")
INAUGURATION = event("pengukuhan", INAUGURATED)
START = event("mulai_bertugas", date(2023, 8, 1))
END = event("pembubaran", date(2024, 3, 1), note="unit digabung")
LIFE = History(events=(INAUGURATION, START, END))


def refusal(history: History, step: Event, facts: Facts | None = None) -> TransitionRefused:
    with pytest.raises(TransitionRefused) as caught:
        advance(KAWAN, history, step, facts or Facts(body=unit()))
    return caught.value


def names(conditions: tuple[Condition, ...]) -> list[str]:
    return [condition.name for condition in conditions]


def test_a_life_is_recorded_step_by_step() -> None:
    history = History()
    for step in LIFE.events:
        history, notes = advance(KAWAN, history, step, Facts(body=unit()))
        assert notes == ()
    assert history == LIFE
    assert state_on(KAWAN, history, date(2024, 3, 1)).terminal


def test_what_nobody_knows_is_a_note_and_not_a_refusal() -> None:
    history, notes = advance(KAWAN, History(), INAUGURATION)
    assert history == History(events=(INAUGURATION,))
    assert names(notes) == ["keputusan_tercatat", "pakta_ditandatangani"]


def test_a_unit_of_four_is_active_like_any_other() -> None:
    body = unit(appointments=tuple(appointment(number) for number in range(4)))
    history, _ = advance(KAWAN, History(), INAUGURATION, Facts(body=body))
    assert advance(KAWAN, history, START, Facts(body=body))[1] == ()


def test_a_refusal_lists_every_unmet_condition_with_basis_and_remedy() -> None:
    late = event("pembubaran", INAUGURATED, date(2023, 7, 23))
    history = History(events=(event("pembentukan", date(2023, 5, 1), date(2023, 7, 30)),))
    refused = refusal(history, late, Facts(body=unit()))
    assert names(refused.unmet) == ["urutan_pencatatan", "alasan_dicatat"]
    for condition in refused.unmet:
        assert isinstance(condition.verdict, Unmet)
        assert condition.basis
        assert (condition.event, condition.effective) == ("pembubaran", INAUGURATED)
        for language in Language:
            assert condition.verdict.what.in_(language)
            assert condition.verdict.remedy.in_(language)


def test_an_impossible_event_says_what_is_possible() -> None:
    refused = refusal(History(events=(INAUGURATION,)), event("pemulihan", date(2023, 9, 1)))
    assert (refused.definition, refused.state, refused.event) == (
        "kawan-pmi",
        "dikukuhkan",
        "pemulihan",
    )
    (condition,) = refused.unmet
    assert condition.name == "keadaan"
    assert condition.basis == KAWAN.versions[0].transitions[6].basis
    assert condition.verdict.what.id == (
        "Peristiwa “Pemulihan” tidak dapat terjadi pada 1 September 2023: "
        "keadaan saat itu “Dikukuhkan”."
    )
    assert condition.verdict.remedy.id == (
        "Yang dapat terjadi dari keadaan itu: "
        "Mulai bertugas, Pembaruan keputusan, Penangguhan, Pembubaran."
    )


def test_an_event_nobody_knows_rests_on_the_rule_of_the_table() -> None:
    (condition,) = refusal(History(), event("libur", INAUGURATED)).unmet
    assert "libur" in condition.verdict.what.en
    assert isinstance(condition.basis[0], Assumption)


def test_nothing_follows_a_final_state() -> None:
    (condition,) = refusal(LIFE, event("pemulihan", date(2024, 4, 1))).unmet
    assert "final" in condition.verdict.remedy.en


def test_a_late_record_must_leave_possible_what_followed() -> None:
    learnt = event("penangguhan", date(2023, 9, 1), date(2024, 4, 1), note="laporan")
    history, _ = advance(KAWAN, LIFE, learnt)
    assert state_on(KAWAN, history, date(2023, 9, 1)).value == "ditangguhkan"
    assert state_on(KAWAN, history, date(2024, 3, 1)).value == "dibubarkan"

    ended = event("pembubaran", date(2023, 7, 25), date(2024, 4, 1), note="keliru")
    refused = refusal(LIFE, ended)
    assert names(refused.unmet) == ["peristiwa_lain"]
    assert "Mulai bertugas" in refused.unmet[0].verdict.what.id


def test_the_day_of_the_last_record_is_not_too_early() -> None:
    history = History(events=(event("pengukuhan", INAUGURATED, date(2023, 8, 10)),))
    assert advance(KAWAN, history, event("mulai_bertugas", INAUGURATED, date(2023, 8, 10)))
    early = event("mulai_bertugas", INAUGURATED, date(2023, 8, 9))
    assert names(refusal(history, early).unmet) == ["urutan_pencatatan"]


def test_a_correction_strikes_an_event_that_still_stands() -> None:
    april = date(2024, 4, 1)
    history, notes = advance(KAWAN, LIFE, event(CORRECTION, april, corrects=3))
    assert notes == ()
    assert state_on(KAWAN, history, april).value == "aktif"
    for number in (0, 3, 4, 9):
        refused = refusal(history, event(CORRECTION, april, corrects=number))
        assert names(refused.unmet) == ["koreksi"]


def test_a_correction_may_not_make_impossible_what_followed() -> None:
    step = event(CORRECTION, date(2024, 4, 1), corrects=1)
    assert names(refusal(LIFE, step).unmet) == ["peristiwa_lain"]


def test_a_refusal_reads_well_and_pickles() -> None:
    refused = refusal(LIFE, event("pemulihan", date(2024, 4, 1)))
    assert str(refused).startswith(
        "kawan-pmi: 'pemulihan' is refused in the state 'dibubarkan'\n- The event “reinstatement”"
    )
    again = pickle.loads(pickle.dumps(refused))
    assert str(again) == str(refused)
    assert again.unmet == refused.unmet


def test_what_is_allowed_comes_with_what_it_lacks() -> None:
    found = allowed(KAWAN, History(events=(INAUGURATION,)), date(2023, 9, 1))
    assert {item.transition.event: names(item.conditions) for item in found} == {
        "mulai_bertugas": [],
        "pembaruan": ["keputusan_tercatat"],
        "penangguhan": ["alasan_dicatat"],
        "pembubaran": ["alasan_dicatat"],
    }
    assert allowed(KAWAN, LIFE, date(2024, 3, 1)) == ()
    assert [item.transition.event for item in allowed(KAWAN, History(), INAUGURATED)] == [
        "pengusulan",
        "pembentukan",
        "pengukuhan",
    ]


def test_what_a_later_event_forbids_on_a_day_is_said() -> None:
    found = {p.transition.event: p for p in allowed(KAWAN, LIFE, date(2023, 7, 25))}
    assert names(found["pembubaran"].conditions) == ["peristiwa_lain", "alasan_dicatat"]


def test_guards_may_be_a_strangers() -> None:
    strict = {name: shipped_guards()["alasan_dicatat"] for name in shipped_guards()}
    with pytest.raises(TransitionRefused):
        advance(KAWAN, History(), INAUGURATION, guards=strict)
    assert names(replay(KAWAN, LIFE, guards=strict)) == [
        "keputusan_tercatat",
        "pakta_ditandatangani",
    ]


def test_a_history_no_body_can_have_has_no_state() -> None:
    with pytest.raises(FaultyHistory, match="cannot follow the state 'belum_tercatat'"):
        state_on(KAWAN, History(events=(END,)), date(2024, 3, 1))


@pytest.mark.parametrize("definition", shipped_lifecycles().values(), ids=lambda item: item.name)
def test_every_state_and_transition_is_reached(definition: Definition) -> None:
    """Walk every transition once, by the shortest way to where it starts."""
    ways: dict[str, tuple[Event, ...]] = {definition.initial: ()}
    while len(ways) < len(definition.states):
        for transition in definition.transitions:
            for source in set(transition.sources) & set(ways):
                step = event(transition.event, INAUGURATED, note="contoh")
                ways.setdefault(transition.target, (*ways[source], step))
    for transition in definition.transitions:
        for source in transition.sources:
            step = event(transition.event, INAUGURATED, note="contoh")
            history, _ = advance(definition, History(events=ways[source]), step)
            assert state_on(definition, history, INAUGURATED).value == transition.target


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
    with pytest.raises(FaultyHistory, match="'mulai_bertugas' of 2023-08-01 cannot follow"):
        replay(KAWAN, broken)


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
