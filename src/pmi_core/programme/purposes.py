"""What an association does for its three purposes, and how often: network, capacity, business.

The purposes are those of the press release of the Rakernas 2023. A report states its own totals
(`NetworkFacts`); the counts here come from single dated records, so that one can be held against
the other.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import Enum
from functools import cache
from typing import NewType, cast

import attrs

from pmi_core import codec
from pmi_core.messages import Text, render
from pmi_core.privacy import free_text
from pmi_core.programme.people import check_span
from pmi_core.programme.shapes import a_day, texts
from pmi_core.regulation import Basis, Period

DevelopmentId = NewType("DevelopmentId", str)


class Purpose(Enum):
    """What Perwira PMI is for, by the press release."""

    NETWORK = "memperluas_jejaring"
    CAPACITY = "peningkatan_kapasitas"
    BUSINESS = "pengembangan_dan_pembinaan_usaha"


class DevelopmentKind(Enum):
    """What form a development takes; forms that reports of such events name."""

    TRAINING = "pelatihan"
    DISCUSSION = "diskusi"
    EXHIBITION = "pameran"
    PARTNERSHIP = "kemitraan"
    CONSULTATION = "konsultasi"
    FINANCING = "pembiayaan"
    MARKETING = "pemasaran"
    OTHER = "lainnya"


@attrs.frozen(kw_only=True)
class Development:
    """One thing that was done for one purpose of the association.

    Attributes:
        purpose: The main one, so that nothing is counted twice.
        first: Its first day, which decides the period it belongs to.
        last: Its last day; absent where it took one day.
        recorded: The day it was written down; what was only planned is no record.
        what: What was done, in the recorder's words; never names of participants.
        organiser: The office or body that held it.
        participants: How many took part, counted per event: a person who comes twice counts twice.
        businesses: Ids of the businesses it reached; absent is unknown, empty is none.
        evidence: Where the evidence lies; its absence means that none was handed in.
    """

    id: DevelopmentId
    purpose: Purpose = attrs.field(validator=attrs.validators.instance_of(Purpose))
    kind: DevelopmentKind | None = codec.optional(
        validator=attrs.validators.instance_of(DevelopmentKind)
    )
    first: date = attrs.field(validator=a_day)
    last: date | None = codec.optional(absent="none")
    recorded: date
    what: str = free_text()
    organiser: str | None = free_text(default=None)
    participants: int | None = codec.optional()
    businesses: tuple[str, ...] | None = codec.optional(validator=texts)
    evidence: str | None = attrs.field(
        default=None,
        repr=free_text(default=None).repr,
        metadata={**free_text(default=None).metadata, **codec.optional(absent="none").metadata},
    )

    def __attrs_post_init__(self) -> None:
        check_span(self.first, self.last)
        if self.recorded < self.first:
            raise ValueError("a development is recorded on or after its first day")
        if self.participants is not None and self.participants < 0:
            raise ValueError("the number of participants is zero or more")


@attrs.frozen(kw_only=True)
class PurposeCount:
    """What was done for one purpose in a period; where nobody keeps a record, no number at all.

    Attributes:
        events: How many began in the period; absent where nobody keeps a record.
        participants: Of the events that tell; absent where none of them does.
        participants_untold: Events that do not tell how many came: the sum is a lower bound.
        businesses: Ids of all businesses reached, each once; absent where no event tells.
        businesses_untold: Events that do not tell which: there may be more.
        with_evidence: Events for which evidence was handed in.
        without_evidence: Events for which none was.
    """

    purpose: Purpose
    period: Period
    events: int | None = codec.optional()
    participants: int | None = codec.optional()
    participants_untold: int | None = codec.optional()
    businesses: frozenset[str] | None = codec.optional()
    businesses_untold: int | None = codec.optional()
    with_evidence: int | None = codec.optional()
    without_evidence: int | None = codec.optional()
    basis: tuple[Basis, ...]

    @property
    def text(self) -> Text:
        """The count as a sentence that tells a sum from a lower bound."""
        return render(
            f"tujuan.jumlah.{_wording(self)}",
            tujuan=self.purpose,
            kegiatan=self.events,
            peserta=self.participants,
            tanpa_jumlah=self.participants_untold,
            tanpa_bukti=self.without_evidence,
        )


def count_purposes(
    developments: Iterable[Development] | None, period: Period, *, known_on: date | None = None
) -> tuple[PurposeCount, ...]:
    """What an association did for each purpose in a period, in the order of the purposes.

    An event belongs to the period in which it began, so counts of periods that do not overlap add
    up; the businesses they reached unite instead.

    Args:
        developments: All records of one association; None where nobody keeps any.
        period: Which events to count.
        known_on: The day as known on which is asked; None knows all that was recorded.

    Raises:
        ValueError: One record is given twice, by its id.
        TypeError: The period is none.

    >>> fair = Development(id=DevelopmentId("kb-1"), purpose=Purpose.NETWORK,
    ...                    first=date(2023, 11, 30), recorded=date(2023, 12, 4), what="Temu usaha")
    >>> network, capacity, _ = count_purposes([fair], Period.parse("2023-11"))
    >>> network.events, network.participants, network.participants_untold
    (1, None, 1)
    >>> capacity.events, capacity.participants
    (0, 0)
    """
    if not isinstance(cast("object", period), Period):
        raise TypeError(f"period is a Period, such as Period.parse('2023-11'), not {period!r}")
    if developments is None:
        return tuple(_unknown(purpose, period) for purpose in Purpose)
    given = tuple(developments)
    _refuse_doubled(given)
    counted = [
        one
        for one in given
        if period.contains(one.first) and (known_on is None or one.recorded <= known_on)
    ]
    return tuple(
        _count(purpose, period, [one for one in counted if one.purpose is purpose])
        for purpose in Purpose
    )


def purpose_basis() -> tuple[Basis, ...]:
    """What the purposes, and the way they are counted, rest on.

    >>> purpose_basis()[0].cite
    'siaran-pers-rakernas-2023'
    """
    return _purpose_file().basis


def _refuse_doubled(developments: Iterable[Development]) -> None:
    """A record that is given twice would count twice."""
    times = Counter(one.id for one in developments)
    twice = [repr(name) for name, number in sorted(times.items()) if number > 1]
    if twice:
        raise ValueError(f"given more than once: {', '.join(twice)}")


def _unknown(purpose: Purpose, period: Period) -> PurposeCount:
    return PurposeCount(purpose=purpose, period=period, basis=purpose_basis())


def _count(purpose: Purpose, period: Period, events: list[Development]) -> PurposeCount:
    told = [one.participants for one in events if one.participants is not None]
    reached = [one.businesses for one in events if one.businesses is not None]
    proven = [one for one in events if one.evidence is not None and one.evidence.strip()]
    return PurposeCount(
        purpose=purpose,
        period=period,
        events=len(events),
        participants=sum(told) if told or not events else None,
        participants_untold=len(events) - len(told),
        businesses=frozenset[str]().union(*reached) if reached or not events else None,
        businesses_untold=len(events) - len(reached),
        with_evidence=len(proven),
        without_evidence=len(events) - len(proven),
        basis=purpose_basis(),
    )


def _wording(count: PurposeCount) -> str:
    if count.events is None:
        return "tidak_tercatat"
    if count.participants is None:
        return "peserta_tidak_diketahui"
    return "paling_sedikit" if count.participants_untold else "lengkap"


@attrs.frozen(kw_only=True)
class _Purposes:
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))


@cache
def _purpose_file() -> _Purposes:
    return codec.load_shipped("purposes.toml", _Purposes)
