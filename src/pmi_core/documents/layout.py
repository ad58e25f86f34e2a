"""Plain text laid out for 80 columns: headings, wrapped paragraphs, aligned tables."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

WIDTH: Final = 80


def heading(title: str) -> Iterator[str]:
    """An empty line, the title in capitals, a rule as long as the title.

    >>> list(heading("Dasar"))
    ['', 'DASAR', '-----']
    """
    lines = textwrap.wrap(title.upper(), WIDTH)
    yield from ("", *lines, "-" * max(map(len, lines), default=0))


def paragraph(text: str, *, indent: int = 0, bullet: str = "") -> Iterator[str]:
    """Text wrapped to the width; what follows the first line hangs under it.

    >>> list(paragraph("Laporan belum masuk", bullet="- "))
    ['- Laporan belum masuk']
    """
    first = " " * indent + bullet
    yield from textwrap.wrap(
        text,
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
    body = [tuple(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
    numeric = [all(map(_is_number, column)) for column in zip(*body, strict=True)]
    for row in (tuple(head), *body):
        cells = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(
                row, widths, numeric or [False] * len(widths), strict=True
            )
        )
        yield (" " * gap).join(cells).rstrip()


def _is_number(cell: str) -> bool:
    return cell.replace(".", "").replace(",", "").rstrip("%").isdecimal()
