"""Succession is dated, many to many, and loses nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.messages import Text
from pmi_core.programme import (
    SUCCESSION_KIND,
    BodyId,
    Succession,
    Successions,
    predecessors_of,
    successors_of,
)
from pmi_core.regulation import Assumption

BASIS = Assumption(owner="pmi_core", reason=Text(id="contoh", en="example"), on=date(2026, 11, 24))
DAY = date(2023, 7, 22)


def succession(before: str, after: str, on: date = DAY) -> Succession:
    return Succession(
        id=f"{before} > {after}",
        predecessors=tuple(BodyId(name) for name in before.split()),
        successors=tuple(BodyId(name) for name in after.split()),
        on=on,
        basis=(BASIS,),
    )


def test_three_communities_may_become_one_unit() -> None:
    merged = [succession("kkbm-a kkbm-b kkbm-c", "kawan")]
    assert successors_of(BodyId("kkbm-b"), merged, DAY) == ("kawan",)
    assert predecessors_of(BodyId("kawan"), merged) == ("kkbm-a", "kkbm-b", "kkbm-c")


def test_a_succession_holds_from_its_day_on() -> None:
    merged = [succession("kkbm", "kawan")]
    assert successors_of(BodyId("kkbm"), merged, date(2023, 7, 21)) == ("kkbm",)
    assert successors_of(BodyId("kkbm"), merged, DAY) == ("kawan",)


def test_a_programme_may_transform_without_a_successor_unit() -> None:
    assert successors_of(BodyId("kkbm"), [succession("kkbm", "")], DAY) == ()


def test_what_nothing_succeeded_carries_itself_on() -> None:
    assert successors_of(BodyId("kawan"), [], DAY) == ("kawan",)
    assert predecessors_of(BodyId("kawan"), []) == ("kawan",)


def test_chains_and_rings_end() -> None:
    chain = [succession("a", "b c"), succession("b", "d"), succession("c d", "e")]
    assert successors_of(BodyId("a"), chain, DAY) == ("e",)
    assert predecessors_of(BodyId("e"), chain) == ("a",)
    assert successors_of(BodyId("a"), [succession("a", "b"), succession("b", "a")], DAY) == ()


@pytest.mark.parametrize("missing", ["predecessors", "basis"])
def test_a_succession_needs_something_before_it_and_a_basis(missing: str) -> None:
    fields = {"id": "x", "predecessors": (BodyId("a"),), "on": DAY, "basis": (BASIS,)}
    with pytest.raises(ValueError, match=missing):
        Succession(**(fields | {missing: ()}))  # type: ignore[arg-type]


def test_successions_survive_their_file() -> None:
    stored = Successions(items=(succession("kkbm-a kkbm-b", "kawan"), succession("kkbm-c", "")))
    data = codec.dump_document(stored, SUCCESSION_KIND)
    assert codec.load_document(data, SUCCESSION_KIND) == stored


NAMES = st.sampled_from("abcdef")
SPANS = st.builds(
    lambda before, after: succession(" ".join(sorted(before)), " ".join(sorted(after))),
    st.sets(NAMES, min_size=1, max_size=3),
    st.sets(NAMES, max_size=3),
)


@given(NAMES, st.lists(SPANS, max_size=6))
def test_a_line_always_ends_and_only_where_nothing_follows(
    name: str, successions: list[Succession]
) -> None:
    ends = successors_of(BodyId(name), successions, DAY)
    begun = {before for item in successions for before in item.predecessors}
    assert not begun.intersection(ends)
    ended = {after for item in successions for after in item.successors}
    assert not ended.intersection(predecessors_of(BodyId(name), successions))
