"""Tab-separated tables: a header, rows of equal width, every fault with its line."""

from pmi_core.errors import Fault, FaultyInput

Row = tuple[int, tuple[str, ...]]


def read_table(data: bytes, columns: tuple[str, ...], *, file: str) -> tuple[Row, ...]:
    """The rows under a header, each with its line number; lines starting with `#` are comments.

    Raises:
        FaultyInput: Not UTF-8, another header, or rows of another width.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        message = f"not UTF-8 at byte {problem.start}"
        raise FaultyInput([Fault(code="syntax", message=message, file=file)]) from None
    lines = [
        (number, tuple(cell.strip() for cell in line.split("\t")))
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines or lines[0][1] != columns:
        message = f"expected the columns {', '.join(columns)}, separated by tabs"
        raise FaultyInput([Fault(code="header", message=message, file=file, pointer="line 1")])
    faults = [
        line_fault("width", f"expected {len(columns)} columns", number, file)
        for number, cells in lines[1:]
        if len(cells) != len(columns)
    ]
    if faults:
        raise FaultyInput(faults)
    return tuple(lines[1:])


def line_fault(code: str, message: str, number: int, file: str, suggestion: str = "") -> Fault:
    """A fault at a line of a table."""
    return Fault(
        code=code, message=message, file=file, pointer=f"line {number}", suggestion=suggestion
    )
