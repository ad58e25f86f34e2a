"""Observations for people and for machines: what asks for something first, each with its basis."""

import re
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core import codec
from pmi_core.documents import count_statuses, observation_value, observations_text
from pmi_core.messages import Language, Text, catalogue
from pmi_core.programme import BodyId, Noted, Observation, Open, PersonId, Unmet
from pmi_core.regulation import Assumption, Cited, InstrumentId, shipped_registry
from pmi_core.testing import valid

DAY, LAST = date(2023, 7, 22), date(2023, 12, 31)
ASSUMED = Assumption(owner="uji", reason=Text(id="Teramati.", en="Observed."), on=DAY)
PRESS = Cited(cite=InstrumentId("siaran-pers-rakernas-2023"))
WHAT, REMEDY = Text(id="Ada dua.", en="There are two."), Text(id="Dicatat.", en="Record it.")
LAW = shipped_registry()


def seen(
    rule: str = "satu_ketua",
    kind: type[Unmet] | type[Open] | type[Noted] = Unmet,
    body: str = "kawan-1",
) -> Observation:
    verdict = kind(what=WHAT, remedy=REMEDY)
    return Observation(rule=rule, verdict=verdict, bodies=(BodyId(body),), basis=(ASSUMED,))


def test_each_group_says_once_what_to_do_and_what_it_rests_on() -> None:
    found = (seen(), seen(body="kawan-2"), seen("berlaku_surut", Noted))
    assert observations_text(found, LAW, Language.EN).splitlines() == [
        "",
        "DOES NOT HOLD",
        "-------------",
        "",
        "One chair or acting chair (2) [satu_ketua]",
        "  What to do: Record it.",
        "  Basis: Assumption of uji (22 July 2023): Observed.",
        "  - kawan-1, kawan-2: There are two.",
        "",
        "NOTES",
        "-----",
        "",
        "A decree that reaches back (1) [berlaku_surut]",
        "  What to do: Record it.",
        "  Basis: Assumption of uji (22 July 2023): Observed.",
        "  - kawan-1: There are two.",
    ]


def test_another_basis_or_remedy_of_one_rule_is_said_apart() -> None:
    one = seen()
    other = attrs.evolve(one, basis=(PRESS, ASSUMED))
    third = attrs.evolve(one, verdict=attrs.evolve(one.verdict, remedy=WHAT))
    assert observations_text((one, other, third), LAW, Language.EN).count("(1) [satu_ketua]") == 3


def test_equal_sentences_of_other_days_stand_apart_and_no_body_is_lost() -> None:
    one, other = seen(), seen(body="kawan-2")
    later = attrs.evolve(seen(body="kawan-3"), first=DAY)
    lines = observations_text((one, later, other), LAW, Language.ID).splitlines()
    assert lines[-2:] == [
        "  - kawan-1, kawan-2: Ada dua.",
        "  - kawan-3 (sejak 22 Juli 2023): Ada dua.",
    ]


def test_every_rule_of_the_catalogue_has_a_name_and_any_other_its_word() -> None:
    rules = {key.split(".")[1] for key in catalogue() if re.fullmatch(r"daftar\.\w+\.dasar", key)}
    named = {key.split(".")[2] for key in catalogue() if key.startswith("pengamatan.nama.")}
    assert named == rules
    assert "\nsebuah_aturan (1)\n" in observations_text((seen("sebuah_aturan"),), LAW, Language.ID)
    said = observations_text((seen("keputusan_tercatat"),), LAW, Language.EN)
    assert "\nThe decree is recorded (1) [keputusan_tercatat]\n" in said


def test_every_basis_is_cited() -> None:
    one = attrs.evolve(seen(), basis=(PRESS, ASSUMED))
    text = observations_text((one,), LAW, Language.ID)
    said = [line for line in text.splitlines() if line.startswith("  Dasar: ")]
    assert len(said) == 2
    assert "Rapat Kerja Nasional" in said[0]


def test_what_does_not_hold_stands_first_and_notes_last() -> None:
    found = (seen("a", Noted), seen("b", Open), seen("c", Unmet))
    lines = observations_text(found, LAW, Language.ID).splitlines()
    heads = [line for line in lines if line.isupper()]
    assert heads == ["TIDAK TERPENUHI", "BELUM DAPAT DIPASTIKAN", "CATATAN"]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        pytest.param(None, None, "kawan-1: Ada dua.", id="unknown"),
        pytest.param(DAY, None, "kawan-1 (sejak 22 Juli 2023): Ada dua.", id="since"),
        pytest.param(None, LAST, "kawan-1 (sampai 31 Desember 2023): Ada dua.", id="until"),
        pytest.param(
            DAY, LAST, "kawan-1 (22 Juli 2023 sampai 31 Desember 2023): Ada dua.", id="between"
        ),
    ],
)
def test_days_are_said_as_far_as_they_can_be_told(
    first: date | None, last: date | None, said: str
) -> None:
    one = attrs.evolve(seen(), first=first, last=last)
    assert observations_text((one,), LAW, Language.ID).endswith(f"  - {said}\n")


def test_nothing_observed_is_nothing_said() -> None:
    assert observations_text((), LAW, Language.ID) == ""


@pytest.mark.parametrize(
    ("kind", "status"),
    [(Unmet, "tidak_terpenuhi"), (Open, "belum_dapat_dipastikan"), (Noted, "catatan")],
    ids=["unmet", "open", "noted"],
)
def test_a_machine_reads_the_status_as_a_word(
    kind: type[Unmet] | type[Open] | type[Noted], status: str
) -> None:
    one = attrs.evolve(seen(kind=kind), persons=(PersonId("orang-1"),), first=DAY)
    value = codec.unstructure(observation_value(one))
    assert (value["status"], value["first"], value["last"]) == (status, "2023-07-22", None)
    assert (value["rule"], value["bodies"], value["persons"]) == (
        "satu_ketua",
        ["kawan-1"],
        ["orang-1"],
    )
    assert (value["what"]["id"], value["remedy"]["id"], len(value["basis"])) == (
        "Ada dua.",
        "Dicatat.",
        1,
    )
    assert count_statuses((one,))[status] == 1


observations = st.lists(
    valid(Observation, basis=st.just((ASSUMED,)), persons=st.just(())), max_size=4
)


@given(found=observations, language=st.sampled_from(Language))
def test_no_id_breaks_out_of_its_line(found: list[Observation], language: Language) -> None:
    text = observations_text(found, LAW, language)
    lines = text.split("\n")
    assert all(line.isprintable() for line in lines)
    sentences = {
        (one.rule, type(one.verdict), one.verdict.what.in_(language), one.first, one.last)
        for one in found
    }
    assert sum(line.startswith("  - ") for line in lines) >= len(sentences)
    assert sum(count_statuses(found).values()) == len(found)
