"""What a rule may look at: Python annotations read as the few types of the rule language."""

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Final, Literal, NewType, Union, cast, get_args, get_origin, get_type_hints

import attrs

from pmi_core import codec
from pmi_core.errors import did_you_mean
from pmi_core.privacy import FieldClass, class_of


class Sort(Enum):
    """The sorts of values an expression can have."""

    BOOL = "ya_tidak"
    NUMBER = "bilangan"
    TEXT = "teks"
    DAY = "hari"
    WORD = "kata_tertutup"
    VALUE = "nilai_bertipe"
    RECORD = "rekaman"
    MANY = "kumpulan"
    SET = "himpunan"
    OPAQUE = "tidak_terbaca"


SCALARS: Final = frozenset(
    {Sort.BOOL, Sort.NUMBER, Sort.TEXT, Sort.DAY, Sort.WORD, Sort.VALUE},
)


@attrs.frozen(kw_only=True)
class Shape:
    """The type of an expression.

    Attributes:
        sort: Which sort of value.
        of: The enum, record or text type, where the sort alone does not say it.
        item: What a collection holds.
    """

    sort: Sort
    of: type | None = None
    item: "Shape | None" = None

    def __str__(self) -> str:
        name = _NAMES[self.sort]
        if self.of is not None:
            return f"{name} {self.of.__name__}"
        return f"{name} of {self.item}" if self.item is not None else name


_NAMES: Final = {
    Sort.BOOL: "yes/no",
    Sort.NUMBER: "number",
    Sort.TEXT: "text",
    Sort.DAY: "day",
    Sort.WORD: "word of",
    Sort.VALUE: "value of",
    Sort.RECORD: "record",
    Sort.MANY: "collection",
    Sort.SET: "set",
    Sort.OPAQUE: "value no rule can read",
}

BOOL: Final = Shape(sort=Sort.BOOL)
NUMBER: Final = Shape(sort=Sort.NUMBER)
TEXT: Final = Shape(sort=Sort.TEXT)
DAY: Final = Shape(sort=Sort.DAY)
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_OPAQUE: Final = Shape(sort=Sort.OPAQUE)
_LEAVES: Final[Mapping[object, Shape]] = MappingProxyType(
    {bool: BOOL, int: NUMBER, Fraction: NUMBER, str: TEXT, date: DAY}
)


@attrs.frozen(kw_only=True)
class Member:
    """A field or derived property that a rule may read.

    Attributes:
        shape: Its type, without the possibility of being absent.
        nullable: Whether it may be absent.
        absence: What absence means; `none` only where an optional field declares it.
        privacy: The class of the field; a derived property is public.
    """

    shape: Shape
    nullable: bool
    absence: Literal["unknown", "none"] = "unknown"
    privacy: FieldClass = FieldClass.PUBLIC


def shape_of(annotation: object) -> tuple[Shape, bool]:
    """The shape of an annotation, and whether it may be absent.

    >>> str(shape_of(tuple[date, ...] | None)[0])
    'collection of day'
    """
    while isinstance(annotation, NewType):
        annotation = annotation.__supertype__
    if get_origin(annotation) not in (Union, UnionType):
        return _plain_shape(annotation), False
    members = [member for member in get_args(annotation) if member is not NoneType]
    shapes = {shape_of(member)[0] for member in members}
    nullable = len(members) < len(get_args(annotation))
    return (shapes.pop() if len(shapes) == 1 else _OPAQUE), nullable


def _plain_shape(annotation: object) -> Shape:
    if annotation in _LEAVES:
        return _LEAVES[annotation]
    if get_origin(annotation) in (tuple, frozenset):
        return _collection(annotation)
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return _named(cast("type[Any]", annotation))
    return _OPAQUE


def _collection(annotation: object) -> Shape:
    parts = get_args(annotation)
    is_set = get_origin(annotation) is frozenset
    if not is_set and parts[1:] != (Ellipsis,):
        return _OPAQUE
    item, nullable = shape_of(parts[0])
    if nullable or item.sort is Sort.OPAQUE:
        return _OPAQUE
    return Shape(sort=Sort.SET if is_set else Sort.MANY, item=item)


def _named(kind: type[Any]) -> Shape:
    if issubclass(kind, Enum):
        return Shape(sort=Sort.WORD, of=kind)
    if hasattr(kind, "parse"):  # how codec, too, knows a type that is text in files
        return Shape(sort=Sort.VALUE, of=kind)
    if attrs.has(kind):
        return Shape(sort=Sort.RECORD, of=kind)
    return _OPAQUE


@cache
def members_of(kind: type) -> Mapping[str, Member]:
    """The public attrs fields and annotated properties of a record or text type, by name."""
    found: dict[str, Member] = {}
    hints = get_type_hints(kind)
    for name, annotation in _properties(kind).items():
        shape, nullable = shape_of(annotation)
        found[name] = Member(shape=shape, nullable=nullable)
    for field in attrs.fields(cast("Any", kind)) if attrs.has(kind) else ():
        shape, nullable = shape_of(hints[field.name])
        absence = codec.absence(field) if nullable else "unknown"
        found[field.name] = Member(
            shape=shape, nullable=nullable, absence=absence, privacy=class_of(field)
        )
    return MappingProxyType({name: found[name] for name in found if not name.startswith("_")})


def _properties(kind: type) -> dict[str, object]:
    members = {name: getattr(kind, name, None) for name in dir(kind) if not name.startswith("_")}
    getters = {name: item.fget for name, item in members.items() if isinstance(item, property)}
    hints = {name: get_type_hints(getter) for name, getter in getters.items() if getter}
    return {name: hint["return"] for name, hint in hints.items() if "return" in hint}


class NoSuchConstant(ValueError):
    """A text that is no value of the type it is compared with."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


def constant_of(given: str, shape: Shape) -> object:
    """The day, word or typed value that a text constant stands for.

    Raises:
        NoSuchConstant: There is none, or the shape has no constants.

    >>> constant_of("2023-08-07", DAY)
    datetime.date(2023, 8, 7)
    """
    if shape.sort is Sort.WORD and shape.of is not None:
        return _word(given, shape.of)
    try:
        if shape.sort is Sort.VALUE:
            return cast("Any", shape.of).parse(given)
        if shape.sort is Sort.DAY and _ISO_DAY.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError as problem:
        raise NoSuchConstant("value", str(problem)) from None
    raise NoSuchConstant("type", f"{given!r} is a text, but a {shape} is needed here")


def _word(given: str, kind: type) -> object:
    words = {member.value: member for member in cast("type[Enum]", kind)}
    if given not in words:
        guess = did_you_mean(given, words) or f"; known are {', '.join(words)}"
        raise NoSuchConstant("unknown-word", f"{given!r} is not a word of {kind.__name__}{guess}")
    return words[given]
