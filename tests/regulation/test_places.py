from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pmi_core.errors import Ambiguous, FaultyInput, NotFound
from pmi_core.messages import Text
from pmi_core.regulation import (
    PlaceCode,
    PlaceEdition,
    Places,
    Provenance,
    ProvenanceStatus,
    Region,
    RegionLevel,
    load_edition,
    province_of,
    shipped_places,
    shipped_registry,
)

PROVENANCE = Provenance(status=ProvenanceStatus.ASSUMED, source="data rekaan")


def invented(*rows: str) -> PlaceEdition:
    data = "\n".join(["code\tname", *rows]).encode()
    title = Text(id="Contoh", en="Example")
    return load_edition(data, id="contoh", title=title, provenance=PROVENANCE, file="contoh.tsv")


def rows_of(name: str) -> list[tuple[str, ...]]:
    """The rows of a table beside this file, without its comment and header."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines[2:]]


def codes(regions: tuple[Region, ...]) -> list[str]:
    return [region.code for region in regions]


def test_every_province_has_as_many_kabupaten_and_kota_as_counted() -> None:
    newest = shipped_places().editions[0].regions
    kinds = Counter((item.province, item.name.split()[0]) for item in newest)
    counted = [
        (item.code, item.name, str(kab), str(kota), str(kab + kota))
        for item in newest
        if item.level is RegionLevel.PROVINCE
        for kab, kota in [(kinds[item.code, "Kabupaten"], kinds[item.code, "Kota"])]
    ]
    assert counted == rows_of("province-counts.tsv")


def test_the_newest_edition_has_38_provinces_416_kabupaten_and_98_kota() -> None:
    rows = rows_of("province-counts.tsv")
    sums = [sum(int(row[column]) for row in rows) for column in (2, 3, 4)]
    assert (len(rows), *sums) == (38, 416, 98, 514)


def test_26_names_are_shared_by_a_kabupaten_and_a_kota_and_a_bare_one_means_either() -> None:
    pairs: dict[str, list[str]] = {}
    for region in shipped_places().editions[0].regions:
        if region.level is RegionLevel.REGENCY:
            pairs.setdefault(region.name.split(" ", 1)[1], []).append(region.code)
    shared = rows_of("shared-names.tsv")
    assert len(shared) == 26
    assert {name: {kab, kota} for name, kab, kota in shared} == {
        name: set(codes) for name, codes in pairs.items() if len(codes) > 1
    }
    for name, kab, kota in shared:
        assert {kab, kota} <= {item.code for item in shipped_places().candidates(name)}
        with pytest.raises(Ambiguous):
            shipped_places().resolve(name)
        assert shipped_places().resolve(f"Kab. {name}").code == kab
        assert shipped_places().resolve(f"Kota {name}").code == kota


@pytest.mark.parametrize(
    ("edition", "provinces"),
    [("300.2.2-2138-2025", 38), ("100.1.1-6117-2022", 37), ("050-145-2022", 34)],
)
def test_three_editions_ship_each_with_its_source(edition: str, provinces: int) -> None:
    (found,) = [item for item in shipped_places().editions if item.id == edition]
    assert sum(item.level is RegionLevel.PROVINCE for item in found.regions) == provinces
    assert len(found.regions) == provinces + 514
    assert found.provenance.status is ProvenanceStatus.SECONDARY
    assert {item.edition for item in found.regions} == {edition}


def test_editions_come_newest_first_however_they_are_given() -> None:
    editions = shipped_places().editions
    days = [item.since or date.min for item in editions]
    assert days == sorted(days, reverse=True)
    assert Places(editions=tuple(reversed(editions))).editions == editions


def test_an_edition_begins_with_its_decree_and_names_the_later_one_that_leaves_it() -> None:
    law = shipped_registry()
    for edition in shipped_places().editions:
        assert edition.decree is not None
        assert law.instrument(edition.decree).enacted == edition.since
    (later,) = shipped_places().editions[0].unchanged_by
    assert law.instrument(later.decree).enacted == later.since == date(2025, 6, 23)
    assert later.provenance.status is ProvenanceStatus.SECONDARY
    assert not any(item.unchanged_by for item in shipped_places().editions[1:])


def test_a_code_that_lost_its_last_zero_is_refused_with_the_candidate() -> None:
    with pytest.raises(NotFound, match=r"did you mean '73\.10'") as refusal:
        shipped_places().find("73.1")
    assert refusal.value.known == ("73.10",)


@pytest.mark.parametrize(
    ("code", "known"), [("96.99", "96.71"), ("99.01", "11"), ("", "11"), ("3204", "32.04")]
)
def test_an_unknown_code_comes_with_codes_near_it(code: str, known: str) -> None:
    with pytest.raises(NotFound) as refusal:
        shipped_places().find(code)
    assert known in refusal.value.known
    assert not shipped_places().knows(code)


def test_a_code_only_an_older_edition_has_is_found_there() -> None:
    merauke = shipped_places().find("91.01")
    assert merauke.edition != "300.2.2-2138-2025"
    assert codes(shipped_places().candidates("Kab. Merauke")) == ["93.01"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Bandung", ["32.04", "32.73"]),
        ("Kab. Bandung", ["32.04"]),
        ("KOTA BANDUNG", ["32.73"]),
        ("kab/kota bandung", ["32.04", "32.73"]),
        ("Kabupaten/Kota Enrekang", ["73.16"]),
        ("Kabupaten Bandung Barat", ["32.17"]),
        ("KBB", ["32.17"]),
        ("Kab. Pangkep", ["73.10"]),
        ("Pangkajene Kepulauan", ["73.10"]),
        ("Sidrap", ["73.14"]),
        ("Konsel", ["74.05"]),
        ("Bolmong", ["71.01"]),
        ("Tubaba", ["18.12"]),
        ("T.T.S.", ["53.02"]),
        ("TTS", ["53.02"]),
        ("TTU", ["53.03"]),
        ("Malang Raya", ["35.07", "35.73", "35.79"]),
        ("Malang", ["35.07", "35.73"]),
        ("Kota Pare-Pare", ["73.72"]),
        ("Kota Tanjung Balai", ["12.74"]),
        ("Kab. Kepulauan Siau Tagulandang Biaro", ["71.09"]),
        ("Kota Jakarta Pusat", ["31.71"]),
        ("Kota Adm. Jakarta Pusat", ["31.71"]),
        ("DKI Jakarta", ["31"]),
        ("Prov. Lampung", ["18"]),
        ("Propinsi Sulawesi Selatan", ["73"]),
        ("Gorontalo", ["75", "75.01", "75.71"]),
        ("Atlantis", []),
        ("", []),
        ("Kota", []),
    ],
)
def test_a_name_as_typed_has_candidates_and_none_is_chosen(typed: str, expected: list[str]) -> None:
    assert codes(shipped_places().candidates(typed)) == expected


def test_every_shipped_name_leads_back_to_its_code() -> None:
    places = shipped_places()
    for region in places.editions[0].regions:
        assert places.find(region.code) == region
        assert region in places.candidates(region.name)


def test_an_edition_laid_over_keeps_what_lies_below() -> None:
    places = shipped_places().with_edition(
        invented("35.60\tKab. Contoh 35-A", "35.69\tKota Contoh 35-A")
    )
    assert places.find("35.60").edition == "contoh"
    assert places.find("35.07").name == "Kabupaten Malang"
    assert codes(places.candidates("Contoh 35-A")) == ["35.60", "35.69"]
    assert codes(places.candidates("Kab. Contoh 35-A")) == ["35.60"]
    assert places.zone("35.60") == "Asia/Jakarta"
    assert not shipped_places().knows("35.60")


def test_the_newest_edition_wins_where_codes_meet() -> None:
    places = shipped_places().with_edition(invented("35.07\tKabupaten Contoh"))
    assert places.find("35.07").name == "Kabupaten Contoh"


def test_an_alias_of_a_place_no_edition_has_means_nothing() -> None:
    aliases = shipped_places().aliases
    places = Places(editions=(invented("35.60\tKab. Contoh"),), aliases=aliases)
    assert places.candidates("Pangkep") == ()


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("18", "Asia/Jakarta"),
        ("32.04", "Asia/Jakarta"),
        ("36.71", "Asia/Jakarta"),
        ("61.01", "Asia/Pontianak"),
        ("62.71", "Asia/Pontianak"),
        ("53.01", "Asia/Makassar"),
        ("64.72", "Asia/Makassar"),
        ("65", "Asia/Makassar"),
        ("76.01", "Asia/Makassar"),
        ("81.71", "Asia/Jayapura"),
        ("96.71", "Asia/Jayapura"),
    ],
)
def test_places_have_the_zone_of_their_province(code: str, zone: str) -> None:
    assert shipped_places().zone(code) == zone


def test_every_province_has_a_zone() -> None:
    for edition in shipped_places().editions:
        assert all(shipped_places().zone(region.code) for region in edition.regions)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("99.01", "99"),
        ("32xyz", "32xyz"),
        ("3204", "3204"),
        ("32.", "32."),
        ("32.04\n", "32.04\n"),
        ("٣٢", "٣٢"),
        ("", ""),
    ],
)
def test_what_lies_in_no_province_has_no_zone(code: str, said: str) -> None:
    with pytest.raises(NotFound) as refusal:
        shipped_places().zone(code)
    assert (refusal.value.what, refusal.value.name) == ("province", said)
    assert "32" in refusal.value.known


def test_the_province_of_a_province_is_itself() -> None:
    assert province_of(PlaceCode("32")) == province_of(PlaceCode("32.04")) == "32"
    assert shipped_places().find("32.04").province == "32"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\xff\xfe", ["syntax"]),
        (b"", ["header"]),
        (b"kode\tnama\n", ["header"]),
        (b"code\tname\n32.04\n", ["width"]),
        (b"code\tname\n32.04\tKabupaten Contoh\t\n", ["width"]),
        (b"code\tname\n73.1\tKabupaten Contoh\n", ["place-code"]),
        (b"code\tname\n3204\tKabupaten Contoh\n", ["place-code"]),
        (b"code\tname\n32\tContoh\n32\tContoh\n", ["duplicate"]),
        (b"code\tname\n32\t \n", ["missing"]),
        (b"code\tname\n32.60\tContoh\n", ["place-name"]),
        (b"code\tname\n32.60\tKab/Kota Contoh\n", ["place-name"]),
        (b"code\tname\n32.04\n73.1\tKabupaten Contoh\n", ["place-code", "width"]),
        (b"code\tname\n73.1\t\n32.60\tContoh\n", ["missing", "place-code", "place-name"]),
    ],
)
def test_a_faulty_edition_lists_every_fault_with_its_line(data: bytes, found: list[str]) -> None:
    with pytest.raises(FaultyInput) as refusal:
        load_edition(
            data,
            id="contoh",
            title=Text(id="Contoh", en="Example"),
            provenance=PROVENANCE,
            file="contoh.tsv",
        )
    faults = refusal.value.faults
    assert sorted(fault.code for fault in faults) == found
    assert {fault.file for fault in faults} == {"contoh.tsv"}


def test_a_fault_of_a_row_says_its_line_and_what_to_do() -> None:
    with pytest.raises(FaultyInput) as refusal:
        invented("# a comment", "32.60\tKab. Contoh", "73.1\tKab. Contoh")
    (fault,) = refusal.value.faults
    assert fault.pointer == "line 4"
    assert "last zero" in fault.suggestion


def test_tables_saved_by_a_spreadsheet_are_read() -> None:
    edition = load_edition(
        "\ufeffcode\tname\r\n32.60\tKab. Contoh \r\n\r\n".encode(),
        id="contoh",
        title=Text(id="Contoh", en="Example"),
        provenance=PROVENANCE,
        file="contoh.tsv",
    )
    assert [(item.code, item.name) for item in edition.regions] == [("32.60", "Kab. Contoh")]
