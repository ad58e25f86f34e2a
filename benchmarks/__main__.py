"""How long the main job takes, case by case, interleaved in one run.

Machines differ and swing; read the ratios. The floor is `json.loads` of the same reports.
"""

import gc
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

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
        "json.loads (floor)": lambda: [json.loads(text) for text in texts],
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
    timed = cases()
    seconds: dict[str, list[float]] = {name: [] for name in timed}
    for _ in range(ROUNDS):
        for name, work in timed.items():
            gc.collect()
            start = time.perf_counter()
            work()
            seconds[name].append(time.perf_counter() - start)
    floor = seconds["json.loads (floor)"]
    print(f"{'case':36} {'median ms':>10} {'x floor':>8}")
    for name, found in seconds.items():
        ratio = statistics.median(a / b for a, b in zip(found, floor, strict=True))
        print(f"{name:36} {statistics.median(found) * 1000:10.1f} {ratio:8.2f}")


if __name__ == "__main__":
    main()
