"""Role, tasks and functions: every line has a basis, and what was not found stays to be seen."""

import re
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import example, given
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
from pmi_core.documents.layout import printable
from pmi_core.errors import NotFound
from pmi_core.evaluation import shipped_rulebook, shipped_rulebooks
from pmi_core.messages import Language
from pmi_core.programme import Division, ReportKind, division_checks, shipped_tasks
from pmi_core.regulation import (
    Assumption,
    Clause,
    Instrument,
    InstrumentId,
    PlaceCode,
    Provenance,
    ProvenanceStatus,
    Provision,
    Registry,
    Relation,
    RelationKind,
    cite_text,
    shipped_places,
    shipped_registry,
)
from pmi_core.testing import place_codes
from tests.documents.pages import MARKS, outline, shown

ON = date(2024, 6, 7)
LAMPUNG, JABAR = PlaceCode("18.01"), PlaceCode("32.04")
DAYS = st.dates(date(2017, 1, 1), date(2027, 12, 31))
DIVISIONS = (HandbookRole.INFORMATION, HandbookRole.ASSISTANCE, HandbookRole.PREVENTION)
REPORTED, ANALOGY = ProvenanceStatus.REPORTED, ProvenanceStatus.ANALOGY
THREE = {HeadingKind.ROLE, HeadingKind.TASKS, HeadingKind.FUNCTIONS}


DayAndPlace = tuple[date, PlaceCode | None]


def day_and_place(on: date) -> st.SearchStrategy[DayAndPlace]:
    """A day, and no place or one that was one on that day."""
    places = shipped_places()
    valid = place_codes().filter(lambda code: places.valid(code, on))
    known = valid if places.edition_on(on) is not None else st.nothing()
    return st.tuples(st.just(on), st.none() | known)


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


@given(DAYS.flatmap(day_and_place))
def test_every_line_has_a_basis_with_its_status(at: DayAndPlace) -> None:
    on, place = at
    made = handbook(on=on, place=place)
    assert all(line.basis for line in lines(made))
    assert all(ground.cite.id and ground.cite.en for ground in grounds(made))
    assert all((g.place is None) == (g.standing is ProvenanceStatus.ASSUMED) for g in grounds(made))


@given(DAYS.flatmap(day_and_place), st.sets(st.sampled_from(HandbookRole)))
def test_the_three_headings_of_the_meeting_never_vanish(
    at: DayAndPlace, roles: set[HandbookRole]
) -> None:
    on, place = at
    made = handbook(on=on, place=place, roles=sorted(roles, key=list(HandbookRole).index))
    assert {found.role for found in made.chapters} == roles
    for found in made.chapters:
        assert {part.kind for part in found.headings} >= THREE
        assert all(part.searched for part in found.headings)


@given(DAYS.flatmap(day_and_place), st.sampled_from(DIVISIONS))
def test_a_task_told_in_lampung_is_reported_there_from_that_day_and_else_an_analogy(
    at: DayAndPlace, role: HandbookRole
) -> None:
    on, place = at
    home = place is not None and place[:2] == "18" and on >= date(2024, 5, 13)
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


@given(DAYS.flatmap(day_and_place))
def test_it_is_stored_and_read_back(at: DayAndPlace) -> None:
    on, place = at
    made = handbook(on=on, place=place)
    data = codec.dump_document(made, HANDBOOK_KIND)
    assert codec.load_document(data, HANDBOOK_KIND) == made


@given(DAYS.flatmap(day_and_place), st.sampled_from(Language))
def test_text_fits_a_terminal_and_says_every_heading(at: DayAndPlace, language: Language) -> None:
    on, place = at
    made = handbook(on=on, place=place)
    plain = handbook_text(made, language)
    assert max(map(len, plain.splitlines())) <= 80
    empty = sum(not part.lines for found in made.chapters for part in found.headings)
    mark = {Language.ID: ": belum ditemukan\n", Language.EN: ": not found\n"}[language]
    assert plain.count(mark) == empty
    assert plain.endswith("\n")
    assert not plain.endswith("\n\n")


@given(DAYS.flatmap(day_and_place))
def test_each_language_says_as_much(at: DayAndPlace) -> None:
    on, place = at
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
        assert [one.status for one in part.searched[:2]] == [ProvenanceStatus.NOT_FOUND] * 2
        assert part.searched[0].name.id == "Peraturan BP2MI Nomor 1 Tahun 2022"
        assert part.searched[1].name.en == "Decree of Kepala BP2MI No. 83 of 2022"
        assert part.added == ()


def test_what_each_role_is_told() -> None:
    counts = {role.value: len(tasks(role)) for role in HandbookRole}
    assert counts == {
        "ketua": 1,
        "sekretaris": 0,
        "penyebarluasan_informasi": 5,
        "pendampingan": 6,
        "pencegahan": 1,
        "pengurus": 0,
        "penggiat": 0,
    }


def advised(role: HandbookRole) -> tuple[HandbookLine, ...]:
    return heading(chapter(role), HeadingKind.ADVICE).lines


def test_advice_stands_apart_from_tasks_and_is_not_found_where_there_is_none() -> None:
    assert {role.value for role in HandbookRole if advised(role)} == {
        "ketua",
        "sekretaris",
        "pengurus",
    }
    for role in (HandbookRole.CHAIR, HandbookRole.SECRETARY):
        (line,) = advised(role)
        assert "butir f" in line.basis[0].cite.id
        assert line.basis[0].standing is ANALOGY
        assert (line.about, line.reports) == ((ReportKind.MONTHLY,), ())
    (line,) = advised(HandbookRole.PENGURUS)
    assert "produk unggulan" in line.text.id
    assert "Saran: belum ditemukan" in handbook_text(handbook(on=ON, roles=DIVISIONS))


def test_what_the_source_cuts_off_is_printed_as_it_stands() -> None:
    (line,) = [one for one in tasks(HandbookRole.ASSISTANCE) if "butir 2e" in one.basis[0].cite.id]
    assert line.text.id == "Berkoordinasi … (terpotong dalam sumber)."
    assert line.derived is None
    made = handbook(on=ON, roles=[HandbookRole.ASSISTANCE])
    assert "daftar tidak lengkap" in handbook_text(made)
    assert "the list is not complete" in handbook_text(made, Language.EN)


LAST_DAY = date(2023, 12, 18)
LEADERS = (HandbookRole.CHAIR, HandbookRole.SECRETARY, HandbookRole.PENGURUS)


@given(DAYS, st.sampled_from(HandbookRole))
@example(LAST_DAY, HandbookRole.CHAIR)
@example(LAST_DAY + timedelta(days=1), HandbookRole.CHAIR)
def test_what_one_meeting_asked_for_is_a_task_up_to_its_last_day_and_past_after_it(
    on: date, role: HandbookRole
) -> None:
    found = chapter(role, on=on, place=None)
    past = [part for part in found.headings if part.kind is HeadingKind.PAST]
    now = [line for line in heading(found, HeadingKind.TASKS).lines if line.occasion]
    then = [line for part in past for line in part.lines]
    assert all(line.occasion for line in then)
    asked = 1 if role in LEADERS else 0
    assert (len(now), len(then)) == ((0, asked) if on > LAST_DAY else (asked, 0))
    assert len(past) == len(then)


def test_a_past_task_says_what_it_was_for_and_that_it_is_no_duty() -> None:
    made = handbook(on=date(2026, 11, 24), roles=[HandbookRole.CHAIR])
    plain = " ".join(handbook_text(made).split())
    assert "Tugas untuk rapat yang sudah lewat Bukan kewajiban pada 24 November 2026" in plain
    assert "Untuk: rapat 16-18 Desember 2023, data sampai dengan 16 Desember 2023" in plain
    english = " ".join(handbook_text(made, Language.EN).split())
    assert "No duty on 24 November 2026" in english
    assert "For: the meeting of 16-18 December 2023, data up to 16 December 2023" in english


@pytest.mark.parametrize("role", list(HandbookRole))
def test_a_definition_says_whom_it_defines(role: HandbookRole) -> None:
    note = heading(chapter(role), HeadingKind.DEFINITION).note
    assert note is not None
    whom = {HandbookRole.PENGURUS: "Ini pengertian Perwira PMI;"}.get(
        role, "Ini pengertian Kawan PMI;"
    )
    if role is HandbookRole.PENGGIAT:
        whom = "Sumber yang ditelusuri tidak memuat pengertian;"
    assert note.id.startswith(whom)


@pytest.mark.parametrize("role", list(HandbookRole))
def test_where_it_was_looked_for_is_said_once_for_a_role(role: HandbookRole) -> None:
    made = handbook(on=ON, place=LAMPUNG, roles=[role])
    assert handbook_text(made).count("Yang belum ditemukan: ") == 1
    assert handbook_text(made).count("- Artinya:") == 1
    assert handbook_text(made, Language.EN).count("What was not found: ") == 1
    assert handbook_text(made, Language.EN).count("- This means:") == 1


LEGEND = [
    ("a role in Lampung", HandbookRole.PREVENTION, {"sekunder", "terpotong dalam sumber"}),
    (
        "nothing but a statement",
        HandbookRole.PENGGIAT,
        {"diberitakan", "sekunder", "asumsi", "analogi", "turunan", "terpotong dalam sumber"},
    ),
    ("advice and what is past", HandbookRole.PENGURUS, {"sekunder", "turunan", "terpotong"}),
]


@pytest.mark.parametrize(
    ("role", "without"), [case[1:] for case in LEGEND], ids=[case[0] for case in LEGEND]
)
def test_the_legend_tells_the_words_that_occur_and_no_other(
    role: HandbookRole, without: set[str]
) -> None:
    _, legend = handbook_text(handbook(on=ON, place=LAMPUNG, roles=[role])).split(
        "KETERANGAN ISTILAH\n"
    )
    told = {line.removeprefix("- ").partition(":")[0] for line in legend.splitlines()[1:]}
    assert {"naskah dilihat", "belum ditemukan", "penomoran pustaka ini", "Lapisan hukum"} <= told
    assert not told & without


def test_the_legend_tells_a_status_that_only_a_law_pack_brings() -> None:
    press = shipped_registry().instrument("siaran-pers-rakernas-2023")
    second = attrs.evolve(press.provenance, status=ProvenanceStatus.SECONDARY)
    law = law_with(attrs.evolve(press, provenance=second))
    made = handbook(on=ON, roles=[HandbookRole.PENGGIAT], registry=law)
    assert "- sekunder: " in handbook_text(made)
    assert "- secondary: " in handbook_text(made, Language.EN)


def test_the_legend_of_no_role_tells_of_the_layers_only() -> None:
    _, legend = handbook_text(handbook(on=ON, roles=[])).split("KETERANGAN ISTILAH\n")
    assert [line[:16] for line in legend.splitlines()[1:]] == ["- Lapisan hukum:"]


SEARCHED_ID = "Sudah ditelusuri, tidak memuatnya"
LOST_ID = "Naskahnya belum ditemukan, sehingga belum ditelusuri"


def sources(made: Handbook, language: Language = Language.ID) -> dict[str, list[str]]:
    """What is said of the sources where something was not found, and of which."""
    said: dict[str, list[str]] = {}
    for line in handbook_markdown(made, language).splitlines():
        if line.startswith("- ") and line.endswith(":"):
            said[line[2:-1]] = []
        elif line.startswith("  - ") and said:
            said[list(said)[-1]].append(line[4:])
    return said


def test_what_was_searched_stands_apart_from_what_could_not_be() -> None:
    made = handbook(on=ON, roles=[HandbookRole.PENGGIAT])
    press = "Siaran pers BP2MI: Rapat Kerja Nasional Kawan PMI dan Perwira PMI, 16-18 Desember 2023"
    assert sources(made) == {
        SEARCHED_ID: [f"{press} (naskah dilihat)"],
        LOST_ID: [
            "Peraturan BP2MI Nomor 1 Tahun 2022",
            "Keputusan Kepala BP2MI Nomor 83 Tahun 2022",
        ],
    }
    assert list(sources(made, Language.EN)) == [
        "Searched, does not hold it",
        "Its text was not found, so it was not searched",
    ]


@given(DAYS.flatmap(day_and_place), st.sampled_from(HandbookRole))
def test_no_source_is_both_searched_and_without_text(at: DayAndPlace, role: HandbookRole) -> None:
    on, place = at
    said = sources(handbook(on=on, place=place, roles=[role]))
    assert set(said) == {SEARCHED_ID, LOST_ID}
    assert not any("(belum ditemukan)" in one for found in said.values() for one in found)


REGULATION = "perban-bp2mi-1-2022"
ENDS = [
    ("the day before", date(2024, 6, 8), ""),
    ("the day", ON, " (tidak berlaku lagi sejak 7 Juni 2024)"),
    ("unknown", None, ""),
]


@pytest.mark.parametrize(("end", "said"), [c[1:] for c in ENDS], ids=[c[0] for c in ENDS])
def test_a_source_that_ended_by_the_day_says_since_when(end: date | None, said: str) -> None:
    law = law_with(attrs.evolve(shipped_registry().instrument(REGULATION), repealed=end))
    made = handbook(on=ON, roles=[HandbookRole.CHAIR], registry=law)
    assert f"Peraturan BP2MI Nomor 1 Tahun 2022{said}" in sources(made)[LOST_ID]


def test_a_source_that_ended_on_an_unknown_day_of_a_year_says_that_it_ended() -> None:
    law = shipped_registry()
    repeal = Relation(kind=RelationKind.REPEALS, target=InstrumentId(REGULATION))
    later = attrs.evolve(law.instrument("permen-p2mi-33-2025"), relations=(repeal,))
    made = handbook(on=date(2026, 1, 1), roles=[HandbookRole.CHAIR], registry=law_with(later))
    ended = "Peraturan BP2MI Nomor 1 Tahun 2022 (tidak berlaku lagi)"
    assert ended in sources(made)[LOST_ID]
    assert "Regulation of BP2MI No. 1 of 2022 (no longer in force)" in [
        one for found in sources(made, Language.EN).values() for one in found
    ]
    before = handbook(on=date(2025, 12, 31), roles=[HandbookRole.CHAIR], registry=law_with(later))
    assert ended not in sources(before)[LOST_ID]


def test_a_text_that_a_pack_has_seen_and_tells_no_provision_of_was_not_searched_either() -> None:
    decree = shipped_registry().instrument("kepka-bp2mi-83-2022")
    law = law_with(attrs.evolve(decree, text_status=ProvenanceStatus.TEXT_SEEN, repealed=ON))
    made = handbook(on=ON, roles=[HandbookRole.CHAIR], registry=law)
    assert sources(made)["Naskah dari paket hukum, belum ditelusuri pustaka ini"] == [
        "Keputusan Kepala BP2MI Nomor 83 Tahun 2022 (tidak berlaku lagi sejak 7 Juni 2024)"
    ]


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (HandbookRole.ASSISTANCE, ["LAP-: nomor kriteria dalam buku aturan."]),
        (HandbookRole.PENGGIAT, []),
    ],
)
def test_the_legend_tells_what_the_numbers_of_criteria_are_where_any_stand(
    role: HandbookRole, said: list[str]
) -> None:
    plain = handbook_text(handbook(on=ON, roles=[role]))
    assert [line[2:] for line in plain.splitlines() if "nomor kriteria" in line] == said


def test_days_of_the_calendar_are_called_tanggal() -> None:
    plain = " ".join(handbook_text(handbook(on=LAST_DAY)).split())
    assert not re.findall(r"\bhari \w+", plain)
    assert "tanggal pengaduan diterima dan tanggal diteruskan ke BP3MI" in plain
    assert "Pencegahan penempatan ilegal dilakukan sebelum keberangkatan" in plain


def test_what_a_pack_tells_of_a_source_is_not_said_to_have_been_searched() -> None:
    decree = shipped_registry().instrument("kepka-bp2mi-83-2022")
    entered = (
        Clause(at=Provision.parse("Pasal 1"), wording="contoh"),
        Clause(
            at=Provision.parse("Pasal 2"),
            provenance=Provenance(status=ProvenanceStatus.NOT_FOUND, source="contoh"),
        ),
    )
    law = law_with(attrs.evolve(decree, clauses=entered, text_status=ProvenanceStatus.TEXT_SEEN))
    made = handbook(on=ON, roles=[HandbookRole.CHAIR], registry=law)
    part = heading(made.chapters[0], HeadingKind.FUNCTIONS)
    assert [(one.name.id, one.provisions) for one in part.added] == [
        ("Keputusan Kepala BP2MI Nomor 83 Tahun 2022", 1)
    ]
    assert part.searched[1].status is ProvenanceStatus.NOT_FOUND
    assert sources(made)[LOST_ID] == ["Peraturan BP2MI Nomor 1 Tahun 2022"]
    assert sources(made)["Naskah dari paket hukum, belum ditelusuri pustaka ini"] == [
        "Keputusan Kepala BP2MI Nomor 83 Tahun 2022 (ketentuan atau butir: 1)"
    ]
    assert sources(made, Language.EN)["Text from a law pack, not searched by this library"] == [
        "Decree of Kepala BP2MI No. 83 of 2022 (provisions or items: 1)"
    ]


def test_items_that_a_pack_adds_are_counted_too() -> None:
    press = shipped_registry().instrument("siaran-pers-rakernas-2023")
    more = attrs.evolve(press.items[0], key="z")
    law = law_with(attrs.evolve(press, items=(*press.items, more)))
    (added,) = heading(
        handbook(on=ON, roles=[HandbookRole.CHAIR], registry=law).chapters[0], HeadingKind.ROLE
    ).added
    assert added.provisions == 1


@pytest.mark.parametrize("role", DIVISIONS)
def test_what_is_derived_has_labels(role: HandbookRole) -> None:
    plain = " ".join(handbook_text(handbook(on=ON, roles=[role])).split())
    assert "Tahap: sebelum bekerja;" in plain or "Tahap: selama bekerja, setelah" in plain
    assert "; aspek: hukum" in plain
    assert "Aspek" not in plain


def test_a_complaint_leads_to_its_evidence_its_reports_and_its_criterion() -> None:
    line = tasks(HandbookRole.ASSISTANCE)[0]
    assert line.text.id == "Menerima pengaduan dan meneruskannya kepada BP3MI."
    assert [(one.rulebook, one.criterion) for one in line.checks] == [("kawan-bulanan", "LAP-15")]
    assert line.reports == (
        ReportKind.MONTHLY,
        ReportKind.SEMESTER,
        ReportKind.SINCE_FORMATION,
    )
    work = line.derived
    assert work is not None
    assert [phase.value for phase in work.phases] == ["selama_bekerja", "setelah_bekerja"]
    assert [aspect.value for aspect in work.aspects] == ["hukum", "sosial"]
    assert [area.value for area in work.services] == ["pelindungan"]
    assert any("diteruskan ke BP3MI" in item.id for item in work.evidence)
    assert {ground.standing for ground in work.basis} == {ANALOGY, ProvenanceStatus.ASSUMED}


@pytest.mark.parametrize("role", list(HandbookRole))
def test_a_task_is_checked_only_by_what_rests_on_its_own_item(role: HandbookRole) -> None:
    cited = {
        (book.rulebook.id, criterion.id): {cite_text(one, shipped_registry()) for one in c_basis}
        for book in shipped_rulebooks()
        for criterion in book.rulebook.criteria
        for c_basis in [criterion.basis]
    }
    for line in tasks(role):
        for check in line.checks:
            shared = cited[check.rulebook, check.criterion] & {one.cite for one in line.basis}
            assert any("butir" in one.id for one in shared)


@pytest.mark.parametrize("role", list(HandbookRole))
def test_what_counts_a_divisions_activities_is_told_once_for_the_division(
    role: HandbookRole,
) -> None:
    division = ["LAP-13"] if role in DIVISIONS else []
    for part in chapter(role).headings:
        named = [check.criterion for check in part.checks]
        assert named == (division if part.kind is HeadingKind.TASKS else [])
    plain = handbook_text(handbook(on=ON, place=LAMPUNG, roles=[role]))
    assert plain.count("LAP-13") == len(division)


def test_the_criteria_of_the_divisions_ship_and_speak_of_every_division() -> None:
    shipped = {
        f"{book.rulebook.id}/{one.id}": one
        for book in shipped_rulebooks()
        for one in book.rulebook.criteria
    }
    for name in division_checks():
        for division in Division:
            assert f"'{division.value}'" in shipped[name].require


@pytest.mark.parametrize("role", LEADERS)
def test_a_task_of_the_whole_body_is_told_to_who_leads_it_as_an_assumption(
    role: HandbookRole,
) -> None:
    (line,) = heading(chapter(role, on=LAST_DAY), HeadingKind.TASKS).lines[:1]
    assert line.text.id.endswith("program kerja sejak pembentukan.")
    assert [one.standing for one in line.basis] == [
        ProvenanceStatus.TEXT_SEEN,
        ProvenanceStatus.ASSUMED,
    ]
    assert "dianggap menjalankannya" in line.basis[1].cite.id


def test_a_task_whose_source_names_nobody_says_that_this_is_assumed() -> None:
    for task in shipped_tasks():
        nobody = task.division is None and not task.roles
        assert nobody == any(isinstance(basis, Assumption) for basis in task.basis)


def test_only_the_chair_signs_and_what_is_reported_is_that_one_unit_does_so() -> None:
    signing = [line for line in tasks(HandbookRole.CHAIR) if "Menandatangani" in line.text.id]
    assert [(line.basis[0].standing, line.about, line.checks) for line in signing] == [
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
    assert [(one.name.id, one.status) for one in topics.searched] == [
        ("Peraturan Pemerintah Nomor 59 Tahun 2021", ProvenanceStatus.TEXT_SEEN)
    ]
    assert handbook_text(silent).count("Yang belum ditemukan: ") == 2
    assert "Materi informasi: belum ditemukan" in handbook_text(silent)


def test_the_offices_are_named_or_it_is_said_why_not() -> None:
    named = {office.role.value: office for office in handbook(on=ON, place=LAMPUNG).offices}
    assert named["badan"].name == "BP2MI"
    assert "- Badan Pelindungan Pekerja Migran Indonesia (BP2MI).\n" in handbook_text(
        handbook(on=ON, place=LAMPUNG)
    )
    assert named["bp3mi"].name == "BP3MI Lampung"
    assert named["kementerian"].name is None
    plain = handbook_text(handbook(on=date(2019, 6, 1)))
    assert "- Badan nasional: belum dapat ditentukan." in plain
    plain = handbook_text(handbook(on=ON, place=PlaceCode("33")))
    said = plain.replace("\n  ", " ")
    assert "belum tercatat dalam data pustaka ini" in said
    assert "daftar resminya belum ditemukan, sehingga tidak berarti tidak ada" in said


def test_without_a_place_it_says_so() -> None:
    made = handbook(on=ON)
    assert made.place_name is None
    assert "Jumat, 7 Juni 2024, tanpa tempat tertentu." in handbook_text(made)
    assert "7 June 2024, for no place in particular." in handbook_text(made, Language.EN)


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(NotFound, match="73\\.10"):
        handbook(on=ON, place=PlaceCode("73.1"))


NAMED = [
    ("the last day of a code", date(2022, 11, 8), "91.01", "Kabupaten Merauke"),
    ("the first day of its new one", date(2022, 11, 9), "93.01", "Kabupaten Merauke"),
]


@pytest.mark.parametrize(
    ("on", "code", "name"), [case[1:] for case in NAMED], ids=[case[0] for case in NAMED]
)
def test_a_place_has_its_name_of_the_day(on: date, code: str, name: str) -> None:
    assert handbook(on=on, place=PlaceCode(code)).place_name == name


@pytest.mark.parametrize("on", [date(2022, 11, 9), date(2022, 2, 13)], ids=["after", "before"])
def test_a_code_that_was_none_on_the_day_is_refused(on: date) -> None:
    with pytest.raises(NotFound, match=f"no place in force on {on} .* is called '91\\.01'"):
        handbook(on=on, place=PlaceCode("91.01"))


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


def hostile(words: str) -> Handbook:
    law = with_topics(Clause(at=Provision.parse("Pasal 4 ayat (4) huruf a"), wording=words))
    made = handbook(on=ON, place=LAMPUNG, roles=[HandbookRole.INFORMATION], registry=law)
    return attrs.evolve(made, place_name=words, law=(words,))


@given(MARKS)
@example("&lt;b&gt;")
@example("- a\n\n- b")
@example("1. a")
@example("2) b")
@example("~~~\na")
@example("a\n===")
def test_whatever_a_text_says_the_outline_of_the_page_is_the_same(words: str) -> None:
    made = hostile(words)
    page = handbook_markdown(made)
    assert outline(page) == outline(handbook_markdown(hostile("a")))
    assert printable(words) in shown(page)
    assert all(line.isprintable() for line in page.split("\n"))
    assert all(line.isprintable() for line in handbook_text(made).split("\n"))
