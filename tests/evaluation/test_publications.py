"""Publications as a subject: each is judged by its claims, on its own day where it has one."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.evaluation import (
    PUBLICATION,
    SUBJECTS,
    CheckedRulebook,
    Judging,
    Outcome,
    SubjectVerdicts,
    builtins,
    read_rulebook,
    shipped_rulebook,
)
from pmi_core.evaluation.functions import Context
from pmi_core.evaluation.judging import context_on
from pmi_core.evaluation.matters import verdicts_on
from pmi_core.evaluation.publications import publication_matters
from pmi_core.messages import Text
from pmi_core.regulation import Provenance, ProvenanceStatus, shipped_places, shipped_registry
from pmi_core.reporting import (
    ClaimId,
    Dossier,
    DossierHead,
    Figure,
    Growth,
    Numeral,
    Publication,
    PublicationId,
    Series,
    Share,
    Sum,
)
from pmi_core.testing import laws

DAY = date(2024, 1, 31)
BOOK = shipped_rulebook("angka-terbit")


def figure(number: Fraction | int | str | None) -> Figure:
    return Figure(printed=None if number is None else Numeral.parse(str(number)))


def publication(name: str = "terbitan", **more: Any) -> Publication:
    return Publication(
        id=PublicationId(name),
        title=Text(id="Terbitan contoh", en="Example publication"),
        publisher="contoh",
        source=Provenance(status=ProvenanceStatus.REPORTED, source="contoh"),
        **{"invented": True, **more},
    )


def judged(
    *pages: Publication, book: CheckedRulebook = BOOK, known_on: date | None = None
) -> tuple[SubjectVerdicts, ...]:
    head = DossierHead(id="contoh", title=Text(id="Contoh", en="Example"), as_of=DAY)
    dossier = Dossier(head=head, places=shipped_places(), publications=pages)
    return tuple(
        map(verdicts_on, publication_matters(dossier, book, shipped_registry(), DAY, known_on))
    )


def outcomes(page: Publication) -> dict[str, Outcome]:
    (verdicts,) = judged(page)
    applied = (one for one in verdicts.results if one.outcome is not Outcome.NOT_APPLICABLE)
    return {one.criterion: one.outcome for one in applied}


def test_a_publication_is_judged_on_its_own_day_or_else_on_the_day_of_the_round() -> None:
    dated, undated = judged(publication("a", published_on=date(2019, 7, 26)), publication("b"))
    assert (dated.id, dated.on) == ("a", date(2019, 7, 26))
    assert (undated.id, undated.on) == ("b", DAY)


def test_verdicts_say_what_was_judged_and_by_what() -> None:
    (verdicts,) = judged(publication(invented=False))
    assert (verdicts.subject, verdicts.title.id) == ("publication", "Terbitan contoh")
    assert (verdicts.rulebook, verdicts.version) == ("angka-terbit", BOOK.rulebook.version)
    assert not verdicts.invented
    assert {one.outcome for one in verdicts.results} == {Outcome.NOT_APPLICABLE}
    assert len(verdicts.results) == len(BOOK.rulebook.criteria)


def test_a_criterion_reads_parameters_on_the_day_of_the_publication() -> None:
    text = BOOK_ON_A_DAY.encode()
    book = read_rulebook(text)
    early = publication("a", published_on=date(2023, 12, 31))
    late = publication("b", published_on=date(2024, 1, 1))
    found = [one.results[0].outcome for one in judged(early, late, book=book)]
    assert found == [Outcome.NOT_APPLICABLE, Outcome.MET]


BOOK_ON_A_DAY = """
id = "uji"
version = "2026.1"
title = { id = "Uji", en = "Test" }
subject = "publication"

[[criterion]]
id = "UJI-01"
title = { id = "Uji", en = "Test" }
when = "on >= '2024-01-01'"
require = "toleransi_persen > 0"
severity = "catatan"
curable = true
basis = [{ owner = "pmi_core", on = 2026-11-24, reason = { id = "Uji", en = "Test" } }]
"""


def test_publications_are_among_the_subjects() -> None:
    assert PUBLICATION in SUBJECTS
    assert BOOK.schema.subject == "publication"


def test_the_rulebook_implements_every_rule_on_claims() -> None:
    rows = {row for criterion in BOOK.rulebook.criteria for row in criterion.implements}
    assert rows >= {f"R{number}" for number in range(12, 20)} | {"R44"}


@pytest.mark.parametrize(
    ("cited", "exists"),
    [
        ("UU 18/2017", True),
        ("Peraturan BP2MI Nomor 1 Tahun 2022", True),
        ("Keputusan Kepala BP2MI Nomor 83 Tahun 2022", True),
        ("UU 18/2018", False),
        ("UU 999/2017", None),
        ("Qanun 18/2017", None),
        ("bukan rujukan", None),
        ("Perpres 166/2024", None),  # made after that day
    ],
)
def test_a_law_exists_does_not_or_nobody_can_tell(cited: str, exists: bool | None) -> None:
    context = context_on(Judging(), DAY)
    assert builtins()["law_exists"].apply(context, cited) is exists
    assert builtins()["law_exists"].apply(Context(), cited) is None


def test_where_no_day_is_known_a_law_exists_whenever_it_was_made() -> None:
    exists = builtins()["law_exists"].apply
    assert exists(context_on(Judging(), None), "Perpres 166/2024") is True
    assert exists(context_on(Judging(), date(2024, 11, 5)), "Perpres 166/2024") is True


@pytest.mark.parametrize(
    ("number", "whole"), [(3, True), (Fraction(3), True), (Fraction(5, 2), False), (0, True)]
)
def test_a_number_is_whole_or_not(number: int | Fraction, whole: bool) -> None:
    assert builtins()["whole"].apply(Context(), number) is whole


AMOUNTS = st.integers(0, 10**9)
DECIMALS = st.decimals(1, 10**6, places=2).map(Fraction)


@laws
@given(parts=st.lists(AMOUNTS, min_size=1, max_size=6), off=st.integers(-3, 3))
def test_a_sum_is_met_exactly_where_its_parts_add_up(parts: list[int], off: int) -> None:
    claim = Sum(
        id=ClaimId("x"),
        parts=tuple(figure(part) for part in parts),
        total=figure(sum(parts) + off),
    )
    whole = outcomes(publication(sums=(claim,)))
    assert whole["ANG-01"] is (Outcome.NOT_MET if off else Outcome.MET)
    partial = outcomes(publication(sums=(attrs.evolve(claim, partial=True),)))
    assert partial["ANG-19"] is (Outcome.NOT_MET if off < 0 else Outcome.MET)
    assert "ANG-01" not in partial


@laws
@given(part=AMOUNTS, whole=st.integers(1, 10**9), decimals=st.integers(0, 3))
def test_a_share_that_was_only_rounded_is_never_noted(part: int, whole: int, decimals: int) -> None:
    percent = _rounded(Fraction(100 * part, whole), decimals)
    claim = Share(id=ClaimId("x"), part=figure(part), whole=figure(whole), percent=figure(percent))
    assert outcomes(publication(shares=(claim,)))["ANG-05"] is Outcome.MET


@laws
@given(numbers=st.lists(DECIMALS, min_size=1, max_size=6), decimals=st.integers(1, 2))
def test_a_sum_whose_figures_were_only_rounded_is_never_noted(
    numbers: list[Fraction], decimals: int
) -> None:
    claim = Sum(
        id=ClaimId("x"),
        parts=tuple(figure(_rounded(number, decimals)) for number in numbers),
        total=figure(_rounded(sum(numbers, Fraction()), decimals)),
    )
    assert outcomes(publication(sums=(claim,)))["ANG-01"] is Outcome.MET


@laws
@given(part=DECIMALS, whole=DECIMALS)
def test_a_share_of_rounded_figures_is_never_noted(part: Fraction, whole: Fraction) -> None:
    printed = [figure(_rounded(number, 1)) for number in (part, whole, 100 * part / whole)]
    claim = Share(id=ClaimId("x"), part=printed[0], whole=printed[1], percent=printed[2])
    assert outcomes(publication(shares=(claim,)))["ANG-05"] is Outcome.MET


@laws
@given(
    earlier=st.integers(1, 10**9), later=AMOUNTS, decimals=st.integers(0, 3), wrong=st.booleans()
)
def test_growth_that_was_only_rounded_is_never_noted(
    earlier: int, later: int, decimals: int, wrong: bool
) -> None:
    percent = _rounded(Fraction(100 * (later - earlier), earlier) + 2 * wrong, decimals)
    claim = Growth(
        id=ClaimId("x"), earlier=figure(earlier), later=figure(later), percent=figure(percent)
    )
    outcome = outcomes(publication(growths=(claim,)))["ANG-06"]
    assert outcome is (Outcome.NOT_MET if wrong else Outcome.MET)


def _rounded(number: Fraction, decimals: int) -> str:
    units = round(number * 10**decimals)
    digits = str(abs(units)).rjust(decimals + 1, "0")
    sign = "-" if units < 0 else ""
    return f"{sign}{digits[: len(digits) - decimals]}" + (
        f".{digits[-decimals:]}" if decimals else ""
    )


@laws
@given(values=st.lists(st.none() | st.integers(0, 5), min_size=2, max_size=5))
def test_what_is_missing_from_a_cumulative_series_is_never_taken_as_zero(
    values: list[int | None],
) -> None:
    claim = Series(id=ClaimId("x"), items=tuple(map(figure, values)), cumulative=True)
    known = [value for value in values if value is not None]
    falls = any(one > other for one, other in pairwise(known))
    outcome = outcomes(publication(series=(claim,)))["ANG-10"]
    if falls:
        assert outcome is Outcome.NOT_MET
    else:
        assert outcome is (Outcome.MET if len(known) == len(values) else Outcome.UNDETERMINED)
