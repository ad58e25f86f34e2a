"""The subjects that rules can judge, and the rulebooks that ship."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Final, cast

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput, FaultyRulebook, NotFound, did_you_mean
from pmi_core.evaluation.bodies import BODY
from pmi_core.evaluation.dossiers import DOSSIER
from pmi_core.evaluation.functions import Function
from pmi_core.evaluation.publications import PUBLICATION
from pmi_core.evaluation.reports import REPORT
from pmi_core.evaluation.rulebook import CheckedRulebook, load_rulebook
from pmi_core.evaluation.subject import Subject
from pmi_core.regulation import Registry, shipped_registry

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
    law = registry or shipped_registry()
    subject = _subject_of(data, file, {subject.name: subject for subject in subjects})
    return load_rulebook(data, file=file, schema=subject.schema(law, functions), registry=law)


def _subject_of(data: bytes, file: str, known: Mapping[str, Subject]) -> Subject:
    try:
        name: object = codec.parse_toml(data, file=file).get("subject")
    except FaultyInput as problem:
        raise FaultyRulebook(problem.faults) from None
    if name in known:
        return known[cast("str", name)]
    guess = did_you_mean(str(name), known) or f"; known are {', '.join(known)}"
    fault = Fault(
        code="subject", message=f"no rule judges a {name!r}{guess}", file=file, pointer="/subject"
    )
    raise FaultyRulebook([fault])


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
