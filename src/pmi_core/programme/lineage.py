"""Where a body or a board comes from, who carries it on, and with what."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import attrs

from pmi_core.errors import Fault, FaultyInput
from pmi_core.programme.succession import Heritage, Succession, heirs_to


@attrs.frozen(kw_only=True)
class Generation:
    """One step of a line: the successions of the step, and whom it newly reaches.

    Attributes:
        successions: By day and id; none of them stands in an earlier step.
        members: Ids of bodies or boards, in the order of these successions.
    """

    successions: tuple[Succession, ...]
    members: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Lineage:
    """All that came before a body or a board, and all that came after it.

    Attributes:
        before: The generations before it, the nearest first.
        after: The generations after it, the nearest first. The last may be a succession that
            reaches nobody: the programme went on, in no unit in particular.
    """

    of: str
    before: tuple[Generation, ...]
    after: tuple[Generation, ...]

    @property
    def ancestors(self) -> tuple[str, ...]:
        """Everybody before it, the nearest first."""
        return tuple(member for step in self.before for member in step.members)

    @property
    def descendants(self) -> tuple[str, ...]:
        """Everybody after it, the nearest first."""
        return tuple(member for step in self.after for member in step.members)


@attrs.frozen(kw_only=True)
class Inheritance:
    """One thing that a succession may have brought to a body or board.

    Attributes:
        origins: Whose it was.
        arrives: Whether it passes to this one; None where the succession does not say.
    """

    item: Heritage
    succession: str
    origins: tuple[str, ...]
    arrives: bool | None


def lineage(of: str, successions: Iterable[Succession], *, known_on: date | None = None) -> Lineage:
    """The whole line of a body or board, both ways, with the successions between.

    The order does not depend on that of the successions given; a ring ends where it closes.

    Args:
        of: The id of a body, or of a board.
        successions: All there are.
        known_on: Only those recorded by that day; None for all.

    >>> from pmi_core.messages import Text
    >>> from pmi_core.regulation import Assumption
    >>> reason = Text(id="contoh", en="example")
    >>> basis = (Assumption(owner="pmi_core", reason=reason, on=date(2026, 11, 24)),)
    >>> merger = Succession(
    ...     id="peralihan-1",
    ...     predecessors=("kkbm-1", "kkbm-2", "kkbm-3"),
    ...     successors=("kawan-1",),
    ...     on=date(2023, 7, 22),
    ...     basis=basis,
    ... )
    >>> lineage("kawan-1", [merger]).ancestors
    ('kkbm-1', 'kkbm-2', 'kkbm-3')
    """
    known = _in_order(item for item in successions if item.known(known_on))
    return Lineage(
        of=of,
        before=_generations(of, known, lambda item: item.successors, lambda s: s.predecessors),
        after=_generations(of, known, lambda item: item.predecessors, lambda s: s.successors),
    )


def successor_on(
    of: str, successions: Iterable[Succession], day: date, *, known_on: date | None = None
) -> tuple[str, ...]:
    """Who carries on a body or board on a day.

    It looks at the successions only, so it answers for any id: whether there is such a body or
    board, or it still stands, is not asked. An id that nothing has succeeded answers itself, and
    so does one that nobody knows; see `succession_faults` for those.

    Returns:
        Itself where nothing has succeeded it yet; more than one after a split; nobody where every
        line ends in a succession without successor, as when the programme went on in no unit.

    Raises:
        FaultyInput: What comes after it leads round and round and nowhere else: it has no end.

    >>> from pmi_core.messages import Text
    >>> from pmi_core.regulation import Assumption
    >>> reason = Text(id="contoh", en="example")
    >>> basis = (Assumption(owner="pmi_core", reason=reason, on=date(2026, 11, 24)),)
    >>> day = date(2023, 7, 22)
    >>> ended = Succession(id="peralihan-1", predecessors=("kkbm-1",), on=day, basis=basis)
    >>> successor_on("kkbm-1", [ended], day), successor_on("kkbm-2", [ended], day)
    ((), ('kkbm-2',))
    """
    following = _by_end(_held(successions, day, known_on), lambda item: item.predecessors)
    ends: list[str] = []
    seen = {of}
    waiting = [of]
    given_up = False
    for here in waiting:  # grows while it is read
        steps = following.get(here, ())
        if not steps:
            ends.append(here)
        given_up = given_up or any(not step.successors for step in steps)
        heirs = dict.fromkeys(heir for step in steps for heir in step.successors)
        waiting += (heir for heir in heirs if heir not in seen)
        seen.update(heirs)
    if not ends and not given_up:
        message = f"what comes after {of!r} leads back to itself and ends nowhere"
        raise FaultyInput([Fault(code="cycle", message=message)])
    return tuple(ends)


def inherited(
    heir: str, successions: Iterable[Succession], day: date, *, known_on: date | None = None
) -> tuple[Inheritance, ...]:
    """What a body or board has from those directly before it, as the successions state.

    Returns:
        For each succession to it and each kind of thing: whether it arrived, or that this is not
        stated.
    """
    return tuple(
        Inheritance(
            item=item,
            succession=succession.id,
            origins=succession.predecessors,
            arrives=None if (heirs := heirs_to(succession, item)) is None else heir in heirs,
        )
        for succession in _held(successions, day, known_on)
        if heir in succession.successors
        for item in Heritage
    )


_Ends = Callable[[Succession], tuple[str, ...]]


def _held(
    successions: Iterable[Succession], day: date, known_on: date | None
) -> tuple[Succession, ...]:
    return _in_order(item for item in successions if item.holds(day, known_on=known_on))


def _in_order(successions: Iterable[Succession]) -> tuple[Succession, ...]:
    def key(item: Succession) -> tuple[date, str, tuple[str, ...], tuple[str, ...]]:
        return item.on, item.id, item.predecessors, item.successors

    return tuple(sorted(successions, key=key))


def _by_end(successions: Iterable[Succession], near: _Ends) -> Mapping[str, list[Succession]]:
    found: dict[str, list[Succession]] = defaultdict(list)
    for succession in successions:
        for name in dict.fromkeys(near(succession)):
            found[name].append(succession)
    return found


def _generations(
    of: str, successions: tuple[Succession, ...], near: _Ends, far: _Ends
) -> tuple[Generation, ...]:
    steps_of = _by_end(successions, near)
    order = {id(succession): number for number, succession in enumerate(successions)}
    found: list[Generation] = []
    seen, taken, here = {of}, set[int](), [of]
    while here:
        numbers = {order[id(s)] for name in here for s in steps_of.get(name, ())} - taken
        steps = tuple(successions[number] for number in sorted(numbers))
        here = [
            name for name in dict.fromkeys(n for s in steps for n in far(s)) if name not in seen
        ]
        seen.update(here)
        taken |= numbers
        if steps:
            found.append(Generation(successions=steps, members=tuple(here)))
    return tuple(found)
