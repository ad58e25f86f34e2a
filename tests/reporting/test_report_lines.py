"""Reports in bulk: what is written is read again, and every line with a fault is told."""

import io
import json
from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.errors import FaultyInput
from pmi_core.evaluation import REPORT, CheckedRulebook, Context, shipped_rulebooks
from pmi_core.programme import BodyId, ReportKind
from pmi_core.regulation import Period, shipped_registry
from pmi_core.reporting import (
    REPORT_KIND,
    Report,
    ReportId,
    read_reports,
    read_rows,
    write_reports,
)
from pmi_core.reporting.report_lines import MOST_FAULTS
from pmi_core.testing import reports

ONE = Report(
    id=ReportId("lap-1"),
    body=BodyId("kawan-1"),
    kind=ReportKind.MONTHLY,
    period=Period.parse("2023-10"),
)
BOOKS = [book for book in shipped_rulebooks() if book.rulebook.subject == REPORT.name]
LINE = codec.dump_line(ONE, REPORT_KIND)


def faults_of(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(FaultyInput) as caught:
        list(read_reports(io.BytesIO(data), file="laporan.ndjson"))
    assert {fault.file for fault in caught.value.faults} == {"laporan.ndjson"}
    return [(fault.pointer, fault.code) for fault in caught.value.faults]


@given(reports(activities=st.none(), expenses=st.none(), history=st.none()))
def test_what_is_written_is_read_again(report: Report) -> None:
    written = [ONE, report, ONE]
    data = b"".join(write_reports(written))
    assert data.count(codec.LINE_END) == len(written)
    assert list(read_reports(io.BytesIO(data))) == written


def test_a_line_is_a_stored_document_of_one_line() -> None:
    assert json.loads(LINE)["schema"] == REPORT_KIND.schema
    assert codec.load_document(LINE, REPORT_KIND) == ONE
    assert LINE == (
        b'{"schema":"pmi-core/report/1","id":"lap-1","body":"kawan-1","kind":"bulanan",'
        b'"period":"2023-10","revision":1,"state":"disampaikan","medium":"isian",'
        b'"invented":false,"external_ids":[]}\n'
    )


@given(reports(history=st.none()), st.sampled_from(BOOKS))
def test_a_row_is_judged_as_its_report(report: Report, book: CheckedRulebook) -> None:
    (row,) = read_rows(io.BytesIO(codec.dump_line(report, REPORT_KIND)))
    parameters = {str(one.key): one.values[0].value for one in shipped_registry().parameters}
    of_row, of_report = (
        book.verdicts({"report": given, "earlier": ()}, parameters, Context())
        for given in (row, report)
    )
    assert of_row == of_report


def test_rows_have_the_faults_of_reports() -> None:
    data = LINE + b"{}\n" + LINE.replace(b'"revision":1', b'"revision":0')
    with pytest.raises(FaultyInput) as caught:
        list(read_rows(io.BytesIO(data), file="laporan.ndjson"))
    assert [(fault.pointer, fault.code) for fault in caught.value.faults] == faults_of(data)


def test_a_file_without_lines_holds_no_reports() -> None:
    assert list(read_reports(io.BytesIO(b""))) == []


def test_the_last_line_needs_no_end() -> None:
    assert list(read_reports(io.BytesIO(LINE + LINE.rstrip()))) == [ONE, ONE]


def test_a_report_is_there_before_the_next_line_is_read() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield LINE

    class Stream(io.BytesIO):
        lines = endless()

        def readline(self, size: int | None = -1, /) -> bytes:
            return next(self.lines)

    assert list(islice(read_reports(Stream()), 3)) == [ONE, ONE, ONE]


def test_every_fault_of_every_line_is_told_at_the_end() -> None:
    bad = LINE.replace(b'"bulanan"', b'"bulan"').replace(b"2023-10", b"2023-13")
    data = LINE + bad + b"\n" + LINE + b'{"id":\n' + b"[]\n" + LINE[:40]
    assert faults_of(data) == [
        ("line 2/kind", "unknown-word"),
        ("line 2/period", "text-form"),
        ("line 3, column 1", "syntax"),
        ("line 5, column 7", "syntax"),
        ("line 6/schema", "schema"),
        ("line 7, column 36", "syntax"),
    ]


def test_reports_around_a_fault_are_read_before_it_is_told() -> None:
    found = list[Report]()
    with pytest.raises(FaultyInput):
        found.extend(read_reports(io.BytesIO(LINE + b"{}\n" + LINE)))
    stream = read_reports(io.BytesIO(LINE + b"{}\n" + LINE))
    assert [next(stream), next(stream)] == [ONE, ONE]


def test_a_doubled_key_is_a_fault_of_its_line() -> None:
    assert faults_of(LINE + LINE.replace(b"{", b'{"body":"x",', 1)) == [("line 2", "syntax")]


@pytest.mark.parametrize("more", [0, 1, 1_000])
def test_the_first_hundred_faults_are_kept_and_the_lines_beyond_are_counted(more: int) -> None:
    data = b"{}\n" * (MOST_FAULTS + more)
    with pytest.raises(FaultyInput) as caught:
        list(read_reports(io.BytesIO(data)))
    told = [fault.message for fault in caught.value.faults if fault.code == "more-faults"]
    assert told == ([f"and {more:,} more lines with faults"] if more else [])
    assert len(caught.value.faults) == MOST_FAULTS + len(told)


@pytest.mark.parametrize("end", [b"", b"\n" + LINE], ids=["the last", "one between"])
def test_a_line_longer_than_any_report_is_one_fault(end: bytes) -> None:
    data = LINE + b" " * (2 * codec.LARGEST + 5) + end
    assert faults_of(data) == [("line 2", "syntax")]


def test_the_longest_line_is_read() -> None:
    line = LINE.rstrip().ljust(codec.LARGEST) + codec.LINE_END
    assert list(read_reports(io.BytesIO(line + LINE))) == [ONE, ONE]
    assert faults_of(b" " + line + LINE) == [("line 1", "syntax")]
