"""What people call a series of instruments: `UU`, `Perban BP2MI`, `Kepmendagri`."""

from collections.abc import Iterator

import attrs

from pmi_core.regulation.instrument import Instrument, InstrumentKind


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


def folded_number(number: str) -> str:
    """A number without what makes no difference: `06` and `6` are one; `050-145` stays.

    >>> folded_number("06"), folded_number("050-145")
    ('6', '050-145')
    """
    return (number.lstrip("0") or "0") if number.isascii() and number.isdigit() else folded(number)
