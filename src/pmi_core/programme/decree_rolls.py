"""What can be seen in the decrees of one body on a day: gaps, overlaps, broken lines, lateness."""

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from pmi_core.messages import Text, label
from pmi_core.programme.bodies import Body
from pmi_core.programme.conditions import Open, Unmet
from pmi_core.programme.decrees import (
    Covering,
    DecreeCover,
    DecreeDetail,
    Force,
    Listed,
    MissingDetail,
    concerning,
    cover_by,
    forces,
    is_known,
    listed_by,
    spans_by,
)
from pmi_core.programme.history import DecreeId
from pmi_core.programme.observations import Noted, Observation, observe
from pmi_core.programme.people import Appointment, PersonId
from pmi_core.programme.tenures import Days, Tenure, day_before


@attrs.frozen(kw_only=True)
class _View:
    """One body's decrees as known on a day, and whom they may concern on another.

    Attributes:
        serving: Who may serve on that day: the appointment, the days on which it runs, whether it
            surely does, and which of the decrees list it.
    """

    body: Body
    seen: tuple[Force, ...]
    serving: tuple[tuple[Appointment, Tenure, bool, Listed], ...]
    on: date
    known_on: date | None

    def observe(
        self,
        kind: type[Unmet] | type[Open] | type[Noted],
        rule: str,
        decrees: Iterable[DecreeId],
        persons: Iterable[PersonId] = (),
        days: tuple[date | None, date | None] = (None, None),
        missing: Iterable[MissingDetail] = (),
    ) -> Observation:
        return observe(
            kind,
            rule,
            self.on,
            bodies=(self.body.id,),
            persons=persons,
            first=None if days[0] == date.min else days[0],
            last=None if days[1] == date.max else days[1],
            keputusan=", ".join(sorted(set(decrees))),
            rincian=_details(missing),
        )

    def surely(self, forces: Iterable[Force]) -> type[Unmet] | type[Open]:
        """Unmet, unless one of the decrees may not have been known yet."""
        known = [is_known(force.decree, known_on=self.known_on) for force in forces]
        return Unmet if None not in known else Open


def check_decrees(
    body: Body,
    serving: Iterable[tuple[Appointment, Tenure, bool]],
    on: date,
    *,
    known_on: date | None = None,
) -> Iterator[Observation]:
    """What a day shows of a body's decrees, as known on another; see `check_roll`.

    Args:
        body: Whose decrees.
        serving: Its appointments that may run that day, each with its days and whether it surely
            does.
        on: The day that is looked at.
        known_on: As known on which day.
    """
    seen = forces(body.decrees, body.appointments, known_on=known_on)
    view = _View(
        body=body,
        seen=seen,
        serving=tuple((one, days, sure, listed_by(seen, one)) for one, days, sure in serving),
        on=on,
        known_on=known_on,
    )
    yield from _uncovered(view)
    yield from _overlaps(view)
    yield from _unlisted(view)
    yield from _broken_lines(view)
    yield from _retroactive(view)
    yield from _late(view)


def _uncovered(view: _View) -> Iterator[Observation]:
    """Persons whom no decree covers, or of whom it cannot be told; never a failing."""
    # Those who are listed alike and serve alike are covered alike.
    alike: dict[tuple[Listed, Days], list[PersonId]] = {}
    for one, tenure, _, listed in view.serving:
        if cover_by(view.seen, listed, view.on).coverage is not DecreeCover.COVERED:
            days = tenure.days_around(view.on, known_on=view.known_on)
            alike.setdefault((listed, days), []).append(one.person.id)
    groups: dict[tuple[date, date, Covering], list[PersonId]] = {}
    for (listed, (first, last)), persons in alike.items():
        spans = spans_by(view.seen, listed, first or date.min, last or date.max)
        around = next(span for span in spans if span[0] <= view.on <= span[1])
        groups.setdefault(around, []).extend(persons)
    for (first, last, found), persons in groups.items():
        known = found.coverage is DecreeCover.NONE_KNOWN
        rule = "tanpa_keputusan" if known else "tercakup_keputusan"
        ids = (item.decree for item in found.missing)
        yield view.observe(Open, rule, ids, persons, (first, last), found.missing)


def _overlaps(view: _View) -> Iterator[Observation]:
    """Persons whom two decrees cover on one day, neither of which replaces the other."""
    groups: dict[tuple[bool, tuple[DecreeId, ...], date, date], list[PersonId]] = {}
    for one, tenure, holds, listed in view.serving:
        pairs = zip(concerning(view.seen, listed), listed, strict=True)
        answers = [(force, force.covers(view.on, listed=told)) for force, told in pairs]
        both = [force for force, answer in answers if answer and holds]
        perhaps = [force for force, answer in answers if answer is not False]
        sure = len(both) > 1
        if sure or len({force.chain for force in perhaps}) > 1:
            ids = tuple(force.decree.id for force in (both if sure else perhaps))
            around = tenure.days_around(view.on, known_on=view.known_on)
            days = _common_days(both, around) if sure else (date.min, date.max)
            groups.setdefault((sure, ids, *days), []).append(one.person.id)
    for (sure, ids, first, last), persons in groups.items():
        kind = Unmet if sure else Open
        yield view.observe(kind, "satu_keputusan", ids, persons, (first, last))


def _common_days(both: Iterable[Force], around: Days) -> tuple[date, date]:
    firsts = [around[0], *(force.decree.covers_from for force in both)]
    lasts = [around[1], *(force.last for force in both)]
    return (
        max(day for day in firsts if day is not None),
        min(day for day in lasts if day is not None),
    )


def _unlisted(view: _View) -> Iterator[Observation]:
    """Persons whose appointment names a decree that does not name them in that role."""
    for force in view.seen:
        named = (one for one, *_ in view.serving if one.decree == force.decree.id)
        persons = [one.person.id for one in named if force.lists(one) is False]
        if persons:
            kind = view.surely([force])
            yield view.observe(kind, "tercantum_dalam_lampiran", [force.decree.id], persons)


def _broken_lines(view: _View) -> Iterator[Observation]:
    """Replacements that run in a circle, part in two, or start from a decree not on record."""
    circles: dict[DecreeId, list[Force]] = {}
    after: dict[DecreeId, set[DecreeId]] = {}
    for force in view.seen:
        if any(item.detail is DecreeDetail.ORDER for item in force.missing(view.on, listed=True)):
            circles.setdefault(force.chain, []).append(force)
        if force.decree.supersedes is not None:
            after.setdefault(force.decree.supersedes, set()).add(force.decree.id)
    for circle in circles.values():
        ids = (force.decree.id for force in circle)
        yield view.observe(view.surely(circle), "penggantian_berputar", ids)
    recorded = {decree.id for decree in view.body.decrees}
    for replaced, later in after.items():
        if len(later) > 1:
            yield view.observe(Open, "satu_pengganti", {replaced, *later})
        if replaced not in recorded:
            yield view.observe(Open, "keputusan_lama_tercatat", later)


def _retroactive(view: _View) -> Iterator[Observation]:
    for force in view.seen:
        day, first = force.decree.day, force.decree.covers_from
        if day is None or first is None or not force.runs(view.on):
            continue
        if first < day and is_known(force.decree, known_on=view.known_on):
            days = (first, day_before(day))
            yield view.observe(Noted, "berlaku_surut", [force.decree.id], days=days)


def _late(view: _View) -> Iterator[Observation]:
    """The first decree of a body was signed after its inauguration."""
    inaugurated = view.body.history.effective_day("pengukuhan", known_on=view.known_on)
    signed = [(force.decree.day, force.decree.id) for force in view.seen]
    days = [(day, name) for day, name in signed if day is not None]
    known = all(is_known(force.decree, known_on=view.known_on) for force in view.seen)
    if inaugurated is None or not days or len(days) < len(signed) or not known:
        return
    day, name = min(days)
    if inaugurated <= view.on and inaugurated < day:
        span = (inaugurated, day_before(day))
        yield view.observe(Noted, "keputusan_setelah_pengukuhan", [name], days=span)


def _details(missing: Iterable[MissingDetail]) -> Text:
    """The details that are missing, in the order in which one asks for them."""
    wanted = {item.detail for item in missing}
    names = [label(detail) for detail in DecreeDetail if detail in wanted]
    return Text(id=", ".join(n.id for n in names), en=", ".join(n.en for n in names))
