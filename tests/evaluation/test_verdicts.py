"""The shortest form of verdicts: bits, places, and what is and is not done to get them."""

import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from types import FrameType
from typing import Any

import attrs
import pendulum
import pluggy
import pytest

from pmi_core.evaluation import (
    Bits,
    CheckedRulebook,
    Context,
    Function,
    Outcome,
    RawResult,
    by_name,
    evaluate,
    read_rulebook,
    shipped_rulebook,
)
from pmi_core.evaluation.compile import write_source
from pmi_core.evaluation.day_law import SameLaw, law_on
from pmi_core.evaluation.early import Early
from pmi_core.messages import Text
from pmi_core.programme import BodyId, ReportKind
from pmi_core.regulation import Period, shipped_registry
from pmi_core.reporting import (
    Activity,
    ActivityId,
    Evidence,
    EvidenceKind,
    Expense,
    ExpenseKind,
    Participants,
    Report,
    ReportId,
)
from tests.evaluation.world import (
    HEAD,
    SCHEMA,
    Item,
    Kind,
    Piece,
    Thing,
    criterion,
    judge,
    load,
    measure,
)

EACH = "for item in thing.items"
DEEP = "for item in thing.items for piece in item.pieces"
BOOK = load(
    criterion("thing.total == 1", id="C-01"),
    criterion("item.amount > 1", id="C-02", each=EACH),
    criterion("piece.size == 1", id="C-03", each=DEEP),
    criterion("True", id="C-04", when="thing.kind == 'semester'"),
    criterion("item.sure", id="C-05", each=EACH),
)


def verdicts(book: CheckedRulebook, thing: Thing) -> Bits:
    return book.verdicts({"thing": thing}, {}, Context())


def test_a_bit_is_a_criterion_by_its_place_and_one_without_is_met() -> None:
    pieces = (Piece(size=1), Piece(size=2))
    thing = Thing(items=(Item(amount=1), Item(amount=2, pieces=pieces)))
    assert verdicts(BOOK, thing) == Bits(
        not_met=0b00110,
        undetermined=0b10001,
        not_applicable=0b01000,
        errored=0,
        places={1: [(0,)], 2: [(1, 1)], 4: [(0,), (1,)]},
    )
    thing = Thing(total=1, kind=Kind.SEMESTER, items=(Item(amount=2, sure=True, pieces=()),))
    assert verdicts(BOOK, thing)[:4] == (0, 0, 0b00100, 0)


def test_an_unknown_collection_has_no_places() -> None:
    assert verdicts(BOOK, Thing()).places == {1: (), 2: (), 4: ()}
    thing = Thing(items=(Item(),))
    assert verdicts(BOOK, thing).places[2] == [(0,)]


def test_results_are_told_for_what_is_not_met_alone() -> None:
    thing = Thing(items=(Item(amount=1, sure=True, pieces=(Piece(size=2),)),))
    bits = verdicts(BOOK, thing)
    assert BOOK.noted(bits) == [
        (1, RawResult(outcome=Outcome.NOT_MET, witnesses=("/items/0",))),
        (2, RawResult(outcome=Outcome.NOT_MET, witnesses=("/items/0/pieces/0",))),
        (0, RawResult(outcome=Outcome.UNDETERMINED)),
        (3, RawResult(outcome=Outcome.NOT_APPLICABLE)),
    ]
    assert BOOK.results(bits) == BOOK.evaluate({"thing": thing}, {}, Context())
    assert BOOK.results(bits)[4] == RawResult(outcome=Outcome.MET)


def counting() -> tuple[list[int], Function]:
    calls: list[int] = []

    def call(number: int) -> int:
        calls.append(number)
        if number < 0:
            raise RuntimeError("a plugin that fails")
        return number

    doc = Text(id="{0}", en="{0}")
    return calls, Function(name="seen", parameters=(int,), result=int, call=call, doc=doc)


def test_where_something_fails_each_criterion_is_judged_by_itself() -> None:
    _, function = counting()
    book = load(
        criterion("seen(thing.total) == 1", id="C-01"),
        criterion("item.amount > 1", id="C-02", each=EACH),
        criterion("seen(item.amount) > 1", id="C-03", each=EACH),
        criterion("False and seen(thing.total) == 1", id="C-04"),
        criterion("item.sure", id="C-05", each=EACH),
        criterion("True", id="C-06", when="thing.kind == 'semester'"),
        schema=attrs.evolve(SCHEMA, functions=by_name([function])),
    )
    thing = Thing(total=-1, items=(Item(amount=1), Item(amount=2)))
    assert judge(book, thing)[0].outcome is Outcome.ERRORED
    assert verdicts(book, thing) == Bits(
        not_met=0b001110,
        undetermined=0b010000,
        not_applicable=0b100000,
        errored=0b000001,
        places={1: [(0,)], 2: [(0,)], 4: [(0,), (1,)]},
    )


def test_a_plugin_that_fails_is_heard_though_what_stands_beside_it_is_unknown() -> None:
    _, function = counting()
    schema = attrs.evolve(SCHEMA, functions=by_name([function]))
    book = load(criterion("seen(-1) == thing.total"), schema=schema)
    assert [result.outcome for result in judge(book, Thing())] == [Outcome.ERRORED]


def test_what_is_costly_is_not_computed_before_it_is_needed() -> None:
    calls, function = counting()
    book = load(
        measure("many", "sum(seen(i.amount) for i in thing.items)"),
        criterion("many == 1", id="C-01", when="thing.kind == 'semester'"),
        criterion("many == 2", id="C-02", when="thing.kind == 'semester'"),
        criterion("seen(item.amount) == 1", id="C-03", each=EACH, when="thing.kind == 'semester'"),
        schema=attrs.evolve(SCHEMA, functions=by_name([function])),
    )
    verdicts(book, Thing(items=(Item(amount=1),)))
    assert calls == []
    verdicts(book, Thing(kind=Kind.SEMESTER, items=(Item(amount=1),)))
    assert calls == [1, 1]


def test_what_is_costly_is_gathered_once_and_may_lack_some() -> None:
    calls, function = counting()
    sure = "(seen(i.amount) for i in thing.items if i.sure)"
    book = load(
        criterion(f"item.amount in {sure}", id="C-01", each=EACH),
        criterion(f"2 in {sure}", id="C-02"),
        criterion(f"1 in {sure}", id="C-03"),
        schema=attrs.evolve(SCHEMA, functions=by_name([function])),
    )
    items = (Item(amount=1, sure=True), Item(amount=2), Item(amount=3, sure=False))
    found = verdicts(book, Thing(items=items))
    assert calls == [1]
    assert (found.not_met, found.undetermined) == (0, 0b011)
    assert found.places == {0: [(1,), (2,)]}
    judge(book, Thing(items=items))


def test_criteria_on_one_collection_share_one_loop_and_one_look_at_each_field() -> None:
    book = load(
        measure("total", "sum(i.amount for i in thing.items)"),
        criterion("total > 1", id="C-01"),
        criterion("count(x.amount > 1 for x in thing.items) > 1", id="C-02"),
        criterion("item.amount > 2", id="C-03", each=EACH),
        criterion("distinct(x.day for x in thing.items) > 1", id="C-04"),
        criterion("duplicates(y.day for y in thing.items) == 0", id="C-05"),
    )
    facts = {"thing": False, "past": True, "plan": True}
    source, _ = write_source(book.rules, book.measures, facts, Early(book.rules, book.measures))
    assert source.count("for t") == 1
    assert source.count(".amount") == 1
    assert source.count(".day") == 1


def test_a_value_is_asked_for_one_constant_after_the_other() -> None:
    book = load(
        criterion("count(i.amount == 1 for i in thing.items) == 2", id="C-01"),
        criterion("count(i.amount == 2 for i in thing.items) == 1", id="C-02"),
        criterion("any(i.amount == 1 for i in thing.items)", id="C-03"),
        criterion("any(i.amount == 3 for i in thing.items)", id="C-04"),
    )
    assert (
        verdicts(book, Thing(items=(Item(amount=1), Item(amount=2), Item(amount=1)))).not_met == 8
    )
    facts = {"thing": False, "past": True, "plan": True}
    source, _ = write_source(book.rules, book.measures, facts, Early(book.rules, book.measures))
    assert source.count("elif") == 2


@pytest.mark.parametrize(
    "text",
    [" and ".join(["x == b"] * 9), " or ".join(["x == b"] * 9), "<".join(["x", "b"] * 60)],
    ids=["and", "or", "chain"],
)
def test_long_conditions_do_not_nest_deeper_than_python_allows(text: str) -> None:
    thing, each = Thing(amounts=(1, 2)), "for x in thing.amounts"
    for loop, condition in ((each, text), (f"{each} if {text}", "True")):
        book = load(measure("b", "limit"), criterion(condition, each=loop))
        judge(book, thing, parameters={"limit": 2})


def test_what_is_settled_is_not_looked_at_further() -> None:
    _, function = counting()
    book = load(
        criterion("any(seen(item.amount) == 1 for item in thing.items)", id="C-01"),
        criterion("all(seen(item.amount) == 2 for item in thing.items)", id="C-02"),
        criterion(f"any(seen(piece.size) == 1 {DEEP})", id="C-03"),
        schema=attrs.evolve(SCHEMA, functions=by_name([function])),
    )
    pieces = (Piece(size=1), Piece(size=-1))
    thing = Thing(items=(Item(amount=1, pieces=pieces), Item(amount=-1, pieces=pieces)))
    found = [result.outcome for result in judge(book, thing)]
    assert found == [Outcome.MET, Outcome.NOT_MET, Outcome.MET]


def profiled(work: Callable[[], object]) -> Counter[str]:
    """How often functions of each package are entered, those written in C included."""
    entered = Counter[str]()

    def enter(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            entered[str(frame.f_globals.get("__name__")).partition(".")[0]] += 1
        elif event == "c_call":
            entered[str(getattr(argument, "__module__", "")).partition(".")[0]] += 1

    before = sys.getprofile()
    sys.setprofile(enter)
    try:
        work()
    finally:
        sys.setprofile(before)
    return entered


REPORT = Report(
    id=ReportId("lap-contoh"),
    body=BodyId("kawan-contoh"),
    kind=ReportKind.MONTHLY,
    period=Period.parse("2024-08"),
    first_received_on=date(2024, 9, 12),
    total_expenses=100,
    activities=tuple(
        Activity(
            id=ActivityId(f"k-{day}"),
            day=date(2024, 8, day),
            evidence=(Evidence(kind=EvidenceKind.PHOTO, sha256="0" * 64),),
            participants=Participants(total=day, female=day, male=0),
        )
        for day in range(1, 11)
    ),
    expenses=(Expense(kind=ExpenseKind.RENT, amount=90, day=date(2024, 8, 1)),),
)
WARM = attrs.evolve(REPORT, id=ReportId("lap-lain"), first_received_on=date(2024, 9, 2))


@pytest.mark.parametrize("known_on", [None, date(2024, 10, 1)], ids=["all", "known"])
def test_no_plugin_manager_and_no_calendar_library_is_asked_for_a_report(
    known_on: date | None,
) -> None:
    book = shipped_rulebook("kawan-bulanan")
    evaluate(WARM, book, known_on=known_on)
    entered = profiled(lambda: evaluate(REPORT, book, known_on=known_on))
    assert entered["pmi_core"] > 100
    assert entered["pluggy"] == entered["pendulum"] == 0


def test_the_profile_would_see_such_a_call() -> None:
    seen = profiled(lambda: (pendulum.date(2024, 1, 1), pluggy.PluginManager("contoh")))
    assert seen["pluggy"] > 0
    assert seen["pendulum"] > 0


SOURCE = (HEAD + criterion("report.revision == 1")).replace('"thing"', '"report"').encode()


def test_a_rulebook_is_kept_by_its_content_the_law_and_the_functions() -> None:
    law = shipped_registry()
    book = read_rulebook(SOURCE)
    assert read_rulebook(bytes(bytearray(SOURCE)), registry=law) is book
    assert read_rulebook(SOURCE, registry=attrs.evolve(law)) is book
    assert read_rulebook(SOURCE.replace(b"== 1", b"== 2")) is not book
    assert read_rulebook(SOURCE, registry=attrs.evolve(law, parameters=())) is not book
    assert read_rulebook(SOURCE, functions=[counting()[1]]) is not book


def test_law_is_the_same_where_it_says_the_same() -> None:
    law = shipped_registry()
    assert SameLaw(law) == SameLaw(attrs.evolve(law))
    assert hash(SameLaw(law)) == hash(SameLaw(attrs.evolve(law)))
    assert SameLaw(law) != SameLaw(attrs.evolve(law, layers=("lain",)))
    assert SameLaw(law) != law


def test_the_law_of_a_day_is_found_once() -> None:
    book, law = shipped_rulebook("kawan-bulanan"), shipped_registry()
    found = law_on(book, law, date(2024, 8, 31))
    assert law_on(book, attrs.evolve(law), date(2024, 8, 31)) is found
    assert law_on(book, law, date(2024, 8, 30)) is not found
    assert set(found.parameters) == book.parameters
    assert found.assumed <= frozenset().union(*(book.reads(rule.id) for rule in book.rules))
    assert list(found.standings) == [rule.id for rule in book.rules]


def test_the_days_of_criteria_are_those_of_each() -> None:
    book = load(
        criterion("limit == 1", id="C-01"),
        criterion("True", id="C-02", on="thing.received"),
        schema=attrs.evolve(SCHEMA, day="thing.last"),
    )
    facts = {"thing": Thing(received=date(2023, 9, 7))}
    assert book.days_of(facts) == (date(2023, 8, 31), date(2023, 9, 7))
    assert book.days_of({"thing": Thing()}) == (date(2023, 8, 31), None)
    assert [book.day_of(rule.id, facts) for rule in book.rules] == list(book.days_of(facts))
    assert load(criterion("True")).days_of(facts) == (None,)
