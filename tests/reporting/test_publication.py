"""Publications and their claims: printed numbers exactly, days and spans, and how they are read."""

import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.codec import dump_document
from pmi_core.errors import FaultyDossier
from pmi_core.messages import Language, Text, label, text
from pmi_core.regulation import Period, Provenance, ProvenanceStatus
from pmi_core.reporting import (
    PUBLICATION_KIND,
    Attainment,
    ClaimId,
    Comparison,
    Count,
    DatedWeekday,
    Dossier,
    Figure,
    Numeral,
    Publication,
    PublicationId,
    Ranking,
    Series,
    Sum,
    Weekday,
    claims_of,
    known,
    read_dossier,
)
from pmi_core.reporting.figures import days_of
from pmi_core.testing import days, laws
from tests.reporting.samples import bless, write_folder

HALF, YEAR = Period.parse("2023-S1"), Period.parse("2023")


def figure(printed: str | None = None, **more: Any) -> Figure:
    return Figure(printed=None if printed is None else Numeral.parse(printed), **more)


def publication(name: str = "terbitan", **more: Any) -> Publication:
    given: dict[str, Any] = {
        "title": Text(id="Terbitan contoh", en="Example publication"),
        "publisher": "contoh",
        "source": Provenance(status=ProvenanceStatus.REPORTED, source="contoh"),
        "invented": True,
    }
    return Publication(id=PublicationId(name), **{**given, **more})


def total(name: str) -> Sum:
    return Sum(id=ClaimId(name), parts=(figure("1"),), total=figure("1"))


@pytest.mark.parametrize(
    ("printed", "value", "rounding"),
    [
        ("135791", Fraction(135791), Fraction(1, 2)),
        ("79.47", Fraction(7947, 100), Fraction(1, 200)),
        ("79.50", Fraction(159, 2), Fraction(1, 200)),
        ("-0.5", Fraction(-1, 2), Fraction(1, 20)),
        ("0", Fraction(0), Fraction(1, 2)),
    ],
)
def test_a_number_is_exact_and_keeps_the_decimals_that_were_printed(
    printed: str, value: Fraction, rounding: Fraction
) -> None:
    number = Numeral.parse(printed)
    assert (number.value, number.rounding, str(number)) == (value, rounding, printed)
    assert (figure(printed).value, figure(printed).rounding) == (value, rounding)


@pytest.mark.parametrize("printed", ["", "1,5", "1.", ".5", "1e3", "1/2", "+1", "1.234.567", "½"])
def test_what_is_no_plain_number_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="digits, with a point"):
        Numeral.parse(printed)


def test_a_figure_nobody_printed_is_not_known() -> None:
    unknown = figure()
    assert (unknown.value, unknown.rounding, unknown.months) == (None, None, None)


@pytest.mark.parametrize(
    ("span", "months"),
    [("2023-08", 1), ("2023-S1", 6), ("2023", 12), ("2024-01-01/2024-10-31", 10)],
)
def test_a_span_is_so_many_months(span: str, months: int) -> None:
    assert figure("1", span=Period.parse(span)).months == months


@given(day=days())
def test_a_day_has_the_weekday_the_calendar_gives_it(day: date) -> None:
    claim = DatedWeekday(id=ClaimId("x"), day=day, weekday=Weekday.MONDAY)
    named = text(f"format.hari.{day.isoweekday()}").in_(Language.ID)
    assert label(claim.true_weekday).in_(Language.ID) == named


def test_a_ranking_is_read_from_below() -> None:
    items = (figure("3", span=YEAR), figure("2"), figure("1", span=HALF))
    falling = Ranking(id=ClaimId("x"), items=items)
    assert falling.upwards == items[::-1]
    assert attrs.evolve(falling, ascending=True).upwards == items
    assert (falling.start, falling.finish) == (YEAR.first, YEAR.last)


def test_the_parts_that_are_known_are_known() -> None:
    parts = (figure("1"), figure(), figure("0"))
    claim = Sum(id=ClaimId("x"), parts=parts, total=figure())
    assert claim.known_parts == (parts[0], parts[2])


def test_a_ranking_without_any_span_tells_no_day() -> None:
    untold = Ranking(id=ClaimId("x"), items=(figure("1"), figure("2")))
    assert (untold.start, untold.finish) == (None, None)


SECOND = Period.parse("2023-S2")


@pytest.mark.parametrize(
    ("parts", "whole", "partial", "expected"),
    [
        pytest.param([HALF, SECOND], YEAR, False, True, id="two halves make a year"),
        pytest.param([SECOND, HALF], YEAR, False, True, id="in any order"),
        pytest.param([HALF], YEAR, False, False, id="a half is no year"),
        pytest.param([HALF], YEAR, True, True, id="a half of a year, flagged"),
        pytest.param([HALF, HALF], YEAR, True, False, id="a month twice"),
        pytest.param([HALF, YEAR], YEAR, False, False, id="overlapping"),
        pytest.param([HALF, SECOND], HALF, True, False, id="after the total"),
        pytest.param([HALF, SECOND], SECOND, True, False, id="before the total"),
        pytest.param([HALF, None], YEAR, False, None, id="a part untold"),
        pytest.param([HALF, SECOND], None, False, None, id="the total untold"),
    ],
)
def test_spans_of_parts_make_up_that_of_the_total_or_do_not(
    parts: list[Period | None], whole: Period | None, partial: bool, expected: bool | None
) -> None:
    claim = Sum(
        id=ClaimId("x"),
        parts=tuple(figure("1", span=span) for span in parts),
        total=figure("2", span=whole),
        partial=partial,
    )
    assert claim.consecutive is expected
    told = [span for span in (*parts, whole) if span is not None]
    assert [days_of(span) for span in claim.spans] == [days_of(span) for span in told]


def compared(*figures: Figure) -> list[tuple[str | None, str | None]]:
    claim = Comparison(id=ClaimId("x"), stated=figures[0], others=figures[1:])
    return [(str(pair.one.printed or ""), str(pair.other.printed or "")) for pair in claim.pairs]


def test_every_two_figures_are_compared_and_those_alike_once() -> None:
    one, other = figure("1", definition="Hal ini"), figure("2")
    again = figure("1", definition=" hal  INI ", source="lain")
    assert compared(one, other, figure("3")) == [("1", "2"), ("1", "3"), ("2", "3")]
    assert compared(one, again, other, other) == [("1", "2")]
    assert compared(one, again) == [("1", "1")]


@pytest.mark.parametrize(
    ("target", "realised", "percent", "gap"),
    [
        ("200", "150", figure("75.5"), Fraction(1, 2)),
        ("200", "150", figure("74"), Fraction(1)),
        ("2.5", "1.2", figure("48.5"), Fraction(0)),
        ("10", "1.5", figure("15.6"), Fraction(1, 10)),
        ("10", "1.5", figure("14.4"), Fraction(1, 10)),
        ("200", "150", None, Fraction(0)),
        ("200", "150", figure(), None),
        ("0", "150", None, None),
        (None, "150", None, None),
        ("200", None, None, None),
    ],
)
def test_an_attainment_misses_what_is_computed_by_a_gap(
    target: str | None, realised: str | None, percent: Figure | None, gap: Fraction | None
) -> None:
    claim = Attainment(
        id=ClaimId("x"), target=figure(target), realised=figure(realised), percent=percent
    )
    assert claim.gap == gap


def test_a_series_tells_where_it_starts_and_its_edges_if_every_span_is_told() -> None:
    items = (figure("1", span=HALF), figure("2", span=YEAR))
    series = Series(id=ClaimId("x"), items=items, cumulative=True)
    assert series.start == date(2023, 1, 1)
    assert series.edges == (HALF.first, HALF.end, YEAR.first, YEAR.end)
    untold = attrs.evolve(series, items=(figure("1"), items[1]))
    assert (untold.start, untold.edges) == (None, None)


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(lambda: Sum(id=ClaimId("x"), parts=(), total=figure("1")), id="sum"),
        pytest.param(lambda: Ranking(id=ClaimId("x"), items=(figure("1"),)), id="ranking"),
        pytest.param(
            lambda: Series(id=ClaimId("x"), items=(figure("1"),), cumulative=False), id="series"
        ),
    ],
)
def test_a_claim_about_several_figures_has_them(build: Any) -> None:
    with pytest.raises(ValueError, match="must be"):
        build()


def test_every_claim_has_its_pointer() -> None:
    count = Count(id=ClaimId("c"), total=figure("1"))
    page = publication(sums=(total("a"), total("b")), counts=(count,))
    assert [(pointer, claim.id) for pointer, claim in claims_of(page)] == [
        ("/sums/0", "a"),
        ("/sums/1", "b"),
        ("/counts/0", "c"),
    ]


DAY = date(2024, 1, 16)


@pytest.mark.parametrize(
    ("published", "seen", "first"),
    [(None, None, None), (DAY, None, DAY), (date(2023, 1, 1), DAY, DAY), (None, DAY, DAY)],
)
def test_a_publication_is_known_from_when_it_was_seen_or_else_from_its_day(
    published: date | None, seen: date | None, first: date | None
) -> None:
    source = Provenance(status=ProvenanceStatus.REPORTED, source="contoh", known_from=seen)
    page = publication(published_on=published, source=source)
    assert page.known(None)
    assert page.known(DAY)
    assert page.known(DAY - timedelta(days=1)) is (first is None)


def read(folder: Path, *pages: Publication) -> Dossier:
    write_folder(folder, (), ())
    for number, page in enumerate(pages):
        (folder / f"terbitan-{number}.json").write_bytes(dump_document(page, PUBLICATION_KIND))
    bless(folder)
    return read_dossier(folder)


def test_publications_lie_anywhere_in_the_folder_and_come_in_order(tmp_path: Path) -> None:
    pages = (publication("b", sums=(total("x"),)), publication("a", published_on=DAY))
    dossier = read(tmp_path, *pages)
    assert dossier.publications == (pages[1], pages[0])
    early = known(dossier, DAY - timedelta(days=1))
    assert [page.id for page in early.publications] == ["b"]
    assert known(dossier, DAY).publications == dossier.publications


def test_an_id_given_twice_is_a_fault_at_its_place(tmp_path: Path) -> None:
    twice = (publication("a", sums=(total("x"),)), publication("a", sums=(total("y"), total("x"))))
    with pytest.raises(FaultyDossier) as caught:
        read(tmp_path, *twice)
    found = [(fault.file, fault.pointer, fault.code) for fault in caught.value.faults]
    assert found == [
        ("terbitan-1.json", "/id", "duplicate-id"),
        ("terbitan-1.json", "/sums/1/id", "duplicate-id"),
    ]


def test_a_number_that_is_not_printed_as_text_is_a_fault(tmp_path: Path) -> None:
    write_folder(tmp_path, (), ())
    data = json.loads(dump_document(publication(sums=(total("x"),)), PUBLICATION_KIND))
    data["sums"][0]["total"]["printed"] = 58.44
    (tmp_path / "terbitan.json").write_text(json.dumps(data), encoding="utf-8")
    bless(tmp_path)
    with pytest.raises(FaultyDossier) as caught:
        read_dossier(tmp_path)
    assert [fault.pointer for fault in caught.value.faults] == ["/sums/0/total/printed"]


@laws
@given(number=st.decimals(-(10**6), 10**6, places=3))
def test_a_printed_number_is_read_back(number: Any) -> None:
    assert str(Numeral.parse(str(number))) == str(number)
    assert Numeral.parse(str(number)).value == Fraction(number)
