"""What a condition may answer: met, unmet, or nobody can tell.

An answer that is no plain yes says what would make it one, so a bare bool does not type-check.
"""

from collections.abc import Callable
from datetime import date
from typing import Final, Generic, TypeVar

import attrs

from pmi_core.messages import Text, text
from pmi_core.programme.history import Event
from pmi_core.regulation import Assumption, Basis

F = TypeVar("F")


@attrs.frozen
class Met:
    """The condition holds."""


MET: Final = Met()


@attrs.frozen(kw_only=True)
class Unmet:
    """The condition does not hold.

    Attributes:
        what: What is not so.
        remedy: What would satisfy it.
    """

    what: Text
    remedy: Text


@attrs.frozen(kw_only=True)
class Open:
    """Nobody can tell whether the condition holds; this never refuses.

    Attributes:
        what: What is not known.
        remedy: What would settle it.
    """

    what: Text
    remedy: Text


Verdict = Met | Unmet | Open


@attrs.frozen(kw_only=True)
class Guard(Generic[F]):
    """A named condition on the events of a lifecycle.

    Attributes:
        name: As transitions write it.
        basis: What the condition rests on, at least one.
        check: Pure and total: same facts and event, same verdict.
        refuses: Whether it may answer `Unmet`, and so refuse an event; where not, it only notes.
    """

    name: str
    label: Text
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))
    check: Callable[[F, Event], Verdict]
    refuses: bool = True


def catalogue_guard(
    name: str, check: Callable[[F, Event], Verdict], *cited: Basis, refuses: bool = True
) -> Guard[F]:
    """A condition that ships: label and reason stand in the catalogue, under `jaga` and its name.

    Args:
        name: As transitions write it.
        check: What it asks.
        *cited: What else it rests on, besides the assumption that the reason states.
        refuses: Whether it may refuse an event; not where it asks what was only observed.
    """
    reason = text(f"jaga.{name}.dasar")
    assumption = Assumption(owner="pmi_core", reason=reason, on=date(2026, 11, 24))
    label = text(f"jaga.{name}.label")
    basis = (*cited, assumption)
    return Guard(name=name, label=label, basis=basis, check=check, refuses=refuses)
