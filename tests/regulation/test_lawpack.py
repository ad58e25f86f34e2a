from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import FaultyLaw
from pmi_core.messages import Text
from pmi_core.regulation import (
    Assumption,
    Cited,
    InstrumentId,
    LawPack,
    Parameter,
    ParameterKey,
    ParameterValue,
    Provision,
    layer,
    load_law_pack,
    shipped_registry,
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


def test_lawyers_may_cite_articles_the_library_has_not_seen() -> None:
    basis = Cited(cite=InstrumentId("perban-bp2mi-1-2022"), at=Provision.parse("Pasal 99"))
    seen = ParameterValue(value=Fraction(6), first=date(2024, 1, 1), basis=(basis,))
    changed = layer(shipped_registry(), pack(seen))
    found = changed.value("batas_hari_kerja", on=date(2024, 1, 1))
    assert found is not None
    assert found.basis == (basis,)


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


def test_a_pack_that_ends_brings_nothing_back() -> None:
    changed = layer(shipped_registry(), pack(value(9, date(2024, 1, 1), date(2024, 1, 31))))
    assert changed.value("batas_hari_kerja", on=date(2024, 2, 1)) is None


@pytest.mark.parametrize("first", [None, date.min])
def test_a_pack_without_a_first_day_replaces_everything(first: date | None) -> None:
    changed = layer(shipped_registry(), pack(value(9, first)))
    assert changed.parameter("batas_hari_kerja").values == (value(9, first),)


def test_packs_lie_over_each_other() -> None:
    one = layer(shipped_registry(), pack(value(7, date(2024, 1, 1), date(2024, 3, 31))))
    two = layer(one, pack(value(9, date(2025, 1, 1)), name="lain"))
    three = layer(two, pack(value(8, date(2024, 2, 1)), name="lagi"))
    assert two.layers == ("pmi_core", "contoh", "lain")
    assert [item.value for item in two.parameter("batas_hari_kerja").values] == [5, 7, 9]
    lasts = [item.last for item in three.parameter("batas_hari_kerja").values]
    assert lasts == [date(2023, 12, 31), date(2024, 1, 31), None]


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
