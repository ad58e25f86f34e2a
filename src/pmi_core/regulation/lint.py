"""What a set of instruments can get wrong about itself: its graph, its days, its provisions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, did_you_mean
from pmi_core.regulation.citation import InstrumentId
from pmi_core.regulation.designator import Designator, folded_number, name_fault
from pmi_core.regulation.instrument import Instrument, Relation, RelationKind
from pmi_core.regulation.places import Places
from pmi_core.regulation.provenance import ProvenanceStatus
from pmi_core.regulation.regions import CODE


def instrument_faults(
    instruments: Sequence[Instrument], places: Places | None = None
) -> Iterator[Fault]:
    """Every fault of a set of instruments, each with a pointer that begins with its id."""
    known = {item.id: item for item in instruments}
    yield from _given_twice(instruments)
    yield from _named_twice(instruments)
    for item in known.values():
        yield from _relation_faults(item, known)
        yield from _circle(item, known)
        yield from _day_faults(item)
        yield from _clause_faults(item)
        yield from _place_faults(item, places)


def designator_faults(
    designators: Sequence[Designator], instruments: Sequence[Instrument]
) -> Iterator[Fault]:
    """Names of series that no citation holds or two bear; numbered instruments without a series."""
    first: dict[str, Designator] = {}
    for series in designators:
        yield from _name_faults(series)
        for name in sorted(set(series.written)):
            if first.setdefault(name, series) is not series:
                message = f"another series of instruments is called {name!r} too"
                pointer = codec.join("", series.short)
                yield Fault(code="duplicate", message=message, pointer=pointer)
    if designators:  # without any, nobody means to cite as people do
        yield from _unnamed_series(designators, instruments)


def _name_faults(series: Designator) -> Iterator[Fault]:
    record = codec.join("", series.short)
    names = [(codec.join(record, "short"), series.short)]
    for index, name in enumerate(series.names):
        place = codec.join(codec.join(record, "names"), index)
        names.append((place, " ".join(name.split())))  # only the short name is written as it is
    for pointer, name in names:
        if (message := name_fault(name)) is not None:
            yield Fault(code="unreadable-name", message=message, pointer=pointer)


def _unnamed_series(
    designators: Sequence[Designator], instruments: Sequence[Instrument]
) -> Iterator[Fault]:
    named = {(series.kind, series.issuer) for series in designators}
    for item in instruments:
        if item.numbered and item.number is not None and (item.kind, item.issuer) not in named:
            near = did_you_mean(item.issuer, (who for kind, who in named if kind is item.kind))
            message = f"no series of this kind is issued by {item.issuer!r}{near}"
            hint = "mend the issuer, or add the series as [[designator]]"
            yield attrs.evolve(_fault("unnamed-series", message, item, "issuer"), suggestion=hint)


def _given_twice(instruments: Iterable[Instrument]) -> Iterator[Fault]:
    count = Counter(item.id for item in instruments)
    for name in sorted(name for name, times in count.items() if times > 1):
        message = f"the id {name} is given twice"
        yield Fault(code="duplicate", message=message, pointer=codec.join("", name))


def _named_twice(instruments: Iterable[Instrument]) -> Iterator[Fault]:
    first: dict[object, InstrumentId] = {}
    for item in instruments:
        if item.number is None:
            continue
        name = item.kind, item.issuer, folded_number(item.number, item.year), item.year
        other = first.setdefault(name, item.id)
        if other != item.id:
            message = f"{other} has the same issuer, number and year"
            yield _fault("same-name", message, item, "number")


def _relation_faults(item: Instrument, known: Mapping[InstrumentId, Instrument]) -> Iterator[Fault]:
    for index, relation in enumerate(item.relations):
        place = "relations", index
        target = known.get(relation.target)
        if target is None:
            name = relation.target
            message = f"no instrument is called {name!r}{did_you_mean(name, known)}"
            yield _fault("unknown-instrument", message, item, *place)
        elif target is item:
            yield _fault("self-relation", "an instrument relates to itself", item, *place)
        elif _contradicts(item, relation, target):
            message = f"{target.id} says it no longer applied from another day on"
            yield _fault("repealed-otherwise", message, item, *place)


def _contradicts(item: Instrument, relation: Relation, target: Instrument) -> bool:
    ends = relation.stated and relation.kind in (RelationKind.SUPERSEDES, RelationKind.REPEALS)
    days = item.effective, target.repealed
    return ends and None not in days and days[0] != days[1]


def _circle(item: Instrument, known: Mapping[InstrumentId, Instrument]) -> Iterator[Fault]:
    """The shortest way by which relations lead back to where they began; one step is no circle."""
    came_from: dict[InstrumentId, InstrumentId | None] = {item.id: None}
    waiting = [item.id]
    for name in waiting:  # grows while it is read: breadth first
        for relation in known[name].relations:
            if relation.target == item.id and name != item.id:
                way = " -> ".join(reversed([item.id, *_back(name, came_from)]))
                yield _fault("circle", f"relations lead in a circle: {way}", item, "relations")
                return
            if relation.target in known and relation.target not in came_from:
                came_from[relation.target] = name
                waiting.append(relation.target)


def _back(
    name: InstrumentId, came_from: Mapping[InstrumentId, InstrumentId | None]
) -> Iterator[InstrumentId]:
    step: InstrumentId | None = name
    while step is not None:
        yield step
        step = came_from[step]


def _day_faults(item: Instrument) -> Iterator[Fault]:
    if item.enacted is not None and item.enacted.year != item.year:
        message = f"enacted outside of the year {item.year} of its name"
        yield _fault("enacted-outside-year", message, item, "enacted")
    if item.effective is not None and item.effective.year < item.year:
        message = f"in force before the year {item.year} of its name"
        yield _fault("effective-before-year", message, item, "effective")
    yield from _before(item, ("effective", item.effective), ("enacted", item.enacted))
    start = ("enacted", item.enacted) if item.effective is None else ("effective", item.effective)
    yield from _before(item, ("repealed", item.repealed), start)
    undated = item.effective is None and item.enacted is None
    if undated and item.repealed is not None and item.repealed.year < item.year:
        message = f"repealed before the year {item.year} of its name"
        yield _fault("repealed-before-year", message, item, "repealed")


def _before(
    item: Instrument, later: tuple[str, date | None], earlier: tuple[str, date | None]
) -> Iterator[Fault]:
    (one, day), (other, start) = later, earlier
    if day is not None and start is not None and day < start:
        yield _fault(f"{one}-before-{other}", f"{one} before it was {other}", item, one)


def _clause_faults(item: Instrument) -> Iterator[Fault]:
    count = Counter(clause.at for clause in item.clauses)
    for at in sorted((at for at, times in count.items() if times > 1), key=str):
        yield _fault("duplicate-clause", f"{at} has two entries", item, "clauses")
    keys = Counter(one.key for one in item.items)
    for key in sorted(key for key, times in keys.items() if times > 1):
        yield _fault("duplicate-item", f"the item {key} is given twice", item, "items")
    if item.text_status is not ProvenanceStatus.NOT_FOUND:
        return
    for index, clause in enumerate(item.clauses):
        if clause.provenance is None:
            message = f"the text was not found, and {clause.at} names no source of its own"
            yield _fault("unsourced-clause", message, item, "clauses", index)


def _place_faults(item: Instrument, places: Places | None) -> Iterator[Fault]:
    for code in sorted(item.territory):
        if not CODE.fullmatch(code) or (places is not None and not places.knows(code)):
            yield _fault("unknown-place", f"no edition has the place {code!r}", item, "territory")


def _fault(code: str, message: str, item: Instrument, *steps: str | int) -> Fault:
    pointer = codec.join("", item.id)
    for step in steps:
        pointer = codec.join(pointer, step)
    return Fault(code=code, message=message, pointer=pointer)
