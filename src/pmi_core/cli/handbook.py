"""The work of `pmi handbook`."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import attrs

from pmi_core import codec, documents
from pmi_core.cli.exits import Exit
from pmi_core.cli.inputs import read_law, with_host
from pmi_core.cli.outcome import Outcome, failed
from pmi_core.documents import HANDBOOK_KIND, Handbook, HandbookRole
from pmi_core.errors import Ambiguous, Fault, NotFound
from pmi_core.evaluation import Rulebook
from pmi_core.messages import Language
from pmi_core.plugins import PluginHost, check_rulebooks
from pmi_core.regulation import CodeSystem, PlaceCode, Registry, local_day, shipped_places

FORMATS: Final[dict[str, Callable[[Handbook, Language], str]]] = {
    "text": documents.handbook_text,
    "md": documents.handbook_markdown,
}
_CAPITAL: Final = "Asia/Jakarta"
_ROLE: Final = "role"
_PROVINCE: Final = 2  # digits of its code


@attrs.frozen(kw_only=True)
class HandbookRequest:
    """What was asked for on the command line.

    Attributes:
        role: The word of one chapter, as typed; None for all.
        on: The day; see `handbook_day`.
        place: A code or a name, as typed.
        form: A key of `FORMATS`.
    """

    role: str | None
    on: date
    place: str | None
    law: tuple[Path, ...]
    plugins: bool
    form: str
    language: Language


def find_role(name: str) -> HandbookRole:
    """A role by its word; hyphens and underscores, capitals and small letters are equal.

    Raises:
        NotFound: With the nearest word, and all.
    """
    word = name.casefold().replace("_", "-")
    known = {role.value.replace("_", "-"): role for role in HandbookRole}
    if word not in known:
        raise NotFound(_ROLE, name, known)
    return known[word]


def handbook_day(on: date | None) -> date:
    """The day asked for, else today in Jakarta, wherever the machine stands."""
    return on or local_day(datetime.now(UTC), _CAPITAL)


def find_place(name: str, on: date) -> PlaceCode:
    """A place on a day by its Kemendagri code, or by a name that only one place has.

    Two digits are a province; four without a dot are another place to BPS, and are refused.

    Raises:
        NotFound: No such code or name, with the nearest.
        Ambiguous: With the candidates.
    """
    system = CodeSystem.KEMENDAGRI if len(name.strip()) == _PROVINCE else None
    return shipped_places().resolve(name, on, system=system).code


def show_handbook(request: HandbookRequest) -> Outcome:
    """The handbook under the law of the plugins and packs; faults come out in the outcome."""
    try:
        roles = tuple(HandbookRole) if request.role is None else (find_role(request.role),)
        place = None if request.place is None else find_place(request.place, request.on)
    except (NotFound, Ambiguous) as problem:
        return failed(Exit.USAGE, [_misnamed(problem)])
    return with_host(request.plugins, lambda host: _made(request, roles, place, host))


def _misnamed(problem: NotFound | Ambiguous) -> Fault:
    """What was typed and is none; there are few roles, so that all are named."""
    hint = ""
    if isinstance(problem, NotFound) and problem.what == _ROLE:
        hint = f"roles: {', '.join(problem.known)}"
    return Fault(code="unknown-name", message=str(problem), suggestion=hint)


def _made(
    request: HandbookRequest,
    roles: tuple[HandbookRole, ...],
    place: PlaceCode | None,
    host: PluginHost,
) -> Outcome:
    law = read_law(host, request.law).registry
    made = documents.handbook(
        on=request.on,
        place=place,
        roles=roles,
        registry=law,
        rulebooks=_rulebooks(host, law),
    )
    document = codec.parse_json(codec.dump_document(made, HANDBOOK_KIND))
    return Outcome(text=FORMATS[request.form](made, request.language), facts={"handbook": document})


def _rulebooks(host: PluginHost, law: Registry) -> tuple[Rulebook, ...]:
    return tuple(book.rulebook for book in check_rulebooks(host, law))
