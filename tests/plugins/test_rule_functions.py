"""Functions that plugins bring for rules: found by name, held to their types, never a pass."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import attrs
import pytest

from pmi_core.documents import TextExporter, bundle_of
from pmi_core.errors import FaultyPlugins, FaultyRulebook, NotFound
from pmi_core.evaluation import (
    REPORT,
    CheckedRulebook,
    Context,
    Function,
    FunctionFailed,
    Outcome,
    Result,
    describe_rule,
    evaluate,
    labels_of,
    review,
    shipped_policies,
)
from pmi_core.messages import Language, Text
from pmi_core.planning import draft_plan, route_notes
from pmi_core.plugins import PluginHost, RulebookSource, check_rulebooks, hookimpl
from pmi_core.programme import BodyId, ReportKind
from pmi_core.regulation import Period, shipped_registry
from pmi_core.reporting import Narrative, Report, ReportId
from tests.documents.samples import dossier
from tests.reporting.samples import monthly

DOC = Text(id="banyaknya kata dalam {0}", en="number of words in {0}")
BOOK = b"""
id = "kata"
version = "2026.1"
title = { id = "Buku kata", en = "Words" }
subject = "report"

[[criterion]]
id = "KATA-01"
title = { id = "Uraian berisi", en = "There is a narrative" }
require = "jumlah_kata(report.narrative.activities) >= 3"
severity = "catatan"
curable = true

[[criterion.basis]]
owner = "uji"
on = 2026-11-24
reason = { id = "Untuk uji.", en = "For a test." }

[[criterion]]
id = "KATA-02"
title = { id = "Ada kegiatan", en = "There are activities" }
require = "len(report.activities) >= 0"
severity = "catatan"
curable = true

[[criterion.basis]]
owner = "uji"
on = 2026-11-24
reason = { id = "Untuk uji.", en = "For a test." }
"""
REPORT_ = Report(
    id=ReportId("lap-1"),
    body=BodyId("kawan-1"),
    kind=ReportKind.MONTHLY,
    period=Period.parse("2024-08"),
    narrative=Narrative(activities="Sosialisasi di balai desa"),
    activities=(),
)


def count_words(text: str) -> int:
    return len(text.split())


def function(call: Callable[..., object] = count_words, **changes: Any) -> Function:
    plain = Function(name="jumlah_kata", parameters=(str,), result=int, call=call, doc=DOC)
    return attrs.evolve(plain, **changes)


def plugin(*functions: object, book: bytes = BOOK) -> object:
    class Plugin:
        __name__ = "pmi-kata"
        __version__ = "1.2"

        @hookimpl
        def pmi_rule_functions(self) -> Iterable[Any]:
            return functions

        @hookimpl
        def pmi_rulebooks(self) -> Iterable[RulebookSource]:
            yield RulebookSource(id="kata", data=book, file="kata.toml")

    return Plugin()


def checked(*functions: object) -> CheckedRulebook:
    host = PluginHost.load(plugin(*functions), entry_points=False)
    (book,) = check_rulebooks(host, shipped_registry(), only=["kata"])
    return book


def results(*functions: object, report: Report = REPORT_) -> tuple[Result, ...]:
    return evaluate(report, checked(*functions)).results


def test_a_rule_calls_a_plugins_function_by_its_name() -> None:
    assert [result.outcome for result in results(function())] == [Outcome.MET, Outcome.MET]
    book = checked(function())
    said = describe_rule(book.rule("KATA-01"), Language.ID, labels_of(book))
    assert said.startswith("Banyaknya kata dalam")


@pytest.mark.parametrize("name", ["activity", "expense", "keyakinan"])
def test_its_name_takes_none_from_items_and_measures(name: str) -> None:
    host = PluginHost.load(plugin(function(), function(name=name)), entry_points=False)
    books = check_rulebooks(host, shipped_registry())
    assert {book.rulebook.id for book in books} == {one.id for one in host.rulebooks}


def test_a_word_of_python_is_no_name_for_a_function() -> None:
    with pytest.raises(FaultyPlugins, match="'for': it is a word of Python"):
        PluginHost.load(plugin(function(name="for")), entry_points=False)


def test_it_never_sees_what_is_unknown() -> None:
    silent = attrs.evolve(REPORT_, narrative=None)
    first, _ = results(function(call=lambda _: 1 // 0), report=silent)
    assert (first.outcome, first.failed) == (Outcome.UNDETERMINED, None)


def exits(_: str) -> int:
    raise SystemExit(3)


@pytest.mark.parametrize(
    "call",
    [lambda _: 1 // 0, lambda _: "tiga", lambda _: 3.0, lambda _: True, lambda _: None, exits],
    ids=["raises", "text", "float", "yes/no", "None", "exits"],
)
def test_one_that_fails_is_no_pass_and_its_plugin_is_named(call: Callable[..., object]) -> None:
    first, second = results(function(call))
    assert first.outcome is Outcome.ERRORED
    assert first.failed is not None
    assert first.failed.startswith("jumlah_kata (")
    assert first.is_note
    assert second.outcome is Outcome.MET  # the others are judged all the same
    assert second.failed is None


def test_an_interrupt_is_the_persons_at_the_desk() -> None:
    def interrupt(_: str) -> int:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        results(function(interrupt))


def test_what_a_function_says_of_its_failure_names_no_value() -> None:
    def leak(text: str) -> int:
        raise ValueError(text)

    with pytest.raises(FunctionFailed) as caught:
        function(leak).apply(Context(), "Siti 3171011708450001")
    assert str(caught.value) == "the function jumlah_kata raised ValueError"
    again = caught.value.__reduce__()
    assert str(again[0](*again[1])) == str(caught.value)


def test_without_the_plugin_the_rulebook_is_at_fault() -> None:
    host = PluginHost.load(plugin(), entry_points=False)
    with pytest.raises(FaultyRulebook, match="no function is called 'jumlah_kata'"):
        check_rulebooks(host, shipped_registry(), only=["kata"])


@pytest.mark.parametrize("name", ["sum", "answer", "ratio", "working_days"])
def test_the_languages_own_functions_are_not_replaced(name: str) -> None:
    with pytest.raises(FaultyPlugins, match="is built in"):
        PluginHost.load(plugin(function(name=name)), entry_points=False)
    with pytest.raises(ValueError, match=name):
        REPORT.schema(shipped_registry(), [function(name=name)])


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (function(call=None), "nothing to call"),  # type: ignore[arg-type]
        (function(because="tidak_diisi"), "expected MissingReason"),
    ],
    ids=["no call", "reason as text"],
)
def test_a_function_is_read_anew_before_rules_may_call_it(broken: Function, said: str) -> None:
    with pytest.raises(FaultyPlugins, match=said):
        PluginHost.load(plugin(broken), entry_points=False)


@pytest.mark.parametrize(
    "words",
    [
        "kata dalam {1}",
        "kata dalam {teks}",
        "kata dalam {",
        "kata dalam {}",
        "{0.__class__.__mro__}",
        "{0[x]}",
        "{0!r}",
        "{0:>100000000}",
        "{0!r:>100000000}",
        "{00}",
    ],
)
def test_words_name_only_arguments_there_are(words: str) -> None:
    with pytest.raises(ValueError, match="an argument that it does not take"):
        function(doc=Text(id=words, en="words"))


def test_words_are_read_anew_when_the_plugin_is() -> None:
    changed = function()
    object.__setattr__(changed, "doc", Text(id="{0!r:>100000000}", en="{0}"))
    with pytest.raises(FaultyPlugins, match="an argument that it does not take"):
        PluginHost.load(plugin(changed), entry_points=False)


def test_braces_written_twice_are_words() -> None:
    assert function(doc=Text(id="{{kata}} {0}", en="{0}")).doc.id.format("x") == "{kata} x"


@pytest.mark.parametrize(
    ("given", "why"),
    [("\ud800", "U+D800"), ("\x1b[31m", "U+001B"), ("\ufdd0", "U+FDD0"), ("x" * 32_768, "longer")],
)
def test_a_text_that_no_file_may_hold_is_no_value(given: str, why: str) -> None:
    text = function(lambda _: given, result=str)
    book = BOOK.replace(b"activities) >= 3", b"activities) == 'a'")
    host = PluginHost.load(plugin(text, book=book), entry_points=False)
    (found,) = check_rulebooks(host, shipped_registry(), only=["kata"])
    first, second = evaluate(REPORT_, found).results
    assert (first.outcome, second.outcome) == (Outcome.ERRORED, Outcome.MET)
    assert first.failed is not None
    assert first.failed.startswith("jumlah_kata (")
    (owned,) = host.rule_functions
    with pytest.raises(FunctionFailed, match=re.escape(why)) as caught:
        owned.apply(Context(), "a")
    assert given not in str(caught.value)


def test_a_text_that_a_file_may_hold_is_a_value() -> None:
    text = function(lambda _: "Bogor \u00e9\n", result=str, owner="uji 1.2")
    assert text.apply(Context(), "a") == "Bogor \u00e9\n"


def test_a_function_is_found_by_its_id() -> None:
    host = PluginHost.load(plugin(function()), entry_points=False)
    (found,) = host.rule_functions
    assert found.owner.endswith("1.2")
    assert [item.id for item in host.functions] == ["jumlah-kata"]
    assert "jumlah-kata" in {item.id for item in host.contributions}


def test_a_day_is_a_day_and_an_instant_is_none() -> None:
    later = function(parameters=(date,), call=lambda day: day.day)
    assert later.apply(Context(), date(2024, 8, 7)) == 7
    with pytest.raises(NotFound):
        PluginHost.load(entry_points=False).rulebook("kata")


def test_a_check_that_failed_is_no_note_of_a_unit_and_plans_nothing() -> None:
    def fail(_: str) -> int:
        raise ZeroDivisionError

    book = checked(function(fail))
    narrative = Narrative(activities="Sosialisasi di balai desa")
    report = attrs.evolve(monthly("lap-a"), narrative=narrative, activities=())
    given = dossier(reports=(report,))
    found = review(given, (book,), shipped_policies()[0])
    assert {r.outcome for j in found.judged for r in j.evaluation.results[:1]} == {Outcome.ERRORED}
    assert [row.criterion for row in found.frequencies] == []
    plan = draft_plan(found, given, (book,))
    assert not any(origin.id.startswith("kata/") for i in plan.items for origin in i.origins)
    assert [routed.criterion for routed in route_notes(found, plan)] == ["KATA-01"]
    made = bundle_of(given, found, plan, (book,), registry=shipped_registry())
    said = " ".join(TextExporter().export(made)[0].data.decode().split())
    assert (
        "KATA-01 tidak dapat diperiksa pada 1 laporan karena fungsi jumlah_kata (Plugin 1.2) "
        "gagal; ini bukan kelulusan dan bukan kekurangan."
    ) in said
