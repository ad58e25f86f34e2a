"""Tab-separated tables: a header, rows of equal width, every fault with its line."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar, cast

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput

T = TypeVar("T")
Row = tuple[int, tuple[str, ...]]
_UNREADABLE: Final = frozenset({"syntax", "header"})


def scan_table(
    data: bytes, columns: tuple[str, ...], *, file: str
) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
    """The rows of the right width, each with its line number, and what is wrong with the rest.

    Lines starting with `#` are comments. What is not UTF-8 or has another header has no rows.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        message = f"not UTF-8 at byte {problem.start}"
        return (), (Fault(code="syntax", message=message, file=file),)
    lines = [
        (number, tuple(cell.strip() for cell in line.split("\t")))
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines or lines[0][1] != columns:
        message = f"expected the columns {', '.join(columns)}, separated by tabs"
        return (), (Fault(code="header", message=message, file=file, pointer="line 1"),)
    faults = tuple(
        line_fault("width", f"expected {len(columns)} columns", number, file)
        for number, cells in lines[1:]
        if len(cells) != len(columns)
    )
    return tuple(row for row in lines[1:] if len(row[1]) == len(columns)), faults


def read_head(
    files: Mapping[str, bytes], name: str, shape: type[T]
) -> tuple[T | None, dict[str, Any], tuple[Fault, ...]]:
    """The head of a set of tables of its shape, the plain values it was read from, and its faults.

    A head of another shape still says which tables there are, so that their faults are told
    together with its own. One that is missing or no TOML names none: see `tables_with`.
    """
    if name not in files:
        return None, {}, (missing_file(name, name),)
    plain: dict[str, Any] = {}
    try:
        plain = codec.parse_toml(files[name], file=name)
        return codec.structure(plain, shape, file=name), plain, ()
    except FaultyInput as problem:
        return None, plain, problem.faults


def head_entries(plain: dict[str, Any], key: str) -> tuple[dict[str, Any], ...]:
    """The tables under a key of a head, in whatever shape; what is no table is an empty one."""
    found: object = plain.get(key)
    entries = cast("list[object]", found) if isinstance(found, list) else []
    return tuple(
        cast("dict[str, Any]", entry) if isinstance(entry, dict) else {} for entry in entries
    )


def tables_with(files: Mapping[str, bytes], columns: tuple[str, ...]) -> Iterator[str]:
    """The names of the tables that have these columns, whatever their rows."""
    for name, data in files.items():
        _, faults = scan_table(data, columns, file=name)
        if _UNREADABLE.isdisjoint(fault.code for fault in faults):
            yield name


def missing_file(name: str, file: str, pointer: str = "") -> Fault:
    """A fault for a file that is not there, at the place that names it."""
    message = f"the file {name} is missing"
    return Fault(code="missing-file", message=message, file=file, pointer=pointer)


def line_fault(code: str, message: str, number: int, file: str, suggestion: str = "") -> Fault:
    """A fault at a line of a table."""
    return Fault(
        code=code, message=message, file=file, pointer=f"line {number}", suggestion=suggestion
    )
