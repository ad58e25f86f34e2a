"""When a report counts as received."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.reporting import (
    Channel,
    ReportId,
    Submission,
    SubmissionId,
    first_receipt,
    received_day,
)

LATER = datetime(2023, 11, 7, 22, 30, tzinfo=UTC)


def submission(name: str = "s1", **fields: Any) -> Submission:
    given_fields = {"reports": (ReportId("lap-1"),), "channel": Channel.MESSENGER, **fields}
    return Submission(id=SubmissionId(name), **given_fields)


def test_half_past_six_in_makassar_is_the_next_day_although_utc_still_has_the_due_day() -> None:
    assert received_day(submission(received=LATER), "Asia/Makassar") == date(2023, 11, 8)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Asia/Jakarta", date(2023, 11, 7)), ("Asia/Jayapura", date(2023, 11, 8))],
)
def test_the_same_instant_is_another_day_in_another_place(zone: str, expected: date) -> None:
    instant = datetime(2023, 11, 7, 23, 30, tzinfo=timezone(timedelta(hours=7)))
    assert received_day(submission(received=instant), zone) == expected


def test_a_day_written_down_by_the_desk_is_taken_as_it_is() -> None:
    assert received_day(submission(received_on=date(2023, 9, 6)), "Asia/Jayapura") == date(
        2023, 9, 6
    )


@pytest.mark.parametrize("fields", [{}, {"received": LATER, "received_on": date(2023, 11, 8)}])
def test_a_submission_has_exactly_one_of_instant_and_day(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        submission(**fields)


def test_the_first_receipt_of_any_revision_counts_and_paper_never_does() -> None:
    family = frozenset({ReportId("lap-1"), ReportId("lap-1-r2")})
    items = (
        submission("b", received_on=date(2023, 9, 9), reports=(ReportId("lap-1-r2"),)),
        submission("a", received_on=date(2023, 9, 6), physical_on=date(2023, 9, 1)),
        submission("c", received_on=date(2023, 9, 2), reports=(ReportId("other"),)),
    )
    receipt = first_receipt(family, items, "Asia/Makassar")
    assert receipt == (date(2023, 9, 6), items[1])


def test_a_report_nobody_sent_has_no_receipt() -> None:
    assert (
        first_receipt(frozenset({ReportId("lap-9")}), (submission(received=LATER),), "UTC") is None
    )


@given(st.lists(st.dates(date(2023, 1, 1), date(2024, 1, 1)), min_size=1, max_size=5))
def test_the_first_receipt_is_the_earliest_in_any_order(days: list[date]) -> None:
    items = [submission(f"s{number}", received_on=day) for number, day in enumerate(days)]
    for order in (items, items[::-1]):
        receipt = first_receipt(frozenset({ReportId("lap-1")}), order, "Asia/Jakarta")
        assert receipt is not None
        assert receipt[0] == min(days)
