"""Where plugins come from: the library itself, what is installed, what a caller gives."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from types import ModuleType
from typing import Final

import attrs

from pmi_core import __version__
from pmi_core.documents import BUILT_IN

GROUP: Final = "pmi_core.plugins.v1"
_UNKNOWN: Final = "-"


@attrs.frozen(order=True)
class PluginRecord:
    """A plugin by distribution, version and entry-point name."""

    distribution: str
    version: str
    name: str

    def __str__(self) -> str:
        return f"{self.distribution} {self.version} ({self.name})"


@attrs.frozen(kw_only=True)
class Candidate:
    """A plugin that has still to be imported; importing may raise anything."""

    record: PluginRecord
    load: Callable[[], object]


def built_in(plugin: object) -> Candidate:
    """The library's own plugin."""
    record = PluginRecord(BUILT_IN, __version__, "builtin")
    return Candidate(record=record, load=lambda: plugin)


def found() -> Iterator[Candidate]:
    """What is installed, in no particular order."""
    for entry in metadata.entry_points(group=GROUP):
        name = entry.dist.name if entry.dist else _UNKNOWN
        version = entry.dist.version if entry.dist else _UNKNOWN
        yield Candidate(record=PluginRecord(name, version, entry.name), load=entry.load)


def given(plugins: Iterable[object]) -> Iterator[Candidate]:
    """What a caller passed; its version is the object's `__version__`."""
    for plugin in plugins:
        name = plugin.__name__ if isinstance(plugin, ModuleType) else type(plugin).__name__
        version = inspect.getattr_static(plugin, "__version__", None)
        stated = version if isinstance(version, str) else _UNKNOWN
        yield Candidate(record=PluginRecord(name, stated, name), load=_constant(plugin))


def _constant(plugin: object) -> Callable[[], object]:
    return lambda: plugin
