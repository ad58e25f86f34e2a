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

__all__ = [
    "MASK",
    "FieldClass",
    "class_of",
    "free_text",
    "mask_text",
    "personal",
    "quoted",
]

MASK: Final = "***"
_KEY: Final = "pmi_core.privacy"
_LONGEST: Final = 120  # characters of a word that a message repeats
# What may stand between two digits of one number; a digest after a blank is not part of it.
_GAP: Final = r"(?:(?:[ ]?-[ ]?|[ .])(?![0-9a-fA-F]{32}))?"
# Read left to right, the first that fits wins: what is kept comes before what is masked.
_SENSITIVE: Final = re.compile(
    rf"""
    (?P<keep>
        (?<![0-9A-Za-z])(?=\d*[a-fA-F])[0-9a-fA-F]{{32,128}}(?![0-9A-Za-z])        # a digest
      | (?<!\w)(?i:rp|idr)\.?[ ]{{0,2}}\d(?:[.,]?\d){{0,14}}(?![.,]?\d)           # Rp1250000
      | (?<![\d+.-])[1-9]\d{{0,2}}(?:\.\d{{3}}){{1,4}}(?:,\d{{1,2}})?(?![.-]?\d)   # 1.250.000
      | (?<![\d+.-])(?:19|20)\d\d-[01]\d-[0-3]\d(?![.-]?\d)                      # 2023-08-07
      | (?<![\d+.-])[0-3]?\d[-.][01]?\d[-.](?:19|20)\d\d(?![.-]?\d)              # 7-8-2023
      | (?<![\d+.-])(?:(?:19|20)\d\d[ ])?                                       # 2023
        [0-2]\d\.[0-5]\d[ ]?-[ ]?[0-2]\d\.[0-5]\d(?![.-]?\d)                    # 08.00-10.00
    )
  | [^\s@<>()]{{1,64}}@[^\s@<>()]{{1,190}}\.[^\s@<>()]{{1,63}}                    # an address
  | \(\+?\d{{2,4}}\)[ .-]?\d(?:{_GAP}\d){{5,}}                                  # (021) 555 0001
  | \+?\d(?:{_GAP}\d){{8,}}                                                     # NIK, telephone
  | (?<![A-Za-z0-9])[A-Z]{{1,2}}[ .-]?\d{{6,7}}(?![A-Za-z0-9])                    # a passport
    """,
    re.VERBOSE,
)


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

    Runs of nine or more digits (NIK, telephone), passport numbers, also full-width or broken by
    blanks, dots and hyphens, and e-mail addresses are replaced. Days, amounts of rupiah and
    content hashes are left alone. Names in free text cannot be found this way.

    >>> mask_text("NIK 3171-0117-0845-0001, tel. +62 812 3456 7890, tanggal 2023-08-07")
    'NIK ***, tel. ***, tanggal 2023-08-07'
    """
    folded = text if text.isascii() else _folded(text)
    masked = _SENSITIVE.sub(lambda match: match["keep"] or MASK, folded)
    return text if masked == folded else masked


def quoted(word: str) -> str:
    """A word that somebody wrote where another belongs, as a message may repeat it.

    >>> quoted("NIK 3171011708450001"), quoted("x" * 9_999)[-5:]
    ("'NIK ***'", "xxx…'")
    """
    masked = mask_text(word)
    return repr(masked if len(masked) <= _LONGEST else f"{masked[:_LONGEST]}…")


def _folded(text: str) -> str:
    """Compatibility forms and dashes as ASCII, invisible format characters gone."""
    plain = unicodedata.normalize("NFKC", text)
    kinds = ((character, unicodedata.category(character)) for character in plain)
    return "".join("-" if kind == "Pd" else char for char, kind in kinds if kind != "Cf")


def _masked(_: object) -> str:
    return MASK


def _text_repr(value: object) -> str:
    return repr(mask_text(value)) if isinstance(value, str) else repr(value)
