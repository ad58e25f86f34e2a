"""Which fields are personal data, and how they are masked.

Classes follow UU 27/2022 Pasal 4 as reported by secondary sources: *general* (name, sex …) and
*specific* (health, crime, children, personal finance …). A field says its class where it is
declared; free text is masked by pattern, because leaks sit there.
"""

import re
import unicodedata
from enum import Enum
from typing import Any, Final

import attrs

MASK: Final = "***"
_KEY: Final = "pmi_core.privacy"
_DIGIT_RUN: Final = re.compile(r"\+?\d(?:[ .\-]?\d){8,}")
_EMAIL: Final = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+")


class FieldClass(Enum):
    """How sensitive a field is."""

    PUBLIC = "publik"
    FREE_TEXT = "teks_bebas"
    GENERAL = "umum"
    SPECIFIC = "spesifik"


def personal(kind: FieldClass = FieldClass.GENERAL, *, default: Any = attrs.NOTHING) -> Any:
    """Declare an attrs field as personal: its value never shows in a repr.

    >>> @attrs.frozen(kw_only=True)
    ... class Complainant:
    ...     name: str = personal()
    >>> Complainant(name="Contoh")
    Complainant(name=***)
    """
    return attrs.field(default=default, metadata={_KEY: kind}, repr=_masked)


def free_text(*, default: Any = attrs.NOTHING) -> Any:
    """Declare an attrs field whose text is typed by people: numbers and addresses are masked."""
    return attrs.field(default=default, metadata={_KEY: FieldClass.FREE_TEXT}, repr=_text_repr)


def class_of(field: "attrs.Attribute[Any]") -> FieldClass:
    """The class of an attrs field; a field that says nothing is public."""
    kind: FieldClass = field.metadata.get(_KEY, FieldClass.PUBLIC)
    return kind


def mask_text(text: str) -> str:
    """Free text without the numbers and addresses that identify people.

    Runs of nine or more digits (NIK, passport, telephone), also full-width or broken by blanks,
    dots and hyphens, and e-mail addresses are replaced. Dates and amounts are left alone.

    >>> mask_text("NIK 3171-0117-0845-0001, tel. +62 812 3456 7890, tanggal 2023-08-07")
    'NIK ***, tel. ***, tanggal 2023-08-07'
    """
    folded = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    masked = _EMAIL.sub(MASK, _DIGIT_RUN.sub(MASK, folded))
    return text if masked == folded else masked


def _masked(_: object) -> str:
    return MASK


def _text_repr(value: object) -> str:
    return repr(mask_text(value)) if isinstance(value, str) else repr(value)
