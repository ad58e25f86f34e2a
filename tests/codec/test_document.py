"""Stored documents name their kind and version; older ones are lifted, newer ones refused."""

from typing import Any

import attrs
import pytest

from pmi_core import codec
from pmi_core.errors import FaultyInput


@attrs.frozen(kw_only=True)
class Letter:
    """A letter, in its third version."""

    title: str
    pages: int


def _rename(old: dict[str, Any]) -> dict[str, Any]:
    return {"title": old["judul"]}


def _count(old: dict[str, Any]) -> dict[str, Any]:
    return {**old, "pages": 1}


KIND = codec.Kind(name="surat", shape=Letter, upgrades=(_rename, _count))


def test_a_kind_counts_its_upgrades() -> None:
    assert KIND.version == 3
    assert KIND.schema == "pmi-core/surat/3"


@pytest.mark.parametrize(
    "data",
    [
        b'{"schema": "pmi-core/surat/1", "judul": "Contoh"}',
        b'{"schema": "pmi-core/surat/2", "title": "Contoh"}',
        b'{"schema": "pmi-core/surat/3", "title": "Contoh", "pages": 1}',
    ],
)
def test_every_older_version_is_lifted_to_the_newest(data: bytes) -> None:
    assert codec.load_document(data, KIND) == Letter(title="Contoh", pages=1)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"title": "Contoh"}', "expected the schema 'pmi-core/surat/3'"),
        (b'{"schema": 3}', "expected the schema 'pmi-core/surat/3'"),
        (b'{"schema": "pmi-core/surta/3"}', "did you mean 'pmi-core/surat/3'?"),
        (b'{"schema": "pmi-core/surat/0"}', "expected the schema"),
        (b'{"schema": "pmi-core/surat/99999"}', "expected the schema"),
        (b'{"schema": "pmi-core/surat/4"}', "newer pmi_core (version 4, known 3); update pmi_core"),
        (b"[]", "expected the schema"),
        (b"null", "expected the schema"),
    ],
)
def test_another_kind_or_a_newer_version_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(FaultyInput) as caught:
        codec.load_document(data, KIND, file="a.json")
    assert message in str(caught.value)
    assert [fault.pointer for fault in caught.value.faults] == ["/schema"]
    assert [fault.code for fault in caught.value.faults] == ["schema"]


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        ({"title": "\ud800"}, "/title: the character U+D800 is not allowed in text [text]"),
        ({"title": "a\x0b"}, "/title: the character U+000B is not allowed in text [text]"),
        ({"title": "a" * 32_768}, "/title: text longer than 32767 characters [text]"),
        ({"pages": 10**16}, "/pages: integer too large [range]"),
        ({"pages": "2"}, "/pages: expected a whole number, found text [type]"),
        ({"title": None}, "/title: expected text, found null [type]"),
    ],
    ids=["surrogate", "control", "long", "large", "text", "null"],
)
def test_what_could_not_be_read_again_is_not_written(spoilt: dict[str, Any], told: str) -> None:
    with pytest.raises(FaultyInput) as caught:
        codec.dump_document(attrs.evolve(Letter(title="Contoh", pages=1), **spoilt), KIND)
    assert str(caught.value) == told


@attrs.frozen(kw_only=True)
class Pile:
    """Letters enough to pass the size that is read."""

    titles: tuple[str, ...]


def test_a_document_larger_than_may_be_read_is_not_written() -> None:
    kind = codec.Kind(name="tumpukan", shape=Pile)
    fits = Pile(titles=("a" * 32_700,) * 500)
    assert codec.load_document(codec.dump_document(fits, kind), kind) == fits
    with pytest.raises(FaultyInput, match="larger than 16777216 bytes"):
        codec.dump_document(Pile(titles=("a" * 32_700,) * 520), kind)
