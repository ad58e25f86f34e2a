"""Event files: the histories of many bodies as lines of JSON, read in one pass.

One event a line, the lines of a body together and numbered from 1, bodies in ascending order of
their ids. So a missing event and a body that comes twice are seen with no memory of the bodies
before, and any number of them can be replayed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, BinaryIO, Final

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput
from pmi_core.programme.bodies import BodyId
from pmi_core.programme.course import FaultyHistory
from pmi_core.programme.definition import Lifecycle
from pmi_core.programme.history import Event, History
from pmi_core.programme.replay import Track

MOST_FAULTS: Final = 100
_BLOCK: Final = 1 << 18  # bytes read at once: some two thousand events


@attrs.frozen(kw_only=True)
class EventLine(Event):
    """An event with its body and its number, from 1, in the history of that body."""

    body: BodyId
    number: int = attrs.field(validator=attrs.validators.ge(1))


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
    """Lines of events, body by body.

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
        yield _LINES.write(_numbered(body, history))


def replay_events(
    stream: BinaryIO, lifecycle: Lifecycle[Any], *, as_of: date | None = None, file: str = ""
) -> Iterator[LifeEnd]:
    """Replay the histories in an event file, one body after the other.

    Nothing of a faulty file may be used: its faults come when it has been read to the end.

    Args:
        stream: The file, open for reading bytes.
        lifecycle: What the bodies live under.
        as_of: The day the record was closed, where one is given: nothing is recorded later.
        file: The name that faults carry.

    Raises:
        FaultyHistory: With the faults of every event that cannot be read, is missing, stands out
            of order or cannot have happened, by body, number and field; the first hundred of them.
    """
    course = _Course(lifecycle, as_of, file)
    for rows in _rows(stream, course.faults, file):
        yield from course.take(rows)
    yield from course.close()


def read_histories(
    stream: BinaryIO, *, file: str = ""
) -> Iterator[tuple[BodyId, tuple[Event, ...]]]:
    """The events in an event file by body, in the order recorded, unjudged by any lifecycle.

    Raises:
        FaultyHistory: With the faults of every line that cannot be read.
    """
    faults: list[Fault] = []
    here, events = BodyId(""), list[Event]()
    for rows in _rows(stream, faults, file):
        for row in rows:
            if events and row.body != here:
                yield here, tuple(events)
                events = []
            here = row.body
            events.append(_event(row))
    if faults:
        raise FaultyHistory(faults)
    if events:
        yield here, tuple(events)


class _Course:
    """What one pass knows: where the body at hand stands, and the faults found so far.

    An event that simply follows is taken as read; at the first that does not (a correction, a day
    that lies back, a gap) the whole body is replayed with care, event by event.
    """

    def __init__(self, lifecycle: Lifecycle[Any], as_of: date | None, file: str) -> None:
        first = lifecycle.versions[0]
        self.lifecycle = lifecycle
        self.as_of = as_of
        self.file = file
        self.faults: list[Fault] = []
        self.first = first
        self.table = {(t.event, s): t.target for t in first.transitions for s in t.sources}
        self.under = {first.version, None} if len(lifecycle.versions) == 1 else {first.version}
        self.last_day = date.max if as_of is None else as_of
        self.carried: list[Any] = []  # rows of the body at hand that lie in blocks before
        self.before = ""
        self.here = ""
        self.stand = (first.initial, date.min, date.min)
        self.simple = True

    def take(self, rows: Sequence[Any]) -> Iterator[LifeEnd]:
        """Follow a block of rows; each body comes out when the next begins."""
        table, words, last_day = self.table.get, self.under, self.last_day
        initial, never = self.first.initial, date.min
        here, simple, (state, effective, recorded) = self.here, self.simple, self.stand
        start, count = 0, len(self.carried)
        for at, (body, number, name, held, written, corrects, under) in enumerate(
            map(_TAKEN, rows)
        ):
            if body != here:
                yield from self._leave(rows[start:at], simple, state, effective, recorded)
                self.before, here, start, count, simple = here, body, at, 0, True
                state, effective, recorded = initial, never, never
            count += 1
            if not simple:
                continue
            target = table((name, state))
            if (
                target is None
                or number != count
                or corrects is not None
                or under not in words
                or held < effective
                or written < recorded
                or not held <= written <= last_day
            ):
                simple = False
                continue
            state, effective, recorded = target, held, written
        self.carried += rows[start:]
        self.here, self.simple, self.stand = here, simple, (state, effective, recorded)

    def close(self) -> Iterator[LifeEnd]:
        """The last body, and then the faults, if there are any."""
        yield from self._leave([], self.simple, *self.stand)
        if self.faults:
            raise FaultyHistory(self.faults)

    def _leave(
        self, rows: Sequence[Any], simple: bool, state: str, effective: date, recorded: date
    ) -> Iterator[LifeEnd]:
        whole, self.carried = [*self.carried, *rows], []
        if not whole:
            return
        body: BodyId = whole[0].body
        if body <= self.before:
            message = f"it stands after {self.before!r}: each body once, in order of ids"
            self._add(whole[0], Fault(code="body-order", message=message, pointer="/body"))
        elif not simple:
            yield from self._carefully(whole)
        else:
            yield LifeEnd(
                body=body,
                events=len(whole),
                version=self.first.version,
                state=state,
                effective=effective,
                recorded=recorded,
            )

    def _carefully(self, rows: Sequence[Any]) -> Iterator[LifeEnd]:
        track, expected, sound = Track(lifecycle=self.lifecycle), 1, len(self.faults)
        for row in rows:
            if row.number != expected:
                message = f"event {expected} should stand here: the events of a body are numbered"
                self._add(row, Fault(code="missing-event", message=message, pointer="/number"))
            expected = row.number + 1
            try:
                event = _event(row)
            except FaultyInput as problem:
                for fault in problem.faults:
                    self._add(row, fault)
                continue
            for fault in track.add(row.number, event, self.as_of):
                self._add(row, fault)
        if len(self.faults) == sound:
            yield LifeEnd(
                body=rows[0].body,
                events=len(rows),
                version=track.definition.version,
                state=track.state,
                effective=track.effective if track.kept else None,
                recorded=track.recorded,
            )

    def _add(self, row: Any, fault: Fault) -> None:
        _note(self.faults, _placed(fault, self.file, row.body, row.number))


def _numbered(body: BodyId, history: History) -> Iterator[EventLine]:
    for number, event in enumerate(history.events, start=1):
        yield EventLine(body=body, number=number, **_fields(event))


def _event(row: Any) -> Event:
    """The event of a row; one of the quick lane has not been checked yet."""
    if not isinstance(row, EventLine):
        row = _LINES.read_line(_LINES.write([row]).rstrip())
    return Event(**_fields(row))


def _fields(event: Any) -> dict[str, Any]:
    return {name: getattr(event, name) for name in _EVENT}


def _rows(stream: BinaryIO, faults: list[Fault], file: str) -> Iterator[Sequence[Any]]:
    """The rows of each block, until a line cannot be read; from then on faults only."""
    line, broken = 1, False
    for block in _blocks(stream):
        rows: Sequence[Any] | None = None if broken else _LINES.read(block)
        if rows is None:
            rows, problems = _strictly(block, line, file)
            broken = broken or bool(problems)
            for problem in problems:
                _note(faults, problem)
        line += block.count(codec.LINE_END)
        if not broken:
            yield rows


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    rest = b""
    while chunk := stream.read(_BLOCK):
        whole, end, rest_of = (rest + chunk).rpartition(codec.LINE_END)
        rest = rest_of
        if end:
            yield whole + end
    if rest:
        yield rest + codec.LINE_END


def _strictly(block: bytes, first: int, file: str) -> tuple[list[EventLine], list[Fault]]:
    rows: list[EventLine] = []
    faults: list[Fault] = []
    for number, line in enumerate(block.removesuffix(codec.LINE_END).split(codec.LINE_END), first):
        try:
            rows.append(_LINES.read_line(line))
        except FaultyInput as problem:
            faults += (_on_line(fault, file, number, line) for fault in problem.faults)
    return rows, faults


def _on_line(fault: Fault, file: str, number: int, line: bytes) -> Fault:
    """A fault of a line; where the line still says which event it is, the fault says so too."""
    try:
        told = codec.parse_json(line)
    except FaultyInput:
        told = None
    if isinstance(told, dict):
        body, event = told.get("body"), told.get("number")
        if isinstance(body, str) and isinstance(event, int):
            return _placed(fault, file, body, event)
    return attrs.evolve(fault, file=file, pointer=f"line {number}{fault.pointer}")


def _placed(fault: Fault, file: str, body: str, number: int) -> Fault:
    return attrs.evolve(fault, file=file, pointer=f"{body} event {number}{fault.pointer}")


def _note(faults: list[Fault], fault: Fault) -> None:
    """Keep the first hundred; the last says that there are more."""
    if len(faults) < MOST_FAULTS:
        faults.append(fault)
    elif len(faults) == MOST_FAULTS:
        message = "there are more faults than these"
        faults.append(Fault(code="more-faults", message=message, file=fault.file))


_LINES: Final = codec.Lines(EventLine, first=("body", "number"))
_EVENT: Final = tuple(field.name for field in attrs.fields(Event))
_TAKEN: Final[Callable[[Any], tuple[Any, ...]]] = attrgetter(
    "body", "number", "name", "effective", "recorded", "corrects", "under"
)
