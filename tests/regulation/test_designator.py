"""What a series may be called: nothing that a citation cannot hold, whatever else a pack says."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.regulation import (
    Citation,
    Designator,
    Instrument,
    InstrumentId,
    InstrumentKind,
    Provenance,
    ProvenanceStatus,
    Registry,
    check_registry,
    citation_of,
    find_citations,
    resolve,
    shipped_registry,
)

LAW = shipped_registry()
LONGEST = "P" * 40


def of(*names: str, short: str = "Perda Contoh") -> Designator:
    return Designator(
        short=short, kind=InstrumentKind.REGULATION, issuer="Daerah Contoh", names=names
    )


def law_of(*designators: Designator, number: str = "3") -> Registry:
    item = Instrument(
        id=InstrumentId("perda"),
        kind=InstrumentKind.REGULATION,
        issuer="Daerah Contoh",
        number=number,
        year=2024,
        provenance=Provenance(status=ProvenanceStatus.REPORTED, source="data rekaan"),
        text_status=ProvenanceStatus.NOT_FOUND,
    )
    return Registry(instruments=(item,), parameters=(), layers=("contoh",), designators=designators)


def faults(law: Registry) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in check_registry(law)]


UNREADABLE = [
    *("", " ", "Perda (Jabar)", "P\u00e9rda", "a/b", "UU tentang", "Nomor", "1", "UU No.", "UU jo"),
    *("UU 18", "-a", "Perda\u017f", LONGEST + "P", " ".join("A" * 13)),
]


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_name_that_no_citation_holds_is_a_fault_of_its_record(name: str) -> None:
    (fault,) = check_registry(law_of(of(short=name)))
    escaped = name.replace("/", "~1")
    assert (fault.pointer, fault.code) == (f"/{escaped}/short", "unreadable-name")
    assert repr(name) in fault.message
    assert "begin a number, a title or a provision (nomor, no, " in fault.message
    bare = " ".join(name.split())
    assert faults(law_of(of("Perda", name))) == [("/Perda Contoh/names/1", "unreadable-name")]
    with pytest.raises(ValueError, match="expected a citation"):
        Citation(designator=bare, number="1", year=2024)


@pytest.mark.parametrize("name", ["P", LONGEST, " ".join("A" * 12), "Nomor-1", "Notaris", "P.-"])
def test_a_name_that_a_citation_holds_is_none(name: str) -> None:
    law = law_of(of(short=name))
    assert faults(law) == []
    assert Citation.parse(f"{name} 3/2024").designator == name


@pytest.mark.parametrize("name", ["Perda  Lain", " Perda", "Perda\tLain"])
def test_blanks_make_a_difference_in_the_name_that_is_written_alone(name: str) -> None:
    assert faults(law_of(of(name))) == []
    assert faults(law_of(of(short=name))) == [(f"/{name}/short", "unreadable-name")]


def test_a_numbered_instrument_without_a_series_is_a_fault_with_the_nearest_issuer() -> None:
    item = attrs.evolve(LAW.instrument("permen-p2mi-33-2025"), issuer="Mentri P2MI")
    assert [
        (fault.pointer, fault.code, fault.message, fault.suggestion)
        for fault in check_registry(attrs.evolve(LAW, instruments=(item,), parameters=()))
        if fault.code != "unknown-instrument"
    ] == [
        (
            "/permen-p2mi-33-2025/issuer",
            "unnamed-series",
            "no series of this kind is issued by 'Mentri P2MI'; did you mean 'Menteri P2MI'?",
            "mend the issuer, or add the series as [[designator]]",
        )
    ]


def test_an_issuer_of_another_kind_is_not_offered() -> None:
    other = attrs.evolve(of(), kind=InstrumentKind.DECREE)
    (fault,) = check_registry(law_of(other))
    assert fault.message == "no series of this kind is issued by 'Daerah Contoh'"


def test_what_has_no_number_or_bears_none_needs_no_series() -> None:
    law = law_of(attrs.evolve(of(), issuer="Lain"))
    assert faults(law) == [("/perda/issuer", "unnamed-series")]
    for change in ({"number": None}, {"kind": InstrumentKind.PRESS_RELEASE}):
        bare = attrs.evolve(law.instruments[0], **change)
        assert faults(attrs.evolve(law, instruments=(bare,))) == []
    assert faults(attrs.evolve(law, designators=())) == []


def test_a_number_with_and_without_its_year_is_one_name() -> None:
    law = law_of(of(), number="KEP-12/MEN/2024")
    (one,) = law.instruments
    other = attrs.evolve(one, id=InstrumentId("lain"), number="kep-12/MEN")
    assert faults(attrs.evolve(law, instruments=(one, other))) == [("/lain/number", "same-name")]
    later = attrs.evolve(other, number="KEP-12/MEN/2025")
    assert faults(attrs.evolve(law, instruments=(one, later))) == []


PIECES = [
    "UU",
    "uu",
    "no.",
    "No",
    "Nomor",
    "Tahun",
    "thn",
    "Th.",
    "tentang",
    "Pasal",
    "ayat",
    "jo.",
]
TOKENS = st.sampled_from([*PIECES, "18", "2017", "1186", "KEP-1", "MEN", "a", "I", "(1)", "huruf"])
JOINS = st.sampled_from([" ", "  ", "/", " / ", ".", "-", ", ", "", "\n", "\u00a0"])
NAMES = st.lists(TOKENS | st.from_regex(r"[A-Za-z][A-Za-z0-9.\-]{0,6}", fullmatch=True), max_size=3)


@st.composite
def texts(draw: st.DrawFn, names: list[str]) -> str:
    token = st.sampled_from(names) | TOKENS
    return "".join(draw(st.lists(st.builds(str.__add__, token, JOINS), max_size=16)))


@given(st.data(), st.lists(NAMES.map(" ".join), min_size=1, max_size=5))
def test_whatever_passes_the_check_can_be_searched_for_and_read(
    data: st.DataObject, names: list[str]
) -> None:
    sound = [name for name in names if not check_registry(law_of(of(short=name)))]
    law = law_of(of(*sound))
    assert faults(law) == []
    text = data.draw(texts([*sound, "Perda Contoh"]))
    for one in find_citations(text, law):
        assert Citation.parse(text[one.start : one.end]) == one.citation
        assert Citation.parse(str(one.citation)) == one.citation


NUMBER = st.lists(
    st.text(alphabet="0129aKn.o-", min_size=1, max_size=6) | TOKENS, min_size=1, max_size=4
).map("/".join)


@given(NUMBER)
def test_an_instrument_has_a_citation_that_finds_it_or_none(number: str) -> None:
    law = law_of(of(), number=number)
    (item,) = law.instruments
    try:
        citation = citation_of(item, law)
    except LookupError:
        return
    assert resolve(citation, law).cite == item.id
    assert resolve(Citation.parse(str(citation)), law).cite == item.id
