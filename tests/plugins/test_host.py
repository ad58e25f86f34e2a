"""The host: what it offers, in which order, and how it treats every kind of faulty plugin."""

import importlib
import pickle
import sys
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

from pmi_core import __version__
from pmi_core.documents import Contribution, ContributionKind, Exporter
from pmi_core.errors import FaultyInput, FaultyLaw, FaultyPlugins, NotFound
from pmi_core.evaluation import shipped_policies, shipped_rulebooks
from pmi_core.messages import Text
from pmi_core.plugins import PluginHost, RulebookSource, hookimpl, law_of
from pmi_core.programme import Definition, Facts, Lifecycle, check_lifecycle
from pmi_core.regulation import (
    Assumption,
    Cited,
    Instrument,
    InstrumentId,
    InstrumentKind,
    ParameterValue,
    Provenance,
    ProvenanceStatus,
    Supplement,
)
from tests.plugins.samples import (
    FAULTS,
    HOOKS,
    Nameless,
    SampleExporter,
    Sound,
    Unreadable,
    faulty,
    law,
    lifecycle,
    policy,
)

ENTRY = "[pmi_core.plugins.v1]\n"


def load(*plugins: object, strict: bool = True) -> PluginHost:
    return PluginHost.load(*plugins, entry_points=False, strict=strict)


def codes(host: PluginHost) -> list[str]:
    return [fault.code for fault in host.faults]


def test_what_is_built_in_comes_through_the_same_hooks() -> None:
    host = load()
    assert [item.id for item in host.rulebooks] == [
        book.rulebook.id for book in shipped_rulebooks()
    ]
    assert [item.value for item in host.policies] == list(shipped_policies())
    assert [item.id for item in host.exporters] == ["csv", "csv-excel", "json", "text"]
    assert host.law == ()
    assert [str(plugin) for plugin in host.plugins] == [f"pmi-core {__version__} (builtin)"]
    assert all(contribution.built_in for contribution in host.contributions)


def test_hook_pmi_rulebooks() -> None:
    assert load(Sound()).rulebook("baik").value.file == "baik.toml"


def test_hook_pmi_scoring_policies() -> None:
    assert load(Sound()).policy("baik").value.id == "baik"


def test_hook_pmi_rule_functions() -> None:
    assert [item.name for item in load(Sound()).rule_functions] == ["baik"]


def test_hook_pmi_exporters() -> None:
    assert load(Sound()).exporter("baik").value == SampleExporter(id="baik")


def test_hook_pmi_law() -> None:
    assert [item.value for item in load(Sound()).law] == [law("baik")]


def test_hook_pmi_lifecycles() -> None:
    found = load(Sound()).lifecycle("baik").value
    assert found.versions == lifecycle("baik").versions
    assert found.guards == lifecycle("baik").guards
    assert load().lifecycle("kawan_pmi").contribution.built_in


def test_contributions_name_their_distribution_and_version() -> None:
    found = load(Sound()).exporter("baik").contribution
    assert found == Contribution(
        kind=ContributionKind.EXPORTER, id="baik", distribution="Sound", version="1.2"
    )
    assert not found.built_in


def test_a_plugin_without_a_version_says_so() -> None:
    class Bare:
        @hookimpl
        def pmi_exporters(self) -> Iterable[Exporter]:
            return ()

    assert "Bare - (Bare)" in map(str, load(Bare()).plugins)


def test_in_names_hyphen_and_underscore_are_equal() -> None:
    assert load().exporter("csv_excel").id == "csv-excel"


@pytest.mark.parametrize("kind", ["rulebook", "policy", "exporter", "lifecycle"])
def test_what_is_asked_for_and_absent_is_an_error(kind: str) -> None:
    with pytest.raises(NotFound, match="tidak-ada"):
        getattr(load(), kind)("tidak-ada")


def test_the_host_is_a_frozen_value() -> None:
    host = load(Sound())
    assert host.exporters == load(Sound()).exporters
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        host.exporters = ()  # type: ignore[misc]


def test_nothing_depends_on_the_order_of_plugins() -> None:
    plugins = [Sound("satu"), Sound("dua"), faulty("pmi_law", "raises"), Sound("dua")]
    hosts = [
        PluginHost.load(*order, entry_points=False, strict=False) for order in permutations(plugins)
    ]
    seen = {(host.plugins, host.contributions, host.faults) for host in hosts}
    assert len(seen) == 1


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("hook", HOOKS)
def test_a_faulty_plugin_is_dropped_whole_and_costs_the_others_nothing(
    hook: str, fault: str
) -> None:
    host = load(Sound(), faulty(hook, fault), strict=False)
    alone = load(Sound())
    assert attrs.evolve(host, faults=()).contributions == alone.contributions
    assert [item.id for item in host.exporters] == [item.id for item in alone.exporters]
    assert codes(host) == [FAULTS[fault][1]]
    assert host.faults[0].pointer == hook


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("hook", HOOKS)
def test_a_strict_host_refuses_a_faulty_plugin(hook: str, fault: str) -> None:
    with pytest.raises(FaultyPlugins) as caught:
        load(Sound(), faulty(hook, fault))
    assert [found.code for found in caught.value.faults] == [FAULTS[fault][1]]
    assert pickle.loads(pickle.dumps(caught.value)).faults == caught.value.faults


def test_a_strict_host_lists_every_fault_of_every_plugin() -> None:
    plugins = [faulty(hook, "raises") for hook in HOOKS]
    with pytest.raises(FaultyPlugins) as caught:
        load(*plugins)
    assert sorted(fault.pointer for fault in caught.value.faults) == sorted(HOOKS)


def test_what_a_plugin_says_is_masked() -> None:
    host = load(faulty("pmi_law", "raises"), strict=False)
    assert "0812" not in str(host.faults)


def test_an_interrupt_is_not_a_fault() -> None:
    class Slow:
        @hookimpl
        def pmi_exporters(self) -> Iterable[Exporter]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(Slow(), strict=False)


def test_a_misspelt_hook_is_a_fault_with_a_suggestion() -> None:
    class Misspelt:
        @hookimpl
        def pmi_exporter(self) -> Iterable[Exporter]:
            return ()

    host = load(Misspelt(), strict=False)
    assert codes(host) == ["unknown-hook"]
    assert "did you mean 'pmi_exporters'" in str(host.faults[0])


def test_a_hook_of_a_later_version_may_be_marked_optional() -> None:
    class Newer:
        @hookimpl(optionalhook=True)
        def pmi_importers(self) -> Iterable[object]:
            raise AssertionError("a hook that is not ours, or faulty, is never called")

        @hookimpl
        def pmi_exporters(self) -> Iterable[Exporter]:
            yield SampleExporter()

    assert load(Newer()).exporter("sampel").id == "sampel"


def test_a_plugin_without_any_hook_is_a_fault() -> None:
    class Unmarked:
        def pmi_exporters(self) -> Iterable[Exporter]:
            raise AssertionError("a hook that is not ours, or faulty, is never called")

    host = load(Unmarked(), strict=False)
    assert codes(host) == ["no-hook"]
    assert "@hookimpl" in host.faults[0].suggestion


def test_nothing_is_not_a_plugin() -> None:
    assert codes(load(None, strict=False)) == ["no-hook"]


def test_a_hook_with_an_argument_nobody_gives_is_a_fault() -> None:
    class Greedy:
        @hookimpl
        def pmi_exporters(self, dossier: object) -> Iterable[Exporter]:
            raise AssertionError("a hook that is not ours, or faulty, is never called")

    assert codes(load(Greedy(), strict=False)) == ["signature"]


def test_a_wrapper_is_a_fault_and_wraps_nothing() -> None:
    class Wrapping:
        @hookimpl(wrapper=True)
        def pmi_exporters(self) -> object:
            yield

    host = load(Wrapping(), Sound(), strict=False)
    assert codes(host) == ["wrapper"]
    assert host.exporter("baik").id == "baik"


@pytest.mark.filterwarnings("error")
def test_an_async_hook_is_a_fault() -> None:
    class Async:
        @hookimpl
        async def pmi_exporters(self) -> Iterable[Exporter]:
            raise AssertionError("a hook that is not ours, or faulty, is never called")

    assert codes(load(Async(), strict=False)) == ["type"]


@pytest.mark.parametrize("name", ["", "Besar", "dua kata", "../keluar", "é", "a" * 65, "7"])
def test_an_id_that_cannot_be_typed_is_a_fault(name: str) -> None:
    found = codes(load(Sound(name), strict=False))
    # A law pack refuses such an id itself, and a function most of them, so their hooks raise.
    assert len(found) == len(HOOKS)
    assert set(found) == {"hook", "id"}
    assert found.count("hook") == (1 if name == "a" * 65 else 2)


@pytest.mark.parametrize("exporter", [Nameless(), Unreadable(), object()])
def test_an_exporter_must_offer_what_the_protocol_says(exporter: object) -> None:
    class Plugin:
        @hookimpl
        def pmi_exporters(self) -> Iterable[object]:
            yield exporter

    assert codes(load(Plugin(), strict=False)) == ["type"]


class Shy(SampleExporter):
    optional: bool = True


class Undecided(SampleExporter):
    optional: str = "kadang"


class Moody(SampleExporter):
    @property
    def optional(self) -> bool:
        raise ValueError("not today")


def offering(exporter: Exporter) -> object:
    class Plugin:
        @hookimpl
        def pmi_exporters(self) -> Iterable[Exporter]:
            yield exporter

    return Plugin()


def test_every_exporter_runs_unless_it_waits_to_be_asked() -> None:
    usual = [item.id for item in load(offering(SampleExporter())).usual_exporters]
    assert usual == ["csv", "json", "sampel", "text"]
    host = load(offering(Shy()))
    assert "sampel" not in [item.id for item in host.usual_exporters]
    assert host.exporter("sampel").optional


@pytest.mark.parametrize("exporter", [Undecided(), Moody()])
def test_an_exporter_waits_to_be_asked_or_does_not(exporter: Exporter) -> None:
    assert codes(load(offering(exporter), strict=False)) == ["type"]


WORDS = Text(id="Sampel", en="Sample")
BASIS = Assumption(owner="uji", reason=WORDS, on=date(2026, 11, 24))
TOLD_BY = Provenance(status=ProvenanceStatus.ASSUMED, source="rekaan")
FALSE: list[tuple[str, Any]] = [
    ("title", "Sampel"),
    ("title", Text(id="\ud800", en="x")),
    ("supplements", ({"instrument": "uu-18-2017"},)),
    ("parameters", (ParameterValue(value=Fraction(1), basis=(BASIS,)),)),
]


@pytest.mark.parametrize(("field", "value"), FALSE, ids=range(len(FALSE)))
def test_a_law_pack_is_checked_all_the_way_down(field: str, value: Any) -> None:
    class Plugin:
        @hookimpl
        def pmi_law(self) -> Iterable[object]:
            yield attrs.evolve(law(), **{field: value})

    found = load(Plugin(), strict=False).faults
    assert {(fault.file, fault.pointer.split()[0]) for fault in found} == {
        ("Plugin - (Plugin)", "pmi_law")
    }


def test_a_law_pack_is_used_as_its_stored_form_reads() -> None:
    day: Any = "2023-01-01"
    more = Supplement(instrument=InstrumentId("uu-18-2017"), effective=day, provenance=TOLD_BY)
    listed: Any = [more]

    class Plugin:
        @hookimpl
        def pmi_law(self) -> Iterable[object]:
            yield attrs.evolve(law(), supplements=listed)

    (offered,) = load(Plugin()).law
    assert offered.value.supplements == (attrs.evolve(more, effective=date(2023, 1, 1)),)


@pytest.mark.parametrize(
    ("break_it", "told"),
    [
        (lambda life: attrs.evolve(life, versions=({"name": "sampel"},)), "/initial"),
        (lambda life: attrs.evolve(life, guards={}), "no guard is called 'keputusan_tercatat'"),
        (
            lambda life: attrs.evolve(life, guards={**life.guards, "alasan_dicatat": True}),
            "expected Guard, found bool",
        ),
        (
            lambda life: attrs.evolve(
                life,
                guards={
                    **life.guards,
                    "alasan_dicatat": attrs.evolve(life.guards["alasan_dicatat"], check=True),
                },
            ),
            "the condition 'alasan_dicatat' has no function that checks",
        ),
        (
            lambda life: attrs.evolve(
                life, versions=(attrs.evolve(life.versions[0], initial="asal"),)
            ),
            "'asal' is not a state",
        ),
        (
            lambda life: attrs.evolve(
                life, versions=(attrs.evolve(life.versions[0], states=[{"value": 1}]),)
            ),
            "/states/0/label: this field is required",
        ),
    ],
    ids=["no version", "no guard", "bare bool", "no function", "unsound", "no states"],
)
def test_a_lifecycle_is_checked_before_anything_lives_under_it(
    break_it: Callable[[Any], object], told: str
) -> None:
    class Plugin:
        @hookimpl
        def pmi_lifecycles(self) -> Iterable[object]:
            yield break_it(lifecycle())

    host = load(Plugin(), strict=False)
    assert host.faults
    assert any(told in str(fault) for fault in host.faults)
    assert {fault.file for fault in host.faults} == {"Plugin - (Plugin)"}
    assert {fault.pointer.split()[0] for fault in host.faults} == {"pmi_lifecycles"}
    assert [one.id for one in host.lifecycles] == [one.id for one in load().lifecycles]


REASON = Text(id="contoh", en="example")
ASSUMED = Assumption(owner="uji", reason=REASON, on=date(2024, 1, 1))
SHAPE = "expected exactly one of {cite} or {on, owner, reason}"
CONDITIONS: dict[str, tuple[dict[str, Any], str]] = {
    "a text for a basis": ({"basis": ("x",)}, f"basis/0: {SHAPE}"),
    "a number for a basis": ({"basis": (5,)}, f"basis/0: {SHAPE}"),
    "a number is cited": ({"basis": (Cited(cite=5),)}, "basis/0/cite: expected text"),  # type: ignore[arg-type]
    "a text for a day": (
        {"basis": (attrs.evolve(ASSUMED, on="2024"),)},  # type: ignore[arg-type]
        "basis/0/on: expected a day",
    ),
    "nobody owns it": (
        {"basis": (attrs.evolve(ASSUMED, owner=None),)},  # type: ignore[arg-type]
        "basis/0/owner: expected text",
    ),
    "a text for a label": ({"label": "x"}, "label: expected an object, found text"),
    "a stranger for a label": ({"label": object()}, "object has no stored form"),
    "half a label": ({"label": Text(id=None, en="x")}, "label/id: expected text"),  # type: ignore[arg-type]
    "a number for a name": ({"name": 5}, "name: expected text, found a number"),
    "a word for a truth": ({"refuses": "tidak"}, "refuses: expected true or false"),
}


@pytest.mark.parametrize(("broken", "told"), CONDITIONS.values(), ids=list(CONDITIONS))
@pytest.mark.parametrize("named", ["alasan_dicatat", 5], ids=["named", "numbered"])
def test_a_condition_of_a_plugin_is_read_again_and_refused_by_its_field(
    broken: dict[str, Any], told: str, named: Any
) -> None:
    guards = {**lifecycle().guards}
    guards[named] = attrs.evolve(guards["alasan_dicatat"], **broken)
    offered = attrs.evolve(lifecycle(), guards=guards)

    class Plugin:
        @hookimpl
        def pmi_lifecycles(self) -> Iterable[object]:
            yield offered

    (fault,) = load(Plugin(), strict=False).faults
    assert fault.file == "Plugin - (Plugin)"
    where = "" if "stored form" in told else f"pmi_lifecycles /guards/{named}/"
    assert f"{where}{told}" in str(fault)


def test_a_lifecycle_of_a_plugin_is_plain_whatever_it_was() -> None:
    class Odd(Lifecycle[Any]):
        title = "no text"  # type: ignore[assignment]

        def on(self, day: date) -> Definition:
            raise RuntimeError(str(day))

    shipped = lifecycle()

    class Plugin:
        @hookimpl
        def pmi_lifecycles(self) -> Iterable[object]:
            yield Odd(versions=shipped.versions, guards=shipped.guards, nothing_known=Facts())

    found = load(Plugin()).lifecycle("sampel").value
    assert type(found) is Lifecycle
    assert (found.versions, found.guards) == (shipped.versions, shipped.guards)
    assert found.on(date(2024, 1, 1)).title == found.title


@pytest.mark.parametrize("raised", [True, False], ids=["read by the plugin", "read by the host"])
def test_every_fault_of_what_a_plugin_offers_comes_out_whole(raised: bool) -> None:
    steps = lifecycle().versions[0].transitions
    lost = [attrs.evolve(step, target=f"tidak-ada-{number}") for number, step in enumerate(steps)]
    wrong = attrs.evolve(lifecycle().versions[0], transitions=tuple(lost))

    class Plugin:
        @hookimpl
        def pmi_lifecycles(self) -> Iterable[object]:
            made = attrs.evolve(lifecycle(), versions=(wrong,))
            yield check_lifecycle(made, files=["siklus.toml"]) if raised else made

    host = load(Plugin(), strict=False)
    file = "siklus.toml" if raised else wrong.name
    assert [(fault.code, fault.pointer) for fault in host.faults] == [
        ("unknown-state", f"pmi_lifecycles {file} /transitions/{number}/target")
        for number in range(len(steps))
    ]


@pytest.mark.parametrize("faults", [7, (7,), ()], ids=["no tuple", "no faults", "none"])
def test_an_error_of_this_library_that_a_stranger_broke_is_one_fault(faults: object) -> None:
    class Plugin:
        @hookimpl
        def pmi_lifecycles(self) -> Iterable[object]:
            problem = FaultyInput([])
            problem.faults = faults  # type: ignore[assignment]
            raise problem

    (fault,) = load(Plugin(), strict=False).faults
    assert (fault.code, fault.pointer) == ("hook", "pmi_lifecycles")


def citing(cite: str, *, law_id: str | None = None) -> object:
    first, *others = lifecycle().versions[0].transitions
    changed = attrs.evolve(first, decider_basis=(Cited(cite=InstrumentId(cite)),))
    version = attrs.evolve(lifecycle("koperasi").versions[0], transitions=(changed, *others))

    class Citing:
        @hookimpl
        def pmi_lifecycles(self) -> Iterable[object]:
            yield attrs.evolve(lifecycle(), versions=(version,))

    class Bringing(Citing):
        @hookimpl
        def pmi_law(self) -> Iterable[object]:
            brought = attrs.evolve(BROUGHT, id=InstrumentId(law_id or ""))
            yield attrs.evolve(law(), instruments=(brought,))

    return Citing() if law_id is None else Bringing()


BROUGHT = Instrument(
    id=InstrumentId("perban-99-2025"),
    kind=InstrumentKind.REGULATION,
    issuer="BP2MI",
    number="99",
    year=2025,
    provenance=TOLD_BY,
    text_status=ProvenanceStatus.NOT_FOUND,
)


@pytest.mark.parametrize(
    ("plugin", "codes_"),
    [
        (citing("uu-18-2017"), []),
        (citing("perban-99-2025"), ["unknown-instrument"]),
        (citing("perban-99-2025", law_id="perban-99-2025"), []),
        (citing("perban-99-2025", law_id="perban-98-2025"), ["unknown-instrument"]),
    ],
    ids=["shipped", "unknown", "its own pack brings it", "its pack brings another"],
)
def test_a_lifecycle_rests_on_law_that_ships_or_that_plugins_bring(
    plugin: object, codes_: list[str]
) -> None:
    host = load(plugin, strict=False)
    assert codes(host) == codes_
    assert ("koperasi" in [one.id for one in host.lifecycles]) == (not codes_)
    for fault in host.faults:
        assert fault.pointer == "pmi_lifecycles koperasi /transitions/0/decider_basis"
        assert "perban-99-2025" in fault.message


def test_where_the_law_of_plugins_does_not_fit_that_is_told_and_not_what_rests_on_it() -> None:
    host = load(citing("perban-99-2025", law_id="uu-18-2017"), strict=False)
    assert codes(host) == []
    with pytest.raises(FaultyLaw):
        law_of(host)


def test_a_rulebook_source_holds_bytes() -> None:
    with pytest.raises(TypeError, match="data"):
        RulebookSource(id="sampel", data="id = 1", file="sampel.toml")  # type: ignore[arg-type]


def test_two_plugins_with_one_id_are_both_at_fault() -> None:
    class Other(Sound):
        pass

    host = load(Sound(), Other(), strict=False)
    assert codes(host) == ["duplicate-id"] * 2 * len(HOOKS)
    assert all("Sound 1.2" in str(fault) and "Other 1.2" in str(fault) for fault in host.faults)
    assert host.contributions == load().contributions


def test_what_is_built_in_keeps_its_ids() -> None:
    class Usurper:
        @hookimpl
        def pmi_exporters(self) -> Iterable[Exporter]:
            yield SampleExporter(id="json")

    host = load(Usurper(), strict=False)
    assert codes(host) == ["duplicate-id"]
    assert host.exporter("json").contribution.built_in


def test_one_plugin_given_twice_counts_once() -> None:
    plugin = Sound()
    assert load(plugin, plugin).contributions == load(plugin).contributions


def test_a_module_is_a_plugin() -> None:
    def pmi_scoring_policies() -> Iterable[object]:
        return [policy()]

    module = ModuleType("pmi_sampel")
    module.__dict__["pmi_scoring_policies"] = hookimpl(pmi_scoring_policies)
    assert load(module).policy("sampel").contribution.distribution == "pmi_sampel"


# --- what is installed ------------------------------------------------------------------------


def install(folder: Path, name: str, source: str, entries: str) -> None:
    """A distribution as an installer leaves it."""
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRY + entries)
    (folder / f"{name.replace('-', '_')}.py").write_text(source)


SOURCE = """
from pmi_core.plugins import hookimpl
from tests.plugins.samples import SampleExporter

@hookimpl
def pmi_exporters():
    return [SampleExporter(id="terpasang")]
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def installed(strict: bool = False) -> PluginHost:
    """Only what the tests installed: what else is installed here is none of their business."""
    host = PluginHost.load(strict=strict)
    mine = [fault for fault in host.faults if fault.file.startswith("pmi-uji")]
    return attrs.evolve(host, faults=tuple(mine))


def test_an_installed_plugin_is_found_by_its_entry_point(site: Path) -> None:
    install(site, "pmi-uji-a", SOURCE, "a = pmi_uji_a\n")
    found = installed().exporter("terpasang").contribution
    assert (found.distribution, found.version) == ("pmi-uji-a", "1.0")
    with pytest.raises(NotFound):
        PluginHost.load(entry_points=False).exporter("terpasang")


def test_an_installed_plugin_may_be_given_as_well(site: Path) -> None:
    install(site, "pmi-uji-b", SOURCE, "b = pmi_uji_b\n")
    host = PluginHost.load(importlib.import_module("pmi_uji_b"), strict=False)
    assert host.exporter("terpasang").contribution.distribution == "pmi-uji-b"


@pytest.mark.parametrize(
    ("name", "source", "entries"),
    [
        ("pmi-uji-c", "raise ImportError('rusak')", "c = pmi_uji_c\n"),
        ("pmi-uji-d", "raise SystemExit(0)", "d = pmi_uji_d\n"),
        ("pmi-uji-e", "import pmi_tidak_ada", "e = pmi_uji_e\n"),
        ("pmi-uji-f", "", "f = pmi_uji_f:tidak_ada\n"),
        ("pmi-uji-g", "", "g = pmi_tidak_ada\n"),
        ("pmi-uji-h", "x = 1 +", "h = pmi_uji_h\n"),
        ("pmi-uji-i", "", "i = !\n"),
    ],
)
def test_a_plugin_that_cannot_be_imported_is_a_fault(
    site: Path, name: str, source: str, entries: str
) -> None:
    install(site, name, source, entries)
    install(site, "pmi-uji-z", SOURCE, "z = pmi_uji_z\n")
    host = installed()
    assert [(fault.code, fault.file) for fault in host.faults] == [
        ("import", f"{name} 1.0 ({entries[0]})")
    ]
    assert host.exporter("terpasang").contribution.distribution == "pmi-uji-z"


def test_one_distribution_may_have_several_plugins(site: Path) -> None:
    install(site, "pmi-uji-j", SOURCE, "satu = pmi_uji_j\ndua = pmi_uji_j:Tidak\n")
    host = installed()
    assert [fault.file for fault in host.faults] == ["pmi-uji-j 1.0 (dua)"]
    assert host.exporter("terpasang").id == "terpasang"


def test_loading_leaves_no_manager_behind() -> None:
    load(Sound())
    managers = [
        name
        for module in list(sys.modules.values())
        if module.__name__.startswith("pmi_core.plugins")
        for name, value in vars(module).items()
        if type(value).__name__ == "PluginManager"
    ]
    assert managers == []
