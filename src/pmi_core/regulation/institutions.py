"""Which institution had a role at a place on a day, as far as known; and the file of them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from importlib import resources
from itertools import combinations
from typing import Final, TypeVar

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput, FaultyLaw, NotFound
from pmi_core.messages import Text, render
from pmi_core.regulation.institution import (
    Institution,
    InstitutionId,
    InstitutionRole,
    Institutions,
    edges,
)
from pmi_core.regulation.places import Places, shipped_places
from pmi_core.regulation.regions import CODE, PlaceCode, province_of
from pmi_core.regulation.registry import Registry, shipped_registry
from pmi_core.regulation.zones import province_zones

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class InstitutionAnswer:
    """Who had a role: one institution, several that may have had it, or nobody we know of.

    Attributes:
        institution: The one; None where it is not determined or not known.
        candidates: Those it may be, where it is not determined; empty otherwise.
        reason: Why the answer is what it is.
    """

    institution: Institution | None
    candidates: tuple[Institution, ...]
    reason: Text


def institution_for(
    role: InstitutionRole,
    place: PlaceCode | None,
    *,
    on: date,
    known_on: date | None = None,
    institutions: Institutions | None = None,
    places: Places | None = None,
) -> InstitutionAnswer:
    """The institution that has a role at a place on a day, or why none can be named.

    A post is never answered by the office above it. An office whose own days nobody gives is
    taken to stand as long as one above it does. A code that no edition in force on that day has
    is no place: its province does not answer for it. Before the first edition nobody can tell.

    Args:
        role: What is asked for.
        place: Province, kabupaten or kota; None reaches only what serves the whole country.
        on: The day.
        known_on: Only what was knowable on that day counts; None filters nothing.
        institutions: Among these; the shipped ones by default.
        places: Whose codes are places; the shipped ones by default. A dossier that brings an
            edition of its own gives its own.

    Raises:
        NotFound: The place is not written as a code, or lies in no province.

    >>> from datetime import date
    >>> answer = institution_for(InstitutionRole.BP3MI, PlaceCode("18.01"), on=date(2024, 5, 13))
    >>> answer.institution.short
    'BP3MI Lampung'
    >>> answer = institution_for(InstitutionRole.AGENCY, None, on=date(2019, 6, 1))
    >>> [item.short for item in answer.candidates]
    ['BNP2TKI', 'BP2MI']
    """
    listed_in = shipped_places() if places is None else places
    _refuse_nowhere(place, listed_in)
    if place is not None and listed_in.valid(place, on) is False:
        reason = render("lembaga.alasan.bukan_kode", kode=place, hari=on)
        return InstitutionAnswer(institution=None, candidates=(), reason=reason)
    known = shipped_institutions() if institutions is None else institutions
    fits = [
        (item, min(_serves(item, place), _stands(item, known, on, known_on)))
        for item in known.items
        if item.role is role
    ]
    sure = [item for item, fit in fits if fit == _SURE]
    if len(sure) == 1:
        return InstitutionAnswer(institution=sure[0], candidates=(), reason=_recorded(sure[0]))
    open_ = sure or [item for item, fit in fits if fit == _MAYBE]
    if not open_:
        reason = _nobody(role, place, on)
        return InstitutionAnswer(institution=None, candidates=(), reason=reason)
    dated = all(_stands(item, known, on, known_on) == _SURE for item in open_)
    why = "ganda" if sure else "wilayah" if dated else "hari"
    listed = "; ".join(item.short for item in open_)
    reason = render(f"lembaga.alasan.{why}", calon=listed)
    return InstitutionAnswer(institution=None, candidates=tuple(open_), reason=reason)


def load_institutions(
    data: bytes, *, registry: Registry, places: Places, file: str
) -> Institutions:
    """Read institutions from TOML.

    Raises:
        FaultyLaw: With every fault: ids given twice, unknown parents, predecessors, instruments
            and places, cycles, an end before the beginning, a successor that does not begin when
            its predecessor ends, two of one role for one place at one time.
    """
    try:
        items = codec.load(data, _Sheet, file=file).institution
    except FaultyInput as problem:
        raise FaultyLaw(problem.faults) from None
    found = Institutions(items=items, registry=registry)
    check = _Check(found, places, file)
    faults = [
        *check.names(),
        *check.unknown_places(),
        *check.cycles(),
        *check.days(),
        *check.overlaps(),
    ]
    if faults:
        raise FaultyLaw(faults)
    return found


@cache
def shipped_institutions() -> Institutions:
    """The institutions the library ships, dated by the shipped law."""
    file = "institutions.toml"
    data = resources.files("pmi_core").joinpath("data", file).read_bytes()
    return load_institutions(data, registry=shipped_registry(), places=shipped_places(), file=file)


@attrs.frozen(kw_only=True)
class _Sheet:
    institution: tuple[Institution, ...]


_NO: Final = 0
_MAYBE: Final = 1
_SURE: Final = 2


def _serves(item: Institution, place: PlaceCode | None) -> int:
    if item.territory is not None and not item.territory:
        return _SURE
    if place is None:
        return _NO
    if item.territory is None:
        here = item.seat is not None and province_of(item.seat) == province_of(place)
        return _MAYBE if here else _NO
    if not item.territory.isdisjoint({place, province_of(place)}):
        return _SURE
    return _MAYBE if any(province_of(code) == place for code in item.territory) else _NO


def _stands(item: Institution, known: Institutions, on: date, known_on: date | None) -> int:
    start, end = edges(item, known, known_on)
    heard = item.provenance.known_from or start.earliest
    if known_on is not None and known_on < heard:
        return _NO
    if not start.earliest <= on < end.latest:
        return _NO
    return _SURE if start.latest <= on < end.earliest else _MAYBE


def _recorded(item: Institution) -> Text:
    own = item.first is not None or item.founded_by is not None
    return render(
        f"lembaga.alasan.{'tercatat' if own else 'tanpa_hari'}",
        lembaga=item.short,
        sumber=item.provenance.source,
        status=item.provenance.status,
    )


def _refuse_nowhere(place: PlaceCode | None, places: Places) -> None:
    zones = province_zones()
    if place is not None and not (CODE.fullmatch(place) and province_of(place) in zones):
        places.find(place)  # refuses it with what is near
        raise NotFound("province", province_of(place), zones)


def _nobody(role: InstitutionRole, place: PlaceCode | None, on: date) -> Text:
    office = role in {InstitutionRole.BP3MI, InstitutionRole.P4MI}
    key = "tidak_tercatat" if not office else "tanpa_tempat" if place is None else "kantor"
    return render(f"lembaga.alasan.{key}", peran=role, hari=on)


@attrs.frozen
class _Check:
    """Every law a file of institutions must keep, each giving the faults against it."""

    found: Institutions
    places: Places
    file: str

    def names(self) -> Iterator[Fault]:
        """Ids given twice, and names of institutions and instruments that nothing carries."""
        ids = [item.id for item in self.found.items]
        for name in sorted({name for name in ids if ids.count(name) > 1}):
            yield self._fault("duplicate", "the id is given twice", name)
        for item in self.found.items:
            for name in (*item.parents, *_given(item.predecessor)):
                yield from self._unknown("institution", name, self.found.find, item)
            for law in (*_given(item.founded_by), *_given(item.ended_by)):
                yield from self._unknown("instrument", law, self.found.registry.instrument, item)

    def unknown_places(self) -> Iterator[Fault]:
        """Codes that no edition has."""
        for item in self.found.items:
            for code in sorted({*(item.territory or ()), *_given(item.seat)}):
                yield from self._unknown("place", code, self.places.find, item)

    def cycles(self) -> Iterator[Fault]:
        """Institutions that continue, or stand above, themselves."""
        for item in self.found.items:
            if _leads_back(item, self.found, lambda one: _given(one.predecessor)):
                yield self._fault("cycle", "it is its own predecessor", item.id)
            if _leads_back(item, self.found, lambda one: one.parents):
                yield self._fault("cycle", "it is its own parent", item.id)

    def days(self) -> Iterator[Fault]:
        """Ends before beginnings, and successors that do not begin when a predecessor ends."""
        for item in self.found.items:
            start, end = edges(item, self.found, None)
            if end.latest <= start.earliest:
                yield self._fault("span", "it ends before it begins", item.id)
            for before in self.found.known(_given(item.predecessor)):
                if edges(before, self.found, None)[1] != start:
                    message = f"it does not begin when its predecessor {before.id} ends"
                    hint = "state the day, or the instrument, that both share"
                    yield self._fault("succession", message, item.id, hint)

    def overlaps(self) -> Iterator[Fault]:
        """Two of one role that surely serve one place on one day."""
        for one, other in combinations(self.found.items, 2):
            if one.role is other.role and _share_place(one, other) and self._share_day(one, other):
                message = f"{other.id} has the same role for the same place at the same time"
                yield self._fault("overlap", message, one.id)

    def _share_day(self, one: Institution, other: Institution) -> bool:
        spans = [edges(item, self.found, None) for item in (one, other)]
        return max(start.latest for start, _ in spans) < min(end.earliest for _, end in spans)

    def _unknown(
        self, what: str, name: str, find: Callable[[str], object], item: Institution
    ) -> Iterator[Fault]:
        try:
            find(name)
        except NotFound as problem:
            yield self._fault(f"unknown-{what}", str(problem), item.id)

    def _fault(self, code: str, message: str, name: str, hint: str = "") -> Fault:
        pointer = codec.join("", name)
        return Fault(code=code, message=message, file=self.file, pointer=pointer, suggestion=hint)


def _given(name: T | None) -> tuple[T, ...]:
    return () if name is None else (name,)


def _leads_back(
    item: Institution,
    known: Institutions,
    follow: Callable[[Institution], Iterable[InstitutionId]],
) -> bool:
    seen: set[str] = set()
    ahead = list(follow(item))
    while ahead:
        name = ahead.pop()
        if name not in seen:
            seen.add(name)
            ahead += (other for one in known.known((name,)) for other in follow(one))
    return item.id in seen


def _share_place(one: Institution, other: Institution) -> bool:
    if one.territory is None or other.territory is None:
        return False
    return (
        not one.territory
        or not other.territory
        or any(_within(a, b) or _within(b, a) for a in one.territory for b in other.territory)
    )


def _within(code: PlaceCode, other: PlaceCode) -> bool:
    return other in {code, province_of(code)}
