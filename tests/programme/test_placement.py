"""Where bodies stand: levels, working areas, the tree of associations, who may be a member."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.programme import (
    KKBM,
    Body,
    BodyId,
    Branch,
    CommunityUnit,
    DistrictCode,
    Level,
    Member,
    MemberKind,
    PerwiraPMI,
    VillageCode,
    association_tree,
    placement_faults,
)
from pmi_core.regulation import PlaceCode
from tests.programme.bodies import person, unit


def faults(*bodies: Body) -> list[tuple[int, str, str]]:
    return [(number, fault.code, fault.pointer) for number, fault in placement_faults(bodies)]


WRONG = [(0, "level-place", "/place")]


@pytest.mark.parametrize(
    ("level", "place", "expected"),
    [
        (Level.VILLAGE, "18.01", []),
        (Level.VILLAGE, "18", WRONG),
        (Level.DISTRICT, "18.01", []),
        (Level.DISTRICT, "18", WRONG),
        (Level.REGENCY, "18.01", []),
        (Level.REGENCY, "18", WRONG),
        (Level.PROVINCE, "18", []),
        (Level.PROVINCE, "18.01", WRONG),
        (Level.NATIONAL, "18", WRONG),
        (Level.REGENCY, "73.1", []),  # no place code: told where places are looked up
        *((level, None, []) for level in Level),
    ],
    ids=str,
)
def test_a_level_asks_for_a_place_of_its_kind(
    level: Level, place: str | None, expected: list[Any]
) -> None:
    code = None if place is None else PlaceCode(place)
    body = attrs.evolve(unit(), level=level, place=code)
    assert faults(body) == expected


@pytest.mark.parametrize(
    ("place", "districts", "villages", "expected"),
    [
        ("32.60", "32.60.01 32.60.02", "32.60.01.2001", []),
        ("32", "32.60.01 32.61.01", "", []),
        (None, "32.60.01", "18.01.01.2001", []),
        ("32.60", "32.61.01", "", [(0, "outside-area", "/district_codes/0")]),
        ("32", "33.60.01", "", [(0, "outside-area", "/district_codes/0")]),
        ("32.60", "", "32.61.01.2001", [(0, "outside-area", "/village_codes/0")]),
        ("32.60", "32.60.1", "", [(0, "code-form", "/district_codes/0")]),
        ("32.60", "32.60.01", "32.60.01", [(0, "code-form", "/village_codes/0")]),
        ("32.60", "32.60.01 32.60.01", "", [(0, "duplicate", "/district_codes/1")]),
    ],
    ids=[
        "within the kabupaten",
        "within the province",
        "place unknown",
        "kecamatan elsewhere",
        "kecamatan of another province",
        "desa elsewhere",
        "zero lost",
        "kecamatan among desa",
        "twice",
    ],
)
def test_a_working_area_lies_within_the_place(
    place: str | None, districts: str, villages: str, expected: list[Any]
) -> None:
    body = attrs.evolve(
        unit(),
        level=Level.PROVINCE if place == "32" else Level.REGENCY,
        place=None if place is None else PlaceCode(place),
        district_codes=tuple(map(DistrictCode, districts.split())),
        village_codes=tuple(map(VillageCode, villages.split())),
    )
    assert faults(body) == expected


def perwira(name: str, level: Level, parent: str | None = None) -> PerwiraPMI:
    above = None if parent is None else BodyId(parent)
    return PerwiraPMI(id=BodyId(name), name="Contoh", level=level, parent=above)


NATIONAL = perwira("nasional", Level.NATIONAL)
PROVINCE = perwira("perwira-32", Level.PROVINCE, "nasional")
REGENCY = perwira("perwira-32-60", Level.REGENCY, "perwira-32")


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        ([NATIONAL, PROVINCE, REGENCY], []),
        ([NATIONAL, perwira("k", Level.REGENCY, "nasional")], []),
        ([PROVINCE], [(0, "dangling", "/parent")]),
        ([unit(), perwira("p", Level.PROVINCE, unit().id)], [(1, "dangling", "/parent")]),
        (
            [NATIONAL, PROVINCE, perwira("p", Level.PROVINCE, "perwira-32")],
            [(2, "level-order", "/parent")],
        ),
        (
            [NATIONAL, PROVINCE, attrs.evolve(NATIONAL, id=BodyId("n"), parent=PROVINCE.id)],
            [(2, "level-order", "/parent")],
        ),
        (
            [perwira("a", Level.PROVINCE, "b"), perwira("b", Level.NATIONAL, "a")],
            [(0, "cycle", "/parent"), (1, "cycle", "/parent")],
        ),
        ([perwira("a", Level.PROVINCE, "a")], [(0, "cycle", "/parent")]),
        (
            [
                perwira("a", Level.PROVINCE, "b"),
                perwira("b", Level.NATIONAL, "a"),
                perwira("c", Level.REGENCY, "a"),
            ],
            [(0, "cycle", "/parent"), (1, "cycle", "/parent")],
        ),
    ],
    ids=[
        "three levels",
        "straight under the national one",
        "an absent one",
        "no association",
        "beside",
        "upside down",
        "a ring",
        "itself",
        "below a ring",
    ],
)
def test_the_tree_of_associations_goes_up_to_a_higher_level(
    bodies: list[Body], expected: list[Any]
) -> None:
    assert faults(*bodies) == expected


@given(st.permutations([NATIONAL, PROVINCE, REGENCY, unit()]))
def test_the_tree_is_the_same_in_any_order(bodies: list[Body]) -> None:
    below = Branch(association=PROVINCE.id, below=(Branch(association=REGENCY.id),))
    assert association_tree(bodies) == (Branch(association=NATIONAL.id, below=(below,)),)


def test_an_association_under_an_absent_one_stands_at_the_top() -> None:
    assert association_tree([REGENCY]) == (Branch(association=REGENCY.id),)
    assert association_tree([perwira("a", Level.PROVINCE, "a")]) == ()


def test_a_long_chain_of_associations_is_still_a_tree() -> None:
    chain = [NATIONAL] + [
        perwira(f"p{number}", Level.PROVINCE, f"p{number - 1}" if number else "nasional")
        for number in range(1500)
    ]
    branches, depth = association_tree(chain), 0
    while branches:
        (branch,) = branches
        branches, depth = branch.below, depth + 1
    assert depth == 1501


@pytest.mark.parametrize("kind", MemberKind, ids=lambda kind: kind.value)
def test_no_kind_of_member_makes_a_file_faulty(kind: MemberKind) -> None:
    members = (Member(person=person(1), kind=kind),)
    assert faults(attrs.evolve(NATIONAL, members=members)) == []


def community(**fields: Any) -> KKBM:
    return KKBM(id=BodyId("kkbm-1"), name="Contoh", level=Level.VILLAGE, **fields)


def test_a_community_says_which_kinds_of_member_and_which_units_it_has() -> None:
    told = community(member_kinds=(MemberKind.ORGANISER,), business_unit=False)
    assert [kind for kind, has in told.kinds() if has] == [MemberKind.ORGANISER]
    assert [kind for kind, _ in told.kinds()] == list(MemberKind)
    assert told.units() == ((CommunityUnit.INFORMATION, None), (CommunityUnit.BUSINESS, False))
    assert {has for _, has in community().kinds()} == {None}
