"""How reports arrive: submissions, envelopes with several months, waivers."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from typing import NewType, cast

import attrs

from pmi_core.codec import optional
from pmi_core.privacy import free_text
from pmi_core.programme import BodyId, ReportKind
from pmi_core.regulation import Period, local_day
from pmi_core.reporting.report import ReportId

SubmissionId = NewType("SubmissionId", str)


class Channel(Enum):
    """How a submission came."""

    MESSENGER = "pesan"
    EMAIL = "surel"
    POST = "pos"
    IN_PERSON = "langsung"


@attrs.frozen(kw_only=True)
class Submission:
    """One receipt of one or more reports.

    Attributes:
        received: The instant, where the channel records one; its day depends on the place.
        received_on: The day at the unit's place, where only that was written down.
        physical_on: The day paper arrived; only a note, it makes nothing late.
        sha256: Hash of the file or scan as received.
    """

    id: SubmissionId
    channel: Channel
    reports: tuple[ReportId, ...] = attrs.field(validator=attrs.validators.min_len(1))
    received: datetime | None = optional()
    received_on: date | None = optional()
    letter_on: date | None = optional()
    physical_on: date | None = optional()
    sha256: str | None = optional()
    note: str | None = free_text(default=None)

    def __attrs_post_init__(self) -> None:
        if (self.received is None) == (self.received_on is None):
            raise ValueError("give exactly one of received (instant) and received_on (day)")


@attrs.frozen(kw_only=True)
class Submissions:
    """The submissions of a round, as one stored document."""

    items: tuple[Submission, ...]


@attrs.frozen(kw_only=True)
class Waiver:
    """A dispensation: this report need not come, or may come later, by whose leave and why."""

    body: BodyId
    kind: ReportKind
    period: Period
    approver: str = free_text()
    reason: str = free_text()
    on: date


@attrs.frozen(kw_only=True)
class Waivers:
    """The waivers of a round, as one stored document."""

    items: tuple[Waiver, ...]


def received_day(submission: Submission, zone: str) -> date:
    """The day a submission arrived, on the calendar of the unit's place.

    Args:
        submission: What arrived.
        zone: IANA zone of the place, such as `Asia/Makassar`.
    """
    if submission.received_on is not None:
        return submission.received_on
    return local_day(cast("datetime", submission.received), zone)  # it has one of the two


def first_receipt(
    report_ids: frozenset[ReportId], submissions: Iterable[Submission], zone: str
) -> tuple[date, Submission] | None:
    """The earliest receipt of any of these reports (a report and its revisions), or nothing."""
    receipts = [
        (received_day(submission, zone), submission.id, submission)
        for submission in submissions
        if report_ids & set(submission.reports)
    ]
    if not receipts:
        return None
    day, _, submission = min(receipts, key=lambda receipt: receipt[:2])
    return day, submission
