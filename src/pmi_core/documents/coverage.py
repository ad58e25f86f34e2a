"""What rests on what: for each provision its rules, for each rule, task and step its basis."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

import attrs

from pmi_core.codec import optional
from pmi_core.evaluation import CheckedRulebook, ChecklistPolicy, Review, shipped_policies
from pmi_core.messages import Text, render
from pmi_core.programme import Definition, Lifecycle, shipped_tasks
from pmi_core.regulation import (
    Assumption,
    Basis,
    Cited,
    Instrument,
    InstrumentId,
    ProvenanceStatus,
    Provision,
    Registry,
    cite_text,
    shipped_calendar,
    shipped_institutions,
    shipped_places,
)
from pmi_core.reporting import known_lifecycles


class RestingKind(Enum):
    """What can rest on law."""

    CRITERION = "kriteria"
    PARAMETER = "parameter"
    TRANSITION = "peralihan"
    GUARD = "syarat"
    TASK = "tugas"
    POLICY = "kebijakan"
    HOLIDAY = "hari_libur"
    EDITION = "edisi_wilayah"
    INSTITUTION = "lembaga"


@attrs.frozen(kw_only=True)
class Resting:
    """Something that rests on law, or on an assumption.

    Attributes:
        id: Unique within its kind, such as `kawan-bulanan/LAP-03`.
        title: What people call it.
        basis: Everything it rests on.
        reads: The parameters it is computed with; they have bases of their own.
    """

    kind: RestingKind
    id: str
    title: Text
    basis: tuple[Basis, ...]
    reads: tuple[str, ...] = ()

    @property
    def worth(self) -> ProvenanceStatus | None:
        """`asumsi` where nothing is cited, `analogi` where all is cited by analogy, else None."""
        cited = [basis for basis in self.basis if isinstance(basis, Cited)]
        if not cited:
            return ProvenanceStatus.ASSUMED
        return ProvenanceStatus.ANALOGY if all(basis.analogy for basis in cited) else None


@attrs.frozen(kw_only=True)
class Support:
    """An instrument, one of its provisions or items, and what rests on exactly that.

    Attributes:
        at: The provision; absent for an item, and for the instrument itself.
        item: The item's key; likewise.
        name: How people cite it.
        status: How it is known.
        resting: Kind and id of what cites it, such as `kriteria kawan-bulanan/LAP-03`.
    """

    cite: InstrumentId
    at: Provision | None = optional(absent="none")
    item: str | None = optional(absent="none")
    name: Text
    status: ProvenanceStatus
    resting: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Coverage:
    """What rests on what, both ways.

    Attributes:
        layers: Of the registry.
        supports: Every instrument with its items and provisions, cited or not.
        resting: Everything that rests on something.
        dossier: The dossier whose verdicts were counted, if any.
        decided: How many verdicts say yes or no.
        assumed: How many of these have an assumption as basis or as a parameter's basis.
    """

    layers: tuple[str, ...]
    supports: tuple[Support, ...] = attrs.field(repr=False)
    resting: tuple[Resting, ...] = attrs.field(repr=False)
    dossier: Text | None = optional(absent="none")
    decided: int = 0
    assumed: int = 0


_Place = tuple[InstrumentId, Provision | None, str | None]


def cover(registry: Registry, resting: Iterable[Resting], review: Review | None = None) -> Coverage:
    """Set what rests on law against the law, and count a review's assumptions.

    Args:
        registry: The law; citations of what it does not have are left out.
        resting: See `resting_on_law`.
        review: Whose verdicts are counted.

    >>> from pmi_core.evaluation import shipped_rulebooks
    >>> from pmi_core.regulation import shipped_registry
    >>> law = shipped_registry()
    >>> found = cover(law, resting_on_law(law, shipped_rulebooks()))
    >>> [one.resting for one in found.supports if one.cite == "kepka-bp2mi-83-2022"]
    [()]
    """
    things = tuple(resting)
    citing = _citing(things)
    return Coverage(
        layers=registry.layers,
        supports=tuple(
            support
            for instrument in registry.instruments
            for support in _supports(instrument, citing, registry)
        ),
        resting=things,
        dossier=None if review is None else review.title,
        decided=0 if review is None else sum(review.resting.values()),
        assumed=0 if review is None else review.assumed,
    )


def resting_on_law(
    registry: Registry,
    rulebooks: Iterable[CheckedRulebook],
    *,
    lifecycles: Iterable[Lifecycle[Any]] | None = None,
    policies: Iterable[ChecklistPolicy] | None = None,
) -> tuple[Resting, ...]:
    """Everything of the library that has a basis, in a fixed order.

    Args:
        registry: Its parameters count.
        rulebooks: Their criteria count.
        lifecycles: Their transitions and conditions count; the shipped ones by default.
        policies: Scoring policies that name a basis; the shipped ones by default.
    """
    lives = tuple(known_lifecycles().values() if lifecycles is None else lifecycles)
    scores = shipped_policies() if policies is None else policies
    return (
        *(found for book in rulebooks for found in _criteria(book)),
        *_parameters(registry),
        *(found for life in lives for found in _transitions(life)),
        *_conditions(lives),
        *_tasks(),
        *(
            Resting(kind=RestingKind.POLICY, id=policy.id, title=policy.title, basis=policy.basis)
            for policy in scores
        ),
        *_holidays(),
        *_editions(),
        *_institutions(),
    )


def count_worth(things: Iterable[Resting]) -> Mapping[RestingKind, Mapping[str, int]]:
    """By kind: how many there are, cite, rest on analogy only, on assumption only."""
    found: dict[RestingKind, Counter[str]] = {}
    for thing in things:
        worth = thing.worth
        word = "kutipan" if worth is None else worth.value
        found.setdefault(thing.kind, Counter()).update(("jumlah", word))
    return found


def _criteria(book: CheckedRulebook) -> Iterator[Resting]:
    for criterion in book.rulebook.criteria:
        yield Resting(
            kind=RestingKind.CRITERION,
            id=f"{book.rulebook.id}/{criterion.id}",
            title=criterion.title,
            basis=criterion.basis,
            reads=tuple(sorted(book.reads(criterion.id))),
        )


def _parameters(registry: Registry) -> Iterator[Resting]:
    for parameter in registry.parameters:
        bases = (basis for value in parameter.values for basis in value.basis)
        yield Resting(
            kind=RestingKind.PARAMETER,
            id=parameter.key,
            title=parameter.label,
            basis=tuple(dict.fromkeys(bases)),
        )


def _transitions(life: Lifecycle[Any]) -> Iterator[Resting]:
    for version in life.versions:
        newer = "" if version is life.versions[0] else f" {version.version}"
        yield from _version_steps(f"{life.name}{newer}", version)


def _version_steps(name: str, version: Definition) -> Iterator[Resting]:
    for step in version.transitions:
        yield Resting(
            kind=RestingKind.TRANSITION,
            id=f"{name}/{step.event}/{'+'.join(step.sources)}",
            title=step.label,
            basis=tuple(dict.fromkeys((*step.basis, *step.decider_basis))),
        )


def _conditions(lives: Iterable[Lifecycle[Any]]) -> Iterator[Resting]:
    asked = {name: guard for life in lives for name, guard in life.guards.items()}
    for name, guard in asked.items():
        yield Resting(kind=RestingKind.GUARD, id=name, title=guard.label, basis=guard.basis)


def _tasks() -> Iterator[Resting]:
    for task in shipped_tasks():
        yield Resting(kind=RestingKind.TASK, id=task.id, title=task.text, basis=task.basis)


def _holidays() -> Iterator[Resting]:
    days = Counter(decree for day in shipped_calendar().holidays for decree in day.decrees)
    for decree, number in sorted(days.items()):
        yield Resting(
            kind=RestingKind.HOLIDAY,
            id=decree,
            title=render("hukum.cakupan.hari_libur", jumlah=number),
            basis=(Cited(cite=decree),),
        )


def _editions() -> Iterator[Resting]:
    for edition in shipped_places().editions:
        decrees = (edition.decree, *(later.decree for later in edition.unchanged_by))
        yield Resting(
            kind=RestingKind.EDITION,
            id=edition.id,
            title=edition.title,
            basis=tuple(Cited(cite=decree) for decree in decrees if decree is not None),
        )


def _institutions() -> Iterator[Resting]:
    for item in shipped_institutions().items:
        made = (item.founded_by, item.ended_by)
        basis = tuple(Cited(cite=instrument) for instrument in made if instrument is not None)
        if basis:
            yield Resting(kind=RestingKind.INSTITUTION, id=item.id, title=item.name, basis=basis)


def _citing(things: Iterable[Resting]) -> Mapping[_Place, list[str]]:
    found: defaultdict[_Place, list[str]] = defaultdict(list)
    for thing in things:
        for basis in thing.basis:
            if not isinstance(basis, Assumption):
                found[basis.cite, basis.at, basis.item].append(f"{thing.kind.value} {thing.id}")
    return found


def _supports(
    instrument: Instrument, citing: Mapping[_Place, list[str]], registry: Registry
) -> Iterator[Support]:
    own: list[_Place] = [(instrument.id, None, None)]
    own += ((instrument.id, clause.at, None) for clause in instrument.clauses)
    own += ((instrument.id, None, item.key) for item in instrument.items)
    cited = (place for place in citing if place[0] == instrument.id)
    for place in dict.fromkeys((*own, *cited)):
        _, at, item = place
        yield Support(
            cite=instrument.id,
            at=at,
            item=item,
            name=cite_text(Cited(cite=instrument.id, at=at, item=item), registry),
            status=instrument.provenance.status if at is None else instrument.status_at(at),
            resting=tuple(citing.get(place, ())),
        )
