"""The manifest: from what a set of documents was made, by what, and what it came to."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

import attrs

from pmi_core import __version__, codec, files
from pmi_core.codec import Kind
from pmi_core.documents.contribution import Contribution
from pmi_core.documents.exporter import Bundle
from pmi_core.documents.rendering import MANIFEST, Rendering
from pmi_core.errors import OutputNotWritten
from pmi_core.evaluation import Used
from pmi_core.messages import Language
from pmi_core.reporting import InputFile


@attrs.frozen(kw_only=True)
class OutputFile:
    """A document as written, and the exporter that made it."""

    name: str
    exporter: str
    size: int
    sha256: str


@attrs.frozen(kw_only=True)
class LawUsed:
    """The law a review rests on: its layers, shipped first, and the hash of all of it.

    Attributes:
        files: Of the law packs that were given as folders, by `<id of the pack>/<file>`.
    """

    layers: tuple[str, ...]
    sha256: str
    files: tuple[InputFile, ...] = ()


@attrs.frozen(kw_only=True)
class Manifest:
    """Everything that decided the bytes of a set of documents; it holds no clock.

    Attributes:
        pmi_core: The library's version.
        known_on: The day that filtered what was knowable; always written, null where none did.
        plugins: What was used, and the distributions it came from.
    """

    pmi_core: str
    dossier: str
    invented: bool
    as_of: date
    known_on: date | None
    language: Language
    law: LawUsed
    rulebooks: tuple[Used, ...]
    policy: Used
    plugins: tuple[Contribution, ...]
    inputs: tuple[InputFile, ...]
    outputs: tuple[OutputFile, ...]


MANIFEST_KIND: Final[Kind[Manifest]] = Kind(name="manifest", shape=Manifest)


def manifest_of(
    bundle: Bundle,
    rendering: Rendering,
    *,
    inputs: Iterable[InputFile],
    plugins: Iterable[Contribution],
    law: Iterable[InputFile] = (),
) -> Manifest:
    """The manifest of documents that are about to be written.

    Args:
        bundle: What they were made from.
        rendering: The documents.
        inputs: The files that were read.
        plugins: Contributions that were used; the order given does not matter.
        law: The files of law packs given as folders.
    """
    review = bundle.review
    return Manifest(
        pmi_core=__version__,
        dossier=review.dossier,
        invented=review.invented,
        as_of=review.as_of,
        known_on=review.known_on,
        language=bundle.language,
        law=LawUsed(
            layers=bundle.registry.layers,
            sha256=bundle.registry.digest,
            files=tuple(sorted(law, key=lambda file: file.path)),
        ),
        rulebooks=review.rulebooks,
        policy=review.policy,
        plugins=tuple(sorted(plugins)),
        inputs=tuple(sorted(inputs, key=lambda file: file.path)),
        outputs=tuple(
            OutputFile(
                name=item.output.name,
                exporter=item.exporter,
                size=len(item.output.data),
                sha256=files.sha256(item.output.data),
            )
            for item in sorted(rendering.produced, key=lambda item: item.output.name)
        ),
    )


def write(folder: Path, rendering: Rendering, manifest: Manifest) -> tuple[str, ...]:
    """Write all documents, the manifest last: every byte is on disk before any name changes.

    Returns:
        The names of the files, in the order they were written.

    Raises:
        OutputNotWritten: Nothing in the folder was changed.
    """
    outputs = {item.output.name: item.output.data for item in rendering.produced}
    outputs[MANIFEST] = codec.dump_document(manifest, MANIFEST_KIND)
    if _is_file(folder):
        raise OutputNotWritten(str(folder), "it is a file, and a folder is needed")
    files.write_all(folder, outputs)
    return tuple(outputs)


def _is_file(path: Path) -> bool:
    try:
        return path.exists() and not path.is_dir()
    except OSError:  # such as a name too long; making the folder says why it cannot be
        return False


def left_over(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Files in a folder that are none of those just written, such as those of an earlier run."""
    found = {path.name for path in folder.iterdir() if path.is_file() and path.name[0] != "."}
    return tuple(sorted(found.difference(names)))
