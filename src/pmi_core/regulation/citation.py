"""What a rule rests on: a citation or an assumption; never nothing."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, NewType

import attrs

from pmi_core import codec
from pmi_core.messages import Text, render

InstrumentId = NewType("InstrumentId", str)

_YEAR: Final = re.compile(r"\d{4}", re.ASCII)


def nearest_ids(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """What somebody who wrote an unknown id may have meant.

    As with citations, the same number in another year comes first, the nearest of them; where
    there is none, all that are known are compared.

    >>> nearest_ids("uu-18-2018", ["uu-17-2018", "uu-18-2017", "uu-18-2004"])
    ('uu-18-2017',)
    """
    stem, _, year = name.rpartition("-")
    listed = tuple(known)
    if not _YEAR.fullmatch(year):
        return listed
    parts = (one.rpartition("-") for one in listed)
    years = [told for other, _, told in parts if other == stem and _YEAR.fullmatch(told)]
    if not years:
        return listed
    near = min(sorted(years), key=lambda told: abs(int(told) - int(year)))
    return (f"{stem}-{near}",)


_PROVISION: Final = re.compile(
    r"Pasal (?P<article>[1-9]\d{0,3}[A-Z]{0,2}|[IVXL]+)"
    r"(?: ayat \((?P<paragraph>[1-9]\d{0,2}[a-z]?)\))?"
    r"(?: huruf (?P<letter>[a-z]{1,2}))?"
    r"(?: angka (?P<number>[1-9]\d{0,3}))?",
    re.ASCII,
)


@attrs.frozen(kw_only=True)
class Provision:
    """A place inside an instrument, written as Indonesian law writes it.

    >>> str(Provision.parse("Pasal 4 ayat (4) huruf a"))
    'Pasal 4 ayat (4) huruf a'
    >>> Provision.parse("Pasal 22A").article
    '22A'
    """

    article: str
    paragraph: str | None = codec.optional(absent="none")
    letter: str | None = codec.optional(absent="none")
    number: str | None = codec.optional(absent="none")

    def __attrs_post_init__(self) -> None:
        if not _PROVISION.fullmatch(str(self)):
            raise ValueError(_FORM)

    @classmethod
    def parse(cls, text: str) -> "Provision":
        """Read `Pasal 4 ayat (4) huruf a angka 1`; all but the article may be left out.

        Raises:
            ValueError: The text has another form; it is not guessed at.
        """
        match = _PROVISION.fullmatch(text)
        if match is None:
            raise ValueError(_FORM)
        return cls(**match.groupdict())

    def __str__(self) -> str:
        return self._written("Pasal", "ayat", "huruf", "angka")

    @property
    def enclosing(self) -> tuple["Provision", ...]:
        """This place and those it lies in, innermost first.

        >>> [str(place) for place in Provision.parse("Pasal 21 ayat (1) huruf e").enclosing]
        ['Pasal 21 ayat (1) huruf e', 'Pasal 21 ayat (1)', 'Pasal 21']
        """
        letter = attrs.evolve(self, number=None)
        paragraph = attrs.evolve(letter, letter=None)
        return tuple(dict.fromkeys((self, letter, paragraph, Provision(article=self.article))))

    @property
    def text(self) -> Text:
        """The provision as each language writes it."""
        return Text(id=str(self), en=self._written("Article", "paragraph", "letter", "number"))

    def _written(self, article: str, paragraph: str, letter: str, number: str) -> str:
        parts = (
            (article, self.article),
            (paragraph, None if self.paragraph is None else f"({self.paragraph})"),
            (letter, self.letter),
            (number, self.number),
        )
        return " ".join(f"{word} {value}" for word, value in parts if value is not None)


_FORM: Final = "expected a provision such as 'Pasal 4 ayat (4) huruf a'"


@attrs.frozen(kw_only=True)
class Cited:
    """A basis that an instrument gives.

    Attributes:
        cite: The instrument's id.
        item: An item of an oral direction or meeting, such as `e`.
        at: The article, where its text was seen or reported.
        analogy: The instrument addresses somebody else; it only suggests the rule.
    """

    cite: InstrumentId
    item: str | None = codec.optional(absent="none")
    at: Provision | None = codec.optional(absent="none")
    analogy: bool = False


@attrs.frozen(kw_only=True)
class Assumption:
    """A basis that nothing but a reason gives: who assumes it, why, and since when."""

    owner: str
    reason: Text
    on: date

    @property
    def text(self) -> Text:
        """The assumption as a clause for people."""
        return render("regulation.assumption", owner=self.owner, on=self.on, reason=self.reason)


Basis = Cited | Assumption
