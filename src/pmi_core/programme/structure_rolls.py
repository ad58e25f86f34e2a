"""What is odd about how bodies are filled and where they stand; nothing of it is a failing."""

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from pmi_core.messages import Text, label
from pmi_core.programme.bodies import Body, KawanPMI, PerwiraPMI
from pmi_core.programme.conditions import Open
from pmi_core.programme.observations import Noted, Observation, in_order, observe
from pmi_core.programme.structure import Agreement, Filling, Seat, structure_of, supervisor_of
from pmi_core.programme.tenures import tenure_of
from pmi_core.programme.vocabulary import Level
from pmi_core.regulation import Institutions, Places, Registry


def check_structure(
    bodies: Iterable[Body],
    on: date,
    registry: Registry,
    known_on: date | None = None,
    institutions: Institutions | None = None,
    places: Places | None = None,
) -> tuple[Observation, ...]:
    """All that is odd on a day about seats, sizes, places, working areas, tree and supervision.

    Args:
        bodies: The roll, in any order; those that stand on the day, or may, are looked at.
        on: The day.
        registry: Where the size parameter is looked up.
        known_on: As known on which day; None for all that was ever recorded.
        institutions: The offices; the shipped ones by default.
        places: Whose codes are places; the shipped ones by default.

    Raises:
        FaultyHistory: The events of a body or an appointment cannot follow one another.
        NotFound: A place lies in no province.
    """
    standing = [body for body in bodies if tenure_of(body).holds(on, known_on) is not False]
    found = list(_nationals(standing, on))
    for body in standing:
        found += _place_missing(body, on)
        found += _supervision(body, on, known_on, institutions, places)
        if isinstance(body, KawanPMI):
            found += (*_seats(body, on, registry, known_on), *_area(body, on))
    return tuple(sorted(found, key=in_order))


def _seats(
    unit: KawanPMI, on: date, registry: Registry, known_on: date | None
) -> Iterator[Observation]:
    found = structure_of(unit, on, registry, known_on)
    for kind, filling in ((Noted, Filling.VACANT), (Open, Filling.UNKNOWN)):
        if seats := found.seats_that_are(filling):
            yield observe(kind, "kursi_terisi", on, bodies=[unit.id], kursi=_named(seats))
    if found.sized_as_expected is False and found.expected is not None:
        size = str(found.least) if found.least == found.most else f"{found.least}-{found.most}"
        seen = observe(
            Noted,
            "jumlah_penggerak",
            on,
            bodies=[unit.id],
            orang=size,
            teramati=found.expected.value,
        )
        yield attrs.evolve(seen, basis=found.expected.basis)


def _named(seats: Iterable[Seat]) -> Text:
    labels = [label(seat.role if seat.division is None else seat.division) for seat in seats]
    return Text(id=", ".join(item.id for item in labels), en=", ".join(item.en for item in labels))


def _place_missing(body: Body, on: date) -> Iterator[Observation]:
    if body.place is None and body.level is not Level.NATIONAL:
        yield observe(Open, "tempat_tercatat", on, bodies=[body.id], tingkat=body.level)


def _area(unit: KawanPMI, on: date) -> Iterator[Observation]:
    districts, villages = unit.district_codes, unit.village_codes
    for what, count, codes in (
        ("kecamatan", unit.districts, districts),
        ("desa_kelurahan", unit.villages, villages),
    ):
        if count is not None and codes is not None and count != len(codes):
            yield observe(
                Noted, f"jumlah_{what}", on, bodies=[unit.id], angka=count, daftar=len(codes)
            )
    if districts is not None and villages is not None:
        outside = [code for code in villages if code[: len("00.00.00")] not in districts]
        if outside:
            listed = ", ".join(outside)
            yield observe(Noted, "desa_di_luar_kecamatan", on, bodies=[unit.id], kode=listed)


def _nationals(bodies: Iterable[Body], on: date) -> Iterator[Observation]:
    associations = [body for body in bodies if isinstance(body, PerwiraPMI)]
    lower = [body for body in associations if body.level is not Level.NATIONAL]
    if lower and len(lower) == len(associations):
        yield observe(Noted, "perwira_nasional", on, bodies=[body.id for body in lower])
    orphans = [body.id for body in lower if body.parent is None]
    if orphans:
        yield observe(Noted, "induk_perwira", on, bodies=orphans)


def _supervision(
    body: Body,
    on: date,
    known_on: date | None,
    institutions: Institutions | None,
    places: Places | None,
) -> Iterator[Observation]:
    found = supervisor_of(body, on, known_on, institutions, places)
    if found.agreement is Agreement.DIFFERENT:
        answer = found.answer
        named = (answer.institution,) if answer.institution is not None else answer.candidates
        offices = "; ".join(item.short for item in named)
        yield observe(
            Noted, "pembina", on, bodies=[body.id], tertulis=found.written, menurut_tempat=offices
        )
