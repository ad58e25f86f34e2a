"""Any bytes give a value or a `FaultyInput`; nothing else, and never slowly."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.errors import FaultyInput
from tests.codec.shapes import KIND, Everything

Parser = Callable[..., Any]
PARSERS = pytest.mark.parametrize("parse", [codec.parse_json, codec.parse_toml])
DEPTHS = (65, 66, 500, 1_000, 5_000, 100_000)


def refusal(parse: Parser, data: bytes) -> FaultyInput:
    with pytest.raises(FaultyInput) as caught:
        parse(data, file="a")
    assert all(fault.file == "a" for fault in caught.value.faults)
    return caught.value


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Expecting value"),
        (b'{"a": 1, "a": 2}', "the key 'a' is given twice in one object"),
        (
            b'{"NIK 3171011708450001": 1, "NIK 3171011708450001": 2}',
            "the key 'NIK ***' is given twice in one object",
        ),
        (b"[NaN]", "NaN is not a JSON value"),
        (b"[Infinity]", "Infinity is not a JSON value"),
        (b"[-Infinity]", "-Infinity is not a JSON value"),
        (b"[1e400]", "a number out of range"),
        (b"[1e-400]", "a number out of range"),
        (b"[1e99999999999999999999]", "a number out of range"),
        (b"[0." + b"1" * 50 + b"]", "a number of more than 40 characters"),
        (b"[" + b"9" * 5_000 + b"]", "an integer of more than 16 digits"),
        (b"[1" + b"0" * 16 + b"]", "an integer of more than 16 digits"),
        (rb'["\ud800"]', "U+D800 is not allowed"),
        (rb'["\u0000"]', "U+0000 is not allowed"),
        (rb'["\u001b[31m"]', "U+001B is not allowed"),
        (rb'["\u0085"]', "U+0085 is not allowed"),
        (rb'["\ufffe"]', "U+FFFE is not allowed"),
        (rb'{"\u0007": 1}', "in a key: the character U+0007"),
        (b'["' + b"x" * 32_768 + b'"]', "longer than 32767"),
        (b"\xef\xbb\xbf{}", "begins with a byte order mark"),
        (b"\xff\xfe{\x00}\x00", "not UTF-8 at byte 0"),
        (b'["\xed\xa0\x80"]', "not UTF-8 at byte 2"),
        (b" " * (16 * 1024 * 1024 + 1), "larger than 16777216 bytes"),
        (b'{"a": 1,}', "Illegal trailing comma|Expecting property name"),
        (b"{'a': 1}", "Expecting property name"),
        (b"[1] [2]", "Extra data"),
        (b'["a\nb"]', "Invalid control character"),
        (b"\x00", "Expecting value"),
    ],
)
def test_bad_json_is_refused_with_its_reason(data: bytes, message: str) -> None:
    error = refusal(codec.parse_json, data)
    assert len(error.faults) == 1
    assert any(part in str(error) for part in message.split("|"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a = 1\na = 2", "Cannot overwrite a value"),
        (b"a = nan", "a number out of range"),
        (b"a = -inf", "a number out of range"),
        (b"a = 1e400", "a number out of range"),
        (b"a = 1e99999999999999999999", "a number out of range"),
        (b"a = " + b"9" * 5_000, "an integer of more than 16 digits"),
        (b"a = 99999999999999999", "integer too large"),
        (b"a = 0xffffffffffffffffffff", "integer too large"),
        (rb'a = "\u0007"', "U+0007 is not allowed"),
        (rb'a = "\ud800"', "not a Unicode scalar value"),
        (b"a = 2023-02-29", "Invalid date or datetime"),
        (b"\xef\xbb\xbfa = 1", "begins with a byte order mark"),
        (b"a = '\xff'", "not UTF-8"),
        (b"#" * (1024 * 1024 + 1), "larger than 1048576 bytes"),
        (b"a", "Expected '='"),
    ],
)
def test_bad_toml_is_refused_with_its_reason(data: bytes, message: str) -> None:
    error = refusal(codec.parse_toml, data)
    assert len(error.faults) == 1
    assert message in str(error)


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"a = 15 Maret 2025", "text stands in straight quotation marks"),
        (b"\na = Maret", "a day is written 2025-03-15"),
        (b"a = 2025-02-30", "there is no such day or hour"),
        ("a = “Maret”".encode(), "write straight quotation marks"),
        ("a = 1\r\nb = ‘Maret’".encode(), "write straight quotation marks"),
        ("“a” = 1".encode(), "write straight quotation marks"),
        (b"a = '\xff'", "save it as text, UTF-8"),
        ("a = 1".encode("utf-16"), "save it as text, UTF-8"),
        (b"\x00\xff\xd8", "save it as text, UTF-8"),
        (b"a = 1\na = 2", ""),
        (b"a", ""),
    ],
)
def test_what_people_write_instead_of_toml_says_what_to_do(data: bytes, hint: str) -> None:
    suggestion = refusal(codec.parse_toml, data).faults[0].suggestion
    assert hint in suggestion
    assert bool(hint) == bool(suggestion)
    assert "Maret" not in suggestion  # a value may be a secret


def test_a_syntax_fault_says_its_line_and_column() -> None:
    assert refusal(codec.parse_json, b'{\n "a" 1}').faults[0].pointer == "line 2, column 6"
    assert refusal(codec.parse_toml, b"a = 1\nb = ?").faults[0].pointer == "line 2, column 5"
    assert refusal(codec.parse_toml, b"a").faults[0].pointer == "end of document"


def test_every_bad_value_is_listed_with_its_pointer() -> None:
    data = rb'{"a": ["ok", "\u0001"], "b": {"\u0002": "\ufdd0"}, "c": 12345678901234567}'
    listed = refusal(codec.parse_json, data.replace(b"12345678901234567", b"1")).faults
    assert [fault.pointer for fault in listed] == ["/a/1", "/b", "/b/\x02"]


def test_the_limits_themselves_are_allowed() -> None:
    text = "x" * 32_767
    deep = b"[" * 64 + b"]" * 64
    assert codec.parse_json(json.dumps([text, 9_999_999_999_999_999]).encode())[0] == text
    assert codec.parse_json(b"[1.5, -0.25e3]") == [Decimal("1.5"), Decimal(-250)]
    assert codec.parse_json(deep)
    assert codec.parse_toml(b"a = " + deep[1:-1] + b"\n")
    assert codec.parse_json(b'["tab\\t, line\\n, return\\r"]')


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize(
    ("parse", "opening", "closing"),
    [
        (codec.parse_json, b"[", b"]"),
        (codec.parse_json, b'{"a":', b"}"),
        (codec.parse_json, b'["]", ', b"]"),
        (codec.parse_toml, b"[", b"]"),
        (codec.parse_toml, b"{a=", b"}"),
    ],
)
def test_deep_nesting_is_refused_before_it_is_parsed(
    parse: Parser, opening: bytes, closing: bytes, depth: int
) -> None:
    prefix = b"a = " if parse is codec.parse_toml else b""
    error = refusal(parse, prefix + opening * depth + b"1" + closing * depth)
    assert "nested more than 64 deep" in str(error)


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("part", [b"a", b'"a b"', b"'a'", b"a \t"])
@pytest.mark.parametrize("frame", [b"%s = 1", b"[%s]", b"[[%s]]", b"a = {%s = 1}"])
def test_dotted_keys_nest_too(frame: bytes, part: bytes, depth: int) -> None:
    assert "nested more than 64 deep" in str(
        refusal(codec.parse_toml, frame % b".".join([part] * depth))
    )


def test_brackets_hidden_from_the_counter_are_still_refused() -> None:
    hidden = b'# an odd " quote\na = ' + b"[" * 2_000 + b"]" * 2_000 + b' # "'
    assert "nested more than 64 deep" in str(refusal(codec.parse_toml, hidden))


@pytest.mark.parametrize("top", [b"null", b"5", b'"text"', b"[]", b"true", b"1.5", b"{}"])
def test_another_type_at_the_top_is_refused(top: bytes) -> None:
    with pytest.raises(FaultyInput):
        codec.load(top, Everything)
    with pytest.raises(FaultyInput):
        codec.load_document(top, KIND)


@pytest.mark.parametrize(
    "part",
    [b'"', b'\\"', b'"\\', b"[]", b"a.", b"'", b"{", b",", b'"a".', b"\\", b"a", b"=", b"\n"],
)
@PARSERS
def test_hostile_repetition_is_refused_or_read_in_time(parse: Parser, part: bytes) -> None:
    data = part * (500_000 // len(part))
    before = time.process_time_ns()
    with suppress(FaultyInput):
        parse(data)
    assert time.process_time_ns() - before < 3 * 10**9


JSONISH = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\x00\x1f\ufffe")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)
NAMES = st.sampled_from([field.name for field in Everything.__attrs_attrs__])


@PARSERS
@given(data=st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(data=b"a=1e9999999999999999999")
def test_arbitrary_bytes_are_a_value_or_faulty_input(parse: Parser, data: bytes) -> None:
    with suppress(FaultyInput):
        json.dumps(parse(data), default=str)


@given(JSONISH)
def test_the_strict_parser_agrees_with_the_standard_one(value: object) -> None:
    data = json.dumps(value).encode()
    try:
        read = codec.parse_json(data)
    except FaultyInput:
        return
    assert json.dumps(read, default=float) == json.dumps(json.loads(data), default=float)


@given(st.dictionaries(NAMES, JSONISH) | JSONISH)
def test_any_plain_value_is_a_record_or_faulty_input(value: Any) -> None:
    with suppress(FaultyInput):
        record = codec.structure(value, Everything)
        assert codec.structure(codec.unstructure(record), Everything) == record
