"""What plugins offer, put to use: law laid over law, rulebooks checked against it."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import attrs

from pmi_core.documents import Contribution, PluginRaised, isolated
from pmi_core.errors import Fault, FaultyInput, FaultyPlugins, FaultyRulebook
from pmi_core.evaluation import (
    CheckedRulebook,
    Evaluation,
    Function,
    Scorecard,
    ScoringPolicy,
    read_rulebook,
)
from pmi_core.messages import Text
from pmi_core.plugins.host import PluginHost, Registered
from pmi_core.plugins.records import RulebookSource
from pmi_core.regulation import LawPack, Registry, layer, shipped_registry

T = TypeVar("T")


def law_of(host: PluginHost, packs: Iterable[LawPack] = ()) -> Registry:
    """The shipped law, under the plugins' packs by id, under the packs given, in their order.

    Raises:
        FaultyLaw: A pack does not fit what it is laid over.

    >>> law_of(PluginHost.load(entry_points=False)).layers
    ('pmi_core',)
    """
    registry = shipped_registry()
    for pack in (*(item.value for item in host.law), *packs):
        registry = layer(registry, pack)
    return registry


def check_rulebooks(
    host: PluginHost, registry: Registry, *, only: Iterable[str] = ()
) -> tuple[CheckedRulebook, ...]:
    """The host's rulebooks, each checked against its subject, its law and its functions.

    Args:
        host: Whose rulebooks.
        registry: Law and parameters they may cite and read.
        only: Ids of those wanted; all where none is given.

    Raises:
        NotFound: A rulebook that is wanted and absent.
        FaultyRulebook: With every fault of every rulebook; those of a plugin's name its
            distribution before the file.
    """
    wanted = tuple(host.rulebook(name) for name in only) or host.rulebooks
    checked: list[CheckedRulebook] = []
    faults: list[Fault] = []
    for registered in dict.fromkeys(wanted):
        try:
            checked.append(_checked(registered, registry, host.rule_functions))
        except FaultyInput as problem:
            faults += (_located(fault, registered.contribution) for fault in problem.faults)
    if faults:
        raise FaultyRulebook(faults)
    return tuple(checked)


def _located(fault: Fault, owner: Contribution) -> Fault:
    if owner.built_in:
        return fault
    return attrs.evolve(fault, file=f"{owner.distribution} {owner.version}: {fault.file}")


def _checked(
    registered: Registered[RulebookSource], registry: Registry, functions: Iterable[Function]
) -> CheckedRulebook:
    source = registered.value
    book = read_rulebook(source.data, file=source.file, registry=registry, functions=functions)
    if book.rulebook.id != registered.id:
        message = f"is registered as {registered.id!r} but calls itself {book.rulebook.id!r}"
        raise FaultyRulebook([Fault(code="id", message=message, file=source.file, pointer="/id")])
    return book


def guard_policy(registered: Registered[ScoringPolicy]) -> ScoringPolicy:
    """A host's policy, so that whatever it raises comes out as a fault of its plugin.

    >>> guard_policy(PluginHost.load(entry_points=False).policy("daftar-periksa")).id
    'daftar-periksa'
    """
    return _GuardedPolicy(registered=registered)


@attrs.frozen(kw_only=True)
class _GuardedPolicy:
    registered: Registered[ScoringPolicy]

    @property
    def id(self) -> str:
        return self.registered.id

    @property
    def version(self) -> str:
        return self._call(lambda: self.registered.value.version, str)

    @property
    def digest(self) -> str:
        return self._call(lambda: self.registered.value.digest, str)

    def score(self, evaluation: Evaluation, rulebook: CheckedRulebook) -> Scorecard:
        return self._call(lambda: self.registered.value.score(evaluation, rulebook), Scorecard)

    def label(self, grade: str) -> Text:
        return self._call(lambda: self.registered.value.label(grade), Text)

    def _call(self, work: Callable[[], T], shape: type[T]) -> T:
        try:
            value = isolated(work)
        except PluginRaised as problem:
            raise FaultyPlugins([self._fault(str(problem))]) from problem
        if not isinstance(value, shape):
            message = f"expected {shape.__name__}, found {type(value).__name__}"
            raise FaultyPlugins([self._fault(message)])
        return value

    def _fault(self, message: str) -> Fault:
        owner = self.registered.contribution
        name = f"{owner.distribution} {owner.version}"
        return Fault(code="policy", message=message, file=name, pointer=self.id)
