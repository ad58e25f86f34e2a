"""Two days for every event: when it holds from, and when it was written down."""

from datetime import date

import pytest

from pmi_core.programme import CORRECTION, Event, History, find_lifecycle, state_on
from tests.programme.bodies import event

JULY, SEPTEMBER, NOVEMBER = date(2023, 7, 22), date(2023, 9, 10), date(2023, 11, 20)
INAUGURATION = event("pengukuhan", JULY)
START = event("mulai_bertugas", date(2023, 8, 1))
SUSPENSION = event("penangguhan", SEPTEMBER, NOVEMBER, note="laporan tidak masuk")
KAWAN = find_lifecycle("kawan-pmi")


def test_an_event_is_not_recorded_before_it_holds() -> None:
    with pytest.raises(ValueError, match="on or after"):
        event("pengukuhan", NOVEMBER, JULY)


@pytest.mark.parametrize(
    ("name", "corrects", "message"),
    [
        (CORRECTION, None, r"a koreksi needs corrects=, the number \(from 1\) of the event"),
        ("pengukuhan", 1, "only a koreksi has corrects=; 'pengukuhan' is recorded without"),
    ],
)
def test_a_correction_and_nothing_else_names_what_it_corrects(
    name: str, corrects: int | None, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        event(name, JULY, corrects=corrects)


@pytest.mark.parametrize(
    ("day", "known_on", "state"),
    [
        (date(2023, 7, 21), None, "belum_tercatat"),
        (JULY, None, "dikukuhkan"),
        (date(2023, 9, 9), None, "aktif"),
        (SEPTEMBER, None, "ditangguhkan"),
        (SEPTEMBER, date(2023, 11, 19), "aktif"),
        (SEPTEMBER, NOVEMBER, "ditangguhkan"),
        (NOVEMBER, date(2023, 7, 21), "belum_tercatat"),
    ],
)
def test_what_held_in_september_was_learnt_in_november(
    day: date, known_on: date | None, state: str
) -> None:
    history = History(events=(INAUGURATION, START, SUSPENSION))
    assert state_on(KAWAN, history, day, known_on=known_on).value == state


def test_a_correction_strikes_an_event_from_the_day_it_is_recorded() -> None:
    december = date(2023, 12, 4)
    correction = event(CORRECTION, december, corrects=3)
    history = History(events=(INAUGURATION, START, SUSPENSION, correction))
    assert history.timeline() == (INAUGURATION, START)
    assert history.timeline(known_on=date(2023, 12, 3)) == (INAUGURATION, START, SUSPENSION)
    assert state_on(KAWAN, history, december).value == "aktif"


def test_events_of_one_day_keep_the_order_of_recording() -> None:
    first = event("mulai_bertugas", JULY, NOVEMBER)
    history = History(events=(INAUGURATION, first))
    assert history.timeline() == (INAUGURATION, first)


def test_the_first_of_several_events_gives_the_day() -> None:
    earlier = Event(name="pengukuhan", effective=JULY, recorded=NOVEMBER, actor="BP2MI")
    history = History(events=(event("pengukuhan", SEPTEMBER), earlier))
    assert history.effective_day("pengukuhan") == JULY
    assert history.effective_day("pengukuhan", known_on=SEPTEMBER) == SEPTEMBER
    assert history.effective_day("pembubaran") is None


def test_a_correction_names_a_place_in_the_whole_record_even_where_that_is_out_of_order() -> None:
    late = event("pembaruan", JULY, NOVEMBER)
    correction = event(CORRECTION, date(2023, 8, 2), corrects=3)
    history = History(events=(INAUGURATION, late, START, correction))
    known = date(2023, 8, 31)
    assert history.standing(known_on=known) == ((1, INAUGURATION),)
    assert history.timeline(known_on=known) == (INAUGURATION,)
    assert history.timeline() == (INAUGURATION, late)


def test_what_stands_keeps_its_number_in_the_record() -> None:
    correction = event(CORRECTION, NOVEMBER, corrects=1)
    history = History(events=(INAUGURATION, correction, START))
    assert history.standing() == ((3, START),)
    assert history.standing(known_on=START.recorded) == ((1, INAUGURATION), (3, START))
