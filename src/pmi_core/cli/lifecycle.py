"""The work of `pmi lifecycle`."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import attrs

from pmi_core import documents
from pmi_core.cli.exits import Exit
from pmi_core.cli.inputs import read_law, with_host
from pmi_core.cli.outcome import Outcome, failed
from pmi_core.errors import Fault, NotFound
from pmi_core.messages import Language
from pmi_core.plugins import PluginHost
from pmi_core.programme import Lifecycle, find_lifecycle

FORMATS: Final[Mapping[str, Callable[..., str]]] = {
    "text": documents.lifecycle_text,
    "md": documents.lifecycle_markdown,
    "mermaid": documents.lifecycle_mermaid,
    "dot": documents.lifecycle_dot,
}


@attrs.frozen(kw_only=True)
class LifecycleRequest:
    """What was asked for on the command line.

    Attributes:
        name: One lifecycle; None for the names of all.
        on: The day whose version is shown.
        form: A key of `FORMATS`.
    """

    name: str | None
    on: date
    law: tuple[Path, ...]
    plugins: bool
    form: str
    language: Language


def show_lifecycle(request: LifecycleRequest) -> Outcome:
    """The lifecycle under the law of the plugins and packs, or the names of all.

    Faults come out in the outcome, an unknown name too.
    """
    return with_host(request.plugins, lambda host: _shown(request, host))


def _shown(request: LifecycleRequest, host: PluginHost) -> Outcome:
    lifecycles = {one.id: one.value for one in host.lifecycles}
    if request.name is None:
        if request.form != "text":
            message = f"--format {request.form} shows one lifecycle, and none is named"
            return failed(Exit.USAGE, [Fault(code="no-lifecycle", message=message)])
        return Outcome(text=_names(lifecycles, request.language))
    try:
        found = find_lifecycle(request.name, lifecycles)
    except NotFound as problem:
        message = f"{problem}; lifecycles: {', '.join(problem.known)}"
        return failed(Exit.USAGE, [Fault(code="unknown-lifecycle", message=message)])
    law = read_law(host, request.law).registry
    drawn = FORMATS[request.form](found, law, on=request.on, language=request.language)
    return Outcome(text=drawn, facts={"on": request.on, "lifecycle": found.on(request.on)})


def _names(lifecycles: Mapping[str, Lifecycle[Any]], language: Language) -> str:
    titles = {name: one.title.in_(language) for name, one in lifecycles.items()}
    return "\n".join(f"{name}  {documents.printable(title)}" for name, title in titles.items())
