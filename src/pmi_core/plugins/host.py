"""The plugins of one run, loaded, checked and frozen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any, Generic, TypeVar, cast

import attrs

from pmi_core.documents import Contribution, ContributionKind, Exporter
from pmi_core.errors import Fault, FaultyLaw, FaultyPlugins, NotFound
from pmi_core.evaluation import Function, ScoringPolicy
from pmi_core.plugins import builtin
from pmi_core.plugins.discovery import PluginRecord, built_in, found, given
from pmi_core.plugins.reading import Offer, Reading, placed, read
from pmi_core.plugins.records import RulebookSource
from pmi_core.programme import Lifecycle, citation_faults
from pmi_core.regulation import LawPack, layer, shipped_registry

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Registered(Generic[T]):
    """A registered object with where it comes from.

    Attributes:
        contribution: Its kind and id as they were when it registered, and its distribution.
        optional: Of an exporter, whether it runs only when it is asked for by name.
    """

    value: T
    contribution: Contribution
    optional: bool = False

    @property
    def id(self) -> str:
        """The id it registered under."""
        return self.contribution.id


@attrs.frozen(kw_only=True)
class PluginHost:
    """Everything plugins offer, as one frozen value; each tuple is sorted by id.

    Attributes:
        plugins: Those that loaded, the built-in one included.
        faults: What was quarantined and why; empty unless loaded with `strict=False`.
    """

    plugins: tuple[PluginRecord, ...]
    rulebooks: tuple[Registered[RulebookSource], ...]
    policies: tuple[Registered[ScoringPolicy], ...]
    exporters: tuple[Registered[Exporter], ...]
    law: tuple[Registered[LawPack], ...]
    lifecycles: tuple[Registered[Lifecycle[Any]], ...]
    functions: tuple[Registered[Function], ...]
    faults: tuple[Fault, ...] = ()

    @classmethod
    def load(cls, *plugins: object, entry_points: bool = True, strict: bool = True) -> "PluginHost":
        """Load the built-ins, the plugins given, and those that are installed.

        Args:
            *plugins: Modules or objects with functions marked `@hookimpl`.
            entry_points: Whether to load what is installed under `pmi_core.plugins.v1`.
            strict: Whether one faulty plugin is an error; else it is dropped whole and named in
                `faults`.

        Raises:
            FaultyPlugins: With every fault of every plugin, and of what it offers. A lifecycle
                cites what ships or what a plugin's law pack brings.

        >>> [exporter.id for exporter in PluginHost.load(entry_points=False).exporters]
        ['csv', 'csv-excel', 'json', 'text']
        """
        candidates = [built_in(builtin), *(found() if entry_points else ()), *given(plugins)]
        readings = _distinct(read(candidate) for candidate in candidates)
        faults = [fault for reading in readings for fault in reading.faults]
        kept = [reading for reading in readings if not reading.faults]
        for look in (_clashes, _unknown_law):
            found_ = look(kept)
            faults += [fault for group in found_.values() for fault in group]
            kept = [reading for reading in kept if reading not in found_]
        if faults and strict:
            raise FaultyPlugins(faults)
        groups = _grouped(offer for reading in kept for offer in reading.offers)
        return cls(
            plugins=tuple(sorted(reading.plugin for reading in kept)),
            rulebooks=cast("tuple[Registered[RulebookSource], ...]", groups[_RULEBOOK]),
            policies=cast("tuple[Registered[ScoringPolicy], ...]", groups[_POLICY]),
            exporters=cast("tuple[Registered[Exporter], ...]", groups[_EXPORTER]),
            law=cast("tuple[Registered[LawPack], ...]", groups[_LAW]),
            lifecycles=cast("tuple[Registered[Lifecycle[Any]], ...]", groups[_LIFECYCLE]),
            functions=cast("tuple[Registered[Function], ...]", groups[_FUNCTION]),
            faults=FaultyPlugins(faults).faults,
        )

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """What is offered and by whom, sorted by kind and id."""
        groups = (
            self.rulebooks,
            self.policies,
            self.exporters,
            self.law,
            self.lifecycles,
            self.functions,
        )
        return tuple(sorted(item.contribution for group in groups for item in group))

    @property
    def rule_functions(self) -> tuple[Function, ...]:
        """The functions that rules may call besides the built-in ones, each with its owner."""
        return tuple(
            attrs.evolve(item.value, owner=f"{owner.distribution} {owner.version}")
            for item in self.functions
            for owner in (item.contribution,)
        )

    @property
    def usual_exporters(self) -> tuple[Registered[Exporter], ...]:
        """Those that run where none is asked for by name: every one that is not `optional`."""
        return tuple(item for item in self.exporters if not item.optional)

    def rulebook(self, name: str) -> Registered[RulebookSource]:
        """The rulebook of an id.

        Raises:
            NotFound: No plugin offers it.
        """
        return _one(self.rulebooks, "rulebook", name)

    def policy(self, name: str) -> Registered[ScoringPolicy]:
        """The scoring policy of an id.

        Raises:
            NotFound: No plugin offers it.
        """
        return _one(self.policies, "scoring policy", name)

    def exporter(self, name: str) -> Registered[Exporter]:
        """The exporter of an id; `-` and `_` are equal.

        Raises:
            NotFound: No plugin offers it.
        """
        return _one(self.exporters, "exporter", name)

    def lifecycle(self, name: str) -> Registered[Lifecycle[Any]]:
        """The lifecycle of a name; `-` and `_` are equal.

        Raises:
            NotFound: No plugin offers it.
        """
        return _one(self.lifecycles, "lifecycle", name)


def _one(group: Iterable[Registered[T]], what: str, name: str) -> Registered[T]:
    by_id = {item.id: item for item in group}
    found_ = by_id.get(name.replace("_", "-"))
    if found_ is None:
        raise NotFound(what, name, by_id)
    return found_


def _distinct(readings: Iterable[Reading]) -> list[Reading]:
    """Each plugin once: what is installed may be given as well, and counts as installed."""
    seen: dict[int, Reading] = {}
    for reading in readings:
        seen.setdefault(id(reading if reading.source is None else reading.source), reading)
    return list(seen.values())


def _clashes(readings: Iterable[Reading]) -> Mapping[Reading, list[Fault]]:
    """Faults of plugins that claim an id another one claims; what is built in is never at fault."""
    claims: dict[tuple[ContributionKind, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        for offer in reading.offers:
            claims[offer.contribution.kind, offer.contribution.id].append(reading)
    faults: dict[Reading, list[Fault]] = defaultdict(list)
    for (kind, name), claimants in claims.items():
        names = " and ".join(sorted(str(reading.plugin) for reading in claimants))
        message = f"the id {name!r} ({kind.value}) is claimed by {names}"
        for reading in claimants if len(claimants) > 1 else ():
            if reading.source is not builtin:
                fault = Fault(code="duplicate-id", message=message, file=str(reading.plugin))
                faults[reading].append(fault)
    return faults


def _unknown_law(readings: Iterable[Reading]) -> Mapping[Reading, list[Fault]]:
    """Faults of plugins whose lifecycles cite what neither ships nor comes with a plugin."""
    readings = list(readings)
    living = [(reading, life) for reading in readings for life in _lifecycles_of(reading)]
    faults: dict[Reading, list[Fault]] = defaultdict(list)
    if not living:
        return faults
    try:
        law = reduce(layer, _packs_of(readings), shipped_registry())
    except FaultyLaw:  # told where law is read
        return faults
    for reading, lifecycle in living:
        found_ = citation_faults(lifecycle, law, file=lifecycle.name)
        if found_:
            faults[reading] += (placed(one, reading.plugin, "pmi_lifecycles") for one in found_)
    return faults


def _lifecycles_of(reading: Reading) -> list[Lifecycle[Any]]:
    """What a plugin that does not ship brings."""
    offers = () if reading.source is builtin else reading.offers
    return [cast("Lifecycle[Any]", o.value) for o in offers if o.contribution.kind is _LIFECYCLE]


def _packs_of(readings: Iterable[Reading]) -> list[LawPack]:
    offers = [o for reading in readings for o in reading.offers if o.contribution.kind is _LAW]
    offers.sort(key=lambda offer: offer.contribution.id)
    return [cast("LawPack", offer.value) for offer in offers]


def _grouped(
    offers: Iterable[Offer],
) -> Mapping[ContributionKind, tuple[Registered[object], ...]]:
    groups: dict[ContributionKind, list[Registered[object]]] = defaultdict(list)
    for offer in sorted(offers, key=lambda item: item.contribution.id):
        registered = Registered(
            value=offer.value, contribution=offer.contribution, optional=offer.optional
        )
        groups[offer.contribution.kind].append(registered)
    return {kind: tuple(groups[kind]) for kind in ContributionKind}


_RULEBOOK = ContributionKind.RULEBOOK
_POLICY = ContributionKind.POLICY
_EXPORTER = ContributionKind.EXPORTER
_LAW = ContributionKind.LAW
_LIFECYCLE = ContributionKind.LIFECYCLE
_FUNCTION = ContributionKind.FUNCTION
