"""The exporter keeps the laws of every exporter, and those of its own page."""

import re

import attrs
import pytest
from hypothesis import given

from pmi_core.documents import Bundle
from pmi_core.evaluation import Turnout
from pmi_core.messages import Language, Text
from pmi_core.plugins import PluginHost
from pmi_core.programme import Level, Programme
from pmi_core.testing import ExporterSuite, bundles, empty_bundle, laws, texts
from pmi_markdown import MarkdownExporter, cell, escape, pmi_exporters


class TestMarkdownExporter(ExporterSuite):
    exporter = MarkdownExporter()


def page(bundle: Bundle) -> str:
    (output,) = MarkdownExporter().export(bundle)
    assert output.name == "laporan.md"
    return output.data.decode()


def as_invented(bundle: Bundle) -> Bundle:
    return attrs.evolve(bundle, review=attrs.evolve(bundle.review, invented=True))


def test_it_is_found_through_its_hook() -> None:
    assert [exporter.id for exporter in pmi_exporters()] == ["markdown"]
    host = PluginHost.load(__import__("pmi_markdown"), entry_points=False)
    assert host.exporter("markdown").value == MarkdownExporter()


@given(text=texts())
def test_no_text_becomes_markup(text: str) -> None:
    unescaped = re.sub(r"\\[\\`*_\[\]<>#~|&+=.)-]", "", escape(text))
    assert not re.search(r"[\\`*_\[\]<>#~|&]|^[-+=]|^\d+[.)]", unescaped)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("- butir", r"\- butir"),
        ("+ butir", r"\+ butir"),
        ("=====", r"\====="),
        ("1. butir", r"1\. butir"),
        ("12) butir", r"12\) butir"),
        ("# judul #", r"\# judul \#"),
        ("![x](y)", r"!\[x\](y)"),
        ("&lt;b&gt;", r"\&lt;b\&gt;"),
        ("a\n\n- b", "a - b"),
        ("2023-07 (rekaan). Selesai!", "2023-07 (rekaan). Selesai!"),
    ],
)
def test_what_begins_a_block_or_a_span_is_escaped(text: str, written: str) -> None:
    assert escape(text) == written


@given(text=texts())
def test_a_cell_stays_on_one_line(text: str) -> None:
    assert len(cell(text).splitlines()) <= 1


def test_escaping_keeps_plain_words() -> None:
    assert escape("Kab. Contoh 32-A: 5 laporan") == "Kab. Contoh 32-A: 5 laporan"


@laws
@given(bundle=bundles(least_bodies=1))
def test_every_section_of_invented_data_says_so(bundle: Bundle) -> None:
    said = "DATA REKAAN" if bundle.language is Language.ID else "INVENTED DATA"
    sections = re.split(r"^#+ ", page(as_invented(bundle)), flags=re.MULTILINE)[1:]
    assert len(sections) >= 6
    assert all(said in section for section in sections)


def test_every_row_of_invented_data_says_so() -> None:
    made = as_invented(empty_bundle())
    turnout = Turnout(
        programme=Programme.KAWAN_PMI, level=Level.REGENCY, roll=2, attending=1, reporting=0
    )
    text = page(attrs.evolve(made, review=attrs.evolve(made.review, turnout=(turnout,))))
    assert "| Kawan PMI | kab/kota | 2 | 1 | 0 | data rekaan |" in text


def test_attendance_without_a_list_is_unknown_not_zero() -> None:
    made = empty_bundle()
    turnout = Turnout(programme=Programme.KAWAN_PMI, level=Level.REGENCY, roll=2, reporting=0)
    text = page(attrs.evolve(made, review=attrs.evolve(made.review, turnout=(turnout,))))
    assert "| Kawan PMI | kab/kota | 2 | tidak diketahui | 0 |" in text


def test_a_note_on_the_data_stands_under_the_roll() -> None:
    made = empty_bundle()
    note = Text(id="Daftar lebih kecil daripada kenyataan.", en="x")
    text = page(attrs.evolve(made, review=attrs.evolve(made.review, note=note)))
    assert note.id in text.partition("## Daftar badan")[2].partition("##")[0]


def test_a_rulebook_that_judged_no_report_is_named() -> None:
    assert "sejak-pembentukan 2026.1: menilai 0 laporan." in page(empty_bundle())


def test_real_data_are_not_called_invented() -> None:
    assert "REKAAN" not in page(empty_bundle())


def test_a_hostile_title_stays_a_title() -> None:
    bundle = empty_bundle()
    title = Text(id="a\n# b | <script>", en="x")
    text = page(attrs.evolve(bundle, review=attrs.evolve(bundle.review, title=title)))
    assert "<script>" not in text
    assert "\n# b" not in text


def test_both_languages_differ() -> None:
    assert page(empty_bundle(Language.ID)) != page(empty_bundle(Language.EN))


@laws
@given(bundle=bundles(least_bodies=1))
def test_tables_are_rectangular(bundle: Bundle) -> None:
    columns = 0
    for line in page(bundle).splitlines():
        if line.startswith("|"):
            found = len(re.findall(r"(?<!\\)\|", line))
            assert columns in (0, found), line
            columns = found
        else:
            columns = 0
