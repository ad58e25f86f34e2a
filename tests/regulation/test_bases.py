from datetime import date

import attrs
import pytest

from pmi_core.messages import Text
from pmi_core.regulation import (
    Assumption,
    Basis,
    Cited,
    InstrumentId,
    PlaceCode,
    ProvenanceStatus,
    Provision,
    Registry,
    best_standing,
    cite_text,
    shipped_registry,
    standing,
)

JABAR, SULSEL = PlaceCode("32.04"), PlaceCode("73.16")
DIRECTION = Cited(cite=InstrumentId("arahan-bp3mi-jabar-2024-07-23"), item="e")
PRESS = Cited(cite=InstrumentId("siaran-pers-rakernas-2023"))
AGENCIES = Cited(cite=InstrumentId("pp-39-2006"), analogy=True)
ASSUMED = Assumption(owner="pmi_core", reason=Text(id="sebab", en="why"), on=date(2026, 11, 24))
REPORTED, ANALOGY = ProvenanceStatus.REPORTED, ProvenanceStatus.ANALOGY


@pytest.mark.parametrize(
    ("on", "place", "expected"),
    [
        (date(2024, 7, 22), JABAR, ANALOGY),
        (date(2024, 7, 23), JABAR, REPORTED),
        (date(2024, 7, 31), PlaceCode("32"), REPORTED),
        (date(2024, 7, 31), SULSEL, ANALOGY),
        (date(2024, 7, 31), None, ANALOGY),
        (date(2023, 12, 31), SULSEL, ANALOGY),
    ],
)
def test_an_oral_direction_holds_in_its_province_from_its_day_on(
    on: date, place: PlaceCode | None, expected: ProvenanceStatus
) -> None:
    assert standing(DIRECTION, shipped_registry(), on=on, place=place) is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2021, 12, 31), ANALOGY),
        (date(2022, 1, 1), ProvenanceStatus.NOT_FOUND),
        (date(2024, 12, 31), ProvenanceStatus.NOT_FOUND),
    ],
)
def test_where_the_effective_day_is_unknown_the_year_of_the_instrument_counts(
    on: date, expected: ProvenanceStatus
) -> None:
    basis = Cited(cite=InstrumentId("perban-bp2mi-1-2022"))
    assert standing(basis, shipped_registry(), on=on, place=None) is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2024, 11, 4), ProvenanceStatus.NOT_FOUND), (date(2024, 11, 5), ANALOGY)],
)
def test_a_repealed_instrument_ends_the_day_before(on: date, expected: ProvenanceStatus) -> None:
    basis = Cited(cite=InstrumentId("perpres-90-2019"))
    assert standing(basis, shipped_registry(), on=on, place=None) is expected


@pytest.mark.parametrize(
    ("known_on", "expected"),
    [
        (None, ProvenanceStatus.TEXT_SEEN),
        (date(2023, 12, 16), ANALOGY),
        (date(2023, 12, 17), ProvenanceStatus.TEXT_SEEN),
    ],
)
def test_what_was_not_yet_knowable_holds_by_analogy(
    known_on: date | None, expected: ProvenanceStatus
) -> None:
    found = standing(
        PRESS, shipped_registry(), on=date(2023, 12, 31), place=SULSEL, known_on=known_on
    )
    assert found is expected


def test_an_instrument_that_addresses_others_holds_by_analogy() -> None:
    law, on = shipped_registry(), date(2024, 7, 31)
    assert standing(AGENCIES, law, on=on, place=JABAR) is ANALOGY
    plain = attrs.evolve(AGENCIES, analogy=False)
    assert standing(plain, law, on=on, place=JABAR) is ProvenanceStatus.TEXT_SEEN


def test_an_assumption_is_an_assumption_everywhere() -> None:
    found = standing(ASSUMED, shipped_registry(), on=date(1999, 1, 1), place=None)
    assert found is ProvenanceStatus.ASSUMED


@pytest.mark.parametrize(
    ("bases", "expected"),
    [
        ((), ProvenanceStatus.NOT_FOUND),
        ((AGENCIES,), ANALOGY),
        ((AGENCIES, ASSUMED), ProvenanceStatus.ASSUMED),
        ((ASSUMED, DIRECTION), REPORTED),
        ((DIRECTION, PRESS, ASSUMED), ProvenanceStatus.TEXT_SEEN),
    ],
)
def test_the_best_basis_counts(bases: tuple[Basis, ...], expected: ProvenanceStatus) -> None:
    law = shipped_registry()
    assert best_standing(bases, law, on=date(2024, 7, 31), place=JABAR) is expected
    assert best_standing(bases[::-1], law, on=date(2024, 7, 31), place=JABAR) is expected


def test_the_order_of_statuses_is_best_first() -> None:
    assert [status.name for status in ProvenanceStatus] == [
        "TEXT_SEEN",
        "REPORTED",
        "SECONDARY",
        "ASSUMED",
        "ANALOGY",
        "NOT_FOUND",
    ]


@pytest.mark.parametrize(
    ("basis", "indonesian", "english"),
    [
        (
            DIRECTION,
            "Arahan rapat BP3MI Jawa Barat, 23 Juli 2024, butir e (penomoran pustaka ini)",
            (
                "Oral direction at a meeting of BP3MI Jawa Barat, 23 July 2024, "
                "item e (numbering of this library)"
            ),
        ),
        (
            Cited(cite=InstrumentId("permen-p2mi-33-2025"), at=Provision.parse("Pasal 16")),
            "Peraturan Menteri P2MI Nomor 33 Tahun 2025, Pasal 16",
            "Regulation of Menteri P2MI No. 33 of 2025, Article 16",
        ),
        (
            AGENCIES,
            "Peraturan Pemerintah Nomor 39 Tahun 2006 (dengan analogi)",
            "Government Regulation No. 39 of 2006 (by analogy)",
        ),
        (
            ASSUMED,
            "Asumsi pmi_core (24 November 2026): sebab",
            "Assumption of pmi_core (24 November 2026): why",
        ),
    ],
)
def test_a_basis_is_cited_in_both_languages(basis: Basis, indonesian: str, english: str) -> None:
    assert cite_text(basis, shipped_registry()) == Text(id=indonesian, en=english)


def test_a_name_that_holds_braces_is_not_filled_in_again() -> None:
    law = shipped_registry()
    named = attrs.evolve(law.instrument(PRESS.cite), title="{issuer}")
    registry = Registry(instruments=(named,), parameters=(), layers=())
    basis = attrs.evolve(PRESS, item="a")
    assert cite_text(basis, registry).id.startswith("Siaran pers BP2MI: {issuer}, butir a")


def test_that_an_instrument_exists_is_no_knowledge_of_what_it_says() -> None:
    for name in ("perban-bp2mi-1-2022", "kepka-bp2mi-83-2022", "perka-bnp2tki-06-2017"):
        basis = Cited(cite=InstrumentId(name))
        found = standing(basis, shipped_registry(), on=date(2023, 12, 18), place=None)
        assert found is ProvenanceStatus.NOT_FOUND


@pytest.mark.parametrize(("place", "expected"), [("73.16", REPORTED), ("73.15", ANALOGY)])
def test_the_practice_of_one_regency_is_not_its_province_s(
    place: str, expected: ProvenanceStatus
) -> None:
    basis = Cited(cite=InstrumentId("laporan-enrekang-2023-08"))
    found = standing(basis, shipped_registry(), on=date(2023, 9, 30), place=PlaceCode(place))
    assert found is expected
