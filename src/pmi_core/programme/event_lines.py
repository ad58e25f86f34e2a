"""The lines of an event file, read in one pass: the rows of each body, and every fault.

A row is an `EventLine`, or its twin from the quick lane, whose days and texts are checked and whose
meaning is not: see `codec.Lines`. What an event must be is asked when a row becomes one.
"""

import errno
import io
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, BinaryIO, Final, cast

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput
from pmi_core.privacy import mask_text
from pmi_core.programme.bodies import BodyId
from pmi_core.programme.course import FaultyHistory
from pmi_core.programme.history import Event

MOST_FAULTS: Final = 100
_BLOCK: Final = 1 << 17  # bytes read at once: some thousand events
_LONGEST: Final = 120  # characters of an id that a fault repeats
_TORN: Final = "the archive that holds the file ends within it: it was cut"

Rows = Sequence[Any]


@attrs.frozen(kw_only=True)
class EventLine(Event):
    """An event with its body and its number, from 1, in the history of that body."""

    body: BodyId
    number: int

    def __attrs_post_init__(self) -> None:
        """Nothing is asked here: both lanes ask when the row becomes an event."""


class Bodies:
    """Rows by body, in one pass.

    A body next to a line that cannot be read does not come out: the line may have been its own.
    """

    def __init__(self, faults: "Faults") -> None:
        self.faults = faults
        self.before = ""
        self.held: list[Any] = []  # the rows of the body at hand
        self.line = 0  # of the first of them
        self.torn = False  # it stands next to a line that cannot be read
        self.gap = False  # such a line has just been read

    def read(self, stream: BinaryIO | io.BufferedIOBase) -> Iterator[tuple[int, Rows]]:
        """The rows of each sound body, with the line of the first."""
        for gap, line, rows in _runs(stream, self.faults):
            self.gap = self.gap or gap
            self.torn = self.torn or self.gap
            yield from self._take(line, rows)
        yield from self._leave()

    def _take(self, line: int, rows: Rows) -> Iterator[tuple[int, Rows]]:
        for body, group in groupby(rows, key=_BODY):
            if not self.held or body != self.held[0].body:
                yield from self._leave()
                self.held, self.torn, self.line = [], self.gap, line
            before = len(self.held)
            self.held += group
            line += len(self.held) - before
            self.gap = False

    def _leave(self) -> Iterator[tuple[int, Rows]]:
        if not self.held:
            return
        first = self.held[0]
        if first.body <= self.before:
            before = _told(self.before)
            message = f"it stands after {before!r}: each body once, in order of ids"
            fault = Fault(code="body-order", message=message, pointer="/body")
            self.faults.add(fault, place(self.line, first.body, first.number))
        elif not self.torn:
            yield self.line, self.held
        self.before = first.body


_Run = tuple[bool, int, Rows]  # whether an unreadable line stands before it; its first line


def _runs(stream: BinaryIO | io.BufferedIOBase, faults: "Faults") -> Iterator[_Run]:
    """Rows in the order of the file."""
    line = 1
    for block in _blocks(stream):
        if block is None:
            faults.add(Fault(code="torn-file", message=_TORN), f"line {line}")
            yield True, line, []
            return
        rows = LINES.read(block)
        if rows is None:
            yield from _slow_runs(block, line, faults)
            line += block.count(codec.LINE_END)
        else:
            yield False, line, rows
            line += len(rows)


def _blocks(stream: BinaryIO | io.BufferedIOBase) -> Iterator[bytes | None]:
    """Whole lines, some at a time; the last may lack its end, or be longer than any may be.

    Nothing stands for the rest of an archive that ends too early.
    """
    if not hasattr(stream, "read"):
        raise TypeError(f"expected an open file, not {type(stream).__name__}: open(path, 'rb')")
    try:
        while block := _block(stream):
            yield block
            if not block.endswith(codec.LINE_END):
                return
    except EOFError:
        yield None


def _block(stream: BinaryIO | io.BufferedIOBase) -> bytes:
    block = cast("bytes | str | None", stream.read(_BLOCK))
    if block is None:
        raise BlockingIOError(errno.EAGAIN, "the file has nothing to read yet; open it blocking")
    if isinstance(block, str):
        raise TypeError("the file is open for text; open it with 'rb'")
    if block and not block.endswith(codec.LINE_END):
        block += stream.readline(codec.LARGEST)
    return block


def _slow_runs(block: bytes, first: int, faults: "Faults") -> Iterator[_Run]:
    gap, start, rows = False, first, list[Any]()
    for number, line in enumerate(io.BytesIO(block), first):
        try:
            rows += LINES.read(line) or [_read_line(line)]
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
    return LINES.read_line(line.removesuffix(codec.LINE_END))


def _named(at: int, line: bytes) -> str:
    """The place of a line that has a fault: also which event it is, where it still says so."""
    try:
        told = codec.parse_json(line)
    except FaultyInput:
        told = None
    members = cast("dict[str, object]", told if isinstance(told, dict) else {})
    body, number = members.get("body"), members.get("number")
    named = isinstance(body, str) and isinstance(number, int)
    return place(at, cast("str", body), cast("int", number)) if named else f"line {at}"


def place(line: int, body: str, number: int) -> str:
    """Where an event stands in a file."""
    return f"line {line}, {event_place(body, number)}"


def event_place(body: str, number: int) -> str:
    """Which event it is; an id may be of any length, and hold what tells who somebody is."""
    return f"{_told(body)} event {number}"


def _told(body: str) -> str:
    return mask_text(body)[:_LONGEST]


class Faults:
    """The faults of one file: the first hundred, and how many there are."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.kept: list[Fault] = []
        self.count = 0

    def add(self, fault: Fault, place: str) -> None:
        """Count a fault, and keep it if it is among the first."""
        self.count += 1
        if self.count <= MOST_FAULTS:
            # A text that does not parse has its place in its own line.
            pointer = f"{place}{fault.pointer.removeprefix('line 1')}"
            self.kept.append(attrs.evolve(fault, file=self.file, pointer=pointer))

    def close(self) -> None:
        """Refuse the file if it has any."""
        if self.count > MOST_FAULTS:
            message = f"and {self.count - MOST_FAULTS:,} more faults"
            # A pointer that sorts after every line.
            rest = Fault(code="more-faults", message=message, file=self.file, pointer="lines below")
            self.kept.append(rest)
        if self.kept:
            raise FaultyHistory(self.kept)


LINES: Final = codec.Lines(EventLine, first=("body", "number"))
_BODY: Final[Callable[[Any], BodyId]] = attrgetter("body")
