"""The kit itself: strategies give valid values, and the suites catch what they are for."""

import inspect
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from pmi_core import codec, documents, evaluation, planning, programme, reporting
from pmi_core import testing as kit
from pmi_core.codec import Kind
from pmi_core.documents import Bundle, Output, TextExporter
from pmi_core.evaluation import Evaluation, Outcome, Scorecard, shipped_policies
from pmi_core.messages import Text
from pmi_core.programme import BodyId, ReportKind
from pmi_core.regulation import Period, PeriodKind, shipped_registry
from pmi_core.reporting import Dossier
from pmi_core.reporting.integrity import faults_of
from pmi_core.reporting.sources import Placed, Sources
from pmi_core.testing import ExporterSuite, PolicySuite, laws

KINDS = [
    kind
    for package in (programme, reporting, evaluation, planning, documents)
    for kind in package.KINDS
]
RECORDS: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
    strategy.__name__: strategy
    for strategy in (
        kit.activities,
        kit.complaints,
        kit.developments,
        kit.events,
        kit.evidence,
        kit.expenses,
        kit.identity_events,
        kit.obstacles,
        kit.outcome_counts,
        kit.reports,
        kit.signals,
        kit.submissions,
        kit.work_plans,
        kit.action_items,
        kit.plans,
        kit.evaluations,
    )
}


class TestChecklist(PolicySuite):
    policy = shipped_policies()[0]


@pytest.mark.parametrize("strategy", RECORDS)
def test_every_record_survives_its_stored_form(strategy: str) -> None:
    @laws
    @given(value=RECORDS[strategy]())
    def law(value: Any) -> None:
        assert codec.structure(codec.unstructure(value), type(value)) == value

    law()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_any_kind_of_document_can_be_drawn_and_read_back(kind: Kind[Any]) -> None:
    @laws
    @given(value=kit.documents(kind))
    def law(value: Any) -> None:
        assert codec.load_document(codec.dump_document(value, kind), kind) == value

    law()


@laws
@given(dossier=kit.dossiers())
def test_dossiers_refer_only_to_what_they_hold(dossier: Dossier) -> None:
    sources = Sources(
        **{
            field.name: tuple(
                Placed(file="", value=value) for value in getattr(dossier, field.name)
            )
            for field in attrs.fields(Sources)
            if field.name != "identities"
        },
        identities=(Placed(file="", value=dossier.identities),),
    )
    faults = faults_of(sources, dossier.places, shipped_registry())
    # Receipts are filled in; activities, countries and instruments are drawn without looking.
    kept = [f for f in faults if f.code in {"dangling", "duplicate-id", "revision-gap"}]
    assert [f for f in kept if not f.pointer.startswith(("/activities", "/expenses"))] == []


@laws
@given(found=kit.reviews(least_bodies=1))
def test_reviews_are_of_whole_rounds(found: evaluation.Review) -> None:
    assert codec.structure(codec.unstructure(found), evaluation.Review) == found


@given(period=kit.periods())
def test_periods_are_of_every_kind(period: Period) -> None:
    assert Period.parse(str(period)) == period


def test_arguments_fix_one_thing() -> None:
    report = find(kit.reports(kind=ReportKind.SEMESTER, body=BodyId("x")), lambda _: True)
    assert (report.body, report.period.kind) == ("x", PeriodKind.SEMESTER)
    assert find(kit.expenses(amount=st.just(7)), lambda _: True).amount == 7


# --- the suites catch ---------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Export:
    """An exporter with one thing wrong."""

    act: Callable[[Bundle], Any]
    id: str = "uji"
    media_type: str = "text/plain"

    def export(self, bundle: Bundle) -> tuple[Output, ...]:
        outputs: tuple[Output, ...] = self.act(bundle)
        return outputs


def text(data: bytes, name: str = "uji.txt") -> tuple[Output, ...]:
    return (Output(name=name, data=b"DATA REKAAN " + data),)


def clock() -> Callable[[Bundle], Any]:
    ticks = iter(range(10**9))
    return lambda _: text(str(next(ticks)).encode())


def leak(bundle: Bundle) -> tuple[Output, ...]:
    return text(kit.CANARIES[1].encode()) if bundle.bodies else text(b"")


def spoil(bundle: Bundle) -> tuple[Output, ...]:
    object.__setattr__(bundle, "places", {"spoilt": "x"})
    return text(b"")


def talk(_: Bundle) -> tuple[Output, ...]:
    print("selesai")  # noqa: T201 - what the law forbids
    return text(b"")


WRONG: dict[str, tuple[Any, str]] = {
    "an id with blanks": (Export(act=lambda _: text(b""), id="dua kata"), "usable_id"),
    "no media type": (Export(act=lambda _: text(b""), media_type="teks"), "usable_id"),
    "nothing for an empty review": (Export(act=lambda _: ()), "review_of_nothing"),
    "a list": (Export(act=lambda _: list(text(b""))), "tuple_of_outputs"),
    "text for bytes": (
        Export(act=lambda _: (Output(name="a", data="x"),)),  # type: ignore[arg-type]
        "tuple_of_outputs",
    ),
    "an unsafe name": (Export(act=lambda _: text(b"", "../a")), "file_names"),
    "one name twice": (Export(act=lambda _: text(b"") * 2), "file_names"),
    "the manifest": (Export(act=lambda _: text(b"", "manifest.json")), "file_names"),
    "a clock": (Export(act=clock()), "equal_bytes"),
    "a leak": (Export(act=leak), "personal_data"),
    "a spoilt argument": (Export(act=spoil), "stays_as_it_was"),
    "another encoding": (Export(act=lambda _: text("é".encode("latin-1"))), "utf_8"),
    "unmarked data": (Export(act=lambda _: (Output(name="a", data=b"x"),)), "invented"),
    "prints": (Export(act=talk), "prints_nothing"),
}


DRAWN: dict[str, st.SearchStrategy[Any]] = {
    "bundle": kit.bundles(least_bodies=1),
    "evaluation": kit.evaluations(),
    "data": st.data(),
}


def run(suite: type, attribute: str, subject: object, law: str) -> None:
    """Run the one law of a suite whose name contains a word, without making a failure small."""
    (name,) = [name for name in dir(suite) if name.startswith("test_") and law in name]
    case = type("Case", (suite,), {attribute: subject})()
    written = getattr(suite, name)
    if not hasattr(written, "hypothesis"):
        getattr(case, name)()
        return
    inner = written.hypothesis.inner_test
    drawn = {name: DRAWN[name] for name in inspect.signature(inner).parameters if name in DRAWN}

    @settings(laws, phases=[Phase.generate])
    @given(**drawn)
    def once(**values: Any) -> None:
        inner(case, **values)

    once()


@pytest.mark.parametrize("wrong", WRONG)
def test_the_suite_of_exporters_catches(wrong: str) -> None:
    exporter, law = WRONG[wrong]
    with pytest.raises((AssertionError, UnicodeDecodeError)):
        run(ExporterSuite, "exporter", exporter, law)


@pytest.mark.parametrize("law", ["usable_id", "utf_8", "invented"])
def test_bytes_that_are_no_text_are_not_asked_to_be(law: str) -> None:
    run(
        ExporterSuite,
        "exporter",
        Export(act=lambda _: (Output(name="a.bin", data=b"\xff"),), media_type="application/zip"),
        law,
    )


def test_the_text_exporter_passes_one_law_by_hand() -> None:
    run(ExporterSuite, "exporter", TextExporter(), "review_of_nothing")


class Score:
    """The checklist, with one thing wrong."""

    def __init__(self, act: Callable[[Scorecard, Evaluation], Scorecard], **changes: str) -> None:
        self.checklist = shipped_policies()[0]
        self.id = changes.get("id", self.checklist.id)
        self.version = changes.get("version", self.checklist.version)
        self.digest = changes.get("digest", self.checklist.digest)
        self.act = act

    def score(self, evaluation: Evaluation, rulebook: evaluation.CheckedRulebook) -> Scorecard:
        return self.act(self.checklist.score(evaluation, rulebook), evaluation)

    def label(self, grade: str) -> Text:
        return self.checklist.label(grade)


def same(card: Scorecard, _: Evaluation) -> Scorecard:
    return card


def counting() -> Callable[[Scorecard, Evaluation], Scorecard]:
    ticks = iter(range(10**9))
    return lambda card, _: attrs.evolve(card, determinable=next(ticks))


def by_position(card: Scorecard, found: Evaluation) -> Scorecard:
    return attrs.evolve(card, settled_by=tuple(result.criterion for result in found.results))


def widening(card: Scorecard, found: Evaluation) -> Scorecard:
    decided = sum(result.outcome is not Outcome.UNDETERMINED for result in found.results)
    return attrs.evolve(card, upper=Fraction(50) + decided)


SCORES: dict[str, tuple[Score, str]] = {
    "an id with blanks": (Score(same, id="dua kata"), "usable_id"),
    "no digest": (Score(same, digest="x"), "usable_id"),
    "no version": (Score(same, version=""), "usable_id"),
    "above 100": (Score(lambda c, _: attrs.evolve(c, upper=Fraction(101))), "0_and_100"),
    "outside": (
        Score(lambda c, _: attrs.evolve(c, point=Fraction(99), upper=Fraction(1))),
        "contains_the_point",
    ),
    "an interval that grows": (Score(widening), "shrinks"),
    "a memory": (Score(counting()), "equal_evaluations"),
    "an order": (Score(by_position), "order_of_results"),
    "a sum that is wrong": (Score(lambda c, _: attrs.evolve(c, point=Fraction(1, 7))), "add_up"),
    "a float": (Score(lambda c, _: attrs.evolve(c, upper=1.5)), "float"),  # type: ignore[arg-type]
    "another's name": (Score(lambda c, _: attrs.evolve(c, policy="lain")), "policy_signs"),
}


@pytest.mark.parametrize("wrong", SCORES)
def test_the_suite_of_policies_catches(wrong: str) -> None:
    policy, law = SCORES[wrong]
    with pytest.raises((AssertionError, TypeError)):
        run(PolicySuite, "policy", policy, law)


def test_the_checklist_passes_through_the_same_door() -> None:
    run(PolicySuite, "policy", Score(same), "0_and_100")
