"""CommonMark in which no text is taken for markup."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pmi_core.documents.layout import printable

# What CommonMark and its tables take for markup anywhere, then what at the start of a line only.
_MARKS: Final = re.compile(r"[\\`*_\[\]<>#|&~]|^[-+]")
_NUMBERED: Final = re.compile(r"^(\d+)([.)])", re.ASCII)


def escaped(words: str) -> str:
    r"""The text as one line, every mark of which stands for itself.

    >>> print(escaped("a|b\n*c*"))
    a\|b \*c\*
    """
    return _NUMBERED.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", printable(words)))


def table_lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    r"""A table as GitHub and MyST read it.

    >>> print("\n".join(table_lines(("Badan", "Hadir"), [("Kawan | PMI", "48")])))
    | Badan | Hadir |
    |---|---|
    | Kawan \| PMI | 48 |
    """
    yield _row(head)
    yield "|" + "---|" * len(head)
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"
