"""Signals of businesses: what holds on a day, what contradicts, and the stage they suggest."""

from datetime import date, timedelta
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.documents import redact
from pmi_core.errors import FaultyInput
from pmi_core.programme import (
    Business,
    BusinessStage,
    Signal,
    SignalAnswer,
    SignalKind,
    count_businesses,
    count_signals,
    proposed_stage,
    signal_meanings,
    signals_on,
)
from pmi_core.regulation import Assumption, Cited, Period, check_basis, shipped_registry
from pmi_core.testing import days, laws, signals, valid

FROM, TOLD = date(2024, 3, 1), date(2024, 4, 5)
DAY = timedelta(days=1)
FLAT = {
    SignalKind.NIB: "nib_held",
    SignalKind.GROUP: "in_group",
    SignalKind.KUR: "uses_kur",
    SignalKind.FLAGSHIP: "flagship",
}
SUGGESTED = {
    SignalKind.UNIT_FORMED: BusinessStage.STARTED,
    SignalKind.NUMBER_AND_VOLUME: BusinessStage.OPERATING,
    SignalKind.GROUP: None,
    SignalKind.KUR: None,
    SignalKind.CONSULTATION: None,
    SignalKind.NIB: BusinessStage.FORMALISED,
    SignalKind.FLAGSHIP: BusinessStage.FLAGSHIP,
    SignalKind.EXPORT: BusinessStage.OPERATING,
}


def signal(
    kind: SignalKind = SignalKind.NIB,
    *,
    day: date = FROM,
    recorded: date = TOLD,
    holds: bool = True,
    volume: int | None = None,
    number: int | None = None,
    period: Period | None = None,
) -> Signal:
    return Signal(
        kind=kind,
        day=day,
        recorded=recorded,
        holds=holds,
        source="Laporan Contoh",
        volume=volume,
        number=number,
        period=period,
    )


def counting(kind: SignalKind, *, day: date = FROM, recorded: date = TOLD) -> Signal:
    """A signal that says something, of any kind."""
    number = 1 if kind is SignalKind.NUMBER_AND_VOLUME else None
    return signal(kind, day=day, recorded=recorded, number=number)


def business(
    *seen: Signal,
    stage: BusinessStage = BusinessStage.STARTED,
    nib: bool | None = None,
) -> Business:
    return Business(
        id="usaha-1", name="Warung Contoh", stage=stage, nib_held=nib, signals=tuple(seen)
    )


def answer(
    thing: Business,
    day: date = TOLD,
    known_on: date | None = None,
    kind: SignalKind = SignalKind.NIB,
) -> SignalAnswer:
    return next(one for one in signals_on(thing, day, known_on=known_on) if one.kind is kind)


def businesses() -> st.SearchStrategy[Business]:
    return valid(Business, signals=st.lists(signals(), max_size=4).map(tuple))


@pytest.mark.parametrize(
    ("day", "known_on", "holds"),
    [
        (FROM - DAY, None, None),
        (FROM, None, True),
        (FROM, TOLD, True),
        (FROM, TOLD - DAY, None),
        (date(2030, 1, 1), None, True),
    ],
)
def test_a_signal_holds_from_its_day_once_it_is_recorded(
    day: date, known_on: date | None, holds: bool | None
) -> None:
    assert answer(business(signal()), day, known_on).holds is holds


@pytest.mark.parametrize("kind", list(FLAT), ids=[kind.value for kind in FLAT])
@pytest.mark.parametrize("declared", [True, False, None], ids=["yes", "no", "unknown"])
def test_a_flat_fact_answers_where_no_signal_of_its_kind_is_known(
    kind: SignalKind, declared: bool | None
) -> None:
    other = next(one for one in SignalKind if one is not kind)
    plain = codec.unstructure(business(signal(other)))
    flat = {} if declared is None else {FLAT[kind]: declared}
    thing = codec.structure(plain | flat, Business)
    found = answer(thing, kind=kind)
    assert (found.holds, found.declared, found.conflict, found.signals) == (
        declared,
        declared,
        None,
        (),
    )


def test_kinds_without_a_flat_fact_are_unknown_until_a_signal_tells() -> None:
    silent = {one.kind for one in signals_on(business(), TOLD) if one.declared is None}
    assert silent == set(SignalKind)
    assert all(one.holds is None and one.conflict is None for one in signals_on(business(), TOLD))


@pytest.mark.parametrize(
    ("declared", "seen", "holds", "conflicts"),
    [
        (True, True, True, False),
        (False, False, False, False),
        (None, True, True, False),
        (True, False, False, True),
        (False, True, True, True),
    ],
)
def test_a_signal_wins_over_the_flat_fact_and_a_contradiction_is_reported(
    declared: bool | None, seen: bool, holds: bool, conflicts: bool
) -> None:
    found = answer(business(signal(holds=seen), nib=declared))
    assert (found.holds, found.conflict is not None) == (holds, conflicts)


def test_before_its_first_signal_nobody_knows_whatever_was_declared() -> None:
    found = answer(business(signal(), nib=True), FROM - DAY)
    assert (found.holds, found.conflict, found.signals, found.declared) == (None, None, (), True)


def test_as_known_before_the_recording_the_flat_fact_speaks() -> None:
    found = answer(business(signal(), nib=False), FROM, TOLD - DAY)
    assert (found.holds, found.conflict, found.signals) == (False, None, ())


def test_a_later_day_and_then_a_later_recording_speaks() -> None:
    first = signal()
    ended = signal(day=FROM + DAY, holds=False)
    mended = signal(day=FROM + DAY, recorded=TOLD + DAY)
    assert answer(business(first, ended)).holds is False
    assert answer(business(first, ended), FROM).holds is True
    assert answer(business(first, ended, mended)).signals == (mended,)
    assert answer(business(first, ended, mended), known_on=TOLD).holds is False


def test_records_of_one_standing_that_disagree_settle_nothing() -> None:
    yes, no = signal(), signal(holds=False)
    found = answer(business(yes, no, nib=True))
    assert (found.holds, found.signals) == (None, (yes, no))
    assert found.conflict is not None
    assert "pada hari yang sama" in found.conflict.id
    assert answer(business(yes, yes)).conflict is None


def test_a_contradiction_names_the_kind_and_what_was_declared() -> None:
    found = answer(business(signal(), nib=False)).conflict
    assert found is not None
    assert "“Nomor Induk Berusaha (NIB)”" in found.id
    assert "“tidak”" in found.id
    assert "“no”" in found.en


@laws
@given(thing=businesses(), day=days(), known_on=st.none() | days(), order=st.randoms())
def test_the_order_of_signals_decides_nothing(
    thing: Business, day: date, known_on: date | None, order: Random
) -> None:
    shuffled = list(thing.signals)
    order.shuffle(shuffled)
    before = signals_on(thing, day, known_on=known_on)
    after = signals_on(attrs.evolve(thing, signals=tuple(shuffled)), day, known_on=known_on)
    for one, two in zip(before, after, strict=True):
        assert attrs.evolve(one, signals=()) == attrs.evolve(two, signals=())
        assert set(one.signals) == set(two.signals)


@laws
@given(thing=businesses(), day=days(), known_on=days())
def test_what_is_recorded_later_is_never_seen(thing: Business, day: date, known_on: date) -> None:
    then = tuple(one for one in thing.signals if one.recorded <= known_on)
    assert signals_on(thing, day, known_on=known_on) == signals_on(
        attrs.evolve(thing, signals=then), day
    )


@laws
@given(thing=businesses(), day=days())
def test_signals_of_later_days_change_no_answer_they_do_not_make_unknown(
    thing: Business, day: date
) -> None:
    until = attrs.evolve(thing, signals=tuple(s for s in thing.signals if s.day <= day))
    for now, before in zip(signals_on(thing, day), signals_on(until, day), strict=True):
        assert now.signals == before.signals
        assert now.holds in (before.holds, None)
        assert now.signals == () or now.holds is before.holds


@pytest.mark.parametrize("kind", list(SignalKind), ids=[kind.value for kind in SignalKind])
def test_each_signal_suggests_its_stage_or_none(kind: SignalKind) -> None:
    idea = BusinessStage.IDEA
    found = proposed_stage(business(counting(kind), stage=idea), TOLD)
    assert (found and found.stage) == SUGGESTED[kind]
    assert proposed_stage(business(signal(kind, holds=False), stage=idea), TOLD) is None


@pytest.mark.parametrize(
    ("number", "volume", "says"),
    [
        (None, None, False),
        (0, None, False),
        (None, 0, False),
        (0, 0, False),
        (1, None, True),
        (None, 1, True),
        (0, 1, True),
    ],
)
def test_nought_and_no_figure_suggest_no_business(
    number: int | None, volume: int | None, says: bool
) -> None:
    seen = signal(SignalKind.NUMBER_AND_VOLUME, number=number, volume=volume)
    found = proposed_stage(business(seen, stage=BusinessStage.IDEA), TOLD)
    assert (found is not None) is says


@pytest.mark.parametrize(
    ("declared", "proposed"),
    [
        (BusinessStage.IDEA, BusinessStage.OPERATING),
        (BusinessStage.STARTED, BusinessStage.OPERATING),
        (BusinessStage.OPERATING, None),
        (BusinessStage.FORMALISED, None),
        (BusinessStage.FLAGSHIP, None),
    ],
    ids=lambda stage: stage.value if stage else "none",
)
def test_only_what_lies_beyond_the_declared_stage_is_proposed(
    declared: BusinessStage, proposed: BusinessStage | None
) -> None:
    found = proposed_stage(business(signal(SignalKind.EXPORT), stage=declared), TOLD)
    assert (found and found.stage) == proposed


def test_a_proposal_takes_the_furthest_stage_and_says_what_it_rests_on() -> None:
    volume, export = counting(SignalKind.NUMBER_AND_VOLUME), signal(SignalKind.EXPORT)
    formed = signal(SignalKind.UNIT_FORMED)
    found = proposed_stage(business(formed, volume, export), TOLD)
    assert found is not None
    assert [one.kind for one in found.signals] == [SignalKind.NUMBER_AND_VOLUME, SignalKind.EXPORT]
    assert (found.stage, found.declared, found.on) == (
        BusinessStage.OPERATING,
        BusinessStage.STARTED,
        TOLD,
    )
    assert set(found.basis) == {basis for one in found.signals for basis in one.basis}


def test_a_proposal_says_that_it_is_derived_and_writes_nothing() -> None:
    thing = business(signal())
    found = proposed_stage(thing, TOLD)
    assert found is not None
    assert found.text.id == (
        "Turunan dari tanda usaha, bukan catatan: pada 5 April 2024 tanda menyarankan tahap "
        "“Berizin (NIB)”; yang tercatat “Dirintis”."
    )
    assert found.text.en.startswith("Derived from signals, no record:")
    assert thing.stage is BusinessStage.STARTED


@pytest.mark.parametrize("stage", [BusinessStage.DORMANT, BusinessStage.CLOSED])
def test_of_what_stopped_nothing_is_proposed(stage: BusinessStage) -> None:
    assert proposed_stage(business(signal(SignalKind.FLAGSHIP), stage=stage), TOLD) is None


@laws
@given(thing=businesses(), day=days(), kind=st.sampled_from(SignalKind))
def test_one_more_signal_that_holds_never_lowers_the_proposal(
    thing: Business, day: date, kind: SignalKind
) -> None:
    after_all = max((day, *(one.recorded for one in thing.signals)))
    more = counting(kind, day=day, recorded=after_all + DAY)
    ladder = list(BusinessStage)
    before = proposed_stage(thing, day)
    after = proposed_stage(attrs.evolve(thing, signals=(*thing.signals, more)), day)
    if before is not None:
        assert after is not None
        assert ladder.index(after.stage) >= ladder.index(before.stage)


@laws
@given(
    roll=st.lists(businesses(), max_size=4), day=days(), known_on=st.none() | days(), at=st.data()
)
def test_counts_are_complete_additive_and_free_of_order(
    roll: list[Business], day: date, known_on: date | None, at: st.DataObject
) -> None:
    cut = at.draw(st.integers(0, len(roll)))
    whole = count_signals(roll, day, known_on=known_on)
    left, right = (
        count_signals(roll[:cut], day, known_on=known_on),
        count_signals(roll[cut:], day, known_on=known_on),
    )
    assert whole == count_signals(reversed(roll), day, known_on=known_on)
    for all_of, one, two in zip(whole, left, right, strict=True):
        assert all_of.holding == one.holding + two.holding
        assert all_of.not_holding == one.not_holding + two.not_holding
        assert all_of.unknown == one.unknown + two.unknown
        assert all_of.holding + all_of.not_holding + all_of.unknown == len(roll)


def test_what_nobody_knows_is_counted_as_unknown_and_never_as_no() -> None:
    roll = [business(nib=True), business(nib=False), business(), business(signal(), signal())]
    count = next(one for one in count_signals(roll, TOLD) if one.kind is SignalKind.NIB)
    assert (count.holding, count.not_holding, count.unknown) == (2, 1, 1)
    assert [one.kind for one in count_signals([], TOLD)] == list(SignalKind)


def test_every_kind_has_a_meaning_whose_basis_stands_in_the_registry() -> None:
    assert [one.kind for one in signal_meanings()] == list(SignalKind)
    for meaning in signal_meanings():
        for basis in meaning.basis:
            assert check_basis(basis, shipped_registry()) == ()
        assert any(isinstance(basis, Cited) and basis.item for basis in meaning.basis)
        assumed = any(isinstance(basis, Assumption) for basis in meaning.basis)
        cited = [basis for basis in meaning.basis if isinstance(basis, Cited)]
        by_analogy = [basis for basis in cited if basis.cite == "indikator-kkbm-2019-07-26"]
        assert all(basis.analogy for basis in by_analogy), "they measure a KKBM"
        assert assumed


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"recorded": FROM - DAY}, "on or after the day it holds from"),
        ({"number": -1}, "zero or more"),
        ({"volume": -7654321}, "zero or more"),
        ({"kind": SignalKind.NIB, "number": 1}, "only a signal of kind 'jumlah_dan_volume'"),
        ({"kind": SignalKind.NIB, "volume": 1}, "only a signal of kind 'jumlah_dan_volume'"),
        (
            {"kind": SignalKind.NIB, "period": Period.parse("2024-02")},
            "only a signal of kind 'jumlah_dan_volume'",
        ),
    ],
    ids=["recorded", "number", "volume", "nib-number", "nib-volume", "nib-period"],
)
def test_a_signal_that_cannot_be_is_refused_without_its_volume(
    change: dict[str, object], message: str
) -> None:
    good = signal(SignalKind.NUMBER_AND_VOLUME, recorded=FROM, volume=0, number=0)
    plain = codec.unstructure(good) | codec.unstructure(change)
    with pytest.raises(FaultyInput, match=message) as refused:
        codec.structure(plain, Signal)
    assert "7654321" not in str(refused.value)


def test_a_volume_shows_in_no_repr_and_is_dropped_before_anything_leaves() -> None:
    told = signal(
        SignalKind.NUMBER_AND_VOLUME, volume=7654321, number=12, period=Period.parse("2024-02")
    )
    assert "7654321" not in repr(business(told))
    hidden = redact(business(told)).signals[0]
    assert (hidden.volume, hidden.number) == (None, 12)


Q1, Q2 = Period.parse("2024-Q1"), Period.parse("2024-Q2")
COUNTED = SignalKind.NUMBER_AND_VOLUME


def figures(
    number: int | None = None, volume: int | None = None, period: Period | None = Q1
) -> Business:
    return business(signal(COUNTED, number=number, volume=volume, period=period))


@pytest.mark.parametrize(
    ("roll", "told"),
    [
        ([], (0, 0, None, 0, None)),
        ([business()], (0, 1, None, 0, None)),
        ([figures(number=12)], (12, 0, None, 1, None)),
        ([figures(volume=500), figures(volume=250)], (2, 0, 750, 0, Q1)),
        ([figures(volume=500), figures(number=3)], (4, 0, 500, 1, Q1)),
        ([figures(volume=500), figures(volume=250, period=Q2)], (2, 0, None, 0, None)),
        ([figures(volume=500, period=None)], (1, 0, None, 0, None)),
        ([business(signal(COUNTED, number=1), signal(COUNTED, number=2))], (0, 1, None, 0, None)),
        ([business(signal(COUNTED, holds=False))], (0, 0, None, 0, None)),
        ([business(signal(COUNTED, holds=False, number=3))], (0, 0, None, 0, None)),
        ([figures(number=3), business(signal(COUNTED, holds=False))], (3, 0, None, 1, None)),
    ],
    ids=[
        "none",
        "silent",
        "group",
        "sum",
        "lower bound",
        "periods",
        "no period",
        "two",
        "none found",
        "no more",
        "none found beside a group",
    ],
)
def test_number_and_volume_are_summed_over_one_period_and_what_is_missing_is_said(
    roll: list[Business], told: tuple[int, int, int | None, int, Period | None]
) -> None:
    found = count_businesses(roll, TOLD)
    assert (
        found.number,
        found.silent,
        found.volume,
        found.volume_untold,
        found.period,
    ) == told


@laws
@given(roll=st.lists(businesses(), max_size=4), day=days(), cut=st.integers(0, 4))
def test_numbers_add_up_over_any_division(roll: list[Business], day: date, cut: int) -> None:
    whole = count_businesses(roll, day)
    parts = count_businesses(roll[:cut], day), count_businesses(roll[cut:], day)
    assert whole.number == sum(part.number for part in parts)
    assert whole.silent == sum(part.silent for part in parts)
    assert whole.volume is None or "volume=***" in repr(whole)
