"""Tasks as sources name them, and what the kind of activity behind a task suggests.

Roles and functions are mostly not found, and then nothing ships.
"""

from datetime import date
from functools import cache

import attrs

from pmi_core import codec
from pmi_core.messages import Text
from pmi_core.programme.vocabulary import (
    ActivityKind,
    Aspect,
    Division,
    Phase,
    Programme,
    ReportKind,
    Role,
    ServiceArea,
)
from pmi_core.regulation import Basis


@attrs.frozen(kw_only=True)
class Occasion:
    """The one occasion that a task was for.

    Attributes:
        text: Which, and what it covered.
        last: Its last day; after that day the task is past.
    """

    text: Text
    last: date


@attrs.frozen(kw_only=True)
class Task:
    """A task (tugas) of a programme, or of one of its divisions or roles.

    Attributes:
        division: The division it belongs to; absent where it belongs to none alone.
        roles: The roles the source names; empty where it names none.
        activity: The kind of activity that carries it out, by our reading of its words.
        reports: The kinds of report it is about, where it is about reports.
        advice: Whether its source advises it only (saran).
        occasion: The one occasion it was for; absent where the source names none.
        basis: At least one; a meeting in one province is no national rule, and its standing
            elsewhere is computed as analogy.
    """

    id: str
    programme: Programme
    division: Division | None = codec.optional(absent="none")
    roles: tuple[Role, ...] = ()
    activity: ActivityKind | None = codec.optional(absent="none")
    text: Text
    reports: tuple[ReportKind, ...] = ()
    advice: bool = False
    occasion: Occasion | None = codec.optional(absent="none")
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen(kw_only=True)
class ActivityProposal:
    """What the kind of an activity suggests; derived, never a fact of a report.

    Attributes:
        phases: Before, during, after work; empty where none is proposed.
        aspects: Likewise.
        services: Likewise.
        evidence: What shows that it took place (data dukung); never names of persons.
        basis: At least one.
    """

    kind: ActivityKind
    phases: tuple[Phase, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    services: tuple[ServiceArea, ...] = ()
    evidence: tuple[Text, ...] = ()
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))


def shipped_tasks() -> tuple[Task, ...]:
    """The tasks that ship, in the order of their sources.

    >>> len({task.division for task in shipped_tasks() if task.division})
    3
    """
    return _task_file().tasks


def division_checks() -> tuple[str, ...]:
    """The criteria that ask for work of every division, such as `kawan-bulanan/LAP-13`.

    Which task was done they do not ask.
    """
    return _task_file().division_checks


def proposal_for(kind: ActivityKind) -> ActivityProposal:
    """The phases, aspects, services and evidence an activity's kind suggests.

    >>> proposal_for(ActivityKind.RETURN).phases
    (<Phase.AFTER: 'setelah_bekerja'>,)
    """
    return next(one for one in _proposals() if one.kind is kind)


@attrs.frozen(kw_only=True)
class _Tasks:
    tasks: tuple[Task, ...]
    division_checks: tuple[str, ...]


@attrs.frozen(kw_only=True)
class _Activities:
    activity: tuple[ActivityProposal, ...]


@cache
def _task_file() -> _Tasks:
    return codec.load_shipped("tasks.toml", _Tasks)


@cache
def _proposals() -> tuple[ActivityProposal, ...]:
    return codec.load_shipped("activities.toml", _Activities).activity
