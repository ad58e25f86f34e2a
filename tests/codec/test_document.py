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
