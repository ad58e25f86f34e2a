"""Notes and plan as tables: RFC 4180, or the way an Indonesian Excel opens it."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from pmi_core.documents.exporter import Bundle, Output
from pmi_core.documents.notes import matrix_of, notes_of
from pmi_core.documents.witnesses import subject_notes_of

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - Excel folds full-width signs
_BOM: Final = "\ufeff"
_NOTE_COLUMNS: Final = (
    "kriteria",
    "subjek",
    "penunjuk",
    "hasil",
    "bobot",
    "dasar",
    "status",
    "tujuan",
    "jenis",
    "rekaan",
)


@attrs.frozen(kw_only=True)
class CsvExporter:
    r"""Writes `catatan.csv` and `rencana-aksi-<year>.csv`.

    Every cell is quoted and lines end in `\r\n`. A cell that a spreadsheet would run as a formula
    is given a leading apostrophe.

    Attributes:
        suffix: Put behind the stem of both names.
        delimiter: `;` where the system writes a decimal comma.
        optional: Whether it runs only when it is asked for.
        bom: Whether to begin with a byte order mark, without which Excel guesses the encoding.
    """

    id: str = "csv"
    media_type: str = "text/csv"
    suffix: str = ""
    delimiter: str = ","
    bom: bool = False
    optional: bool = False

    def export(self, bundle: Bundle) -> tuple[Output, ...]:
        """One row per witness of a note, and one per item of the plan."""
        plan = f"rencana-aksi-{bundle.plan.year}{self.suffix}.csv"
        return (
            Output(name=f"catatan{self.suffix}.csv", data=self._table(_notes(bundle))),
            Output(name=plan, data=self._table(matrix_of(bundle))),
        )

    def _table(self, rows: Iterable[tuple[str, ...]]) -> bytes:
        stream = io.StringIO(newline="")
        stream.write(_BOM if self.bom else "")
        writer = csv.writer(stream, delimiter=self.delimiter, quoting=csv.QUOTE_ALL)
        writer.writerows([guard_formula(cell) for cell in row] for row in rows)
        return stream.getvalue().encode()


def guard_formula(cell: str) -> str:
    """A cell no spreadsheet runs as a formula.

    >>> guard_formula("=1+1"), guard_formula("/expenses/0")
    ("'=1+1", '/expenses/0')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _notes(bundle: Bundle) -> Iterator[tuple[str, ...]]:
    yield _NOTE_COLUMNS
    on_reports = ((str(note.report), note) for note in notes_of(bundle))
    on_others = ((note.id, note) for note in subject_notes_of(bundle))
    for subject, note in (*on_reports, *on_others):
        yield (
            note.criterion,
            subject,
            note.pointer,
            note.outcome.value,
            note.severity.value,
            note.basis,
            note.standing.value,
            note.route.value,
            note.kind.value,
            "ya" if note.invented else "tidak",
        )
