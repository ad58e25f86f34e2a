"""Records as lines of JSON (NDJSON): a quick lane for lines as this library writes them.

msgspec reads a block of lines into a generated twin of an attrs type. It is quick, and it does not
see all that the strict lane sees. So a block is looked through first for the characters that
`parse_json` refuses. What was read is then written again, and only where that gives the same bytes
are the records used: such lines have no doubled or unknown key, no empty line between them, no
other spelling of a text, a number or a day, and their fields in order. Any other line goes through
`parse_json` and `structure`, which decide and tell every fault. The checks a type's own `__init__`
makes are left to the caller; where records are wanted rather than their rows, `load` has a quick
lane of its own (see `quick`), made of the same twins.
"""

from collections.abc import Iterable
from typing import Any, Final, Generic, TypeVar, cast

import attrs
import msgspec

from pmi_core.codec.parse import checked, join, may_be_forbidden, parse_json
from pmi_core.codec.structure import structure
from pmi_core.codec.twins import record_of
from pmi_core.errors import Fault, FaultyInput

T = TypeVar("T")
LINE_END: Final = b"\n"


class Lines(Generic[T]):
    """Reads and writes one type as lines.

    Args:
        shape: The attrs type of a record, of plain values only: texts, numbers, truths, days.
        first: Fields that stand first in a line; the rest follows as declared.
    """

    def __init__(self, shape: type[T], *, first: tuple[str, ...] = ()) -> None:
        self._shape = shape
        self._twin = _twin_of(shape, first)
        self._decoder = msgspec.json.Decoder(self._twin)
        self._encoder = msgspec.json.Encoder()

    def read(self, block: bytes) -> list[Any] | None:
        """The records of whole lines, as objects with the type's fields; the caller checks them.

        Nothing where any line may not be as `write` writes it; read each with `read_line` then.
        """
        if may_be_forbidden(block):
            return None
        try:
            rows: list[Any] = self._decoder.decode_lines(block)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        return rows if self._encoder.encode_lines(rows) == block else None

    def read_line(self, line: bytes, *, file: str = "") -> T:
        """One record, strictly.

        Raises:
            FaultyInput: With every fault of the line.
        """
        return structure(parse_json(line, file=file), self._shape, file=file)

    def write(self, rows: Iterable[T]) -> bytes:
        """The lines of records; a field that has its default is left out.

        Raises:
            FaultyInput: With every fault for which `read_line` would refuse what is written; each
                points to the number of its record, from 0, and the field.
        """
        names = self._twin.__struct_fields__
        twins = [self._twin(*(getattr(row, name) for name in names)) for row in rows]
        try:
            block = self._encoder.encode_lines(twins)
        except (TypeError, ValueError, OverflowError):
            block = b""  # a lone surrogate, say: whatever JSON has no form for is refused below
        if self.read(block) != twins:
            self._check(twins)
        return block

    def _check(self, twins: Iterable[Any]) -> None:
        """Refuse what the strict lane would not read."""
        faults: list[Fault] = []
        defaults = {field.name: field.default for field in attrs.fields(cast("Any", self._shape))}
        for number, twin in enumerate(twins):
            members = {name: getattr(twin, name) for name in defaults}
            told = {name: it for name, it in members.items() if it is not defaults[name]}
            try:
                structure(checked(told), self._shape)
            except FaultyInput as problem:
                at = join("", number)
                faults += (attrs.evolve(f, pointer=at + f.pointer) for f in problem.faults)
        if faults:
            raise FaultyInput(faults)


def _twin_of(shape: type[Any], first: tuple[str, ...]) -> type[msgspec.Struct]:
    fields = {field.attribute.name: field for field in record_of(shape).fields}
    order = [*first, *(name for name in fields if name not in first)]
    defaults = {name: field.attribute.default for name, field in fields.items()}
    required = [name for name in order if defaults[name] is attrs.NOTHING]
    rest = [name for name in order if name not in required]
    return msgspec.defstruct(
        f"{shape.__name__}Line",
        [
            *((name, fields[name].part.twin) for name in required),
            *((name, fields[name].part.twin, defaults[name]) for name in rest),
        ],
        frozen=True,
        forbid_unknown_fields=True,
        omit_defaults=True,
        gc=False,
    )
