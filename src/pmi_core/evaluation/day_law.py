"""What the law gives a rulebook on one day: numbers, what is assumed, what carries its criteria.

It depends on no report, so it is found once for many of them.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache

import attrs

from pmi_core.evaluation.functions import Values
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.regulation import (
    Assumption,
    ParameterKey,
    ParameterValue,
    PlaceCode,
    ProvenanceStatus,
    Registry,
    best_standing,
)


@attrs.frozen(kw_only=True, eq=False)
class DayLaw:
    """The law of a rulebook on one day.

    Attributes:
        parameters: The value of each parameter its expressions name; None where none is in force.
        assumed: The parameters, those behind its functions included, whose value is an assumption.
        standings: How the best basis of each criterion applies.
    """

    parameters: Values
    assumed: frozenset[str]
    standings: Mapping[str, ProvenanceStatus]


@attrs.frozen(eq=False)
class SameLaw:
    """A registry as a part of a key: the same where it is the same object, or says the same."""

    registry: Registry

    def __hash__(self) -> int:
        return hash(self.registry.layers)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SameLaw):
            return NotImplemented
        one, two = self.registry, other.registry
        return one is two or (one.layers == two.layers and one.digest == two.digest)


def law_on(
    rulebook: CheckedRulebook,
    registry: Registry,
    on: date,
    *,
    place: PlaceCode | None = None,
    known_on: date | None = None,
) -> DayLaw:
    """The law of a rulebook on a day, at a place; what was found last is kept.

    Args:
        rulebook: Checked rules.
        registry: Law and parameters.
        on: The day.
        place: Where; None is nowhere in particular.
        known_on: Only law knowable on this day counts; None filters nothing.
    """
    return _law_on(rulebook, SameLaw(registry), on, place, known_on)


@lru_cache(maxsize=256)
def _law_on(
    rulebook: CheckedRulebook,
    law: SameLaw,
    on: date,
    place: PlaceCode | None,
    known_on: date | None,
) -> DayLaw:
    registry, criteria = law.registry, rulebook.rulebook.criteria
    read = frozenset[str]().union(*(rulebook.reads(item.id) for item in criteria))
    values = {key: registry.value(ParameterKey(key), on=on, known_on=known_on) for key in read}
    return DayLaw(
        parameters=parameters_on(registry, rulebook.parameters, on, known_on),
        assumed=frozenset(key for key, value in values.items() if _is_assumed(value)),
        standings={
            item.id: best_standing(item.basis, registry, on=on, place=place, known_on=known_on)
            for item in criteria
        },
    )


def parameters_on(
    registry: Registry, keys: Iterable[str], on: date, known_on: date | None = None
) -> dict[str, int | Fraction | None]:
    """The values of parameters on a day; `None` where one is not in force."""
    found: dict[str, int | Fraction | None] = {}
    for key in keys:
        dated = registry.value(ParameterKey(key), on=on, known_on=known_on)
        found[key] = None if dated is None else exact(dated.value)
    return found


def exact(value: Fraction) -> int | Fraction:
    """A number as rules compute with it: whole where it is."""
    return value.numerator if value.denominator == 1 else value


def _is_assumed(value: ParameterValue | None) -> bool:
    return value is not None and any(isinstance(basis, Assumption) for basis in value.basis)
