"""Bytes to plain values: strict JSON and TOML, with every bad text named by its place."""

import codecs
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NoReturn, cast

from pmi_core.errors import Fault, FaultyInput
from pmi_core.privacy import quoted

LARGEST: Final = 16 * 1024 * 1024
LARGEST_TOML: Final = 1024 * 1024  # people write it; tomllib is slow on large hostile texts
DEEPEST: Final = 64
LONGEST_TEXT: Final = 32_767
LONGEST_INTEGER: Final = 16

# Possessive, and an unclosed string runs to the end: linear on any text.
_TOKENS: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
# Dotted TOML keys nest without any bracket: one key of a hundred thousand parts is a deep table.
_PART: Final = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_DOTTED: Final = re.compile(rf"(?<![\w-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{DEEPEST}}}")
_LINE: Final = re.compile(r"line (\d+), column (\d+)", re.ASCII)
_CURLY: Final = frozenset("\u201c\u201d\u201e\u2018\u2019")
_MISWRITTEN: Final = ("Expected newline", "Invalid value")
_WRITTEN: Final = (
    'text stands in straight quotation marks, "…"; a day is written 2025-03-15, without them'
)
_PLACE: Final = re.compile(r"(.*) \(at (.*)\)", re.DOTALL)
_LONGEST_DECIMAL: Final = 40
_LONG_INTEGER: Final = f"an integer of more than {LONGEST_INTEGER} digits"
# C0 and C1 controls but tab, line feed and carriage return; surrogates; noncharacters.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# The same, and the escapes that may stand for them, in UTF-8 bytes of JSON.
_FORBIDDEN_BYTES: Final = re.compile(
    rb"\x7f|\xc2[\x80-\x9f]|\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])"
    rb"|\\(?:[bf]|u(?:00[0189]|007[fF]|[fF](?:[dD][dDeE]|[fF]{2}[eEfF])))"
)

# What those begin with; finding one byte is far quicker than matching.
_RARE: Final = (b"\x7f", b"\xc2", b"\xef", b"\\u", b"\\b", b"\\f")


def parse_json(data: bytes, *, file: str = "") -> Any:
    """JSON text as dicts, lists, text, integers and decimals.

    Args:
        data: UTF-8, at most 16 MiB, nested at most 64 deep.
        file: The name that faults carry.

    Raises:
        FaultyInput: One fault for a text that does not parse, else one for each bad value.

    >>> parse_json(b'{"nilai": 3}')
    {'nilai': 3}
    >>> parse_json(b'{"nilai": NaN}', file="a.json")
    Traceback (most recent call last):
    pmi_core.errors.FaultyInput: a.json: NaN is not a JSON value [syntax]
    """
    text = _decoded(data, file)
    _check_depth(text, file)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_int=_integer,
            parse_float=_decimal,
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as problem:
        place = f"line {problem.lineno}, column {problem.colno}"
        raise FaultyInput([_syntax(problem.msg, file, place)]) from None
    except _Refused as problem:
        raise FaultyInput([_syntax(str(problem), file)]) from None
    return checked(value, file)


def parse_toml(data: bytes, *, file: str = "") -> Any:
    """TOML text as plain values; limits and faults are those of `parse_json`, the size 1 MiB."""
    text = _decoded(data, file, LARGEST_TOML)
    _check_depth(text, file)
    if _DOTTED.search(text):
        raise FaultyInput([_too_deep(file)])
    try:
        value = tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as problem:
        message, place = _split_place(str(problem))
        raise FaultyInput([_syntax(message, file, place, _advice(message, place, text))]) from None
    except _Refused as problem:
        raise FaultyInput([_syntax(str(problem), file)]) from None
    except ValueError:  # the interpreter's own limit on the digits of an integer
        raise FaultyInput([_syntax(_LONG_INTEGER, file)]) from None
    except RecursionError:
        raise FaultyInput([_too_deep(file)]) from None
    return checked(value, file)


class _Refused(ValueError):
    """A value JSON's grammar or our limits do not allow."""


def _decoded(data: bytes, file: str, largest: int = LARGEST) -> str:
    if len(data) > largest:
        raise FaultyInput([_syntax(f"larger than {largest} bytes", file)])
    if data.startswith(codecs.BOM_UTF8):
        raise FaultyInput([_syntax("begins with a byte order mark; save as plain UTF-8", file)])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        message = f"not UTF-8 at byte {problem.start}"
        raise FaultyInput([_syntax(message, file, hint="save it as text, UTF-8")]) from None


def _check_depth(text: str, file: str) -> None:
    depth = 0
    for match in _TOKENS.finditer(text):
        mark = match.group()
        depth += 1 if mark in "[{" else -1 if mark in "]}" else 0
        if depth > DEEPEST:
            raise FaultyInput([_too_deep(file)])


def _split_place(message: str) -> tuple[str, str]:
    match = _PLACE.fullmatch(message)
    return (match[1], match[2]) if match else (message, "")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = next(name for name, times in counts.items() if times > 1)
        raise _Refused(f"the key {quoted(twice)} is given twice in one object")
    return members


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > LONGEST_INTEGER:
        raise _Refused(_LONG_INTEGER)
    return int(digits)


def _decimal(digits: str) -> Decimal:
    try:
        value = Decimal(digits)
    except InvalidOperation:
        raise _Refused("a number out of range") from None
    if not value.is_finite() or abs(value.adjusted()) > LONGEST_INTEGER:
        raise _Refused("a number out of range")
    if len(digits) > _LONGEST_DECIMAL:
        raise _Refused(f"a number of more than {_LONGEST_DECIMAL} characters")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise _Refused(f"{name} is not a JSON value")


def _syntax(message: str, file: str, place: str = "", hint: str = "") -> Fault:
    return Fault(code="syntax", message=message, file=file, pointer=place, suggestion=hint)


def _advice(message: str, place: str, text: str) -> str:
    """What to do about TOML that does not parse, for people who do not write it every day."""
    found = _LINE.fullmatch(place)
    if found is None:
        return ""
    line = text.split("\n")[int(found[1]) - 1]
    if line[int(found[2]) - 1 : int(found[2])] in _CURLY:
        return 'write straight quotation marks, "…"'
    if message.startswith("Invalid date"):
        return "there is no such day or hour in the calendar"
    return _WRITTEN if message.startswith(_MISWRITTEN) else ""


def _too_deep(file: str) -> Fault:
    return _syntax(f"nested more than {DEEPEST} deep", file)


def checked(value: Any, file: str = "") -> Any:
    """The plain value itself, if every text and integer in it may stand in a file.

    Raises:
        FaultyInput: With one fault for each that may not.
    """
    faults = list(_bad_values(value, "", file))
    if faults:
        raise FaultyInput(faults)
    return value


def _bad_values(value: object, pointer: str, file: str) -> Iterator[Fault]:
    if isinstance(value, str):
        if problem := _bad_text(value):
            yield Fault(code="text", message=problem, file=file, pointer=pointer)
    elif isinstance(value, int):
        if abs(value) >= 10**LONGEST_INTEGER:
            yield Fault(code="range", message="integer too large", file=file, pointer=pointer)
    elif isinstance(value, list):
        for index, item in enumerate(cast("list[object]", value)):
            yield from _bad_values(item, f"{pointer}/{index}", file)
    elif isinstance(value, dict):
        for key, item in cast("dict[str, object]", value).items():
            if problem := _bad_text(key):
                message = f"in a key: {problem}"
                yield Fault(code="text", message=message, file=file, pointer=pointer)
            yield from _bad_values(item, join(pointer, key), file)


def may_be_forbidden(data: bytes) -> bool:
    r"""Whether JSON may hold a character `parse_json` refuses; raw C0 controls are not looked for.

    >>> may_be_forbidden('"20 °C"'.encode()), may_be_forbidden('"\x85"'.encode())
    (False, True)
    """
    if b"\\" not in data and b"\x7f" not in data and data.isascii():
        return False
    return any(mark in data for mark in _RARE) and _FORBIDDEN_BYTES.search(data) is not None


def _bad_text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        return f"text longer than {LONGEST_TEXT} characters"
    if found := _FORBIDDEN.search(text):
        return f"the character U+{ord(found.group()):04X} is not allowed in text"
    return ""


def join(pointer: str, key: str | int) -> str:
    """A JSON pointer one step deeper (RFC 6901).

    >>> join("/a", "b/c")
    '/a/b~1c'
    """
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
