"""Event files: the histories of many bodies as lines of JSON, read in one pass.

One event a line, the lines of a body together and numbered from 1, bodies in ascending order of
their ids. So a missing event and a body that comes twice are seen with no memory of the bodies
before, and any number of them can be replayed.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any, BinaryIO, Final, cast

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput
from pmi_core.programme.bodies import BodyId
from pmi_core.programme.course import FaultyHistory
from pmi_core.programme.definition import Lifecycle
from pmi_core.programme.history import Event, History
from pmi_core.programme.replay import Track

MOST_FAULTS: Final = 100
_BLOCK: Final = 1 << 17  # bytes read at once: some thousand events
_LONGEST: Final = 120  # characters of an id that a fault repeats


@attrs.frozen(kw_only=True)
class EventLine(Event):
    """An event with its body and its number, from 1, in the history of that body."""

    body: BodyId
    number: int


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
            yield _LINES.write(_numbered(body, history))


def replay_events(
    stream: BinaryIO, lifecycle: Lifecycle[Any], *, as_of: date | None = None, file: str = ""
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
    faults = _Faults(file)
    follow = _quick_course(lifecycle, as_of)
    for line, rows in _Bodies(faults).read(stream):
        end = follow(rows) or _careful_course(lifecycle, line, rows, as_of, faults)
        if end is not None:
            yield end
    faults.close()


def read_histories(stream: BinaryIO, *, file: str = "") -> Iterator[tuple[BodyId, History]]:
    """The histories in an event file, one body after the other, unjudged by any lifecycle.

    Raises:
        FaultyHistory: With the faults of every event that cannot be read, is missing, or belongs
            to a body that is out of order; see `replay_events`.
        TypeError: What is given is no file, or one that reads text.
    """
    faults = _Faults(file)
    for line, rows in _Bodies(faults).read(stream):
        events = tuple(event for _, _, event in _events(line, rows, faults))
        yield rows[0].body, History(events=events)
    faults.close()


# A row is an `EventLine`, or its twin from the quick lane, whose days and texts are checked and
# whose meaning is not: see `codec.Lines`.
_Rows = Sequence[Any]


def _quick_course(
    lifecycle: Lifecycle[Any], as_of: date | None
) -> Callable[[_Rows], LifeEnd | None]:
    """A way through histories whose events simply follow one another, under the first version.

    It says nothing of any other: a correction, a day that lies back, a gap, a fault.
    """
    first = lifecycle.versions[0]
    versions = {first.version, None} if len(lifecycle.versions) == 1 else {first.version}
    steps: dict[str, dict[str, str]] = {state.value: {} for state in first.states}
    for (event, source), step in first.starts.items():
        steps[source][event] = step.target

    def follow(rows: _Rows) -> LifeEnd | None:
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
    lifecycle: Lifecycle[Any], line: int, rows: _Rows, as_of: date | None, faults: "_Faults"
) -> LifeEnd | None:
    """The way through any history, event by event; nothing where it has a fault."""
    track, sound = Track(lifecycle=lifecycle), faults.count
    for at, row, event in _events(line, rows, faults):
        for fault in track.add(row.number, event, as_of):
            faults.add(fault, _place(at, row.body, row.number))
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


def _events(line: int, rows: _Rows, faults: "_Faults") -> Iterator[tuple[int, Any, Event]]:
    """The events of one body, each with its line and row, until one is missing or is none."""
    expected, sound = 1, not _out_of_order(line, rows, faults)
    for at, row in sorted(enumerate(rows, line), key=lambda placed: placed[1].number):
        if row.number != expected:
            message = f"event {expected} should stand here: the events of a body are numbered"
            fault = Fault(code="missing-event", message=message, pointer="/number")
            faults.add(fault, _place(at, row.body, row.number))
            sound = False
        expected = row.number + 1
        try:
            event = Event(**{name: getattr(row, name) for name in _EVENT})
        except ValueError as problem:
            faults.add(Fault(code="value", message=str(problem)), _place(at, row.body, row.number))
            sound = False
            continue
        if sound:
            yield at, row, event


def _out_of_order(line: int, rows: _Rows, faults: "_Faults") -> bool:
    """Whether an event stands before one of a smaller number; one fault for the whole body."""
    for at, (one, other) in enumerate(pairwise(rows), line):
        if one.number > other.number:
            message = f"event {one.number} stands before event {other.number}"
            fault = Fault(code="event-order", message=message, pointer="/number")
            faults.add(fault, _place(at, one.body, one.number))
            return True
    return False


def _numbered(body: BodyId, history: History) -> Iterator[EventLine]:
    for number, event in enumerate(history.events, start=1):
        members = {name: getattr(event, name) for name in _EVENT}
        yield EventLine(body=body, number=number, **members)


class _Bodies:
    """Rows by body, in one pass.

    A body next to a line that cannot be read does not come out: the line may have been its own.
    """

    def __init__(self, faults: "_Faults") -> None:
        self.faults = faults
        self.before = ""
        self.held: list[Any] = []  # the rows of the body at hand
        self.line = 0  # of the first of them
        self.torn = False  # it stands next to a line that cannot be read
        self.gap = False  # such a line has just been read

    def read(self, stream: BinaryIO) -> Iterator[tuple[int, _Rows]]:
        for gap, line, rows in _runs(stream, self.faults):
            self.gap = self.gap or gap
            self.torn = self.torn or self.gap
            yield from self._take(line, rows)
        yield from self._leave()

    def _take(self, line: int, rows: _Rows) -> Iterator[tuple[int, _Rows]]:
        for body, group in groupby(rows, key=_BODY):
            if not self.held or body != self.held[0].body:
                yield from self._leave()
                self.held, self.torn, self.line = [], self.gap, line
            before = len(self.held)
            self.held += group
            line += len(self.held) - before
            self.gap = False

    def _leave(self) -> Iterator[tuple[int, _Rows]]:
        if not self.held:
            return
        first = self.held[0]
        if first.body <= self.before:
            message = f"it stands after {self.before[:_LONGEST]!r}: each body once, in order of ids"
            fault = Fault(code="body-order", message=message, pointer="/body")
            self.faults.add(fault, _place(self.line, first.body, first.number))
        elif not self.torn:
            yield self.line, self.held
        self.before = first.body


_Run = tuple[bool, int, _Rows]  # whether an unreadable line stands before it; its first line


def _runs(stream: BinaryIO, faults: "_Faults") -> Iterator[_Run]:
    """Rows in the order of the file."""
    line = 1
    for block in _blocks(stream):
        rows = _LINES.read(block)
        if rows is None:
            yield from _slow_runs(block, line, faults)
            line += block.count(codec.LINE_END)
        else:
            yield False, line, rows
            line += len(rows)


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Whole lines, some at a time; the last may lack its end, or be longer than any may be."""
    if not hasattr(stream, "read"):
        raise TypeError(f"expected an open file, not {type(stream).__name__}: open(path, 'rb')")
    while block := stream.read(_BLOCK):
        if not isinstance(cast("object", block), bytes):
            raise TypeError("the file is open for text; open it with 'rb'")
        if not block.endswith(codec.LINE_END):
            block += stream.readline(codec.LARGEST)
        yield block
        if not block.endswith(codec.LINE_END):
            return


def _slow_runs(block: bytes, first: int, faults: "_Faults") -> Iterator[_Run]:
    gap, start, rows = False, first, list[Any]()
    for number, line in enumerate(io.BytesIO(block), first):
        try:
            rows += _LINES.read(line) or [_read_line(line)]
        except FaultyInput as problem:
            for fault in problem.faults:
                faults.add(fault, _named(number, line))
            yield gap, start, rows
            gap, start, rows = True, number + 1, []
    yield gap, start, rows


def _read_line(line: bytes) -> EventLine:
    if not line.endswith(codec.LINE_END):
        message = "the file ends within this line, or it is longer than any event"
        raise FaultyInput([Fault(code="torn-line", message=message)])
    if not line.strip():
        raise FaultyInput([Fault(code="empty-line", message="an empty line: each holds an event")])
    return _LINES.read_line(line.removesuffix(codec.LINE_END))


def _named(at: int, line: bytes) -> str:
    """The place of a line that has a fault: also which event it is, where it still says so."""
    try:
        told = codec.parse_json(line)
    except FaultyInput:
        told = None
    members = cast("dict[str, object]", told if isinstance(told, dict) else {})
    body, number = members.get("body"), members.get("number")
    named = isinstance(body, str) and isinstance(number, int)
    return _place(at, cast("str", body), cast("int", number)) if named else f"line {at}"


def _place(line: int, body: str, number: int) -> str:
    return f"line {line}, {body[:_LONGEST]} event {number}"


class _Faults:
    """The faults of one file: the first hundred, and how many there are."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.kept: list[Fault] = []
        self.count = 0

    def add(self, fault: Fault, place: str) -> None:
        self.count += 1
        if self.count <= MOST_FAULTS:
            # A text that does not parse has its place in its own line.
            pointer = f"{place}{fault.pointer.removeprefix('line 1')}"
            self.kept.append(attrs.evolve(fault, file=self.file, pointer=pointer))

    def close(self) -> None:
        """Refuse the file if it has any."""
        if self.count > MOST_FAULTS:
            message = f"and {self.count - MOST_FAULTS:,} more faults"
            self.kept.append(Fault(code="more-faults", message=message, file=self.file))
        if self.kept:
            raise FaultyHistory(self.kept)


_LINES: Final = codec.Lines(EventLine, first=("body", "number"))
_EVENT: Final = tuple(field.name for field in attrs.fields(Event))
_BODY: Final[Callable[[Any], BodyId]] = attrgetter("body")
