"""Whether an instrument is in force on a day, and how much of the answer is known."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Final, Protocol

import attrs

from pmi_core.regulation.citation import InstrumentId
from pmi_core.regulation.instrument import Instrument, InstrumentKind, RelationKind

ENDING: Final = frozenset({RelationKind.SUPERSEDES, RelationKind.REPEALS})


class Force(Enum):
    """Whether an instrument is in force on a day; what nobody told us is an answer of its own."""

    IN_FORCE = "berlaku"
    PRESUMED = "dianggap_berlaku"
    NOT_YET = "belum_berlaku"
    NO_LONGER = "tidak_berlaku_lagi"
    NO_RULE = "tidak_mengatur"
    UNKNOWN = "belum_diketahui"
    UNKNOWABLE = "belum_dapat_diketahui"


APPLYING: Final = frozenset({Force.IN_FORCE, Force.PRESUMED})
"""The answers that say an instrument is in force, for sure or by presumption."""


class Graph(Protocol):
    """What is asked of a registry to answer."""

    def relating_to(self, name: InstrumentId) -> tuple[InstrumentId, ...]:
        """The instruments that hold a relation to one, in order of id."""
        ...

    def instrument(self, name: str, *, known_on: date | None = None) -> Instrument:
        """The instrument of an id, as one could know it on a day."""
        ...


@attrs.frozen(kw_only=True)
class Span:
    """The day something begins, or the day after it ends: not before one day, by another.

    Attributes:
        earliest: The first day it can be.
        latest: The day by which it surely has happened; the same day where it is known.
        stated: Whether a source says that it happens at all.
    """

    earliest: date
    latest: date
    stated: bool = True


def start_of(instrument: Instrument, *, stated: bool = True) -> Span:
    """When an instrument begins: on its stated day, or at the latest when its year is over.

    What was said at a meeting or printed in the news stands from that day on.

    >>> from pmi_core.regulation import shipped_registry
    >>> span = start_of(shipped_registry().instrument("pp-59-2021"))
    >>> span.earliest.isoformat(), span.latest.isoformat()
    ('2021-04-07', '2022-01-01')
    """
    first = instrument.earliest
    said = instrument.enacted is not None and not instrument.numbered
    if said or instrument.effective is not None:
        return Span(earliest=first, latest=first, stated=stated)
    after = date(first.year + 1, 1, 1) if first.year < date.max.year else date.max
    return Span(earliest=first, latest=after, stated=stated)


def in_force(registry: Graph, name: str, *, on: date, known_on: date | None = None) -> Force:
    """Whether an instrument is in force on a day, as one could know it on another.

    Where no source gives the first day, it lies between the signing (or the start of its year)
    and the end of its year: in between the answer is `belum_diketahui`, afterwards
    `dianggap_berlaku`, a presumption. A replacement or a repeal ends the other instrument in the
    same way: on its first day, or on a day unknown in its year. One that no source states makes
    the answer `belum_diketahui` for good. `Instrument.repealed` wins over all of these. Any end
    counts only as far as the registry knows of it. A draft is never in force; news, press releases
    and observed practice rule nothing (`tidak_mengatur`).

    Args:
        registry: Where the instrument and those that end it are looked up.
        name: The instrument's id; for a citation as people write it, see `resolve`.
        on: The day whose law is asked for.
        known_on: Only what was knowable on that day counts; None filters nothing.

    Raises:
        NotFound: The registry has no such instrument.

    >>> from pmi_core.regulation import shipped_registry
    >>> law = shipped_registry()
    >>> in_force(law, "perpres-165-2024", on=date(2024, 11, 5))
    <Force.IN_FORCE: 'berlaku'>
    >>> in_force(law, "perpres-90-2019", on=date(2024, 11, 4))
    <Force.PRESUMED: 'dianggap_berlaku'>
    >>> in_force(law, "perpres-90-2019", on=date(2024, 11, 5))
    <Force.NO_LONGER: 'tidak_berlaku_lagi'>
    >>> in_force(law, "perban-bp2mi-1-2022", on=date(2022, 6, 1))
    <Force.UNKNOWN: 'belum_diketahui'>
    """
    instrument = registry.instrument(name, known_on=known_on)
    if not instrument.knowable(known_on):
        return Force.UNKNOWABLE
    start = start_of(instrument)
    if on < start.earliest or instrument.kind is InstrumentKind.DRAFT:
        return Force.NOT_YET
    if not instrument.rules:
        return Force.NO_RULE
    ends = tuple(_ends(registry, instrument, known_on))
    if any(end.stated and end.latest <= on for end in ends):
        return Force.NO_LONGER
    if on < start.latest or any(end.earliest <= on for end in ends):
        return Force.UNKNOWN
    return Force.PRESUMED if instrument.effective is None else Force.IN_FORCE


def ended_on(registry: Graph, name: str, *, known_on: date | None = None) -> date | None:
    """The day from which an instrument is no longer in force, where sources settle that day.

    None where no source states an end, and where all that is known of it is a year.

    Args:
        registry: Where the instrument and those that end it are looked up.
        name: The instrument's id.
        known_on: Only what was knowable on that day counts; None filters nothing.

    Raises:
        NotFound: The registry has no such instrument.

    >>> from pmi_core.regulation import shipped_registry
    >>> ended_on(shipped_registry(), "perpres-90-2019")
    datetime.date(2024, 11, 5)
    >>> ended_on(shipped_registry(), "pp-59-2021")
    """
    instrument = registry.instrument(name, known_on=known_on)
    ends = [end for end in _ends(registry, instrument, known_on) if end.stated]
    day = min((end.latest for end in ends), default=None)
    return None if day is None or any(end.earliest < day for end in ends) else day


def _ends(registry: Graph, instrument: Instrument, known_on: date | None) -> Iterator[Span]:
    if instrument.repealed is not None:
        yield Span(earliest=instrument.repealed, latest=instrument.repealed)
        return
    for name in registry.relating_to(instrument.id):
        other = registry.instrument(name, known_on=known_on)
        if other.kind is InstrumentKind.DRAFT or not other.knowable(known_on):
            continue
        for relation in other.relations:
            if relation.target == instrument.id and relation.kind in ENDING:
                yield start_of(other, stated=relation.stated)
