"""What people call a missing fact."""

import pytest

from pmi_core.evaluation import describe_source, shipped_rulebook

SCHEMA = shipped_rulebook("kawan-bulanan").schema


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("report.activities", "kegiatan laporan"),
        ("report.activities.participants.female", "jumlah perempuan peserta kegiatan laporan"),
        ("report.period.end", "hari sesudah periode laporan"),
        ("work_plan", "rencana kerja"),
        ("work_plan.ceiling", "besaran BOP rencana kerja"),
        ("batas_hari_kerja", "Batas waktu laporan bulanan"),
        ("body.programme", "jenis mitra unit atau perkumpulan"),
    ],
)
def test_a_path_is_said_in_words(source: str, expected: str) -> None:
    assert describe_source(source, SCHEMA).id == expected


@pytest.mark.parametrize(
    "source", ["answer('LAP-12')", "working_days(a, b)", "report.nothing", "report.period.end.day"]
)
def test_what_is_no_path_keeps_its_own_text(source: str) -> None:
    assert describe_source(source, SCHEMA).en == source
