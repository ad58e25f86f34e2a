"""All that can be observed of the bodies of a dossier: one look, one order."""

from datetime import date

from pmi_core.programme import (
    Observation,
    check_lives,
    check_roll,
    check_structure,
    check_successions,
    in_order,
)
from pmi_core.regulation import Registry
from pmi_core.reporting.dossier import Dossier


def observe_bodies(
    dossier: Dossier, on: date, registry: Registry, *, known_on: date | None = None
) -> tuple[Observation, ...]:
    """What a day shows of a dossier's bodies: nothing is refused, each has its basis.

    These are the observations of `check_roll`, `check_structure`, `check_successions` and
    `check_lives`, in one order whatever order the bodies were given in.

    Args:
        dossier: Whose bodies and successions.
        on: The day that is looked at.
        registry: Where parameters are looked up.
        known_on: As known on which day; None for all that was ever recorded.

    Raises:
        FaultyHistory: Lives that cannot have been, each with its body named; `read_dossier`
            refuses such a dossier.

    >>> from pmi_core.messages import Text
    >>> from pmi_core.programme import BodyId, KawanPMI, Level
    >>> from pmi_core.regulation import shipped_places, shipped_registry
    >>> from pmi_core.reporting import DossierHead
    >>> day = date(2023, 12, 18)
    >>> head = DossierHead(id="contoh", title=Text(id="Contoh", en="Example"), as_of=day)
    >>> unit = KawanPMI(id=BodyId("kawan-1"), name="Contoh", level=Level.REGENCY)
    >>> dossier = Dossier(head=head, places=shipped_places(), bodies=(unit,))
    >>> [item.rule for item in observe_bodies(dossier, day, shipped_registry())]
    ['kursi_terisi', 'tempat_tercatat']
    """
    bodies = dossier.bodies
    found = (
        *check_roll(bodies, on, known_on=known_on),
        *check_structure(bodies, on, registry, known_on=known_on, places=dossier.places),
        *check_successions(dossier.successions, bodies, on, known_on=known_on),
        *check_lives(bodies, on, known_on=known_on),
    )
    return tuple(sorted(found, key=in_order))
