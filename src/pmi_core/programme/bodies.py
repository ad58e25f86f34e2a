"""The bodies: KKBM, Kawan PMI units, Perwira PMI associations."""

from datetime import date
from typing import Any, ClassVar, Final, NewType

import attrs

from pmi_core.codec import Kind, optional
from pmi_core.programme.businesses import Business
from pmi_core.programme.history import History
from pmi_core.programme.membership import Board, Member
from pmi_core.programme.people import Appointment, AppointmentDecree
from pmi_core.programme.vocabulary import Level, MemberKind, Programme
from pmi_core.regulation import PlaceCode

BodyId = NewType("BodyId", str)


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

    @property
    def formed_on(self) -> date | None:
        """The day it was formed, as far as its history says."""
        return self.history.effective_day("pembentukan")

    @property
    def inaugurated_on(self) -> date | None:
        """The day of its inauguration (pengukuhan), as far as its history says."""
        return self.history.effective_day("pengukuhan")


@attrs.frozen(kw_only=True)
class KKBM(Body):
    """A family community at village or kecamatan level, from 2017 on."""

    PROGRAMME: ClassVar[Programme] = Programme.KKBM

    members: int | None = optional()
    member_kinds: tuple[MemberKind, ...] | None = optional()
    information_unit: bool | None = optional()
    business_unit: bool | None = optional()


@attrs.frozen(kw_only=True)
class KawanPMI(Body):
    """A unit of volunteers: chair, secretary and three divisions.

    Attributes:
        districts: Number of kecamatan in its working area.
        villages: Number of desa and kelurahan in it.
    """

    PROGRAMME: ClassVar[Programme] = Programme.KAWAN_PMI

    districts: int | None = optional()
    villages: int | None = optional()


@attrs.frozen(kw_only=True)
class PerwiraPMI(Body):
    """An association of migrant-worker entrepreneurs: a tree under the national one.

    Attributes:
        parent: The association above; a province may be older than the national one.
    """

    PROGRAMME: ClassVar[Programme] = Programme.PERWIRA_PMI

    parent: BodyId | None = optional(absent="none")
    boards: tuple[Board, ...] = ()
    members: tuple[Member, ...] | None = optional()
    businesses: tuple[Business, ...] | None = optional()


BODY_KINDS: Final[tuple[Kind[Any], ...]] = (
    Kind(name="kkbm", shape=KKBM),
    Kind(name="kawan-pmi", shape=KawanPMI),
    Kind(name="perwira-pmi", shape=PerwiraPMI),
)
