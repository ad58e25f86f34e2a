"""Citations as people write them: read, written, found in a text, looked up."""

import pickle
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.errors import NotFound
from pmi_core.regulation import (
    Citation,
    CitationStyle,
    Designator,
    Instrument,
    InstrumentId,
    InstrumentKind,
    Provision,
    Registry,
    UnknownInstrument,
    citation_of,
    find_citations,
    resolve,
    shipped_registry,
)

LAW = shipped_registry()
NUMBERED = [item for item in LAW.instruments if item.number is not None]
PROVISIONS = st.none() | st.builds(
    Provision,
    article=st.sampled_from(["1", "24", "22A", "145AB", "I", "IV"]),
    paragraph=st.none() | st.sampled_from(["1", "12", "1a"]),
    letter=st.none() | st.sampled_from(["a", "k", "aa"]),
    number=st.none() | st.sampled_from(["1", "16"]),
)
STYLES = st.sampled_from(CitationStyle)
BLANKS = st.sampled_from([" ", "  ", "\t", "\n", "\u00a0", " \u202f "])

WRITTEN: list[tuple[str, str, str | None]] = [
    ("Perban BP2MI 1/2022", "perban-bp2mi-1-2022", None),
    ("Peraturan BP2MI Nomor 1 Tahun 2022", "perban-bp2mi-1-2022", None),
    (
        "Peraturan BP2MI Nomor 1 Tahun 2022 tentang Komunitas Relawan Pekerja Migran Indonesia",
        "perban-bp2mi-1-2022",
        None,
    ),
    (
        "Peraturan Badan Pelindungan Pekerja Migran Indonesia Nomor 5 Tahun 2024",
        "perban-bp2mi-5-2024",
        None,
    ),
    ("UU 18/2017", "uu-18-2017", None),
    ("uu  no.18  TAHUN 2017", "uu-18-2017", None),
    ("UU No 18 Tahun 2017", "uu-18-2017", None),
    (
        "UU No. 18 Tahun 2017 Pasal 24 ayat (1) huruf e",
        "uu-18-2017",
        "Pasal 24 ayat (1) huruf e",
    ),
    (
        "Pasal 24 ayat (1) huruf e UU 18/2017",
        "uu-18-2017",
        "Pasal 24 ayat (1) huruf e",
    ),
    ("pasal 24 AYAT(1) huruf E, UU 18/2017", "uu-18-2017", "Pasal 24 ayat (1) huruf e"),
    (
        "UU RI Nomor 18 Tahun 2017 tentang Pelindungan Pekerja Migran Indonesia, Pasal 1 angka 5",
        "uu-18-2017",
        "Pasal 1 angka 5",
    ),
    ("Kepmendagri Nomor 300.2.2-2430 Tahun 2025", "kepmendagri-300.2.2-2430-2025", None),
    ("Kepmendagri 050-145/2022", "kepmendagri-050-145-2022", None),
    ("Permen P2MI 33/2025 Pasal 16", "permen-p2mi-33-2025", "Pasal 16"),
    ("Keputusan Kepala BP2MI Nomor 83 Tahun 2022", "kepka-bp2mi-83-2022", None),
    ("Kepka BP2MI 83/2022", "kepka-bp2mi-83-2022", None),
    ("Perka BNP2TKI 06/2017", "perka-bnp2tki-06-2017", None),
    ("Perka BNP2TKI 6/2017", "perka-bnp2tki-06-2017", None),
    ("Perpres Nomor 165 Tahun 2024", "perpres-165-2024", None),
    ("PP 39/2006 Pasal 4 ayat (6)", "pp-39-2006", "Pasal 4 ayat (6)"),
    ("PermenPANRB 88/2021", "permenpanrb-88-2021", None),
    ("Permen PANRB 88/2021", "permenpanrb-88-2021", None),
    ("Permendagri 58/2021", "permendagri-58-2021", None),
    ("Permenaker 2/2019", "permenaker-2-2019", None),
    ("Keppres 24/1953", "keppres-24-1953", None),
    ("Permen P2MI 33/2025 Pasal 16 ayat 6", "permen-p2mi-33-2025", "Pasal 16 ayat (6)"),
    ("pasal 16 ayat 6 Permen P2MI 33/2025", "permen-p2mi-33-2025", "Pasal 16 ayat (6)"),
    ("UU 18/2017 Pasal 24 ayat 1 huruf e", "uu-18-2017", "Pasal 24 ayat (1) huruf e"),
    ("UU 18/2017 Pasal 24 ayat 1A", "uu-18-2017", "Pasal 24 ayat (1a)"),
    ("Pasal 5 ayat 18 UU 18 / 2017", "uu-18-2017", "Pasal 5 ayat (18)"),
    ("UU 18/2017 tentang X PASAL 9 ayat 1", "uu-18-2017", "Pasal 9 ayat (1)"),
    ("Undang undang Nomor 18 tahun 2017", "uu-18-2017", None),
    ("Undang Undang Republik Indonesia Nomor 18 tahun 2017", "uu-18-2017", None),
    ("Perpres No. 90 Th. 2019", "perpres-90-2019", None),
    ("Perpres No. 90 Th.2019", "perpres-90-2019", None),
    ("Perpres 90 th 2019", "perpres-90-2019", None),
    ("Perpres Nomor 90 Thn. 2019", "perpres-90-2019", None),
    ("Perpres Nomor 90 THN 2019", "perpres-90-2019", None),
    ("SK Kepala BP2MI No 83/2022", "kepka-bp2mi-83-2022", None),
    ("Surat Keputusan Kepala BP2MI Nomor 83 Tahun 2022", "kepka-bp2mi-83-2022", None),
    ("Keputusan Kepala BP2MI No.83/2022", "kepka-bp2mi-83-2022", None),
    ("Perban BP2MI 5 / 2024", "perban-bp2mi-5-2024", None),
    ("Perban BP2MI 5/ 2024", "perban-bp2mi-5-2024", None),
    ("Permen P2MI 33/2025 Tahun 2025 Pasal 16", "permen-p2mi-33-2025", "Pasal 16"),
]


@pytest.mark.parametrize(("text", "name", "at"), WRITTEN, ids=[text for text, *_ in WRITTEN])
def test_the_ways_people_cite(text: str, name: str, at: str | None) -> None:
    found = resolve(Citation.parse(text), LAW)
    assert (found.cite, found.at and str(found.at)) == (name, at)
    assert find_citations(f"({text})", LAW)[0].start == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "UU",
        "18/2017",
        "UU 18",
        "UU 18/17",
        "UU 18/2017/1",
        "UU 18/2017a",
        "UU 18/3017",
        "UU Nomor Tahun 2017",
        "UU nota5/2017",
        "UU no18/2017",
        "UU 18-/2017",
        "UU 18/2017 Pasal",
        "UU 18/2017 Pasal 0",
        "UU 18/2017 Pasal 24 (1)",
        "UU 18/2017 Pasal 24 ayat 0",
        "UU 18/2017 Pasal 24 ayat1",
        "UU 18/2017 Pasal 24 ayat 1234",
        "UU 18/2017 Pasal 24 ayat 1ab",
        "UU 18/2017 Pasal 24 ayat (1",
        "UU 18/2017 Pasal 24 ayat 1)",
        "UU 18 th2017",
        "UU 18/2017 Tahun 2018",
        "UU 18/2017 Tahun 20171",
        "UU PPMI",
        "UU 18/2017 huruf a",
        "Pasal 7 UU 18/2017 Pasal 8",
        "UU 18/2017 dan UU 39/2004",
        "UU 18/2017 tentang",
        "Nomor 18 Tahun 2017",
        "U\u017fU 18/2017",
        "UU \u0661\u0668/2017",
        "A " * 13 + "18/2017",
        "UU jo. PP 59/2021",
        "Pasal 7 UU Anu juncto PP 59/2021",
        "Pasal 7 huruf abc UU 18/2017",
        "Pasal 7 UU 18/2017, Pasal 8",
        "UU 18/2017 tentang " + "x" * 600,
    ],
)
def test_another_form_is_refused_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="expected a citation"):
        Citation.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "UU Nomor 18 tahun 2017 tentang A jo. UU 11/2020 Pasal 84",
        "UU 18/2017 tentang A dan UU No 11 Thn. 2020",
        "UU 18/2017 tentang A dan UU Nomor 11",
        "UU 18/2017 tentang A dan UU 11 / 2020, Pasal 84",
        "UU 18/2017 tentang A juncto UU Anu Pasal 84",
        "UU 18/2017 tentang A jo. UU Anu Pasal 84",
        "UU 18/2017 tentang A; UU Anu Pasal 84",
        "Pasal 7 UU 18/2017 tentang X Pasal 9",
        "Pasal 7 UU 18/2017 tentang Pasal 9",
        "UU 18/2017 tentang X Pasal 9 dan Pasal 10",
        "UU 18/2017 tentang X PASAL 9 ayat satu",
        "UU 18/2017 tentang Perubahan atas Permenaker PER.07/MEN/IX/2010",
        "UU 1/2030 tentang Perubahan Ketiga atas Undang-Undang Nomor 18 Tahun 2017",
        "UU 1/2030 tentang Perubahan Ketiga atas Undang-Undang Nomor 18 Tahun 2017 Pasal 5",
        "Pasal 5 UU 1/2030 tentang Perubahan atas UU 18/2017 tentang PMI",
    ],
)
def test_a_title_that_holds_another_citation_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"the title after 'tentang' holds .* leave the title out"):
        Citation.parse(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("UU 18/2017 tentang X Pasal 9", "UU 18/2017 Pasal 9"),
        ("Pasal 7 UU 18/2017 tentang Rencana Tahun 2020-2024", "UU 18/2017 Pasal 7"),
        ("UU 18/2017 tentang Anggaran Tahun Anggaran 2025, Pasal 9", "UU 18/2017 Pasal 9"),
        ("UU 18/2017 tentang Perubahan Undang-Undang", "UU 18/2017"),
    ],
)
def test_a_title_without_a_citation_is_passed_over(text: str, read: str) -> None:
    assert str(Citation.parse(text)) == read


@pytest.mark.parametrize(
    "change",
    [
        {"designator": "UU Nomor"},
        {"designator": "UU  RI"},
        {"designator": ""},
        {"designator": "UU 18"},
        {"number": "x1"},
        {"number": "1/2"},
        {"number": "KEP/MEN"},
        {"number": "KEP 1/MEN"},
        {"number": "no.5/MEN"},
        {"number": "KEP-1/"},
        {"number": "1a/" + "b" * 38},
        {"number": ""},
        {"year": 999},
        {"year": 3000},
    ],
    ids=str,
)
def test_no_citation_can_be_built_that_could_not_be_read(change: dict[str, Any]) -> None:
    plain = Citation(designator="UU", number="18", year=2017)
    with pytest.raises(ValueError, match="expected a citation"):
        attrs.evolve(plain, **change)


def spoilt(text: str, blank: str) -> str:
    return blank.join(text.swapcase().split(" "))


@pytest.mark.parametrize("item", NUMBERED, ids=lambda item: item.id)
@given(at=PROVISIONS, style=STYLES, first=st.booleans(), blank=BLANKS)
def test_written_and_read_back_it_is_the_same(
    item: Instrument, at: Provision | None, style: CitationStyle, first: bool, blank: str
) -> None:
    citation = citation_of(item, LAW, at=at)
    text = citation.write(style, provision_first=first)
    assert Citation.parse(text) == citation
    assert Citation.parse(str(citation)) == citation
    assert resolve(citation, LAW).cite == item.id
    assert resolve(citation, LAW).at == at
    assert resolve(Citation.parse(spoilt(text, blank)), LAW) == resolve(citation, LAW)
    (found,) = find_citations(f"Lihat {text}.", LAW)
    assert (found.citation, found.start, found.end) == (citation, 6, 6 + len(text))


PRINTED = [
    ("PER.07/MEN/IX/2010", 2010, "PER.07/MEN/IX"),
    ("KEP-12/MEN/2023", 2023, "KEP-12/MEN"),
    ("KEP-12/MEN", 2023, "KEP-12/MEN"),
    ("100/PMK.010/2016", 2016, "100/PMK.010"),
    ("HK.01.07/MENKES/1186/2022", 2022, "HK.01.07/MENKES/1186"),
    ("5/1/PBI/2003", 2003, "5/1/PBI"),
    ("PER/15/M.PAN/7/2008", 2008, "PER/15/M.PAN/7"),
    ("KEP-1/" + "b" * 34, 2008, "KEP-1/" + "b" * 34),
]


@pytest.mark.parametrize(("number", "year", "read"), PRINTED, ids=[one for one, *_ in PRINTED])
@given(at=PROVISIONS, style=STYLES, first=st.booleans(), blank=BLANKS)
def test_a_number_of_several_parts_is_read_as_printed(
    number: str,
    year: int,
    read: str,
    at: Provision | None,
    style: CitationStyle,
    first: bool,
    blank: str,
) -> None:
    item = attrs.evolve(LAW.instrument("permenaker-2-2019"), number=number, year=year)
    law = attrs.evolve(LAW, instruments=(item,))
    citation = citation_of(item, law, at=at)
    assert (citation.number, citation.year) == (read, year)
    text = citation.write(style, provision_first=first)
    assert f"{read}/{year}" in text
    assert Citation.parse(text) == citation
    assert resolve(Citation.parse(spoilt(text, blank)), law) == resolve(citation, law)
    (found,) = find_citations(f"Lihat {text}.", law)
    assert found.citation == citation
    for said in (f"{read}/{year}", f"Nomor {read}/{year} Tahun {year}", f"No.{read}/ {year}"):
        assert Citation.parse(f"Permenaker {said}") == attrs.evolve(citation, at=None)
    assert resolve(Citation.parse(item.name.id), law).cite == item.id


@pytest.mark.parametrize(
    "text",
    [
        "Permenaker Nomor PER.07/MEN/IX/2010 Tahun 2011",
        "Permenaker Nomor PER.07/MEN/IX/2010 Tahun 2010 Tahun 2011",
        "Permenaker Nomor HK/MENKES/1186 Tahun 2022",
        "Permenaker Nomor HK/MENKES/1186",
        "Permenaker 22/11/2017",
        "Permenaker 22/11/2017.a",
        "Permenaker Kawan/Perwira/2024",
        "Permenaker Kawan/Perwira Tahun 2024",
        "Permenaker A/2024 / 2024",
        "Permenaker HK/MENKES/1186 / 2022",
        "Permenaker nomor no.5/MEN/2024",
        "Permenaker KEP-1/" + "b" * 35 + "/2008",
        "Permenaker KEP-1/" + "b" * 35 + " Tahun 2008",
        "Permenaker a1/b/c/d/e/f/g/2008",
    ],
)
def test_a_number_of_several_parts_is_not_guessed_at(text: str) -> None:
    assert find_citations(text, LAW) == ()
    with pytest.raises(ValueError, match="expected a citation"):
        Citation.parse(text)


def test_a_last_part_like_a_year_is_told_apart_by_the_year_behind_it_alone() -> None:
    read = Citation(designator="Permenaker", number="HK/MENKES/1186", year=2022)
    assert Citation.parse("Permenaker Nomor HK/MENKES/1186/2022") == read
    assert Citation.parse("Permenaker Nomor HK/MENKES/1186/2022 Tahun 2022") == read


def test_as_many_parts_as_a_number_may_have() -> None:
    assert Citation.parse("Permenaker a1/b/c/d/e/f/2008").number == "a1/b/c/d/e/f"


ODD = ["", " ", "x", "PM 12", "1" * 41, "KEP/MEN/2019", "no.5/MEN"]


@pytest.mark.parametrize(
    ("number", "year"), [*((one, 2019) for one in ODD), ("2", 999), ("2", 3000)]
)
def test_an_instrument_no_citation_can_hold_is_told_of_and_passed_over(
    number: str, year: int
) -> None:
    known = LAW.instrument("permenaker-2-2019")
    odd = attrs.evolve(known, id=InstrumentId("aneh"), number=number, year=year)
    law = attrs.evolve(LAW, instruments=(odd, known))
    with pytest.raises(
        NotFound, match=r"'aneh' has no citation: 'Permenaker .* by its id"
    ) as caught:
        citation_of(odd, law)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    with pytest.raises(UnknownInstrument) as unknown:
        resolve(Citation.parse("Permenaker 3/2019"), law)
    assert unknown.value.nearest == ("Permenaker 2/2019",)
    assert find_citations(f"Permenaker {number}/{year}, Permenaker 2/2019", law)[-1].start > 0


@pytest.mark.parametrize("item", NUMBERED, ids=lambda item: item.id)
def test_the_name_of_an_instrument_is_a_citation_of_it(item: Instrument) -> None:
    assert resolve(Citation.parse(item.name.id), LAW).cite == item.id


@pytest.mark.parametrize("series", LAW.designators, ids=lambda series: series.short)
def test_every_name_of_a_series_is_read(series: Designator) -> None:
    for name in (series.short, *series.names):
        assert LAW.designator(name) == series
        assert Citation.parse(f"{name} 1/2022").designator == name
        (found,) = find_citations(f"{name} 1/2022", LAW)
        assert found.citation.designator == name


def test_every_numbered_instrument_belongs_to_a_series() -> None:
    for item in LAW.instruments:
        covering = [series for series in LAW.designators if series.covers(item)]
        assert len(covering) == (item.number is not None)


WORDS = st.lists(
    st.sampled_from(["no", "Nomor", "tentang", "ayat", "jo."])
    | st.from_regex(r"[A-Za-z][A-Za-z0-9.\-]{0,6}", fullmatch=True),
    min_size=1,
    max_size=4,
)
NUMBERS = st.from_regex(r"[0-9]([A-Za-z0-9.\-]{0,6}[A-Za-z0-9])?", fullmatch=True)
RESERVED = {
    *("nomor", "no", "no.", "tahun", "tentang", "pasal"),
    *("ayat", "huruf", "angka", "jo", "jo.", "juncto"),
}


@given(WORDS, NUMBERS, st.integers(min_value=1000, max_value=2999), PROVISIONS, STYLES)
def test_any_citation_that_can_be_built_survives_its_text(
    words: list[str], number: str, year: int, at: Provision | None, style: CitationStyle
) -> None:
    if RESERVED & {word.lower() for word in words}:
        with pytest.raises(ValueError, match="expected a citation"):
            Citation(designator=" ".join(words), number=number, year=year, at=at)
        return
    citation = Citation(designator=" ".join(words), number=number, year=year, at=at)
    for first in (True, False):
        assert Citation.parse(citation.write(style, provision_first=first)) == citation
    assert codec.structure(codec.unstructure(citation), Citation) == citation


def test_a_citation_is_text_in_files() -> None:
    plain = "UU 18/2017 Pasal 24 ayat (1) huruf e"
    assert codec.unstructure(codec.structure(plain, Citation)) == plain


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("UU 18/2018", ("UU 18/2017",)),
        ("Undang-Undang Nomor 18 Tahun 2007 Pasal 1", ("UU 18/2017",)),
        ("Keppres 24/2014", ("Keppres 24/2013", "Keppres 24/2016", "Keppres 24/1953")),
        ("Perban BP2MI 9/2024", ("Perban BP2MI 5/2024",)),
        ("Perka BNP2TKI 7/2017", ("Perka BNP2TKI 06/2017",)),
        ("Permen P2MI 5/2024", ("Perban BP2MI 5/2024",)),
        (
            "Permen P2MI 1/2025",
            ("Permen P2MI 17/2025", "Permen P2MI 31/2025", "Permen P2MI 32/2025"),
        ),
        ("Perda Anu 1/2022", ("Perban BP2MI 1/2022",)),
        ("UU 99/1999", ()),
    ],
)
def test_an_unknown_instrument_offers_the_nearest_by_meaning(
    text: str, nearest: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownInstrument) as caught:
        resolve(Citation.parse(text), LAW)
    assert caught.value.nearest == nearest
    assert isinstance(caught.value, NotFound)
    assert all(repr(name) in str(caught.value) for name in nearest)
    assert "Pasal" not in str(caught.value)


STEPS: list[tuple[str, list[str], list[str]]] = [
    ("Perwal Bandung 3/2025", ["known series: Kepka BP2MI, ", "UU", "[[designator]]"], []),
    ("Perda Anu 1/2022", ["'Perban BP2MI 1/2022'", "known series: ", "[[designator]]"], []),
    ("UU 99/1999", ["'UU 99/1999'; ", "[[instrument]]"], ["series", "[[designator]]"]),
    ("UU 18/2018", ["known is 'UU 18/2017'", "[[instrument]]"], ["series", "[[designator]]"]),
]


@pytest.mark.parametrize(("text", "said", "unsaid"), STEPS, ids=[text for text, *_ in STEPS])
def test_an_unknown_instrument_says_what_to_do_next(
    text: str, said: list[str], unsaid: list[str]
) -> None:
    with pytest.raises(UnknownInstrument) as caught:
        resolve(Citation.parse(text), LAW)
    message = str(caught.value)
    assert message.startswith(f"no instrument is called '{text}'; ")
    assert "law pack" in message
    assert [part for part in said if part not in message] == []
    assert [part for part in unsaid if part in message] == []
    assert str(pickle.loads(pickle.dumps(caught.value))) == message


def test_what_has_no_number_or_no_series_cannot_be_cited_by_number() -> None:
    with pytest.raises(NotFound, match="has no number; name it by its id"):
        citation_of(LAW.instrument("siaran-pers-rakernas-2023"), LAW)
    bare = Registry(instruments=LAW.instruments, parameters=(), layers=())
    with pytest.raises(NotFound, match=r"no series covers .* \[\[designator\]\]"):
        citation_of(LAW.instrument("uu-18-2017"), bare)
    with pytest.raises(UnknownInstrument, match=r"'UU 18/2017'; no series of instruments is known"):
        resolve(Citation.parse("UU 18/2017"), bare)
    assert find_citations("UU 18/2017", bare) == ()


def test_a_series_without_its_number_is_passed_over() -> None:
    unnumbered = attrs.evolve(LAW.instrument("uu-18-2017"), number=None)
    law = attrs.evolve(LAW, instruments=(unnumbered,))
    with pytest.raises(UnknownInstrument):
        resolve(Citation.parse("UU 18/2017"), law)
    with pytest.raises(NotFound):
        citation_of(unnumbered, law)


def test_a_law_pack_can_bring_a_series_with_its_instrument() -> None:
    series = Designator(
        short="Pergub Jabar", kind=InstrumentKind.REGULATION, issuer="Gubernur Jawa Barat"
    )
    new = attrs.evolve(
        LAW.instrument("uu-18-2017"), kind=series.kind, issuer=series.issuer, number="9", year=2023
    )
    law = attrs.evolve(LAW, instruments=(new,), designators=(series,))
    assert resolve(Citation.parse("pergub jabar 9/2023"), law).cite == new.id


def test_citations_are_found_in_a_text_in_its_order() -> None:
    text = (
        "Berdasarkan Pasal 7 UU 18/2018 tentang PMI, Peraturan BP2MI\n Nomor 1 Tahun 2022, "
        "XUU 1/2020, Perban 1/2022 dan PP\u00a059/2021 Pasal 4 ayat (4)."
    )
    found = find_citations(text, LAW)
    assert [str(one.citation) for one in found] == [
        "UU 18/2018 Pasal 7",
        "Peraturan BP2MI 1/2022",
        "PP 59/2021 Pasal 4 ayat (4)",
    ]
    assert [text[one.start : one.end] for one in found] == [
        "Pasal 7 UU 18/2018",
        "Peraturan BP2MI\n Nomor 1 Tahun 2022",
        "PP\u00a059/2021 Pasal 4 ayat (4)",
    ]


@given(st.text(alphabet="UuPp Kk18/27.-no()tahunpslyr\u017f\u212a\n", max_size=60))
def test_any_text_can_be_searched_and_what_is_found_can_be_read(text: str) -> None:
    for one in find_citations(text, LAW):
        assert Citation.parse(text[one.start : one.end]) == one.citation


HOSTILE = [
    "Pasal 1 ",
    "UU 18/2017 Pasal ",
    "Peraturan ",
    "1",
    " ",
    "UU ",
    "-",
    "pasal i",
    "no. ",
    "a1/",
    "a1/b ",
    "ayat 1 ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_long_hostile_text_holds_no_citation_and_is_searched_to_its_end(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    found = find_citations(f"{text}; UU 18/2017", LAW)
    assert [str(one.citation) for one in found][-1] == "UU 18/2017"


# A provision between two citations: which of the two gets it. The empty list: nothing is guessed.
BETWEEN: list[tuple[str, list[str]]] = [
    ("UU 18/2017, Pasal 24 PP 59/2021", ["UU 18/2017", "PP 59/2021 Pasal 24"]),
    ("UU 18/2017 Pasal 24, PP 59/2021", ["UU 18/2017 Pasal 24", "PP 59/2021"]),
    ("UU 18/2017 pasal 5 UU 11/2020", ["UU 18/2017", "UU 11/2020"]),
    ("UU 18/2017, Pasal 5, UU 11/2020", ["UU 18/2017", "UU 11/2020"]),
    ("UU 18/2017 Pasal 5; UU 11/2020", ["UU 18/2017 Pasal 5", "UU 11/2020"]),
    ("UU 18/2017; Pasal 5 UU 11/2020", ["UU 18/2017", "UU 11/2020 Pasal 5"]),
    ("UU 18/2017 Pasal 5 dan UU 11/2020", ["UU 18/2017 Pasal 5", "UU 11/2020"]),
    ("UU 18/2017, Pasal 5 jo. UU 11/2020", ["UU 18/2017 Pasal 5", "UU 11/2020"]),
    ("UU 18/2017, Pasal 5 JUNCTO UU 11/2020", ["UU 18/2017 Pasal 5", "UU 11/2020"]),
    ("UU 18/2017, Pasal 5 jo. Pasal 7 PP 59/2021", ["UU 18/2017", "PP 59/2021 Pasal 7"]),
    ("UU 18/2017 dan Pasal 5, UU 11/2020", ["UU 18/2017", "UU 11/2020 Pasal 5"]),
    # one citation between two provisions: the one that stands closer
    ("Pasal 7 UU 18/2017 Pasal 9", ["UU 18/2017"]),
    ("Pasal 7, UU 18/2017, Pasal 9", ["UU 18/2017"]),
    ("Pasal 7 UU 18/2017, Pasal 9", ["UU 18/2017 Pasal 7"]),
    ("Pasal 7, UU 18/2017 Pasal 9", ["UU 18/2017 Pasal 9"]),
    ("Pasal 7 UU 18/2017 Pasal 9 PP 59/2021", ["UU 18/2017 Pasal 7", "PP 59/2021"]),
    # several provisions in a row: the row belongs together
    ("Pasal 5 dan Pasal 7 UU 18/2017", ["UU 18/2017 Pasal 7"]),
    ("UU 18/2017 Pasal 5 dan Pasal 7", ["UU 18/2017 Pasal 5"]),
    ("UU 18/2017 Pasal 5 ayat 1 dan Pasal 7", ["UU 18/2017 Pasal 5 ayat (1)"]),
    ("UU 18/2017, Pasal 5 dan Pasal 7 PP 59/2021", ["UU 18/2017", "PP 59/2021 Pasal 7"]),
    ("UU 18/2017 Pasal 5 dan Pasal 7, PP 59/2021", ["UU 18/2017 Pasal 5", "PP 59/2021"]),
    ("UU 18/2017 Pasal 5 dan Pasal 7 PP 59/2021", ["UU 18/2017", "PP 59/2021"]),
    ("UU 18/2017 Pasal 5, Pasal 7 PP 59/2021", ["UU 18/2017 Pasal 5", "PP 59/2021 Pasal 7"]),
    ("UU 18/2017 Pasal 5 jo Pasal 7 PP 59/2021", ["UU 18/2017 Pasal 5", "PP 59/2021 Pasal 7"]),
    ("UU 18/2017, Pasal 5 ayat (1) dan ayat (2) PP 59/2021", ["UU 18/2017", "PP 59/2021"]),
    ("UU 18/2017, Pasal 5, 6 dan 7 PP 59/2021", ["UU 18/2017", "PP 59/2021"]),
    ("UU 18/2017, Pasal 5 s.d. Pasal 7 PP 59/2021", ["UU 18/2017", "PP 59/2021 Pasal 7"]),
    ("UU 18/2017 Pasal 5, Pasal 7, PP 59/2021", ["UU 18/2017 Pasal 5", "PP 59/2021"]),
    # words between them
    ("UU 18/2017, Pasal 24 dari PP 59/2021", ["UU 18/2017", "PP 59/2021"]),
    ("UU 18/2017 Pasal 24 dalam PP 59/2021", ["UU 18/2017", "PP 59/2021"]),
    ("UU 18/2017 Pasal 24 diubah dengan PP 59/2021", ["UU 18/2017 Pasal 24", "PP 59/2021"]),
    ("UU 18/2017, Pasal 24 diubah dengan PP 59/2021", ["UU 18/2017", "PP 59/2021"]),
    ("UU 18/2017, Pasal 24, diubah dengan PP 59/2021", ["UU 18/2017 Pasal 24", "PP 59/2021"]),
    ("UU 18/2017 dalam Pasal 24, PP 59/2021", ["UU 18/2017", "PP 59/2021"]),
    ("UU 18/2017, Pasal 24 berlaku. PP 59/2021", ["UU 18/2017 Pasal 24", "PP 59/2021"]),
    ("UU 18/2017, Pasal 24\n\nPP 59/2021", ["UU 18/2017 Pasal 24", "PP 59/2021"]),
    # an instrument of no known series, or without its number, is one too
    ("UU 18/2017, Pasal 24 Perda Anu 3/2025", ["UU 18/2017"]),
    ("UU 18/2017 Pasal 24 Perda Anu Nomor 3 Tahun 2025", ["UU 18/2017"]),
    ("UU 18/2017 Pasal 24 JUNCTO Perda Anu 3/2025", ["UU 18/2017 Pasal 24"]),
    ("UU 18/2017 Pasal 24, Perda Anu 3/2025", ["UU 18/2017 Pasal 24"]),
    ("UU 18/2017 Pasal 24 mengatur hal lain daripada Perda 3/2025", ["UU 18/2017 Pasal 24"]),
    ("Perda Anu 3/2025 Pasal 24 UU 18/2017", ["UU 18/2017"]),
    ("Perda Anu 3/2025, Pasal 24 UU 18/2017", ["UU 18/2017 Pasal 24"]),
    ("UU 18/2017 Pasal 24 Perda Anu KEP-3/DPRD/2025", ["UU 18/2017"]),
    ("UU 18/2017, Pasal 24 Peraturan Badan ini", ["UU 18/2017"]),
    ("UU 18/2017 Pasal 24 undang-undang ini", ["UU 18/2017"]),
    ("UU 18/2017, Pasal 24 Peraturan ini; PP 59/2021", ["UU 18/2017", "PP 59/2021"]),
    ("UU 18/2017 Pasal 24, Peraturan Badan ini", ["UU 18/2017 Pasal 24"]),
    # behind a citation that may stand inside of a title, nothing is told apart
    ("UU 1/2030 tentang Perubahan atas UU 18/2017 Pasal 5", ["UU 1/2030", "UU 18/2017"]),
    ("Perda Anu 1/2030 tentang Perubahan atas UU 18/2017, Pasal 5", ["UU 18/2017"]),
    (
        "UU 1/2030 tentang Perubahan atas UU 18/2017 dan PP 59/2021 Pasal 5",
        ["UU 1/2030", "UU 18/2017", "PP 59/2021"],
    ),
    ("PP 59/2021 tentang Pelaksanaan Pasal 5 UU 18/2017", ["PP 59/2021", "UU 18/2017 Pasal 5"]),
    ("UU 18/2017 tentang A jo. UU 11/2020 Pasal 84", ["UU 18/2017", "UU 11/2020 Pasal 84"]),
    ("UU 18/2017 tentang A, UU 11/2020 Pasal 84", ["UU 18/2017", "UU 11/2020 Pasal 84"]),
    (
        "UU 18/2017 Pasal 7 tentang A dan UU 11/2020 Pasal 84",
        ["UU 18/2017 Pasal 7", "UU 11/2020 Pasal 84"],
    ),
    ("UU 18/2017 tentang A Pasal 7, PP 59/2021", ["UU 18/2017", "PP 59/2021"]),
]


@pytest.mark.parametrize(("text", "read"), BETWEEN, ids=[text for text, _ in BETWEEN])
def test_a_provision_belongs_to_the_citation_it_stands_closest_to(
    text: str, read: list[str]
) -> None:
    found = find_citations(text, LAW)
    assert [str(one.citation) for one in found] == read
    assert [Citation.parse(text[one.start : one.end]) for one in found] == [
        one.citation for one in found
    ]


UNKNOWN_SERIES = "Perda Contoh"
CLOSE, COMMA = [" ", "\n", "\u00a0 "], [", ", ",\n"]
APART = ["; ", ". ", ". Lalu ", ": ", "! ", "? ", "\n\n"]
ITEMS = [*COMMA, " jo. ", " JUNCTO ", ", dan "]
MIXED = [" dan ", " serta ", " (lihat) ", " diubah dengan ", " dari ", " tentang Perubahan atas "]


@st.composite
def cited_laws(draw: st.DrawFn, between: list[str], joins: list[str]) -> tuple[str, dict[str, str]]:
    """A text of several citations, and the law that each provision in it was written with.

    A provision stands to its own law at least as close as to another one: who writes a comma
    there and nothing here says something else than he means.
    """
    names = draw(st.permutations(["UU", "PP", "Perban BP2MI", "Permen P2MI", UNKNOWN_SERIES]))
    names = names[: draw(st.integers(2, 5))]
    gaps = ["", *(draw(st.sampled_from(between)) for _ in names[1:]), ""]
    style, text, owner = draw(STYLES), "", dict[str, str]()
    for index, name in enumerate(names):
        law = Citation(designator=name, number=str(index + 1), year=2020)
        close = any(gap in CLOSE for gap in gaps[index : index + 2])
        join = draw(st.sampled_from(CLOSE if close else joins))
        at, side = f"Pasal {index + 11}", draw(st.sampled_from(["before", "behind", "none"]))
        rows = ["", f"Pasal {index + 31} dan ", f"Pasal {index + 31}, "]
        # Behind a blank, a row with a comma in it would stand closer to the law before.
        row = draw(st.sampled_from(rows[:2] if gaps[index] in CLOSE else rows))
        far = row[:-2] if row.endswith(", ") else row[:-5]
        parts = {
            "before": [row + at, law.write(style)],
            "behind": [law.write(style), f"{at} dan {far}" if far else at],
        }
        text += gaps[index] + join.join(parts.get(side, [law.write(style)]))
        owner |= {at: str(law)} if side in parts else {}
    return text, owner


def owners_in(text: str) -> dict[str, str]:
    found = [one.citation for one in find_citations(text, LAW)]
    return {str(one.at): str(attrs.evolve(one, at=None)) for one in found if one.at}


@given(cited_laws([*CLOSE, *APART, *ITEMS, *MIXED], [*CLOSE, *COMMA]))
def test_no_provision_is_ever_given_to_a_law_it_was_not_written_with(
    written: tuple[str, dict[str, str]],
) -> None:
    text, owner = written
    assert owners_in(text).items() <= owner.items()


@given(cited_laws(APART, [*CLOSE, *COMMA]) | cited_laws([*APART, *ITEMS], CLOSE))
def test_where_nothing_else_stands_as_close_each_provision_finds_its_law(
    written: tuple[str, dict[str, str]],
) -> None:
    text, owner = written
    known = {at: law for at, law in owner.items() if not law.startswith(UNKNOWN_SERIES)}
    assert owners_in(text) == known


ENDS: list[tuple[str, str]] = [
    ("UU 18/2017 tahun 2018", "UU 18/2017"),
    ("UU 18/2017 tahun 2017", "UU 18/2017 tahun 2017"),
    ("UU 18/2017 tahun 20171", "UU 18/2017"),
    ("UU 18/2017 Pasal 24 ayat 999a", "UU 18/2017 Pasal 24 ayat 999a"),
    ("UU 18/2017 Pasal 24 ayat 1234", "UU 18/2017 Pasal 24"),
]


@pytest.mark.parametrize(("text", "read"), ENDS, ids=[text for text, _ in ENDS])
def test_a_citation_ends_where_the_text_says_something_else(text: str, read: str) -> None:
    (found,) = find_citations(text, LAW)
    assert text[found.start : found.end] == read


def test_a_day_is_no_citation() -> None:
    assert find_citations(f"UU tanggal {date(2017, 11, 22):%d/%m/%Y}", LAW) == ()


def test_the_error_survives_a_pickle() -> None:
    with pytest.raises(UnknownInstrument) as caught:
        resolve(Citation.parse("UU 18/2018"), LAW)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.nearest) == (str(caught.value), caught.value.nearest)
