"""Files of cases: what may be written, what it means, and every fault of it at once."""

from copy import deepcopy
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.codec import optional
from pmi_core.errors import FaultyInput, NotFound
from pmi_core.evaluation import (
    Case,
    CaseKind,
    CheckedRulebook,
    CriterionId,
    Outcome,
    Schema,
    builtins,
    lacking_kinds,
    load_rulebook,
    read_cases,
    run_cases,
    shipped_rulebook,
)
from pmi_core.evaluation.case_facts import NowhereToPut, changed, left_out
from pmi_core.programme import Body, KawanPMI, PerwiraPMI
from tests.evaluation import world
from tests.evaluation.world import HEAD, Kind, Plan, Proof, criterion


@attrs.frozen(kw_only=True)
class Item:
    amount: int
    proof: Proof | None = optional(absent="none")
    sure: bool | None = optional()


@attrs.frozen(kw_only=True)
class Thing:
    kind: Kind = Kind.MONTHLY
    last: date = date(2023, 8, 31)
    received: date | None = optional()
    total: int | None = optional()
    sure: bool | None = optional()
    items: tuple[Item, ...] | None = optional()

    @property
    def span(self) -> int:
        return self.last.day


NAMES = {"thing": Thing, "past": tuple[Thing, ...] | None, "plan": Plan | None}
SCHEMA = attrs.evolve(world.SCHEMA, names=NAMES)


def load(*parts: str) -> CheckedRulebook:
    return world.load(*parts, schema=SCHEMA)


BOOK = load(
    criterion("thing.total < limit"),
    criterion("item.proof is not None", id="C-02", each="for item in thing.items"),
    criterion("answer('FOTO-01') == 'ya'", id="C-03"),
    criterion("len(past) > 0", id="C-04", when="plan.ceiling is not None"),
)
DASAR = """
[dasar.thing]
total = 3
items = [{ amount = 1, proof = "struk" }, { amount = 2, proof = "nota" }]
[dasar.parameter]
limit = 4
"""
SMALLEST = '[[kasus]]\nkriteria = "C-01"\njudul = "a"\nhasil = "terpenuhi"\n'


def read(text: str, book: CheckedRulebook = BOOK) -> tuple[Case, ...]:
    found = read_cases(text.encode(), book, file="coba.kasus.toml")
    assert (found.file, found.rulebook) == ("coba.kasus.toml", book.rulebook.id)
    return found.cases


def only(text: str) -> Case:
    (found,) = read(DASAR + SMALLEST + text)
    return found


def faults(text: str, book: CheckedRulebook = BOOK) -> dict[str, str]:
    """The code of each fault by its place."""
    with pytest.raises(FaultyInput) as caught:
        read(text, book)
    assert {fault.file for fault in caught.value.faults} == {"coba.kasus.toml"}
    return {fault.pointer: fault.code for fault in caught.value.faults}


def test_a_case_that_changes_nothing_has_the_facts_of_the_base() -> None:
    found = only("")
    items = (Item(amount=1, proof=Proof.RECEIPT), Item(amount=2, proof=Proof.NOTE))
    assert found == Case(
        criterion=CriterionId("C-01"),
        title="a",
        outcome=Outcome.MET,
        facts={"thing": Thing(total=3, items=items)},
        parameters={"limit": 4},
    )


def test_a_case_says_what_it_asks_for() -> None:
    found = only('saksi = ["/items/0"]\nkurang = ["thing.total"]\nbatas = true')
    assert found.witnesses == ("/items/0",)
    assert found.missing == ("thing.total",)
    assert found.boundary
    plain = only("")
    assert (plain.witnesses, plain.missing, plain.boundary) == (None, None, False)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("thing.total = 9", {"total": 9}),
        ("thing.received = 2023-08-07", {"received": date(2023, 8, 7)}),
        ('thing.kind = "semester"', {"kind": Kind.SEMESTER}),
        ("thing.items.1.amount = 5", {"items": [(1, "struk"), (5, "nota")]}),
        ("thing.items.2 = { amount = 7 }", {"items": [(1, "struk"), (2, "nota"), (7, None)]}),
        ("thing.items = []", {"items": []}),
        ('tanpa = ["thing.total"]', {"total": None}),
        ('tanpa = ["thing.items.0.proof"]', {"items": [(1, None), (2, "nota")]}),
        ('tanpa = ["thing.items.0"]', {"items": [(2, "nota")]}),
        ('tanpa = ["thing.items.0", "thing.items.0"]', {"items": []}),
        ('tanpa = ["thing.items"]', {"items": None}),
    ],
)
def test_what_a_case_writes_is_laid_over_the_base(written: str, expected: dict[str, Any]) -> None:
    thing = only(written).facts["thing"]
    assert isinstance(thing, Thing)
    found = {name: getattr(thing, name) for name in expected}
    if found.get("items") is not None:
        rows = [(one.amount, one.proof and one.proof.value) for one in found["items"]]
        found["items"] = rows
    assert found == expected


def test_facts_that_may_be_missing_are_missing_where_nobody_writes_them() -> None:
    assert set(only("").facts) == {"thing"}
    found = only("past = [{ total = 1 }]\nplan.ceiling = 9")
    assert found.facts["past"] == (Thing(total=1),)
    assert found.facts["plan"] == Plan(ceiling=9)
    assert only("past = []").facts["past"] == ()


def test_parameters_and_answers_are_laid_over_the_base_too() -> None:
    assert only("").parameters == {"limit": 4}
    assert only('parameter.limit = "3/4"').parameters == {"limit": Fraction(3, 4)}
    assert only('tanpa = ["parameter.limit"]').parameters == {"limit": None}
    assert only('jawaban.FOTO-01 = "ya"').answers == {"FOTO-01": "ya"}


def test_a_base_is_no_duty() -> None:
    (found,) = read(SMALLEST + "thing.total = 2")
    assert found.facts == {"thing": Thing(total=2)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {"/kasus": "missing"}),
        ("kasus = []", {"/kasus": "missing"}),
        ("kasus = 1", {"/kasus": "missing"}),
        ("kasus = [1]", {"/kasus/0": "type", "/kasus/0/hasil": "missing"}),
        ("dasr = 1\n" + DASAR + SMALLEST, {"": "unknown-key"}),
        ("dasar = 1\n" + SMALLEST, {"/dasar": "type"}),
        ("[dasar.tihng]\n" + SMALLEST, {"/dasar": "unknown-key"}),
        ("[dasar.thing]\ntotal = 'x'\n" + SMALLEST, {"/dasar/thing/total": "type"}),
        (SMALLEST, {"/kasus/0/thing": "missing"}),
        (DASAR + SMALLEST + "ting.total = 1", {"/kasus/0": "unknown-key"}),
        (DASAR + SMALLEST + "thing.total = 'x'", {"/kasus/0/thing/total": "type"}),
        (DASAR + SMALLEST + "thing.items.7.amount = 1", {"/kasus/0/thing/items/7": "dangling"}),
        (DASAR + SMALLEST + "thing.items.x.amount = 1", {"/kasus/0/thing/items/x": "dangling"}),
        (DASAR + SMALLEST + 'tanpa = ["thing.totl"]', {"/kasus/0/tanpa/0": "dangling"}),
        (DASAR + SMALLEST + 'tanpa = ["thing.total.x"]', {"/kasus/0/tanpa/0": "dangling"}),
        (DASAR + SMALLEST + 'tanpa = ["thing.items.2"]', {"/kasus/0/tanpa/0": "dangling"}),
        (DASAR + SMALLEST + "parameter.limt = 1", {"/kasus/0/parameter": "unknown-key"}),
        (DASAR + SMALLEST + "parameter.limit = 'x'", {"/kasus/0/parameter/limit": "fraction"}),
        (DASAR + SMALLEST + "parameter = 1", {"/kasus/0/parameter": "type"}),
        (DASAR + SMALLEST + 'tanpa = ["parameter.x"]', {"/kasus/0/parameter": "unknown-key"}),
        (DASAR + SMALLEST + 'jawaban.MUTU-01 = "ya"', {"/kasus/0/jawaban": "unknown-key"}),
        (DASAR + SMALLEST + "jawaban.FOTO-01 = 1", {"/kasus/0/jawaban/FOTO-01": "type"}),
        (DASAR + SMALLEST.replace("C-01", "C-09"), {"/kasus/0/kriteria": "dangling"}),
        (DASAR + SMALLEST.replace("terpenuhi", "benar"), {"/kasus/0/hasil": "unknown-word"}),
        (DASAR + SMALLEST * 2, {"/kasus/1/judul": "duplicate"}),
    ],
)
def test_every_fault_is_named_with_its_place(text: str, expected: dict[str, str]) -> None:
    found = faults(text)
    assert expected.items() <= found.items()
    if text.startswith("["):
        assert set(found) == set(expected)


def test_all_faults_come_at_once_and_those_of_the_base_but_once() -> None:
    wrong = SMALLEST.replace('"a"', '"b"').replace("terpenuhi", "benar")
    found = faults("[dasar.thing]\ntotal = 'x'\n" + SMALLEST + "salah = 1\n" + wrong)
    assert found == {
        "/dasar/thing/total": "type",
        "/kasus/0": "unknown-key",
        "/kasus/1/hasil": "unknown-word",
    }


def test_a_word_that_is_nearly_right_is_offered() -> None:
    with pytest.raises(FaultyInput) as caught:
        read(DASAR + SMALLEST.replace("C-01", "C-1") + 'tanpa = ["thing.totl"]\nsaks = []')
    said = "\n".join(str(fault) for fault in caught.value.faults)
    assert "did you mean 'C-01'?" in said
    assert "did you mean 'total'?" in said
    assert "did you mean 'saksi'?" in said


def test_what_is_no_toml_is_one_fault_with_its_line() -> None:
    assert faults("[dasar\n") == {"line 1, column 7": "syntax"}


@attrs.frozen(kw_only=True)
class Round:
    """A subject with a day of its own."""

    names: tuple[str, ...]
    as_of: date


PEOPLE = Schema(
    subject="dossier",
    names={"dossier": Round, "body": Body | None, "days": tuple[date, ...]},
    functions=builtins(),
    day="dossier.as_of",
)
BODIES = load_rulebook(
    "\n".join(
        (
            HEAD.replace("thing", "dossier"),
            criterion("len(dossier.names) > 1"),
            criterion("working_days('2023-08-01', dossier.as_of) == 5", id="C-02"),
        )
    ).encode(),
    file="badan.toml",
    schema=PEOPLE,
)
HEADING = """
dasar.days = [2023-08-01]
[dasar.dossier]
names = ["Contoh", "Lain"]
as_of = 2023-08-07
"""
A_BODY = 'body = { programme = "kawan_pmi", id = "b", name = "B", level = "kabkota" }'


@pytest.mark.parametrize(
    ("programme", "more", "shape"),
    [("kawan_pmi", "", KawanPMI), ("perwira_pmi", ", members = []", PerwiraPMI)],
)
def test_a_body_says_by_programme_which_partner_it_is(
    programme: str, more: str, shape: type
) -> None:
    case = A_BODY.replace("kawan_pmi", programme).replace(" }", f"{more} }}")
    (found,) = read(HEADING + SMALLEST + case, BODIES)
    assert type(found.facts["body"]) is shape


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("body = 1", {"/kasus/0/body": "type"}),
        ('body.programme = "kawan"', {"/kasus/0/body/programme": "unknown-word"}),
        ('body.programme = "kkbm"', {"/kasus/0/body/id": "missing"}),
        (
            A_BODY.replace("name", "nam") + "\ndossier.as_of = 1\ntanpa = ['dossier.names']",
            {
                "/kasus/0/body": "unknown-key",
                "/kasus/0/dossier/as_of": "date",
                "/kasus/0/dossier/names": "missing",
            },
        ),
        ("dossier = 1", {"/kasus/0/dossier": "type"}),
        ("tanpa = ['days']", {"/kasus/0/days": "missing"}),
    ],
)
def test_faults_of_bodies_are_named_with_their_place(text: str, expected: dict[str, str]) -> None:
    found = faults(HEADING + SMALLEST + text, BODIES)
    assert {place: found.get(place) for place in expected} == expected


def test_working_days_are_counted_as_of_the_day_of_the_subject() -> None:
    text = HEADING + SMALLEST + SMALLEST.replace("C-01", "C-02")
    assert [one.holds for one in run_cases(BODIES, read(text, BODIES))] == [True, True]
    later = text + "dossier.as_of = 2023-08-08"
    assert [one.holds for one in run_cases(BODIES, read(later, BODIES))] == [True, False]


def test_without_a_day_no_working_day_can_be_counted() -> None:
    book = load(criterion("working_days('2023-08-01', thing.last) > 0"))
    text = "[dasar.thing]\n" + SMALLEST.replace("terpenuhi", "belum_dapat_dinilai")
    (found,) = run_cases(book, read(text, book))
    assert found.holds


def test_what_comes_out_is_held_against_what_was_written() -> None:
    written = DASAR + SMALLEST + "thing.total = 4"
    (found,) = run_cases(BOOK, read(written))
    assert not found.holds
    assert (found.expected, found.outcome) == (Outcome.MET, Outcome.NOT_MET)
    assert found.explanation is not None
    assert found.explanation.outcome is Outcome.NOT_MET
    (found,) = run_cases(BOOK, read(DASAR + SMALLEST))
    assert found.holds
    assert found.explanation is None


def test_witnesses_and_missing_values_count_where_a_case_asks_for_them() -> None:
    text = DASAR + SMALLEST.replace("C-01", "C-02").replace("terpenuhi", "tidak_terpenuhi")
    text += 'tanpa = ["thing.items.1.proof"]\n'
    for written, holds in [("", True), ('saksi = ["/items/1"]', True), ("saksi = []", False)]:
        (found,) = run_cases(BOOK, read(text + written))
        assert found.holds is holds
    text = DASAR + SMALLEST.replace("terpenuhi", "belum_dapat_dinilai")
    text += 'tanpa = ["thing.total", "parameter.limit"]\n'
    both = 'kurang = ["limit", "thing.total"]'
    for written, holds in [("", True), (both, True), ('kurang = ["limit"]', False)]:
        (found,) = run_cases(BOOK, read(text + written))
        assert found.holds is holds
        assert found.missing == ("limit", "thing.total")


def test_answers_are_read_by_the_rules() -> None:
    text = DASAR + SMALLEST.replace("C-01", "C-03")
    (found,) = run_cases(BOOK, read(text + 'jawaban.FOTO-01 = "ya"'))
    assert found.holds
    (found,) = run_cases(BOOK, read(text))
    assert found.outcome is Outcome.UNDETERMINED


def test_parameters_are_those_of_the_law_on_the_day_of_the_criterion() -> None:
    book = shipped_rulebook("kawan-bulanan")
    text = """
    [dasar.report]
    id = "r"
    body = "b"
    kind = "bulanan"
    period = "2023-08"
    first_received_on = 2023-09-07
    [[kasus]]
    kriteria = "LAP-03"
    judul = "Lima hari kerja"
    hasil = "terpenuhi"
    [[kasus]]
    kriteria = "LAP-03"
    judul = "Empat hari kerja"
    parameter.batas_hari_kerja = 4
    hasil = "tidak_terpenuhi"
    [[kasus]]
    kriteria = "LAP-03"
    judul = "Tanpa batas waktu"
    tanpa = ["parameter.batas_hari_kerja"]
    kurang = ["batas_hari_kerja"]
    hasil = "belum_dapat_dinilai"
    """
    assert all(one.holds for one in run_cases(book, read(text, book)))


def test_a_case_of_another_rulebook_is_refused() -> None:
    stray = attrs.evolve(read(DASAR + SMALLEST)[0], criterion=CriterionId("X-01"))
    with pytest.raises(NotFound):
        run_cases(BOOK, [stray])


def test_each_criterion_needs_a_case_of_each_kind_it_can_have() -> None:
    cases = read(
        DASAR
        + SMALLEST
        + SMALLEST.replace('"a"', '"b"').replace("terpenuhi", "tidak_terpenuhi")
        + "thing.total = 4\nbatas = true\n"
        + SMALLEST.replace("C-01", "C-02").replace("terpenuhi", "tidak_berlaku")
        + "thing.items = []\n"
    )
    book = load(
        criterion("thing.total < limit"),
        criterion("item.proof is not None", id="C-02", each="for item in thing.items"),
        criterion("thing.span > 0", id="C-03"),
        criterion(
            "amount.proof is None", id="C-04", each="for amount in thing.items if amount.sure"
        ),
        criterion("thing.span > 0", id="C-05", when="thing.sure"),
    )
    everything = tuple(CaseKind)
    known = (CaseKind.PASSING, CaseKind.FAILING, CaseKind.BOUNDARY)
    assert lacking_kinds(book, cases) == {
        "C-01": (CaseKind.MISSING,),
        "C-02": everything,
        "C-03": known,
        "C-04": everything,
        "C-05": everything,
    }


PLAIN = st.recursive(
    st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=8,
)
TABLES = st.dictionaries(st.sampled_from("abc"), PLAIN, max_size=3)


@given(TABLES)
def test_without_changes_a_base_stays(base: dict[str, Any]) -> None:
    assert changed(base, {}) == base


@given(TABLES, TABLES)
def test_changes_leave_the_base_itself_alone_and_can_be_made_twice(
    base: dict[str, Any], change: dict[str, Any]
) -> None:
    kept = deepcopy(base)
    try:
        once = changed(base, change)
    except NowhereToPut:
        assert base == kept
        return
    assert base == kept
    assert changed(once, change) == once
    assert all(name in once for name in change)


@given(TABLES, st.sampled_from("abc"), PLAIN)
def test_what_is_written_can_be_left_out_again(base: dict[str, Any], name: str, value: Any) -> None:
    written = changed({k: v for k, v in base.items() if k != name}, {name: value})
    assert written[name] == value
    rest = left_out(written, name)
    assert name not in rest
    assert name in written


@pytest.mark.parametrize("number", ["00", "\u0660", "-0", "+0", "9" * 5_000])
def test_an_item_has_one_number_and_it_is_written_in_one_way(number: str) -> None:
    with pytest.raises(NowhereToPut, match="the list of 1 has no item") as caught:
        left_out({"a": [1]}, f"a.{number}")
    assert len(caught.value.message) < 200
    with pytest.raises(NowhereToPut, match="the list of 1 has no item"):
        changed({"a": [1]}, {"a": {number: 2}})


def test_items_go_by_their_id_before_their_number() -> None:
    base = {"a": [{"id": "1"}, {"id": "0"}]}
    assert changed(base, {"a": {"0": {"n": 1}}}) == {"a": [{"id": "1"}, {"id": "0", "n": 1}]}
    assert left_out(base, "a.0") == {"a": [{"id": "1"}]}
