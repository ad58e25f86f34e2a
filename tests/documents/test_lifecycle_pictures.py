"""A lifecycle in four forms: all say what the table says, and no word of it breaks a form."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmi_core.documents import (
    lifecycle_dot,
    lifecycle_markdown,
    lifecycle_mermaid,
    lifecycle_text,
)
from pmi_core.documents.layout import heading, printable
from pmi_core.messages import Language, Text, text
from pmi_core.programme import (
    Lifecycle,
    basis_cell,
    find_lifecycle,
    standing_cell,
    table,
    table_head,
)
from pmi_core.regulation import (
    Assumption,
    Cited,
    InstrumentId,
    ProvenanceStatus,
    best_standing,
    shipped_registry,
)
from pmi_core.reporting import known_lifecycles
from tests.documents.pages import MARKS, outline, shown

Form = Callable[..., str]
FORMS: tuple[Form, ...] = (lifecycle_text, lifecycle_markdown, lifecycle_mermaid, lifecycle_dot)
LAW = shipped_registry()
ON = date(2024, 6, 7)
KKBM = find_lifecycle("kkbm")
DAYS = st.dates(date(2017, 1, 1), date(2030, 12, 31))
NAMES = st.sampled_from(tuple(known_lifecycles()))
LANGUAGES = st.sampled_from(Language)


PLAIN = r"((?:[^\W_]|[ ,.()/'\[\]-]|#\d+;)+)"
MERMAID = {
    "head": "stateDiagram-v2",
    "title": rf"    accTitle: {PLAIN}",
    "state": rf'    state "{PLAIN}" as s\d+',
    "first": r"    \[\*\] --> s\d+",
    "event": rf"    s\d+ --> s\d+ : {PLAIN}",
    "final": r"    s\d+ --> \[\*\]",
    "note": r"    note right of s\d+",
    "end": "    end note",
    "told": rf"      {PLAIN}",
}
QUOTED = r'"((?:[^"\\]|\\[\\"nl])*)"'
DOT = {
    "head": r"digraph \{",
    "charset": r'  charset="UTF-8";',
    "caption": rf"  label={QUOTED};",
    "style": r"  (?:labeljust=l|node \[shape=box, style=rounded\]|start \[shape=point\]);",
    "first": r"  start -> s\d+;",
    "state": rf"  s\d+ \[label={QUOTED}(?:, peripheries=2)?\];",
    "event": rf"  s\d+ -> s\d+ \[label={QUOTED}\];",
    "end": r"\}",
}


def read(written: str, grammar: dict[str, str]) -> tuple[list[str], list[str]]:
    """What each line of a picture is, and what its label holds; each fits one form only."""
    kinds: list[str] = []
    labels: list[str] = []
    for line in written.removesuffix("\n").split("\n"):
        found = {kind: re.fullmatch(form, line) for kind, form in grammar.items()}
        ((kind, match),) = [(kind, match) for kind, match in found.items() if match]
        kinds.append(kind)
        labels += match.groups()
    return kinds, labels


def decoded(mermaid: str) -> str:
    """A diagram's text as Mermaid shows it."""
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), mermaid)


def flat(written: str) -> str:
    return " ".join(written.split())


def changed(lifecycle: Lifecycle[Any], **changes: Any) -> Lifecycle[Any]:
    (only,) = lifecycle.versions
    return attrs.evolve(lifecycle, versions=(attrs.evolve(only, **changes),))


@pytest.mark.parametrize("name", list(known_lifecycles()))
@pytest.mark.parametrize("language", Language)
def test_the_tables_of_a_page_hold_every_row_of_the_table(name: str, language: Language) -> None:
    lifecycle = known_lifecycles()[name]
    cells = shown(lifecycle_markdown(lifecycle, LAW, on=ON, language=language))
    rows = table(lifecycle, LAW, on=ON, language=language)
    expected = [*table_head(language), *(cell for row in rows for cell in row)]
    begin = cells.index(expected[0])
    assert cells[begin : begin + len(expected)] == expected


@given(NAMES, DAYS, LANGUAGES)
def test_the_text_tells_every_row_in_80_columns(name: str, on: date, language: Language) -> None:
    lifecycle = known_lifecycles()[name]
    written = lifecycle_text(lifecycle, LAW, on=on, language=language)
    assert max(map(len, written.splitlines())) <= 80
    assert all(line.isprintable() for line in written.splitlines())
    head, said = table_head(language), flat(written)
    for row in table(lifecycle, LAW, on=on, language=language):
        nothing = all(cell == "—" for cell in row[1:])
        cells = zip(head, row[:1] if nothing else row, strict=False)
        assert " ".join(f"{name} {flat(cell)}" for name, cell in cells) in said


@given(NAMES, DAYS, LANGUAGES)
def test_every_condition_and_decider_stands_with_its_own_bases(
    name: str, on: date, language: Language
) -> None:
    lifecycle = known_lifecycles()[name]
    cells = shown(lifecycle_markdown(lifecycle, LAW, on=on, language=language))
    said = flat(lifecycle_text(lifecycle, LAW, on=on, language=language))
    for step in lifecycle.on(on).transitions:
        guards = [lifecycle.guards[name] for name in step.guards]
        for who, bases in [
            (step.decider, step.decider_basis),
            *((guard.label, guard.basis) for guard in guards),
        ]:
            cell = "; ".join(basis_cell(one, LAW, on=on, language=language) for one in bases)
            assert who.in_(language) in cells
            # A decider who rests on one thing here and on another there has both in one cell.
            assert any(cell in one for one in cells)
            assert flat(cell) in said


@given(NAMES, DAYS, LANGUAGES)
def test_the_legend_tells_the_words_used_and_no_others(
    name: str, on: date, language: Language
) -> None:
    lifecycle = known_lifecycles()[name]
    steps = lifecycle.on(on).transitions
    groups = [group for step in steps for group in (step.basis, step.decider_basis)]
    asked = [lifecycle.guards[name].basis for step in steps for name in step.guards]
    each = {one for group in (*groups, *asked) for one in group}

    def standings(bases: Any) -> set[ProvenanceStatus]:
        return {best_standing(one, LAW, on=on, place=None) for one in bases}

    def told(written: str) -> set[ProvenanceStatus]:
        said = flat(written)
        meant = {status: text(f"legenda.{status.value}") for status in ProvenanceStatus}
        meant[ProvenanceStatus.NOT_FOUND] = text("legenda.naskah_belum_ditemukan")
        return {status for status, words in meant.items() if words.in_(language) in said}

    for form in (lifecycle_text, lifecycle_markdown):
        assert told(form(lifecycle, LAW, on=on, language=language)) == standings(
            (one,) for one in each
        )
    for form in (lifecycle_dot, lifecycle_mermaid):
        assert told(decoded(form(lifecycle, LAW, on=on, language=language))) == standings(
            (*groups, *((one,) for group in groups for one in group if isinstance(one, Assumption)))
        )


@pytest.mark.parametrize("name", list(known_lifecycles()))
def test_the_legend_tells_what_conditions_do_to_an_event(name: str) -> None:
    lifecycle = known_lifecycles()[name]
    asked = {g for step in lifecycle.on(ON).transitions for g in step.guards}
    said = flat(lifecycle_text(lifecycle, LAW, on=ON))
    for key, refuses in (("menolak", True), ("dicatat_saja", False)):
        used = any(lifecycle.guards[one].refuses is refuses for one in asked)
        assert (text(f"legenda.{key}").id in said) is used


def test_each_decider_event_and_basis_stands_once() -> None:
    page = lifecycle_markdown(find_lifecycle("kawan-pmi"), LAW, on=ON)
    (row,) = [line for line in page.splitlines() if line.startswith("| Kepala BP2MI |")]
    _, _, events, bases, _ = row.split("|")
    assert events.count("Pembaruan keputusan") == 1
    assert bases.count("Siapa yang memutuskan langkah ini belum ditemukan") == 1
    assert bases.rstrip().endswith("(Pembubaran)")


def test_what_counts_as_active_is_said_once_as_an_assumption() -> None:
    said = flat(lifecycle_text(find_lifecycle("kawan-pmi"), LAW, on=ON))
    assert "sumber tidak menyebutkannya): Dikukuhkan, Aktif." in said
    assert "tidak aktif (asumsi yang sama): Diusulkan, Ditangguhkan." in said
    assert "Belum dapat dipastikan apakah aktif: Dibentuk." in said
    board = flat(lifecycle_text(find_lifecycle("kepengurusan"), LAW, on=ON))
    assert "Belum dapat dipastikan apakah aktif" not in board
    assert "aktif" not in flat(lifecycle_text(known_lifecycles()["laporan"], LAW, on=ON))


def test_what_a_stranger_counts_as_active_is_not_said_to_be_ours() -> None:
    strange = changed(find_lifecycle("kawan-pmi"), name="koperasi-contoh")
    said = flat(lifecycle_text(strange, LAW, on=ON))
    assert "Dihitung aktif menurut penyusun siklus ini: Dikukuhkan, Aktif." in said
    assert "tidak aktif menurut penyusunnya: Diusulkan, Ditangguhkan." in said
    assert "Dihitung aktif (asumsi pmi_core" not in said


def test_a_guard_of_the_observed_is_told_from_one_that_a_source_requires() -> None:
    page = lifecycle_markdown(find_lifecycle("kawan-pmi"), LAW, on=ON)
    pact = [line for line in page.splitlines() if line.startswith("| Pakta integritas")]
    assert len(pact) == 1
    assert "teramati dalam praktik" in pact[0]


@given(NAMES, DAYS, LANGUAGES)
def test_pictures_have_each_state_once_and_an_arrow_for_each_row(
    name: str, on: date, language: Language
) -> None:
    lifecycle = known_lifecycles()[name]
    version = lifecycle.on(on)
    arrows = sum(len(step.sources) for step in version.transitions)
    finals = sum(state.terminal for state in version.states)
    mermaid = lifecycle_mermaid(lifecycle, LAW, on=on, language=language)
    dot = lifecycle_dot(lifecycle, LAW, on=on, language=language)
    drawn = read(mermaid, MERMAID)[0], read(dot, DOT)[0]
    assert [kinds.count("state") for kinds in drawn] == [len(version.states)] * 2
    assert [kinds.count("event") for kinds in drawn] == [arrows] * 2
    assert drawn[0].count("final") == dot.count("peripheries=2") == finals
    names = {f"s{n}": state for n, state in enumerate(version.states, start=1)}
    edges = re.findall(r"^    (s\d+) --> (s\d+) : (.*)$", mermaid, re.MULTILINE)
    for source, target, words in edges:
        fitting = [
            step
            for step in version.leaving(names[source].value)
            if step.target == names[target].value
            and decoded(words).startswith(f"{step.label.in_(language)} ({step.event}) [")
        ]
        worth = [standing_cell(s.basis, LAW, on=on, language=language) for s in fitting]
        assert any(f"[{one}] / " in decoded(words) for one in worth)
        assert any(f" / {s.decider.in_(language)} [" in decoded(words) for s in fitting)


@given(NAMES, DAYS, LANGUAGES)
def test_the_same_table_gives_the_same_bytes(name: str, on: date, language: Language) -> None:
    lifecycle = known_lifecycles()[name]
    again = attrs.evolve(lifecycle)
    for form in FORMS:
        written = form(lifecycle, LAW, on=on, language=language)
        assert written == form(again, LAW, on=on, language=language)
        assert written.endswith("\n")
        assert not written.endswith("\n\n")


THREE = attrs.evolve(
    KKBM,
    versions=(
        KKBM.versions[0],
        attrs.evolve(KKBM.versions[0], version="2", effective=date(2025, 3, 1)),
        attrs.evolve(
            KKBM.versions[0],
            version="3",
            effective=date(2030, 1, 1),
            title=Text(id="Siklus ketiga", en="Third lifecycle"),
        ),
    ),
)
VERSIONS = [
    (
        "before",
        date(2025, 2, 28),
        ("Versi 1, tanpa hari mulai berlaku: uraian ini", "berikutnya, 2,", "KKBM"),
    ),
    (
        "begins",
        date(2025, 3, 1),
        ("Versi 2, berlaku sejak 1 Maret 2025.", "berikutnya, 3,", "KKBM"),
    ),
    ("last day", date(2029, 12, 31), ("Versi 2,", "3, berlaku sejak 1 Januari 2030.", "KKBM")),
    ("newest", date(2030, 1, 1), ("Versi 3, berlaku sejak 1 Januari 2030.", "", "ketiga")),
]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
@pytest.mark.parametrize(("on", "said"), [c[1:] for c in VERSIONS], ids=[c[0] for c in VERSIONS])
def test_the_day_picks_the_version_and_its_head_says_since_when(
    form: Form, on: date, said: tuple[str, str, str]
) -> None:
    written = decoded(form(THREE, LAW, on=on))
    held, later, title = said
    assert held in written
    assert later in written
    assert title.lower() in written.lower()
    assert ("Versi berikutnya" in written) == bool(later)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_the_day_decides_what_a_basis_is_worth(form: Form) -> None:
    kawan, day = find_lifecycle("kawan-pmi"), date(2023, 7, 22)
    before, then = (
        re.findall(
            r"(?:Soreang, 22 Juli 2023|Pengukuhan \(pengukuhan\)) \\?\[(\w+)",
            decoded(flat(form(kawan, LAW, on=on))),
        )
        for on in (day - timedelta(days=1), day)
    )
    assert set(before) == {"analogi"}
    assert set(then) == {"diberitakan"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_without_conditions_nothing_is_said_of_them(form: Form) -> None:
    (version,) = KKBM.versions
    steps = tuple(attrs.evolve(step, guards=()) for step in version.transitions)
    written = form(changed(KKBM, transitions=steps), LAW, on=ON)
    assert "setiap syarat" not in written.lower()


def test_the_numbering_of_the_library_is_told_only_where_a_citation_holds_it() -> None:
    (version,) = KKBM.versions
    plain = Cited(cite=InstrumentId("siaran-pers-rakernas-2023"))
    steps = tuple(attrs.evolve(step, basis=(plain,), guards=()) for step in version.transitions)
    numbering = text("legenda.penomoran").id
    assert numbering in flat(lifecycle_text(KKBM, LAW, on=ON))
    assert numbering not in flat(lifecycle_text(changed(KKBM, transitions=steps), LAW, on=ON))


def hostile(words: str) -> Lifecycle[Any]:
    """A plugin's lifecycle that says `words` wherever a plugin can say anything."""
    (version,) = KKBM.versions
    said = Text(id=words, en=words)
    basis = (Assumption(owner=words, reason=said, on=ON),)
    named = {state.value: f"{words}{n}" for n, state in enumerate(version.states)}
    steps = (
        attrs.evolve(
            step,
            event=f"{step.event}{words}",
            label=said,
            sources=tuple(named[source] for source in step.sources),
            target=named[step.target],
            decider=said,
            decider_basis=basis,
            basis=basis,
        )
        for step in version.transitions
    )
    states = tuple(attrs.evolve(s, value=named[s.value], label=said) for s in version.states)
    guards = {n: attrs.evolve(g, label=said, basis=basis) for n, g in KKBM.guards.items()}
    made = changed(
        KKBM,
        name=words,
        title=said,
        version=words,
        initial=named[version.initial],
        states=states,
        transitions=tuple(steps),
    )
    return attrs.evolve(made, guards=guards)


def hostile_cases(test: Any) -> Any:
    for words in (
        "\u202e",
        'a" as s2\n[*] --> s3',
        "a [[fork]] b",
        "END NOTE",
        "x Direction LR",
        "x end note\ns1 --> s9",
        "%%{init: {'theme': 'dark'}}%%",
        "style a:#34;",
        "#34; #quot;",
        'a"]; s1 -> s9 [label="',
        "a\\",
        "\\N \\G \\l",
        "&quot;",
        "a | b\n|---|---|\n| c | d |",
        "# a\n\n```\nb",
        "- a " * 30,
        "Dasar " * 30,
    ):
        test = example(words)(test)
    return given(MARKS)(test)


def fields(written: str, title: str) -> list[str]:
    """What stands at the left edge below the title: headings, rules, bullets, names of cells."""
    lines = written.splitlines()[len([*heading(title)]) - 1 :]
    edge = [line for line in lines if line and not line.startswith(" ")]
    return [line[:2] if line.startswith("- ") else line[:8] for line in edge]


@hostile_cases
def test_no_word_stands_at_the_edge_of_the_text(words: str) -> None:
    written = lifecycle_text(hostile(words), LAW, on=ON)
    assert fields(written, words) == fields(lifecycle_text(hostile("a"), LAW, on=ON), "a")
    assert max(map(len, written.splitlines())) <= 80
    assert all(line.isprintable() for line in written.split("\n"))


@hostile_cases
def test_no_word_is_markup_of_the_page(words: str) -> None:
    page = lifecycle_markdown(hostile(words), LAW, on=ON)
    assert outline(page) == outline(lifecycle_markdown(hostile("a"), LAW, on=ON))
    assert printable(words) in shown(page)
    assert all(line.isprintable() for line in page.split("\n"))


@hostile_cases
def test_no_word_leaves_its_label_in_mermaid(words: str) -> None:
    kinds, labels = read(lifecycle_mermaid(hostile(words), LAW, on=ON), MERMAID)
    assert kinds == read(lifecycle_mermaid(hostile("a"), LAW, on=ON), MERMAID)[0]
    shown_ = printable(words) or "—"
    assert [decoded(one) for one in labels[:2]] == [shown_] * 2
    for one in labels:
        # What marks a kind of state, ends a note or turns the picture.
        assert "[[" not in one
        assert "]]" not in one
        assert "end note" not in one.lower()
        assert "direction " not in one.lower()
    (first, *_) = hostile(words).versions[0].transitions
    event = f"{printable(words)} ({first.event}) [asumsi] / {printable(words)} [asumsi]"
    assert flat(printable(event)) in {flat(decoded(one)) for one in labels}


@hostile_cases
def test_no_word_leaves_its_label_in_graphviz(words: str) -> None:
    kinds, labels = read(lifecycle_dot(hostile(words), LAW, on=ON), DOT)
    assert kinds == read(lifecycle_dot(hostile("a"), LAW, on=ON), DOT)[0]
    unescaped = [
        re.sub(r"\\(.)", lambda found: {"n": "\n", "l": "\n"}.get(found[1], found[1]), one)
        for one in labels
    ]
    seen = [one.replace("&amp;", "&") for one in unescaped]
    assert printable(words) in seen
    last = hostile(words).versions[0].transitions[-1]
    event = printable(f"{words} ({last.event}) [asumsi]")
    assert event in seen[-1].split("\n")[0]
    assert all("&" not in one.replace("&amp;", "") for one in unescaped)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_words_that_are_blank_leave_the_form_whole(form: Form) -> None:
    written = form(hostile(" \n "), LAW, on=ON)
    assert "—" in decoded(written) or form in (lifecycle_markdown, lifecycle_dot)
