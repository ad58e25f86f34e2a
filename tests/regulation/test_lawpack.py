import json
import os
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.errors import FaultyLaw, NotFound
from pmi_core.messages import Text
from pmi_core.regulation import (
    Assumption,
    Citation,
    Cited,
    Clause,
    Force,
    Instrument,
    InstrumentId,
    InstrumentKind,
    LawPack,
    Parameter,
    ParameterKey,
    ParameterValue,
    Provenance,
    ProvenanceStatus,
    Provision,
    Relation,
    RelationKind,
    Supplement,
    entered_after,
    find_citations,
    in_force,
    layer,
    load_law_pack,
    resolve,
    shipped_registry,
    standing,
    supplemented,
)

HEAD = 'id = "contoh"\ntitle = { id = "Contoh", en = "Example" }\n'
LIMIT = """
[[parameter]]
key = "batas_hari_kerja"
label = { id = "Batas waktu", en = "Time limit" }
unit = { id = "hari kerja", en = "working days" }

[[parameter.values]]
value = 7
first = 2024-07-01

[[parameter.values.basis]]
owner = "biro hukum"
on = 2024-06-20
reason = { id = "contoh", en = "example" }
"""
REASON = Assumption(
    owner="biro hukum", reason=Text(id="contoh", en="example"), on=date(2024, 6, 20)
)
SHIPPED = shipped_registry().parameter("batas_hari_kerja")
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 12, 31))


def value(
    number: int,
    first: date | None = None,
    last: date | None = None,
    known_from: date | None = None,
) -> ParameterValue:
    return ParameterValue(
        value=Fraction(number), first=first, last=last, known_from=known_from, basis=(REASON,)
    )


def pack(*values: ParameterValue, changed: Parameter = SHIPPED, name: str = "contoh") -> LawPack:
    parameter = attrs.evolve(changed, values=values)
    return LawPack(id=name, title=Text(id="Contoh", en="Example"), parameters=(parameter,))


def folder(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / f"{name}.toml").write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_read_and_laid_over(tmp_path: Path) -> None:
    read = load_law_pack(folder(tmp_path, pack=HEAD, parameters=LIMIT))
    assert (read.id, read.title.en) == ("contoh", "Example")
    registry = layer(shipped_registry(), read)
    assert registry.layers == ("pmi_core", "contoh")
    assert registry.digest != shipped_registry().digest
    assert registry.parameter("batas_hari_kerja").label.id == "Batas waktu"
    before = registry.value("batas_hari_kerja", on=date(2024, 6, 30))
    after = registry.value("batas_hari_kerja", on=date(2024, 7, 1))
    assert before is not None
    assert after is not None
    assert before.value == 5
    assert before.last == date(2024, 6, 30)
    assert after.value == 7


def test_a_pack_may_have_several_files_or_none(tmp_path: Path) -> None:
    other = LIMIT.replace('"batas_hari_kerja"', '"jumlah_anggota_unit"')
    read = load_law_pack(folder(tmp_path, pack=HEAD, parameters=LIMIT, parameters_lain=other))
    assert [item.key for item in read.parameters] == ["batas_hari_kerja", "jumlah_anggota_unit"]
    (tmp_path / "parameters.toml").unlink()
    (tmp_path / "parameters_lain.toml").unlink()
    assert load_law_pack(tmp_path).parameters == ()


def test_every_fault_of_every_file_is_listed(tmp_path: Path) -> None:
    bad = LIMIT.replace("value = 7", 'value = "tujuh"').replace("[[parameter.values.basis]]", "[x]")
    files = folder(
        tmp_path, pack='id = 3\ntitel = "x"\n', parameters=bad, parameters_lain="[[parameter"
    )
    with pytest.raises(FaultyLaw) as refusal:
        load_law_pack(files)
    found = {(fault.file, fault.code) for fault in refusal.value.faults}
    assert found == {
        ("pack.toml", "type"),
        ("pack.toml", "missing"),
        ("pack.toml", "unknown-key"),
        ("parameters.toml", "fraction"),
        ("parameters.toml", "missing"),
        ("parameters.toml", "unknown-key"),
        ("parameters_lain.toml", "syntax"),
    }


def test_a_folder_that_is_no_law_pack_says_what_one_is(tmp_path: Path) -> None:
    with pytest.raises(FaultyLaw, match=r"a law pack is a folder with pack\.toml") as refusal:
        load_law_pack(tmp_path / "tidak-ada")
    assert [fault.code for fault in refusal.value.faults] == ["unreadable"]


def test_a_folder_without_a_head_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FaultyLaw) as refusal:
        load_law_pack(folder(tmp_path, parameters=LIMIT))
    assert [(f.code, f.file) for f in refusal.value.faults] == [("missing-file", "pack.toml")]


def test_the_case_of_a_file_name_makes_no_difference(tmp_path: Path) -> None:
    (tmp_path / "Pack.TOML").write_text(HEAD, encoding="utf-8")
    (tmp_path / "Lain.Toml").write_text(LIMIT, encoding="utf-8")
    (tmp_path / "catatan.txt").write_bytes(b"\xff")
    read = load_law_pack(tmp_path)
    assert [item.key for item in read.parameters] == ["batas_hari_kerja"]
    assert [file.name for file in read.files] == ["Lain.Toml", "Pack.TOML"]


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe = folder(tmp_path, pack=HEAD) / "pipa.toml"
    pipe.mkdir()  # as little a file as a pipe or a device
    with pytest.raises(FaultyLaw, match=r"pipa\.toml: cannot be read: not a regular file"):
        load_law_pack(tmp_path)


def test_a_file_name_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff.toml")
    try:
        (folder(tmp_path, pack=HEAD) / name).write_bytes(b"")
    except (OSError, UnicodeError):
        return  # this file system refuses such a name itself
    with pytest.raises(FaultyLaw, match="a file name that is no text") as refusal:
        load_law_pack(tmp_path)
    assert str(refusal.value).isascii()


def test_a_path_that_no_system_takes_is_a_fault() -> None:
    with pytest.raises(FaultyLaw, match="cannot be read"):
        load_law_pack(Path("a\0b"))


@pytest.mark.parametrize("name", ["", "A", "a b", "../a", "a\n", "1a", "a" * 65, "é"])
def test_an_id_that_is_written_otherwise_is_refused(tmp_path: Path, name: str) -> None:
    text = f"id = {json.dumps(name)}\n" + HEAD.split("\n", 1)[1]
    with pytest.raises(FaultyLaw, match="id is written like-this"):
        load_law_pack(folder(tmp_path, pack=text))
    with pytest.raises(ValueError, match="id is written like-this"):
        LawPack(id=name, title=WHY)


def test_a_file_that_is_too_long_is_not_read_to_its_end(tmp_path: Path) -> None:
    long = HEAD + "#" * (2 * codec.LARGEST_TOML)
    with pytest.raises(FaultyLaw, match=r"pack\.toml: larger than 1048576 bytes"):
        load_law_pack(folder(tmp_path, pack=long))


def test_a_parameter_given_in_two_files_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FaultyLaw, match="the parameter is given twice"):
        load_law_pack(folder(tmp_path, pack=HEAD, parameters=LIMIT, parameters_lain=LIMIT))


def test_a_parameter_without_a_value_is_a_fault() -> None:
    with pytest.raises(FaultyLaw, match="has no value"):
        layer(shipped_registry(), pack())


@pytest.mark.parametrize(
    "values",
    [
        (value(1), value(2)),
        (value(1, date(2024, 1, 1)), value(2, date(2024, 7, 1))),
        (value(1, date(2024, 1, 1), date(2024, 7, 1)), value(2, date(2024, 7, 1))),
        (value(2, date(2024, 7, 1), date(2024, 7, 2)), value(1, last=date(2024, 6, 30))),
    ],
)
def test_values_that_overlap_or_are_out_of_order_are_a_fault(
    values: tuple[ParameterValue, ...],
) -> None:
    with pytest.raises(FaultyLaw, match=r"\[overlap\]") as refusal:
        layer(shipped_registry(), pack(*values))
    assert refusal.value.faults[0].pointer == "/batas_hari_kerja"


def test_values_that_only_meet_are_none() -> None:
    changed = layer(
        shipped_registry(),
        pack(value(1, date(2024, 1, 1), date(2024, 6, 30)), value(2, date(2024, 7, 1))),
    )
    assert len(changed.parameter("batas_hari_kerja").values) == 3


def test_what_does_not_fit_the_registry_is_listed_whole() -> None:
    dangling = ParameterValue(
        value=Fraction(1),
        basis=(
            Cited(cite=InstrumentId("pp-39-2066")),
            Cited(cite=InstrumentId("arahan-bp3mi-jabar-2024-07-23"), item="z"),
        ),
    )
    unit = attrs.evolve(SHIPPED, unit=Text(id="hari", en="days"), values=(dangling,))
    unknown = attrs.evolve(unit, key=ParameterKey("batas_hari_krja"))
    title = Text(id="Contoh", en="Example")
    with pytest.raises(FaultyLaw, match="did you mean 'batas_hari_kerja'") as refusal:
        layer(shipped_registry(), LawPack(id="pmi_core", title=title, parameters=(unit, unknown)))
    assert sorted({fault.code for fault in refusal.value.faults}) == [
        "duplicate",
        "unit",
        "unknown-instrument",
        "unknown-item",
        "unknown-parameter",
    ]


PERBAN = InstrumentId("perban-bp2mi-1-2022")
ARTICLE = Provision.parse("Pasal 99 ayat (1)")
INVENTED = Provenance(
    status=ProvenanceStatus.TEXT_SEEN, source="naskah rekaan", known_from=date(2025, 1, 1)
)
SUPPLEMENT = Supplement(
    instrument=PERBAN,
    effective=date(2022, 3, 1),
    text_status=ProvenanceStatus.TEXT_SEEN,
    clauses=(Clause(at=ARTICLE, wording="Rekaan: laporan paling lambat hari kerja keenam."),),
    provenance=INVENTED,
)
CITES = ParameterValue(
    value=Fraction(6), first=date(2024, 1, 1), basis=(Cited(cite=PERBAN, at=ARTICLE),)
)


def told(*supplements: Supplement, name: str = "contoh") -> LawPack:
    return LawPack(id=name, title=Text(id="Contoh", en="Example"), supplements=supplements)


@pytest.mark.parametrize(
    ("day", "late"),
    [(date(2025, 1, 31), 2), (date(2025, 2, 1), 1), (date(2025, 2, 2), 0)],
)
def test_nothing_of_a_pack_was_typed_in_after_the_day_it_is_looked_at(day: date, late: int) -> None:
    own, other = (attrs.evolve(INVENTED, entered=date(2025, 2, number)) for number in (1, 2))
    clause = Clause(at=Provision.parse("Pasal 98"), wording="Rekaan.", provenance=other)
    supplement = attrs.evolve(SUPPLEMENT, provenance=own, clauses=(clause,))
    bare = attrs.evolve(
        shipped_registry().instrument(PERBAN), id=InstrumentId("baru"), provenance=own
    )
    new = attrs.evolve(bare, clauses=(clause,))
    for found in (told(supplement), attrs.evolve(told(), instruments=(new,))):
        assert [fault.code for fault in entered_after(found, day)] == ["entered-later"] * late


def test_a_fault_of_meaning_names_the_file_of_its_record(tmp_path: Path) -> None:
    early = """
[[supplement]]
instrument = "{name}"
repealed = 2001-01-01
provenance = {{ status = "asumsi", source = "rekaan" }}
"""
    texts = {
        "pack": HEAD,
        "a": early.format(name="perban-bp2mi-1-2022"),
        "b": early.format(name="uu-18-2017") + LIMIT.replace("batas_hari_kerja", "batas"),
    }
    read = load_law_pack(folder(tmp_path, **texts))
    with pytest.raises(FaultyLaw) as caught:
        layer(shipped_registry(), read)
    assert [(fault.file, fault.code, fault.pointer) for fault in caught.value.faults] == [
        ("contoh/a.toml", "repealed-before-year", "/perban-bp2mi-1-2022/repealed"),
        ("contoh/b.toml", "unknown-parameter", "/batas"),
        ("contoh/b.toml", "repealed-before-year", "/uu-18-2017/repealed"),
    ]
    assert read.file_of("/uu-18-20171") == "contoh"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("perban-bp2mi-1-2023", "perban-bp2mi-1-2022"),
        ("uu-39-2017", "uu-39-2004"),
        ("perban-bp2mi-8-2O23", "perban-bp2mi-8-2023"),
        ("uu-17-2017", "uu-18-2017"),
    ],
)
def test_the_same_number_of_another_year_is_offered_first(name: str, near: str) -> None:
    more = attrs.evolve(SUPPLEMENT, instrument=InstrumentId(name))
    with pytest.raises(FaultyLaw) as caught:
        layer(shipped_registry(), told(more))
    assert f"did you mean {near!r}?" in str(caught.value)
    with pytest.raises(NotFound, match=near):
        shipped_registry().instrument(name)


def test_an_article_nobody_showed_cannot_be_cited_by_a_pack_either() -> None:
    with pytest.raises(FaultyLaw, match="no source shows Pasal 99") as refusal:
        layer(shipped_registry(), pack(CITES))
    (fault,) = refusal.value.faults
    assert (fault.code, fault.file) == ("unseen-article", "contoh")


def test_a_pack_that_shows_an_article_may_cite_it() -> None:
    changed = layer(shipped_registry(), attrs.evolve(pack(CITES), supplements=(SUPPLEMENT,)))
    found = changed.value("batas_hari_kerja", on=date(2024, 1, 1))
    assert found is not None
    assert found.basis == CITES.basis
    assert changed.instrument(PERBAN).clause(ARTICLE).wording is not None
    assert standing(CITES.basis[0], changed, on=date(2024, 1, 1), place=None) is (
        ProvenanceStatus.TEXT_SEEN
    )


def test_a_supplement_wins_where_it_says_something_and_leaves_the_rest() -> None:
    before = shipped_registry().instrument(PERBAN)
    after = layer(shipped_registry(), told(SUPPLEMENT)).instrument(PERBAN)
    assert after.effective == date(2022, 3, 1)
    assert after.source_of("effective") == INVENTED
    assert after.text_status is ProvenanceStatus.TEXT_SEEN
    assert (after.title, after.source_of("title")) == (before.title, before.provenance)
    assert [item.id for item in layer(shipped_registry(), told(SUPPLEMENT)).instruments] == [
        item.id for item in shipped_registry().instruments
    ]


LATER = attrs.evolve(
    SUPPLEMENT,
    effective=date(2022, 5, 1),
    clauses=(Clause(at=ARTICLE, wording="Rekaan: hari kerja ketujuh."),),
    provenance=attrs.evolve(INVENTED, known_from=date(2026, 1, 1)),
)


@pytest.mark.parametrize(
    ("known_on", "effective"),
    [
        (date(2024, 12, 31), None),
        (date(2025, 1, 1), date(2022, 3, 1)),
        (date(2025, 12, 31), date(2022, 3, 1)),
        (date(2026, 1, 1), date(2022, 5, 1)),
        (None, date(2022, 5, 1)),
    ],
)
def test_an_instrument_is_known_as_it_could_be_known_on_a_day(
    known_on: date | None, effective: date | None
) -> None:
    law = layer(layer(shipped_registry(), told(SUPPLEMENT)), told(LATER, name="lain"))
    found = law.instrument(PERBAN, known_on=known_on)
    assert found.effective == effective
    assert found.shows(ARTICLE) == (effective is not None)


def test_what_is_found_out_without_a_day_was_always_knowable() -> None:
    undated = attrs.evolve(SUPPLEMENT, provenance=attrs.evolve(INVENTED, known_from=None))
    law = layer(shipped_registry(), told(undated))
    assert law.instrument(PERBAN, known_on=date(2000, 1, 1)) == law.instrument(PERBAN)


def test_other_instruments_are_not_touched_by_a_supplement() -> None:
    law = layer(shipped_registry(), told(SUPPLEMENT))
    shipped, day = shipped_registry(), date(2000, 1, 1)
    for item in shipped.instruments:
        if item.id != PERBAN:
            assert law.instrument(item.id) == item
            assert law.instrument(item.id, known_on=day) == shipped.instrument(
                item.id, known_on=day
            )


NEW = Instrument(
    id=InstrumentId("perban-rekaan-99-2025"),
    kind=InstrumentKind.REGULATION,
    issuer="BP2MI",
    number="99",
    year=2025,
    provenance=INVENTED,
    text_status=ProvenanceStatus.NOT_FOUND,
)


def test_a_pack_may_bring_an_instrument_and_say_more_of_it_at_once() -> None:
    more = attrs.evolve(SUPPLEMENT, instrument=NEW.id, effective=date(2025, 2, 1))
    law = layer(shipped_registry(), attrs.evolve(told(more), instruments=(NEW,)))
    assert law.instrument(NEW.id).effective == date(2025, 2, 1)
    assert law.instrument(NEW.id, known_on=date(2024, 1, 1)) == NEW


def test_a_pack_refuses_to_restate_what_is_known_and_to_supplement_what_is_not() -> None:
    again = attrs.evolve(NEW, id=PERBAN)
    nobody = attrs.evolve(SUPPLEMENT, instrument=InstrumentId("perban-bp2mi-1-2202"))
    with pytest.raises(FaultyLaw) as refusal:
        layer(shipped_registry(), attrs.evolve(told(nobody), instruments=(again,)))
    assert [(fault.code, fault.pointer) for fault in refusal.value.faults] == [
        ("known-instrument", "/perban-bp2mi-1-2022"),
        ("unknown-instrument", "/perban-bp2mi-1-2202"),
    ]
    assert "did you mean 'perban-bp2mi-1-2022'" in str(refusal.value)


def test_a_relation_to_nothing_is_a_fault_of_the_pack() -> None:
    nowhere = Relation(kind=RelationKind.REPEALS, target=InstrumentId("tidak-ada"))
    with pytest.raises(FaultyLaw) as refusal:
        layer(shipped_registry(), told(attrs.evolve(SUPPLEMENT, relations=(nowhere,))))
    assert {(fault.code, fault.file) for fault in refusal.value.faults} == {
        ("unknown-instrument", "contoh")
    }


def test_a_stated_relation_takes_the_place_of_the_same_one_unstated() -> None:
    target = InstrumentId("perban-bp2mi-5-2024")
    unstated = Relation(kind=RelationKind.REPEALS, target=target, stated=False)
    stated = Relation(kind=RelationKind.REPEALS, target=target)
    before = attrs.evolve(NEW, relations=(unstated,))
    after = supplemented(before, attrs.evolve(SUPPLEMENT, instrument=NEW.id, relations=(stated,)))
    assert after.relations == (stated,)


def test_a_clause_keeps_its_own_source_and_wins_at_its_place() -> None:
    own = Provenance(status=ProvenanceStatus.REPORTED, source="berita rekaan")
    clause = Clause(at=ARTICLE, gist=Text(id="Rekaan.", en="Invented."), provenance=own)
    once = supplemented(NEW, attrs.evolve(SUPPLEMENT, instrument=NEW.id))
    twice = supplemented(once, attrs.evolve(SUPPLEMENT, instrument=NEW.id, clauses=(clause,)))
    assert once.clause(ARTICLE).provenance == INVENTED
    assert twice.clauses == (clause,)


def test_a_field_told_twice_has_the_source_that_told_it_last() -> None:
    first = attrs.evolve(SUPPLEMENT, title="Rekaan", instrument=NEW.id)
    second = attrs.evolve(LATER, instrument=NEW.id)
    found = supplemented(supplemented(NEW, first), second)
    assert found.source_of("effective") == LATER.provenance
    assert found.source_of("title") == INVENTED
    assert found.source_of("number") == NEW.provenance


def test_the_whole_pack_may_be_one_file(tmp_path: Path) -> None:
    more = """
[[supplement]]
instrument = "perban-bp2mi-1-2022"
text_status = "naskah_dilihat"
provenance = { status = "naskah_dilihat", source = "naskah rekaan", known_from = 2025-01-01 }

[[supplement.clauses]]
at = "Pasal 99 ayat (1)"
wording = "Rekaan."
"""
    read = load_law_pack(folder(tmp_path, pack=HEAD + more + LIMIT))
    assert [item.instrument for item in read.supplements] == [PERBAN]
    assert [item.key for item in read.parameters] == ["batas_hari_kerja"]
    assert layer(shipped_registry(), read).instrument(PERBAN).shows(ARTICLE)


@given(DAYS, DAYS)
def test_a_pack_changes_nothing_before_its_first_day_and_wins_from_then_on(
    first: date, day: date
) -> None:
    shipped, changed = shipped_registry(), layer(shipped_registry(), pack(value(9, first)))
    found = changed.value("batas_hari_kerja", on=day)
    below = shipped.value("batas_hari_kerja", on=day)
    assert found is not None
    assert below is not None
    assert found.value == (9 if day >= first else below.value)
    assert [item.key for item in changed.parameters] == [item.key for item in shipped.parameters]


ENDING = value(9, date(2024, 1, 1), date(2024, 1, 31))
WHY = Text(id="Rekaan.", en="Invented.")


def test_a_pack_that_ends_says_why_and_brings_nothing_back() -> None:
    changed = layer(shipped_registry(), pack(attrs.evolve(ENDING, gap=WHY)))
    assert changed.value("batas_hari_kerja", on=date(2024, 1, 31)) is not None
    assert changed.value("batas_hari_kerja", on=date(2024, 2, 1)) is None


def test_a_pack_that_ends_and_does_not_say_why_is_refused() -> None:
    with pytest.raises(FaultyLaw, match="after the last value nothing is in force") as refusal:
        layer(shipped_registry(), pack(ENDING))
    assert [fault.code for fault in refusal.value.faults] == ["gap"]


@pytest.mark.parametrize(("last", "refused"), [(30, True), (31, False)])
def test_a_pack_may_end_when_what_it_is_laid_over_does(last: int, refused: bool) -> None:
    below = layer(shipped_registry(), pack(attrs.evolve(ENDING, gap=WHY), name="bawah"))
    above = pack(value(8, date(2024, 1, 10), date(2024, 1, last)))
    if refused:
        with pytest.raises(FaultyLaw, match=r"\[gap\]"):
            layer(below, above)
    else:
        assert layer(below, above).layers[-1] == "contoh"


def test_a_number_that_instruments_set_needs_a_first_day_in_a_pack() -> None:
    undated = attrs.evolve(CITES, first=None)
    with pytest.raises(FaultyLaw, match="state the first day") as refusal:
        layer(shipped_registry(), attrs.evolve(pack(undated), supplements=(SUPPLEMENT,)))
    assert [fault.code for fault in refusal.value.faults] == ["undated"]


@pytest.mark.parametrize(
    ("key", "number", "sound"),
    [
        ("batas_hari_kerja", Fraction(1), True),
        ("batas_hari_kerja", Fraction(0), False),
        ("batas_hari_kerja", Fraction(-5), False),
        ("batas_hari_kerja", Fraction(3, 2), False),
        ("ambang_sistemik", Fraction(1), True),
        ("ambang_sistemik", Fraction(0), True),
        ("ambang_sistemik", Fraction(5, 4), False),
        ("cuti_bersama_libur", Fraction(2), False),
    ],
)
def test_a_number_that_makes_no_sense_is_refused(key: str, number: Fraction, sound: bool) -> None:
    changed = shipped_registry().parameter(key)
    given = pack(attrs.evolve(value(1), value=number), changed=changed)
    if sound:
        assert layer(shipped_registry(), given).parameter(key).values[-1].value == number
    else:
        with pytest.raises(FaultyLaw, match="makes no sense here; it is at least"):
            layer(shipped_registry(), given)


def test_nothing_is_told_twice_in_one_pack() -> None:
    again = attrs.evolve(SUPPLEMENT, clauses=(), text_status=None)
    given = attrs.evolve(told(SUPPLEMENT, again), instruments=(NEW, NEW))
    with pytest.raises(FaultyLaw) as refusal:
        layer(shipped_registry(), given)
    assert [(fault.code, fault.message) for fault in refusal.value.faults] == [
        ("duplicate", "effective is told twice"),
        ("duplicate", f"the id {NEW.id} is given twice"),
    ]


def test_two_supplements_may_share_an_instrument_where_they_share_nothing_else() -> None:
    more = attrs.evolve(SUPPLEMENT, effective=None, text_status=None, clauses=(), title="Rekaan")
    found = layer(shipped_registry(), told(SUPPLEMENT, more)).instrument(PERBAN)
    assert (found.title, found.effective) == ("Rekaan", date(2022, 3, 1))


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Perban BP2MI 1/2022", "write its id, perban-bp2mi-1-2022"),
        ("Perban BP2MI 1/2031", "`pmi law coverage` lists the ids"),
        ("tidak-ada", "`pmi law coverage` lists the ids"),
    ],
)
def test_an_instrument_cited_as_people_do_is_offered_its_id(written: str, hint: str) -> None:
    more = attrs.evolve(SUPPLEMENT, instrument=InstrumentId(written))
    with pytest.raises(FaultyLaw) as refusal:
        layer(shipped_registry(), told(more))
    assert [fault.suggestion for fault in refusal.value.faults] == [hint]


@pytest.mark.parametrize("first", [None, date.min])
def test_a_pack_without_a_first_day_replaces_everything(first: date | None) -> None:
    changed = layer(shipped_registry(), pack(value(9, first)))
    assert changed.parameter("batas_hari_kerja").values == (value(9, first),)


def test_packs_lie_over_each_other() -> None:
    seven = attrs.evolve(value(7, date(2024, 1, 1), date(2024, 3, 31)), gap=REASON.reason)
    one = layer(shipped_registry(), pack(seven))
    two = layer(one, pack(value(9, date(2025, 1, 1)), name="lain"))
    three = layer(two, pack(value(8, date(2024, 2, 1)), name="lagi"))
    assert two.layers == ("pmi_core", "contoh", "lain")
    assert [item.value for item in two.parameter("batas_hari_kerja").values] == [5, 7, 9]
    lasts = [item.last for item in three.parameter("batas_hari_kerja").values]
    assert lasts == [date(2023, 12, 31), date(2024, 1, 31), None]


PERDA = """
[[designator]]
short = "Perda Contoh"
kind = "peraturan"
issuer = "Daerah Contoh"
names = ["Peraturan Daerah Contoh"]

[[instrument]]
id = "perda-contoh-3-2024"
kind = "peraturan"
issuer = "Daerah Contoh"
number = "3"
year = 2024
provenance = { status = "naskah_dilihat", source = "data rekaan" }
text_status = "belum_ditemukan"
"""


def test_a_pack_brings_the_name_of_a_series_with_its_instrument(tmp_path: Path) -> None:
    law = layer(shipped_registry(), load_law_pack(folder(tmp_path, pack=HEAD, daerah=PERDA)))
    cited = Citation.parse("Peraturan Daerah Contoh Nomor 3 Tahun 2024")
    assert resolve(cited, law).cite == "perda-contoh-3-2024"
    assert len(find_citations("Perda Contoh 3/2024 dan UU 18/2017", law)) == 2


def test_a_pack_cannot_take_the_name_of_a_series_that_is_known(tmp_path: Path) -> None:
    taken = PERDA.replace("Peraturan Daerah Contoh", "undang-undang")
    read = load_law_pack(folder(tmp_path, pack=HEAD, daerah=taken))
    with pytest.raises(
        FaultyLaw, match="another series of instruments is called 'undang-undang' too"
    ):
        layer(shipped_registry(), read)


def test_a_pack_that_leaves_a_gap_after_another_says_why() -> None:
    ends = value(7, date(2024, 1, 1), date(2024, 3, 31))
    with pytest.raises(FaultyLaw, match=r"nobody says why.*\[gap\]"):
        layer(shipped_registry(), pack(ends, value(9, date(2024, 4, 2))))
    assert layer(shipped_registry(), pack(ends, value(9, date(2024, 4, 1)))).layers[-1] == "contoh"


SAME_DAY = date(2023, 1, 1)


def test_values_known_from_one_day_are_in_order_too() -> None:
    late = value(1, date(2024, 1, 1), known_from=SAME_DAY)
    early = value(2, date(2023, 1, 1), date(2023, 6, 30), known_from=SAME_DAY)
    with pytest.raises(FaultyLaw, match=r"\[overlap\]"):
        layer(shipped_registry(), pack(late, early))


def test_what_a_pack_tells_later_changes_nothing_for_who_asks_as_known_before() -> None:
    key, window = "pmi_purna_jendela_sosial_perban_5_2024", InstrumentId("perban-bp2mi-5-2024")
    more = attrs.evolve(
        SUPPLEMENT, instrument=window, effective=date(2024, 10, 1), clauses=(), text_status=None
    )
    law = layer(shipped_registry(), told(more))  # known from 2025-01-01
    assert law.value(key, on=date(2024, 6, 1), known_on=date(2024, 7, 1)) is not None
    assert law.value(key, on=date(2024, 6, 1), known_on=date(2025, 1, 1)) is None
    assert law.value(key, on=date(2024, 10, 1), known_on=date(2025, 1, 1)) is not None


def test_a_clause_with_a_day_of_its_own_is_not_known_before_it() -> None:
    clause = attrs.evolve(SUPPLEMENT.clauses[0], provenance=INVENTED)
    undated = attrs.evolve(INVENTED, known_from=None)
    more = attrs.evolve(
        SUPPLEMENT, clauses=(clause,), text_status=None, effective=None, provenance=undated
    )
    law = layer(shipped_registry(), told(attrs.evolve(more, gazette="BN rekaan")))
    before, since = date(2024, 12, 31), date(2025, 1, 1)
    assert not law.instrument(PERBAN, known_on=before).shows(ARTICLE)
    assert law.instrument(PERBAN, known_on=since).shows(ARTICLE)
    assert law.instrument(PERBAN, known_on=before).gazette == "BN rekaan"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["as told", "the other way"])
def test_what_was_knowable_does_not_depend_on_the_order_of_packs(order: tuple[int, int]) -> None:
    packs = (told(SUPPLEMENT, name="satu"), told(LATER, name="dua"))
    law = shipped_registry()
    for number in order:
        law = layer(law, packs[number])
    assert law.instrument(PERBAN, known_on=date(2024, 12, 31)).effective is None
    assert law.instrument(PERBAN, known_on=date(2025, 12, 31)).effective == date(2022, 3, 1)


def test_a_repeal_that_a_pack_tells_later_ends_nothing_before() -> None:
    relation = Relation(kind=RelationKind.REPEALS, target=PERBAN)
    more = attrs.evolve(
        SUPPLEMENT,
        instrument=InstrumentId("kepka-bp2mi-83-2022"),
        relations=(relation,),
        effective=date(2023, 1, 1),
        clauses=(),
    )
    law, day = layer(shipped_registry(), told(more)), date(2024, 6, 1)
    assert in_force(law, PERBAN, on=day) is Force.NO_LONGER
    assert in_force(law, PERBAN, on=day, known_on=date(2024, 12, 31)) is Force.PRESUMED


@given(DAYS, DAYS)
def test_a_change_made_known_later_is_not_held_against_who_could_not_know(
    first: date, known_from: date
) -> None:
    changed = layer(shipped_registry(), pack(value(9, first, known_from=known_from)))
    before = changed.value("batas_hari_kerja", on=first, known_on=known_from - timedelta(days=1))
    since = changed.value("batas_hari_kerja", on=first, known_on=known_from)
    assert before is not None
    assert since is not None
    assert before.value == 5
    assert since.value == 9
