"""Every condition that ships and can refuse does so where events are recorded, and is named."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from pmi_core.programme import (
    Board,
    BodyId,
    Business,
    BusinessStage,
    Definition,
    Event,
    Facts,
    History,
    Level,
    PerwiraPMI,
    TransitionRefused,
    advance,
)
from pmi_core.reporting import ReportFacts, known_lifecycles
from tests.programme.bodies import INAUGURATED, appointment, event
from tests.reporting.samples import monthly

LIVES = known_lifecycles()
STALL = Business(id="usaha-1", name="Warung Contoh", stage=BusinessStage.FORMALISED, nib_held=False)
BOARD = Board(first=INAUGURATED)
ASSOCIATION = PerwiraPMI(
    id=BodyId("perwira-1"),
    name="Perwira PMI Contoh",
    level=Level.PROVINCE,
    boards=(BOARD, Board(first=date(2020, 1, 1))),
)
UNRECEIVED = attrs.evolve(monthly(), first_received_on=INAUGURATED + timedelta(days=1))

# The facts and the event that a condition does not let through; nothing else is wrong with them.
GOOD = event("langkah", INAUGURATED, note="contoh")
FAILS: Mapping[str, tuple[Any, Event]] = {
    "alasan_dicatat": (None, attrs.evolve(GOOD, note=None)),
    "tanpa_kepentingan_penempatan": (
        Facts(appointment=attrs.evolve(appointment(1), placement_interest=True)),
        GOOD,
    ),
    "tanpa_kepengurusan_lain": (Facts(body=ASSOCIATION, board=BOARD), GOOD),
    "nib_dimiliki": (Facts(business=STALL), GOOD),
    "tidak_sebelum_2022": (None, event("langkah", date(2021, 12, 31), note="contoh")),
    "penerimaan_tercatat": (ReportFacts(report=UNRECEIVED), GOOD),
    "revisi_berikutnya_tercatat": (ReportFacts(report=monthly(), revisions=()), GOOD),
}
# What was only observed, or what a desk may not have on record, is a note.
NEVER = {
    "keputusan_tercatat",
    "keputusan_pengesahan_tercatat",
    "keputusan_pengganti_tercatat",
    "pakta_ditandatangani",
    "pmi_atau_keluarga",
    "bukti_dicatat",
    "ditandatangani_ketua",
}
ASKED = sorted(
    {
        (name, guard)
        for name, life in LIVES.items()
        for version in life.versions
        for step in version.transitions
        for guard in step.guards
    }
)
REFUSING = [(name, guard) for name, guard in ASKED if guard not in NEVER]


def ways(version: Definition) -> Mapping[str, tuple[str, ...]]:
    """The shortest words that lead to each state."""
    found: dict[str, tuple[str, ...]] = {version.initial: ()}
    waiting = [version.initial]
    while waiting:
        state = waiting.pop(0)
        for step in version.leaving(state):
            if step.target not in found:
                found[step.target] = (*found[state], step.event)
                waiting.append(step.target)
    return found


def test_every_condition_that_ships_refuses_here_or_never() -> None:
    assert {guard for _, guard in ASKED} == {*FAILS, *NEVER}
    assert not NEVER & set(FAILS)
    never = {n for life in LIVES.values() for n, guard in life.guards.items() if not guard.refuses}
    assert never == NEVER


@pytest.mark.parametrize(("name", "guard"), REFUSING, ids=[f"{n}-{g}" for n, g in REFUSING])
def test_a_condition_that_does_not_hold_refuses_each_step_that_asks_it(
    name: str, guard: str
) -> None:
    facts, wrong = FAILS[guard]
    (version,) = LIVES[name].versions
    reached = ways(version)
    for step in [step for step in version.transitions if guard in step.guards]:
        for source in step.sources:
            events = [attrs.evolve(wrong, name=word) for word in reached[source]]
            history = History(events=tuple(events))
            with pytest.raises(TransitionRefused) as caught:
                advance(LIVES[name], history, attrs.evolve(wrong, name=step.event), facts)
            assert [condition.name for condition in caught.value.unmet] == [guard]
            assert f"[{guard}]" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "guard"),
    [pair for pair in ASKED if pair[1] in NEVER],
    ids=[f"{n}-{g}" for n, g in ASKED if g in NEVER],
)
def test_what_was_only_observed_is_a_note_of_each_step_that_asks_it(name: str, guard: str) -> None:
    (version,) = LIVES[name].versions
    reached = ways(version)
    for step in [step for step in version.transitions if guard in step.guards]:
        for source in step.sources:
            events = [attrs.evolve(GOOD, name=word) for word in reached[source]]
            lived = History(events=tuple(events))
            _, notes = advance(LIVES[name], lived, attrs.evolve(GOOD, name=step.event))
            assert guard in [note.name for note in notes]
