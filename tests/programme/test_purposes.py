"""The three purposes of Perwira PMI can be counted, and a lower bound says that it is one."""

from datetime import date, timedelta
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.errors import FaultyInput
from pmi_core.programme import (
    Development,
    DevelopmentId,
    DevelopmentKind,
    Purpose,
    PurposeCount,
    count_purposes,
    purpose_basis,
)
from pmi_core.regulation import Period, PeriodKind, check_basis, shipped_registry, split
from pmi_core.testing import days, developments, laws, periods

NOVEMBER = Period.parse("2023-11")
FIRST, LAST, TOLD = date(2023, 11, 1), date(2023, 11, 30), date(2023, 12, 4)
DAY = timedelta(days=1)


def event(
    number: int = 1,
    purpose: Purpose = Purpose.NETWORK,
    *,
    first: date = FIRST,
    last: date | None = None,
    recorded: date = TOLD,
    participants: int | None = None,
    businesses: tuple[str, ...] | None = None,
    evidence: str | None = None,
) -> Development:
    return Development(
        id=DevelopmentId(f"kembang-{number}"),
        purpose=purpose,
        kind=DevelopmentKind.DISCUSSION,
        first=first,
        last=last,
        recorded=recorded,
        what="Temu usaha contoh",
        participants=participants,
        businesses=businesses,
        evidence=evidence,
    )


def network(*events: Development, known_on: date | None = None) -> PurposeCount:
    return count_purposes(events, NOVEMBER, known_on=known_on)[0]


def test_there_is_one_count_for_each_purpose_in_their_order() -> None:
    assert [one.purpose for one in count_purposes([], NOVEMBER)] == list(Purpose)
    found = count_purposes([event(purpose=Purpose.BUSINESS)], NOVEMBER)
    assert [one.events for one in found] == [0, 0, 1]


@pytest.mark.parametrize(
    ("first", "last", "counted"),
    [
        (FIRST - DAY, None, 0),
        (FIRST - DAY, FIRST, 0),
        (FIRST, None, 1),
        (LAST, None, 1),
        (LAST, LAST + DAY, 1),
        (LAST + DAY, None, 0),
    ],
)
def test_an_event_belongs_to_the_period_of_its_first_day(
    first: date, last: date | None, counted: int
) -> None:
    assert network(event(first=first, last=last)).events == counted


@pytest.mark.parametrize(
    ("known_on", "counted"), [(TOLD - DAY, 0), (TOLD, 1), (None, 1)], ids=["before", "on", "all"]
)
def test_an_event_counts_once_it_is_recorded(known_on: date | None, counted: int) -> None:
    assert network(event(), known_on=known_on).events == counted


@pytest.mark.parametrize(
    ("told", "total", "untold"),
    [
        ((), 0, 0),
        ((0,), 0, 0),
        ((20, 5), 25, 0),
        ((20, None), 20, 1),
        ((0, None), 0, 1),
        ((None, None), None, 2),
    ],
    ids=["no-event", "nobody", "all-tell", "one-untold", "nobody-and-untold", "none-tells"],
)
def test_a_missing_number_of_participants_makes_a_lower_bound_or_nothing(
    told: tuple[int | None, ...], total: int | None, untold: int
) -> None:
    found = network(*(event(n, participants=number) for n, number in enumerate(told)))
    assert (found.participants, found.participants_untold) == (total, untold)


@pytest.mark.parametrize(
    ("told", "reached", "untold"),
    [
        ((), frozenset(), 0),
        (((),), frozenset(), 0),
        ((("u-1", "u-2"), ("u-2",)), frozenset({"u-1", "u-2"}), 0),
        ((("u-1",), None), frozenset({"u-1"}), 1),
        ((None,), None, 1),
    ],
    ids=["no-event", "reached-none", "once-each", "one-untold", "none-tells"],
)
def test_a_business_counts_once_and_an_untold_one_is_not_none(
    told: tuple[tuple[str, ...] | None, ...], reached: frozenset[str] | None, untold: int
) -> None:
    found = network(*(event(n, businesses=ids) for n, ids in enumerate(told)))
    assert (found.businesses, found.businesses_untold) == (reached, untold)


def test_evidence_is_counted_where_something_was_handed_in() -> None:
    found = network(event(1, evidence="daftar-hadir.pdf"), event(2), event(3, evidence=" "))
    assert (found.with_evidence, found.without_evidence) == (1, 2)


def test_where_no_record_is_kept_nothing_is_known_and_nothing_is_zero() -> None:
    for found in count_purposes(None, NOVEMBER):
        told = attrs.asdict(found, filter=lambda field, _: field.type == int | None)
        assert set(told) >= {"events", "participants_untold", "with_evidence", "without_evidence"}
        assert set(told.values()) == {None}
        assert found.businesses is None
        assert "belum diketahui" in found.text.id


@pytest.mark.parametrize(
    ("told", "id_", "en"),
    [
        (
            (20, 5),
            "2 kegiatan, 25 peserta; 2 kegiatan tanpa data dukung.",
            "events 2, participants 25; events without evidence 2.",
        ),
        (
            (20, None),
            "2 kegiatan, paling sedikit 20 peserta, karena 1 kegiatan tidak menyebut jumlahnya; ",
            "events 2, participants at least 20, for events that give no number 1; ",
        ),
        (
            (None,),
            "1 kegiatan, jumlah peserta belum diketahui; 1 kegiatan tanpa data dukung.",
            "events 1, number of participants not known; events without evidence 1.",
        ),
    ],
    ids=["complete", "lower-bound", "unknown"],
)
def test_a_count_says_in_words_whether_it_is_a_lower_bound(
    told: tuple[int | None, ...], id_: str, en: str
) -> None:
    found = network(*(event(n, participants=number) for n, number in enumerate(told)))
    assert found.text.id.startswith(f"Memperluas jejaring: {id_}")
    assert found.text.en.startswith(f"widening networks: {en}")


def rolls() -> st.SearchStrategy[list[Development]]:
    ids = st.none() | st.lists(st.sampled_from(["u-1", "u-2", "u-3"]), max_size=3).map(tuple)
    one = developments(businesses=ids)
    return st.lists(one, max_size=6, unique_by=lambda record: record.id)


def known(number: int | None) -> int:
    assert number is not None
    return number


@laws
@given(roll=rolls(), year=st.integers(2022, 2026), kind=st.sampled_from(["Q", "S"]))
def test_counts_of_the_parts_of_a_year_add_up_and_businesses_unite(
    roll: list[Development], year: int, kind: str
) -> None:
    whole = Period.parse(f"{year}")
    parts = split(whole, PeriodKind.QUARTER if kind == "Q" else PeriodKind.SEMESTER)
    for at, total in enumerate(count_purposes(roll, whole)):
        found = [count_purposes(roll, part)[at] for part in parts]
        for name in (
            "events",
            "participants_untold",
            "businesses_untold",
            "with_evidence",
            "without_evidence",
        ):
            assert getattr(total, name) == sum(getattr(one, name) for one in found)
        assert (total.participants or 0) == sum(one.participants or 0 for one in found)
        assert (total.businesses or frozenset()) == frozenset[str]().union(
            *(one.businesses or () for one in found)
        )


@laws
@given(roll=rolls(), period=periods(), known_on=st.none() | days(), order=st.randoms())
def test_the_order_of_records_decides_nothing(
    roll: list[Development], period: Period, known_on: date | None, order: Random
) -> None:
    shuffled = list(roll)
    order.shuffle(shuffled)
    assert count_purposes(shuffled, period, known_on=known_on) == count_purposes(
        roll, period, known_on=known_on
    )


def test_one_record_is_never_counted_twice() -> None:
    one, two = event(1), event(2)
    assert network(one, two).events == 2
    with pytest.raises(ValueError, match=r"given more than once: 'kembang-1'$"):
        network(one, two, one)
    with pytest.raises(ValueError, match="'kembang-1', 'kembang-2'"):
        network(two, one, two, attrs.evolve(one, purpose=Purpose.CAPACITY))


def test_a_text_is_no_period() -> None:
    with pytest.raises(TypeError, match=r"Period\.parse\('2023-11'\), not '2023-11'"):
        count_purposes([], "2023-11")  # type: ignore[arg-type]


@laws
@given(roll=rolls(), more=developments(), period=periods(), known_on=st.none() | days())
def test_one_more_record_takes_nothing_away(
    roll: list[Development], more: Development, period: Period, known_on: date | None
) -> None:
    before = count_purposes(roll, period, known_on=known_on)
    new = attrs.evolve(more, id=DevelopmentId("kembang-baru"))
    after = count_purposes([*roll, new], period, known_on=known_on)
    for one, two in zip(before, after, strict=True):
        assert (two.events or 0) >= (one.events or 0)
        assert (two.participants or 0) >= (one.participants or 0)
        assert (two.businesses or frozenset()) >= (one.businesses or frozenset())
        assert known(two.with_evidence) >= known(one.with_evidence)
        assert known(two.without_evidence) >= known(one.without_evidence)


@laws
@given(roll=rolls(), period=periods())
def test_what_is_not_told_is_never_counted_as_zero(roll: list[Development], period: Period) -> None:
    for found in count_purposes(roll, period):
        events = [d for d in roll if d.purpose is found.purpose and period.contains(d.first)]
        assert (found.participants is None) == (
            bool(events) and all(one.participants is None for one in events)
        )
        assert (found.businesses is None) == (
            bool(events) and all(one.businesses is None for one in events)
        )
        assert known(found.with_evidence) + known(found.without_evidence) == found.events


@laws
@given(roll=rolls(), period=periods(), known_on=days())
def test_what_is_recorded_later_is_never_seen(
    roll: list[Development], period: Period, known_on: date
) -> None:
    then = [one for one in roll if one.recorded <= known_on]
    assert count_purposes(roll, period, known_on=known_on) == count_purposes(then, period)


def test_every_purpose_rests_on_the_press_release_and_says_what_is_assumed() -> None:
    cited, assumed = purpose_basis()
    assert check_basis(cited, shipped_registry()) == ()
    assert getattr(cited, "item", None) == "d"
    assert hasattr(assumed, "owner")
    assert network().basis == purpose_basis()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"last": FIRST - DAY}, "last day is before the first"),
        ({"recorded": FIRST - DAY}, "on or after its first day"),
        ({"participants": -1}, "zero or more"),
    ],
    ids=["last", "recorded", "participants"],
)
def test_a_record_that_cannot_be_is_refused(change: dict[str, object], message: str) -> None:
    good = attrs.evolve(event(recorded=FIRST, last=FIRST), participants=0)
    plain = codec.unstructure(good) | codec.unstructure(change)
    with pytest.raises(FaultyInput, match=message):
        codec.structure(plain, Development)


def test_evidence_is_typed_by_people_and_its_absence_means_none() -> None:
    assert "3171011708450001" not in repr(event(evidence="KTP 3171011708450001.pdf"))
    field = next(one for one in attrs.fields(Development) if one.name == "evidence")
    assert codec.absence(field) == "none"
