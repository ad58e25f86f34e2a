"""How long the main job takes, case by case, interleaved in one run.

Machines differ and swing; read the ratios. The floor is `json.loads` of the same reports.
"""

import json
from collections.abc import Callable
from pathlib import Path

from benchmarks.timing import MILLI, interleave, show
from pmi_core import codec
from pmi_core.evaluation import (
    Context,
    evaluate,
    parameters_on,
    review,
    shipped_policies,
    shipped_rulebook,
    shipped_rulebooks,
    trace,
)
from pmi_core.planning import draft_plan
from pmi_core.programme import ReportKind
from pmi_core.regulation import calendar_on, shipped_registry
from pmi_core.reporting import Report, effective_plan, newest_revisions, read_dossier

EXAMPLE = Path(__file__).parent.parent / "examples" / "rakernas-2023"
ROUNDS = 9
FLOOR = "json.loads (floor)"


def cases() -> dict[str, Callable[[], object]]:
    """What is timed: each case handles every monthly report of the example once."""
    dossier = read_dossier(EXAMPLE)
    book, (policy,) = shipped_rulebook("kawan-bulanan"), shipped_policies()
    law = shipped_registry()
    reports = [r for r in newest_revisions(dossier.reports) if r.kind is ReportKind.MONTHLY]
    texts = [json.dumps(codec.unstructure(report)) for report in reports]
    facts = [
        {
            "report": report,
            "body": None,
            "earlier": (),
            "work_plan": effective_plan(dossier.work_plans, report.body, report.period),
        }
        for report in reports
    ]
    day = reports[0].period.last
    parameters = parameters_on(law, book.parameters, day)
    context = Context(working_days=calendar_on(law, day).working_days)
    found = review(dossier, shipped_rulebooks(), policy)
    return {
        FLOOR: lambda: [json.loads(text) for text in texts],
        "strict parse": lambda: [codec.parse_json(text.encode()) for text in texts],
        "strict parse and structure": lambda: [codec.load(text.encode(), Report) for text in texts],
        "compiled rulebook": lambda: [book.evaluate(f, parameters, context) for f in facts],
        "evaluate (law, standing, missing)": lambda: [evaluate(report, book) for report in reports],
        "trace of every criterion": lambda: [
            trace(book, criterion.id, f, parameters, context)
            for f in facts
            for criterion in book.rulebook.criteria
        ],
        "read the dossier": lambda: read_dossier(EXAMPLE),
        "review the dossier": lambda: review(dossier, shipped_rulebooks(), policy),
        "draft the plan": lambda: draft_plan(found, dossier, shipped_rulebooks()),
    }


def main() -> None:
    """Print medians in milliseconds and ratios to the floor."""
    show("The main job", interleave(cases(), rounds=ROUNDS), FLOOR, MILLI)
