"""Bytes on disk: whole or not at all."""

import errno
import hashlib
import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from pmi_core.errors import OutputNotWritten

__all__ = [
    "read",
    "real_path",
    "safe_name",
    "sha256",
    "write",
    "write_all",
]

_TEMPORARY: Final = ".pmi-tmp-"
_RESERVED: Final = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_LONGEST: Final = 120
_LONGEST_SUFFIX: Final = 16
_STALE_AFTER: Final = 3_600 * 10**9  # nanoseconds


def sha256(data: bytes) -> str:
    """The content hash every manifest and index uses, as 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def read(path: Path, *, most: int | None = None) -> bytes:
    """The bytes of a regular file, or the first `most` + 1 of one that is longer.

    Raises:
        OSError: It cannot be read, or is no regular file: a pipe or a device may never end.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not a regular file", path.name)
    with path.open("rb") as file:
        return file.read(-1 if most is None else most + 1)


def real_path(path: Path) -> Path:
    """Where a path leads; never an error: of links that lead to each other, the one that began it.

    `Path.resolve` raises there, and what is no folder is better told where it is read or written.
    """
    return Path(os.path.realpath(path))


def safe_name(name: str) -> str:
    """A single path component that every system accepts, near to the name asked for.

    >>> safe_name("../laporan Agustus?.md")
    'laporan-Agustus-.md'
    """
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    text = re.sub(r"[^A-Za-z0-9._-]+", "-", ascii_name).lstrip(".-_").rstrip(".")
    if not text or _RESERVED.match(text):
        text = f"berkas-{text}".rstrip("-")
    stem, dot, suffix = text.rpartition(".")
    if len(text) <= _LONGEST or len(suffix) > _LONGEST_SUFFIX:
        return text[:_LONGEST].rstrip(".")
    return stem[: _LONGEST - len(suffix) - 1].rstrip(".") + dot + suffix


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder: every byte is on disk before the first name changes.

    Args:
        folder: Made if it is missing.
        files: Content by name; names are made safe and must stay distinct.

    Raises:
        OutputNotWritten: Nothing of the old content was touched, unless the disk failed between
            two renames; then each file is either wholly old or wholly new.
    """
    targets = {safe_name(name): data for name, data in files.items()}
    if len({name.casefold() for name in targets}) != len(files):  # Windows folds case
        raise OutputNotWritten(str(folder), "two outputs would have the same file name")
    staged: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in targets.items():
            _refuse_folder(folder / name)
            staged.append((_stage(folder, data), folder / name))
        for temporary, target in staged:
            temporary.replace(target)
        _sweep(folder)
        _sync_folder(folder)
    except OSError as problem:
        raise OutputNotWritten(str(folder), problem.strerror or str(problem)) from problem
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)


def write(path: Path, data: bytes) -> None:
    """Write one file atomically; see `write_all`."""
    write_all(path.parent, {path.name: data})


def _refuse_folder(target: Path) -> None:
    # Found before the first rename, so that a refusal still changes nothing.
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, f"{target.name} is a folder")


def _stage(folder: Path, data: bytes) -> Path:
    temporary = folder / f"{_TEMPORARY}{secrets.token_hex(8)}"
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _sweep(folder: Path) -> None:
    """Remove what writers that were killed left behind, by the file system's own clock."""
    now = folder.stat().st_mtime_ns  # the renames just changed it
    for leftover in folder.glob(f"{_TEMPORARY}*"):
        with suppress(OSError):  # another writer may be sweeping too
            if now - leftover.stat().st_mtime_ns > _STALE_AFTER:
                leftover.unlink()


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder; there os.replace is durable enough for our promise.
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
