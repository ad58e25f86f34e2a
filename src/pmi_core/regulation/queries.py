"""What one asks of the graph of instruments: what applies, what replaced it, who cites it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from typing import Final

import attrs

from pmi_core.regulation.citation import Cited, InstrumentId
from pmi_core.regulation.force import APPLYING, ENDING, in_force
from pmi_core.regulation.instrument import Instrument, InstrumentKind, RelationKind
from pmi_core.regulation.registry import Registry


class MentionKind(Enum):
    """What kind of place cites an instrument."""

    RELATION = "hubungan"
    PARAMETER = "parameter"


@attrs.frozen(kw_only=True)
class Mention:
    """A place of the registry that cites an instrument.

    Attributes:
        kind: What cites it.
        key: The id of the instrument that holds the relation, or the key of the parameter.
        where: RFC 6901 pointer inside it, such as `/values/0/basis/1`.
    """

    kind: MentionKind
    key: str
    where: str


def in_force_on(
    registry: Registry, on: date, *, known_on: date | None = None
) -> tuple[Instrument, ...]:
    """The instruments in force on a day, by id, the presumed ones included; see `in_force`.

    >>> from pmi_core.regulation import shipped_registry
    >>> found = in_force_on(shipped_registry(), on=date(2024, 11, 5))
    >>> [item.id for item in found if item.id.endswith("-2024") and item.number == "165"]
    ['perpres-165-2024']
    """
    return tuple(
        registry.instrument(item.id, known_on=known_on)
        for item in registry.instruments
        if in_force(registry, item.id, on=on, known_on=known_on) in APPLYING
    )


def replaced_by(registry: Registry, name: str) -> tuple[Instrument, ...]:
    """What replaced or repealed an instrument, and what replaced that, nearest first.

    Raises:
        NotFound: The registry has no such instrument.

    >>> from pmi_core.regulation import shipped_registry
    >>> found = replaced_by(shipped_registry(), "kepmendagri-050-145-2022")
    >>> [item.number for item in found]
    ['100.1.1-6117', '300.2.2-2138']
    """
    return _walk(registry, name, lambda item: _enders(registry, item))


def replaces(registry: Registry, name: str) -> tuple[Instrument, ...]:
    """What an instrument replaced or repealed, and what that had replaced, nearest first.

    Raises:
        NotFound: The registry has no such instrument.
    """
    return _walk(registry, name, _ended)


def foundations(registry: Registry, name: str) -> tuple[Instrument, ...]:
    """What an instrument implements, rests on or amends, down to the law, nearest first.

    Raises:
        NotFound: The registry has no such instrument.

    >>> from pmi_core.regulation import shipped_registry
    >>> [item.id for item in foundations(shipped_registry(), "pp-59-2021")]
    ['uu-18-2017']
    """
    return _walk(registry, name, lambda item: _targets(item, _FOUNDING))


def citing(registry: Registry, name: str) -> tuple[Mention, ...]:
    """Every relation and every value of a parameter that cites an instrument.

    Raises:
        NotFound: The registry has no such instrument.

    >>> from pmi_core.regulation import shipped_registry
    >>> [found.key for found in citing(shipped_registry(), "perban-bp2mi-5-2024")]
    ['permen-p2mi-33-2025', 'pmi_purna_jendela_sosial_perban_5_2024']
    """
    cited = registry.instrument(name).id
    return tuple(mention for target, mention in _mentions(registry) if target == cited)


_FOUNDING: Final = frozenset({RelationKind.IMPLEMENTS, RelationKind.RESTS_ON, RelationKind.AMENDS})


def _targets(instrument: Instrument, kinds: frozenset[RelationKind]) -> Iterator[InstrumentId]:
    for relation in instrument.relations:
        if relation.stated and relation.kind in kinds:
            yield relation.target


def _ended(instrument: Instrument) -> Iterator[InstrumentId]:
    """What an instrument ends; a draft ends nothing."""
    if instrument.kind is not InstrumentKind.DRAFT:
        yield from _targets(instrument, ENDING)


def _enders(registry: Registry, instrument: Instrument) -> Iterator[InstrumentId]:
    for name in registry.relating_to(instrument.id):
        if instrument.id in _ended(registry.instrument(name)):
            yield name


def _walk(
    registry: Registry, name: str, step: Callable[[Instrument], Iterable[InstrumentId]]
) -> tuple[Instrument, ...]:
    start = registry.instrument(name)
    found = {start.id: start}
    waiting = [start]
    for item in waiting:  # grows while it is read: breadth first
        for other in step(item):
            if other not in found:
                found[other] = registry.instrument(other)
                waiting.append(found[other])
    return tuple(waiting[1:])


def _mentions(registry: Registry) -> Iterator[tuple[InstrumentId, Mention]]:
    for item in registry.instruments:
        for index, relation in enumerate(item.relations):
            where = f"/relations/{index}"
            yield relation.target, Mention(kind=MentionKind.RELATION, key=item.id, where=where)
    for parameter in registry.parameters:
        for place, value in enumerate(parameter.values):
            for index, basis in enumerate(value.basis):
                if isinstance(basis, Cited):
                    where = f"/values/{place}/basis/{index}"
                    yield (
                        basis.cite,
                        Mention(kind=MentionKind.PARAMETER, key=parameter.key, where=where),
                    )
