"""Every text exists in both languages, once, with the same arguments, in the right register."""

import importlib
import pkgutil
import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import Enum
from importlib import resources
from typing import Any

import pytest

import pmi_core
from pmi_core import codec, messages
from pmi_core.errors import FaultyInput, NotFound
from pmi_core.messages import Language, Text
from pmi_core.messages.catalogue import _flatten

CATALOGUE = messages.catalogue()
# domain/naming: volunteers are not accused, readers are not addressed, spelling is today's.
FORBIDDEN = re.compile(
    r"\b(anda|kamu|dilanggar|melanggar|reviu|praktek|propinsi|notulen|tolong)\b", re.IGNORECASE
)


def public_enums() -> set[type[Enum]]:
    found: set[type[Enum]] = set()
    for module in pkgutil.iter_modules(pmi_core.__path__):
        package = importlib.import_module(f"pmi_core.{module.name}")
        names = getattr(package, "__all__", [n for n in vars(package) if not n.startswith("_")])
        members = [getattr(package, name) for name in names]
        found.update(m for m in members if isinstance(m, type) and issubclass(m, Enum))
    return found - {Enum}


def keys_of(table: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for name, item in table.items():
        if set(item) == {"id", "en"} and all(isinstance(part, str) for part in item.values()):
            yield f"{prefix}{name}"
        else:
            yield from keys_of(item, f"{prefix}{name}.")


def arguments_of(template: str) -> set[tuple[str, str]]:
    return {(name, form or "") for _, name, form, _ in string.Formatter().parse(template) if name}


def test_no_key_is_given_by_two_files() -> None:
    counts: Counter[str] = Counter()
    for file in resources.files("pmi_core").joinpath("data/messages").iterdir():
        counts.update(keys_of(codec.parse_toml(file.read_bytes(), file=file.name)))
    assert [key for key, count in counts.items() if count > 1] == []
    assert set(counts) == set(CATALOGUE)


def test_every_word_of_a_public_enum_has_a_label_in_both_languages() -> None:
    wanted = {f"label.{enum.__name__}.{word.value}" for enum in public_enums() for word in enum}
    assert sorted(wanted - set(CATALOGUE)) == []


def test_no_two_public_enums_share_a_name_and_so_their_labels() -> None:
    names = Counter(enum.__name__ for enum in public_enums())
    assert [name for name, count in names.items() if count > 1] == []


def test_every_label_belongs_to_a_word_of_a_public_enum() -> None:
    words = {f"label.{enum.__name__}.{word.value}" for enum in public_enums() for word in enum}
    assert [k for k in CATALOGUE if k.startswith("label.") and k not in words] == []


def test_no_text_is_empty_and_both_languages_take_the_same_arguments() -> None:
    for key, text in CATALOGUE.items():
        assert text.id.strip(), key
        assert text.en.strip(), key
        assert arguments_of(text.id) == arguments_of(text.en), key


def test_indonesian_texts_keep_the_register_of_the_office() -> None:
    assert [key for key, text in CATALOGUE.items() if FORBIDDEN.search(text.id)] == []


def test_a_text_is_read_by_its_key_and_language() -> None:
    month = messages.text("format.bulan.8")
    assert (month.in_(Language.ID), month.in_(Language.EN)) == ("Agustus", "August")
    assert messages.label(Language.ID) == Text(id="Indonesia", en="Indonesian")


def test_an_unknown_key_offers_the_nearest() -> None:
    with pytest.raises(NotFound, match=r"did you mean 'format\.tidak'"):
        messages.text("format.tidakk")


@pytest.mark.parametrize(
    ("table", "pointer"),
    [({"a": {"b": {"id": "x"}}}, "/en"), ({"a": {}}, "/en"), ({"a": "x"}, "")],
)
def test_a_text_without_translation_is_a_fault_of_its_key(
    table: dict[str, Any], pointer: str
) -> None:
    with pytest.raises(FaultyInput) as caught:
        _flatten("", table, {}, "x.toml")
    assert caught.value.faults[0].pointer == pointer
    assert caught.value.faults[0].file.startswith("x.toml a")
