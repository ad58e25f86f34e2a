"""A rulebook is read whole or not at all, and says which parameters its criteria read."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import attrs
import pytest

from pmi_core.errors import FaultyRulebook, NotFound
from pmi_core.evaluation import (
    CheckedRulebook,
    Context,
    Outcome,
    Route,
    Severity,
    load_rulebook,
    read_rulebook,
    shipped_rulebooks,
)
from pmi_core.regulation import shipped_registry
from tests.evaluation.world import (
    HEAD,
    SCHEMA,
    Item,
    Thing,
    criterion,
    faults,
    load,
    measure,
)

COMPONENT = '[[component]]\nid = "isi"\nlabel = { id = "Isi", en = "contents" }\nweight = "5/2"\n'


def test_a_rulebook_holds_what_its_file_says() -> None:
    book = load(
        COMPONENT,
        measure("late", "1"),
        criterion("late == 1", implements="R01").replace('"R01"', '["R01"]'),
        criterion(
            "True",
            id="C-02",
            component="isi",
            route="nasional",
            extra='weight = 2\nremedy = { id = "a", en = "b" }\n',
        ),
    )
    first, second = book.rulebook.criteria
    assert (book.rulebook.id, book.rulebook.version, book.rulebook.subject) == (
        "contoh",
        "2026.1",
        "thing",
    )
    assert (first.implements, first.route, first.weight) == (
        ("R01",),
        Route.UNIT,
        Fraction(1),
    )
    assert (first.severity, first.curable, first.remedy) == (Severity.NOTE, True, None)
    assert (second.route, second.weight) == (Route.NATIONAL, Fraction(2))
    assert second.component == "isi"
    assert book.rulebook.components[0].weight == Fraction(5, 2)
    assert [rule.id for rule in book.rules] == ["C-01", "C-02"]


@pytest.mark.parametrize(
    ("parts", "code", "pointer", "message"),
    [
        (("id = ",), "syntax", "", ""),
        ((criterion("True"), COMPONENT.replace("5/2", "0")), "value", "/component/0", "weight"),
        ((criterion("True", component="isi"),), "dangling", "/criterion/0/component", "'isi'"),
        (
            (COMPONENT, criterion("True", component="is")),
            "dangling",
            "/criterion/0/component",
            "did you mean 'isi'?",
        ),
        ((criterion("True"), criterion("True")), "duplicate", "/criterion/1/id", "'C-01'"),
        (
            (measure("a", "1"), measure("a", "2"), criterion("True")),
            "duplicate",
            "/measure/1/id",
            "'a'",
        ),
        ((COMPONENT, COMPONENT, criterion("True")), "duplicate", "/component/1/id", "'isi'"),
        ((criterion("True", basis="basis = []\n"),), "basis", "/criterion/0/basis", "rests on"),
        ((criterion("True", basis=""),), "missing", "/criterion/0/basis", "required"),
        (("criterion = []",), "missing", "/criterion", "at least one"),
        (("",), "missing", "/criterion", "required"),
        (("criterion = 1",), "type", "/criterion", "a list"),
        (("criterion = [1]",), "type", "/criterion/0", "an object"),
        ((criterion("True", severity2="x"),), "unknown-key", "/criterion/0", "'severity2'"),
        ((criterion("True", route="unti"),), "unknown-word", "/criterion/0/route", "'unit'"),
        ((criterion("True", id="lap 3"),), "value", "/criterion/0", "LIKE-01"),
        ((measure("Late", "1"), criterion("True")), "value", "/measure/0", "like_this"),
        ((criterion("True", extra="weight = 0\n"),), "value", "/criterion/0", "more than 0"),
        ((criterion("True", extra="weight = 0.5\n"),), "fraction", "/criterion/0/weight", ""),
        (
            (criterion("True").replace(', en = "Title"', ""),),
            "missing",
            "/criterion/0/title/en",
            "required",
        ),
        ((measure("thing", "1"), criterion("True")), "name-taken", "/measure/0/value", "'thing'"),
        ((measure("limit", "1"), criterion("True")), "name-taken", "/measure/0/value", "'limit'"),
        ((measure("sum", "1"), criterion("True")), "name-taken", "/measure/0/value", "'sum'"),
        ((measure("lambda", "1"), criterion("True")), "name-taken", "/measure/0/value", "'lambda'"),
        ((measure("a", "thing.items"), criterion("True")), "type", "/measure/0/value", "single"),
        (
            (measure("a", "a + 1"), criterion("a == 1")),
            "cycle",
            "/measure/0/value",
            "a → a",
        ),
    ],
)
def test_a_faulty_rulebook_is_refused_with_the_place_of_the_fault(
    parts: tuple[str, ...], code: str, pointer: str, message: str
) -> None:
    found = [fault for fault in faults(*parts) if fault.code == code]
    assert found
    if pointer:
        assert {fault.pointer for fault in found} == {pointer}
        assert message in found[0].message


def test_every_circle_of_measures_is_told() -> None:
    found = faults(
        measure("a", "b + 1"),
        measure("b", "c + 1"),
        measure("c", "a + 1"),
        measure("d", "e + 1"),
        measure("e", "d + 1"),
        measure("f", "a + 1"),
        measure("g", "nope + 1"),
        measure("h", "g + 1"),
        criterion("a == 1 and f == 1 and g == 1 and h == 1"),
    )
    assert [(fault.code, fault.pointer) for fault in found] == [
        ("cycle", "/measure/0/value"),
        ("cycle", "/measure/3/value"),
        ("unknown-name", "/measure/6/value"),
    ]


def holds_in(book: CheckedRulebook) -> bool:
    (found,) = book.evaluate({"thing": Thing()}, {}, Context())
    return found.outcome is Outcome.MET


def test_measures_may_build_on_each_other_eight_deep() -> None:
    chain = [measure(f"m{n}", f"m{n - 1} + 1" if n else "1") for n in range(9)]
    assert holds_in(load(*chain[:8], criterion("m7 == 8")))
    assert [fault.code for fault in faults(*chain, criterion("True"))] == ["depth"]


def test_form_and_expressions_are_faulted_together() -> None:
    found = faults(
        "nope = 1",
        measure("a", "thing.totl"),
        criterion("thing.totl == 1", severity="x").replace('severity = "catatan"\n', ""),
        "[[criterion]]\nrequire = 1\nwhen = 'nope'\n",
        "[[measure]]\nid = 1\nvalue = '1'\n",
    )
    assert {(fault.code, fault.pointer) for fault in found} >= {
        ("unknown-key", ""),
        ("unknown-word", "/criterion/0/severity"),
        ("unknown-field", "/criterion/0/require"),
        ("unknown-field", "/measure/0/value"),
        ("type", "/criterion/1/require"),
        ("unknown-name", "/criterion/1/when"),
        ("missing", "/criterion/1/id"),
        ("type", "/measure/1/id"),
    }


def test_what_names_nothing_is_told_beside_a_fault_of_form() -> None:
    found = faults(
        criterion("True", route="unti"),
        criterion("True", component="isi"),
        criterion("True", id="C-02", basis="basis = []\n"),
    )
    assert {(fault.code, fault.pointer) for fault in found} == {
        ("unknown-word", "/criterion/0/route"),
        ("duplicate", "/criterion/1/id"),
        ("dangling", "/criterion/1/component"),
        ("basis", "/criterion/2/basis"),
    }


@pytest.mark.parametrize("blank", ["", " ", "\\t"])
def test_a_text_that_says_nothing_in_one_language_is_a_fault(blank: str) -> None:
    text = criterion("True").replace('en = "Title"', f'en = "{blank}"')
    (found,) = faults(text)
    assert (found.code, found.pointer) == ("translation", "/criterion/0/title/en")


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ('subject = "reprot"', "no rule judges a 'reprot'; did you mean 'report'?"),
        (f'subject = "{"x" * 5000}"', f"no rule judges a '{'x' * 80}'; known are report, body,"),
        ("subject = 1", "a rulebook says what it judges; known are report, body,"),
        ("", "a rulebook says what it judges; known are report, body,"),
    ],
)
def test_a_subject_that_nobody_judges_hides_no_fault_of_form(subject: str, said: str) -> None:
    text = HEAD.replace('subject = "thing"', subject) + criterion("nope", route="unti")
    with pytest.raises(FaultyRulebook) as caught:
        read_rulebook(text.encode(), file="x.toml")
    first, last = caught.value.faults
    assert (first.code, first.pointer) == ("unknown-word", "/criterion/0/route")
    assert (last.code, last.pointer) == ("subject", "/subject")
    assert last.message.startswith(said)


def test_the_subject_must_be_the_one_the_schema_is_for() -> None:
    other = HEAD.replace('subject = "thing"', 'subject = "plan"') + criterion("True")
    with pytest.raises(FaultyRulebook) as caught:
        load_rulebook(other.encode(), file="x.toml", schema=SCHEMA)
    assert [(fault.code, fault.pointer) for fault in caught.value.faults] == [
        ("subject", "/subject")
    ]


def test_citations_are_checked_against_the_law_where_it_is_given() -> None:
    text = HEAD + criterion("True", basis='basis = [{ cite = "perban-bp2mi-1-2032" }]\n')
    load_rulebook(text.encode(), file="x.toml", schema=SCHEMA)
    with pytest.raises(FaultyRulebook) as caught:
        load_rulebook(text.encode(), file="x.toml", schema=SCHEMA, registry=shipped_registry())
    assert caught.value.faults[0].pointer.startswith("/criterion/0/basis/0")


def test_the_digest_follows_the_content_and_not_its_form() -> None:
    one = load(criterion("True"))
    same = load("# a comment\n", criterion("True"))
    other = load(criterion("not False"))
    assert one.digest == same.digest != other.digest
    assert len(one.digest) == 64
    assert repr(one) == f"<CheckedRulebook contoh 2026.1 {one.digest[:12]}>"


READING = (
    measure("late", "thing.total - limit"),
    measure("later", "late + 1"),
    criterion("later == 1", id="C-01"),
    criterion("thing.total > tolerance", id="C-02"),
    criterion("True", id="C-03", when="limit > 1"),
    criterion("True", id="C-04", each="for item in thing.items if item.amount > tolerance"),
    criterion("True", id="C-05"),
)


def test_a_criterion_reads_parameters_itself_and_through_measures() -> None:
    book = load(*READING)
    assert {rule.id: set(book.reads(rule.id)) for rule in book.rules} == {
        "C-01": {"limit"},
        "C-02": {"tolerance"},
        "C-03": {"limit"},
        "C-04": {"tolerance"},
        "C-05": set(),
    }
    assert book.parameters == {"limit", "tolerance"}
    assert book.criterion("C-02").id == "C-02"
    with pytest.raises(NotFound, match="no criterion"):
        book.reads("C-99")
    with pytest.raises(NotFound, match="no criterion"):
        book.criterion("C-99")


def test_a_changed_parameter_changes_only_criteria_that_read_it() -> None:
    book = load(*READING)
    facts = {"thing": Thing(total=5, items=(Item(amount=1),))}
    before = book.evaluate(facts, {"limit": 5, "tolerance": 0}, Context())
    after = book.evaluate(facts, {"limit": 1, "tolerance": 0}, Context())
    for rule, one, other in zip(book.rules, before, after, strict=True):
        assert one == other or "limit" in book.reads(rule.id)
    assert before != after


DATED = attrs.evolve(SCHEMA, day="thing.last")
LIMITS = {date(2023, 8, 31): 5, date(2023, 9, 7): 9}


def limits_on(day: date) -> Mapping[str, int | Fraction | None]:
    return {"limit": LIMITS[day]}


def test_each_criterion_reads_parameters_as_of_its_own_day() -> None:
    book = load(
        criterion("limit == 5", id="C-01"),
        criterion("limit == 9", id="C-02", on="thing.received"),
        criterion("limit == 9", id="C-03", on="thing.received"),
        schema=DATED,
    )
    facts = {"thing": Thing(received=date(2023, 9, 7))}
    assert book.day_of("C-01", facts) == date(2023, 8, 31)
    assert book.day_of("C-02", facts) == date(2023, 9, 7)
    found = book.evaluate_dated(facts, limits_on, Context())
    assert [result.outcome for result in found] == [Outcome.MET] * 3
    unknown = book.evaluate_dated({"thing": Thing()}, limits_on, Context())
    assert [result.outcome for result in unknown] == [
        Outcome.MET,
        Outcome.UNDETERMINED,
        Outcome.UNDETERMINED,
    ]


def test_without_a_day_no_parameter_is_in_force() -> None:
    book = load(criterion("limit == 5"))
    assert book.day_of("C-01", {"thing": Thing()}) is None
    (found,) = book.evaluate_dated({"thing": Thing()}, limits_on, Context())
    assert found.outcome is Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("on", "code"),
    [("limit", "undated"), ("late", "undated"), ("thing.total", "type"), ("nope", "unknown-name")],
)
def test_the_day_is_a_day_and_rests_on_facts_alone(on: str, code: str) -> None:
    (found,) = faults(measure("late", "1"), criterion("True", on=on))
    assert (found.code, found.pointer) == (code, "/criterion/0/on")


def test_a_faulty_day_of_the_schema_is_told() -> None:
    (found,) = faults(criterion("True"), schema=attrs.evolve(SCHEMA, day="thing.lst"))
    assert (found.code, found.pointer) == ("unknown-field", "(day of the schema)")


def test_the_shipped_rulebooks_compile_and_read_only_parameters_that_exist() -> None:
    known = {str(parameter.key) for parameter in shipped_registry().parameters}
    for book in shipped_rulebooks():
        assert book.parameters <= known
        assert len(book.rules) == len(book.rulebook.criteria)
