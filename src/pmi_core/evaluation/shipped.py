"""The subjects that rules can judge, and the rulebooks that ship."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput, FaultyRulebook, NotFound, did_you_mean
from pmi_core.evaluation.bodies import BODY
from pmi_core.evaluation.day_law import SameLaw
from pmi_core.evaluation.dossiers import DOSSIER
from pmi_core.evaluation.functions import Function
from pmi_core.evaluation.publications import PUBLICATION
from pmi_core.evaluation.references import structured
from pmi_core.evaluation.reports import REPORT
from pmi_core.evaluation.rulebook import CheckedRulebook, check_rulebook
from pmi_core.evaluation.subject import Subject
from pmi_core.regulation import Registry, shipped_registry

_TOLD: Final = 80  # letters of a name that means nothing
SUBJECTS: Final = (REPORT, BODY, DOSSIER, PUBLICATION)


def read_rulebook(
    data: bytes,
    *,
    file: str = "",
    registry: Registry | None = None,
    functions: Iterable[Function] = (),
    subjects: Iterable[Subject] = SUBJECTS,
) -> CheckedRulebook:
    """A rulebook from TOML, on whichever subject it names, checked whole.

    Args:
        data: UTF-8 TOML.
        file: Its name in faults.
        registry: The law it may cite and the parameters it may read; the shipped one by default.
        functions: What plugins add to the built-in functions.
        subjects: What it may be about.

    Raises:
        FaultyRulebook: With every fault.
    """
    law = SameLaw(registry or shipped_registry())
    return _read(data, file, law, tuple(functions), tuple(subjects))


@lru_cache(maxsize=64)
def _read(
    data: bytes,
    file: str,
    law: SameLaw,
    functions: tuple[Function, ...],
    subjects: tuple[Subject, ...],
) -> CheckedRulebook:
    """What has been read is kept by its content, the law, and the world it is checked against."""
    try:
        raw: dict[str, object] = codec.parse_toml(data, file=file)
    except FaultyInput as problem:
        raise FaultyRulebook(problem.faults) from None
    subject = _subject_of(raw, file, {subject.name: subject for subject in subjects}, law.registry)
    schema = subject.schema(law.registry, functions)
    return check_rulebook(raw, file=file, schema=schema, registry=law.registry)


def _subject_of(
    raw: Mapping[str, object], file: str, known: Mapping[str, Subject], registry: Registry
) -> Subject:
    """What a rulebook is about; where that is at fault, its expressions cannot be checked."""
    name = raw.get("subject")
    if isinstance(name, str) and name in known:
        return known[name]
    said = name[:_TOLD] if isinstance(name, str) else ""
    guess = did_you_mean(said, known) or f"; known are {', '.join(known)}"
    what = f"no rule judges a {said!r}" if said else "a rulebook says what it judges"
    fault = Fault(code="subject", message=f"{what}{guess}", file=file, pointer="/subject")
    _, faults = structured(raw, file, registry)
    raise FaultyRulebook([*(one for one in faults if one.pointer != "/subject"), fault])


def shipped_rulebook(name: str) -> CheckedRulebook:
    """A rulebook that ships, by id.

    Raises:
        NotFound: None is called so.
    """
    known = shipped_rulebooks()
    for book in known:
        if book.rulebook.id == name:
            return book
    raise NotFound("rulebook", name, (book.rulebook.id for book in known))


@cache
def shipped_rulebooks() -> tuple[CheckedRulebook, ...]:
    """The rulebooks that ship, by id, checked against the shipped law."""
    folder = resources.files("pmi_core").joinpath("data/rulebooks")
    found = (read_rulebook(f.read_bytes(), file=f.name) for f in folder.iterdir())
    return tuple(sorted(found, key=lambda book: book.rulebook.id))
