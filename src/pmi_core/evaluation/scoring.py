"""Scores: a policy's contract, and the checklist policy that ships.

Exact fractions throughout; a score lies between 0 and 100. What is not determined is left out of
the point score and spans the interval: its lower end takes every open criterion as not met, its
upper end as met. Below a share of determinable weight the grade is withheld.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from importlib import resources
from typing import Final, Protocol

import attrs

from pmi_core import codec, files
from pmi_core.codec import optional
from pmi_core.evaluation.outcome import Outcome
from pmi_core.evaluation.results import Evaluation, Result, settling_fields
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.messages import Text
from pmi_core.regulation import Basis

FULL: Final = Fraction(100)


@attrs.frozen(kw_only=True)
class ComponentScore:
    """One component's share of the score: 0 to 100, absent where nothing was determinable.

    Attributes:
        determinable: Share of its weight that was decided, 0 to 1.
    """

    component: str
    weight: Fraction
    point: Fraction | None = optional()
    lower: Fraction
    upper: Fraction
    determinable: Fraction


@attrs.frozen(kw_only=True)
class Scorecard:
    """The score of one evaluation under one policy.

    Attributes:
        point: 0 to 100; absent where nothing that weighs was determinable.
        lower: What the score would be if everything open turned out not met.
        upper: What it would be if everything open turned out met.
        grade: The band's word; absent where withheld.
        determinable: Criteria that were decided, of `applicable`; by count, for people.
        determinable_share: The same by the weights of the score, for the policy.
        settled_by: The fewest missing facts that would decide most.
    """

    policy: str
    version: str
    point: Fraction | None = optional()
    lower: Fraction
    upper: Fraction
    grade: str | None = optional(absent="none")
    determinable: int
    applicable: int
    determinable_share: Fraction
    components: tuple[ComponentScore, ...]
    settled_by: tuple[str, ...] = ()

    @property
    def withheld(self) -> bool:
        """Whether too little could be determined for a grade."""
        return self.grade is None


class ScoringPolicy(Protocol):
    """What a scoring policy must offer; `pmi_core.testing` ships the laws it must pass.

    A policy is bounded, deterministic, free of order and of floats; its interval contains its
    point and shrinks as data arrive; its components add up to its score.
    """

    @property
    def id(self) -> str:
        """Stable name, such as `daftar-periksa`."""
        ...

    @property
    def version(self) -> str:
        """The policy's own version."""
        ...

    @property
    def digest(self) -> str:
        """Hash of everything that decides a score."""
        ...

    def score(self, evaluation: Evaluation, rulebook: CheckedRulebook) -> Scorecard:
        """The scorecard of one evaluation."""
        ...

    def label(self, grade: str) -> Text:
        """What people call a grade."""
        ...


@attrs.frozen(kw_only=True)
class Band:
    """A grade's band, half open: from `least` (included) up to the next band's."""

    grade: str
    least: Fraction
    label: Text


def _descending(
    _: object, field: "attrs.Attribute[tuple[Band, ...]]", bands: tuple[Band, ...]
) -> None:
    least = [band.least for band in bands]
    if not bands or least != sorted(set(least), reverse=True) or least[-1] != 0:
        raise ValueError(f"{field.name} must fall strictly and end at 0")


@attrs.frozen(kw_only=True)
class ChecklistPolicy:
    """Shares of met criteria per component, weighted; bands and weights are assumptions.

    Attributes:
        withhold_below: Share of determinable weight under which no grade is given.
        bands: Highest first, the last from 0.
    """

    id: str
    version: str
    title: Text
    withhold_below: Fraction
    bands: tuple[Band, ...] = attrs.field(validator=_descending)
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))

    @property
    def digest(self) -> str:
        """Hash of the policy as it is stored."""
        return files.sha256(codec.dump_json(self))

    def label(self, grade: str) -> Text:
        """What people call a grade of this policy."""
        return next(band.label for band in self.bands if band.grade == grade)

    def score(self, evaluation: Evaluation, rulebook: CheckedRulebook) -> Scorecard:
        """The scorecard of one evaluation; components with nothing applicable drop out."""
        components = _components(evaluation.results, rulebook)
        applicable = [r for r in evaluation.results if r.outcome is not Outcome.NOT_APPLICABLE]
        decided = [r for r in applicable if r.outcome in _DECIDED]
        share = _mean((c.weight, c.determinable) for c in components) or Fraction(0)
        point = _mean((c.weight, c.point) for c in components if c.point is not None)
        return Scorecard(
            policy=self.id,
            version=self.version,
            point=point,
            lower=_mean((c.weight, c.lower) for c in components) or Fraction(0),
            upper=FULL
            if not components
            else _mean((c.weight, c.upper) for c in components) or Fraction(0),
            grade=None if point is None or share < self.withhold_below else self._grade(point),
            determinable=len(decided),
            applicable=len(applicable),
            determinable_share=share,
            components=components,
            settled_by=settling_fields(evaluation.results),
        )

    def _grade(self, point: Fraction) -> str:
        return next(band.grade for band in self.bands if point >= band.least)


_DECIDED: Final = frozenset({Outcome.MET, Outcome.NOT_MET})


def load_policy(data: bytes, *, file: str = "") -> ChecklistPolicy:
    """A checklist policy from TOML.

    Raises:
        FaultyInput: With every fault.
    """
    return codec.load(data, ChecklistPolicy, file=file)


def shipped_policies() -> tuple[ChecklistPolicy, ...]:
    """The policies that ship, by id."""
    folder = resources.files("pmi_core").joinpath("data/policies")
    found = (load_policy(item.read_bytes(), file=item.name) for item in folder.iterdir())
    return tuple(sorted(found, key=lambda policy: policy.id))


def _components(results: Iterable[Result], rulebook: CheckedRulebook) -> tuple[ComponentScore, ...]:
    component_of: dict[str, str | None] = {c.id: c.component for c in rulebook.rulebook.criteria}
    members: Mapping[str | None, list[Result]] = defaultdict(list)
    for result in results:
        if result.outcome is not Outcome.NOT_APPLICABLE and result.weight > 0:
            members[component_of[result.criterion]].append(result)
    return tuple(
        _component(component.id, component.weight, members[component.id])
        for component in rulebook.rulebook.components
        if members[component.id]
    )


def _component(name: str, weight: Fraction, results: list[Result]) -> ComponentScore:
    met = _weight(r for r in results if r.outcome is Outcome.MET)
    failed = _weight(r for r in results if r.outcome is Outcome.NOT_MET)
    whole = _weight(results)
    share = _share(met, met + failed)
    return ComponentScore(
        component=name,
        weight=weight,
        point=None if share is None else share * FULL,
        lower=met / whole * FULL,
        upper=(whole - failed) / whole * FULL,
        determinable=(met + failed) / whole,
    )


def _weight(results: Iterable[Result]) -> Fraction:
    return sum((result.weight for result in results), Fraction(0))


def _share(part: Fraction, whole: Fraction) -> Fraction | None:
    return part / whole if whole else None


def _mean(weighted: Iterable[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    pairs = [(weight, value) for weight, value in weighted if value is not None]
    whole = sum((weight for weight, _ in pairs), Fraction(0))
    return sum((w * v for w, v in pairs), Fraction(0)) / whole if whole else None
