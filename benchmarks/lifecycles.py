"""What a step of a lifecycle costs, and a million events from a file, against named peers.

The table is that of `kawan-pmi`, with its conditions, in all three. The peers move a state; ours
also keeps the history with two days for each event and the conditions nobody could decide. The
floor of the file is its decoding alone, line by line, into typed records.
"""

import io
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import attrs
import msgspec
from statemachine.io import create_machine_class_from_definition
from transitions import Machine

from benchmarks.timing import MICRO, MILLI, interleave, show
from pmi_core.programme import (
    MET,
    Appointment,
    AppointmentDecree,
    BodyId,
    DecreeId,
    Definition,
    Event,
    Facts,
    History,
    KawanPMI,
    Level,
    Person,
    PersonId,
    Role,
    Transition,
    advance,
    find_lifecycle,
    replay_events,
    write_events,
)

ROUNDS = 9
LIFE = find_lifecycle("kawan-pmi")
START = date(2023, 7, 22)
START_OF_WAY = ("pengusulan", "pembentukan", "pengukuhan", "mulai_bertugas")
WAY = (*START_OF_WAY, *("penangguhan", "pemulihan") * 8)
EVENTS = tuple(
    Event(
        name=name,
        effective=START + timedelta(days=number),
        recorded=START + timedelta(days=number + 3),
        actor="BP2MI",
        under="1",
        note="rekaan",
    )
    for number, name in enumerate(WAY)
)
UNSTAMPED = tuple(attrs.evolve(event, under=None) for event in EVENTS)
UNIT = KawanPMI(
    id=BodyId("kawan-32-60"),
    name="Kawan PMI Kab. Contoh 32-A",
    level=Level.REGENCY,
    invented=True,
    decrees=(AppointmentDecree(id=DecreeId("sk"), issuer="Kepala BP2MI", number="rekaan"),),
    appointments=tuple(
        Appointment(
            person=Person(id=PersonId(f"orang-{number}"), name="Orang Contoh"),
            role=Role.MEMBER,
            first=START,
            pact_signed_on=START,
        )
        for number in range(5)
    ),
)
FACTS = Facts(body=UNIT)


def ours(events: Iterable[Event]) -> Callable[[], object]:
    """A whole life, step by step."""

    def live() -> History:
        history = History()
        for event in events:
            history, _ = advance(LIFE, history, event, FACTS)
        return history

    return live


class Unit:
    """The peers' model; its conditions are ours, on the same facts."""

    state: str


def _condition(name: str) -> Callable[..., bool]:
    check = LIFE.guards[name].check

    def met(_: object, *, step: Event, **__: object) -> bool:
        return check(FACTS, step) is MET

    return met


for _name in sorted({name for step in LIFE.versions[0].transitions for name in step.guards}):
    setattr(Unit, _name, _condition(_name))


def with_transitions(table: Definition) -> Callable[[], object]:
    """The same life on `transitions`; the machine is made once and set back."""
    unit = Unit()
    machine = Machine(
        model=unit,
        states=[state.value for state in table.states],
        initial=table.initial,
        transitions=[_row(step) for step in table.transitions],
        auto_transitions=False,
    )
    steps = [(getattr(unit, event.name), event) for event in EVENTS]

    def live() -> str:
        machine.set_state(table.initial)
        for move, event in steps:
            move(step=event)
        return unit.state

    return live


def _row(step: Transition) -> dict[str, Any]:
    return {
        "trigger": step.event,
        "source": list(step.sources),
        "dest": step.target,
        "conditions": list(step.guards),
    }


def with_statemachine(table: Definition) -> Callable[[], object]:
    """The same life on `python-statemachine`; a machine holds one life, so it is made each time."""
    made = create_machine_class_from_definition("Unit", states=_states(table))

    def live() -> object:
        machine: Any = made(model=Unit())
        for event in EVENTS:
            machine.send(event.name, step=event)
        return machine.configuration

    return live


def _states(table: Definition) -> dict[str, Any]:
    return {
        state.value: {
            "initial": state.value == table.initial,
            "final": state.terminal,
            "on": {
                step.event: [{"target": step.target, "cond": list(step.guards)}]
                for step in table.leaving(state.value)
            },
        }
        for state in table.states
    }


def event_file(bodies: int) -> bytes:
    """An event file of invented bodies, twenty events each."""
    return b"".join(write_events(_histories(bodies)))


def _histories(bodies: int) -> Iterator[tuple[BodyId, History]]:
    history = History(events=EVENTS)
    for number in range(bodies):
        yield BodyId(f"kawan-{number:07}"), history


def decoded(data: bytes) -> Callable[[], object]:
    """Decoding alone: each line into a typed record."""
    fields = [("body", str), ("number", int), ("name", str), ("effective", date)]
    more = [("recorded", date), ("actor", str), ("under", str), ("note", str)]
    decode = msgspec.json.Decoder(msgspec.defstruct("Line", [*fields, *more])).decode

    def read() -> int:
        return sum(decode(line).number for line in io.BytesIO(data))

    return read


def replayed(data: bytes) -> Callable[[], object]:
    """The replay of the same lines."""

    def read() -> int:
        return sum(end.events for end in replay_events(io.BytesIO(data), LIFE))

    return read


def memory_of(bodies: int) -> float:
    """The peak of a replay, in MB, beside the file itself."""
    data = event_file(bodies)
    tracemalloc.start()
    replayed(data)()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def main() -> None:
    """Print medians and ratios."""
    table = LIFE.versions[0]
    steps = len(WAY)
    lives = interleave(
        {
            "advance, the event names its version": ours(EVENTS),
            "advance, the version is written down": ours(UNSTAMPED),
            "transitions": with_transitions(table),
            "python-statemachine": with_statemachine(table),
        },
        rounds=ROUNDS,
    )
    each = {name: seconds / steps for name, seconds in lives.items()}
    show(f"One step of a life of {steps}", each, "advance, the event names its version", MICRO)
    data = event_file(1_000_000 // steps)
    lines = data.count(b"\n")
    files = interleave({"decoding alone": decoded(data), "replay": replayed(data)}, rounds=5)
    show(f"{lines:,} events, {len(data) / 1e6:.0f} MB", files, "decoding alone", MILLI)
    print("\nPeak memory of a replay beside the file")
    for bodies in (500, 5_000, 50_000):
        print(f"{bodies:>7,} bodies {memory_of(bodies):8.2f} MB")


if __name__ == "__main__":
    main()
