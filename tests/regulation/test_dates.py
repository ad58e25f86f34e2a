import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import PMIError
from pmi_core.messages import Language, format_value, text
from pmi_core.regulation import WrongWeekday, read_day

DAYS = st.dates(min_value=date(1945, 8, 17), max_value=date(2100, 12, 31))
LANGUAGES = st.sampled_from(Language)


@given(DAYS, LANGUAGES, st.sampled_from(["hari", "tanggal"]))
def test_what_the_library_writes_it_reads_back(day: date, language: Language, form: str) -> None:
    assert read_day(format_value(day, form, language), language) == day


@given(DAYS, LANGUAGES, st.integers(min_value=1, max_value=7))
def test_every_other_weekday_is_refused_with_both(
    day: date, language: Language, weekday: int
) -> None:
    said = text(f"format.hari.{weekday}").in_(language)
    written = f"{said}, {format_value(day, 'tanggal', language)}"
    if weekday == day.isoweekday():
        assert read_day(written, language) == day
        return
    with pytest.raises(WrongWeekday) as refused:
        read_day(written, language)
    problem = refused.value
    assert (problem.written, problem.day) == (said, day)
    assert f"{problem.actual}, {format_value(day, 'tanggal', language)}" == format_value(
        day, "hari", language
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Minggu, 17 Desember 2023", date(2023, 12, 17)),
        ("17 Desember 2023", date(2023, 12, 17)),
        ("Rabu, 2 Oktober 2024", date(2024, 10, 2)),
        ("Jumat, 7 Juni 2024", date(2024, 6, 7)),
        ("29 Februari 2024", date(2024, 2, 29)),
        ("1 Januari 0001", date(1, 1, 1)),
    ],
)
def test_days_of_the_press_are_read(written: str, day: date) -> None:
    assert read_day(written) == day


def test_a_published_weekday_that_is_wrong_is_refused_with_the_right_one() -> None:
    with pytest.raises(WrongWeekday) as refused:
        read_day("Selasa, 2 Oktober 2024")
    problem = refused.value
    assert (problem.written, problem.actual, problem.day) == ("Selasa", "Rabu", date(2024, 10, 2))
    assert str(problem) == "2024-10-02 is a Rabu, not a Selasa: check both with the writer"
    assert isinstance(problem, PMIError)
    assert isinstance(problem, ValueError)
    again = pickle.loads(pickle.dumps(problem))
    assert type(again) is WrongWeekday
    assert (again.written, again.actual, again.day) == ("Selasa", "Rabu", date(2024, 10, 2))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "17-12-2023",
        "17/12/2023",
        "2023-12-17",
        "17 12 2023",
        "17 Desember 23",
        "17 Desember 02023",
        "17 Desember",
        "Desember 2023",
        "017 Desember 2023",
        "07 Desember 2023",
        "0 Desember 2023",
        "117 Desember 2023",
        "17  Desember 2023",
        " 17 Desember 2023",
        "17 Desember 2023 ",
        "17 Desember 2023\n",
        "17\u00a0Desember 2023",
        "17 Desember, 2023",
        "Minggu 17 Desember 2023",
        "Minggu,17 Desember 2023",
        "Minggu , 17 Desember 2023",
        ", 17 Desember 2023",
        "Minggu (17/12/2023)",
        "١٧ Desember 2023",
        "17 Desember ٢٠٢٣",
    ],
)
def test_every_other_form_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(ValueError, match="expected a day such as Minggu, 17 Desember 2023"):
        read_day(written)
    with pytest.raises(ValueError, match="expected a day such as Sunday, 17 December 2023"):
        read_day(written, Language.EN)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("17 Des 2023", "no month is called that; use one of Januari, Februari"),
        ("17 Des. 2023", "no month is called that; use one of Januari, Februari"),
        ("17 desember 2023", "no month is called that; did you mean 'Desember'?"),
        ("17 DESEMBER 2023", "no month is called that; use one of Januari, Februari"),
        ("17 December 2023", "no month is called that; did you mean 'Desember'?"),
        ("17 Nopember 2023", "no month is called that; did you mean 'November'?"),
        ("Jum'at, 7 Juni 2024", "no day of the week is called that; did you mean 'Jumat'?"),
        ("Jum’at, 7 Juni 2024", "no day of the week is called that; did you mean 'Jumat'?"),
        ("minggu, 17 Desember 2023", "no day of the week is called that; did you mean 'Minggu'?"),
        ("Ahad, 17 Desember 2023", "no day of the week is called that; use one of Senin, Selasa"),
        ("Sunday, 17 Desember 2023", "no day of the week is called that"),
    ],
)
def test_names_are_those_of_the_catalogue_and_the_nearest_is_offered(
    written: str, message: str
) -> None:
    with pytest.raises(ValueError, match=r"no .* is called that") as refused:
        read_day(written)
    assert str(refused.value).startswith(message)
    assert not isinstance(refused.value, WrongWeekday)


def test_english_days_are_read_in_english_only() -> None:
    assert read_day("Sunday, 17 December 2023", Language.EN) == date(2023, 12, 17)
    with pytest.raises(ValueError, match="did you mean 'December'"):
        read_day("17 Desember 2023", Language.EN)


@pytest.mark.parametrize(
    "written", ["29 Februari 2023", "31 April 2024", "32 Mei 2024", "1 Mei 0000"]
)
def test_a_day_that_never_was_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(ValueError, match="calendar") as refused:
        read_day(written)
    assert str(refused.value) == (
        "the calendar has no such day; expected a day such as "
        "Minggu, 17 Desember 2023 or 17 Desember 2023"
    )


@given(st.text(), LANGUAGES)
def test_any_text_is_a_day_or_a_value_error(written: str, language: Language) -> None:
    try:
        day = read_day(written, language)
    except ValueError:
        return
    assert written in {format_value(day, form, language) for form in ("hari", "tanggal")}
