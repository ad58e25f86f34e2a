"""What tells one finding from another, round after round.

A finding is the same however items are ordered, files are laid out, and whatever else a subject
says: neither the place of an item nor the revision of a report nor the version of a rulebook makes
another of it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pmi_core import codec, files
from pmi_core.programme import MemberFacts, SeatFacts, ServingFacts
from pmi_core.reporting import (
    Complaint,
    ComplaintFacts,
    DossierFacts,
    EnvelopeFacts,
    Evidence,
    Expense,
    Figure,
    NarrativeFacts,
    Obstacle,
    PersonFacts,
    PhotoFacts,
    PlaceFacts,
    ProgrammeItem,
    Recommendation,
    Report,
    TypedPlaceFacts,
)

_LENGTH: Final = 16
# What a record is known by where it has no id, or where its id is only that of a revision.
_KEYS: Final[Mapping[type, tuple[str, ...]]] = {
    Complaint: ("received_on",),
    ComplaintFacts: ("body", "period", "received_on"),
    DossierFacts: (),  # whatever round it is: what stays open is the same finding in the next
    EnvelopeFacts: ("submission", "body"),
    Evidence: ("kind", "sha256"),
    Expense: ("kind", "day", "amount", "activity"),
    Figure: ("label", "source", "span"),
    MemberFacts: ("person",),
    Obstacle: ("kind", "description"),
    PersonFacts: ("person",),
    NarrativeFacts: ("period", "reports"),
    PhotoFacts: ("sha256",),
    PlaceFacts: ("body", "code"),
    ProgrammeItem: ("title",),
    Recommendation: ("text",),
    Report: ("body", "kind", "period"),
    SeatFacts: ("role", "division"),
    ServingFacts: ("person",),
    TypedPlaceFacts: ("body", "period", "text"),
}


def fingerprints(
    rulebook: str, criterion: str, subject: object, witnesses: Sequence[str]
) -> tuple[str, ...]:
    """A short text for each witness of a criterion that is written down, in their order.

    Args:
        rulebook: Its id; its version does not count.
        criterion: Its id.
        subject: What was judged.
        witnesses: JSON pointers from the subject; where there are none, the whole is the finding.

    >>> fingerprints("buku", "A-01", "subjek", ())
    ('76c84c505699a0de',)
    """
    whole = (rulebook, criterion, type(subject).__name__, identity(subject))
    found: list[str] = []
    alike = Counter[bytes]()
    for pointer in witnesses or ("",):
        key = codec.dump_json((*whole, *_way(subject, pointer)))
        found.append(files.sha256(key + b"%d" % alike[key])[:_LENGTH])
        alike[key] += 1
    return tuple(found)


def identity(item: object) -> Any:
    """What something is known by: its key fields, its id, or, where it has neither, all it says."""
    names = _KEYS.get(type(item), ("id",) if hasattr(item, "id") else None)
    if names is None:
        return codec.unstructure(item)
    return [identity(getattr(item, name)) for name in names]


def _way(subject: object, pointer: str) -> Iterator[Any]:
    """The names of the collections a pointer goes through, and what each item is known by."""
    here: Any = subject
    for step in pointer.split("/")[1:]:
        if step.isdecimal():
            here = here[int(step)]
            yield identity(here)
        else:
            here = getattr(here, step)
            yield step
