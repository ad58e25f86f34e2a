"""The action plan (rencana aksi): items with owners, measures, checkpoints and origins."""

import re
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final

import attrs

from pmi_core.codec import Kind, optional
from pmi_core.messages import Text
from pmi_core.privacy import free_text
from pmi_core.programme import Aspect, Phase, Programme, ServiceArea
from pmi_core.regulation import LONGEST_PLAN, Assumption, Basis, PlaceCode

_CODE: Final = re.compile(r"B(\d{2})", re.ASCII)


@attrs.frozen(order=True)
class Checkpoint:
    """The end of a month counted from the plan's start, written `B03`; 1 to 60.

    >>> Checkpoint.parse("B03").month
    3
    """

    month: int = attrs.field(validator=[attrs.validators.ge(1), attrs.validators.le(LONGEST_PLAN)])

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read `B` and two digits.

        Raises:
            ValueError: Any other form, or a month outside 1 to 60.
        """
        match = _CODE.fullmatch(text)
        if match is None:
            raise ValueError(f"a checkpoint is written B01 to B{LONGEST_PLAN}")
        return cls(int(match[1]))

    def __str__(self) -> str:
        return f"B{self.month:02d}"


QUARTERLY: Final = tuple(Checkpoint(month) for month in (3, 6, 9, 12))
FOUR_MONTHLY: Final = tuple(Checkpoint(month) for month in (4, 8, 12))


class PlanState(Enum):
    """Where a plan is; what leaves a review is always a draft."""

    DRAFT = "konsep"
    ADOPTED = "ditetapkan"


class FundSource(Enum):
    """Where an item's money comes from, also when there is none yet."""

    STATE = "apbn"
    REGION = "apbd"
    VILLAGE = "dana_desa"
    PARTNER = "mitra"
    SELF = "swadaya"
    UNBUDGETED = "belum_dianggarkan"


class OriginKind(Enum):
    """What an item answers."""

    FINDING = "temuan"
    ARREARS = "tunggakan_laporan"
    OBSTACLE = "kendala"
    PENGGIAT = "penggiat"


@attrs.frozen(kw_only=True)
class Origin:
    """One thing an item answers, by its id; for a proposal the chain it went through.

    Attributes:
        text: May quote a proposal as it was typed, so it is masked on output.
        chain: For instance usulan, rumusan and keputusan, oldest first.
    """

    kind: OriginKind
    id: str
    text: Text = free_text()
    chain: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Target:
    """What the measure should read at a checkpoint."""

    checkpoint: Checkpoint
    value: Fraction


def _rising(
    _: object, field: "attrs.Attribute[tuple[Target, ...]]", value: tuple[Target, ...]
) -> None:
    months = [target.checkpoint for target in value]
    numbers = [target.value for target in value]
    if months != sorted(set(months)) or numbers != sorted(numbers):
        raise ValueError(f"{field.name} must not fall, over strictly rising checkpoints")


@attrs.frozen(kw_only=True)
class ActionItem:
    """One item (butir). Its measure is cumulative: targets never fall.

    Attributes:
        subject: The partner it is for.
        success_measure: What is counted.
        unit: Of the measure, such as percent of units.
        share: Whether the measure is a share: 1 is the whole, and it is written in percent.
        baseline: The measure before the plan; absent is unknown.
        owner: An office; in a draft it is proposed, not appointed.
        place: Province or regency code; absent is the whole country.
        budget: In rupiah; absent is unknown.
        evidence_required: What must be shown before progress counts.
    """

    code: str
    subject: Programme
    outcome: Text
    title: Text
    success_measure: Text
    unit: Text
    share: bool = False
    baseline: Fraction | None = optional()
    targets: tuple[Target, ...] = attrs.field(validator=[attrs.validators.min_len(1), _rising])
    owner: str = free_text()
    partners: tuple[str, ...] = ()
    place: PlaceCode | None = optional(absent="none")
    phase: Phase | None = optional()
    aspect: Aspect | None = optional()
    service_area: ServiceArea | None = optional()
    budget: int | None = optional()
    source_of_funds: FundSource = FundSource.UNBUDGETED
    evidence_required: Text
    origins: tuple[Origin, ...] = attrs.field(validator=attrs.validators.min_len(1))
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen(kw_only=True)
class Acceptance:
    """A proposed exception (pengecualian): a kind of note that will not be answered, and why.

    Attributes:
        until: It lapses after this day, and what it covers is open again.
        approver: Absent until the plan is adopted.
    """

    id: str
    subject: Programme
    rulebook: str
    criterion: str
    notes: int
    reason: Text
    until: date
    approver: str | None = free_text(default=None)


@attrs.frozen(kw_only=True)
class ActionPlan:
    """A year's plan for both partners; every item names its subject.

    Attributes:
        assumption: What the drafted targets and owners rest on.
    """

    id: str
    year: int
    title: Text
    state: PlanState = PlanState.DRAFT
    invented: bool
    subjects: tuple[Programme, ...]
    checkpoints: tuple[Checkpoint, ...]
    items: tuple[ActionItem, ...]
    exceptions: tuple[Acceptance, ...]
    untraced: tuple[str, ...] = ()
    assumption: Assumption


PLAN_KIND: Final = Kind(name="action-plan", shape=ActionPlan)
