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
    (change,) = diff_law(LAW, with_pack(instruments=(new,))).instruments
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


@pytest.mark.parametrize("told", [{}, {"text_status": ProvenanceStatus.NOT_FOUND}])
def test_a_supplement_that_tells_nothing_new_changes_no_field(told: dict[str, Any]) -> None:
    found = diff_law(LAW, with_pack(supplements=(supplement(**told),)))
    assert all(change.fields == () for change in found.instruments)
