"""The lives that one body's file tells: its own, and those of its people, boards and businesses."""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from pmi_core.programme.bodies import Body
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
    yield from _told(body, "appointments", "penggerak", "appointment")
    yield from _told(body, "boards", "kepengurusan", "board")
    yield from _told(body, "members", "anggota", "member")
    yield from _told(body, "businesses", "usaha", "business")


def _told(body: Body, field: str, name: str, fact: str) -> Iterator[Life]:
    things: Iterable[Any] = getattr(body, field, None) or ()
    for number, thing in enumerate(things):
        if thing.history is not None:
            yield Life(
                pointer=f"/{field}/{number}/history/events",
                lifecycle=find_lifecycle(name),
                history=thing.history,
                facts=attrs.evolve(Facts(body=body), **{fact: thing}),
            )
