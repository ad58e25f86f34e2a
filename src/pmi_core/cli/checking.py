"""The work of `pmi check`."""

from pathlib import Path
from typing import Final

import attrs

from pmi_core.cli.exits import Exit
from pmi_core.cli.inputs import read_case, read_law, with_host
from pmi_core.cli.outcome import Outcome, failed
from pmi_core.errors import Fault
from pmi_core.messages import Language, render
from pmi_core.plugins import PluginHost
from pmi_core.reporting import newest_revisions
from pmi_core.reporting import write_index as write_index_of

_PACK: Final = "pack.toml"
_HEAD: Final = "dossier.toml"


def check_folder(
    dossier: Path,
    language: Language,
    *,
    write_index: bool,
    law: tuple[Path, ...] = (),
    plugins: bool = True,
) -> Outcome:
    """Read a dossier whole and count what is in it.

    What goes wrong comes out in the outcome: every fault, and then no index was written either;
    or that the index was to be written and could not be.

    Args:
        dossier: Its folder.
        language: Of the text.
        write_index: Whether to write `index.json` anew first.
        law: Folders of law packs: a dossier may cite what they tell.
        plugins: Whether installed plugins bring law too.
    """
    if (dossier / _PACK).is_file() and not (dossier / _HEAD).exists():
        return _not_here(dossier, language)

    def work(host: PluginHost) -> Outcome:
        if write_index:
            write_index_of(dossier, registry=read_law(host, law).registry)
        return _counted(host, dossier, law, language)

    return with_host(plugins, work)


def _not_here(pack: Path, language: Language) -> Outcome:
    """A law pack is checked by what it changes."""
    fault = Fault(code="law-pack", message="this is a law pack, not a dossier", file=pack.name)
    advice = render("cli.peringatan.paket_hukum", folder=str(pack))
    return attrs.evolve(failed(Exit.USAGE, [fault]), warnings=(advice.in_(language),))


def _counted(host: PluginHost, folder: Path, law: tuple[Path, ...], language: Language) -> Outcome:
    dossier, _ = read_case(host, folder, law)
    counts = {
        "files": len(dossier.files),
        "bodies": len(dossier.bodies),
        "reports": len(newest_revisions(dossier.reports)),
        "revisions": len(dossier.reports),
        "submissions": len(dossier.submissions),
    }
    text = render("cli.periksa", judul=dossier.head.title, **counts)
    return Outcome(
        text=text.in_(language),
        facts={"dossier": dossier.head.id, "invented": dossier.head.invented, "counts": counts},
    )
