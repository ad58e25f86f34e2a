"""What can go wrong, as types: one root, each leaf also the nearest builtin.

A *shape* that cannot be read (syntax, type, impossible date, dangling reference) is an error and
carries every fault found. What is merely *implausible* is never an error: it is a finding.
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches

import attrs

__all__ = [
    "Ambiguous",
    "Fault",
    "FaultyDefinition",
    "FaultyDossier",
    "FaultyInput",
    "FaultyLaw",
    "FaultyPlugins",
    "FaultyRulebook",
    "NotFound",
    "OutputNotWritten",
    "PMIError",
    "did_you_mean",
]


_LONGEST = 120  # characters of a name that a message repeats


@attrs.frozen(kw_only=True)
class Fault:
    """One thing wrong with one place of one file.

    Attributes:
        code: Stable and ASCII, such as `unknown-key`.
        message: One English sentence; it repeats a value only where the field is public.
        file: The file's name as the reader gave it, or empty.
        pointer: RFC 6901 pointer, `line 3, column 5`, or `sheet!cell`.
        suggestion: What to do next, or empty.

    >>> print(Fault(code="type", message="expected text", file="a.json", pointer="/id"))
    a.json /id: expected text [type]
    """

    code: str
    message: str
    file: str = ""
    pointer: str = ""
    suggestion: str = ""

    def __str__(self) -> str:
        place = " ".join(part for part in (self.file, self.pointer) if part)
        hint = f"; {self.suggestion}" if self.suggestion else ""
        return _one_line(f"{place}{': ' if place else ''}{self.message}{hint} [{self.code}]")


class PMIError(Exception):
    """The root of every error this library raises on purpose."""


class FaultyInput(PMIError, ValueError):
    """Input whose shape cannot be read; `faults` lists all of them, in file and pointer order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(
            sorted(set(faults), key=lambda f: (f.file, _natural(f.pointer), f.code, f.message))
        )
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class FaultyDossier(FaultyInput):
    """A dossier folder that cannot be read as one whole."""


class FaultyRulebook(FaultyInput):
    """A rulebook that does not check: nothing of it is used."""


class FaultyLaw(FaultyInput):
    """A law pack or registry with a fault: it is refused whole."""


class FaultyDefinition(FaultyInput):
    """A lifecycle definition with an unreachable state, a trap or a missing basis."""


class FaultyPlugins(FaultyInput, RuntimeError):
    """Plugins that could not be used, one fault for each."""


class NotFound(PMIError, LookupError):
    """A name that nothing carries; the text offers the nearest known ones."""

    def __init__(self, what: str, name: str, known: Iterable[str] = ()) -> None:
        self.what = what
        self.name = name
        self.known = tuple(sorted(known))
        super().__init__(what, name, self.known)

    def __str__(self) -> str:
        name = self.name if len(self.name) <= _LONGEST else self.name[:_LONGEST] + "…"
        return f"no {self.what} is called {name!r}{did_you_mean(name, self.known)}"


class Ambiguous(PMIError, LookupError):
    """A name that several things carry; the reader must choose, the library never guesses."""

    def __init__(self, what: str, name: str, candidates: Iterable[str]) -> None:
        self.what = what
        self.name = name
        self.candidates = tuple(sorted(candidates))
        super().__init__(what, name, self.candidates)

    def __str__(self) -> str:
        return f"{self.name!r} is the name of more than one {self.what}: " + ", ".join(
            self.candidates
        )


class OutputNotWritten(PMIError, OSError):
    """A file that could not be written; whatever stood there before still stands."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(path, reason)

    def __str__(self) -> str:
        return f"{self.path} was not written: {self.reason}; nothing there was changed"


def _one_line(text: str) -> str:
    """The text with what a terminal would obey, or break a line at, spelt out."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _natural(pointer: str) -> tuple[tuple[int, str], ...]:
    """Orders `/units/2` before `/units/10`."""
    parts = re.split(r"(\d+)", pointer)
    return tuple((len(part) if index % 2 else 0, part) for index, part in enumerate(parts))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A clause naming the nearest known word, or nothing.

    >>> did_you_mean("bulanam", ["bulanan", "semester"])
    "; did you mean 'bulanan'?"
    """
    near = get_close_matches(name, sorted(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
