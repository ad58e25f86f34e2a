"""Printed figures, and how far rounding alone can carry what is computed from them.

A figure with decimals was rounded to them; one without is taken as a count, which is exact.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from pmi_core.codec import optional
from pmi_core.privacy import free_text
from pmi_core.regulation import Period, PeriodKind

_NUMERAL: Final = re.compile(r"-?\d{1,18}(?:\.(\d{1,9}))?", re.ASCII)


@attrs.frozen
class Numeral:
    """A number as it is printed: exact, and with as many decimals as were printed.

    Attributes:
        text: Digits without thousands marks, a point before decimals.

    >>> share = Numeral.parse("79.50")
    >>> share.value, share.rounding
    (Fraction(159, 2), Fraction(1, 200))
    """

    text: str

    def __attrs_post_init__(self) -> None:
        if _NUMERAL.fullmatch(self.text) is None:
            raise ValueError("expected digits, with a point before decimals, such as 79.47")

    @classmethod
    def parse(cls, text: str) -> "Numeral":
        """Read a number.

        Raises:
            ValueError: Another form.
        """
        return cls(text)

    def __str__(self) -> str:
        return self.text

    @property
    def value(self) -> Fraction:
        """The number, exactly."""
        return Fraction(self.text)

    @property
    def decimals(self) -> int:
        """How many decimals were printed."""
        return len(self.text.partition(".")[2])

    @property
    def rounding(self) -> Fraction:
        """Half a unit of its last place: as far off a number rounded to it can be."""
        return Fraction(1, 2 * 10**self.decimals)


@attrs.frozen(kw_only=True)
class Figure:
    """One figure, with all that must be known before it is compared with another.

    Attributes:
        printed: The number; absent where it is not known.
        label: Whose or what figure it is, such as `Malaysia` or `formal`.
        source: Who gives it, where that is not the publication.
        definition: What is counted; two figures of different definitions do not conflict.
        as_of: The day it was taken; a later one may be a revision.
        span: The months it adds up, where that is said.
    """

    printed: Numeral | None = optional()
    label: str | None = free_text(default=None)
    source: str | None = free_text(default=None)
    definition: str | None = free_text(default=None)
    as_of: date | None = optional()
    span: Period | None = optional(absent="none")

    @property
    def value(self) -> Fraction | None:
        """The number, exactly."""
        return None if self.printed is None else self.printed.value

    @property
    def rounding(self) -> Fraction | None:
        """As far off as rounding alone can make it."""
        return None if self.printed is None else self.printed.rounding

    @property
    def sense(self) -> str | None:
        """What is counted, whatever its capitals and spaces."""
        return sense_of(self.definition)

    @property
    def months(self) -> int | None:
        """How many months its span touches."""
        if self.span is None:
            return None
        first, last = self.span.first, self.span.last
        return (last.year - first.year) * 12 + last.month - first.month + 1


@attrs.frozen(kw_only=True)
class FigurePair:
    """Two figures that are set against each other."""

    one: Figure
    other: Figure

    @property
    def same_span(self) -> bool | None:
        """Whether both add up the same days, or neither tells; unknown where only one does."""
        return agreed(map(days_of, (self.one.span, self.other.span)))

    @property
    def leeway(self) -> Fraction:
        """How far apart they may be where the coarser is the finer, rounded.

        Nothing between two numbers of as many decimals, nor where one is not known: whole counts
        are exact.
        """
        one, other = self.one.printed, self.other.printed
        if one is None or other is None or one.decimals == other.decimals:
            return Fraction()
        return max(one.rounding, other.rounding)

    @property
    def consistent(self) -> bool | None:
        """Whether they do not give different numbers for one span, definition and day.

        Unknown where a number is, or where only one of them tells and nothing else sets them apart.
        """
        one, other = self.one, self.other
        alike = (
            self.same_span,
            agreed((one.sense, other.sense)),
            agreed((one.as_of, other.as_of)),
        )
        if False in alike:
            return True
        if one.value is None or other.value is None:
            return None
        if abs(one.value - other.value) <= self.leeway:
            return True
        return None if None in alike else False


def sense_of(definition: str | None) -> str | None:
    """What a definition says is counted, whatever its capitals and spaces.

    >>> sense_of(" Penempatan  PMI ")
    'penempatan pmi'
    """
    return None if definition is None else " ".join(definition.casefold().split())


def days_of(span: Period | None) -> tuple[date, date] | None:
    """The first and last day of a span; how it was written does not count."""
    return None if span is None else (span.first, span.last)


def plain(span: Period) -> Period:
    """A span as two days, so that one written as a month and one written as days are equal."""
    return attrs.evolve(span, kind=PeriodKind.SINCE_FORMATION)


def agreed(told: Iterable[object]) -> bool | None:
    """Whether all say one thing, or none says anything; unknown where only some do.

    >>> agreed(["a", "b", None]), agreed(["a", None]), agreed([None, None])
    (False, None, True)
    """
    given = tuple(told)
    known = {one for one in given if one is not None}
    if len(known) > 1:
        return False
    return None if known and None in given else True


def spread(figure: Figure) -> Fraction:
    """How far off rounding can make a figure; nothing for a count or where it is not known."""
    printed = figure.printed
    return Fraction() if printed is None or not printed.decimals else printed.rounding


def percentage(part: Fraction, whole: Fraction) -> Fraction | None:
    """A part of a whole in percent; unknown for a whole of 0."""
    return 100 * part / whole if whole else None


def growth(later: Fraction, earlier: Fraction) -> Fraction | None:
    """A rise in percent of what was there before, whose sign does not turn it into a fall.

    >>> growth(Fraction(-5), Fraction(-10))
    Fraction(50, 1)
    """
    return percentage(later - earlier, abs(earlier))


def room(
    compute: Callable[[Fraction, Fraction], Fraction | None],
    one: Figure,
    other: Figure,
    printed: Fraction | None,
) -> Fraction:
    """How far towards what is printed the roundings of two figures carry what follows from them.

    What is computed rises or falls with each of them alone, so that it is farthest off where both
    are. A rounded number other than 0 keeps its sign, so that none of these divides by 0.

    Args:
        compute: What follows from both.
        one: The first figure.
        other: The second figure.
        printed: What is printed as following from them.

    Returns:
        In units of what is computed; 0 where nothing can be.
    """
    if one.value is None or other.value is None or printed is None:
        return Fraction()
    here = compute(one.value, other.value)
    if here is None:
        return Fraction()
    reached = [compute(first, second) for first in _ends(one) for second in _ends(other)]
    known = [here, *(value for value in reached if value is not None)]
    return max(known) - here if printed > here else here - min(known)


def _ends(figure: Figure) -> tuple[Fraction, ...]:
    value, off = figure.value, spread(figure)
    return () if value is None else (value - off, value + off)
