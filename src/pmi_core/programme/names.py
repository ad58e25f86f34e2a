"""Names of persons as people write them, read down to what can be compared.

Titles, abbreviations and nicknames are data (`data/name_words.toml`). Reading a name decides
nothing: it only lets two records be proposed as one person.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final

import attrs

from pmi_core import codec
from pmi_core.messages import Text
from pmi_core.privacy import personal
from pmi_core.regulation import Basis

# Marks pile up: to sort them takes the square of their number, so no longer text is looked at.
LONGEST_NAME: Final = 300
# As keyboards and word processors write an apostrophe: Ma'ruf is Maruf.
_APOSTROPHES: Final = "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u2018\u2019\u201b\u2032\u2035"
_BARE: Final = {ord(mark): None for mark in _APOSTROPHES}
_ASIDE: Final = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?|[\"“”«»]([^\"“”«»]*)[\"“”«»]")
_WORD: Final = re.compile(r"[^\W_]+")

Words = tuple[str, ...]


@attrs.frozen(kw_only=True)
class Titles:
    """Titles of one sort: words beside a name that are no part of it.

    Attributes:
        before: Those that stand before a name.
        after: Those that stand after it.
    """

    what: Text
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen(kw_only=True)
class NameForms:
    """The spellings and abbreviations of one name.

    Attributes:
        first_only: Those that stand for it only as the first of several words.
    """

    name: str
    written: tuple[str, ...]
    first_only: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen(kw_only=True)
class NameLinks:
    """Words between two names of one person.

    Attributes:
        nickname_follows: Whether all after it is another name, such as after "alias".
    """

    what: Text
    written: tuple[str, ...]
    nickname_follows: bool
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen(kw_only=True)
class NameWords:
    """The table of words by which names are read; what it does not list counts as a name."""

    titles: tuple[Titles, ...]
    names: tuple[NameForms, ...]
    links: tuple[NameLinks, ...]


@attrs.frozen(kw_only=True)
class PlainName:
    """A name without case, marks and titles; personal data as the name itself is.

    Attributes:
        words: The name: no titles or nicknames, abbreviations written out.
        spelled: The same as it was spelled.
        written: Every word, titles and nicknames too.
        nicknames: Other names, from brackets, quotation marks or after "alias".
    """

    words: Words = personal()
    spelled: Words = personal()
    written: Words = personal()
    nicknames: tuple[Words, ...] = personal()


def plain_name(name: str) -> PlainName:
    """Read a name as people write it.

    Total: any text is read. What holds no letter or digit has no words, and neither has a text
    of more than 300 characters, for nobody is called so. A title is never the whole name: the
    last word stays.

    >>> found = plain_name("Dra. Hj. CONTOH Ma'rifah, S.Pd. (Ifah)")
    >>> found.words, found.nicknames
    (('contoh', 'marifah'), (('ifah',),))
    >>> plain_name("M. Contoh bin Abd. Misal").words
    ('muhammad', 'contoh', 'abdul', 'misal')
    >>> found
    PlainName(words=***, spelled=***, written=***, nicknames=***)
    """
    text = _folded(name)
    reader = _reader()
    asides = [_words(match[1] or match[2] or "") for match in _ASIDE.finditer(text)]
    written = _words(text)
    bare = _ASIDE.sub(" ", text) if asides else text
    main, other = reader.parted(_words(bare) if asides else written)
    named = reader.before_comma(main, len(_words(bare.partition(",")[0])))
    spelled = reader.linked(reader.untitled(named, least=1))
    called = (reader.untitled(words, least=0) for words in (*asides, other) if words)
    return PlainName(
        words=reader.written_out(spelled),
        spelled=spelled,
        written=written,
        nicknames=tuple(reader.written_out(words) for words in called if words),
    )


@cache
def shipped_name_words() -> NameWords:
    """The table that ships; it is an assumption of ours, each part with its reason.

    >>> {basis.owner for sort in shipped_name_words().titles for basis in sort.basis}
    {'pmi_core'}
    """
    return codec.load_shipped("name_words.toml", NameWords)


@attrs.frozen(kw_only=True)
class _Reader:
    """The table, ready to be looked up: every form without dots and blanks."""

    before: frozenset[str]
    after: frozenset[str]
    forms: dict[str, str]
    first_forms: dict[str, str]
    links: frozenset[str]
    aliases: frozenset[str]
    longest: int

    def parted(self, words: Words) -> tuple[Words, Words]:
        """The words before and after the first "alias" that stands between others."""
        between = range(1, len(words) - 1)
        at = next((n for n in between if words[n] in self.aliases), len(words))
        return words[:at], words[at + 1 :]

    def before_comma(self, words: Words, first: int) -> Words:
        """The words before the comma, where a title that is known stands after it.

        Then all that follows is titles: the table is not complete, and one it lacks must not keep
        those beside it in the name.
        """
        after = words[first:]
        spans = ((at, at + n) for at in range(len(after)) for n in range(1, self.longest + 1))
        known = any("".join(after[begin:end]) in self.after for begin, end in spans)
        return words[:first] if known and first else words

    def untitled(self, words: Words, *, least: int) -> Words:
        """The words without titles at either end; at least so many words stay."""
        while size := self._title(self.before, words, least, end=slice):
            words = words[size:]
        while size := self._title(self.after, words, least, end=_last):
            words = words[:-size]
        return words

    def _title(
        self, known: frozenset[str], words: Words, least: int, *, end: Callable[[int], slice]
    ) -> int:
        """How many words at one end are a title; the longest title wins."""
        for size in range(min(self.longest, len(words) - least), 0, -1):
            if "".join(words[end(size)]) in known:
                return size
        return 0

    def linked(self, words: Words) -> Words:
        """The words without those that only link two of them."""
        inner = (word for word in words[1:-1] if word not in self.links)
        return (*words[:1], *inner, *words[1:][-1:])

    def written_out(self, words: Words) -> Words:
        """The words with abbreviations and spellings as one name has them."""
        out = tuple(self.forms.get(word, word) for word in words)
        return (self.first_forms.get(out[0], out[0]), *out[1:]) if len(out) > 1 else out


def _last(size: int) -> slice:
    return slice(-size, None)


@cache
def _reader() -> _Reader:
    table = shipped_name_words()
    before = [form for sort in table.titles for form in sort.before]
    after = [form for sort in table.titles for form in sort.after]
    links = [(form, link.nickname_follows) for link in table.links for form in link.written]
    forms = ((form, item.name) for item in table.names for form in item.written)
    first = ((form, item.name) for item in table.names for form in item.first_only)
    return _Reader(
        before=frozenset(map(_joined, before)),
        after=frozenset(map(_joined, after)),
        forms={_joined(form): _joined(name) for form, name in forms},
        first_forms={_joined(form): _joined(name) for form, name in first},
        links=frozenset(_joined(form) for form, nickname in links if not nickname),
        aliases=frozenset(_joined(form) for form, nickname in links if nickname),
        longest=max(len(_words(_folded(form))) for form in (*before, *after)),
    )


def _joined(form: str) -> str:
    return "".join(_words(_folded(form)))


def _words(folded: str) -> Words:
    return tuple(_WORD.findall(folded))


def _folded(text: str) -> str:
    """Without case, apostrophes, accents and characters nobody sees; compatibility forms gone."""
    if len(text) > LONGEST_NAME:
        return ""
    if text.isascii():
        return text.translate(_BARE).casefold()
    plain = unicodedata.normalize("NFKD", text.translate(_BARE)).casefold().translate(_BARE)
    return "".join(c for c in plain if not _unseen(c))


def _unseen(character: str) -> bool:
    return unicodedata.combining(character) != 0 or unicodedata.category(character) == "Cf"
