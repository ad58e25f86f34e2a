"""What a whole dossier adds up to."""

from datetime import date
from fractions import Fraction

import attrs
import pytest

from pmi_core import codec
from pmi_core.errors import NotFound
from pmi_core.evaluation import (
    REVIEW_KIND,
    Outcome,
    Review,
    Route,
    evaluate,
    review,
    shipped_policies,
    shipped_rulebook,
    shipped_rulebooks,
)
from pmi_core.messages import Text
from pmi_core.programme import BodyId, History, Programme, ReportKind
from pmi_core.regulation import (
    Cited,
    LawPack,
    Parameter,
    ParameterKey,
    Period,
    Registry,
    layer,
    shipped_registry,
)
from pmi_core.reporting import (
    Channel,
    Cover,
    Dossier,
    EvaluationLevel,
    Judgement,
    Narrative,
    Report,
    ReportId,
    ReportState,
    Submission,
    SubmissionId,
    read_dossier,
)
from tests.reporting.samples import (
    AUGUST,
    association,
    monthly,
    province_unit,
    unit,
    write_folder,
)

SEPTEMBER = Period.parse("2023-09")
(POLICY,) = shipped_policies()


def received(name: str, day: date) -> Submission:
    reports = (ReportId(name),)
    return Submission(
        id=SubmissionId(f"s-{name}"), channel=Channel.POST, received_on=day, reports=reports
    )


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    wrong_cover = attrs.evolve(monthly("lap-08"), cover=Cover(period=SEPTEMBER))
    other = monthly("lap-b-08", body="kawan-74-61")
    since = attrs.evolve(
        monthly("lsp-p", body="perwira-01"),
        kind=ReportKind.SINCE_FORMATION,
        period=Period.parse("2023-07-22/2023-12-16"),
    )
    folder = write_folder(
        tmp_path_factory.mktemp("dosir"),
        (unit(), unit("kawan-74-61", "74.61"), province_unit(), association()),
        (wrong_cover, monthly("lap-09", period=SEPTEMBER), other, since),
        (
            received("lap-08", date(2023, 9, 8)),
            received("lap-09", date(2023, 10, 5)),
            received("lap-b-08", date(2023, 9, 7)),
            received("lsp-p", date(2023, 12, 12)),
        ),
    )
    return read_dossier(folder)


def reviewed(dossier: Dossier, registry: Registry | None = None, **options: date) -> Review:
    return review(dossier, shipped_rulebooks(), POLICY, registry=registry, **options)


def notes(found: Review) -> set[tuple[str, str]]:
    return {
        (item.evaluation.report, note.criterion)
        for item in found.judged
        for note in item.evaluation.notes
    }


def test_each_report_is_judged_by_the_rulebook_of_its_kind(dossier: Dossier) -> None:
    books = {item.evaluation.report: item.evaluation.rulebook for item in reviewed(dossier).judged}
    assert books == {
        "lap-08": "kawan-bulanan",
        "lap-09": "kawan-bulanan",
        "lap-b-08": "kawan-bulanan",
        "lsp-p": "sejak-pembentukan",
    }


def test_the_notes_are_those_and_no_others(dossier: Dossier) -> None:
    assert notes(reviewed(dossier)) == {("lap-08", "LAP-02"), ("lap-08", "LAP-03")}


def test_roll_attendance_and_reporting_are_three_numbers(dossier: Dossier) -> None:
    rows = {
        (row.programme.value, row.level.value): (row.roll, row.attending, row.reporting)
        for row in reviewed(dossier).turnout
    }
    assert rows == {
        ("kawan_pmi", "kabkota"): (2, None, 0),
        ("kawan_pmi", "provinsi"): (1, None, 0),
        ("perwira_pmi", "provinsi"): (1, None, 1),
    }


def test_expected_and_received_per_province_programme_level_and_kind(dossier: Dossier) -> None:
    rows = {
        (row.province, row.level.value, row.kind.value): (row.expected, row.received, row.binding)
        for row in reviewed(dossier).expected
    }
    assert rows == {
        ("74", "kabkota", "bulanan"): (8, 3, True),
        ("74", "kabkota", "sejak_pembentukan"): (2, 0, True),
        ("74", "provinsi", "sejak_pembentukan"): (1, 0, False),
        (None, "provinsi", "sejak_pembentukan"): (1, 1, False),
    }
    assert len(reviewed(dossier).missing) == 8


def test_a_kind_of_note_is_national_only_when_its_share_reaches_the_threshold(
    dossier: Dossier,
) -> None:
    def routes(**values: int | Fraction) -> dict[str, tuple[Fraction, Route]]:
        law = with_values(**values)
        return {row.criterion: (row.share, row.route) for row in reviewed(dossier, law).frequencies}

    half, whole = Fraction(1, 2), Fraction(1)
    assert routes() == {"LAP-02": (whole, Route.UNIT), "LAP-03": (half, Route.UNIT)}
    assert routes(badan_minimum_sistemik=1) == {
        "LAP-02": (whole, Route.NATIONAL),
        "LAP-03": (half, Route.NATIONAL),
    }
    raised = routes(badan_minimum_sistemik=1, ambang_sistemik=Fraction(2, 3))
    assert raised == {"LAP-02": (whole, Route.NATIONAL), "LAP-03": (half, Route.UNIT)}


def test_one_parameter_changes_the_verdicts_that_read_it_and_nothing_else(
    dossier: Dossier,
) -> None:
    law = with_values(batas_hari_kerja=6)
    before, after = reviewed(dossier), reviewed(dossier, law)
    assert notes(before) - notes(after) == {("lap-08", "LAP-03")}
    assert notes(after) <= notes(before)
    assert before.law.sha256 != after.law.sha256
    for old, new in zip(before.judged, after.judged, strict=True):
        assert old.scorecard.policy == new.scorecard.policy
        for was, now in zip(old.evaluation.results, new.evaluation.results, strict=True):
            assert was == now or was.criterion == "LAP-03"
    assert before.rulebooks == after.rulebooks
    assert before.policy == after.policy


def test_a_report_that_had_not_come_by_a_day_is_not_known_on_it(dossier: Dossier) -> None:
    found = reviewed(dossier, known_on=date(2023, 9, 30))
    assert {item.evaluation.report for item in found.judged} == {"lap-08", "lap-b-08"}


def test_as_of_decides_what_is_owed(dossier: Dossier) -> None:
    found = reviewed(dossier, as_of=date(2023, 9, 7))
    assert sum(row.expected for row in found.expected) == 2
    assert found.as_of == date(2023, 9, 7)


def test_a_review_survives_its_stored_form(dossier: Dossier) -> None:
    found = reviewed(dossier)
    assert codec.load_document(codec.dump_document(found, REVIEW_KIND), REVIEW_KIND) == found


def test_the_order_of_the_inputs_does_not_matter(dossier: Dossier) -> None:
    turned = attrs.evolve(
        dossier,
        bodies=dossier.bodies[::-1],
        reports=dossier.reports[::-1],
        submissions=dossier.submissions[::-1],
    )
    assert reviewed(turned) == reviewed(dossier)


def test_nothing_to_say_means_no_findings(dossier: Dossier) -> None:
    bare = attrs.evolve(dossier, reports=(), bodies=(association(),))
    assert not reviewed(bare).has_findings
    assert reviewed(dossier).has_findings
    assert reviewed(attrs.evolve(dossier, reports=())).has_findings


def test_decided_results_are_counted_by_what_they_rest_on(dossier: Dossier) -> None:
    found = reviewed(dossier)
    decided = sum(
        r.outcome in (Outcome.MET, Outcome.NOT_MET)
        for item in (*(one.evaluation for one in found.judged), *found.subjects)
        for r in item.results
    )
    assert sum(found.resting.values()) == decided
    assert set(found.resting) <= {"asumsi", "analogi", "diberitakan", "sekunder"}


def test_reports_of_a_programme_no_rulebook_knows_are_not_judged(dossier: Dossier) -> None:
    monthly_only = [b for b in shipped_rulebooks() if b.rulebook.id == "kawan-bulanan"]
    found = review(dossier, monthly_only, POLICY)
    assert "lsp-p" not in {item.evaluation.report for item in found.judged}
    assert {row.programme for row in found.frequencies} == {Programme.KAWAN_PMI}


def with_values(**values: int | Fraction) -> Registry:
    """The shipped law with parameters changed by a pack."""
    registry = shipped_registry()
    changed = []
    for key, value in values.items():
        parameter = registry.parameter(ParameterKey(key))
        dated = attrs.evolve(parameter.values[0], value=Fraction(value))
        changed.append(attrs.evolve(parameter, values=(dated,)))
    title = Text(id="uji", en="test")
    return layer(registry, LawPack(id="uji", title=title, parameters=tuple(changed)))


# What reads each parameter: the criteria, or what is computed besides them.
READERS = {
    "ambang_anggota_terlatih": {"BAD-08"},
    "ambang_kemiripan": {"LAP-11"},
    "ambang_usaha_ber_nib": {"BAD-05"},
    "ambang_usaha_berjalan": {"BAD-04"},
    "ambang_usaha_berkelompok": {"BAD-06"},
    "ambang_usaha_kur": {"BAD-07"},
    "ambang_bagian_kembar": {"ANG-16"},
    "batas_hari_kerja": {"LAP-03"},
    "batas_hari_penerusan_pengaduan": {"DOS-05"},
    "cuti_bersama_libur": {"LAP-03"},
    "jangkauan_kecamatan": {"SMT-11"},
    "jumlah_penggerak": {"ANG-04"},
    "jumlah_peran": {"BAD-01"},
    "jumlah_produk_unggulan": {"BAD-10"},
    "kegiatan_per_divisi": {"LAP-13"},
    "libur_nasional_libur": {"LAP-03"},
    "materi_informasi": {"SMT-12"},
    "mitra_perwira": {"PRW-05"},
    "pelatihan_perwira": {"PRW-05"},
    "toleransi_hari_biaya": {"LAP-06", "LAP-22"},
    "toleransi_persen": {"ANG-05", "ANG-06", "ANG-07", "ANG-18", "PRW-10", "SMT-07", "SPB-09"},
    "usaha_perwira": {"PRW-05"},
}
ELSEWHERE = {
    "ambang_sistemik",
    "badan_minimum_sistemik",
    "jumlah_penggerak",
    "laporan_pertama_bulan_pengukuhan",
    "laporan_sejak_pembentukan",
    "wajib_lapor_perwira",
    "wajib_lapor_provinsi",
}


def test_every_parameter_that_ships_is_read_or_is_the_law_s_own_number() -> None:
    reads: dict[str, set[str]] = {}
    for book in shipped_rulebooks():
        for criterion in book.rulebook.criteria:
            for key in book.reads(criterion.id):
                reads.setdefault(key, set()).add(criterion.id)
    assert reads == READERS
    shipped = shipped_registry().parameters
    sourced = {parameter.key for parameter in shipped if _is_sourced(parameter)}
    assert {p.key for p in shipped} - sourced <= READERS.keys() | ELSEWHERE
    assert {p.key for p in shipped} >= ELSEWHERE


def _is_sourced(parameter: Parameter) -> bool:
    bases = [basis for dated in parameter.values for basis in dated.basis]
    return any(isinstance(basis, Cited) and not basis.analogy for basis in bases)


def test_a_later_revision_is_not_judged_before_it_came(dossier: Dossier) -> None:
    second = attrs.evolve(monthly("lap-08-r2", revision=2), cover=Cover(period=AUGUST))
    late = Submission(
        id=SubmissionId("s-r2"),
        channel=Channel.POST,
        received_on=date(2023, 10, 20),
        reports=(second.id,),
    )
    twice = attrs.evolve(
        dossier, reports=(*dossier.reports, second), submissions=(*dossier.submissions, late)
    )
    before = reviewed(twice, known_on=date(2023, 10, 19))
    after = reviewed(twice, known_on=date(2023, 10, 20))
    assert ("lap-08", "LAP-02") in notes(before)
    assert {report for report, _ in notes(after)} == {"lap-08-r2"}


def test_only_accepted_reports_count_as_earlier(dossier: Dossier) -> None:
    def outcome(state: ReportState) -> Outcome:
        told = Narrative(activities="uraian yang sama persis dengan bulan yang lalu")
        reports = tuple(attrs.evolve(r, narrative=told, state=state) for r in dossier.reports)
        found = reviewed(attrs.evolve(dossier, reports=reports))
        (item,) = [j.evaluation for j in found.judged if j.evaluation.report == "lap-09"]
        (result,) = [r for r in item.results if r.criterion == "LAP-11"]
        return result.outcome

    assert outcome(ReportState.ACCEPTED) is Outcome.NOT_MET
    assert outcome(ReportState.RETURNED) is Outcome.NOT_APPLICABLE


def test_a_draft_is_not_judged(dossier: Dossier) -> None:
    drafts = tuple(attrs.evolve(r, state=ReportState.DRAFT) for r in dossier.reports)
    assert reviewed(attrs.evolve(dossier, reports=drafts)).judged == ()


def test_who_is_not_there_yet_is_not_on_the_roll(dossier: Dossier) -> None:
    assert reviewed(dossier, as_of=date(2023, 7, 1)).turnout == ()
    rows = reviewed(dossier, as_of=date(2023, 7, 22)).turnout
    assert [(row.programme, row.roll) for row in rows] == [(Programme.PERWIRA_PMI, 1)]


def test_a_body_without_a_recorded_start_is_on_the_roll_and_counted(dossier: Dossier) -> None:
    unknown = attrs.evolve(unit("kawan-74-61", "74.61"), history=History())
    found = reviewed(attrs.evolve(dossier, reports=(), bodies=(unknown,)))
    assert (found.turnout[0].roll, found.unstarted) == (1, 1)


def test_a_rulebook_that_names_no_kind_judges_every_report(dossier: Dossier) -> None:
    book = shipped_rulebook("kawan-bulanan")
    everyone = attrs.evolve(book.rulebook, kinds=(), programmes=())
    found = review(dossier, [attrs.evolve(book, rulebook=everyone)], POLICY)
    assert len(found.judged) == 4


def test_the_answers_of_evaluators_reach_the_rules(dossier: Dossier) -> None:
    asking = shipped_rulebook("kawan-bulanan").rulebook.criteria[0]
    judgement = Judgement(
        criterion=asking.id,
        report=ReportId("lap-08"),
        answer="ya",
        evaluator="Tim BP2MI",
        level=EvaluationLevel.BP2MI_TEAM,
        on=date(2023, 12, 1),
    )
    judged = attrs.evolve(dossier, judgements=(judgement,))
    assert notes(reviewed(judged)) == notes(reviewed(dossier))


def test_an_unknown_rulebook_is_named_with_the_nearest() -> None:
    with pytest.raises(NotFound, match="did you mean 'kawan-bulanan'"):
        shipped_rulebook("kawan-bulanam")


def test_a_longer_period_on_the_report_does_not_put_off_the_round_s_cut_off() -> None:
    report = Report(
        id=ReportId("lsp-contoh"),
        body=BodyId("kawan-contoh"),
        kind=ReportKind.SINCE_FORMATION,
        period=Period.parse("2023-08-05/2023-12-31"),
        first_received_on=date(2023, 12, 20),
    )

    def told(until: date | None) -> Outcome:
        book = shipped_rulebook("sejak-pembentukan")
        results = evaluate(report, book, since_formation_until=until).results
        return next(result.outcome for result in results if result.criterion == "SPB-01")

    assert told(date(2023, 12, 16)) is Outcome.NOT_MET
    assert told(date(2023, 12, 20)) is Outcome.MET
    assert told(None) is Outcome.UNDETERMINED
