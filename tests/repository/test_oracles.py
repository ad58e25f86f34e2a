"""The shipped tables against the packages they come from, or that hold the same facts."""

from lokal import wilayah

from pmi_core.regulation import shipped_places


def test_the_codes_and_names_of_2025_are_those_of_a_second_package() -> None:
    theirs = {
        place.code: place.name
        for province in wilayah.list_wilayah()
        for place in (province, *wilayah.list_wilayah(province.code))
    }
    assert {place.code: place.name for place in shipped_places().editions[0].regions} == theirs
