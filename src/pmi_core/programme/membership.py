"""Members of an association, and its boards."""

from datetime import date
from typing import Final, NewType

import attrs

from pmi_core.codec import optional
from pmi_core.programme.history import History
from pmi_core.programme.people import Person, check_span
from pmi_core.programme.vocabulary import MemberKind, Role

BoardId = NewType("BoardId", str)

# The press release calls the association a vessel for workers and their families. The other kinds
# say what somebody does, not whether he or she is one of these.
ASSOCIATION_KINDS: Final = frozenset(
    {
        MemberKind.PROSPECTIVE,
        MemberKind.WORKING,
        MemberKind.RETURNED,
        MemberKind.FAMILY,
        MemberKind.FAMILY_OF_RETURNED,
    }
)


@attrs.frozen(kw_only=True)
class Member:
    """A member of an association: a migrant worker or family."""

    person: Person
    kind: MemberKind
    joined: date | None = optional()
    left: date | None = optional(absent="none")
    history: History | None = optional()

    def __attrs_post_init__(self) -> None:
        check_span(self.joined, self.left)


@attrs.frozen(kw_only=True)
class BoardMember:
    """A Pengurus: one person's office on a board. Which offices exist is not known by source."""

    person: Person
    role: Role
    office: str | None = optional()


@attrs.frozen(kw_only=True)
class Board:
    """A board (kepengurusan) and its term; the length of terms has not been found.

    Attributes:
        id: By which a succession names it; unlike any other board's or body's.
    """

    id: BoardId | None = optional(absent="none")
    first: date | None = optional()
    last: date | None = optional(absent="none")
    pengurus: tuple[BoardMember, ...] = ()
    history: History | None = optional()

    def __attrs_post_init__(self) -> None:
        check_span(self.first, self.last)
