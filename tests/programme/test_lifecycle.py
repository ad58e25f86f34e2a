"""What may happen next, and refusals that help."""

import copy
import pickle
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.messages import Language
from pmi_core.programme import (
    CORRECTION,
    Condition,
    Event,
    Facts,
    FaultyHistory,
    History,
    Lifecycle,
    TransitionRefused,
    Unmet,
    Verdict,
    advance,
    allowed,
    exists_on,
    find_lifecycle,
    replay,
    state_on,
    states_reached,
)
from pmi_core.regulation import Assumption
from pmi_core.reporting import known_lifecycles
from pmi_core.testing import histories
from tests.programme.bodies import INAUGURATED, appointment, event, unit
from tests.programme.contoh import CONTOH, GUARDS, OPENED, Readiness

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
    assert history.events == tuple(attrs.evolve(step, under="1") for step in LIFE.events)
    assert state_on(KAWAN, history, date(2024, 3, 1)).terminal


def test_what_nobody_knows_is_a_note_and_not_a_refusal() -> None:
    history, notes = advance(KAWAN, History(), INAUGURATION)
    assert history == History(events=(attrs.evolve(INAUGURATION, under="1"),))
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
    assert condition.basis == tuple(
        basis for t in KAWAN.versions[0].transitions if t.event == "pemulihan" for basis in t.basis
    )
    assert condition.verdict.what.id == (
        "Peristiwa “Pemulihan” tidak dapat terjadi pada 1 September 2023: "
        "keadaan saat itu “Dikukuhkan”."
    )
    assert condition.verdict.remedy.id == (
        "Yang dapat terjadi dari keadaan itu: "
        "Pembentukan (keputusan menyusul) (pembentukan), Mulai bertugas (mulai_bertugas), "
        "Pembaruan keputusan (pembaruan), Penangguhan (penangguhan), Pembubaran (pembubaran)."
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


PROPOSED = event("pengusulan", INAUGURATED, date(2023, 8, 1))


@pytest.mark.parametrize(
    ("events", "before", "numbers"),
    [
        ((INAUGURATION,), "inauguration", "1"),
        ((INAUGURATION, event("mulai_bertugas", INAUGURATED)), "inauguration", "2, 1"),
        ((INAUGURATION, START), "inauguration", "2, 1"),
        (
            (
                event("pengukuhan", date(2023, 7, 23)),
                event(CORRECTION, START.effective, corrects=1),
                event("pembentukan", INAUGURATED, START.effective),
            ),
            "establishment",
            "3",
        ),
    ],
    ids=["one", "two of that day", "one later too", "after a correction"],
)
def test_what_could_have_come_before_others_of_its_day_is_told_which_to_correct(
    events: tuple[Event, ...], before: str, numbers: str
) -> None:
    (condition,) = refusal(History(events=events), PROPOSED).unmet
    assert condition.name == "keadaan"
    remedy = condition.verdict.remedy
    assert f"It could have happened before “{before}" in remedy.en
    assert f"correct no. {numbers}, record this event" in remedy.en
    assert f"catatan nomor {numbers} dikoreksi" in remedy.id


@pytest.mark.parametrize("days", [-1, 1], ids=["the day before", "the day after"])
def test_what_other_days_hold_is_no_matter_of_order_within_a_day(days: int) -> None:
    other = event("pengukuhan", INAUGURATED + timedelta(days=days))
    history = History(events=(event("pembentukan", INAUGURATED - timedelta(days=2)), other))
    (condition,) = refusal(history, PROPOSED).unmet
    assert "could have happened before" not in condition.verdict.remedy.en


def test_what_a_late_record_makes_impossible_is_named_by_its_number() -> None:
    step = event("pembubaran", date(2023, 7, 25), date(2024, 4, 1), note="keliru")
    (condition,) = refusal(LIFE, step).unmet
    assert condition.verdict.remedy.en == (
        "If no. 2 is wrong, correct it first. If it is right, correct no. 3, 2 one by one in this"
        " order, make this record, then record again what was corrected."
    )
    (condition,) = refusal(LIFE, event(CORRECTION, date(2024, 4, 1), corrects=1)).unmet
    assert "nomor 3, 2 dikoreksi satu per satu" in condition.verdict.remedy.id


def test_a_wrong_day_in_the_middle_is_mended_as_the_refusal_says() -> None:
    written = date(2024, 4, 1)
    history = LIFE
    for number in (3, 2, 1):
        history, _ = advance(KAWAN, history, event(CORRECTION, written, corrects=number))
    again = attrs.evolve(LIFE.events[0], effective=date(2023, 7, 20), recorded=written)
    later = [attrs.evolve(one, recorded=written) for one in LIFE.events[1:]]
    for one in (again, *later):
        history, _ = advance(KAWAN, history, one)
    assert history.timeline() == tuple(attrs.evolve(one, under="1") for one in (again, *later))


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "There is no event number 0"),
        (3, "Event number 3 is struck out already"),
        (4, "Number 4 is a correction, and none is corrected"),
        (5, "There is no event number 5"),
    ],
)
def test_what_cannot_be_struck_out_says_why(number: int, told: str) -> None:
    day = date(2024, 4, 1)
    history, _ = advance(KAWAN, LIFE, event(CORRECTION, day, corrects=3))
    (condition,) = refusal(history, event(CORRECTION, day, corrects=number)).unmet
    assert condition.verdict.what.en.startswith(told)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("mulai_bertugs", "Did you mean mulai_bertugas?"), ("xyz", None), ("pengukuhan", None)],
)
def test_a_word_that_is_nearly_right_is_offered(word: str, meant: str | None) -> None:
    (condition,) = refusal(LIFE, event(word, date(2024, 4, 1))).unmet
    assert (meant or "") in condition.verdict.remedy.en
    assert ("Did you mean" in condition.verdict.remedy.en) == (meant is not None)


@settings(max_examples=200)
@given(history=histories(CONTOH), more=histories(CONTOH, longest=2))
def test_who_follows_the_advice_on_a_late_record_can_record_it(
    history: History, more: History
) -> None:
    ready, recorded = Readiness(ready=True), date(2026, 1, 1)
    for step in more.events:
        late = attrs.evolve(step, recorded=recorded)
        for condition in unmet_of(history, late, ready):
            advice = re.search(r"correct no. ([0-9, ]+), record", condition.verdict.remedy.en)
            mended = history
            for number in advice[1].split(", ") if advice else ():
                strike = event(CORRECTION, recorded, corrects=int(number))
                mended, _ = advance(CONTOH, mended, strike)
            if advice:
                assert {c.name for c in unmet_of(mended, late, ready)} <= {"dibuka"}


def unmet_of(history: History, step: Event, facts: Readiness) -> tuple[Condition, ...]:
    try:
        advance(CONTOH, history, step, facts)
    except TransitionRefused as refused:
        return refused.unmet
    return ()


def test_the_day_of_the_last_record_is_not_too_early() -> None:
    history = History(events=(event("pengukuhan", INAUGURATED, date(2023, 8, 10)),))
    assert advance(KAWAN, history, event("mulai_bertugas", INAUGURATED, date(2023, 8, 10)))
    early = event("mulai_bertugas", INAUGURATED, date(2023, 8, 9))
    assert names(refusal(history, early).unmet) == ["urutan_pencatatan"]


def test_the_day_of_the_last_record_is_remembered_too() -> None:
    history, _ = advance(KAWAN, History(), INAUGURATION)
    history, _ = advance(KAWAN, history, event("mulai_bertugas", INAUGURATED, date(2023, 8, 10)))
    early = event("pembaruan", INAUGURATED, date(2023, 8, 9))
    assert names(refusal(history, early).unmet) == ["urutan_pencatatan"]
    assert advance(KAWAN, history, event("pembaruan", INAUGURATED, date(2023, 8, 10)))


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
        "pembentukan": ["keputusan_tercatat"],
        "mulai_bertugas": [],
        "pembaruan": ["keputusan_pengganti_tercatat"],
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


def test_a_history_no_body_can_have_has_no_state() -> None:
    with pytest.raises(FaultyHistory, match="cannot follow the state 'belum_tercatat'"):
        state_on(KAWAN, History(events=(END,)), date(2024, 3, 1))


@pytest.mark.parametrize("name", list(known_lifecycles()))
def test_every_step_that_ships_may_be_taken_where_nothing_but_a_reason_is_told(name: str) -> None:
    lifecycle = known_lifecycles()[name]
    (version,) = lifecycle.versions
    ways: dict[str, tuple[Event, ...]] = {version.initial: ()}
    while len(ways) < len(version.states):
        for transition in version.transitions:
            for source in set(transition.sources) & set(ways):
                step = event(transition.event, INAUGURATED, note="contoh")
                ways.setdefault(transition.target, (*ways[source], step))
    for transition in version.transitions:
        for source in transition.sources:
            step = event(transition.event, INAUGURATED, note="contoh")
            history, _ = advance(lifecycle, History(events=ways[source]), step)
            assert state_on(lifecycle, history, INAUGURATED).value == transition.target


# --- what a history remembers of where it leads --------------------------------------------------


def outcome(lifecycle: Lifecycle[Any], history: History, step: Event) -> object:
    """What came of it, and what of the step after: both may rest on memory."""
    found: list[object] = []
    try:
        history, notes = advance(lifecycle, history, step)
        found += [history.events, notes]
    except TransitionRefused as refused:
        found += [refused.unmet, refused.state]
    after = [(p.transition, p.conditions) for p in allowed(lifecycle, history, step.effective)]
    return [*found, after]


@given(data=st.data())
@pytest.mark.parametrize("lifecycle", [KAWAN, CONTOH], ids=lambda item: item.name)
def test_what_is_remembered_never_changes_an_answer(
    lifecycle: Lifecycle[Any], data: st.DataObject
) -> None:
    lived = data.draw(histories(lifecycle))
    grown = History()
    for step in lived.events:
        with suppress(TransitionRefused):
            grown, _ = advance(lifecycle, grown, step)
    more = data.draw(histories(lifecycle, longest=2)).events
    late = [attrs.evolve(e, recorded=date(2026, 1, 1)) for e in more if e.corrects is None]
    late += [event(CORRECTION, date(2026, 1, 1), corrects=n) for n in (1, len(grown.events))]
    for step in late:
        advance_once(lifecycle, grown, step)
        fresh = History(events=grown.events)
        assert outcome(lifecycle, grown, step) == outcome(lifecycle, fresh, step)


def advance_once(lifecycle: Lifecycle[Any], history: History, step: Event) -> None:
    """So that the history has something to remember, whatever came of it."""
    before = history.events
    with suppress(TransitionRefused):
        advance(lifecycle, history, step)
    assert history.events is before


def test_after_a_correction_a_life_goes_on_from_where_it_then_stands() -> None:
    history, _ = advance(KAWAN, History(), INAUGURATION)
    history, _ = advance(KAWAN, history, START)
    history, _ = advance(KAWAN, history, event(CORRECTION, date(2023, 9, 1), corrects=2))
    again = event("mulai_bertugas", date(2023, 8, 15), date(2023, 9, 2))
    history, _ = advance(KAWAN, history, again)
    assert states_reached(KAWAN, history) == ("dikukuhkan", "aktif")


@pytest.mark.parametrize(
    "copied",
    [
        copy.copy,
        copy.deepcopy,
        attrs.evolve,
        lambda history: pickle.loads(pickle.dumps(history)),
        lambda history: codec.load(codec.dump_json(history), History),
    ],
    ids=["copy", "deepcopy", "evolve", "pickle", "codec"],
)
def test_a_copy_is_equal_and_answers_alike(copied: Callable[[History], History]) -> None:
    history, _ = advance(KAWAN, History(), INAUGURATION)
    again = copied(history)
    assert (again, hash(again), repr(again)) == (history, hash(history), repr(history))
    assert advance(KAWAN, again, START) == advance(KAWAN, history, START)


def test_a_history_with_other_events_does_not_remember_those_it_came_from() -> None:
    history, _ = advance(KAWAN, History(), INAUGURATION)
    bare = attrs.evolve(history, events=())
    assert names(refusal(bare, START).unmet) == ["keadaan"]


def test_two_lifecycles_of_one_history_do_not_mix() -> None:
    history, _ = advance(KAWAN, History(), INAUGURATION)
    kkbm, _ = advance(find_lifecycle("kkbm"), history, START)
    assert state_on(find_lifecycle("kkbm"), kkbm, START.effective).value == "aktif"
    renewal = event("pembaruan", date(2023, 9, 1))
    with pytest.raises(TransitionRefused):
        advance(find_lifecycle("kkbm"), history, renewal)
    advance(KAWAN, history, renewal)
    end = event("transformasi", date(2023, 9, 1))
    with pytest.raises(TransitionRefused):
        advance(KAWAN, kkbm, end)
    advance(find_lifecycle("kkbm"), kkbm, end)


def test_a_late_record_of_a_day_follows_what_was_recorded_of_that_day_before() -> None:
    formed, closed = event("pembentukan", OPENED), event("tutup", date(2023, 5, 1))
    history = History(events=(formed, closed))
    begun = event("mulai", OPENED, date(2023, 6, 1))
    grown, notes = advance(CONTOH, history, begun)
    assert names(notes) == ["siap"]
    assert states_reached(CONTOH, grown) == ("dibentuk", "aktif", "selesai")
    with pytest.raises(TransitionRefused) as caught:
        advance(CONTOH, history, begun, Readiness(ready=False))
    assert names(caught.value.unmet) == ["siap"]


def test_a_life_that_cannot_have_been_is_mended_by_a_correction_only() -> None:
    broken = History(events=(INAUGURATION, event("pemulihan", date(2023, 8, 1))))
    step = event("mulai_bertugas", date(2023, 9, 1))
    assert names(refusal(broken, step).unmet) == ["peristiwa_lain"]
    mended, _ = advance(KAWAN, broken, event(CORRECTION, date(2023, 9, 1), corrects=2))
    assert advance(KAWAN, mended, step)[0].events[-1].name == "mulai_bertugas"


def test_what_a_condition_raises_is_raised() -> None:
    def check(_: Readiness, __: Event) -> Verdict:
        raise ZeroDivisionError

    guards = {**GUARDS, "dibuka": attrs.evolve(GUARDS["dibuka"], check=check)}
    with pytest.raises(ZeroDivisionError):
        advance(attrs.evolve(CONTOH, guards=guards), History(), event("pembentukan", OPENED))


@pytest.mark.parametrize("answer", [False, True, None, "tidak"], ids=repr)
def test_a_condition_that_gives_no_verdict_lets_nothing_through(answer: Any) -> None:
    guards = {**GUARDS, "dibuka": attrs.evolve(GUARDS["dibuka"], check=lambda _, __: answer)}
    wrong = attrs.evolve(CONTOH, guards=guards)
    formed = event("pembentukan", OPENED)
    told = f"'dibuka' answered a {type(answer).__name__}, not Met, Unmet or Open"
    for ask in (
        lambda: advance(wrong, History(), formed),
        lambda: allowed(wrong, History(), OPENED),
        lambda: replay(wrong, History(events=(formed,))),
    ):
        with pytest.raises(TypeError, match=told):
            ask()


@pytest.mark.parametrize(
    ("name", "words", "state"),
    [
        ("kawan-pmi", ("pengukuhan", "pembentukan", "mulai_bertugas"), "aktif"),
        ("kawan-pmi", ("pengukuhan", "mulai_bertugas", "pembentukan"), "aktif"),
        ("kawan-pmi", ("pembentukan", "mulai_bertugas", "pengukuhan"), "aktif"),
        ("kawan-pmi", ("pembentukan", "pembaruan", "pengukuhan"), "dikukuhkan"),
        (
            "kawan-pmi",
            ("pengukuhan", "mulai_bertugas", "penangguhan", "pembaruan"),
            "ditangguhkan",
        ),
        ("penggerak", ("pengukuhan", "pengangkatan", "mulai_bertugas"), "aktif"),
        ("penggerak", ("pengangkatan", "mulai_bertugas", "pengukuhan", "pengangkatan"), "aktif"),
        ("perwira-pmi", ("pengukuhan", "pengesahan", "mulai_bertugas"), "aktif"),
        ("perwira-pmi", ("pembentukan", "mulai_bertugas", "pengukuhan", "pengesahan"), "aktif"),
        ("usaha", ("pengunggulan", "perizinan"), "unggulan"),
        ("usaha", ("perizinan", "pengunggulan", "penutupan"), "tutup"),
    ],
)
def test_what_was_only_observed_in_an_order_may_come_in_another(
    name: str, words: tuple[str, ...], state: str
) -> None:
    lifecycle = find_lifecycle(name)
    history = History()
    for number, word in enumerate(words):
        day = INAUGURATED + timedelta(days=number)
        history, _ = advance(lifecycle, history, event(word, day, note="contoh"))
    replay(lifecycle, history)
    assert state_on(lifecycle, history, date.max).value == state


def test_an_end_that_nobody_must_justify_needs_no_reason() -> None:
    opened = event("perintisan", INAUGURATED)
    history, _ = advance(find_lifecycle("usaha"), History(), opened)
    assert advance(find_lifecycle("usaha"), history, event("penutupan", INAUGURATED))[1] == ()


@pytest.mark.parametrize(
    ("days", "known_on", "there"),
    [(0, None, False), (30, None, True), (30, 29, False), (30, 30, True)],
    ids=["proposed", "formed", "not yet known", "known"],
)
def test_what_was_only_proposed_is_not_there_yet(
    days: int, known_on: int | None, there: bool
) -> None:
    formed = INAUGURATED + timedelta(days=30)
    body = unit(event("pengusulan", INAUGURATED), event("pembentukan", formed))
    asked = None if known_on is None else INAUGURATED + timedelta(days=known_on)
    assert exists_on(body, INAUGURATED + timedelta(days=days), known_on=asked) is there


def test_a_body_whose_every_record_was_struck_is_not_there() -> None:
    struck = event(CORRECTION, INAUGURATED, corrects=1)
    assert not exists_on(unit(INAUGURATION, struck), date.max)


def test_a_condition_that_says_it_never_refuses_cannot() -> None:
    guards = {**GUARDS, "dibuka": attrs.evolve(GUARDS["dibuka"], refuses=False)}
    mild = attrs.evolve(CONTOH, guards=guards)
    early = event("pembentukan", OPENED - timedelta(days=1))
    with pytest.raises(TypeError, match="'dibuka' answered Unmet, and says that it never refuses"):
        advance(mild, History(), early)
    assert advance(mild, History(), event("pembentukan", OPENED))[0].events


def test_a_body_given_for_the_facts_of_its_life_is_told_how_to_be_given() -> None:
    lifecycle: Any = KAWAN
    with pytest.raises(TypeError, match=r"look at Facts\(body=, .*\), not at a KawanPMI"):
        advance(lifecycle, History(), event("pembentukan", INAUGURATED), unit())


def test_a_lifecycle_whose_conditions_know_nothing_takes_any_facts() -> None:
    nothing: Any = None
    untyped = attrs.evolve(CONTOH, nothing_known=nothing)
    given: Any = Readiness(ready=True)
    assert advance(untyped, History(), event("pembentukan", OPENED), given)[0].events
