"""Succession: dated, many to many, and nothing is destroyed by it."""

from datetime import date
from enum import Enum
from typing import Final

import attrs

from pmi_core.codec import Kind, optional
from pmi_core.privacy import free_text
from pmi_core.programme.shapes import a_day, texts
from pmi_core.regulation import Basis

# Kawan PMI rests on Perban BP2MI 1/2022 (`perban-bp2mi-1-2022`). On which day of that year the
# first unit could be formed no source says: that none is older than the year is an assumption,
# given as the basis of each rule that asks.
FIRST_DAY_OF_KAWAN_PMI: Final = date(2022, 1, 1)


class SuccessionForm(Enum):
    """How something went over into something else."""

    TRANSFORMATION = "transformasi"
    CONTINUATION = "kelanjutan"
    MERGER = "penggabungan"
    SPLIT = "pemecahan"
    NEW_BOARD = "pergantian_kepengurusan"


class Heritage(Enum):
    """What may pass from one to the next; nothing passes that the succession does not state."""

    AREA = "wilayah"
    MEMBERS = "anggota"
    RECORDS = "laporan_riwayat"
    RECOMMENDATIONS = "rekomendasi_terbuka"
    BUSINESSES = "usaha"
    ASSETS = "sarana"
    NAME = "nama"


@attrs.frozen(kw_only=True)
class Bequest:
    """One thing that a succession says about what passes on.

    Attributes:
        to: The successors that carry it on; empty means that nobody does (tidak dilanjutkan).
    """

    item: Heritage = attrs.field(validator=attrs.validators.instance_of(Heritage))
    to: tuple[str, ...] = attrs.field(default=(), validator=texts)


@attrs.frozen(kw_only=True)
class Succession:
    """Bodies that went over into others, or boards of associations into their next ones.

    KKBM became Kawan PMI as a transformation of the *activity*: with no successor unit is normal.

    Attributes:
        predecessors: Ids of bodies, or of boards; at least one.
        successors: Likewise; empty where the programme goes on in no unit in particular.
        on: The day it holds from.
        recorded: The day somebody wrote it down; absent: known from its day at the earliest.
        form: How; absent is unknown.
        inherits: What passes on: the whole of it, so what is not listed passes to nobody. Absent
            is unknown, empty is nothing.
    """

    id: str
    predecessors: tuple[str, ...] = attrs.field(validator=[texts, attrs.validators.min_len(1)])
    successors: tuple[str, ...] = attrs.field(default=(), validator=texts)
    on: date = attrs.field(validator=a_day)
    recorded: date | None = optional()
    form: SuccessionForm | None = optional(validator=attrs.validators.instance_of(SuccessionForm))
    inherits: tuple[Bequest, ...] | None = optional(validator=attrs.validators.instance_of(tuple))
    basis: tuple[Basis, ...] = attrs.field(validator=attrs.validators.min_len(1))
    note: str | None = free_text(default=None)

    def __attrs_post_init__(self) -> None:
        for name in self.successors:
            if name in self.predecessors:
                raise ValueError(f"{name!r} cannot succeed itself")

    def holds(self, day: date, *, known_on: date | None = None) -> bool:
        """Whether it has taken effect by a day, as known on another."""
        return self.on <= day and self.known(known_on)

    def known(self, known_on: date | None) -> bool:
        """Whether one could know of it on a day; None asks nothing."""
        return known_on is None or (self.recorded or self.on) <= known_on


@attrs.frozen(kw_only=True)
class Successions:
    """The successions of a dossier, as one stored document."""

    items: tuple[Succession, ...]


SUCCESSION_KIND: Final = Kind(name="successions", shape=Successions)


def heirs_to(succession: Succession, item: Heritage) -> tuple[str, ...] | None:
    """The successors to which a thing passes: none where nobody carries it on.

    Returns:
        Them, as stated; empty for "tidak dilanjutkan"; None where the succession states nothing
        of what passes on.
    """
    if succession.inherits is None:
        return None
    stated = (bequest.to for bequest in succession.inherits if bequest.item is item)
    return tuple(dict.fromkeys(heir for heirs in stated for heir in heirs))
