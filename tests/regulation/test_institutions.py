"""Who had a role at a place on a day: one, several, or nobody we know of; never a guess."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import FaultyLaw, NotFound
from pmi_core.messages import Text
from pmi_core.regulation import (
    Institution,
    InstitutionId,
    InstitutionRole,
    Institutions,
    InstrumentId,
    PlaceCode,
    Places,
    Provenance,
    ProvenanceStatus,
    Registry,
    institution_for,
    load_edition,
    load_institutions,
    shipped_institutions,
    shipped_places,
    shipped_registry,
)
from pmi_core.testing import place_codes

SHIPPED = shipped_institutions()
PLACES = shipped_places()
DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
AGENCY, MINISTRY = InstitutionRole.AGENCY, InstitutionRole.MINISTRY
BP3MI, P4MI = InstitutionRole.BP3MI, InstitutionRole.P4MI
TODAY = date(2026, 11, 24)
SOURCE = Provenance(status=ProvenanceStatus.REPORTED, source="contoh")

HEAD = """
[[institution]]
id = "{id}"
role = "{role}"
name = {{ id = "Contoh", en = "Example" }}
short = "Contoh {id}"
provenance = {{ status = "diberitakan", source = "contoh" }}
"""


def entry(id_: str, *lines: str, role: str = "bp3mi") -> str:
    return HEAD.format(id=id_, role=role) + "\n".join(lines) + "\n"


def load(*entries: str) -> Institutions:
    data = "".join(entries).encode()
    return load_institutions(data, registry=shipped_registry(), places=PLACES, file="uji.toml")


def codes(*entries: str) -> list[tuple[str, str]]:
    with pytest.raises(FaultyLaw) as caught:
        load(*entries)
    return sorted((fault.code, fault.pointer) for fault in caught.value.faults)


def answer(
    role: InstitutionRole,
    place: str | None,
    on: date,
    *,
    known_on: date | None = None,
    among: Institutions = SHIPPED,
) -> str | list[str] | None:
    found = institution_for(
        role,
        None if place is None else PlaceCode(place),
        on=on,
        known_on=known_on,
        institutions=among,
    )
    if found.institution is not None:
        return found.institution.id
    return [item.id for item in found.candidates] or None


def law_with(name: str, *, enacted: date | None = None, effective: date | None = None) -> Registry:
    law = shipped_registry()
    told = attrs.evolve(law.instrument(name), enacted=enacted, effective=effective)
    kept = tuple(told if item.id == name else item for item in law.instruments)
    return attrs.evolve(law, instruments=kept)


# --- what ships ---------------------------------------------------------------------------------

CASES = [
    ("before the agency", AGENCY, None, date(2005, 12, 31), None),
    ("the year it was founded in", AGENCY, None, date(2006, 1, 1), ["bnp2tki"]),
    ("the first sure day", AGENCY, None, date(2007, 1, 1), "bnp2tki"),
    ("the last sure day", AGENCY, None, date(2018, 12, 31), "bnp2tki"),
    ("2019 begins", AGENCY, None, date(2019, 1, 1), ["bnp2tki", "bp2mi"]),
    ("2019 ends", AGENCY, None, date(2019, 12, 31), ["bnp2tki", "bp2mi"]),
    ("after 2019", AGENCY, None, date(2020, 1, 1), "bp2mi"),
    ("any place has the agency", AGENCY, "73.16", date(2020, 1, 1), "bp2mi"),
    ("the day before the split", AGENCY, None, date(2024, 11, 4), "bp2mi"),
    ("the day of the split", AGENCY, None, date(2024, 11, 5), "bp2mi-lpnk"),
    ("no ministry yet", MINISTRY, None, date(2024, 11, 4), None),
    ("the ministry", MINISTRY, None, date(2024, 11, 5), "kemenp2mi"),
    ("an office", BP3MI, "18", date(2024, 5, 13), "bp3mi-lampung"),
    ("its kabupaten", BP3MI, "18.01", date(2024, 5, 13), "bp3mi-lampung"),
    ("the year of its regulation", BP3MI, "18.01", date(2022, 12, 31), ["bp3mi-lampung"]),
    ("before that", BP3MI, "18.01", date(2021, 12, 31), None),
    ("a province nobody named", BP3MI, "33", date(2024, 5, 13), None),
    ("an office serves a place", BP3MI, None, date(2024, 5, 13), None),
    ("a post", P4MI, "12.74", date(2024, 5, 13), "p4mi-tanjung-balai"),
    ("a place outside its area", P4MI, "12.71", date(2024, 5, 13), None),
    ("a province it covers in part", P4MI, "12", date(2024, 5, 13), ["p4mi-tanjung-balai"]),
    ("a post whose area is unknown", P4MI, "14.72", date(2024, 5, 13), ["p4mi-dumai"]),
    ("and the province around it", P4MI, "14", date(2024, 5, 13), ["p4mi-dumai"]),
    ("no post, and no fall back", P4MI, "18.01", date(2024, 5, 13), None),
]


@pytest.mark.parametrize(
    ("role", "place", "on", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_who_it_was(
    role: InstitutionRole, place: str | None, on: date, expected: str | list[str] | None
) -> None:
    assert answer(role, place, on) == expected


def example(code: str) -> Places:
    return PLACES.with_edition(
        load_edition(
            f"code\tname\n{code}\tKab. Contoh {code[:2]}-A\n".encode(),
            id="contoh",
            title=Text(id="Contoh", en="Example"),
            provenance=SOURCE,
            file="contoh.tsv",
        )
    )


CONTOH = example("18.77")


@pytest.mark.parametrize(
    ("place", "on"),
    [
        ("18.77", date(2024, 6, 7)),
        ("91.01", date(2022, 11, 9)),
        ("93.01", date(2022, 11, 8)),
        ("96", date(2025, 4, 24)),
    ],
    ids=["no code at all", "recoded that day", "recoded the next day", "a province to be"],
)
@pytest.mark.parametrize("role", list(InstitutionRole))
def test_a_code_that_is_none_on_the_day_has_no_institution(
    role: InstitutionRole, place: str, on: date
) -> None:
    found = institution_for(role, PlaceCode(place), on=on)
    assert (found.institution, found.candidates) == (None, ())
    assert found.reason.id.startswith(f"{place} bukan kode wilayah yang berlaku pada ")
    assert found.reason.en.startswith(f"{place} is no place code in force on ")


@pytest.mark.parametrize(
    ("place", "on", "places", "expected"),
    [
        ("18.77", date(2024, 6, 7), CONTOH, "BP3MI Lampung"),
        ("18.77", date(2023, 1, 1), CONTOH, "BP3MI Lampung"),
        ("18.77", date(2023, 1, 1), PLACES, None),
        ("18.01", date(2023, 1, 1), PLACES, "BP3MI Lampung"),
        ("18.01", date(2023, 1, 1), Places(editions=()), "BP3MI Lampung"),
    ],
    ids=["its own edition", "which has no day", "not given", "shipped", "no edition at all"],
)
def test_a_code_of_an_edition_that_is_given_is_a_place(
    place: str, on: date, places: Places, expected: str | None
) -> None:
    found = institution_for(BP3MI, PlaceCode(place), on=on, places=places)
    assert (None if found.institution is None else found.institution.short) == expected


def test_before_the_editions_start_a_code_is_taken_as_it_is() -> None:
    before = date(2022, 2, 13)
    assert PLACES.valid("18.77", before) is None
    assert "bukan kode" not in institution_for(BP3MI, PlaceCode("18.77"), on=before).reason.id


@pytest.mark.parametrize(
    ("place", "places", "said"),
    [
        ("7316", PLACES, "did you mean '73.16'?"),
        ("73.1", PLACES, "did you mean '73.10'?"),
        ("99.01", PLACES, "no place is called '99.01'"),
        ("99.01", example("99.01"), "no province is called '99'"),
    ],
    ids=["the dot is missing", "a zero is missing", "no province", "an edition without it"],
)
def test_what_lies_in_no_province_is_refused(place: str, places: Places, said: str) -> None:
    with pytest.raises(NotFound) as caught:
        institution_for(BP3MI, PlaceCode(place), on=TODAY, places=places)
    assert said in str(caught.value)


KNOWN = [
    ("the split was not foreseen", AGENCY, date(2024, 12, 1), date(2024, 11, 4), "bp2mi"),
    ("it was known on its day", AGENCY, date(2024, 12, 1), date(2024, 11, 5), "bp2mi-lpnk"),
    ("the ministry was not known", MINISTRY, date(2024, 12, 1), date(2024, 11, 4), None),
    ("2019 as seen from 2018", AGENCY, date(2019, 6, 1), date(2018, 12, 31), "bnp2tki"),
    ("2019 from within", AGENCY, date(2019, 6, 1), date(2019, 1, 1), ["bnp2tki", "bp2mi"]),
]


@pytest.mark.parametrize(
    ("role", "on", "known_on", "expected"), [c[1:] for c in KNOWN], ids=[c[0] for c in KNOWN]
)
def test_as_one_could_know_it(
    role: InstitutionRole, on: date, known_on: date, expected: str | list[str] | None
) -> None:
    assert answer(role, None, on, known_on=known_on) == expected


def test_the_reason_says_what_is_missing_in_both_languages() -> None:
    reasons = {
        name: institution_for(role, PlaceCode(place) if place else None, on=on).reason
        for name, role, place, on, _ in CASES
    }
    assert reasons["2019 begins"] == Text(
        id="Tanggal mulai atau berakhirnya belum ditemukan; yang mungkin: BNP2TKI; BP2MI.",
        en="The first or last day has not been found; it may be: BNP2TKI; BP2MI.",
    )
    assert reasons["no ministry yet"].id == (
        "Kementerian: tidak ada yang tercatat pada 4 November 2024."
    )
    assert "daftar resminya belum ditemukan" in reasons["a province nobody named"].id
    assert "daftar resminya belum ditemukan" in reasons["no post, and no fall back"].id
    assert reasons["a post whose area is unknown"].id.startswith("Wilayah kerjanya")
    assert "(asumsi)" in reasons["a post"].id
    assert "asumsi" not in reasons["an office"].id


def test_a_name_may_mean_two_institutions_and_none_is_chosen() -> None:
    assert [item.id for item in SHIPPED.named("kp2mi/bp2mi")] == ["kemenp2mi", "bp2mi-lpnk"]
    assert [item.id for item in SHIPPED.named("bp3mi ntb")] == ["bp3mi-ntb"]
    assert SHIPPED.named("BP3TKI Lampung") == ()  # no source says which office was called how
    assert SHIPPED.named("BP3MI Jawa Tengah") == ()


def test_an_unknown_id_is_offered_its_neighbour() -> None:
    assert SHIPPED.find("bp3mi-riau").short == "BP3MI Riau"
    with pytest.raises(NotFound, match="bp3mi-riau"):
        SHIPPED.find("bp3mi-riauu")


def test_the_post_of_tanjung_balai_serves_what_its_source_names() -> None:
    post = SHIPPED.find("p4mi-tanjung-balai")
    assert {PLACES.find(code).name for code in post.territory or ()} == {
        "Kota Tanjungbalai",
        "Kabupaten Simalungun",
        "Kabupaten Asahan",
        "Kabupaten Batu Bara",
        "Kabupaten Labuhanbatu",
        "Kabupaten Labuhanbatu Utara",
        "Kabupaten Labuhanbatu Selatan",
        "Kabupaten Padang Lawas",
        "Kabupaten Padang Lawas Utara",
    }
    assert [item.id for item in SHIPPED.above(post)] == ["bp3mi-sumut"]


def test_the_office_above_a_post_is_an_inference_and_says_so() -> None:
    for item in SHIPPED.items:
        if item.role is P4MI:
            stated = [source.provenance.status for source in item.sources]
            assert stated == [ProvenanceStatus.ASSUMED]


def test_every_office_serves_the_province_it_is_named_for() -> None:
    offices = [item for item in SHIPPED.items if item.role is BP3MI]
    assert len(offices) == 12
    for office in offices:
        (code,) = sorted(office.territory or frozenset())
        name = PLACES.find(code).name.replace("Daerah Khusus Ibukota", "DKI")
        name = name.replace("Daerah Istimewa", "DI")
        assert office.short == f"BP3MI {name}"


# --- laws ---------------------------------------------------------------------------------------


@given(st.sampled_from(InstitutionRole), st.none() | place_codes(), DAYS, st.none() | DAYS)
def test_an_answer_is_one_or_several_or_none_and_has_a_reason(
    role: InstitutionRole, place: PlaceCode | None, on: date, known_on: date | None
) -> None:
    found = institution_for(role, place, on=on, known_on=known_on)
    assert found.institution is None or not found.candidates
    chosen = [*found.candidates, *filter(None, [found.institution])]
    assert len({item.id for item in chosen}) == len(chosen)
    assert all(item.role is role for item in chosen)
    assert found.reason.id
    assert found.reason.en


@given(st.sampled_from([item for item in SHIPPED.items if item.territory]), st.data())
def test_an_office_is_found_for_each_place_it_serves(
    office: Institution, data: st.DataObject
) -> None:
    served = office.territory or frozenset()
    inside = [place for place in place_list() if not served.isdisjoint({place, place[:2]})]
    place = data.draw(st.sampled_from(inside))
    assert answer(office.role, place, TODAY) == office.id


def place_list() -> list[PlaceCode]:
    return sorted({region.code for edition in PLACES.editions for region in edition.regions})


@given(DAYS, st.dates(date(2001, 1, 1), date(2029, 1, 1)))
def test_a_successor_begins_when_its_predecessor_ends(on: date, change: date) -> None:
    old = entry(
        "lama", "territory = []", f"last = {change - timedelta(days=1)}", "first = 2000-01-01"
    )
    new = entry("baru", "territory = []", f"first = {change}", 'predecessor = "lama"')
    assert answer(BP3MI, None, on, among=load(old, new)) == ("lama" if on < change else "baru")


@given(st.sampled_from(InstitutionRole), place_codes(), DAYS, DAYS)
def test_an_unrelated_institution_changes_nothing(
    role: InstitutionRole, place: PlaceCode, on: date, first: date
) -> None:
    stranger = Institution(
        id=InstitutionId("asing"),
        role=role,
        name=Text(id="Asing", en="Stranger"),
        short="Asing",
        territory=frozenset({PlaceCode("99")}),
        first=first,
        provenance=SOURCE,
    )
    more = attrs.evolve(SHIPPED, items=(stranger, *SHIPPED.items))
    assert answer(role, place, on, among=more) == answer(role, place, on)


@given(DAYS)
def test_each_day_of_a_known_span_is_sure_and_no_other(on: date) -> None:
    first, last = date(2010, 3, 1), date(2020, 3, 1)
    among = load(entry("a", "territory = []", f"first = {first}", f"last = {last}"))
    assert answer(BP3MI, None, on, among=among) == ("a" if first <= on <= last else None)


def test_an_institution_of_which_no_day_is_known_may_always_have_been() -> None:
    among = load(entry("a", "territory = []"))
    assert answer(BP3MI, None, date(1945, 8, 17), among=among) == ["a"]


def test_a_fact_that_became_knowable_later_was_not_known_before() -> None:
    late = attrs.evolve(SOURCE, known_from=date(2024, 6, 1))
    item = attrs.evolve(
        load(entry("a", "territory = []", "first = 2020-01-01")).items[0], provenance=late
    )
    among = attrs.evolve(SHIPPED, items=(item,))
    on = date(2023, 1, 1)
    assert answer(BP3MI, None, on, among=among) == "a"
    assert answer(BP3MI, None, on, known_on=date(2024, 5, 31), among=among) is None
    assert answer(BP3MI, None, on, known_on=date(2024, 6, 1), among=among) == "a"


def test_a_day_that_is_found_out_settles_what_the_year_leaves_open() -> None:
    law = law_with("perpres-90-2019", effective=date(2019, 7, 1))
    among = attrs.evolve(SHIPPED, registry=law)
    assert answer(AGENCY, None, date(2019, 6, 30), among=among) == "bnp2tki"
    assert answer(AGENCY, None, date(2019, 7, 1), among=among) == "bp2mi"


def test_two_that_surely_have_one_role_are_both_named() -> None:
    item = load(entry("a", "territory = []", "first = 2020-01-01")).items[0]
    both = (item, attrs.evolve(item, id=InstitutionId("b")))
    among = attrs.evolve(SHIPPED, items=both)
    found = institution_for(BP3MI, None, on=date(2021, 1, 1), institutions=among)
    assert [one.id for one in found.candidates] == ["a", "b"]
    assert found.reason.id.startswith("Lebih dari satu")


def test_an_instrument_the_law_does_not_have_dates_nothing() -> None:
    item = load(entry("a", "territory = []", 'founded_by = "perpres-81-2006"')).items[0]
    lost = attrs.evolve(item, founded_by=InstrumentId("perpres-0-0"))
    among = attrs.evolve(SHIPPED, items=(lost,))
    assert answer(BP3MI, None, date(2010, 1, 1), among=among) == ["a"]


# --- faults -------------------------------------------------------------------------------------

AREA = 'territory = ["18"]'
FAULTS = [
    ("given twice", [entry("a"), entry("a", role="p4mi")], [("duplicate", "/a")]),
    ("dangling parent", [entry("a", 'parents = ["x"]')], [("unknown-institution", "/a")]),
    (
        "dangling predecessor",
        [entry("a", 'predecessor = "x"')],
        [("unknown-institution", "/a")],
    ),
    (
        "dangling instruments",
        [entry("a", 'founded_by = "x"', 'ended_by = "y"')],
        [("unknown-instrument", "/a"), ("unknown-instrument", "/a")],
    ),
    (
        "unknown places",
        [entry("a", 'territory = ["99"]', 'seat = "18.9"')],
        [("unknown-place", "/a"), ("unknown-place", "/a")],
    ),
    (
        "last before first",
        [entry("a", "first = 2020-01-02", "last = 2020-01-01")],
        [("span", "/a")],
    ),
    (
        "a predecessor that does not end",
        [entry("a", "first = 2020-01-01"), entry("b", 'predecessor = "a"', "first = 2021-01-01")],
        [("succession", "/b")],
    ),
    (
        "a predecessor that ends too early",
        [
            entry("a", "first = 2020-01-01", "last = 2020-12-30"),
            entry("b", 'predecessor = "a"', "first = 2021-01-01"),
        ],
        [("succession", "/b")],
    ),
    (
        "two for one province",
        [entry("a", AREA, "first = 2020-01-01"), entry("b", AREA, "first = 2021-01-01")],
        [("overlap", "/a")],
    ),
    (
        "one inside the other",
        [
            entry("a", AREA, "first = 2020-01-01"),
            entry("b", 'territory = ["18.01"]', "first = 2021-01-01"),
        ],
        [("overlap", "/a")],
    ),
    (
        "the other inside the one",
        [
            entry("a", 'territory = ["18.01"]', "first = 2020-01-01"),
            entry("b", AREA, "first = 2021-01-01"),
        ],
        [("overlap", "/a")],
    ),
    (
        "one for the whole country",
        [
            entry("a", AREA, "first = 2020-01-01"),
            entry("b", "territory = []", "first = 2021-01-01"),
        ],
        [("overlap", "/a")],
    ),
    (
        "a cycle of predecessors",
        [
            entry("a", 'predecessor = "b"', "first = 2020-01-01", "last = 2020-12-31"),
            entry("b", 'predecessor = "a"', "first = 2021-01-01", "last = 2019-12-31"),
        ],
        [("cycle", "/a"), ("cycle", "/b"), ("span", "/b")],
    ),
    ("its own parent", [entry("a", 'parents = ["a"]')], [("cycle", "/a")]),
    (
        "a shape that cannot be read",
        [entry("a", "luas = 3")],
        [("unknown-key", "/institution/0")],
    ),
    (
        "all at once",
        [
            entry(
                "a",
                'parents = ["x"]',
                'territory = ["99"]',
                "first = 2020-01-02",
                "last = 2020-01-01",
            )
        ],
        [("span", "/a"), ("unknown-institution", "/a"), ("unknown-place", "/a")],
    ),
]


@pytest.mark.parametrize(
    ("entries", "expected"), [c[1:] for c in FAULTS], ids=[c[0] for c in FAULTS]
)
def test_every_fault_is_found(entries: list[str], expected: list[tuple[str, str]]) -> None:
    assert codes(*entries) == expected


SOUND = [
    (
        "one after the other",
        AREA,
        "first = 2020-01-01\nlast = 2020-12-31",
        AREA,
        "first = 2021-01-01",
    ),
    ("other places", AREA, "first = 2020-01-01", 'territory = ["19"]', "first = 2020-01-01"),
    ("an unknown area", AREA, "first = 2020-01-01", "", "first = 2020-01-01"),
    ("unknown days", AREA, "first = 2020-01-01", AREA, ""),
    ("the area of the first unknown", "", "first = 2020-01-01", AREA, "first = 2020-01-01"),
]


@pytest.mark.parametrize(
    ("one", "days", "other", "more"), [c[1:] for c in SOUND], ids=[c[0] for c in SOUND]
)
def test_what_need_not_clash_is_no_fault(one: str, days: str, other: str, more: str) -> None:
    assert len(load(entry("a", one, days), entry("b", other, more)).items) == 2


def test_one_day_is_a_span() -> None:
    assert load(entry("a", "first = 2020-01-01", "last = 2020-01-01")).items


def test_the_year_of_the_ending_instrument_bounds_the_last_day() -> None:
    lines = ("territory = []", "first = 2000-01-01", 'ended_by = "perpres-90-2019"')
    among = load(entry("a", *lines))
    assert answer(BP3MI, None, date(2018, 12, 31), among=among) == "a"
    assert answer(BP3MI, None, date(2019, 12, 31), among=among) == ["a"]
    assert answer(BP3MI, None, date(2020, 1, 1), among=among) is None


def test_the_day_an_instrument_takes_effect_goes_before_the_day_it_was_signed() -> None:
    law = law_with("perpres-90-2019", enacted=date(2019, 7, 1), effective=date(2019, 8, 1))
    among = attrs.evolve(SHIPPED, registry=law)
    assert answer(AGENCY, None, date(2019, 7, 31), among=among) == "bnp2tki"
    assert answer(AGENCY, None, date(2019, 8, 1), among=among) == "bp2mi"


def test_a_post_without_days_begins_with_the_parent_that_surely_stood_first() -> None:
    among = load(
        entry("tahun", 'founded_by = "perpres-90-2019"', role="badan"),
        entry("hari", "first = 2019-06-01", role="kementerian"),
        entry("pos", "territory = []", 'parents = ["tahun", "hari"]', role="p4mi"),
    )
    assert answer(P4MI, None, date(2019, 5, 31), among=among) is None
    assert answer(P4MI, None, date(2019, 6, 1), among=among) == "pos"


def test_a_signing_alone_settles_no_day_of_an_institution() -> None:
    among = attrs.evolve(SHIPPED, registry=law_with("perpres-90-2019", enacted=date(2019, 7, 1)))
    assert answer(AGENCY, None, date(2019, 6, 30), among=among) == "bnp2tki"
    assert answer(AGENCY, None, date(2019, 7, 1), among=among) == ["bnp2tki", "bp2mi"]


@pytest.mark.parametrize("place", ["Kab. Bandung", "99.99", "99", "32.4", "", "32.04 "])
def test_a_place_that_is_no_code_of_a_province_is_refused(place: str) -> None:
    with pytest.raises(NotFound, match="place"):
        institution_for(BP3MI, PlaceCode(place), on=date(2024, 1, 1))


def test_an_office_without_a_place_says_that_none_is_named() -> None:
    found = institution_for(BP3MI, None, on=date(2024, 1, 1))
    assert "tempatnya belum disebut" in found.reason.id
    found = institution_for(BP3MI, PlaceCode("33"), on=date(2024, 1, 1))
    assert "tidak berarti tidak ada" in found.reason.id


def test_the_last_day_of_the_calendar_is_a_last_day_like_any_other() -> None:
    item = load(entry("a", "territory = []", "first = 2020-01-01", "last = 9999-12-31")).items[0]
    among = attrs.evolve(SHIPPED, items=(item,))
    assert answer(BP3MI, None, date(9999, 12, 30), among=among) == "a"
