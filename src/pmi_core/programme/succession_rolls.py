"""What successions get wrong: what cannot be is a fault, what is odd is an observation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import combinations
from typing import Final

import attrs

from pmi_core.errors import Fault, did_you_mean
from pmi_core.programme.bodies import Body, BodyId
from pmi_core.programme.conditions import Open, Unmet
from pmi_core.programme.course import read_each
from pmi_core.programme.observations import Noted, Observation, in_order, observe
from pmi_core.programme.succession import (
    FIRST_DAY_OF_KAWAN_PMI,
    Succession,
    SuccessionForm,
    heirs_to,
)
from pmi_core.programme.tenures import Tenure, board_tenures, day_after, day_before, tenure_of
from pmi_core.programme.vocabulary import Programme


def succession_faults(
    successions: Sequence[Succession], bodies: Iterable[Body]
) -> Iterator[tuple[int, Fault]]:
    """What no succession can be: of the unknown, of oneself, in a ring, or of others' heirs.

    Returns:
        Each fault with the number (from 0) of its succession; it points into that one.

    >>> from pmi_core.messages import Text
    >>> from pmi_core.regulation import Assumption
    >>> reason = Text(id="contoh", en="example")
    >>> basis = (Assumption(owner="pmi_core", reason=reason, on=date(2026, 11, 24)),)
    >>> lost = Succession(id="x", predecessors=("kkbm-1",), on=date(2023, 7, 22), basis=basis)
    >>> [(number, fault.code) for number, fault in succession_faults([lost], [])]
    [(0, 'dangling')]
    """
    known = _parties(bodies)
    ringed = _in_rings(successions)
    ids: set[str] = set()
    for number, item in enumerate(successions):
        for fault in (
            *_dangling(item, known),
            *_listed_twice(item),
            *_bequest_faults(item),
            *_recorded_early(item),
        ):
            yield number, fault
        if number in ringed:
            message = "what comes after it comes before it too, or it stands between such rings"
            yield number, Fault(code="cycle", message=message, pointer="/successors")
        if item.id in ids:
            message = f"the succession {item.id!r} is given again"
            yield number, Fault(code="duplicate-id", message=message, pointer="/id")
        ids.add(item.id)


def check_successions(
    successions: Iterable[Succession],
    bodies: Iterable[Body],
    on: date,
    *,
    known_on: date | None = None,
) -> tuple[Observation, ...]:
    """All that is odd about the successions that hold on a day.

    Args:
        successions: All there are.
        bodies: The roll; whom it does not have, nothing is said of.
        on: The day that is looked at.
        known_on: As known on which day; None for all that was ever recorded.

    Raises:
        FaultyHistory: Lives that cannot have been, each with its body named. Only those of bodies
            and boards that one of these successions names are read.
    """
    known = _parties(bodies)
    held = [item for item in successions if item.holds(on, known_on=known_on)]
    spans = _spans(held, known, known_on)
    found = [
        observation
        for item in held
        for observation in (
            *_early_transformation(item, known),
            *_unlike_its_form(item, known),
            *_predecessors_out_of_time(item, known, spans),
            *_heirs_out_of_time(item, known, spans),
        )
    ]
    return tuple(sorted([*found, *_succeeded_twice(held, known)], key=in_order))


_Node = str | int  # a body or board by id, a succession by number
_Least = tuple[int, int]
_Most = tuple[int | None, int | None]
_Kind = type[Unmet] | type[Open] | type[Noted]


@attrs.frozen(kw_only=True)
class _Party:
    """A body or a board, as far as a succession asks for it."""

    body: BodyId
    programme: Programme | None
    tenure: Tenure


@attrs.frozen(kw_only=True)
class _Span:
    """From when to when a body or board is on record; a pause in between is no end.

    Attributes:
        begun: The first day; absent is unknown.
        planned: Whether its life tells that it was planned, and nothing since.
        ended: The first day on which it is no longer; absent where it goes on.
    """

    begun: date | None
    planned: bool
    ended: date | None


def _parties(bodies: Iterable[Body]) -> Mapping[str, _Party]:
    found: dict[str, _Party] = {}
    for body in bodies:
        whole = tenure_of(body)
        found[body.id] = _Party(body=body.id, programme=body.programme, tenure=whole)
        for board, tenure in board_tenures(body):
            if board.id is not None:
                found[board.id] = _Party(body=body.id, programme=None, tenure=tenure)
    return found


def _spans(
    held: Iterable[Succession], known: Mapping[str, _Party], known_on: date | None
) -> Mapping[str, _Span]:
    """The days of everybody who is named; refuses lives that cannot have been, all at once."""
    asked = {name for item in held for name in (*item.predecessors, *item.successors)}
    spans: dict[str, _Span] = {}

    def read(name: str) -> None:
        spans[name] = _span(known[name].tenure, known_on)

    read_each(((known[name].body, name) for name in sorted(asked & {*known})), read)
    return spans


def _span(tenure: Tenure, known_on: date | None) -> _Span:
    """What is written of a first and last day goes with what its life tells."""
    told, first, last = tenure.told(known_on=known_on), tenure.first, tenure.last_known(known_on)
    over = None if told is None else told.ended
    ends = [day for day in (over, None if last is None else day_after(last)) if day is not None]
    begun = first
    # Of days before its life is told the written first day speaks alone.
    if told is not None and (first is None or told.since <= first):
        begun = told.begun if first is None or told.begun is None else max(first, told.begun)
    planned = told is not None and begun is None and over is None
    return _Span(begun=begun, planned=planned, ended=min(ends, default=None))


def _dangling(item: Succession, known: Mapping[str, _Party]) -> Iterator[Fault]:
    for field in ("predecessors", "successors"):
        names: tuple[str, ...] = getattr(item, field)
        for number, name in enumerate(names):
            if name not in known:
                near = did_you_mean(name, known)
                message = f"names the body or board {name!r}, which is absent{near}"
                yield Fault(code="dangling", message=message, pointer=f"/{field}/{number}")


def _listed_twice(item: Succession) -> Iterator[Fault]:
    for field in ("predecessors", "successors"):
        names: tuple[str, ...] = getattr(item, field)
        for number, name in enumerate(names):
            if name in names[:number]:
                message = f"{name!r} is listed twice"
                yield Fault(code="duplicate", message=message, pointer=f"/{field}/{number}")


def _bequest_faults(item: Succession) -> Iterator[Fault]:
    seen: set[object] = set()
    for number, bequest in enumerate(item.inherits or ()):
        if bequest.item in seen:
            message = f"{bequest.item.value!r} is stated twice"
            yield Fault(code="duplicate", message=message, pointer=f"/inherits/{number}/item")
        seen.add(bequest.item)
        for place, heir in enumerate(bequest.to):
            if heir not in item.successors:
                message = f"{heir!r} is no successor here{did_you_mean(heir, item.successors)}"
                at = f"/inherits/{number}/to/{place}"
                yield Fault(code="no-successor", message=message, pointer=at)


def _recorded_early(item: Succession) -> Iterator[Fault]:
    if item.recorded is not None and item.recorded < item.on:
        message = f"recorded on {item.recorded}, before the day it holds from ({item.on})"
        yield Fault(code="record-order", message=message, pointer="/recorded")


def _in_rings(successions: Sequence[Succession]) -> set[int]:
    """The numbers of the successions on a ring, or between two."""
    forth: dict[_Node, set[_Node]] = {}
    back: dict[_Node, set[_Node]] = {}
    for number, item in enumerate(successions):
        steps: list[tuple[_Node, _Node]] = [
            *((name, number) for name in item.predecessors),
            *((number, name) for name in item.successors),
        ]
        for one, other in steps:
            forth.setdefault(one, set()).add(other)
            back.setdefault(other, set()).add(one)
    return _blocked(forth) & _blocked(back)


def _blocked(graph: Mapping[_Node, Iterable[_Node]]) -> set[int]:
    """The numbers that no order reaches, because a ring lies before them."""
    sorter = TopologicalSorter(graph)
    with suppress(CycleError):
        sorter.prepare()
    reached: set[_Node] = set()
    while ready := sorter.get_ready():
        reached.update(ready)
        sorter.done(*ready)
    every = {*graph, *(node for nodes in graph.values() for node in nodes)}
    return {node for node in every - reached if isinstance(node, int)}


def _early_transformation(item: Succession, known: Mapping[str, _Party]) -> Iterator[Observation]:
    if _is_transformation(item, known) and item.on < FIRST_DAY_OF_KAWAN_PMI:
        yield _observed("peralihan_sebelum_2022", item, known)


def _is_transformation(item: Succession, known: Mapping[str, _Party]) -> bool:
    before, after = _programmes(item.predecessors, known), _programmes(item.successors, known)
    if item.form is SuccessionForm.TRANSFORMATION:
        return True
    return Programme.KKBM in before and (Programme.KAWAN_PMI in after or not item.successors)


def _unlike_its_form(item: Succession, known: Mapping[str, _Party]) -> Iterator[Observation]:
    if item.form is not None and not _fits(item.form, item, known):
        yield _observed("bentuk_peralihan", item, known)


def _fits(form: SuccessionForm, item: Succession, known: Mapping[str, _Party]) -> bool:
    before, after = _programmes(item.predecessors, known), _programmes(item.successors, known)
    counts = len(item.predecessors), len(item.successors)
    if form is SuccessionForm.TRANSFORMATION:
        return before <= {Programme.KKBM} and after <= {Programme.KAWAN_PMI}
    if form is SuccessionForm.NEW_BOARD:
        names = (*item.predecessors, *item.successors)
        owners = {known[name].body for name in names if name in known}
        return before | after <= {None} and counts == (1, 1) and len(owners) <= 1
    if None in before | after:
        return False
    least, most = _COUNTS[form]
    return all(
        low <= count and (high is None or count <= high)
        for low, count, high in zip(least, counts, most, strict=True)
    )


def _programmes(names: Iterable[str], known: Mapping[str, _Party]) -> set[Programme | None]:
    return {known[name].programme for name in names if name in known}


def _predecessors_out_of_time(
    item: Succession, known: Mapping[str, _Party], spans: Mapping[str, _Span]
) -> Iterator[Observation]:
    for name, span in _named(item.predecessors, spans):
        if span.planned:
            yield _one(Open, "pendahulu_belum_ada", item, name, known)
        elif span.begun is not None and item.on < span.begun:
            yield _one(Unmet, "pendahulu_belum_ada", item, name, known, since=span.begun)
        elif span.ended is not None and span.ended < item.on:
            yield _one(Unmet, "pendahulu_sudah_berakhir", item, name, known, since=span.ended)
        elif span.ended is None or item.on < span.ended:
            last = None if span.ended is None else day_before(span.ended)
            seen = _one(Noted, "pendahulu_masih_tercatat", item, name, known)
            yield attrs.evolve(seen, last=last)


def _heirs_out_of_time(
    item: Succession, known: Mapping[str, _Party], spans: Mapping[str, _Span]
) -> Iterator[Observation]:
    for name, span in _named(item.successors, spans):
        if span.planned:
            yield _one(Open, "penerus_belum_ada", item, name, known)
        elif span.begun is not None and item.on < span.begun:
            seen = _one(Unmet, "penerus_belum_ada", item, name, known, since=span.begun)
            yield attrs.evolve(seen, last=day_before(span.begun))
        elif span.ended is not None and span.ended <= item.on:
            yield _one(Unmet, "penerus_sudah_berakhir", item, name, known, since=span.ended)


def _named(names: Iterable[str], spans: Mapping[str, _Span]) -> Iterator[tuple[str, _Span]]:
    return ((name, spans[name]) for name in dict.fromkeys(names) if name in spans)


def _succeeded_twice(
    held: Iterable[Succession], known: Mapping[str, _Party]
) -> Iterator[Observation]:
    by_name: dict[str, list[Succession]] = {}
    for item in sorted(held, key=lambda item: (item.on, item.id)):
        for name in dict.fromkeys(item.predecessors):
            by_name.setdefault(name, []).append(item)
    for name, items in by_name.items():
        for one, other in combinations(items, 2):
            if name in known and (kind := _clash(one, other)) is not None:
                yield _one(kind, "peralihan_berganda", other, name, known, other=one.id)


def _clash(one: Succession, other: Succession) -> type[Unmet] | type[Open] | None:
    """Two successions of one predecessor clash where the same thing passes by both."""
    if one.inherits is None or other.inherits is None:
        # Where one hands on nothing at all, it cannot clash with anything.
        return None if _gives_nothing(one) or _gives_nothing(other) else Open
    items = {bequest.item for bequest in one.inherits}
    return Unmet if any(heirs_to(one, i) and heirs_to(other, i) for i in items) else None


def _gives_nothing(item: Succession) -> bool:
    return item.inherits is not None and not any(bequest.to for bequest in item.inherits)


def _one(
    kind: _Kind,
    rule: str,
    item: Succession,
    name: str,
    known: Mapping[str, _Party],
    *,
    since: date | None = None,
    other: str = "",
) -> Observation:
    return observe(
        kind,
        rule,
        item.on,
        bodies=[known[name].body],
        first=item.on,
        peralihan=item.id,
        pihak=name,
        sejak=since,
        lain=other,
    )


def _observed(rule: str, item: Succession, known: Mapping[str, _Party]) -> Observation:
    names = (*item.predecessors, *item.successors)
    return observe(
        Unmet,
        rule,
        item.on,
        bodies=[known[name].body for name in names if name in known],
        first=item.on,
        peralihan=item.id,
        bentuk=item.form,
    )


# How many predecessors and successors, at least and at most; None is any number.
_COUNTS: Final[Mapping[SuccessionForm, tuple[_Least, _Most]]] = {
    SuccessionForm.CONTINUATION: ((1, 1), (1, 1)),
    SuccessionForm.MERGER: ((2, 1), (None, 1)),
    SuccessionForm.SPLIT: ((1, 2), (1, None)),
}
