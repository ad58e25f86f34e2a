"""What plugins offer, put to use: law over law, checked rulebooks, policies that may fail."""

from collections.abc import Iterable
from importlib import resources
from typing import Any

import attrs
import pytest

from pmi_core.errors import FaultyPlugins, FaultyRulebook, NotFound
from pmi_core.evaluation import ScoringPolicy, shipped_policies, shipped_rulebook, shipped_rulebooks
from pmi_core.plugins import (
    PluginHost,
    RulebookSource,
    check_rulebooks,
    guard_policy,
    hookimpl,
    hookspecs,
    law_of,
)
from pmi_core.regulation import LawPack, shipped_registry
from pmi_core.testing import PolicySuite
from tests.plugins.samples import Scoring, Sound, law

LAW = shipped_registry()
SHIPPED = resources.files("pmi_core").joinpath("data/rulebooks/kawan-bulanan.toml").read_bytes()


def load(*plugins: object) -> PluginHost:
    return PluginHost.load(*plugins, entry_points=False)


class Books:
    def __init__(self, *sources: RulebookSource) -> None:
        self.sources = sources

    @hookimpl
    def pmi_rulebooks(self) -> Iterable[RulebookSource]:
        return self.sources


class Policies:
    def __init__(self, policy: object) -> None:
        self.policy = policy

    @hookimpl
    def pmi_scoring_policies(self) -> Iterable[object]:
        return [self.policy]


class Laws:
    @hookimpl
    def pmi_law(self) -> Iterable[LawPack]:
        return [law("b"), law("a")]


def source(name: str, data: bytes = SHIPPED) -> RulebookSource:
    return RulebookSource(id=name, data=data, file=f"{name}.toml")


@pytest.mark.parametrize(
    "specification",
    [
        hookspecs.pmi_rulebooks,
        hookspecs.pmi_scoring_policies,
        hookspecs.pmi_exporters,
        hookspecs.pmi_law,
        hookspecs.pmi_lifecycles,
        hookspecs.pmi_rule_functions,
    ],
)
def test_a_hook_nobody_implements_registers_nothing(specification: Any) -> None:
    assert list(specification()) == []


def test_law_is_laid_in_the_order_of_ids_and_what_is_given_comes_last() -> None:
    assert law_of(load(Laws()), [law("a0")]).layers == ("pmi_core", "a", "b", "a0")


def test_rulebooks_are_checked() -> None:
    books = check_rulebooks(load(), LAW)
    assert [book.digest for book in books] == [book.digest for book in shipped_rulebooks()]


def test_only_the_rulebooks_named_are_checked_and_each_once() -> None:
    host = load(Books(source("rusak", b"id = 1")))
    (book,) = check_rulebooks(host, LAW, only=["kawan-bulanan", "kawan_bulanan"])
    assert book.rulebook.id == "kawan-bulanan"


def test_a_rulebook_that_is_wanted_and_absent_is_an_error() -> None:
    with pytest.raises(NotFound):
        check_rulebooks(load(), LAW, only=["tidak-ada"])


def test_every_fault_of_every_rulebook_comes_at_once() -> None:
    host = load(Books(source("rusak", b"id = 1"), source("rusak-juga", b"x =")))
    with pytest.raises(FaultyRulebook) as caught:
        check_rulebooks(host, LAW)
    assert {fault.file for fault in caught.value.faults} == {
        "Books -: rusak.toml",
        "Books -: rusak-juga.toml",
    }


def test_a_fault_of_what_is_built_in_is_the_library_s_own() -> None:
    host = load()
    (first, *_) = host.rulebooks
    broken = attrs.evolve(first, value=attrs.evolve(first.value, data=b"id = 1"))
    with pytest.raises(FaultyRulebook) as caught:
        check_rulebooks(attrs.evolve(host, rulebooks=(broken,)), LAW)
    assert {fault.file for fault in caught.value.faults} == {first.value.file}


def test_a_rulebook_is_registered_under_its_own_id() -> None:
    with pytest.raises(FaultyRulebook, match="calls itself 'kawan-bulanan'"):
        check_rulebooks(load(Books(source("lain"))), LAW)


class TestGuardedPolicy(PolicySuite):
    policy = guard_policy(load().policy("daftar-periksa"))


def guarded(policy: object) -> ScoringPolicy:
    return guard_policy(load(Policies(policy)).policy("cacat"))


def fail() -> Any:
    raise ValueError("tidak bisa")


@pytest.mark.parametrize(
    ("act", "message"),
    [(fail, "ValueError: tidak bisa"), (lambda: None, "found NoneType"), (lambda: 5, "found int")],
)
def test_a_policy_that_fails_is_a_fault_of_its_plugin(act: Any, message: str) -> None:
    policy = guarded(Scoring(act))
    unused: Any = None
    with pytest.raises(FaultyPlugins, match=message) as caught:
        policy.score(unused, shipped_rulebook("kawan-bulanan"))
    with pytest.raises(FaultyPlugins, match=message):
        policy.label("x")
    assert caught.value.faults[0].file == "Policies -"


def test_a_sound_policy_is_untouched() -> None:
    shipped = shipped_policies()[0]
    policy = guard_policy(load().policy(shipped.id))
    assert (policy.id, policy.version, policy.digest) == (
        shipped.id,
        shipped.version,
        shipped.digest,
    )


def test_policies_of_plugins_are_found_by_id() -> None:
    assert guard_policy(load(Sound()).policy("baik")).id == "baik"
