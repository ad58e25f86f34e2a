"""Writes a review as one Markdown page.

This is the whole plugin: an exporter, the hook that registers it, and (in `pyproject.toml`) an
entry point in the group `pmi_core.plugins.v1`. Copy it to begin one of your own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

import attrs

from pmi_core.documents import (
    Bundle,
    Exporter,
    Note,
    Output,
    attendance,
    idle_rulebooks,
    matrix_of,
    notes_of,
    province_name,
    short,
)
from pmi_core.evaluation import Outcome
from pmi_core.messages import Text, fill, format_value, label, text
from pmi_core.plugins import hookimpl

__all__ = ["MarkdownExporter", "cell", "escape", "pmi_exporters"]

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>#~|&]|^(?=[-+=])|^\d+(?=[.)])")
_WORDS: Final = {
    "title": Text(id="Laporan hasil evaluasi", en="Report of the evaluation"),
    "roll": Text(id="Daftar badan, kehadiran, dan pelaporan", en="Roll, attendance, reporting"),
    "received": Text(id="Laporan yang diharapkan dan yang masuk", en="Reports expected and in"),
    "grades": Text(id="Predikat", en="Grades"),
    "notes": Text(id="Catatan per badan", en="Notes by body"),
    "kinds": Text(id="Jenis catatan", en="Kinds of note"),
    "plan": Text(id="Konsep rencana aksi", en="Draft action plan"),
    "as_of": Text(id="Keadaan per {day}.", en="As of {day}."),
    "withheld": Text(id="belum dapat dinilai", en="grade withheld"),
    "none": Text(id="Tidak ada.", en="None."),
    "idle": Text(id="{book}: menilai 0 laporan.", en="{book}: judged 0 reports."),
    "assumed": Text(id="hanya asumsi", en="assumed only"),
    "binding": Text(id="wajib", en="a duty"),
}
_HEADS: Final = {
    "roll": (
        Text(id="Program", en="Programme"),
        Text(id="Tingkat", en="Level"),
        Text(id="Terdaftar", en="On the roll"),
        Text(id="Hadir", en="Attending"),
        Text(id="Lap. sejak awal", en="Since-formation"),
    ),
    "received": (
        Text(id="Program", en="Programme"),
        Text(id="Tingkat", en="Level"),
        Text(id="Jenis", en="Kind"),
        Text(id="Kewajiban", en="Duty"),
        Text(id="Diharapkan", en="Expected"),
        Text(id="Masuk", en="In"),
    ),
    "grades": (
        Text(id="Badan", en="Body"),
        Text(id="Masa", en="Period"),
        Text(id="Nilai", en="Score"),
        Text(id="Rentang", en="Range"),
        Text(id="Predikat", en="Grade"),
        Text(id="Terperiksa", en="Determined"),
    ),
    "kinds": (
        Text(id="Kriteria", en="Criterion"),
        Text(id="Program", en="Programme"),
        Text(id="Catatan", en="Notes"),
        Text(id="Badan", en="Bodies"),
        Text(id="Tujuan", en="Route"),
        Text(id="Status dasar", en="Standing of the basis"),
    ),
    "notes": (
        Text(id="Kriteria", en="Criterion"),
        Text(id="Masa", en="Period"),
        Text(id="Penunjuk", en="Pointer"),
        Text(id="Bobot masalah", en="Severity"),
        Text(id="Dasar dan statusnya", en="Basis and its standing"),
        Text(id="Perbaikan", en="Remedy"),
    ),
}


@attrs.frozen(kw_only=True)
class MarkdownExporter:
    """Writes `laporan.md`."""

    id: str = "markdown"
    media_type: str = "text/markdown"

    def export(self, bundle: Bundle) -> tuple[Output, ...]:
        """The whole review as one page, in the bundle's language."""
        sections = (_title, _roll, _received, _grades, _kinds, _notes, _plan)
        lines = [line for section in sections for line in section(bundle)]
        return (Output(name="laporan.md", data=("\n".join(lines) + "\n").encode()),)


@hookimpl
def pmi_exporters() -> Iterable[Exporter]:
    """Register the exporter."""
    yield MarkdownExporter()


def escape(value: str) -> str:
    r"""Text of which no character is markup, on one line.

    >>> print(escape("- *a* | <b> 1-2"))
    \- \*a\* \| \<b\> 1-2
    """
    return _SPECIAL.sub(_escaped, " ".join(value.split()))


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    return f"{found}\\" if found.isdigit() else f"\\{found}"


def cell(value: object) -> str:
    """A cell of a table: escaped, on one line."""
    return escape(str(value))


def _say(bundle: Bundle, name: str) -> str:
    return _WORDS[name].in_(bundle.language)


def _section(bundle: Bundle, level: int, title: str) -> Iterator[str]:
    yield from (f"{'#' * level} {escape(title)}", "")
    if bundle.review.invented:
        yield from (f"**{text('dokumen.rekaan.singkat').in_(bundle.language)}**", "")


def _table(bundle: Bundle, name: str, rows: Iterable[Sequence[object]]) -> Iterator[str]:
    head = [title.in_(bundle.language) for title in _HEADS[name]]
    invented = [text("dokumen.rekaan.baris").in_(bundle.language)]
    mark = invented if bundle.review.invented else []
    head += ["Data"] if mark else []
    yield from _grid(bundle, head, [[*row, *mark] for row in rows])


def _grid(bundle: Bundle, head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    if not rows:
        yield from (_say(bundle, "none"), "")
        return
    lines = [" | ".join(map(cell, row)) for row in (head, *rows)]
    lines.insert(1, " | ".join("---" for _ in head))
    yield from (*(f"| {line} |" for line in lines), "")


def _title(bundle: Bundle) -> Iterator[str]:
    review = bundle.review
    yield from _section(bundle, 1, _say(bundle, "title"))
    day = fill(_WORDS["as_of"], day=review.as_of).in_(bundle.language)
    yield from (escape(review.title.in_(bundle.language)), "", escape(day), "")


def _roll(bundle: Bundle) -> Iterator[str]:
    yield from _section(bundle, 2, _say(bundle, "roll"))
    yield from _table(
        bundle,
        "roll",
        (
            (
                short(bundle, row.programme),
                short(bundle, row.level),
                row.roll,
                attendance(bundle, row),
                row.reporting,
            )
            for row in bundle.review.turnout
        ),
    )
    note = bundle.review.note
    if note is not None:
        yield from (escape(note.in_(bundle.language)), "")


def _received(bundle: Bundle) -> Iterator[str]:
    yield from _section(bundle, 2, _say(bundle, "received"))
    for province, rows in groupby(bundle.review.expected, key=lambda row: row.province):
        yield from _section(bundle, 3, province_name(bundle, province))
        yield from _table(
            bundle,
            "received",
            (
                (
                    short(bundle, row.programme),
                    short(bundle, row.level),
                    short(bundle, row.kind),
                    _say(bundle, "binding" if row.binding else "assumed"),
                    row.expected,
                    row.received,
                )
                for row in rows
            ),
        )


def _grades(bundle: Bundle) -> Iterator[str]:
    def number(value: object) -> str:
        return format_value(value, "", bundle.language)  # type: ignore[arg-type]

    yield from _section(bundle, 2, _say(bundle, "grades"))
    rows: list[Sequence[object]] = []
    for judged in bundle.review.judged:
        found, card, name = judged.evaluation, judged.scorecard, judged.grade_label
        rows.append(
            (
                bundle.bodies.get(found.body, found.body),
                found.period,
                number(card.point),
                f"{number(card.lower)} - {number(card.upper)}",
                _say(bundle, "withheld") if name is None else name.in_(bundle.language),
                f"{card.determinable}/{card.applicable}",
            )
        )
    yield from _table(bundle, "grades", rows)
    for book in idle_rulebooks(bundle):
        line = fill(_WORDS["idle"], book=f"{book.id} {book.version}").in_(bundle.language)
        yield from (escape(line), "")


def _kinds(bundle: Bundle) -> Iterator[str]:
    yield from _section(bundle, 2, _say(bundle, "kinds"))
    yield from _table(
        bundle,
        "kinds",
        (
            (
                f"{row.criterion} {row.title.in_(bundle.language)}",
                short(bundle, row.programme),
                row.notes,
                row.bodies,
                label(row.route).in_(bundle.language),
                label(row.standing).in_(bundle.language),
            )
            for row in bundle.review.frequencies
        ),
    )


def _notes(bundle: Bundle) -> Iterator[str]:
    yield from _section(bundle, 2, _say(bundle, "notes"))
    notes = sorted(notes_of(bundle), key=lambda note: note.body)
    if not notes:
        yield from (_say(bundle, "none"), "")
    for body, found in groupby(notes, key=lambda note: note.body):
        yield from _section(bundle, 3, bundle.bodies.get(body, body))
        yield from _table(bundle, "notes", (_note(bundle, note) for note in found))


def _note(bundle: Bundle, note: Note) -> Sequence[object]:
    standing = label(note.standing).in_(bundle.language)
    failed = note.outcome is Outcome.ERRORED  # neither a pass nor a failing
    return (
        f"{note.criterion} {note.title}",
        note.period,
        note.pointer,
        label(note.outcome if failed else note.severity).in_(bundle.language),
        f"{note.basis} ({standing})",
        note.remedy,
    )


def _plan(bundle: Bundle) -> Iterator[str]:
    yield from _section(bundle, 2, bundle.plan.title.in_(bundle.language))
    yield from (escape(bundle.plan.assumption.text.in_(bundle.language)), "")
    head, *rows = matrix_of(bundle)
    yield from _grid(bundle, [name.replace("_", " ") for name in head], rows)
