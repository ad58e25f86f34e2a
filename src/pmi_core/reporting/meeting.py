"""The meeting that receives the reports: who came, what was proposed, what was decided.

Participants are categories with counts and places, the committee is offices; nobody is named.
The chain is usulan (proposal), rumusan (formulation), keputusan (decision), butir (plan item).
"""

from datetime import date
from enum import Enum

import attrs

from pmi_core.codec import optional
from pmi_core.messages import Text
from pmi_core.privacy import free_text
from pmi_core.programme import Aspect, BodyId, Phase, Programme, ServiceArea
from pmi_core.regulation import Basis, InstrumentId, PlaceCode, Provenance


class MeetingKind(Enum):
    """The kinds of meeting the sources name."""

    RAKERNAS = "rakernas"
    RAKERNIS = "rakernis"
    EVALUATION = "rapat_evaluasi"
    DISCUSSION = "fgd"


class ParticipantCategory(Enum):
    """Who takes part; activists abroad are participants, never members."""

    PENGGERAK = "penggerak"
    PENGURUS_NATIONAL = "pengurus_nasional"
    PENGURUS_PROVINCE = "pengurus_provinsi"
    PENGGIAT = "penggiat"


@attrs.frozen(kw_only=True)
class Participation:
    """One category at a meeting, counted in the unit the source uses.

    Attributes:
        provinces: How many provinces they came from, where the source says so.
        regencies: How many kabupaten and kota *attended*: never a denominator.
        countries: ISO 3166-1 alpha-2 codes.
    """

    category: ParticipantCategory
    provinces: int | None = optional()
    regencies: int | None = optional()
    countries: tuple[str, ...] = ()
    basis: tuple[Basis, ...]


class DecisionOutcome(Enum):
    """What the plenary did with a formulation."""

    ADOPTED = "disetujui"
    DEFERRED = "ditunda"


@attrs.frozen(kw_only=True)
class Proposal:
    """A usulan: what a participant category put forward."""

    id: str
    category: ParticipantCategory
    country: str | None = optional()
    text: str = free_text()
    invented: bool = False


@attrs.frozen(kw_only=True)
class Formulation:
    """A rumusan of a commission, and the proposals it answers; several may be merged in one.

    Attributes:
        success_measure: What is counted.
        unit: What one of it is, such as "unit" or "kegiatan".
        target: How many there should be by the end of the plan.
    """

    id: str
    proposals: tuple[str, ...]
    subjects: tuple[Programme, ...]
    text: Text
    success_measure: Text
    unit: Text
    target: int = attrs.field(validator=attrs.validators.ge(1))
    owner: str
    service_area: ServiceArea
    phase: Phase
    aspect: Aspect
    invented: bool = False


@attrs.frozen(kw_only=True)
class Decision:
    """A keputusan of the plenary on one formulation."""

    id: str
    formulation: str
    outcome: DecisionOutcome
    invented: bool = False


@attrs.frozen(kw_only=True)
class Meeting:
    """A meeting and its papers.

    Attributes:
        committee: Offices of the organising committee.
        legal_bases: The instruments both partners rest on *jointly*; never split between them.
        plan_year: The year of the action plan the meeting produces.
    """

    id: str
    kind: MeetingKind
    title: Text
    first: date
    last: date
    venue: str
    place: PlaceCode | None = optional()
    purposes: tuple[Text, ...] = ()
    legal_bases: tuple[InstrumentId, ...] = ()
    participants: tuple[Participation, ...] = ()
    committee: tuple[str, ...] = ()
    plan_year: int
    provenance: Provenance


@attrs.frozen(kw_only=True)
class Proceedings:
    """What a meeting worked on: who was there by body, proposals, formulations, decisions."""

    meeting: str
    attending: tuple[BodyId, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    formulations: tuple[Formulation, ...] = ()
    decisions: tuple[Decision, ...] = ()


def adopted(proceedings: Proceedings) -> tuple[Formulation, ...]:
    """The formulations the plenary adopted, in their order."""
    decided = {
        decision.formulation
        for decision in proceedings.decisions
        if decision.outcome is DecisionOutcome.ADOPTED
    }
    return tuple(f for f in proceedings.formulations if f.id in decided)


def untraced(proceedings: Proceedings) -> tuple[Proposal, ...]:
    """The proposals no formulation answers: they must be seen, not lost."""
    answered = {proposal for f in proceedings.formulations for proposal in f.proposals}
    return tuple(p for p in proceedings.proposals if p.id not in answered)
