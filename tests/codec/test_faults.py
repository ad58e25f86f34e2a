"""Nothing is coerced, nothing is ignored, and every fault is listed with its place."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import attrs
import pytest

from pmi_core import codec
from pmi_core.errors import FaultyInput
from tests.codec.shapes import Assumed, Cited, Colour, Everything, Leaf, Place, UnitId


def faults_of(value: object, shape: Any) -> list[tuple[str, str]]:
    with pytest.raises(FaultyInput) as caught:
        codec.structure(value, shape)
    return [(fault.pointer, fault.code) for fault in caught.value.faults]


def test_every_fault_of_a_record_is_listed_at_once() -> None:
    bad = {
        "id": 5,
        "flag": "false",
        "number": True,
        "share": "0.5",
        "day": "20230807",
        "instant": "2023-08-07T06:30:00",
        "colour": "mera",
        "place": "73.1",
        "leaf": {"nama": "x", "count": "0"},
        "basis": {"cite": "a", "owner": "b", "on": "2023-08-07"},
        "bases": [{"cite": "a"}, {"item": "d"}, []],
        "places": ["32.04", "32.04"],
        "leaves": {},
        "words": {"a": ["merah", "hijau"]},
        "by_colour": {"biru": 1},
        "received": "2023-02-29",
        "receipts": "abc",
        "extra": 1,
    }
    assert faults_of(bad, Everything) == [
        ("", "unknown-key"),
        ("/bases/1", "shape"),
        ("/bases/2", "shape"),
        ("/basis", "shape"),
        ("/by_colour/biru", "unknown-word"),
        ("/colour", "unknown-word"),
        ("/day", "date"),
        ("/flag", "type"),
        ("/id", "type"),
        ("/instant", "instant"),
        ("/leaf", "unknown-key"),
        ("/leaf/count", "type"),
        ("/leaf/name", "missing"),
        ("/leaves", "type"),
        ("/number", "type"),
        ("/place", "text-form"),
        ("/places", "duplicate"),
        ("/receipts", "type"),
        ("/received", "date"),
        ("/share", "fraction"),
        ("/words/a/1", "unknown-word"),
    ]


@pytest.mark.parametrize(
    ("value", "shape", "message"),
    [
        (5, str, "expected text, found a number"),
        (None, str, "expected text, found null"),
        ({}, str, "expected text, found an object"),
        (b"a", str, "expected text, found bytes"),
        ([], str, "expected text, found a list"),
        (True, int, "expected a whole number, found true or false"),
        ("9", int, "expected a whole number, found text"),
        (dt.date(2023, 8, 7), int, "expected a whole number, found a date"),
        ("false", bool, "expected true or false, found text"),
        (1, bool, "expected true or false, found a number"),
        ("abc", tuple[str, ...], "expected a list, found text"),
        ([1], tuple[str, ...], "expected text, found a number"),
        ([], Mapping[str, int], "expected an object, found a list"),
        (None, Leaf, "expected an object, found null"),
        (5, Leaf, "expected an object, found a number"),
        ([], Leaf, "expected an object, found a list"),
        (5, UnitId, "expected text, found a number"),
        (5, Place, "expected text, found a number"),
        ("73.1", Place, "expected a place such as 32.04"),
        ("mera", Colour, "not a word of Colour; did you mean 'merah'?; known are merah, putih"),
        ("zzz", Colour, "not a word of Colour; known are merah, putih"),
        (3, Colour, "expected one of merah, putih, found a number"),
        ("2023-8-7", dt.date, "expected a day written YYYY-MM-DD"),
        ("2023-W51-1", dt.date, "expected a day written YYYY-MM-DD"),
        ("now", dt.date, "expected a day written YYYY-MM-DD"),
        ("٢٠٢٣-08-07", dt.date, "expected a day written YYYY-MM-DD"),
        ("2023-02-29", dt.date, "no such day or hour in the calendar"),
        ("2023-08-07T25:00:00Z", dt.datetime, "no such day or hour in the calendar"),
        (dt.datetime(2023, 8, 7), dt.date, "expected a day written YYYY-MM-DD"),  # noqa: DTZ001 - TOML has such values
        (dt.datetime(2023, 8, 7), dt.datetime, "with an offset"),  # noqa: DTZ001 - TOML has such values
        ("1/0", Fraction, "an exact fraction"),
        ("0.5", Fraction, "an exact fraction"),
        (True, Fraction, "an exact fraction"),
        ("1/" + "9" * 101, Fraction, "an exact fraction"),
        ({}, Cited | Assumed, "expected exactly one of {cite} or {on, owner}"),
        ("x", Cited | Assumed, "expected exactly one of {cite} or {on, owner}"),
    ],
)
def test_a_value_of_another_type_is_refused_never_coerced(
    value: object, shape: Any, message: str
) -> None:
    with pytest.raises(FaultyInput) as caught:
        codec.structure(value, shape, file="a.json")
    assert len(caught.value.faults) == 1
    assert message in caught.value.faults[0].message
    assert caught.value.faults[0].file == "a.json"


def test_a_misspelt_key_offers_the_known_one_and_never_shows_a_value() -> None:
    with pytest.raises(FaultyInput) as caught:
        codec.structure({"nam": "Rahasia", "name": "Rahasia"}, Leaf)
    assert str(caught.value).startswith("unknown key 'nam'; did you mean 'name'?; known are name, ")
    assert "Rahasia" not in str(caught.value)


def wide(fields: int) -> type[Any]:
    return attrs.make_class("Wide", [f"field_{number}" for number in range(fields)], kw_only=True)


@pytest.mark.parametrize(("fields", "listed"), [(12, True), (13, False)])
def test_names_that_may_stand_there_are_listed_where_they_are_few(
    fields: int, listed: bool
) -> None:
    with pytest.raises(FaultyInput) as caught:
        codec.structure({f"field_{n}": "a" for n in range(fields)} | {"zz": "b"}, wide(fields))
    known = "; known are " + ", ".join(f"field_{number}" for number in range(fields))
    assert caught.value.faults[0].message == f"unknown key 'zz'{known if listed else ''}"


def test_what_a_record_itself_refuses_is_a_fault_of_its_place() -> None:
    assert faults_of([{"name": "a", "count": 0}], tuple[Leaf, ...]) == [("/0", "value")]


def test_null_stands_for_absent_in_an_optional_field() -> None:
    assert codec.structure({"name": "a", "note": None}, Leaf) == Leaf(name="a")
    either: Any = Cited | Assumed | None
    assert codec.structure(None, either) is None


def test_pointers_escape_what_rfc_6901_says() -> None:
    assert codec.join(codec.join("", "a/b~c"), 3) == "/a~1b~0c/3"


@pytest.mark.parametrize(
    ("key", "told"),
    [("NIK 3171011708450001", "'NIK ***'"), ("y" * 32_000, f"'{'y' * 120}…'")],
    ids=["personal", "long"],
)
def test_an_unknown_key_is_told_masked_and_cut(key: str, told: str) -> None:
    with pytest.raises(FaultyInput) as caught:
        codec.structure({key: 1, "name": "a"}, Leaf)
    assert f"unknown key {told}; known are" in str(caught.value)
