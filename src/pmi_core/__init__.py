"""Regulatory entities, lifecycles, report evaluation and action plans of BP2MI's partners.

Importing this package loads none of its dependencies: each public name is found in its package
on first use. Whatever is not here is public in the package that owns it.
"""

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pmi_core.errors import PMIError
    from pmi_core.evaluation import (
        Evaluation,
        Review,
        Scorecard,
        evaluate,
        read_rulebook,
        review,
        shipped_policies,
        shipped_rulebook,
        shipped_rulebooks,
    )
    from pmi_core.messages import Language
    from pmi_core.planning import ActionPlan, draft_plan
    from pmi_core.plugins import PluginHost
    from pmi_core.programme import KKBM, KawanPMI, PerwiraPMI, ReportKind
    from pmi_core.regulation import Period, layer, load_law_pack, shipped_registry
    from pmi_core.reporting import (
        Activity,
        Dossier,
        Expense,
        ExpenseKind,
        ExpenseProof,
        Report,
        owed,
        read_dossier,
    )

_HOME: Final = {
    "ActionPlan": "planning",
    "Activity": "reporting",
    "Dossier": "reporting",
    "Evaluation": "evaluation",
    "Expense": "reporting",
    "ExpenseKind": "reporting",
    "ExpenseProof": "reporting",
    "KKBM": "programme",
    "KawanPMI": "programme",
    "Language": "messages",
    "PMIError": "errors",
    "Period": "regulation",
    "PerwiraPMI": "programme",
    "PluginHost": "plugins",
    "Report": "reporting",
    "ReportKind": "programme",
    "Review": "evaluation",
    "Scorecard": "evaluation",
    "draft_plan": "planning",
    "evaluate": "evaluation",
    "layer": "regulation",
    "load_law_pack": "regulation",
    "read_rulebook": "evaluation",
    "owed": "reporting",
    "read_dossier": "reporting",
    "review": "evaluation",
    "shipped_policies": "evaluation",
    "shipped_registry": "regulation",
    "shipped_rulebook": "evaluation",
    "shipped_rulebooks": "evaluation",
}

__version__: Final = "0.1.0"
__all__ = [
    "KKBM",
    "ActionPlan",
    "Activity",
    "Dossier",
    "Evaluation",
    "Expense",
    "ExpenseKind",
    "ExpenseProof",
    "KawanPMI",
    "Language",
    "PMIError",
    "Period",
    "PerwiraPMI",
    "PluginHost",
    "Report",
    "ReportKind",
    "Review",
    "Scorecard",
    "__version__",
    "draft_plan",
    "evaluate",
    "layer",
    "load_law_pack",
    "owed",
    "read_dossier",
    "read_rulebook",
    "review",
    "shipped_policies",
    "shipped_registry",
    "shipped_rulebook",
    "shipped_rulebooks",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
