"""The plugin that ships: it registers through the same hooks as every other."""

from collections.abc import Iterable
from importlib import resources
from typing import Any

from pmi_core.documents import CsvExporter, Exporter, JsonExporter, TextExporter
from pmi_core.evaluation import ScoringPolicy, shipped_policies
from pmi_core.plugins.hookspecs import hookimpl
from pmi_core.plugins.records import RulebookSource
from pmi_core.programme import Lifecycle
from pmi_core.reporting import known_lifecycles


@hookimpl
def pmi_rulebooks() -> Iterable[RulebookSource]:
    """The shipped rulebooks; the name of each file is the rulebook's id."""
    for item in resources.files("pmi_core").joinpath("data/rulebooks").iterdir():
        yield RulebookSource(
            id=item.name.removesuffix(".toml"), data=item.read_bytes(), file=item.name
        )


@hookimpl
def pmi_scoring_policies() -> Iterable[ScoringPolicy]:
    """The shipped policies."""
    return shipped_policies()


@hookimpl
def pmi_exporters() -> Iterable[Exporter]:
    """The shipped exporters; the third writes CSV as an Indonesian Excel opens it, when asked."""
    return (
        JsonExporter(),
        CsvExporter(),
        CsvExporter(id="csv-excel", suffix="-excel", delimiter=";", bom=True, optional=True),
        TextExporter(),
    )


@hookimpl
def pmi_lifecycles() -> Iterable[Lifecycle[Any]]:
    """The shipped lifecycles."""
    return known_lifecycles().values()
