"""One instrument on a page: what is known of it, where it stands, what rests on it."""

from datetime import date

import attrs
import pytest

from pmi_core.documents import InstrumentSheet, cover, resting_on_law, sheet_of, sheet_text
from pmi_core.errors import NotFound
from pmi_core.evaluation import shipped_rulebooks
from pmi_core.messages import Language, Text
from pmi_core.regulation import (
    Clause,
    FieldSource,
    Force,
    InstrumentId,
    LawPack,
    Provenance,
    ProvenanceStatus,
    Provision,
    Registry,
    Supplement,
    layer,
    shipped_registry,
)

LAW = shipped_registry()
COVERAGE = cover(LAW, resting_on_law(LAW, shipped_rulebooks()))
DAY = date(2024, 8, 1)


def sheet(
    name: str, law: Registry = LAW, on: date = DAY, known_on: date | None = None
) -> InstrumentSheet:
    return sheet_of(law, name, COVERAGE, on=on, known_on=known_on)


def lines(name: str, law: Registry = LAW, language: Language = Language.ID) -> list[str]:
    return sheet_text(sheet(name, law), law, language).splitlines()


@pytest.mark.parametrize("instrument", [item.id for item in LAW.instruments])
@pytest.mark.parametrize("language", Language)
def test_every_instrument_has_a_sheet_that_fits_a_terminal(
    instrument: InstrumentId, language: Language
) -> None:
    shown = lines(instrument, language=language)
    assert max(map(len, shown)) <= 80
    text = " ".join(" ".join(shown).split())
    item = LAW.instrument(instrument)
    assert f"({instrument})" in text
    assert all(clause.at.text.in_(language) in text for clause in item.clauses)
    assert all(f"- {one.key}" in text for one in item.items)


def test_the_oral_directions_stand_with_their_items_and_the_rules_on_them() -> None:
    shown = lines("arahan-bp3mi-jabar-2024-07-23")
    assert "Per 1 Agustus 2024: berlaku" in shown
    assert "Wilayah: Jawa Barat (32)" in shown
    assert "- c: Foto sesuai dengan kegiatan." in shown
    assert "- f (tidak mengikat): Ketua atau Sekretaris membahas laporan dengan tim lebih" in shown
    assert "Belum ada ketentuan yang ditunjukkan oleh suatu sumber." in shown
    assert "- kriteria kawan-bulanan/LAP-11" in shown


def test_what_was_not_found_and_what_nobody_states_say_so() -> None:
    shown = lines("perban-bp2mi-1-2022")
    assert "Naskahnya: belum ditemukan" in shown
    assert "Mulai berlaku: tidak diketahui" in shown
    joined = " ".join(" ".join(shown).split())
    assert "mencabut Peraturan Kepala BNP2TKI Nomor 06 Tahun 2017 (belum diketahui" in joined
    assert "- Pasal 33 [belum ditemukan]" in lines("uu-18-2017")


def test_nothing_that_rests_says_so() -> None:
    assert lines("kepka-bp2mi-83-2022")[-1] == "- tidak ada"


def test_the_chain_up_and_down_is_named() -> None:
    assert "Landasannya: Undang-Undang Nomor 18 Tahun 2017" in lines("pp-59-2021")
    joined = " ".join(lines("perpres-90-2019"))
    assert "Diakhiri oleh: Peraturan Presiden Nomor 165 Tahun 2024; Peraturan Presiden" in joined


SOURCE = Provenance(
    status=ProvenanceStatus.TEXT_SEEN, source="naskah rekaan", known_from=date(2025, 1, 1)
)
AT = Provision.parse("Pasal 9")


def with_text() -> Registry:
    more = Supplement(
        instrument=InstrumentId("perban-bp2mi-1-2022"),
        effective=date(2022, 3, 1),
        clauses=(Clause(at=AT, wording="Rekaan kata demi kata."),),
        provenance=SOURCE,
    )
    title = Text(id="Rekaan", en="Invented")
    return layer(LAW, LawPack(id="contoh", title=title, supplements=(more,)))


def test_a_field_of_another_source_names_it() -> None:
    shown = lines("perban-bp2mi-1-2022", with_text())
    assert "Mulai berlaku: 1 Maret 2022 [naskah dilihat: naskah rekaan]" in shown
    assert "- Pasal 9 [naskah dilihat]: Rekaan kata demi kata." in shown


@pytest.mark.parametrize(
    ("known_on", "force", "clauses"),
    [
        (date(2024, 12, 31), Force.PRESUMED, 0),
        (date(2025, 1, 1), Force.IN_FORCE, 1),
        (None, Force.IN_FORCE, 1),
    ],
)
def test_a_sheet_is_as_one_could_know_it(known_on: date | None, force: Force, clauses: int) -> None:
    found = sheet("perban-bp2mi-1-2022", with_text(), known_on=known_on)
    assert (found.force, len(found.instrument.clauses)) == (force, clauses)


def test_a_source_of_its_own_that_is_the_same_is_not_repeated() -> None:
    item = LAW.instrument("perban-bp2mi-1-2022")
    own = FieldSource(fields=frozenset({"title"}), provenance=item.provenance)
    told = attrs.evolve(sheet(item.id), instrument=attrs.evolve(item, sources=(own,)))
    assert sheet_text(told, LAW, Language.ID) == sheet_text(sheet(item.id), LAW, Language.ID)


def test_an_instrument_that_is_not_known_has_no_sheet() -> None:
    with pytest.raises(NotFound, match="perban-bp2mi-1-2022"):
        sheet("perban-bp2mi-1-2202")


def test_a_provision_without_an_entry_has_no_sheet_and_those_shown_are_named() -> None:
    with pytest.raises(NotFound) as caught:
        sheet_of(LAW, "uu-18-2017", COVERAGE, on=DAY, at=Provision.parse("Pasal 99"))
    shown = [one for one in LAW.instrument("uu-18-2017").clauses if one.seen]
    assert caught.value.known == tuple(sorted(str(one.at) for one in shown))
    assert "Pasal 33" not in caught.value.known  # looked for in vain
