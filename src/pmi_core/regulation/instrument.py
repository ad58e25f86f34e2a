"""Laws, decrees, oral directions and observed practice: what a rule may cite."""

from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, MINYEAR, date
from enum import Enum
from functools import cached_property
from typing import Any, Final, cast

import attrs

from pmi_core import codec
from pmi_core.errors import NotFound
from pmi_core.messages import Text, render
from pmi_core.regulation.citation import InstrumentId, Provision
from pmi_core.regulation.provenance import Provenance, ProvenanceStatus
from pmi_core.regulation.regions import PlaceCode


class InstrumentKind(Enum):
    """Kinds of source; an oral direction is no letter, a practice no rule, a draft no law."""

    LAW = "undang_undang"
    EMERGENCY_REGULATION = "perppu"
    GOVERNMENT_REGULATION = "pp"
    PRESIDENTIAL_REGULATION = "perpres"
    REGULATION = "peraturan"
    DECREE = "keputusan"
    JOINT_DECREE = "keputusan_bersama"
    MEETING_DIRECTION = "arahan_rapat"
    TECHNICAL_MEETING = "rapat_teknis"
    FOCUS_GROUP = "diskusi_terpumpun"
    FIELD_EVALUATION = "evaluasi_lapangan"
    OBSERVED_REPORT = "laporan_teramati"
    PRESS_RELEASE = "siaran_pers"
    NEWS = "berita"
    DRAFT = "rancangan"


class RelationKind(Enum):
    """How one instrument stands to another."""

    IMPLEMENTS = "melaksanakan"
    RESTS_ON = "berdasarkan"
    AMENDS = "mengubah"
    REPEALS = "mencabut"
    SUPERSEDES = "menggantikan"


@attrs.frozen(kw_only=True)
class Item:
    """One item of a direction or a meeting; the key is our numbering, not the source's.

    Attributes:
        key: Such as `e`.
        text: What was said, in our words.
        binding: False for advice.
    """

    key: str
    text: Text
    binding: bool = True


@attrs.frozen(kw_only=True)
class Relation:
    """An edge of the graph of instruments, from the one that holds it to `target`.

    Attributes:
        stated: False where nobody says whether the relation holds, as with a repeal that two
            regulations on one subject suggest and no source confirms.
    """

    kind: RelationKind
    target: InstrumentId
    stated: bool = True


@attrs.frozen(kw_only=True)
class Clause:
    """A provision (ketentuan) of an instrument: what a source showed of it, or that none did.

    Attributes:
        at: Where it stands.
        gist: What it says, in our words; absent where no source showed it.
        wording: The text itself, word for word, where somebody who holds it entered it.
        provenance: How it is known; absent where the instrument's own says it.

    >>> Clause(at=Provision.parse("Pasal 24 ayat (1)")).seen
    Traceback (most recent call last):
        ...
    ValueError: a clause that says nothing must state that its text was not found
    """

    at: Provision
    gist: Text | None = codec.optional()
    wording: str | None = codec.optional()
    provenance: Provenance | None = codec.optional(absent="none")

    def __attrs_post_init__(self) -> None:
        if self.seen and self.gist is None and self.wording is None:
            raise ValueError("a clause that says nothing must state that its text was not found")
        if self.wording is not None and not self.wording.strip():
            raise ValueError("the wording of a clause is blank; leave it out")
        if not self.seen and (self.gist is not None or self.wording is not None):
            raise ValueError("a clause whose text was not found cannot say anything")

    def known(self, known_on: date) -> bool:
        """Whether one could know it on a day."""
        return self.provenance is None or self.provenance.known(known_on)

    def status(self, default: Provenance) -> ProvenanceStatus:
        """How it is known, by its own source or else by the instrument's."""
        return (self.provenance or default).status

    @property
    def seen(self) -> bool:
        """Whether a source showed it; what nobody showed us cannot be cited."""
        stated = self.provenance
        return stated is None or stated.status is not ProvenanceStatus.NOT_FOUND


@attrs.frozen(kw_only=True)
class FieldSource:
    """Where single fields of an instrument come from, if not from where the rest does.

    Attributes:
        fields: Names of fields of `Instrument`.
        provenance: Their source.
    """

    fields: frozenset[str]
    provenance: Provenance


def refuse_stray_sources(record: object, sources: Iterable[FieldSource]) -> None:
    """Refuse sources of fields that a record does not have, or does not fill.

    Raises:
        ValueError: With the first such field.
    """
    known = attrs.fields_dict(cast("Any", type(record)))
    for name in sorted({name for source in sources for name in source.fields}):
        if name not in known or getattr(record, name) in (None, (), frozenset()):
            raise ValueError(f"a source is named for {name!r}, which is not given")


@attrs.frozen(kw_only=True)
class Instrument:
    """One source of rules, with what is known about it and how.

    Attributes:
        id: Stable and ASCII, such as `perban-bp2mi-1-2022`.
        kind: What sort of source it is.
        issuer: Who issued it, or whose meeting it was.
        number: As printed ("06", "300.2.2-2138"); never an integer.
        year: The year in its name, or of the meeting.
        title: Its title, if known.
        gazette: Where it was promulgated, if known.
        enacted: The day it was signed, said or published, if known.
        effective: The first day it applies, if known.
        repealed: The first day it no longer applies, if known.
        territory: Province or regency codes it is limited to; empty for the whole country.
        relations: To other instruments of the registry.
        items: What was said, for oral directions and meetings.
        clauses: The provisions a source showed us, and those looked for in vain; no other than
            those shown may be cited.
        provenance: How we know that it exists and says what we use of it.
        sources: Where single fields come from another source than that.
        text_status: How we know its text.
        note: What a reader must know before relying on it.
    """

    id: InstrumentId
    kind: InstrumentKind
    issuer: str
    number: str | None = codec.optional()
    year: int
    title: str | None = codec.optional()
    gazette: str | None = codec.optional()
    enacted: date | None = codec.optional()
    effective: date | None = codec.optional()
    repealed: date | None = codec.optional()
    territory: frozenset[PlaceCode] = frozenset()
    relations: tuple[Relation, ...] = ()
    items: tuple[Item, ...] = ()
    clauses: tuple[Clause, ...] = ()
    provenance: Provenance
    sources: tuple[FieldSource, ...] = ()
    text_status: ProvenanceStatus
    note: Text | None = codec.optional(absent="none")

    def __attrs_post_init__(self) -> None:
        if not MINYEAR <= self.year <= MAXYEAR:
            raise ValueError("the year of an instrument has at most four digits")
        refuse_stray_sources(self, self.sources)

    @property
    def name(self) -> Text:
        """What people call it, in both languages."""
        kind = self.kind.value
        form = "titled" if self.kind in _TITLED else "dated" if self.kind in _DATED else "numbered"
        return render(
            f"regulation.name.{form}.{kind}",
            issuer=self.issuer,
            number=self.number,
            year=self.year,
            title=self.title,
            day=self.enacted,
        )

    @property
    def earliest(self) -> date:
        """The first day it can apply: as stated, or else not before its signing or its year."""
        return self.effective or self.enacted or date(self.year, 1, 1)

    @property
    def numbered(self) -> bool:
        """Whether its kind bears a number; what was said, printed or only drafted does not."""
        return self.kind not in _DATED and self.kind not in _TITLED

    @property
    def rules(self) -> bool:
        """Whether it rules anything: by its kind, or by an item that is more than advice."""
        return self.numbered or any(item.binding for item in self.items)

    def knowable(self, known_on: date | None) -> bool:
        """Whether one could know of it on a day; None asks nothing.

        Nobody can have known it before it was made; that bounds an unknown day of publication.
        """
        made = self.enacted or self.earliest
        return known_on is None or (self.provenance.known_from or made) <= known_on

    def as_known(self, known_on: date) -> "Instrument":
        """The instrument without what one could not know of it on a day, field by field."""
        unknown = [one.fields for one in self.sources if not one.provenance.known(known_on)]
        blank = {name: _BLANK[name] for name in frozenset[str]().union(*unknown) & _BLANK.keys()}
        kept = tuple(one for one in self.clauses if one.known(known_on))
        sources = tuple(one for one in self.sources if one.provenance.known(known_on))
        return attrs.evolve(self, **blank, clauses=kept, sources=sources)

    @cached_property
    def told_on(self) -> tuple[date, ...]:
        """The days from which more of it is knowable than before, in order."""
        own = [clause.provenance for clause in self.clauses if clause.provenance is not None]
        told = (one.known_from for one in (*own, *(source.provenance for source in self.sources)))
        return tuple(sorted({day for day in told if day is not None}))

    def source_of(self, field: str) -> Provenance:
        """Where a field comes from: its own source, or else the instrument's."""
        own = (source.provenance for source in self.sources if field in source.fields)
        return next(own, self.provenance)

    def shows(self, at: Provision) -> bool:
        """Whether a source showed a provision, or a part of it."""
        return at in self._statuses

    def status_at(self, at: Provision) -> ProvenanceStatus:
        """How a provision is known: by its own entry, or else as its least known part is."""
        return self._statuses.get(at, ProvenanceStatus.NOT_FOUND)

    @cached_property
    def _statuses(self) -> Mapping[Provision, ProvenanceStatus]:
        """By provision that a source showed, whole or in part."""
        order = list(ProvenanceStatus)
        shown = [one for one in self.clauses if one.seen]
        found: dict[Provision, ProvenanceStatus] = {}
        for one in shown:
            for place in one.at.enclosing:
                parts = found.get(place, one.status(self.provenance)), one.status(self.provenance)
                found[place] = max(parts, key=order.index)
        return found | {one.at: one.status(self.provenance) for one in shown}

    def clause(self, at: Provision) -> Clause:
        """The entry of a provision.

        Raises:
            NotFound: The registry has no entry for it.
        """
        for clause in self.clauses:
            if clause.at == at:
                return clause
        raise NotFound(f"provision of {self.id}", str(at), (str(one.at) for one in self.clauses))

    def item(self, key: str) -> Item:
        """The item of a key.

        Raises:
            NotFound: The instrument has no such item.
        """
        for item in self.items:
            if item.key == key:
                return item
        raise NotFound(f"item of {self.id}", key, (item.key for item in self.items))


# What an instrument is without what one could not know yet; its name it always has.
_BLANK: Final[Mapping[str, Any]] = {
    "title": None,
    "gazette": None,
    "enacted": None,
    "effective": None,
    "repealed": None,
    "relations": (),
    "items": (),
    "text_status": ProvenanceStatus.NOT_FOUND,
    "note": None,
}
_DATED: Final = frozenset(
    {
        InstrumentKind.MEETING_DIRECTION,
        InstrumentKind.TECHNICAL_MEETING,
        InstrumentKind.FOCUS_GROUP,
        InstrumentKind.FIELD_EVALUATION,
    }
)
_TITLED: Final = frozenset(
    {
        InstrumentKind.OBSERVED_REPORT,
        InstrumentKind.PRESS_RELEASE,
        InstrumentKind.NEWS,
        InstrumentKind.DRAFT,
    }
)
