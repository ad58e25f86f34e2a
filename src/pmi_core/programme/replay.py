"""What did happen: check a recorded history, which refuses nothing but an impossible order.

Reality may have skipped a condition; then that is a note of the body, never an error.
"""

from collections.abc import Iterator
from datetime import date

import attrs

from pmi_core.errors import Fault, did_you_mean
from pmi_core.programme.bodies import Body
from pmi_core.programme.definition import Definition, find_definition
from pmi_core.programme.guards import Facts
from pmi_core.programme.history import Event, History
from pmi_core.programme.lifecycle import (
    NOTHING_KNOWN,
    Condition,
    FaultyHistory,
    Guards,
    cannot_follow,
    end_of,
    judged,
    state_on,
    walk,
)


def replay(
    definition: Definition,
    history: History,
    *,
    facts: Facts = NOTHING_KNOWN,
    guards: Guards | None = None,
    file: str = "",
) -> tuple[Condition, ...]:
    """Check a recorded history: its order is a must, its conditions come out as notes.

    Returns:
        The conditions that are unmet or undecided, in the order of what happened.

    Raises:
        FaultyHistory: With one fault for each event that is unknown, cannot have followed what
            was on record when it was written down, or stands out of recorded order.
    """
    faults = tuple(_replay_faults(definition, history, file))
    if faults:
        raise FaultyHistory(faults)
    timeline = history.timeline()
    steps, _ = walk(definition, timeline)
    pairs = zip(steps, timeline, strict=True)
    return tuple(note for step, event in pairs for note in judged(step, event, facts, guards))


def check_body(body: Body, *, file: str = "") -> tuple[Condition, ...]:
    """Check what a body's file says of its life, and give its notes.

    Raises:
        FaultyHistory: See `replay`; also for a decree that is referred to but not recorded.
    """
    faults = list(_decree_faults(body, file))
    try:
        notes = replay(definition_of(body), body.history, facts=Facts(body=body), file=file)
    except FaultyHistory as problem:
        faults += problem.faults
        notes = ()
    if faults:
        raise FaultyHistory(faults)
    return notes


def exists_on(body: Body, day: date) -> bool:
    """Whether a body exists on a day: recorded by then, and not ended.

    One without any recorded event exists as recorded; since when is not known.
    """
    if not body.history.timeline():
        return True
    definition = definition_of(body)
    state = state_on(definition, body.history, day)
    return state.value != definition.initial and not state.terminal


def definition_of(body: Body) -> Definition:
    """The lifecycle of a body's kind."""
    return find_definition(body.programme.value)


def _replay_faults(definition: Definition, history: History, file: str) -> Iterator[Fault]:
    track = _Track(definition=definition)
    names = {transition.event for transition in definition.transitions}
    last = date.min
    for number, event in enumerate(history.events, start=1):
        pointer = f"/history/events/{number - 1}"
        if event.recorded < last:
            message = f"recorded on {event.recorded}, before the event above it ({last})"
            at = f"{pointer}/recorded"
            yield Fault(code="record-order", message=message, file=file, pointer=at)
        last = max(last, event.recorded)
        problem = track.add(number, event)
        if problem and event.corrects is not None:
            at = f"{pointer}/corrects"
            yield Fault(code="impossible-correction", message=problem, file=file, pointer=at)
        elif problem:
            hint = "" if event.name in names else did_you_mean(event.name, names)
            at = f"{pointer}/name"
            message = problem + hint
            yield Fault(code="impossible-event", message=message, file=file, pointer=at)


@attrs.define(kw_only=True)
class _Track:
    """The events accepted so far, by number, and the state they lead to."""

    definition: Definition
    kept: dict[int, Event] = attrs.field(factory=dict[int, Event])
    state: str = attrs.field(
        default=attrs.Factory(lambda track: track.definition.initial, takes_self=True)
    )
    newest: date = date.min

    def add(self, number: int, event: Event) -> str:
        """Take an event in; otherwise leave all as it was and say what is wrong."""
        if event.corrects is None and event.effective >= self.newest:
            return self._append(number, event)
        if event.corrects is not None and event.corrects not in self.kept:
            return f"there is no event {event.corrects} above it to correct"
        trial = {n: kept for n, kept in self.kept.items() if n != event.corrects}
        if event.corrects is None:
            trial[number] = event
        timeline = tuple(sorted(trial.values(), key=lambda item: item.effective))
        steps, stuck = walk(self.definition, timeline)
        state = end_of(self.definition, steps)
        if stuck is not None:
            return self._refusal(stuck, state)
        self.kept, self.state = trial, state
        self.newest = timeline[-1].effective if timeline else date.min
        return ""

    def _append(self, number: int, event: Event) -> str:
        transition = self.definition.transition(event.name, self.state)
        if transition is None:
            return self._refusal(event, self.state)
        self.kept[number] = event
        self.state, self.newest = transition.target, event.effective
        return ""

    def _refusal(self, event: Event, state: str) -> str:
        possible = [t.event for t in self.definition.transitions if state in t.sources]
        return f"{cannot_follow(event, state)}; possible there: {', '.join(possible) or 'nothing'}"


def _decree_faults(body: Body, file: str) -> Iterator[Fault]:
    known = {decree.id for decree in body.decrees}
    referred = [
        *((f"/decrees/{n}/supersedes", d.supersedes) for n, d in enumerate(body.decrees)),
        *((f"/appointments/{n}/decree", a.decree) for n, a in enumerate(body.appointments)),
        *((f"/history/events/{n}/decree", e.decree) for n, e in enumerate(body.history.events)),
    ]
    for pointer, decree in referred:
        if decree is not None and decree not in known:
            message = f"no decree of this body is called {decree!r}{did_you_mean(decree, known)}"
            yield Fault(code="dangling", message=message, file=file, pointer=pointer)
