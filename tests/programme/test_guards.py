"""Each guard: a case that passes, one that fails, one that nobody can decide, the boundary day."""

from datetime import date, timedelta

import pytest

from pmi_core.messages import Language
from pmi_core.programme import (
    MET,
    Business,
    BusinessStage,
    DecreeId,
    Event,
    Facts,
    Open,
    Unmet,
    Verdict,
    shipped_guards,
)
from tests.programme.bodies import INAUGURATED, appointment, decree, event, unit

PACT, INAUGURATION = "pakta_ditandatangani", event("pengukuhan", INAUGURATED)


def verdict(name: str, event: Event, facts: Facts) -> Verdict:
    return shipped_guards()[name].check(facts, event)


def business(*, nib_held: bool | None) -> Facts:
    thing = Business(
        id="usaha-1", name="Warung Contoh", stage=BusinessStage.OPERATING, nib_held=nib_held
    )
    return Facts(business=thing)


def test_a_recorded_decree_with_a_number_is_enough() -> None:
    body = unit(decrees=(decree(None, "sk-lama"), decree("17")))
    assert verdict("keputusan_tercatat", INAUGURATION, Facts(body=body)) is MET


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (Facts(), "not recorded"),
        (Facts(body=unit(decrees=())), "not recorded"),
        (Facts(body=unit(decrees=(decree(None, "sk-ini"),))), "number"),
        (Facts(body=unit(decrees=(decree(None, "sk-ini"), decree("17")))), "number"),
        (Facts(body=unit(decrees=(decree("17"),))), "not recorded"),
    ],
    ids=["no body", "none", "number unknown", "another has a number", "another"],
)
def test_a_decree_that_is_not_known_is_open_and_never_refuses(facts: Facts, words: str) -> None:
    step = event("pengukuhan", INAUGURATED, decree=DecreeId("sk-ini"))
    found = verdict("keputusan_tercatat", step, facts)
    assert isinstance(found, Open)
    assert words in found.what.en


@pytest.mark.parametrize(("days", "met"), [(-1, True), (0, True), (1, False)])
def test_a_pact_signed_on_the_day_of_the_inauguration_is_in_time(days: int, met: bool) -> None:
    signed = INAUGURATED + timedelta(days=days)
    found = verdict(PACT, INAUGURATION, Facts(appointment=appointment(1, pact=signed)))
    assert (found is MET) is met


def test_a_late_pact_is_a_note_that_says_how_many_and_until_when() -> None:
    late = INAUGURATED + timedelta(days=1)
    body = unit(appointments=(appointment(1), appointment(2, pact=late), appointment(3, pact=None)))
    found = verdict(PACT, INAUGURATION, Facts(body=body))
    assert isinstance(found, Open)
    assert found.what.id == "Pakta integritas belum ditandatangani oleh 1 dari 3 orang: orang-2."
    assert found.remedy.in_(Language.ID).endswith("paling lambat Sabtu, 22 Juli 2023.")


@pytest.mark.parametrize(
    "facts",
    [
        Facts(),
        Facts(body=unit(appointments=())),
        Facts(body=unit(appointments=(appointment(1), appointment(2, pact=None)))),
    ],
    ids=["no body", "nobody", "one day unknown"],
)
def test_a_pact_of_which_nothing_is_known_is_open(facts: Facts) -> None:
    assert isinstance(verdict(PACT, INAUGURATION, facts), Open)


def test_a_pact_is_asked_only_of_those_who_serve() -> None:
    left = appointment(2, first=date(2023, 1, 1), last=date(2023, 7, 21), pact=None)
    body = unit(appointments=(appointment(1), left))
    assert verdict(PACT, INAUGURATION, Facts(body=body)) is MET


@pytest.mark.parametrize(("note", "met"), [("mundur", True), (None, False), ("  ", False)])
def test_a_reason_must_say_something(note: str | None, met: bool) -> None:
    found = verdict("alasan_dicatat", event("pembubaran", INAUGURATED, note=note), Facts())
    assert (found is MET) is met
    assert met or isinstance(found, Unmet)


def test_a_formalised_business_holds_a_number_unless_nobody_knows() -> None:
    step = event("perizinan", INAUGURATED)
    assert verdict("nib_dimiliki", step, business(nib_held=True)) is MET
    assert isinstance(verdict("nib_dimiliki", step, business(nib_held=False)), Unmet)
    assert isinstance(verdict("nib_dimiliki", step, business(nib_held=None)), Open)
    assert isinstance(verdict("nib_dimiliki", step, Facts()), Open)


@pytest.mark.parametrize(("day", "met"), [(date(2021, 12, 31), False), (date(2022, 1, 1), True)])
def test_nothing_turned_into_kawan_pmi_before_2022(day: date, met: bool) -> None:
    found = verdict("tidak_sebelum_2022", event("transformasi", day), Facts())
    assert (found is MET) is met
    assert met or isinstance(found, Unmet)
