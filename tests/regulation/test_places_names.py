"""Names as people type them: resolved, ambiguous with candidates, or not found; never guessed."""

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import Ambiguous, FaultyInput, NotFound
from pmi_core.regulation import Region, RegionLevel, province_of, shipped_places
from pmi_core.regulation.aliases import load_aliases
from pmi_core.regulation.editions import region_files, shipped_editions
from pmi_core.regulation.place_names import fold, name_parts
from pmi_core.regulation.places import load_places
from pmi_core.regulation.zones import load_zones, province_zones

PLACES = shipped_places()
NEWEST = PLACES.editions[0].regions
REGIONS = st.sampled_from(NEWEST)
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
    "kemendagri 3204",
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
        ("94", ("BPS 94", "Kemendagri 94")),
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
    assert refusal.value.candidates == (f"BPS {bare}", f"Kemendagri {region.code}")
    assert PLACES.resolve(refusal.value.candidates[1]) is region


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
