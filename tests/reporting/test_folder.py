"""A dossier folder is read whole, or every fault of it is named."""

import shutil
from datetime import date
from pathlib import Path

import attrs
import pytest

from pmi_core import codec, files
from pmi_core.errors import FaultyDossier, NotFound
from pmi_core.programme import BodyId, History, ReportKind
from pmi_core.regulation import Period
from pmi_core.reporting import (
    INDEX_KIND,
    Channel,
    ReportId,
    Submission,
    SubmissionId,
    body_of,
    newest_revisions,
    read_dossier,
    write_index,
    zone_of,
)
from tests.reporting.samples import (
    AUGUST,
    HEAD,
    JULY,
    association,
    bless,
    monthly,
    unit,
    write_folder,
)


def sent(name: str, day: date, *reports: str) -> Submission:
    return Submission(
        id=SubmissionId(name),
        channel=Channel.EMAIL,
        received_on=day,
        reports=tuple(ReportId(report) for report in reports),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = (
        monthly("lap-07", period=JULY),
        monthly("lap-08"),
        monthly("lap-08-r2", revision=2),
    )
    submissions = (
        sent("s1", date(2023, 9, 6), "lap-07", "lap-08"),
        sent("s2", date(2023, 9, 20), "lap-08-r2"),
    )
    return write_folder(tmp_path / "dosir", (unit(), association()), reports, submissions)


def codes_of(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(FaultyDossier) as caught:
        read_dossier(folder)
    return [(fault.file, fault.code) for fault in caught.value.faults]


def test_the_day_of_receipt_and_the_envelope_come_from_the_submissions(folder: Path) -> None:
    dossier = read_dossier(folder)
    assert {r.id: (r.first_received_on, r.months_in_envelope) for r in dossier.reports} == {
        "lap-07": (date(2023, 9, 6), 2),
        "lap-08": (date(2023, 9, 6), 2),
        "lap-08-r2": (date(2023, 9, 6), 2),
    }


def test_two_units_in_one_envelope_are_not_lumped_months(tmp_path: Path) -> None:
    bodies = (unit(), unit("kawan-74-61", "74.61"))
    reports = (monthly("a"), monthly("b", body="kawan-74-61"))
    folder = write_folder(tmp_path, bodies, reports, (sent("s", date(2023, 9, 6), "a", "b"),))
    assert {report.months_in_envelope for report in read_dossier(folder).reports} == {1}


def test_a_report_nobody_sent_has_no_day_of_receipt(tmp_path: Path) -> None:
    (report,) = read_dossier(write_folder(tmp_path, (unit(),), (monthly(),))).reports
    assert report.first_received_on is None


def test_reports_since_formation_in_an_envelope_are_not_counted_as_months(tmp_path: Path) -> None:
    since = attrs.evolve(
        monthly("lsp"),
        kind=ReportKind.SINCE_FORMATION,
        period=Period.parse("2023-08-05/2023-12-16"),
    )
    submissions = (sent("s", date(2023, 12, 12), "lsp"),)
    (report,) = read_dossier(write_folder(tmp_path, (unit(),), (since,), submissions)).reports
    assert (report.first_received_on, report.months_in_envelope) == (date(2023, 12, 12), None)


def test_only_the_newest_revision_is_judged(folder: Path) -> None:
    newest = newest_revisions(read_dossier(folder).reports)
    assert [report.id for report in newest] == ["lap-07", "lap-08-r2"]


def test_a_dossier_brings_its_own_place_codes(folder: Path) -> None:
    dossier = read_dossier(folder)
    assert dossier.places.find("74.60").name == "Kabupaten Contoh 74-A"
    assert zone_of(unit(), dossier.places) == "Asia/Makassar"
    assert zone_of(association(), dossier.places) == "Asia/Jakarta"


def test_a_body_is_found_by_its_id_or_named_as_absent(folder: Path) -> None:
    dossier = read_dossier(folder)
    assert body_of(dossier, BodyId("perwira-01")).name == "Perwira PMI Contoh 01"
    with pytest.raises(NotFound, match="perwira-01"):
        body_of(dossier, BodyId("perwira-1"))


def test_every_file_that_goes_missing_is_named(folder: Path, tmp_path: Path) -> None:
    for path in sorted(item for item in folder.rglob("*") if item.is_file()):
        copy = tmp_path / "salinan"
        shutil.copytree(folder, copy)
        name = path.relative_to(folder).as_posix()
        (copy / name).unlink()
        assert name in {file for file, _ in codes_of(copy)}
        shutil.rmtree(copy)


def test_every_file_that_is_cut_short_is_named(folder: Path, tmp_path: Path) -> None:
    for path in sorted(item for item in folder.rglob("*") if item.is_file()):
        copy = tmp_path / "salinan"
        shutil.copytree(folder, copy)
        name = path.relative_to(folder).as_posix()
        (copy / name).write_bytes(path.read_bytes()[:-10])
        assert name in {file for file, _ in codes_of(copy)}
        shutil.rmtree(copy)


@pytest.mark.parametrize("name", ["submissions.json", "reports/lap-07.json", "index.json"])
def test_a_file_cut_short_anywhere_says_so_even_if_the_index_knows_it(
    folder: Path, name: str
) -> None:
    whole = (folder / name).read_bytes().rstrip()
    for length in range(1, len(whole)):
        (folder / name).write_bytes(whole[:length])
        if name != "index.json":
            bless(folder)
        with pytest.raises(FaultyDossier) as caught:
            read_dossier(folder)
        (fault,) = caught.value.faults
        assert (fault.file, fault.code) == (name, "syntax")
        assert fault.pointer.startswith("line ")
        assert fault.suggestion == "the file may be cut off"


@pytest.mark.parametrize(
    ("content", "place", "hint"),
    [
        (b'{"id": "a",', "line 1, column 12", "the file may be cut off"),
        (b'{"id": "a\n"}', "line 1, column 10", ""),
        (b'{"id" "a"}', "line 1, column 7", ""),
        (b'{"id": NaN}', "", ""),
    ],
)
def test_only_a_text_that_just_ends_may_be_cut_off(
    folder: Path, content: bytes, place: str, hint: str
) -> None:
    (folder / "submissions.json").write_bytes(content)
    bless(folder)
    with pytest.raises(FaultyDossier) as caught:
        read_dossier(folder)
    (fault,) = caught.value.faults
    assert (fault.code, fault.pointer, fault.suggestion) == ("syntax", place, hint)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("submissions.json", b'{"schema": "pmi-core/submissions/1", "items": ['),
        ("dossier.toml", b"id = "),
        ("bodies/kawan-74-60.json", b'{"schema": "pmi-core/body/1"}'),
        (
            "submissions.json",
            (
                b'{"schema": "pmi-core/submissions/1", "items": [{"id": "s", "channel": "pos", '
                b'"reports": ["lap-99"], "received_on": "2023-09-06"}]}'
            ),
        ),
    ],
)
def test_a_damaged_or_dangling_file_is_never_blessed(
    folder: Path, name: str, content: bytes
) -> None:
    before = (folder / "index.json").read_bytes()
    (folder / name).write_bytes(content)
    with pytest.raises(FaultyDossier) as caught:
        write_index(folder)
    assert name in {fault.file for fault in caught.value.faults}
    assert (folder / "index.json").read_bytes() == before


def test_an_index_is_written_where_there_was_none_or_a_damaged_one(folder: Path) -> None:
    before = (folder / "index.json").read_bytes()
    (folder / "index.json").write_bytes(b"{")
    write_index(folder)
    assert (folder / "index.json").read_bytes() == before
    (folder / "index.json").unlink()
    write_index(folder)
    assert (folder / "index.json").read_bytes() == before


def test_a_file_nobody_listed_is_named(folder: Path) -> None:
    (folder / "reports" / "tambahan.json").write_text("{}")
    assert ("reports/tambahan.json", "unlisted-file") in codes_of(folder)


def test_hidden_files_of_desktops_are_passed_over(folder: Path) -> None:
    (folder / ".DS_Store").write_text("x")
    read_dossier(folder)


def test_results_of_the_last_round_are_hashed_and_not_decoded(folder: Path) -> None:
    files.write(folder / "previous" / "review.json", b"not even JSON")
    write_index(folder)
    assert "previous/review.json" in {file.path for file in read_dossier(folder).files}


def test_faults_of_several_files_come_at_once(folder: Path) -> None:
    (folder / "submissions.json").write_bytes(b"{")
    (folder / "reports" / "lap-07.json").write_bytes(b'{"schema": "pmi-core/report/1", "id": 7}')
    (folder / "bodies" / "perwira-01.json").write_bytes(b'{"schema": "pmi-core/perwira/1"}')
    bless(folder)
    found = codes_of(folder)
    assert ("submissions.json", "syntax") in found
    assert ("reports/lap-07.json", "missing") in found
    assert ("reports/lap-07.json", "type") in found
    assert ("bodies/perwira-01.json", "schema") in found


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b"{}",
        b'{"schema": 1}',
        b'{"schema": "x/y"}',
        b'{"schema": "pmi-core/dossier/1"}',
        b'{"schema": "pmi-core/index/1"}',
    ],
)
def test_a_file_that_does_not_say_its_kind_is_refused(folder: Path, content: bytes) -> None:
    (folder / "reports" / "lap-07.json").write_bytes(content)
    bless(folder)
    assert codes_of(folder) == [("reports/lap-07.json", "schema")]


def test_an_index_that_counts_wrong_is_refused(folder: Path) -> None:
    index = codec.load_document((folder / "index.json").read_bytes(), INDEX_KIND)
    wrong = attrs.evolve(index, count=index.count + 1)
    files.write(folder / "index.json", codec.dump_document(wrong, INDEX_KIND))
    assert codes_of(folder) == [("index.json", "count")]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FaultyDossier, match=r"^tidak-ada: there is no such folder"):
        read_dossier(tmp_path / "tidak-ada")


def test_a_file_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "reports" / "lap-07.json").unlink()
    (folder / "reports" / "lap-07.json").symlink_to(folder / "tidak-ada.json")
    assert codes_of(folder) == [("reports/lap-07.json", "unreadable")]


def test_a_faulty_edition_and_an_absent_one_are_named(folder: Path) -> None:
    absent = HEAD.replace("places/contoh.tsv", "places/lain.tsv")
    (folder / "dossier.toml").write_text(absent)
    bless(folder)
    assert codes_of(folder) == [("dossier.toml", "missing-file")]
    (folder / "dossier.toml").write_text(HEAD)
    (folder / "places" / "contoh.tsv").write_text("code\tname\n74-60\tx\n")
    bless(folder)
    assert {file for file, _ in codes_of(folder)} == {"places/contoh.tsv"}


def test_a_faulty_head_is_named_with_its_place(folder: Path) -> None:
    (folder / "dossier.toml").write_text(HEAD.replace("2023-12-18", '"kemarin"'))
    bless(folder)
    assert codes_of(folder) == [("dossier.toml", "date")]


def test_a_history_that_cannot_have_happened_is_a_fault(tmp_path: Path) -> None:
    again = attrs.evolve(unit(), history=History(events=unit().history.events * 2))
    assert codes_of(write_folder(tmp_path, (again,), ()))[0][0] == "bodies/kawan-74-60.json"


def test_the_index_is_the_same_whoever_writes_it(folder: Path) -> None:
    before = (folder / "index.json").read_bytes()
    write_index(folder)
    assert (folder / "index.json").read_bytes() == before
    assert AUGUST.last == date(2023, 8, 31)
