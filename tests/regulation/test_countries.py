"""Countries and territories: found as people write them, refused when the file is faulty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import FaultyInput, NotFound
from pmi_core.regulation import Country, CountryKind, ProvenanceStatus, countries, country
from pmi_core.regulation.countries import load_countries

# As the named sources write them; other spellings are aliases of one entry.
SPELLINGS = {
    "AE": "Uni Emirat Arab|Persatuan Emirat Arab|UEA|United Arab Emirates|UAE|are",
    "BN": "Brunei Darussalam|Brunei|BRUNEI DARUSALAM",
    "HK": "Hong Kong|Hongkong|hong-kong|HKG",
    "IT": "Italia|Italy",
    "JO": "Yordania|Jordan",
    "JP": "Jepang|Japan|JPN",
    "KH": "Kamboja|Cambodia",
    "KR": "Korea Selatan|Korea|South Korea|Republik Korea",
    "KW": "Kuwait|KWT",
    "MY": "Malaysia|malaysia |MYS",
    "OM": "Oman|OMN",
    "PL": "Polandia|Poland",
    "QA": "Qatar|QAT",
    "SA": "Arab Saudi|Saudi Arabia",
    "SG": "Singapura|Singapore|sg",
    "TR": "Turki|Türkiye|TURKIYE|Turkey",
    "TW": "Taiwan|TWN",
}
CASES = [(word, iso2) for iso2, words in SPELLINGS.items() for word in words.split("|")]
ENTRY = """
[[country]]
iso2 = "{iso2}"
iso3 = "{iso3}"
kind = "negara"
name = {{ id = "{name}", en = "{name}" }}
aliases = [{aliases}]
zones = [{zones}]
provenance = {{ status = "asumsi", source = "data rekaan" }}
"""


def entry(
    iso2: str = "QA",
    iso3: str = "QAT",
    name: str = "Qatar",
    aliases: str = "",
    zones: str = '"Asia/Qatar"',
) -> str:
    return ENTRY.format(iso2=iso2, iso3=iso3, name=name, aliases=aliases, zones=zones)


def faults_of(*entries: str) -> list[tuple[str, str]]:
    with pytest.raises(FaultyInput) as refusal:
        load_countries("".join(entries).encode(), file="negara.toml")
    assert {fault.file for fault in refusal.value.faults} == {"negara.toml"}
    return [(fault.code, fault.pointer) for fault in refusal.value.faults]


@pytest.mark.parametrize(("word", "iso2"), CASES, ids=[word for word, _ in CASES])
def test_a_country_is_found_as_people_write_it(word: str, iso2: str) -> None:
    assert country(word).iso2 == iso2


def test_every_country_of_the_tables_ships_once_and_in_order() -> None:
    assert [item.iso2 for item in countries()] == sorted(SPELLINGS)


def test_hong_kong_and_taiwan_are_territories_and_all_others_countries() -> None:
    territories = {item.iso2 for item in countries() if item.kind is CountryKind.TERRITORY}
    assert territories == {"HK", "TW"}


def test_cambodia_is_named_in_complaints_and_noted_as_no_country_of_placement() -> None:
    noted = {item.iso2: item.note.id for item in countries() if item.note}
    assert list(noted) == ["KH"]
    assert noted["KH"].startswith("Bukan negara penempatan")


def test_every_country_says_who_names_it_so() -> None:
    for item in countries():
        assert item.provenance.status is ProvenanceStatus.REPORTED
        assert item.provenance.source


def test_malaysia_has_a_zone_on_either_side_of_the_sea_the_main_one_first() -> None:
    assert country("Malaysia").zones == ("Asia/Kuala_Lumpur", "Asia/Kuching")


@given(st.sampled_from(countries()))
def test_everything_a_country_is_called_leads_back_to_it(item: Country) -> None:
    for word in (item.iso2, item.iso3, item.name.id, item.name.en, *item.aliases):
        for typed in (word, word.upper(), word.lower(), f" {word} ", word.replace(" ", "-")):
            assert country(typed) is item


def test_an_unknown_country_is_not_found_with_the_nearest_named() -> None:
    with pytest.raises(NotFound, match="did you mean 'Malaysia'") as refusal:
        country("Malaisia")
    assert refusal.value.known == tuple(sorted(item.name.id for item in countries()))


@pytest.mark.parametrize("name", ["", " ", "-", "\u0301", "M", "Negara Contoh", "Korea Utara"])
def test_what_nothing_is_called_is_not_found(name: str) -> None:
    with pytest.raises(NotFound):
        country(name)


@given(st.text())
def test_any_text_is_a_country_or_not_found(text: str) -> None:
    try:
        found = country(text)
    except NotFound:
        return
    assert found in countries()


def test_a_text_is_a_name_up_to_120_characters() -> None:
    assert country("Qatar".ljust(120)).iso2 == "QA"
    with pytest.raises(NotFound):
        country("Qatar".ljust(121))


def test_a_text_longer_than_any_name_is_not_repeated_whole() -> None:
    with pytest.raises(NotFound) as refusal:
        country("Malaysia" * 100_000)
    assert len(str(refusal.value)) < 300


def test_a_file_without_faults_is_read_whole() -> None:
    found = load_countries(entry().encode(), file="negara.toml")
    assert [(item.iso2, item.note, item.aliases) for item in found] == [("QA", None, ())]


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ([entry(iso2="qa")], [("iso-code", "/country/0/iso2")]),
        (
            [entry(iso2="QAT", iso3="QA")],
            [("iso-code", "/country/0/iso2"), ("iso-code", "/country/0/iso3")],
        ),
        ([entry(iso3="Q4T")], [("iso-code", "/country/0/iso3")]),
        ([entry(zones="")], [("missing", "/country/0/zones")]),
        ([entry(zones='"Asia/Qatar", "Qatar"')], [("zone", "/country/0/zones/1")]),
        ([entry(aliases='" - "')], [("missing", "/country/0/aliases/0")]),
    ],
    ids=["lower case", "swapped", "a digit", "no zone", "no IANA zone", "an empty alias"],
)
def test_a_faulty_entry_is_refused_at_its_key(
    entries: list[str], found: list[tuple[str, str]]
) -> None:
    assert faults_of(*entries) == found


def test_an_alias_that_means_two_entries_is_a_fault() -> None:
    second = entry("OM", "OMN", "Oman", aliases='"katar", "QATAR"', zones='"Asia/Muscat"')
    assert faults_of(entry(aliases='"Katar"'), second) == [
        ("ambiguous", "/country/1/aliases/0"),
        ("ambiguous", "/country/1/aliases/1"),
    ]


def test_an_alias_that_repeats_its_own_name_is_none() -> None:
    assert load_countries(entry(aliases='"QATAR"').encode(), file="negara.toml")


def test_all_faults_of_all_entries_are_told_at_once() -> None:
    second = entry("OM", "omn", "Qatar", zones='"muscat"')
    assert faults_of(entry(iso2="q", zones=""), second) == [
        ("iso-code", "/country/0/iso2"),
        ("missing", "/country/0/zones"),
        ("iso-code", "/country/1/iso3"),
        ("ambiguous", "/country/1/name/en"),
        ("ambiguous", "/country/1/name/id"),
        ("zone", "/country/1/zones/0"),
    ]
