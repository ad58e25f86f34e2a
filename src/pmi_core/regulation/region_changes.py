"""What one edition of the codes changes in another, computed from the two tables."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

import attrs

from pmi_core import codec
from pmi_core.regulation.editions import PlaceEdition
from pmi_core.regulation.regions import Region


class ChangeKind(Enum):
    """What became of a region between two editions."""

    RENAMED = "ganti_nama"
    RECODED = "ganti_kode"
    ADDED = "ditambahkan"
    REMOVED = "dihapus"


@attrs.frozen(kw_only=True)
class RegionChange:
    """One difference between two editions.

    Attributes:
        kind: The code stays and the name differs; or the name stays and the code differs; or only
            one of the editions has the region.
        before: The region in the older edition; none where it is added.
        after: The region in the newer edition; none where it is removed.
    """

    kind: ChangeKind
    before: Region | None = codec.optional(absent="none")
    after: Region | None = codec.optional(absent="none")


def changes(older: PlaceEdition, newer: PlaceEdition) -> tuple[RegionChange, ...]:
    """What differs between two editions, by the code before and then the code after.

    A name that exactly one region has in either edition, with another code, is a recoding. A name
    and a code that both differ are a removal and an addition: which became which is not guessed.

    >>> from pmi_core.regulation import shipped_places
    >>> newest, _, oldest = shipped_places().editions
    >>> moved = [c for c in changes(oldest, newest) if c.kind is ChangeKind.RECODED]
    >>> print(moved[0].before.code, moved[0].after.code, moved[0].after.name)
    91.01 93.01 Kabupaten Merauke
    """
    return tuple(sorted(_changes(older, newer), key=_order))


def lineages(editions: Sequence[PlaceEdition]) -> tuple[Mapping[int, Region], ...]:
    """Every region through editions in order of time, by the number of the edition from 1."""
    found: list[dict[int, Region]] = []
    current: dict[str, dict[int, Region]] = {}
    for number, edition in enumerate(editions, start=1):
        moved = _successors(editions[number - 2], edition) if number > 1 else {}
        earlier = {after: current[before] for before, after in moved.items()}
        fresh = [region.code for region in edition.regions if region.code not in earlier]
        found += (earlier.setdefault(code, {}) for code in fresh)
        current = earlier
        for region in edition.regions:
            current[region.code][number] = region
    return tuple(found)


def _changes(older: PlaceEdition, newer: PlaceEdition) -> Iterator[RegionChange]:
    before, after = dict(older.by_code), dict(newer.by_code)
    successors = _successors(older, newer)
    for code, successor in successors.items():
        old, new = before.pop(code), after.pop(successor)
        if code != successor:
            yield RegionChange(kind=ChangeKind.RECODED, before=old, after=new)
        elif old.name != new.name:
            yield RegionChange(kind=ChangeKind.RENAMED, before=old, after=new)
    yield from (RegionChange(kind=ChangeKind.REMOVED, before=region) for region in before.values())
    yield from (RegionChange(kind=ChangeKind.ADDED, after=region) for region in after.values())


def _successors(older: PlaceEdition, newer: PlaceEdition) -> dict[str, str]:
    """The code in the newer edition of each region of the older one that it still has."""
    was, is_ = _unique_names(older.regions), _unique_names(newer.regions)
    moved = {was[name]: is_[name] for name in was if name in is_ and was[name] != is_[name]}
    taken = set(moved.values())
    stays = newer.by_code.keys() - taken
    return moved | {code: code for code in older.by_code if code in stays and code not in moved}


def _unique_names(regions: Iterable[Region]) -> dict[str, str]:
    regions = tuple(regions)
    counts = Counter(region.name for region in regions)
    return {region.name: region.code for region in regions if counts[region.name] == 1}


def _order(change: RegionChange) -> tuple[str, str]:
    before, after = change.before, change.after
    return (before.code if before else "~", after.code if after else "")
