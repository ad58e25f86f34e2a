"""Monthly work plans, their approved changes, and the operating fund where it is known."""

from collections.abc import Iterable
from datetime import date

import attrs

from pmi_core.codec import optional
from pmi_core.privacy import free_text
from pmi_core.programme import ActivityKind, BodyId
from pmi_core.regulation import Period


@attrs.frozen(kw_only=True)
class PlanItem:
    """One planned activity day."""

    id: str
    day: date
    kind: ActivityKind | None = optional()
    title: str | None = free_text(default=None)


@attrs.frozen(kw_only=True)
class WorkPlan:
    """A month's plan; a change is a new version with its own approval.

    Attributes:
        ceiling: Operating fund (BOP) issued for the month in rupiah; nearly always unknown.
        approved_on: A version without approval does not count.
    """

    body: BodyId
    period: Period
    items: tuple[PlanItem, ...]
    version: int = attrs.field(default=1, validator=attrs.validators.ge(1))
    approved_on: date | None = optional(absent="none")
    approved_by: str | None = free_text(default=None)
    ceiling: int | None = optional()

    @property
    def days(self) -> tuple[date, ...]:
        """The planned days, in order, each once."""
        return tuple(sorted({item.day for item in self.items}))


@attrs.frozen(kw_only=True)
class WorkPlans:
    """All versions of all monthly plans of one body, as one stored document."""

    body: BodyId
    plans: tuple[WorkPlan, ...]


def effective_plan(plans: Iterable[WorkPlan], body: BodyId, period: Period) -> WorkPlan | None:
    """The plan that counted, day by day: an approval does not reach back.

    For each day the newest version approved by then decides. The result is the newest approved
    version with the items that counted; nothing where no version was approved.
    """
    approved = sorted(
        (p for p in plans if (p.body, p.period) == (body, period) and p.approved_on is not None),
        key=lambda plan: plan.version,
    )
    if not approved:
        return None
    items = [item for plan in approved for item in plan.items if _decides(plan, item.day, approved)]
    return attrs.evolve(approved[-1], items=tuple(sorted(items, key=lambda item: item.day)))


def _decides(plan: WorkPlan, day: date, approved: Iterable[WorkPlan]) -> bool:
    by_then = [p.version for p in approved if p.approved_on is not None and p.approved_on <= day]
    return max(by_then, default=None) == plan.version
