"""What a law pack changes, in words."""

import re
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.documents import PackEffect, effect_text
from pmi_core.evaluation import (
    Outcome,
    Result,
    ReviewDiff,
    Route,
    Severity,
    TouchedRule,
    VerdictChange,
)
from pmi_core.messages import Language, Text, label
from pmi_core.programme import BodyId
from pmi_core.regulation import (
    Assumption,
    Basis,
    Cited,
    Clause,
    Designator,
    Force,
    Instrument,
    InstrumentId,
    InstrumentKind,
    LawPack,
    Parameter,
    ParameterValue,
    Provenance,
    ProvenanceStatus,
    Provision,
    Relation,
    RelationKind,
    Supplement,
    diff_law,
    layer,
    shipped_registry,
)
from pmi_core.reporting import ReportId

LAW = shipped_registry()
WORDS = Text(id="Rekaan.", en="Invented.")
TITLE = Text(id="Paket rekaan", en="Invented pack")
SOURCE = Provenance(status=ProvenanceStatus.TEXT_SEEN, source="naskah rekaan")
PERBAN = InstrumentId("perban-bp2mi-1-2022")
ARTICLE = Provision.parse("Pasal 99")
BASIS = (Assumption(owner="uji", reason=WORDS, on=date(2026, 11, 24)),)


def effect(pack: LawPack) -> PackEffect:
    after = layer(LAW, pack)
    return PackEffect(pack=TITLE, before=LAW, after=after, diff=diff_law(LAW, after))


def told(**parts: Any) -> PackEffect:
    more = attrs.evolve(Supplement(instrument=PERBAN, provenance=SOURCE), **parts)
    return effect(LawPack(id="contoh", title=WORDS, supplements=(more,)))


def numbers(*values: ParameterValue) -> PackEffect:
    limit = attrs.evolve(LAW.parameter("batas_hari_kerja"), values=values)
    return effect(LawPack(id="contoh", title=WORDS, parameters=(limit,)))


def written(found: PackEffect, language: Language = Language.ID) -> list[str]:
    text = effect_text(found, language, bodies={"kawan-contoh": "Kawan PMI Contoh"})
    assert text.endswith("\n")
    assert max(map(len, text.splitlines())) <= 80
    return text.splitlines()


def test_a_pack_that_changes_nothing_says_so() -> None:
    assert written(effect(LawPack(id="contoh", title=WORDS))) == [
        "Yang diubah paket Paket rekaan",
        "Paket ini tidak mengubah apa pun.",
    ]


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (
            {"effective": date(2022, 3, 1)},
            "Mulai berlaku: tidak diketahui -> 1 Maret 2022 [naskah dilihat]",
        ),
        ({"gazette": "BN rekaan"}, "Pengundangan: tidak diketahui -> BN rekaan [naskah dilihat]"),
        (
            {"text_status": ProvenanceStatus.TEXT_SEEN},
            "Status naskah: belum ditemukan -> naskah dilihat",
        ),
        (
            {"clauses": (Clause(at=ARTICLE, gist=WORDS),)},
            "Pasal 99: belum ditemukan -> Rekaan. [naskah dilihat]",
        ),
        (
            {"clauses": (Clause(at=ARTICLE, gist=WORDS, wording="Kata demi kata."),)},
            "Pasal 99: belum ditemukan -> Kata demi kata. [naskah dilihat]",
        ),
    ],
    ids=["day", "text", "status", "gist", "wording"],
)
def test_each_thing_found_out_is_shown_before_and_after(parts: dict[str, Any], line: str) -> None:
    assert written(told(**parts))[4:] == [
        "- Peraturan BP2MI Nomor 1 Tahun 2022 (perban-bp2mi-1-2022)",
        f"  {line}",
    ]


PERKA = Relation(kind=RelationKind.REPEALS, target=InstrumentId("perka-bnp2tki-06-2017"))
STATED = Relation(kind=RelationKind.REPEALS, target=InstrumentId("perban-bp2mi-5-2024"))


def flat(found: PackEffect, language: Language = Language.ID) -> str:
    return " ".join(" ".join(written(found, language)).split())


@pytest.mark.parametrize(
    ("known_on", "told_of"), [(date(2025, 6, 1), True), (date(2026, 1, 1), False), (None, False)]
)
def test_what_a_repeal_ends_is_told_as_one_could_know_it(
    known_on: date | None, told_of: bool
) -> None:
    end = date(2025, 2, 1)
    known = Supplement(
        instrument=STATED.target,
        repealed=end,
        provenance=attrs.evolve(SOURCE, known_from=date(2026, 1, 1)),
    )
    below = layer(LAW, LawPack(id="bawah", title=WORDS, supplements=(known,)))
    repeal = Supplement(
        instrument=InstrumentId("permen-p2mi-33-2025"),
        effective=end,
        relations=(STATED,),
        provenance=SOURCE,
    )
    above = layer(below, LawPack(id="atas", title=WORDS, supplements=(repeal,)))
    found = PackEffect(
        pack=TITLE,
        before=below,
        after=above,
        known_on=known_on,
        diff=diff_law(below, above, known_on=known_on),
    )
    line = "Peraturan BP2MI Nomor 5 Tahun 2024, per 1 Februari 2025:"
    assert (line in flat(found)) is told_of


def test_a_relation_found_out_is_named_in_words() -> None:
    assert flat(told(relations=(STATED,))).endswith(
        "Hubungan: tidak ada -> mencabut Peraturan BP2MI Nomor 5 Tahun 2024"
    )


UNCERTAIN = [
    (Language.ID, "mencabut Peraturan BP2MI Nomor 5 Tahun 2024", "belum diketahui apakah benar"),
    (Language.EN, "repeals Regulation of BP2MI No. 5 of 2024", "not known whether it does"),
]


@pytest.mark.parametrize(("language", "said", "doubt"), UNCERTAIN, ids=["id", "en"])
def test_a_repeal_that_was_uncertain_and_now_is_stated_says_so(
    language: Language, said: str, doubt: str
) -> None:
    found = told(instrument=InstrumentId("permen-p2mi-33-2025"), relations=(STATED,))
    old, new, ended = flat(found, language).split(" -> ")
    assert said in old
    assert doubt in old
    assert new.startswith(said)
    assert ended == label(Force.NO_LONGER).in_(language)


def entered(at: str, **told_of: Any) -> str:
    more = {"instrument": "pp-59-2021", "clauses": (Clause(at=Provision.parse(at), **told_of),)}
    return flat(told(**more))


GIST = LAW.instrument("pp-59-2021").clauses[0].gist
SECOND = Provenance(
    status=ProvenanceStatus.SECONDARY, source="ringkasan", entered=date(2026, 12, 2)
)


def test_a_provision_of_which_the_status_alone_changes_shows_it_on_both_sides() -> None:
    at = LAW.instrument("pp-59-2021").clauses[0].at
    assert GIST is not None
    found = entered(str(at), gist=GIST, provenance=SECOND)
    assert f"{at}: {GIST.id} [naskah dilihat] -> {GIST.id} [sekunder]" in found


def test_a_provision_that_is_not_found_after_all_has_no_day_since_when_it_is_known() -> None:
    at = LAW.instrument("pp-59-2021").clauses[0].at
    lost = Provenance(
        status=ProvenanceStatus.NOT_FOUND, source="rekaan", known_from=date(2025, 1, 1)
    )
    found = entered(str(at), gist=None, wording=None, provenance=lost)
    assert found.endswith("[naskah dilihat] -> belum ditemukan")


def test_a_provision_of_which_the_source_alone_changes_names_both() -> None:
    at = LAW.instrument("pp-59-2021").clauses[0].at
    later = Provenance(
        status=ProvenanceStatus.TEXT_SEEN, source="naskah lain", known_from=date(2026, 12, 1)
    )
    assert GIST is not None
    found = entered(str(at), gist=GIST, wording=None, provenance=later)
    source = LAW.instrument("pp-59-2021").provenance.source
    old, new = found.split(" -> ")
    assert f"{GIST.id} / {source} [naskah dilihat]" in old
    assert new == f"{GIST.id} / naskah lain [naskah dilihat], diketahui sejak 1 Desember 2026"


def test_a_provision_looked_for_in_vain_is_shown_with_where() -> None:
    missing = Provenance(
        status=ProvenanceStatus.NOT_FOUND, source="JDIH rekaan", entered=date(2026, 12, 2)
    )
    found = flat(told(clauses=(Clause(at=ARTICLE, provenance=missing),)))
    assert found.endswith(
        "Pasal 99: tidak ada -> JDIH rekaan [belum ditemukan], dicatat 2 Desember 2026"
    )


def test_a_field_of_which_the_source_alone_changes_names_both() -> None:
    found = flat(told(text_status=ProvenanceStatus.NOT_FOUND))
    old = LAW.instrument(PERBAN).provenance.source
    assert f"Status naskah, sumber: {old}" in found
    assert found.endswith("-> naskah rekaan [naskah dilihat]")


STATUSES = st.sampled_from([s for s in ProvenanceStatus if s is not ProvenanceStatus.NOT_FOUND])
SOURCES = st.builds(
    Provenance,
    status=STATUSES,
    source=st.sampled_from(["naskah rekaan", "ringkasan rekaan"]),
    known_from=st.none() | st.just(date(2026, 12, 1)),
    entered=st.none() | st.just(date(2026, 12, 2)),
)
CLAUSES = st.builds(
    Clause,
    at=st.just(ARTICLE),
    gist=st.just(WORDS),
    wording=st.none() | st.just("Kata."),
    provenance=st.none() | SOURCES,
)
TOLD = st.builds(
    Supplement,
    instrument=st.just(PERBAN),
    effective=st.none() | st.sampled_from([date(2022, 3, 1), date(2022, 4, 1)]),
    text_status=st.none() | STATUSES,
    note=st.none() | st.just(WORDS),
    relations=st.sampled_from([(), (PERKA,), (attrs.evolve(PERKA, stated=False),)]),
    clauses=st.lists(CLAUSES, max_size=1).map(tuple),
    provenance=SOURCES,
)


@given(TOLD, TOLD)
def test_every_change_shows_two_sides_that_differ(one: Supplement, other: Supplement) -> None:
    below = layer(LAW, LawPack(id="bawah", title=WORDS, supplements=(one,)))
    above = layer(below, LawPack(id="atas", title=WORDS, supplements=(other,)))
    found = PackEffect(pack=TITLE, before=below, after=above, diff=diff_law(below, above))
    text = flat(found)
    begins = r" (?=(?:Mulai|Status|Keterangan|Hubungan|Pasal)\b|Peraturan [^:>]*, per )"
    blocks = re.split(begins, text)
    sides = [block.split(": ", 1)[1].split(" -> ") for block in blocks if " -> " in block]
    assert all(old != new for old, new in sides)
    assert bool(sides) == bool(found.diff)


HOSTILE = "Paket\x1b[2J\r\n\u202erekaan"


def test_nothing_a_terminal_obeys_comes_out_of_a_pack() -> None:
    clause = Clause(at=ARTICLE, wording=HOSTILE)
    source = attrs.evolve(SOURCE, source=HOSTILE)
    found = told(title=HOSTILE, clauses=(clause,), provenance=source)
    found = attrs.evolve(found, pack=Text(id=HOSTILE, en=HOSTILE), dossier=TITLE)
    assert all(line.isprintable() for line in written(found))
    assert "Paket�[2J �rekaan" in flat(found)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Perda Rekaan", "Perda R."), "Perda Rekaan, Perda R."),
        ((), "tidak ada"),
    ],
    ids=["others", "none"],
)
def test_the_name_of_a_series_is_shown(names: tuple[str, ...], said: str) -> None:
    series = Designator(
        short="Perban Rekaan", kind=InstrumentKind.REGULATION, issuer="Badan Rekaan", names=names
    )
    found = effect(LawPack(id="contoh", title=WORDS, designators=(series,)))
    assert found
    assert written(found)[-1] == f"- Perban Rekaan, terbitan Badan Rekaan; sebutan lain: {said}"


def test_an_instrument_of_the_pack_is_called_new() -> None:
    new = Instrument(
        id=InstrumentId("perban-rekaan-99-2025"),
        kind=InstrumentKind.REGULATION,
        issuer="Rekaan",
        number="99",
        year=2025,
        provenance=SOURCE,
        text_status=ProvenanceStatus.NOT_FOUND,
    )
    series = Designator(short="Perban Rekaan", kind=new.kind, issuer=new.issuer)
    pack = LawPack(id="contoh", title=WORDS, instruments=(new,), designators=(series,))
    line = "- Peraturan Rekaan Nomor 99 Tahun 2025 (perban-rekaan-99-2025): baru"
    assert line in written(effect(pack))


def test_an_instrument_of_the_pack_says_its_days_and_what_it_ends() -> None:
    new = Instrument(
        id=InstrumentId("permen-p2mi-99-2026"),
        kind=InstrumentKind.REGULATION,
        issuer="Menteri P2MI",
        number="99",
        year=2026,
        title="Rekaan",
        effective=date(2026, 10, 1),
        relations=(STATED,),
        provenance=SOURCE,
        text_status=ProvenanceStatus.TEXT_SEEN,
    )
    found = written(effect(LawPack(id="contoh", title=WORDS, instruments=(new,))))
    assert found[found.index("SUMBER HUKUM") + 2 :] == [
        "- Peraturan Menteri P2MI Nomor 99 Tahun 2026 (permen-p2mi-99-2026): baru",
        "  Keberadaannya: naskah rekaan [naskah dilihat]",
        "  Judul: Rekaan",
        "  Mulai berlaku: 1 Oktober 2026",
        "  Status naskah: naskah dilihat",
        "  Hubungan: mencabut Peraturan BP2MI Nomor 5 Tahun 2024",
        "  Peraturan BP2MI Nomor 5 Tahun 2024, per 1 Oktober 2026: belum diketahui ->",
        "  tidak berlaku lagi",
    ]


@pytest.mark.parametrize(
    ("first", "last", "known_from", "said"),
    [
        (None, None, None, "7 [asumsi]"),
        (date(2024, 1, 1), None, None, "5 s.d. 31 Desember 2023 [asumsi]; 7 sejak 1 Januari 2024"),
        (None, date(2024, 1, 1), None, "7 s.d. 1 Januari 2024 [asumsi]"),
        (
            date(2024, 1, 1),
            date(2024, 2, 1),
            None,
            "5 s.d. 31 Desember 2023 [asumsi]; 7 sejak 1 Januari 2024 s.d. 1 Februari 2024",
        ),
        (None, None, date(2025, 1, 1), "5 [asumsi]; 7 [asumsi], diketahui sejak 1 Januari 2025"),
    ],
    ids=["always", "from", "until", "between", "known later"],
)
def test_a_number_is_shown_with_its_days_and_the_status_of_its_basis(
    first: date | None, last: date | None, known_from: date | None, said: str
) -> None:
    value = ParameterValue(
        value=Fraction(7),
        first=first,
        last=last,
        known_from=known_from,
        basis=BASIS,
        gap=WORDS if last is not None else None,
    )
    found = " ".join(" ".join(written(numbers(value))).split())
    assert "Semula: 5 [asumsi] " in found
    assert f"Menjadi: {said}" in found
    assert "- Dasar: Asumsi uji (24 November 2026): Rekaan." in found
    assert ("- Tidak lagi: " in found) == (first is None and known_from is None)


def test_it_is_english_when_asked() -> None:
    value = ParameterValue(value=Fraction(7), basis=BASIS)
    found = written(numbers(value), Language.EN)
    assert found[found.index("  Before: 5 [assumed]") :][:3] == [
        "  Before: 5 [assumed]",
        "  After: 7 [assumed]",
        "  - Basis: Assumption of uji (24 November 2026): Invented.",
    ]
    assert any(line.startswith("  - No longer: Assumption of pmi_core") for line in found)


DIRECTION = InstrumentId("arahan-bp3mi-jabar-2024-07-23")


def cited(name: str, **parts: Any) -> tuple[Basis, ...]:
    return (attrs.evolve(Cited(cite=InstrumentId(name)), **parts),)


WORTH: list[tuple[str, tuple[Basis, ...], date | None, str]] = [
    ("an assumption", BASIS, None, "asumsi"),
    ("by analogy", cited("pp-39-2006", analogy=True), date(2024, 1, 1), "analogi"),
    ("of one province, there", cited(DIRECTION, item="e"), date(2024, 8, 1), "diberitakan"),
    ("of a day before it", cited(DIRECTION, item="e"), date(2023, 1, 1), "diberitakan"),
    ("text not found", cited(PERBAN), date(2023, 1, 1), "belum ditemukan"),
    ("the best of two", (*cited(PERBAN), *BASIS), date(2023, 1, 1), "asumsi"),
    ("ended before the value", cited("perpres-90-2019"), date(2025, 6, 1), "analogi"),
]


@pytest.mark.parametrize(
    ("basis", "first", "status"), [case[1:] for case in WORTH], ids=[case[0] for case in WORTH]
)
def test_a_number_is_worth_what_its_best_basis_is_where_and_when_that_applies(
    basis: tuple[Basis, ...], first: date | None, status: str
) -> None:
    value = ParameterValue(value=Fraction(7), first=first, basis=basis)
    assert f"[{status}]" in flat(numbers(value)).partition("Menjadi: ")[2].partition("7 ")[2][:60]


def test_the_old_number_is_worth_what_it_was_by_the_old_law() -> None:
    old = ParameterValue(value=Fraction(6), first=date(2023, 1, 1), basis=cited(PERBAN))
    limit = LAW.parameter("batas_hari_kerja")
    below = layer(LAW, LawPack(id="bawah", title=WORDS, parameters=(with_values(limit, old),)))
    told_of = Supplement(
        instrument=PERBAN, text_status=ProvenanceStatus.TEXT_SEEN, provenance=SOURCE
    )
    new = attrs.evolve(old, value=Fraction(7))
    pack = LawPack(
        id="atas", title=WORDS, supplements=(told_of,), parameters=(with_values(limit, new),)
    )
    above = layer(below, pack)
    found = PackEffect(pack=TITLE, before=below, after=above, diff=diff_law(below, above))
    said = flat(found)
    assert "6 sejak 1 Januari 2023 [belum ditemukan] Menjadi" in said
    assert "7 sejak 1 Januari 2023 [diberitakan]" in said


def with_values(parameter: Parameter, *values: ParameterValue) -> Parameter:
    return attrs.evolve(parameter, values=values)


def test_a_label_that_is_reworded_is_shown() -> None:
    limit = LAW.parameter("batas_hari_kerja")
    again = attrs.evolve(limit, label=Text(id="Batas rekaan", en="Invented limit"))
    found = effect(LawPack(id="contoh", title=WORDS, parameters=(again,)))
    assert "- Batas rekaan (batas_hari_kerja, hari kerja)" in written(found)
    assert "  Nama semula: Batas waktu laporan bulanan" in written(found)


def turn(number: int, after: Outcome = Outcome.MET) -> VerdictChange:
    before = Result(
        criterion="LAP-03",
        outcome=Outcome.NOT_MET,
        standing=ProvenanceStatus.ASSUMED,
        severity=Severity.NOTE,
        weight=Fraction(1),
        route=Route.UNIT,
    )
    return VerdictChange(
        report=ReportId(f"lap-{number}"),
        body=BodyId("kawan-contoh"),
        rulebook="kawan-bulanan",
        before=before,
        after=attrs.evolve(before, outcome=after, assumed=("x",)),
    )


def tried(*changes: VerdictChange, missing: tuple[int, int] = (3, 3)) -> PackEffect:
    found = numbers(ParameterValue(value=Fraction(7), basis=BASIS))
    verdicts = ReviewDiff(verdicts=changes, missing=missing)
    return attrs.evolve(found, dossier=Text(id="Contoh", en="Example"), verdicts=verdicts)


def test_verdicts_that_turn_are_listed_and_others_counted() -> None:
    found = written(tried(turn(1), turn(2, Outcome.NOT_MET)))
    text = " ".join(found)
    assert "HASIL PADA BERKAS CONTOH" in text
    assert "Hasil yang berbalik: 1. Hasil yang hanya berubah sandarannya: 1." in text
    assert found[-1] == "- LAP-03 Kawan PMI Contoh, lap-1: Tidak terpenuhi -> Terpenuhi"


@pytest.mark.parametrize(("number", "rest"), [(40, False), (41, True)])
def test_a_long_list_is_cut_and_counted(number: int, rest: bool) -> None:
    found = written(tried(*(turn(n) for n in range(number))))
    assert sum(line.startswith("- LAP-03") for line in found) == 40
    assert (found[-1] == "  … dan 1 lainnya") == rest


def test_rules_that_are_concerned_say_through_what() -> None:
    rule = TouchedRule(
        rulebook="kawan-bulanan", criterion="LAP-03", title=WORDS, through=("batas_hari_kerja",)
    )
    found = attrs.evolve(effect(LawPack(id="contoh", title=WORDS)), rules=(rule,))
    assert written(found)[-1] == "- kawan-bulanan LAP-03 Rekaan. (melalui batas_hari_kerja)"


@pytest.mark.parametrize(
    ("found", "changes"),
    [
        (effect(LawPack(id="contoh", title=WORDS)), False),
        (told(gazette="x"), True),
        (
            attrs.evolve(
                effect(LawPack(id="contoh", title=WORDS)), verdicts=ReviewDiff(missing=(1, 2))
            ),
            True,
        ),
    ],
    ids=["nothing", "law", "verdicts"],
)
def test_an_effect_is_law_or_verdicts(found: PackEffect, changes: bool) -> None:
    assert bool(found) == changes
