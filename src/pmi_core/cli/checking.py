"""The work of `pmi check`."""

from pathlib import Path

from pmi_core.cli.outcome import Outcome
from pmi_core.messages import Language, render
from pmi_core.reporting import newest_revisions, read_dossier
from pmi_core.reporting import write_index as write_index_of


def check_folder(folder: Path, language: Language, *, write_index: bool) -> Outcome:
    """Read a dossier whole and count what is in it.

    Raises:
        FaultyDossier: With every fault; then no index was written either.
        OutputNotWritten: The index was to be written and could not be.
    """
    if write_index:
        write_index_of(folder)
    dossier = read_dossier(folder)
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
