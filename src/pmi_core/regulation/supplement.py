"""What is found out about an instrument later, and by others, than what ships."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import attrs

from pmi_core import codec
from pmi_core.messages import Text
from pmi_core.regulation.citation import InstrumentId
from pmi_core.regulation.instrument import Clause, FieldSource, Instrument, Relation
from pmi_core.regulation.provenance import Provenance, ProvenanceStatus

_TOLD: Final = ("title", "gazette", "enacted", "effective", "repealed", "text_status", "note")


@attrs.frozen(kw_only=True)
class Supplement:
    """More about an instrument, from who holds its text or has found one of its days.

    What it says wins over what was known; what it leaves out stays as it was.

    Attributes:
        instrument: The instrument it is about.
        title: Its title.
        gazette: Where it was promulgated.
        enacted: The day it was signed, said or published.
        effective: The first day it applies.
        repealed: The first day it no longer applies.
        text_status: How its text is known now.
        note: What a reader must know before relying on it.
        relations: To other instruments, beside those known.
        clauses: Its provisions; each wins over what was known at the same place.
        provenance: The source of all this, unless a clause names its own.
    """

    instrument: InstrumentId
    title: str | None = codec.optional()
    gazette: str | None = codec.optional()
    enacted: date | None = codec.optional()
    effective: date | None = codec.optional()
    repealed: date | None = codec.optional()
    text_status: ProvenanceStatus | None = codec.optional()
    note: Text | None = codec.optional()
    relations: tuple[Relation, ...] = ()
    clauses: tuple[Clause, ...] = ()
    provenance: Provenance

    @property
    def told(self) -> Mapping[str, Any]:
        """The single fields it gives, by name."""
        given = {name: getattr(self, name) for name in _TOLD}
        return {name: value for name, value in given.items() if value is not None}

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields it tells of."""
        return frozenset((*self.told, *(("relations",) if self.relations else ())))


def supplemented(instrument: Instrument, more: Supplement) -> Instrument:
    """The instrument with what a supplement tells of it.

    >>> from pmi_core.regulation import Provision, shipped_registry
    >>> text = Provenance(status=ProvenanceStatus.TEXT_SEEN, source="naskah rekaan")
    >>> at = Provision.parse("Pasal 2")
    >>> more = Supplement(
    ...     instrument=InstrumentId("perban-bp2mi-1-2022"),
    ...     clauses=(Clause(at=at, gist=Text(id="Rekaan.", en="Invented.")),),
    ...     provenance=text,
    ... )
    >>> before = shipped_registry().instrument(more.instrument)
    >>> before.shows(at), supplemented(before, more).shows(at)
    (False, True)
    """
    return attrs.evolve(
        instrument,
        **more.told,
        relations=tuple(_joined(instrument.relations, more.relations)),
        clauses=tuple(_told_again(instrument.clauses, more)),
        sources=tuple(_sources(instrument.sources, more)),
    )


def _joined(old: tuple[Relation, ...], new: tuple[Relation, ...]) -> Iterator[Relation]:
    again = {(relation.kind, relation.target) for relation in new}
    yield from (one for one in old if (one.kind, one.target) not in again)
    yield from new


def _told_again(old: tuple[Clause, ...], more: Supplement) -> Iterator[Clause]:
    again = {clause.at for clause in more.clauses}
    yield from (clause for clause in old if clause.at not in again)
    for clause in more.clauses:
        yield attrs.evolve(clause, provenance=clause.provenance or more.provenance)


def _sources(old: tuple[FieldSource, ...], more: Supplement) -> Iterator[FieldSource]:
    for source in old:
        if rest := source.fields - more.fields:
            yield attrs.evolve(source, fields=rest)
    if more.fields:
        yield FieldSource(fields=more.fields, provenance=more.provenance)
