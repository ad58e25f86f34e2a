"""Which records may be of one person: pairs to look at, each with its reasons.

A proposal decides nothing. Equal names are one person or namesakes, and no name can tell which;
what people then find out is recorded in `Identities`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from itertools import chain, combinations, islice, product
from typing import Final, TypeVar, cast

import attrs

from pmi_core.codec import optional
from pmi_core.programme.bodies import Body, BodyId, PerwiraPMI
from pmi_core.programme.identity import NO_IDENTITIES, Identities, Standing, standing_decisions
from pmi_core.programme.names import PlainName, Words, plain_name
from pmi_core.programme.people import Person, PersonId
from pmi_core.programme.vocabulary import Role

T = TypeVar("T")
# What so many share says too little to look at every pair; see `propose_matches`.
CROWD: Final = 50


class MatchReason(Enum):
    """Why two records may be of one person; the strongest first."""

    SAME_NAME = "nama_sama"
    TITLES = "gelar_berbeda"
    SPELLING = "singkatan_atau_ejaan"
    BLANKS = "spasi_berbeda"
    ORDER = "urutan_berbeda"
    ONE_WORD = "satu_kata"
    LONGER = "satu_kata_berbeda"
    INITIAL = "inisial"
    NICKNAME = "nama_panggilan"
    SAME_BODY = "lembaga_sama"
    SAME_ROLE = "peran_sama"


@attrs.frozen(kw_only=True)
class Sighting:
    """A person as one record names them.

    Attributes:
        body: The body of the record; absent is unknown.
        role: The role it gives; absent is unknown.
    """

    person: Person
    body: BodyId | None = optional()
    role: Role | None = optional()


@attrs.frozen(kw_only=True)
class Match:
    """Two records that may be of one person.

    Attributes:
        persons: Two ids, in order; where persons were merged, the id that stands for them.
        reasons: The strongest first.
        weak: Whether the names agree in part only, or have one word: then nothing but the body
            they share makes them worth a look.
        crowd: Whether so many share the name that not all of them were compared: that a pair is
            not proposed says nothing there.
    """

    persons: tuple[PersonId, PersonId]
    reasons: tuple[MatchReason, ...]
    weak: bool
    crowd: bool = False


def sightings_of(bodies: Iterable[Body]) -> tuple[Sighting, ...]:
    """Everybody whom the records of bodies name: in roles, on boards, as members."""
    return tuple(sighting for body in bodies for sighting in _seen_in(body))


def propose_matches(
    sightings: Iterable[Sighting],
    identities: Identities = NO_IDENTITIES,
    *,
    known_on: date | None = None,
) -> tuple[Match, ...]:
    """Pairs of records that may be of one person, ordered by their ids.

    Names of two words or more match wherever they were seen; names that agree in part, and names
    of one word, only where both were seen in one body. Nothing is proposed that was decided: who
    was merged, or recorded as different. Where more than 50 share a name, those of one body are
    compared with each other, and all of them along a chain, each with the next of whom nothing was
    decided; such proposals say so (`crowd`). So the time taken stays in proportion to the records.

    Args:
        sightings: The records, in any order; one id may be seen many times.
        identities: What was decided.
        known_on: Asks as decided and recorded by that day; None knows everything.

    Raises:
        TypeError: Something else than sightings is given, such as persons.

    >>> rows = [("p1", "H. Contoh Misal"), ("p2", "Contoh Misal, S.Pd."), ("p3", "Misal")]
    >>> for match in propose_matches(
    ...     Sighting(person=Person(id=PersonId(id), name=name)) for id, name in rows
    ... ):
    ...     print(match.persons, [reason.value for reason in match.reasons], match.weak)
    ('p1', 'p2') ['gelar_berbeda'] False
    """
    sightings = tuple(sightings)
    for sighting in sightings:
        if not isinstance(cast("object", sighting), Sighting):
            raise TypeError(f"expected Sighting(person=…), not {type(sighting).__name__}")
    seen = _gathered(sightings, standing_decisions(identities, known_on=known_on))
    named = [(found, name) for found in seen for name in found.names]
    reasons: defaultdict[tuple[PersonId, PersonId], set[MatchReason]] = defaultdict(set)
    crowded = set[tuple[PersonId, PersonId]]()
    known = {found.id: found for found in seen}
    for one, other, reason, crowd in chain(_agreeing(named), _alike(named, known)):
        first, second = sorted((one, other))
        if _undecided(known[first], known[second]):
            reasons[first, second].add(reason)
            if crowd:
                crowded.add((first, second))
    return tuple(
        _match(known[pair[0]], known[pair[1]], why, crowd=pair in crowded)
        for pair, why in sorted(reasons.items())
    )


@attrs.frozen(kw_only=True)
class _Seen:
    """One person so far as was decided: every name, every place, and who it is not.

    Attributes:
        apart: Numbers of the distinctions that name the person.
    """

    id: PersonId
    names: tuple[PlainName, ...]
    bodies: frozenset[BodyId]
    roles: frozenset[tuple[BodyId, Role]]
    apart: frozenset[int]


_Named = tuple[_Seen, PlainName]
_Pair = tuple[PersonId, PersonId, MatchReason, bool]
_RANK: Final = {reason: rank for rank, reason in enumerate(MatchReason)}
_STRONG: Final = frozenset(
    {
        MatchReason.SAME_NAME,
        MatchReason.TITLES,
        MatchReason.SPELLING,
        MatchReason.BLANKS,
        MatchReason.ORDER,
    }
)


def _seen_in(body: Body) -> Iterator[Sighting]:
    for item in body.appointments:
        yield Sighting(person=item.person, body=body.id, role=item.role)
    if isinstance(body, PerwiraPMI):
        for officer in (officer for board in body.boards for officer in board.pengurus):
            yield Sighting(person=officer.person, body=body.id, role=officer.role)
        for member in body.members or ():
            yield Sighting(person=member.person, body=body.id)


def _gathered(sightings: Iterable[Sighting], standing: Standing) -> tuple[_Seen, ...]:
    """The persons seen, by id; who was merged is one."""
    groups: dict[PersonId, frozenset[PersonId]] = {}
    names: defaultdict[PersonId, set[str]] = defaultdict(set)
    bodies: defaultdict[PersonId, set[BodyId]] = defaultdict(set)
    roles: defaultdict[PersonId, set[tuple[BodyId, Role]]] = defaultdict(set)
    for seen in sightings:
        if seen.person.id not in groups:
            group = standing.group(seen.person.id)
            groups |= dict.fromkeys(group, group)
        one = min(groups[seen.person.id])
        names[one].add(seen.person.name)
        if seen.body is not None:
            bodies[one].add(seen.body)
            if seen.role is not None:
                roles[one].add((seen.body, seen.role))
    return tuple(
        _Seen(
            id=one,
            names=tuple(map(plain_name, sorted(names[one]))),
            bodies=frozenset(bodies[one]),
            roles=frozenset(roles[one]),
            apart=standing.distinctions(groups[one]),
        )
        for one in sorted(names)
    )


def _agreeing(named: Sequence[_Named]) -> Iterator[_Pair]:
    """Those whose whole names agree, wherever they were seen."""
    by_letters: defaultdict[str, list[_Named]] = defaultdict(list)
    by_words: defaultdict[Words, list[_Named]] = defaultdict(list)
    for item in named:
        words = item[1].words
        if len(words) > 1:
            by_letters["".join(words)].append(item)
            by_words[tuple(sorted(words))].append(item)
    for group in by_letters.values():
        crowd = len(group) > CROWD
        for (one, name), (other, second) in _pairs(group):
            yield one.id, other.id, _difference(name, second), crowd
    for group in by_words.values():
        crowd = len(group) > CROWD
        for (one, name), (other, second) in _pairs(group):
            if name.words != second.words:
                yield one.id, other.id, MatchReason.ORDER, crowd


def _difference(one: PlainName, other: PlainName) -> MatchReason:
    """How two names of the same letters differ as they were written."""
    if one.written == other.written:
        return MatchReason.SAME_NAME
    if one.spelled == other.spelled:
        return MatchReason.TITLES
    return MatchReason.SPELLING if one.words == other.words else MatchReason.BLANKS


def _alike(named: Sequence[_Named], known: Mapping[PersonId, _Seen]) -> Iterator[_Pair]:
    """Those whose names agree in part, or have one word, and who were seen in one body."""
    whole: defaultdict[tuple[BodyId, Words], list[PersonId]] = defaultdict(list)
    parts: defaultdict[tuple[BodyId, Words], list[tuple[PersonId, MatchReason]]] = defaultdict(list)
    placed = [(body, seen.id, name) for seen, name in named for body in sorted(seen.bodies)]
    for body, person, name in placed:
        for words in {name.words, name.spelled}:
            whole[body, words].append(person)
    for body, person, name in placed:
        for words, reason in _forms(name):
            if (body, words) in whole:
                parts[body, words].append((person, reason))
    for key, ids in whole.items():
        if len(key[1]) == 1:
            alone = [(known[one], None) for one in ids]
            for (one, _), (other, _) in _pairs(alone):
                yield one.id, other.id, MatchReason.ONE_WORD, len(ids) > CROWD
        longer = parts.get(key, ())
        for whole_id, (part_id, reason) in _products(ids, longer):
            yield whole_id, part_id, reason, not _few(ids, longer)


def _forms(name: PlainName) -> Iterator[tuple[Words, MatchReason]]:
    """What else could be written for a name: less of it, or a nickname."""
    for nickname in name.nicknames:
        yield nickname, MatchReason.NICKNAME
    if len(name.words) < 2:
        return
    for word in {*filter(_is_long, name.words), "".join(name.words)}:
        yield (word,), MatchReason.ONE_WORD
    for at, word in enumerate(name.words):
        before, after = name.words[:at], name.words[at + 1 :]
        if len(name.words) > 2:
            yield (*before, *after), MatchReason.LONGER
        if _is_long(word) and any(map(_is_long, (*before, *after))):
            yield (*before, word[0], *after), MatchReason.INITIAL


def _is_long(word: str) -> bool:
    """Whether a word is more than an initial; a number is none."""
    return len(word) > 1 and word.isalpha()


def _undecided(one: _Seen, other: _Seen) -> bool:
    return one.id != other.id and one.apart.isdisjoint(other.apart)


def _pairs(group: Sequence[tuple[_Seen, T]]) -> Iterable[tuple[tuple[_Seen, T], tuple[_Seen, T]]]:
    """Every pair of a few; of a crowd those within one body, and a chain through all of it."""
    if len(group) <= CROWD:
        return combinations(group, 2)
    return chain(_within_bodies(group), _chained(group))


def _within_bodies(
    group: Sequence[tuple[_Seen, T]],
) -> Iterator[tuple[tuple[_Seen, T], tuple[_Seen, T]]]:
    by_body: defaultdict[BodyId, list[tuple[_Seen, T]]] = defaultdict(list)
    for item in group:
        for body in item[0].bodies:
            by_body[body].append(item)
    for items in by_body.values():
        yield from combinations(items, 2) if len(items) <= CROWD else _chained(items)


def _chained(
    group: Sequence[tuple[_Seen, T]],
) -> Iterator[tuple[tuple[_Seen, T], tuple[_Seen, T]]]:
    """Each with the next of whom nothing was decided."""
    for at, item in enumerate(group):
        later = islice(group, at + 1, at + 1 + CROWD)
        found = next((other for other in later if _undecided(item[0], other[0])), None)
        if found is not None:
            yield item, found


def _few(whole: Sequence[object], parts: Sequence[object]) -> bool:
    return len(whole) * len(parts) <= CROWD * CROWD


def _products(
    whole: Sequence[T], parts: Sequence[tuple[T, MatchReason]]
) -> Iterable[tuple[T, tuple[T, MatchReason]]]:
    return product(whole if _few(whole, parts) else whole[:1], parts)


def _match(one: _Seen, other: _Seen, found: set[MatchReason], *, crowd: bool) -> Match:
    strong = found & _STRONG
    kept = {*(strong or found), *_shared(one, other)}
    return Match(
        persons=(one.id, other.id),
        reasons=tuple(sorted(kept, key=_RANK.__getitem__)),
        weak=not strong,
        crowd=crowd,
    )


def _shared(one: _Seen, other: _Seen) -> Iterator[MatchReason]:
    if not one.bodies.isdisjoint(other.bodies):
        yield MatchReason.SAME_BODY
    if not one.roles.isdisjoint(other.roles):
        yield MatchReason.SAME_ROLE
