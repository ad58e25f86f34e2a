"""Who was there and who reported: counts per programme and level, never divided by each other."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import attrs

from pmi_core.codec import optional
from pmi_core.programme import Body, BodyId, Level, Programme, ReportKind, exists_on
from pmi_core.regulation import PlaceCode, province_of
from pmi_core.reporting import Dossier, ObligationState, ObligationStatus, Report


@attrs.frozen(kw_only=True)
class Turnout:
    """Three different sets of one programme and level, never each other's denominator.

    Attributes:
        roll: Bodies that exist on the day asked about.
        attending: Of them at the meeting; absent where nobody of this level was written down.
        reporting: Of them with a report since formation.
    """

    programme: Programme
    level: Level
    roll: int
    attending: int | None = optional()
    reporting: int


@attrs.frozen(kw_only=True)
class Expected:
    """Reports expected against received, for a province (or none), level, programme and kind.

    Attributes:
        binding: False where only an assumption expects the report: a missing one is a note.
    """

    province: PlaceCode | None = optional(absent="none")
    programme: Programme
    level: Level
    kind: ReportKind
    binding: bool
    expected: int
    received: int
    waived: int


def units_of(dossier: Dossier) -> tuple[Body, ...]:
    """Units and associations: all bodies but the predecessors, which left the stage."""
    return tuple(body for body in dossier.bodies if body.programme is not Programme.KKBM)


def turnout_of(dossier: Dossier, reports: Iterable[Report], day: date) -> tuple[Turnout, ...]:
    """The three numbers of each programme and level, of bodies that exist on the day."""
    attending = {body for paper in dossier.proceedings for body in paper.attending}
    reporting = {r.body for r in reports if r.kind is ReportKind.SINCE_FORMATION}
    roll: dict[tuple[Programme, Level], list[BodyId]] = defaultdict(list)
    for body in units_of(dossier):
        if exists_on(body, day):
            roll[body.programme, body.level].append(body.id)
    return tuple(
        Turnout(
            programme=programme,
            level=level,
            roll=len(bodies),
            # A level of which nobody was written down may have been there: unknown, not zero.
            attending=len(attending.intersection(bodies)) or None,
            reporting=len(reporting.intersection(bodies)),
        )
        for (programme, level), bodies in sorted(roll.items(), key=lambda item: _order(item[0]))
    )


def _order(key: tuple[Programme, Level]) -> tuple[str, int]:
    return key[0].value, list(Level).index(key[1])


def expected_of(dossier: Dossier, states: Iterable[ObligationState]) -> tuple[Expected, ...]:
    """Expected against received, by province, programme, level and kind."""
    bodies = {body.id: body for body in dossier.bodies}
    groups: dict[tuple[str, str, int, str, bool], list[ObligationState]] = defaultdict(list)
    for state in states:
        body = bodies[state.obligation.body]
        province = "" if body.place is None else province_of(body.place)
        key = (*_order((body.programme, body.level)), state.obligation.kind.value)
        groups[province, *key, state.obligation.binding].append(state)
    return tuple(
        _expected_row(bodies[members[0].obligation.body], members)
        for _, members in sorted(groups.items())
    )


def _expected_row(body: Body, states: Sequence[ObligationState]) -> Expected:
    received = [s for s in states if s.status not in _ABSENT]
    return Expected(
        province=None if body.place is None else province_of(body.place),
        programme=body.programme,
        level=body.level,
        kind=states[0].obligation.kind,
        binding=states[0].obligation.binding,
        expected=len(states),
        received=len(received),
        waived=sum(s.status is ObligationStatus.WAIVED for s in states),
    )


_ABSENT: Final = frozenset({ObligationStatus.MISSING, ObligationStatus.WAIVED})
