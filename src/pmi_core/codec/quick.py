"""The quick lane of JSON: msgspec reads a twin, and a generated function makes the records.

It takes what the strict lane takes and nothing else, or says nothing, and then the strict lane
decides and tells every fault. What msgspec does not see is found otherwise:

- Characters that no text may hold: the bytes are looked through for them.
- A key that is given twice, of which msgspec keeps the last: each key has its colon. The bytes
  hold a colon for every key, also a doubled one, and those in texts. So there are as many as keys
  that were kept only where no key was lost and no text has a colon. Where there are more, what was
  kept is written again and has to have as many colons as what was read. No text gains any by that,
  unless its colon was written as an escape; and then the strict lane decides.
- Validators and `__attrs_post_init__`: they are run here too, on the finished record.

attrs sets the fields of a frozen record four times slower than Python sets those of another
object. So a record is made as an object of a subclass that may be changed and has no fields of its
own, and is given its class once it is complete.

Where only what a document says is wanted, the twin itself will do once its fields hold what those
of the record would: a row.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any, Final, TypeVar, cast

import attrs
import msgspec

from pmi_core.codec.parse import LARGEST, may_be_forbidden
from pmi_core.codec.twins import (
    Field,
    Items,
    Leaf,
    Maybe,
    NoTwinError,
    Part,
    Record,
    is_ready,
    record_of,
)

T = TypeVar("T")
_LOOSE: Final[dict[str, Any]] = {
    "__slots__": (),
    "__init__": object.__init__,
    "__setattr__": object.__setattr__,
    "__delattr__": object.__delattr__,
}
_Make = Callable[[Any], tuple[Any, int]]
_Read = Callable[[bytes], Any]
_ENCODER: Final = msgspec.json.Encoder()


def read_quickly(data: bytes, shape: type[T], *, schema: str = "") -> T | None:
    """A record as the strict lane reads it from JSON, or nothing where that lane must decide.

    Args:
        data: UTF-8.
        shape: The type of the record.
        schema: What stands in the `schema` field of the document, if it is one.
    """
    read = _reader(cast("Any", shape), schema)
    return None if read is None else read(data)


def read_row_quickly(data: bytes, shape: type[Any], *, schema: str = "") -> Any | None:
    """A row of a document in which no optional field is spelt out as null, and no other is absent.

    That is how documents are written here. Other ones are left to `read_quickly`.
    """
    read = _row_reader(cast("Any", shape), schema)
    return None if read is None else read(data)


@cache
def _reader(shape: type[Any], schema: str) -> _Read | None:
    try:
        record = record_of(shape, schema=schema)
    except NoTwinError:
        return None
    make = _maker(record, members=1 if schema else 0)
    decode = msgspec.json.Decoder(record.twin).decode

    def read(data: bytes) -> Any:
        twin = decode(data)
        made, members = make(twin)
        return made if data.count(b":") == members or _is_all_kept(twin, data) else None

    return _or_nothing(read)


@cache
def _row_reader(shape: type[Any], schema: str) -> _Read | None:
    try:
        record = record_of(shape, schema=schema, rows=True)
    except NoTwinError:
        return None
    settle = _settler(record)
    decode = msgspec.json.Decoder(record.twin).decode

    def read(data: bytes) -> Any:
        row = decode(data)
        if not _is_all_kept(row, data):
            return None
        settle(row)
        return row

    return _or_nothing(read) if record.is_row else None


def _or_nothing(read: _Read) -> _Read:
    """Reads what is certain to be read soundly, and nothing else."""

    def certain(data: bytes) -> Any:
        if len(data) > LARGEST or may_be_forbidden(data):
            return None
        try:
            return read(data)
        except Exception:  # noqa: BLE001 - a record's own checks raise what they like
            return None

    return certain


def _is_all_kept(twin: Any, data: bytes) -> bool:
    """Whether a twin has all keys that were read: written again, it has as many colons.

    A colon that was an escape could stand in for a key that was lost.
    """
    again = bytearray(len(data))
    _ENCODER.encode_into(twin, again)
    return bytes(again) == data or (b"\\u003" not in data and again.count(b":") == data.count(b":"))


def _maker(record: Record, *, members: int) -> _Make:
    """One function for a type and all within it: a twin to its record and its count of keys."""
    writer = _Writer()
    writer.line(0, "def make(twin):")
    writer.line(1, f"unset, absent, members = UNSET, 0, {members + len(record.fields)}")
    writer.record(record, "twin", "made", 1)
    writer.line(1, "return made, members - absent")
    make: _Make = writer.function("make")
    return make


def _settler(record: Record) -> Callable[[Any], None]:
    """One function that makes a row of a twin, in place."""
    writer = _Writer()
    writer.line(0, "def settle(twin):")
    writer.line(1, "unset, absent, members = UNSET, 0, 0")
    writer.row(record, "twin", 1)
    settle: Callable[[Any], None] = writer.function("settle")
    return settle


class _Writer:
    """Lines of Python, and the objects their names stand for."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.names: dict[str, Any] = {"UNSET": msgspec.UNSET, "differ": _differ}
        self._count = 0

    def function(self, name: str) -> Any:
        """The function that was written."""
        exec("\n".join(self.lines), self.names)  # noqa: S102 - written from field names alone
        return self.names[name]

    def line(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def name(self, stands_for: Any = None) -> str:
        self._count += 1
        name = f"_{self._count}"
        if stands_for is not None:
            self.names[name] = stands_for
        return name

    def record(self, record: Record, source: str, target: str, depth: int) -> None:
        """Make a record of a twin; its keys are counted by whoever holds it."""
        loose = type(record.shape.__name__, (record.shape,), dict(_LOOSE))
        self.line(depth, f"{target} = {self.name(loose)}()")
        for field in record.fields:
            self.field(field, source, target, depth)
        self.line(depth, f"{target}.__class__ = {self.name(record.shape)}")
        self.checks(record, target, depth)
        if hasattr(record.shape, "__attrs_post_init__"):
            self.line(depth, f"{target}.__attrs_post_init__()")

    def row(self, record: Record, twin: str, depth: int) -> None:
        """Make a row of a twin in place."""
        for field in record.fields:
            self.settled(field.part, f"{twin}.{field.attribute.name}", depth)
        self.checks(record, twin, depth)

    def settled(self, part: Part, into: str, depth: int) -> None:
        """What is left to do in a row for a value that was read."""
        match part:
            case Record(is_row=True):
                self.row(part, into, depth)
            case Maybe(part=inner):
                self.under(f"if {into} is not None:", depth, partial(self.settled, inner, into))
            case Items(item=Record(is_row=True) as item):
                one = self.name()
                self.under(f"for {one} in {into}:", depth, partial(self.row, item, one))
            case _ if not is_ready(part):
                self.value(part, into, into, depth)
            case _:
                pass

    def under(self, head: str, depth: int, body: Callable[[int], None]) -> None:
        """A line and what is under it, or neither if that is nothing."""
        before = len(self.lines)
        self.line(depth, head)
        body(depth + 1)
        if len(self.lines) == before + 1:
            del self.lines[before:]

    def checks(self, record: Record, made: str, depth: int) -> None:
        """Run the validators of its fields."""
        for attribute in (field.attribute for field in record.fields):
            if attribute.validator is not None:
                check, told = self.name(attribute.validator), self.name(attribute)
                self.line(depth, f"{check}({made}, {told}, {made}.{attribute.name})")

    def field(self, field: Field, source: str, target: str, depth: int) -> None:
        attribute, into = field.attribute, f"{target}.{field.attribute.name}"
        if attribute.default is attrs.NOTHING and is_ready(field.part):
            self.line(depth, f"{into} = {source}.{attribute.name}")
            return
        value = self.name()
        self.line(depth, f"{value} = {source}.{attribute.name}")
        if attribute.default is attrs.NOTHING:
            self.value(field.part, value, into, depth)
            return
        self.line(depth, f"if {value} is unset:")
        self.line(depth + 1, "absent += 1")
        self.line(depth + 1, f"{into} = {self.default(attribute.default)}")
        self.line(depth, "else:")
        self.value(field.part, value, into, depth + 1)

    def default(self, default: Any) -> str:
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
            return f"{self.name(default.factory)}()"
        return "None" if default is None else self.name(default)

    def value(self, part: Part, value: str, into: str, depth: int) -> None:
        if is_ready(part):
            self.line(depth, f"{into} = {value}")
            return
        match part:
            case Leaf(read=read):
                self.line(depth, f"{into} = {self.name(read)}({value})")
            case Maybe(part=inner):
                self.line(depth, f"if {value} is None:")
                self.line(depth + 1, f"{into} = None")
                self.line(depth, "else:")
                self.value(inner, value, into, depth + 1)
            case Items():
                self.items(part, value, into, depth)
            case _:
                made = self.name()
                self.line(depth, f"members += {len(part.fields)}")
                self.record(part, value, made, depth)
                self.line(depth, f"{into} = {made}")

    def items(self, part: Items, value: str, into: str, depth: int) -> None:
        if is_ready(part.item):
            self.line(depth, f"{into} = {value}")
        else:
            found, item, made = self.name(), self.name(), self.name()
            self.line(depth, f"{found} = []")
            if isinstance(part.item, Record):
                self.line(depth, f"members += {len(part.item.fields)} * len({value})")
            self.line(depth, f"for {item} in {value}:")
            if isinstance(part.item, Record):
                self.record(part.item, item, made, depth + 1)
            else:
                self.value(part.item, item, made, depth + 1)
            self.line(depth + 1, f"{found}.append({made})")
            self.line(depth, f"{into} = {'' if part.is_set else 'tuple'}({found})")
        if part.is_set:
            self.line(depth, f"{into} = differ({into})")


def _differ(items: Any) -> frozenset[Any]:
    """A set of items that all differ."""
    found = frozenset(items)
    if len(found) != len(items):
        raise ValueError("the same item is listed twice")
    return found
