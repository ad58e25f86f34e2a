"""What did happen: check a recorded history, which refuses nothing but an impossible order.

Reality may have skipped a condition; then that is a note of the body, never an error.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import attrs

from pmi_core.errors import Fault, did_you_mean
from pmi_core.privacy import quoted
from pmi_core.programme.bodies import Body
from pmi_core.programme.conditions import F
from pmi_core.programme.course import (
    FaultyHistory,
    cannot_follow,
    state_on,
    step_from,
    void_correction,
    walk,
)
from pmi_core.programme.definition import Definition, Lifecycle
from pmi_core.programme.history import DecreeId, Event, History
from pmi_core.programme.lifecycle import Condition, judged
from pmi_core.programme.lives import Life, Lifecycles, lifecycle_of, lives_of


def replay(
    lifecycle: Lifecycle[F],
    history: History,
    facts: F | None = None,
    *,
    as_of: date | None = None,
    file: str = "",
    pointer: str = "/history/events",
) -> tuple[Condition, ...]:
    """Check a recorded history: its order is a must, its conditions come out as notes.

    Args:
        lifecycle: The lifecycle it is a life of.
        history: What was recorded.
        facts: What the conditions may look at; what is not given is not known.
        as_of: The day the record was closed, where one is given: nothing is recorded later.
        file: The name that faults carry.
        pointer: Where the events lie in that file.

    Returns:
        The conditions that are unmet or undecided, in the order of what happened.

    Raises:
        FaultyHistory: With one fault for each event that is unknown, cannot have followed what
            was on record when it was written down, follows the end, names a version that did not
            hold or was replaced before, stands out of recorded order, or was recorded after
            `as_of`.
    """
    faults = tuple(_replay_faults(lifecycle, history, as_of, file, pointer))
    if faults:
        raise FaultyHistory(faults)
    timeline = history.timeline()
    pairs = zip(walk(lifecycle, timeline).steps, timeline, strict=True)
    return tuple(note for step, event in pairs for note in judged(lifecycle, step, event, facts))


def check_body(
    body: Body,
    *,
    as_of: date | None = None,
    lifecycles: Lifecycles | None = None,
    file: str = "",
) -> tuple[Condition, ...]:
    """Check every life that a body's file tells, and give its notes.

    Args:
        body: The body.
        as_of: The day the record was closed, where one is given: nothing is recorded later.
        lifecycles: What it and its people live under, by name; those that ship by default.
        file: The name that faults carry.

    Raises:
        FaultyHistory: See `replay`; also for a decree that is referred to, in whatever life, but
            not recorded, and for a decree or business whose id is given again.
    """
    lives = tuple(lives_of(body, lifecycles))
    faults = list(_reference_faults(body, lives, file))
    notes: list[Condition] = []
    for life in lives:
        at, life_of = life.pointer, life.lifecycle
        try:
            notes += replay(life_of, life.history, life.facts, as_of=as_of, file=file, pointer=at)
        except FaultyHistory as problem:
            faults += problem.faults
    if faults:
        raise FaultyHistory(faults)
    return tuple(notes)


def exists_on(
    body: Body,
    day: date,
    *,
    known_on: date | None = None,
    lifecycles: Lifecycles | None = None,
) -> bool:
    """Whether a body exists on a day: formed by then, and not ended.

    One without any recorded event exists as recorded; since when is not known. One that was only
    planned or proposed does not, nor one whose every record was struck.

    Args:
        body: The body.
        day: The day asked about.
        known_on: The day as known on which is asked; None knows all that was recorded.
        lifecycles: What it lives under, by name; those that ship by default.
    """
    if not body.history.events:
        return True
    lifecycle = lifecycle_of(body, lifecycles)
    state = state_on(lifecycle, body.history, day, known_on=known_on)
    return state.value != lifecycle.on(day).initial and not (state.planned or state.terminal)


def _replay_faults(
    lifecycle: Lifecycle[Any], history: History, as_of: date | None, file: str, pointer: str
) -> Iterator[Fault]:
    track = Track(lifecycle=lifecycle)
    for number, event in enumerate(history.events, start=1):
        for fault in track.add(number, event, as_of):
            at = f"{pointer}/{number - 1}{fault.pointer}"
            yield attrs.evolve(fault, file=file, pointer=at)


_Place = tuple[Definition, str]  # the version of an event, and the state it led to


@attrs.define(kw_only=True)
class Track:
    """The events accepted so far, by number, and where they lead.

    An event that lies back is put in its place, and only what follows it is walked again, until
    all is as it was.
    """

    lifecycle: Lifecycle[Any]
    kept: dict[int, Event] = attrs.field(factory=dict[int, Event])
    recorded: date = date.min
    # In the order of what happened: the day and number of each event kept, and the place before
    # each of them, with the one after the last at the end.
    _order: list[tuple[date, int]] = attrs.field(init=False, factory=list[tuple[date, int]])
    _places: list[_Place] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        first = self.lifecycle.versions[0]
        self._places = [(first, first.initial)]

    @property
    def definition(self) -> Definition:
        """The version under which the last of the events happened."""
        return self._places[-1][0]

    @property
    def state(self) -> str:
        """Where the events lead, in that version's words."""
        return self._places[-1][1]

    @property
    def effective(self) -> date:
        """The newest day an event holds from; the first of all where there is none."""
        return self._order[-1][0] if self._order else date.min

    def add(self, number: int, event: Event, as_of: date | None = None) -> Iterator[Fault]:
        """Take an event in, or leave all as it was; the faults point into the event.

        Numbers only grow.
        """
        if as_of is not None and event.recorded > as_of:
            message = f"{quoted(event.name)} was recorded on {event.recorded}, after {as_of}"
            yield Fault(code="recorded-later", message=message, pointer="/recorded")
        if event.recorded < self.recorded:
            message = f"recorded on {event.recorded}, before the event above it ({self.recorded})"
            yield Fault(code="record-order", message=message, pointer="/recorded")
        self.recorded = max(self.recorded, event.recorded)
        if event.corrects is None:
            yield from self._insert(number, event)
        elif event.corrects in self.kept:
            yield from self._strike(event.corrects, event)
        else:
            yield attrs.evolve(void_correction(event.corrects), pointer="/corrects")

    def _insert(self, number: int, event: Event) -> Iterator[Fault]:
        key = (event.effective, number)
        at = bisect_left(self._order, key)
        before = self._places[at]
        step = step_from(self.lifecycle, *before, event)
        if step is None:
            yield self._fault(event, before, event)
            return
        fault = self._rewalk(at + 1, at, (step[0], step[1].target), event)
        if fault is not None:
            yield fault
            return
        self._order.insert(at, key)
        self.kept[number] = event

    def _strike(self, number: int, correction: Event) -> Iterator[Fault]:
        at = bisect_left(self._order, (self.kept[number].effective, number))
        fault = self._rewalk(at, at + 1, self._places[at], correction)
        if fault is not None:
            yield fault
            return
        del self._order[at], self.kept[number]

    def _rewalk(self, first: int, at: int, place: _Place, cause: Event) -> Fault | None:
        """Put a place before the event at an index, and lay the places from `first` on anew."""
        fresh = [place]
        while at < len(self._order) and fresh[-1] != self._places[at]:
            event = self.kept[self._order[at][1]]
            step = step_from(self.lifecycle, *fresh[-1], event)
            if step is None:
                return self._fault(event, fresh[-1], cause)
            fresh.append((step[0], step[1].target))
            at += 1
        self._places[first : at + 1] = fresh
        return None

    def _fault(self, stuck: Event, place: _Place, event: Event) -> Fault:
        fault = cannot_follow(self.lifecycle, *place, stuck)
        if event.corrects is not None:
            return attrs.evolve(fault, code="impossible-correction", pointer="/corrects")
        if stuck is not event:
            return attrs.evolve(fault, code="impossible-event", pointer="/name")
        return fault


def _reference_faults(body: Body, lives: Iterable[Life], file: str) -> Iterator[Fault]:
    """Decrees that are named and not recorded, and ids that are given again."""
    known = {decree.id for decree in body.decrees}
    for pointer, name in _decrees_named(body, lives):
        if name is not None and name not in known:
            message = f"no decree of this body is called {quoted(name)}{did_you_mean(name, known)}"
            yield Fault(code="dangling", message=message, file=file, pointer=pointer)
    for field in ("decrees", "businesses"):
        ids: set[str] = set()
        things: Iterable[Any] = getattr(body, field, None) or ()
        for number, thing in enumerate(things):
            if thing.id in ids:
                message = f"the id {quoted(thing.id)} is given again"
                at = f"/{field}/{number}/id"
                yield Fault(code="duplicate-id", message=message, file=file, pointer=at)
            ids.add(thing.id)


def _decrees_named(body: Body, lives: Iterable[Life]) -> Iterator[tuple[str, DecreeId | None]]:
    """Every place in a body's file that may name a decree, and what it names."""
    for number, decree in enumerate(body.decrees):
        yield f"/decrees/{number}/supersedes", decree.supersedes
    for number, appointment in enumerate(body.appointments):
        yield f"/appointments/{number}/decree", appointment.decree
    for life in lives:
        for number, event in enumerate(life.history.events):
            yield f"{life.pointer}/{number}/decree", event.decree
