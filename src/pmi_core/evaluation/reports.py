"""Reports as the subject of rules: what their rulebooks may mention, and those that ship."""

from functools import cache
from importlib import resources

from pmi_core.errors import NotFound
from pmi_core.evaluation.rulebook import CheckedRulebook, load_rulebook
from pmi_core.evaluation.schema import Schema
from pmi_core.messages import text
from pmi_core.programme import Body
from pmi_core.regulation import Registry, shipped_registry
from pmi_core.reporting import Report, WorkPlan

_NAMES = {
    "report": Report,
    "body": Body | None,
    "earlier": tuple[Report, ...] | None,
    "work_plan": WorkPlan | None,
}


def report_schema(registry: Registry) -> Schema:
    """What a rulebook on reports may mention; only the report itself is always given."""
    labels = {name: text(f"rules.name.{name}") for name in _NAMES}
    return Schema(
        subject="report",
        names=_NAMES,
        parameters=frozenset[str](parameter.key for parameter in registry.parameters),
        day="report.period.last",
        labels=labels | {str(item.key): item.label for item in registry.parameters},
    )


def load_report_rulebook(
    data: bytes, *, file: str = "", registry: Registry | None = None
) -> CheckedRulebook:
    """A rulebook on reports from TOML, checked whole.

    Args:
        data: UTF-8 TOML.
        file: Its name in faults.
        registry: The law it may cite and the parameters it may read; the shipped one by default.

    Raises:
        FaultyRulebook: With every fault.
    """
    law = registry or shipped_registry()
    return load_rulebook(data, file=file, schema=report_schema(law), registry=law)


def shipped_rulebook(name: str) -> CheckedRulebook:
    """A rulebook that ships, by id.

    Raises:
        NotFound: None is called so.
    """
    known = shipped_rulebooks()
    for book in known:
        if book.rulebook.id == name:
            return book
    raise NotFound("rulebook", name, (book.rulebook.id for book in known))


@cache
def shipped_rulebooks() -> tuple[CheckedRulebook, ...]:
    """The rulebooks that ship, by id, checked against the shipped law."""
    folder = resources.files("pmi_core").joinpath("data/rulebooks")
    found = (load_report_rulebook(f.read_bytes(), file=f.name) for f in folder.iterdir())
    return tuple(sorted(found, key=lambda book: book.rulebook.id))
