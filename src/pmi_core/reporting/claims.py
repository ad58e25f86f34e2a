"""What a publication claims in figures, days and citations, in the forms that can be recomputed.

A claim is recorded as it is printed and never corrected: a figure nobody printed stays absent,
which means that it is not known. What a figure counts, as of when and over which months, stands
with it, for without these two figures cannot be compared.
"""

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Final, NewType

import attrs

from pmi_core.codec import optional
from pmi_core.privacy import free_text
from pmi_core.programme import Programme
from pmi_core.regulation import Period

ClaimId = NewType("ClaimId", str)

_NUMERAL: Final = re.compile(r"-?\d{1,18}(?:\.(\d{1,9}))?", re.ASCII)


class Weekday(Enum):
    """The days of the week as publications name them, in the order of the calendar."""

    MONDAY = "senin"
    TUESDAY = "selasa"
    WEDNESDAY = "rabu"
    THURSDAY = "kamis"
    FRIDAY = "jumat"
    SATURDAY = "sabtu"
    SUNDAY = "minggu"


def weekday_of(day: date) -> Weekday:
    """The weekday a day has.

    >>> weekday_of(date(2024, 6, 7))
    <Weekday.FRIDAY: 'jumat'>
    """
    return list(Weekday)[day.weekday()]


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
    def rounding(self) -> Fraction:
        """Half a unit of its last place: as far off a number rounded to it can be."""
        return Fraction(1, 2 * 10 ** len(self.text.partition(".")[2]))


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
        return None if self.definition is None else " ".join(self.definition.casefold().split())

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
        """Whether both add up the same months, or neither tells; unknown where only one does."""
        first, second = self.one.span, self.other.span
        return None if (first is None) is not (second is None) else first == second


@attrs.frozen(kw_only=True)
class Claim:
    """Something a publication says.

    Attributes:
        id: Its name within the dossier.
        text: As it is printed.
    """

    id: ClaimId
    text: str | None = free_text(default=None)


@attrs.frozen(kw_only=True)
class FigureClaim(Claim):
    """A claim about figures of one kind.

    Attributes:
        definition: What all its figures count.
        as_of: The day of all its figures.
    """

    definition: str | None = free_text(default=None)
    as_of: date | None = optional()


@attrs.frozen(kw_only=True)
class Sum(FigureClaim):
    """Parts that make a total.

    Attributes:
        partial: Whether the parts say themselves that there are more, as "antara lain" does.
    """

    parts: tuple[Figure, ...] = attrs.field(validator=attrs.validators.min_len(1))
    total: Figure
    partial: bool = False

    @property
    def known_parts(self) -> tuple[Figure, ...]:
        """The parts whose number is known."""
        return tuple(part for part in self.parts if part.printed is not None)

    @property
    def spans(self) -> tuple[Period, ...]:
        """The spans that parts and total tell."""
        return _spans((*self.parts, self.total))

    @property
    def consecutive(self) -> bool | None:
        """Whether the spans of the parts make up that of the total, each month once.

        Parts that are not all may leave months out. Unknown where a span is not told.
        """
        spans = sorted(_spans(self.parts), key=lambda span: span.first)
        total = self.total.span
        if total is None or len(spans) < len(self.parts):
            return None
        inside = total.first <= spans[0].first and max(map(_last, spans)) <= total.last
        apart = all(one.last < other.first for one, other in pairwise(spans))
        return inside and apart and (self.partial or sum(map(_days, spans)) == _days(total))


@attrs.frozen(kw_only=True)
class Share(FigureClaim):
    """A part of a whole in percent."""

    part: Figure
    whole: Figure
    percent: Figure


@attrs.frozen(kw_only=True)
class Growth(FigureClaim):
    """A rise from one figure to another in percent; a fall is negative.

    Attributes:
        whole: What the later figure is a part of, where that is told: a share is sometimes printed
            as growth.
    """

    earlier: Figure
    later: Figure
    percent: Figure
    whole: Figure | None = optional(absent="none")


@attrs.frozen(kw_only=True)
class Ranking(FigureClaim):
    """Figures in the order in which they are told, the greatest first.

    Attributes:
        ascending: Whether the smallest is told first.
    """

    items: tuple[Figure, ...] = attrs.field(validator=attrs.validators.min_len(2))
    ascending: bool = False

    @property
    def upwards(self) -> tuple[Figure, ...]:
        """The figures from the one that should be smallest to the one that should be greatest."""
        return self.items if self.ascending else self.items[::-1]

    @property
    def start(self) -> date | None:
        """The first day of the first span that is told."""
        return next((span.first for span in _spans(self.items)), None)

    @property
    def finish(self) -> date | None:
        """The last day of the same span."""
        return next((span.last for span in _spans(self.items)), None)


@attrs.frozen(kw_only=True)
class Count(FigureClaim):
    """A number of things in so many units, as many in each where that is told.

    Attributes:
        units: How many units.
        each: How many in each unit.
        programme: Whose persons are counted, where they are those of units of a partner.
    """

    total: Figure
    units: Figure | None = optional(absent="none")
    each: Figure | None = optional(absent="none")
    programme: Programme | None = optional(absent="none")


@attrs.frozen(kw_only=True)
class DatedWeekday(Claim):
    """A day printed with the name of a weekday."""

    day: date
    weekday: Weekday

    @property
    def true_weekday(self) -> Weekday:
        """The weekday that day has.

        >>> DatedWeekday(id=ClaimId("p9"), day=date(2024, 10, 2), weekday=Weekday.TUESDAY
        ...     ).true_weekday.value
        'rabu'
        """
        return weekday_of(self.day)


@attrs.frozen(kw_only=True)
class CitedLaw(Claim):
    """A law named by number and year, such as `UU 18/2017`."""

    cited: str


@attrs.frozen(kw_only=True)
class Comparison(Claim):
    """One figure beside what others say of it; each carries its own definition and day.

    Attributes:
        stated: The figure the others are compared with.
        others: What other sources give.
    """

    stated: Figure
    others: tuple[Figure, ...] = attrs.field(validator=attrs.validators.min_len(1))

    @property
    def pairs(self) -> tuple[FigurePair, ...]:
        """Every two of its figures; those alike in all that counts are taken once."""
        figures = (self.stated, *self.others)
        unlike: dict[object, Figure] = {}
        for one in figures:
            unlike.setdefault((one.printed, one.sense, one.as_of, one.span), one)
        pairs = combinations(unlike.values() if len(unlike) > 1 else figures[:2], 2)
        return tuple(FigurePair(one=one, other=other) for one, other in pairs)


@attrs.frozen(kw_only=True)
class Attainment(FigureClaim):
    """A target and what was realised of it.

    Attributes:
        percent: The attainment, where it is printed.
    """

    target: Figure
    realised: Figure
    percent: Figure | None = optional(absent="none")

    @property
    def gap(self) -> Fraction | None:
        """By how many points the percentage printed misses the one computed; 0 where none is.

        Unknown where target, realisation or percentage is, or the target is 0.
        """
        target, realised = self.target.value, self.realised.value
        if not target or realised is None:
            return None
        computed = 100 * realised / target
        if self.percent is None:
            return Fraction(0)
        return None if self.percent.value is None else abs(computed - self.percent.value)


@attrs.frozen(kw_only=True)
class Series(FigureClaim):
    """Figures of one thing over time, in order.

    Attributes:
        cumulative: Whether each includes those before it; otherwise no month is counted twice.
    """

    items: tuple[Figure, ...] = attrs.field(validator=attrs.validators.min_len(2))
    cumulative: bool

    @property
    def start(self) -> date | None:
        """The first day of its first span."""
        span = self.items[0].span
        return None if span is None else span.first

    @property
    def edges(self) -> tuple[date, ...] | None:
        """First and last days of all spans in turn; unknown where one is not told."""
        known = _spans(self.items)
        if len(known) < len(self.items):
            return None
        return tuple(day for span in known for day in (span.first, span.last))


def _spans(figures: Iterable[Figure]) -> tuple[Period, ...]:
    return tuple(one.span for one in figures if one.span is not None)


def _last(span: Period) -> date:
    return span.last


def _days(span: Period) -> int:
    return (span.last - span.first).days + 1
