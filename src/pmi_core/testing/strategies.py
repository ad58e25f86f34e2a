"""Hypothesis strategies: any valid value unless told otherwise.

Names are plural, every argument is a keyword and fixes one thing. Texts are hostile: they look
like formulas, markup and paths, but hold nothing that identifies a person.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from pmi_core.codec import Kind
from pmi_core.messages import Text
from pmi_core.planning import ActionItem, ActionPlan, Checkpoint, Target
from pmi_core.programme import (
    Appointment,
    AppointmentDecree,
    Board,
    BodyId,
    Development,
    Event,
    IdentityEvent,
    IdentityKind,
    Member,
    OutcomeCount,
    ReportKind,
    Signal,
    SignalKind,
    Succession,
)
from pmi_core.regulation import (
    Basis,
    Period,
    PeriodKind,
    PlaceCode,
)
from pmi_core.reporting import (
    Activity,
    Complaint,
    Evidence,
    Expense,
    Obstacle,
    Report,
    Submission,
    WorkPlan,
)
from pmi_core.testing.values import (
    FIRST,
    LAST,
    bases,
    bilingual,
    days,
    ids,
    instants,
    periods,
    place_codes,
    shares,
    texts,
)

T = TypeVar("T")
_MOST: Final = 3


def evidence(**fixed: SearchStrategy[Any]) -> SearchStrategy[Evidence]:
    """Supporting files, mostly with a content hash."""
    hashes = st.none() | st.sampled_from(["0" * 64, "a" * 64, "f" * 64])
    return valid(Evidence, **{"sha256": hashes, **fixed})


def activities(**fixed: SearchStrategy[Any]) -> SearchStrategy[Activity]:
    """Activities; every optional field may be absent."""
    return valid(Activity, **{"id": ids(prefix="keg"), **fixed})


def expenses(**fixed: SearchStrategy[Any]) -> SearchStrategy[Expense]:
    """Cost lines in whole rupiah."""
    return valid(Expense, **fixed)


def complaints(**fixed: SearchStrategy[Any]) -> SearchStrategy[Complaint]:
    """Complaints as counts of one."""
    return valid(Complaint, **fixed)


def obstacles(**fixed: SearchStrategy[Any]) -> SearchStrategy[Obstacle]:
    """Obstacles, with or without a follow-up."""
    return valid(Obstacle, **fixed)


def reports(
    *, kind: ReportKind | None = None, body: BodyId | None = None, **fixed: SearchStrategy[Any]
) -> SearchStrategy[Report]:
    """Reports whose period fits their kind.

    Args:
        kind: Of the report; any where none is given.
        body: Whose report; any id where none is given.
        **fixed: Strategies for single fields.
    """
    if kind is None:
        return st.sampled_from(ReportKind).flatmap(
            lambda chosen: reports(kind=chosen, body=body, **fixed)
        )
    defaults: dict[str, SearchStrategy[Any]] = {
        "id": ids(prefix="lap"),
        "body": ids(prefix="kawan") if body is None else st.just(body),
        "kind": st.just(kind),
        "period": periods(kind=_PERIOD_OF[kind]),
    }
    return valid(Report, **{**defaults, **fixed})


def submissions(**fixed: SearchStrategy[Any]) -> SearchStrategy[Submission]:
    """Receipts with an instant or with a day."""
    instant = {"received": instants(), "received_on": st.none(), **fixed}
    day = {"received": st.none(), "received_on": days(), **fixed}
    return valid(Submission, **instant) | valid(Submission, **day)


def work_plans(**fixed: SearchStrategy[Any]) -> SearchStrategy[WorkPlan]:
    """Versions of monthly work plans."""
    return valid(WorkPlan, **{"period": periods(kind=PeriodKind.MONTH), **fixed})


def events(**fixed: SearchStrategy[Any]) -> SearchStrategy[Event]:
    """Recorded events, each on or after the day it holds from; corrections are left out."""
    given = {"name": ids(prefix="langkah"), "corrects": st.none(), **fixed}
    return _ordered(Event, "effective", "recorded", days(), given)


def identity_events(**fixed: SearchStrategy[Any]) -> SearchStrategy[IdentityEvent]:
    """Merges and distinctions, recorded on or after their day; withdrawals are left out."""
    kinds = st.sampled_from([IdentityKind.MERGE, IdentityKind.DISTINCTION])
    people = st.sets(ids(prefix="orang"), min_size=2, max_size=_MOST).map(frozenset)
    reason = texts().filter(str.strip)
    given = {"kind": kinds, "persons": people, "reason": reason, "withdraws": st.none(), **fixed}
    return _ordered(IdentityEvent, "effective", "recorded", days(), given)


def signals(**fixed: SearchStrategy[Any]) -> SearchStrategy[Signal]:
    """Signals of a business; only those of number and volume carry figures, unless fixed."""
    bare = {name: st.none() for name in ("number", "volume", "period")}
    figures = {"kind": st.just(SignalKind.NUMBER_AND_VOLUME), **fixed}
    plain = _ordered(Signal, "day", "recorded", days(), {**bare, **fixed})
    told = _ordered(Signal, "day", "recorded", days(), figures)
    return plain if "kind" in fixed else plain | told


def developments(**fixed: SearchStrategy[Any]) -> SearchStrategy[Development]:
    """Developments of an association, recorded on or after their first day."""
    given = {"id": ids(prefix="kembang"), "last": st.none() | st.just(LAST), **fixed}
    return _ordered(Development, "first", "recorded", days(), given)


def outcome_counts(**fixed: SearchStrategy[Any]) -> SearchStrategy[OutcomeCount]:
    """Counts of problems: over days, up to a day, or nobody knows of when."""
    recorded = fixed.pop("recorded", st.none() | days())
    spans = {"as_of": st.none(), "recorded": st.none(), **fixed}
    cumulative = {"first": st.none(), "last": st.none(), "recorded": st.none(), **fixed}
    over = _ordered(OutcomeCount, "first", "last", st.none() | days(), spans)
    return st.builds(_recorded_after, over | valid(OutcomeCount, **cumulative), recorded)


def action_items(**fixed: SearchStrategy[Any]) -> SearchStrategy[ActionItem]:
    """Items of a plan, their targets rising."""
    return valid(ActionItem, **{"targets": _targets(), **fixed})


def plans(**fixed: SearchStrategy[Any]) -> SearchStrategy[ActionPlan]:
    """Action plans with a few items."""
    items = st.lists(action_items(), max_size=_MOST).map(tuple)
    given: dict[str, SearchStrategy[Any]] = {"year": st.integers(2022, 2026), "items": items}
    return valid(ActionPlan, **{**given, **fixed})


def documents(kind: Kind[T], /) -> SearchStrategy[T]:
    """Any value a kind of stored document can hold."""
    strategy: SearchStrategy[T] = _value(kind.shape)
    return strategy


def valid(shape: type[T], /, **fixed: SearchStrategy[Any]) -> SearchStrategy[T]:
    """Any valid record of an attrs type; strategies may be given for single fields.

    Args:
        shape: An attrs type whose fields the codec can read.
        **fixed: A strategy by field name.
    """
    hints = _hints(cast("Any", shape))
    given = {
        field.name: fixed[field.name]
        if field.name in fixed
        else _field(field.validator, hints[field.name])
        for field in attrs.fields(cast("Any", shape))
        if field.init
    }
    return st.builds(shape, **given)


_PERIOD_OF: Final = {
    ReportKind.MONTHLY: PeriodKind.MONTH,
    ReportKind.SEMESTER: PeriodKind.SEMESTER,
    ReportKind.SINCE_FORMATION: PeriodKind.SINCE_FORMATION,
    ReportKind.ANNUAL: PeriodKind.YEAR,
}


def _ordered(
    shape: type[Any], first: str, last: str, day: SearchStrategy[Any], fixed: dict[str, Any]
) -> SearchStrategy[Any]:
    """Records with two days, the second of which is not before the first; either may be absent."""
    same = {first: st.just(FIRST), last: st.just(FIRST)}
    pairs = st.tuples(day, day).map(_in_order)

    def spread(record: Any, pair: tuple[date | None, date | None]) -> Any:
        return attrs.evolve(record, **{first: pair[0], last: pair[1]})

    return st.builds(spread, valid(shape, **{**same, **fixed}), pairs)


def _recorded_after(count: OutcomeCount, day: date | None) -> OutcomeCount:
    """The count, written down on a day, or when the last one it covers is over."""
    covered = count.last or count.as_of or count.first
    late = day if day is None or covered is None else max(day, covered)
    return attrs.evolve(count, recorded=late)


def _in_order(pair: tuple[date | None, date | None]) -> tuple[date | None, date | None]:
    first, last = pair
    return (last, first) if first is not None and last is not None and last < first else pair


def _targets() -> SearchStrategy[tuple[Target, ...]]:
    months = st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True).map(sorted)
    values = st.lists(shares(), min_size=4, max_size=4).map(sorted)

    def rising(chosen: list[int], numbers: list[Fraction]) -> tuple[Target, ...]:
        pairs = zip(chosen, numbers, strict=False)
        return tuple(Target(checkpoint=Checkpoint(month), value=value) for month, value in pairs)

    return st.builds(rising, months, values)


def _spans(shape: type[Any], first: str, last: str) -> SearchStrategy[Any]:
    return st.deferred(lambda: _ordered(shape, first, last, st.none() | days(), {}))


def _successions() -> SearchStrategy[Succession]:
    old, new = (st.lists(ids(prefix=p), max_size=_MOST).map(tuple) for p in ("lama", "baru"))
    return valid(Succession, predecessors=old.filter(bool), successors=new)


@cache
def _special() -> Mapping[Any, SearchStrategy[Any]]:
    return {
        str: texts(),
        bool: st.booleans(),
        int: st.integers(0, 10**9),
        date: days(),
        datetime: instants(),
        Fraction: shares(),
        Text: bilingual(),
        Period: periods(),
        PlaceCode: place_codes(),
        Checkpoint: st.integers(1, 12).map(Checkpoint),
        Basis: bases(),
        Appointment: _spans(Appointment, "first", "last"),
        AppointmentDecree: _spans(AppointmentDecree, "covers_from", "covers_until"),
        Board: _spans(Board, "first", "last"),
        Development: st.deferred(developments),
        Event: st.deferred(events),
        IdentityEvent: st.deferred(identity_events),
        Member: _spans(Member, "joined", "left"),
        OutcomeCount: st.deferred(outcome_counts),
        Signal: st.deferred(signals),
        Submission: st.deferred(submissions),
        Succession: st.deferred(_successions),
        Report: st.deferred(reports),
        WorkPlan: st.deferred(work_plans),
        ActionItem: st.deferred(action_items),
    }


def _field(validator: Any, annotation: Any) -> SearchStrategy[Any]:
    """Values of a field, within what `ge` and `min_len` of attrs ask of it."""
    if annotation is int and hasattr(validator, "bound"):
        return st.integers(validator.bound, 10**9)
    if get_origin(annotation) is tuple and hasattr(validator, "min_length"):
        least = validator.min_length
        return st.lists(_value(get_args(annotation)[0]), min_size=least, max_size=_MOST).map(tuple)
    return _value(annotation)


def _value(annotation: Any) -> SearchStrategy[Any]:
    special = _special()
    if annotation in special:
        return special[annotation]
    if isinstance(annotation, NewType):
        return ids()
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return st.one_of([st.none() if part is NoneType else _value(part) for part in parts])
    if origin in (tuple, frozenset):
        kind: type[Any] = origin
        return st.lists(_value(parts[0]), max_size=_MOST).map(kind)
    if origin is not None:
        return st.dictionaries(ids(), _value(parts[-1]), max_size=_MOST)
    if issubclass(annotation, Enum):
        return st.sampled_from(annotation)
    return st.deferred(lambda: valid(annotation))


@cache
def _hints(shape: type[Any]) -> Mapping[str, Any]:
    return get_type_hints(shape)
