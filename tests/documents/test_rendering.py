"""Exporters are isolated, names are checked, and all is written or nothing."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from pmi_core import codec, files
from pmi_core.documents import (
    MANIFEST_KIND,
    Bundle,
    Contribution,
    ContributionKind,
    Exporter,
    JsonExporter,
    Output,
    Rendering,
    TextExporter,
    left_over,
    manifest_of,
    render,
    run_exporter,
    write,
)
from pmi_core.errors import FaultyPlugins, OutputNotWritten
from pmi_core.reporting import InputFile
from pmi_core.testing import empty_bundle

BUNDLE = empty_bundle()


class Acting:
    """An exporter that does what it is told."""

    id = "uji"
    media_type = "text/plain"

    def __init__(self, act: Callable[[], Any]) -> None:
        self.act = act

    def export(self, _: Bundle) -> tuple[Output, ...]:
        outputs: tuple[Output, ...] = self.act()
        return outputs


def output(name: str = "uji.txt", data: Any = b"x") -> Output:
    return Output(name=name, data=data)


def fail(problem: BaseException) -> Any:
    raise problem


class Sneaky(Output):
    """Not an Output: what it says of itself may change."""


WRONG: dict[str, tuple[Callable[[], Any], str]] = {
    "raises": (lambda: fail(ValueError("tidak bisa")), "ValueError: tidak bisa"),
    "exits": (lambda: fail(SystemExit(3)), "SystemExit: 3"),
    "returns nothing": (lambda: None, "found NoneType"),
    "returns a list": (lambda: [output()], "found list"),
    "returns bytes": (lambda: (b"x",), "found bytes"),
    "returns something like an output": (lambda: (Sneaky(name="a", data=b""),), "found Sneaky"),
    "names a path": (lambda: (output("../luar.txt"),), "not a safe file name"),
    "names a device": (lambda: (output("con.txt"),), "not a safe file name"),
    "names nothing": (lambda: (output(""),), "not a safe file name"),
    "names a number": (lambda: (output(5),), "not a safe file name"),  # type: ignore[arg-type]
    "writes text": (lambda: (output(data="x"),), "holds str, not bytes"),
    "names twice": (lambda: (output("A.txt"), output("a.txt")), "same name"),
    "takes the manifest": (lambda: (output("Manifest.json"),), "Manifest.json (pmi_core)"),
    "takes a name": (lambda: (output("REVIEW.json"),), "REVIEW.json (json)"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_faulty_exporter_costs_only_its_own_documents(wrong: str) -> None:
    act, message = WRONG[wrong]
    exporters: dict[str, Exporter] = {
        "json": JsonExporter(),
        "uji": Acting(act),
        "text": TextExporter(),
    }
    found = render(BUNDLE, exporters)
    sound = render(BUNDLE, {"json": JsonExporter(), "text": TextExporter()})
    assert found.produced == sound.produced
    assert [fault.file for fault in found.faults] == ["uji"]
    assert message in found.faults[0].message


def test_alone_it_raises() -> None:
    with pytest.raises(FaultyPlugins, match="tidak bisa"):
        run_exporter(Acting(WRONG["raises"][0]), BUNDLE, name="uji")


def test_an_interrupt_stops_everything() -> None:
    with pytest.raises(KeyboardInterrupt):
        render(BUNDLE, {"uji": Acting(lambda: fail(KeyboardInterrupt()))})


def test_an_exporter_may_have_nothing_to_say() -> None:
    assert render(BUNDLE, {"uji": Acting(tuple)}) == Rendering(produced=(), faults=())


# --- manifest and writing -----------------------------------------------------------------------

PARTS = [
    Contribution(kind=ContributionKind.EXPORTER, id="uji", distribution="pmi-uji", version="1"),
    Contribution(kind=ContributionKind.LAW, id="uji", distribution="pmi-uji", version="1"),
]
INPUTS = [InputFile(path=name, sha256="0" * 64, size=1) for name in ("a.json", "b.json")]


def rendering() -> Rendering:
    return render(BUNDLE, {"uji": Acting(lambda: (output("b.txt"), output("a.txt")))})


def test_the_manifest_does_not_depend_on_any_order() -> None:
    one = manifest_of(BUNDLE, rendering(), inputs=INPUTS, plugins=PARTS)
    other = manifest_of(BUNDLE, rendering(), inputs=INPUTS[::-1], plugins=PARTS[::-1])
    assert one == other
    assert [file.name for file in one.outputs] == ["a.txt", "b.txt"]
    assert one.outputs[0].sha256 == files.sha256(b"x")


def test_the_manifest_always_says_what_filtered_what_was_knowable() -> None:
    one = manifest_of(BUNDLE, rendering(), inputs=INPUTS, plugins=PARTS)
    assert json.loads(codec.dump_document(one, MANIFEST_KIND))["known_on"] is None
    dated = attrs.evolve(one, known_on=date(2024, 1, 31))
    assert json.loads(codec.dump_document(dated, MANIFEST_KIND))["known_on"] == "2024-01-31"
    for manifest in (one, dated):
        assert (
            codec.load_document(codec.dump_document(manifest, MANIFEST_KIND), MANIFEST_KIND)
            == manifest
        )


def test_the_manifest_pins_the_files_of_law() -> None:
    one = manifest_of(BUNDLE, rendering(), inputs=(), plugins=(), law=INPUTS[::-1])
    assert [file.path for file in one.law.files] == ["a.json", "b.json"]


def test_what_an_earlier_run_left_is_named_and_kept(tmp_path: Path) -> None:
    (tmp_path / "laporan.md").write_bytes(b"lama")
    (tmp_path / ".tersembunyi").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.txt").write_bytes(b"")
    assert left_over(tmp_path, ["a.txt"]) == ("laporan.md",)


def test_a_file_where_a_folder_is_needed_is_called_a_file(tmp_path: Path) -> None:
    manifest = manifest_of(BUNDLE, rendering(), inputs=INPUTS, plugins=PARTS)
    (tmp_path / "k").write_bytes(b"")
    with pytest.raises(OutputNotWritten, match="it is a file"):
        write(tmp_path / "k", rendering(), manifest)


def test_the_manifest_is_written_last(tmp_path: Path) -> None:
    manifest = manifest_of(BUNDLE, rendering(), inputs=INPUTS, plugins=PARTS)
    assert write(tmp_path / "k", rendering(), manifest) == ("b.txt", "a.txt", "manifest.json")
    assert (tmp_path / "k" / "a.txt").read_bytes() == b"x"


def test_where_nothing_can_be_written_nothing_is(tmp_path: Path) -> None:
    manifest = manifest_of(BUNDLE, rendering(), inputs=INPUTS, plugins=PARTS)
    (tmp_path / "manifest.json").mkdir()
    with pytest.raises(OutputNotWritten):
        write(tmp_path, rendering(), manifest)
    assert [path.name for path in tmp_path.iterdir()] == ["manifest.json"]
