"""What the shipped data says, as an official could check it line by line."""

from datetime import date
from fractions import Fraction

import pytest

from pmi_core.messages import Text, render
from pmi_core.regulation import (
    Assumption,
    Cited,
    InstrumentId,
    InstrumentKind,
    Parameter,
    ProvenanceStatus,
    Provision,
    check_registry,
    shipped_places,
    shipped_registry,
)

LAW = shipped_registry()
NOT_FOUND = ProvenanceStatus.NOT_FOUND
PP_39 = Cited(cite=InstrumentId("pp-39-2006"), analogy=True)


def test_the_registry_contradicts_itself_nowhere() -> None:
    assert check_registry(LAW, places=shipped_places()) == ()
    assert LAW.layers == ("pmi_core",)


def test_instruments_and_parameters_are_in_order() -> None:
    assert list(LAW.instruments) == sorted(LAW.instruments, key=lambda item: item.id)
    assert list(LAW.parameters) == sorted(LAW.parameters, key=lambda item: item.key)


@pytest.mark.parametrize("name", ["perban-bp2mi-1-2022", "kepka-bp2mi-83-2022"])
def test_the_two_instruments_of_the_partners_have_no_known_text(name: str) -> None:
    instrument = LAW.instrument(name)
    assert instrument.text_status is NOT_FOUND
    assert instrument.provenance.status is ProvenanceStatus.REPORTED
    assert not any(clause.seen for clause in instrument.clauses)
    assert instrument.items == ()
    assert instrument.note is not None
    assert "kedua mitra strategis" in instrument.note.id


def test_the_title_of_decree_83_is_not_known() -> None:
    assert LAW.instrument("kepka-bp2mi-83-2022").title is None


@pytest.mark.parametrize("article", ["8", "31", "32", "33", "34", "35", "36"])
def test_articles_of_the_protection_law_that_nobody_showed_us_cannot_be_cited(
    article: str,
) -> None:
    assert not LAW.instrument("uu-18-2017").shows(Provision(article=article))


def test_no_instrument_without_known_text_has_articles_but_those_reported() -> None:
    reported = {item.id for item in LAW.instruments if item.text_status is NOT_FOUND}
    with_articles = {item.id for item in LAW.instruments if any(one.seen for one in item.clauses)}
    assert reported & with_articles == {
        "permenpanrb-88-2021",  # Pasal 6, through a regency's regulation
        "perpres-164-2024",  # Pasal 47, as reported
        "uu-27-2022",  # Pasal 4, through secondary sources
    }


def test_the_directions_of_jawa_barat_are_oral_local_and_from_their_day_on() -> None:
    direction = LAW.instrument("arahan-bp3mi-jabar-2024-07-23")
    assert direction.kind is InstrumentKind.MEETING_DIRECTION
    assert direction.number is None
    assert direction.territory == {"32"}
    assert direction.effective == date(2024, 7, 23)
    assert [item.key for item in direction.items] == list("abcdefghi")
    assert [item.key for item in direction.items if not item.binding] == ["f"]
    assert "terpotong" in direction.item("i").text.id
    assert "cut off" in direction.item("i").text.en


def test_the_tasks_of_divisions_come_from_one_meeting_in_lampung() -> None:
    meeting = LAW.instrument("rakernis-lampung-2024-05-13")
    assert meeting.territory == {"18"}
    assert {item.key[0] for item in meeting.items} == {"1", "2", "3"}
    assert not any(item.binding for item in meeting.items)


def test_the_two_decrees_of_november_2024_replace_the_one_of_2019() -> None:
    replaced = {
        item.id
        for item in LAW.instruments
        for relation in item.relations
        if relation.target == "perpres-90-2019"
    }
    assert replaced == {"perpres-165-2024", "perpres-166-2024"}


def test_known_limits_of_time_are_never_before_the_signing() -> None:
    for item in LAW.instruments:
        days = [item.enacted, item.effective, item.repealed]
        known = [day for day in days if day is not None]
        assert known == sorted(known)
        assert all(shipped_places().knows(code) for code in item.territory)


ASSUMED = {
    "ambang_anggota_terlatih": Fraction(1, 2),
    "ambang_bagian_kembar": 100,
    "ambang_kemiripan": Fraction(17, 20),
    "ambang_sistemik": Fraction(1, 4),
    "ambang_usaha_ber_nib": Fraction(1, 2),
    "ambang_usaha_berjalan": Fraction(1, 2),
    "ambang_usaha_berkelompok": Fraction(1, 2),
    "ambang_usaha_kur": Fraction(1, 4),
    "badan_minimum_sistemik": 2,
    "batas_hari_kerja": 5,
    "batas_hari_penerusan_pengaduan": 7,
    "cuti_bersama_libur": 1,
    "jangkauan_kecamatan": Fraction(1, 4),
    "jumlah_penggerak": 5,
    "jumlah_peran": 5,
    "jumlah_produk_unggulan": 1,
    "kegiatan_per_divisi": 1,
    "laporan_pertama_bulan_pengukuhan": 1,
    "laporan_sejak_pembentukan": 1,
    "libur_nasional_libur": 1,
    "materi_informasi": 6,
    "mitra_perwira": 1,
    "pelatihan_perwira": 1,
    "toleransi_hari_biaya": 0,
    "toleransi_persen": Fraction(1, 100),
    "usaha_perwira": 1,
    "wajib_lapor_perwira": 0,
    "wajib_lapor_provinsi": 0,
}
WINDOWS = {
    "pmi_purna_jendela_sosial_perban_5_2024": (
        5,
        (Cited(cite=InstrumentId("perban-bp2mi-5-2024")),),
    ),
    "pmi_purna_jendela_sosial_permen_33_2025": (
        1,
        (
            Cited(
                cite=InstrumentId("permen-p2mi-33-2025"),
                at=Provision(article="16", paragraph="6"),
            ),
        ),
    ),
}


def test_no_parameter_ships_that_is_not_listed_here() -> None:
    assert {item.key for item in LAW.parameters} == {*ASSUMED, *WINDOWS}


@pytest.mark.parametrize(("key", "number"), ASSUMED.items())
def test_what_no_source_sets_is_an_assumption_without_a_first_day(
    key: str, number: int | Fraction
) -> None:
    (only,) = LAW.parameter(key).values
    assert (only.value, only.first, only.last) == (number, None, None)
    owners = [basis.owner for basis in only.basis if isinstance(basis, Assumption)]
    assert owners == ["pmi_core"]


@pytest.mark.parametrize("key", WINDOWS)
def test_the_two_windows_of_social_empowerment_stand_side_by_side(key: str) -> None:
    number, basis = WINDOWS[key]
    (only,) = LAW.parameter(key).values
    assert only.value == number
    assert only.basis == basis


def test_five_working_days_are_only_suggested_by_the_regulation_for_agencies() -> None:
    (only,) = LAW.parameter("batas_hari_kerja").values
    assert PP_39 in only.basis
    assert {type(basis) for basis in only.basis} == {Cited, Assumption}


@pytest.mark.parametrize("parameter", LAW.parameters, ids=lambda item: item.key)
def test_every_text_of_a_parameter_is_in_both_languages(parameter: Parameter) -> None:
    texts = [parameter.label, parameter.unit]
    texts += [
        basis.reason
        for value in parameter.values
        for basis in value.basis
        if isinstance(basis, Assumption)
    ]
    assert all(text.id and text.en and text.id != text.en for text in texts)


@pytest.mark.parametrize("instrument", LAW.instruments, ids=lambda item: item.id)
def test_every_instrument_can_be_named_and_says_its_source(instrument: object) -> None:
    found = LAW.instrument(getattr(instrument, "id", ""))
    shown = render("regulation.at", name=found.name, at="x")
    assert isinstance(shown, Text)
    assert "tidak diketahui" not in shown.id
    assert found.provenance.source
    assert found.provenance.entered == date(2026, 11, 24)


NAMED_IN_THE_SOURCES = {
    "kepka-bp2mi-17-2024",
    "kepka-bp2mi-439-2023",
    "kepka-bp2mi-83-2022",
    "kepmendagri-050-145-2022",
    "kepmendagri-100.1.1-6117-2022",
    "kepmendagri-300.2.2-2138-2025",
    "kepmendagri-300.2.2-2430-2025",
    "perban-bp2mi-1-2022",
    "perban-bp2mi-11-2020",
    "perban-bp2mi-4-2023",
    "perban-bp2mi-5-2024",
    "perban-bp2mi-6-2022",
    "perban-bp2mi-6-2023",
    "perban-bp2mi-7-2022",
    "perban-bp2mi-7-2023",
    "perban-bp2mi-8-2023",
    "perbup-indramayu-46-2023",
    "perka-bnp2tki-06-2017",
    "permen-p2mi-17-2025",
    "permen-p2mi-31-2025",
    "permen-p2mi-32-2025",
    "permen-p2mi-33-2025",
    "permenaker-2-2019",
    "permenaker-9-2019",
    "permendagri-58-2021",
    "permenpan-12-2015",
    "permenpan-53-2014",
    "permenpanrb-88-2021",
    "permenpanrb-89-2021",
    "perppu-2-2022",
    "perpres-130-2024",
    "perpres-164-2024",
    "perpres-165-2024",
    "perpres-166-2024",
    "perpres-29-2014",
    "perpres-39-2019",
    "perpres-53-2021",
    "perpres-81-2006",
    "perpres-90-2019",
    "pp-3-2013",
    "pp-39-2006",
    "pp-59-2021",
    "pp-8-2006",
    "uu-11-2020",
    "uu-18-2017",
    "uu-27-2022",
    "uu-39-2004",
}


def test_every_instrument_the_sources_name_ships_and_none_from_memory() -> None:
    numbered = {item.id for item in LAW.instruments if item.number is not None}
    assert {name for name in numbered if not name.startswith("keppres-")} == NAMED_IN_THE_SOURCES
    drafts = [item.id for item in LAW.instruments if item.kind is InstrumentKind.DRAFT]
    assert drafts == ["rancangan-permen-desa-migran-emas", "rancangan-perubahan-ketiga-uu-18-2017"]


def test_relations_that_no_source_states_are_recorded_as_such() -> None:
    unstated = {
        (item.id, relation.kind.value, relation.target)
        for item in LAW.instruments
        for relation in item.relations
        if not relation.stated
    }
    assert unstated == {
        ("perban-bp2mi-1-2022", "mencabut", "perka-bnp2tki-06-2017"),
        ("perban-bp2mi-8-2023", "mengubah", "perban-bp2mi-7-2022"),
        ("permenpanrb-88-2021", "mencabut", "permenpan-12-2015"),
        ("pp-59-2021", "mencabut", "pp-3-2013"),
        ("permen-p2mi-33-2025", "mencabut", "perban-bp2mi-5-2024"),
        ("perpres-90-2019", "menggantikan", "perpres-81-2006"),
    }
