"""What rests on what, both ways, and as text."""

from collections.abc import Iterable
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.documents import (
    Resting,
    RestingKind,
    count_worth,
    cover,
    coverage_text,
    resting_on_law,
)
from pmi_core.evaluation import Review, shipped_rulebooks
from pmi_core.messages import Language, Text, label
from pmi_core.programme import find_lifecycle, shipped_tasks
from pmi_core.regulation import (
    Assumption,
    Basis,
    Cited,
    InstrumentId,
    ProvenanceStatus,
    Provision,
    shipped_registry,
)
from pmi_core.reporting import known_lifecycles
from tests.documents.samples import bundle

LAW = shipped_registry()
LIVES = tuple(known_lifecycles().values())
THINGS = resting_on_law(LAW, shipped_rulebooks())
FOUND = cover(LAW, THINGS)
WORDS = Text(id="Rekaan.", en="Invented.")
ASSUMED = Assumption(owner="uji", reason=WORDS, on=date(2026, 11, 24))
CITED = Cited(cite=InstrumentId("pp-39-2006"), at=Provision.parse("Pasal 4 ayat (6)"))
ALIKE = attrs.evolve(CITED, analogy=True)


def thing(*basis: Basis, name: str = "a", reads: Iterable[str] = ()) -> Resting:
    return Resting(kind=RestingKind.TASK, id=name, title=WORDS, basis=basis, reads=tuple(reads))


def test_everything_with_a_basis_is_there_once() -> None:
    names = [(one.kind, one.id) for one in THINGS]
    assert len(names) == len(set(names))
    assert {one.kind for one in THINGS} == set(RestingKind)
    counted = {kind: sum(one.kind is kind for one in THINGS) for kind in RestingKind}
    assert counted[RestingKind.PARAMETER] == len(LAW.parameters)
    assert counted[RestingKind.TASK] == len(shipped_tasks())
    assert counted[RestingKind.CRITERION] == sum(
        len(book.rulebook.criteria) for book in shipped_rulebooks()
    )
    assert counted[RestingKind.TRANSITION] == sum(
        len(version.transitions) for life in LIVES for version in life.versions
    )
    assert counted[RestingKind.GUARD] == len({name for life in LIVES for name in life.guards})


def test_a_step_of_each_version_stands_by_itself() -> None:
    first = find_lifecycle("kkbm").versions[0]
    later = attrs.evolve(first, version="2", effective=date(2025, 3, 1))
    life = attrs.evolve(find_lifecycle("kkbm"), versions=(first, later))
    things = resting_on_law(LAW, (), lifecycles=[life], policies=())
    steps = [one.id for one in things if one.kind is RestingKind.TRANSITION]
    assert len(steps) == len(set(steps)) == 2 * len(first.transitions)
    assert "kkbm/transformasi/dibentuk+dikukuhkan+aktif+tidak_aktif" in steps
    assert "kkbm 2/transformasi/dibentuk+dikukuhkan+aktif+tidak_aktif" in steps


@pytest.mark.parametrize("one", THINGS, ids=lambda one: f"{one.kind.value} {one.id}")
def test_nothing_ships_that_rests_on_nothing(one: Resting) -> None:
    assert one.basis


def test_every_instrument_provision_and_item_has_its_line() -> None:
    places = {(one.cite, one.at, one.item) for one in FOUND.supports}
    for instrument in LAW.instruments:
        assert (instrument.id, None, None) in places
        assert {(instrument.id, clause.at, None) for clause in instrument.clauses} <= places
        assert {(instrument.id, None, item.key) for item in instrument.items} <= places
    assert len(places) == len(FOUND.supports)


def test_what_rests_on_a_place_is_the_inverse_of_what_a_thing_cites() -> None:
    cited = {
        (basis.cite, basis.at, basis.item, f"{one.kind.value} {one.id}")
        for one in THINGS
        for basis in one.basis
        if isinstance(basis, Cited)
    }
    carried = {(one.cite, one.at, one.item, name) for one in FOUND.supports for name in one.resting}
    assert carried == cited


def test_the_two_instruments_nobody_read_carry_no_rule() -> None:
    for name in ("perban-bp2mi-1-2022", "kepka-bp2mi-83-2022"):
        carried = [one.resting for one in FOUND.supports if one.cite == name]
        assert not any("kriteria" in word for resting in carried for word in resting)


def test_a_provision_cited_whose_parts_alone_are_entered_has_a_line_of_its_own() -> None:
    whole = Provision.parse("Pasal 24")
    found = cover(LAW, [thing(Cited(cite=InstrumentId("uu-18-2017"), at=whole))])
    (line,) = [one for one in found.supports if one.at == whole]
    assert line.resting == ("tugas a",)
    assert line.status is ProvenanceStatus.TEXT_SEEN


@pytest.mark.parametrize(
    ("basis", "worth"),
    [
        ((ASSUMED,), ProvenanceStatus.ASSUMED),
        ((ALIKE, ASSUMED), ProvenanceStatus.ANALOGY),
        ((ALIKE,), ProvenanceStatus.ANALOGY),
        ((ALIKE, CITED), None),
        ((CITED, ASSUMED), None),
    ],
    ids=["assumed", "suggested and assumed", "suggested", "suggested and cited", "cited"],
)
def test_a_thing_is_worth_the_best_of_its_bases(
    basis: tuple[Basis, ...], worth: ProvenanceStatus | None
) -> None:
    assert thing(*basis).worth is worth


@given(st.lists(st.sampled_from([ASSUMED, CITED, ALIKE]), min_size=1).map(tuple))
def test_each_thing_is_counted_in_exactly_one_column(basis: tuple[Basis, ...]) -> None:
    counts = count_worth([thing(*basis)])[RestingKind.TASK]
    assert counts["jumlah"] == 1
    assert counts["kutipan"] + counts["analogi"] + counts["asumsi"] == 1


# --- as text ------------------------------------------------------------------------------------


def reviewed(decided: int, assumed: int) -> Review:
    resting = {"asumsi": decided} if decided else {}
    return attrs.evolve(bundle().review, resting=resting, assumed=assumed)


@pytest.mark.parametrize("language", Language)
def test_the_text_fits_a_terminal_and_names_every_thing(language: Language) -> None:
    text = coverage_text(FOUND, LAW, language)
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    joined = " ".join(text.split())
    for one in THINGS:
        assert f"{label(one.kind).in_(language)} {one.id}:" in joined
    assert text.endswith("\n")


def test_the_text_names_what_rests_on_an_item_and_what_does_not() -> None:
    text = coverage_text(FOUND, LAW, Language.ID)
    assert (
        "  Butir b [diberitakan]: kriteria dossier/DOS-10, kriteria kawan-bulanan/LAP-11\n" in text
    )
    assert "  Butir i [diberitakan]: -\n" in text


def test_a_provision_looked_for_in_vain_says_so() -> None:
    text = coverage_text(FOUND, LAW, Language.ID)
    assert "  Pasal 33 [belum ditemukan]: -\n" in text


def test_a_thing_names_the_parameters_it_reads_and_the_status_of_what_it_cites() -> None:
    found = cover(LAW, [thing(CITED, ASSUMED, reads=["batas_hari_kerja"])])
    text = coverage_text(found, LAW, Language.EN)
    tail = text[text.index("task a: Invented.") :]
    assert tail.splitlines() == [
        "task a: Invented.",
        "  - Government Regulation No. 39 of 2006, Article 4 paragraph (6) [text seen]",
        "  - Assumption of uji (24 November 2026): Invented.",
        "  - reads the parameter batas_hari_kerja",
    ]


@pytest.mark.parametrize(
    ("decided", "assumed", "said"),
    [
        (0, 0, "Belum ada hasil yang ditentukan."),
        (8, 0, "pada 0 (0%)."),
        (8, 1, "pada 1 (12,5%)."),
        (8, 8, "pada 8 (100%)."),
    ],
)
def test_the_share_of_verdicts_on_assumptions_is_told(
    decided: int, assumed: int, said: str
) -> None:
    found = cover(LAW, THINGS, reviewed(decided, assumed))
    assert (found.decided, found.assumed) == (decided, assumed)
    assert said in " ".join(coverage_text(found, LAW, Language.ID).split())


def test_without_a_dossier_no_verdicts_are_told() -> None:
    assert "HASIL PADA BERKAS" not in coverage_text(FOUND, LAW, Language.ID)


def test_nothing_a_terminal_obeys_comes_out_of_what_rests_on_law() -> None:
    title = Text(id="Rekaan\x1b[2J\u202e\r\n- lain", en="x")
    reason = attrs.evolve(ASSUMED, reason=title)
    found = cover(LAW, [attrs.evolve(thing(reason), title=title)])
    text = coverage_text(found, LAW, Language.ID)
    assert all(line.isprintable() for line in text.split("\n"))
    assert "Tugas a: Rekaan�[2J� - lain\n" in text
