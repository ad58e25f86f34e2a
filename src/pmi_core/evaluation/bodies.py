"""Bodies as the subject of rules: each is judged by what it is on the day."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from pmi_core.evaluation.judging import Judging
from pmi_core.evaluation.matters import Matter
from pmi_core.evaluation.rulebook import CheckedRulebook
from pmi_core.evaluation.subject import Subject
from pmi_core.messages import Text
from pmi_core.programme import BodyFacts, body_facts, exists_on
from pmi_core.regulation import Registry
from pmi_core.reporting import Dossier

BODY: Final = Subject(name="body", names={"body": BodyFacts, "on": date}, day="on")


def body_matters(
    dossier: Dossier,
    rulebook: CheckedRulebook,
    registry: Registry,
    on: date,
    known_on: date | None,
) -> Iterator[Matter]:
    """Every body of a dossier that exists on a day before a rulebook, by id.

    Args:
        dossier: Whose bodies.
        rulebook: Checked rules on bodies; those of a partner it does not name are passed over.
        registry: Law and parameters.
        on: The day they are judged on.
        known_on: Only law, lives and decrees knowable on this day count; `None` filters nothing.

    Raises:
        FaultyHistory: A life that cannot have been; `read_dossier` refuses such a dossier.
    """
    for body in sorted(dossier.bodies, key=lambda one: one.id):
        named = body.programme in (rulebook.rulebook.programmes or (body.programme,))
        if named and exists_on(body, on, known_on=known_on):
            facts = body_facts(body, on, registry, known_on=known_on)
            yield Matter(
                rulebook=rulebook,
                id=body.id,
                title=Text(id=body.name, en=body.name),
                invented=body.invented,
                facts={BODY.name: facts, "on": on},
                on=on,
                judging=Judging(registry=registry, place=body.place, known_on=known_on),
                programme=body.programme,
            )
