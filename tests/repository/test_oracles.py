"""The shipped tables against the packages they come from, or that hold the same facts.

Every known disagreement is listed here as data; one more fails.
"""

from importlib import resources

import pycountry
import pytest
from lokal import wilayah

from pmi_core.regulation import Country, RegionLevel, code_tables, countries, shipped_places
from pmi_core.regulation.zones import province_zones
from tools import generate_regions

# Provinces that ISO 3166-2, as the package lists it, calls otherwise than the edition of 2025.
OTHER_PROVINCE_NAMES = {
    "ID-JK": ("Jakarta Raya", "Daerah Khusus Ibukota Jakarta"),
    "ID-PE": ("Papua Pengunungan", "Papua Pegunungan"),  # a slip in the package
    "ID-YO": ("Yogyakarta", "Daerah Istimewa Yogyakarta"),
}
# Parts of the country, islands and groups of them, that are no provinces.
GEOGRAPHICAL_UNITS = {
    "ID-JW": "Jawa",
    "ID-KA": "Kalimantan",
    "ID-ML": "Maluku",
    "ID-NU": "Nusa Tenggara",
    "ID-PP": "Papua",
    "ID-SL": "Sulawesi",
    "ID-SM": "Sumatera",
}
# English names that ISO 3166-1 words otherwise.
OTHER_COUNTRY_NAMES = {
    "KR": ("Korea, Republic of", "South Korea"),
    "TW": ("Taiwan, Province of China", "Taiwan"),
}


def zones_of(iso2: str) -> list[str]:
    """The zones of a country by `zone.tab` of the IANA database, the main one first."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return [row[2] for row in rows if row[0] == iso2]


def test_the_codes_and_names_of_2025_are_those_of_a_second_package() -> None:
    theirs = {
        place.code: place.name
        for province in wilayah.list_wilayah()
        for place in (province, *wilayah.list_wilayah(province.code))
    }
    # No disagreement is known.
    assert {place.code: place.name for place in shipped_places().editions[0].regions} == theirs


def test_the_table_of_iso_3166_2_is_what_the_package_says_today() -> None:
    path = generate_regions.TARGET / "iso-3166-2.tsv"
    assert path.read_text(encoding="utf-8") == generate_regions.written(generate_regions.iso_rows())


def test_iso_3166_2_names_the_38_provinces_but_for_known_names_and_units() -> None:
    theirs = {item.code: item for item in pycountry.subdivisions if item.country_code == "ID"}
    (table,) = [item for item in code_tables() if item.system.value == "iso_3166_2"]
    places = shipped_places()
    ours = {entry.code: places.find(entry.place).name for entry in table.entries if entry.place}
    assert {
        code: (theirs[code].name, name) for code, name in ours.items() if theirs[code].name != name
    } == OTHER_PROVINCE_NAMES
    units = {code: item for code, item in theirs.items() if code not in ours}
    assert {code: item.name for code, item in units.items()} == GEOGRAPHICAL_UNITS
    assert {item.type for item in units.values()} == {"Geographical unit"}
    assert len(ours) == sum(
        item.level is RegionLevel.PROVINCE for item in places.editions[0].regions
    )


@pytest.mark.parametrize("item", countries(), ids=lambda item: item.iso2)
def test_a_country_has_the_codes_of_iso_3166_1(item: Country) -> None:
    theirs = pycountry.countries.get(alpha_2=item.iso2)
    assert theirs is not None
    assert theirs.alpha_3 == item.iso3


def test_iso_3166_1_words_the_english_names_alike_but_for_two() -> None:
    theirs = {item.alpha_2: item.name for item in pycountry.countries}
    ours = {item.iso2: item.name.en for item in countries()}
    differing = {code: (theirs[code], name) for code, name in ours.items() if theirs[code] != name}
    assert differing == OTHER_COUNTRY_NAMES


@pytest.mark.parametrize("item", countries(), ids=lambda item: item.iso2)
def test_a_country_has_the_zones_of_the_iana_table(item: Country) -> None:
    assert list(item.zones) == zones_of(item.iso2)


def test_provinces_have_the_zones_of_indonesia_and_no_other() -> None:
    assert set(province_zones().values()) == set(zones_of("ID"))
