"""Role, tasks and functions of whom the meeting addressed, as sources tell them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from pmi_core.documents.handbook import (
    Chapter,
    CheckedBy,
    DerivedWork,
    Ground,
    Handbook,
    HandbookLine,
    HandbookRole,
    Heading,
    HeadingKind,
    OfficeNamed,
    SourceSearched,
    TextAdded,
)
from pmi_core.evaluation import Criterion, Rulebook, shipped_rulebooks
from pmi_core.messages import Text, render, text
from pmi_core.programme import (
    ActivityKind,
    Division,
    Programme,
    ReportKind,
    Role,
    Task,
    division_checks,
    proposal_for,
    shipped_tasks,
)
from pmi_core.regulation import (
    Assumption,
    Basis,
    Cited,
    Clause,
    Force,
    InstitutionRole,
    Instrument,
    InstrumentId,
    PlaceCode,
    Places,
    ProvenanceStatus,
    Provision,
    Registry,
    cite_text,
    ended_on,
    in_force,
    institution_for,
    shipped_institutions,
    shipped_places,
    shipped_registry,
    standing,
)


def handbook(
    *,
    on: date,
    place: PlaceCode | None = None,
    roles: Iterable[HandbookRole] = tuple(HandbookRole),
    registry: Registry | None = None,
    rulebooks: Iterable[Rulebook] | None = None,
    places: Places | None = None,
) -> Handbook:
    """What sources tell each role, with the standing of every basis at a place on a day.

    Args:
        on: The day.
        place: Province, kabupaten or kota; without one, what is limited to a province holds by
            analogy only.
        roles: The chapters wanted, in their order.
        registry: The law; the shipped one by default.
        rulebooks: Whose criteria and kinds of report tasks lead to; the shipped ones by default.
        places: For names; the shipped ones by default.

    Raises:
        NotFound: A place that is unknown, or is none on that day, with those near it.

    >>> from datetime import date
    >>> made = handbook(on=date(2024, 6, 7), place=PlaceCode("18"))
    >>> tasks = made.chapters[2].headings[2]
    >>> tasks.kind.value, tasks.lines[0].basis[0].standing.value
    ('tugas', 'diberitakan')
    >>> made.chapters[2].headings[1].lines
    ()
    """
    books = (book.rulebook for book in shipped_rulebooks()) if rulebooks is None else rulebooks
    author = _Author(
        registry=registry or shipped_registry(),
        rulebooks=tuple(books),
        places=places or shipped_places(),
        on=on,
        place=place,
    )
    return Handbook(
        on=on,
        place=place,
        place_name=None if place is None else author.places.find(place, on).name,
        law=author.registry.layers,
        offices=tuple(author.office(role) for role in _OFFICES),
        chapters=tuple(author.chapter(role) for role in roles),
    )


_OFFICES: Final = (InstitutionRole.MINISTRY, InstitutionRole.AGENCY, InstitutionRole.BP3MI)
_PRESS: Final = InstrumentId("siaran-pers-rakernas-2023")
_TOPICS: Final = InstrumentId("pp-59-2021")
_TOPICS_AT: Final = Provision.parse("Pasal 4 ayat (4)")
_PROGRAMME: Final = {
    HandbookRole.PENGURUS: Programme.PERWIRA_PMI,
    HandbookRole.PENGGIAT: None,
}
_DEFINED: Final = {Programme.KAWAN_PMI: "b", Programme.PERWIRA_PMI: "d", None: "g"}
_OWN_ROLE: Final = {HandbookRole.CHAIR: Role.CHAIR, HandbookRole.SECRETARY: Role.SECRETARY}
_DIVISION: Final = {
    HandbookRole.INFORMATION: Division.INFORMATION,
    HandbookRole.ASSISTANCE: Division.ASSISTANCE,
    HandbookRole.PREVENTION: Division.PREVENTION,
}
_TEXTS: Final = ("perban-bp2mi-1-2022", "kepka-bp2mi-83-2022", _PRESS)
_SEARCHED: Final = {
    Programme.KAWAN_PMI: ("rakernis-lampung-2024-05-13", "laporan-enrekang-2023-08"),
    Programme.PERWIRA_PMI: ("fgd-perwira-jabar-2023-11-30", "forum-perwira-ntb-2023-02-08"),
    None: (),
}


@attrs.frozen(kw_only=True)
class _Author:
    """What all lines of one handbook share."""

    registry: Registry
    rulebooks: tuple[Rulebook, ...]
    places: Places
    on: date
    place: PlaceCode | None

    def chapter(self, role: HandbookRole) -> Chapter:
        """All headings of a role; the three the meeting named are always there."""
        programme = _PROGRAMME.get(role, Programme.KAWAN_PMI)
        lines: dict[HeadingKind, list[HandbookLine]] = {
            HeadingKind.DEFINITION: [self._definition(programme)],
            HeadingKind.ROLE: [],
            HeadingKind.TASKS: [],
            HeadingKind.PAST: [],
            HeadingKind.FUNCTIONS: [],
            HeadingKind.ADVICE: [],
        }
        for task in _tasks_of(role, programme):
            lines[self._kind(task)].append(self._task(task))
        if not lines[HeadingKind.PAST]:
            del lines[HeadingKind.PAST]
        if role is HandbookRole.INFORMATION:
            lines[HeadingKind.TOPICS] = list(self._topics())
        headings = (self._heading(kind, role, found) for kind, found in lines.items())
        return Chapter(role=role, headings=tuple(headings))

    def office(self, role: InstitutionRole) -> OfficeNamed:
        """Who has a role at the place on the day."""
        known = attrs.evolve(shipped_institutions(), registry=self.registry)
        found = institution_for(
            role, self.place, on=self.on, institutions=known, places=self.places
        )
        return OfficeNamed(
            role=role,
            name=None if found.institution is None else found.institution.short,
            full_name=None if found.institution is None else found.institution.name,
            candidates=tuple(item.short for item in found.candidates),
            reason=found.reason,
        )

    def _heading(
        self, kind: HeadingKind, role: HandbookRole, lines: Iterable[HandbookLine]
    ) -> Heading:
        programme = _PROGRAMME.get(role, Programme.KAWAN_PMI)
        names = (_TOPICS,) if kind is HeadingKind.TOPICS else (*_TEXTS, *_SEARCHED[programme])
        asked = kind is HeadingKind.TASKS and role in _DIVISION
        return Heading(
            kind=kind,
            lines=tuple(lines),
            searched=tuple(map(self._searched, names)),
            added=tuple(self._added(names)),
            note=self._note(kind, programme),
            checks=tuple(self._division_checks()) if asked else (),
        )

    def _note(self, kind: HeadingKind, programme: Programme | None) -> Text | None:
        if kind is HeadingKind.DEFINITION:
            if programme is None:
                return text("pegangan.tanpa_pengertian")
            induk = text(f"dokumen.singkat.{programme.value}")
            return render("pegangan.pengertian_induk", induk=induk)
        if kind is HeadingKind.PAST:
            return render("pegangan.yang_lalu", hari=self.on)
        return text("pegangan.materi") if kind is HeadingKind.TOPICS else None

    def _kind(self, task: Task) -> HeadingKind:
        if task.advice:
            return HeadingKind.ADVICE
        past = task.occasion is not None and self.on > task.occasion.last
        return HeadingKind.PAST if past else HeadingKind.TASKS

    def _definition(self, programme: Programme | None) -> HandbookLine:
        basis = Cited(cite=_PRESS, item=_DEFINED[programme])
        said = self.registry.instrument(_PRESS).item(_DEFINED[programme])
        return HandbookLine(text=said.text, basis=(self._ground(basis),))

    def _task(self, task: Task) -> HandbookLine:
        return HandbookLine(
            text=task.text,
            basis=self._grounds(task.basis),
            derived=None if task.activity is None else self._derived(task.activity),
            reports=() if task.reports else self._reports(task.programme),
            about=task.reports,
            occasion=None if task.occasion is None else task.occasion.text,
            checks=tuple(self._checks(task)),
        )

    def _derived(self, activity: ActivityKind) -> DerivedWork:
        proposal = proposal_for(activity)
        return DerivedWork(
            activity=activity,
            phases=proposal.phases,
            aspects=proposal.aspects,
            services=proposal.services,
            evidence=proposal.evidence,
            basis=self._grounds(proposal.basis),
        )

    def _reports(self, programme: Programme) -> tuple[ReportKind, ...]:
        judged = {
            kind for book in self.rulebooks if programme in book.programmes for kind in book.kinds
        }
        return tuple(kind for kind in ReportKind if kind in judged)

    def _checks(self, task: Task) -> Iterator[CheckedBy]:
        for book in self.rulebooks:
            for criterion in book.criteria if task.programme in book.programmes else ():
                if _rests_on_same(criterion, task):
                    yield _checked_by(book, criterion)

    def _division_checks(self) -> Iterator[CheckedBy]:
        named = division_checks()
        for book in self.rulebooks:
            for criterion in book.criteria:
                if f"{book.id}/{criterion.id}" in named:
                    yield _checked_by(book, criterion)

    def _topics(self) -> Iterator[HandbookLine]:
        # The provision binds the information the state gives: for volunteers, analogy.
        for clause in self.registry.instrument(_TOPICS).clauses:
            if clause.seen and clause.at.letter and _TOPICS_AT in clause.at.enclosing:
                basis = Cited(cite=_TOPICS, at=clause.at, analogy=True)
                yield HandbookLine(text=_said(clause), basis=(self._ground(basis),))

    def _added(self, names: Iterable[str]) -> Iterator[TextAdded]:
        for name in names:
            shipped, told = shipped_registry().instrument(name), self.registry.instrument(name)
            clauses = [one for one in told.clauses if one.seen and one not in shipped.clauses]
            items = [one for one in told.items if one not in shipped.items]
            unread = shipped.text_status is ProvenanceStatus.NOT_FOUND
            seen = unread and told.text_status is not ProvenanceStatus.NOT_FOUND
            if clauses or items or seen:
                yield TextAdded(name=shipped.name, provisions=len(clauses) + len(items))

    def _searched(self, name: str) -> SourceSearched:
        # A pack may tell of a text, yet what it tells nobody has looked through for this library.
        shipped = shipped_registry().instrument(name)
        ended = in_force(self.registry, name, on=self.on) is Force.NO_LONGER
        return SourceSearched(
            name=shipped.name,
            status=shipped.text_status,
            ended=ended,
            ended_on=ended_on(self.registry, name) if ended else None,
        )

    def _grounds(self, bases: Iterable[Basis]) -> tuple[Ground, ...]:
        return tuple(map(self._ground, bases))

    def _ground(self, basis: Basis) -> Ground:
        worth = standing(basis, self.registry, on=self.on, place=self.place)
        cite = cite_text(basis, self.registry)
        if isinstance(basis, Assumption):
            return Ground(cite=cite, standing=worth, day=basis.on)
        source = self.registry.instrument(basis.cite)
        return Ground(
            cite=cite,
            standing=worth,
            place=self._territory(source),
            day=source.effective or source.enacted,
        )

    def _territory(self, source: Instrument) -> Text:
        if not source.territory:
            return text("dokumen.seluruh_indonesia")
        names = ", ".join(self.places.find(code).name for code in sorted(source.territory))
        return Text(id=names, en=names)


def _tasks_of(role: HandbookRole, programme: Programme | None) -> Iterator[Task]:
    for task in shipped_tasks():
        if task.programme is not programme:
            continue
        # What falls to nobody in particular is told to who leads: its basis says it is assumed.
        led = task.division is None and not task.roles and role not in _DIVISION
        own = _OWN_ROLE.get(role) in task.roles
        if led or own or (task.division is not None and task.division is _DIVISION.get(role)):
            yield task


def _rests_on_same(criterion: Criterion, task: Task) -> bool:
    """Whether a criterion rests on an item that a task rests on."""
    items = [basis for basis in task.basis if isinstance(basis, Cited) and basis.item]
    return any(basis in items for basis in criterion.basis)


def _checked_by(book: Rulebook, criterion: Criterion) -> CheckedBy:
    return CheckedBy(rulebook=book.id, criterion=criterion.id, title=criterion.title)


def _said(clause: Clause) -> Text:
    if clause.gist is not None:
        return clause.gist
    return Text(id=clause.wording or "", en=clause.wording or "")
