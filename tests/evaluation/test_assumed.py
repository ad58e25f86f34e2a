"""Which verdicts rest on an assumption: by their basis, or by a number they were decided with."""

from datetime import date
from fractions import Fraction

import attrs
import pytest

from pmi_core.evaluation import (
    Outcome,
    Result,
    Route,
    Severity,
    builtins,
    evaluate,
    review,
    shipped_policies,
    shipped_rulebook,
    shipped_rulebooks,
)
from pmi_core.messages import Text
from pmi_core.programme import BodyId, KawanPMI, Level, ReportKind
from pmi_core.regulation import (
    Cited,
    InstrumentId,
    LawPack,
    Period,
    PlaceCode,
    ProvenanceStatus,
    Registry,
    calendar_on,
    layer,
    shipped_calendar,
    shipped_registry,
)
from pmi_core.reporting import Channel, Report, ReportId, Submission, SubmissionId, read_dossier
from tests.reporting.samples import unit, write_folder

BOOK = shipped_rulebook("kawan-bulanan")
JABAR = KawanPMI(
    id=BodyId("kawan-contoh"),
    name="Kawan PMI Contoh",
    level=Level.REGENCY,
    place=PlaceCode("32.04"),
)
PUNCTUAL = Report(
    id=ReportId("lap-contoh"),
    body=JABAR.id,
    kind=ReportKind.MONTHLY,
    period=Period.parse("2024-08"),
    first_received_on=date(2024, 9, 2),
)


def result(law: Registry | None = None, report: Report = PUNCTUAL) -> Result:
    found = evaluate(report, BOOK, body=JABAR, registry=law)
    return next(one for one in found.results if one.criterion == "LAP-03")


LIMIT, CLOSED = "batas_hari_kerja", ("cuti_bersama_libur", "libur_nasional_libur")


def ruled(*keys: str, first: date = date(2022, 1, 1)) -> Registry:
    """The law as if an instrument set some numbers, as they are, from a day on."""
    basis = (Cited(cite=InstrumentId("perban-bp2mi-1-2022")),)
    law = shipped_registry()
    known = [law.parameter(key) for key in keys]
    pack = LawPack(
        id="contoh",
        title=Text(id="Contoh", en="Example"),
        parameters=tuple(
            attrs.evolve(item, values=(attrs.evolve(item.values[-1], first=first, basis=basis),))
            for item in known
        ),
    )
    return layer(law, pack)


def test_a_reported_direction_judged_by_an_assumed_number_rests_on_an_assumption() -> None:
    found = result()
    assert (found.outcome, found.standing) == (Outcome.MET, ProvenanceStatus.REPORTED)
    assert found.assumed == (LIMIT, *CLOSED)
    assert found.on_assumption


def test_once_instruments_set_the_numbers_it_rests_on_none() -> None:
    found = result(ruled(LIMIT, *CLOSED))
    assert (found.assumed, found.on_assumption) == ((), False)


@pytest.mark.parametrize("key", CLOSED)
def test_what_closes_offices_is_a_number_that_working_days_rest_on(key: str) -> None:
    others = [name for name in (LIMIT, *CLOSED) if name != key]
    assert result(ruled(*others)).assumed == (key,)
    assert (key in BOOK.behind("LAP-03"), key in BOOK.named("LAP-03")) == (True, False)
    assert key not in BOOK.parameters


def test_a_world_without_those_parameters_has_nothing_behind_its_calendar() -> None:
    schema = attrs.evolve(BOOK.schema, parameters=BOOK.schema.parameters - set(CLOSED))
    assert attrs.evolve(BOOK, schema=schema).reads("LAP-03") == {LIMIT}


def test_a_calendar_of_the_caller_rests_on_no_parameter() -> None:
    own = evaluate(PUNCTUAL, BOOK, body=JABAR, calendar=shipped_calendar())
    (found,) = [one for one in own.results if one.criterion == "LAP-03"]
    assert found.assumed == (LIMIT,)


def test_the_functions_name_exactly_the_parameters_that_move_the_calendar() -> None:
    law, day = shipped_registry(), date(2024, 8, 31)
    moving = set[str]()
    for parameter in law.parameters:
        turned = attrs.evolve(parameter.values[-1], value=Fraction(0), first=None, last=None)
        others = tuple(item for item in law.parameters if item is not parameter)
        other = attrs.evolve(law, parameters=(*others, attrs.evolve(parameter, values=(turned,))))
        if calendar_on(other, day) != calendar_on(law, day):
            moving.add(parameter.key)
    assert moving == set(CLOSED)
    assert {name: one.rests_on for name, one in builtins().items() if one.rests_on} == {
        "working_days": moving
    }


@pytest.mark.parametrize(
    ("first", "assumed"),
    [
        (date(2024, 8, 31), ()),
        (date(2024, 9, 1), (LIMIT, *CLOSED)),
    ],
)
def test_the_number_is_the_one_of_the_criterions_own_day(
    first: date, assumed: tuple[str, ...]
) -> None:
    assert result(ruled(LIMIT, *CLOSED, first=first)).assumed == assumed


def test_what_is_not_decided_rests_on_nothing() -> None:
    found = result(report=attrs.evolve(PUNCTUAL, first_received_on=None))
    assert found.outcome is Outcome.UNDETERMINED
    assert (found.assumed, found.is_decided, found.on_assumption) == ((), False, False)


@pytest.mark.parametrize("standing", ProvenanceStatus)
@pytest.mark.parametrize("assumed", [(), ("batas_hari_kerja",)], ids=["none", "one"])
@pytest.mark.parametrize("outcome", Outcome)
def test_basis_or_number_is_enough_and_only_for_what_is_decided(
    standing: ProvenanceStatus, assumed: tuple[str, ...], outcome: Outcome
) -> None:
    found = Result(
        criterion="LAP-03",
        outcome=outcome,
        standing=standing,
        severity=Severity.NOTE,
        weight=Fraction(1),
        route=Route.UNIT,
        assumed=assumed,
    )
    carried = standing is ProvenanceStatus.ASSUMED or assumed != ()
    decided = outcome in {Outcome.MET, Outcome.NOT_MET}
    assert found.on_assumption == (carried and decided)


def test_a_review_counts_them_among_all_that_is_decided(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    body = attrs.evolve(unit(), id=JABAR.id, place=JABAR.place)
    report = attrs.evolve(PUNCTUAL, first_received_on=None)
    receipt = Submission(
        id=SubmissionId("s1"),
        channel=Channel.EMAIL,
        received_on=date(2024, 9, 2),
        reports=(report.id,),
    )
    folder = write_folder(tmp_path_factory.mktemp("d"), (body,), (report,), (receipt,))
    dossier = read_dossier(folder)
    found = review(dossier, shipped_rulebooks(), shipped_policies()[0])
    results = [one for item in found.judged for one in item.evaluation.results]
    results += [one for item in found.subjects for one in item.results]
    decided = [one for one in results if one.is_decided]
    assert found.assumed == sum(one.on_assumption for one in decided) > 0
    assert sum(found.resting.values()) == len(decided)
    assert found.assumed_share == Fraction(found.assumed, len(decided))


def test_where_nothing_is_decided_there_is_no_share(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    dossier = read_dossier(write_folder(tmp_path_factory.mktemp("d"), (), ()))
    found = review(dossier, shipped_rulebooks(), shipped_policies()[0])
    assert (found.assumed, found.assumed_share) == (0, None)
