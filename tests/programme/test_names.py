"""Names are read down to what can be compared; reading one never fails and never shows it."""

import string
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.programme import PlainName, plain_name, shipped_name_words
from pmi_core.regulation import Assumption

TABLE = shipped_name_words()
BEFORE = sorted({title for sort in TABLE.titles for title in sort.before})
AFTER = sorted({title for sort in TABLE.titles for title in sort.after})
# Invented names: no title, no abbreviation, nothing that joins with another word to one.
GIVEN = ["Contoh", "Misalnya", "Umpama", "Wibawanto", "Lestariningsih"]
NAMES = st.lists(st.sampled_from(GIVEN), min_size=1, max_size=4).map(" ".join)

READ = {
    "in front and behind": ("Dra. Hj. Contoh Misalnya, S.Pd., M.Si.", "contoh misalnya"),
    "without dots or comma": ("H Contoh Misalnya SPd MSi", "contoh misalnya"),
    "with blanks after dots": ("K. H. Contoh Misalnya, S. Pd. I", "contoh misalnya"),
    "in capitals": ("CONTOH MISALNYA, SH", "contoh misalnya"),
    "the longest title first": ("Contoh, S.Pd.I.", "contoh"),
    "three parts": ("Contoh, A.Md.Keb.", "contoh"),
    "nobility": ("Raden Ajeng Contoh", "contoh"),
    "names by birth stay": ("Andi Contoh Daeng Misalnya", "andi contoh daeng misalnya"),
    "Balinese names stay": ("Ida Bagus Contoh", "ida bagus contoh"),
    "a given name stays": ("Habib Contoh", "habib contoh"),
    "what is not listed stays": ("Contoh, S.Xyz.", "contoh s xyz"),
    "but not beside one that is": ("Contoh Misalnya, S.Pd., M.Pd., S.Xyz.", "contoh misalnya"),
    "nor between two that are": ("Contoh Misalnya, S.E., S.Xyz., M.M.", "contoh misalnya"),
    "a comma without a title": ("Contoh, Misalnya", "contoh misalnya"),
    "a comma at the beginning": (", Contoh S.Pd.", "contoh"),
    "a title before an alias": ("Contoh, S.Xyz., S.Pd. alias Misalnya", "contoh"),
    "a title inside is a name": ("Contoh Haji Misalnya", "contoh haji misalnya"),
    "nothing but a title": ("Dr.", "dr"),
    "nothing but titles": ("H. Drs.", "drs"),
    "one word": ("Contoh", "contoh"),
    "short form": ("Moh. Contoh", "muhammad contoh"),
    "spelling": ("Mochammad Achmad Contoh", "muhammad ahmad contoh"),
    "M. at the beginning": ("H. M. Contoh", "muhammad contoh"),
    "M. alone": ("M.", "m"),
    "M. elsewhere": ("Contoh M.", "contoh m"),
    "Moh. alone": ("Moh.", "muhammad"),
    "ambiguous short form": ("St. Contoh", "st contoh"),
    "a father's name": ("Contoh binti Abd. Misalnya", "contoh abdul misalnya"),
    "a link at the beginning": ("Binti Contoh", "binti contoh"),
    "a link at the end": ("Contoh bin", "contoh bin"),
    "alias at the beginning": ("Alias Contoh", "alias contoh"),
    "alias at the end": ("Contoh Alias", "contoh alias"),
    "an apostrophe": ("Ma'ruf Sa`adah", "maruf saadah"),
    "other apostrophes": ("Ma'ruf Sa\u2019adah Nu\u00b4man", "maruf saadah numan"),
    "full width": ("\uff23\uff4f\uff4e\uff54\uff4f\uff48 Ma\uff07ruf", "contoh maruf"),
    "hyphens": ("Nur-Contoh_Misalnya", "nur contoh misalnya"),
    "accents": ("Conto\u0301h \u00c9", "contoh e"),
    "blanks": ("  Contoh\u00a0 \t Misalnya\n", "contoh misalnya"),
    "unseen characters": ("\u202eCon\u200dtoh\u202c \u2067Misalnya\u2069", "contoh misalnya"),
    "pictures": ("\U0001f600 Contoh \U0001f1ee\U0001f1e9", "contoh"),
    "only a picture": ("\U0001f600", ""),
    "half a character": ("\ud800Contoh", "contoh"),
    "nothing": ("", ""),
    "nothing before a bracket": ("(Contoh)", ""),
}

NICKNAMES = {
    "in brackets": ("Contoh Misalnya (Umpama)", ["umpama"]),
    "never closed": ("Contoh [Umpama", ["umpama"]),
    "in quotation marks": ('Contoh "Umpama" Misalnya', ["umpama"]),
    "in curly ones": ("Contoh \u201cUmpama\u201d", ["umpama"]),
    "after alias": ("Contoh Misalnya alias H. Umpama Dua, S.Pd.", ["umpama dua"]),
    "two": ("Contoh (Umpama) alias Misalnya", ["umpama", "misalnya"]),
    "a remark": ("Contoh Misalnya (Alm.)", []),
    "empty": ("Contoh () Misalnya", []),
    "none": ("Contoh", []),
}


@pytest.mark.parametrize(("written", "words"), list(READ.values()), ids=list(READ))
def test_a_name_is_read_down_to_its_words(written: str, words: str) -> None:
    assert plain_name(written).words == tuple(words.split())


@pytest.mark.parametrize(("written", "found"), list(NICKNAMES.values()), ids=list(NICKNAMES))
def test_nicknames_stand_beside_the_name(written: str, found: list[str]) -> None:
    assert [" ".join(words) for words in plain_name(written).nicknames] == found


def test_a_name_keeps_how_it_was_spelled_and_all_that_was_written() -> None:
    found = plain_name("H. Moh. Contoh bin Misalnya (Umpama)")
    assert found.words == ("muhammad", "contoh", "misalnya")
    assert found.spelled == ("moh", "contoh", "misalnya")
    assert found.written == ("h", "moh", "contoh", "bin", "misalnya", "umpama")


def test_a_name_never_shows_in_a_repr() -> None:
    shown = repr(plain_name("H. Contoh (Umpama)")).casefold()
    assert "contoh" not in shown
    assert "umpama" not in shown


@given(NAMES, st.lists(st.sampled_from(BEFORE), max_size=3), st.lists(st.sampled_from(AFTER)))
def test_a_title_never_changes_the_name(name: str, before: list[str], after: list[str]) -> None:
    titled = ", ".join([" ".join([*before, name]), *after])
    if len(titled) <= 300:
        assert plain_name(titled).words == plain_name(name).words


@pytest.mark.parametrize("title", BEFORE)
@pytest.mark.parametrize("form", ["{}", "{} ", "dotless", "capitals"])
def test_a_title_is_known_however_it_is_typed(title: str, form: str) -> None:
    typed = {"dotless": title.replace(".", ""), "capitals": title.upper()}.get(form, title)
    assert plain_name(f"{typed} Contoh Misalnya").words == ("contoh", "misalnya")


@given(st.text())
def test_any_text_is_read_into_words_without_marks(text: str) -> None:
    found = plain_name(text)
    for words in (found.words, found.spelled, found.written, *found.nicknames):
        assert all(word.isalnum() and word == word.casefold() for word in words)


@given(st.text(string.ascii_letters + " .,'\u00e9\u00fc\u00f1", max_size=60))
def test_case_and_the_form_of_accents_make_no_difference(text: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert plain_name(unicodedata.normalize(form, text)) == plain_name(text)
    assert plain_name(text.upper()) == plain_name(text)


@pytest.mark.parametrize(
    ("length", "words"), [(300, 1), (301, 0), (1_000_000, 0)], ids=["longest", "longer", "huge"]
)
def test_a_text_longer_than_any_name_is_no_name(length: int, words: int) -> None:
    assert len(plain_name("x" * length).words) == words
    assert len(plain_name("\u0316\u0301" * (length // 2) + "x" * (length % 2)).words) <= words


def test_nothing_reads_as_nothing() -> None:
    assert plain_name("") == PlainName(words=(), spelled=(), written=(), nicknames=())


def test_every_form_is_listed_once_and_no_name_is_a_title() -> None:
    def forms(listed: list[str]) -> list[str]:
        return ["".join(plain_name(f"Contoh {form} Contoh").written[1:-1]) for form in listed]

    spelled = [form for item in TABLE.names for form in (item.name, *item.written)]
    initials = [form for item in TABLE.names for form in item.first_only]
    links = [form for link in TABLE.links for form in link.written]
    names = forms([*spelled, *initials, *links])
    assert [form for form, count in Counter(names).items() if count > 1] == []
    assert set(names).isdisjoint(forms([*BEFORE, *AFTER]))


def test_every_part_of_the_table_is_an_assumption_with_its_reason() -> None:
    bases = [
        basis
        for part in (TABLE.titles, TABLE.names, TABLE.links)
        for p in part
        for basis in p.basis
    ]
    assert all(isinstance(basis, Assumption) and basis.reason.id for basis in bases)
