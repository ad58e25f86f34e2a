"""Which of the instruments cited in a text a provision beside them belongs to.

A text is read as a row of marks with gaps between: provisions, and names of instruments (an
instrument of no known series is a name too, known by its number and year). A gap ties its two
neighbours more or less closely. A provision belongs to the name it is tied to most closely, and
where two names are as close, to none: what could be read in two ways is not guessed.
"""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import Final

BLANK: Final = "[ \\t\\r\\n\\f\\v\u00a0\u2007\u202f]"
_JOINED: Final = re.compile(f",?{BLANK}{{1,9}}")
_TITLED: Final = re.compile(rf"{BLANK}{{1,9}}tentang(?![a-z])", re.IGNORECASE)
_BREAK: Final = re.compile(
    r"[;:!?]|(?<!s\.d)(?<!\bjo)\.(?![0-9A-Za-z])|\n[ \t\r]*\n", re.IGNORECASE
)
_TITLE_BREAK: Final = re.compile(r"[,;:.!?]")
_NEW_ITEM: Final = frozenset({"dan", "atau", "dan/atau", "serta", "jo", "juncto"})
_LINKING: Final = re.compile(
    rf"(?:{BLANK}|[,/()\-\u2013]|s\.d\.|jo\."
    r"|(?:dan|atau|serta|juncto|dari|dalam|pada|sampai|dengan|pasal|ayat|huruf|angka"
    r"|[a-z]{1,2}|\d{1,4}[a-z]{0,2})(?![0-9a-z]))*",
    re.ASCII | re.IGNORECASE,
)
_LOOSENING: Final = re.compile(r",|\b(?:jo|juncto)\b", re.IGNORECASE)
_CAPITAL: Final = re.compile(r"\b(?!(?i:dan|atau|serta|jo|juncto)\b)[A-Z]")


class _Tie(IntEnum):
    """How closely a gap ties what stands on its two sides."""

    NONE = 0
    LOOSE = 1
    CLOSE = 2


def owned_provisions(text: str, marks: "Sequence[re.Match[str]]") -> "dict[int, re.Match[str]]":
    """The provision of each name that has one, by the place of the name in the row.

    Args:
        text: The text the marks were found in.
        marks: In the order of the text. The group `provision` marks a provision, with `of` where a
            word that begins the name of an instrument follows; `designator` a known series.
    """
    behind: dict[int, tuple[_Tie, int]] = {}
    before: dict[int, tuple[_Tie, int]] = {}
    for name, provision, tie in _claims(text, marks):
        (before if provision < name else behind)[name] = tie, provision
    owned: dict[int, re.Match[str]] = {}
    for name in before.keys() | behind.keys():
        one, other = before.get(name, _NOBODY), behind.get(name, _NOBODY)
        if one[0] != other[0]:
            owned[name] = marks[max(one, other)[1]]
    return owned


_NOBODY: Final = (_Tie.NONE, -1)


def _claims(text: str, marks: "Sequence[re.Match[str]]") -> Iterator[tuple[int, int, _Tie]]:
    """Each name with a provision joined to it that no other instrument is tied to as closely."""
    gaps = [text[one.end() : other.start()] for one, other in pairwise(marks)]
    ties = [_tie(*sides, gap) for sides, gap in zip(pairwise(marks), gaps, strict=True)]
    titled = _in_titles(marks, gaps)
    left = _reach(marks, ties, [_Tie.NONE for _ in marks])
    named = [_tie_to_word(mark["of"]) for mark in marks]
    right = _reach(marks[::-1], ties[::-1], named[::-1])[::-1]
    for index, gap in enumerate(gaps):
        one, other = (bool(mark["provision"]) for mark in marks[index : index + 2])
        if one == other or not _JOINED.fullmatch(gap):
            continue
        if one and right[index] > left[index]:
            yield index + 1, index, right[index]
        if other and left[index + 1] > right[index + 1] and not titled[index]:
            yield index, index + 1, left[index + 1]


def _reach(
    marks: "Sequence[re.Match[str]]", ties: Sequence[_Tie], ends: Sequence[_Tie]
) -> list[_Tie]:
    """How closely each provision is tied to the name before it, across provisions between them."""
    reach = list(ends)
    for index, (mark, tie) in enumerate(zip(marks[:-1], ties, strict=True), start=1):
        across = min(tie, reach[index - 1]) if mark["provision"] else tie
        reach[index] = max(ends[index], across)
    return reach


def _tie(one: "re.Match[str]", other: "re.Match[str]", gap: str) -> _Tie:
    if _BREAK.search(gap):
        return _Tie.NONE
    if not other["provision"] and not other["designator"]:
        gap = _CAPITAL.split(gap, maxsplit=1)[0]  # the rest is the name of an unknown series
    row = one["provision"] and other["provision"]
    if not row and _last_word(gap) in _NEW_ITEM:
        return _Tie.NONE
    if _LINKING.fullmatch(gap):
        return _Tie.LOOSE if _LOOSENING.search(gap) else _Tie.CLOSE
    return _Tie.NONE if "," in gap else _Tie.LOOSE


def _tie_to_word(following: str | None) -> _Tie:
    return _Tie.NONE if following is None or _BREAK.search(following) else _Tie.CLOSE


def _last_word(gap: str) -> str:
    return "".join(gap.split()[-1:]).rstrip(".").casefold()


def _in_titles(marks: "Sequence[re.Match[str]]", gaps: Sequence[str]) -> list[bool]:
    """Whether each mark may stand inside of the title of an instrument before it."""
    inside = [False for _ in marks]
    for index, gap in enumerate(gaps):
        begun = not marks[index]["provision"] and _TITLED.match(gap) is not None
        inside[index + 1] = (inside[index] or begun) and not _TITLE_BREAK.search(gap)
    return inside
