"""Role, tasks and functions: every line has a basis, and what was not found stays to be seen."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.documents import (
    HANDBOOK_KIND,
    KINDS,
    Chapter,
    Ground,
    Handbook,
    HandbookLine,
    HandbookRole,
    Heading,
    HeadingKind,
    handbook,
    handbook_markdown,
    handbook_text,
)
from pmi_core.errors import NotFound
from pmi_core.evaluation import shipped_rulebook
from pmi_core.messages import Language
from pmi_core.programme import ReportKind
from pmi_core.regulation import (
    Clause,
    Instrument,
    PlaceCode,
    Provenance,
    ProvenanceStatus,
    Provision,
    Registry,
    shipped_registry,
)
from pmi_core.testing import place_codes

ON = date(2024, 6, 7)
LAMPUNG, JABAR = PlaceCode("18.01"), PlaceCode("32.04")
DAYS = st.dates(date(2017, 1, 1), date(2027, 12, 31))
DIVISIONS = (HandbookRole.INFORMATION, HandbookRole.ASSISTANCE, HandbookRole.PREVENTION)
REPORTED, ANALOGY = ProvenanceStatus.REPORTED, ProvenanceStatus.ANALOGY
THREE = {HeadingKind.ROLE, HeadingKind.TASKS, HeadingKind.FUNCTIONS}


def chapter(role: HandbookRole, *, on: date = ON, place: PlaceCode | None = LAMPUNG) -> Chapter:
    return handbook(on=on, place=place, roles=[role]).chapters[0]


def heading(found: Chapter, kind: HeadingKind) -> Heading:
    return next(part for part in found.headings if part.kind is kind)


def tasks(
    role: HandbookRole, *, on: date = ON, place: PlaceCode | None = LAMPUNG
) -> tuple[HandbookLine, ...]:
    return heading(chapter(role, on=on, place=place), HeadingKind.TASKS).lines


def lines(made: Handbook) -> list[HandbookLine]:
    return [line for c in made.chapters for part in c.headings for line in part.lines]


def grounds(made: Handbook) -> list[Ground]:
    own = [ground for line in lines(made) for ground in line.basis]
    return own + [g for line in lines(made) if line.derived for g in line.derived.basis]


# --- laws ---------------------------------------------------------------------------------------


@given(DAYS, st.none() | place_codes())
def test_every_line_has_a_basis_with_its_status(on: date, place: PlaceCode | None) -> None:
    made = handbook(on=on, place=place)
    assert all(line.basis for line in lines(made))
    assert all(ground.cite.id and ground.cite.en for ground in grounds(made))
    assert all((g.place is None) == (g.standing is ProvenanceStatus.ASSUMED) for g in grounds(made))


@given(DAYS, st.none() | place_codes(), st.sets(st.sampled_from(HandbookRole)))
def test_the_three_headings_of_the_meeting_never_vanish(
    on: date, place: PlaceCode | None, roles: set[HandbookRole]
) -> None:
    made = handbook(on=on, place=place, roles=sorted(roles, key=list(HandbookRole).index))
    assert {found.role for found in made.chapters} == roles
    for found in made.chapters:
        assert {part.kind for part in found.headings} >= THREE
        assert all(part.searched for part in found.headings)


@given(DAYS, place_codes(), st.sampled_from(DIVISIONS))
def test_a_task_told_in_lampung_is_reported_there_from_that_day_and_else_an_analogy(
    on: date, place: PlaceCode, role: HandbookRole
) -> None:
    home = place[:2] == "18" and on >= date(2024, 5, 13)
    found = {ground.standing for line in tasks(role, on=on, place=place) for ground in line.basis}
    assert found == {REPORTED if home else ANALOGY}


BOUNDARY = [
    ("the day before", date(2024, 5, 12), LAMPUNG, ANALOGY),
    ("the day", date(2024, 5, 13), LAMPUNG, REPORTED),
    ("the province itself", date(2024, 5, 13), PlaceCode("18"), REPORTED),
    ("another province", date(2024, 5, 13), JABAR, ANALOGY),
    ("no place", date(2024, 5, 13), None, ANALOGY),
]


@pytest.mark.parametrize(
    ("on", "place", "expected"), [c[1:] for c in BOUNDARY], ids=[c[0] for c in BOUNDARY]
)
def test_both_sides_of_the_day_and_of_the_border(
    on: date, place: PlaceCode | None, expected: ProvenanceStatus
) -> None:
    for role in DIVISIONS:
        for line in tasks(role, on=on, place=place):
            assert [ground.standing for ground in line.basis] == [expected]


@given(DAYS, st.none() | place_codes())
def test_it_is_stored_and_read_back(on: date, place: PlaceCode | None) -> None:
    made = handbook(on=on, place=place)
    data = codec.dump_document(made, HANDBOOK_KIND)
    assert codec.load_document(data, HANDBOOK_KIND) == made


@given(DAYS, st.none() | place_codes(), st.sampled_from(Language))
def test_text_fits_a_terminal_and_says_every_heading(
    on: date, place: PlaceCode | None, language: Language
) -> None:
    made = handbook(on=on, place=place)
    plain = handbook_text(made, language)
    assert max(map(len, plain.splitlines())) <= 80
    empty = sum(not part.lines for found in made.chapters for part in found.headings)
    mark = {Language.ID: ": belum ditemukan\n", Language.EN: ": not found\n"}[language]
    assert plain.count(mark) == empty
    assert plain.endswith("\n")
    assert not plain.endswith("\n\n")


@given(DAYS, st.none() | place_codes())
def test_each_language_says_as_much(on: date, place: PlaceCode | None) -> None:
    made = handbook(on=on, place=place)
    both = [handbook_markdown(made, language).splitlines() for language in Language]
    assert len(both[0]) == len(both[1])


def test_its_kind_is_known() -> None:
    assert HANDBOOK_KIND in KINDS
    assert HANDBOOK_KIND.schema == "pmi-core/handbook/1"


# --- facts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(HandbookRole))
def test_role_and_functions_were_not_found_for_anybody(role: HandbookRole) -> None:
    found = chapter(role)
    for kind in (HeadingKind.ROLE, HeadingKind.FUNCTIONS):
        part = heading(found, kind)
        assert part.lines == ()
        assert part.searched[0].id == "Peraturan BP2MI Nomor 1 Tahun 2022 (belum ditemukan)"
        assert part.searched[1].en == "Decree of Kepala BP2MI No. 83 of 2022 (not found)"


def test_what_each_role_is_told() -> None:
    counts = {role.value: len(tasks(role)) for role in HandbookRole}
    assert counts == {
        "ketua": 3,
        "sekretaris": 2,
        "penyebarluasan_informasi": 5,
        "pendampingan": 5,
        "pencegahan": 1,
        "pengurus": 2,
        "penggiat": 0,
    }


def test_a_complaint_leads_to_its_evidence_its_reports_and_its_criterion() -> None:
    line = tasks(HandbookRole.ASSISTANCE)[0]
    assert line.text.id == "Menerima pengaduan dan meneruskannya kepada BP3MI."
    assert [(check.rulebook, check.criterion) for check in line.checks] == [
        ("kawan-bulanan", "LAP-13"),
        ("kawan-bulanan", "LAP-15"),
    ]
    assert line.reports == (ReportKind.MONTHLY, ReportKind.SINCE_FORMATION)
    work = line.derived
    assert work is not None
    assert [phase.value for phase in work.phases] == ["selama_bekerja", "setelah_bekerja"]
    assert [aspect.value for aspect in work.aspects] == ["hukum", "sosial"]
    assert [area.value for area in work.services] == ["pelindungan"]
    assert any("diteruskan ke BP3MI" in item.id for item in work.evidence)
    assert {ground.standing for ground in work.basis} == {ANALOGY, ProvenanceStatus.ASSUMED}


def test_only_the_chair_signs_and_what_is_reported_is_that_one_unit_does_so() -> None:
    signing = [line for line in tasks(HandbookRole.CHAIR) if "Menandatangani" in line.text.id]
    assert [(line.basis[0].standing, line.reports, line.checks) for line in signing] == [
        (ANALOGY, (ReportKind.MONTHLY,), ())
    ]
    assert not any("Menandatangani" in line.text.id for line in tasks(HandbookRole.SECRETARY))


def test_a_source_is_named_with_its_place_and_day() -> None:
    (ground,) = tasks(HandbookRole.PREVENTION)[0].basis
    assert ground.place is not None
    assert (ground.place.id, ground.day) == ("Lampung", date(2024, 5, 13))
    assert "butir 3a" in ground.cite.id


def test_topics_of_information_hold_for_volunteers_by_analogy_only() -> None:
    topics = heading(chapter(HandbookRole.INFORMATION), HeadingKind.TOPICS)
    assert {g.standing for line in topics.lines for g in line.basis} == {ANALOGY}
    assert all("Pasal 4 ayat (4) huruf" in line.basis[0].cite.id for line in topics.lines)
    assert topics.lines[0].text.id
    others = [role for role in HandbookRole if role is not HandbookRole.INFORMATION]
    for role in others:
        assert HeadingKind.TOPICS not in {part.kind for part in chapter(role).headings}


def with_topics(*clauses: Clause) -> Registry:
    return law_with(attrs.evolve(shipped_registry().instrument("pp-59-2021"), clauses=clauses))


def law_with(told: Instrument) -> Registry:
    law = shipped_registry()
    kept = tuple(told if item.id == told.id else item for item in law.instruments)
    return attrs.evolve(law, instruments=kept)


def test_what_the_law_is_told_changes_the_offices_and_the_day_of_a_source() -> None:
    agency = shipped_registry().instrument("perpres-90-2019")
    law = law_with(attrs.evolve(agency, enacted=date(2019, 7, 1)))
    (_, office, _) = handbook(on=date(2019, 6, 1), registry=law).offices
    assert office.name == "BNP2TKI"
    meeting = shipped_registry().instrument("rakernis-lampung-2024-05-13")
    law = law_with(attrs.evolve(meeting, effective=date(2024, 5, 14)))
    made = handbook(on=ON, roles=[HandbookRole.PREVENTION], registry=law)
    (line,) = heading(made.chapters[0], HeadingKind.TASKS).lines
    assert line.basis[0].day == date(2024, 5, 14)


def test_topics_nobody_showed_are_an_empty_heading_and_a_wording_is_told_word_for_word() -> None:
    roles = [HandbookRole.INFORMATION]
    wording = Clause(at=Provision.parse("Pasal 4 ayat (4) huruf b"), wording="informasi lowongan")
    whole = Clause(at=Provision.parse("Pasal 4 ayat (4)"), wording="semua")
    beside = Clause(at=Provision.parse("Pasal 4 ayat (3) huruf b"), wording="lain")
    unseen = Provenance(status=ProvenanceStatus.NOT_FOUND, source="contoh")
    lost = Clause(at=Provision.parse("Pasal 4 ayat (4) huruf c"), provenance=unseen)
    law = with_topics(wording, whole, beside, lost)
    told = handbook(on=ON, roles=roles, registry=law).chapters[0]
    assert [line.text.id for line in heading(told, HeadingKind.TOPICS).lines] == [
        "informasi lowongan"
    ]
    silent = handbook(on=ON, roles=roles, registry=with_topics(whole))
    topics = heading(silent.chapters[0], HeadingKind.TOPICS)
    assert topics.lines == ()
    assert [source.id for source in topics.searched] == [
        "Peraturan Pemerintah Nomor 59 Tahun 2021 (naskah dilihat)"
    ]
    assert "Materi informasi: belum ditemukan" in handbook_text(silent)


def test_the_offices_are_named_or_it_is_said_why_not() -> None:
    named = {office.role.value: office for office in handbook(on=ON, place=LAMPUNG).offices}
    assert named["badan"].name == "BP2MI"
    assert named["bp3mi"].name == "BP3MI Lampung"
    assert named["kementerian"].name is None
    plain = handbook_text(handbook(on=date(2019, 6, 1), place=PlaceCode("33")))
    assert "- Badan nasional: belum dapat ditentukan." in plain
    assert "daftar resminya belum ditemukan" in plain.replace("\n  ", " ")


def test_without_a_place_it_says_so() -> None:
    made = handbook(on=ON)
    assert made.place_name is None
    assert "Jumat, 7 Juni 2024, tanpa tempat tertentu." in handbook_text(made)
    assert "7 June 2024, for no place in particular." in handbook_text(made, Language.EN)


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(NotFound, match="73\\.10"):
        handbook(on=ON, place=PlaceCode("73.1"))


def test_other_rulebooks_lead_to_other_reports() -> None:
    made = handbook(on=ON, rulebooks=[shipped_rulebook("sejak-pembentukan").rulebook])
    (line, *_) = heading(made.chapters[2], HeadingKind.TASKS).lines
    assert line.reports == (ReportKind.SINCE_FORMATION,)
    assert line.checks == ()


def test_a_coordination_proposes_nothing_and_says_so() -> None:
    plain = handbook_text(handbook(on=ON, roles=[HandbookRole.INFORMATION]))
    assert "tahap, aspek, dan pelayanan tidak diusulkan" in plain


def test_markdown_takes_nothing_for_markup() -> None:
    hostile = Clause(at=Provision.parse("Pasal 4 ayat (4) huruf a"), wording="*a* <b> [c](d) `e`")
    made = handbook(on=ON, roles=[HandbookRole.INFORMATION], registry=with_topics(hostile))
    page = handbook_markdown(made)
    assert r"- \*a\* \<b\> \[c\](d) \`e\`" in page
    assert page.startswith("# Buku pegangan: peran, tugas, dan fungsi\n")
    assert "\n## Divisi I Kawan PMI: Penyebarluasan Informasi\n" in page
    assert "\n### Peran: belum ditemukan\n" in page
