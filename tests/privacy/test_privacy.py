"""Numbers that identify people are masked; days, amounts and hashes are not."""

import hashlib
import time
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.privacy import MASK, FieldClass, class_of, free_text, mask_text, personal

NIK = "3201014107900001"  # well-formed and invented


@attrs.frozen(kw_only=True)
class Complainant:
    """A record with a field of each class."""

    name: str = personal()
    illness: str | None = personal(FieldClass.SPECIFIC, default=None)
    note: str | None = free_text(default=None)
    case: str = "K-1"


def test_a_personal_field_never_shows_in_a_repr() -> None:
    record = Complainant(name="Contoh", illness="contoh", note=f"NIK {NIK}")
    assert repr(record) == "Complainant(name=***, illness=***, note='NIK ***', case='K-1')"
    assert "note=None" in repr(Complainant(name="Contoh"))


def test_a_field_says_its_class_and_is_public_when_it_says_nothing() -> None:
    classes = {field.name: class_of(field) for field in attrs.fields(Complainant)}
    assert classes == {
        "name": FieldClass.GENERAL,
        "illness": FieldClass.SPECIFIC,
        "note": FieldClass.FREE_TEXT,
        "case": FieldClass.PUBLIC,
    }


@pytest.mark.parametrize(
    "spelling",
    [
        NIK,
        f"NIK{NIK}",
        f"Rp{NIK}",
        "3201 0141 0790 0001",
        "3201-0141-0790-0001",
        "32.01.01.410790.0001",
        "320101 41-07-1990 0001",
        "3201\u20110141\u20110790\u20110001",
        "3201 – 0141 – 0790 – 0001",
        "3201\u00a00141\u00a00790\u00a00001",
        "32\u200b0101\u00ad4107900001",
        "".join(chr(ord(digit) + 0xFEE0) for digit in NIK),
        "٣٢٠١٠١٤١٠٧٩٠٠٠٠١",
        "3.201014107900001E+15",
        "081255500001",
        "0812-5550-0001",
        "0812 - 5550 - 0001",
        "+6281255500001",
        "+62 812 5550 0001",
        "+62 812.555.0001",
        "(021) 555 0001",
        "A1234567",
        "paspor C 1234567",
        "contoh.orang@contoh.id",
        "contoh＠contoh.id",
    ],
)
def test_an_identifying_number_or_address_is_masked_in_every_spelling(spelling: str) -> None:
    masked = mask_text(f"hubungi {spelling}, terima kasih")
    assert MASK in masked
    assert sum(character.isdigit() for character in masked) <= 2  # the 15 of E+15
    assert "contoh" not in masked


@pytest.mark.parametrize(
    "text",
    [
        "2023-08-07",
        "rapat 2023-08-07 2023-09-07 2023-10-06",
        "1. 2023-08-07 sosialisasi",
        "periode 2023-07-22/2023-12-16",
        "20-08-2023 sampai 21.08.2023",
        "7 Agustus 2023 08.00-10.00 WIB",
        "Rp1.250.000",
        "Rp1.250.000,00 untuk 2 orang",
        "Rp 1.250.000.000",
        "Rp1250000000",
        "IDR 1250000000",
        "sebesar 1.250.000.000 dan 12.500.000 10 orang",
        "1.250.000.000.000",
        "73.10.01 dan 32.04",
        "Nomor 83 Tahun 2022",
        "unit kedua 25 orang 12 kegiatan",
        f"berkas {hashlib.sha256(b'contoh').hexdigest()}",
        "Pelindungan – tanpa angka",
        "",
    ],
)
def test_days_amounts_codes_and_hashes_survive(text: str) -> None:
    assert mask_text(text) == text


@given(st.integers(0, 2**256 - 1))
def test_every_content_hash_survives(number: int) -> None:
    digest = f"{number:063x}f"
    assert mask_text(f"sha256 {digest}") == f"sha256 {digest}"


@given(st.dates(min_value=date(1945, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_survives_after_a_list_number(day: date) -> None:
    assert mask_text(f"1. {day} rapat") == f"1. {day} rapat"


@given(st.integers(1, 10**15 - 1))
def test_every_grouped_amount_below_a_quadrillion_survives(amount: int) -> None:
    grouped = f"{amount:,}".replace(",", ".")
    assert mask_text(f"biaya {grouped} saja") == f"biaya {grouped} saja"


@given(
    st.text(alphabet="0123456789", min_size=16, max_size=16),
    st.lists(st.sampled_from(["", " ", "-", " - "]), min_size=15, max_size=15),
)
def test_sixteen_digits_are_masked_wherever_they_are_broken(digits: str, gaps: list[str]) -> None:
    spelling = digits[0] + "".join(gap + digit for gap, digit in zip(gaps, digits[1:], strict=True))
    left = "".join(filter(str.isdigit, mask_text(f"NIK {spelling}.")))
    assert len(left) <= 8  # a run that begins like a day keeps only that day


@given(st.text())
def test_masking_twice_is_masking_once(text: str) -> None:
    assert mask_text(mask_text(text)) == mask_text(text)


@pytest.mark.parametrize(
    "part", ["1", "1 ", "1 - ", "a", "f", "a@", "a@b.", "A ", "(", "Rp", "1.250.", "1.000.000"]
)
def test_hostile_text_is_masked_in_linear_time(part: str) -> None:
    text = part * (200_000 // len(part))
    before = time.process_time_ns()
    mask_text(text)
    assert time.process_time_ns() - before < 2 * 10**9
