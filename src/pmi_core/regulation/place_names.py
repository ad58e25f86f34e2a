"""Names as people type them: without case, marks and blanks, and the kinds they begin with."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from typing import Final

LONGEST_NAME: Final = 120  # the longest official name has 45 characters
_WORD: Final = re.compile(r"\w+")
_KINDS: Final = {
    "kabupaten": "kabupaten",
    "kab": "kabupaten",
    "kota": "kota",
    "provinsi": "provinsi",
    "propinsi": "provinsi",
    "prov": "provinsi",
    # Daerah Istimewa Yogyakarta and Daerah Khusus Ibukota Jakarta: a bare Yogyakarta may be either
    # the province or the kota, as a bare Gorontalo may.
    "daerah": "provinsi",
    "istimewa": "provinsi",
    "khusus": "provinsi",
    "ibukota": "provinsi",
    "di": "provinsi",
    "dki": "provinsi",
}
# "Kota Administrasi Jakarta Pusat" is "Kota Jakarta Pusat" to everybody.
_SHORT: Final = {"kep": "kepulauan", "adm": "", "administrasi": ""}


def name_parts(name: str) -> tuple[frozenset[str], str]:
    """The kinds a name begins with, and the rest without case, marks and blanks.

    "Kab/Kota Enrekang" names both kinds, as the covers of real reports do. A text longer than
    any name has no rest: nothing is called so.
    """
    words = _words(name)
    first = 0
    while first < len(words) - 1 and words[first] in _KINDS:
        first += 1
    kinds = frozenset(_KINDS[word] for word in words[:first])
    return kinds, "".join([_SHORT.get(word, word) for word in words[first:]])


def fold(name: str) -> str:
    """A name without case, marks and blanks.

    >>> fold("Türkiye"), fold("Hong Kong")
    ('turkiye', 'hongkong')
    """
    return "".join(_words(name))


def nearest_name(name: str, known: Iterable[str]) -> str:
    """The nearest of some bare names, if three quarters agree; nothing else is alike.

    difflib alone would offer Halmahera Tengah for a name out of a fairy tale.
    """
    for near in get_close_matches(name, sorted(known), n=1):
        blocks = SequenceMatcher(None, name, near).get_matching_blocks()
        if 8 * sum(block.size for block in blocks) >= 3 * (len(name) + len(near)):
            return near
    return ""


def shorten(text: str) -> str:
    """A text as an error repeats it: whole, unless it is longer than any name."""
    return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…"


def _words(text: str) -> list[str]:
    if len(text) > LONGEST_NAME:
        return []
    if not text.isascii():
        text = "".join(
            c for c in unicodedata.normalize("NFKD", text) if unicodedata.combining(c) == 0
        )
    return _WORD.findall(text.casefold())
