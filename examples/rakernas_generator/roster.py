"""Bodies with invented people; decrees are recorded, their numbers and days are not known."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import count
from typing import Final

import attrs

from examples.rakernas_generator.roll import (
    ACTING_CHAIR,
    COHORTS,
    Unit,
    associations,
    provinces,
    regencies,
)
from pmi_core.messages import Text
from pmi_core.programme import (
    KKBM,
    Appointment,
    AppointmentDecree,
    Board,
    BoardMember,
    Body,
    BodyId,
    DecreeId,
    Division,
    Event,
    History,
    KawanPMI,
    Level,
    MemberKind,
    Person,
    PersonId,
    PerwiraPMI,
    Role,
    Succession,
    Successions,
)
from pmi_core.regulation import Assumption, Cited, InstrumentId, PlaceCode

_KKBM_PROVINCES: Final = ("18", "33", "53")  # one for every three provinces
_CHAIR: Final = Role("ketua")
_SECRETARY: Final = Role("sekretaris")
_MEMBER: Final = Role("anggota")
_DIVISIONS: Final = tuple(Division)


def bodies() -> tuple[Body, ...]:
    """Units of kabupaten and kota, province units, associations, and three KKBM."""
    people = invented_people()
    return (
        *(unit_body(unit, people) for unit in regencies()),
        *(unit_body(unit, people) for unit in provinces()),
        *(_association(unit, people) for unit in associations()),
        *(_community(code) for code in _KKBM_PROVINCES),
    )


def successions() -> Successions:
    """KKBM activity went over into Kawan PMI as a programme, into no unit in particular."""
    reason = Text(
        id="Peralihan antarunit tidak diketahui; hari peralihan diambil dari hari pengukuhan.",
        en="No succession between units is known; the day is that of the inauguration.",
    )
    return Successions(
        items=tuple(
            Succession(
                id=f"peralihan-kkbm-{code}",
                predecessors=(BodyId(f"kkbm-{code}-60"),),
                on=_inauguration_in(code),
                basis=(
                    Cited(cite=InstrumentId("siaran-pers-rakernas-2023")),
                    Assumption(owner="pmi_core", reason=reason, on=date(2026, 11, 24)),
                ),
                note="Transformasi kegiatan tanpa unit penerus (data rekaan).",
            )
            for code in _KKBM_PROVINCES
        )
    )


def place_edition(units: Iterable[Unit]) -> bytes:
    """The invented codes and names, as the TSV that a place edition is."""
    lines = ["# DATA REKAAN: kode ini tidak diterbitkan oleh siapa pun\n", "code\tname\n"]
    lines += [
        f"{unit.place}\t{unit.region_name}\n"
        for unit in sorted(units, key=lambda unit: str(unit.place))
    ]
    return "".join(lines).encode()


def _inauguration_in(code: str) -> date:
    return next(unit.inaugurated for unit in provinces() if unit.place == code)


def invented_people() -> Iterator[Person]:
    """One invented person after another."""
    return (
        Person(id=PersonId(f"orang-{number:04}"), name=f"Orang Contoh {number:04}")
        for number in count(1)
    )


def unit_body(unit: Unit, people: Iterator[Person]) -> KawanPMI:
    """A unit with its five people, its decree and its beginnings."""
    decree = _decree(unit)
    regency = unit.place is not None and "." in unit.place
    supervisor = f"BP3MI Contoh {(unit.place or '')[:2]}"
    return KawanPMI(
        id=BodyId(unit.id),
        name=unit.name,
        level=Level("kabkota") if regency else Level("provinsi"),
        place=PlaceCode(unit.place or ""),
        supervisor=supervisor,
        invented=True,
        decrees=(decree,),
        appointments=_appointments(unit, decree, people),
        history=History(events=_started(unit, decree, supervisor)),
    )


def _decree(unit: Unit) -> AppointmentDecree:
    day = unit.inaugurated
    cohort = COHORTS.index(day) + 1 if day in COHORTS else day.year
    return AppointmentDecree(id=DecreeId(f"sk-rekaan-angkatan-{cohort}"), issuer="Kepala BP2MI")


def _started(unit: Unit, decree: AppointmentDecree, actor: str) -> tuple[Event, ...]:
    """Inauguration, and the day after it the unit takes up its tasks."""
    recorded = unit.inaugurated + timedelta(days=3)
    return (
        Event(
            name="pengukuhan",
            effective=unit.inaugurated,
            recorded=recorded,
            actor="BP2MI",
            decree=decree.id,
        ),
        Event(
            name="mulai_bertugas",
            effective=unit.inaugurated + timedelta(days=1),
            recorded=recorded,
            actor=actor,
        ),
    )


def _appointments(
    unit: Unit, decree: AppointmentDecree, people: Iterator[Person]
) -> tuple[Appointment, ...]:
    roles = ((_CHAIR, None), (_SECRETARY, None), *((_MEMBER, item) for item in _DIVISIONS))
    found = [
        Appointment(
            person=next(people),
            role=role,
            division=division,
            decree=decree.id,
            first=unit.inaugurated,
            pact_signed_on=unit.inaugurated,
            briefed_on=unit.inaugurated,
        )
        for role, division in roles
    ]
    return _with_acting_chair(found) if unit.id == ACTING_CHAIR[0] else tuple(found)


def _with_acting_chair(found: list[Appointment]) -> tuple[Appointment, ...]:
    """The chair left in November; the secretary acts until the next decree."""
    chair, secretary, *members = found
    left = attrs.evolve(chair, last=date(2023, 11, 12), end_reason="Mengundurkan diri (rekaan)")
    acting = attrs.evolve(secretary, role=Role("plt_ketua"), decree=None, first=date(2023, 11, 13))
    return (left, secretary, *members, acting)


def _association(unit: Unit, people: Iterator[Person]) -> PerwiraPMI:
    national = unit.id == "perwira-nasional"
    decree = _decree(unit)
    formed = _step("pembentukan", unit.inaugurated - timedelta(days=60), "Forum (rekaan)")
    size = 22 if national else 5  # only the national number was reported
    return PerwiraPMI(
        id=BodyId(unit.id),
        name=unit.name,
        level=Level("pusat") if national else Level("provinsi"),
        supervisor=None if national else "BP3MI Contoh (rekaan)",
        invented=True,
        decrees=(decree,),
        history=History(events=(formed, *_started(unit, decree, "Pengurus"))),
        parent=None if national else BodyId("perwira-nasional"),
        boards=(Board(first=unit.inaugurated, pengurus=_pengurus(size, people)),),
    )


def _pengurus(size: int, people: Iterator[Person]) -> tuple[BoardMember, ...]:
    roles = (_CHAIR, _SECRETARY, *(_MEMBER for _ in range(size - 2)))
    return tuple(BoardMember(person=next(people), role=role) for role in roles)


def _community(code: str) -> KKBM:
    return KKBM(
        id=BodyId(f"kkbm-{code}-60"),
        name=f"KKBM Desa Contoh {code}-1",
        level=Level("desa"),
        place=PlaceCode(f"{code}.60"),
        supervisor=f"BP3MI Contoh {code}",
        invented=True,
        member_kinds=(MemberKind("purna_pmi"), MemberKind("keluarga_pmi")),
        information_unit=True,
        history=History(
            events=(
                _step("pembentukan", date(2018, 3, 14), f"BP3TKI Contoh {code}"),
                _step("transformasi", _inauguration_in(code), "BP2MI"),
            )
        ),
    )


def _step(name: str, day: date, actor: str) -> Event:
    return Event(name=name, effective=day, recorded=day + timedelta(days=5), actor=actor)
