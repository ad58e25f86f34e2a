"""Bytes and plain values to attrs types and back; knows no type of the domain."""

from pmi_core.codec.document import (
    Kind,
    dump_document,
    dump_json,
    dump_line,
    load,
    load_document,
    load_row,
    load_shipped,
)
from pmi_core.codec.lines import LINE_END, Lines
from pmi_core.codec.parse import LARGEST, LARGEST_TOML, join, parse_json, parse_toml
from pmi_core.codec.schema import json_schema
from pmi_core.codec.structure import absence, optional, structure, unstructure

__all__ = [
    "LARGEST",
    "LARGEST_TOML",
    "LINE_END",
    "Kind",
    "Lines",
    "absence",
    "dump_document",
    "dump_json",
    "dump_line",
    "join",
    "json_schema",
    "load",
    "load_document",
    "load_row",
    "load_shipped",
    "optional",
    "parse_json",
    "parse_toml",
    "structure",
    "unstructure",
]
