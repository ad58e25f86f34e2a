"""What one asks of the graph of instruments: is it in force, what replaced it, who cites it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from typing import Final

import attrs

from pmi_core.regulation.citation import Cited, InstrumentId
from pmi_core.regulation.instrument import Instrument, InstrumentKind, RelationKind
from pmi_core.regulation.registry import Registry


class Force(Enum):
    """Whether an instrument is in force on a day; what nobody told us is an answer of its own."""

    IN_FORCE = "berlaku"
    NOT_YET = "belum_berlaku"
    NO_LONGER = "tidak_berlaku_lagi"
    UNKNOWN = "belum_diketahui"
    UNKNOWABLE = "belum_dapat_diketahui"


class MentionKind(Enum):
    """What kind of place cites an instrument."""

    RELATION = "hubungan"
    PARAMETER = "parameter"


@attrs.frozen(kw_only=True)
class Mention:
    """A place of the registry that cites an instrument.

    Attributes:
        kind: What cites it.
        key: The id of the instrument that holds the relation, or the key of the parameter.
        where: RFC 6901 pointer inside it, such as `/values/0/basis/1`.
    """

    kind: MentionKind
    key: str
    where: str


def in_force(registry: Registry, name: str, *, on: date, known_on: date | None = None) -> Force:
    """Whether an instrument is in force on a day, as one could know it on another.

    Where the first day is not known, it lies between the signing (or the start of its year) and
    the end of its year: in between the answer is `belum_diketahui`. Afterwards the instrument is
    taken as in force, for one that applies only years after it was made says so in its text, and
    nobody told us of such a one. A replacement or a repeal ends the other instrument in the same
    way: on its first day, or at a day unknown in its year. One that no source states makes the
    answer `belum_diketahui` for good. `Instrument.repealed` wins over all of these. A draft is
    never in force.

    Args:
        registry: Where the instrument and those that end it are looked up.
        name: The instrument's id.
        on: The day whose law is asked for.
        known_on: Only what was knowable on that day counts; None filters nothing.

    Raises:
        NotFound: The registry has no such instrument.

    >>> from pmi_core.regulation import shipped_registry
    >>> law = shipped_registry()
    >>> in_force(law, "perpres-90-2019", on=date(2024, 11, 4))
    <Force.IN_FORCE: 'berlaku'>
    >>> in_force(law, "perpres-90-2019", on=date(2024, 11, 5))
    <Force.NO_LONGER: 'tidak_berlaku_lagi'>
    >>> in_force(law, "perban-bp2mi-1-2022", on=date(2022, 6, 1))
    <Force.UNKNOWN: 'belum_diketahui'>
    """
    instrument = registry.instrument(name, known_on=known_on)
    if not _knowable(instrument, known_on):
        return Force.UNKNOWABLE
    start = _start(instrument)
    if on < start.first or instrument.kind is InstrumentKind.DRAFT:
        return Force.NOT_YET
    ends = tuple(_ends(registry, instrument, known_on))
    if any(end.surely(on) for end in ends):
        return Force.NO_LONGER
    if not start.surely(on) or any(end.first <= on for end in ends):
        return Force.UNKNOWN
    return Force.IN_FORCE


def in_force_on(
    registry: Registry, day: date, *, known_on: date | None = None
) -> tuple[Instrument, ...]:
    """The instruments in force on a day, by id; those of which it is not known are left out."""
    return tuple(
        item
        for item in registry.instruments
        if in_force(registry, item.id, on=day, known_on=known_on) is Force.IN_FORCE
    )


def replaced_by(registry: Registry, name: str) -> tuple[Instrument, ...]:
    """What replaced or repealed an instrument, and what replaced that, nearest first.

    Raises:
        NotFound: The registry has no such instrument.

    >>> from pmi_core.regulation import shipped_registry
    >>> found = replaced_by(shipped_registry(), "kepmendagri-050-145-2022")
    >>> [item.number for item in found]
    ['100.1.1-6117', '300.2.2-2138']
    """
    return _walk(registry, name, lambda item: _enders(registry, item))


def replaces(registry: Registry, name: str) -> tuple[Instrument, ...]:
    """What an instrument replaced or repealed, and what that had replaced, nearest first.

    Raises:
        NotFound: The registry has no such instrument.
    """
    return _walk(registry, name, lambda item: _targets(item, _ENDING))


def foundations(registry: Registry, name: str) -> tuple[Instrument, ...]:
    """What an instrument implements, rests on or amends, down to the law, nearest first.

    Raises:
        NotFound: The registry has no such instrument.

    >>> from pmi_core.regulation import shipped_registry
    >>> [item.id for item in foundations(shipped_registry(), "pp-59-2021")]
    ['uu-18-2017']
    """
    return _walk(registry, name, lambda item: _targets(item, _FOUNDING))


def citing(registry: Registry, name: str) -> tuple[Mention, ...]:
    """Every relation and every value of a parameter that cites an instrument.

    Raises:
        NotFound: The registry has no such instrument.

    >>> from pmi_core.regulation import shipped_registry
    >>> [found.key for found in citing(shipped_registry(), "perban-bp2mi-5-2024")]
    ['permen-p2mi-33-2025', 'pmi_purna_jendela_sosial_perban_5_2024']
    """
    cited = registry.instrument(name).id
    return tuple(mention for target, mention in _mentions(registry) if target == cited)


_ENDING: Final = frozenset({RelationKind.SUPERSEDES, RelationKind.REPEALS})
_FOUNDING: Final = frozenset({RelationKind.IMPLEMENTS, RelationKind.RESTS_ON, RelationKind.AMENDS})


@attrs.frozen
class _Turn:
    """The day something begins or ends.

    Attributes:
        first: The earliest day it can be.
        known: Whether it is that very day; else some day up to the end of that year.
        stated: Whether a source says that it happens at all.
    """

    first: date
    known: bool
    stated: bool = True

    def surely(self, on: date) -> bool:
        """Whether it has happened by a day, wherever in its span it lies."""
        reached = self.first <= on if self.known else self.first.year < on.year
        return self.stated and reached


def _start(instrument: Instrument, *, stated: bool = True) -> _Turn:
    # What was said at a meeting or printed in the news stands from that day on.
    said = instrument.enacted is not None and not instrument.numbered
    known = said or instrument.effective is not None
    return _Turn(instrument.earliest, known=known, stated=stated)


def _ends(registry: Registry, instrument: Instrument, known_on: date | None) -> Iterator[_Turn]:
    if instrument.repealed is not None and _known(instrument, "repealed", known_on):
        yield _Turn(instrument.repealed, known=True)
        return
    for name in registry.related_to.get(instrument.id, ()):
        other = registry.instrument(name, known_on=known_on)
        if other.kind is InstrumentKind.DRAFT or not _knowable(other, known_on):
            continue
        for relation in other.relations:
            if relation.target == instrument.id and relation.kind in _ENDING:
                yield _start(other, stated=relation.stated)


def _known(instrument: Instrument, field: str, known_on: date | None) -> bool:
    known_from = instrument.source_of(field).known_from
    return known_on is None or known_from is None or known_from <= known_on


def _knowable(instrument: Instrument, known_on: date | None) -> bool:
    if known_on is None:
        return True
    # Nobody can have known it before it was made; that bounds an unknown day of publication.
    made = instrument.enacted or instrument.effective or date(instrument.year, 1, 1)
    return (instrument.provenance.known_from or made) <= known_on


def _targets(instrument: Instrument, kinds: frozenset[RelationKind]) -> Iterator[InstrumentId]:
    for relation in instrument.relations:
        if relation.stated and relation.kind in kinds:
            yield relation.target


def _enders(registry: Registry, instrument: Instrument) -> Iterator[InstrumentId]:
    for name in registry.related_to.get(instrument.id, ()):
        if instrument.id in _targets(registry.instrument(name), _ENDING):
            yield name


def _walk(
    registry: Registry, name: str, step: Callable[[Instrument], Iterable[InstrumentId]]
) -> tuple[Instrument, ...]:
    start = registry.instrument(name)
    found = {start.id: start}
    waiting = [start]
    for item in waiting:  # grows while it is read: breadth first
        for other in step(item):
            if other not in found:
                found[other] = registry.instrument(other)
                waiting.append(found[other])
    return tuple(waiting[1:])


def _mentions(registry: Registry) -> Iterator[tuple[InstrumentId, Mention]]:
    for item in registry.instruments:
        for index, relation in enumerate(item.relations):
            where = f"/relations/{index}"
            yield relation.target, Mention(kind=MentionKind.RELATION, key=item.id, where=where)
    for parameter in registry.parameters:
        for place, value in enumerate(parameter.values):
            for index, basis in enumerate(value.basis):
                if isinstance(basis, Cited):
                    where = f"/values/{place}/basis/{index}"
                    yield (
                        basis.cite,
                        Mention(kind=MentionKind.PARAMETER, key=parameter.key, where=where),
                    )
