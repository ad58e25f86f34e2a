"""The page of rules says what the rulebooks say, in words that exist."""

import pytest

from pmi_core.evaluation import CheckedRulebook, shipped_rulebooks, tree
from pmi_core.messages import catalogue
from pmi_core.regulation import Cited, check_basis, shipped_registry
from tools import generate_docs
from tools.rules_page import rules


def test_the_page_is_what_the_rulebooks_say() -> None:
    page = generate_docs.RULES.read_text(encoding="utf-8")
    assert page == rules(), "run `make docs-generated`"


@pytest.mark.parametrize("book", shipped_rulebooks(), ids=lambda book: book.rulebook.id)
def test_every_field_a_rule_reads_has_a_name_in_both_languages(book: CheckedRulebook) -> None:
    parts = [*book.measures.values(), *(node for rule in book.rules for node in rule.nodes)]
    fields = {p for part in parts for p in tree.walk(part) if isinstance(p, tree.Field)}
    named = {f"field.{f.base.shape.of.__name__}.{f.name}" for f in fields if f.base.shape.of}
    assert named <= catalogue().keys()


@pytest.mark.parametrize("book", shipped_rulebooks(), ids=lambda book: book.rulebook.id)
def test_every_criterion_cites_what_the_registry_knows(book: CheckedRulebook) -> None:
    registry = shipped_registry()
    for criterion in book.rulebook.criteria:
        assert criterion.basis
        assert [f for basis in criterion.basis for f in check_basis(basis, registry)] == []


def test_the_directions_that_are_only_advice_or_cut_off_are_recorded_and_judge_nobody() -> None:
    items = {
        basis.item
        for book in shipped_rulebooks()
        for criterion in book.rulebook.criteria
        for basis in criterion.basis
        if isinstance(basis, Cited) and basis.cite == "arahan-bp3mi-jabar-2024-07-23"
    }
    assert items == {"a", "b", "c", "d", "e", "g", "h"}
