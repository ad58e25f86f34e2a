"""Event files: the histories of many bodies as lines of JSON, read in one pass.

One event a line, the lines of a body together and numbered from 1, bodies in ascending order of
their ids. So a missing event and a body that comes twice are seen with no memory of the bodies
before, and any number of them can be replayed.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, Final

import attrs

from pmi_core import files
from pmi_core.errors import Fault, FaultyInput
from pmi_core.programme.bodies import BodyId
from pmi_core.programme.course import FaultyHistory
from pmi_core.programme.definition import Lifecycle
from pmi_core.programme.event_lines import (
    LINES,
    Bodies,
    EventLine,
    Faults,
    Rows,
    event_place,
    place,
)
from pmi_core.programme.history import Event, History
from pmi_core.programme.replay import Track


@attrs.frozen(kw_only=True)
class LifeEnd:
    """Where the history of one body leads.

    Attributes:
        events: How many events are on record, corrections among them.
        version: The version under which the last of them happened.
        state: The state they lead to, in that version's words.
        effective: The day the last event holds from; none where nothing stands.
        recorded: The day of the last record.
    """

    body: BodyId
    events: int
    version: str
    state: str
    effective: date | None
    recorded: date


def write_events(histories: Iterable[tuple[BodyId, History]]) -> Iterator[bytes]:
    """Lines of events, body by body; a body without events has none, and is not in the file.

    Raises:
        FaultyHistory: With the faults of every event of a body that could not be read again, such
            as a text with a control character; nothing of that body is written.
        ValueError: The ids are not in ascending order.

    >>> day = date(2023, 7, 22)
    >>> event = Event(name="pengukuhan", effective=day, recorded=day, actor="BP2MI", under="1")
    >>> histories = [(BodyId("kawan-32-60"), History(events=(event,)))]
    >>> print(b"".join(write_events(histories)).decode(), end="")
    {"body":"kawan-32-60","number":1,"name":"pengukuhan",...,"actor":"BP2MI","under":"1"}
    """
    before = ""
    for body, history in histories:
        if body <= before:
            raise ValueError(
                f"the body {body!r} comes after {before!r}: write them in order of ids"
            )
        before = body
        if history.events:
            yield _lines_of(body, history)


def write_event_file(path: Path, histories: Iterable[tuple[BodyId, History]]) -> None:
    """Write an event file, whole or not at all.

    A file that was cut at the end of a line reads as one that ends there; so write with this, or
    keep the sha256 beside what goes over a wire. The whole file is in memory once.

    Args:
        path: What stands there is replaced.
        histories: As `write_events` takes them.

    Raises:
        FaultyHistory: See `write_events`; then nothing is written.
        OutputNotWritten: Whatever stood there before still stands.
        ValueError: The ids are not in ascending order.
    """
    files.write(path, b"".join(write_events(histories)))


def replay_events(
    stream: BinaryIO | io.BufferedIOBase,
    lifecycle: Lifecycle[Any],
    *,
    as_of: date | None = None,
    file: str = "",
) -> Iterator[LifeEnd]:
    """Replay the histories in an event file, one body after the other.

    Nothing of a faulty file may be used: its faults come when it has been read to the end.

    Args:
        stream: The file, open for reading bytes: `open(path, "rb")`.
        lifecycle: What the bodies live under.
        as_of: The day the record was closed, where one is given: nothing is recorded later.
        file: The name that faults carry.

    Raises:
        FaultyHistory: With the faults of every event that cannot be read, is missing, stands out
            of order or cannot have happened, by line, body, number and field; the first hundred of
            them, and how many more there are. A body that an unreadable line cuts is not judged
            further.
        TypeError: What is given is no file, or one that reads text.
    """
    faults = Faults(file)
    follow = _quick_course(lifecycle, as_of)
    for line, rows in Bodies(faults).read(stream):
        end = follow(rows) or _careful_course(lifecycle, line, rows, as_of, faults)
        if end is not None:
            yield end
    faults.close()


def read_histories(
    stream: BinaryIO | io.BufferedIOBase, *, file: str = ""
) -> Iterator[tuple[BodyId, History]]:
    """The histories in an event file, one body after the other, unjudged by any lifecycle.

    Raises:
        FaultyHistory: With the faults of every event that cannot be read, is missing, or belongs
            to a body that is out of order; see `replay_events`.
        TypeError: What is given is no file, or one that reads text.
    """
    faults = Faults(file)
    for line, rows in Bodies(faults).read(stream):
        events = tuple(event for _, _, event in _events(line, rows, faults))
        yield rows[0].body, History(events=events)
    faults.close()


def _quick_course(
    lifecycle: Lifecycle[Any], as_of: date | None
) -> Callable[[Rows], LifeEnd | None]:
    """A way through histories whose events simply follow one another, under the first version.

    It says nothing of any other: a correction, a day that lies back, a gap, a fault.
    """
    first = lifecycle.versions[0]
    versions = {first.version, None} if len(lifecycle.versions) == 1 else {first.version}
    steps: dict[str, dict[str, str]] = {state.value: {} for state in first.states}
    for (event, source), step in first.starts.items():
        steps[source][event] = step.target

    def follow(rows: Rows) -> LifeEnd | None:
        state, effective, recorded, expected = first.initial, date.min, date.min, 0
        for row in rows:
            expected += 1
            held, written = row.effective, row.recorded
            target = steps[state].get(row.name)
            if (
                target is None
                or row.number != expected
                or row.corrects is not None
                or row.under not in versions
                or held < effective
                or written < recorded
                or written < held
            ):
                return None
            state, effective, recorded = target, held, written
        if as_of is not None and recorded > as_of:
            return None
        return LifeEnd(
            body=rows[0].body,
            events=expected,
            version=first.version,
            state=state,
            effective=effective,
            recorded=recorded,
        )

    return follow


def _careful_course(
    lifecycle: Lifecycle[Any], line: int, rows: Rows, as_of: date | None, faults: Faults
) -> LifeEnd | None:
    """The way through any history, event by event; nothing where it has a fault."""
    track, sound = Track(lifecycle=lifecycle), faults.count
    for at, row, event in _events(line, rows, faults):
        for fault in track.add(row.number, event, as_of):
            faults.add(fault, place(at, row.body, row.number))
    if faults.count > sound:
        return None
    return LifeEnd(
        body=rows[0].body,
        events=len(rows),
        version=track.definition.version,
        state=track.state,
        effective=track.effective if track.kept else None,
        recorded=track.recorded,
    )


def _events(line: int, rows: Rows, faults: Faults) -> Iterator[tuple[int, Any, Event]]:
    """The events of one body, each with its line and row, until one is missing or is none."""
    expected, sound = 1, not _out_of_order(line, rows, faults)
    for at, row in sorted(enumerate(rows, line), key=lambda placed: placed[1].number):
        if row.number != expected:
            message = f"event {expected} should stand here: the events of a body are numbered"
            fault = Fault(code="missing-event", message=message, pointer="/number")
            faults.add(fault, place(at, row.body, row.number))
            sound = False
        expected = row.number + 1
        try:
            event = Event(**{name: getattr(row, name) for name in _EVENT})
        except ValueError as problem:
            faults.add(Fault(code="value", message=str(problem)), place(at, row.body, row.number))
            sound = False
            continue
        if sound:
            yield at, row, event


def _out_of_order(line: int, rows: Rows, faults: Faults) -> bool:
    """Whether an event stands before one of a smaller number; one fault for the whole body."""
    for at, (one, other) in enumerate(pairwise(rows), line):
        if one.number > other.number:
            message = f"event {one.number} stands before event {other.number}"
            fault = Fault(code="event-order", message=message, pointer="/number")
            faults.add(fault, place(at, one.body, one.number))
            return True
    return False


def _lines_of(body: BodyId, history: History) -> bytes:
    try:
        return LINES.write(_numbered(body, history))
    except FaultyInput as problem:
        raise FaultyHistory(_in_event(body, fault) for fault in problem.faults) from None


def _in_event(body: BodyId, fault: Fault) -> Fault:
    """A fault of a record among those of a body, with the number of the event."""
    _, number, *fields = fault.pointer.split("/")
    at = "/".join([event_place(body, int(number) + 1), *fields])
    return attrs.evolve(fault, pointer=at)


def _numbered(body: BodyId, history: History) -> Iterator[EventLine]:
    for number, event in enumerate(history.events, start=1):
        members = {name: getattr(event, name) for name in _EVENT}
        yield EventLine(body=body, number=number, **members)


_EVENT: Final = tuple(field.name for field in attrs.fields(Event))
