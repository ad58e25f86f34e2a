"""Laws, decrees, oral directions and observed practice: what a rule may cite."""

from datetime import MAXYEAR, MINYEAR, date
from enum import Enum
from typing import Final

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
        if not self.seen and (self.gist is not None or self.wording is not None):
            raise ValueError("a clause whose text was not found cannot say anything")

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
        for name in sorted({name for source in self.sources for name in source.fields}):
            if getattr(self, name, None) is None:
                raise ValueError(f"a source is named for {name!r}, which the instrument lacks")

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

    def source_of(self, field: str) -> Provenance:
        """Where a field comes from: its own source, or else the instrument's."""
        own = (source.provenance for source in self.sources if field in source.fields)
        return next(own, self.provenance)

    def shows(self, at: Provision) -> bool:
        """Whether a source showed a provision, or a part of it."""
        return any(clause.seen and clause.at.within(at) for clause in self.clauses)

    def status_at(self, at: Provision) -> ProvenanceStatus:
        """How a provision is known: as well as the best known part of it that a source showed."""
        parts = (one for one in self.clauses if one.seen and one.at.within(at))
        found = ((one.provenance or self.provenance).status for one in parts)
        return min(found, key=list(ProvenanceStatus).index, default=ProvenanceStatus.NOT_FOUND)

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
