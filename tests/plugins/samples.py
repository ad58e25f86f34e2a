"""Plugins for the tests: sound ones, and one for every way to be at fault."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

import attrs

from pmi_core.documents import Bundle, Exporter, Output
from pmi_core.evaluation import (
    Evaluation,
    Function,
    Scorecard,
    ScoringPolicy,
    shipped_policies,
)
from pmi_core.messages import Text
from pmi_core.plugins import RulebookSource, hookimpl
from pmi_core.programme import Facts, Lifecycle, find_lifecycle
from pmi_core.regulation import LawPack


@attrs.frozen(kw_only=True)
class SampleExporter:
    id: str = "sampel"
    media_type: str = "text/plain"

    def export(self, bundle: Bundle) -> tuple[Output, ...]:
        return (Output(name=f"{self.id}.txt", data=bundle.review.dossier.encode()),)


def policy(name: str = "sampel") -> ScoringPolicy:
    return attrs.evolve(shipped_policies()[0], id=name, withhold_below=Fraction(1))


def law(name: str = "sampel") -> LawPack:
    return LawPack(id=name, title=Text(id="Sampel", en="Sample"))


def lifecycle(name: str = "sampel") -> Lifecycle[Facts]:
    shipped = find_lifecycle("kawan-pmi")
    return attrs.evolve(shipped, versions=(attrs.evolve(shipped.versions[0], name=name),))


def function(name: str = "sampel") -> Function:
    doc = Text(id="banyaknya huruf dalam {0}", en="number of letters in {0}")
    return Function(name=name, parameters=(str,), result=int, call=len, doc=doc)


def rulebook(name: str = "sampel") -> RulebookSource:
    return RulebookSource(id=name, data=b"", file=f"{name}.toml")


class Sound:
    """A plugin of every hook, with ids of its own."""

    __version__ = "1.2"

    def __init__(self, name: str = "baik") -> None:
        self.name = name

    @hookimpl
    def pmi_rulebooks(self) -> Iterable[RulebookSource]:
        return [rulebook(self.name)]

    @hookimpl
    def pmi_scoring_policies(self) -> Iterable[ScoringPolicy]:
        yield policy(self.name)

    @hookimpl
    def pmi_exporters(self) -> Iterable[Exporter]:
        return {SampleExporter(id=self.name)}

    @hookimpl
    def pmi_law(self) -> Iterable[LawPack]:
        return (law(self.name),)

    @hookimpl
    def pmi_lifecycles(self) -> Iterable[Lifecycle[Facts]]:
        return [lifecycle(self.name)]

    @hookimpl
    def pmi_rule_functions(self) -> Iterable[Function]:
        return [function(self.name.replace("-", "_"))]


HOOKS: Final[Mapping[str, Callable[[], object]]] = {
    "pmi_rulebooks": rulebook,
    "pmi_scoring_policies": policy,
    "pmi_exporters": SampleExporter,
    "pmi_law": law,
    "pmi_lifecycles": lifecycle,
    "pmi_rule_functions": function,
}


def _raise(problem: BaseException) -> Any:
    raise problem


def _half(good: object) -> Iterator[object]:
    yield good
    raise RuntimeError("in the middle")


def _endless(good: object) -> Iterator[object]:
    while True:
        yield good


class Nameless:
    media_type = "text/plain"

    def export(self, _: Bundle) -> tuple[Output, ...]:
        raise AssertionError("a faulty plugin is never called")


class Unreadable(Nameless):
    @property
    def id(self) -> str:
        raise ValueError("no id today")


class Unspeakable(Exception):
    def __str__(self) -> str:
        raise ValueError("not even this")


# What a hook may do wrong: a name, a function of one sound object, and the code of the fault.
FAULTS: Final[Mapping[str, tuple[Callable[[object], object], str]]] = {
    "returns None": (lambda _: None, "type"),
    "returns one object": (lambda good: good, "type"),
    "returns text": (lambda _: "sampel", "type"),
    "returns bytes": (lambda _: b"sampel", "type"),
    "returns a mapping": (lambda good: {"sampel": good}, "type"),
    "returns the wrong type": (lambda _: [object()], "type"),
    "returns None among others": (lambda good: [good, None], "type"),
    "registers a class": (lambda good: [type(good)], "type"),
    "registers an id twice": (lambda good: [good, good], "duplicate-id"),
    "raises": (lambda _: _raise(ValueError("nomor 0812 3456 7890")), "hook"),
    "raises something unspeakable": (lambda _: _raise(Unspeakable()), "hook"),
    "exits": (lambda _: _raise(SystemExit(0)), "hook"),
    "closes": (lambda _: _raise(GeneratorExit()), "hook"),
    "recurses": (lambda _: _recurse(), "hook"),
    "raises in the middle": (_half, "hook"),
    "never ends": (_endless, "too-many"),
}


def _recurse() -> object:
    return _recurse()


def faulty(hook: str, fault: str) -> object:
    """A plugin sound but for one hook, which does one thing wrong."""
    act, _ = FAULTS[fault]

    def implementation(_: object) -> object:
        return act(HOOKS[hook]())

    implementation.__name__ = hook
    return type("Faulty", (Sound,), {hook: hookimpl(implementation)})("cacat")


class Scoring:
    """A policy whose score does something wrong."""

    id = "cacat"
    version = "1"
    digest = "0" * 64

    def __init__(self, act: Callable[[], Any]) -> None:
        self.act = act

    def score(self, *_: Evaluation) -> Scorecard:
        card: Scorecard = self.act()
        return card

    def label(self, _: str) -> Text:
        label: Text = self.act()
        return label
