"""What a look across bodies shows: reality is never refused, what clashes is observed."""

from collections.abc import Iterable
from datetime import date
from functools import cache

import attrs

from pmi_core.messages import Argument, Text, render, text
from pmi_core.programme.bodies import BodyId
from pmi_core.programme.conditions import Open, Unmet
from pmi_core.programme.people import PersonId
from pmi_core.regulation import Assumption, Basis


@attrs.frozen(kw_only=True)
class Noted:
    """What is worth knowing and no failing of anybody.

    Attributes:
        what: What was seen.
        remedy: What one may do about it.
    """

    what: Text
    remedy: Text


Finding = Unmet | Open | Noted


@attrs.frozen(kw_only=True)
class Observation:
    """One thing seen across bodies, people, boards and decrees.

    Attributes:
        rule: The rule's id, stable and ASCII, such as `satu_unit_aktif`.
        verdict: It does not hold; nobody can tell; or a mere note.
        bodies: Whom it concerns, by id, in order.
        persons: Whom it concerns, by id, in order; never by name.
        first: The first day on which it is so, where that can be told.
        last: The last day on which it is so; absent where it cannot be told or has not ended.
        basis: What the rule rests on, at least one.
    """

    rule: str
    verdict: Finding
    bodies: tuple[BodyId, ...]
    persons: tuple[PersonId, ...] = ()
    first: date | None = None
    last: date | None = None
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))


def in_order(
    observation: Observation,
) -> tuple[str, tuple[BodyId, ...], tuple[PersonId, ...], date, date, str, str]:
    """The key by which observations stand in order, whatever order bodies were given in."""
    return (
        observation.rule,
        observation.bodies,
        observation.persons,
        observation.first or date.min,
        observation.last or date.max,
        type(observation.verdict).__name__,
        observation.verdict.what.id,
    )


def observe(
    kind: type[Unmet] | type[Open] | type[Noted],
    rule: str,
    on: date,
    *,
    bodies: Iterable[BodyId],
    persons: Iterable[PersonId] = (),
    first: date | None = None,
    last: date | None = None,
    **arguments: Argument,
) -> Observation:
    """An observation of a rule, its texts from the catalogue: what is so on a day, about whom."""
    concerned, people = tuple(sorted(set(bodies))), tuple(sorted(set(persons)))
    named: dict[str, Argument] = {
        "hari": on,
        "unit": ", ".join(concerned),
        "siapa": ", ".join(people),
    }
    named |= {"jumlah_unit": len(concerned), "jumlah": len(people)}
    what, remedy = ("terbuka", "periksa") if kind is Open else ("apa", "agar")
    verdict = kind(
        what=render(f"daftar.{rule}.{what}", **named, **arguments),
        remedy=text(f"daftar.{rule}.{remedy}"),
    )
    return Observation(
        rule=rule,
        verdict=verdict,
        bodies=concerned,
        persons=people,
        first=first,
        last=last,
        basis=_basis_of(rule),
    )


@cache
def _basis_of(rule: str) -> tuple[Basis, ...]:
    # No source states a rule; where one shows what a rule is about, the reason says so.
    assumed = Assumption(
        owner="pmi_core", reason=text(f"daftar.{rule}.dasar"), on=date(2026, 11, 24)
    )
    return (assumed,)
