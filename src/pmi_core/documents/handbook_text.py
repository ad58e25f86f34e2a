"""The handbook for people: plain text for 80 columns, and Markdown."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum, auto
from typing import Final

from pmi_core.documents.handbook import (
    Chapter,
    CheckedBy,
    DerivedWork,
    Ground,
    Handbook,
    HandbookLine,
    Heading,
    OfficeNamed,
    SourceSearched,
)
from pmi_core.documents.layout import Wording, heading, paragraph
from pmi_core.documents.legend import criterion_words, numbering_words, standing_words
from pmi_core.documents.markdown import escaped
from pmi_core.messages import Argument, Language, Text, render, text
from pmi_core.programme import Aspect
from pmi_core.regulation import ProvenanceStatus


def handbook_text(made: Handbook, language: Language = Language.ID) -> str:
    """A handbook as plain text, no line longer than 80 columns unless a word is."""
    return _laid_out(made, language, _PLAIN)


def handbook_markdown(made: Handbook, language: Language = Language.ID) -> str:
    """A handbook as CommonMark; nothing in it is taken for markup."""
    return _laid_out(made, language, _MARKDOWN)


class _Part(Enum):
    TITLE = auto()
    CHAPTER = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    SUBITEM = auto()
    DETAIL = auto()


_Layout = dict[_Part, Callable[[str], Iterable[str]]]
_Pieces = Iterator[tuple[_Part, str]]


def _laid_out(made: Handbook, language: Language, layout: _Layout) -> str:
    lines = [line for part, words in _Writer(language).whole(made) for line in layout[part](words)]
    return "\n".join(lines).strip("\n") + "\n"


class _Writer(Wording):
    def __init__(self, language: Language) -> None:
        super().__init__("pegangan", language)

    def whole(self, made: Handbook) -> _Pieces:
        where = (
            text("pegangan.tanpa_tempat")
            if made.place_name is None
            else render("pegangan.di", tempat=made.place_name)
        )
        yield _Part.TITLE, self.say("judul")
        yield _Part.PARAGRAPH, self.say("keadaan", hari=made.on, tempat=where)
        yield _Part.PARAGRAPH, self.say("hukum", lapisan=", ".join(made.law))
        for office in made.offices:
            yield _Part.ITEM, self._office(office)
        for chapter in made.chapters:
            yield from self._chapter(chapter)
        yield _Part.CHAPTER, text("legenda.judul").in_(self.language)
        for word in _words_used(made):
            yield _Part.ITEM, word.in_(self.language)

    def _office(self, office: OfficeNamed) -> str:
        if office.name is not None:
            return self.say("lembaga", lengkap=office.full_name, nama=office.name)
        if office.candidates:
            return self.say("lembaga_beberapa", peran=office.role, alasan=office.reason)
        return office.reason.in_(self.language)

    def _chapter(self, chapter: Chapter) -> _Pieces:
        yield _Part.CHAPTER, self.word(chapter.role)
        for part in chapter.headings:
            yield from self._heading(part)
        for searched, missing in _missing(chapter).items():
            yield from self._searched(searched, missing)

    def _searched(self, searched: Iterable[SourceSearched], missing: Iterable[Heading]) -> _Pieces:
        kinds = self._listed([part.kind for part in missing])
        yield _Part.HEADING, self.say("yang_kosong", judul=kinds)
        added = {one.name: one.provisions for part in missing for one in part.added}
        read = [one for one in searched if one.status is not ProvenanceStatus.NOT_FOUND]
        lost = [one for one in searched if one not in read and one.name not in added]
        told = [one for one in searched if one.name in added]
        yield from self._sources("ditelusuri", {one: self.word(one.status) for one in read})
        yield from self._sources("tanpa_naskah", dict.fromkeys(lost, ""))
        yield from self._sources("dari_paket", {one: self._count(added[one.name]) for one in told})
        yield _Part.ITEM, self.say("artinya")

    def _sources(self, key: str, notes: Mapping[SourceSearched, str]) -> _Pieces:
        """The sources of which one thing is said, each with its own note; none says nothing."""
        if notes:
            yield _Part.ITEM, self.say(key)
        for source, note in notes.items():
            told = "; ".join(filter(None, (note, self._ended(source))))
            name = source.name.in_(self.language)
            yield _Part.SUBITEM, f"{name} ({told})" if told else name

    def _count(self, provisions: int) -> str:
        return self.say("ketentuan", jumlah=provisions) if provisions else ""

    def _ended(self, source: SourceSearched) -> str:
        if source.ended_on is not None:
            return self.say("berakhir_pada", hari=source.ended_on)
        return self.say("berakhir") if source.ended else ""

    def _heading(self, part: Heading) -> _Pieces:
        if not part.lines:
            yield _Part.HEADING, self.say("kosong", judul=part.kind)
            return
        yield _Part.HEADING, self.word(part.kind)
        if part.note is not None:
            yield _Part.PARAGRAPH, self.word(part.note)
        if part.checks:
            yield _Part.PARAGRAPH, self.say("kriteria_divisi", kriteria=self._named(part.checks))
        for line in part.lines:
            yield from self._line(line)
        works = {line.derived.activity: line.derived for line in part.lines if line.derived}
        if works:
            yield _Part.HEADING, self.say("turunan_judul")
        for work in works.values():
            yield (
                _Part.ITEM,
                self.say(
                    "data_dukung",
                    kegiatan=self._lower(work.activity),
                    data=self._listed(work.evidence, "; "),
                ),
            )
            yield from self._grounds(work.basis)

    def _line(self, line: HandbookLine) -> _Pieces:
        yield _Part.ITEM, line.text.in_(self.language)
        if line.occasion is not None:
            yield _Part.DETAIL, self.say("kesempatan", kesempatan=line.occasion)
        yield from self._grounds(line.basis)
        if line.derived is not None:
            yield _Part.DETAIL, self._work(line.derived)
        if line.reports:
            yield _Part.DETAIL, self.say("laporan", laporan=self._listed(line.reports))
        if line.about:
            yield _Part.DETAIL, self.say("tentang", laporan=self._listed(line.about))
        if line.checks:
            yield _Part.DETAIL, self.say("kriteria", kriteria=self._named(line.checks))

    def _named(self, checks: Iterable[CheckedBy]) -> str:
        return "; ".join(f"{one.criterion} {one.title.in_(self.language)}" for one in checks)

    def _work(self, work: DerivedWork) -> str:
        if not work.phases:
            return self.say("turunan_kosong", kegiatan=self._lower(work.activity))
        return self.say(
            "turunan",
            kegiatan=self._lower(work.activity),
            tahap=", ".join(map(self._lower, work.phases)),
            aspek=", ".join(map(self._aspect, work.aspects)),
            pelayanan=", ".join(map(self._lower, work.services)),
        )

    def _lower(self, item: Argument) -> str:
        """A term in the middle of a sentence; none of them is a name."""
        return self.word(item).lower()

    def _aspect(self, aspect: Aspect) -> str:
        """Without the word aspect, which stands before the list."""
        return self.say(f"aspek.{aspect.value}")

    def _grounds(self, grounds: Iterable[Ground]) -> _Pieces:
        for ground in grounds:
            yield _Part.DETAIL, self._ground(ground)

    def _ground(self, ground: Ground) -> str:
        if ground.place is None:
            return self.say("dasar_asumsi", status=ground.standing, dasar=ground.cite)
        return self.say(
            "dasar",
            status=ground.standing,
            dasar=ground.cite,
            tempat=ground.place,
            hari=ground.day or text("pegangan.hari_tidak_diketahui"),
        )

    def _listed(self, items: Iterable[Argument], mark: str = ", ") -> str:
        return mark.join(map(self.word, items))


def _missing(chapter: Chapter) -> Mapping[tuple[SourceSearched, ...], list[Heading]]:
    """The headings without lines, by where they were looked for."""
    found: dict[tuple[SourceSearched, ...], list[Heading]] = {}
    for part in chapter.headings:
        if not part.lines:
            found.setdefault(part.searched, []).append(part)
    return found


def _words_used(made: Handbook) -> Iterator[Text]:
    """The words of the legend that the handbook uses, in the legend's order."""
    parts = [part for chapter in made.chapters for part in chapter.headings]
    lines = [line for part in parts for line in part.lines]
    works = [line.derived for line in lines if line.derived is not None]
    bases = (*(line.basis for line in lines), *(work.basis for work in works))
    grounds = [ground for basis in bases for ground in basis]
    # What was searched is printed only where it gave nothing.
    empty = [part for part in parts if not part.lines]
    statuses = {ground.standing for ground in grounds}
    statuses.update(source.status for part in empty for source in part.searched)
    statuses.update(ProvenanceStatus.NOT_FOUND for _ in empty)
    yield from map(_legend, standing_words(statuses))
    if works:
        yield _legend("turunan")
    yield from map(_legend, numbering_words(ground.cite for ground in grounds))
    checks = (*(one.checks for one in parts), *(line.checks for line in lines))
    yield from criterion_words(one.criterion for named in checks for one in named)
    if any(text("pegangan.terpotong").id in line.text.id for line in lines):
        yield _legend("terpotong")
    yield _legend("lapisan")


def _legend(word: str) -> Text:
    return text(f"legenda.{word}")


_PLAIN: Final[_Layout] = {
    _Part.TITLE: heading,
    _Part.CHAPTER: heading,
    _Part.HEADING: lambda words: ("", *paragraph(words)),
    _Part.PARAGRAPH: paragraph,
    _Part.ITEM: lambda words: paragraph(words, bullet="- "),
    _Part.SUBITEM: lambda words: paragraph(words, indent=2, bullet="- "),
    _Part.DETAIL: lambda words: paragraph(words, indent=2),
}
_MARKDOWN: Final[_Layout] = {
    _Part.TITLE: lambda words: (f"# {escaped(words)}", ""),
    _Part.CHAPTER: lambda words: ("", f"## {escaped(words)}"),
    _Part.HEADING: lambda words: ("", f"### {escaped(words)}", ""),
    _Part.PARAGRAPH: lambda words: (escaped(words), ""),
    _Part.ITEM: lambda words: (f"- {escaped(words)}",),
    _Part.SUBITEM: lambda words: (f"  - {escaped(words)}",),
    _Part.DETAIL: lambda words: (f"  - {escaped(words)}",),
}
