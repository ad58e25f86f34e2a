"""To ask as known on a day is to ask of what was known on that day: every query agrees."""

from datetime import date
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from pmi_core.programme import (
    Body,
    BodyId,
    Event,
    History,
    Identities,
    IdentityEvent,
    IdentityKind,
    KawanPMI,
    Level,
    PersonId,
    PerwiraPMI,
    as_known,
    between,
    check_body,
    check_lives,
    check_roll,
    cover_on,
    coverage_of,
    exists_on,
    find_lifecycle,
    history_as_known,
    identities_as_known,
    same_person,
    state_on,
    structure_of,
    tally_outcomes,
)
from pmi_core.regulation import shipped_registry
from pmi_core.testing import histories, laws
from tests.programme.sound import DAYS, sound_bodies, sound_units

# Small things, many of them: what is known late must meet what is asked early.
many = settings(laws, max_examples=150)
ROLLS = st.tuples(sound_bodies(1), sound_bodies(2))


def known(bodies: tuple[Body, ...], day: date) -> list[Body]:
    return [found for body in bodies if (found := as_known(body, day)) is not None]


def received(body: Any) -> Any:
    """The body with a day of receipt on every decree; else one cannot be sure that it was known."""
    decrees = (attrs.evolve(one, known_from=one.known_from or one.day) for one in body.decrees)
    return attrs.evolve(body, decrees=tuple(one for one in decrees if one.known_from is not None))


# --- lives --------------------------------------------------------------------------------------


@st.composite
def records(draw: st.DrawFn) -> History:
    """A life in any order of recording, sound or not, its corrections naming anything."""
    life = draw(histories(find_lifecycle("anggota"), longest=5))
    events = draw(st.permutations(life.events))
    correction = Event(name="koreksi", effective=date.min, recorded=date.min, actor="x", corrects=1)
    named, day = st.integers(0, 8), DAYS
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(events)))
        extra = attrs.evolve(correction, recorded=draw(day), corrects=draw(named))
        events = [*events[:at], extra, *events[at:]]
    return History(events=tuple(events))


@many
@given(life=records(), known_on=DAYS)
def test_what_was_known_of_any_record_is_what_stood_then(life: History, known_on: date) -> None:
    cut = history_as_known(life, known_on)
    assert cut.timeline() == life.timeline(known_on=known_on)
    for later in (known_on, date.max):
        assert cut.timeline(known_on=later) == cut.timeline()


@many
@given(life=records(), one=DAYS, other=DAYS)
def test_knowing_a_record_twice_is_knowing_it_on_the_earlier_day(
    life: History, one: date, other: date
) -> None:
    twice = history_as_known(history_as_known(life, one), other)
    assert twice == history_as_known(life, min(one, other))
    assert history_as_known(life, date.max) == life


@many
@given(life=histories(find_lifecycle("kawan-pmi")), day=DAYS, known_on=DAYS)
def test_states_and_stays_are_those_of_the_life_as_known(
    life: History, day: date, known_on: date
) -> None:
    lifecycle, cut = find_lifecycle("kawan-pmi"), history_as_known(life, known_on)
    assert state_on(lifecycle, life, day, known_on=known_on) == state_on(lifecycle, cut, day)
    asked = (date.min, date.max)
    assert between(lifecycle, life, *asked, known_on=known_on) == between(lifecycle, cut, *asked)


def test_a_correction_follows_what_it_strikes_to_its_new_place() -> None:
    """In a record out of order the correction's number is not that of the event any more."""

    def event(name: str, recorded: date, corrects: int | None = None) -> Event:
        first = date(2024, 1, 1)
        return Event(name=name, effective=first, recorded=recorded, actor="x", corrects=corrects)

    late, early = event("pembentukan", date(2024, 3, 1)), event("pengukuhan", date(2024, 2, 1))
    life = History(events=(late, early, event("koreksi", date(2024, 2, 5), corrects=2)))
    assert history_as_known(life, date(2024, 2, 4)).timeline() == (early,)
    assert history_as_known(life, date(2024, 2, 10)).timeline() == ()


# --- decisions on persons -----------------------------------------------------------------------

PERSONS = tuple(PersonId(f"orang-{letter}") for letter in "abc")


def decision(persons: tuple[PersonId, ...], day: date, withdraws: int | None) -> IdentityEvent:
    kind = IdentityKind.MERGE if withdraws is None else IdentityKind.WITHDRAWAL
    return IdentityEvent(
        kind=kind,
        persons=frozenset(persons if withdraws is None else ()),
        withdraws=withdraws,
        effective=date.min,
        recorded=day,
        actor="x",
        reason="uji",
    )


DECISIONS = st.lists(
    st.builds(
        decision, st.sampled_from([PERSONS[:2], PERSONS[1:]]), DAYS, st.none() | st.integers(0, 5)
    ),
    max_size=5,
).map(lambda events: Identities(events=tuple(events)))


@many
@given(told=DECISIONS, known_on=DAYS, later=DAYS)
def test_who_is_who_is_what_was_decided_by_then(
    told: Identities, known_on: date, later: date
) -> None:
    cut = identities_as_known(told, known_on)
    for one in PERSONS:
        for other in PERSONS:
            answer = same_person(told, one, other, known_on=known_on)
            assert answer == same_person(cut, one, other)
    assert identities_as_known(cut, later) == identities_as_known(told, min(known_on, later))
    assert identities_as_known(told, date.max) == told


# --- bodies -------------------------------------------------------------------------------------


@many
@given(body=sound_bodies(), day=DAYS, known_on=DAYS)
def test_a_body_exists_as_known_where_the_known_one_does(
    body: Any, day: date, known_on: date
) -> None:
    found = as_known(body, known_on)
    assert exists_on(body, day, known_on=known_on) == (found is not None and exists_on(found, day))


@many
@given(body=sound_bodies(), known_on=DAYS)
def test_of_a_sound_body_what_was_known_is_sound(body: Any, known_on: date) -> None:
    check_body(body)
    found = as_known(body, known_on)
    if found is not None:
        check_body(found, as_of=known_on)


@many
@given(unit=sound_units(), day=DAYS, known_on=DAYS)
def test_seats_are_those_of_the_unit_as_known(unit: KawanPMI, day: date, known_on: date) -> None:
    law, found = shipped_registry(), as_known(unit, known_on)
    told = structure_of(unit, day, law, known_on=known_on)
    if found is not None:
        assert told == structure_of(found, day, law, known_on=known_on)
        assert told.seats == structure_of(found, day, law).seats


@many
@given(bodies=ROLLS, on=DAYS, known_on=DAYS)
def test_a_roll_shows_what_the_roll_as_known_shows(
    bodies: tuple[Body, ...], on: date, known_on: date
) -> None:
    told = check_roll(bodies, on, known_on=known_on)
    assert told == check_roll(known(bodies, known_on), on, known_on=known_on)
    dated = tuple(map(received, bodies))
    assert check_roll(dated, on, known_on=known_on) == check_roll(known(dated, known_on), on)


@many
@given(bodies=ROLLS, on=DAYS, known_on=DAYS)
def test_lives_leave_open_what_the_lives_as_known_do(
    bodies: tuple[Body, ...], on: date, known_on: date
) -> None:
    told = check_lives(bodies, on, known_on=known_on)
    assert told == check_lives(known(bodies, known_on), on, known_on=known_on)
    dated = tuple(map(received, bodies))
    assert check_lives(dated, on, known_on=known_on) == check_lives(known(dated, known_on), on)


@many
@given(body=sound_bodies(), day=DAYS, known_on=DAYS)
def test_a_decree_covers_whom_the_decrees_as_known_cover(
    body: Any, day: date, known_on: date
) -> None:
    for asked, on in ((body, known_on), (received(body), None)):
        found = as_known(asked, known_on)
        if found is None:
            continue
        spans = (date.min, date.max)
        assert coverage_of(asked, *spans, known_on=known_on) == coverage_of(
            found, *spans, known_on=on
        )
        for one, seen in zip(asked.appointments, found.appointments, strict=True):
            told = cover_on(asked.decrees, one, day, known_on=known_on)
            assert told == cover_on(found.decrees, seen, day, known_on=on)


@many
@given(unit=sound_units(), known_on=DAYS)
def test_counts_are_those_known_that_day(unit: KawanPMI, known_on: date) -> None:
    found = as_known(unit, known_on)
    if found is not None:
        told = tally_outcomes(unit.outcomes or (), known_on=known_on)
        assert told == tally_outcomes(found.outcomes or ())


def test_a_national_association_nobody_knew_leaves_no_doubt_which_was_the_first() -> None:
    def formed(name: str, level: Level, on: date, recorded: date) -> PerwiraPMI:
        event = Event(name="pembentukan", effective=on, recorded=recorded, actor="x")
        return PerwiraPMI(
            id=BodyId(name), name="Contoh", level=level, history=History(events=(event,))
        )

    first, second, third = date(2022, 1, 1), date(2022, 2, 1), date(2022, 3, 1)
    roll = (
        formed("provinsi", Level.PROVINCE, first, first),
        formed("nasional", Level.NATIONAL, second, second),
        formed("kemudian", Level.NATIONAL, first, third),
    )
    rules = {item.rule for item in check_roll(roll, second, known_on=second)}
    assert "perwira_sebelum_nasional" in rules
    assert rules == {item.rule for item in check_roll(known(roll, second), second)}
