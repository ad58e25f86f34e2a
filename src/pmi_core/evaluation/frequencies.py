"""How often each criterion was written down, and what is systemic."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Final

import attrs

from pmi_core.evaluation.criteria import Criterion, Route
from pmi_core.evaluation.outcome import Outcome
from pmi_core.evaluation.results import Evaluation, Result, Verdicts
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.messages import Text
from pmi_core.programme import Programme
from pmi_core.regulation import Basis, ParameterKey, ProvenanceStatus, Registry

SYSTEMIC: Final = ParameterKey("ambang_sistemik")
LEAST_BODIES: Final = ParameterKey("badan_minimum_sistemik")


@attrs.frozen(kw_only=True)
class Frequency:
    """How often one criterion was not met in one programme; a check that failed is no such case.

    Attributes:
        notes: Witnesses, or reports where the criterion has none.
        bodies: How many bodies have at least one.
        determined: How many bodies were determined at least once; the rest could not be judged.
        share: `bodies` of `determined`.
        systemic: Whether share and number reach the systemic thresholds: only then is it national.
        route: Where this kind goes, after that test.
        standing: The best standing any of its notes had.
    """

    rulebook: str
    programme: Programme
    criterion: str
    title: Text
    notes: int
    reports: int
    bodies: int
    determined: int
    share: Fraction
    systemic: bool
    route: Route
    standing: ProvenanceStatus


@attrs.frozen(kw_only=True)
class Limits:
    """From which share and number of bodies a matter is national, and what that rests on."""

    share: Fraction | None
    bodies: int
    basis: tuple[Basis, ...]


def limits_on(law: Registry, day: date, known_on: date | None) -> Limits:
    """The limits in force on a day; without a share in force nothing is systemic."""
    dated = [law.value(key, on=day, known_on=known_on) for key in (SYSTEMIC, LEAST_BODIES)]
    share, bodies = dated
    return Limits(
        share=None if share is None else share.value,
        bodies=1 if bodies is None else int(bodies.value),
        basis=tuple(basis for found in dated if found is not None for basis in found.basis),
    )


def is_systemic(bodies: int, of: int, *, threshold: Fraction | None, least_bodies: int) -> bool:
    """Whether so many of so many bodies make a matter national.

    >>> is_systemic(2, 8, threshold=Fraction(1, 4), least_bodies=2)
    True
    >>> is_systemic(1, 1, threshold=Fraction(1, 4), least_bodies=2)
    False
    """
    return threshold is not None and bodies >= least_bodies and Fraction(bodies, of) >= threshold


def frequencies_of(
    evaluations: Sequence[Evaluation],
    rulebooks: Sequence[CheckedRulebook],
    limits: Limits,
) -> tuple[Frequency, ...]:
    """Every criterion that was not met, most frequent first."""
    rows: list[Frequency] = []
    for book, programme in product(rulebooks, Programme):
        mine = [
            e for e in evaluations if (e.rulebook, e.programme) == (book.rulebook.id, programme)
        ]
        for position, criterion in enumerate(book.rulebook.criteria):
            found = [(e, e.results[position]) for e in mine]
            if any(result.outcome is Outcome.NOT_MET for _, result in found):
                rows.append(_frequency(book.rulebook.id, programme, criterion, found, limits))
    return tuple(
        sorted(rows, key=lambda row: (-row.notes, row.rulebook, row.programme.value, row.criterion))
    )


def _frequency(
    rulebook: str,
    programme: Programme,
    criterion: Criterion,
    found: Sequence[tuple[Evaluation, Result]],
    limits: Limits,
) -> Frequency:
    noted = [(e, r) for e, r in found if r.outcome is Outcome.NOT_MET]
    bodies = {e.body for e, _ in noted}
    determined = bodies | {e.body for e, r in found if r.outcome is Outcome.MET}
    share = Fraction(len(bodies), len(determined))
    systemic = is_systemic(
        len(bodies), len(determined), threshold=limits.share, least_bodies=limits.bodies
    )
    return Frequency(
        rulebook=rulebook,
        programme=programme,
        criterion=criterion.id,
        title=criterion.title,
        notes=sum(max(1, len(r.witnesses)) for _, r in noted),
        reports=len(noted),
        bodies=len(bodies),
        determined=len(determined),
        share=share,
        systemic=systemic,
        route=Route.NATIONAL if systemic else criterion.route,
        standing=min((r.standing for _, r in noted), key=list(ProvenanceStatus).index),
    )


def resting_on(evaluations: Iterable[Verdicts]) -> dict[str, int]:
    """How many decided results rest on each standing of their basis."""
    counts = Counter(
        result.standing.value
        for evaluation in evaluations
        for result in evaluation.results
        if result.is_decided
    )
    return {
        status.value: counts[status.value] for status in ProvenanceStatus if counts[status.value]
    }
