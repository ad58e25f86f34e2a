"""The lives that one body's file tells: its own, and those of its people, boards and businesses."""

from collections.abc import Iterator

import attrs

from pmi_core.programme.bodies import Body, PerwiraPMI
from pmi_core.programme.definition import Lifecycle
from pmi_core.programme.guards import Facts
from pmi_core.programme.history import History
from pmi_core.programme.lifecycle_files import find_lifecycle


@attrs.frozen(kw_only=True)
class Life:
    """One history in a body's file.

    Attributes:
        pointer: Where the events lie in the file.
        facts: What the conditions of its lifecycle may look at.
    """

    pointer: str
    lifecycle: Lifecycle[Facts]
    history: History
    facts: Facts


def lifecycle_of(body: Body) -> Lifecycle[Facts]:
    """The lifecycle of a body's kind."""
    return find_lifecycle(body.programme.value)


def lives_of(body: Body) -> Iterator[Life]:
    """The body's own life first, then those of all whose histories it holds."""
    yield Life(
        pointer="/history/events",
        lifecycle=lifecycle_of(body),
        history=body.history,
        facts=Facts(body=body),
    )
    for number, one in enumerate(body.appointments):
        facts = Facts(body=body, appointment=one)
        yield _life(f"/appointments/{number}", "penggerak", one.history, facts)
    if isinstance(body, PerwiraPMI):
        yield from _association_lives(body)


def _association_lives(body: PerwiraPMI) -> Iterator[Life]:
    for number, board in enumerate(body.boards):
        facts = Facts(body=body, board=board)
        yield _life(f"/boards/{number}", "kepengurusan", board.history, facts)
    for number, member in enumerate(body.members or ()):
        facts = Facts(body=body, member=member)
        yield _life(f"/members/{number}", "anggota", member.history, facts)
    for number, business in enumerate(body.businesses or ()):
        facts = Facts(body=body, business=business)
        yield _life(f"/businesses/{number}", "usaha", business.history, facts)


def _life(place: str, name: str, history: History, facts: Facts) -> Life:
    return Life(
        pointer=f"{place}/history/events",
        lifecycle=find_lifecycle(name),
        history=history,
        facts=facts,
    )
