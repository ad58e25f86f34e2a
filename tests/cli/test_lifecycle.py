"""`pmi lifecycle`: which, in what form, on which day, and under which law."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pmi_core import documents, files
from pmi_core.cli.exits import Exit
from pmi_core.cli.lifecycle import FORMATS
from pmi_core.messages import Language
from pmi_core.regulation import local_day, shipped_registry
from pmi_core.reporting import known_lifecycles
from tests.cli.samples import install, run, run_apart

HOME = ("--on", "2024-06-07", "--no-plugins")
ON = date(2024, 6, 7)


@pytest.mark.parametrize("name", list(known_lifecycles()))
@pytest.mark.parametrize("form", list(FORMATS))
@pytest.mark.parametrize("language", Language)
def test_every_lifecycle_in_every_form(name: str, form: str, language: Language) -> None:
    found = run("lifecycle", name, "--format", form, "--lang", language.value, *HOME)
    assert found.exit_code == Exit.CLEAN, found.stderr
    expected = FORMATS[form](known_lifecycles()[name], shipped_registry(), on=ON, language=language)
    assert found.stdout == expected


def test_text_and_indonesian_where_nothing_else_is_asked_for() -> None:
    told = run("lifecycle", "kkbm", *HOME).stdout
    assert told == documents.lifecycle_text(known_lifecycles()["kkbm"], shipped_registry(), on=ON)


@pytest.mark.parametrize("name", ["kawan_pmi", "KAWAN-PMI", "Kawan_Pmi", "Kawan PMI"])
def test_hyphens_and_capitals_are_equal(name: str) -> None:
    assert run("lifecycle", name, *HOME).stdout == run("lifecycle", "kawan-pmi", *HOME).stdout


def test_without_a_name_the_names_of_all() -> None:
    found = run("lifecycle", "--lang", "en", *HOME)
    assert found.exit_code == Exit.CLEAN
    named = dict(line.split("  ", 1) for line in found.stdout.splitlines())
    assert named == {name: one.title.en for name, one in known_lifecycles().items()}


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "text"])
def test_a_form_without_a_name_is_refused_rather_than_ignored(form: str) -> None:
    refused = run("lifecycle", "--format", form, *HOME)
    assert (refused.exit_code, refused.stdout) == (Exit.USAGE, "")
    assert f"--format {form} shows one lifecycle, and none is named" in refused.stderr
    assert run("lifecycle", "--format", "text", *HOME).exit_code == Exit.CLEAN


def test_an_unknown_name_is_a_usage_error_that_lists_all_and_offers_the_nearest() -> None:
    refused = run("lifecycle", "kawan", *HOME)
    assert (refused.exit_code, refused.stdout) == (Exit.USAGE, "")
    assert "no lifecycle is called 'kawan'; did you mean 'kawan-pmi'?" in refused.stderr
    assert f"lifecycles: {', '.join(sorted(known_lifecycles()))}" in refused.stderr


@pytest.mark.parametrize(
    ("option", "value"), [("--format", "svg"), ("--on", "2024-02-30"), ("--lang", "su")]
)
def test_what_cannot_be_meant_is_a_usage_error(option: str, value: str) -> None:
    assert run("lifecycle", "kkbm", option, value).exit_code == Exit.USAGE


def test_json_holds_the_version_of_the_day() -> None:
    found = json.loads(run("lifecycle", "usaha", "--json", *HOME).stdout)
    assert (found["command"], found["exit"], found["on"]) == ("lifecycle", 0, "2024-06-07")
    told, version = found["lifecycle"], known_lifecycles()["usaha"].on(ON)
    assert (told["name"], told["version"]) == ("usaha", version.version)
    assert [state["value"] for state in told["states"]] == [s.value for s in version.states]
    assert [step["event"] for step in told["transitions"]] == [t.event for t in version.transitions]
    assert all(step["basis"] and step["decider_basis"] for step in told["transitions"])


def test_without_a_day_it_is_today_in_jakarta() -> None:
    before = local_day(datetime.now(UTC), "Asia/Jakarta")
    found = json.loads(run("lifecycle", "kkbm", "--json", "--no-plugins").stdout)
    after = local_day(datetime.now(UTC), "Asia/Jakarta")
    assert found["on"] in {before.isoformat(), after.isoformat()}


PACK = 'id = "contoh"\ntitle = { id = "Contoh", en = "Example" }\n'
TEXT_FOUND = """[[supplement]]
instrument = "kepka-bp2mi-17-2024"
text_status = "naskah_dilihat"
provenance = { status = "naskah_dilihat", source = "contoh" }
"""


def test_a_law_pack_changes_what_a_basis_is_worth(tmp_path: Path) -> None:
    files.write(tmp_path / "pack.toml", PACK.encode())
    files.write(tmp_path / "naskah.toml", TEXT_FOUND.encode())
    under, shipped = (
        " ".join(run("lifecycle", "kawan-pmi", *HOME, *law).stdout.split())
        for law in (("--law", str(tmp_path)), ())
    )
    assert "Nomor 17 Tahun 2024 [belum ditemukan]" in shipped
    assert "Nomor 17 Tahun 2024 [diberitakan]" in under
    files.write(tmp_path / "pack.toml", b"id = 1")
    broken = run("lifecycle", "kawan-pmi", *HOME, "--law", tmp_path)
    assert (broken.exit_code, broken.stdout) == (Exit.UNREADABLE, "")


PLUGIN = """
import attrs
from pmi_core.messages import Text
from pmi_core.plugins import hookimpl
from pmi_core.programme import find_lifecycle


@hookimpl
def pmi_lifecycles():
    old = find_lifecycle("kkbm")
    title = Text(id="Siklus koperasi", en="Lifecycle of a cooperative")
    only = attrs.evolve(old.versions[0], name="koperasi", title=title)
    return [attrs.evolve(old, versions=(only,))]
"""


def test_a_lifecycle_of_a_plugin_is_found_by_its_name(tmp_path: Path) -> None:
    install(tmp_path, "pmi-koperasi", PLUGIN)
    env = {"PYTHONPATH": str(tmp_path)}
    found = run_apart(["lifecycle", "Koperasi", "--format", "md"], env=env)
    assert found.returncode == Exit.CLEAN, found.stderr
    assert found.stdout.startswith(b"# Siklus koperasi\n")
    without = run_apart(["lifecycle", "koperasi", "--no-plugins"], env=env)
    assert without.returncode == Exit.USAGE


def test_a_plugins_lifecycle_that_rests_on_unknown_law_is_the_plugins_fault(tmp_path: Path) -> None:
    cited = 'Cited(cite="uu-tidak-ada-2020")'
    changed = PLUGIN.replace("title=title)", f"title=title, transitions=({CHANGED % cited},))")
    imports = "from pmi_core.regulation import Cited\n"
    install(tmp_path, "pmi-koperasi", imports + changed)
    found = run_apart(["lifecycle", "koperasi"], env={"PYTHONPATH": str(tmp_path)})
    assert found.returncode == Exit.USAGE, found.stderr  # nobody offers it any more
    assert b"pmi_lifecycles koperasi /transitions/0/basis" in found.stderr
    listed = run_apart(["plugins"], env={"PYTHONPATH": str(tmp_path)})
    assert listed.returncode == Exit.PLUGIN
    assert b"uu-tidak-ada-2020" in listed.stderr


CHANGED = (
    "attrs.evolve(old.versions[0].transitions[0], basis=(%s,)), *old.versions[0].transitions[1:]"
)


def test_the_bytes_depend_on_no_locale_time_zone_or_hash_seed() -> None:
    results = [
        run_apart(
            ["lifecycle", "perwira-pmi", "--format", form, *HOME],
            env={"LC_ALL": locale, "TZ": zone, "PYTHONHASHSEED": seed},
        )
        for form in FORMATS
        for locale, zone, seed in (("C", "UTC", "1"), ("C.UTF-8", "Asia/Jayapura", "2"))
    ]
    assert {result.returncode for result in results} == {Exit.CLEAN}
    assert all(
        one.stdout == other.stdout for one, other in zip(results[::2], results[1::2], strict=True)
    )
