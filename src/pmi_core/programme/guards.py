"""Conditions of lifecycle events: named, typed, pure.

A guard answers `None` (met), an `Unmet` with what would satisfy it, or an `Open` (nobody can tell
yet); a bare bool does not type-check. What was only observed in practice (five persons, decree
before inauguration, pact before activity) never refuses: it comes out as `Open`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import attrs

from pmi_core.messages import Text, render, text
from pmi_core.programme.bodies import Body
from pmi_core.programme.history import Event
from pmi_core.programme.people import serving_on
from pmi_core.regulation import Assumption, Basis, Cited, InstrumentId


@attrs.frozen(kw_only=True)
class Unmet:
    """A condition that does not hold, and what would satisfy it."""

    guard: str
    what: Text
    satisfied_by: Text
    basis: tuple[Basis, ...]


@attrs.frozen(kw_only=True)
class Open:
    """A condition nobody can decide yet, because something is not known."""

    guard: str
    why: Text
    basis: tuple[Basis, ...]


Verdict = Unmet | Open | None


@attrs.frozen(kw_only=True)
class Guard:
    """A named condition on an event of a body (or of something that has none)."""

    name: str
    label: Text
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))
    check: Callable[[tuple[Basis, ...], Body | None, Event], Verdict]


def _decree_recorded(basis: tuple[Basis, ...], body: Body | None, event: Event) -> Verdict:
    decrees = () if body is None else body.decrees
    named = [decree for decree in decrees if event.decree in (None, decree.id)]
    if any(decree.number is not None for decree in named):
        return None
    return Open(guard="keputusan_tercatat", why=text("jaga.keputusan.terbuka"), basis=basis)


def _pact_signed(basis: tuple[Basis, ...], body: Body | None, event: Event) -> Verdict:
    serving = () if body is None else serving_on(body.appointments, event.effective)
    unsigned = [a for a in serving if a.pact_signed_on and a.pact_signed_on > event.effective]
    if unsigned:
        return Unmet(
            guard="pakta_ditandatangani",
            what=render("jaga.pakta.apa", jumlah=len(unsigned), semua=len(serving)),
            satisfied_by=render("jaga.pakta.agar", hari=event.effective),
            basis=basis,
        )
    if not serving or any(a.pact_signed_on is None for a in serving):
        return Open(guard="pakta_ditandatangani", why=text("jaga.pakta.terbuka"), basis=basis)
    return None


def _reason_given(basis: tuple[Basis, ...], body: Body | None, event: Event) -> Verdict:
    if event.note:
        return None
    return Unmet(
        guard="alasan_dicatat",
        what=text("jaga.alasan.apa"),
        satisfied_by=text("jaga.alasan.agar"),
        basis=basis,
    )


def _observed(key: str) -> Assumption:
    return Assumption(owner="pmi_core", reason=text(f"jaga.{key}.dasar"), on=date(2026, 11, 24))


SHIPPED_GUARDS: Final[Mapping[str, Guard]] = MappingProxyType(
    {
        guard.name: guard
        for guard in (
            Guard(
                name="keputusan_tercatat",
                label=text("jaga.keputusan.label"),
                basis=(
                    Cited(cite=InstrumentId("kepka-bp2mi-439-2023")),
                    _observed("keputusan"),
                ),
                check=_decree_recorded,
            ),
            Guard(
                name="pakta_ditandatangani",
                label=text("jaga.pakta.label"),
                basis=(_observed("pakta"),),
                check=_pact_signed,
            ),
            Guard(
                name="alasan_dicatat",
                label=text("jaga.alasan.label"),
                basis=(_observed("alasan"),),
                check=_reason_given,
            ),
        )
    }
)
