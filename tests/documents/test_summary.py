"""The summary: three numbers never made a ratio, bases with their status, drafts called drafts."""

from datetime import date

import attrs
import pytest
from hypothesis import given

from pmi_core.documents import Bundle, paragraph, short, summary, table
from pmi_core.documents.layout import WIDTH
from pmi_core.documents.summary import counted
from pmi_core.messages import Language
from pmi_core.planning import Acceptance
from pmi_core.programme import Level, Programme, ReportKind
from pmi_core.testing import bundles, empty_bundle, laws
from tests.documents.samples import NOTE, bundle

TITLE = "BAHAN RUMUSAN RENCANA AKSI TAHUN 2024 (KONSEP, BUKAN DOKUMEN RESMI)"


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return summary(bundle()).splitlines()


def line(lines: list[str], *words: str) -> str:
    (found,) = [line for line in lines if all(word in line for word in words)]
    return " ".join(found.split())


def test_invented_data_are_announced_first(lines: list[str]) -> None:
    assert lines[0].startswith("DATA REKAAN")
    assert lines.index(NOTE.id) > lines.index(next(x for x in lines if "Terdaftar" in x))


def test_real_data_are_not_called_invented() -> None:
    assert "REKAAN" not in summary(empty_bundle())


def test_roll_attendance_and_reporting_are_three_numbers(lines: list[str]) -> None:
    assert line(lines[:20], "Kawan PMI", "kab/kota") == "Kawan PMI kab/kota 2 1 0 data rekaan"
    assert line(lines[:20], "Perwira PMI") == (
        "Perwira PMI provinsi 1 tidak diketahui 0 data rekaan"
    )


def test_attendance_without_a_list_is_unknown_not_zero() -> None:
    made = bundle()
    row = attrs.evolve(made.review.turnout[0], attending=None)
    text = summary(attrs.evolve(made, review=attrs.evolve(made.review, turnout=(row,))))
    assert "tidak diketahui" in text


def test_every_line_of_a_province_says_that_its_data_are_invented(lines: list[str]) -> None:
    provinces = [line for line in lines if line.startswith("Sulawesi Tenggara")]
    assert len(provinces) >= 3
    assert all(line.endswith("data rekaan") for line in provinces)


def test_what_is_only_assumed_to_be_owed_is_a_note(lines: list[str]) -> None:
    assert any(line.startswith("Sulawesi Tenggara") and " * " in line for line in lines)
    assert (
        line(lines, "hanya menjadi catatan") == "Belum masuk dan hanya menjadi catatan: 2 laporan."
    )
    assert line(lines, "Belum masuk dari yang wajib")
    assert line(lines, "dispensasi").endswith("1 laporan.")


def test_a_withheld_grade_says_what_was_determined_and_what_would_settle_it() -> None:
    text = " ".join(summary(bundle()).split())
    assert "belum dapat dinilai" in text
    assert "terperiksa" in text
    assert "Isian yang paling menentukan" in text


def test_each_note_has_its_basis_and_the_status_of_it() -> None:
    text = " ".join(summary(bundle()).split())
    assert "LAP-07 (Kawan PMI)" in text
    assert "Dasar (analogi, tanpa bobot dalam predikat): Arahan rapat BP3MI Jawa Barat" in text
    assert "merupakan asumsi" in text.casefold() or "asumsi pmi_core" in text.casefold()


def test_notes_go_to_the_unit_the_office_or_the_nation(lines: list[str]) -> None:
    assert "LAP-07" in line(lines, "- Unit, untuk diperbaiki")
    assert "LAP-03" not in line(lines, "- Unit, untuk diperbaiki")
    assert line(lines, "- Unit, hanya pengingat")
    assert line(lines, "- BP3MI, untuk")
    text = " ".join(" ".join(lines).split())
    assert "- Nasional (sekurangnya 25% badan dan sekurangnya 2 badan), untuk" in text


def test_without_a_threshold_the_nation_line_says_so() -> None:
    made = bundle()
    text = summary(attrs.evolve(made, review=attrs.evolve(made.review, threshold=None)))
    assert "Nasional (ambang tidak berlaku pada hari itu)" in text


@pytest.mark.parametrize(("number", "said"), [(0, False), (1, True)])
def test_bodies_without_a_recorded_start_are_counted(number: int, said: bool) -> None:
    made = bundle()
    text = summary(attrs.evolve(made, review=attrs.evolve(made.review, unstarted=number)))
    assert ("Tanpa awal yang tercatat: 1 badan" in text) is said


def test_rulebooks_that_judged_no_report_are_named(lines: list[str]) -> None:
    assert [" ".join(line.split()) for line in lines if "menilai 0 laporan" in line] == [
        "kawan-semester 2026.1: menilai 0 laporan",
        "perwira 2026.1: menilai 0 laporan",
        "sejak-pembentukan 2026.1: menilai 0 laporan",
    ]


def test_the_baseline_says_what_it_counts(lines: list[str]) -> None:
    item = bundle().plan.items[0]
    assert f"Asal: {item.origins[0].text.id}" in " ".join(" ".join(lines).split())


@pytest.mark.parametrize(("number", "said"), [(0, "0 notes"), (1, "1 note"), (2, "2 notes")])
def test_english_has_a_plural(number: int, said: str) -> None:
    assert counted(bundle(Language.EN), "catatan", number) == said


def test_where_nothing_that_weighs_applied_no_grade_is_awaited() -> None:
    made = bundle()
    withheld = next(item for item in made.review.judged if item.scorecard.withheld)
    card = attrs.evolve(withheld.scorecard, components=())
    judged = (attrs.evolve(withheld, scorecard=card),)
    text = summary(attrs.evolve(made, review=attrs.evolve(made.review, judged=judged)))
    assert "tanpa bobot: 1" in text
    assert "terperiksa" not in text


def test_the_plan_is_a_draft_and_says_so(lines: list[str]) -> None:
    assert TITLE in " ".join(lines)
    assert line(lines, "KWN-01")
    assert line(lines, "PWR-01")
    assert line(lines, "usulan-2")


def test_it_is_english_when_asked() -> None:
    text = summary(bundle(Language.EN))
    assert "INVENTED DATA" in text
    assert "Most frequent notes".upper() in text


def test_what_was_known_on_a_day_is_said() -> None:
    made = bundle()
    assert "Berdasarkan yang diketahui" not in summary(made)
    later = attrs.evolve(made, review=attrs.evolve(made.review, known_on=made.review.as_of))
    assert "Berdasarkan yang diketahui pada 18 Desember 2023" in summary(later)


def test_long_lists_are_cut_and_counted() -> None:
    made = bundle()
    row = made.review.frequencies[0]
    many = tuple(attrs.evolve(row, criterion=f"UJI-{number:02d}") for number in range(12))
    text = summary(attrs.evolve(made, review=attrs.evolve(made.review, frequencies=many)))
    assert "UJI-09" in text
    assert "dan 2 jenis catatan lain." in text


def test_scorecards_that_lack_differently_are_a_range() -> None:
    made = bundle()
    withheld = next(item for item in made.review.judged if item.scorecard.withheld)
    card = attrs.evolve(withheld.scorecard, determinable=withheld.scorecard.applicable)
    judged = (*made.review.judged, attrs.evolve(withheld, scorecard=card))
    text = summary(attrs.evolve(made, review=attrs.evolve(made.review, judged=judged)))
    assert " sampai " in " ".join(text.split())


def test_proposed_exceptions_are_counted() -> None:
    made = bundle()
    proposed = Acceptance(
        id="KCL-01",
        subject=Programme.KAWAN_PMI,
        rulebook="kawan-bulanan",
        criterion="LAP-03",
        notes=1,
        reason=NOTE,
        until=date(2024, 12, 31),
    )
    plan = attrs.evolve(made.plan, exceptions=(proposed,))
    assert "Pengecualian yang diusulkan: 1" in summary(attrs.evolve(made, plan=plan))


def test_where_nothing_would_settle_it_nothing_is_named() -> None:
    made = bundle()
    judged = tuple(
        attrs.evolve(item, scorecard=attrs.evolve(item.scorecard, settled_by=()))
        for item in made.review.judged
    )
    text = summary(attrs.evolve(made, review=attrs.evolve(made.review, judged=judged)))
    assert "Isian yang paling menentukan" not in text


def test_a_plan_without_items_says_so() -> None:
    assert "belum ada butir" in summary(empty_bundle())


@laws
@given(made=bundles(least_bodies=1))
def test_it_fits_a_terminal(made: Bundle) -> None:
    for line in summary(made).splitlines():
        assert len(line) <= WIDTH or " " not in line.strip() or line.startswith("  "), line


def test_every_word_of_a_table_has_a_short_form() -> None:
    for enum in (Programme, Level, ReportKind):
        for member in enum:
            assert len(short(bundle(), member)) <= 14


# --- layout -------------------------------------------------------------------------------------


def test_a_table_of_no_rows_is_its_head() -> None:
    assert list(table(("a", "b"), [])) == ["a  b"]


def test_an_empty_paragraph_is_no_line() -> None:
    assert list(paragraph("")) == []
