"""Questions to the graph of instruments: every answer both sides of its day, and its laws."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import NotFound
from pmi_core.regulation import (
    Cited,
    FieldSource,
    Force,
    Instrument,
    InstrumentId,
    InstrumentKind,
    Mention,
    MentionKind,
    Provenance,
    ProvenanceStatus,
    Registry,
    Relation,
    RelationKind,
    citing,
    ended_on,
    foundations,
    in_force,
    in_force_on,
    replaced_by,
    replaces,
    shipped_registry,
)

LAW = shipped_registry()
NOT_YET, IN_FORCE, NO_LONGER = Force.NOT_YET, Force.IN_FORCE, Force.NO_LONGER
UNKNOWN, UNKNOWABLE = Force.UNKNOWN, Force.UNKNOWABLE
PRESUMED, NO_RULE = Force.PRESUMED, Force.NO_RULE
REPORTED = Provenance(status=ProvenanceStatus.REPORTED, source="data rekaan")
DAYS = st.dates(min_value=date(2019, 12, 30), max_value=date(2025, 1, 3))

FOUNDING = {RelationKind.IMPLEMENTS, RelationKind.RESTS_ON, RelationKind.AMENDS}


def instrument(name: str, year: int = 2024, *relations: Relation) -> Instrument:
    return Instrument(
        id=InstrumentId(name),
        kind=InstrumentKind.DECREE,
        issuer="Contoh",
        number=name,
        year=year,
        relations=relations,
        provenance=REPORTED,
        text_status=ProvenanceStatus.REPORTED,
    )


def registry(*instruments: Instrument) -> Registry:
    return Registry(instruments=instruments, parameters=(), layers=("contoh",))


def ends(target: str, kind: RelationKind = RelationKind.SUPERSEDES, **more: bool) -> Relation:
    return Relation(kind=kind, target=InstrumentId(target), **more)


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("perpres-165-2024", date(2024, 11, 4), NOT_YET),
        ("perpres-165-2024", date(2024, 11, 5), IN_FORCE),
        ("perpres-90-2019", date(2018, 12, 31), NOT_YET),
        ("perpres-90-2019", date(2019, 1, 1), UNKNOWN),
        ("perpres-90-2019", date(2019, 12, 31), UNKNOWN),
        ("perpres-90-2019", date(2020, 1, 1), PRESUMED),
        ("perpres-90-2019", date(2024, 11, 4), PRESUMED),
        ("perpres-90-2019", date(2024, 11, 5), NO_LONGER),
        ("perpres-130-2024", date(2024, 12, 31), UNKNOWN),
        ("perpres-130-2024", date(2025, 1, 1), NO_LONGER),
        ("perban-bp2mi-1-2022", date(2021, 12, 31), NOT_YET),
        ("perban-bp2mi-1-2022", date(2022, 1, 1), UNKNOWN),
        ("perban-bp2mi-1-2022", date(2022, 12, 31), UNKNOWN),
        ("perban-bp2mi-1-2022", date(2023, 1, 1), PRESUMED),
        ("pp-59-2021", date(2021, 4, 6), NOT_YET),
        ("pp-59-2021", date(2021, 4, 7), UNKNOWN),
        ("pp-59-2021", date(2022, 1, 1), PRESUMED),
        ("kepka-bp2mi-439-2023", date(2023, 12, 31), UNKNOWN),
        ("kepka-bp2mi-439-2023", date(2024, 1, 1), UNKNOWN),
        ("kepka-bp2mi-439-2023", date(2024, 12, 31), UNKNOWN),
        ("kepka-bp2mi-439-2023", date(2025, 1, 1), NO_LONGER),
        ("perban-bp2mi-5-2024", date(2024, 12, 31), UNKNOWN),
        ("perban-bp2mi-5-2024", date(2025, 1, 1), UNKNOWN),
        ("perban-bp2mi-5-2024", date(2099, 1, 1), UNKNOWN),
        ("permen-p2mi-33-2025", date(2025, 12, 31), UNKNOWN),
        ("permen-p2mi-33-2025", date(2026, 1, 1), PRESUMED),
        ("siaran-pers-rakernas-2023", date(2023, 12, 16), NOT_YET),
        ("siaran-pers-rakernas-2023", date(2023, 12, 17), NO_RULE),
        ("rakernis-lampung-2024-05-13", date(2024, 5, 13), NO_RULE),
        ("arahan-bp3mi-jabar-2024-07-23", date(2024, 7, 22), NOT_YET),
        ("arahan-bp3mi-jabar-2024-07-23", date(2024, 7, 23), IN_FORCE),
        ("uu-27-2022", date(2023, 6, 1), PRESUMED),
        ("uu-11-2020", date(2022, 12, 29), PRESUMED),
        ("uu-11-2020", date(2022, 12, 30), NO_LONGER),
        ("permenpan-12-2015", date(2020, 12, 31), PRESUMED),
        ("permenpan-12-2015", date(2021, 1, 1), UNKNOWN),
        ("rancangan-permen-desa-migran-emas", date(2026, 5, 1), NOT_YET),
        ("rancangan-perubahan-ketiga-uu-18-2017", date(2026, 5, 1), NOT_YET),
    ],
)
def test_what_is_in_force_on_a_day(name: str, on: date, expected: Force) -> None:
    assert in_force(LAW, name, on=on) is expected


NEW = attrs.evolve(instrument("baru", 2024, ends("lama")), enacted=date(2024, 3, 1))
OLD = attrs.evolve(instrument("lama", 2020), effective=date(2020, 2, 1))
IN_JUNE = attrs.evolve(NEW, effective=date(2024, 6, 1))
UNSTATED = attrs.evolve(NEW, relations=(ends("lama", stated=False),))
REPEALING = attrs.evolve(NEW, relations=(ends("lama", RelationKind.REPEALS),))
AMENDING = attrs.evolve(NEW, relations=(ends("lama", RelationKind.AMENDS),))
DRAFT = attrs.evolve(NEW, kind=InstrumentKind.DRAFT)


@pytest.mark.parametrize(
    ("new", "on", "expected"),
    [
        (NEW, date(2024, 2, 29), IN_FORCE),
        (NEW, date(2024, 3, 1), UNKNOWN),
        (NEW, date(2024, 12, 31), UNKNOWN),
        (NEW, date(2025, 1, 1), NO_LONGER),
        (IN_JUNE, date(2024, 5, 31), IN_FORCE),
        (IN_JUNE, date(2024, 6, 1), NO_LONGER),
        (UNSTATED, date(2024, 2, 29), IN_FORCE),
        (UNSTATED, date(2024, 3, 1), UNKNOWN),
        (UNSTATED, date(2030, 1, 1), UNKNOWN),
        (REPEALING, date(2025, 1, 1), NO_LONGER),
        (AMENDING, date(2030, 1, 1), IN_FORCE),
        (DRAFT, date(2030, 1, 1), IN_FORCE),
    ],
    ids=range(12),
)
def test_how_an_instrument_ends_by_another(new: Instrument, on: date, expected: Force) -> None:
    assert in_force(registry(new, OLD), "lama", on=on) is expected


def test_a_stated_day_of_the_end_wins_over_what_others_suggest() -> None:
    old = attrs.evolve(OLD, repealed=date(2024, 9, 1))
    law = registry(attrs.evolve(NEW, relations=(ends("lama"), ends("lain"))), old)
    assert in_force(law, "lama", on=date(2024, 8, 31)) is IN_FORCE
    assert in_force(law, "lama", on=date(2024, 9, 1)) is NO_LONGER


EARLIER = attrs.evolve(NEW, id=InstrumentId("awal"), effective=date(2024, 2, 1))


@pytest.mark.parametrize(
    ("others", "repealed", "expected"),
    [
        ((), None, None),
        ((), date(2024, 9, 1), date(2024, 9, 1)),
        ((NEW,), None, None),
        ((NEW,), date(2024, 9, 1), date(2024, 9, 1)),
        ((IN_JUNE,), None, date(2024, 6, 1)),
        ((UNSTATED,), None, None),
        ((attrs.evolve(UNSTATED, effective=date(2024, 6, 1)),), None, None),
        ((IN_JUNE, EARLIER), None, date(2024, 2, 1)),
        ((NEW, EARLIER), None, date(2024, 2, 1)),
        ((NEW, attrs.evolve(IN_JUNE, id=InstrumentId("juni"))), None, None),
    ],
    ids=range(10),
)
def test_the_day_of_an_end_is_told_where_sources_settle_it(
    others: tuple[Instrument, ...], repealed: date | None, expected: date | None
) -> None:
    law = registry(*others, attrs.evolve(OLD, repealed=repealed))
    assert ended_on(law, "lama") == expected


def test_the_day_of_an_end_is_told_as_one_could_know_it() -> None:
    assert ended_on(LAW, "perpres-90-2019", known_on=date(2024, 11, 4)) is None
    assert ended_on(LAW, "perpres-90-2019", known_on=date(2024, 11, 5)) == date(2024, 11, 5)


@pytest.mark.parametrize(
    ("name", "known_on", "expected"),
    [
        ("perpres-90-2019", date(2018, 12, 31), UNKNOWABLE),
        ("perpres-90-2019", date(2019, 1, 1), PRESUMED),
        ("perpres-90-2019", date(2024, 11, 4), PRESUMED),
        ("perpres-90-2019", date(2024, 11, 5), NO_LONGER),
        ("kepka-bp2mi-439-2023", date(2022, 12, 31), UNKNOWABLE),
        ("kepka-bp2mi-439-2023", date(2023, 12, 31), PRESUMED),
        ("kepka-bp2mi-439-2023", date(2024, 1, 1), NO_LONGER),
        ("siaran-pers-rakernas-2023", date(2023, 12, 16), UNKNOWABLE),
        ("siaran-pers-rakernas-2023", date(2023, 12, 17), NO_RULE),
    ],
)
def test_what_one_could_know_of_2026_on_an_earlier_day(
    name: str, known_on: date, expected: Force
) -> None:
    assert in_force(LAW, name, on=date(2026, 1, 1), known_on=known_on) is expected


def test_the_day_of_publication_bounds_what_one_could_know() -> None:
    late = attrs.evolve(REPORTED, known_from=date(2024, 5, 1))
    law = registry(attrs.evolve(NEW, provenance=late))
    on = date(2024, 6, 1)
    assert in_force(law, "baru", on=on, known_on=date(2024, 4, 30)) is UNKNOWABLE
    assert in_force(law, "baru", on=on, known_on=date(2024, 5, 1)) is UNKNOWN


def test_what_applies_only_later_is_known_once_it_is_made() -> None:
    law = registry(attrs.evolve(NEW, effective=date(2024, 9, 1)))
    on = date(2024, 10, 1)
    assert in_force(law, "baru", on=on, known_on=date(2024, 2, 29)) is UNKNOWABLE
    assert in_force(law, "baru", on=on, known_on=date(2024, 3, 1)) is IN_FORCE


def test_an_end_is_known_from_the_day_its_own_source_says() -> None:
    told = attrs.evolve(REPORTED, known_from=date(2024, 10, 1))
    source = FieldSource(fields=frozenset({"repealed"}), provenance=told)
    law = registry(attrs.evolve(OLD, repealed=date(2024, 9, 1), sources=(source,)))
    on = date(2025, 1, 1)
    assert in_force(law, "lama", on=on, known_on=date(2024, 9, 30)) is IN_FORCE
    assert in_force(law, "lama", on=on, known_on=date(2024, 10, 1)) is NO_LONGER


def test_an_end_without_a_source_of_its_own_is_known_with_the_instrument() -> None:
    old = attrs.evolve(OLD, repealed=date(2024, 9, 1))
    assert (
        in_force(registry(old), "lama", on=date(2025, 1, 1), known_on=date(2020, 2, 1)) is NO_LONGER
    )


def test_the_instruments_in_force_are_those_of_which_it_is_known() -> None:
    day = date(2024, 11, 5)
    found = {item.id for item in in_force_on(LAW, day)}
    assert {"perpres-165-2024", "perban-bp2mi-1-2022"} <= found
    assert not found & {"perpres-90-2019", "perban-bp2mi-5-2024", "uu-11-2020"}
    assert {LAW.instrument(name).kind for name in found} <= {
        InstrumentKind.LAW,
        InstrumentKind.EMERGENCY_REGULATION,
        InstrumentKind.GOVERNMENT_REGULATION,
        InstrumentKind.PRESIDENTIAL_REGULATION,
        InstrumentKind.REGULATION,
        InstrumentKind.DECREE,
        InstrumentKind.MEETING_DIRECTION,
    }
    earlier = {item.id for item in in_force_on(LAW, day, known_on=date(2024, 11, 4))}
    assert "perpres-90-2019" in earlier
    assert "perpres-165-2024" not in earlier


@pytest.mark.parametrize(
    ("name", "after", "before"),
    [
        ("uu-18-2017", [], ["uu-39-2004"]),
        ("perpres-90-2019", ["perpres-165-2024", "perpres-166-2024"], []),
        ("perpres-81-2006", [], []),
        ("perban-bp2mi-5-2024", [], []),
        (
            "kepmendagri-100.1.1-6117-2022",
            ["kepmendagri-300.2.2-2138-2025"],
            ["kepmendagri-050-145-2022", "permendagri-58-2021"],
        ),
        ("kepmendagri-300.2.2-2430-2025", [], []),
    ],
)
def test_what_replaced_what(name: str, after: list[str], before: list[str]) -> None:
    assert [item.id for item in replaced_by(LAW, name)] == after
    assert [item.id for item in replaces(LAW, name)] == before


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("perka-bnp2tki-06-2017", ["uu-39-2004", "pp-3-2013", "perpres-81-2006"]),
        ("pp-59-2021", ["uu-18-2017"]),
        ("perbup-indramayu-46-2023", ["permenpanrb-88-2021"]),
        ("uu-11-2020", ["uu-18-2017"]),
        ("uu-18-2017", []),
    ],
)
def test_what_an_instrument_rests_on(name: str, expected: list[str]) -> None:
    assert [item.id for item in foundations(LAW, name)] == expected


def test_foundations_are_nearest_first_down_to_the_law() -> None:
    law = registry(
        instrument("d", 2024, ends("c", RelationKind.RESTS_ON), ends("b", RelationKind.AMENDS)),
        instrument("c", 2023, ends("a", RelationKind.IMPLEMENTS)),
        instrument("b", 2022, ends("z", RelationKind.RESTS_ON, stated=False)),
        instrument("a", 2021),
        instrument("z", 2020),
    )
    assert [item.id for item in foundations(law, "d")] == ["c", "b", "a"]


def test_who_cites_an_instrument_and_where() -> None:
    assert citing(LAW, "perban-bp2mi-5-2024") == (
        Mention(kind=MentionKind.RELATION, key="permen-p2mi-33-2025", where="/relations/0"),
        Mention(
            kind=MentionKind.PARAMETER,
            key="pmi_purna_jendela_sosial_perban_5_2024",
            where="/values/0/basis/0",
        ),
    )
    assert citing(LAW, "kepka-bp2mi-83-2022") == ()


@pytest.mark.parametrize("ask", [replaced_by, replaces, foundations, citing])
def test_a_question_about_nothing_is_refused(ask: object) -> None:
    with pytest.raises(NotFound, match="did you mean 'uu-18-2017'"):
        ask(LAW, "uu-18-2107")  # type: ignore[operator]
    with pytest.raises(NotFound, match="did you mean 'uu-18-2017'"):
        in_force(LAW, "uu-18-2107", on=date(2024, 1, 1))


KINDS = st.sampled_from([InstrumentKind.DECREE, InstrumentKind.NEWS, InstrumentKind.DRAFT])


@st.composite
def graphs(draw: st.DrawFn) -> Registry:
    """Acyclic registries of up to five instruments, some days unknown, some relations unstated."""
    items: list[Instrument] = []
    for index in range(draw(st.integers(min_value=1, max_value=5))):
        names = [item.id for item in items]
        plain = instrument(f"i{index}", draw(st.integers(2020, 2024)), *draw(relations(names)))
        items.append(attrs.evolve(plain, kind=draw(KINDS), **draw(days(plain.year))))
    return registry(*items)


def relations(names: list[InstrumentId]) -> st.SearchStrategy[list[Relation]]:
    if not names:
        return st.just([])
    one = st.builds(
        Relation,
        kind=st.sampled_from(RelationKind),
        target=st.sampled_from(names),
        stated=st.booleans(),
    )
    return st.lists(one, max_size=2)


@st.composite
def days(draw: st.DrawFn, year: int) -> dict[str, Any]:
    """The days of an instrument, each known or not, and when one could know them."""
    enacted, effective, repealed = sorted(draw(st.lists(DAYS, min_size=3, max_size=3, unique=True)))
    enacted = enacted.replace(year=year, day=min(enacted.day, 28))
    effective = max(effective, enacted)
    known, told = draw(st.none() | DAYS), draw(st.none() | DAYS)
    own = FieldSource(
        fields=frozenset({"repealed"}), provenance=attrs.evolve(REPORTED, known_from=told)
    )
    ended = draw(st.booleans())
    return {
        "enacted": draw(st.none() | st.just(enacted)),
        "effective": draw(st.none() | st.just(effective)),
        "repealed": max(repealed, effective) + timedelta(days=1) if ended else None,
        "provenance": attrs.evolve(REPORTED, known_from=known),
        "sources": (own,) if ended else (),
    }


@given(graphs(), DAYS, st.none() | DAYS)
def test_nothing_is_in_force_before_it_was_made_nor_after_it_ended(
    law: Registry, on: date, known_on: date | None
) -> None:
    for item in law.instruments:
        found = in_force(law, item.id, on=on, known_on=known_on)
        first = item.effective or item.enacted or date(item.year, 1, 1)
        if on < first:
            assert found in {NOT_YET, UNKNOWABLE}
        if not item.rules:
            assert found in {NOT_YET, UNKNOWABLE, NO_RULE}
        elif known_on is None and item.repealed and item.repealed <= on >= first:
            assert found is (NOT_YET if item.kind is InstrumentKind.DRAFT else NO_LONGER)


@given(graphs(), DAYS, DAYS)
def test_a_day_of_knowledge_only_takes_away(law: Registry, on: date, known_on: date) -> None:
    """As known on a day is as in a registry that holds only what one could know that day."""
    known = {
        item.id
        for item in law.instruments
        if in_force(law, item.id, on=on, known_on=known_on) is not UNKNOWABLE
    }
    less = registry(
        *(
            attrs.evolve(
                item,
                relations=tuple(one for one in item.relations if one.target in known),
                repealed=None if _later(item, known_on) else item.repealed,
                sources=(),
            )
            for item in law.instruments
            if item.id in known
        )
    )
    for name in known:
        expected = in_force(less, name, on=on)
        assert in_force(law, name, on=on, known_on=known_on) is expected


def _later(item: Instrument, known_on: date) -> bool:
    known_from = item.source_of("repealed").known_from
    return known_from is not None and known_from > known_on


@given(graphs(), DAYS, DAYS, st.integers(min_value=0, max_value=900))
def test_what_was_knowable_stays_knowable(
    law: Registry, on: date, known_on: date, days: int
) -> None:
    for item in law.instruments:
        if in_force(law, item.id, on=on, known_on=known_on) is not UNKNOWABLE:
            later = known_on + timedelta(days=days)
            assert in_force(law, item.id, on=on, known_on=later) is not UNKNOWABLE


@given(graphs(), DAYS, DAYS)
def test_what_surely_ended_never_comes_back(law: Registry, one: date, other: date) -> None:
    early, late = sorted((one, other))
    for item in law.instruments:
        if in_force(law, item.id, on=early) is NO_LONGER:
            assert in_force(law, item.id, on=late) is NO_LONGER


@given(graphs(), st.none() | DAYS)
def test_the_day_of_an_end_parts_what_applies_from_what_no_longer_does(
    law: Registry, known_on: date | None
) -> None:
    for item in law.instruments:
        if (day := ended_on(law, item.id, known_on=known_on)) is not None:
            before = in_force(law, item.id, on=day - timedelta(days=1), known_on=known_on)
            assert before is not NO_LONGER
            found = in_force(law, item.id, on=day, known_on=known_on)
            assert found in {NO_LONGER, NOT_YET, NO_RULE, UNKNOWABLE}


@given(graphs())
def test_replaced_by_is_the_inverse_of_replaces(law: Registry) -> None:
    pairs = {(a.id, b.id) for a in law.instruments for b in replaces(law, a.id)}
    assert {(a.id, b.id) for b in law.instruments for a in replaced_by(law, b.id)} == pairs


@given(graphs())
def test_foundations_are_closed_and_hold_nobody_twice_nor_oneself(law: Registry) -> None:
    for item in law.instruments:
        found = [one.id for one in foundations(law, item.id)]
        assert len(found) == len(set(found))
        assert item.id not in found
        for one in (item, *(law.instrument(name) for name in found)):
            rests = {r.target for r in one.relations if r.stated and r.kind in FOUNDING}
            assert rests <= set(found)


@pytest.mark.parametrize("law", [LAW], ids=["shipped"])
def test_citing_is_the_inverse_of_cites(law: Registry) -> None:
    cites: list[tuple[str, str, str]] = [
        (relation.target, item.id, f"/relations/{index}")
        for item in law.instruments
        for index, relation in enumerate(item.relations)
    ]
    cites += [
        (basis.cite, parameter.key, f"/values/{place}/basis/{index}")
        for parameter in law.parameters
        for place, value in enumerate(parameter.values)
        for index, basis in enumerate(value.basis)
        if isinstance(basis, Cited)
    ]
    found = [
        (item.id, mention.key, mention.where)
        for item in law.instruments
        for mention in citing(law, item.id)
    ]
    assert sorted(found) == sorted(cites)
