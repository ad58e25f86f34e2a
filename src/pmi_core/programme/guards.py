"""The conditions that ship with the lifecycles of bodies and their people.

What was only observed in practice (five persons, a decree before the inauguration) never refuses.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import attrs

from pmi_core.messages import render, text
from pmi_core.programme.bodies import Body
from pmi_core.programme.businesses import Business
from pmi_core.programme.conditions import MET, Guard, Open, Unmet, Verdict
from pmi_core.programme.history import Event
from pmi_core.programme.people import Appointment, serving_on
from pmi_core.regulation import Assumption, Basis, Cited, InstrumentId


@attrs.frozen(kw_only=True)
class Facts:
    """What guards may look at: the thing whose life it is; what is absent is not known."""

    body: Body | None = None
    appointment: Appointment | None = None
    business: Business | None = None


@cache
def shipped_guards() -> Mapping[str, Guard[Facts]]:
    """The guards that ship, by name."""
    return MappingProxyType({guard.name: guard for guard in _shipped()})


def _shipped() -> tuple[Guard[Facts], ...]:
    decrees = Cited(cite=InstrumentId("kepka-bp2mi-439-2023"))
    return (
        _guard("keputusan_tercatat", _decree_recorded, decrees),
        _guard("pakta_ditandatangani", _pact_signed),
        _guard("alasan_dicatat", _reason_given),
        _guard("nib_dimiliki", _business_number_held),
        _guard("tidak_sebelum_2022", _not_before_the_regulation),
    )


def _guard(name: str, check: Callable[[Facts, Event], Verdict], *cited: Basis) -> Guard[Facts]:
    reason = text(f"jaga.{name}.dasar")
    assumption = Assumption(owner="pmi_core", reason=reason, on=date(2026, 11, 24))
    return Guard(
        name=name, label=text(f"jaga.{name}.label"), basis=(*cited, assumption), check=check
    )


def _decree_recorded(facts: Facts, event: Event) -> Verdict:
    decrees = () if facts.body is None else facts.body.decrees
    about = [decree for decree in decrees if event.decree in (None, decree.id)]
    if any(decree.number is not None for decree in about):
        return MET
    key = "jaga.keputusan_tercatat.tanpa_nomor" if about else "jaga.keputusan_tercatat.terbuka"
    return Open(what=text(key), remedy=text("jaga.keputusan_tercatat.agar"))


def _pact_signed(facts: Facts, event: Event) -> Verdict:
    serving = _appointed(facts, event.effective)
    days = [appointment.pact_signed_on for appointment in serving]
    late = [day for day in days if day is not None and day > event.effective]
    remedy = render("jaga.pakta_ditandatangani.agar", hari=event.effective)
    if late:
        counts = {"jumlah": len(late), "semua": len(serving)}
        # Pact before activity was observed, not required: it never refuses.
        return Open(what=render("jaga.pakta_ditandatangani.apa", **counts), remedy=remedy)
    if not days or None in days:
        return Open(what=text("jaga.pakta_ditandatangani.terbuka"), remedy=remedy)
    return MET


def _appointed(facts: Facts, day: date) -> tuple[Appointment, ...]:
    if facts.appointment is not None:
        return (facts.appointment,)
    return () if facts.body is None else serving_on(facts.body.appointments, day)


def _reason_given(_: Facts, event: Event) -> Verdict:
    if event.note and event.note.strip():
        return MET
    return Unmet(what=text("jaga.alasan_dicatat.apa"), remedy=text("jaga.alasan_dicatat.agar"))


def _business_number_held(facts: Facts, _: Event) -> Verdict:
    held = None if facts.business is None else facts.business.nib_held
    remedy = text("jaga.nib_dimiliki.agar")
    if held is None:
        return Open(what=text("jaga.nib_dimiliki.terbuka"), remedy=remedy)
    return MET if held else Unmet(what=text("jaga.nib_dimiliki.apa"), remedy=remedy)


def _not_before_the_regulation(_: Facts, event: Event) -> Verdict:
    if event.effective >= date(2022, 1, 1):
        return MET
    return Unmet(
        what=render("jaga.tidak_sebelum_2022.apa", hari=event.effective),
        remedy=text("jaga.tidak_sebelum_2022.agar"),
    )
