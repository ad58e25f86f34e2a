"""Names as people type them: resolved, ambiguous with candidates, or not found; never guessed."""

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import Ambiguous, FaultyInput, NotFound
from pmi_core.regulation import (
    CodeSystem,
    Places,
    Region,
    RegionLevel,
    Unmatched,
    convert_code,
    province_of,
    shipped_places,
)
from pmi_core.regulation.aliases import load_aliases
from pmi_core.regulation.editions import region_files, shipped_editions
from pmi_core.regulation.place_names import fold, name_parts
from pmi_core.regulation.places import load_places
from pmi_core.regulation.zones import load_zones, province_zones

PLACES = shipped_places()
NEWEST = PLACES.editions[0].regions
REGIONS = st.sampled_from(NEWEST)
DAYS = [date(2021, 12, 31), date(2022, 6, 1), date(2025, 4, 25)]
EVERY = tuple(region for edition in reversed(PLACES.editions) for region in edition.regions)
# The usual short names of provinces, as BP3MI and news write them.
PROVINCES = {
    "Sumut": "Sumatera Utara",
    "Sumbar": "Sumatera Barat",
    "Sumsel": "Sumatera Selatan",
    "Babel": "Kepulauan Bangka Belitung",
    "Kepri": "Kepulauan Riau",
    "DKI": "Daerah Khusus Ibukota Jakarta",
    "Jakarta": "Daerah Khusus Ibukota Jakarta",
    "DKI Jakarta": "Daerah Khusus Ibukota Jakarta",
    "Jabar": "Jawa Barat",
    "Jateng": "Jawa Tengah",
    "DIY": "Daerah Istimewa Yogyakarta",
    "DI Yogyakarta": "Daerah Istimewa Yogyakarta",
    "D.I. Yogyakarta": "Daerah Istimewa Yogyakarta",
    "Jatim": "Jawa Timur",
    "NTB": "Nusa Tenggara Barat",
    "NTT": "Nusa Tenggara Timur",
    "Kalbar": "Kalimantan Barat",
    "Kalteng": "Kalimantan Tengah",
    "Kalsel": "Kalimantan Selatan",
    "Kaltim": "Kalimantan Timur",
    "Kaltara": "Kalimantan Utara",
    "Sulut": "Sulawesi Utara",
    "Sulteng": "Sulawesi Tengah",
    "Sulsel": "Sulawesi Selatan",
    "Sultra": "Sulawesi Tenggara",
    "Sulbar": "Sulawesi Barat",
    "Malut": "Maluku Utara",
    "Pabar": "Papua Barat",
    "PBD": "Papua Barat Daya",
    "Papsel": "Papua Selatan",
    "Papteng": "Papua Tengah",
    "Papeg": "Papua Pegunungan",
}
HOSTILE = [
    "",
    " ",
    "\x00",
    ".",
    "...",
    "-",
    "\u202e31",
    "٣٢.٠٤",
    "32.04\n.",
    "\u0301" * 100,
    "Kab.",
    "Kabupaten Kota Provinsi",
    "BPS",
    "BPS ",
    "Kemendagri:",
    "kemendagri 3299",
    "BPS 32.04",
    "ISO 32",
    "bps " + "1" * 10_000,
    "Bandung" * 20_000,
    "ﷺ" * 50,
    "𝟛𝟚",
    "1" * 10_000,
    "." * 10_000,
]


def resolved(text: str, on: date | None = None) -> Region | None:
    try:
        return PLACES.resolve(text, on)
    except (Ambiguous, NotFound):
        return None


@pytest.mark.parametrize("short", PROVINCES)
def test_a_usual_short_name_means_its_province(short: str) -> None:
    assert PLACES.resolve(short).name == PROVINCES[short]
    assert PLACES.resolve(f"Prov. {short.upper()}").name == PROVINCES[short]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Kab. Pangkep", "Kabupaten Pangkajene dan Kepulauan"),
        ("sidrap", "Kabupaten Sidenreng Rappang"),
        ("KONSEL", "Kabupaten Konawe Selatan"),
        ("Konut", "Kabupaten Konawe Utara"),
        ("Bolmut", "Kabupaten Bolaang Mongondow Utara"),
        ("Bolmong Timur", "Kabupaten Bolaang Mongondow Timur"),
        ("Tubaba", "Kabupaten Tulang Bawang Barat"),
        ("T.T.S.", "Kabupaten Timor Tengah Selatan"),
        ("KBB", "Kabupaten Bandung Barat"),
        ("Kota Tangsel", "Kota Tangerang Selatan"),
        ("Solo", "Kota Surakarta"),
        ("Selayar", "Kabupaten Kepulauan Selayar"),
        ("Kota Baubau", "Kota Bau Bau"),
        ("Prov. Gorontalo", "Gorontalo"),
        ("Kab Gorontalo", "Kabupaten Gorontalo"),
        ("Kota Banjar", "Kota Banjar"),
        ("Ka\u0301b. Enrekang", "Kabupaten Enrekang"),
        ("  Kabupaten   Enrekang ", "Kabupaten Enrekang"),
        ("\uff2b\uff22\uff22", "Kabupaten Bandung Barat"),
    ],
)
def test_a_name_as_typed_means_one_region(typed: str, name: str) -> None:
    assert PLACES.resolve(typed).name == name


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        ("Bandung", ("32.04 Kabupaten Bandung", "32.73 Kota Bandung")),
        ("Banjar", ("32.79 Kota Banjar", "63.03 Kabupaten Banjar")),
        ("Gorontalo", ("75 Gorontalo", "75.01 Kabupaten Gorontalo", "75.71 Kota Gorontalo")),
        ("Malang Raya", ("35.07 Kabupaten Malang", "35.73 Kota Malang", "35.79 Kota Batu")),
        ("Bengkulu", ("17 Bengkulu", "17.71 Kota Bengkulu")),
        ("Yogyakarta", ("34 Daerah Istimewa Yogyakarta", "34.71 Kota Yogyakarta")),
        ("3204", ("BPS 3204", "Kemendagri 32.04")),
        ("11", ("Kemendagri 11",)),
        ("94", ("Kemendagri 94",)),
        ("9601", ("Kemendagri 96.01",)),
        ("1206", ("BPS 1206", "Kemendagri 12.06")),
    ],
)
def test_what_may_mean_several_is_ambiguous_with_candidates(
    typed: str, candidates: tuple[str, ...]
) -> None:
    with pytest.raises(Ambiguous) as refusal:
        PLACES.resolve(typed)
    assert (refusal.value.what, refusal.value.name) == ("place", typed)
    assert refusal.value.candidates == candidates
    assert str(pickle.loads(pickle.dumps(refusal.value))) == str(refusal.value)


@pytest.mark.parametrize("typed", ["Kota Pangkep", "Kabupaten Solo", "Prov. KBB", "Kota Jabar"])
def test_a_kind_that_an_alias_does_not_have_is_not_found(typed: str) -> None:
    assert PLACES.candidates(typed) == ()


def test_a_misspelt_name_comes_with_the_nearest_one() -> None:
    with pytest.raises(NotFound, match="did you mean 'Kabupaten Enrekang'"):
        PLACES.resolve("Kabupaten Enrekan")


@given(REGIONS)
def test_an_official_name_means_its_region_or_is_ambiguous_with_it(region: Region) -> None:
    assert region in PLACES.candidates(region.name)
    try:
        assert PLACES.resolve(region.name) is region
    except Ambiguous as problem:
        assert f"{region.code} {region.name}" in problem.candidates  # noqa: PT017 - either is right
        assert region.level is RegionLevel.PROVINCE


@given(st.sampled_from([r for r in NEWEST if r.code.endswith("0")]))
def test_a_code_that_lost_its_last_zero_never_means_a_region(region: Region) -> None:
    with pytest.raises(NotFound) as refusal:
        PLACES.resolve(region.code[:-1])
    assert refusal.value.known == (region.code,)


@given(REGIONS)
def test_a_code_without_its_dot_never_means_a_region(region: Region) -> None:
    bare = region.code.replace(".", "")
    with pytest.raises(Ambiguous) as refusal:
        PLACES.resolve(bare)
    assert refusal.value.candidates[-1] == f"Kemendagri {region.code}"
    assert PLACES.resolve(refusal.value.candidates[-1]) is region


@given(st.from_regex(r"\d\d(\d\d)?", fullmatch=True), st.sampled_from([None, *DAYS]))
def test_digits_are_offered_only_as_codes_that_a_system_has(digits: str, on: date | None) -> None:
    with pytest.raises((Ambiguous, NotFound)) as refusal:
        PLACES.resolve(digits, on)
    for candidate in getattr(refusal.value, "candidates", ()):
        try:
            assert PLACES.resolve(candidate, on) in EVERY
        except Unmatched as problem:  # the list has it, and says so
            assert problem.code == digits  # noqa: PT017 - either is right


def test_digits_say_no_system_even_where_only_one_has_them() -> None:
    with pytest.raises(Ambiguous) as refusal:
        PLACES.resolve("11")
    assert str(refusal.value) == "'11' does not say whose code it is: write Kemendagri 11"
    with pytest.raises(Ambiguous) as refusal:
        PLACES.resolve("1101")
    assert str(refusal.value) == (
        "'1101' does not say whose code it is: write BPS 1101 or Kemendagri 11.01"
    )


@pytest.mark.parametrize(("digits", "near"), [("9999", "11"), ("99", "11"), ("3299", "32.04")])
def test_digits_that_no_system_has_are_not_found(digits: str, near: str) -> None:
    with pytest.raises(NotFound) as refusal:
        PLACES.resolve(digits)
    assert (refusal.value.what, refusal.value.name) == ("place", digits)
    assert near in refusal.value.known


def test_digits_are_those_of_the_day() -> None:
    with pytest.raises(Ambiguous) as refusal:
        PLACES.resolve("9301", on=DAYS[2])
    assert refusal.value.candidates == ("Kemendagri 93.01",)
    with pytest.raises(NotFound, match="no place in force on 2022-06-01"):
        PLACES.resolve("9301", on=DAYS[1])
    with pytest.raises(NotFound, match="no place in force on 2021-12-31"):
        PLACES.resolve("3204", on=DAYS[0])


@given(REGIONS)
def test_digits_are_of_the_system_the_caller_says(region: Region) -> None:
    assert PLACES.resolve(region.code, system=CodeSystem.KEMENDAGRI) is region
    assert PLACES.resolve(f"Kemendagri {region.code}", system=CodeSystem.BPS) is region


@pytest.mark.parametrize(
    ("text", "system", "code"),
    [
        ("18", CodeSystem.KEMENDAGRI, "18"),
        ("1101", CodeSystem.BPS, "11.09"),
        ("11.01", CodeSystem.BPS, "11.01"),
        ("BPS 1101", CodeSystem.KEMENDAGRI, "11.09"),
        ("Kab. Pangkep", CodeSystem.KEMENDAGRI, "73.10"),
    ],
)
def test_a_system_is_for_digits_without_one(text: str, system: CodeSystem, code: str) -> None:
    assert PLACES.resolve(text, system=system).code == code


@pytest.mark.parametrize(
    ("text", "system", "said"),
    [
        ("1199", CodeSystem.KEMENDAGRI, "no place is called '11.99'; did you mean '11.09'?"),
        ("11", CodeSystem.BPS, "no code of the system bps is called '11'"),
        ("11", CodeSystem.ISO_3166_2, "no code of the system iso_3166_2 is called '11'"),
    ],
)
def test_digits_the_said_system_does_not_have_are_not_found(
    text: str, system: CodeSystem, said: str
) -> None:
    with pytest.raises(NotFound) as refusal:
        PLACES.resolve(text, system=system)
    assert str(refusal.value).startswith(said)


@pytest.mark.parametrize("text", ["Kemendagri 1801", "kemendagri: 18.01", "KEMENDAGRI 1801"])
def test_a_code_that_says_it_is_kemendagri_may_lack_its_dot(text: str) -> None:
    assert PLACES.resolve(text).code == "18.01"
    assert PLACES.resolve("1801", system=CodeSystem.KEMENDAGRI).code == "18.01"


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Lampung Selatn", ("Kabupaten Lampung Selatan",)),
        ("Enrekan", ("Kabupaten Enrekang",)),
        ("Bandun", ("Kabupaten Bandung", "Kota Bandung")),
        ("Kab. Bandun", ("Kabupaten Bandung",)),
        ("Jabaar", ("Jawa Barat",)),
        ("Antah Berantah", ()),
    ],
)
def test_a_name_that_nothing_bears_is_offered_the_nearest_bare_one(
    text: str, near: tuple[str, ...]
) -> None:
    with pytest.raises(NotFound) as refusal:
        PLACES.resolve(text)
    assert refusal.value.known == near
    said = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
    assert str(refusal.value) == f"no place is called {text!r}{said}"


def test_the_same_code_in_the_same_system_is_itself_only_where_it_exists() -> None:
    kemendagri = CodeSystem.KEMENDAGRI
    assert convert_code("32.04", source=kemendagri, target=kemendagri) == "32.04"
    assert convert_code("1101", source=CodeSystem.BPS, target=CodeSystem.BPS) == "1101"
    for code in ("99.99", "3204", ""):
        with pytest.raises(NotFound) as refusal:
            convert_code(code, source=kemendagri, target=kemendagri)
        assert refusal.value.what == "code of the system kemendagri"


@given(REGIONS)
def test_a_candidate_is_found_by_its_code(region: Region) -> None:
    for found in PLACES.candidates(region.name):
        assert PLACES.find(found.code) is found


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_means_nothing_and_is_not_repeated_at_length(text: str) -> None:
    for ask in (PLACES.resolve, PLACES.find):
        with pytest.raises((Ambiguous, NotFound)) as refusal:
            ask(text)
        assert len(str(refusal.value)) < 3_000


@given(st.text() | st.from_regex(r"(BPS|ISO|Kemendagri)?[ :]?[0-9.A-Z-]{0,8}"))
def test_any_text_means_a_region_or_is_refused(text: str) -> None:
    found = resolved(text)
    assert found is None or found in EVERY
    assert all(item in EVERY for item in PLACES.candidates(text))


def test_no_alias_is_the_official_name_of_a_region_in_any_edition() -> None:
    official = {name_parts(region.name)[1] for region in EVERY}
    assert [a.name for a in PLACES.aliases if name_parts(a.name)[1] in official] == []


def test_every_alias_means_the_regions_it_names() -> None:
    for alias in PLACES.aliases:
        assert [r.code for r in PLACES.candidates(alias.name)] == sorted(alias.codes)


def test_an_alias_is_taken_by_nobody_else_in_the_newest_edition() -> None:
    codes = {region.code for region in NEWEST}
    assert all(set(alias.codes) <= codes for alias in PLACES.aliases)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("Contoh\t32.04\n", []),
        ("Contoh\t32.04 32.73\nLain\t91.01\n", []),
        ("Contoh\n", ["width"]),
        ("Contoh\t32.4\n", ["place-code"]),
        ("Contoh\t \n", ["place-code"]),
        ("Contoh\t32.04 32.04\n", ["repeated"]),
        ("Bandung\t32.04\n", ["official-name"]),
        ("kab. bandung\t32.17\n", ["official-name"]),
        ("DKI Jakarta\t31\n", ["official-name"]),
        ("Contoh\t32.04\ncon-toh\t32.73\n", ["duplicate"]),
        (" - \t32.04\n", ["missing"]),
        ("Bandung\t\nLain\nBandung\t1 1\n", [*["official-name", "place-code"] * 2, "width"]),
    ],
)
def test_a_faulty_alias_is_refused_with_its_line(rows: str, found: list[str]) -> None:
    data = f"alias\tcodes\n{rows}".encode()
    if not found:
        assert load_aliases(data, EVERY, file="a.tsv")
        return
    with pytest.raises(FaultyInput) as refusal:
        load_aliases(data, EVERY, file="a.tsv")
    codes = sorted(fault.code for fault in refusal.value.faults)
    assert set(codes) >= set(found)
    assert {fault.file for fault in refusal.value.faults} == {"a.tsv"}
    assert all(fault.pointer.startswith("line ") for fault in refusal.value.faults)


def test_a_fault_of_an_alias_names_the_region_it_would_hide() -> None:
    files = {**region_files(), "aliases.tsv": b"alias\tcodes\nENREKANG\t73.10\n"}
    with pytest.raises(FaultyInput) as refusal:
        load_places(files, shipped_editions())
    assert str(refusal.value) == (
        "aliases.tsv line 2: 'ENREKANG' is the name of 73.16 Kabupaten Enrekang [official-name]"
    )


def test_a_missing_file_of_aliases_is_a_fault_with_its_name() -> None:
    with pytest.raises(FaultyInput) as refusal:
        load_places({}, ())
    assert [str(fault) for fault in refusal.value.faults] == [
        "aliases.tsv: the file aliases.tsv is missing [missing-file]"
    ]


def test_places_are_made_of_named_parts() -> None:
    with pytest.raises(TypeError, match="positional"):
        Places(PLACES.editions)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


@given(st.text(), st.text())
def test_folding_forgets_case_marks_and_blanks_only(left: str, right: str) -> None:
    assert fold(fold(left)) == fold(left)
    assert fold(f"{left} {right}") in {fold(left) + fold(right), ""}


def test_every_province_of_every_edition_has_a_zone_and_nothing_else_has() -> None:
    assert set(province_zones()) == {province_of(region.code) for region in EVERY}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (b"32\tAsia/Jakarta\n", []),
        (b"32\n", ["width"]),
        (b"32.04\tAsia/Jakarta\n", ["place-code"]),
        (b"32\tJakarta\n", ["zone"]),
        (b"32\tAsia/Jakarta Raya\n", ["zone"]),
        (b"32\tAsia/Jakarta\n32\tAsia/Jakarta\n", ["duplicate"]),
        (
            b"3\tWIB\nx\n3\tWITA\n",
            ["duplicate", "place-code", "place-code", "width", "zone", "zone"],
        ),
    ],
)
def test_a_faulty_zone_is_refused_with_its_line(rows: bytes, found: list[str]) -> None:
    data = b"province\tzone\n" + rows
    if not found:
        assert load_zones(data, file="z.tsv") == {"32": "Asia/Jakarta"}
        return
    with pytest.raises(FaultyInput) as refusal:
        load_zones(data, file="z.tsv")
    assert sorted(fault.code for fault in refusal.value.faults) == found
    assert all(fault.pointer.startswith("line ") for fault in refusal.value.faults)
