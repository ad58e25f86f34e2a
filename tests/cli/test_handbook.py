"""`pmi handbook`: whom, where, on which day, and under which law."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmi_core import codec, files
from pmi_core.cli.exits import Exit
from pmi_core.documents import HANDBOOK_KIND, HandbookRole
from pmi_core.regulation import local_day
from tests.cli.samples import run, run_apart

HOME = ("--on", "2024-06-07", "--place", "18", "--no-plugins")
PACK = 'id = "contoh"\ntitle = { id = "Contoh", en = "Example" }\n'


def test_all_roles_in_their_order() -> None:
    result = run("handbook", *HOME)
    assert result.exit_code == Exit.CLEAN, result.stderr
    heads = [
        "KETUA",
        "SEKRETARIS",
        "DIVISI I ",
        "DIVISI II ",
        "DIVISI III ",
        "PENGURUS",
        "PENGGIAT",
    ]
    places = [result.stdout.index(f"\n{head}") for head in heads]
    assert places == sorted(places)


@pytest.mark.parametrize("role", [role.value for role in HandbookRole])
def test_one_role_by_its_word_and_hyphens_will_do(role: str) -> None:
    found = run("handbook", role.replace("_", "-"), *HOME)
    assert found.exit_code == Exit.CLEAN
    assert found.stdout == run("handbook", role, *HOME).stdout
    assert found.stdout.count("\nPengertian\n") == 1


def test_capitals_will_do() -> None:
    assert run("handbook", "Ketua", *HOME).stdout == run("handbook", "ketua", *HOME).stdout


def test_help_and_an_unknown_role_list_every_role() -> None:
    told = " ".join(run("handbook", "--help").stdout.split())
    refused = run("handbook", "xyz")
    assert refused.exit_code == Exit.USAGE
    for role in HandbookRole:
        word = role.value.replace("_", "-")
        assert word in told
        assert word in refused.stderr


def test_json_holds_the_stored_document() -> None:
    found = json.loads(run("handbook", "ketua", "--json", *HOME).stdout)
    assert (found["command"], found["exit"]) == ("handbook", 0)
    data = json.dumps(found["handbook"]).encode()
    made = codec.load_document(data, HANDBOOK_KIND)
    assert [chapter.role for chapter in made.chapters] == [HandbookRole.CHAIR]
    assert made.place_name == "Lampung"


def test_markdown_and_english() -> None:
    page = run("handbook", "--format", "md", "--lang", "en", *HOME).stdout
    assert page.startswith("# Handbook: role, tasks and functions\n")
    assert "### Functions: not found" in page


def test_without_a_day_it_is_today_in_jakarta() -> None:
    before = local_day(datetime.now(UTC), "Asia/Jakarta")
    found = json.loads(run("handbook", "penggiat", "--json", "--no-plugins").stdout)
    after = local_day(datetime.now(UTC), "Asia/Jakarta")
    assert found["handbook"]["on"] in {before.isoformat(), after.isoformat()}


def test_a_name_that_only_one_place_has_will_do() -> None:
    by_name = run("handbook", "--on", "2024-06-07", "--place", "Lampung", "--no-plugins")
    assert by_name.stdout == run("handbook", *HOME).stdout


@pytest.mark.parametrize(
    ("on", "place"), [("2022-06-01", "91.01"), ("2024-06-07", "93.01")], ids=["old", "new"]
)
def test_a_place_is_looked_up_on_the_day_of_the_handbook(on: str, place: str) -> None:
    found = [run("handbook", "--on", on, "--place", name) for name in (place, "Kab. Merauke")]
    assert [result.exit_code for result in found] == [Exit.CLEAN, Exit.CLEAN]
    assert found[0].stdout == found[1].stdout


def test_a_missing_module_is_told_as_a_bug_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pmi_core.cli.handbook", None)
    monkeypatch.setitem(sys.modules, "pmi_core.cli.listing", None)
    for command in (("handbook", "ketua", "--place", "18"), ("schema", "report")):
        result = run(*command)
        assert result.exit_code == Exit.BUG
        assert "ModuleNotFoundError" in result.stderr
        assert "Traceback" not in result.output


USAGE = [
    ("all roles are named", ["ketu"], "pengurus, penyebarluasan-informasi, sekretaris"),
    ("an unknown role", ["ketu"], "did you mean 'ketua'?"),
    ("a code a spreadsheet cut", ["--place", "73.1"], "did you mean '73.10'?"),
    ("a name of two places", ["--place", "Bandung"], "32.04 Kabupaten Bandung, 32.73 Kota Bandung"),
    ("digits of no system", ["--place", "1801"], "write BPS 1801 or Kemendagri 18.01"),
    ("digits of nobody", ["--place", "3299"], "did you mean '32.79'?"),
    ("a code of another day", ["--on", "2024-06-07", "--place", "91.01"], "on 2024-06-07"),
    ("a day before any edition", ["--on", "2020-01-01", "--place", "18"], "start on 2022-02-14"),
    ("an unknown name", ["--place", "Antah Berantah"], "Antah Berantah"),
    ("a day that is none", ["--on", "2024-02-30"], "YYYY-MM-DD"),
    ("an unknown form", ["--format", "pdf"], "pdf"),
]


@pytest.mark.parametrize(("arguments", "said"), [c[1:] for c in USAGE], ids=[c[0] for c in USAGE])
def test_what_cannot_be_meant_is_a_usage_error(arguments: list[str], said: str) -> None:
    result = run("handbook", *arguments)
    assert result.exit_code == Exit.USAGE
    assert said in result.stderr


def test_a_law_pack_is_named_and_a_faulty_one_is_unreadable_input(tmp_path: Path) -> None:
    files.write(tmp_path / "pack.toml", PACK.encode())
    found = run("handbook", *HOME, "--law", tmp_path)
    assert "Lapisan hukum: pmi_core, contoh." in found.stdout
    files.write(tmp_path / "pack.toml", b"id = 1")
    broken = run("handbook", *HOME, "--law", tmp_path)
    assert broken.exit_code == Exit.UNREADABLE
    assert broken.stdout == ""


ARTICLE = """[[supplement]]
instrument = "kepka-bp2mi-83-2022"
text_status = "naskah_dilihat"
provenance = { status = "naskah_dilihat", source = "contoh" }

[[supplement.clauses]]
at = "Pasal 1"
wording = "contoh"
"""


def test_an_article_that_a_pack_enters_is_told_apart_from_what_was_searched(tmp_path: Path) -> None:
    files.write(tmp_path / "pack.toml", PACK.encode())
    files.write(tmp_path / "naskah.toml", ARTICLE.encode())
    found = run("handbook", "ketua", *HOME, "--law", tmp_path)
    assert found.exit_code == Exit.CLEAN, found.stderr
    told = " ".join(found.stdout.split())
    assert "Keputusan Kepala BP2MI Nomor 83 Tahun 2022 (naskah dilihat)" not in told
    assert (
        "- Naskah dari paket hukum, belum ditelusuri pustaka ini: "
        "- Keputusan Kepala BP2MI Nomor 83 Tahun 2022 (ketentuan atau butir: 1)" in told
    )


def test_the_bytes_depend_on_no_locale_time_zone_or_hash_seed() -> None:
    results = [
        run_apart(["handbook", *HOME], env={"LC_ALL": locale, "TZ": zone, "PYTHONHASHSEED": seed})
        for locale, zone, seed in (("C", "UTC", "1"), ("C.UTF-8", "Asia/Jayapura", "2"))
    ]
    assert results[0].returncode == Exit.CLEAN
    assert results[0].stdout == results[1].stdout
