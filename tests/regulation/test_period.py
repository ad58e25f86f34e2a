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
)

DAYS = st.dates(min_value=date(1945, 8, 17), max_value=date(2100, 12, 31))
CALENDAR = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.SEMESTER, PeriodKind.YEAR)
KINDS = st.sampled_from(CALENDAR)
IN_CALENDAR = st.builds(containing, KINDS, DAYS)
SINCE = st.tuples(DAYS, DAYS).map(
    lambda days: Period(kind=PeriodKind.SINCE_FORMATION, first=min(days), last=max(days))
)


@given(IN_CALENDAR | SINCE)
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


@given(IN_CALENDAR, KINDS)
def test_smaller_periods_tile_a_larger_one(period: Period, kind: PeriodKind) -> None:
    if CALENDAR.index(kind) > CALENDAR.index(period.kind):
        with pytest.raises(ValueError, match="not made of whole periods"):
            split(period, kind)
        return
    parts = split(period, kind)
    assert parts[0].first == period.first
    assert parts[-1].last == period.last
    assert all(one.end == other.first for one, other in pairwise(parts))


@given(KINDS, DAYS, st.integers(min_value=0, max_value=1200))
def test_covering_periods_are_those_with_a_day_in_the_span(
    kind: PeriodKind, first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    parts = covering(kind, first, last)
    assert parts[0].contains(first)
    assert parts[-1].contains(last)
    assert all(next_period(one) == other for one, other in pairwise(parts))


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
        "2023-q1",
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


def test_a_file_with_a_bad_period_is_faulty() -> None:
    with pytest.raises(FaultyInput, match=r"\[text-form\]"):
        codec.structure("2023-13", Period)


def test_a_calendar_period_has_its_own_days_and_no_others() -> None:
    with pytest.raises(ValueError, match="not one whole period of kind bulanan"):
        Period(kind=PeriodKind.MONTH, first=date(2023, 8, 1), last=date(2023, 8, 30))


@pytest.mark.parametrize("step", [next_period, previous_period])
def test_nothing_follows_or_precedes_a_period_since_formation(step: object) -> None:
    period = Period.parse("2023-07-22/2023-12-16")
    assert callable(step)
    with pytest.raises(ValueError, match="no place in the calendar"):
        step(period)


def test_since_formation_is_no_kind_to_look_up_a_day_in() -> None:
    with pytest.raises(ValueError, match="no place in the calendar"):
        containing(PeriodKind.SINCE_FORMATION, date(2023, 8, 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-11", Text(id="November 2023", en="November 2023")),
        ("2023-08", Text(id="Agustus 2023", en="August 2023")),
        ("2023-Q3", Text(id="Triwulan III 2023", en="Quarter III 2023")),
        ("2024-S1", Text(id="Semester I 2024", en="Semester I 2024")),
        ("2024", Text(id="Tahun 2024", en="Year 2024")),
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
