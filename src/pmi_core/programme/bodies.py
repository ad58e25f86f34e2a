"""The bodies: KKBM, Kawan PMI units, Perwira PMI associations."""

from datetime import date
from enum import Enum
from typing import Any, ClassVar, Final, NewType

import attrs

from pmi_core.codec import Kind, optional
from pmi_core.programme.businesses import Business
from pmi_core.programme.history import History
from pmi_core.programme.membership import Board, Member
from pmi_core.programme.outcomes import OutcomeCount
from pmi_core.programme.people import Appointment, AppointmentDecree
from pmi_core.programme.purposes import Development
from pmi_core.programme.vocabulary import Level, MemberKind, Programme
from pmi_core.regulation import PlaceCode

BodyId = NewType("BodyId", str)
DistrictCode = NewType("DistrictCode", str)
VillageCode = NewType("VillageCode", str)


@attrs.frozen(kw_only=True)
class ExternalId:
    """The id another system, such as Sisko P2MI, gives the same thing."""

    system: str
    value: str


@attrs.frozen(kw_only=True)
class Body:
    """What the three kinds of partner have in common; never used by itself.

    Attributes:
        place: Region code; absent for a body of the whole country or without a region.
        supervisor: The office that supervises, such as "BP3MI Contoh 32".
        invented: Whether it is made up ("rekaan").
    """

    PROGRAMME: ClassVar[Programme]

    id: BodyId
    name: str
    level: Level
    place: PlaceCode | None = optional(absent="none")
    supervisor: str | None = optional()
    invented: bool = False
    decrees: tuple[AppointmentDecree, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    history: History = attrs.field(factory=History)
    external_ids: tuple[ExternalId, ...] = ()

    @property
    def programme(self) -> Programme:
        """Which of the partners it is."""
        return self.PROGRAMME


class CommunityUnit(Enum):
    """The two units of a KKBM that the sources name."""

    INFORMATION = "informasi_dan_advokasi"
    BUSINESS = "usaha_kelompok"


@attrs.frozen(kw_only=True)
class KKBM(Body):
    """A family community at village or kecamatan level, from 2017 on.

    Attributes:
        members: Number of members.
        businesses: Of its business unit.
        outcomes: Problems prevented, handled, solved, forwarded, as counts with a definition.
    """

    PROGRAMME: ClassVar[Programme] = Programme.KKBM

    members: int | None = optional()
    member_kinds: tuple[MemberKind, ...] | None = optional()
    information_unit: bool | None = optional()
    business_unit: bool | None = optional()
    businesses: tuple[Business, ...] | None = optional()
    outcomes: tuple[OutcomeCount, ...] | None = optional()

    def kinds(self) -> tuple[tuple[MemberKind, bool | None], ...]:
        """Each kind of member, and whether it has such; None is unknown."""
        told = self.member_kinds
        return tuple((kind, None if told is None else kind in told) for kind in MemberKind)

    def units(self) -> tuple[tuple[CommunityUnit, bool | None], ...]:
        """Each of the two units, and whether it has one; None is unknown.

        >>> community = KKBM(
        ...     id=BodyId("kkbm-1"), name="Contoh", level=Level.VILLAGE, business_unit=True
        ... )
        >>> [(unit.value, has) for unit, has in community.units()]
        [('informasi_dan_advokasi', None), ('usaha_kelompok', True)]
        """
        return (
            (CommunityUnit.INFORMATION, self.information_unit),
            (CommunityUnit.BUSINESS, self.business_unit),
        )


@attrs.frozen(kw_only=True)
class KawanPMI(Body):
    """A unit of volunteers: chair, secretary and three divisions.

    Attributes:
        districts: Number of kecamatan in its working area.
        villages: Number of desa and kelurahan in it.
        district_codes: Which kecamatan, such as `32.04.05`; codes lie within its place.
        village_codes: Which desa and kelurahan, such as `32.04.05.2001`.
        outcomes: Problems prevented, handled, solved, forwarded, as counts with a definition.
    """

    PROGRAMME: ClassVar[Programme] = Programme.KAWAN_PMI

    districts: int | None = optional()
    villages: int | None = optional()
    district_codes: tuple[DistrictCode, ...] | None = optional()
    village_codes: tuple[VillageCode, ...] | None = optional()
    outcomes: tuple[OutcomeCount, ...] | None = optional()


@attrs.frozen(kw_only=True)
class PerwiraPMI(Body):
    """An association of migrant-worker entrepreneurs: a tree under the national one.

    Attributes:
        parent: The association above; a province may be older than the national one.
        developments: What it did for its three purposes; absent where nobody keeps a record.
    """

    PROGRAMME: ClassVar[Programme] = Programme.PERWIRA_PMI

    parent: BodyId | None = optional(absent="none")
    boards: tuple[Board, ...] = ()
    members: tuple[Member, ...] | None = optional()
    businesses: tuple[Business, ...] | None = optional()
    developments: tuple[Development, ...] | None = optional()


def formed_on(body: Body, *, known_on: date | None = None) -> date | None:
    """The day a body was formed, as far as its history says and as known on a day."""
    return body.history.effective_day("pembentukan", known_on=known_on)


def inaugurated_on(body: Body, *, known_on: date | None = None) -> date | None:
    """The day of its inauguration (pengukuhan), likewise.

    >>> from pmi_core.programme import Event
    >>> day = date(2023, 7, 22)
    >>> event = Event(name="pengukuhan", effective=day, recorded=date(2023, 7, 25), actor="BP2MI")
    >>> history = History(events=(event,))
    >>> unit = KawanPMI(id=BodyId("kawan-1"), name="Contoh", level=Level.REGENCY, history=history)
    >>> print(inaugurated_on(unit), inaugurated_on(unit, known_on=date(2023, 7, 24)))
    2023-07-22 None
    """
    return body.history.effective_day("pengukuhan", known_on=known_on)


def is_on_record(body: Body, *, known_on: date | None) -> bool:
    """Whether anybody knew of a body; one without any event was always known."""
    events = body.history.events
    return known_on is None or not events or any(one.recorded <= known_on for one in events)


BODY_KINDS: Final[tuple[Kind[Any], ...]] = (
    Kind(name="kkbm", shape=KKBM),
    Kind(name="kawan-pmi", shape=KawanPMI),
    Kind(name="perwira-pmi", shape=PerwiraPMI),
)
