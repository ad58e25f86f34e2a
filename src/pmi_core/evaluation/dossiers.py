"""The dossier as a whole as the subject of rules: what shows only over a round."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from pmi_core.evaluation.judging import Judging
from pmi_core.evaluation.matters import Matter
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.subject import Subject
from pmi_core.regulation import PlaceCode, Registry, province_of
from pmi_core.reporting import Dossier, DossierFacts, dossier_facts

DOSSIER: Final = Subject(name="dossier", names={"dossier": DossierFacts, "on": date}, day="on")


def dossier_matters(
    dossier: Dossier,
    rulebook: CheckedRulebook,
    registry: Registry,
    on: date,
    known_on: date | None,
) -> Iterator[Matter]:
    """A round before a rulebook: one subject, where there are bodies, reports or open items at all.

    Args:
        dossier: The round, as known on `known_on`.
        rulebook: Checked rules on dossiers.
        registry: Law and parameters.
        on: The day it is judged on.
        known_on: Only law and lives knowable on this day count; `None` filters nothing.

    Raises:
        FaultyHistory: A life that cannot have been; `read_dossier` refuses such a dossier.
    """
    if not (dossier.bodies or dossier.reports or dossier.carried):
        return
    yield Matter(
        rulebook=rulebook,
        id=dossier.head.id,
        title=dossier.head.title,
        invented=dossier.head.invented,
        facts={
            DOSSIER.name: dossier_facts(dossier, on, registry, known_on=known_on),
            "on": on,
        },
        on=on,
        judging=Judging(registry=registry, place=_province_of(dossier), known_on=known_on),
    )


def _province_of(dossier: Dossier) -> PlaceCode | None:
    """The province in which all of its placed bodies lie, where it is one."""
    found = {province_of(body.place) for body in dossier.bodies if body.place is not None}
    return found.pop() if len(found) == 1 else None
