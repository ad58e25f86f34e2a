"""An invented lifecycle whose table changed: two versions, conditions and facts of its own."""

from datetime import date

import attrs

from pmi_core.messages import Text
from pmi_core.programme import (
    MET,
    Definition,
    Event,
    Guard,
    Lifecycle,
    Open,
    State,
    Transition,
    Unmet,
    Verdict,
)
from pmi_core.regulation import Assumption

CHANGED = date(2024, 1, 1)  # the first day of the second version
OPENED = date(2022, 1, 1)  # the boundary day of a condition
WORD = Text(id="contoh", en="example")
ASSUMED = Assumption(owner="uji", reason=WORD, on=date(2026, 11, 24))


@attrs.frozen(kw_only=True)
class Readiness:
    """What the conditions of the invented lifecycle look at."""

    ready: bool | None = None


def state(value: str, *, terminal: bool = False) -> State:
    return State(value=value, label=Text(id=value, en=value), terminal=terminal)


def step(event: str, sources: str, target: str, *guards: str) -> Transition:
    return Transition(
        event=event,
        label=Text(id=event, en=event),
        sources=tuple(sources.split()),
        target=target,
        decider=WORD,
        decider_basis=(ASSUMED,),
        guards=guards,
        basis=(ASSUMED,),
    )


def _ready(facts: Readiness, _: Event) -> Verdict:
    if facts.ready is None:
        return Open(what=WORD, remedy=WORD)
    return MET if facts.ready else Unmet(what=WORD, remedy=WORD)


def _opened(_: Readiness, event: Event) -> Verdict:
    return MET if event.effective >= OPENED else Unmet(what=WORD, remedy=WORD)


GUARDS = {
    name: Guard(name=name, label=WORD, basis=(ASSUMED,), check=check)
    for name, check in (("siap", _ready), ("dibuka", _opened))
}
FIRST = Definition(
    name="contoh",
    title=WORD,
    initial="asal",
    states=(
        state("asal"),
        state("dibentuk"),
        state("aktif"),
        state("istirahat"),
        state("teruji"),
        state("selesai", terminal=True),
    ),
    transitions=(
        step("pembentukan", "asal", "dibentuk", "dibuka"),
        step("mulai", "dibentuk", "aktif", "siap"),
        step("uji", "dibentuk", "teruji"),
        step("jeda", "aktif", "istirahat"),
        step("lanjut", "istirahat", "aktif", "siap", "dibuka"),
        step("tutup", "dibentuk aktif istirahat teruji", "selesai"),
    ),
)
# Nothing is formed first any more, but what was formed before lives on; two states are renamed.
SECOND = attrs.evolve(
    FIRST,
    version="2",
    effective=CHANGED,
    states=(
        state("asal"),
        state("dibentuk"),
        state("berjalan"),
        state("tertunda"),
        state("teruji"),
        state("selesai", terminal=True),
    ),
    transitions=(
        step("mulai", "asal dibentuk", "berjalan", "siap"),
        step("jeda", "berjalan teruji", "tertunda"),
        step("lanjut", "tertunda", "berjalan"),
        step("uji", "berjalan", "teruji", "siap"),
        step("tutup", "dibentuk berjalan tertunda teruji", "selesai"),
    ),
    carries={"aktif": "berjalan", "istirahat": "tertunda"},
)
CONTOH = Lifecycle(versions=(FIRST, SECOND), guards=GUARDS, nothing_known=Readiness())
