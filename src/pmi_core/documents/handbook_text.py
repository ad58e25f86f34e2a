"""The handbook for people: plain text for 80 columns, and Markdown."""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto
from typing import Final

import attrs

from pmi_core.documents.handbook import (
    Chapter,
    DerivedWork,
    Ground,
    Handbook,
    HandbookLine,
    Heading,
    HeadingKind,
    OfficeNamed,
)
from pmi_core.documents.layout import heading, paragraph
from pmi_core.messages import Argument, Language, format_value, render, text


def handbook_text(made: Handbook, language: Language = Language.ID) -> str:
    """A handbook as plain text, no line longer than 80 columns unless a word is."""
    return _laid_out(made, language, _PLAIN)


def handbook_markdown(made: Handbook, language: Language = Language.ID) -> str:
    """A handbook as Markdown; nothing in it is taken for markup."""
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


@attrs.frozen
class _Writer:
    language: Language

    def whole(self, made: Handbook) -> _Pieces:
        where = (
            text("pegangan.tanpa_tempat")
            if made.place_name is None
            else render("pegangan.di", tempat=made.place_name)
        )
        yield _Part.TITLE, self._say("judul")
        yield _Part.PARAGRAPH, self._say("keadaan", hari=made.on, tempat=where)
        yield _Part.PARAGRAPH, self._say("hukum", lapisan=", ".join(made.law))
        for office in made.offices:
            yield _Part.ITEM, self._office(office)
        for chapter in made.chapters:
            yield from self._chapter(chapter)

    def _office(self, office: OfficeNamed) -> str:
        if office.name is not None:
            return self._say("lembaga", peran=office.role, nama=office.name)
        if office.candidates:
            return self._say("lembaga_beberapa", peran=office.role, alasan=office.reason)
        return office.reason.in_(self.language)

    def _chapter(self, chapter: Chapter) -> _Pieces:
        yield _Part.CHAPTER, self._word(chapter.role)
        for part in chapter.headings:
            yield from self._heading(part)

    def _heading(self, part: Heading) -> _Pieces:
        if not part.lines:
            yield _Part.HEADING, self._say("kosong", judul=part.kind)
            yield _Part.ITEM, self._say("dicari", sumber=self._listed(part.searched, "; "))
            return
        yield _Part.HEADING, self._word(part.kind)
        if part.kind is HeadingKind.TOPICS:
            yield _Part.PARAGRAPH, self._say("materi")
        for line in part.lines:
            yield from self._line(line)
        works = {line.derived.activity: line.derived for line in part.lines if line.derived}
        if works:
            yield _Part.HEADING, self._say("turunan_judul")
        for work in works.values():
            yield (
                _Part.ITEM,
                self._say(
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
            yield _Part.DETAIL, self._say("laporan", laporan=self._listed(line.reports))
        if line.checks:
            named = (f"{one.criterion} {one.title.in_(self.language)}" for one in line.checks)
            yield _Part.DETAIL, self._say("kriteria", kriteria="; ".join(named))

    def _work(self, work: DerivedWork) -> str:
        if not work.phases:
            return self._say("turunan_kosong", kegiatan=work.activity)
        return self._say(
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
            return self._say("dasar_asumsi", status=ground.standing, dasar=ground.cite)
        return self._say(
            "dasar",
            status=ground.standing,
            dasar=ground.cite,
            tempat=ground.place,
            hari=ground.day or text("pegangan.hari_tidak_diketahui"),
        )

    def _listed(self, items: Iterable[Argument], mark: str = ", ") -> str:
        return mark.join(map(self._word, items))

    def _word(self, item: Argument) -> str:
        return format_value(item, "", self.language)

    def _say(self, key: str, **arguments: Argument) -> str:
        return render(f"pegangan.{key}", **arguments).in_(self.language)


def _escaped(words: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", words)


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
