from datetime import date, timedelta
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.errors import FaultyInput, NotFound
from pmi_core.messages import Text, label
from pmi_core.regulation import (
    Assumption,
    Basis,
    Cited,
    Instrument,
    InstrumentId,
    InstrumentKind,
    Parameter,
    ParameterKey,
    ParameterValue,
    Provenance,
    ProvenanceStatus,
    Provision,
    Registry,
    Relation,
    RelationKind,
    check_basis,
    check_registry,
    shipped_registry,
)

WORDS = Text(id="contoh", en="example")
REASON = Assumption(owner="pmi_core", reason=WORDS, on=date(2026, 11, 24))
DIRECTION = InstrumentId("arahan-bp3mi-jabar-2024-07-23")
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


def parameter(*values: ParameterValue, key: str = "contoh") -> Parameter:
    return Parameter(key=ParameterKey(key), label=WORDS, unit=WORDS, values=values)


def test_an_instrument_is_found_by_its_id() -> None:
    found = shipped_registry().instrument("perban-bp2mi-1-2022")
    assert found.name.id == "Peraturan BP2MI Nomor 1 Tahun 2022"
    assert found.name.en == "Regulation of BP2MI No. 1 of 2022"


def test_an_unknown_instrument_offers_the_nearest() -> None:
    with pytest.raises(NotFound, match="did you mean 'perban-bp2mi-1-2022'"):
        shipped_registry().instrument("perban-bp2mi-1-2202")


def test_an_unknown_parameter_offers_the_nearest() -> None:
    with pytest.raises(NotFound, match="did you mean 'batas_hari_kerja'"):
        shipped_registry().parameter("batas_hari_krja")
    with pytest.raises(NotFound):
        shipped_registry().value("batas_hari_krja", on=date(2024, 1, 1))


def test_an_unknown_item_offers_the_nearest() -> None:
    assert shipped_registry().instrument(DIRECTION).item("f").binding is False
    with pytest.raises(NotFound, match="item of arahan-bp3mi-jabar-2024-07-23"):
        shipped_registry().instrument(DIRECTION).item("z")


OLD = value(1, last=date(2023, 12, 31))
MIDDLE = value(2, date(2024, 3, 1), date(2024, 6, 30))
NEW = value(3, date(2024, 7, 1))
DATED = parameter(OLD, MIDDLE, NEW)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(1999, 1, 1), OLD),
        (date(2023, 12, 31), OLD),
        (date(2024, 1, 1), None),
        (date(2024, 2, 29), None),
        (date(2024, 3, 1), MIDDLE),
        (date(2024, 6, 30), MIDDLE),
        (date(2024, 7, 1), NEW),
        (date(2099, 1, 1), NEW),
    ],
)
def test_a_parameter_is_read_on_its_day_and_gaps_are_not_in_force(
    on: date, expected: ParameterValue | None
) -> None:
    assert DATED.value(on=on) == expected


def test_before_the_first_value_nothing_is_in_force() -> None:
    assert parameter(MIDDLE, NEW).value(on=date(2024, 2, 29)) is None


STATED = attrs.evolve(OLD, gap=WORDS)


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ((OLD, value(2, date(2024, 1, 1))), []),
        ((OLD, value(2, date(2024, 1, 2))), ["gap"]),
        ((STATED, value(2, date(2024, 1, 2))), []),
        ((OLD, value(2, date(2023, 12, 31))), ["overlap"]),
        ((OLD, value(2)), ["overlap"]),
        ((value(1), value(2, date(2024, 1, 1))), ["overlap"]),
        ((value(1), value(2, date(2024, 1, 1), known_from=date(2024, 1, 1))), []),
        ((OLD, value(2, date(2024, 1, 2), known_from=date(2024, 1, 1))), ["gap"]),
        ((OLD, MIDDLE, value(3, date(2024, 7, 2))), ["gap", "gap"]),
        ((OLD,), []),
        ((), ["missing"]),
    ],
    ids=range(11),
)
def test_values_neither_overlap_nor_leave_a_gap_that_nobody_explains(
    values: tuple[ParameterValue, ...], codes: list[str]
) -> None:
    law = Registry(instruments=(), parameters=(parameter(*values),), layers=())
    found = check_registry(law)
    assert [fault.code for fault in found] == codes
    assert {fault.pointer for fault in found} <= {"/contoh"}


@given(DAYS, DAYS)
def test_a_gap_is_a_day_between_two_values_on_which_none_is_in_force(one: date, two: date) -> None:
    last, first = sorted((one, two))
    split = parameter(value(1, last=last), value(2, first))
    law = Registry(instruments=(), parameters=(split,), layers=())
    codes = {fault.code for fault in check_registry(law)}
    between = (date.fromordinal(day) for day in range(last.toordinal() + 1, first.toordinal()))
    assert ("gap" in codes) == any(split.value(on=day) is None for day in between)
    assert ("overlap" in codes) == (first == last)


LATE = parameter(value(5), value(7, date(2024, 7, 1), known_from=date(2024, 8, 15)))


@pytest.mark.parametrize(
    ("on", "known_on", "expected"),
    [
        (date(2024, 7, 31), None, 7),
        (date(2024, 7, 31), date(2024, 8, 14), 5),
        (date(2024, 7, 31), date(2024, 8, 15), 7),
        (date(2024, 6, 30), date(2024, 8, 15), 5),
    ],
)
def test_a_value_counts_only_once_it_is_knowable(
    on: date, known_on: date | None, expected: int
) -> None:
    found = LATE.value(on=on, known_on=known_on)
    assert found is not None
    assert found.value == expected


@given(DAYS)
def test_known_on_filters_nothing_where_every_value_is_always_knowable(day: date) -> None:
    assert DATED.value(on=day, known_on=date(1900, 1, 1)) == DATED.value(on=day)


def test_a_value_needs_a_basis() -> None:
    with pytest.raises(ValueError, match="needs a basis"):
        ParameterValue(value=Fraction(5), basis=())


def test_a_value_ends_after_it_begins() -> None:
    with pytest.raises(ValueError, match="before the first"):
        value(1, date(2024, 1, 2), date(2024, 1, 1))
    assert value(1, date(2024, 1, 2), date(2024, 1, 2)).begun(date(2024, 1, 2))


def test_a_file_with_a_value_without_basis_is_faulty_at_its_place() -> None:
    plain = {"key": "x", "label": {"id": "a", "en": "b"}, "unit": {"id": "a", "en": "b"}}
    with pytest.raises(FaultyInput, match="/values/0: a value needs a basis"):
        codec.structure({**plain, "values": [{"value": 1, "basis": []}]}, Parameter)


def test_equal_registries_have_equal_digests_and_others_another() -> None:
    law = shipped_registry()
    assert len(law.digest) == 64
    assert attrs.evolve(law).digest == law.digest
    assert attrs.evolve(law, layers=("pmi_core", "contoh")).digest != law.digest


def test_a_registry_read_back_from_its_json_is_the_same() -> None:
    law = shipped_registry()
    again = codec.load(codec.dump_json(law), Registry)
    assert again == law
    assert again.digest == law.digest


@pytest.mark.parametrize(
    ("basis", "code"),
    [
        (REASON, None),
        (Cited(cite=DIRECTION, item="e"), None),
        (Cited(cite=InstrumentId("pp-39-2006"), at=Provision.parse("Pasal 4 ayat (6)")), None),
        (Cited(cite=InstrumentId("pp-39-2066")), "unknown-instrument"),
        (Cited(cite=DIRECTION, item="j"), "unknown-item"),
        (
            Cited(cite=InstrumentId("uu-18-2017"), at=Provision.parse("Pasal 34")),
            "unseen-article",
        ),
        (
            Cited(cite=InstrumentId("perban-bp2mi-1-2022"), at=Provision.parse("Pasal 1")),
            "unseen-article",
        ),
        (
            Cited(cite=InstrumentId("kepka-bp2mi-83-2022"), at=Provision.parse("Pasal 1")),
            "unseen-article",
        ),
    ],
)
def test_a_basis_cites_only_what_a_source_showed(
    basis: Assumption | Cited, code: str | None
) -> None:
    faults = check_basis(basis, shipped_registry(), file="a.toml", pointer="/basis/0")
    assert [fault.code for fault in faults] == ([] if code is None else [code])
    assert all((fault.file, fault.pointer) == ("a.toml", "/basis/0") for fault in faults)


def _instrument(name: str, *relations: Relation) -> Instrument:
    return Instrument(
        id=InstrumentId(name),
        kind=InstrumentKind.DECREE,
        issuer="Contoh",
        year=2024,
        relations=relations,
        provenance=Provenance(status=ProvenanceStatus.ASSUMED, source="data rekaan"),
        text_status=ProvenanceStatus.NOT_FOUND,
    )


def test_a_registry_lists_everything_it_gets_wrong_about_itself() -> None:
    broken = ParameterValue(value=Fraction(1), basis=(Cited(cite=InstrumentId("tidak-ada")),))
    registry = Registry(
        instruments=(
            _instrument("a"),
            _instrument("a"),
            _instrument("b", Relation(kind=RelationKind.AMENDS, target=InstrumentId("c"))),
        ),
        parameters=(parameter(OLD, OLD), parameter(broken, key="lain")),
        layers=("contoh",),
    )
    assert sorted(fault.code for fault in check_registry(registry)) == [
        "duplicate",
        "overlap",
        "unknown-instrument",
        "unknown-instrument",
    ]


def test_an_instrument_without_number_says_so_in_its_name() -> None:
    assert _instrument("a").name.id == "Keputusan Contoh Nomor tidak diketahui Tahun 2024"


@pytest.mark.parametrize("kind", InstrumentKind)
def test_every_kind_of_instrument_has_a_name_and_a_label(kind: InstrumentKind) -> None:
    name = attrs.evolve(_instrument("a"), kind=kind).name
    assert name.id
    assert name.en
    assert label(kind).id


FIVE = "perban-bp2mi-5-2024"  # of 2024, no day known
LAMPUNG = "rakernis-lampung-2024-05-13"  # its day is known


def undated(*names: str, analogy: bool = False, assumed: bool = False) -> Registry:
    """The shipped law with one value that these instruments set, from no stated day on."""
    cited = tuple(Cited(cite=InstrumentId(name), analogy=analogy) for name in names)
    basis: tuple[Basis, ...] = (*cited, REASON) if assumed else cited
    only = ParameterValue(value=Fraction(7), basis=basis)
    return attrs.evolve(shipped_registry(), parameters=(parameter(only),))


@pytest.mark.parametrize(
    ("law", "earliest"),
    [
        (undated(FIVE), date(2024, 1, 1)),
        (undated(LAMPUNG), date(2024, 5, 13)),
        (undated(LAMPUNG, FIVE), date(2024, 1, 1)),
    ],
    ids=["only the year is known", "the day is known", "the earlier of two"],
)
def test_a_number_that_instruments_set_is_not_in_force_before_the_first_of_them(
    law: Registry, earliest: date
) -> None:
    assert law.value("contoh", on=earliest) is not None
    assert law.value("contoh", on=earliest - timedelta(days=1)) is None


@pytest.mark.parametrize(
    "law",
    [undated(FIVE, analogy=True), undated(FIVE, assumed=True), undated(assumed=True)],
    ids=["only suggested", "assumed as well", "assumed alone"],
)
def test_a_number_that_is_suggested_or_assumed_has_no_first_day(law: Registry) -> None:
    assert law.value("contoh", on=date(1990, 1, 1)) is not None


def test_a_stated_first_day_stands_even_before_its_instrument() -> None:
    only = value(7, date(2020, 1, 1))
    only = attrs.evolve(only, basis=(Cited(cite=InstrumentId(FIVE)),))
    law = attrs.evolve(shipped_registry(), parameters=(parameter(only),))
    assert law.value("contoh", on=date(2020, 1, 1)) == only
