"""The action plan: what becomes of a review, item by item."""

from pmi_core.planning.draft import Routed, draft_plan, route_notes
from pmi_core.planning.plan import (
    FOUR_MONTHLY,
    PLAN_KIND,
    QUARTERLY,
    Acceptance,
    ActionItem,
    ActionPlan,
    Checkpoint,
    FundSource,
    Origin,
    OriginKind,
    PlanState,
    Target,
)

KINDS = (PLAN_KIND,)

__all__ = [
    "FOUR_MONTHLY",
    "KINDS",
    "PLAN_KIND",
    "QUARTERLY",
    "Acceptance",
    "ActionItem",
    "ActionPlan",
    "Checkpoint",
    "FundSource",
    "Origin",
    "OriginKind",
    "PlanState",
    "Routed",
    "Target",
    "draft_plan",
    "route_notes",
]
