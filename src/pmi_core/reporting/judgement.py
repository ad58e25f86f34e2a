"""What people judge, and what the last round left open: inputs of an evaluation."""

from datetime import date
from enum import Enum

import attrs

from pmi_core.codec import optional
from pmi_core.privacy import free_text
from pmi_core.programme import BodyId
from pmi_core.reporting.report import Evidence, ReportId


class EvaluationLevel(Enum):
    """Who evaluates: the provincial office each month, or the agency's team."""

    BP3MI = "bp3mi"
    BP2MI_TEAM = "tim_bp2mi"


class FollowUpStatus(Enum):
    """How far a recommendation was carried out."""

    DONE = "sesuai"
    IN_PROGRESS = "belum_sesuai"
    NOT_STARTED = "belum_ditindaklanjuti"
    CANNOT = "tidak_dapat_ditindaklanjuti"


class CarriedKind(Enum):
    """What kind of thing the last round left open."""

    FINDING = "temuan"
    RECOMMENDATION = "rekomendasi"
    PLAN_ITEM = "butir"


@attrs.frozen(kw_only=True)
class Judgement:
    """An evaluator's answer to one criterion on one report, such as "the photo fits".

    Attributes:
        evaluator: The office or team, never a person's name.
        answer: A word the criterion expects, such as `ya`.
    """

    criterion: str
    report: ReportId
    answer: str
    evaluator: str = free_text()
    level: EvaluationLevel
    on: date
    note: str | None = free_text(default=None)
    evidence: tuple[Evidence, ...] = ()


@attrs.frozen(kw_only=True)
class Judgements:
    """The judgements of a round, as one stored document."""

    items: tuple[Judgement, ...]


@attrs.frozen(kw_only=True)
class CarriedItem:
    """Something the last round left open, carried into this one with its identity."""

    id: str
    kind: CarriedKind
    body: BodyId | None = optional()
    text: str = free_text()
    first_year: int
    due: date | None = optional()
    status: FollowUpStatus = FollowUpStatus.NOT_STARTED


@attrs.frozen(kw_only=True)
class CarriedItems:
    """What the last round left open, as one stored document."""

    items: tuple[CarriedItem, ...]
