from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.errors import FaultyInput
from pmi_core.messages import Text
from pmi_core.regulation import Assumption, Basis, Cited, InstrumentId, ParameterValue, Provision

NUMBERS = st.integers(min_value=1, max_value=99).map(str)
PROVISIONS = st.builds(
    Provision,
    article=NUMBERS | st.sampled_from(["22A", "145AB", "I", "IV"]),
    paragraph=st.none() | NUMBERS | st.just("1a"),
    letter=st.none() | st.sampled_from(["a", "k", "aa"]),
    number=st.none() | NUMBERS,
)


@given(PROVISIONS)
def test_a_provision_read_back_is_the_same(provision: Provision) -> None:
    assert Provision.parse(str(provision)) == provision


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Pasal 4 ayat (4) huruf a", "Article 4 paragraph (4) letter a"),
        ("Pasal 16", "Article 16"),
        ("Pasal 1 angka 9", "Article 1 number 9"),
        ("Pasal I angka 3", "Article I number 3"),
        ("Pasal 24 ayat (1) huruf b angka 2", "Article 24 paragraph (1) letter b number 2"),
    ],
)
def test_a_provision_is_written_in_both_languages(text: str, english: str) -> None:
    assert Provision.parse(text).text == Text(id=text, en=english)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Pasal",
        "pasal 4",
        "Ps. 4",
        "Pasal 0",
        "Pasal 4 (4)",
        "Pasal 4 ayat 4",
        "Pasal 4  ayat (4)",
        "Pasal 4 huruf a ayat (4)",
        "Pasal 4 ayat (4) huruf A",
        "Pasal 4\n",
        "Pasal ٤",
    ],
)
def test_another_form_is_refused_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="expected a provision"):
        Provision.parse(text)


@pytest.mark.parametrize("paragraph", ["", "0", "(1)"])
def test_no_provision_can_be_built_that_could_not_be_read(paragraph: str) -> None:
    with pytest.raises(ValueError, match="expected a provision"):
        Provision(article="4", paragraph=paragraph)


CITED = {"cite": "pp-39-2006", "at": "Pasal 4 ayat (6)", "analogy": True}
ASSUMED = {"owner": "pmi_core", "reason": {"id": "a", "en": "b"}, "on": "2026-11-24"}


@pytest.mark.parametrize(
    ("plain", "basis"),
    [
        (
            CITED,
            Cited(
                cite=InstrumentId("pp-39-2006"),
                at=Provision(article="4", paragraph="6"),
                analogy=True,
            ),
        ),
        (
            ASSUMED,
            Assumption(owner="pmi_core", reason=Text(id="a", en="b"), on=date(2026, 11, 24)),
        ),
    ],
)
def test_a_file_tells_citation_and_assumption_apart(plain: dict[str, Any], basis: Basis) -> None:
    value = codec.structure({"value": 5, "basis": [plain]}, ParameterValue)
    assert value.basis == (basis,)


@pytest.mark.parametrize("basis", [{}, {"item": "e"}, CITED | ASSUMED, {"owner": "pmi_core"}])
def test_a_basis_that_is_neither_is_refused(basis: dict[str, Any]) -> None:
    with pytest.raises(FaultyInput):
        codec.structure({"value": 5, "basis": [basis]}, ParameterValue)


def test_an_assumption_says_who_and_when_and_why() -> None:
    basis = Assumption(owner="pmi_core", reason=Text(id="sebab", en="why"), on=date(2026, 11, 24))
    assert basis.text == Text(
        id="Asumsi pmi_core (24 November 2026): sebab",
        en="Assumption of pmi_core (24 November 2026): why",
    )
