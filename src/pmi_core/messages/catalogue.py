"""The catalogue: every text people read, in Indonesian and English, by key."""

from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, cast

import attrs

from pmi_core import codec
from pmi_core.errors import NotFound


class Language(Enum):
    """The languages of messages and documents; Indonesian comes first."""

    ID = "id"
    EN = "en"


@attrs.frozen(kw_only=True)
class Text:
    """One text in both languages.

    >>> Text(id="Laporan", en="Report").in_(Language.EN)
    'Report'
    """

    id: str
    en: str

    def in_(self, language: Language) -> str:
        """The text in one language."""
        return self.id if language is Language.ID else self.en


@cache
def catalogue() -> Mapping[str, Text]:
    """All shipped texts by dotted key, read once from `data/messages/*.toml`."""
    found: dict[str, Text] = {}
    folder = resources.files("pmi_core").joinpath("data/messages")
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        _flatten("", codec.parse_toml(file.read_bytes(), file=file.name), found, file.name)
    return MappingProxyType(found)


def text(key: str) -> Text:
    """The text of a key.

    Raises:
        NotFound: A key no catalogue has; that is a bug of the caller.
    """
    known = catalogue()
    if key not in known:
        raise NotFound("message", key, known)
    return known[key]


def label(member: Enum) -> Text:
    """What people call a member of an enum; stored values never change, labels may.

    >>> label(Language.ID).en
    'Indonesian'
    """
    return text(f"label.{type(member).__name__}.{member.value}")


def _flatten(prefix: str, table: Mapping[str, Any], found: dict[str, Text], file: str) -> None:
    for name, item in table.items():
        key = f"{prefix}.{name}" if prefix else name
        if _is_table(item):
            _flatten(key, item, found, file)
        else:
            found[key] = codec.structure(item, Text, file=f"{file} {key}")


def _is_table(item: Any) -> bool:
    members = cast("dict[str, Any]", item) if isinstance(item, dict) else {}
    return bool(members) and all(isinstance(member, dict) for member in members.values())
