"""The closed sets hold the words of the binding table, and no others."""

from enum import Enum

import pytest

from pmi_core.programme import (
    ActivityKind,
    Aspect,
    BusinessStage,
    Division,
    Level,
    MemberKind,
    ObstacleKind,
    Phase,
    Programme,
    ReportKind,
    Role,
    ServiceArea,
    WorkerStatus,
    find_lifecycle,
    proposed_division,
)

KINDS_OF_MEMBER = """
calon_pmi sedang_bekerja purna_pmi keluarga_pmi keluarga_purna_pmi
paralegal penggiat penggerak
"""


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (Programme, "kkbm kawan_pmi perwira_pmi"),
        (WorkerStatus, "calon_pmi sedang_bekerja purna_pmi pmi_terkendala"),
        (ServiceArea, "penempatan pelindungan"),
        (Phase, "sebelum_bekerja selama_bekerja setelah_bekerja"),
        (Aspect, "hukum ekonomi sosial"),
        (Role, "ketua plt_ketua sekretaris anggota"),
        (Division, "penyebarluasan_informasi pendampingan pencegahan"),
        (Level, "desa kecamatan kabkota provinsi pusat"),
        (ReportKind, "bulanan semester sejak_pembentukan tahunan"),
        (ObstacleKind, "dana sarana kesadaran_publik personel_jangkauan kantor"),
        (
            MemberKind,
            KINDS_OF_MEMBER,
        ),
        (
            ActivityKind,
            "penyebarluasan pendampingan pemulangan pencegahan pemberdayaan koordinasi pelatihan",
        ),
    ],
)
def test_the_stored_words_are_those_of_the_binding_table(words: type[Enum], values: str) -> None:
    assert [member.value for member in words] == values.split()


@pytest.mark.parametrize(
    ("kind", "division"),
    [
        (ActivityKind.OUTREACH, Division.INFORMATION),
        (ActivityKind.ASSISTANCE, Division.ASSISTANCE),
        (ActivityKind.RETURN, Division.ASSISTANCE),
        (ActivityKind.PREVENTION, Division.PREVENTION),
        (ActivityKind.EMPOWERMENT, None),
        (ActivityKind.COORDINATION, None),
        (ActivityKind.TRAINING, None),
    ],
)
def test_a_division_is_proposed_only_where_the_kind_names_one(
    kind: ActivityKind, division: Division | None
) -> None:
    assert proposed_division(kind) is division


def test_the_stages_of_a_business_are_the_states_of_its_lifecycle() -> None:
    states = [state.value for state in find_lifecycle("usaha").versions[-1].states]
    assert states == ["belum_tercatat", *(stage.value for stage in BusinessStage)]
