"""The lives that one body's file tells: its own, and those of its people, boards and businesses."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from pmi_core.programme.bodies import Body
from pmi_core.programme.definition import Lifecycle
from pmi_core.programme.guards import Facts
from pmi_core.programme.history import History
from pmi_core.programme.lifecycle_files import find_lifecycle
from pmi_core.programme.tenures import appointed_under

Lifecycles = Mapping[str, Lifecycle[Facts]]


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


def lifecycle_of(body: Body, lifecycles: Lifecycles | None = None) -> Lifecycle[Facts]:
    """The lifecycle of a body's kind, of those that ship by default.

    Raises:
        NotFound: The lifecycles given have none for it.
    """
    return find_lifecycle(body.programme.value, lifecycles)


def lives_of(body: Body, lifecycles: Lifecycles | None = None) -> Iterator[Life]:
    """The body's own life first, then those of all whose histories it holds.

    Raises:
        NotFound: The lifecycles given have none for one of them.
    """
    yield Life(
        pointer="/history/events",
        lifecycle=lifecycle_of(body, lifecycles),
        history=body.history,
        facts=Facts(body=body),
    )
    for field, name, fact in (("appointments", appointed_under(body), "appointment"), *_TOLD):
        things: Iterable[Any] = getattr(body, field, None) or ()
        for number, thing in enumerate(things):
            if thing.history is not None:
                yield Life(
                    pointer=f"/{field}/{number}/history/events",
                    lifecycle=find_lifecycle(name, lifecycles),
                    history=thing.history,
                    facts=attrs.evolve(Facts(body=body), **{fact: thing}),
                )


# Where an association or community holds what has a life of its own: field, lifecycle, and what
# its conditions see.
_TOLD: Final = (
    ("boards", "kepengurusan", "board"),
    ("members", "anggota", "member"),
    ("businesses", "usaha", "business"),
)
