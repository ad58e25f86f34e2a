"""Which edition is in force, and what it lists, on a day."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import FaultyInput, NotFound
from pmi_core.messages import Text
from pmi_core.regulation import (
    ChangeKind,
    PlaceEdition,
    Places,
    Provenance,
    ProvenanceStatus,
    RegionChange,
    changes,
    load_edition,
    shipped_places,
)
from pmi_core.regulation.editions import load_editions, region_files
from pmi_core.regulation.region_changes import lineages

FIRST, SECOND, THIRD = date(2022, 2, 14), date(2022, 11, 9), date(2025, 4, 25)
PLACES = shipped_places()
CODES = sorted({region.code for edition in PLACES.editions for region in edition.regions})
DAYS = st.dates(date(2021, 1, 1), date(2027, 12, 31))
NAMES = st.sampled_from(["Kabupaten A", "Kabupaten B", "Kabupaten C", "Kota A", "Kota D"])
TABLES = st.dictionaries(st.sampled_from(["32.01", "32.02", "32.03", "32.71"]), NAMES)


def edition(*rows: str, since: date | None = None, name: str = "contoh") -> PlaceEdition:
    return load_edition(
        "\n".join(["code\tname", *rows]).encode(),
        id=name,
        title=Text(id="Contoh", en="Example"),
        provenance=Provenance(status=ProvenanceStatus.ASSUMED, source="data rekaan"),
        since=since,
        file="contoh.tsv",
    )


def edition_of(table: dict[str, str], since: date) -> PlaceEdition:
    rows = (f"{code}\t{name}" for code, name in sorted(table.items()))
    return edition(*rows, since=since, name=since.isoformat())


def told(change: RegionChange) -> tuple[str, str, str]:
    before = change.before.code if change.before else ""
    after = change.after.code if change.after else ""
    return change.kind.value, before, after


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (FIRST, "050-145-2022"),
        (SECOND - timedelta(days=1), "050-145-2022"),
        (SECOND, "100.1.1-6117-2022"),
        (THIRD - timedelta(days=1), "100.1.1-6117-2022"),
        (THIRD, "300.2.2-2138-2025"),
        (date(2025, 6, 23), "300.2.2-2138-2025"),
        (date.max, "300.2.2-2138-2025"),
    ],
)
def test_an_edition_is_in_force_from_its_decree_to_the_next(day: date, name: str) -> None:
    found = PLACES.edition_on(day)
    assert found is not None
    assert found.id == name


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), date.min])
def test_before_the_first_edition_nothing_is_known_and_nothing_guessed(day: date) -> None:
    assert PLACES.edition_on(day) is None
    assert PLACES.valid("32.04", on=day) is None
    assert PLACES.candidates("Kab. Bandung", on=day) == ()
    with pytest.raises(NotFound, match=r"the editions start on 2022-02-14"):
        PLACES.find("32.04", on=day)
    with pytest.raises(NotFound, match=r"the editions start on 2022-02-14"):
        PLACES.resolve("Kab. Bandung", on=day)
    with pytest.raises(NotFound, match=r"the editions start on 2022-02-14"):
        PLACES.resolve("BPS 3204", on=day)


@pytest.mark.parametrize(
    ("code", "first", "second", "third"),
    [
        ("32.04", True, True, True),
        ("91.01", True, False, False),
        ("93.01", False, True, True),
        ("93", False, True, True),
        ("92.01", True, True, False),
        ("96.01", False, False, True),
        ("96", False, False, True),
        ("99.01", False, False, False),
        ("73.1", False, False, False),
    ],
)
def test_a_code_is_valid_on_the_days_of_the_editions_that_have_it(
    code: str, first: bool, second: bool, third: bool
) -> None:
    asked = (FIRST, SECOND, THIRD)
    assert [PLACES.valid(code, on=day) for day in asked] == [first, second, third]


def test_a_region_is_given_as_the_edition_of_the_day_lists_it() -> None:
    assert PLACES.find("31", on=SECOND).name == "DKI Jakarta"
    assert PLACES.find("31", on=THIRD).name == "Daerah Khusus Ibukota Jakarta"
    assert PLACES.find("31").name == "Daerah Khusus Ibukota Jakarta"
    assert PLACES.find("75.04", on=FIRST).name == "Kabupaten Pahuwato"
    with pytest.raises(NotFound) as refusal:
        PLACES.find("96.01", on=SECOND)
    assert refusal.value.known == ("92.01",)  # what the region of that code was called then


@pytest.mark.parametrize(
    ("typed", "first", "third"),
    [
        ("Kab. Merauke", "91.01", "93.01"),
        ("Kota Sorong", "92.71", "96.71"),
        ("Pohuwato", "75.04", "75.04"),
        ("Pahuwato", "75.04", "75.04"),
        ("Kabupaten Pangkajene dan Kepulauan", "73.10", "73.10"),
        ("DKI Jakarta", "31", "31"),
        ("Jabar", "32", "32"),
        ("BPS 9401", "91.01", "93.01"),
        ("ISO ID-JB", "32", "32"),
        ("32.04", "32.04", "32.04"),
        ("Kemendagri 32.04", "32.04", "32.04"),
    ],
)
def test_a_name_means_the_region_as_it_was_on_the_day(typed: str, first: str, third: str) -> None:
    assert PLACES.resolve(typed, on=FIRST).code == first
    assert PLACES.resolve(typed, on=THIRD).code == third
    assert PLACES.resolve(typed).code == third


@pytest.mark.parametrize("typed", ["Papua Barat Daya", "PBD", "ISO ID-PD", "Kemendagri 96"])
def test_a_region_that_was_not_there_yet_is_not_found(typed: str) -> None:
    assert PLACES.resolve(typed, on=THIRD).code == "96"
    with pytest.raises(NotFound, match="in force on 2022-11-09"):
        PLACES.resolve(typed, on=SECOND)


def test_the_changes_between_editions_are_those_of_the_table() -> None:
    path = Path(__file__).with_name("region-changes.tsv")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[2:]]
    by_id = {item.id: item for item in PLACES.editions}
    for older, newer in {(row[0], row[3]) for row in rows}:
        found = [
            [older, c.before.code, c.before.name, newer, c.after.code, c.after.name]
            for c in changes(by_id[older], by_id[newer])
            if c.before and c.after
        ]
        expected = [
            [*row[:4], row[1] if row[4] == "-" else row[4], row[2] if row[5] == "-" else row[5]]
            for row in rows
            if row[0] == older
        ]
        assert found == expected


def test_only_provinces_were_added_and_nothing_was_removed() -> None:
    third, second, first = PLACES.editions
    added = [
        [told(c)[2] for c in changes(a, b) if c.kind is ChangeKind.ADDED]
        for a, b in ((first, second), (second, third))
    ]
    assert added == [["93", "94", "95"], ["96"]]
    assert [c for c in changes(first, third) if c.kind is ChangeKind.REMOVED] == []


@pytest.mark.parametrize(
    ("older", "newer", "expected"),
    [
        ([], [], []),
        (["32.01\tKota A"], ["32.01\tKota A"], []),
        (["32.01\tKota A"], ["32.01\tKota B"], ["ganti_nama 32.01 32.01"]),
        (["32.01\tKota A"], ["32.02\tKota A"], ["ganti_kode 32.01 32.02"]),
        (["32.01\tKota A"], ["32.02\tKota B"], ["dihapus 32.01 ", "ditambahkan  32.02"]),
        (["32.01\tKota A"], [], ["dihapus 32.01 "]),
        ([], ["32.01\tKota A"], ["ditambahkan  32.01"]),
        # A code taken over by another region is no renaming.
        (
            ["32.01\tKota A"],
            ["32.01\tKota B", "32.02\tKota A"],
            ["ganti_kode 32.01 32.02", "ditambahkan  32.01"],
        ),
        (
            ["32.01\tKota A", "32.02\tKota B"],
            ["32.01\tKota B", "32.02\tKota A"],
            ["ganti_kode 32.01 32.02", "ganti_kode 32.02 32.01"],
        ),
        (
            ["32.01\tKota A", "32.02\tKota B"],
            ["32.02\tKota A"],
            ["ganti_kode 32.01 32.02", "dihapus 32.02 "],
        ),
        # A name that two regions have tells nothing about either.
        (
            ["32.01\tKota A", "32.02\tKota A"],
            ["32.03\tKota A"],
            ["dihapus 32.01 ", "dihapus 32.02 ", "ditambahkan  32.03"],
        ),
        (
            ["32.01\tKota A"],
            ["32.02\tKota A", "32.03\tKota A"],
            ["dihapus 32.01 ", "ditambahkan  32.02", "ditambahkan  32.03"],
        ),
    ],
    ids=lambda rows: "; ".join(rows).replace("\t", " ") or "nothing",
)
def test_what_became_of_a_region_is_computed_and_never_guessed(
    older: list[str], newer: list[str], expected: list[str]
) -> None:
    found = changes(edition(*older), edition(*newer))
    assert [" ".join(told(change)) for change in found] == expected


@given(TABLES, TABLES)
def test_changes_account_for_every_region_once(
    older: dict[str, str], newer: dict[str, str]
) -> None:
    old, new = edition_of(older, FIRST), edition_of(newer, SECOND)
    found = changes(old, new)
    gone = [change.before.code for change in found if change.before]
    come = [change.after.code for change in found if change.after]
    assert len(set(gone)) == len(gone)
    assert len(set(come)) == len(come)
    same = [code for code in older if code not in gone]
    assert all(newer[code] == older[code] for code in same)
    assert sorted([*same, *come]) == sorted(newer)


@given(st.lists(TABLES, max_size=4))
def test_every_region_of_every_edition_is_in_one_lineage(tables: list[dict[str, str]]) -> None:
    editions = [edition_of(table, FIRST + timedelta(days=n)) for n, table in enumerate(tables)]
    found = sorted((n, r.code, r.name) for line in lineages(editions) for n, r in line.items())
    listed = ((n, *row) for n, table in enumerate(tables, start=1) for row in table.items())
    assert found == sorted(listed)


@given(st.sampled_from(CODES), DAYS)
def test_a_code_valid_on_a_day_is_in_the_edition_of_that_day(code: str, day: date) -> None:
    in_force = PLACES.edition_on(day)
    listed = None if in_force is None else code in {r.code for r in in_force.regions}
    assert PLACES.valid(code, on=day) is listed
    if listed:
        region = PLACES.find(code, on=day)
        assert in_force is not None
        assert region in in_force.regions
    else:
        with pytest.raises(NotFound):
            PLACES.find(code, on=day)


@given(st.sampled_from(CODES), DAYS)
def test_a_candidate_of_a_day_is_found_by_its_code_that_day(code: str, day: date) -> None:
    for found in PLACES.candidates(PLACES.find(code).name, on=day):
        assert PLACES.find(found.code, on=day) is found


@given(TABLES, st.sampled_from(CODES), st.none() | DAYS)
def test_an_edition_without_a_day_changes_no_other_code(
    table: dict[str, str], code: str, day: date | None
) -> None:
    laid = PLACES.with_edition(edition(*(f"{code}\t{name}" for code, name in table.items())))
    assert laid.edition_on(THIRD) is PLACES.edition_on(THIRD)
    if code in table:
        assert laid.find(code, on=day).edition == "contoh"
        return
    try:
        expected = PLACES.find(code, on=day)
    except NotFound:
        with pytest.raises(NotFound):
            laid.find(code, on=day)
    else:
        assert laid.find(code, on=day) is expected


def test_what_has_no_day_adds_to_every_day_even_before_the_first_edition() -> None:
    laid = PLACES.with_edition(edition("35.60\tKab. Contoh", "35.07\tKab. Pengganti"))
    for day in (date(2000, 1, 1), FIRST, THIRD):
        assert laid.find("35.60", on=day).name == "Kab. Contoh"
        assert laid.valid("35.60", on=day) is True
        assert laid.resolve("Kabupaten Contoh", on=day).code == "35.60"
    assert laid.valid("35.61", on=date(2000, 1, 1)) is None
    assert laid.valid("35.61", on=FIRST) is False
    assert laid.edition_on(date(2000, 1, 1)) is None
    assert laid.editions == (laid.editions[0], *PLACES.editions)
    assert laid.editions[0].id == "contoh"


def test_a_code_taken_over_means_the_new_region_alone() -> None:
    laid = PLACES.with_edition(edition("35.07\tKab. Pengganti"))
    assert [item.code for item in laid.candidates("Malang")] == ["35.73"]
    assert laid.resolve("Pengganti").code == "35.07"
    with pytest.raises(NotFound):
        laid.resolve("Kabupaten Malang")


def test_the_last_edition_without_a_day_wins_where_two_meet() -> None:
    laid = PLACES.with_edition(edition("35.60\tKab. Satu")).with_edition(
        edition("35.60\tKab. Dua", name="kedua")
    )
    assert laid.find("35.60").name == "Kab. Dua"
    assert laid.find("35.60", on=THIRD).name == "Kab. Dua"


def test_an_edition_with_a_day_takes_its_place_in_time() -> None:
    older = edition("32.04\tKabupaten Bandung Lama", since=date(2021, 1, 1), name="lama")
    newer = edition("32.04\tKabupaten Bandung Baru", since=date(2030, 1, 1), name="baru")
    laid = PLACES.with_edition(newer).with_edition(older)
    assert [item.id for item in laid.editions][::4] == ["baru", "lama"]
    assert laid.find("32.04", on=date(2021, 6, 1)).edition == "lama"
    assert laid.find("32.04", on=FIRST).edition == "050-145-2022"
    assert laid.find("32.04").edition == "baru"
    assert laid.valid("32.73", on=date(2030, 1, 1)) is False
    assert laid.resolve("Kabupaten Bandung Lama").name == "Kabupaten Bandung Baru"


def test_places_without_any_edition_in_force_know_no_first_day() -> None:
    alone = Places(editions=(edition("35.60\tKab. Contoh"),))
    with pytest.raises(NotFound, match=r"no place in force on 2022-02-14 is called '35\.61'"):
        alone.find("35.61", on=FIRST)
    assert alone.valid("35.61", on=FIRST) is None


def test_all_faults_of_the_editions_are_told_at_once_and_nothing_is_read() -> None:
    files = dict(region_files())
    head = files["editions.toml"].decode()
    head = head.replace("since = 2022-02-14", "since = 2022-11-09")
    head = head.replace("since = 2025-06-23", "since = 2025-04-25")
    head += head[head.index("[[edition]]") :].split("[[edition.unchanged_by]]")[0]
    files["editions.toml"] = head.encode()
    files["050-145-2022.tsv"] += b"32.1\tKabupaten Contoh\n32.04\tBandung\nnope\n"
    files["100.1.1-6117-2022.tsv"] = b"kode\tnama\n"
    del files["300.2.2-2138-2025.tsv"]
    with pytest.raises(FaultyInput) as refusal:
        load_editions(files)
    assert [(f.file, f.pointer, f.code) for f in refusal.value.faults] == [
        ("050-145-2022.tsv", "line 550", "place-code"),
        ("050-145-2022.tsv", "line 551", "duplicate"),
        ("050-145-2022.tsv", "line 551", "place-name"),
        ("050-145-2022.tsv", "line 552", "width"),
        ("100.1.1-6117-2022.tsv", "line 1", "header"),
        ("editions.toml", "/edition/0/id", "missing-file"),
        ("editions.toml", "/edition/0/unchanged_by/0/since", "order"),
        ("editions.toml", "/edition/2/since", "overlap"),
        ("editions.toml", "/edition/3/id", "duplicate"),
        ("editions.toml", "/edition/3/id", "missing-file"),
        ("editions.toml", "/edition/3/since", "overlap"),
    ]


def test_a_head_of_another_shape_is_refused_key_by_key() -> None:
    head = region_files()["editions.toml"].replace(b"decree = ", b"keputusan = ")
    with pytest.raises(FaultyInput) as refusal:
        load_editions({**region_files(), "editions.toml": head})
    found = {(fault.code, fault.pointer) for fault in refusal.value.faults}
    assert {("unknown-key", "/edition/0"), ("missing", "/edition/2/decree")} <= found


HEADS: dict[str, bytes | None] = {
    "a missing head": None,
    "a head that is no TOML": b"[[edition]\n",
    "a head of another shape": region_files()["editions.toml"].replace(b"since = 2022-02-14", b""),
}


@pytest.mark.parametrize("case", HEADS)
def test_a_faulty_head_hides_no_fault_of_a_table(case: str) -> None:
    files = dict(region_files())
    files["050-145-2022.tsv"] += b"32.1\tKabupaten Contoh\n"
    head = HEADS[case]
    if head is None:
        del files["editions.toml"]
    else:
        files["editions.toml"] = head
    with pytest.raises(FaultyInput) as refusal:
        load_editions(files)
    assert [(fault.file, fault.code) for fault in refusal.value.faults] == [
        ("050-145-2022.tsv", "place-code"),
        (
            "editions.toml",
            {"a missing head": "missing-file", "a head that is no TOML": "syntax"}.get(
                case, "missing"
            ),
        ),
    ]


def test_a_faulty_head_hides_no_table_that_cannot_be_read_and_none_that_is_missing() -> None:
    files = dict(region_files())
    files["editions.toml"] = files["editions.toml"].replace(b"decree = ", b"keputusan = ")
    files["editions.toml"] += b"[[edition]]\nid = 7\n"
    files["050-145-2022.tsv"] = b"\xff"
    del files["300.2.2-2138-2025.tsv"]
    with pytest.raises(FaultyInput) as refusal:
        load_editions(files)
    found = [(fault.file, fault.pointer, fault.code) for fault in refusal.value.faults]
    assert ("050-145-2022.tsv", "", "syntax") in found
    assert ("editions.toml", "/edition/0/id", "missing-file") in found
    assert ("editions.toml", "/edition/3/id", "type") in found


@pytest.mark.parametrize("head", [b"", b"edition = 3\n", b"edition = [1]\n"])
def test_a_head_without_entries_is_refused(head: bytes) -> None:
    with pytest.raises(FaultyInput) as refusal:
        load_editions({"editions.toml": head})
    assert {fault.file for fault in refusal.value.faults} == {"editions.toml"}


def test_without_any_file_the_head_is_missing() -> None:
    with pytest.raises(FaultyInput) as refusal:
        load_editions({})
    assert [str(fault) for fault in refusal.value.faults] == [
        "editions.toml: the file editions.toml is missing [missing-file]"
    ]


def test_an_edition_of_a_decree_lists_the_province_of_every_regency_or_is_refused_once() -> None:
    files = dict(region_files())
    files["050-145-2022.tsv"] += b"99.01\tKabupaten Yatim\n99.02\tKabupaten Piatu\n9.9\tKota X\n"
    with pytest.raises(FaultyInput) as refusal:
        load_editions(files)
    assert [str(fault) for fault in refusal.value.faults] == [
        "050-145-2022.tsv line 550: the table has no province 99 for 99.01 [province]",
        (
            "050-145-2022.tsv line 552: '9.9' is not a place code; a code is text such as 73.10; "
            "a spreadsheet drops its last zero [place-code]"
        ),
    ]


def test_an_edition_that_only_adds_may_leave_the_province_to_another() -> None:
    assert edition("99.01\tKabupaten Yatim").regions[0].province == "99"


@pytest.mark.parametrize(
    ("code", "on", "known"),
    [
        ("91.01", date(2022, 11, 9), ("93.01",)),
        ("93.01", date(2022, 11, 8), ("91.01",)),
        ("96.01", date(2025, 4, 24), ("92.01",)),
    ],
)
def test_a_code_of_another_day_is_answered_with_the_one_of_the_day_asked(
    code: str, on: date, known: tuple[str, ...]
) -> None:
    with pytest.raises(NotFound) as refusal:
        shipped_places().find(code, on)
    assert refusal.value.known == known
