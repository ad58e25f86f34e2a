"""Regulatory entities, lifecycles, report evaluation and action plans of BP2MI's partners.

Importing this package loads none of its dependencies: each public name is found in its package
on first use.
"""

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pmi_core.errors import PMIError

_HOME: Final = {
    "PMIError": "errors",
}

__version__: Final = "0.1.0"
__all__ = ["PMIError", "__version__"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
