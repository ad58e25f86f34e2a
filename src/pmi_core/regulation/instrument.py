"""Laws, decrees, oral directions and observed practice: what a rule may cite."""

from datetime import date
from enum import Enum
from typing import Final

import attrs

from pmi_core import codec
from pmi_core.errors import NotFound
from pmi_core.messages import Text, render
from pmi_core.regulation.citation import InstrumentId
from pmi_core.regulation.places import PlaceCode
from pmi_core.regulation.provenance import Provenance, ProvenanceStatus


class InstrumentKind(Enum):
    """Kinds of source; an oral direction is not a letter, a practice is not a rule."""

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


class RelationKind(Enum):
    """How one instrument stands to another."""

    IMPLEMENTS = "melaksanakan"
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
    """An edge of the graph of instruments, from the one that holds it to `target`."""

    kind: RelationKind
    target: InstrumentId


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
        articles: The articles whose content a source showed us; no other may be cited.
        provenance: How we know that it exists and says what we use of it.
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
    articles: frozenset[str] = frozenset()
    provenance: Provenance
    text_status: ProvenanceStatus
    note: Text | None = codec.optional(absent="none")

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
    {InstrumentKind.OBSERVED_REPORT, InstrumentKind.PRESS_RELEASE, InstrumentKind.NEWS}
)
