"""Refusals of long lives: told in time, and of corrections and records that cannot be."""

import time
from datetime import date, timedelta
from itertools import cycle, islice
from typing import Any

import attrs
import pytest

from pmi_core.programme import (
    CORRECTION,
    Event,
    FaultyHistory,
    History,
    Lifecycle,
    Open,
    TransitionRefused,
    Unmet,
    advance,
    allowed,
    between,
    find_lifecycle,
    replay,
    state_on,
)
from pmi_core.programme.course import steps_taken
from tests.programme.contoh import CONTOH, GUARDS, OPENED, WORD

KAWAN = find_lifecycle("kawan-pmi")
DAY = date(2023, 7, 22)
WAY = ("pengusulan", "pembentukan", "pengukuhan", "mulai_bertugas")


def event(name: str, days: int = 0, **more: Any) -> Event:
    day = DAY + timedelta(days=days)
    return Event(
        **{"name": name, "effective": day, "recorded": day, "actor": "BP2MI", "note": "x", **more}
    )


def crowded(count: int) -> History:
    """A life with so many pauses, each ended, on one day."""
    pauses = islice(cycle(("penangguhan", "pemulihan")), 2 * count)
    return History(events=tuple(event(name) for name in (*WAY, *pauses)))


def refused(lifecycle: Lifecycle[Any], history: History, step: Event) -> TransitionRefused:
    with pytest.raises(TransitionRefused) as caught:
        advance(lifecycle, history, step)
    return caught.value


@pytest.mark.parametrize("name", ["pengusulan", "mulai_bertugas", "zzz"])
def test_a_refusal_on_a_crowded_day_is_told_in_linear_time(name: str) -> None:
    history = crowded(4_000)
    before = time.process_time_ns()
    refused(KAWAN, history, event(name))
    assert time.process_time_ns() - before < 4 * 10**9


def test_a_refusal_tells_the_numbers_to_strike_out_from_the_last() -> None:
    told = refused(KAWAN, crowded(1), event("pengusulan")).unmet[0].verdict.remedy.en
    assert "6, 5, 4, 3, 2, 1" in told


def test_an_event_on_record_twice_has_two_numbers() -> None:
    pause = event("penangguhan")
    ends = event("pemulihan")
    events = (*map(event, WAY), pause, ends, pause, ends)
    told = refused(KAWAN, History(events=events), event("pengusulan")).unmet[0].verdict.remedy.en
    assert "8, 7, 6, 5, 4, 3, 2, 1" in told


VOID = {
    "of a correction": (1, 2),
    "of what is struck out": (1, 1),
    "of a later event": (3,),
    "of none": (9,),
}


@pytest.mark.parametrize("numbers", VOID.values(), ids=list(VOID))
def test_a_correction_of_what_does_not_stand_above_it_is_refused_by_all_who_ask(
    numbers: tuple[int, ...],
) -> None:
    corrections = (event(CORRECTION, corrects=number) for number in numbers)
    history = History(events=(event("pengusulan"), *corrections, event("pengusulan")))
    for ask in (
        lambda: state_on(KAWAN, history, DAY),
        lambda: between(KAWAN, history, DAY, DAY),
        lambda: steps_taken(KAWAN, history),
        lambda: advance(KAWAN, history, event("pembentukan")),
        lambda: allowed(KAWAN, history, DAY),
        lambda: replay(KAWAN, history),
    ):
        with pytest.raises(FaultyHistory, match=f"no event {numbers[-1]} above it to correct"):
            ask()


def test_a_correction_that_nobody_knew_of_refuses_nothing() -> None:
    void = event(CORRECTION, 5, corrects=9)
    history = History(events=(event("pengusulan"), void))
    assert state_on(KAWAN, history, DAY, known_on=DAY).value == "diusulkan"
    with pytest.raises(FaultyHistory):
        state_on(KAWAN, history, DAY, known_on=void.recorded)


@pytest.mark.parametrize("days", [-1, 0], ids=["before", "on"])
def test_an_event_is_recorded_on_or_after_the_newest_record(days: int) -> None:
    late = DAY + timedelta(days=9)
    events = (event("pengusulan", recorded=late), event("pembentukan"))
    step = event("pengukuhan", recorded=late + timedelta(days=days))
    if days == 0:
        assert len(advance(KAWAN, History(events=events), step)[0].events) == 3
        return
    (condition,) = refused(KAWAN, History(events=events), step).unmet
    assert condition.name == "urutan_pencatatan"
    assert "31 Juli 2023" in condition.verdict.remedy.id


@pytest.mark.parametrize("kind", [Unmet, Open])
@pytest.mark.parametrize("field", ["what", "remedy"])
def test_a_condition_answers_in_both_languages_or_not_at_all(kind: Any, field: str) -> None:
    answer = kind(**{"what": WORD, "remedy": WORD, field: "x"})
    opened = attrs.evolve(GUARDS["dibuka"], check=lambda _, __: answer)
    wrong = attrs.evolve(CONTOH, guards={**GUARDS, "dibuka": opened})
    formed = event("pembentukan", effective=OPENED, recorded=OPENED)
    with pytest.raises(TypeError, match="'dibuka' answered without a Text as what= and as remedy="):
        advance(wrong, History(), formed)


NIK = "3171011708450001"


@pytest.mark.parametrize("field", ["name", "under"])
@pytest.mark.parametrize("word", [f"NIK {NIK}", "y" * 32_000], ids=["personal", "long"])
def test_a_word_that_is_none_is_told_masked_and_cut(field: str, word: str) -> None:
    words: dict[str, Any] = {"name": "pengusulan", field: word}
    step = event(**words)
    told = [str(refused(KAWAN, History(), step))]
    with pytest.raises(FaultyHistory) as faulty:
        replay(KAWAN, History(events=(step,)), as_of=DAY - timedelta(days=1))
    for text in (*told, str(faulty.value)):
        assert NIK not in text
        assert len(text) < 2_000
        assert ("NIK ***" in text) == word.startswith("NIK")
