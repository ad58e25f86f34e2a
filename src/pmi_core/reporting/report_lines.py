"""Reports in bulk: one stored report a line (NDJSON), read and written in one pass.

A line is what `reports/*.json` of a dossier holds, without line feeds in it. Any number of them is
read at the memory of one.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Final, TypeVar

import attrs

from pmi_core import codec
from pmi_core.codec import Kind
from pmi_core.errors import Fault, FaultyInput
from pmi_core.reporting.report import Report

T = TypeVar("T")
REPORT_KIND: Final = Kind(name="report", shape=Report)
MOST_FAULTS: Final = 100


def read_reports(stream: BinaryIO, *, file: str = "") -> Iterator[Report]:
    """The reports of a file, one a line, each as it is read.

    Nothing of a faulty file may be used: its faults come when it has been read to the end. Whether
    two reports have the same id is for whoever keeps them to see.

    Args:
        stream: The file, open for reading bytes.
        file: The name that faults carry.

    Raises:
        FaultyInput: With every fault of every line, by line and pointer; the lines of the first
            hundred faults, and how many more lines have any.

    >>> import io
    >>> stream = io.BytesIO(b'{"schema":"pmi-core/report/1","id":"lap-1"}')
    >>> list(read_reports(stream, file="laporan.ndjson"))
    Traceback (most recent call last):
    pmi_core.errors.FaultyInput: laporan.ndjson line 1/body: this field is required [missing]
    ...
    """
    return _read(stream, file, codec.load_document)


def read_rows(stream: BinaryIO, *, file: str = "") -> Iterator[Any]:
    """The reports of a file as rows: the fields and properties of a report, for rules to judge.

    A row costs two thirds of a report at most. It is no `Report`: it equals nothing, and is neither
    to be changed nor to be kept in a dossier. A line that is not spelt as `write_reports` spells it
    is read as the report.

    Args:
        stream: The file, open for reading bytes.
        file: The name that faults carry.

    Raises:
        FaultyInput: As `read_reports`, for the same lines.

    >>> import io
    >>> lines = b'{"schema":"pmi-core/report/1","id":"lap-1"}'
    >>> list(read_rows(io.BytesIO(lines)))
    Traceback (most recent call last):
    pmi_core.errors.FaultyInput: line 1/body: this field is required [missing]
    ...
    """
    return _read(stream, file, codec.load_row)


def _read(stream: BinaryIO, file: str, load: Callable[[bytes, Kind[Report]], T]) -> Iterator[T]:
    faults: list[Fault] = []
    more = 0
    for number, line in enumerate(_lines(stream), start=1):
        try:
            yield load(line, REPORT_KIND)
        except FaultyInput as problem:
            if len(faults) < MOST_FAULTS:
                faults += _placed(problem, number, file)
            else:
                more += 1
    if more:
        message = f"and {more:,} more lines with faults"
        faults.append(Fault(code="more-faults", message=message, file=file))
    if faults:
        raise FaultyInput(faults)


def write_reports(reports: Iterable[Report]) -> Iterator[bytes]:
    """The lines of reports, each with its line feed."""
    for report in reports:
        yield codec.dump_line(report, REPORT_KIND)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines without their ends; of one that is too long for any report, enough to refuse it."""
    while line := stream.readline(codec.LARGEST + len(codec.LINE_END)):
        rest = line
        while not rest.endswith(codec.LINE_END) and (rest := stream.readline(codec.LARGEST)):
            pass
        yield line.removesuffix(codec.LINE_END)


def _placed(problem: FaultyInput, number: int, file: str) -> Iterator[Fault]:
    for fault in problem.faults:
        # A text that does not parse has its place in its own line.
        pointer = f"line {number}{fault.pointer.removeprefix('line 1')}"
        yield attrs.evolve(fault, file=file, pointer=pointer)
