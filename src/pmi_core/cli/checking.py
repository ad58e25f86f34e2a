"""The work of `pmi check`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import attrs

from pmi_core.cli.exits import Exit
from pmi_core.cli.inputs import read_case, read_law, with_host
from pmi_core.cli.outcome import Outcome, failed
from pmi_core.documents import count_statuses, observation_value, observations_text
from pmi_core.errors import Fault
from pmi_core.messages import Language, Text, render
from pmi_core.plugins import PluginHost
from pmi_core.programme import Observation
from pmi_core.reporting import DossierHead, newest_revisions, observe_bodies
from pmi_core.reporting import write_index as write_index_of

_PACK: Final = "pack.toml"
_HEAD: Final = "dossier.toml"


def check_folder(
    dossier: Path,
    language: Language,
    *,
    write_index: bool,
    notes: bool = False,
    law: tuple[Path, ...] = (),
    plugins: bool = True,
) -> Outcome:
    """Read a dossier whole, and count what is in it and what can be observed of its bodies.

    Observations are of the day of the dossier and change no exit code: whether a dossier can be
    read is all that is checked. What goes wrong comes out in the outcome: every fault, and then no
    index was written either; or that the index was to be written and could not be.

    Args:
        dossier: Its folder.
        language: Of the text.
        write_index: Whether to write `index.json` anew first.
        notes: Whether to list the observations, not only to count them.
        law: Folders of law packs: a dossier may cite what they tell.
        plugins: Whether installed plugins bring law too.
    """
    if _is_pack(dossier):
        return _not_here(dossier, language)

    def work(host: PluginHost) -> Outcome:
        if write_index:
            write_index_of(dossier, registry=read_law(host, law).registry)
        return _counted(host, dossier, law, language, notes=notes)

    return with_host(plugins, work)


def _is_pack(folder: Path) -> bool:
    try:
        return (folder / _PACK).is_file() and not (folder / _HEAD).exists()
    except OSError:  # such as a name too long; reading the dossier says why it cannot be
        return False


def _not_here(pack: Path, language: Language) -> Outcome:
    """A law pack is checked by what it changes."""
    fault = Fault(code="law-pack", message="this is a law pack, not a dossier", file=pack.name)
    advice = render("cli.peringatan.paket_hukum", folder=str(pack))
    return attrs.evolve(failed(Exit.USAGE, [fault]), warnings=(advice.in_(language),))


def _counted(
    host: PluginHost, folder: Path, law: tuple[Path, ...], language: Language, *, notes: bool
) -> Outcome:
    dossier, ruling = read_case(host, folder, law)
    head, registry = dossier.head, ruling.registry
    seen = observe_bodies(dossier, head.as_of, registry, known_on=head.known_on)
    counts = {
        "files": len(dossier.files),
        "bodies": len(dossier.bodies),
        "reports": len(newest_revisions(dossier.reports)),
        "revisions": len(dossier.reports),
        "submissions": len(dossier.submissions),
    }
    said = [render("cli.periksa", judul=head.title, **counts), _observed(head, seen)]
    if seen and not notes:
        said.append(render("cli.periksa_rinci"))
    text = "".join(f"{one.in_(language)}\n" for one in said)
    return Outcome(
        text=text + (observations_text(seen, registry, language) if notes else ""),
        facts={
            "dossier": head.id,
            "invented": head.invented,
            "counts": counts,
            "observations": _facts(head, seen, listed=notes),
        },
    )


def _observed(head: DossierHead, seen: Sequence[Observation]) -> Text:
    return render("cli.periksa_badan", hari=head.as_of, jumlah=len(seen), **count_statuses(seen))


def _facts(head: DossierHead, seen: Sequence[Observation], *, listed: bool) -> Mapping[str, object]:
    facts: dict[str, object] = {"on": head.as_of, "known_on": head.known_on}
    facts["counts"] = count_statuses(seen)
    if listed:
        facts["items"] = tuple(map(observation_value, seen))
    return facts
