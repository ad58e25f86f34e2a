"""What a publication claims in figures, days and citations, in the forms that can be recomputed.

A claim is recorded as it is printed and never corrected: a figure nobody printed stays absent,
which means that it is not known. What a figure counts, as of when and over which months, stands
with it, for without these two figures cannot be compared.
"""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import combinations, pairwise
from typing import NewType

import attrs

from pmi_core.codec import optional
from pmi_core.privacy import free_text
from pmi_core.programme import Programme
from pmi_core.regulation import Period
from pmi_core.reporting.figures import (
    Figure,
    FigurePair,
    agreed,
    growth,
    percentage,
    plain,
    room,
    spread,
)

ClaimId = NewType("ClaimId", str)


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
        """The spans that parts and total tell, as two days each."""
        return tuple(map(plain, _spans((*self.parts, self.total))))

    @property
    def leeway(self) -> Fraction:
        """As far off as the roundings of all parts and the total can make it."""
        return sum(map(spread, (*self.parts, self.total)), Fraction())

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

    @property
    def same_span(self) -> bool | None:
        """Whether part and whole add up the same months; unknown where only one tells."""
        return FigurePair(one=self.part, other=self.whole).same_span

    @property
    def leeway(self) -> Fraction:
        """How many points the roundings of part and whole carry it towards what is printed."""
        return room(percentage, self.part, self.whole, self.percent.value)


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

    @property
    def same_sense(self) -> bool | None:
        """Whether both figures count one thing; unknown where only one tells."""
        return _one_sense(self, (self.earlier, self.later))

    @property
    def leeway(self) -> Fraction:
        """How many points the roundings of both figures carry it towards what is printed."""
        return room(growth, self.later, self.earlier, self.percent.value)


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

    @property
    def same_sense(self) -> bool | None:
        """Whether all figures count one thing; unknown where only some tell."""
        return _one_sense(self, self.items)

    @property
    def same_day(self) -> bool | None:
        """Whether all figures are of one day; unknown where only some tell."""
        return agreed(item.as_of for item in _filled(self, self.items))


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

    @property
    def leeway(self) -> Fraction:
        """As far off as the roundings of units, of what each holds and of the number can make it.

        An average is mostly printed with decimals; 0 where units or what each holds is not told.
        """
        if self.units is None or self.each is None:
            return Fraction()
        product = room(Fraction.__mul__, self.units, self.each, self.total.value)
        return product + spread(self.total)


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

        What the roundings of target and realisation explain does not count. Unknown where target,
        realisation or percentage is, or the target is 0.
        """
        target, realised = self.target.value, self.realised.value
        if not target or realised is None:
            return None
        if self.percent is None:
            return Fraction()
        printed = self.percent.value
        if printed is None:
            return None
        off = abs(100 * realised / target - printed)
        return max(Fraction(), off - room(percentage, self.realised, self.target, printed))

    @property
    def within(self) -> bool | None:
        """Whether what was realised lies in the months of the target, or neither tells.

        A part of the months of the target is attainment so far. Unknown where only one tells.
        """
        target, realised = self.target.span, self.realised.span
        if target is None or realised is None:
            return agreed((target, realised))
        return target.first <= realised.first and realised.last <= target.last

    @property
    def same_sense(self) -> bool | None:
        """Whether target and realisation count one thing; unknown where only one tells."""
        return _one_sense(self, (self.target, self.realised))


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
        """First days of all spans and the days after them, in turn; unknown where one is not told.

        They rise, or stand still where one span follows the other, if no day is counted twice.
        """
        known = _spans(self.items)
        if len(known) < len(self.items):
            return None
        return tuple(day for span in known for day in (span.first, span.end))

    @property
    def one_per_span(self) -> bool | None:
        """Whether no two figures give different numbers for one span; a revision has its own day.

        Unknown where that hangs on a number or day that is not known.
        """
        by_span: dict[Period, list[Figure]] = {}
        for item in _filled(self, self.items):
            if item.span is not None:
                by_span.setdefault(plain(item.span), []).append(item)
        pairs = (pair for alike in by_span.values() for pair in combinations(alike, 2))
        found = {FigurePair(one=one, other=other).consistent for one, other in pairs}
        return False if False in found else None if None in found else True


def _filled(claim: FigureClaim, figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Figures with the definition and day of the whole claim where they have none of their own."""
    return tuple(
        attrs.evolve(
            figure,
            definition=figure.definition or claim.definition,
            as_of=figure.as_of or claim.as_of,
        )
        for figure in figures
    )


def _one_sense(claim: FigureClaim, figures: Iterable[Figure]) -> bool | None:
    return agreed(figure.sense for figure in _filled(claim, figures))


def _spans(figures: Iterable[Figure]) -> tuple[Period, ...]:
    return tuple(one.span for one in figures if one.span is not None)


def _last(span: Period) -> date:
    return span.last


def _days(span: Period) -> int:
    return (span.last - span.first).days + 1
