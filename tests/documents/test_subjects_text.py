"""What is judged besides reports: each note with its claim, what is open with what it lacks."""

import csv
import io
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given

from pmi_core.documents import (
    Bundle,
    CsvExporter,
    claim_text,
    notes_of,
    subject_notes_of,
    summary,
)
from pmi_core.documents.layout import WIDTH
from pmi_core.evaluation import NoteKind, Outcome, Result, Route, Severity, SubjectVerdicts
from pmi_core.messages import Language, Text
from pmi_core.regulation import Period, Provenance, ProvenanceStatus, shipped_registry
from pmi_core.reporting import (
    Attainment,
    CitedLaw,
    Claim,
    ClaimId,
    Comparison,
    Count,
    EvaluationLevel,
    Figure,
    Growth,
    Numeral,
    Publication,
    PublicationId,
    Ranking,
    Series,
    Share,
    Sum,
)
from pmi_core.testing import empty_bundle, laws, valid
from tests.documents.samples import bundle

ID = ClaimId("x")
BOOK = "angka-terbit"


def figure(printed: str | None = None, **more: Any) -> Figure:
    return Figure(printed=None if printed is None else Numeral.parse(printed), **more)


def told(claim: Claim) -> str:
    return claim_text(claim, shipped_registry()).id


SPAN = Period.parse("2023-S1")
CLAIMS: dict[str, tuple[Claim, str]] = {
    "sum": (
        Sum(id=ID, parts=(figure("550"), figure("22")), total=figure("572")),
        "2 bagian berjumlah 572; total tercetak 572",
    ),
    "sum with an unknown part": (
        Sum(id=ID, parts=(figure("550"), figure()), total=figure("1250")),
        "2 bagian, 1 di antaranya tidak diketahui; selebihnya berjumlah 550; total tercetak 1.250",
    ),
    "sum with an unknown total": (
        Sum(id=ID, parts=(figure("0.5"),), total=figure()),
        "1 bagian berjumlah 0,5; total tercetak tidak diketahui",
    ),
    "sum with one part that is no whole number": (
        Sum(id=ID, parts=(figure("77350"), figure("58.44")), total=figure("135791")),
        (
            "2 bagian berjumlah 77.408,44; total tercetak 135.791; bagian 58,44 bukan bilangan "
            "bulat, padahal total dikurangi bagian lain adalah 58.441"
        ),
    ),
    "sum with two parts that are no whole numbers": (
        Sum(id=ID, parts=(figure("1.5"), figure("2.5")), total=figure("4")),
        "2 bagian berjumlah 4; total tercetak 4",
    ),
    "sum whose total is no whole number": (
        Sum(id=ID, parts=(figure("1.5"), figure("2")), total=figure("3.5")),
        "2 bagian berjumlah 3,5; total tercetak 3,5",
    ),
    "share": (
        Share(id=ID, part=figure("1"), whole=figure("3"), percent=figure("33.3")),
        "1 dari 3 adalah 33,33%; tercetak 33,3%",
    ),
    "share without a part": (
        Share(id=ID, part=figure(), whole=figure("3"), percent=figure("79.47")),
        (
            "tidak dapat dihitung, sebab salah satu angkanya tidak diketahui atau penyebutnya nol; "
            "tercetak 79,47%"
        ),
    ),
    "share without a percentage": (
        Share(id=ID, part=figure("1"), whole=figure("4"), percent=figure()),
        "1 dari 4 adalah 25%",
    ),
    "growth": (
        Growth(id=ID, earlier=figure("69"), later=figure("150"), percent=figure("117.4")),
        "dari 69 menjadi 150 adalah 117,39%; tercetak 117,4%",
    ),
    "growth from below zero": (
        Growth(id=ID, earlier=figure("-10"), later=figure("-5"), percent=figure("50")),
        "dari -10 menjadi -5 adalah 50%; tercetak 50%",
    ),
    "growth from zero": (
        Growth(id=ID, earlier=figure("0"), later=figure("150"), percent=figure("5")),
        (
            "tidak dapat dihitung, sebab salah satu angkanya tidak diketahui atau penyebutnya nol; "
            "tercetak 5%"
        ),
    ),
    "growth to nobody knows what": (
        Growth(id=ID, earlier=figure("69"), later=figure(), percent=figure("5")),
        (
            "tidak dapat dihitung, sebab salah satu angkanya tidak diketahui atau penyebutnya nol; "
            "tercetak 5%"
        ),
    ),
    "ranking": (
        Ranking(
            id=ID,
            items=(
                figure("33639", label="Hong Kong", span=SPAN),
                figure("38478", label="Malaysia", span=SPAN),
            ),
        ),
        (
            "urutan tercetak Hong Kong 33.639; Malaysia 38.478; seluruhnya: "
            "Januari 2023 s.d. Juni 2023"
        ),
    ),
    "count": (
        Count(id=ID, total=figure("147"), units=figure("49"), each=figure("3")),
        "49 x 3 = 147; tercetak 147",
    ),
    "count without what each holds": (
        Count(id=ID, total=figure("147"), units=figure("39")),
        "147 dibagi 39 bersisa 30",
    ),
    "count without units": (Count(id=ID, total=figure("81"), each=figure("5")), "tercetak 81"),
    "count of units alone": (
        Count(id=ID, total=figure(), units=figure("5")),
        "tercetak tidak diketahui",
    ),
    "known law": (
        CitedLaw(id=ID, cited="UU 18/2017"),
        "dirujuk UU 18/2017; dikenal sebagai uu-18-2017",
    ),
    "law of another year": (
        CitedLaw(id=ID, cited="UU 999/1999"),
        "dirujuk UU 999/1999, yang tidak dikenal registri; yang dikenal -",
    ),
    "no law": (
        CitedLaw(id=ID, cited="undang-undang"),
        "dirujuk undang-undang, yang tidak terbaca sebagai nomor dan tahun",
    ),
    "comparison": (
        Comparison(
            id=ID,
            stated=figure("49", source="suara", definition="desa", as_of=date(2019, 7, 26)),
            others=(figure("39", source="antaranews", definition="desa"),),
        ),
        "dibandingkan 49 (suara, per 26 Juli 2019); 39 (antaranews); seluruhnya: desa",
    ),
    "attainment": (
        Attainment(id=ID, target=figure("300000"), realised=figure("297434")),
        "297.434 dari target 300.000 adalah 99,14%",
    ),
    "cumulative series": (
        Series(
            id=ID,
            items=(figure("807", span=SPAN), figure(span=Period.parse("2023-07"))),
            cumulative=True,
        ),
        "kumulatif 807 (Januari 2023 s.d. Juni 2023); tidak diketahui (Juli 2023)",
    ),
    "series by period": (
        Series(id=ID, items=(figure("1"), figure("2")), cumulative=False),
        "per periode 1; 2",
    ),
    "as printed": (
        Count(id=ID, text="81 orang", total=figure("81")),
        "81 orang; tercetak 81",
    ),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_a_claim_is_told_with_what_follows_from_it(name: str) -> None:
    claim, said = CLAIMS[name]
    assert told(claim) == said


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("1.155", "1,155"),
        ("1150.0625", "1.150,0625"),
        ("-0.0125", "-0,0125"),
        ("79.5", "79,5"),
        ("1150", "1.150"),
    ],
)
def test_a_figure_is_shown_with_the_decimals_it_was_printed_with(printed: str, shown: str) -> None:
    claim = Comparison(id=ID, stated=figure(printed), others=(figure("3"),))
    assert shown in told(claim)


def test_a_wrong_year_is_told_with_the_law_that_is_known() -> None:
    said = told(CitedLaw(id=ID, cited="UU 18/2018"))
    assert said.startswith("dirujuk UU 18/2018, yang tidak dikenal registri; yang dikenal UU 18/20")


@laws
@given(claim=valid(Sum) | valid(Share) | valid(Growth) | valid(Count) | valid(Attainment))
def test_any_claim_is_told_in_both_languages(claim: Claim) -> None:
    said = claim_text(claim, shipped_registry())
    assert said.id
    assert said.en


def result(criterion: str, outcome: Outcome, *witnesses: str, missing: str = "") -> Result:
    return Result(
        criterion=criterion,
        outcome=outcome,
        witnesses=witnesses,
        standing=ProvenanceStatus.ASSUMED,
        severity=Severity.MUST_FIX,
        weight=Fraction(1),
        route=Route.NATIONAL,
        missing=(missing,) if missing else (),
    )


def verdicts(name: str, *results: Result, subject: str = "publication") -> SubjectVerdicts:
    return SubjectVerdicts(
        subject=subject,
        id=name,
        title=Text(id=f"Nama {name}", en=f"Name {name}"),
        invented=False,
        on=date(2023, 12, 18),
        level=EvaluationLevel.BP3MI,
        rulebook=BOOK,
        version="2026.1",
        results=results,
    )


def with_subjects(made: Bundle, *found: SubjectVerdicts, **more: Any) -> Bundle:
    return attrs.evolve(made, review=attrs.evolve(made.review, subjects=found), **more)


def said(made: Bundle) -> str:
    text = summary(made)
    assert max(map(len, text.splitlines())) <= WIDTH
    return " ".join(text.split())


NOTED = result("ANG-01", Outcome.NOT_MET, "/sums/0")


def test_a_note_stands_under_its_criterion_with_its_claim_and_its_basis() -> None:
    text = said(
        with_subjects(bundle(), verdicts("a", NOTED), claims={"a/sums/0": "1 dan 1 adalah 3"})
    )
    assert "PEMERIKSAAN: PUBLIKASI" in text
    assert "1 diperiksa: 1 dengan catatan, 0 dengan hal yang belum dapat dinilai." in text
    assert "ANG-01 Bagian berjumlah sama dengan total, kecuali dinyatakan sebagian: 1 catatan" in (
        text
    )
    assert "(bobot: wajib diperbaiki; tujuan: Nasional)" in text
    assert "Dasar (asumsi): " in text
    assert "- Nama a: 1 dan 1 adalah 3" in text
    assert "Belum dapat dinilai:" not in text


def test_what_is_open_is_listed_with_what_is_not_known() -> None:
    source = "publication.sums.total.value"
    open_ = result("ANG-01", Outcome.UNDETERMINED, "/sums/0", missing=source)
    facts = {source: "nilai total"}
    text = said(
        with_subjects(bundle(), verdicts("a", open_), facts=facts, claims={"a/sums/0": "satu"})
    )
    assert "Tidak ada catatan. Belum dapat dinilai: - ANG-01 " in text
    assert "- Nama a: satu Belum diketahui: nilai total." in text


def test_many_bodies_are_counted_and_only_the_first_are_named() -> None:
    met = result("BAD-01", Outcome.MET)
    missing = result("BAD-02", Outcome.UNDETERMINED, missing="body.programme")
    found = [verdicts(f"b{number}", met, missing, subject="body") for number in range(7)]
    text = said(with_subjects(bundle(), *found))
    assert "PEMERIKSAAN: BADAN" in text
    assert "BAD-02 BAD-02: 7" in text
    assert "Belum diketahui: body.programme. - Nama b0 " in text
    assert "- Nama b4 - dan 2 lainnya" in text
    assert "Nama b5" not in text


def test_bodies_that_lack_different_things_stand_apart() -> None:
    pairs = (("b0", "satu"), ("b1", "dua"), ("b2", "satu"))
    text = said(
        with_subjects(
            bundle(),
            *(
                verdicts(
                    name, result("BAD-02", Outcome.UNDETERMINED, missing=source), subject="body"
                )
                for name, source in pairs
            ),
        )
    )
    assert "diketahui: satu. - Nama b0 - Nama b2 Belum diketahui: dua. - Nama b1" in text


def test_an_undetermined_body_that_lacks_no_fact_is_named_all_the_same() -> None:
    open_ = result("BAD-04", Outcome.UNDETERMINED)
    text = said(with_subjects(bundle(), verdicts("b0", open_, subject="body")))
    assert "BAD-04 BAD-04: 1 - Nama b0" in text


def test_witnesses_of_the_round_are_told_without_its_name_again() -> None:
    noted = result("DOS-09", Outcome.NOT_MET, "/persons/0")
    open_ = result("DOS-02", Outcome.UNDETERMINED, *(f"/photos/{n}" for n in range(7)))
    claims = {f"d/photos/{n}": f"lap-{n}" for n in range(7)}
    found = verdicts("d", noted, open_, subject="dossier")
    text = said(with_subjects(bundle(), found, claims={"d/persons/0": "orang-1: k-1", **claims}))
    assert "- orang-1: k-1" in text
    assert "- lap-4 - dan 2 lainnya" in text
    assert "Nama d" not in text


def test_a_subject_of_a_plugin_goes_by_its_own_name_and_a_failed_check_says_so() -> None:
    failed = result("UJI-01", Outcome.ERRORED)
    text = said(with_subjects(bundle(), verdicts("a", failed, subject="kontrak")))
    assert "PEMERIKSAAN: KONTRAK" in text
    assert "- Nama a (pemeriksaan gagal)" in text


def test_what_is_invented_says_so_on_a_page_that_is_not() -> None:
    real = attrs.evolve(bundle(), review=attrs.evolve(bundle().review, invented=False))
    open_ = result("ANG-10", Outcome.UNDETERMINED, missing="body.programme")
    made_up = attrs.evolve(verdicts("a", NOTED, open_), invented=True)
    claims = {"a/sums/0": "satu", "a/attainments/0": "dua"}
    text = said(with_subjects(real, made_up, verdicts("b", NOTED), claims=claims))
    assert "- Nama a (data rekaan): satu" in text
    assert "- Nama a (data rekaan) Belum diketahui" in text
    assert "- Nama a (data rekaan): dua" in text
    assert "- Nama b (" not in text


def test_several_subjects_and_rulebooks_have_their_sections_and_lines() -> None:
    other = attrs.evolve(verdicts("a", result("UJI-01", Outcome.MET)), rulebook="uji")
    body = verdicts("b", result("BAD-01", Outcome.NOT_MET), subject="body")
    text = said(with_subjects(bundle(), body, verdicts("a", NOTED), other))
    assert text.index("PEMERIKSAAN: BADAN") < text.index("PEMERIKSAAN: PUBLIKASI")
    assert "Menurut angka-terbit 2026.1, 1 diperiksa" in text
    assert "Menurut uji 2026.1, 1 diperiksa" in text


def test_reports_keep_their_sections_beside_other_subjects() -> None:
    text = said(with_subjects(bundle(), verdicts("a", NOTED)))
    order = ("DAFTAR BADAN", "PREDIKAT", "PEMERIKSAAN", "bersandar pada", "TUJUAN CATATAN")
    assert [text.index(word) for word in order] == sorted(text.index(word) for word in order)


def test_a_dossier_without_reports_prints_no_empty_table_but_its_note() -> None:
    bare = empty_bundle()
    note = Text(id="Catatan tentang data.", en="A note.")
    bare = attrs.evolve(bare, review=attrs.evolve(bare.review, note=note))
    assert "DAFTAR BADAN" in summary(bare)
    text = said(with_subjects(bare, verdicts("a", NOTED)))
    assert "Catatan tentang data. PEMERIKSAAN" in text
    assert [word for word in ("DAFTAR BADAN", "PREDIKAT", "TUJUAN", "KONSEP") if word in text] == []


def test_a_rulebook_on_another_subject_is_not_told_as_idle() -> None:
    text = said(bundle())
    assert "angka-terbit 2026.1: menilai" not in text
    assert "sejak-pembentukan 2026.1: menilai 0 laporan" in text


def test_what_was_attained_is_told_though_nothing_is_wrong_with_it() -> None:
    met = verdicts("a", result("ANG-18", Outcome.MET))
    claims = {"a/attainments/0": "297.434 dari target 300.000 adalah 99,14%", "a/sums/0": "lain"}
    text = said(with_subjects(bundle(), met, claims=claims))
    assert "Dihitung: - Nama a: 297.434 dari target 300.000 adalah 99,14%" in text
    assert "lain " not in text.split("Dihitung:")[1].split("Hasil")[0]


def test_notes_on_subjects_are_rows_of_the_same_table() -> None:
    made = with_subjects(
        bundle(), verdicts("a", NOTED, result("UJI-01", Outcome.ERRORED)), claims={"a/sums/0": "x"}
    )
    first, second = subject_notes_of(made)
    assert (first.id, first.pointer, first.said, first.name) == ("a", "/sums/0", "x", "Nama a")
    assert (second.pointer, second.said, second.title, second.remedy) == ("", "", "UJI-01", "")
    (table, _) = CsvExporter().export(made)
    rows = [*csv.reader(io.StringIO(table.data.decode()))]
    assert len(rows) == 1 + len(notes_of(made)) + 2
    assert rows[-2][:3] == ["ANG-01", "a", "/sums/0"]
    assert rows[-1][3] == "gagal_diperiksa"
    assert rows[-1][-2] == "catatan"
    assert {row[-1] for row in rows[1:]} == {"ya"}


def test_what_the_team_writes_down_is_a_finding() -> None:
    noted = attrs.evolve(verdicts("a", NOTED), level=EvaluationLevel.BP2MI_TEAM)
    made = with_subjects(bundle(), noted)
    assert [note.kind for note in subject_notes_of(made)] == [NoteKind.FINDING]
    assert "1 temuan" in said(made)
    assert bundle().note_kind("kawan-bulanan") is NoteKind.NOTE
    assert bundle().note_kind("tidak-ada") is NoteKind.NOTE


def test_the_bundle_tells_claims_in_its_language_and_masks_what_identifies() -> None:
    count = Count(id=ID, text="hubungi 0812 3456 7890", total=figure("81"))
    share = Share(id=ID, part=figure(), whole=figure("3"), percent=figure("79.47"))
    page = Publication(
        id=PublicationId("a"),
        title=Text(id="Terbitan", en="Publication"),
        publisher="contoh",
        source=Provenance(status=ProvenanceStatus.REPORTED, source="contoh"),
        counts=(count,),
        shares=(share,),
    )
    made = bundle(language=Language.EN, publications=(page,))
    assert made.claims["a/counts/0"] == "hubungi ***; printed 81"
    assert (
        made.facts["publication.shares.part.value"] == "value of part of shares of the publication"
    )
    assert "Not known: value of part of shares of the publication." in said(made)
