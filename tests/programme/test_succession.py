"""Succession is dated, many to many, and loses nothing."""

import inspect
from collections.abc import Callable
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.errors import FaultyInput
from pmi_core.messages import Text
from pmi_core.programme import (
    SUCCESSION_KIND,
    Bequest,
    Heritage,
    Succession,
    SuccessionForm,
    Successions,
    check_structure,
    check_successions,
    heirs_to,
    inherited,
    lineage,
    structure_of,
    successor_on,
    supervisor_of,
)
from pmi_core.regulation import Assumption

BASIS = Assumption(owner="pmi_core", reason=Text(id="contoh", en="example"), on=date(2026, 11, 24))
DAY = date(2023, 7, 22)
BEFORE = DAY - timedelta(days=1)


def succession(
    before: str,
    after: str,
    on: date = DAY,
    *,
    recorded: date | None = None,
    inherits: tuple[Bequest, ...] | None = None,
) -> Succession:
    return Succession(
        id=f"{before} > {after}",
        predecessors=tuple(before.split()),
        successors=tuple(after.split()),
        on=on,
        recorded=recorded,
        inherits=inherits,
        basis=(BASIS,),
    )


def test_three_communities_may_become_one_unit() -> None:
    merged = [succession("kkbm-a kkbm-b kkbm-c", "kawan")]
    assert successor_on("kkbm-b", merged, DAY) == ("kawan",)
    line = lineage("kawan", merged)
    assert (line.ancestors, line.descendants) == (("kkbm-a", "kkbm-b", "kkbm-c"), ())


def test_a_succession_holds_from_its_day_on() -> None:
    merged = [succession("kkbm", "kawan")]
    assert successor_on("kkbm", merged, BEFORE) == ("kkbm",)
    assert successor_on("kkbm", merged, DAY) == ("kawan",)


@pytest.mark.parametrize(
    ("recorded", "known_on", "heirs"),
    [
        (DAY, BEFORE, ("kkbm",)),
        (DAY, DAY, ("kawan",)),
        (DAY, None, ("kawan",)),
        (None, BEFORE, ("kkbm",)),
        (None, DAY, ("kawan",)),
    ],
    ids=[
        "not yet known",
        "known that day",
        "all that is known",
        "no recorded day, before it holds",
        "no recorded day",
    ],
)
def test_one_knows_of_a_succession_since_it_was_recorded(
    recorded: date | None, known_on: date | None, heirs: tuple[str, ...]
) -> None:
    told = [succession("kkbm", "kawan", recorded=recorded)]
    assert successor_on("kkbm", told, DAY, known_on=known_on) == heirs
    assert lineage("kkbm", told, known_on=known_on).descendants == (
        heirs if heirs != ("kkbm",) else ()
    )
    assert bool(inherited("kawan", told, DAY, known_on=known_on)) is (heirs != ("kkbm",))


def test_a_programme_may_transform_without_a_successor_unit() -> None:
    ended = succession("kkbm", "")
    assert successor_on("kkbm", [ended], DAY) == ()
    (last,) = lineage("kkbm", [ended]).after
    assert (last.successions, last.members) == ((ended,), ())


def test_what_nothing_succeeded_carries_itself_on() -> None:
    assert successor_on("kawan", [], DAY) == ("kawan",)
    line = lineage("kawan", [])
    assert (line.of, line.before, line.after) == ("kawan", (), ())


def test_a_line_tells_its_generations_with_the_successions_between() -> None:
    first, second = succession("a", "b c"), succession("b", "d")
    third = succession("c d", "e", date(2024, 1, 1))
    line = lineage("a", [third, second, first])
    steps = [(step.successions, step.members) for step in line.after]
    assert steps == [((first,), ("b", "c")), ((second, third), ("d", "e"))]
    assert lineage("e", [first, second, third]).ancestors == ("c", "d", "a", "b")
    assert successor_on("a", [third, second, first], DAY) == ("c", "d")
    assert successor_on("a", [third, second, first], date(2024, 1, 1)) == ("e",)


def test_lines_through_rings_end() -> None:
    assert lineage("a", [succession("a", "b"), succession("b", "a")]).descendants == ("b",)


@pytest.mark.parametrize(
    ("steps", "ends"),
    [
        (["a > b", "b > a"], None),
        (["a > b", "b > c", "c > b"], None),
        (["a > b", "b > a d"], ("d",)),
        (["a > b", "b > a", "b >"], ()),
        (["a >"], ()),
        (["b > a"], ("a",)),
        (["c > d"], ("a",)),
    ],
    ids=[
        "a ring",
        "into a ring",
        "out of a ring",
        "out of a ring into no unit",
        "into no unit",
        "not succeeded",
        "not known",
    ],
)
def test_a_ring_has_no_end_and_is_not_taken_for_a_programme_without_successor(
    steps: list[str], ends: tuple[str, ...] | None
) -> None:
    told = [succession(before, after) for before, _, after in (s.partition(">") for s in steps)]
    if ends is not None:
        assert successor_on("a", told, DAY) == ends
        return
    with pytest.raises(FaultyInput, match="leads back to itself") as problem:
        successor_on("a", told, DAY)
    assert [fault.code for fault in problem.value.faults] == ["cycle"]


@pytest.mark.parametrize(
    "asked",
    [
        Succession.holds,
        check_structure,
        check_successions,
        inherited,
        lineage,
        structure_of,
        successor_on,
        supervisor_of,
    ],
    ids=lambda asked: asked.__qualname__,
)
def test_as_known_on_which_day_is_never_mistaken_for_another_day(
    asked: Callable[..., object],
) -> None:
    known_on = inspect.signature(asked).parameters["known_on"]
    assert (known_on.kind, known_on.default) == (inspect.Parameter.KEYWORD_ONLY, None)


def test_a_form_is_not_called_as_a_referral_is() -> None:
    assert SuccessionForm.CONTINUATION.value == "kelanjutan"
    assert "penerusan" not in {form.value for form in SuccessionForm}


@pytest.mark.parametrize("missing", ["predecessors", "basis"])
def test_a_succession_needs_something_before_it_and_a_basis(missing: str) -> None:
    fields = {"id": "x", "predecessors": ("a",), "on": DAY, "basis": (BASIS,)}
    with pytest.raises(ValueError, match=missing):
        Succession(**(fields | {missing: ()}))  # type: ignore[arg-type]


TO_D = Bequest(item=Heritage.AREA, to=("d",))
TO_NOBODY = Bequest(item=Heritage.BUSINESSES)


@pytest.mark.parametrize(
    ("inherits", "area", "businesses", "arrives"),
    [
        (None, None, None, (None, None)),
        ((), (), (), (False, False)),
        ((TO_D,), ("d",), (), (True, False)),
        ((TO_D, TO_NOBODY), ("d",), (), (True, False)),
    ],
    ids=["not stated", "nothing", "not listed", "expressly to nobody"],
)
def test_what_passes_on_is_what_the_succession_states(
    inherits: tuple[Bequest, ...] | None,
    area: tuple[str, ...] | None,
    businesses: tuple[str, ...] | None,
    arrives: tuple[bool | None, bool | None],
) -> None:
    told = succession("a b", "c d", inherits=inherits)
    assert (heirs_to(told, Heritage.AREA), heirs_to(told, Heritage.BUSINESSES)) == (
        area,
        businesses,
    )
    found = {one.item: one for one in inherited("d", [told], DAY)}
    assert (found[Heritage.AREA].arrives, found[Heritage.BUSINESSES].arrives) == arrives
    assert {(one.origins, one.succession) for one in found.values()} == {(("a", "b"), told.id)}
    assert list(found) == list(Heritage)
    assert inherited("d", [told], BEFORE) == ()
    assert inherited("a", [told], DAY) == ()


def test_successions_survive_their_file_and_old_files_are_read() -> None:
    stated = succession("kkbm-a kkbm-b", "d", recorded=DAY, inherits=(TO_D, TO_NOBODY))
    stored = Successions(items=(stated, succession("kkbm-c", "")))
    data = codec.dump_document(stored, SUCCESSION_KIND)
    assert codec.load_document(data, SUCCESSION_KIND) == stored
    assert b"inherits" not in codec.dump_document(
        Successions(items=(succession("kkbm-c", ""),)), SUCCESSION_KIND
    )


NAMES = st.sampled_from("abcdef")
DAYS = st.sampled_from([DAY, date(2023, 12, 1), date(2024, 6, 1)])


@st.composite
def spans(draw: st.DrawFn) -> Succession:
    before = draw(st.sets(NAMES, min_size=1, max_size=3))
    after = sorted(draw(st.sets(NAMES, max_size=3)) - before)
    some = st.lists(st.sampled_from(after), unique=True) if after else st.just([])
    bequests = st.dictionaries(st.sampled_from(Heritage), some, max_size=4)
    stated = draw(st.none() | bequests)
    inherits = (
        None
        if stated is None
        else tuple(Bequest(item=item, to=tuple(to)) for item, to in stated.items())
    )
    return succession(" ".join(sorted(before)), " ".join(after), draw(DAYS), inherits=inherits)


LINES = st.lists(spans(), max_size=6).map(
    lambda items: [attrs.evolve(item, id=f"peralihan-{n}") for n, item in enumerate(items)]
)


def ends_of(name: str, successions: list[Succession], day: date) -> tuple[str, ...] | None:
    try:
        return successor_on(name, successions, day)
    except FaultyInput:
        return None


@given(NAMES, LINES, DAYS)
def test_a_line_always_ends_and_only_where_nothing_follows_unless_it_is_a_ring(
    name: str, successions: list[Succession], day: date
) -> None:
    held = [item for item in successions if item.on <= day]
    begun = {one for item in held for one in item.predecessors}
    reached = {name, *lineage(name, held).descendants}
    ends = ends_of(name, successions, day)
    if ends is None:
        assert reached <= begun
        assert all(item.successors for item in held if reached & {*item.predecessors})
    else:
        assert {*ends} == reached - begun


@given(LINES)
def test_succession_loses_nobody(successions: list[Succession]) -> None:
    lines = {name: lineage(name, successions) for name in "abcdef"}
    for item in successions:
        for before in item.predecessors:
            steps = [s for step in lines[before].after for s in step.successions]
            assert item in steps
            for after in item.successors:
                assert after in lines[before].descendants
                assert before in lines[after].ancestors
    for name, line in lines.items():
        assert all(name in lines[heir].ancestors for heir in line.descendants)
        assert len({*line.descendants}) == len(line.descendants)
        assert name not in line.descendants


@given(LINES)
def test_what_is_stated_arrives_at_exactly_the_stated_heirs_or_is_marked_as_given_up(
    successions: list[Succession],
) -> None:
    arrived = {
        (one.succession, one.item, name): one.arrives
        for name in "abcdef"
        for one in inherited(name, successions, date.max)
    }
    stated = {
        (item.id, heritage, name): None if heirs is None else name in heirs
        for item in successions
        for heritage in Heritage
        for heirs in [heirs_to(item, heritage)]
        for name in item.successors
    }
    assert arrived == stated


@given(NAMES, LINES, st.data())
def test_the_order_of_the_file_does_not_matter(
    name: str, successions: list[Succession], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(successions))
    assert lineage(name, shuffled) == lineage(name, successions)
    assert ends_of(name, shuffled, DAY) == ends_of(name, successions, DAY)
    assert inherited(name, shuffled, DAY) == inherited(name, successions, DAY)
