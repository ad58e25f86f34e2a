"""The conditions that ship with the lifecycles of bodies and their people.

What was only observed in practice (five persons, a decree before the inauguration) never refuses.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType

import attrs

from pmi_core.messages import Text, render, text
from pmi_core.privacy import quoted
from pmi_core.programme.bodies import Body, PerwiraPMI
from pmi_core.programme.businesses import Business, SignalKind, signals_on
from pmi_core.programme.conditions import MET, Guard, Open, Unmet, Verdict, catalogue_guard
from pmi_core.programme.decrees import forces, is_known
from pmi_core.programme.history import DecreeId, Event
from pmi_core.programme.membership import ASSOCIATION_KINDS, Board, Member
from pmi_core.programme.people import Appointment, AppointmentDecree
from pmi_core.programme.succession import FIRST_DAY_OF_KAWAN_PMI
from pmi_core.programme.tenures import appointed_on, board_tenures, hand_over
from pmi_core.regulation import Cited, InstrumentId


@attrs.frozen(kw_only=True)
class Facts:
    """What guards may look at: the thing whose life it is; what is absent is not known.

    Attributes:
        known_on: As known on which day they are asked; absent for all that is on record.
    """

    body: Body | None = None
    appointment: Appointment | None = None
    board: Board | None = None
    member: Member | None = None
    business: Business | None = None
    known_on: date | None = None


@cache
def shipped_guards() -> Mapping[str, Guard[Facts]]:
    """The guards that ship, by name."""
    return MappingProxyType({guard.name: guard for guard in _shipped()})


def _shipped() -> tuple[Guard[Facts], ...]:
    vessel = Cited(cite=InstrumentId("siaran-pers-rakernas-2023"), item="d")
    return (
        catalogue_guard("keputusan_tercatat", _decree_recorded, refuses=False),
        catalogue_guard("keputusan_pengesahan_tercatat", _decree_recorded, refuses=False),
        catalogue_guard("keputusan_pengganti_tercatat", _replacement_recorded, refuses=False),
        catalogue_guard("pakta_ditandatangani", _pact_signed, refuses=False),
        catalogue_guard("tanpa_kepentingan_penempatan", _no_placement_interest),
        catalogue_guard("alasan_dicatat", reason_given),
        catalogue_guard("bukti_dicatat", _proof_recorded, refuses=False),
        catalogue_guard("tanpa_kepengurusan_lain", _no_other_board),
        catalogue_guard("pmi_atau_keluarga", _worker_or_family, vessel, refuses=False),
        catalogue_guard("nib_dimiliki", _business_number_held),
        catalogue_guard("tidak_sebelum_2022", _not_before_the_regulation),
    )


def _decree_recorded(facts: Facts, event: Event) -> Verdict:
    return _recorded(facts, event, replacing=False)


def _replacement_recorded(facts: Facts, event: Event) -> Verdict:
    return _recorded(facts, event, replacing=True)


def _recorded(facts: Facts, event: Event, *, replacing: bool) -> Verdict:
    """Whether a decree with its number is on record that may cover the day and the person."""
    about = _decrees_about(facts, event, replacing=replacing)
    listing = about if facts.appointment is None else _listing(facts, facts.appointment, about)
    known = {
        is_known(item, known_on=facts.known_on)
        for item in listing
        if item.number is not None and _may_cover(item, event.effective)
    }
    if True in known:
        return MET
    key = "terbuka" if not about else "lampiran" if not listing else "tanpa_nomor"
    what, remedy = ("belum_pasti", "periksa") if known else (key, "agar")
    told = "jaga.keputusan_tercatat"
    if event.decree is not None and _is_unrecorded(facts, event.decree):
        unknown = render(f"{told}.tidak_dikenal", keputusan=quoted(event.decree))
        return Open(what=unknown, remedy=text(f"{told}.agar"))
    return Open(what=text(f"{told}.{what}"), remedy=text(f"{told}.{remedy}"))


def _is_unrecorded(facts: Facts, decree: DecreeId) -> bool:
    """Whether the body is at hand, and has no decree of that id."""
    return facts.body is not None and all(one.id != decree for one in facts.body.decrees)


def _listing(
    facts: Facts, one: Appointment, about: Sequence[AppointmentDecree]
) -> Sequence[AppointmentDecree]:
    """The decrees that may list an appointment."""
    seen = forces(about, (one,), known_on=facts.known_on)
    return [force.decree for force in seen if force.lists(one) is not False]


def _decrees_about(facts: Facts, event: Event, *, replacing: bool) -> Sequence[AppointmentDecree]:
    """The decree that the event names, or the appointment; where none is named, any of the body."""
    named = event.decree
    if named is None and facts.appointment is not None and not replacing:
        named = facts.appointment.decree
    decrees = () if facts.body is None else facts.body.decrees
    if replacing:
        decrees = tuple(decree for decree in decrees if decree.supersedes is not None)
    return decrees if named is None else [one for one in decrees if one.id == named]


def _may_cover(decree: AppointmentDecree, day: date) -> bool:
    """Whether nothing known of a decree excludes a day; one signed later may reach back."""
    if decree.covers_until is not None and decree.covers_until < day:
        return False
    first = decree.day if decree.covers_from is None else decree.covers_from
    return first is None or first <= day


def _pact_signed(facts: Facts, event: Event) -> Verdict:
    serving = _appointed(facts, event.effective)
    days = [(one.person.id, one.pact_signed_on) for one in serving]
    late = [person for person, day in days if day is not None and day > event.effective]
    unknown = [person for person, day in days if day is None]
    if serving and not late and not unknown:
        return MET
    # Pact before activity was observed, not required: it never refuses.
    remedy = render("jaga.pakta_ditandatangani.agar", hari=event.effective)
    if not serving:
        return Open(what=text("jaga.pakta_ditandatangani.tanpa_orang"), remedy=remedy)
    told = [
        render(
            f"jaga.pakta_ditandatangani.{key}",
            hari=event.effective,
            jumlah=len(which),
            semua=len(serving),
            siapa=", ".join(which),
        )
        for key, which in (("terlambat", late), ("terbuka", unknown))
        if which
    ]
    what = Text(id=" ".join(one.id for one in told), en=" ".join(one.en for one in told))
    return Open(what=what, remedy=remedy)


def _no_placement_interest(facts: Facts, _: Event) -> Verdict:
    interest = None if facts.appointment is None else facts.appointment.placement_interest
    remedy = text("jaga.tanpa_kepentingan_penempatan.agar")
    if interest is None:
        return Open(what=text("jaga.tanpa_kepentingan_penempatan.terbuka"), remedy=remedy)
    what = text("jaga.tanpa_kepentingan_penempatan.apa")
    return Unmet(what=what, remedy=remedy) if interest else MET


def _appointed(facts: Facts, day: date) -> tuple[Appointment, ...]:
    if facts.appointment is not None:
        return (facts.appointment,)
    if facts.body is None:
        return ()
    return appointed_on(facts.body, day)


def reason_given(_: object, event: Event) -> Verdict:
    """Whether an event carries a reason; any lifecycle may ask for it."""
    if event.note and event.note.strip():
        return MET
    return Unmet(what=text("jaga.alasan_dicatat.apa"), remedy=text("jaga.alasan_dicatat.agar"))


def _proof_recorded(_: Facts, event: Event) -> Verdict:
    if event.decree is not None or (event.evidence and event.evidence.strip()):
        return MET
    return Open(what=text("jaga.bukti_dicatat.terbuka"), remedy=text("jaga.bukti_dicatat.agar"))


def _no_other_board(facts: Facts, event: Event) -> Verdict:
    day = event.effective
    remedy = text("jaga.tanpa_kepengurusan_lain.agar")
    if not isinstance(facts.body, PerwiraPMI) or facts.board is None:
        return Open(what=render("jaga.tanpa_kepengurusan_lain.terbuka", hari=day), remedy=remedy)
    answers = set(_others_in_office(facts.body, facts.board, event))
    if True in answers:
        return Unmet(what=render("jaga.tanpa_kepengurusan_lain.apa", hari=day), remedy=remedy)
    if None in answers:
        return Open(what=render("jaga.tanpa_kepengurusan_lain.terbuka", hari=day), remedy=remedy)
    return MET


def _others_in_office(body: PerwiraPMI, board: Board, event: Event) -> Iterator[bool | None]:
    day = event.effective
    begun = day if board.first is None else min(day, board.first)
    own = True
    for other, tenure in board_tenures(body):
        if own and other == board:
            own = False
        elif not hand_over(day, (begun, None), tenure.days_around(day)):
            yield tenure.holds(day)


def _worker_or_family(facts: Facts, _: Event) -> Verdict:
    remedy = text("jaga.pmi_atau_keluarga.agar")
    if facts.member is None:
        return Open(what=text("jaga.pmi_atau_keluarga.terbuka"), remedy=remedy)
    kind = facts.member.kind
    if kind in ASSOCIATION_KINDS:
        return MET
    # Nothing that was found shuts anybody out: a paralegal may be a worker, or family.
    return Open(what=render("jaga.pmi_atau_keluarga.tidak_menyatakan", jenis=kind), remedy=remedy)


def _business_number_held(facts: Facts, event: Event) -> Verdict:
    remedy = text("jaga.nib_dimiliki.agar")
    if facts.business is None:
        return Open(what=text("jaga.nib_dimiliki.terbuka"), remedy=remedy)
    answers = signals_on(facts.business, event.effective)
    held = next(answer for answer in answers if answer.kind is SignalKind.NIB)
    if held.conflict is not None:  # a flat fact has no day and may simply be older
        return MET if held.holds else Open(what=held.conflict, remedy=remedy)
    if held.holds is None:
        return Open(what=text("jaga.nib_dimiliki.terbuka"), remedy=remedy)
    return MET if held.holds else Unmet(what=text("jaga.nib_dimiliki.apa"), remedy=remedy)


def _not_before_the_regulation(_: Facts, event: Event) -> Verdict:
    if event.effective >= FIRST_DAY_OF_KAWAN_PMI:
        return MET
    return Unmet(
        what=render("jaga.tidak_sebelum_2022.apa", hari=event.effective),
        remedy=text("jaga.tidak_sebelum_2022.agar"),
    )
