"""Rules in words: what an official reads, in Indonesian and in English."""

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from pmi_core.evaluation import (
    CheckedRulebook,
    Context,
    Explanation,
    MissingReason,
    Outcome,
    Route,
    Severity,
    describe_pointer,
    describe_rule,
    explain,
    read_rulebook,
    shipped_rulebook,
    shipped_rulebooks,
    tree,
)
from pmi_core.evaluation.explain import labels_of
from pmi_core.evaluation.shapes import BOOL
from pmi_core.evaluation.words import describe, value_text
from pmi_core.messages import Language, catalogue, label
from pmi_core.regulation import shipped_registry
from tests.evaluation.world import (
    HEAD,
    SCHEMA,
    Code,
    Item,
    Kind,
    Person,
    Thing,
    criterion,
    load,
    measure,
)

EACH = "for item in thing.items"


def words(require: str, **parts: str) -> tuple[str, str]:
    book = load(measure("hari_terlambat", "1"), criterion(require, **parts))
    said = [describe_rule(book.rules[0], language, SCHEMA.labels) for language in Language]
    return said[0], said[1]


SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", SENTENCES["sentence"], ids=lambda row: row["rule"])
def test_a_condition_reads_as_a_sentence(row: dict[str, str]) -> None:
    assert words(row["rule"]) == (row["id"], row["en"])


def test_a_criterion_says_when_for_which_items_and_what() -> None:
    said = words(
        "item.proof is not None", each=EACH + " if item.amount > 2", when="thing.total > 1"
    )
    assert said[0] == (
        "Apabila total benda lebih dari 1: untuk setiap items benda yang memenuhi syarat "
        "(amount lebih dari 2): proof ada"
    )
    assert said[1] == (
        "Where total of the thing is more than 1: for each of items of the thing where "
        "(amount is more than 2): proof is present"
    )


def test_fields_are_called_what_the_catalogue_calls_them() -> None:
    book = shipped_rulebook("kawan-bulanan")
    said = describe_rule(book.rule("LAP-02"), Language.ID, labels_of(book))
    assert said == "Periode sampul laporan sama dengan periode laporan"


@pytest.mark.parametrize(
    ("value", "indonesian"),
    [
        (1250000, "1.250.000"),
        (Fraction(1, 3), "0,33"),
        (date(2023, 8, 7), "7 Agustus 2023"),
        (True, "ya"),
        (None, "tidak diketahui"),
        ("teks", "teks"),
        (Outcome.MET, "Terpenuhi"),
        (Kind.MONTHLY, "bulanan"),
        (Code(2023), "2023"),
    ],
)
def test_values_read_as_people_write_them(value: object, indonesian: str) -> None:
    assert value_text(value, Language.ID) == indonesian


LATE = measure("hari_terlambat", "max(0, thing.total - limit)")


def explained(require: str, thing: Thing, **parts: str) -> Explanation:
    book = load(LATE, criterion(require, **parts))
    return explain(book, "C-01", {"thing": thing}, {"limit": 5}, Context())


def test_an_explanation_has_the_values_down_to_the_parameter() -> None:
    told = explained("hari_terlambat == 0 and thing.kind == 'bulanan'", Thing(total=8))
    assert told.outcome is Outcome.NOT_MET
    assert [(v.source, v.value.id, v.at) for v in told.values] == [
        ("thing.total", "8", ""),
        ("limit", "5", ""),
        ("max(0, thing.total - limit)", "3", ""),
        ("hari_terlambat", "3", ""),
        ("thing.kind", "bulanan", ""),
    ]
    assert told.satisfied_by.id == "Terpenuhi apabila hari_terlambat sama dengan 0, sekarang 3."
    assert told.satisfied_by.en == "Met when hari_terlambat equals 0, now 3."


def test_an_explanation_names_every_part_that_fails() -> None:
    thing = Thing(items=(Item(amount=1), Item(amount=9)))
    told = explained("item.proof is not None and item.amount > 2", thing, each=EACH)
    assert told.witnesses == ("/items/0", "/items/1")
    assert told.satisfied_by.id == "Terpenuhi apabila proof ada; amount lebih dari 2, sekarang 1."
    assert ("item.proof is not None", "tidak", "/items/1") in [
        (v.source, v.value.id, v.at) for v in told.values
    ]


def test_items_outside_the_subject_go_by_what_all_of_them_are_called() -> None:
    book = load(criterion("all(one.total == thing.total for one in past)"))
    facts = {"thing": Thing(total=1), "past": (Thing(total=1), Thing(total=2))}
    told = explain(book, "C-01", facts, {}, Context())
    assert told.satisfied_by.en == "Met when of past: total equals 1, now 2."


def test_an_explanation_lists_what_must_be_known() -> None:
    told = explained("hari_terlambat == 0", Thing())
    assert told.outcome is Outcome.UNDETERMINED
    assert told.satisfied_by.id == (
        "Belum dapat dinilai karena belum diketahui: total benda (tidak diisi)."
    )
    assert (
        told.satisfied_by.en
        == "Undetermined, because not known: total of the thing (not filled in)."
    )


def test_a_part_that_fails_while_explaining_spoils_nothing() -> None:
    told = explained("thing.total == 1 and fails(1) and thing.span == 1", Thing(total=2))
    assert told.outcome is Outcome.NOT_MET
    assert told.satisfied_by.en == (
        "Met when total of the thing equals 1, now 2; span of the thing equals 1, now 31."
    )


def test_where_there_is_nothing_to_mend_nothing_is_asked() -> None:
    told = explained("True", Thing())
    assert (told.satisfied_by.id, told.satisfied_by.en) == ("", "")
    assert told.failed is None


def test_where_the_check_failed_the_function_is_named() -> None:
    told = explained("fails(1)", Thing())
    assert told.outcome is Outcome.ERRORED
    assert told.failed is not None
    assert told.failed in told.satisfied_by.id
    assert told.failed in told.satisfied_by.en


@pytest.mark.parametrize(
    ("require", "thing", "indonesian"),
    [
        (
            "thing.received <= thing.last",
            Thing(received=date(2024, 8, 9), last=date(2024, 8, 7)),
            "received benda paling lambat Rabu, 7 Agustus 2024, sekarang Jumat, 9 Agustus 2024",
        ),
        (
            "3 <= len(thing.items)",
            Thing(items=(Item(), Item())),
            "banyaknya items benda paling sedikit 3, sekarang 2",
        ),
        (
            "thing.total > limit",
            Thing(total=5),
            "total benda lebih dari 5, sekarang 5",
        ),
        (
            "days('2024-08-01', thing.last) <= limit",
            Thing(last=date(2024, 8, 9)),
            (
                "banyaknya hari dari 1 Agustus 2024 sampai dengan last benda paling banyak 5, "
                "sekarang 8 (yaitu apabila last benda paling lambat Selasa, 6 Agustus 2024, "
                "sekarang Jumat, 9 Agustus 2024)"
            ),
        ),
        (
            "days('2024-08-01', thing.last) >= limit",
            Thing(last=date(2024, 8, 3)),
            (
                "banyaknya hari dari 1 Agustus 2024 sampai dengan last benda paling sedikit 5, "
                "sekarang 2 (yaitu apabila last benda paling cepat Selasa, 6 Agustus 2024, "
                "sekarang Sabtu, 3 Agustus 2024)"
            ),
        ),
        (
            "abs(days('2024-08-05', thing.last)) <= 1",
            Thing(last=date(2024, 8, 9)),
            (
                "nilai mutlak (banyaknya hari dari 5 Agustus 2024 sampai dengan last benda) "
                "paling banyak 1, sekarang 4 (yaitu apabila last benda antara Minggu, "
                "4 Agustus 2024 dan Selasa, 6 Agustus 2024, sekarang Jumat, 9 Agustus 2024)"
            ),
        ),
        (
            "thing.last in ('2024-08-05', '2024-08-09')",
            Thing(last=date(2024, 8, 7)),
            "last benda termasuk",
        ),
        (
            "days('2024-08-05', thing.last) * days('2024-08-05', thing.last) == 4",
            Thing(last=date(2024, 8, 9)),
            "sama dengan 4, sekarang 16.",
        ),
        (
            "days(thing.last, thing.received) == 0",
            Thing(last=date(2024, 8, 9), received=date(2024, 8, 8)),
            "sama dengan 0, sekarang -1.",
        ),
        (
            "thing.kind == 'semester'",
            Thing(),
            "kind benda sama dengan semester, sekarang bulanan",
        ),
        ("thing.owner.name == 'Lain'", Thing(owner=Person(name="Ibu")), "sekarang ***"),
        (
            "(thing.total > 3) == True and thing.total > 0",
            Thing(total=1),
            "Terpenuhi apabila (total benda lebih dari 3) sama dengan ya.",
        ),
        (
            "thing.total > 3 or thing.kind == 'semester' and thing.total > 0",
            Thing(total=1),
            (
                "total benda lebih dari 3, sekarang 1; atau kind benda sama dengan semester, "
                "sekarang bulanan."
            ),
        ),
        ("thing.total != 3", Thing(total=3), "Terpenuhi apabila total benda tidak sama dengan 3."),
        (
            "all(item.amount > 1 for item in thing.items if item.sure)",
            Thing(items=(Item(amount=2, sure=True), Item(amount=1, sure=True), Item())),
            "Terpenuhi apabila pada items ke-2: amount lebih dari 1, sekarang 1.",
        ),
    ],
    ids=[
        "a day",
        "mirrored",
        "parameter",
        "latest",
        "earliest",
        "between",
        "no comparison",
        "two spans of days",
        "two days",
        "word",
        "masked",
        "yes or no",
        "one of several",
        "what it must not be",
        "each of many",
    ],
)
def test_what_would_make_it_pass_is_told_exactly(
    require: str, thing: Thing, indonesian: str
) -> None:
    assert indonesian in explained(require, thing).satisfied_by.id


def test_the_items_that_fail_are_shown_with_their_values() -> None:
    thing = Thing(items=(Item(amount=2), Item(amount=1)))
    told = explained("all(item.amount > thing.span - 30 for item in thing.items)", thing)
    assert [(v.source, v.value.id, v.at) for v in told.values] == [
        ("item.amount", "1", "/items/1"),
        ("thing.span", "31", ""),
    ]


def test_the_items_that_leave_it_open_are_shown_too() -> None:
    thing = Thing(items=(Item(amount=2, sure=True), Item(amount=3)))
    told = explained("all(item.sure or item.amount > 9 for item in thing.items)", thing)
    assert told.outcome is Outcome.UNDETERMINED
    assert [(v.source, v.value.id, v.at) for v in told.values] == [
        ("item.sure", "tidak diketahui", "/items/1"),
        ("item.amount", "3", "/items/1"),
    ]


def test_a_condition_is_not_repeated_as_what_would_make_it_hold() -> None:
    told = explained("increasing(thing.amounts)", Thing(amounts=(2, 1)))
    assert told.outcome is Outcome.NOT_MET
    assert told.satisfied_by.id == ""


def test_a_field_of_yes_or_no_is_a_sentence() -> None:
    book = shipped_rulebook("badan")
    said = [
        describe_rule(book.rule(criterion), language, labels_of(book)).split(": ", 1)[1]
        for criterion, language in (("BAD-03", Language.ID), ("BAD-03", Language.EN))
    ]
    assert said == [
        (
            "untuk setiap personel unit atau perkumpulan yang sedang bertugas: pakta integritas "
            "telah ditandatangani"
        ),
        "for each of persons of the body that are serving: the integrity pact is signed",
    ]
    running = describe_rule(book.rule("BAD-04"), Language.ID, labels_of(book))
    assert "banyaknya usaha anggota unit atau perkumpulan yang sudah berjalan" in running
    assert "paling sedikit ambang bagian usaha anggota yang berjalan" in running
    text = HEAD.replace('"thing"', '"body"') + criterion(
        "count(member.trained for member in body.members if member.active) > 0"
    )
    other = read_rulebook(text.encode())
    trained = describe_rule(other.rule("C-01"), Language.ID, labels_of(other))
    assert "yang keanggotaannya masih berlaku dan telah mengikuti pelatihan" in trained


def test_a_sentence_that_stands_apart_has_a_subject_of_its_own() -> None:
    book = shipped_rulebook("badan")
    apart, joined = (
        describe_rule(book.rule(criterion), Language.EN, labels_of(book))
        for criterion in ("BAD-09", "BAD-05")
    )
    assert apart.endswith(": it holds a NIB")
    assert "businesses of the body that hold a NIB)" in joined


def test_a_text_without_a_letter_is_told_in_words() -> None:
    book = shipped_rulebook("kawan-bulanan")
    said = [describe_rule(book.rule("LAP-21"), one, labels_of(book)) for one in Language]
    assert said == [
        (
            "Nama unit tertulis sampul laporan tidak sama dengan teks kosong dan "
            "wilayah tertulis sampul laporan tidak sama dengan teks kosong"
        ),
        (
            "Printed unit name of cover of the report does not equal an empty text and "
            "printed region of cover of the report does not equal an empty text"
        ),
    ]


@pytest.mark.parametrize("book", shipped_rulebooks(), ids=lambda book: book.rulebook.id)
@pytest.mark.parametrize("language", Language)
def test_what_holds_of_all_or_some_items_ends_with_its_brackets_beside_anything_else(
    book: CheckedRulebook, language: Language
) -> None:
    for rule in book.rules:
        beside = [
            operand
            for node in rule.nodes
            for part in tree.walk(node)
            if isinstance(part, tree.Logic)
            for operand in part.operands
        ]
        for node in (*beside, *([rule.when] if rule.when is not None else [])):
            if isinstance(node, tree.Aggregate) and node.name in ("all", "any"):
                said = describe_rule(rule, language, labels_of(book)).casefold()
                assert f"({describe(node, language, labels_of(book)).casefold()})" in said


def test_what_is_denied_is_a_sentence_too() -> None:
    book = shipped_rulebook("angka-terbit")
    said = describe_rule(book.rule("ANG-01"), Language.ID, labels_of(book))
    assert said.startswith(
        "Untuk setiap penjumlahan publikasi yang rinciannya tidak dinyatakan sebagian: "
    )


@pytest.mark.parametrize("book", shipped_rulebooks(), ids=lambda book: book.rulebook.id)
def test_every_field_of_yes_or_no_that_is_all_a_rule_asks_has_a_sentence(
    book: CheckedRulebook,
) -> None:
    fields = [
        node
        for rule in book.rules
        for part in rule.nodes
        for node in tree.walk(part)
        if isinstance(node, tree.Field) and node.shape == BOOL and node.base.shape.of
    ]
    keys = [f"sentence.{f.base.shape.of.__name__}.{f.name}" for f in fields if f.base.shape.of]
    known = catalogue()
    assert [key for key in keys if f"{key}.yes" not in known or f"{key}.no" not in known] == []


@pytest.mark.parametrize(
    ("pointer", "indonesian"),
    [
        ("/expenses/0", "biaya ke-1"),
        ("/activities/1/evidence/2", "kegiatan ke-2, data dukung ke-3"),
        ("/cover/period", "sampul, periode"),
        ("/tidak/0", "/tidak/0"),
        ("/0", "/0"),
        ("/cover/period/x", "/cover/period/x"),
        ("", ""),
    ],
)
def test_a_pointer_says_which_item_it_means(pointer: str, indonesian: str) -> None:
    assert describe_pointer(pointer, shipped_rulebook("kawan-bulanan").schema).id == indonesian


def test_no_label_of_a_parameter_ends_in_an_operator() -> None:
    for parameter in shipped_registry().parameters:
        assert "paling sedikit" not in parameter.label.id.lower()
        assert "paling banyak" not in parameter.label.id.lower()


def test_a_personal_day_is_not_looked_for() -> None:
    thing = Thing(owner=Person(name="Ibu", born=date(1990, 5, 17)))
    told = explained("days('1990-05-20', thing.owner.born) == 5", thing)
    assert "yaitu" not in told.satisfied_by.id
    assert "1990" not in told.satisfied_by.id.replace("20 Mei 1990", "")


def test_what_is_unknown_of_an_item_asks_for_nothing_while_another_fails() -> None:
    thing = Thing(items=(Item(sure=None, amount=1), Item(sure=True, amount=2)))
    told = explained("item.amount > 3", thing, each=EACH + " if item.sure")
    assert told.satisfied_by.id == "Terpenuhi apabila amount lebih dari 3, sekarang 2."


def test_personal_values_are_masked_in_an_explanation() -> None:
    told = explained("thing.owner.name == 'Lain'", Thing(owner=Person(name="Ibu Contoh")))
    assert [(v.source, v.value.id) for v in told.values] == [("thing.owner.name", "***")]
    assert "Ibu" not in repr(told)


@pytest.mark.parametrize("kind", [Outcome, Severity, Route, MissingReason])
def test_every_word_has_a_label_in_both_languages(kind: type[Outcome]) -> None:
    assert all(label(member).id and label(member).en for member in kind)
