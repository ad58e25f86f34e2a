"""Strategies for whole rounds: dossiers, their reviews, and what exporters are given.

Every dossier carries canaries: a person's name, and numbers typed into free text. Nothing that
leaves may hold one of them.
"""

from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, Final

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from pmi_core.documents import Bundle, bundle_of
from pmi_core.evaluation import (
    CheckedRulebook,
    Criterion,
    Evaluation,
    Outcome,
    Result,
    Review,
    review,
    shipped_policies,
    shipped_rulebooks,
)
from pmi_core.messages import Language, Text
from pmi_core.planning import draft_plan
from pmi_core.programme import (
    Appointment,
    Body,
    BodyId,
    Event,
    History,
    KawanPMI,
    Person,
    PerwiraPMI,
    ReportKind,
)
from pmi_core.regulation import ProvenanceStatus, shipped_places, shipped_registry
from pmi_core.reporting import (
    Channel,
    Decision,
    DecisionOutcome,
    Dossier,
    DossierHead,
    Formulation,
    Meeting,
    Proceedings,
    Proposal,
    Report,
    ReportId,
    Submission,
    SubmissionId,
    flat_state,
    report_lifecycle,
)
from pmi_core.testing.histories import histories
from pmi_core.testing.strategies import reports, valid
from pmi_core.testing.values import days, ids, place_codes, texts

CANARIES: Final = ("Kanari Rahasia", "3171011708450001", "081234567890", "kanari@contoh.invalid")
_TYPED: Final = " ".join(CANARIES[1:])
_KINDS: Final = (ReportKind.MONTHLY, ReportKind.SINCE_FORMATION)
_MOST: Final = 3


def evaluations(*, rulebook: CheckedRulebook | None = None) -> SearchStrategy[Evaluation]:
    """Evaluations with any outcome for every criterion.

    Args:
        rulebook: Whose criteria; any shipped rulebook where none is given.
    """
    if rulebook is None:
        return st.sampled_from(shipped_rulebooks()).flatmap(lambda book: evaluations(rulebook=book))
    book = rulebook.rulebook
    results = st.tuples(*(_results(criterion) for criterion in book.criteria))
    return valid(
        Evaluation,
        rulebook=st.just(book.id),
        version=st.just(book.version),
        results=results,
    )


def _results(criterion: Criterion) -> SearchStrategy[Result]:
    def result(outcome: Outcome, standing: ProvenanceStatus, pointers: int) -> Result:
        found = Result(
            criterion=criterion.id,
            outcome=outcome,
            witnesses=tuple(f"/expenses/{number}" for number in range(pointers)),
            standing=standing,
            severity=criterion.severity,
            weight=criterion.weight,
            route=criterion.route,
            missing=("report.cover",) if outcome is Outcome.UNDETERMINED else (),
        )
        return attrs.evolve(found, weight=Fraction(0)) if found.by_analogy else found

    return st.builds(
        result,
        st.sampled_from(Outcome),
        st.sampled_from(ProvenanceStatus),
        st.integers(0, _MOST),
    )


@st.composite
def dossiers(draw: DrawFn, *, least_bodies: int = 0, most_bodies: int = _MOST) -> Dossier:
    """Small dossiers: a few bodies, their reports, how they came, and a meeting's papers.

    Args:
        draw: Given by Hypothesis.
        least_bodies: At least so many bodies.
        most_bodies: At most so many.
    """
    count = draw(st.integers(least_bodies, most_bodies))
    bodies = tuple(
        attrs.evolve(draw(_bodies()), id=BodyId(f"badan-{number}")) for number in range(count)
    )
    written = tuple(report for body in bodies for report in _owned(body, draw(_many_reports())))
    return Dossier(
        head=draw(_heads()),
        places=shipped_places(),
        bodies=bodies,
        reports=written,
        submissions=tuple(_receipt(report, draw(_DAYS), draw(_CHANNELS)) for report in written),
        meetings=(draw(_meetings()),),
        proceedings=(draw(_papers(bodies)),),
    )


def reviews(*, least_bodies: int = 0) -> SearchStrategy[Review]:
    """Reviews of any dossier, by the shipped rulebooks and policy."""
    return dossiers(least_bodies=least_bodies).map(_reviewed)


def bundles(*, language: Language | None = None, least_bodies: int = 0) -> SearchStrategy[Bundle]:
    """What exporters are given.

    Args:
        language: Of texts; either where none is given.
        least_bodies: At least so many bodies in the dossier.
    """
    languages = st.sampled_from(Language) if language is None else st.just(language)
    # Mapped, not built: a failure would else print the whole dossier.
    pairs = st.tuples(dossiers(least_bodies=least_bodies), languages)
    return pairs.map(lambda pair: _bundle(*pair))


def _bundle(dossier: Dossier, language: Language) -> Bundle:
    found = _reviewed(dossier)
    books = shipped_rulebooks()
    plan = draft_plan(found, dossier, books)
    return bundle_of(dossier, found, plan, books, registry=shipped_registry(), language=language)


def _reviewed(dossier: Dossier) -> Review:
    return review(dossier, shipped_rulebooks(), shipped_policies()[0])


# Strategies are built once: Hypothesis validates each new one again.
_DAYS: Final = days()
_CHANNELS: Final = st.sampled_from(Channel)


@cache
def _heads() -> SearchStrategy[DossierHead]:
    return valid(DossierHead, id=ids(prefix="berkas"), editions=st.just(()))


@cache
def _meetings() -> SearchStrategy[Meeting]:
    return valid(Meeting, id=st.just("rapat"), plan_year=st.integers(2022, 2026))


@cache
def _bodies() -> SearchStrategy[Body]:
    person = valid(Person, name=st.just(CANARIES[0]))
    appointment = valid(Appointment, person=person, first=st.none(), last=st.none())
    given: dict[str, SearchStrategy[Any]] = {
        "place": st.none() | place_codes(),
        "decrees": st.just(()),
        "appointments": st.lists(appointment, max_size=_MOST).map(tuple),
        "history": days().map(_inaugurated),
    }
    without = {
        "parent": st.none(),
        "boards": st.just(()),
        "members": st.none(),
        "businesses": st.none(),
        "developments": st.none(),
    }
    return valid(KawanPMI, **given) | valid(PerwiraPMI, **given, **without)


def _inaugurated(day: date) -> History:
    event = Event(name="pengukuhan", effective=day, recorded=day, actor="BP2MI")
    return History(events=(event,))


@cache
def _many_reports() -> SearchStrategy[list[Report]]:
    lives = st.none() | histories(report_lifecycle(), longest=4)
    received = st.none() | days()
    one = st.one_of(
        [
            reports(kind=kind, revision=st.just(1), first_received_on=received, history=lives)
            for kind in _KINDS
        ]
    )
    return st.lists(one.map(_where_it_led), max_size=_MOST, unique_by=_period_of)


def _where_it_led(report: Report) -> Report:
    """In the state to which its life led, as whoever reads a dossier asks for."""
    told = None if report.history is None else flat_state(report.history)
    return report if told is None else attrs.evolve(report, state=told)


def _period_of(report: Report) -> tuple[ReportKind, date]:
    return report.kind, report.period.last


def _owned(body: Body, written: list[Report]) -> list[Report]:
    return [
        attrs.evolve(
            report, id=ReportId(f"{body.id}-{number}"), body=body.id, invented=body.invented
        )
        for number, report in enumerate(written)
    ]


def _receipt(report: Report, day: date, channel: Channel) -> Submission:
    name = SubmissionId(f"terima-{report.id}")
    return Submission(id=name, channel=channel, reports=(report.id,), received_on=day)


@cache
def _proposals() -> SearchStrategy[list[Proposal]]:
    return st.lists(valid(Proposal, text=st.just(_TYPED) | texts()), max_size=_MOST)


_FORMULATIONS: Final = valid(Formulation)
_OUTCOMES: Final = st.sampled_from(DecisionOutcome)


@st.composite
def _papers(draw: DrawFn, bodies: tuple[Body, ...]) -> Proceedings:
    proposals = tuple(
        attrs.evolve(proposal, id=f"usulan-{number}")
        for number, proposal in enumerate(draw(_proposals()))
    )
    written = tuple(
        attrs.evolve(draw(_FORMULATIONS), id=f"rumusan-{number}", proposals=(proposal.id,))
        for number, proposal in enumerate(proposals)
    )
    decisions = tuple(
        Decision(id=f"keputusan-{number}", formulation=formulation.id, outcome=draw(_OUTCOMES))
        for number, formulation in enumerate(written)
    )
    return Proceedings(
        meeting="rapat",
        attending=tuple(body.id for body in bodies if draw(_YES_OR_NO)),
        proposals=proposals,
        formulations=written,
        decisions=decisions,
    )


_YES_OR_NO: Final = st.booleans()


@cache
def empty_bundle(language: Language = Language.ID) -> Bundle:
    """What exporters are given of a dossier in which there is nothing."""
    head = DossierHead(id="kosong", title=Text(id="Kosong", en="Empty"), as_of=date(2023, 12, 18))
    return _bundle(Dossier(head=head, places=shipped_places()), language)
