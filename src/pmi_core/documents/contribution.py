"""Who contributed a part of a review, and how a stranger's code is called."""

from collections.abc import Callable
from enum import Enum
from typing import Final, TypeVar

import attrs

from pmi_core.errors import PMIError
from pmi_core.privacy import mask_text

T = TypeVar("T")
BUILT_IN: Final = "pmi-core"
_LONGEST: Final = 300


class ContributionKind(Enum):
    """What plugins can contribute."""

    RULEBOOK = "buku_aturan"
    POLICY = "kebijakan_penilaian"
    EXPORTER = "pengekspor"
    LAW = "paket_hukum"
    LIFECYCLE = "siklus"
    FUNCTION = "fungsi_aturan"


@attrs.frozen(kw_only=True, order=True)
class Contribution:
    """One thing a plugin offers, and the distribution it comes from."""

    kind: ContributionKind = attrs.field(order=lambda kind: kind.value)
    id: str
    distribution: str
    version: str

    @property
    def built_in(self) -> bool:
        """Whether it ships with the library."""
        return self.distribution == BUILT_IN


class PluginRaised(PMIError, RuntimeError):
    """A plugin's code raised; the text names what, with numbers of people masked."""

    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(said)


def isolated(work: Callable[[], T]) -> T:
    """Call a stranger's code: whatever it raises, even SystemExit, comes out as `PluginRaised`.

    >>> isolated(lambda: 1 // 0)
    Traceback (most recent call last):
    pmi_core.documents.contribution.PluginRaised: it raised ZeroDivisionError: ...
    """
    try:
        return work()
    except KeyboardInterrupt:  # the person at the desk, not the plugin
        raise
    except BaseException as problem:
        raise PluginRaised(f"it raised {_said(problem)}") from problem


def _said(problem: BaseException) -> str:
    name = type(problem).__name__
    try:
        text = " ".join(str(problem).split())
    except Exception:  # noqa: BLE001 - an exception whose own text raises is still only a fault
        text = ""
    return f"{name}: {mask_text(text[:_LONGEST])}" if text else name
