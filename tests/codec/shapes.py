"""Records that use every shape the codec knows, and strategies for them."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from fractions import Fraction
from typing import Any, NewType

import attrs
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.privacy import free_text, personal

UnitId = NewType("UnitId", str)


class Colour(Enum):
    """A closed set of words."""

    RED = "merah"
    WHITE = "putih"


@attrs.frozen
class Place:
    """A value that files write as text."""

    province: int
    regency: int

    @classmethod
    def parse(cls, text: str) -> "Place":
        """The place of a text such as `32.04`."""
        match = re.fullmatch(r"([1-9]\d)\.(\d\d)", text, re.ASCII)
        if match is None:
            raise ValueError("expected a place such as 32.04")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.province}.{self.regency:02}"


@attrs.frozen(kw_only=True)
class Cited:
    """One half of a union: it is the one with `cite`."""

    cite: str
    item: str | None = None


@attrs.frozen(kw_only=True)
class Assumed:
    """The other half."""

    owner: str
    on: date


def _positive(_: object, __: object, value: int) -> None:
    if value < 1:
        raise ValueError("must be at least 1")


@attrs.frozen(kw_only=True)
class Leaf:
    """A record inside others."""

    name: str = personal()
    note: str | None = free_text(default=None)
    count: int = attrs.field(default=1, validator=_positive)


@attrs.frozen(kw_only=True)
class Everything:
    """One field of every shape.

    The second paragraph stays out of the schema.
    """

    id: UnitId
    flag: bool
    number: int
    share: Fraction
    day: date
    instant: datetime
    colour: Colour
    place: Place
    leaf: Leaf
    basis: Cited | Assumed
    bases: tuple[Cited | Assumed, ...] = ()
    maybe_basis: Cited | Assumed | None = None
    places: frozenset[Place] = frozenset()
    leaves: frozenset[Leaf] = frozenset()
    words: Mapping[UnitId, tuple[Colour, ...]] = attrs.field(factory=dict)
    by_colour: dict[Colour, int] = attrs.field(factory=dict)
    received: date | None = codec.optional()
    receipts: tuple[UnitId, ...] | None = codec.optional(absent="none")
    child: "Everything | None" = None


KIND: codec.Kind[Everything] = codec.Kind(name="segalanya", shape=Everything)

texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]) | st.sampled_from("\t\n\r"),
    max_size=20,
)
integers = st.integers(-(10**16) + 1, 10**16 - 1)
days = st.dates()
offsets = st.integers(-14 * 60, 14 * 60).map(lambda n: timezone(timedelta(minutes=n)))
instants = st.datetimes(timezones=offsets)
fractions = st.fractions()
places = st.builds(Place, st.integers(10, 99), st.integers(0, 99))
leaves = st.builds(Leaf, name=texts, note=st.none() | texts, count=st.integers(1, 10**15))
bases = st.builds(Cited, cite=texts, item=st.none() | texts) | st.builds(
    Assumed, owner=texts, on=days
)
ids = texts.map(UnitId)


def everything(child: st.SearchStrategy[Any]) -> st.SearchStrategy[Everything]:
    """Any valid record, its child from another strategy."""
    return st.builds(
        Everything,
        id=ids,
        flag=st.booleans(),
        number=integers,
        share=fractions,
        day=days,
        instant=instants,
        colour=st.sampled_from(Colour),
        place=places,
        leaf=leaves,
        basis=bases,
        bases=st.lists(bases, max_size=3).map(tuple),
        maybe_basis=st.none() | bases,
        places=st.frozensets(places, max_size=3),
        leaves=st.frozensets(leaves, max_size=3),
        words=st.dictionaries(ids, st.lists(st.sampled_from(Colour)).map(tuple), max_size=3),
        by_colour=st.dictionaries(st.sampled_from(Colour), integers),
        received=st.none() | days,
        receipts=st.none() | st.lists(ids, max_size=3).map(tuple),
        child=child,
    )


records = everything(st.none() | everything(st.none()))
