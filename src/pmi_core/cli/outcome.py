"""What a command came to, and how an exception becomes one."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from types import MappingProxyType, TracebackType
from typing import Final

import attrs

from pmi_core.cli.exits import Exit, worst
from pmi_core.errors import Fault, FaultyInput, FaultyPlugins, OutputNotWritten

ABSENT: Final = "absent"  # the code of a fault: something was named and is not there
_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


@attrs.frozen(kw_only=True)
class Outcome:
    """The result of one command.

    Attributes:
        exits: Everything that happened; the worst is the command's exit code.
        text: For people, on stdout.
        facts: For machines, with `--json`.
        faults: For people on stderr, and for machines.
        warnings: For people on stderr, after the faults; what they say is in the facts too.
    """

    exits: tuple[Exit, ...] = ()
    text: str = ""
    facts: Mapping[str, object] = _NOTHING
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def exit(self) -> Exit:
        """The code that wins."""
        return worst(self.exits)


def outcome_of(work: Callable[[], Outcome]) -> Outcome:
    """Do a command's work; whatever it raises comes out as an outcome."""
    try:
        return work()
    except FaultyPlugins as problem:
        return failed(Exit.PLUGIN, problem.faults)
    except FaultyInput as problem:
        return failed(Exit.UNREADABLE, problem.faults)
    except OutputNotWritten as problem:
        return failed(Exit.NOT_WRITTEN, [_fault("not-written", str(problem))])
    except KeyboardInterrupt:
        return failed(Exit.INTERRUPTED, [_fault("interrupted", "interrupted; nothing was written")])
    except Exception as problem:  # noqa: BLE001 - the last line of defence: no traceback, no locals
        return failed(Exit.BUG, [_bug(problem)])


def failed(code: Exit, faults: Iterable[Fault]) -> Outcome:
    """An outcome that is only faults."""
    return Outcome(exits=(code,), faults=tuple(faults))


def _fault(code: str, message: str) -> Fault:
    return Fault(code=code, message=message)


def _bug(problem: Exception) -> Fault:
    """Where it happened and of what type; its text and locals may hold people's data."""
    message = f"a bug in pmi_core: {type(problem).__name__}{_place(problem.__traceback__)}"
    hint = "please report this line with the command and the version"
    return Fault(code="bug", message=message, suggestion=hint)


def _place(trace: TracebackType | None) -> str:
    place = ""
    while trace is not None:
        file = PurePath(trace.tb_frame.f_code.co_filename)
        if "pmi_core" in file.parts:
            inside = file.parts[file.parts.index("pmi_core") :]
            place = f" at {'/'.join(inside)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
