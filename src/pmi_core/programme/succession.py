"""Succession: dated, many to many, and nothing is destroyed by it."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from pmi_core.codec import Kind
from pmi_core.privacy import free_text
from pmi_core.programme.bodies import BodyId
from pmi_core.regulation import Basis


@attrs.frozen(kw_only=True)
class Succession:
    """Bodies that went over into others.

    KKBM became Kawan PMI as a transformation of the *activity*: with no successor unit is normal.
    """

    id: str
    predecessors: tuple[BodyId, ...] = attrs.field(validator=attrs.validators.min_len(1))
    successors: tuple[BodyId, ...] = ()
    on: date
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))
    note: str | None = free_text(default=None)


@attrs.frozen(kw_only=True)
class Successions:
    """The successions of a dossier, as one stored document."""

    items: tuple[Succession, ...]


SUCCESSION_KIND: Final = Kind(name="successions", shape=Successions)


def successors_of(body: BodyId, successions: Iterable[Succession], day: date) -> tuple[BodyId, ...]:
    """The bodies that carry on a body on a day; itself while nothing succeeded it."""
    known = [item for item in successions if item.on <= day]
    return _followed(body, known, forward=True)


def predecessors_of(body: BodyId, successions: Iterable[Succession]) -> tuple[BodyId, ...]:
    """The first bodies in a body's line; itself where nothing came before it."""
    return _followed(body, list(successions), forward=False)


def _followed(body: BodyId, known: list[Succession], *, forward: bool) -> tuple[BodyId, ...]:
    ends: list[BodyId] = []
    seen: set[BodyId] = set()
    waiting = [body]
    while waiting:
        here = waiting.pop(0)
        if here in seen:
            continue
        seen.add(here)
        steps = [s for s in known if here in (s.predecessors if forward else s.successors)]
        for step in steps:
            waiting += step.successors if forward else step.predecessors
        if not steps:
            ends.append(here)
    return tuple(ends)
