"""What a registry gets wrong about itself: one planted fault for each code, and all at once."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import FaultyLaw
from pmi_core.messages import Text
from pmi_core.regulation import (
    Clause,
    Designator,
    Instrument,
    InstrumentId,
    InstrumentKind,
    Item,
    PlaceCode,
    Provenance,
    ProvenanceStatus,
    Provision,
    Registry,
    Relation,
    RelationKind,
    check_registry,
    load_registry,
    shipped_places,
    shipped_registry,
)

REPORTED = Provenance(status=ProvenanceStatus.REPORTED, source="data rekaan")
GIST = Text(id="Rekaan.", en="Invented.")
AT = Provision.parse("Pasal 1")


def instrument(name: str, *targets: str, number: str | None = None) -> Instrument:
    return Instrument(
        id=InstrumentId(name),
        kind=InstrumentKind.DECREE,
        issuer="Contoh",
        number=number,
        year=2024,
        relations=tuple(
            Relation(kind=RelationKind.SUPERSEDES, target=InstrumentId(target))
            for target in targets
        ),
        provenance=REPORTED,
        text_status=ProvenanceStatus.NOT_FOUND,
    )


def faults(*instruments: Instrument, designators: tuple[Designator, ...] = ()) -> list[str]:
    law = Registry(
        instruments=instruments, parameters=(), layers=("contoh",), designators=designators
    )
    return [
        f"{fault.pointer} {fault.code}".strip()
        for fault in check_registry(law, places=shipped_places())
    ]


A = instrument("a")
DAY = date(2024, 5, 1)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([A], []),
        ([A, A], ["/a duplicate"]),
        ([instrument("a", "b"), instrument("b")], []),
        ([instrument("a", "b")], ["/a/relations/0 unknown-instrument"]),
        ([instrument("a", "a")], ["/a/relations/0 self-relation"]),
        (
            [instrument("a", "b"), instrument("b", "a")],
            ["/a/relations circle", "/b/relations circle"],
        ),
        (
            [instrument("a", "b"), instrument("b", "c"), instrument("c", "b")],
            ["/b/relations circle", "/c/relations circle"],
        ),
        ([instrument("a", number="6"), instrument("b", number="06")], ["/b/number same-name"]),
        ([instrument("a", number="6"), instrument("b", number="7")], []),
        ([instrument("a", number="6"), attrs.evolve(instrument("b", number="6"), year=2023)], []),
        ([instrument("a", number="6"), attrs.evolve(instrument("b", number="6"), issuer="X")], []),
        ([instrument("a", number="6-a"), instrument("b", number="6-A")], ["/b/number same-name"]),
        ([attrs.evolve(A, enacted=date(2024, 1, 1))], []),
        ([attrs.evolve(A, enacted=date(2024, 12, 31))], []),
        ([attrs.evolve(A, enacted=date(2023, 12, 31))], ["/a/enacted enacted-outside-year"]),
        ([attrs.evolve(A, enacted=date(2025, 1, 1))], ["/a/enacted enacted-outside-year"]),
        ([attrs.evolve(A, enacted=DAY, effective=DAY, repealed=DAY)], []),
        (
            [attrs.evolve(A, enacted=DAY, effective=BEFORE)],
            ["/a/effective effective-before-enacted"],
        ),
        (
            [attrs.evolve(A, effective=DAY, repealed=BEFORE)],
            ["/a/repealed repealed-before-effective"],
        ),
        ([attrs.evolve(A, enacted=DAY, repealed=BEFORE)], ["/a/repealed repealed-before-enacted"]),
        ([attrs.evolve(A, repealed=BEFORE)], []),
        ([attrs.evolve(A, repealed=date(2024, 1, 1))], []),
        ([attrs.evolve(A, repealed=date(2023, 12, 31))], ["/a/repealed repealed-before-year"]),
        (
            [attrs.evolve(A, enacted=DAY, repealed=date(2023, 12, 31))],
            ["/a/repealed repealed-before-enacted"],
        ),
        ([attrs.evolve(A, territory=frozenset({PlaceCode("32")}))], []),
        (
            [attrs.evolve(A, territory=frozenset({PlaceCode("99")}))],
            ["/a/territory unknown-place"],
        ),
        (
            [attrs.evolve(A, clauses=(Clause(at=AT, gist=GIST),))],
            ["/a/clauses/0 unsourced-clause"],
        ),
        ([attrs.evolve(A, clauses=(Clause(at=AT, gist=GIST, provenance=REPORTED),))], []),
        (
            [attrs.evolve(A, clauses=(Clause(at=AT, gist=GIST, provenance=REPORTED),) * 2)],
            ["/a/clauses duplicate-clause"],
        ),
        (
            [
                attrs.evolve(
                    A,
                    clauses=(Clause(at=AT, gist=GIST),),
                    text_status=ProvenanceStatus.TEXT_SEEN,
                )
            ],
            [],
        ),
    ],
    ids=str,
)
def test_each_fault_is_found_at_its_place(found: list[Instrument], expected: list[str]) -> None:
    assert faults(*found) == expected


@pytest.mark.parametrize(
    ("relation", "effective", "expected"),
    [
        (Relation(kind=RelationKind.SUPERSEDES, target=A.id), DAY, []),
        (Relation(kind=RelationKind.SUPERSEDES, target=A.id), None, []),
        (Relation(kind=RelationKind.SUPERSEDES, target=A.id), AFTER, ["repealed-otherwise"]),
        (Relation(kind=RelationKind.REPEALS, target=A.id), BEFORE, ["repealed-otherwise"]),
        (Relation(kind=RelationKind.REPEALS, target=A.id, stated=False), BEFORE, []),
        (Relation(kind=RelationKind.AMENDS, target=A.id), BEFORE, []),
    ],
    ids=str,
)
def test_a_replacement_on_another_day_than_the_repeal_is_a_fault(
    relation: Relation, effective: date | None, expected: list[str]
) -> None:
    old = attrs.evolve(A, repealed=DAY)
    new = attrs.evolve(instrument("b"), relations=(relation,), effective=effective)
    assert faults(old, new) == [f"/b/relations/0 {code}" for code in expected]


def test_one_name_for_two_series_is_a_fault() -> None:
    one = Designator(short="UU", kind=InstrumentKind.LAW, issuer="a", names=("Undang-Undang",))
    other = Designator(short="Perda", kind=InstrumentKind.REGULATION, issuer="b", names=("u u",))
    assert faults(designators=(one, other)) == []
    assert faults(designators=(one, attrs.evolve(other, names=("undang-undang",)))) == [
        "/Perda duplicate"
    ]
    assert faults(designators=(attrs.evolve(one, names=("uu",)),)) == []


def test_the_way_of_a_circle_is_told() -> None:
    law = Registry(
        instruments=(instrument("a", "b"), instrument("b", "c"), instrument("c", "a")),
        parameters=(),
        layers=(),
    )
    assert [fault.message for fault in check_registry(law)] == [
        "relations lead in a circle: a -> b -> c -> a",
        "relations lead in a circle: b -> c -> a -> b",
        "relations lead in a circle: c -> a -> b -> c",
    ]


NAMES = st.sampled_from("abcde")


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=3), min_size=1))
def test_circles_are_found_where_a_way_leads_back(edges: dict[str, list[str]]) -> None:
    law = [instrument(name, *targets) for name, targets in sorted(edges.items())]
    steps = {name: {other for other in edges[name] if other != name} for name in edges}
    reach = {name: set(others) for name, others in steps.items()}
    for _ in edges:
        for name in edges:
            reach[name] |= {far for near in reach[name] for far in steps.get(near, set())}
    found = {line for line in faults(*law) if line.endswith("circle")}
    assert found == {f"/{name}/relations circle" for name in edges if name in reach[name]}


def test_the_shipped_registry_with_one_instrument_turned_is_refused() -> None:
    law = shipped_registry()
    turned = attrs.evolve(
        law.instrument("uu-39-2004"), relations=instrument("x", "uu-18-2017").relations
    )
    rest = tuple(item for item in law.instruments if item.id != turned.id)
    found = check_registry(attrs.evolve(law, instruments=(*rest, turned)))
    assert {fault.code for fault in found} == {"circle"}


LAWS = b"""[[instrument]]
id = "a"
kind = "keputusan"
issuer = "Contoh"
number = 6
year = 2024
provenance = { status = "diberitakan", source = "rekaan" }
text_status = "belum"
[[instrument]]
id = "b"
"""


def test_every_fault_of_every_file_is_told_and_nothing_is_half_loaded() -> None:
    files = {
        "laws.toml": LAWS,
        "broken.toml": b"[[instrument]",
        "latin.toml": b"# \xe9",
        "more.toml": b"[[instrumen]]\n",
        "parameters.toml": b'[[parameter]]\nkey = "x"\n',
    }
    with pytest.raises(FaultyLaw) as caught:
        load_registry(files)
    found = [(fault.file, fault.pointer, fault.code) for fault in caught.value.faults]
    assert {file for file, _, _ in found} == set(files)
    assert [(pointer, code) for file, pointer, code in found if file == "laws.toml"] == [
        ("/instrument/0/number", "type"),
        ("/instrument/0/text_status", "unknown-word"),
        ("/instrument/1/issuer", "missing"),
        ("/instrument/1/kind", "missing"),
        ("/instrument/1/provenance", "missing"),
        ("/instrument/1/text_status", "missing"),
        ("/instrument/1/year", "missing"),
    ]
    assert ("more.toml", "", "unknown-key") in found
    assert all(fault.message for fault in caught.value.faults)


def test_a_registry_is_read_from_any_number_of_files() -> None:
    assert load_registry({}).instruments == ()
    told = b'[[designator]]\nshort = "SK"\nkind = "keputusan"\nissuer = "Contoh"\n'
    assert [one.short for one in load_registry({"a.toml": told}).designators] == ["SK"]


@pytest.mark.parametrize(
    ("effective", "expected"),
    [
        (date(2023, 12, 31), ["/a/effective effective-before-year"]),
        (date(2024, 1, 1), []),
        (date(2025, 1, 1), []),
    ],
)
def test_nothing_applies_before_the_year_of_its_name(effective: date, expected: list[str]) -> None:
    assert faults(attrs.evolve(A, effective=effective)) == expected


def test_two_items_of_one_key_are_a_fault() -> None:
    item = Item(key="a", text=GIST)
    assert faults(attrs.evolve(A, items=(item, attrs.evolve(item, key="b")))) == []
    assert faults(attrs.evolve(A, items=(item, item))) == ["/a/items duplicate-item"]


ONE = b"""
[[instrument]]
id = "a"
kind = "keputusan"
issuer = "Rekaan"
number = "1"
year = 2024
provenance = { status = "asumsi", source = "rekaan" }
text_status = "belum_ditemukan"
"""
OTHER = (
    ONE.replace(b'"a"', b'"b"').replace(b'"1"', b'"2"')
    + b'relations = [{ kind = "mencabut", target = "c" }]\n'
)
LIMIT = b"""
[[parameter]]
key = "batas"
label = { id = "Batas", en = "Limit" }
unit = { id = "hari", en = "days" }

[[parameter.values]]
value = 1
basis = [{ cite = "a", at = "Pasal 9" }]
"""


def test_files_that_parse_and_contradict_each_other_are_not_loaded_either() -> None:
    with pytest.raises(FaultyLaw) as refusal:
        load_registry({"satu.toml": ONE, "dua.toml": OTHER, "tiga.toml": LIMIT})
    found = {(fault.file, fault.pointer, fault.code) for fault in refusal.value.faults}
    assert found == {
        ("dua.toml", "/b/relations/0", "unknown-instrument"),
        ("tiga.toml", "/batas", "unseen-article"),
    }


def test_the_same_files_without_a_contradiction_are_loaded() -> None:
    other = OTHER.replace(b'target = "c"', b'target = "a"')
    limit = LIMIT.replace(b', at = "Pasal 9"', b"")
    law = load_registry({"satu.toml": ONE, "dua.toml": other, "tiga.toml": limit})
    assert [item.id for item in law.instruments] == ["a", "b"]
    assert [item.key for item in law.parameters] == ["batas"]


@pytest.mark.parametrize(
    ("code", "sound"), [("99", True), ("99.99", True), ("9", False), ("x", False)]
)
def test_without_places_only_the_form_of_a_code_counts(code: str, sound: bool) -> None:
    item = attrs.evolve(A, territory=frozenset({PlaceCode(code)}))
    law = Registry(instruments=(item,), parameters=(), layers=())
    assert (check_registry(law) == ()) == sound
