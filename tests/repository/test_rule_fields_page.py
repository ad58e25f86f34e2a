"""Every field that a rule can reach has a name in both languages, and stands on a page."""

import pytest

from pmi_core.evaluation import SUBJECTS, Subject
from pmi_core.evaluation.shapes import Sort, members_of, shape_of
from pmi_core.messages import catalogue
from tools import generate_docs
from tools.rule_fields_page import all_records, label_key, records_of, rule_fields

FIELDS = [
    (kind, name, member) for kind in all_records() for name, member in members_of(kind).items()
]


def test_the_page_is_what_the_subjects_offer() -> None:
    page = generate_docs.RULE_FIELDS.read_text(encoding="utf-8")
    assert page == rule_fields(), "run `make docs-generated`"


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_every_field_a_rule_can_reach_has_a_label(subject: Subject) -> None:
    missing = [
        f"{kind.__name__}.{name}"
        for kind in records_of(subject)
        for name in members_of(kind)
        if label_key(kind, name) is None
    ]
    assert sorted(missing) == []


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_every_name_of_a_subject_has_a_label_and_a_type(subject: Subject) -> None:
    for name, annotation in subject.names.items():
        assert f"rules.name.{name}" in catalogue()
        assert shape_of(annotation)[0].sort is not Sort.OPAQUE


def test_every_field_of_yes_or_no_has_a_sentence_and_its_denial() -> None:
    asked = [f"sentence.{k.__name__}.{n}" for k, n, m in FIELDS if m.shape.sort is Sort.BOOL]
    keys = [f"{key}.{said}" for key in asked for said in ("yes", "no")]
    assert [key for key in keys if key not in catalogue()] == []


def test_no_sentence_is_told_apart_in_one_of_its_two_senses_only() -> None:
    keys = [key for key in catalogue() if key.startswith("sentence.")]
    apart = {key.rpartition(".")[0] for key in keys if key.endswith("_apart")}
    assert {f"{key}.{said}_apart" for key in apart for said in ("yes", "no")} <= catalogue().keys()


def test_every_label_and_sentence_is_of_a_field_that_is_there() -> None:
    known = {f"{base.__name__}.{n}" for k, n, _ in FIELDS for base in k.__mro__}
    keys = (key.split(".") for key in catalogue() if key.startswith(("field.", "sentence.")))
    assert {f"{kind}.{name}" for _, kind, name, *_ in keys} <= known


def test_no_label_of_a_field_ends_in_a_preposition() -> None:
    labels = [label for key, label in catalogue().items() if key.startswith("field.")]
    assert [label.id for label in labels if label.id.split()[-1] in ("pada", "dari", "dalam")] == []
    assert [label.en for label in labels if label.en.split()[-1] in ("of", "on", "after")] == []


def test_the_page_links_to_headings_that_are_there() -> None:
    headings = {line[4:] for line in generate_docs.GLOSSARY.read_text("utf-8").splitlines()}
    words = {m.shape.of.__name__ for _, _, m in FIELDS if m.shape.sort is Sort.WORD and m.shape.of}
    assert words <= headings
    assert all(f"\n### {kind.__name__}\n" in rule_fields() for kind in all_records())
