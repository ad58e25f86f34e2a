"""The JSON Schema says what the codec accepts, for readers in other languages."""

import json
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from pmi_core import codec
from pmi_core.evaluation import REVIEW_KIND, TRACE_KIND
from pmi_core.privacy import FieldClass
from pmi_core.programme import BODY_KINDS
from pmi_core.reporting import REPORT_KIND
from pmi_core.testing import documents
from tests.codec.shapes import KIND, Everything, Leaf, records


@attrs.frozen(kw_only=True)
class Small:
    """A record with two words."""

    first: str
    second: str | None = None


def test_the_schema_of_a_small_record_is_pinned() -> None:
    assert codec.json_schema(codec.Kind(name="kecil", shape=Small)) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:pmi-core:kecil:1",
        "type": "object",
        "title": "Small",
        "description": "A record with two words.",
        "properties": {
            "schema": {"const": "pmi-core/kecil/1"},
            "first": {"type": "string", "maxLength": 32_767},
            "second": {"oneOf": [{"type": "string", "maxLength": 32_767}, {"type": "null"}]},
        },
        "required": ["schema", "first"],
        "additionalProperties": False,
        "$defs": {},
    }


def test_every_shape_has_a_schema() -> None:
    properties = codec.json_schema(KIND)["properties"]
    assert properties["id"] == {"type": "string", "maxLength": 32_767}
    assert properties["flag"] == {"type": "boolean"}
    assert properties["number"] == {"type": "integer"}
    assert properties["day"] == {"type": "string", "format": "date"}
    assert properties["instant"] == {"type": "string", "format": "date-time"}
    assert properties["colour"] == {"enum": ["merah", "putih"]}
    assert properties["place"] == {"type": "string", "title": "Place"}
    assert properties["leaf"] == {"$ref": "#/$defs/Leaf"}
    assert properties["basis"] == {
        "oneOf": [{"$ref": "#/$defs/Cited"}, {"$ref": "#/$defs/Assumed"}]
    }
    assert properties["places"] == {
        "type": "array",
        "items": {"type": "string", "title": "Place"},
        "uniqueItems": True,
    }
    assert properties["words"] == {
        "type": "object",
        "additionalProperties": {"type": "array", "items": {"enum": ["merah", "putih"]}},
    }


def test_a_record_that_holds_itself_refers_to_its_definition() -> None:
    schema = codec.json_schema(KIND)
    assert schema["properties"]["child"]["oneOf"][0] == {"$ref": "#/$defs/Everything"}
    assert "schema" not in schema["$defs"]["Everything"]["properties"]


def test_fields_that_are_not_public_say_so() -> None:
    fields = codec.json_schema(KIND)["$defs"]["Leaf"]["properties"]
    classes = {name: schema.get("x-pmi-privacy") for name, schema in fields.items()}
    assert classes == {
        "name": FieldClass.GENERAL.value,
        "note": FieldClass.FREE_TEXT.value,
        "count": None,
    }


@given(records)
def test_every_stored_record_has_only_known_and_all_required_keys(record: Everything) -> None:
    schema = codec.json_schema(KIND)
    stored = {"schema": KIND.schema, **codec.unstructure(record)}
    assert set(schema["required"]) <= set(stored) <= set(schema["properties"])
    leaf = schema["$defs"]["Leaf"]
    assert set(leaf["required"]) <= set(stored["leaf"]) <= set(leaf["properties"])


STORED = [REPORT_KIND, REVIEW_KIND, TRACE_KIND, *BODY_KINDS]


@pytest.mark.parametrize("kind", STORED, ids=lambda kind: kind.name)
def test_a_schema_is_one_of_its_draft(kind: codec.Kind[Any]) -> None:
    Draft202012Validator.check_schema(codec.json_schema(kind))


@given(st.sampled_from([REPORT_KIND, *BODY_KINDS]), st.data())
def test_every_stored_document_fits_the_schema_of_its_kind(
    kind: codec.Kind[Any], data: st.DataObject
) -> None:
    value = data.draw(documents(kind))
    stored = json.loads(codec.dump_document(value, kind))
    Draft202012Validator(codec.json_schema(kind)).validate(stored)
    with pytest.raises(ValidationError):
        Draft202012Validator(codec.json_schema(kind)).validate({**stored, "lain": 1})


def test_only_fields_without_default_are_required() -> None:
    schema = codec.json_schema(codec.Kind(name="daun", shape=Leaf))
    assert schema["required"] == ["schema", "name"]
