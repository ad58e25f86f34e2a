"""Personal data taken out of a value before anything outside the core sees it."""

from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeVar, cast

import attrs

from pmi_core.privacy import MASK, FieldClass, class_of, mask_text

T = TypeVar("T")


def redact(value: T) -> T:
    """The same value with personal fields masked and free text without identifying numbers.

    Personal text becomes `***`; other personal values are dropped to the field's default.
    Mappings come out read-only. Records that hold nothing personal are returned as they are.

    Raises:
        TypeError: A personal field is neither text nor optional; that is a bug in its record.

    >>> from pmi_core.reporting import Recommendation
    >>> redact(Recommendation(text="Hubungi 0812 3456 7890")).text
    'Hubungi ***'
    """
    return cast("T", _walk(value, _same))


def _same(text: str) -> str:
    return text


def _walk(value: Any, on_text: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return on_text(value)
    if isinstance(value, Enum):
        return value
    if isinstance(value, Mapping):
        return _mapping(cast("Mapping[object, object]", value), on_text)
    if isinstance(value, (tuple, frozenset)):
        return _collection(cast("tuple[object, ...]", value), on_text)
    return _record(value, on_text) if attrs.has(_type(value)) else value


def _type(value: object) -> type[Any]:
    return type(value)


def _mapping(members: Mapping[object, object], on_text: Callable[[str], str]) -> object:
    return MappingProxyType({key: _walk(item, on_text) for key, item in members.items()})


def _collection(items: tuple[object, ...], on_text: Callable[[str], str]) -> object:
    walked = [_walk(item, on_text) for item in items]
    unchanged = all(new is old for new, old in zip(walked, items, strict=True))
    return items if unchanged else type(items)(walked)


def _record(record: object, on_text: Callable[[str], str]) -> object:
    changes: dict[str, Any] = {}
    for field in attrs.fields(_type(record)):
        old = getattr(record, field.name)
        new = _field(field, old, on_text)
        if new is not old:
            changes[field.alias] = new
    return attrs.evolve(cast("Any", record), **changes) if changes else record


def _field(field: "attrs.Attribute[Any]", value: Any, on_text: Callable[[str], str]) -> Any:
    kind = class_of(field)
    if kind is FieldClass.PUBLIC:
        return _walk(value, on_text)
    return _walk(value, mask_text) if kind is FieldClass.FREE_TEXT else _hidden(field, value)


def _hidden(field: "attrs.Attribute[Any]", value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, str):
        return MASK
    if field.default is attrs.NOTHING:
        raise TypeError(f"the personal field {field.name} can be neither masked nor dropped")
    return field.default
