"""Every provision the library may cite, and the fact of the project's sources it rests on.

An official can read this table against the sources; a provision that is not in it cannot ship.
"""

import pytest

from pmi_core.regulation import (
    Citation,
    Cited,
    InstrumentId,
    ProvenanceStatus,
    Provision,
    check_basis,
    resolve,
    shipped_registry,
)

LAW = shipped_registry()
DEFINITIONS = "definitions of prospective worker, worker, family, protection"
DURING = "protection during work, letters a to h"
AFTER = "protection after work, letters a to e"
TOPICS = "topics of information before work, letters a to k"
FORMS = "forms of rehabilitation and reintegration, letters a to i"
EMPOWERED = "single articles on data collection and social empowerment"

SHOWN: dict[str, str] = {
    "UU 18/2017 Pasal 1 angka 1": DEFINITIONS,
    "UU 18/2017 Pasal 1 angka 2": DEFINITIONS,
    "UU 18/2017 Pasal 1 angka 3": DEFINITIONS,
    "UU 18/2017 Pasal 1 angka 5": DEFINITIONS,
    "UU 18/2017 Pasal 4 ayat (1)": "categories, by a paper of BNP2TKI of 2019",
    "UU 18/2017 Pasal 4 ayat (2)": "exclusions, by a paper of BNP2TKI of 2019",
    "UU 18/2017 Pasal 7": "three phases, by cross-reference in articles 21 and 24",
    "UU 18/2017 Pasal 7 huruf b": "cross-reference in article 21",
    "UU 18/2017 Pasal 7 huruf c": "cross-reference in article 24",
    **{f"UU 18/2017 Pasal 21 ayat (1) huruf {letter}": DURING for letter in "abcdefgh"},
    "UU 18/2017 Pasal 21 ayat (2)": "without taking over criminal or civil liability",
    "UU 18/2017 Pasal 22": "the labour attaché",
    "UU 18/2017 Pasal 23": "left to a government regulation",
    **{f"UU 18/2017 Pasal 24 ayat (1) huruf {letter}": AFTER for letter in "abcde"},
    "UU 18/2017 Pasal 24 ayat (2)": "by central with regional government",
    "UU 18/2017 Pasal 25 ayat (1)": "placement firms report return and extension",
    "UU 18/2017 Pasal 25 ayat (2)": "the mission verifies",
    "UU 11/2020 Pasal 84": "amends UU 18/2017",
    "UU 27/2022 Pasal 4 ayat (1)": "specific and general data",
    "UU 27/2022 Pasal 4 ayat (2)": "what is specific",
    "UU 27/2022 Pasal 4 ayat (3)": "what is general",
    "PP 39/2006 Pasal 1 angka 1": "control",
    "PP 39/2006 Pasal 1 angka 2": "monitoring",
    "PP 39/2006 Pasal 1 angka 3": "evaluation compares realisation with plan and standard",
    "PP 39/2006 Pasal 4 ayat (6)": "fund absorption, output, obstacles",
    "PP 39/2006 Pasal 4 ayat (7)": "quarterly report",
    "PP 59/2021 Pasal 1 angka 2": "protection, copied from the law",
    "PP 59/2021 Pasal 4 ayat (1)": "administrative and technical",
    "PP 59/2021 Pasal 4 ayat (2)": "administrative: documents, conditions",
    "PP 59/2021 Pasal 4 ayat (3)": "technical, letters a to g",
    **{f"PP 59/2021 Pasal 4 ayat (4) huruf {letter}": TOPICS for letter in "abcdefghijk"},
    **{f"PP 59/2021 Pasal 21 ayat (1) huruf {letter}": AFTER for letter in "abcde"},
    "PP 59/2021 Pasal 21 ayat (2)": "central government, BP2MI and regional government",
    **{f"PP 59/2021 Pasal 22 ayat (1) huruf {letter}": FORMS for letter in "abcdefghi"},
    "PP 59/2021 Pasal 23 ayat (1)": "empowerment by ministry, BP2MI and/or village",
    "PP 59/2021 Pasal 35 huruf e": "central government coordinates complaint handling",
    "Perpres 39/2019 Pasal 1 angka 1": "One Data and its five means",
    "Perpres 39/2019 Pasal 4 ayat (2)": "concept, definition, classification, measure, unit",
    "Perpres 39/2019 Pasal 6 ayat (1)": "cross-agency standards by the central steward",
    "Perpres 164/2024 Pasal 47": "tasks moved from the manpower ministry",
    "Perpres 165/2024 Pasal 5": "task of the ministry",
    "Perban BP2MI 5/2024 Pasal 5 huruf a": "guidance, by cross-reference in article 6",
    "Perban BP2MI 5/2024 Pasal 6 ayat (1)": "guidance",
    "Perban BP2MI 5/2024 Pasal 6 ayat (3)": "speakers",
    "Perban BP2MI 5/2024 Pasal 6 ayat (4)": "Rumah Ramah",
    "Permen P2MI 17/2025 Pasal 1 angka 1": "placement costs",
    "Permen P2MI 31/2025 Pasal 1 angka 1": "prospective worker",
    "Permen P2MI 31/2025 Pasal 23 ayat (1)": "deposit of placement firms",
    "Permen P2MI 32/2025 Pasal 1 angka 6": "Rumah Ramah",
    "Permen P2MI 32/2025 Pasal 1 angka 7": "Help Desk",
    "Permen P2MI 32/2025 Pasal 1 angka 8": "Lounge",
    "Permen P2MI 32/2025 Pasal 13": "return of distressed workers",
    "Permen P2MI 33/2025 Pasal 5 huruf a": "data collection, by cross-reference in article 6",
    **{f"Permen P2MI 33/2025 Pasal 6 ayat ({number})": EMPOWERED for number in "1234"},
    "Permen P2MI 33/2025 Pasal 9 huruf a": "by cross-reference in article 10",
    "Permen P2MI 33/2025 Pasal 10 ayat (1)": EMPOWERED,
    "Permen P2MI 33/2025 Pasal 11": EMPOWERED,
    "Permen P2MI 33/2025 Pasal 12": EMPOWERED,
    "Permen P2MI 33/2025 Pasal 16 ayat (5)": "at most one month",
    "Permen P2MI 33/2025 Pasal 16 ayat (6)": "back for at most one year",
    "PermenPANRB 88/2021 Pasal 6": "each head sets the policy, through Perbup Indramayu 46/2023",
}
NOT_FOUND = [f"UU 18/2017 Pasal {article}" for article in (8, 31, 32, 33, 34, 35, 36)]


def cited(text: str) -> Cited:
    return resolve(Citation.parse(text), LAW)


def written(name: InstrumentId, at: Provision) -> tuple[InstrumentId, str]:
    return name, str(at)


def test_no_provision_ships_that_is_not_listed_here() -> None:
    shipped = {
        written(item.id, clause.at)
        for item in LAW.instruments
        for clause in item.clauses
        if clause.seen
    }
    listed = [cited(text) for text in SHOWN]
    assert {written(one.cite, one.at) for one in listed if one.at} == shipped


def test_what_was_looked_for_and_not_seen_is_listed_too() -> None:
    shipped = {
        written(item.id, clause.at)
        for item in LAW.instruments
        for clause in item.clauses
        if not clause.seen
    }
    listed = [cited(text) for text in NOT_FOUND]
    assert {written(one.cite, one.at) for one in listed if one.at} == shipped


@pytest.mark.parametrize("text", SHOWN)
def test_a_listed_provision_can_be_cited_and_says_what_it_is_in_our_words(text: str) -> None:
    basis = cited(text)
    assert basis.at is not None
    clause = LAW.instrument(basis.cite).clause(basis.at)
    assert check_basis(basis, LAW) == ()
    assert clause.gist is not None
    assert clause.gist.id != clause.gist.en
    assert clause.wording is None
    assert LAW.instrument(basis.cite).status_at(basis.at) is not ProvenanceStatus.NOT_FOUND


@pytest.mark.parametrize("text", NOT_FOUND)
def test_a_provision_nobody_showed_us_cannot_be_cited(text: str) -> None:
    (fault,) = check_basis(cited(text), LAW)
    assert fault.code == "unseen-article"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("UU 18/2017 Pasal 4 ayat (1)", ProvenanceStatus.SECONDARY),
        ("UU 18/2017 Pasal 24 ayat (1) huruf e", ProvenanceStatus.TEXT_SEEN),
        ("UU 27/2022 Pasal 4 ayat (2)", ProvenanceStatus.REPORTED),
        ("Perpres 39/2019 Pasal 6 ayat (1)", ProvenanceStatus.REPORTED),
        ("Perpres 165/2024 Pasal 5", ProvenanceStatus.REPORTED),
    ],
)
def test_how_well_a_provision_is_known(text: str, status: ProvenanceStatus) -> None:
    basis = cited(text)
    assert basis.at is not None
    assert LAW.instrument(basis.cite).status_at(basis.at) is status


FIELDS = [
    ("uu-11-2020", "number", ProvenanceStatus.SECONDARY),
    ("uu-11-2020", "title", ProvenanceStatus.TEXT_SEEN),
    ("uu-18-2017", "relations", ProvenanceStatus.REPORTED),
    ("uu-39-2004", "title", ProvenanceStatus.REPORTED),
    ("pp-39-2006", "gazette", ProvenanceStatus.SECONDARY),
    ("pp-59-2021", "enacted", ProvenanceStatus.REPORTED),
    ("perpres-39-2019", "enacted", ProvenanceStatus.REPORTED),
    ("perpres-90-2019", "repealed", ProvenanceStatus.REPORTED),
]


@pytest.mark.parametrize(("name", "field", "status"), FIELDS)
def test_a_field_from_another_source_says_so(
    name: str, field: str, status: ProvenanceStatus
) -> None:
    assert LAW.instrument(name).source_of(field).status is status


def test_articles_without_a_known_number_have_no_entry() -> None:
    for name in ("perban-bp2mi-1-2022", "kepka-bp2mi-83-2022", "perka-bnp2tki-06-2017"):
        assert LAW.instrument(name).clauses == ()
        assert LAW.instrument(name).text_status is ProvenanceStatus.NOT_FOUND
