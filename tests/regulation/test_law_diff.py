"""What a law pack changes, before and after."""

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.messages import Text
from pmi_core.regulation import (
    Assumption,
    Clause,
    Designator,
    Instrument,
    InstrumentId,
    InstrumentKind,
    LawDiff,
    LawPack,
    ParameterValue,
    Provenance,
    ProvenanceStatus,
    Provision,
    Registry,
    Relation,
    RelationKind,
    Supplement,
    diff_law,
    layer,
    shipped_registry,
)

LAW = shipped_registry()
WORDS = Text(id="Rekaan.", en="Invented.")
SOURCE = Provenance(status=ProvenanceStatus.TEXT_SEEN, source="naskah rekaan")
PERBAN = InstrumentId("perban-bp2mi-1-2022")
ARTICLE = Provision.parse("Pasal 99")
SERIES = Designator(short="Perban Rekaan", kind=InstrumentKind.REGULATION, issuer="Rekaan")
DAYS = st.dates(min_value=date(2022, 1, 1), max_value=date(2030, 12, 31))


def with_pack(**parts: Any) -> Registry:
    return layer(LAW, attrs.evolve(LawPack(id="contoh", title=WORDS), **parts))


def supplement(**told: Any) -> Supplement:
    return attrs.evolve(Supplement(instrument=PERBAN, provenance=SOURCE), **told)


def test_the_same_law_differs_in_nothing() -> None:
    assert diff_law(LAW, LAW) == LawDiff()
    assert not diff_law(LAW, with_pack())


def test_only_the_fields_that_a_supplement_tells_differ() -> None:
    more = supplement(effective=date(2022, 3, 1), gazette="BN rekaan")
    (change,) = diff_law(LAW, with_pack(supplements=(more,))).instruments
    assert change.instrument == PERBAN
    assert change.before == LAW.instrument(PERBAN)
    assert change.fields == ("gazette", "effective")
    assert change.clauses == ()


def test_a_provision_entered_is_new() -> None:
    clause = Clause(at=ARTICLE, gist=WORDS)
    (change,) = diff_law(LAW, with_pack(supplements=(supplement(clauses=(clause,)),))).instruments
    ((old, new),) = change.clauses
    assert old is None
    assert new == attrs.evolve(clause, provenance=SOURCE)
    assert change.fields == ()


def test_a_provision_entered_again_is_shown_before_and_after() -> None:
    at = LAW.instrument("pp-59-2021").clauses[0].at
    more = supplement(
        instrument=InstrumentId("pp-59-2021"), clauses=(Clause(at=at, wording="Rekaan."),)
    )
    (change,) = diff_law(LAW, with_pack(supplements=(more,))).instruments
    ((old, new),) = change.clauses
    assert old == LAW.instrument("pp-59-2021").clauses[0]
    assert new.wording == "Rekaan."


def test_an_instrument_of_the_pack_is_new_with_all_its_provisions() -> None:
    new = Instrument(
        id=InstrumentId("perban-rekaan-99-2025"),
        kind=InstrumentKind.REGULATION,
        issuer="Rekaan",
        number="99",
        year=2025,
        clauses=(Clause(at=ARTICLE, gist=WORDS),),
        provenance=SOURCE,
        text_status=ProvenanceStatus.TEXT_SEEN,
    )
    (change,) = diff_law(LAW, with_pack(instruments=(new,), designators=(SERIES,))).instruments
    assert (change.before, change.after, change.fields) == (None, new, ())
    assert change.clauses == ((None, new.clauses[0]),)


@given(DAYS, st.integers(min_value=1, max_value=30))
def test_a_changed_number_is_the_only_change(first: date, number: int) -> None:
    limit = LAW.parameter("batas_hari_kerja")
    basis = (Assumption(owner="uji", reason=WORDS, on=first),)
    value = ParameterValue(value=Fraction(number), first=first, basis=basis)
    after = with_pack(parameters=(attrs.evolve(limit, values=(value,)),))
    found = diff_law(LAW, after)
    assert found.instruments == ()
    (change,) = found.parameters
    assert (change.parameter, change.before) == ("batas_hari_kerja", limit)
    assert change.after.values[-1] == value


def test_a_supplement_that_tells_nothing_is_no_change() -> None:
    assert not diff_law(LAW, with_pack(supplements=(supplement(),)))


def test_a_field_told_again_by_another_source_is_a_change_of_its_source() -> None:
    more = supplement(text_status=ProvenanceStatus.NOT_FOUND)
    (change,) = diff_law(LAW, with_pack(supplements=(more,))).instruments
    assert (change.fields, change.sources, change.clauses) == ((), ("text_status",), ())


def test_a_provision_and_a_relation_told_again_as_they_were_are_no_change() -> None:
    held = next(item for item in LAW.instruments if item.clauses and len(item.relations) > 1)
    more = supplement(
        instrument=held.id,
        clauses=held.clauses[:1],
        relations=held.relations[:1],
        provenance=held.source_of("relations"),
    )
    assert not diff_law(LAW, with_pack(supplements=(more,)))


def test_a_series_of_instruments_is_a_change() -> None:
    found = diff_law(LAW, with_pack(designators=(SERIES,)))
    assert found == LawDiff(designators=(SERIES,))
    assert found


DIRECTION = InstrumentId("arahan-bp3mi-jabar-2024-07-23")
REPEAL = Relation(kind=RelationKind.REPEALS, target=DIRECTION)
ENDS: list[tuple[str, dict[str, Any], bool]] = [
    ("a repeal", {"relations": (REPEAL,)}, True),
    ("one not stated", {"relations": (attrs.evolve(REPEAL, stated=False),)}, True),
    (
        "a replacement",
        {"relations": (attrs.evolve(REPEAL, kind=RelationKind.SUPERSEDES),)},
        True,
    ),
    (
        "another relation",
        {"relations": (attrs.evolve(REPEAL, kind=RelationKind.IMPLEMENTS),)},
        False,
    ),
    ("a day alone", {"effective": date(2022, 3, 1)}, False),
]


@pytest.mark.parametrize(
    ("told", "ends"), [case[1:] for case in ENDS], ids=[case[0] for case in ENDS]
)
def test_what_ends_another_instrument_is_told(told: dict[str, Any], ends: bool) -> None:
    (change,) = diff_law(LAW, with_pack(supplements=(supplement(**told),))).instruments
    assert (DIRECTION in change.ended) == ends


def test_the_day_of_an_end_that_moves_and_a_doubt_that_falls_away_are_told() -> None:
    below = with_pack(supplements=(supplement(relations=(attrs.evolve(REPEAL, stated=False),)),))
    dated = LawPack(id="atas", title=WORDS, supplements=(supplement(effective=date(2022, 3, 1)),))
    stated = LawPack(id="atas", title=WORDS, supplements=(supplement(relations=(REPEAL,)),))
    titled = LawPack(id="atas", title=WORDS, supplements=(supplement(title="Rekaan"),))
    for pack, ended in ((dated, {DIRECTION}), (stated, {DIRECTION}), (titled, set[InstrumentId]())):
        (change,) = diff_law(below, layer(below, pack)).instruments
        assert change.ended & {DIRECTION} == ended


@pytest.mark.parametrize(
    ("known_on", "changed"), [(date(2025, 5, 31), 0), (date(2025, 6, 1), 1), (None, 1)]
)
def test_a_new_instrument_counts_from_the_day_one_could_know_of_it(
    known_on: date | None, changed: int
) -> None:
    new = Instrument(
        id=InstrumentId("perban-rekaan-99-2025"),
        kind=InstrumentKind.REGULATION,
        issuer="Rekaan",
        number="99",
        year=2025,
        provenance=attrs.evolve(SOURCE, known_from=date(2025, 6, 1)),
        text_status=ProvenanceStatus.TEXT_SEEN,
    )
    found = diff_law(LAW, with_pack(instruments=(new,), designators=(SERIES,)), known_on=known_on)
    assert len(found.instruments) == changed
    assert found.designators == (SERIES,)  # a name has no day since when it is known


def test_a_new_instrument_that_repeals_another_ends_it() -> None:
    new = Instrument(
        id=InstrumentId("perban-rekaan-99-2025"),
        kind=InstrumentKind.REGULATION,
        issuer="Rekaan",
        number="99",
        year=2025,
        relations=(REPEAL,),
        provenance=SOURCE,
        text_status=ProvenanceStatus.TEXT_SEEN,
    )
    (change,) = diff_law(LAW, with_pack(instruments=(new,), designators=(SERIES,))).instruments
    assert change.ended == {DIRECTION}
    assert (change.fields, change.sources) == ((), ())
