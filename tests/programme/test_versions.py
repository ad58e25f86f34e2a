"""Two versions in force one after the other: a life goes on under both, and says under which."""

from datetime import date, timedelta

import attrs
import pytest

from pmi_core.messages import Language
from pmi_core.programme import (
    Condition,
    Event,
    FaultyHistory,
    History,
    TransitionRefused,
    advance,
    allowed,
    between,
    check_body,
    check_lifecycle,
    exists_on,
    find_lifecycle,
    replay,
    shipped_lifecycles,
    state_on,
    states_reached,
)
from tests.programme.bodies import event, unit
from tests.programme.contoh import CHANGED, CONTOH, FIRST, SECOND, Readiness

EVE = CHANGED - timedelta(days=1)
READY = Readiness(ready=True)
FORMED = event("pembentukan", date(2023, 3, 1))
BEGUN = event("mulai", date(2023, 4, 1))
THIRD = attrs.evolve(
    SECOND,
    version="3",
    effective=date(2025, 1, 1),
    states=tuple(
        attrs.evolve(state, value="jalan") if state.value == "berjalan" else state
        for state in SECOND.states
    ),
    transitions=tuple(
        attrs.evolve(
            step,
            sources=tuple("jalan" if s == "berjalan" else s for s in step.sources),
            target="jalan" if step.target == "berjalan" else step.target,
        )
        for step in SECOND.transitions
    ),
    carries={"berjalan": "jalan"},
)
THREE = attrs.evolve(CONTOH, versions=(FIRST, SECOND, THIRD))


def lived(*steps: Event) -> History:
    history = History()
    for step in steps:
        history, _ = advance(CONTOH, history, step, READY)
    return history


def refusal(history: History, step: Event) -> tuple[Condition, ...]:
    with pytest.raises(TransitionRefused) as caught:
        advance(CONTOH, history, step, READY)
    return caught.value.unmet


def unders(history: History) -> list[str | None]:
    return [item.under for item in history.events]


@pytest.mark.parametrize(("day", "version"), [(EVE, "1"), (CHANGED, "2"), (date.min, "1")])
def test_the_version_that_holds_changes_on_its_first_day(day: date, version: str) -> None:
    assert CONTOH.on(day).version == version
    assert THREE.on(date.max).version == "3"


def test_a_body_lives_under_one_version_after_the_other() -> None:
    history = lived(FORMED, BEGUN, event("uji", CHANGED), event("tutup", date(2024, 5, 1)))
    assert unders(history) == ["1", "1", "2", "2"]
    assert states_reached(CONTOH, history) == ("dibentuk", "aktif", "teruji", "selesai")
    assert replay(CONTOH, history, READY) == ()


@pytest.mark.parametrize(
    ("day", "state"),
    [(EVE, "aktif"), (CHANGED, "berjalan"), (CHANGED + timedelta(days=1), "berjalan")],
)
def test_a_state_is_called_by_its_new_name_from_the_first_day(day: date, state: str) -> None:
    found = state_on(CONTOH, lived(FORMED, BEGUN), day)
    assert found == CONTOH.on(day).state(state)


def test_a_state_is_carried_over_a_version_in_which_nothing_happened() -> None:
    history = History(events=(FORMED, BEGUN))
    assert THREE.carried("aktif", FIRST, THIRD) == "jalan"
    assert state_on(THREE, history, date(2025, 1, 1)).value == "jalan"
    rested = (*history.events, event("jeda", date(2025, 2, 1)))
    assert states_reached(THREE, History(events=rested))[-1] == "tertunda"


def test_two_states_may_exchange_their_names_once() -> None:
    carries = {"aktif": "istirahat", "istirahat": "aktif"}
    swapped = attrs.evolve(FIRST, version="2", effective=CHANGED, carries=carries)
    lifecycle = attrs.evolve(CONTOH, versions=(FIRST, swapped))
    assert lifecycle.carried("aktif", FIRST, swapped) == "istirahat"
    assert lifecycle.carried("aktif", swapped, swapped) == "aktif"


def test_what_is_allowed_changes_on_the_first_day() -> None:
    history = lived(FORMED, BEGUN)

    def possible(day: date) -> list[str]:
        return [item.transition.event for item in allowed(CONTOH, history, day)]

    assert possible(EVE) == ["jeda", "tutup"]
    assert possible(CHANGED) == ["jeda", "uji", "tutup"]
    (rest, *_) = allowed(CONTOH, history, CHANGED)
    assert rest.transition.target == "tertunda"


def test_stays_end_where_a_version_renames_the_state_and_not_where_it_keeps_the_name() -> None:
    span = (date(2023, 12, 30), date(2024, 1, 2))
    stays = between(CONTOH, lived(FORMED, BEGUN), *span)
    assert [(stay.state.value, stay.first, stay.last) for stay in stays] == [
        ("aktif", date(2023, 12, 30), EVE),
        ("berjalan", CHANGED, date(2024, 1, 2)),
    ]
    (only,) = between(CONTOH, lived(FORMED), *span)
    assert (only.state.value, only.first, only.last) == ("dibentuk", *span)


# --- what an event says of its version -----------------------------------------------------------


@pytest.mark.parametrize(("day", "version"), [(EVE, "1"), (CHANGED, "2")])
def test_an_event_is_recorded_with_the_version_of_its_day(day: date, version: str) -> None:
    history = lived(FORMED, BEGUN, event("jeda", day, date(2024, 6, 1)))
    assert history.events[-1].under == version


def test_a_correction_happens_under_no_version() -> None:
    history = lived(FORMED, event("koreksi", date(2024, 6, 1), corrects=1))
    assert unders(history) == ["1", None]


def test_an_older_version_may_be_named_until_a_newer_one_was_used() -> None:
    resting = event("jeda", date(2024, 2, 1), under="1")
    history = lived(FORMED, BEGUN, resting)
    assert history.events[-1] == resting
    assert states_reached(CONTOH, history)[-1] == "istirahat"
    assert state_on(CONTOH, history, date(2024, 2, 1)).value == "tertunda"
    again = lived(*history.events, event("lanjut", date(2024, 3, 1), under="1"))
    newer = lived(*again.events, event("uji", date(2024, 4, 1)))
    assert unders(newer) == ["1", "1", "1", "1", "2"]
    # The table of the older version has that step too.
    back = event("tutup", date(2024, 5, 1), under="1")
    assert [condition.name for condition in refusal(newer, back)] == ["versi"]
    assert [condition.name for condition in refusal(attrs.evolve(newer), back)] == ["versi"]


def test_striking_out_the_newer_event_opens_the_older_version_again() -> None:
    history = lived(FORMED, BEGUN, event("jeda", date(2024, 2, 1)))
    again = event("jeda", date(2024, 2, 1), date(2024, 6, 1), under="1")
    assert [c.name for c in refusal(history, again)] == ["versi"]
    mended = lived(*history.events, event("koreksi", date(2024, 6, 1), corrects=3), again)
    assert states_reached(CONTOH, mended) == ("dibentuk", "aktif", "istirahat")


REFUSED = {
    "unknown": (event("jeda", date(2023, 6, 1), under="7"), "7", "1"),
    "empty": (event("jeda", date(2023, 6, 1), under=""), "", "1"),
    "the day before its first": (event("jeda", EVE, under="2"), "2", "1"),
    "gone back": (event("tutup", date(2024, 3, 2), under="1"), "1", "2"),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_a_version_that_did_not_hold_or_was_replaced_is_refused(name: str) -> None:
    step, named, held = REFUSED[name]
    history = lived(FORMED, BEGUN)
    if name == "gone back":
        history = lived(*history.events, event("jeda", date(2024, 3, 1)))
    (condition,) = refusal(history, attrs.evolve(step, recorded=date(2024, 6, 1)))
    assert (condition.name, condition.event, condition.effective) == (
        "versi",
        step.name,
        step.effective,
    )
    assert f"“{named}”" in condition.verdict.what.id
    assert condition.verdict.remedy.en == f"The version that held on that day: {held}."
    assert all(condition.verdict.what.in_(language) for language in Language)
    assert condition.basis


def test_the_first_day_of_a_version_is_early_enough_to_name_it() -> None:
    history = lived(FORMED, BEGUN, event("jeda", CHANGED, under="2"))
    assert state_on(CONTOH, history, CHANGED).value == "tertunda"


def test_a_late_record_under_a_newer_version_may_not_come_before_one_under_an_older() -> None:
    history = lived(FORMED, BEGUN, event("jeda", date(2024, 3, 1), under="1"))
    early = event("tutup", date(2024, 2, 1), date(2024, 6, 1))
    (condition,) = refusal(history, early)
    assert condition.name == "peristiwa_lain"
    assert "1 Maret 2024" in condition.verdict.what.id


def test_what_is_not_possible_is_told_in_the_words_of_the_events_version() -> None:
    (condition,) = refusal(lived(FORMED, BEGUN), event("lanjut", CHANGED))
    assert condition.name == "keadaan"
    assert "“berjalan”" in condition.verdict.what.id
    assert condition.verdict.remedy.id.endswith("jeda (jeda), uji (uji), tutup (tutup).")
    (older,) = refusal(lived(FORMED, BEGUN), event("lanjut", CHANGED, under="1"))
    assert "“aktif”" in older.verdict.what.id
    assert older.verdict.remedy.id.endswith("jeda (jeda), tutup (tutup).")


def test_a_lifecycle_of_one_version_asks_nothing_of_it() -> None:
    life = find_lifecycle("kkbm")
    assert [version.version for version in life.versions] == ["1"]
    step = event("pembentukan", date(2018, 1, 1), under="1")
    assert advance(life, History(), step)[0].events == (step,)


def test_a_refusal_lists_what_is_unmet_and_not_what_nobody_knows() -> None:
    early = date(2021, 12, 1)
    begun = (event("pembentukan", early), event("mulai", early), event("jeda", early))
    with pytest.raises(TransitionRefused) as caught:
        advance(CONTOH, History(events=begun), event("lanjut", date(2021, 12, 31)))
    assert [condition.name for condition in caught.value.unmet] == ["dibuka"]


@pytest.mark.parametrize(("ready", "taken"), [(True, True), (None, True), (False, False)])
def test_conditions_are_those_of_the_version(ready: bool | None, taken: bool) -> None:
    history = lived(FORMED, BEGUN, event("jeda", date(2023, 5, 1)))
    facts = Readiness(ready=ready)
    resumed = event("lanjut", EVE)
    if taken:
        notes = advance(CONTOH, history, resumed, facts)[1]
        assert [note.name for note in notes] == (["siap"] if ready is None else [])
    else:
        with pytest.raises(TransitionRefused):
            advance(CONTOH, history, resumed, facts)
    assert advance(CONTOH, history, event("lanjut", CHANGED), facts)[1] == ()


def test_a_body_is_checked_under_the_tables_one_gives() -> None:
    shipped = find_lifecycle("kawan-pmi")
    day = date(2026, 1, 1)
    only = shipped.versions[0]
    without = tuple(t for t in only.transitions if t.event != "penangguhan")
    newer = attrs.evolve(
        only,
        version="2",
        effective=day,
        states=tuple(s for s in only.states if s.value != "ditangguhkan"),
        transitions=tuple(
            attrs.evolve(t, sources=tuple(s for s in t.sources if s != "ditangguhkan"))
            for t in without
            if t.event != "pemulihan" and t.sources != ("ditangguhkan",)
        ),
        carries={"ditangguhkan": "aktif"},
    )
    two = check_lifecycle(attrs.evolve(shipped, versions=(only, newer)))
    lifecycles = {**shipped_lifecycles(), "kawan-pmi": two}
    begun = (event("pengukuhan", date(2025, 1, 1)), event("mulai_bertugas", date(2025, 1, 2)))
    body = unit(*begun, event("penangguhan", day, note="uji"))
    check_body(body)
    with pytest.raises(FaultyHistory, match="penangguhan"):
        check_body(body, lifecycles=lifecycles)
    assert exists_on(body, day - timedelta(days=1), lifecycles=lifecycles)
