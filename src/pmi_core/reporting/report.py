"""A report as a unit hands it in: cover, activities, costs, evidence, complaints, obstacles.

Most fields are optional because most reports are thin; what is absent is unknown, never zero,
unless the field says that its absence means there was none. An empty list means none.
"""

from datetime import date
from enum import Enum
from typing import NewType

import attrs

from pmi_core.codec import optional
from pmi_core.privacy import free_text
from pmi_core.programme import (
    ActivityKind,
    BodyId,
    Division,
    ExternalId,
    History,
    InformationTopic,
    ObstacleKind,
    ReportKind,
    Role,
    proposed_division,
)
from pmi_core.regulation import Period
from pmi_core.reporting.claims import Weekday, weekday_of
from pmi_core.reporting.figures import Numeral

ReportId = NewType("ReportId", str)
ActivityId = NewType("ActivityId", str)


class ReportState(Enum):
    """Where a report is on its way; the way itself is a lifecycle."""

    DRAFT = "konsep"
    SUBMITTED = "disampaikan"
    RETURNED = "dikembalikan"
    VERIFIED = "diverifikasi"
    ACCEPTED = "diterima"


class ReportMedium(Enum):
    """Whether the report came as data or as a picture of paper."""

    DATA = "isian"
    SCAN = "pindaian"


class ExpenseKind(Enum):
    """What a cost was for; making the report may fall on another day than any activity."""

    TRANSPORT = "transportasi"
    CONSUMPTION = "konsumsi"
    STATIONERY = "alat_tulis"
    BINDING = "penjilidan"
    PHOTOCOPY = "fotokopi"
    RENT = "sewa"
    REPORT_MAKING = "pembuatan_laporan"
    OTHER = "lainnya"


class ExpenseProof(Enum):
    """The paper that proves a cost; "yes" without a kind is `lainnya`."""

    RECEIPT = "struk"
    SIGNED_RECEIPT = "kuitansi"
    SALES_NOTE = "nota"
    OTHER = "lainnya"


class EvidenceKind(Enum):
    """What an evidence file shows; a logo is on every page and proves nothing."""

    PHOTO = "foto"
    ATTENDANCE = "daftar_hadir"
    LETTER = "surat"
    LOGO = "logo"
    OTHER = "lainnya"


@attrs.frozen(kw_only=True)
class Evidence:
    """A supporting file: what it is and its content hash, never the file itself.

    Attributes:
        sha256: 64 lower-case hex digits; equal hashes prove reuse, different ones prove nothing.
        name: File name as typed; names of files leak personal data, so it is masked on output.
    """

    kind: EvidenceKind
    sha256: str | None = optional()
    name: str | None = free_text(default=None)


@attrs.frozen(kw_only=True)
class Participants:
    """How many took part; `partial` says that the parts do not claim to be complete."""

    total: int | None = optional()
    female: int | None = optional()
    male: int | None = optional()
    partial: bool = False


@attrs.frozen(kw_only=True)
class Activity:
    """One activity on one day.

    Attributes:
        weekday: As printed beside the day; its absence means that none was printed.
        division: As stated; `assigned_division` proposes one from the kind where it is not.
        topics: What people were told about; absent is unknown, empty is none.
        place_as_typed: What the unit wrote; text, never resolved to a code by itself.
        evidence: Absent is unknown, empty is none.
    """

    id: ActivityId
    day: date | None = optional()
    weekday: Weekday | None = optional(absent="none")
    kind: ActivityKind | None = optional()
    division: Division | None = optional()
    title: str | None = free_text(default=None)
    place_as_typed: str | None = free_text(default=None)
    participants: Participants | None = optional()
    topics: tuple[InformationTopic, ...] | None = optional()
    plan_item: str | None = optional()
    evidence: tuple[Evidence, ...] | None = optional()

    @property
    def true_weekday(self) -> Weekday | None:
        """The weekday its day has; unknown where the day is."""
        return None if self.day is None else weekday_of(self.day)

    @property
    def assigned_division(self) -> Division | None:
        """The stated division, or the one its kind proposes; unknown when neither is given."""
        if self.division is None and self.kind is not None:
            return proposed_division(self.kind)
        return self.division


@attrs.frozen(kw_only=True)
class Expense:
    """One cost line, in whole rupiah.

    Attributes:
        proof: Its absence means that no proof was handed in.
        itemised: Whether the proof lists what was bought, piece by piece.
        activity: Which activity it paid for; its absence means that it names none.
    """

    kind: ExpenseKind
    amount: int = attrs.field(validator=attrs.validators.ge(0))
    day: date | None = optional()
    proof: ExpenseProof | None = optional(absent="none")
    itemised: bool | None = optional()
    activity: ActivityId | None = optional(absent="none")


@attrs.frozen(kw_only=True)
class LinkedCost:
    """A cost line beside the day of the activity that it names.

    Attributes:
        day: Of the cost.
        activity_day: Unknown where the activity is, or its day.
    """

    kind: ExpenseKind
    day: date | None = optional()
    activity_day: date | None = optional()


@attrs.frozen(kw_only=True)
class Complaint:
    """A complaint as a count of one: days only, never who complained.

    Attributes:
        forwarded_on: The day it went to the BP3MI; its absence means it was not forwarded.
    """

    received_on: date | None = optional()
    forwarded_on: date | None = optional(absent="none")


@attrs.frozen(kw_only=True)
class Obstacle:
    """Something that stood in the way, and what was done; no follow-up means none was reported."""

    kind: ObstacleKind
    description: str | None = free_text(default=None)
    follow_up: str | None = attrs.field(
        default=None,
        metadata={**free_text(default=None).metadata, **optional(absent="none").metadata},
    )


@attrs.frozen(kw_only=True)
class Recommendation:
    """What the unit recommends, in its own words."""

    text: str = free_text()


@attrs.frozen(kw_only=True)
class Cover:
    """What the cover page says; real covers contain errors, so nothing here corrects the report.

    Attributes:
        period: The period printed on the cover.
        signer_role: The role under which the report was signed; acting chairs sign too.
        unit_as_typed: The unit's name as printed.
        place_as_typed: Region name or code as printed.
    """

    period: Period | None = optional()
    signer_role: Role | None = optional()
    signed_on: date | None = optional()
    unit_as_typed: str | None = free_text(default=None)
    place_as_typed: str | None = free_text(default=None)


@attrs.frozen(kw_only=True)
class Narrative:
    """Running text. Foreword and background are the same every month by design."""

    foreword: str | None = free_text(default=None)
    background: str | None = free_text(default=None)
    activities: str | None = free_text(default=None)


@attrs.frozen(kw_only=True)
class ProgrammeItem:
    """One line of a work programme, as counts.

    Attributes:
        planned: Its absence means that the report states no plan.
        done: Its absence means that the report states no realisation.
        previous: What was done in the period before, as the report states it, if it does.
        percent: The realisation as a percentage of the plan, as printed, if one is.
    """

    title: str = free_text()
    planned: int | None = optional(absent="none")
    done: int | None = optional(absent="none")
    previous: int | None = optional(absent="none")
    percent: Numeral | None = optional(absent="none")


@attrs.frozen(kw_only=True)
class Reach:
    """How many kecamatan of its area a unit came to in the period, as it states them itself."""

    districts: int | None = optional()
    districts_visited: int | None = optional()


@attrs.frozen(kw_only=True)
class NetworkFacts:
    """What a Perwira association reports of its three purposes: network, capacity, business."""

    members: int | None = optional()
    members_in_business: int | None = optional()
    businesses: int | None = optional()
    businesses_with_nib: int | None = optional()
    trainings: int | None = optional()
    partners: int | None = optional()


@attrs.frozen(kw_only=True)
class Report:
    """One revision of one report of one body over one period.

    Attributes:
        revision: 1 for the first; a later one neither makes a report late nor cures lateness.
        total_expenses: The total printed in the report, in rupiah.
        citations: Laws the report names by kind, number and year, such as `UU 18/2017`, where
            somebody noted them; its absence means that none was noted.
        first_received_on: Day, at the unit's place, of the first receipt by any channel. In a
            dossier it is computed from the submissions and not written in the report's file.
        months_in_envelope: How many monthly reports of this body came in that first submission.
        invented: Whether everything in it is made up ("rekaan").
        history: The steps of this revision, where somebody wrote them down; they lead to `state`.
    """

    id: ReportId
    body: BodyId
    kind: ReportKind
    period: Period
    revision: int = attrs.field(default=1, validator=attrs.validators.ge(1))
    revision_reason: str | None = free_text(default=None)
    state: ReportState = ReportState.SUBMITTED
    medium: ReportMedium = ReportMedium.DATA
    invented: bool = False
    cover: Cover | None = optional()
    activities: tuple[Activity, ...] | None = optional()
    expenses: tuple[Expense, ...] | None = optional()
    total_expenses: int | None = optional()
    complaints: tuple[Complaint, ...] | None = optional()
    obstacles: tuple[Obstacle, ...] | None = optional()
    recommendations: tuple[Recommendation, ...] | None = optional()
    programme_items: tuple[ProgrammeItem, ...] | None = optional()
    network: NetworkFacts | None = optional()
    reach: Reach | None = optional()
    narrative: Narrative | None = optional()
    citations: tuple[str, ...] | None = optional(absent="none")
    first_received_on: date | None = optional()
    months_in_envelope: int | None = optional()
    history: History | None = optional()
    external_ids: tuple[ExternalId, ...] = ()

    @property
    def information_topics(self) -> tuple[InformationTopic, ...] | None:
        """The topics people were told about, each once, in the order of the law.

        Unknown when the activities are, or the topics of one that is outreach or may be.
        """
        if self.activities is None or any(_topics_unknown(a) for a in self.activities):
            return None
        told = {topic for activity in self.activities for topic in activity.topics or ()}
        return tuple(topic for topic in InformationTopic if topic in told)

    @property
    def linked_costs(self) -> tuple[LinkedCost, ...] | None:
        """The costs that name an activity, in their order; unknown when costs or activities are."""
        if self.expenses is None or self.activities is None:
            return None
        days = {activity.id: activity.day for activity in self.activities}
        return tuple(
            LinkedCost(kind=line.kind, day=line.day, activity_day=days.get(line.activity))
            for line in self.expenses
            if line.activity is not None
        )

    @property
    def photo_hashes(self) -> tuple[str, ...] | None:
        """Content hashes of all photos; unknown when the activities or any evidence are."""
        if self.activities is None or any(a.evidence is None for a in self.activities):
            return None
        return tuple(
            file.sha256
            for activity in self.activities
            for file in activity.evidence or ()
            if file.kind is EvidenceKind.PHOTO and file.sha256 is not None
        )


def _topics_unknown(activity: Activity) -> bool:
    return activity.topics is None and activity.kind in {None, ActivityKind.OUTREACH}
