"""Nothing personal leaves: fields are masked by class, free text by pattern, all the way down."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import attrs
import pytest
from hypothesis import given

from pmi_core.codec import optional
from pmi_core.documents import redact
from pmi_core.messages import Text
from pmi_core.privacy import MASK, FieldClass, free_text, personal
from pmi_core.programme import Programme
from pmi_core.reporting import KINDS
from pmi_core.testing import documents, laws

NUMBER = "3171011708450001"


@attrs.frozen(kw_only=True)
class Case:
    name: str = personal()
    born: date | None = personal(FieldClass.SPECIFIC, default=None)
    told: str = free_text(default="")
    both: Text | None = free_text(default=None)
    code: str = ""
    kind: Programme = Programme.KKBM
    share: Fraction = Fraction(1, 2)
    parts: tuple["Case", ...] = ()
    tags: frozenset[str] = frozenset()
    by_id: Mapping[str, "Case"] = MappingProxyType({})
    note: Text | None = optional()


@attrs.frozen(kw_only=True)
class Unmaskable:
    born: date = personal()


def test_personal_text_is_masked_and_other_personal_values_are_dropped() -> None:
    found = redact(Case(name="Rahasia", born=date(1980, 1, 1)))
    assert (found.name, found.born) == (MASK, None)
    assert redact(Case(name="Rahasia")).born is None


def test_free_text_loses_its_numbers_also_in_both_languages() -> None:
    found = redact(Case(name="x", told=f"NIK {NUMBER}", both=Text(id=NUMBER, en="fine")))
    assert found.told == f"NIK {MASK}"
    assert found.both == Text(id=MASK, en="fine")


def test_public_fields_stay_as_they_are() -> None:
    case = Case(name=MASK, code=NUMBER, note=Text(id=NUMBER, en=NUMBER), tags=frozenset({NUMBER}))
    assert redact(case) == case


def test_it_reaches_all_the_way_down() -> None:
    inner = Case(name="Rahasia")
    found = redact((Case(name="a", parts=(inner,), by_id={"x": inner}),))[0]
    assert found.parts[0].name == MASK
    assert found.by_id["x"].name == MASK


def test_mappings_come_out_read_only() -> None:
    found: Any = redact({"a": 1})
    with pytest.raises(TypeError):
        found["a"] = 2


def test_what_holds_nothing_personal_is_the_same_object() -> None:
    value = (Text(id="a", en="b"), date(2023, 1, 1), None, Fraction(1))
    assert redact(value) is value


def test_a_personal_field_that_cannot_be_hidden_is_a_bug() -> None:
    with pytest.raises(TypeError, match="born"):
        redact(Unmaskable(born=date(1980, 1, 1)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_dossier_file_can_be_redacted_and_twice_is_once(kind: Any) -> None:
    @laws
    @given(value=documents(kind))
    def law(value: object) -> None:
        once = redact(value)
        assert redact(once) == once

    law()
