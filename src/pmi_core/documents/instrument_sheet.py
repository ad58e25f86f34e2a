"""One instrument on a page: what is known of it, whether it is in force, and what rests on it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from pmi_core.codec import optional
from pmi_core.documents.coverage import Coverage
from pmi_core.documents.layout import Wording, heading, paragraph
from pmi_core.errors import NotFound
from pmi_core.messages import Argument, Language
from pmi_core.regulation import (
    Clause,
    Force,
    Instrument,
    InstrumentId,
    ProvenanceStatus,
    Provision,
    Registry,
    Relation,
    foundations,
    in_force,
    replaced_by,
    shipped_places,
)

_FIELDS: Final = ("title", "gazette", "enacted", "effective", "repealed")


@attrs.frozen(kw_only=True)
class InstrumentSheet:
    """An instrument as one could know it, and where it stands on a day.

    Attributes:
        instrument: With its provisions, items and relations.
        on: The day.
        known_on: The day as known on which is asked; absent filters nothing.
        force: Whether it is in force on that day.
        ended_by: What replaced or repealed it, nearest first.
        foundations: What it implements, rests on or amends, down to the law.
        resting: What cites it or one of its provisions or items.
        at: The provision asked for; then only that one, its parts and what it lies in are
            listed, and what rests on those. Absent for the whole instrument.
    """

    instrument: Instrument
    on: date
    known_on: date | None = optional(absent="none")
    force: Force
    ended_by: tuple[InstrumentId, ...] = ()
    foundations: tuple[InstrumentId, ...] = ()
    resting: tuple[str, ...] = ()
    at: Provision | None = optional(absent="none")


def sheet_of(
    registry: Registry,
    name: str,
    coverage: Coverage,
    *,
    on: date,
    known_on: date | None = None,
    at: Provision | None = None,
) -> InstrumentSheet:
    """The sheet of one instrument, or of one provision of it.

    Args:
        registry: The law.
        name: The instrument's id; for a citation as people write it, see `resolve`.
        coverage: What rests on the law; made by `cover`.
        on: The day whose law is asked for.
        known_on: Only what was knowable on that day counts; None filters nothing.
        at: One provision, with its parts and what it lies in; None shows all.

    Raises:
        NotFound: The registry has no such instrument, or no entry for the provision or a part
            of it; `known` holds those that a source showed.

    >>> from pmi_core.documents import cover
    >>> from pmi_core.regulation import shipped_registry
    >>> law = shipped_registry()
    >>> sheet = sheet_of(law, "perpres-90-2019", cover(law, ()), on=date(2025, 1, 1))
    >>> sheet.force.value, sheet.ended_by
    ('tidak_berlaku_lagi', ('perpres-165-2024', 'perpres-166-2024'))
    """
    instrument = _narrowed(registry.instrument(name, known_on=known_on), at)
    found = (
        one.resting
        for one in coverage.supports
        if one.cite == instrument.id and (at is None or _related(one.at, at))
    )
    return InstrumentSheet(
        instrument=instrument,
        on=on,
        known_on=known_on,
        force=in_force(registry, name, on=on, known_on=known_on),
        ended_by=tuple(item.id for item in replaced_by(registry, name)),
        foundations=tuple(item.id for item in foundations(registry, name)),
        resting=tuple(dict.fromkeys(what for resting in found for what in resting)),
        at=at,
    )


def _narrowed(instrument: Instrument, at: Provision | None) -> Instrument:
    """The instrument with the entries that concern one provision; items are none of it."""
    if at is None:
        return instrument
    if not any(at in one.at.enclosing for one in instrument.clauses):
        raise NotFound(f"provision of {instrument.id}", str(at), _places(instrument))
    kept = tuple(one for one in instrument.clauses if _related(one.at, at))
    return attrs.evolve(instrument, clauses=kept, items=())


def _places(instrument: Instrument) -> Iterator[str]:
    return (str(one.at) for one in instrument.clauses if one.seen)


def _related(place: Provision | None, at: Provision) -> bool:
    """Whether a place is a provision, a part of it, or what it lies in."""
    return place is not None and (at in place.enclosing or place in at.enclosing)


def sheet_text(sheet: InstrumentSheet, registry: Registry, language: Language) -> str:
    """The sheet for people, in 80 columns.

    Args:
        sheet: Made by `sheet_of`.
        registry: The law it was made with.
        language: Of the text.

    Returns:
        Lines that end in a line feed, the last one too.
    """
    return "\n".join(_Writer(sheet, registry, language).lines()) + "\n"


class _Writer(Wording):
    """What all lines of one sheet share."""

    def __init__(self, sheet: InstrumentSheet, registry: Registry, language: Language) -> None:
        super().__init__("hukum", language)
        self.sheet = sheet
        self.registry = registry

    def lines(self) -> Iterator[str]:
        """All lines."""
        shown = self.sheet.instrument
        yield from paragraph(self.say("lembar.nama", nama=shown.name, id=shown.id))
        if self.sheet.at is not None:
            yield from paragraph(self.line(self.say("lembar.hanya"), self.sheet.at.text))
        yield from self.facts(shown)
        yield from heading(self.say("lembar.ketentuan"))
        if not shown.clauses:
            yield from paragraph(self.say("lembar.tanpa_ketentuan"))
        for clause in shown.clauses:
            yield from paragraph(self.clause(clause, shown), bullet="- ")
        if shown.items:
            yield from heading(self.say("lembar.butir"))
        for item in shown.items:
            key = item.key if item.binding else self.say("lembar.saran", butir=item.key)
            yield from paragraph(self.line(key, item.text), bullet="- ")
        yield from heading(self.say("lembar.bersandar"))
        for what in self.sheet.resting or (self.say("tanpa"),):
            yield from paragraph(what, bullet="- ")

    def facts(self, shown: Instrument) -> Iterator[str]:
        """What is known of it, field by field, and where it stands."""
        day = self.say("lembar.keadaan", hari=self.sheet.on)
        yield from paragraph(self.line(day, self.sheet.force))
        exists = self.sourced(shown.provenance.status, shown.provenance.source)
        yield from paragraph(self.line(self.say("lembar.keberadaan"), exists))
        yield from paragraph(self.line(self.say("lembar.naskah"), shown.text_status))
        for name in _FIELDS:
            yield from paragraph(self.line(self.say(f"bidang.{name}"), self.field(shown, name)))
        places = [
            f"{shipped_places().find(code).name} ({code})" for code in sorted(shown.territory)
        ]
        territory = ", ".join(places) or self.say("lembar.seluruh")
        yield from paragraph(self.line(self.say("lembar.wilayah"), territory))
        yield from self.listed("bidang.relations", map(self.relation, shown.relations))
        yield from self.listed("lembar.diakhiri", map(self.named, self.sheet.ended_by))
        yield from self.listed("lembar.landasan", map(self.named, self.sheet.foundations))
        if shown.note is not None:
            yield from paragraph(self.line(self.say("bidang.note"), shown.note))

    def listed(self, key: str, parts: Iterable[str]) -> Iterator[str]:
        """A line of several things, or none of it."""
        if said := "; ".join(parts):
            yield from paragraph(self.line(self.say(key), said))

    def field(self, shown: Instrument, name: str) -> str:
        """A field, with its source where that is its own."""
        value: Argument = getattr(shown, name)
        own = shown.source_of(name)
        if value is None or own == shown.provenance:
            return self.word(value)
        return self.sourced(value, own.source, own.status)

    def sourced(self, value: Argument, source: str, status: ProvenanceStatus | None = None) -> str:
        """A value and where it is from."""
        if status is None:
            return f"{self.word(value)} ({source})"
        return self.say("lembar.dari", nilai=value, status=status, sumber=source)

    def clause(self, clause: Clause, shown: Instrument) -> str:
        """A provision: what it says, or that no source showed it."""
        status = clause.status(shown.provenance)
        said = clause.wording or clause.gist
        place = f"{self.word(clause.at.text)} [{self.word(status)}]"
        return place if said is None else self.line(place, said)

    def relation(self, relation: Relation) -> str:
        """A relation, and whether any source states it."""
        key = "hubungan" if relation.stated else "hubungan_tak_tentu"
        name = self.named(relation.target)
        return self.say(f"beda.{key}", jenis=relation.kind, nama=name)

    def named(self, name: InstrumentId) -> str:
        """An instrument as people call it."""
        return self.word(self.registry.instrument(name).name)

    def line(self, field: Argument, value: Argument) -> str:
        """A name and what it is."""
        return self.say("lembar.baris", bidang=field, nilai=value)
