"""Lines: the quick lane reads what is written here, and nothing that the strict lane refuses."""

import io
import json
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.codec.parse import LONGEST_INTEGER, LONGEST_TEXT
from pmi_core.errors import FaultyInput


@attrs.frozen(kw_only=True)
class Note:
    """A record of plain values of every kind."""

    title: str
    day: date
    read: bool
    weight: int | None = None
    more: str | None = codec.optional()
    page: int


LINES = codec.Lines(Note, first=("page",))
BIGGEST = 10**LONGEST_INTEGER - 1
INTEGERS = st.integers(-BIGGEST, BIGGEST)
ANY = st.integers(-BIGGEST - 2, -BIGGEST + 2) | st.integers()
FORBIDDEN = "\x00\x08\x0b\x0c\x1f\x7f\x80\x9f\ufdd0\ufdef\ufffe\uffff"
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]) | st.sampled_from("\n\t\r"))
NOTES = st.builds(
    Note,
    title=TEXTS,
    day=st.dates(),
    read=st.booleans(),
    weight=st.none() | INTEGERS,
    more=st.none() | TEXTS,
    page=INTEGERS,
)
DAY = '"2024-02-29"'
PLAIN = f'{{"page":1,"title":"a","day":{DAY},"read":true}}'
# Lines, and whether each is a record.
SPELLINGS = {
    "as written": (PLAIN, True),
    "all fields": (f'{PLAIN[:-1]},"weight":2,"more":"b"}}', True),
    "blanks": (PLAIN.replace(":", ": "), True),
    "other order": (f'{{"title":"a","page":1,"day":{DAY},"read":true}}', True),
    "null where absent": (f'{PLAIN[:-1]},"more":null}}', True),
    "escaped letter": (PLAIN.replace('"a"', r'"\u0061"'), True),
    "escaped solidus": (PLAIN.replace('"a"', r'"\/"'), True),
    "rare letters": (PLAIN.replace('"a"', '"° \uf900"'), True),
    "carriage return after": (PLAIN + "\r", True),
    "negative zero": (PLAIN.replace("1", "-0", 1), True),
    "longest text": (PLAIN.replace('"a"', f'"{"a" * LONGEST_TEXT}"'), True),
    "biggest integer": (PLAIN.replace("1", str(BIGGEST), 1), True),
    "doubled key": (f'{PLAIN[:-1]},"page":1}}', False),
    "doubled key, other value": (f'{{"page":2,{PLAIN[1:]}', False),
    "doubled key, escaped": (f'{PLAIN[:-1]},"p\\u0061ge":1}}', False),
    "unknown key": (f'{PLAIN[:-1]},"colour":1}}', False),
    "missing key": (PLAIN.replace(',"read":true', ""), False),
    "null where required": (PLAIN.replace('"a"', "null"), False),
    "float": (PLAIN.replace("1", "1.0", 1), False),
    "exponent": (PLAIN.replace("1", "1e0", 1), False),
    "nan": (PLAIN.replace("1", "NaN", 1), False),
    "leading zero": (PLAIN.replace("1", "01", 1), False),
    "truth as number": (PLAIN.replace("1", "true", 1), False),
    "number as text": (PLAIN.replace("1", '"1"', 1), False),
    "number as truth": (PLAIN.replace("true", "1"), False),
    "integer too big": (PLAIN.replace("1", str(BIGGEST + 1), 1), False),
    "integer too small": (PLAIN.replace("1", str(-BIGGEST - 1), 1), False),
    "integer beyond 64 bits": (PLAIN.replace("1", str(2**70), 1), False),
    "absent integer too big": (f'{PLAIN[:-1]},"weight":{BIGGEST + 1}}}', False),
    "no such day": (PLAIN.replace("2024-02-29", "2023-02-29"), False),
    "day and hour": (PLAIN.replace("2024-02-29", "2024-02-29T00:00:00"), False),
    "short day": (PLAIN.replace("2024-02-29", "2024-2-29"), False),
    "lone surrogate": (PLAIN.replace('"a"', r'"\ud800"'), False),
    "text too long": (PLAIN.replace('"a"', f'"{"a" * (LONGEST_TEXT + 1)}"'), False),
    "byte order mark": ("\ufeff" + PLAIN, False),
    "empty": ("", False),
    "blank": (" ", False),
    "two records": (PLAIN + PLAIN, False),
    "torn": (PLAIN[:-1], False),
    "a list": (f"[{PLAIN}]", False),
    "deep": (PLAIN.replace('"a"', "[" * 100 + "]" * 100), False),
    "control characters": (PLAIN.replace('"a"', r'"\u0001"'), False),
    "raw control character": (PLAIN.replace('"a"', '"\x01"'), False),
    **{
        f"forbidden U+{ord(character):04X}": (
            PLAIN.replace('"a"', json.dumps(character, ensure_ascii=False)),
            False,
        )
        for character in FORBIDDEN
    },
}

TOKENS = [
    b'"',
    b"\\",
    b"\\u",
    b",",
    b":",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\r",
    b"null",
    b"true",
    b"0",
    b"-",
    b".",
    b"e1",
    b'"page":1,',
    b'"x":1,',
    b"\x7f",
    b"\xc2\x80",
    b"\xef\xbf\xbf",
    b"\xef\xbb\xbf",
    b"\\u0000",
]


def strictly(line: bytes) -> Note | None:
    try:
        return LINES.read_line(line)
    except FaultyInput:
        return None


def quickly(line: bytes) -> Note | None:
    rows = LINES.read(line + codec.LINE_END)
    if rows is None:
        return None
    (row,) = rows
    return Note(**{field.name: getattr(row, field.name) for field in attrs.fields(Note)})


def codec_refuses(note: Note) -> bool:
    try:
        codec.structure(codec.parse_json(json.dumps(codec.unstructure(note)).encode()), Note)
    except FaultyInput:
        return True
    return False


def lanes_agree(line: bytes) -> bool:
    """Whether the quick lane read nothing, or just what the strict lane reads."""
    quick = quickly(line)
    return quick is None or quick == strictly(line)


@pytest.mark.parametrize(("line", "sound"), SPELLINGS.values(), ids=list(SPELLINGS))
def test_a_line_is_a_record_or_is_refused_in_both_lanes(line: str, sound: bool) -> None:
    data = line.encode()
    assert (strictly(data) is not None) is sound
    assert lanes_agree(data)


def test_bytes_that_are_no_text_are_refused_in_both_lanes() -> None:
    data = PLAIN.encode().replace(b'"a"', b'"\xff"')
    assert quickly(data) is None
    with pytest.raises(FaultyInput, match=r"\[syntax\]"):
        LINES.read_line(data)


@given(st.lists(NOTES, max_size=5))
def test_what_is_written_is_read_again(notes: list[Note]) -> None:
    block = LINES.write(notes)
    assert [LINES.read_line(line.removesuffix(b"\n")) for line in io.BytesIO(block)] == notes


@given(
    st.lists(
        st.builds(
            Note, title=st.text('abc é—"\n'), day=st.dates(), read=st.booleans(), page=INTEGERS
        )
    )
)
def test_what_is_written_in_everyday_letters_is_read_quickly(notes: list[Note]) -> None:
    rows = LINES.read(LINES.write(notes))
    assert rows is not None
    assert [(row.title, row.day, row.page) for row in rows] == [
        (note.title, note.day, note.page) for note in notes
    ]


UNWRITABLE = {
    "lone surrogate": ({"title": "\ud800"}, ["/1/title text"]),
    "control character": ({"more": "\x0b"}, ["/1/more text"]),
    "text too long": ({"title": "a" * (LONGEST_TEXT + 1)}, ["/1/title text"]),
    "integer too big": ({"page": BIGGEST + 1}, ["/1/page range"]),
    "integer beyond 64 bits": ({"weight": 2**70}, ["/1/weight range"]),
    "null": ({"title": None}, ["/1/title type"]),
    "bytes for a text": ({"more": b"a"}, ["/1/more type"]),
    "what JSON has not": ({"more": object()}, ["/1/more type"]),
    "truth for a number": ({"page": True}, ["/1/page type"]),
    "number for a truth": ({"read": 1}, ["/1/read type"]),
    "day and hour": ({"day": datetime(2024, 2, 29, tzinfo=UTC)}, ["/1/day date"]),
    "two of them": ({"title": "\x00", "more": "\ufffe"}, ["/1/more text", "/1/title text"]),
}


@pytest.mark.parametrize(("spoilt", "told"), UNWRITABLE.values(), ids=list(UNWRITABLE))
def test_what_could_not_be_read_again_is_not_written(
    spoilt: dict[str, Any], told: list[str]
) -> None:
    sound = Note(title="° a", day=date(2024, 2, 29), read=True, page=1)
    with pytest.raises(FaultyInput) as caught:
        LINES.write([sound, attrs.evolve(sound, **spoilt), sound])
    assert [f"{fault.pointer} {fault.code}" for fault in caught.value.faults] == told


@given(st.lists(st.builds(Note, title=st.text(), day=st.dates(), read=st.booleans(), page=ANY)))
def test_what_is_written_is_read_again_or_refused(notes: list[Note]) -> None:
    try:
        block = LINES.write(notes)
    except FaultyInput:
        bad = [note for note in notes if codec_refuses(note)]
        assert bad
    else:
        assert [LINES.read_line(line.removesuffix(b"\n")) for line in block.splitlines(True)] == (
            notes
        )


@given(NOTES, st.data())
def test_a_line_changed_anywhere_is_never_read_as_what_it_is_not(
    note: Note, data: st.DataObject
) -> None:
    line = LINES.write([note]).removesuffix(b"\n")
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, min(len(line), start + 8)))
    middle = data.draw(st.binary(max_size=3) | st.sampled_from(TOKENS))
    changed = line[:start] + middle + line[end:]
    if codec.LINE_END not in changed:
        assert lanes_agree(changed)


@given(st.integers(LONGEST_TEXT - 60, LONGEST_TEXT + 2), st.integers(0, 3))
def test_a_text_too_long_is_not_read_quickly_wherever_it_stands(length: int, before: int) -> None:
    note = Note(title="here", day=date(2024, 1, 1), read=True, page=1)
    short = attrs.evolve(note, title="b")
    block = LINES.write([*[short] * before, note, short]).replace(b"here", b"a" * length)
    assert (LINES.read(block) is None) >= (length > LONGEST_TEXT)


def test_a_text_that_only_looks_like_a_forbidden_escape_is_written() -> None:
    note = Note(title="a backslash and u0085: \\u0085", day=date(2024, 1, 1), read=True, page=1)
    line = LINES.write([note])
    assert LINES.read(line) is None  # the quick lane leaves it
    assert LINES.read_line(line) == note
