"""Plain text laid out for 80 columns: headings, wrapped paragraphs, aligned tables."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pmi_core.messages import Argument, Language, format_value, render

WIDTH: Final = 80


class Wording:
    """The words of one part of the catalogue in one language."""

    def __init__(self, part: str, language: Language) -> None:
        self.part = part
        self.language = language

    def say(self, key: str, **arguments: Argument) -> str:
        """A text of that part."""
        return render(f"{self.part}.{key}", **arguments).in_(self.language)

    def word(self, item: Argument) -> str:
        """A term, day, number or text."""
        return format_value(item, "", self.language)


def printable(text: str) -> str:
    r"""The text as one line: blanks of any kind are one space, and what no terminal may obey shows.

    >>> printable("satu\n- dua\x1b[31m")
    'satu - dua�[31m'
    """
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(map(_shown, line))


def _shown(mark: str) -> str:
    return mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}"


def heading(title: str) -> Iterator[str]:
    """An empty line, the title in capitals, a rule as long as the title.

    >>> list(heading("Dasar"))
    ['', 'DASAR', '-----']
    """
    lines = textwrap.wrap(printable(title).upper(), WIDTH)
    yield from ("", *lines, "-" * max(map(len, lines), default=0))


def paragraph(text: str, *, indent: int = 0, bullet: str = "") -> Iterator[str]:
    """Text wrapped to the width; what follows the first line hangs under it.

    >>> list(paragraph("Laporan belum masuk", bullet="- "))
    ['- Laporan belum masuk']
    """
    first = " " * indent + bullet
    yield from textwrap.wrap(
        printable(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_on_hyphens=False,
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, gap: int = 2) -> Iterator[str]:
    """Columns as wide as their widest cell; a column of numbers is flushed right.

    >>> for line in table(("Badan", "Hadir"), [("Kawan PMI", "48"), ("Perwira PMI", "9")]):
    ...     print(line)
    Badan        Hadir
    Kawan PMI       48
    Perwira PMI      9
    """
    top, *body = (tuple(map(printable, row)) for row in (head, *rows))
    widths = [max(map(len, column)) for column in zip(top, *body, strict=True)]
    numeric = [all(map(_is_number, column)) for column in zip(*body, strict=True)]
    for row in (top, *body):
        cells = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(
                row, widths, numeric or [False] * len(widths), strict=True
            )
        )
        yield (" " * gap).join(cells).rstrip()


def _is_number(cell: str) -> bool:
    return cell.replace(".", "").replace(",", "").rstrip("%").isdecimal()
