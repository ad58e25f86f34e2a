"""An institution or office, and when it stood, as far as the law that dates it says."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from typing import Final, NewType

import attrs

from pmi_core import codec
from pmi_core.errors import NotFound
from pmi_core.messages import Text
from pmi_core.regulation.citation import InstrumentId
from pmi_core.regulation.force import Span, start_of
from pmi_core.regulation.instrument import FieldSource, refuse_stray_sources
from pmi_core.regulation.provenance import Provenance
from pmi_core.regulation.regions import PlaceCode
from pmi_core.regulation.registry import Registry

InstitutionId = NewType("InstitutionId", str)


class InstitutionRole(Enum):
    """What an institution is: the ministry, the agency, an office (balai) or a post (pos)."""

    MINISTRY = "kementerian"
    AGENCY = "badan"
    BP3MI = "bp3mi"
    P4MI = "p4mi"


@attrs.frozen(kw_only=True)
class Institution:
    """An institution or one of its offices, with what is known of its days and working area.

    Attributes:
        id: Stable and ASCII, such as `bp3mi-lampung`.
        role: What it is.
        name: Its full name.
        short: What people write.
        aliases: Other and earlier names seen; one such as KP2MI/BP2MI may belong to several.
        territory: Codes of the places it serves, a province for all within; empty for the whole
            country, absent where nobody told us.
        seat: The place it stands at, where that is known.
        first: Its first day, where a source gives one.
        last: Its last day, where a source gives one.
        founded_by: The instrument that made it or set its organisation; where the day of that is
            not known either, its year bounds the first day.
        ended_by: The instrument that replaced it, likewise.
        predecessor: The institution it continues, from the day that one ends.
        parents: Those above it, over time; more than one where sources name them together.
        sources: Where single fields come from another source than the rest.
        note: What a reader must know.
    """

    id: InstitutionId
    role: InstitutionRole
    name: Text
    short: str
    aliases: tuple[str, ...] = ()
    territory: frozenset[PlaceCode] | None = codec.optional()
    seat: PlaceCode | None = codec.optional()
    first: date | None = codec.optional()
    last: date | None = codec.optional(absent="none")
    founded_by: InstrumentId | None = codec.optional()
    ended_by: InstrumentId | None = codec.optional(absent="none")
    predecessor: InstitutionId | None = codec.optional(absent="none")
    parents: tuple[InstitutionId, ...] = ()
    provenance: Provenance
    sources: tuple[FieldSource, ...] = ()
    note: Text | None = codec.optional(absent="none")

    def __attrs_post_init__(self) -> None:
        refuse_stray_sources(self, self.sources)


@attrs.frozen(kw_only=True)
class Institutions:
    """Institutions, and the law that dates them.

    Attributes:
        items: In the order of their file.
        registry: Where founding and ending instruments are looked up; a law pack that tells the
            day of one settles what its year leaves open.
    """

    items: tuple[Institution, ...]
    registry: Registry = attrs.field(repr=False)

    def find(self, name: str) -> Institution:
        """The institution of an id.

        Raises:
            NotFound: With the nearest known id.
        """
        found = self._by_id.get(name)
        if found is None:
            raise NotFound("institution", name, self._by_id)
        return found

    def named(self, name: str) -> tuple[Institution, ...]:
        """Those a name as written in sources may mean; none is chosen.

        >>> from pmi_core.regulation import shipped_institutions
        >>> [item.id for item in shipped_institutions().named("KP2MI/BP2MI")]
        ['kemenp2mi', 'bp2mi-lpnk']
        """
        wanted = name.casefold()
        return tuple(item for item in self.items if wanted in map(str.casefold, _names(item)))

    def known(self, names: Iterable[InstitutionId]) -> tuple[Institution, ...]:
        """Those of some ids; an id nothing carries is passed over."""
        return tuple(self._by_id[name] for name in names if name in self._by_id)

    def above(self, item: Institution) -> tuple[Institution, ...]:
        """Its parents, over time."""
        return self.known(item.parents)

    @cached_property
    def _by_id(self) -> Mapping[str, Institution]:
        return {item.id: item for item in self.items}


_NEVER: Final = Span(earliest=date.max, latest=date.max)
_UNKNOWN: Final = Span(earliest=date.min, latest=date.max)


def edges(item: Institution, known: Institutions, known_on: date | None) -> tuple[Span, Span]:
    """When it began and ended, as far as one could know on a day."""
    start = _start(item, known.registry, known_on)
    if start is None:
        above = (_start(parent, known.registry, known_on) for parent in known.above(item))
        start = min(filter(None, above), key=lambda edge: edge.latest, default=_UNKNOWN)
    end = _end(item, known.registry, known_on)
    # What ends later is not foreseen: nobody knew of it yet.
    return start, end if known_on is None or end.earliest <= known_on else _NEVER


def _start(item: Institution, registry: Registry, known_on: date | None) -> Span | None:
    if item.first is not None:
        return Span(earliest=item.first, latest=item.first)
    return None if item.founded_by is None else _made(item.founded_by, registry, known_on)


def _end(item: Institution, registry: Registry, known_on: date | None) -> Span:
    if item.last is not None:
        after = item.last + timedelta(days=1) if item.last < date.max else date.max
        return Span(earliest=after, latest=after)
    return _NEVER if item.ended_by is None else _made(item.ended_by, registry, known_on)


def _made(name: InstrumentId, registry: Registry, known_on: date | None) -> Span:
    try:
        return start_of(registry.instrument(name, known_on=known_on))
    except NotFound:
        return _UNKNOWN


def _names(item: Institution) -> tuple[str, ...]:
    return (item.id, item.short, item.name.id, item.name.en, *item.aliases)
