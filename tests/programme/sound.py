"""Sound bodies: whatever `check_body` takes, with lives recorded late and struck, for laws."""

from datetime import date, timedelta
from typing import Any, Final

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from pmi_core.programme import (
    AnnexEntry,
    Appointment,
    AppointmentDecree,
    Board,
    BoardMember,
    Body,
    BodyId,
    DecreeId,
    Division,
    History,
    KawanPMI,
    Level,
    Member,
    MemberKind,
    OutcomeCount,
    PerwiraPMI,
    ProblemOutcome,
    Role,
    find_lifecycle,
)
from pmi_core.regulation import PlaceCode
from pmi_core.testing import histories
from tests.programme.bodies import person

# The days around which `histories` lays its events; some lie before, some after all of them.
DAYS: Final = st.integers(0, 24).map(lambda days: date(2021, 12, 20) + timedelta(days=days))
_NAMES: Final = tuple(DecreeId(f"sk-{number}") for number in range(3))
_PEOPLE: Final = st.integers(1, 3).map(person)


@st.composite
def _decrees(draw: DrawFn) -> tuple[AppointmentDecree, ...]:
    return tuple(draw(_decree(number)) for number in range(draw(st.integers(0, len(_NAMES)))))


@st.composite
def _decree(draw: DrawFn, number: int) -> AppointmentDecree:
    covers = draw(_spans())
    entries = st.builds(
        AnnexEntry, person=_PEOPLE.map(lambda one: one.id), role=st.none() | st.sampled_from(Role)
    )
    return AppointmentDecree(
        id=_NAMES[number],
        issuer="Kepala BP2MI",
        number=draw(st.none() | st.just("1")),
        day=draw(st.none() | DAYS),
        covers_from=covers[0],
        covers_until=covers[1],
        # Of those above it: no line of replacements runs in a circle.
        supersedes=draw(st.none() | st.sampled_from(_NAMES[:number])) if number else None,
        known_from=draw(st.none() | DAYS),
        annex=draw(st.none() | st.lists(entries, max_size=2).map(tuple)),
    )


@st.composite
def _spans(draw: DrawFn) -> tuple[date | None, date | None]:
    first, last = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if first is not None and last is not None and last < first:
        return last, first
    return first, last


@st.composite
def _lives(draw: DrawFn, lifecycle: str, decrees: tuple[AppointmentDecree, ...]) -> History:
    """A life some of whose events name a decree that is on record."""
    history = draw(histories(find_lifecycle(lifecycle), longest=4))
    named = st.none() | st.sampled_from(decrees) if decrees else st.none()
    return History(
        events=tuple(
            attrs.evolve(event, decree=None if (told := draw(named)) is None else told.id)
            for event in history.events
        )
    )


@st.composite
def _appointments(draw: DrawFn, decrees: tuple[AppointmentDecree, ...]) -> tuple[Appointment, ...]:
    ids = st.none() | st.sampled_from([one.id for one in decrees]) if decrees else st.none()
    found: list[Appointment] = []
    for _ in range(draw(st.integers(0, 2))):
        first, last = draw(_spans())
        history = draw(st.none() | _lives("penggerak", decrees))
        if history is not None and draw(st.booleans()):
            last = _end_told(history, first)
        found.append(
            Appointment(
                person=draw(_PEOPLE),
                role=draw(st.sampled_from(Role)),
                division=draw(st.none() | st.sampled_from(Division)),
                decree=draw(ids),
                first=first,
                last=last,
                history=history,
            )
        )
    return tuple(found)


def _end_told(history: History, first: date | None) -> date | None:
    """The day of its newest event, written down as the last day too."""
    days = [event.effective for event in history.events if event.corrects is None]
    return max((day for day in days if first is None or first <= day), default=None)


@st.composite
def sound_units(draw: DrawFn, number: int = 1) -> KawanPMI:
    """Units of Kawan PMI of one regency."""
    decrees = draw(_decrees())
    return KawanPMI(
        id=BodyId(f"kawan-{number}"),
        name="Contoh",
        level=Level.REGENCY,
        place=PlaceCode("18.01"),
        decrees=decrees,
        appointments=draw(_appointments(decrees)),
        outcomes=draw(st.none() | st.lists(_outcomes(), max_size=2).map(tuple)),
        history=draw(_lives("kawan-pmi", decrees)),
    )


@st.composite
def _outcomes(draw: DrawFn) -> OutcomeCount:
    first, last = draw(_spans())
    latest = max(filter(None, (first, last)), default=date(2021, 12, 20))
    later = DAYS.filter(lambda day: latest <= day)
    return OutcomeCount(
        outcome=ProblemOutcome.SOLVED,
        number=1,
        first=first,
        last=last,
        recorded=draw(st.none() | later),
        source="uji",
    )


@st.composite
def sound_associations(draw: DrawFn, number: int = 1) -> PerwiraPMI:
    """Associations, of the whole country or of one province."""
    decrees = draw(_decrees())
    national = draw(st.booleans())
    return PerwiraPMI(
        id=BodyId(f"perwira-{number}"),
        name="Contoh",
        level=Level.NATIONAL if national else Level.PROVINCE,
        place=None if national else PlaceCode("18"),
        decrees=decrees,
        appointments=draw(_appointments(decrees)),
        boards=tuple(draw(_board(decrees)) for _ in range(draw(st.integers(0, 2)))),
        members=draw(st.none() | st.lists(_member(decrees), max_size=1).map(tuple)),
        history=draw(_lives("perwira-pmi", decrees)),
    )


@st.composite
def _board(draw: DrawFn, decrees: tuple[AppointmentDecree, ...]) -> Board:
    first, last = draw(_spans())
    history = draw(st.none() | _lives("kepengurusan", decrees))
    if history is not None and draw(st.booleans()):
        last = _end_told(history, first)
    officers = st.builds(BoardMember, person=_PEOPLE, role=st.sampled_from(Role))
    return Board(
        first=first,
        last=last,
        pengurus=tuple(draw(st.lists(officers, max_size=2))),
        history=history,
    )


@st.composite
def _member(draw: DrawFn, decrees: tuple[AppointmentDecree, ...]) -> Member:
    joined, left = draw(_spans())
    return Member(
        person=draw(_PEOPLE),
        kind=MemberKind.RETURNED,
        joined=joined,
        left=left,
        history=draw(st.none() | _lives("anggota", decrees)),
    )


def sound_bodies(number: int = 1) -> SearchStrategy[Body]:
    """Of either kind."""
    either: list[SearchStrategy[Any]] = [sound_units(number), sound_associations(number)]
    return st.one_of(either)
