from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.errors import FaultyInput
from pmi_core.messages import Text
from pmi_core.regulation import (
    Period,
    PeriodKind,
    containing,
    covering,
    label,
    next_period,
    previous_period,
    split,
    up_to_checkpoint,
)

DAYS = st.dates(min_value=date(1945, 8, 17), max_value=date(2100, 12, 31))
MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.FOUR_MONTHS: 4,
    PeriodKind.SEMESTER: 6,
    PeriodKind.YEAR: 12,
}
WITHOUT_PLACE = (PeriodKind.SINCE_FORMATION, PeriodKind.CHECKPOINT)
KINDS = st.sampled_from(list(MONTHS))
IN_CALENDAR = st.builds(containing, KINDS, DAYS)
SINCE = st.tuples(DAYS, DAYS).map(
    lambda days: Period(kind=PeriodKind.SINCE_FORMATION, first=min(days), last=max(days))
)
CHECKPOINTS = st.builds(up_to_checkpoint, DAYS, st.integers(min_value=1, max_value=60))


def test_every_kind_is_of_the_calendar_or_has_a_start_of_its_own() -> None:
    assert {*MONTHS, *WITHOUT_PLACE} == set(PeriodKind)


@given(IN_CALENDAR | SINCE | CHECKPOINTS)
def test_a_period_read_back_is_the_same(period: Period) -> None:
    assert Period.parse(str(period)) == period
    assert codec.structure(codec.unstructure(period), Period) == period


@given(KINDS, DAYS)
def test_every_day_lies_in_the_period_that_contains_it(kind: PeriodKind, day: date) -> None:
    period = containing(kind, day)
    assert period.kind is kind
    assert period.contains(day)
    assert not period.contains(period.end)
    assert not period.contains(period.first - timedelta(days=1))


@given(IN_CALENDAR)
def test_periods_follow_each_other_without_gap_and_back(period: Period) -> None:
    after = next_period(period)
    assert after.first == period.end
    assert after.kind is period.kind
    assert previous_period(after) == period
    assert next_period(previous_period(period)) == period


@given(IN_CALENDAR)
def test_a_period_holds_as_many_months_as_its_kind(period: Period) -> None:
    months = split(period, PeriodKind.MONTH)
    assert len(months) == MONTHS[period.kind]
    assert {(day.first.year, day.first.month) for day in months} == {
        (period.first.year, period.first.month + n) for n in range(len(months))
    }


@given(IN_CALENDAR, KINDS)
def test_smaller_periods_tile_a_larger_one_whose_months_they_divide(
    period: Period, kind: PeriodKind
) -> None:
    pieces, rest = divmod(MONTHS[period.kind], MONTHS[kind])
    if rest:
        with pytest.raises(ValueError, match="not made of whole periods"):
            split(period, kind)
        return
    parts = split(period, kind)
    assert len(parts) == pieces
    assert {part.kind for part in parts} == {kind}
    assert (parts[0].first, parts[-1].last) == (period.first, period.last)
    assert all(one.end == other.first for one, other in pairwise(parts))


@given(st.integers(min_value=1945, max_value=2100))
def test_three_caturwulan_make_a_year(year: int) -> None:
    parts = split(Period.parse(str(year)), PeriodKind.FOUR_MONTHS)
    assert [str(part) for part in parts] == [f"{year}-C{n}" for n in (1, 2, 3)]


@given(
    DAYS, st.sampled_from([(a, b) for a in MONTHS for b in MONTHS if MONTHS[b] % MONTHS[a] == 0])
)
def test_a_period_nests_in_the_larger_one_of_the_same_day(
    day: date, pair: tuple[PeriodKind, PeriodKind]
) -> None:
    inner, outer = (containing(kind, day) for kind in pair)
    assert outer.first <= inner.first <= inner.last <= outer.last


@given(SINCE | CHECKPOINTS, KINDS)
def test_a_period_with_its_own_start_is_made_of_whole_ones_only_where_both_ends_fit(
    period: Period, kind: PeriodKind
) -> None:
    ends = containing(kind, period.first), containing(kind, period.last)
    if (ends[0].first, ends[1].last) == (period.first, period.last):
        assert split(period, kind) == covering(kind, period.first, period.last)
        return
    with pytest.raises(ValueError, match="not made of whole periods"):
        split(period, kind)


@given(KINDS, DAYS, st.integers(min_value=0, max_value=1200))
def test_covering_periods_are_those_with_a_day_in_the_span(
    kind: PeriodKind, first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    parts = covering(kind, first, last)
    assert parts[0].contains(first)
    assert parts[-1].contains(last)
    assert all(next_period(one) == other for one, other in pairwise(parts))
    assert all(part.last >= first and part.first <= last for part in parts)


def test_an_empty_span_is_covered_by_nothing() -> None:
    assert covering(PeriodKind.MONTH, date(2023, 8, 2), date(2023, 8, 1)) == ()


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("2023-11", PeriodKind.MONTH, date(2023, 11, 1), date(2023, 11, 30)),
        ("2024-02", PeriodKind.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", PeriodKind.MONTH, date(2023, 2, 1), date(2023, 2, 28)),
        ("2023-12", PeriodKind.MONTH, date(2023, 12, 1), date(2023, 12, 31)),
        ("2023-Q3", PeriodKind.QUARTER, date(2023, 7, 1), date(2023, 9, 30)),
        ("2023-Q4", PeriodKind.QUARTER, date(2023, 10, 1), date(2023, 12, 31)),
        ("2023-S1", PeriodKind.SEMESTER, date(2023, 1, 1), date(2023, 6, 30)),
        ("2023-S2", PeriodKind.SEMESTER, date(2023, 7, 1), date(2023, 12, 31)),
        ("2023", PeriodKind.YEAR, date(2023, 1, 1), date(2023, 12, 31)),
        (
            "2023-07-22/2023-12-16",
            PeriodKind.SINCE_FORMATION,
            date(2023, 7, 22),
            date(2023, 12, 16),
        ),
        (
            "2023-12-16/2023-12-16",
            PeriodKind.SINCE_FORMATION,
            date(2023, 12, 16),
            date(2023, 12, 16),
        ),
        ("2024-C1", PeriodKind.FOUR_MONTHS, date(2024, 1, 1), date(2024, 4, 30)),
        ("2024-C2", PeriodKind.FOUR_MONTHS, date(2024, 5, 1), date(2024, 8, 31)),
        ("2024-C3", PeriodKind.FOUR_MONTHS, date(2024, 9, 1), date(2024, 12, 31)),
        ("2024-01-01/B03", PeriodKind.CHECKPOINT, date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-01-15/B12", PeriodKind.CHECKPOINT, date(2024, 1, 15), date(2025, 1, 14)),
        ("2024-01-31/B01", PeriodKind.CHECKPOINT, date(2024, 1, 31), date(2024, 2, 29)),
        ("2024-01-31/B02", PeriodKind.CHECKPOINT, date(2024, 1, 31), date(2024, 3, 30)),
        ("2023-12-30/B02", PeriodKind.CHECKPOINT, date(2023, 12, 30), date(2024, 2, 29)),
        ("2024-02-29/B60", PeriodKind.CHECKPOINT, date(2024, 2, 29), date(2029, 2, 28)),
    ],
)
def test_each_kind_is_read(text: str, kind: PeriodKind, first: date, last: date) -> None:
    assert Period.parse(text) == Period(kind=kind, first=first, last=last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "23",
        "0000",
        "9999",
        "2023-00",
        "2023-13",
        "2023-1",
        "2023-Q0",
        "2023-Q5",
        "2023-S3",
        "2023-C0",
        "2023-C4",
        "2023-q1",
        "2023-c1",
        "2024-01-01/B00",
        "2024-01-01/B61",
        "2024-01-01/B99",
        "2024-01-01/B3",
        "2024-01-01/B003",
        "2024-01-01/b03",
        "2024-02-30/B03",
        "9999-12-01/B01",
        "2024-01/B03",
        "B03",
        "9999-12",
        "9999-Q4",
        "2023-12-16/9999-12-31",
        "2023-W1",
        "2023 ",
        "2023-11\n",
        "November 2023",
        "2023-12-16/2023-07-22",
        "2023-02-29/2023-12-16",
        "2023-07-22/",
        "٢٠٢٣",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2023-02-30/2023-03-01", "there is no day 2023-02-30"),
        ("2023-03-01/2023-13-01", "there is no day 2023-13-01"),
        ("2023-13-01/B03", "there is no day 2023-13-01"),
        ("0000-01-01/B03", "there is no day 0000-01-01"),
        ("9999", "a period ends on or after its first day, before the year 10000"),
        ("9999-12", "a period ends on or after its first day, before the year 10000"),
        ("9999-Q4", "a period ends on or after its first day, before the year 10000"),
        ("0000", "there is no day 0000-01-01"),
        ("0000-S2", "there is no day 0000-07-01"),
        ("9999-12-31/B01", "a month outside the years 1 to 9999"),
        ("9999-12-01/9999-12-31", "a period ends on or after its first day, before the year 10000"),
        ("2023-12-16/2023-07-22", "a period ends on or after its first day, before the year 10000"),
        ("2024-01-01/B61", "a checkpoint is one of B01 to B60"),
        ("2023-13", ""),
        ("2023-Q5", ""),
        ("x", ""),
    ],
)
def test_a_refused_text_is_told_why_and_how_a_period_is_written(text: str, said: str) -> None:
    with pytest.raises(ValueError, match="expected a period such as") as refused:
        Period.parse(text)
    why, _, form = str(refused.value).rpartition("expected a period such as ")
    assert why.removesuffix("; ") == said
    assert form.startswith("2023-11, 2023-Q3")


def test_a_file_with_a_bad_period_is_faulty() -> None:
    with pytest.raises(FaultyInput, match=r"\[text-form\]"):
        codec.structure("2023-13", Period)


def test_a_calendar_period_has_its_own_days_and_no_others() -> None:
    with pytest.raises(ValueError, match="not one whole period of kind bulanan"):
        Period(kind=PeriodKind.MONTH, first=date(2023, 8, 1), last=date(2023, 8, 30))


@given(st.text() | st.text(alphabet="0129-/QCSB", max_size=21))
def test_any_text_is_a_period_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert str(Period.parse(text)) == text


@pytest.mark.parametrize("step", [next_period, previous_period])
def test_nothing_follows_or_precedes_a_period_since_formation(
    step: Callable[[Period], Period],
) -> None:
    text = "2023-07-22/2023-12-16"
    with pytest.raises(ValueError, match="no place in the calendar"):
        step(Period.parse(text))


@pytest.mark.parametrize("kind", WITHOUT_PLACE)
def test_a_kind_with_a_start_of_its_own_is_no_kind_to_look_up_days_in(kind: PeriodKind) -> None:
    with pytest.raises(ValueError, match=f"kind {kind.value} has no place in the calendar"):
        containing(kind, date(2023, 8, 1))
    with pytest.raises(ValueError, match="no place in the calendar"):
        covering(kind, date(2023, 8, 1), date(2023, 8, 31))
    with pytest.raises(ValueError, match="no place in the calendar"):
        split(Period.parse("2023"), kind)


def test_the_calendar_has_a_first_and_a_last_period() -> None:
    assert str(previous_period(Period.parse("0001-02"))) == "0001-01"
    with pytest.raises(ValueError, match="before the year 1"):
        previous_period(Period.parse("0001-01"))
    assert str(next_period(Period.parse("9999-10"))) == "9999-11"
    with pytest.raises(ValueError, match="before the year 10000"):
        next_period(Period.parse("9999-11"))
    with pytest.raises(ValueError, match="outside the years 1 to 9999"):
        up_to_checkpoint(date(9999, 12, 2), 1)


@given(DAYS, st.integers(min_value=1, max_value=59))
def test_the_periods_up_to_the_checkpoints_of_a_plan_nest(start: date, month: int) -> None:
    inner, outer = up_to_checkpoint(start, month), up_to_checkpoint(start, month + 1)
    assert inner.first == outer.first == start
    assert 28 <= (outer.last - inner.last).days <= 31
    assert (inner.checkpoint, outer.checkpoint) == (month, month + 1)


@given(CHECKPOINTS)
def test_the_checkpoints_of_a_plan_follow_each_other_and_back(period: Period) -> None:
    month = period.checkpoint
    assert month is not None
    if month < 60:
        assert next_period(period) == up_to_checkpoint(period.first, month + 1)
        assert previous_period(next_period(period)) == period
    if month > 1:
        assert next_period(previous_period(period)) == period


def test_nothing_comes_before_the_first_checkpoint_or_after_the_last() -> None:
    with pytest.raises(ValueError, match="B01 to B60"):
        previous_period(Period.parse("2024-01-01/B01"))
    with pytest.raises(ValueError, match="B01 to B60"):
        next_period(Period.parse("2024-01-01/B60"))


@given(DAYS, st.integers(min_value=0, max_value=59 * 28))
def test_a_day_of_a_plan_lies_before_the_first_checkpoint_it_has_not_passed(
    start: date, run: int
) -> None:
    day = start + timedelta(days=run)
    period = containing(PeriodKind.CHECKPOINT, day, start=start)
    assert period.first == start
    assert period.contains(day)
    if period.checkpoint != 1:
        assert not previous_period(period).contains(day)


@pytest.mark.parametrize(
    ("start", "day", "code"),
    [
        (date(2024, 1, 1), date(2024, 1, 1), "B01"),
        (date(2024, 1, 1), date(2024, 1, 31), "B01"),
        (date(2024, 1, 1), date(2024, 2, 1), "B02"),
        (date(2024, 1, 15), date(2024, 2, 14), "B01"),
        (date(2024, 1, 15), date(2024, 2, 15), "B02"),
        (date(2024, 1, 31), date(2024, 2, 29), "B01"),
        (date(2024, 1, 31), date(2024, 3, 1), "B02"),
        (date(2024, 1, 31), date(2024, 3, 30), "B02"),
        (date(2024, 1, 31), date(2024, 3, 31), "B03"),
        (date(2024, 1, 1), date(2028, 12, 31), "B60"),
    ],
)
def test_the_checkpoint_next_due(start: date, day: date, code: str) -> None:
    assert str(containing(PeriodKind.CHECKPOINT, day, start=start)) == f"{start.isoformat()}/{code}"


@pytest.mark.parametrize(
    ("day", "match"),
    [(date(2023, 12, 31), "before the start"), (date(2029, 1, 1), "B01 to B60")],
)
def test_a_day_outside_a_plan_has_no_checkpoint(day: date, match: str) -> None:
    with pytest.raises(ValueError, match=match):
        containing(PeriodKind.CHECKPOINT, day, start=date(2024, 1, 1))


@pytest.mark.parametrize("kind", [kind for kind in PeriodKind if kind is not PeriodKind.CHECKPOINT])
def test_only_checkpoints_count_from_a_start(kind: PeriodKind) -> None:
    with pytest.raises(ValueError, match="does not count from a start"):
        containing(kind, date(2024, 3, 1), start=date(2024, 1, 1))


@given(st.integers(min_value=1945, max_value=2100), st.sampled_from([3, 6, 9, 12]))
def test_from_new_year_on_a_checkpoint_ends_with_its_month(year: int, month: int) -> None:
    period = up_to_checkpoint(date(year, 1, 1), month)
    assert period.last == containing(PeriodKind.MONTH, date(year, month, 1)).last
    assert len(split(period, PeriodKind.QUARTER)) == month // 3


@pytest.mark.parametrize("month", [0, 61, -3])
def test_a_checkpoint_is_one_of_sixty_months(month: int) -> None:
    with pytest.raises(ValueError, match="B01 to B60"):
        up_to_checkpoint(date(2024, 1, 1), month)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2024, 1, 1), date(2024, 3, 30)),
        (date(2024, 1, 1), date(2024, 1, 30)),
        (date(2024, 1, 31), date(2024, 2, 28)),
        (date(2024, 1, 1), date(2029, 1, 31)),
    ],
)
def test_a_checkpoint_ends_whole_months_after_its_start(first: date, last: date) -> None:
    with pytest.raises(ValueError, match="1 to 60 whole months"):
        Period(kind=PeriodKind.CHECKPOINT, first=first, last=last)


@given(IN_CALENDAR | SINCE)
def test_no_other_period_has_a_checkpoint(period: Period) -> None:
    assert period.checkpoint is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-11", Text(id="November 2023", en="November 2023")),
        ("2023-08", Text(id="Agustus 2023", en="August 2023")),
        ("2023-Q3", Text(id="Triwulan III 2023", en="Quarter III 2023")),
        ("2024-S1", Text(id="Semester I 2024", en="Semester I 2024")),
        ("2024-C2", Text(id="Caturwulan II 2024", en="Four-month period II 2024")),
        ("2024", Text(id="Tahun 2024", en="Year 2024")),
        (
            "2024-01-01/B03",
            Text(
                id="B03 (1 Januari 2024 s.d. 31 Maret 2024)",
                en="B03 (1 January 2024 to 31 March 2024)",
            ),
        ),
        (
            "2023-07-22/2023-12-16",
            Text(
                id="Sejak pembentukan (22 Juli 2023 s.d. 16 Desember 2023)",
                en="Since formation (22 July 2023 to 16 December 2023)",
            ),
        ),
    ],
)
def test_periods_have_names_in_both_languages(text: str, expected: Text) -> None:
    assert label(Period.parse(text)) == expected
