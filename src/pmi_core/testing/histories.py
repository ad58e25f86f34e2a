"""Histories of any lifecycle, and the simple model of one that the state machines compare with.

The model knows no more than the tables: events may stand if, in the order of the days they hold
from, each starts a step of its version from where the one before led. It shares no code with the
engine.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from pmi_core.programme import CORRECTION, Event, History, Lifecycle

_START: Final = date(2021, 12, 24)  # so that the turn of a year lies among the days drawn
_SPAN: Final = 16  # days around the first day of a version


@attrs.frozen(kw_only=True)
class Place:
    """Where the model stands after an event: the number of a version, and a state of it."""

    since: date
    version: int
    state: str


def model_path(lifecycle: Lifecycle[Any], events: Sequence[Event]) -> tuple[Place, ...] | None:
    """The places events lead to, one after the other, or nothing where they are no path."""
    struck = {event.corrects for event in events}
    numbered = enumerate(events, start=1)
    standing = [e for number, e in numbered if e.corrects is None and number not in struck]
    places = [Place(since=date.min, version=0, state=lifecycle.versions[0].initial)]
    for event in sorted(standing, key=lambda item: item.effective):
        place = _after(lifecycle, places[-1], event)
        if place is None:
            return None
        places.append(place)
    return tuple(places)


def model_state(lifecycle: Lifecycle[Any], path: Iterable[Place], day: date) -> str:
    """What the last place reached by a day is called in the version of that day."""
    place = [place for place in path if place.since <= day][-1]
    return called(lifecycle, place, version_on(lifecycle, day))


def version_on(lifecycle: Lifecycle[Any], day: date) -> int:
    """The number of the newest version that holds on a day."""
    return max(
        number for number in range(len(lifecycle.versions)) if _holds(lifecycle, number, day)
    )


def called(lifecycle: Lifecycle[Any], place: Place, number: int) -> str:
    """What a place is called in its version or a later one."""
    state = place.state
    for version in lifecycle.versions[place.version + 1 : number + 1]:
        state = version.carries.get(state, state)
    return state


def possible_steps(lifecycle: Lifecycle[Any], path: Sequence[Place], number: int) -> list[str]:
    """The events that may follow a path under a version."""
    state = called(lifecycle, path[-1], number)
    return [t.event for t in lifecycle.versions[number].transitions if state in t.sources]


def days_of_change(lifecycle: Lifecycle[Any]) -> SearchStrategy[date]:
    """Days around the first day of each version, mostly that day itself or the one before."""
    firsts = [v.effective for v in lifecycle.versions if v.effective is not None]
    begins = [_START, *(day - timedelta(days=_SPAN // 4) for day in firsts)]
    around = {day + timedelta(days=number) for day in begins for number in range(_SPAN)}
    edges = [day - timedelta(days=number) for day in firsts for number in (1, 0)]
    drawn = st.sampled_from(sorted(around))
    return drawn | st.sampled_from(edges) if edges else drawn


@st.composite
def histories(
    draw: DrawFn, lifecycle: Lifecycle[Any], *, longest: int = 8, note: str | None = "contoh"
) -> History:
    """Recorded lives under a lifecycle, as `replay` takes them.

    Events hold from days that may lie back, are recorded days later, name the version they
    happened under or leave it out, and are struck out by corrections. Conditions are not asked:
    reality may have skipped them.

    Args:
        draw: Given by Hypothesis.
        lifecycle: Whose events; one that is sound.
        longest: At most so many events.
        note: What every event says of itself.
    """
    events: tuple[Event, ...] = ()
    for _ in range(draw(st.integers(0, longest))):
        grown = (*events, draw(_records(lifecycle, events, note)))
        if model_path(lifecycle, grown) is not None:
            events = grown
    return History(events=events)


def _records(
    lifecycle: Lifecycle[Any], events: tuple[Event, ...], note: str | None
) -> SearchStrategy[Event]:
    """Something that could be recorded next: what follows, what lies back, a correction."""
    last = events[-1].recorded if events else date.min
    path = model_path(lifecycle, events) or ()
    kinds = [_steps(lifecycle, path, last, late=late) for late in (False, False, True)]
    struck = {event.corrects for event in events}
    standing = [n for n, e in enumerate(events, 1) if e.corrects is None and n not in struck]
    if standing:
        kinds.append(_corrections(standing, last))
    return st.one_of(kinds).map(lambda event: attrs.evolve(event, note=note))


@st.composite
def _steps(
    draw: DrawFn, lifecycle: Lifecycle[Any], path: Sequence[Place], last: date, *, late: bool
) -> Event:
    day = draw(days_of_change(lifecycle))
    effective = day if late else max(day, path[-1].since)
    held = version_on(lifecycle, effective)
    until = [place for place in path if place.since <= effective]
    number = draw(st.integers(until[-1].version, held))
    words = possible_steps(lifecycle, until, number)
    name = draw(st.sampled_from(words or [t.event for t in lifecycle.versions[number].transitions]))
    named = number != held or draw(st.booleans())
    return Event(
        name=name,
        effective=effective,
        recorded=max(effective, last) + timedelta(days=draw(st.integers(0, 3))),
        actor="BP3MI Contoh",
        under=lifecycle.versions[number].version if named else None,
    )


@st.composite
def _corrections(draw: DrawFn, standing: Sequence[int], last: date) -> Event:
    return Event(
        name=CORRECTION,
        effective=last,
        recorded=last,
        actor="BP3MI Contoh",
        corrects=draw(st.sampled_from(standing)),
    )


def _after(lifecycle: Lifecycle[Any], place: Place, event: Event) -> Place | None:
    words = [version.version for version in lifecycle.versions]
    if event.under is not None and event.under not in words:
        return None
    held = version_on(lifecycle, event.effective)
    number = held if event.under is None else words.index(event.under)
    if not place.version <= number <= held:
        return None
    state = called(lifecycle, place, number)
    for transition in lifecycle.versions[number].transitions:
        if transition.event == event.name and state in transition.sources:
            return Place(since=event.effective, version=number, state=transition.target)
    return None


def _holds(lifecycle: Lifecycle[Any], number: int, day: date) -> bool:
    effective = lifecycle.versions[number].effective
    return effective is None or effective <= day
