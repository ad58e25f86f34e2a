"""Stored documents: a `schema` line, an upgrade per version, canonical bytes."""

import json
import re
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any, Final, Generic, TypeVar, cast

import attrs

from pmi_core.codec.lines import LINE_END
from pmi_core.codec.parse import LARGEST, checked, parse_json, parse_toml
from pmi_core.codec.quick import read_quickly, read_row_quickly
from pmi_core.codec.structure import structure, unstructure
from pmi_core.errors import Fault, FaultyInput, did_you_mean

T = TypeVar("T")
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
_SCHEMA: Final = re.compile(r"pmi-core/([a-z][a-z0-9-]*)/([1-9]\d{0,3})", re.ASCII)


@attrs.frozen(kw_only=True)
class Kind(Generic[T]):
    """A kind of stored document: its name, its type, its version and how to lift older ones.

    Attributes:
        name: As in `pmi-core/<name>/<version>`.
        shape: The attrs type of the newest version.
        upgrades: One function per older version, oldest first: `upgrades[0]` lifts 1 to 2.
    """

    name: str
    shape: type[T]
    upgrades: tuple[Upgrade, ...] = ()

    @property
    def version(self) -> int:
        """The version this library writes."""
        return len(self.upgrades) + 1

    @property
    def schema(self) -> str:
        """The value of the document's `schema` field."""
        return f"pmi-core/{self.name}/{self.version}"


def load(data: bytes, shape: type[T], *, file: str = "") -> T:
    """Read bytes into a type; a name ending in `.toml` is TOML, all else JSON."""
    made = None if _is_toml(file) else read_quickly(data, shape)
    return structure(_parse(data, file), shape, file=file) if made is None else made


def load_shipped(file: str, shape: type[T]) -> T:
    """Read a file that ships in the library's `data` folder into a type."""
    data = resources.files("pmi_core").joinpath("data", file).read_bytes()
    return load(data, shape, file=file)


def load_document(data: bytes, kind: Kind[T], *, file: str = "") -> T:
    """Read a stored document of one kind, upgrading an older version.

    Raises:
        FaultyInput: With every fault, also when the document is of another kind or too new.
    """
    made = None if _is_toml(file) else read_quickly(data, kind.shape, schema=kind.schema)
    return _load_strictly(data, kind, file) if made is None else made


def load_row(data: bytes, kind: Kind[Any], *, file: str = "") -> Any:
    """What a stored document says, as a row: the fields and properties of its type, nothing else.

    A row costs two thirds of a record at most. It is for reading only: it equals nothing, and must
    not be changed or kept where a record is meant. A document that spells out what is absent, or
    leaves out what is written otherwise, is read as the record.

    Args:
        data: UTF-8 JSON.
        kind: The kind of document.
        file: The name that faults carry.

    Raises:
        FaultyInput: As `load_document`, for the same documents.
    """
    row = read_row_quickly(data, kind.shape, schema=kind.schema)
    return load_document(data, kind, file=file) if row is None else row


def _load_strictly(data: bytes, kind: Kind[T], file: str) -> T:
    value = _parse(data, file)
    version = _version(value, kind, file)
    members = {key: item for key, item in value.items() if key != "schema"}
    for upgrade in kind.upgrades[version - 1 :]:
        members = upgrade(members)
    return structure(members, kind.shape, file=file)


def dump_json(value: object) -> bytes:
    """Canonical JSON: fields in declared order, UTF-8, two blanks, one final line feed."""
    text = json.dumps(unstructure(value), ensure_ascii=False, indent=2, allow_nan=False)
    return (text + "\n").encode()


def dump_document(value: T, kind: Kind[T]) -> bytes:
    """A stored document: `schema` first, then the fields of `dump_json`.

    Raises:
        FaultyInput: With every fault for which `load_document` would refuse what is written.
    """
    return _of_readable_size(dump_json(_stored(value, kind)))


def dump_line(value: T, kind: Kind[T]) -> bytes:
    """A stored document as one line of JSON, with its line feed, for files of many (NDJSON).

    Raises:
        FaultyInput: With every fault for which `load_document` would refuse what is written.
    """
    text = json.dumps(
        _stored(value, kind), ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return _of_readable_size(text.encode()) + LINE_END


def _stored(value: T, kind: Kind[T]) -> dict[str, Any]:
    members = cast("Mapping[str, Any]", checked(unstructure(value)))
    structure(members, kind.shape)
    return {"schema": kind.schema, **members}


def _of_readable_size(data: bytes) -> bytes:
    if len(data) > LARGEST:
        message = f"it would be larger than {LARGEST} bytes"
        raise FaultyInput([Fault(code="syntax", message=message)])
    return data


def _parse(data: bytes, file: str) -> Any:
    return (parse_toml if _is_toml(file) else parse_json)(data, file=file)


def _is_toml(file: str) -> bool:
    return file.casefold().endswith(".toml")


def _version(value: object, kind: Kind[Any], file: str) -> int:
    stated = cast("dict[str, object]", value).get("schema") if isinstance(value, dict) else None
    match = _SCHEMA.fullmatch(stated) if isinstance(stated, str) else None
    if match is None or match[1] != kind.name:
        name = stated if isinstance(stated, str) else ""
        message = f"expected the schema {kind.schema!r}{did_you_mean(name, [kind.schema])}"
        raise FaultyInput([Fault(code="schema", message=message, file=file, pointer="/schema")])
    if int(match[2]) > kind.version:
        message = f"written by a newer pmi_core (version {match[2]}, known {kind.version})"
        hint = "update pmi_core"
        raise FaultyInput(
            [Fault(code="schema", message=message, file=file, pointer="/schema", suggestion=hint)]
        )
    return int(match[2])
