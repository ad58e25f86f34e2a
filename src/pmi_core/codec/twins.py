"""Twins: what a type looks like as msgspec can read it, where it can be read soundly.

A twin takes what the strict lane takes, but for duplicated keys and forbidden characters: each of
its types is as narrow as the strict lane's, or is text that goes through the strict lane's own
function afterwards. A type with a part that has no such twin has none, and stays in the strict
lane: a union of records, a mapping, a record that holds itself, a field with a converter or
another name, a class whose `__init__` does more than set its fields.
"""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from types import GenericAlias, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NewType,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs
import msgspec

from pmi_core.codec.parse import LONGEST_INTEGER, LONGEST_TEXT
from pmi_core.codec.structure import attrs_plain, is_text_type, leaf_reader

_BIGGEST: Final = 10**LONGEST_INTEGER - 1
_REMEMBERED: Final = 1024  # texts of each type, such as the periods of the calendar
INTEGER: Final[Any] = Annotated[int, msgspec.Meta(ge=-_BIGGEST, le=_BIGGEST)]
TEXT: Final[Any] = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
_PLAIN: Final[dict[Any, Any]] = {str: TEXT, int: INTEGER, bool: bool, date: date}
_WRITTEN: Final[dict[Any, Any]] = {datetime: TEXT, Fraction: TEXT | INTEGER}


class NoTwinError(TypeError):
    """A type, or a part of one, that only the strict lane reads."""


@attrs.frozen
class Leaf:
    """A single value: ready as msgspec reads it, or read further by the strict lane's function."""

    twin: Any
    read: Callable[[Any], Any] | None = None


@attrs.frozen
class Maybe:
    """A value, or null."""

    part: "Part"

    @property
    def twin(self) -> Any:
        """The type of the value, or none."""
        return self.part.twin | None


@attrs.frozen
class Items:
    """A list of values that becomes a tuple or, without any twice, a frozenset."""

    item: "Part"
    is_set: bool

    @property
    def twin(self) -> Any:
        """A tuple in any case: a set would swallow what is there twice."""
        return GenericAlias(tuple, (self.item.twin, ...))


@attrs.frozen
class Field:
    """A field of a record."""

    attribute: "attrs.Attribute[Any]"
    part: "Part"


@attrs.frozen
class Record:
    """An attrs record: its class, its fields, and the structure that stands for it.

    Attributes:
        is_row: Whether its twin can stand in for it.
    """

    shape: type
    fields: tuple[Field, ...]
    twin: Any
    is_row: bool


Part = Leaf | Maybe | Items | Record


def record_of(shape: type[Any], *, schema: str = "", rows: bool = False) -> Record:
    """What reading a record takes.

    Args:
        shape: An attrs type.
        schema: What stands in the `schema` field of the document, if it is one.
        rows: Whether twins are to stand in for records where they can.

    Raises:
        NoTwinError: Some part of it can be read in the strict lane only.
    """
    if not attrs_plain(shape):
        raise NoTwinError(shape)
    return _record(shape, _Way(rows=rows), schema)


def is_ready(part: Part) -> bool:
    """Whether nothing is left to do for a value once msgspec has read it."""
    match part:
        case Leaf(read=read):
            return read is None
        case Maybe(part=inner):
            return is_ready(inner)
        case Items(item=inner, is_set=is_set):
            return is_ready(inner) and not is_set
        case _:
            return False


@attrs.frozen(kw_only=True)
class _Way:
    """The records around a part, and whether it may be a row."""

    around: frozenset[type] = frozenset()
    rows: bool


def _part(hint: Any, way: _Way) -> Part:
    if isinstance(hint, NewType):
        return _part(hint.__supertype__, way)
    if isinstance(hint, type) and attrs_plain(hint):
        return _record(hint, way, "")
    return _leaf(hint) or _composed(get_origin(hint), get_args(hint), way)


def _leaf(hint: Any) -> Leaf | None:
    read = leaf_reader(hint)
    if is_text_type(hint) and read is not None:
        return Leaf(TEXT, lru_cache(_REMEMBERED)(read))
    if hint in _WRITTEN and read is not None:
        return Leaf(_WRITTEN[hint], read)
    if hint in _PLAIN:
        return Leaf(_PLAIN[hint])
    return Leaf(hint) if _is_words(hint) else None


def _is_words(hint: Any) -> bool:
    """Whether a class is an enum of texts that looks nothing up in a way of its own."""
    if not isinstance(hint, type) or not issubclass(hint, Enum):
        return False
    missing: Any = hint._missing_
    usual: Any = Enum._missing_
    return missing.__func__ is usual.__func__ and all(type(word.value) is str for word in hint)


def _composed(origin: Any, parts: tuple[Any, ...], way: _Way) -> Part:
    if origin in (Union, UnionType):
        members = [part for part in parts if part is not NoneType]
        if len(members) == 1:
            return Maybe(_part(members[0], way))
    elif origin is frozenset or (origin is tuple and parts[1:] == (...,)):
        is_set = origin is frozenset
        # What is in a set has to have a hash, which a row has not.
        return Items(_part(parts[0], attrs.evolve(way, rows=way.rows and not is_set)), is_set)
    raise NoTwinError(origin)


def _record(shape: type[Any], way: _Way, schema: str) -> Record:
    if shape in way.around or not _is_transparent(shape):
        raise NoTwinError(shape)
    hints = get_type_hints(shape)
    inside = _Way(around=way.around | {shape}, rows=way.rows and _is_mere(shape))
    fields = tuple(Field(one, _part(hints[one.name], inside)) for one in _fields(shape))
    return Record(shape, fields, _struct(shape, fields, schema, rows=inside.rows), inside.rows)


def _fields(shape: type[Any]) -> "tuple[attrs.Attribute[Any], ...]":
    return cast("tuple[attrs.Attribute[Any], ...]", attrs.fields(shape))


def _struct(
    shape: type, fields: tuple[Field, ...], schema: str, *, rows: bool
) -> type[msgspec.Struct]:
    """The twin of a record. Like the `repr` of a record, that of a twin tells of no one.

    Its absent fields are `UNSET`, so that it says which keys were there. In a row, they are what
    they are in the record, and only those that are nothing may be absent; written again, they are
    absent too.
    """
    members: list[Any] = [("schema", Literal[schema])] if schema else []
    for field in fields:
        name, twin, default = field.attribute.name, field.part.twin, field.attribute.default
        if default is attrs.NOTHING or (rows and default is not None):
            members.append((name, twin))
        elif rows:
            members.append((name, twin, None))
        else:
            members.append((name, twin | msgspec.UnsetType, msgspec.UNSET))
    above = [item for made in reversed(shape.__mro__) for item in vars(made).items()]
    own: dict[str, Any] = {name: item for name, item in above if isinstance(item, property)}
    return msgspec.defstruct(
        f"{shape.__name__}Row",
        members,
        kw_only=True,
        forbid_unknown_fields=True,
        omit_defaults=rows,
        gc=False,
        namespace={**own, "__repr__": _told},
    )


def _told(row: object) -> str:
    return f"<{type(row).__name__}>"


def _is_mere(shape: type[Any]) -> bool:
    """Whether a record is its fields and properties: it checks nothing and can do nothing."""
    own = [item for made in shape.__mro__[:-1] for item in vars(made).items()]
    return not any(
        name == "__attrs_post_init__" or (not name.startswith("__") and callable(item))
        for name, item in own
    )


def _is_transparent(shape: type[Any]) -> bool:
    """Whether making one means setting its fields, checking them, and `__attrs_post_init__`."""
    made = attrs.inspect(shape)
    if not made.added_init or _is_made_otherwise(shape):
        return False
    code = getattr(shape.__hash__, "__code__", None)
    remembers_hash = code is not None and "_attrs_cached_hash" in code.co_names
    return not remembers_hash and all(_is_simple(field) for field in _fields(shape))


def _is_made_otherwise(shape: Any) -> bool:
    new: Any = shape.__new__
    special = ("__attrs_pre_init__", "__attrs_init_subclass__")
    return (
        type(shape) is not type
        or new is not object.__new__
        or any(hasattr(shape, name) for name in special)
    )


def _is_simple(field: Any) -> bool:
    default: Any = field.default
    of_its_own = isinstance(default, attrs.Factory) and default.takes_self  # type: ignore[arg-type]
    return field.init and field.converter is None and field.alias == field.name and not of_its_own
