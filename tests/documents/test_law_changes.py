"""What a law pack changes, in words."""

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest

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
from pmi_core.messages import Language, Text
from pmi_core.programme import BodyId
from pmi_core.regulation import (
    Assumption,
    Clause,
    Instrument,
    InstrumentId,
    InstrumentKind,
    LawPack,
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
        ({"effective": date(2022, 3, 1)}, "Mulai berlaku: tidak diketahui -> 1 Maret 2022"),
        ({"gazette": "BN rekaan"}, "Pengundangan: tidak diketahui -> BN rekaan"),
        (
            {"text_status": ProvenanceStatus.TEXT_SEEN},
            "Status naskah: belum ditemukan -> naskah dilihat",
        ),
        (
            {"clauses": (Clause(at=ARTICLE, gist=WORDS),)},
            "Pasal 99: belum ditemukan -> Rekaan.",
        ),
        (
            {"clauses": (Clause(at=ARTICLE, gist=WORDS, wording="Kata demi kata."),)},
            "Pasal 99: belum ditemukan -> Kata demi kata.",
        ),
    ],
    ids=["day", "text", "status", "gist", "wording"],
)
def test_each_thing_found_out_is_shown_before_and_after(parts: dict[str, Any], line: str) -> None:
    assert written(told(**parts))[4:] == [
        "- Peraturan BP2MI Nomor 1 Tahun 2022 (perban-bp2mi-1-2022)",
        f"  {line}",
    ]


def test_a_relation_found_out_is_named_in_words() -> None:
    relation = Relation(kind=RelationKind.REPEALS, target=InstrumentId("perka-bnp2tki-06-2017"))
    assert "-> mencabut Peraturan Kepala BNP2TKI Nomor 06 Tahun 2017" in " ".join(
        written(told(relations=(relation,)))
    ).replace("  ", " ")


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
    found = written(effect(LawPack(id="contoh", title=WORDS, instruments=(new,))))
    assert found[-1] == "- Peraturan Rekaan Nomor 99 Tahun 2025 (perban-rekaan-99-2025): baru"


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
        value=Fraction(7), first=first, last=last, known_from=known_from, basis=BASIS
    )
    found = " ".join(" ".join(written(numbers(value))).split())
    assert "Semula: 5 [asumsi] " in found
    assert f"Menjadi: {said}" in found
    assert found.endswith("- Asumsi uji (24 November 2026): Rekaan.")


def test_it_is_english_when_asked() -> None:
    value = ParameterValue(value=Fraction(7), basis=BASIS)
    assert written(numbers(value), Language.EN)[-3:] == [
        "  Before: 5 [assumed]",
        "  After: 7 [assumed]",
        "  - Assumption of uji (24 November 2026): Invented.",
    ]


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
