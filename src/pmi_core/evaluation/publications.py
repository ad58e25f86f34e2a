"""Publications as the subject of rules: each is judged by what it claims."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from pmi_core.evaluation.judging import Judging
from pmi_core.evaluation.matters import Matter
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.subject import Subject
from pmi_core.regulation import Registry
from pmi_core.reporting import Dossier, Publication

PUBLICATION: Final = Subject(
    name="publication", names={"publication": Publication, "on": date}, day="on"
)


def publication_matters(
    dossier: Dossier,
    rulebook: CheckedRulebook,
    registry: Registry,
    on: date,
    known_on: date | None,
) -> Iterator[Matter]:
    """Every publication of a dossier before a rulebook, in its order.

    Args:
        dossier: Whose publications.
        rulebook: Checked rules on publications.
        registry: Law and parameters.
        on: The day of law and parameters for a publication whose own day is not known.
        known_on: Only law knowable on this day counts; `None` filters nothing.
    """
    judging = Judging(registry=registry, known_on=known_on)
    for publication in dossier.publications:
        day = publication.published_on or on
        yield Matter(
            rulebook=rulebook,
            id=publication.id,
            title=publication.title,
            invented=publication.invented,
            facts={PUBLICATION.name: publication, "on": day},
            on=day,
            judging=judging,
        )
