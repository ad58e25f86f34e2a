"""Codes of BPS and ISO 3166-2: by explicit tables, each way, and never by their digits."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import FaultyInput, NotFound
from pmi_core.regulation import (
    CodeEntry,
    CodeSystem,
    CodeTable,
    ProvenanceStatus,
    RegionLevel,
    Unmatched,
    code_tables,
    convert_code,
    shipped_places,
)
from pmi_core.regulation.codes import load_code_tables, read_code
from pmi_core.regulation.editions import region_files

BPS, ISO, KEMENDAGRI = CodeSystem.BPS, CodeSystem.ISO_3166_2, CodeSystem.KEMENDAGRI
TABLES = {table.system: table for table in code_tables()}
MATCHED = [(t, e) for t in code_tables() for e in t.entries if e.place is not None]
NEWEST = shipped_places().editions[0]
# What the BPS list calls otherwise; which region it is, is left to a person.
UNMATCHED = {
    "1206": "KABUPATEN TOBA SAMOSIR",
    "6411": "KABUPATEN MAHAKAM HULU",
    "7108": "KABUPATEN SIAU TAGULANDANG BIARO",
    "7605": "KABUPATEN MAMUJU UTARA",
    "8101": "KABUPATEN MALUKU TENGGARA BARAT",
}
HEAD = """
[[table]]
system = "bps"
file = "bps.tsv"
edition = "300.2.2-2138-2025"
provenance = { status = "asumsi", source = "data rekaan" }
"""


def tables_of(head: str, rows: str) -> tuple[CodeTable, ...]:
    files = {
        "codes.toml": head.encode(),
        "bps.tsv": f"code\tkemendagri\tlisted_as\n{rows}".encode(),
    }
    return load_code_tables(files, {NEWEST.id: NEWEST.by_code})


def faults_of(head: str, rows: str) -> list[tuple[str, str, str]]:
    with pytest.raises(FaultyInput) as refusal:
        tables_of(head, rows)
    return [(fault.file, fault.pointer, fault.code) for fault in refusal.value.faults]


def test_1101_is_simeulue_to_bps_and_11_01_is_aceh_selatan_to_kemendagri() -> None:
    simeulue = convert_code("1101", source=BPS, target=KEMENDAGRI)
    assert shipped_places().find(simeulue).name == "Kabupaten Simeulue"
    assert shipped_places().find("11.01").name == "Kabupaten Aceh Selatan"
    assert convert_code("11.01", source=KEMENDAGRI, target=BPS) == "1103"
    assert shipped_places().resolve("BPS 1101").code == "11.09"
    assert shipped_places().resolve("Kemendagri 11.01").code == "11.01"


def test_stripping_the_dot_would_be_wrong_for_many_regions() -> None:
    wrong = [e.code for e in TABLES[BPS].entries if e.place and e.place.replace(".", "") != e.code]
    assert len(wrong) > 150


def test_bps_is_an_older_list_of_kabupaten_and_kota_matched_by_name() -> None:
    table = TABLES[BPS]
    assert table.provenance.status is ProvenanceStatus.SECONDARY
    assert "34 provinsi" in table.provenance.source
    assert len(table.entries) == 514
    for entry in table.entries:
        assert len(entry.code) == 4
        if entry.place:
            assert entry.listed_as == NEWEST.by_code[entry.place].name


def test_what_no_name_agrees_with_stays_unmatched() -> None:
    assert {e.code: e.listed_as for e in TABLES[BPS].entries if e.place is None} == UNMATCHED


@pytest.mark.parametrize("code", UNMATCHED)
def test_an_unmatched_code_says_what_the_list_calls_it_and_is_not_guessed(code: str) -> None:
    with pytest.raises(Unmatched) as refusal:
        convert_code(code, source=BPS, target=KEMENDAGRI)
    found = refusal.value
    assert (found.system, found.code, found.listed_as) == (BPS, code, UNMATCHED[code])
    assert isinstance(found, NotFound)
    assert str(found) == (
        f"the bps list calls {code} {UNMATCHED[code]!r}; "
        "it is matched with no Kemendagri code, and none is guessed"
    )
    assert found.args == (BPS, code, UNMATCHED[code])
    again = pickle.loads(pickle.dumps(found))
    assert (str(again), again.system, again.name) == (str(found), BPS, code)
    with pytest.raises(Unmatched):
        shipped_places().resolve(f"BPS {code}")


def test_iso_has_a_code_for_each_of_the_38_provinces() -> None:
    table = TABLES[ISO]
    provinces = {r.code for r in NEWEST.regions if r.level is RegionLevel.PROVINCE}
    assert {entry.place for entry in table.entries if entry.place} == provinces
    assert convert_code("32", source=KEMENDAGRI, target=ISO) == "ID-JB"
    assert convert_code("ID-PD", source=ISO, target=KEMENDAGRI) == "96"


def test_the_geographical_units_of_iso_are_no_provinces() -> None:
    units = {e.code: e.listed_as for e in TABLES[ISO].entries if e.place is None}
    assert units == {
        "ID-JW": "Jawa",
        "ID-KA": "Kalimantan",
        "ID-ML": "Maluku",
        "ID-NU": "Nusa Tenggara",
        "ID-PP": "Papua",
        "ID-SL": "Sulawesi",
        "ID-SM": "Sumatera",
    }
    with pytest.raises(Unmatched, match="calls ID-ML 'Maluku'"):
        convert_code("ID-ML", source=ISO, target=KEMENDAGRI)
    assert convert_code("81", source=KEMENDAGRI, target=ISO) == "ID-MA"


@given(st.sampled_from(MATCHED))
def test_a_table_leads_there_and_back(pair: tuple[CodeTable, CodeEntry]) -> None:
    table, entry = pair
    assert entry.place is not None
    assert convert_code(entry.code, source=table.system, target=KEMENDAGRI) == entry.place
    assert convert_code(entry.place, source=KEMENDAGRI, target=table.system) == entry.code


@pytest.mark.parametrize("table", code_tables(), ids=lambda table: table.system.value)
def test_a_table_is_a_bijection_on_what_it_covers(table: CodeTable) -> None:
    matched = [entry for entry in table.entries if entry.place]
    assert len({entry.code for entry in table.entries}) == len(table.entries)
    assert len({entry.place for entry in matched}) == len(matched)
    assert table.edition == NEWEST.id


@pytest.mark.parametrize(
    ("code", "source", "target", "message"),
    [
        ("9999", BPS, KEMENDAGRI, "no code of the system bps is called '9999'"),
        ("11.01", BPS, KEMENDAGRI, "no code of the system bps is called '11.01'"),
        ("ID-XX", ISO, KEMENDAGRI, "no code of the system iso_3166_2 is called 'ID-XX'"),
        ("12.12", KEMENDAGRI, BPS, "no place with a code of the system bps is called '12.12'"),
        ("32", KEMENDAGRI, BPS, "no place with a code of the system bps is called '32'"),
        ("32.04", KEMENDAGRI, ISO, "no place with a code of the system iso_3166_2"),
        ("1101", BPS, ISO, "no place with a code of the system iso_3166_2"),
    ],
)
def test_what_a_table_does_not_cover_is_not_found(
    code: str, source: CodeSystem, target: CodeSystem, message: str
) -> None:
    with pytest.raises(NotFound) as refusal:
        convert_code(code, source=source, target=target)
    assert str(refusal.value).startswith(message)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BPS 1101", (BPS, "1101")),
        ("bps:1101", (BPS, "1101")),
        ("Kemendagri 11.01", (KEMENDAGRI, "11.01")),
        ("KEMENDAGRI:  32", (KEMENDAGRI, "32")),
        ("ISO ID-JB", (ISO, "ID-JB")),
        ("iso 3166-2:id-jb", (ISO, "ID-JB")),
        ("iso_3166_2 ID-JB", (ISO, "ID-JB")),
        ("1101", None),
        ("11.01", None),
        ("ID-JB", (ISO, "ID-JB")),
        ("id-jb", (ISO, "ID-JB")),
        ("ID-JBX", None),
        ("ID-J", None),
        ("BPS", None),
        ("BPS1101", None),
        ("BPS 1101 1102", None),
        ("Bandung", None),
        ("", None),
    ],
)
def test_a_code_is_read_only_with_its_system(
    text: str, expected: tuple[CodeSystem, str] | None
) -> None:
    assert read_code(text) == expected


def test_a_table_without_faults_is_read() -> None:
    (table,) = tables_of(HEAD, "1101\t11.09\tKabupaten Simeulue\n1206\t-\tToba Samosir\n")
    assert [(entry.code, entry.place) for entry in table.entries] == [
        ("1101", "11.09"),
        ("1206", None),
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("11.01\t11.09\tSimeulue", "code"),
        ("110\t11.09\tSimeulue", "code"),
        ("1101\t11.9\tSimeulue", "place-code"),
        ("1101\t\tSimeulue", "place-code"),
        ("1101\t11.09\t ", "missing"),
        ("1101\t11.09", "width"),
        ("1102\t11.10\tSatu", "duplicate"),
        ("1103\t11.11\tDua", "duplicate"),
    ],
)
def test_a_faulty_row_is_refused_with_its_line(row: str, code: str) -> None:
    good = "1102\t11.11\tSatu\n1104\t-\tTiga\n1105\t-\tEmpat\n"
    assert faults_of(HEAD, good + row) == [("bps.tsv", "line 5", code)]


def test_all_faults_of_all_tables_are_told_at_once() -> None:
    other = HEAD.replace('"bps.tsv"', '"lain.tsv"').replace("2138", "9999")
    assert faults_of(HEAD + other, "x\ty\tz\n1101\t11.09\n") == [
        ("bps.tsv", "line 2", "code"),
        ("bps.tsv", "line 2", "place-code"),
        ("bps.tsv", "line 3", "width"),
        ("codes.toml", "/table/1/edition", "unknown-edition"),
        ("codes.toml", "/table/1/file", "missing-file"),
    ]


def test_a_faulty_head_hides_no_fault_of_a_table() -> None:
    rows = "1101\t11.9\tSimeulue\n11.01\t11.09\tSimeulue\n1101\t-\t\n"
    in_table = [
        ("bps.tsv", "line 2", "place-code"),
        ("bps.tsv", "line 3", "code"),
        ("bps.tsv", "line 4", "duplicate"),
        ("bps.tsv", "line 4", "missing"),
    ]
    faulty = HEAD.replace("provenance = ", "sumber = ")
    found = faults_of(faulty, rows)
    assert found[:4] == in_table
    assert {code for file, _, code in found[4:] if file == "codes.toml"} == {
        "missing",
        "unknown-key",
    }
    # Whose codes they are and of which edition, nobody knows: the rest of the table is still read.
    for head in (HEAD.replace('bps"\nfile', 'bsp"\nfile'), HEAD + "[[table", ""):
        found = [fault for fault in faults_of(head, rows) if fault[0] == "bps.tsv"]
        assert found[-2:] == in_table[2:]


def test_a_table_without_a_name_or_an_edition_is_told_so_once() -> None:
    head = HEAD.replace("file = ", "# ").replace("edition = ", "# ")
    assert faults_of(HEAD + head, "") == [
        ("codes.toml", "/table/1/edition", "missing"),
        ("codes.toml", "/table/1/file", "missing"),
    ]


def test_an_unknown_edition_is_one_fault_and_not_one_for_each_row() -> None:
    assert faults_of(HEAD.replace("2138", "9999"), "1101\t11.09\tSimeulue\n") == [
        ("codes.toml", "/table/0/edition", "unknown-edition")
    ]


def test_without_any_file_the_head_is_missing() -> None:
    with pytest.raises(FaultyInput) as refusal:
        load_code_tables({}, {})
    assert [str(fault) for fault in refusal.value.faults] == [
        "codes.toml: the file codes.toml is missing [missing-file]"
    ]


def test_without_its_head_a_table_is_known_by_its_columns() -> None:
    with pytest.raises(FaultyInput) as refusal:
        load_code_tables(
            {"bps.tsv": b"code\tkemendagri\tlisted_as\n1101\n", "a.tsv": b"a\n1\n"}, {}
        )
    assert [(fault.file, fault.code) for fault in refusal.value.faults] == [
        ("bps.tsv", "width"),
        ("codes.toml", "missing-file"),
    ]


def test_the_shipped_tables_are_read_from_the_files_that_ship() -> None:
    regions = {edition.id: edition.by_code for edition in shipped_places().editions}
    assert load_code_tables(region_files(), regions) == code_tables()
