"""The glossary and the code hold each other: what one names, the other has."""

import pytest

from tools import generate_docs


@pytest.mark.parametrize("name", [name for name, _, _ in generate_docs.terms()])
def test_every_term_is_a_public_name(name: str) -> None:
    assert generate_docs.find(name) is not None


def test_every_term_is_named_once_and_in_both_languages() -> None:
    rows = generate_docs.terms()
    assert len({name for name, _, _ in rows}) == len(rows)
    assert all(indonesian and english for _, indonesian, english in rows)


def test_the_page_is_what_the_code_says() -> None:
    page = generate_docs.GLOSSARY.read_text(encoding="utf-8")
    assert page == generate_docs.glossary(), "run `make docs-generated`"
