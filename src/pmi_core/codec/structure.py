"""Plain values to attrs types and back: strict, and all faults at once.

cattrs does the walking. Its own leaf hooks are lax (5 becomes "5", 1.9 becomes 1), so every leaf
and container here has a hook that refuses what it does not expect. A class with a `parse`
classmethod is text in files; nothing is registered anywhere else.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from types import GenericAlias, NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin

import attrs
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
)
from cattrs.cols import (
    homogenous_tuple_structure_factory,
    mapping_structure_factory,  # pyright: ignore[reportUnknownVariableType] - untyped default
)
from cattrs.gen import make_dict_structure_fn

from pmi_core.codec.parse import join
from pmi_core.errors import Fault, FaultyInput, did_you_mean
from pmi_core.privacy import quoted

T = TypeVar("T")
_FEW: Final = 12  # names that a message lists
_ABSENT: Final = "pmi_core.absent"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})", re.ASCII
)
# Wider than integers: a mean of many shares has the product of their denominators below the line.
FRACTION: Final = r"-?\d{1,100}(/[1-9]\d{0,99})?"
_FRACTION: Final = re.compile(FRACTION, re.ASCII)


def optional(
    *,
    absent: Literal["unknown", "none"] = "unknown",
    validator: Callable[..., object] | None = None,
) -> Any:
    """Declare an attrs field that may be missing, and what its absence means.

    `unknown` (nobody told us) makes a rule that reads it undetermined; `none` (there was none)
    is a fact a rule may ask for with `is None`.

    Args:
        absent: What the absence means.
        validator: An attrs validator, asked of what is there.
    """
    asked = None if validator is None else attrs.validators.optional(validator)
    return attrs.field(default=None, metadata={_ABSENT: absent}, validator=asked)


def absence(field: "attrs.Attribute[Any]") -> Literal["unknown", "none"]:
    """What the absence of an optional field means; see `optional`."""
    meaning: Literal["unknown", "none"] = field.metadata.get(_ABSENT, "unknown")
    return meaning


def structure(value: object, shape: type[T], *, file: str = "") -> T:
    """Build an attrs type (or tuple, mapping, enum …) out of plain values.

    Raises:
        FaultyInput: With every fault: unknown and missing keys, wrong types, unknown words.

    >>> structure("2023-08-07", date)
    datetime.date(2023, 8, 7)
    """
    try:
        return _converter().structure(value, shape)
    except (BaseValidationError, _Refusal, ForbiddenExtraKeysError) as problem:
        raise FaultyInput(_faults(problem, "", file)) from None


def unstructure(value: object) -> Any:
    """Plain values for JSON: what may be absent and is, is left out; sets are sorted.

    >>> unstructure((Fraction(3, 4), date(2023, 8, 7)))
    ['3/4', '2023-08-07']
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Fraction) or is_text_type(type(value)):
        return str(value)
    if attrs.has(type(value)):
        return _members(value)
    return _items(value)


def is_text_type(shape: object) -> bool:
    """Whether a class is written as text in files: it has `parse`, and `str()` inverts it."""
    return isinstance(shape, type) and not attrs_plain(shape) and hasattr(shape, "parse")


def leaf_reader(shape: Any) -> Callable[[Any], Any] | None:
    """How one value becomes a day, an instant, a fraction or a class with `parse`, if it is one.

    What it reads raises a `ValueError` where it does not fit.
    """
    hook = _parsed if is_text_type(shape) else _LEAVES.get(shape)
    return None if hook is None else lambda value: hook(value, shape)


def attrs_plain(shape: object) -> bool:
    """Whether a class is an attrs record that files write as an object."""
    return isinstance(shape, type) and attrs.has(shape) and not hasattr(shape, "parse")


def _members(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in attrs.fields(cast("Any", type(value))):
        member = getattr(value, field.name)
        # A field that must be given is given, if only as null.
        if member is not None or field.default is attrs.NOTHING:
            found[field.name] = unstructure(member)
    return found


def _items(value: object) -> Any:
    if isinstance(value, Mapping):
        members = cast("Mapping[str, object]", value)
        return {unstructure(key): unstructure(item) for key, item in members.items()}
    if isinstance(value, frozenset):
        items: list[Any] = [unstructure(item) for item in cast("frozenset[object]", value)]
        return sorted(items, key=_order)
    if isinstance(value, (tuple, list)):
        return [unstructure(item) for item in cast("tuple[object, ...]", value)]
    raise TypeError(f"{type(value).__name__} has no stored form")


def _order(plain: Any) -> Any:
    return json.dumps(plain, sort_keys=True) if isinstance(plain, (dict, list)) else plain


class _Refusal(ValueError):
    """One leaf that does not fit; becomes a `Fault` once its place is known."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for shape, hook in _LEAVES.items():
        converter.register_structure_hook(shape, hook)
    for predicate, plain, what, build in _CONTAINERS:
        converter.register_structure_hook_factory(predicate, _guarded(plain, what, build))
    converter.register_structure_hook_factory(_is_record_union, _one_of)
    converter.register_structure_hook_func(_is_enum, _word)
    converter.register_structure_hook_func(is_text_type, _parsed)
    return converter


_Hook = Callable[[Any, Any], Any]


def _guarded(
    plain: type, what: str, build: Callable[[Any, Converter], _Hook]
) -> Callable[[Any, Converter], _Hook]:
    def factory(shape: Any, converter: Converter) -> _Hook:
        inner = cache(lambda: build(shape, converter))  # built late: records may hold themselves

        def hook(value: Any, _: Any) -> Any:
            if type(value) is not plain:
                raise _Refusal("type", f"expected {what}, found {_kind(value)}")
            return inner()(value, shape)

        return hook

    return factory


def _record(shape: Any, converter: Converter) -> _Hook:
    return make_dict_structure_fn(shape, converter, _cattrs_forbid_extra_keys=True)


def _tuple(shape: Any, converter: Converter) -> _Hook:
    return homogenous_tuple_structure_factory(shape, converter)


def _set(shape: Any, converter: Converter) -> _Hook:
    as_tuple = _tuple(GenericAlias(tuple, (get_args(shape)[0], ...)), converter)

    def hook(value: Any, _: Any) -> Any:
        items = as_tuple(value, _)
        if len(set(items)) != len(items):
            raise _Refusal("duplicate", "the same item is listed twice")
        return frozenset(items)

    return hook


def _mapping(shape: Any, converter: Converter) -> _Hook:
    return cast("_Hook", mapping_structure_factory(shape, converter, dict))


def _one_of(shape: Any, converter: Converter) -> _Hook:
    members = [member for member in get_args(shape) if member is not NoneType]
    nullable = NoneType in get_args(shape)
    needs = {member: _required(member) for member in members}

    def hook(value: Any, _: Any) -> Any:
        if value is None and nullable:
            return None
        keys = set(cast("dict[str, object]", value)) if isinstance(value, dict) else set[str]()
        fitting = [member for member in members if needs[member] <= keys]
        if not isinstance(value, dict) or len(fitting) != 1:
            wanted = " or ".join("{" + ", ".join(sorted(needs[m])) + "}" for m in members)
            raise _Refusal("shape", f"expected exactly one of {wanted}")
        return converter.structure(cast("object", value), fitting[0])

    return hook


def _required(record: Any) -> set[str]:
    return {field.name for field in attrs.fields(record) if field.default is attrs.NOTHING}


def _is_enum(shape: object) -> bool:
    return isinstance(shape, type) and issubclass(shape, Enum)


def _is_record_union(shape: object) -> bool:
    members = [member for member in get_args(shape) if member is not NoneType]
    is_union = get_origin(shape) in (Union, UnionType)
    return is_union and len(members) > 1 and all(attrs_plain(member) for member in members)


def _has_origin(*origins: object) -> Callable[[object], bool]:
    return lambda shape: get_origin(shape) in origins


_CONTAINERS: Final[
    tuple[tuple[Callable[[object], bool], type, str, Callable[[Any, Converter], _Hook]], ...]
] = (
    (attrs_plain, dict, "an object", _record),
    (_has_origin(tuple), list, "a list", _tuple),
    (_has_origin(frozenset), list, "a list", _set),
    (_has_origin(dict, Mapping), dict, "an object", _mapping),
)


def _kind(value: object) -> str:
    for shape, name in _KINDS:
        if isinstance(value, shape):
            return name
    return type(value).__name__


def _exactly(plain: type, what: str) -> _Hook:
    def hook(value: Any, _: Any) -> Any:
        if type(value) is not plain:
            raise _Refusal("type", f"expected {what}, found {_kind(value)}")
        return value

    return hook


def _day(value: Any, _: Any) -> date:
    if type(value) is date:
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        return _possible(date.fromisoformat, value)
    raise _Refusal("date", "expected a day written YYYY-MM-DD")


def _instant(value: Any, _: Any) -> datetime:
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        value = _possible(datetime.fromisoformat, value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    raise _Refusal("instant", "expected YYYY-MM-DDThh:mm:ss with an offset such as +07:00")


def _possible(read: Callable[[str], T], text: str) -> T:
    try:
        return read(text)
    except ValueError:
        raise _Refusal("date", "no such day or hour in the calendar") from None


def _fraction(value: Any, _: Any) -> Fraction:
    if type(value) is int or (isinstance(value, str) and _FRACTION.fullmatch(value)):
        return Fraction(value)
    raise _Refusal("fraction", 'expected a whole number or an exact fraction such as "3/4"')


def _word(value: Any, shape: Any) -> Enum:
    words: dict[str, Enum] = {member.value: member for member in shape}
    if not isinstance(value, str):
        raise _Refusal("type", f"expected one of {', '.join(words)}, found {_kind(value)}")
    if value not in words:
        raise _Refusal("unknown-word", f"not a word of {shape.__name__}{_meant(value, words)}")
    return words[value]


def _meant(name: str, known: Collection[str]) -> str:
    """The nearest of the names that may stand there, and all of them where they are few."""
    near = did_you_mean(name, known)
    return near if len(known) > _FEW else f"{near}; known are {', '.join(known)}"


def _parsed(value: Any, shape: Any) -> Any:
    if type(value) is not str:
        raise _Refusal("type", f"expected text, found {_kind(value)}")
    try:
        return shape.parse(value)
    except ValueError as problem:
        raise _Refusal("text-form", str(problem)) from None


_KINDS: Final[tuple[tuple[type, str], ...]] = (
    (dict, "an object"),
    (list, "a list"),
    (str, "text"),
    (bool, "true or false"),
    (int, "a number"),
    (Decimal, "a number"),
    (NoneType, "null"),
    (date, "a date"),
)
_LEAVES: Final[dict[type, _Hook]] = {
    str: _exactly(str, "text"),
    int: _exactly(int, "a whole number"),
    bool: _exactly(bool, "true or false"),
    date: _day,
    datetime: _instant,
    Fraction: _fraction,
}


def _faults(problem: Exception, pointer: str, file: str) -> Iterator[Fault]:
    match problem:
        case ClassValidationError() | IterableValidationError():
            placed, unplaced = problem.group_exceptions()
            for inner, note in placed:
                step = note.name if isinstance(note, AttributeValidationNote) else note.index
                yield from _faults(inner, join(pointer, step), file)
            for inner in unplaced:
                yield from _faults(inner, pointer, file)
        case ForbiddenExtraKeysError():
            known = [field.name for field in attrs.fields(problem.cl)]
            for key in sorted(problem.extra_fields):
                message = f"unknown key {quoted(key)}{_meant(key, known)}"
                yield Fault(code="unknown-key", message=message, file=file, pointer=pointer)
        case KeyError():
            message = "this field is required"
            yield Fault(code="missing", message=message, file=file, pointer=pointer)
        case _Refusal():
            yield Fault(code=problem.code, message=problem.message, file=file, pointer=pointer)
        case _:  # a record's own validator
            yield Fault(code="value", message=str(problem), file=file, pointer=pointer)
