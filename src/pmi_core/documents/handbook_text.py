"""The handbook for people: plain text for 80 columns, and Markdown."""

import re
from collections.abc import Callable, Iterable, Iterator
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
    HeadingKind,
    OfficeNamed,
)
from pmi_core.documents.layout import Wording, heading, paragraph, printable
from pmi_core.messages import Argument, Language, render, text


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

    def _office(self, office: OfficeNamed) -> str:
        if office.name is not None:
            return self.say("lembaga", peran=office.role, nama=office.name)
        if office.candidates:
            return self.say("lembaga_beberapa", peran=office.role, alasan=office.reason)
        return office.reason.in_(self.language)

    def _chapter(self, chapter: Chapter) -> _Pieces:
        yield _Part.CHAPTER, self.word(chapter.role)
        for part in chapter.headings:
            yield from self._heading(part)

    def _heading(self, part: Heading) -> _Pieces:
        if not part.lines:
            yield _Part.HEADING, self.say("kosong", judul=part.kind)
            yield _Part.ITEM, self.say("dicari", sumber=self._listed(part.searched, "; "))
            return
        yield _Part.HEADING, self.word(part.kind)
        if part.checks:
            yield _Part.PARAGRAPH, self.say("kriteria_divisi", kriteria=self._named(part.checks))
        if part.kind is HeadingKind.TOPICS:
            yield _Part.PARAGRAPH, self.say("materi")
        for line in part.lines:
            yield from self._line(line)
        works = {line.derived.activity: line.derived for line in part.lines if line.derived}
        if works:
            yield _Part.HEADING, self.say("turunan_judul")
        for work in works.values():
            yield (
                _Part.ITEM,
                self.say(
                    "data_dukung", kegiatan=work.activity, data=self._listed(work.evidence, "; ")
                ),
            )
            yield from self._grounds(work.basis)

    def _line(self, line: HandbookLine) -> _Pieces:
        yield _Part.ITEM, line.text.in_(self.language)
        yield from self._grounds(line.basis)
        if line.derived is not None:
            yield _Part.DETAIL, self._work(line.derived)
        if line.reports:
            yield _Part.DETAIL, self.say("laporan", laporan=self._listed(line.reports))
        if line.checks:
            yield _Part.DETAIL, self.say("kriteria", kriteria=self._named(line.checks))

    def _named(self, checks: Iterable[CheckedBy]) -> str:
        return "; ".join(f"{one.criterion} {one.title.in_(self.language)}" for one in checks)

    def _work(self, work: DerivedWork) -> str:
        if not work.phases:
            return self.say("turunan_kosong", kegiatan=work.activity)
        return self.say(
            "turunan",
            kegiatan=work.activity,
            tahap=self._listed(work.phases),
            aspek=self._listed(work.aspects),
            pelayanan=self._listed(work.services),
        )

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


# What CommonMark and its tables take for markup anywhere, then what at the start of a line only.
_MARKS: Final = re.compile(r"[\\`*_\[\]<>#|&~]|^[-+]")
_NUMBERED: Final = re.compile(r"^(\d+)([.)])", re.ASCII)


def _escaped(words: str) -> str:
    return _NUMBERED.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", printable(words)))


_PLAIN: Final[_Layout] = {
    _Part.TITLE: heading,
    _Part.CHAPTER: heading,
    _Part.HEADING: lambda words: ("", *paragraph(words)),
    _Part.PARAGRAPH: paragraph,
    _Part.ITEM: lambda words: paragraph(words, bullet="- "),
    _Part.DETAIL: lambda words: paragraph(words, indent=2),
}
_MARKDOWN: Final[_Layout] = {
    _Part.TITLE: lambda words: (f"# {_escaped(words)}", ""),
    _Part.CHAPTER: lambda words: ("", f"## {_escaped(words)}"),
    _Part.HEADING: lambda words: ("", f"### {_escaped(words)}", ""),
    _Part.PARAGRAPH: lambda words: (_escaped(words), ""),
    _Part.ITEM: lambda words: (f"- {_escaped(words)}",),
    _Part.DETAIL: lambda words: (f"  - {_escaped(words)}",),
}
