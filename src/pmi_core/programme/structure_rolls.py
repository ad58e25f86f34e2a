"""What is odd about how bodies are filled and where they stand; nothing of it is a failing."""

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from pmi_core.errors import NotFound
from pmi_core.messages import Text, label
from pmi_core.programme.bodies import Body, KawanPMI, PerwiraPMI
from pmi_core.programme.conditions import Open
from pmi_core.programme.course import read_each
from pmi_core.programme.observations import Noted, Observation, in_order, observe
from pmi_core.programme.structure import Filling, Seat, structure_of
from pmi_core.programme.supervision import Agreement, Supervision, supervisor_of
from pmi_core.programme.tenures import tenure_of
from pmi_core.programme.vocabulary import Level
from pmi_core.regulation import Institutions, PlaceCode, Places, Registry, shipped_places


def check_structure(
    bodies: Iterable[Body],
    on: date,
    registry: Registry,
    *,
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
        FaultyHistory: Lives that cannot have been, each with its body named: a body's own, or
            that of an appointment in a unit that stands.
    """
    look = _Look(
        on=on,
        registry=registry,
        known_on=known_on,
        institutions=institutions,
        places=shipped_places() if places is None else places,
    )
    standing: list[Body] = []
    found: list[Observation] = []

    def read(body: Body) -> None:
        if tenure_of(body).holds(on, known_on=known_on) is not False:
            standing.append(body)
            found.extend(look.at(body))

    read_each(((body.id, body) for body in bodies), read)
    return tuple(sorted([*found, *_nationals(standing, on)], key=in_order))


@attrs.define(kw_only=True)
class _Look:
    """What is asked of each body that stands.

    Attributes:
        supervision: What was answered so far; many bodies stand at one place and write one office.
    """

    on: date
    registry: Registry
    known_on: date | None
    institutions: Institutions | None
    places: Places
    supervision: dict[tuple[PlaceCode | None, str | None], Supervision] = attrs.field(factory=dict)

    def at(self, body: Body) -> Iterator[Observation]:
        """What is odd about one body by itself."""
        yield from self._place(body)
        if isinstance(body, KawanPMI):
            yield from self._seats(body)
            yield from _area(body, self.on)

    def _place(self, body: Body) -> Iterator[Observation]:
        try:
            disagrees = tuple(self._supervision(body))
            untold = body.place is None and body.level is not Level.NATIONAL
            none = body.place is not None and self.places.valid(body.place, self.on) is False
        except NotFound:  # written as no code, or of no province
            disagrees, untold, none = (), False, True
        yield from disagrees
        if untold or none:
            yield observe(
                Open,
                "tempat_tercatat",
                self.on,
                bodies=[body.id],
                tingkat=body.level,
                kode=body.place or "-",
            )

    def _supervisor_of(self, body: Body) -> Supervision:
        asked = body.place, body.supervisor
        if asked not in self.supervision:
            self.supervision[asked] = supervisor_of(
                body,
                self.on,
                known_on=self.known_on,
                institutions=self.institutions,
                places=self.places,
            )
        return self.supervision[asked]

    def _supervision(self, body: Body) -> Iterator[Observation]:
        found = self._supervisor_of(body)
        if found.agreement is Agreement.DIFFERENT:
            answer = found.answer
            named = (answer.institution,) if answer.institution is not None else answer.candidates
            offices = "; ".join(item.short for item in named)
            yield observe(
                Noted,
                "pembina",
                self.on,
                bodies=[body.id],
                tertulis=found.written,
                menurut_tempat=offices,
            )

    def _seats(self, unit: KawanPMI) -> Iterator[Observation]:
        found = structure_of(unit, self.on, self.registry, known_on=self.known_on)
        for kind, filling in ((Noted, Filling.VACANT), (Open, Filling.UNKNOWN)):
            if seats := found.seats_that_are(filling):
                named = _named(seats)
                yield observe(kind, "kursi_terisi", self.on, bodies=[unit.id], kursi=named)
        if found.sized_as_expected is False and found.expected is not None:
            size = str(found.least) if found.least == found.most else f"{found.least}-{found.most}"
            seen = observe(
                Noted,
                "jumlah_penggerak",
                self.on,
                bodies=[unit.id],
                orang=size,
                teramati=found.expected.value,
            )
            yield attrs.evolve(seen, basis=found.expected.basis)


def _named(seats: Iterable[Seat]) -> Text:
    labels = [label(seat.role if seat.division is None else seat.division) for seat in seats]
    return Text(id=", ".join(item.id for item in labels), en=", ".join(item.en for item in labels))


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
