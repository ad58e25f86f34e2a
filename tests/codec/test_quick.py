"""The quick lane: it reads what the strict lane reads, or it leaves the decision to that lane."""

import json
import pickle
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum, IntEnum
from fractions import Fraction
from types import GenericAlias
from typing import Any, Literal, NewType, Self

import attrs
import msgspec
import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.codec.parse import LARGEST, LONGEST_INTEGER, LONGEST_TEXT
from pmi_core.codec.quick import read_quickly, read_row_quickly
from pmi_core.codec.twins import NoTwinError, record_of
from pmi_core.errors import FaultyInput
from pmi_core.planning import PLAN_KIND
from pmi_core.programme import BODY_KINDS, BodyId, ReportKind
from pmi_core.programme import KINDS as PROGRAMME_KINDS
from pmi_core.regulation import Period
from pmi_core.reporting import KINDS, REPORT_KIND, Report, ReportId
from pmi_core.testing import documents, reports
from tests.codec.shapes import Assumed, Cited, Colour, Place

StampId = NewType("StampId", str)
BIGGEST = 10**LONGEST_INTEGER - 1


def _positive(_: object, __: object, value: int) -> None:
    if value < 1:
        raise ValueError("must be at least 1")


@attrs.frozen(kw_only=True)
class Stamp:
    """A record inside others, with a check of a field and one of the whole."""

    id: StampId
    day: date | None = codec.optional()
    count: int = attrs.field(default=1, validator=_positive)

    def __attrs_post_init__(self) -> None:
        if self.id == "terlarang":
            raise LookupError("not this one")


@attrs.frozen(kw_only=True, slots=False)
class Pile:
    """A record that is no slotted one."""

    stamps: tuple[Stamp, ...] = ()


@attrs.frozen(kw_only=True)
class Album:
    """A record with a part of each sort that the quick lane reads."""

    title: str
    pages: int
    full: bool
    made: datetime
    share: Fraction
    place: Place
    first: Stamp
    colours: tuple[Colour, ...]
    places: frozenset[Place] = frozenset()
    numbers: frozenset[int] = frozenset()
    kept: frozenset[Stamp] | None = codec.optional()
    seen: tuple[Place, ...] | None = codec.optional(absent="none")
    rest: tuple[tuple[Stamp, ...], ...] = ()
    colour: Colour = Colour.RED
    also: tuple[Colour, ...] = attrs.field(factory=lambda: (Colour.WHITE,))
    piles: Pile | None = codec.optional()
    sold: date | None = codec.optional()
    note: str | None = codec.optional()


PLAIN: dict[str, Any] = {
    "title": "Album",
    "pages": 12,
    "full": False,
    "made": "2024-02-29T10Z",
    "share": "3/4",
    "place": "32.04",
    "first": {"id": "a"},
    "colours": ["merah"],
}
PLAIN["made"] = "2024-02-29T10:00:00+07:00"
FULL: dict[str, Any] = {
    **PLAIN,
    "places": ["32.04", "18.01"],
    "numbers": [1, 2],
    "kept": [{"id": "a", "day": "2024-02-29", "count": 2}, {"id": "b"}],
    "seen": ["32.04", "32.04"],
    "rest": [[{"id": "a"}], []],
    "colour": "putih",
    "also": [],
    "piles": {"stamps": [{"id": "a"}]},
    "sold": None,
    "note": None,
}


def text_of(members: Mapping[str, Any]) -> str:
    return json.dumps(members, separators=(",", ":"), ensure_ascii=False)


TEXT = text_of(PLAIN)
# How a document is spelt; whether it is one; whether the quick lane reads it.
SPELLINGS: dict[str, tuple[str, bool, bool]] = {
    "required fields": (TEXT, True, True),
    "all fields": (text_of(FULL), True, True),
    "blanks": (json.dumps(FULL, indent=2), True, True),
    "blanks around": (f" \t\r\n{TEXT}\n", True, True),
    "other order": (text_of(dict(reversed(FULL.items()))), True, True),
    "a colon in a text": (TEXT.replace("Album", "Album: satu"), True, True),
    "a colon as an escape": (TEXT.replace("Album", r"Album\u003a"), True, False),
    "letters as escapes": (TEXT.replace("Album", r"\u00c4lbum \ud83d\ude00 \/ \n"), True, True),
    "letters as escapes in a key": (TEXT.replace("title", r"t\u0069tle"), True, True),
    "rare letters": (TEXT.replace("Album", "20 °C \uf900 é 🙂"), True, True),
    "the longest text": (TEXT.replace("Album", "é" * LONGEST_TEXT), True, True),
    "the largest number": (TEXT.replace("12", str(BIGGEST), 1), True, True),
    "the smallest number": (TEXT.replace("12", str(-BIGGEST), 1), True, True),
    "negative zero": (TEXT.replace("12", "-0", 1), True, True),
    "a whole share": (TEXT.replace('"3/4"', "2"), True, True),
    "another zone": (TEXT.replace("+07:00", "Z"), True, True),
    "a default written down": (f'{TEXT[:-1]},"colour":"merah"}}', True, True),
    "doubled key": (f'{TEXT[:-1]},"pages":12}}', False, False),
    "doubled key, other value": (f'{{"pages":1,{TEXT[1:]}', False, False),
    "doubled key, spelt otherwise": (f'{TEXT[:-1]},"p\\u0061ges":12}}', False, False),
    "doubled key inside": (TEXT.replace('"id":"a"', '"id":"a","id":"a"'), False, False),
    "doubled key, a colon as an escape": (
        f'{{"pages":1,{TEXT[1:]}'.replace("Album", r"\u003a"),
        False,
        False,
    ),
    "doubled key, a colon as another escape": (
        f'{{"pages":1,{TEXT[1:]}'.replace("Album", r"\u003A"),
        False,
        False,
    ),
    "doubled key, an instant without its seconds": (
        f'{{"pages":1,{TEXT[1:]}'.replace(":00+07", "+07"),
        False,
        False,
    ),
    "doubled key, a colon in what is lost": (f'{{"title":"a:b",{TEXT[1:]}', False, False),
    "unknown key": (f'{TEXT[:-1]},"colours_":[]}}', False, False),
    "unknown key inside": (TEXT.replace('"id":"a"', '"id":"a","x":1'), False, False),
    "a key of another kind of document": (f'{{"schema":"x",{TEXT[1:]}', False, False),
    "missing key": (TEXT.replace(',"pages":12', ""), False, False),
    "null where required": (TEXT.replace("12", "null", 1), False, False),
    "a float": (TEXT.replace("12", "12.0", 1), False, False),
    "an exponent": (TEXT.replace("12", "12e0", 1), False, False),
    "NaN": (TEXT.replace("12", "NaN", 1), False, False),
    "a truth": (TEXT.replace("12", "true", 1), False, False),
    "a number as text": (TEXT.replace("12", '"12"', 1), False, False),
    "a number too large": (TEXT.replace("12", str(BIGGEST + 1), 1), False, False),
    "a number too small": (TEXT.replace("12", str(-BIGGEST - 1), 1), False, False),
    "a number beyond 64 bits": (TEXT.replace("12", str(2**70), 1), False, False),
    "a share too large": (TEXT.replace('"3/4"', str(BIGGEST + 1)), False, False),
    "a share as a float": (TEXT.replace('"3/4"', "0.75"), False, False),
    "a share as a truth": (TEXT.replace('"3/4"', "true"), False, False),
    "a share of nothing": (TEXT.replace('"3/4"', '"1/0"'), False, False),
    "a number for a truth": (TEXT.replace("false", "0"), False, False),
    "no such day": (f'{TEXT[:-1]},"sold":"2023-02-29"}}', False, False),
    "a year zero": (f'{TEXT[:-1]},"sold":"0000-01-01"}}', False, False),
    "an instant for a day": (f'{TEXT[:-1]},"sold":"2023-08-07T00:00:00"}}', False, False),
    "another form of day": (f'{TEXT[:-1]},"sold":"20230807"}}', False, False),
    "a day by its week": (f'{TEXT[:-1]},"sold":"2023-W51-1"}}', False, False),
    "a day in other digits": (f'{TEXT[:-1]},"sold":"٢٠٢٣-08-07"}}', False, False),
    "a day with a blank": (f'{TEXT[:-1]},"sold":"2023-08-07 "}}', False, False),
    "a day for an instant": (TEXT.replace("T10:00:00+07:00", ""), False, False),
    "an instant without a zone": (TEXT.replace("+07:00", ""), False, False),
    "an instant of another form": (TEXT.replace("T10", " 10"), False, False),
    "another form of place": (TEXT.replace("32.04", "32.4"), False, False),
    "an unknown word": (TEXT.replace("merah", "mera"), False, False),
    "a word in capitals": (TEXT.replace("merah", "MERAH"), False, False),
    "the name of a word": (TEXT.replace("merah", "RED"), False, False),
    "an item twice": (f'{TEXT[:-1]},"places":["32.04","32.04"]}}', False, False),
    "a number twice": (f'{TEXT[:-1]},"numbers":[1,1]}}', False, False),
    "a record twice": (f'{TEXT[:-1]},"kept":[{{"id":"a"}},{{"id":"a","count":1}}]}}', False, False),
    "an object for a list": (TEXT.replace('["merah"]', "{}"), False, False),
    "a list for an object": (TEXT.replace('{"id":"a"}', '["a"]'), False, False),
    "a field its own check refuses": (TEXT.replace('"id":"a"', '"id":"a","count":0'), False, False),
    "a record its own check refuses": (TEXT.replace('"id":"a"', '"id":"terlarang"'), False, False),
    "a text too long": (TEXT.replace("Album", "é" * (LONGEST_TEXT + 1)), False, False),
    "a lone surrogate": (TEXT.replace("Album", r"\ud800"), False, False),
    "two surrogates in the wrong order": (TEXT.replace("Album", r"\ude00\ud83d"), False, False),
    "a raw control character": (TEXT.replace("Album", "\x01"), False, False),
    "deep": (TEXT.replace('"Album"', "[" * 65 + "]" * 65), False, False),
    "very deep": (TEXT.replace('"Album"', "[" * 9_999 + "]" * 9_999), False, False),
    "byte order mark": ("\ufeff" + TEXT, False, False),
    "torn": (TEXT[:-1], False, False),
    "two documents": (TEXT + TEXT, False, False),
    "trailing comma": (TEXT[:-1] + ",}", False, False),
    "a comment": (TEXT + "// x", False, False),
    "nothing": ("", False, False),
    "null": ("null", False, False),
    "a list": (f"[{TEXT}]", False, False),
    "too large": (TEXT + " " * LARGEST, False, False),
    **{
        f"U+{ord(character):04X} {spelt}": (TEXT.replace("Album", text), False, False)
        for character in "\x00\x08\x0b\x0c\x1f\x7f\x80\x9f\ufdd0\ufdef\ufffe\uffff"
        for spelt, text in (
            ("raw", character if character >= "\x7f" else json.dumps(character)[1:-1]),
            ("as an escape", f"\\u{ord(character):04x}"),
            ("as an escape in capitals", f"\\u{ord(character):04X}"),
        )
    },
}


def strictly(data: bytes, shape: type[Any]) -> Any:
    """What the strict lane reads, or nothing."""
    try:
        return codec.structure(codec.parse_json(data), shape)
    except FaultyInput:
        return None


def lanes_agree(data: bytes, shape: type[Any]) -> bool:
    """Whether the quick lane leaves the decision, or reads just what the strict lane reads.

    A row is not always read, and says the same.
    """
    quick, row, record = (read(data, shape) for read in (read_quickly, read_row_quickly, strictly))
    if record is None:
        return quick is None and row is None
    return quick in (None, record) and (row is None or says_the_same(row, record))


def says_the_same(row: Any, record: Any) -> bool:
    """Whether a row, and each row in it, has the fields and properties of the record."""
    if isinstance(row, tuple):
        return len(row) == len(record) and all(map(says_the_same, row, record))
    if not isinstance(row, msgspec.Struct):
        return bool(row == record)
    names = [one.name for one in attrs.fields(type(record))]
    names += [name for name, item in vars(type(record)).items() if isinstance(item, property)]
    return all(says_the_same(getattr(row, name), getattr(record, name)) for name in names)


@pytest.mark.parametrize(("text", "sound", "quick"), SPELLINGS.values(), ids=list(SPELLINGS))
def test_a_document_is_a_record_or_is_refused_in_both_lanes(
    text: str, sound: bool, quick: bool
) -> None:
    data = text.encode("utf-8", "surrogatepass")
    assert (strictly(data, Album) is not None) is sound
    assert (read_quickly(data, Album) is not None) is quick
    assert lanes_agree(data, Album)


@pytest.mark.parametrize("part", [b"\xff", b"\xed\xa0\x80", b"\xc0\xba", b"\xc2"])
def test_bytes_that_are_no_text_are_refused_in_both_lanes(part: bytes) -> None:
    data = TEXT.encode().replace(b"Album", part)
    assert strictly(data, Album) is None
    assert read_quickly(data, Album) is None


def test_a_record_of_the_quick_lane_is_like_any_other() -> None:
    album = read_quickly(text_of(FULL).encode(), Album)
    assert album is not None
    assert album.kept is not None
    assert album.piles is not None
    made: tuple[Any, ...] = (album, album.first, *album.kept, album.piles)
    for record in made:
        assert type(record) in (Album, Stamp, Pile)
        assert pickle.loads(pickle.dumps(record)) == record
        assert hash(record) == hash(attrs.evolve(record))
        with pytest.raises(FrozenInstanceError):
            record.note = "x"
    assert not hasattr(album, "__dict__")


def test_the_schema_of_a_document_has_to_be_the_newest_one() -> None:
    kind = codec.Kind(name="album", shape=Album)
    old, other, newest = (f'{{"schema":"{name}",{TEXT[1:]}'.encode() for name in _SCHEMAS)
    assert read_quickly(old, Album, schema=kind.schema) is None
    assert read_quickly(other, Album, schema=kind.schema) is None
    assert read_quickly(TEXT.encode(), Album, schema=kind.schema) is None
    assert read_quickly(newest, Album, schema=kind.schema) == strictly(TEXT.encode(), Album)
    twice = newest.replace(b"{", b'{"schema":"pmi-core/album/1",', 1)
    assert read_quickly(twice, Album, schema=kind.schema) is None


_SCHEMAS = ("pmi-core/album/0", "pmi-core/buku/1", "pmi-core/album/1")


class Number(IntEnum):
    """Words that are numbers."""

    ONE = 1


class Lenient(Enum):
    """An enum that knows more words than it has."""

    RED = "merah"

    @classmethod
    def _missing_(cls, value: object) -> "Lenient | None":
        return cls.RED


class Meta(type):
    """A class of classes."""


@attrs.frozen
class Holding:
    """It may hold itself."""

    inner: "Holding | None" = None


@attrs.frozen
class Prepared:
    """It does something before its fields are set."""

    a: str = ""

    def __attrs_pre_init__(self) -> None:
        """Nothing yet."""


@attrs.frozen
class Inherited:
    """It does something with its subclasses."""

    a: str = ""

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        """Nothing yet."""


@attrs.frozen
class Chosen:
    """It decides what is made."""

    a: str = ""

    def __new__(cls, *_: object, **__: object) -> Self:
        return object.__new__(cls)


@attrs.frozen
class Made(metaclass=Meta):
    """Its class is of another class."""

    a: str = ""


@attrs.frozen(init=False)
class Own:
    """It has an `__init__` of its own."""

    a: str = ""

    def __init__(self, a: str = "") -> None:
        object.__setattr__(self, "a", a.strip())


@attrs.frozen(cache_hash=True)
class Hashed:
    """It remembers its hash."""

    a: str = ""


@attrs.frozen(eq=False)
class Same:
    """It is equal to itself alone, and its hash is that of any object."""

    a: str = ""


def of(hint: Any, **options: Any) -> type[Any]:
    """A record with one field."""
    return attrs.make_class("One", {"a": attrs.field(type=hint, **options)}, frozen=True)


STRICT_ONLY: dict[str, Any] = {
    "a union of records": of(Cited | Assumed),
    "a union of values": of(str | int),
    "a mapping": of(Mapping[str, str]),
    "a dict": of(dict[str, int]),
    "a record that holds itself": Holding,
    "a list of one and another": of(tuple[str, int]),
    "anything": of(Any),
    "a float": of(float),
    "one of some words": of(Literal["a", "b"]),
    "words that are numbers": of(Number),
    "words that are looked up": of(Lenient),
    "a converter": of(str, converter=str.strip),
    "another name": of(str, alias="b"),
    "a field that is not given": of(str, init=False, default=""),
    "a default of the record": of(str, default=attrs.Factory(lambda _: "", takes_self=True)),
    "an exception": attrs.make_class("Wrong", ["a"], bases=(Exception,), auto_exc=True),
    "a part that has none": of(GenericAlias(tuple, (of(Any), ...))),
    "a value, not a record": Place,
    "no class": tuple[Album, ...],
    **{shape.__doc__ or "": shape for shape in (Prepared, Inherited, Chosen, Made, Own, Hashed)},
}


@pytest.mark.parametrize("shape", STRICT_ONLY.values(), ids=list(STRICT_ONLY))
def test_what_the_quick_lane_cannot_read_soundly_is_left_to_the_strict_lane(shape: Any) -> None:
    with pytest.raises(NoTwinError):
        record_of(shape)
    assert read_quickly(b'{"a":"b"}', shape) is None


def test_a_record_without_a_hash_of_its_own_is_read_quickly() -> None:
    made = read_quickly(b'{"a":"b"}', Same)
    assert made is not None
    assert made.a == "b"


@pytest.mark.parametrize("kind", [REPORT_KIND, *BODY_KINDS], ids=lambda kind: kind.name)
def test_reports_and_bodies_have_a_quick_lane(kind: codec.Kind[Any]) -> None:
    assert record_of(kind.shape, schema=kind.schema).shape is kind.shape


def test_every_fault_of_a_refused_document_is_listed_as_before() -> None:
    data = b'{"schema":"pmi-core/report/1","id":5,"body":"b","kind":"bulan","x":1}'
    with pytest.raises(FaultyInput) as caught:
        codec.load_document(data, REPORT_KIND, file="a.json")
    with pytest.raises(FaultyInput) as strict:
        codec.structure({"id": 5, "body": "b", "kind": "bulan", "x": 1}, Report, file="a.json")
    assert caught.value.faults == strict.value.faults
    assert len(strict.value.faults) == 4


REAL = st.sampled_from([*KINDS, *PROGRAMME_KINDS, PLAN_KIND]).flatmap(
    lambda kind: documents(kind).map(lambda value: (kind, value))
)
# What may stand in the place of any value; texts that are no JSON are spelt as they are.
HOSTILE = st.sampled_from(
    [
        *("null", "true", "false", "0", "-0", "1", "12", "12.0", "1e0", "1E400", "-1", "01", "+1"),
        *("NaN", "Infinity", "[]", "{}", "[[]]", '""', '"12"', '"true"', '"null"', "[" * 70),
        *(str(BIGGEST), str(BIGGEST + 1), str(2**63), str(2**64), str(2**70), "1" * 400),
        *('"2023-08-07"', '"2023-02-29"', '"2023-8-7"', '"2023-08-07T00:00:00"', '"0000-01-01"'),
        *('"2023-08-07T00:00:00Z"', '"2023-08-07T00:00+07:00"', '"2023-08"', '"2023-13"', '"2023"'),
        *(r'"\ud800"', r'"\u0000"', r'"\u003a"', r'"\u003A\u003A"', '":"', '"\x7f"', '"\x85"'),
        *('"3/4"', '"1/0"', '"0.5"', '"lainnya"', '"Pasal 4"', '"uu-18-2017"', '"32.04"', '"a\tb"'),
    ]
)


class Doubled(dict[str, Any]):
    """An object, some of whose keys are written twice."""

    twice: tuple[tuple[str, Any], ...] = ()


class Spelt(str):
    """A piece of a document as it stands."""

    __slots__ = ()


def written(value: Any, blank: str) -> str:
    """A document that may have keys twice and pieces that are no JSON."""
    if isinstance(value, Spelt):
        return str(value)
    if isinstance(value, dict):
        pairs = [*getattr(value, "twice", ()), *value.items()]
        members = (f"{json.dumps(key)}:{blank}{written(item, blank)}" for key, item in pairs)
        return "{" + f",{blank}".join(members) + "}"
    if isinstance(value, list):
        return "[" + f",{blank}".join(written(item, blank) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each container of a document with each key in it."""
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from places(value[key])


def doubling(value: Any) -> Any:
    """The same document, its objects ready for keys that are written twice."""
    if isinstance(value, dict):
        return Doubled({key: doubling(item) for key, item in value.items()})
    return [doubling(item) for item in value] if isinstance(value, list) else value


def spoil(data: st.DataObject, plain: Any) -> None:
    """Change one thing in a document."""
    container, key = data.draw(st.sampled_from(list(places(plain))))
    how = data.draw(st.sampled_from(["other", "unknown", "missing", "twice", "elsewhere"]))
    piece = Spelt(data.draw(HOSTILE))
    if how == "missing":
        del container[key]
    elif how == "unknown" and isinstance(container, Doubled):
        container[data.draw(st.sampled_from(["x", "", "id", "Kind", "note", "kind "]))] = piece
    elif how == "twice" and isinstance(container, Doubled):
        value = data.draw(st.sampled_from([piece, container[key]]))
        container.twice = (*container.twice, (key, value))
    elif how == "elsewhere":
        other, place = data.draw(st.sampled_from(list(places(plain))))
        container[key] = Spelt(written(other[place], ""))
    else:
        container[key] = piece


@given(REAL)
def test_real_documents_are_read_alike_in_both_lanes(real: tuple[codec.Kind[Any], Any]) -> None:
    kind, value = real
    plain = codec.unstructure(value)
    for text in (json.dumps(plain), json.dumps(plain, ensure_ascii=False, indent=1)):
        assert lanes_agree(text.encode(), kind.shape)
    for data in (codec.dump_document(value, kind), codec.dump_line(value, kind)):
        assert codec.load_document(data, kind) == value


@given(REAL, st.data())
def test_a_real_document_that_is_spoilt_is_never_read_as_what_it_is_not(
    real: tuple[codec.Kind[Any], Any], data: st.DataObject
) -> None:
    kind, value = real
    plain = doubling(codec.unstructure(value))
    for _ in range(data.draw(st.integers(1, 3))):
        if plain:
            spoil(data, plain)
    text = written(plain, data.draw(st.sampled_from(["", " "])))
    assert lanes_agree(text.encode("utf-8", "surrogatepass"), kind.shape)


@given(st.data())
def test_a_document_changed_anywhere_is_never_read_as_what_it_is_not(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([TEXT, text_of(FULL)])).encode()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 8)))
    middle = data.draw(st.binary(max_size=3) | HOSTILE.map(str.encode) | st.sampled_from(_TOKENS))
    assert lanes_agree(text[:start] + middle + text[end:], Album)


_TOKENS = [
    re.sub(rb"[^ -~]", b"", token) for token in (b'"', b"\\", b"\\u", b",", b":", b"{", b"}")
]
_TOKENS += [b"[", b"]", b'"pages":12,', b'"id":"a",', b'"x":1,', b"\\u003a", b"\xc2\x80"]

everyday = st.text("abc é—\n", max_size=20)


@given(REAL)
def test_what_is_written_here_is_read_as_a_row_that_tells_of_no_one(
    real: tuple[codec.Kind[Any], Any],
) -> None:
    kind, value = real
    row = codec.load_row(codec.dump_line(value, kind), kind)
    assert says_the_same(row, value)
    assert not isinstance(row, msgspec.Struct) or repr(row) == f"<{kind.shape.__name__}Row>"


@given(reports(revision_reason=everyday, narrative=st.none(), activities=st.none()))
def test_a_report_in_everyday_letters_is_read_quickly(report: Report) -> None:
    plain = attrs.evolve(
        report,
        cover=None,
        obstacles=None,
        recommendations=None,
        programme_items=None,
        history=None,
        external_ids=(),
    )
    line = codec.dump_line(plain, REPORT_KIND)
    assert read_quickly(line, Report, schema=REPORT_KIND.schema) == plain
    row = codec.load_row(line, REPORT_KIND)
    assert isinstance(row, msgspec.Struct)
    assert says_the_same(row, plain)


SPELT: dict[str, tuple[str, str]] = {
    "what is absent is spelt out": ('"invented":true', '"invented":true,"cover":null'),
    "what is written otherwise is left out": ('"revision":1,', ""),
    "a colon could be an escape": ("rekaan-1", "rekaan-\\u0031"),
}


@pytest.mark.parametrize(("old", "new"), SPELT.values(), ids=list(SPELT))
def test_a_report_that_is_spelt_otherwise_is_read_as_the_record(old: str, new: str) -> None:
    report = Report(
        id=ReportId("rekaan-1"),
        body=BodyId("kawan-1"),
        kind=ReportKind.MONTHLY,
        period=Period.parse("2023-10"),
        invented=True,
    )
    line = codec.dump_line(report, REPORT_KIND)
    other = line.replace(old.encode(), new.encode())
    assert other != line
    assert codec.load_row(other, REPORT_KIND) == report
    assert not isinstance(codec.load_row(line, REPORT_KIND), Report)
