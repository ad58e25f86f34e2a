"""Exporters run one by one, the faults of each kept apart."""

from collections.abc import Mapping
from typing import Final, cast

import attrs

from pmi_core import files
from pmi_core.documents.contribution import PluginRaised, isolated
from pmi_core.documents.exporter import Bundle, Exporter, Output
from pmi_core.errors import Fault, FaultyPlugins

MANIFEST: Final = "manifest.json"


@attrs.frozen(kw_only=True)
class Produced:
    """One document and the exporter that made it."""

    exporter: str
    output: Output


@attrs.frozen(kw_only=True)
class Rendering:
    """All documents of one review, and what went wrong in exporters.

    Attributes:
        faults: One for each exporter that failed; nothing of such an exporter is produced.
    """

    produced: tuple[Produced, ...]
    faults: tuple[Fault, ...]


def render(bundle: Bundle, exporters: Mapping[str, Exporter]) -> Rendering:
    """Run exporters over one bundle; a faulty one costs only its own documents.

    Args:
        bundle: Made by `bundle_of`.
        exporters: By id. Where two want the same file name, the earlier keeps it.
    """
    produced: list[Produced] = []
    faults: list[Fault] = []
    owner = {MANIFEST: "pmi_core"}
    for name, exporter in exporters.items():
        try:
            outputs = run_exporter(exporter, bundle, name=name)
        except FaultyPlugins as problem:
            faults += problem.faults
            continue
        taken = [output.name for output in outputs if output.name.casefold() in owner]
        if taken:
            whose = ", ".join(f"{file} ({owner[file.casefold()]})" for file in taken)
            faults.append(_fault(name, f"its file names are taken: {whose}"))
            continue
        owner |= {output.name.casefold(): name for output in outputs}
        produced += (Produced(exporter=name, output=output) for output in outputs)
    return Rendering(produced=tuple(produced), faults=FaultyPlugins(faults).faults)


def run_exporter(exporter: Exporter, bundle: Bundle, *, name: str) -> tuple[Output, ...]:
    """The documents of one exporter, checked.

    Args:
        exporter: Any object with the contract's `export`.
        bundle: What it is given.
        name: The id under which it registered, for faults.

    Raises:
        FaultyPlugins: It raised, or returned something other than outputs with safe names.
    """
    try:
        outputs = cast("object", isolated(lambda: exporter.export(bundle)))
    except PluginRaised as problem:
        raise FaultyPlugins([_fault(name, str(problem))]) from problem
    if not isinstance(outputs, tuple):
        message = f"expected a tuple of Output, found {type(outputs).__name__}"
        raise FaultyPlugins([_fault(name, message)])
    items = cast("tuple[object, ...]", outputs)
    refused = [message for item in items if (message := _refusal(item))]
    if refused:
        raise FaultyPlugins(_fault(name, message) for message in refused)
    checked = cast("tuple[Output, ...]", items)
    if len({output.name.casefold() for output in checked}) != len(checked):
        raise FaultyPlugins([_fault(name, "two of its files have the same name")])
    return checked


def _refusal(item: object) -> str:
    if type(item) is not Output:
        return f"expected Output, found {type(item).__name__}"
    name, data = cast("tuple[object, object]", (item.name, item.data))
    if not isinstance(name, str) or files.safe_name(name) != name:
        return f"{name!r} is not a safe file name"
    return "" if isinstance(data, bytes) else f"{name} holds {type(data).__name__}, not bytes"


def _fault(exporter: str, message: str) -> Fault:
    return Fault(code="exporter", message=message, file=exporter, pointer="export")
