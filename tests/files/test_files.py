"""Bytes on disk are wholly old or wholly new, whatever happens while they are written."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmi_core.errors import OutputNotWritten
from pmi_core.files import read, real_path, safe_name, sha256, write, write_all

LEFTOVERS = ".pmi-tmp-*"
RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "123")}


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process may grow beyond 1,000 bytes, the log of the tests included."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_the_hash_is_plain_sha256() -> None:
    assert sha256(b"").startswith("e3b0c44298fc1c149afbf4c8996fb924")


def test_files_are_written_into_a_folder_made_for_them(tmp_path: Path) -> None:
    write_all(tmp_path / "baru" / "lagi", {"a.md": b"satu", "b.json": b"dua"})
    written = {path.name: path.read_bytes() for path in (tmp_path / "baru/lagi").iterdir()}
    assert written == {"a.md": b"satu", "b.json": b"dua"}


def test_of_a_long_file_no_more_is_read_than_shows_that_it_is_too_long(tmp_path: Path) -> None:
    write(tmp_path / "a", b"12345")
    assert [read(tmp_path / "a", most=most) for most in (None, 5, 3)] == [
        b"12345",
        b"12345",
        b"1234",
    ]
    with pytest.raises(OSError, match="not a regular file"):
        read(tmp_path)


def test_links_that_lead_to_each_other_are_no_error(tmp_path: Path) -> None:
    one, other = tmp_path / "satu", tmp_path / "dua"
    one.symlink_to(other)
    other.symlink_to(one)
    assert real_path(one).parent == real_path(tmp_path)


def test_one_file_replaces_its_older_self(tmp_path: Path) -> None:
    write(tmp_path / "a.md", b"lama")
    write(tmp_path / "a.md", b"baru")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"baru"]


def test_a_full_disk_leaves_every_old_file_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "a.md", b"lama")
    with full_disk(), pytest.raises(OutputNotWritten, match=r"not written: File too large"):
        write_all(tmp_path, {"a.md": b"baru", "b.md": b"x" * 1_001})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.md": b"lama"}


def test_a_folder_that_cannot_be_made_is_an_error_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_bytes(b"")
    with pytest.raises(OutputNotWritten) as caught:
        write(tmp_path / "berkas" / "a.md", b"")
    assert caught.value.path == str(tmp_path / "berkas")


def test_a_folder_in_the_place_of_a_file_is_refused_before_anything_changes(tmp_path: Path) -> None:
    write(tmp_path / "a.md", b"lama")
    (tmp_path / "b.md").mkdir()
    with pytest.raises(OutputNotWritten, match=r"b\.md is a folder"):
        write_all(tmp_path, {"a.md": b"baru", "b.md": b"baru"})
    assert (tmp_path / "a.md").read_bytes() == b"lama"
    assert list(tmp_path.glob(LEFTOVERS)) == []


@pytest.mark.parametrize("names", [("a b.md", "a-b.md"), ("a.md", "A.md")])
def test_names_that_would_meet_on_some_system_are_refused(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    with pytest.raises(OutputNotWritten, match="the same file name"):
        write_all(tmp_path, dict.fromkeys(names, b""))


def test_leftovers_of_killed_writers_are_swept_an_hour_later(tmp_path: Path) -> None:
    old, fresh = tmp_path / ".pmi-tmp-old", tmp_path / ".pmi-tmp-fresh"
    for leftover in (old, fresh):
        leftover.write_bytes(b"")
    os.utime(old, (0, 0))
    write(tmp_path / "a.md", b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".pmi-tmp-fresh", "a.md"]


WRITER = """
import sys
from pathlib import Path
from pmi_core.files import write_all
for turn in range(1_000_000):
    write_all(Path(sys.argv[1]), {"a.bin": b"%d" % (turn % 10) * 300_000})
    print(turn, flush=True)
"""


@pytest.mark.parametrize("turns", range(1, 7))
def test_a_killed_writer_leaves_the_old_file_or_the_new_one(tmp_path: Path, turns: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        for _ in range(turns):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    content = (tmp_path / "a.bin").read_bytes()
    assert len(content) == 300_000
    assert len(set(content)) == 1


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("laporan.md", "laporan.md"),
        ("../../etc/passwd", "etc-passwd"),
        ("..", "berkas"),
        ("", "berkas"),
        ("CON", "berkas-CON"),
        ("nul.txt", "berkas-nul.txt"),
        ("COM¹.txt", "berkas-COM1.txt"),
        ("Kab. Contoh 32-01.xlsx", "Kab.-Contoh-32-01.xlsx"),
        ("-rf", "rf"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
        ("x" * 300, "x" * 120),
        ("a." + "y" * 300, "a." + "y" * 118),
    ],
)
def test_a_name_becomes_one_harmless_component(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text())
@example("con." + "x" * 200)
@example("." * 130 + "a")
@example("a" * 110 + "." * 30 + ".md")
def test_every_name_is_safe_on_every_system(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= 120
    assert set(safe) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
    assert safe[0] not in ".-"
    assert safe[-1] != "."
    assert safe.split(".")[0].upper() not in RESERVED
    assert safe_name(safe) == safe
