"""Text to syntax tree, within the limits that keep every later step total.

The lexer lets through only what the language is made of, so Python's parser never sees a comment,
an escape, a foreign letter or a prefix; brackets and depth are bounded before it is called.
"""

import ast
import re
from collections.abc import Iterator
from typing import Final

import attrs

from pmi_core.errors import Fault
from pmi_core.evaluation.tree import Span

LONGEST: Final = 500
DEEPEST: Final = 20

_TOKEN: Final = re.compile(
    r"(?P<space>[ \t\n]+)|(?P<text>'[^'\n\\]*'|\"[^\"\n\\]*\")|(?P<number>\d[\d_]*)"
    r"|(?P<name>[A-Za-z_]\w*)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<dot>\.)"
    r"|(?P<mark>\*\*|==|!=|<=|>=|//|[-+*%<>,])",
    re.ASCII,
)
_HINTS: Final = {
    "/": "write ratio(a, b)",
    "=": "write == to compare",
    "&": "write and",
    "|": "write or",
    "!": "write not, or != to compare",
    "#": "comments belong into the rulebook file",
    "\\": "text has no escapes here",
    "'": "close the text with the same mark",
    '"': "close the text with the same mark",
}


@attrs.frozen(kw_only=True)
class Source:
    """An expression as written, and where.

    Attributes:
        text: The expression.
        file: Name of the rulebook's file.
        pointer: Where in the file.
        opening: What is put before the text to parse it; never part of a column.
    """

    text: str
    file: str = ""
    pointer: str = ""
    opening: str = "("

    @property
    def wrapped(self) -> str:
        """The text as the parser gets it: in brackets, so that it may go over several lines."""
        return f"{self.opening}{self.text}\n)"

    def span(self, tree: ast.expr) -> Span:
        """The text of a part and its column, counted in characters over all lines.

        To the parser, a loop or list without brackets of its own has those that were put around.
        """
        first, last = len(self.opening), len(self.opening) + len(self.text)
        start = max(first, self._offset(tree.lineno, tree.col_offset))
        end = min(last, self._offset(tree.end_lineno or tree.lineno, tree.end_col_offset or 0))
        return Span(text=" ".join(self.wrapped[start:end].split()), column=start - first + 1)

    def _offset(self, line: int, column: int) -> int:
        """Where a place lies in the wrapped text, of which Python counts lines and bytes."""
        lines = self.wrapped.split("\n")[:line]
        inside = lines[-1].encode()[:column].decode()
        return sum(len(before) + 1 for before in lines[:-1]) + len(inside)

    def fault(self, code: str, message: str, column: int, suggestion: str = "") -> Fault:
        """A fault of this expression."""
        return Fault(
            code=code,
            message=f"column {column}: {message}",
            file=self.file,
            pointer=self.pointer,
            suggestion=suggestion,
        )


def read(source: Source) -> tuple[ast.expr | None, tuple[Fault, ...]]:
    """The syntax tree of an expression, or what keeps it from having one."""
    if len(source.text) > LONGEST:
        message = f"longer than {LONGEST} characters"
        return None, (source.fault("length", message, LONGEST + 1, "make parts of it measures"),)
    if not source.text.strip():
        return None, (source.fault("syntax", "nothing is written here", 1),)
    faults = tuple(dict.fromkeys(_lexical(source)))
    return (None, faults) if faults else _parsed(source)


def _lexical(source: Source) -> Iterator[Fault]:
    place, depth, before = 0, 0, ""
    while place < len(source.text):
        match = _TOKEN.match(source.text, place)
        if match is None:
            yield _stray(source, place)
            place, before = place + 1, ""
            continue
        kind = str(match.lastgroup)
        if problem := _PAIRS.get((before, kind)):
            yield source.fault("syntax", problem, place + 1)
        depth += {"open": 1, "close": -1}.get(kind, 0)
        if not 0 <= depth <= DEEPEST:
            yield _unbalanced(source, depth, place + 1)
            return
        if kind != "space" or before != "text":
            before = kind
        place = match.end()
    if depth:
        yield _unbalanced(source, depth, place)


_PAIRS: Final = {
    ("number", "name"): "a number runs into a name",
    ("number", "dot"): "a number has no decimals here; write ratio(a, b) or a parameter",
    ("name", "text"): "a name runs into a text",
    ("text", "text"): "two texts side by side",
}


def _stray(source: Source, place: int) -> Fault:
    mark = source.text[place]
    shown = repr(mark) if mark.isascii() and mark.isprintable() else f"U+{ord(mark):04X}"
    message = f"the character {shown} is not part of the rule language"
    return source.fault("character", message, place + 1, _HINTS.get(mark, ""))


def _unbalanced(source: Source, depth: int, column: int) -> Fault:
    if depth > DEEPEST:
        return source.fault("depth", f"nested more than {DEEPEST} deep", column)
    kind = "a bracket is closed that was not opened" if depth < 0 else "a bracket is not closed"
    return source.fault("syntax", kind, column)


def _parsed(source: Source) -> tuple[ast.expr | None, tuple[Fault, ...]]:
    try:
        tree = ast.parse(source.wrapped, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        return None, (_unparsed(source, problem),)
    return (None, (_too_deep(source),)) if _depth(tree) > DEEPEST else (tree, ())


def _unparsed(source: Source, problem: Exception) -> Fault:
    column = (getattr(problem, "offset", None) or 1) - len(source.opening)
    column = max(1, min(column, len(source.text)))
    is_syntax = isinstance(problem, (SyntaxError, ValueError))
    fault = source.fault("syntax", "this is not an expression", column)
    return fault if is_syntax else _too_deep(source)


def unfit(value: object) -> tuple[str, str, str]:
    """Why no rule may hold a constant: the code of the fault, what it says, what to write."""
    if value is None:
        hint = "write `is None` to ask whether a field is absent"
        return "grammar", "None stands only after `is`", hint
    if isinstance(value, int):
        return "constant", "a whole number is below 10^16", ""
    if isinstance(value, str):
        mark = next(mark for mark in value if not mark.isprintable())
        hint = "write a plain space" if mark.isspace() else ""
        return "constant", f"a text may not hold the character U+{ord(mark):04X}", hint
    return "grammar", "`...` is not part of the rule language", ""


def _too_deep(source: Source) -> Fault:
    message = f"nested more than {DEEPEST} deep"
    return source.fault("depth", message, 1, "make parts of it measures")


def _depth(tree: ast.expr) -> int:
    deepest = 0
    rest: list[tuple[ast.AST, int]] = [(tree, 1)]
    while rest:
        node, depth = rest.pop()
        deepest = max(deepest, depth)
        inner = (n for n in ast.iter_child_nodes(node) if isinstance(n, (ast.expr, _LOOP)))
        rest.extend((child, depth + 1) for child in inner)
    return deepest


_LOOP: Final = ast.comprehension
