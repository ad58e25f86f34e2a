"""Where events lead: the state of any day, and stays that tile the days without gap or overlap."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import NotFound
from pmi_core.programme import (
    Definition,
    Event,
    FaultyHistory,
    History,
    Lifecycle,
    Stay,
    between,
    find_lifecycle,
    state_on,
    states_reached,
)
from pmi_core.testing import histories
from tests.programme.bodies import event
from tests.programme.contoh import CHANGED, CONTOH, SECOND

PERWIRA = find_lifecycle("perwira-pmi")
DAYS = st.dates(date(2021, 12, 1), date(2024, 2, 1))
KNOWN = st.none() | DAYS
FORMED = event("pembentukan", date(2023, 3, 1))
BEGUN = event("mulai", date(2023, 4, 1), date(2023, 4, 20))
LIFE = History(events=(FORMED, BEGUN))


def told(stays: tuple[Stay, ...]) -> list[tuple[str, date, date]]:
    return [(stay.state.value, stay.first, stay.last) for stay in stays]


@pytest.mark.parametrize("lifecycle", [CONTOH, PERWIRA], ids=lambda item: item.name)
@given(data=st.data(), first=DAYS, length=st.integers(0, 60), known_on=KNOWN)
def test_stays_tile_the_days_and_agree_with_every_day(
    lifecycle: Lifecycle[Any], data: st.DataObject, first: date, length: int, known_on: date | None
) -> None:
    history = data.draw(histories(lifecycle))
    last = first + timedelta(days=length)
    stays = between(lifecycle, history, first, last, known_on=known_on)
    assert (stays[0].first, stays[-1].last) == (first, last)
    for one, other in pairwise(stays):
        assert one.last + timedelta(days=1) == other.first
        assert one.state != other.state
    for stay in stays:
        assert stay.first <= stay.last
        for number in range((stay.last - stay.first).days + 1):
            day = stay.first + timedelta(days=number)
            assert state_on(lifecycle, history, day, known_on=known_on) == stay.state


@given(history=histories(CONTOH), first=DAYS, length=st.integers(0, 60), known_on=DAYS)
def test_nobody_knows_what_is_recorded_later(
    history: History, first: date, length: int, known_on: date
) -> None:
    earlier = History(events=tuple(e for e in history.events if e.recorded <= known_on))
    last = first + timedelta(days=length)
    assert between(CONTOH, history, first, last, known_on=known_on) == between(
        CONTOH, earlier, first, last
    )
    assert state_on(CONTOH, history, last, known_on=known_on) == state_on(CONTOH, earlier, last)


@given(history=histories(CONTOH), first=DAYS, parts=st.lists(st.integers(1, 9), min_size=2))
def test_stays_of_a_part_are_parts_of_the_stays(
    history: History, first: date, parts: list[int]
) -> None:
    cuts = [first]
    for part in parts[:4]:
        cuts.append(cuts[-1] + timedelta(days=part))
    pieces = [
        stay
        for begin, end in pairwise(cuts)
        for stay in between(CONTOH, history, begin, end - timedelta(days=1))
    ]
    whole = between(CONTOH, history, first, cuts[-1] - timedelta(days=1))
    for piece in pieces:
        held = [stay for stay in whole if stay.first <= piece.first <= piece.last <= stay.last]
        assert [stay.state for stay in held] == [piece.state]


@pytest.mark.parametrize(
    ("first", "last", "states"),
    [
        (date(2023, 2, 27), date(2023, 2, 28), ["asal"]),
        (date(2023, 2, 28), date(2023, 3, 1), ["asal", "dibentuk"]),
        (date(2023, 3, 1), date(2023, 3, 31), ["dibentuk"]),
        (date(2023, 3, 1), date(2023, 4, 1), ["dibentuk", "aktif"]),
        (date(2023, 4, 1), date(2023, 12, 31), ["aktif"]),
        (date(2023, 4, 1), CHANGED, ["aktif", "berjalan"]),
        (CHANGED, CHANGED, ["berjalan"]),
    ],
)
def test_a_stay_begins_on_the_day_of_its_event(first: date, last: date, states: list[str]) -> None:
    assert [stay.state.value for stay in between(CONTOH, LIFE, first, last)] == states


@pytest.mark.parametrize(
    ("known_on", "states"),
    [
        (date(2023, 2, 28), ["asal"]),
        (date(2023, 4, 19), ["asal", "dibentuk"]),
        (date(2023, 4, 20), ["asal", "dibentuk", "aktif"]),
        (None, ["asal", "dibentuk", "aktif"]),
    ],
)
def test_stays_are_those_known_on_a_day(known_on: date | None, states: list[str]) -> None:
    stays = between(CONTOH, LIFE, date(2023, 1, 1), date(2023, 6, 30), known_on=known_on)
    assert [stay.state.value for stay in stays] == states


def test_of_several_events_of_one_day_only_the_last_leaves_a_stay() -> None:
    history = History(events=(FORMED, event("mulai", FORMED.effective)))
    day = FORMED.effective
    stays = between(CONTOH, history, day - timedelta(days=1), day)
    assert told(stays) == [
        ("asal", day - timedelta(days=1), day - timedelta(days=1)),
        ("aktif", day, day),
    ]
    assert states_reached(CONTOH, history) == ("dibentuk", "aktif")


class Counting(Lifecycle[Any]):
    """It counts how often it is asked about an event."""

    asked: ClassVar[list[Event]] = []

    def version_of(self, event: Event) -> Definition | None:
        self.asked.append(event)
        return super().version_of(event)


def test_stays_are_found_in_one_walk() -> None:
    counting = Counting(versions=CONTOH.versions, guards=CONTOH.guards, nothing_known=None)
    words = ("pembentukan", "mulai", *("jeda", "lanjut") * 100)
    events = [
        event(word, FORMED.effective + timedelta(days=number)) for number, word in enumerate(words)
    ]
    counting.asked.clear()
    stays = between(counting, History(events=tuple(events)), date.min, date.max)
    assert len(stays) == 1 + len(events) + 1, "the last goes on under a new name"
    assert len(counting.asked) == len(events)


def test_what_cannot_have_been_after_the_last_day_is_not_asked() -> None:
    broken = History(events=(FORMED, event("lanjut", date(2023, 5, 1))))
    (stay,) = between(CONTOH, broken, FORMED.effective, date(2023, 4, 30))
    assert stay.state.value == "dibentuk"


def test_the_whole_calendar_can_be_asked() -> None:
    stays = between(CONTOH, History(), date.min, date.max)
    assert told(stays) == [("asal", date.min, date.max)]


def test_the_first_day_may_be_the_last_but_not_follow_it() -> None:
    (stay,) = between(CONTOH, LIFE, CHANGED, CHANGED)
    assert (stay.first, stay.last) == (CHANGED, CHANGED)
    with pytest.raises(ValueError, match="before the first"):
        between(CONTOH, LIFE, CHANGED, CHANGED - timedelta(days=1))


def test_a_history_that_cannot_have_been_leads_nowhere() -> None:
    broken = History(events=(FORMED, event("lanjut", date(2023, 5, 1))))
    for ask in (
        lambda: state_on(CONTOH, broken, date(2023, 5, 1)),
        lambda: between(CONTOH, broken, date(2023, 1, 1), date(2023, 5, 1)),
        lambda: states_reached(CONTOH, broken),
    ):
        with pytest.raises(FaultyHistory) as caught:
            ask()
        (fault,) = caught.value.faults
        assert (fault.code, fault.pointer) == ("impossible-event", "")
        assert "'lanjut' of 2023-05-01 cannot follow the state 'dibentuk'" in fault.message
    assert state_on(CONTOH, broken, date(2023, 4, 30)).value == "dibentuk"


def test_an_unknown_state_is_not_found_with_the_nearest_word() -> None:
    with pytest.raises(NotFound, match="did you mean 'berjalan'"):
        SECOND.state("berjalam")
