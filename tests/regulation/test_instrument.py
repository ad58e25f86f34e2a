"""What a single instrument and its provisions say, and what they refuse to say."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import NotFound
from pmi_core.messages import Text
from pmi_core.regulation import (
    Clause,
    FieldSource,
    Instrument,
    InstrumentId,
    InstrumentKind,
    Provenance,
    ProvenanceStatus,
    Provision,
)

GIST = Text(id="Rekaan.", en="Invented.")
SEEN = Provenance(status=ProvenanceStatus.TEXT_SEEN, source="data rekaan")
MISSING = attrs.evolve(SEEN, status=ProvenanceStatus.NOT_FOUND)
AT = Provision.parse("Pasal 24 ayat (1) huruf e")
DECREE = Instrument(
    id=InstrumentId("contoh"),
    kind=InstrumentKind.DECREE,
    issuer="Contoh",
    year=2024,
    clauses=(Clause(at=AT, gist=GIST), Clause(at=Provision.parse("Pasal 8"), provenance=MISSING)),
    provenance=SEEN,
    text_status=ProvenanceStatus.TEXT_SEEN,
)


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        ({"gist": GIST}, True),
        ({"wording": "(Rekaan)"}, True),
        ({"gist": GIST, "provenance": SEEN}, True),
        ({"provenance": MISSING}, False),
    ],
    ids=["gist", "wording", "sourced", "missing"],
)
def test_a_clause_says_something_or_was_not_found(fields: dict[str, Any], seen: bool) -> None:
    assert Clause(at=AT, **fields).seen is seen


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "must state that its text was not found"),
        ({"provenance": SEEN}, "must state that its text was not found"),
        ({"gist": GIST, "provenance": MISSING}, "cannot say anything"),
        ({"wording": "(Rekaan)", "provenance": MISSING}, "cannot say anything"),
        ({"gist": GIST, "wording": " \n"}, "is blank; leave it out"),
    ],
    ids=["nothing", "sourced-nothing", "missing-gist", "missing-wording", "blank-wording"],
)
def test_a_clause_cannot_do_neither_nor_both(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Clause(at=AT, **fields)


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("Pasal 24", True),
        ("Pasal 24 ayat (1)", True),
        ("Pasal 24 ayat (1) huruf e", True),
        ("Pasal 24 ayat (1) huruf e angka 1", False),
        ("Pasal 24 ayat (1) huruf d", False),
        ("Pasal 24 ayat (2)", False),
        ("Pasal 24 huruf e", False),
        ("Pasal 2", False),
        ("Pasal 8", False),
    ],
)
def test_what_a_source_showed_is_shown_and_what_holds_it_but_nothing_inside(
    at: str, shown: bool
) -> None:
    place = Provision.parse(at)
    assert DECREE.shows(place) is shown
    assert (DECREE.status_at(place) is not ProvenanceStatus.NOT_FOUND) is shown


NUMBERS = st.none() | st.sampled_from("12")
PLACES = st.builds(
    Provision,
    article=st.sampled_from("12"),
    paragraph=NUMBERS,
    letter=st.none() | st.sampled_from("ab"),
    number=NUMBERS,
)


@given(PLACES, PLACES, PLACES)
def test_lying_within_is_an_order(one: Provision, two: Provision, three: Provision) -> None:
    assert one in one.enclosing
    assert not (two in one.enclosing and one in two.enclosing) or one == two
    assert three in one.enclosing or not (two in one.enclosing and three in two.enclosing)


@given(PLACES)
def test_a_place_lies_in_ever_larger_ones_up_to_its_article(place: Provision) -> None:
    assert place.enclosing[0] == place
    assert place.enclosing[-1] == Provision(article=place.article)
    assert [len(str(one)) for one in place.enclosing] == sorted(
        (len(str(one)) for one in place.enclosing), reverse=True
    )


def test_an_entry_is_found_by_its_place_also_of_what_was_not_found() -> None:
    assert DECREE.clause(AT).gist == GIST
    assert not DECREE.clause(Provision.parse("Pasal 8")).seen
    with pytest.raises(NotFound, match="no provision of contoh is called 'Pasal 24'"):
        DECREE.clause(Provision.parse("Pasal 24"))


def test_a_field_comes_from_its_own_source_or_from_where_the_rest_does() -> None:
    own = attrs.evolve(SEEN, source="sumber lain")
    source = FieldSource(fields=frozenset({"title"}), provenance=own)
    titled = attrs.evolve(DECREE, title="Rekaan", sources=(source,))
    assert (titled.source_of("title"), titled.source_of("year")) == (own, SEEN)


@pytest.mark.parametrize("field", ["title", "nama", "earliest", "shows", "items", "territory"])
def test_no_source_is_named_for_what_the_instrument_lacks(field: str) -> None:
    source = FieldSource(fields=frozenset({field}), provenance=SEEN)
    with pytest.raises(ValueError, match=f"a source is named for '{field}'"):
        attrs.evolve(DECREE, sources=(source,))


@pytest.mark.parametrize("year", [0, 10_000])
def test_a_year_that_no_calendar_has_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match="at most four digits"):
        attrs.evolve(DECREE, year=year)
    assert attrs.evolve(DECREE, year=min(max(year, 1), 9999)).year in {1, 9999}


@pytest.mark.parametrize("kind", InstrumentKind)
def test_what_was_said_printed_or_drafted_bears_no_number(kind: InstrumentKind) -> None:
    words = {"arahan_rapat", "rapat_teknis", "diskusi_terpumpun", "evaluasi_lapangan"}
    words |= {"laporan_teramati", "siaran_pers", "berita", "rancangan"}
    assert attrs.evolve(DECREE, kind=kind).numbered is (kind.value not in words)
