"""Tab-separated tables: a header, rows of equal width, every fault with its line."""

from pmi_core.errors import Fault

Row = tuple[int, tuple[str, ...]]


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


def line_fault(code: str, message: str, number: int, file: str, suggestion: str = "") -> Fault:
    """A fault at a line of a table."""
    return Fault(
        code=code, message=message, file=file, pointer=f"line {number}", suggestion=suggestion
    )
