"""What is written is read back equal, and always with the same bytes."""

import json
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given

from pmi_core import codec
from tests.codec.shapes import KIND, Colour, Everything, Leaf, Place, records


@given(records)
def test_every_record_survives_plain_values(record: Everything) -> None:
    assert codec.structure(codec.unstructure(record), Everything) == record


@given(records)
def test_every_record_survives_bytes(record: Everything) -> None:
    data = codec.dump_document(record, KIND)
    assert codec.load_document(data, KIND) == record
    assert codec.dump_document(codec.load_document(data, KIND), KIND) == data


def test_the_stored_form_is_pinned() -> None:
    """Absent fields are left out, sets are sorted, days are ISO text, text stays UTF-8."""
    leaf = Leaf(name="Contoh")
    value = (
        leaf,
        frozenset({Place(32, 4), Place(18, 1)}),
        frozenset({10, 9}),
        frozenset({Leaf(name="b"), Leaf(name="a")}),
        {Colour.RED: Fraction(3, 4)},
        [date(2023, 8, 7), datetime(2023, 8, 7, 6, 30, tzinfo=UTC)],
        "Pelindungan – é",
        None,
    )
    assert json.loads(codec.dump_json(value)) == [
        {"name": "Contoh", "count": 1},
        ["18.01", "32.04"],
        [9, 10],
        [{"name": "a", "count": 1}, {"name": "b", "count": 1}],
        {"merah": "3/4"},
        ["2023-08-07", "2023-08-07T06:30:00+00:00"],
        "Pelindungan – é",
        None,
    ]
    assert codec.dump_json({"a": ("é",)}) == '{\n  "a": [\n    "é"\n  ]\n}\n'.encode()


@pytest.mark.parametrize("value", [1.5, b"", object()])
def test_what_has_no_stored_form_is_a_bug_of_the_caller(value: object) -> None:
    with pytest.raises(TypeError, match="has no stored form"):
        codec.unstructure(value)


def test_an_optional_field_says_what_its_absence_means() -> None:
    meanings = {f.name: codec.absence(f) for f in attrs.fields(Everything)}
    assert meanings["received"] == "unknown"
    assert meanings["receipts"] == "none"
    assert meanings["id"] == "unknown"


def test_toml_is_read_into_the_same_types() -> None:
    data = b'name = "Contoh"\ncount = 2\n'
    assert codec.load(data, Leaf, file="a.toml") == Leaf(name="Contoh", count=2)


def test_days_and_instants_of_toml_need_no_quotes() -> None:
    value: Any = codec.parse_toml(b"a = 2023-08-07\nb = 2023-08-07T06:30:00+08:00")
    assert codec.structure(value["a"], date) == date(2023, 8, 7)
    assert codec.structure(value["b"], datetime).utcoffset() is not None
