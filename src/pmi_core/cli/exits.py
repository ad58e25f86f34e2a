"""The command's exit codes and which of several wins."""

from collections.abc import Iterable
from enum import IntEnum
from typing import Final


class Exit(IntEnum):
    """What the command's number says."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    PLUGIN = 4
    NOT_WRITTEN = 5
    BUG = 70
    INTERRUPTED = 130


_PRECEDENCE: Final = (
    Exit.INTERRUPTED,
    Exit.BUG,
    Exit.USAGE,
    Exit.UNREADABLE,
    Exit.NOT_WRITTEN,
    Exit.PLUGIN,
    Exit.FINDINGS,
    Exit.CLEAN,
)


def worst(exits: Iterable[Exit]) -> Exit:
    """The code that wins: the one that says most about what to do next.

    >>> worst([Exit.FINDINGS, Exit.PLUGIN, Exit.UNREADABLE])
    <Exit.UNREADABLE: 3>
    """
    return min(exits, key=_PRECEDENCE.index, default=Exit.CLEAN)
