"""The businesses of members: their stage, the signals of it, and what the signals suggest.

A flat fact of a business, such as `nib_held`, is what was declared, without a day. A signal is
dated and names its source: where signals of a kind are known, they speak and the flat fact does
not. Where the two disagree the answer says so; nothing is written back.
"""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from functools import cache
from typing import Final

import attrs

from pmi_core import codec
from pmi_core.messages import Text, render
from pmi_core.privacy import FieldClass, free_text, personal
from pmi_core.programme.history import History
from pmi_core.programme.shapes import a_day
from pmi_core.regulation import Basis, Period


class BusinessStage(Enum):
    """The stages of a business; the ladder is assumed, its signals are sourced."""

    IDEA = "gagasan"
    STARTED = "dirintis"
    OPERATING = "berjalan"
    FORMALISED = "berizin"
    FLAGSHIP = "unggulan"
    DORMANT = "tidak_aktif"
    CLOSED = "tutup"


class SignalKind(Enum):
    """What shows how far a business has come, as sources name it."""

    UNIT_FORMED = "unit_dibentuk"
    NUMBER_AND_VOLUME = "jumlah_dan_volume"
    GROUP = "kelompok_atau_koperasi"
    KUR = "kur"
    CONSULTATION = "konsultasi"
    NIB = "nib"
    FLAGSHIP = "produk_unggulan"
    EXPORT = "ekspor"


@attrs.frozen(kw_only=True)
class Signal:
    """Something seen of a business, from a day on, until a later signal of its kind.

    Attributes:
        day: The day it holds from; it may lie back.
        recorded: The day it was written down; never before the day it holds from.
        source: Who or what says so.
        holds: False where it ended, or was looked for and not found.
        evidence: Where the evidence lies, such as the name of a file or its sha256.
        number: How many businesses were counted, where the entry stands for a group.
        volume: In whole rupiah; a person's turnover is specific personal data and stays masked.
        period: What the volume covers; without it two volumes cannot be compared.
    """

    kind: SignalKind = attrs.field(validator=attrs.validators.instance_of(SignalKind))
    day: date = attrs.field(validator=a_day)
    recorded: date = attrs.field(validator=a_day)
    source: str = free_text()
    holds: bool = True
    evidence: str | None = free_text(default=None)
    number: int | None = codec.optional()
    volume: int | None = personal(FieldClass.SPECIFIC, default=None)
    period: Period | None = codec.optional()

    def __attrs_post_init__(self) -> None:
        if self.recorded < self.day:
            raise ValueError("a signal is recorded on or after the day it holds from")
        figures = (self.number, self.volume)
        # The value of a volume is nobody's to read, so no message repeats it.
        if any(figure is not None and figure < 0 for figure in figures):
            raise ValueError("number and volume are zero or more")
        if self.kind is not SignalKind.NUMBER_AND_VOLUME and (*figures, self.period) != _NO_FIGURES:
            kind = SignalKind.NUMBER_AND_VOLUME.value
            raise ValueError(f"only a signal of kind {kind!r} has number, volume and period")


_NO_FIGURES: Final = (None, None, None)


@attrs.frozen(kw_only=True)
class Business:
    """A member's business.

    Attributes:
        stage: As declared, without a day.
        nib_held: Whether it has a business number (NIB); desks seldom know the number itself.
        in_group: Whether it belongs to a business group or koperasi.
        uses_kur: Whether it uses the people's business credit (KUR).
        signals: What was seen of it, dated; in any order, for the latest day speaks.
    """

    id: str
    name: str = free_text()
    stage: BusinessStage = attrs.field(validator=attrs.validators.instance_of(BusinessStage))
    nib_held: bool | None = codec.optional()
    in_group: bool | None = codec.optional()
    uses_kur: bool | None = codec.optional()
    flagship: bool | None = codec.optional()
    signals: tuple[Signal, ...] = ()
    history: History | None = codec.optional()


@attrs.frozen(kw_only=True)
class SignalMeaning:
    """What a kind of signal suggests.

    Attributes:
        suggests: The stage; absent where it may go with any.
        basis: At least one, for the signal and for what it suggests.
    """

    kind: SignalKind
    suggests: BusinessStage | None = codec.optional(absent="none")
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen(kw_only=True)
class SignalAnswer:
    """Whether a signal holds for a business on a day.

    Attributes:
        holds: Absent where nobody told us, or two records of equal standing disagree.
        signals: The latest known ones, on which this rests; empty where none reaches the day.
        declared: The flat fact of the business, which has no day.
        conflict: What contradicts what, where something does.
    """

    kind: SignalKind
    holds: bool | None = codec.optional()
    signals: tuple[Signal, ...] = ()
    declared: bool | None = codec.optional()
    conflict: Text | None = codec.optional(absent="none")
    basis: tuple[Basis, ...]


@attrs.frozen(kw_only=True)
class StageProposal:
    """The stage that signals suggest; derived, never a fact of a business.

    Attributes:
        stage: The furthest stage that a signal suggests.
        declared: The stage of the business as declared.
        signals: Those that suggest it.
    """

    stage: BusinessStage
    declared: BusinessStage
    on: date
    signals: tuple[SignalAnswer, ...]
    basis: tuple[Basis, ...]

    @property
    def text(self) -> Text:
        """The proposal as a sentence that says it is derived."""
        return render("usaha.usulan_tahap", hari=self.on, tahap=self.stage, tercatat=self.declared)


@attrs.frozen(kw_only=True)
class SignalCount:
    """For how many businesses a signal holds; the three parts add up to all of them."""

    kind: SignalKind
    holding: int
    not_holding: int
    unknown: int


@attrs.frozen(kw_only=True)
class BusinessFigures:
    """How many businesses there are and what they turn over, as far as signals tell.

    Attributes:
        number: Businesses counted; where an entry gives no number it stands for one, and for none
            where a signal says that none was found.
        silent: Entries of which no signal of number and volume is known, or where two of them
            disagree: the figures are a lower bound by so many.
        volume: In whole rupiah, over one period; absent where nobody gave one, or where the
            periods differ. It is as personal as what it adds up.
        volume_untold: Entries counted without a volume, which the sum lacks.
        period: What the volume covers.
    """

    number: int
    silent: int
    volume: int | None = personal(FieldClass.SPECIFIC, default=None)
    volume_untold: int
    period: Period | None = codec.optional()


def signal_meanings() -> tuple[SignalMeaning, ...]:
    """What each kind of signal suggests, and what that rests on; one for every kind.

    >>> [one.kind.value for one in signal_meanings() if one.suggests is None]
    ['kelompok_atau_koperasi', 'kur', 'konsultasi']
    """
    return _signal_file().signals


def signals_on(
    business: Business, day: date, *, known_on: date | None = None
) -> tuple[SignalAnswer, ...]:
    """What is known of every kind of signal on a day, in the order of the kinds.

    Args:
        business: Whose.
        day: The day asked about.
        known_on: The day as known on which is asked; None knows all that was recorded. A flat fact
            has no day of recording, so it was always known.

    >>> seen = Signal(kind=SignalKind.NIB, day=date(2024, 3, 1), recorded=date(2024, 4, 5),
    ...               source="Laporan Maret 2024")
    >>> stall = Business(id="u-1", name="Warung Contoh", stage=BusinessStage.OPERATING,
    ...                  nib_held=False, signals=(seen,))
    >>> def nib(day, known_on=None):
    ...     answers = signals_on(stall, day, known_on=known_on)
    ...     return next(answer for answer in answers if answer.kind is SignalKind.NIB)
    >>> nib(date(2024, 3, 1)).holds, nib(date(2024, 3, 1)).conflict is None
    (True, False)
    >>> nib(date(2024, 2, 29)).holds, nib(date(2024, 3, 1), known_on=date(2024, 4, 4)).holds
    (None, False)
    """
    known = [s for s in business.signals if known_on is None or s.recorded <= known_on]
    return tuple(_answer(business, known, meaning, day) for meaning in signal_meanings())


def proposed_stage(
    business: Business, day: date, *, known_on: date | None = None
) -> StageProposal | None:
    """The stage that signals suggest on a day, where they suggest one.

    Only what lies beyond the declared stage is proposed: a signal of a lower one says nothing
    against it. No signal tells of a pause or an end: of a business declared dormant or closed
    nothing is proposed.

    >>> stall = Business(id="u-1", name="Warung Contoh", stage=BusinessStage.STARTED, nib_held=True)
    >>> proposal = proposed_stage(stall, date(2024, 3, 1))
    >>> proposal.stage, proposal.declared
    (<BusinessStage.FORMALISED: 'berizin'>, <BusinessStage.STARTED: 'dirintis'>)
    """
    if business.stage in _STOPPED:
        return None
    suggested = _suggestions(signals_on(business, day, known_on=known_on))
    stage = max((business.stage, *suggested), key=_STAGES.index)
    if stage is business.stage:
        return None
    return StageProposal(
        stage=stage,
        declared=business.stage,
        on=day,
        signals=suggested[stage],
        basis=tuple(dict.fromkeys(basis for one in suggested[stage] for basis in one.basis)),
    )


def count_signals(
    businesses: Iterable[Business], day: date, *, known_on: date | None = None
) -> tuple[SignalCount, ...]:
    """For how many businesses each signal holds, does not hold, or is not known.

    All that are given are counted, dormant and closed ones too: the caller chooses.

    >>> stall = Business(id="u-1", name="Warung Contoh", stage=BusinessStage.STARTED, nib_held=True)
    >>> next(c for c in count_signals([stall], date(2024, 3, 1)) if c.kind is SignalKind.NIB)
    SignalCount(kind=<SignalKind.NIB: 'nib'>, holding=1, not_holding=0, unknown=0)
    """
    rows = [signals_on(business, day, known_on=known_on) for business in businesses]
    return tuple(_count(kind, [row[at].holds for row in rows]) for at, kind in enumerate(_KINDS))


def count_businesses(
    businesses: Iterable[Business], day: date, *, known_on: date | None = None
) -> BusinessFigures:
    """The number and volume of businesses on a day, from their signals of that kind.

    >>> seen = Signal(kind=SignalKind.NUMBER_AND_VOLUME, day=date(2024, 3, 1), number=12,
    ...               recorded=date(2024, 4, 5), source="Laporan Maret 2024")
    >>> group = Business(id="u-1", name="Kelompok Contoh", stage=BusinessStage.OPERATING,
    ...                  signals=(seen,))
    >>> figures = count_businesses([group], date(2024, 3, 31))
    >>> figures.number, figures.volume_untold
    (12, 1)
    """
    rows = [_figures_of(business, day, known_on) for business in businesses]
    told = [one for one in rows if one is not None]
    counted = [one for one in told if one.holds]
    volumes = [one for one in counted if one.volume is not None]
    periods = {one.period for one in volumes}
    same = len(periods) == 1 and None not in periods
    return BusinessFigures(
        number=sum(1 if one.number is None else one.number for one in counted),
        silent=len(rows) - len(told),
        volume=sum(one.volume or 0 for one in volumes) if same else None,
        volume_untold=len(counted) - len(volumes),
        period=next(iter(periods)) if same else None,
    )


def _figures_of(business: Business, day: date, known_on: date | None) -> Signal | None:
    """The one signal that gives the figures, or says there are none; nothing where two disagree."""
    answers = signals_on(business, day, known_on=known_on)
    found = answers[_KINDS.index(SignalKind.NUMBER_AND_VOLUME)]
    return found.signals[0] if len(found.signals) == 1 else None


_KINDS: Final = tuple(SignalKind)
_STAGES: Final = tuple(BusinessStage)
_STOPPED: Final = frozenset({BusinessStage.DORMANT, BusinessStage.CLOSED})


def _answer(
    business: Business, known: Iterable[Signal], meaning: SignalMeaning, day: date
) -> SignalAnswer:
    kind, declared = meaning.kind, _declared(business, meaning.kind)
    of_kind = [signal for signal in known if signal.kind is kind]
    latest = _latest([signal for signal in of_kind if signal.day <= day])
    # A dated signal speaks of its kind alone: before its day nobody knows, whatever was declared.
    said: set[bool | None] = {s.holds for s in latest} if of_kind else {declared}
    holds = next(iter(said)) if len(said) == 1 else None
    return SignalAnswer(
        kind=kind,
        holds=holds,
        signals=latest,
        declared=declared,
        conflict=_conflict(kind, said, declared),
        basis=meaning.basis,
    )


def _latest(signals: list[Signal]) -> tuple[Signal, ...]:
    last = max(((s.day, s.recorded) for s in signals), default=None)
    return tuple(signal for signal in signals if (signal.day, signal.recorded) == last)


def _conflict(kind: SignalKind, said: set[bool | None], declared: bool | None) -> Text | None:
    if len(said) > 1:
        return render("usaha.tanda_berlawanan", tanda=kind)
    if declared is not None and (not declared) in said:
        return render("usaha.tanda_dan_pernyataan", tanda=kind, tercatat=declared)
    return None


def _declared(business: Business, kind: SignalKind) -> bool | None:
    flat = {
        SignalKind.NIB: business.nib_held,
        SignalKind.GROUP: business.in_group,
        SignalKind.KUR: business.uses_kur,
        SignalKind.FLAGSHIP: business.flagship,
    }
    return flat.get(kind)


def _suggestions(
    answers: Iterable[SignalAnswer],
) -> dict[BusinessStage, tuple[SignalAnswer, ...]]:
    suggests = {meaning.kind: meaning.suggests for meaning in signal_meanings()}
    found: dict[BusinessStage, tuple[SignalAnswer, ...]] = {}
    for answer in answers:
        stage = suggests[answer.kind]
        if answer.holds and stage is not None and _says_something(answer):
            found[stage] = (*found.get(stage, ()), answer)
    return found


def _says_something(answer: SignalAnswer) -> bool:
    """Whether a signal that counts has counted anything."""
    if answer.kind is not SignalKind.NUMBER_AND_VOLUME:
        return True
    return any((one.number or 0) > 0 or (one.volume or 0) > 0 for one in answer.signals)


def _count(kind: SignalKind, answers: list[bool | None]) -> SignalCount:
    return SignalCount(
        kind=kind,
        holding=answers.count(True),
        not_holding=answers.count(False),
        unknown=answers.count(None),
    )


@attrs.frozen(kw_only=True)
class _Signals:
    signals: tuple[SignalMeaning, ...]


@cache
def _signal_file() -> _Signals:
    return codec.load_shipped("business_signals.toml", _Signals)
