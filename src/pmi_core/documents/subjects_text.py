"""What was found of subjects other than reports, as text for 80 columns.

Notes stand under their criterion, each with the claim it is about; then what could not be decided,
with what is not known; what is right is only counted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import attrs

from pmi_core.documents.exporter import Bundle
from pmi_core.documents.layout import Wording, heading, paragraph
from pmi_core.documents.witnesses import SubjectNote, subject_notes_of
from pmi_core.evaluation import (
    BODY,
    DOSSIER,
    PUBLICATION,
    NoteKind,
    Outcome,
    Result,
    SubjectVerdicts,
)
from pmi_core.messages import catalogue, label, render

_MOST = 5  # subjects listed under one criterion, where no claim says what is the matter


def subjects_lines(bundle: Bundle) -> Iterator[str]:
    """A section for each kind of subject, in the order of their rulebooks."""
    for subject, found in groupby(bundle.review.subjects, key=lambda verdicts: verdicts.subject):
        yield from _Section(bundle, subject).lines(tuple(found))


@attrs.frozen(kw_only=True)
class _Witness:
    """One item under a criterion: whose it is, what it says, what it lacks."""

    name: str
    said: str
    lacks: str = ""


class _Section(Wording):
    """The section of one kind of subject."""

    def __init__(self, bundle: Bundle, subject: str) -> None:
        super().__init__("dokumen.subjek", bundle.language)
        self.bundle = bundle
        self.subject = subject

    def lines(self, found: Sequence[SubjectVerdicts]) -> Iterator[str]:
        """All lines."""
        known = catalogue().get(f"dokumen.subjek.{self.subject}")
        name = self.subject if known is None else self.word(known)
        yield from heading(self.say("judul", subjek=name))
        for book, verdicts in _by_book(found).items():
            yield from self._counted(book, verdicts)
            yield from self._notes(book)
            yield from self._undetermined(verdicts)
        yield from self._computed(found)

    def _counted(self, book: str, verdicts: Sequence[SubjectVerdicts]) -> Iterator[str]:
        line = self.say(
            "ringkas",
            buku=f"{book} {verdicts[0].version}",
            jumlah=len(verdicts),
            catatan=sum(bool(one.notes) for one in verdicts),
            belum=sum(bool(_open(one)) for one in verdicts),
        )
        yield from paragraph(line)

    def _notes(self, book: str) -> Iterator[str]:
        notes = [
            note
            for note in subject_notes_of(self.bundle)
            if (note.subject, note.rulebook) == (self.subject, book)
        ]
        if not notes:
            yield from paragraph(self.say("tidak_ada"))
        for alike in _alike(notes):
            first = alike[0]
            line = self.say(
                "kriteria",
                kriteria=first.criterion,
                judul=first.title,
                jumlah=self._number(first.kind, len(alike)),
                bobot=self.word(first.severity).lower(),
                tujuan=self.word(first.route),
            )
            yield from paragraph(line, bullet="- ")
            basis = render("dokumen.catatan.dasar", dasar=first.basis, status=label(first.standing))
            yield from paragraph(basis.in_(self.language), indent=2)
            yield from self._listed([self._witness(note) for note in alike])

    def _witness(self, note: SubjectNote) -> _Witness:
        name = self._named(note.name, invented=note.invented)
        failed = note.outcome is Outcome.ERRORED
        return _Witness(name=self.say("gagal", butir=name) if failed else name, said=note.said)

    def _named(self, name: str, *, invented: bool) -> str:
        """A name, marked as invented where the whole page is not."""
        marked = invented and not self.bundle.review.invented
        return self.say("rekaan", butir=name) if marked else name

    def _number(self, kind: NoteKind, notes: int) -> str:
        form = "satu" if notes == 1 else "banyak"
        return render(f"dokumen.hitung.{kind.value}.{form}", jumlah=notes).in_(self.language)

    def _undetermined(self, verdicts: Iterable[SubjectVerdicts]) -> Iterator[str]:
        groups: dict[tuple[str, str], list[_Witness]] = {}
        for one in verdicts:
            for result in _open(one):
                rows = groups.setdefault((one.rulebook, result.criterion), [])
                rows += self._lacking(one, result)
        if groups:
            yield from ("", *paragraph(self.say("belum")))
        for (book, criterion), rows in sorted(groups.items()):
            found = self.bundle.criterion(book, criterion)
            title = criterion if found is None else self.word(found.title)
            line = self.say("belum_kriteria", kriteria=criterion, judul=title, jumlah=len(rows))
            yield from paragraph(line, bullet="- ")
            yield from self._lacked(rows)

    def _lacked(self, rows: Sequence[_Witness]) -> Iterator[str]:
        """What cannot be decided: each claim; of all else a few, under what they all lack."""
        if self.subject == PUBLICATION.name:
            yield from self._listed(rows)
            return
        alike: dict[str, list[_Witness]] = {}
        for row in rows:
            alike.setdefault(row.lacks, []).append(attrs.evolve(row, lacks=""))
        for lacks, group in alike.items():
            if lacks:
                yield from paragraph(self.say("kurang", isian=lacks), indent=2)
            yield from self._listed(group, most=_MOST)

    def _lacking(self, verdicts: SubjectVerdicts, result: Result) -> Iterator[_Witness]:
        lacks = ", ".join(self.bundle.facts.get(name, name) for name in result.missing)
        # Of a body one line: nobody looks for one person's decree where all of them are missing.
        whole = verdicts.subject == BODY.name
        for pointer in ("",) if whole else result.witnesses or ("",):
            said = "" if whole else self.bundle.claims.get(f"{verdicts.id}{pointer}", "")
            name = self._named(self.word(verdicts.title), invented=verdicts.invented)
            yield _Witness(name=name, said=said, lacks=lacks)

    def _listed(self, rows: Sequence[_Witness], most: int | None = None) -> Iterator[str]:
        shown = rows[:most] if any(row.said for row in rows) else rows[:_MOST]
        for row in shown:
            yield from paragraph(self._item(row), indent=2, bullet="- ")
            if row.lacks:
                yield from paragraph(self.say("kurang", isian=row.lacks), indent=4)
        if len(shown) < len(rows):
            more = self.say("lainnya", jumlah=len(rows) - len(shown))
            yield from paragraph(more, indent=2, bullet="- ")

    def _item(self, row: _Witness) -> str:
        if row.said and self.subject == DOSSIER.name:  # there is one, and the title named it
            return row.said
        return self.say("butir", nama=row.name, klaim=row.said) if row.said else row.name

    def _computed(self, found: Iterable[SubjectVerdicts]) -> Iterator[str]:
        """What was attained of targets: nothing is wrong with it, but nobody had printed it."""
        rows = [
            _Witness(name=self._named(self.word(one.title), invented=one.invented), said=said)
            for one in found
            for key, said in self.bundle.claims.items()
            if key.startswith(f"{one.id}/attainments/")
        ]
        if rows:
            yield from ("", *paragraph(self.say("dihitung")))
            yield from self._listed(rows)


def _open(verdicts: SubjectVerdicts) -> tuple[Result, ...]:
    return tuple(one for one in verdicts.results if one.outcome is Outcome.UNDETERMINED)


def _by_book(found: Iterable[SubjectVerdicts]) -> Mapping[str, Sequence[SubjectVerdicts]]:
    groups: dict[str, list[SubjectVerdicts]] = {}
    for one in found:
        groups.setdefault(one.rulebook, []).append(one)
    return groups


def _alike(notes: Iterable[SubjectNote]) -> Iterator[Sequence[SubjectNote]]:
    ordered = sorted(notes, key=lambda note: note.criterion)
    return (tuple(group) for _, group in groupby(ordered, key=lambda note: note.criterion))
