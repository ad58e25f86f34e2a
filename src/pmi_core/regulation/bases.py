"""What a basis is worth for one subject on one day, and how it is printed."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from pmi_core.messages import Text, render
from pmi_core.regulation.citation import Assumption, Basis, Cited
from pmi_core.regulation.force import Force, in_force
from pmi_core.regulation.instrument import Instrument
from pmi_core.regulation.provenance import ProvenanceStatus
from pmi_core.regulation.regions import PlaceCode, province_of
from pmi_core.regulation.registry import Registry

# Whether it is in force may be unknown; that is said by `in_force`, not by the status.
_APPLYING: Final = frozenset({Force.IN_FORCE, Force.PRESUMED, Force.NO_RULE, Force.UNKNOWN})


def standing(
    basis: Basis,
    registry: Registry,
    *,
    on: date,
    place: PlaceCode | None,
    known_on: date | None = None,
) -> ProvenanceStatus:
    """What a basis is worth for a subject at a place on a day.

    An instrument that addresses somebody else, another territory or another time, or that was
    not yet knowable, applies by analogy only; the instrument keeps its own status. It keeps it
    too where nobody told us whether it is in force (`belum_diketahui`). One whose text
    was not found says nothing we could apply: `belum_ditemukan`.

    Args:
        basis: A citation or an assumption.
        registry: Where the instrument is looked up.
        on: The day the rule is applied to.
        place: Where the subject is; an unknown place lies in no limited territory.
        known_on: The day as known on which is asked; None filters nothing.

    Raises:
        NotFound: The registry has no such instrument.

    >>> from pmi_core.regulation import Cited, InstrumentId, shipped_registry
    >>> direction = Cited(cite=InstrumentId("arahan-bp3mi-jabar-2024-07-23"), item="e")
    >>> law = shipped_registry()
    >>> standing(direction, law, on=date(2024, 7, 31), place=PlaceCode("32.04"))
    <ProvenanceStatus.REPORTED: 'diberitakan'>
    >>> standing(direction, law, on=date(2024, 7, 31), place=PlaceCode("73.16"))
    <ProvenanceStatus.ANALOGY: 'analogi'>
    """
    if isinstance(basis, Assumption):
        return ProvenanceStatus.ASSUMED
    instrument = registry.instrument(basis.cite, known_on=known_on)
    applies = (
        not basis.analogy
        and _reaches(instrument, place)
        and in_force(registry, basis.cite, on=on, known_on=known_on) in _APPLYING
    )
    if not applies:
        return ProvenanceStatus.ANALOGY
    return _worth(basis, instrument)


def best_standing(
    bases: Iterable[Basis],
    registry: Registry,
    *,
    on: date,
    place: PlaceCode | None,
    known_on: date | None = None,
) -> ProvenanceStatus:
    """The best standing among bases; `belum_ditemukan` where there is none."""
    order = list(ProvenanceStatus)
    found = (standing(b, registry, on=on, place=place, known_on=known_on) for b in bases)
    return min(found, key=order.index, default=ProvenanceStatus.NOT_FOUND)


def cite_text(basis: Basis, registry: Registry) -> Text:
    """A basis as people cite it, in both languages.

    Raises:
        NotFound: The registry has no such instrument.

    >>> from pmi_core.regulation import Cited, InstrumentId, shipped_registry
    >>> basis = Cited(cite=InstrumentId("arahan-bp3mi-jabar-2024-07-23"), item="d")
    >>> cite_text(basis, shipped_registry()).id
    'Arahan rapat BP3MI Jawa Barat, 23 Juli 2024, butir d (penomoran pustaka ini)'
    """
    if isinstance(basis, Assumption):
        return basis.text
    name = registry.instrument(basis.cite).name
    if basis.at is not None:
        name = render("regulation.at", name=name, at=basis.at.text)
    if basis.item is not None:
        name = render("regulation.item", name=name, item=basis.item)
    return render("regulation.analogy", name=name) if basis.analogy else name


def _worth(basis: Cited, instrument: Instrument) -> ProvenanceStatus:
    if basis.at is not None and instrument.shows(basis.at):
        return instrument.status_at(basis.at)
    # That an instrument exists is no knowledge of what it says.
    if basis.item is None and instrument.text_status is ProvenanceStatus.NOT_FOUND:
        return ProvenanceStatus.NOT_FOUND
    return instrument.provenance.status


def _reaches(instrument: Instrument, place: PlaceCode | None) -> bool:
    limits = instrument.territory
    return not limits or (place is not None and not limits.isdisjoint({place, province_of(place)}))
