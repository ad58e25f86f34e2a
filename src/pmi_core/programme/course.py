"""Where recorded events lead: the state on a day, and the stays from day to day."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, TypeVar

import attrs

from pmi_core.errors import Fault, FaultyInput, did_you_mean
from pmi_core.privacy import quoted
from pmi_core.programme.definition import Definition, Lifecycle, State, Transition
from pmi_core.programme.history import Event, History

T = TypeVar("T")


class FaultyHistory(FaultyInput):
    """A history that no lifecycle can have had; each fault names its event."""


def read_each(things: Iterable[tuple[str, T]], read: Callable[[T], None]) -> None:
    """Read many things that hold lives, each with the id of its body.

    Raises:
        FaultyHistory: With the faults of all that cannot have been, each with its body named.
    """
    faults: list[Fault] = []
    for name, thing in things:
        try:
            read(thing)
        except FaultyHistory as problem:
            faults += (
                attrs.evolve(fault, message=f"{name}: {fault.message}") for fault in problem.faults
            )
    if faults:
        raise FaultyHistory(faults)


@attrs.frozen(kw_only=True)
class Walk:
    """What events did, in the order of the days they hold from.

    Attributes:
        steps: The transitions they made.
        definition: The version under which the last of them happened.
        state: Where they led, in that version's words.
        stuck: The first event that could not happen; none where all could.
    """

    steps: tuple[Transition, ...]
    definition: Definition
    state: str
    stuck: Event | None


@attrs.frozen(kw_only=True)
class Stay:
    """A state and the days it held, both ends included."""

    state: State
    first: date
    last: date


def walk(lifecycle: Lifecycle[Any], timeline: Iterable[Event], after: Walk | None = None) -> Walk:
    """Follow events through a lifecycle, on from where a walk ended, until one cannot happen."""
    first = lifecycle.versions[0]
    definition, state = (first, first.initial) if after is None else (after.definition, after.state)
    steps: list[Transition] = []
    stuck = None
    for event in timeline:
        step = step_from(lifecycle, definition, state, event)
        if step is None:
            stuck = event
            break
        definition, transition = step
        state = transition.target
        steps.append(transition)
    return Walk(steps=tuple(steps), definition=definition, state=state, stuck=stuck)


def step_from(
    lifecycle: Lifecycle[Any], definition: Definition, state: str, event: Event
) -> tuple[Definition, Transition] | None:
    """What an event does from a state: the version it happens under, and the transition."""
    under = lifecycle.version_of(event)
    # No life goes back under a version that another had replaced before.
    if under is None or lifecycle.precedes(under, definition):
        return None
    transition = under.transition(event.name, lifecycle.carried(state, definition, under))
    return None if transition is None else (under, transition)


def stand_on(lifecycle: Lifecycle[Any], walked: Walk, day: date) -> tuple[Definition, str]:
    """The version that holds on a day, and what the state reached by then is called in it."""
    held = lifecycle.on(day)
    return held, lifecycle.carried(walked.state, walked.definition, held)


def sound_timeline(history: History, *, known_on: date | None = None) -> tuple[Event, ...]:
    """What `History.timeline` gives, where each correction strikes out what stands above it.

    Raises:
        FaultyHistory: One does not.
    """
    if any(event.corrects is not None for event in history.events):
        _refuse_void_corrections(history, known_on)
    return history.timeline(known_on=known_on)


def _refuse_void_corrections(history: History, known_on: date | None) -> None:
    standing: set[int] = set()
    for number, event in enumerate(history.events, start=1):
        if known_on is not None and event.recorded > known_on:
            continue
        if event.corrects is None:
            standing.add(number)
        elif event.corrects in standing:
            standing.remove(event.corrects)
        else:
            raise FaultyHistory([void_correction(event.corrects)])


def void_correction(number: int) -> Fault:
    """What is wrong with a correction of what does not stand above it."""
    message = f"there is no event {number} above it to correct"
    return Fault(code="impossible-correction", message=message)


def state_on(
    lifecycle: Lifecycle[Any], history: History, day: date, *, known_on: date | None = None
) -> State:
    """The state on a day, as far as was recorded by `known_on` (`None`: all that ever was).

    Raises:
        FaultyHistory: The events known cannot follow one another; see `replay`.
    """
    timeline = sound_timeline(history, known_on=known_on)
    walked = walk(lifecycle, (event for event in timeline if event.effective <= day))
    _refuse_stuck(lifecycle, walked)
    definition, state = stand_on(lifecycle, walked, day)
    return definition.state(state)


def steps_taken(
    lifecycle: Lifecycle[Any], history: History
) -> tuple[tuple[Transition, Event], ...]:
    """What each event of a history did, in the order of the days they hold from.

    Raises:
        FaultyHistory: The events cannot follow one another.
    """
    timeline = sound_timeline(history)
    walked = walk(lifecycle, timeline)
    _refuse_stuck(lifecycle, walked)
    return tuple(zip(walked.steps, timeline, strict=True))


def states_reached(lifecycle: Lifecycle[Any], history: History) -> tuple[str, ...]:
    """The states a history went through, one an event, in the order of the days they hold from.

    Raises:
        FaultyHistory: The events cannot follow one another.
    """
    return tuple(step.target for step, _ in steps_taken(lifecycle, history))


def between(
    lifecycle: Lifecycle[Any],
    history: History,
    first: date,
    last: date,
    *,
    known_on: date | None = None,
) -> tuple[Stay, ...]:
    """The states from a first day to a last one, each with the days it held.

    Of several events of one day only the last leaves a stay. A version that renames a state
    begins a new one.

    Raises:
        FaultyHistory: The events known cannot follow one another.
        ValueError: The last day is before the first.

    >>> from pmi_core.programme import find_lifecycle
    >>> day = date(2023, 7, 22)
    >>> event = Event(name="pengukuhan", effective=day, recorded=day, actor="BP2MI")
    >>> life, history = find_lifecycle("kawan-pmi"), History(events=(event,))
    >>> stays = between(life, history, date(2023, 7, 1), date(2023, 7, 31))
    >>> [(stay.state.value, stay.first.day, stay.last.day) for stay in stays]
    [('belum_tercatat', 1, 21), ('dikukuhkan', 22, 31)]
    """
    if last < first:
        raise ValueError("the last day is before the first")
    timeline = sound_timeline(history, known_on=known_on)
    changes = [event.effective for event in timeline]
    changes += (v.effective for v in lifecycle.versions if v.effective is not None)
    starts = sorted({first, *(day for day in changes if first < day <= last)})
    ends = [*(day - timedelta(days=1) for day in starts[1:]), last]
    stays: list[Stay] = []
    waiting, walked = deque(timeline), walk(lifecycle, ())
    for start, end in zip(starts, ends, strict=True):
        walked = walk(lifecycle, _taken_until(waiting, start), walked)
        _refuse_stuck(lifecycle, walked)
        definition, value = stand_on(lifecycle, walked, start)
        state = definition.state(value)
        goes_on = bool(stays) and stays[-1].state == state
        begin = stays.pop().first if goes_on else start
        stays.append(Stay(state=state, first=begin, last=end))
    return tuple(stays)


def _taken_until(waiting: deque[Event], day: date) -> Iterator[Event]:
    while waiting and waiting[0].effective <= day:
        yield waiting.popleft()


def cannot_follow(
    lifecycle: Lifecycle[Any], definition: Definition, state: str, event: Event
) -> Fault:
    """What is wrong with an event after a state of a version; it points into the event."""
    named = f"{quoted(event.name)} of {event.effective}"
    under = lifecycle.version_of(event)
    if under is None:
        message = f"{named} names the version {quoted(event.under or '')}, which did not hold then"
        hint = did_you_mean(event.under or "", [version.version for version in lifecycle.versions])
        return Fault(code="wrong-version", message=message + hint, pointer="/under")
    if lifecycle.precedes(under, definition):
        message = f"{named} goes back to the version {under.version!r}"
        message = f"{message}: what came before was under {definition.version!r}"
        return Fault(code="wrong-version", message=message, pointer="/under")
    return _impossible(under, lifecycle.carried(state, definition, under), event, named)


def _impossible(definition: Definition, state: str, event: Event, named: str) -> Fault:
    possible = [step.event for step in definition.leaving(state)]
    names = {step.event for step in definition.transitions}
    hint = "" if event.name in names else did_you_mean(event.name, names)
    there = f"possible there: {', '.join(possible) or 'nothing'}"
    message = f"{named} cannot follow the state {state!r}; {there}{hint}"
    code = "impossible-event" if possible else "after-end"
    return Fault(code=code, message=message, pointer="/name")


def _refuse_stuck(lifecycle: Lifecycle[Any], walked: Walk) -> None:
    if walked.stuck is not None:
        fault = cannot_follow(lifecycle, walked.definition, walked.state, walked.stuck)
        raise FaultyHistory([attrs.evolve(fault, pointer="")])
