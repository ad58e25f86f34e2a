"""The work of `pmi plugins` and `pmi schema`."""

import json
from collections.abc import Mapping
from typing import Any

from pmi_core import documents, evaluation, planning, programme, reporting
from pmi_core.cli.exits import Exit
from pmi_core.cli.inputs import with_host
from pmi_core.cli.outcome import Outcome, failed
from pmi_core.codec import Kind, json_schema
from pmi_core.documents import table
from pmi_core.errors import Fault, NotFound
from pmi_core.messages import Language, format_value, render
from pmi_core.plugins import PluginHost


def list_plugins(*, entry_points: bool, language: Language) -> Outcome:
    """Everything plugins offer, and what was quarantined."""
    return with_host(entry_points, lambda host: _listed(host, language))


def _listed(host: PluginHost, language: Language) -> Outcome:
    head = [
        render(f"cli.kolom.{name}").in_(language) for name in ("jenis", "id", "distribusi", "versi")
    ]
    rows = [
        (format_value(item.kind, "", language), item.id, item.distribution, item.version)
        for item in host.contributions
    ]
    return Outcome(text="\n".join(table(head, rows)), facts={"contributions": host.contributions})


def print_schema(name: str | None) -> Outcome:
    """The JSON Schema of a kind, or all kinds by name."""
    known = kinds()
    if name is None:
        return Outcome(text="\n".join(f"{kind.name}  {kind.schema}" for kind in known.values()))
    if name not in known:
        message = str(NotFound("kind of document", name, known))
        return failed(Exit.USAGE, [Fault(code="unknown-name", message=message)])
    return Outcome(text=json.dumps(json_schema(known[name]), ensure_ascii=False, indent=2))


def kinds() -> Mapping[str, Kind[Any]]:
    """Every kind of stored document, by name."""
    packages = (programme, reporting, evaluation, planning, documents)
    found = [kind for package in packages for kind in package.KINDS]
    return {kind.name: kind for kind in sorted(found, key=lambda kind: kind.name)}
