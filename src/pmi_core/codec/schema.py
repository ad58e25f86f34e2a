"""JSON Schema (draft 2020-12) of any type the codec can structure."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Final, NewType, Union, cast, get_args, get_origin

import attrs

from pmi_core.codec.document import Kind
from pmi_core.codec.parse import LONGEST_TEXT
from pmi_core.codec.structure import FRACTION, is_text_type
from pmi_core.privacy import FieldClass, class_of

_LEAVES: Final[dict[object, dict[str, Any]]] = {
    str: {"type": "string", "maxLength": LONGEST_TEXT},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Fraction: {"type": ["string", "integer"], "pattern": f"^{FRACTION}$"},
}


def json_schema(kind: Kind[Any]) -> dict[str, Any]:
    """The schema of a stored document; every record becomes one definition."""
    definitions: dict[str, Any] = {}
    top = _record(kind.shape, definitions)
    top["properties"] = {"schema": {"const": kind.schema}, **top["properties"]}
    top["required"] = ["schema", *top["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{kind.schema.replace('/', ':')}",
        **top,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def _schema_of(shape: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(shape, NewType):
        return _schema_of(shape.__supertype__, definitions)
    if shape in _LEAVES:
        return dict(_LEAVES[shape])
    if is_text_type(shape):
        return {"type": "string", "title": shape.__name__}
    if isinstance(shape, type) and issubclass(shape, Enum):
        return {"enum": [member.value for member in shape]}
    if isinstance(shape, type) and attrs.has(shape):
        return _reference(shape, definitions)
    return _composed(get_origin(shape), get_args(shape), definitions)


def _composed(origin: Any, parts: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    if origin in (Union, UnionType):
        members = [_schema_of(part, definitions) for part in parts if part is not NoneType]
        nothing: list[dict[str, Any]] = [{"type": "null"}] if NoneType in parts else []
        return {"oneOf": [*members, *nothing]}
    items = _schema_of(parts[-1] if origin in (dict, Mapping) else parts[0], definitions)
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": items}
    return {"type": "array", "items": items} | (
        {"uniqueItems": True} if origin is frozenset else {}
    )


def _reference(shape: type, definitions: dict[str, Any]) -> dict[str, Any]:
    name = shape.__name__
    if name not in definitions:
        definitions[name] = {}  # a record that holds itself finds its own name
        definitions[name] = _record(shape, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _record(shape: type, definitions: dict[str, Any]) -> dict[str, Any]:
    attrs.resolve_types(cast("Any", shape))
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(cast("Any", shape))
    properties: dict[str, Any] = {}
    for field in fields:
        properties[field.name] = _schema_of(field.type, definitions)
        if class_of(field) is not FieldClass.PUBLIC:
            properties[field.name]["x-pmi-privacy"] = class_of(field).value
    return {
        "type": "object",
        "title": shape.__name__,
        "description": (shape.__doc__ or "").strip().split("\n")[0],
        "properties": properties,
        "required": [field.name for field in fields if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }
