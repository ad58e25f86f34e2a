"""What people call a series of instruments: `UU`, `Perban BP2MI`, `Kepmendagri`."""

import re
from collections.abc import Iterator
from typing import Final

import attrs

from pmi_core.regulation.instrument import Instrument, InstrumentKind

_RESERVED: Final = "nomor|no|tahun|tentang|pasal|ayat|huruf|angka|jo|juncto"
_WORD: Final = rf"(?!(?:{_RESERVED})\.? )[A-Za-z][0-9A-Za-z.\-]{{0,39}}"
NAME: Final = rf"{_WORD}(?: {_WORD}){{0,11}} "  # as a citation holds it, before its number
_NAME: Final = re.compile(NAME, re.ASCII | re.IGNORECASE)
_NAME_FORM: Final = (
    "a name is 1 to 12 words with one blank between; a word begins with a letter, has at most 40 "
    "letters, digits, '.' and '-', and is none of those that begin a number, a title or a provision"
    " (" + ", ".join(_RESERVED.split("|")) + ")"
)


@attrs.frozen(kw_only=True)
class Designator:
    """A series of numbered instruments, and the ways people write its name.

    Attributes:
        short: As this library writes it, such as `Perban BP2MI`.
        kind: The kind of its instruments.
        issuer: Who issues them, as the registry writes it.
        names: Other ways people write it; case and blanks make no difference.
    """

    short: str
    kind: InstrumentKind
    issuer: str
    names: tuple[str, ...] = ()

    @property
    def written(self) -> Iterator[str]:
        """Every way it is written, folded as `folded` does."""
        return (folded(name) for name in (self.short, *self.names))

    def covers(self, instrument: Instrument) -> bool:
        """Whether an instrument belongs to the series."""
        return (instrument.kind, instrument.issuer) == (self.kind, self.issuer)


def folded(name: str) -> str:
    """A name without what makes no difference: case, and how blanks are written.

    >>> folded(" Permen  P2MI ")
    'permen p2mi'
    """
    return " ".join(name.split()).casefold()


def name_fault(name: str) -> str | None:
    """Why a citation cannot hold a name of a series; None where it can.

    >>> name_fault("Perban BP2MI")
    >>> print(name_fault("Perda (Jabar)"))
    a citation cannot hold the name 'Perda (Jabar)': a name is 1 to 12 words ...
    """
    if _NAME.fullmatch(f"{name} "):
        return None
    return f"a citation cannot hold the name {name!r}: {_NAME_FORM}"


def bare_number(number: str, year: int) -> str:
    """A number without the year that some ministries print as its last part.

    >>> bare_number("KEP-12/MEN/2023", 2023)
    'KEP-12/MEN'
    """
    return number.removesuffix(f"/{year}")


def folded_number(number: str, year: int) -> str:
    """A number without what makes no difference: `06` and `6` are one; `050-145` stays.

    >>> folded_number("06", 2017), folded_number("050-145", 2022)
    ('6', '050-145')
    """
    bare = bare_number(number, year)
    return (bare.lstrip("0") or "0") if bare.isascii() and bare.isdigit() else folded(bare)
