"""Citations as people write them: read, written, found in free text, and looked up.

Read are `Perban BP2MI 1/2022`, `Peraturan BP2MI Nomor 1 Tahun 2022`, `UU No. 18 Tahun 2017`, each
with the provision behind it or before it (`Pasal 24 ayat (1) huruf e UU 18/2017`) and with or
without `tentang …`. Case and the number of blanks make no difference; anything else does. Some
ministries print the year as the last part of the number: `Permenaker Nomor PER.07/MEN/IX/2010`.
"""

import re
from enum import Enum
from functools import lru_cache
from typing import Final

import attrs

from pmi_core import codec
from pmi_core.errors import NotFound
from pmi_core.regulation.citation import Cited, Provision
from pmi_core.regulation.designator import NAME, Designator, bare_number, folded_number
from pmi_core.regulation.instrument import Instrument
from pmi_core.regulation.ownership import BLANK, owned_provisions
from pmi_core.regulation.registry import Registry


class CitationStyle(Enum):
    """How the number and the year of an instrument are written."""

    SHORT = "ringkas"
    ABBREVIATED = "disingkat"
    FULL = "lengkap"


# Every repeat is bounded and a token starts only where none goes on: linear on any text.
_B: Final = BLANK
_START: Final = r"(?<![0-9A-Za-z.\-/])"
_PART: Final = r"[0-9A-Za-z](?:[0-9A-Za-z.\-]{0,38}[0-9A-Za-z])?"
_YEAR: Final = r"[12]\d{3}(?![0-9A-Za-z/])"
_TAHUN: Final = rf"{_B}{{1,9}}(?:tahun{_B}{{1,9}}|thn?(?:\.{_B}{{0,9}}|{_B}{{1,9}}))"
# A number of several parts has a letter and a digit besides its year, or it is a day or two words.
_SLASHED: Final = (
    rf"(?!no\.)(?=[0-9A-Za-z.\-/]{{3,40}}(?:/{_B}{{0,9}}{_YEAR}|{_B}))"
    r"(?=(?:[0-9.\-]{1,19}/){0,3}[0-9]{0,9}[A-Za-z])"
    rf"(?=[A-Za-z.\-/]{{0,39}}[0-9])(?![A-Za-z.\-/]{{1,39}}{_YEAR})"
    rf"{_PART}(?:/{_PART}){{1,5}}"
)
# A year behind the year of such a number must be the same one; `Tahun` never follows a year in it.
_NUMBERED: Final = (
    rf"(?:nomor{_B}{{1,9}}|no\.{_B}{{0,9}}|no{_B}{{1,9}})?"
    rf"(?P<number>(?=[0-9]){_PART}|(?P<slashed>{_SLASHED}))"
    rf"(?:{_B}{{0,9}}/{_B}{{0,9}}|(?<!/[12]\d\d\d){_TAHUN})(?P<year>{_YEAR})"
    rf"(?:{_TAHUN}(?P=year)(?![0-9A-Za-z/]))?(?(slashed)(?!{_TAHUN}{_YEAR}))"
)
_PROVISION: Final = (
    rf"pasal{_B}{{1,9}}(?:[1-9]\d{{0,3}}[a-z]{{0,2}}|[ivxl]{{1,9}})(?![0-9a-z])"
    rf"(?:{_B}{{1,9}}ayat(?:{_B}{{0,9}}\([1-9]\d{{0,2}}[a-z]?\)"
    rf"|{_B}{{1,9}}[1-9]\d{{0,2}}[a-z]?(?![0-9a-z])))?"
    rf"(?:{_B}{{1,9}}huruf{_B}{{1,9}}[a-z]{{1,2}}(?![0-9a-z]))?"
    rf"(?:{_B}{{1,9}}angka{_B}{{1,9}}[1-9]\d{{0,3}}(?!\d))?"
)
_CITATION: Final = re.compile(
    rf"(?:(?P<before>{_PROVISION}),? )?(?P<designator>{NAME[:-1]}) {_NUMBERED}"
    rf"(?: tentang (?P<title>.+?))?(?(before)|(?:,? (?P<after>{_PROVISION}))?)",
    re.ASCII | re.IGNORECASE,
)
_NO_TITLE: Final = re.compile(
    r"\b(?:pasal|nomor|no|jo|juncto)\b|;|[0-9a-z] ?/ ?[12]\d{3}\b"
    r"|\d (?:tahun|thn|th)\.? ?[12]\d{3}\b",
    re.ASCII | re.IGNORECASE,
)
_FORM: Final = "expected a citation such as 'UU 18/2017 Pasal 24 ayat (1) huruf e'"
_TITLE_FORM: Final = (
    "the title after 'tentang' holds a provision or another citation, and nobody can tell to which "
    "of the two a provision belongs: leave the title out"
)
_LONGEST: Final = 600


@attrs.frozen(kw_only=True)
class Citation:
    """A citation as somebody wrote it; whether the instrument exists is asked by `resolve`.

    Attributes:
        designator: The words before the number, such as `UU` or `Peraturan BP2MI`.
        number: As written; `06` is not `6`. Without the year that is its last part.
        year: The year in its name.
        at: The provision, if one is cited.

    >>> cited = Citation.parse("Pasal 24 ayat (1) huruf e  uu No. 18 Tahun 2017")
    >>> str(cited)
    'uu 18/2017 Pasal 24 ayat (1) huruf e'
    >>> cited.write(CitationStyle.FULL)
    'uu Nomor 18 Tahun 2017 Pasal 24 ayat (1) huruf e'
    """

    designator: str
    number: str
    year: int
    at: Provision | None = codec.optional(absent="none")

    def __attrs_post_init__(self) -> None:
        match = _CITATION.fullmatch(str(self))
        if match is None or match.group("designator", "number") != (self.designator, self.number):
            raise ValueError(_FORM)

    @classmethod
    def parse(cls, text: str) -> "Citation":
        """Read one citation and nothing else; a title after `tentang` is passed over.

        Raises:
            ValueError: The text has another form, or the title holds a provision or a citation,
                as that of an amending law does; it is not guessed at.
        """
        match = _CITATION.fullmatch(" ".join(text.split())) if len(text) <= _LONGEST else None
        if match is None:
            raise ValueError(_FORM)
        if _NO_TITLE.search(match["title"] or ""):
            raise ValueError(_TITLE_FORM)
        return _read(match, match["before"] or match["after"])

    def __str__(self) -> str:
        return self.write(CitationStyle.SHORT)

    def write(self, style: CitationStyle, *, provision_first: bool = False) -> str:
        """The citation in a style; read back, it is the same citation.

        >>> Citation.parse("UU 18/2017 Pasal 7").write(CitationStyle.SHORT, provision_first=True)
        'Pasal 7 UU 18/2017'
        """
        form = _SLASHED_STYLES if "/" in self.number else _STYLES
        name = form[style].format(self.designator, self.number, self.year)
        if self.at is None:
            return name
        return f"{self.at} {name}" if provision_first else f"{name} {self.at}"


_STYLES: Final = {
    CitationStyle.SHORT: "{0} {1}/{2}",
    CitationStyle.ABBREVIATED: "{0} No. {1} Tahun {2}",
    CitationStyle.FULL: "{0} Nomor {1} Tahun {2}",
}
_SLASHED_STYLES: Final = {
    CitationStyle.SHORT: "{0} {1}/{2}",
    CitationStyle.ABBREVIATED: "{0} No. {1}/{2}",
    CitationStyle.FULL: "{0} Nomor {1}/{2}",
}


@attrs.frozen(kw_only=True)
class FoundCitation:
    """A citation in a text.

    Attributes:
        start: Where it begins, in characters.
        end: Where the text goes on.
        citation: What it says.
    """

    start: int
    end: int
    citation: Citation


class UnknownInstrument(NotFound):
    """A citation of an instrument the registry does not have; the text says what to do next.

    Attributes:
        nearest: The known ones a reader may have meant, written short: the same number in
            another year first, then the same year, then the same number of another series.
        series: The known series, written short, where the citation names none of them; None
            where only the number or the year is unknown.
    """

    def __init__(
        self, name: str, nearest: tuple[str, ...], series: tuple[str, ...] | None = None
    ) -> None:
        super().__init__("instrument", name, nearest)
        self.nearest = nearest
        self.series = series
        self.args = (name, nearest, series)  # what a copy or a pickle is made with

    def __str__(self) -> str:
        known = [f"known is {' or '.join(map(repr, self.nearest))}"] if self.nearest else []
        step = "a law pack can add it as [[instrument]]"
        if self.series is not None:
            listed = f"known series: {', '.join(self.series)}" if self.series else _NO_SERIES
            known.append(listed)
            step += " and its series as [[designator]]"
        return "; ".join([f"no instrument is called {self.name!r}", *known, step])


class _Uncitable(NotFound):
    """An instrument that no citation of the registry can name; the text says what to do next."""

    def __init__(self, name: str, step: str) -> None:
        super().__init__("citable instrument", name)
        self.step = step
        self.args = (name, step)  # what a copy or a pickle is made with

    def __str__(self) -> str:
        return f"{self.name!r} has no citation: {self.step}"


_NO_SERIES: Final = "no series of instruments is known"


def resolve(citation: Citation, registry: Registry) -> Cited:
    """The instrument of the registry that a citation means, with the provision it names.

    Whether a source showed that provision is asked by `check_basis`.

    Raises:
        UnknownInstrument: The series, the number or the year is not known.

    >>> from pmi_core.regulation import shipped_registry
    >>> law = shipped_registry()
    >>> resolve(Citation.parse("Perka BNP2TKI 6/2017"), law).cite
    'perka-bnp2tki-06-2017'
    >>> resolve(Citation.parse("UU 18/2018"), law)
    Traceback (most recent call last):
        ...
    pmi_core.regulation.references.UnknownInstrument: no instrument is called 'UU 18/2018'; known \
is 'UU 18/2017'; a law pack can add it as [[instrument]]
    """
    series = registry.designator(citation.designator)
    wanted = folded_number(citation.number, citation.year), citation.year
    for item in registry.instruments:
        if series is not None and series.covers(item) and _key(item) == wanted:
            return Cited(cite=item.id, at=citation.at)
    name = str(attrs.evolve(citation, at=None))
    known = tuple(sorted(one.short for one in registry.designators)) if series is None else None
    raise UnknownInstrument(name, _nearest(wanted, series, registry), known)


def citation_of(
    instrument: Instrument, registry: Registry, *, at: Provision | None = None
) -> Citation:
    """An instrument, and a provision of it, as this library cites it.

    Raises:
        NotFound: It has no number or one that no citation can hold, or no series of the registry
            covers it; the text says what to do next.

    >>> from pmi_core.regulation import shipped_registry
    >>> law = shipped_registry()
    >>> str(citation_of(law.instrument("perka-bnp2tki-06-2017"), law))
    'Perka BNP2TKI 06/2017'
    """
    if instrument.number is None:
        raise _Uncitable(instrument.id, "it has no number; name it by its id")
    series = next((one for one in registry.designators if one.covers(instrument)), None)
    if series is None:
        step = "no series covers its kind and issuer; a law pack can add it as [[designator]]"
        raise _Uncitable(instrument.id, step)
    number, year = bare_number(instrument.number, instrument.year), instrument.year
    try:
        return Citation(designator=series.short, number=number, year=year, at=at)
    except ValueError:
        said = f"'{series.short} {instrument.number}/{year}'"
        step = f"{said} cannot be read as one; mend the number, or name it by its id"
        raise _Uncitable(instrument.id, step) from None


def find_citations(text: str, registry: Registry) -> tuple[FoundCitation, ...]:
    """Every citation of a series the registry knows, in the order of the text.

    A provision belongs to the citation it stands closest to: joined by a blank is closer than by a
    comma. Where it stands as close to another instrument, known or not, neither gets it. A title
    after `tentang` ends a citation, for nobody can tell where the title ends. The time taken grows
    with the length of the text alone, whatever it holds.

    >>> from pmi_core.regulation import shipped_registry
    >>> found = find_citations("Menurut UU 18/2018 dan Pasal 7 UU 18/2017, …", shipped_registry())
    >>> [(one.start, str(one.citation)) for one in found]
    [(8, 'UU 18/2018'), (23, 'UU 18/2017 Pasal 7')]
    >>> found = find_citations("UU 18/2017 Pasal 5 PP 59/2021", shipped_registry())
    >>> [str(one.citation) for one in found]
    ['UU 18/2017', 'PP 59/2021']
    """
    names = frozenset(name for series in registry.designators for name in series.written)
    marks = tuple(_finder(names).finditer(text))
    owned = owned_provisions(text, marks)
    return tuple(
        _found(mark, owned.get(index)) for index, mark in enumerate(marks) if mark["designator"]
    )


# A process reads with the names of few registries; one that lays packs all day keeps the last few.
@lru_cache(maxsize=16)
def _finder(names: frozenset[str]) -> "re.Pattern[str]":
    written = "|".join(f"{_B}{{1,9}}".join(map(re.escape, name.split())) for name in sorted(names))
    begun = "|".join(sorted({re.escape(name.split()[0]) for name in names}))
    return re.compile(
        rf"{_START}(?:(?P<provision>{_PROVISION})"
        rf"(?=(?P<of>{_B}{{1,9}}(?:{begun or '(?!)'})(?![0-9A-Za-z\-]))?)"
        rf"|(?:(?P<designator>{written or '(?!)'}){_B}{{1,9}})?{_NUMBERED})",
        re.ASCII | re.IGNORECASE,
    )


def _found(mark: "re.Match[str]", at: "re.Match[str] | None") -> FoundCitation:
    parts = (mark,) if at is None else (mark, at)
    return FoundCitation(
        start=min(part.start() for part in parts),
        end=max(part.end() for part in parts),
        citation=_read(mark, None if at is None else at["provision"]),
    )


def _read(match: "re.Match[str]", provision: str | None) -> Citation:
    return Citation(
        designator=" ".join(match["designator"].split()),
        number=match["number"],
        year=int(match["year"]),
        at=_provision(provision),
    )


def _provision(text: str | None) -> Provision | None:
    if text is None:
        return None
    words = text.lower().replace("(", " ").replace(")", " ").split()
    said = dict(zip(words[::2], words[1::2], strict=True))
    return Provision(
        article=said["pasal"].upper(),
        paragraph=said.get("ayat"),
        letter=said.get("huruf"),
        number=said.get("angka"),
    )


def _key(instrument: Instrument) -> tuple[str, int] | None:
    if instrument.number is None:
        return None
    return folded_number(instrument.number, instrument.year), instrument.year


def _nearest(
    wanted: tuple[str, int], series: Designator | None, registry: Registry
) -> tuple[str, ...]:
    number, year = wanted
    ranked: list[tuple[int, int, str]] = []
    for item in registry.instruments:
        same = series is not None and series.covers(item)
        key = _key(item)
        if key is None:
            continue
        try:
            name = str(citation_of(item, registry))
        except NotFound:
            continue
        if same and key[0] == number:
            ranked.append((0, abs(key[1] - year), name))
        elif same and key[1] == year:
            ranked.append((1, 0, name))
        elif key == wanted:
            ranked.append((2, 0, name))
    return tuple(name for *_, name in sorted(ranked)[:3])
