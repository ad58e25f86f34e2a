"""Days, rupiah and percentages as each language writes them."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import NotFound
from pmi_core.messages import Argument, Language, Text, fill, format_value, render

ID, EN = Language.ID, Language.EN
FRIDAY = date(2024, 6, 7)


@pytest.mark.parametrize(
    ("value", "form", "indonesian", "english"),
    [
        (None, "", "tidak diketahui", "not known"),
        (None, "rupiah", "tidak diketahui", "not known"),
        ("teks", "", "teks", "teks"),
        (True, "", "ya", "yes"),
        (False, "", "tidak", "no"),
        (1_250_000, "", "1250000", "1250000"),
        (1_250_000, "angka", "1.250.000", "1,250,000"),
        (1_250_000, "rupiah", "Rp1.250.000", "Rp1,250,000"),
        (-500, "rupiah", "-Rp500", "-Rp500"),
        (0, "rupiah", "Rp0", "Rp0"),
        (FRIDAY, "", "7 Juni 2024", "7 June 2024"),
        (FRIDAY, "tanggal", "7 Juni 2024", "7 June 2024"),
        (FRIDAY, "hari", "Jumat, 7 Juni 2024", "Friday, 7 June 2024"),
        (date(2023, 12, 17), "hari", "Minggu, 17 Desember 2023", "Sunday, 17 December 2023"),
        (FRIDAY, "bulan", "Juni 2024", "June 2024"),
        (Fraction(1, 3), "", "0,33", "0.33"),
        (Fraction(5, 2), "", "2,5", "2.5"),
        (Fraction(4), "", "4", "4"),
        (Fraction(-1, 2), "", "-0,5", "-0.5"),
        (Fraction(-1, 1_000), "", "0", "0"),
        (Fraction(12_345, 10), "", "1.234,5", "1,234.5"),
        (Fraction(7_947, 10_000), "persen", "79,47%", "79.47%"),
        (Fraction(1, 200), "", "0,01", "0.01"),
        (Fraction(-1, 200), "", "-0,01", "-0.01"),
        (1, "persen", "100%", "100%"),
        (Language.EN, "", "Inggris", "English"),
        (Text(id="a", en="b"), "", "a", "b"),
    ],
)
def test_a_value_is_written_as_the_language_writes_it(
    value: Argument, form: str, indonesian: str, english: str
) -> None:
    assert (format_value(value, form, ID), format_value(value, form, EN)) == (indonesian, english)


@pytest.mark.parametrize(
    ("value", "form"),
    [("7 Juni", "hari"), (3, "bulan"), (Fraction(1, 2), "rupiah"), ("1", "persen"), ("1", "angka")],
)
def test_a_form_that_does_not_fit_the_value_is_a_bug_of_the_caller(
    value: Argument, form: str
) -> None:
    with pytest.raises(TypeError, match="is needed here"):
        format_value(value, form, ID)


def test_a_template_is_filled_in_both_languages() -> None:
    template = Text(id="{n:angka} laporan, {d:hari}", en="{n:angka} reports, {d:hari}")
    assert fill(template, n=1_200, d=FRIDAY) == Text(
        id="1.200 laporan, Jumat, 7 Juni 2024", en="1,200 reports, Friday, 7 June 2024"
    )


def test_a_value_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    assert fill(Text(id="{x}", en="{x}"), x="{y:rupiah}").id == "{y:rupiah}"


def test_a_missing_argument_or_message_is_a_bug_of_the_caller() -> None:
    with pytest.raises(KeyError, match="n"):
        fill(Text(id="{n}", en="{n}"))
    with pytest.raises(NotFound):
        render("tidak.ada")
    assert render("format.ya").en == "yes"


@given(st.integers(-(10**12), 10**12))
def test_rupiah_can_be_read_back(amount: int) -> None:
    text = format_value(amount, "rupiah", ID)
    assert int(text.replace("Rp", "").replace(".", "")) == amount


@given(st.fractions(min_value=-(10**6), max_value=10**6))
def test_rounding_is_never_off_by_more_than_half_a_cent(value: Fraction) -> None:
    shown = Fraction(format_value(value, "", EN).replace(",", ""))
    assert abs(shown - value) <= Fraction(1, 200)
