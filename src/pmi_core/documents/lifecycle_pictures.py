"""A lifecycle on paper: text for 80 columns, Markdown, and pictures that Mermaid and Graphviz draw.

All are made of the rows of `programme.table`. Whatever a plugin calls its states and events, none
of it is taken for a part of the format.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

import attrs

from pmi_core.documents.layout import Wording, heading, paragraph, printable
from pmi_core.documents.legend import numbering_words, standing_words
from pmi_core.documents.markdown import escaped, table_lines
from pmi_core.messages import Language, Text, text
from pmi_core.programme import (
    Lifecycle,
    State,
    Transition,
    basis_cell,
    standing_cell,
    table,
    table_head,
)
from pmi_core.regulation import (
    Assumption,
    Basis,
    ProvenanceStatus,
    Registry,
    best_standing,
    cite_text,
)
from pmi_core.reporting import known_lifecycles

_NONE: Final = "—"
_EFFECTS: Final = {"menolak": True, "dicatat_saja": False}  # of conditions: whether they refuse
_STATE, _EVENT, _CONDITIONS, _, _DECIDER, _BASIS = range(6)


def lifecycle_text(
    lifecycle: Lifecycle[Any], registry: Registry, *, on: date, language: Language = Language.ID
) -> str:
    r"""A lifecycle as plain text, no line longer than 80 columns.

    Args:
        lifecycle: The lifecycle.
        registry: Where bases are looked up.
        on: The day whose version is shown, with what its bases are worth then.
        language: Of the text.

    >>> from pmi_core.programme import find_lifecycle
    >>> from pmi_core.regulation import shipped_registry
    >>> found = lifecycle_text(find_lifecycle("kkbm"), shipped_registry(), on=date(2024, 6, 7))
    >>> print(*found.splitlines()[:6], sep="\n")
    SIKLUS KKBM
    -----------
    - Versi 1, tanpa hari mulai berlaku: uraian ini diterapkan juga pada hari-hari
      sebelum penyusunannya.
    - Keadaan awal: Belum tercatat.
    - Kedudukan setiap dasar: per 7 Juni 2024, tanpa tempat tertentu.
    """
    drawn = _Drawing(lifecycle, registry, on, language)
    lines = [*heading(drawn.title)]
    for words in drawn.sentences():
        lines += paragraph(words, bullet="- ")
    for part in drawn.parts():
        lines += heading(part.title)
        lines += _records(part)
    lines += heading(drawn.legend_title)
    for words in drawn.legend():
        lines += paragraph(words, bullet="- ")
    return "\n".join(lines).strip("\n") + "\n"


def lifecycle_markdown(
    lifecycle: Lifecycle[Any], registry: Registry, *, on: date, language: Language = Language.ID
) -> str:
    """A lifecycle as CommonMark with tables; for the arguments see `lifecycle_text`."""
    drawn = _Drawing(lifecycle, registry, on, language)
    lines = [f"# {escaped(drawn.title)}", "", escaped(" ".join(drawn.sentences()))]
    for part in drawn.parts():
        lines += ("", f"## {escaped(part.title)}", "", *table_lines(part.head, part.rows))
    lines += ("", f"## {escaped(drawn.legend_title)}", "")
    lines += (f"- {escaped(words)}" for words in drawn.legend())
    return "\n".join(lines) + "\n"


def lifecycle_mermaid(
    lifecycle: Lifecycle[Any], registry: Registry, *, on: date, language: Language = Language.ID
) -> str:
    """A lifecycle as a state diagram of Mermaid; for the arguments see `lifecycle_text`.

    An event's label says what the step and the decider rest on at best. The caption, with the
    legend, is a note at the first state.
    """
    drawn = _Drawing(lifecycle, registry, on, language)
    lines = [f"accTitle: {_mermaid(drawn.title)}"]
    lines += (f'state "{_mermaid(words)}" as {name}' for name, words in drawn.states())
    lines.append(f"[*] --> {drawn.initial}")
    for edge in drawn.edges():
        said = _mermaid(" / ".join(edge.words))
        lines.append(f"{edge.source} --> {edge.target} : {said}")
    lines += (f"{name} --> [*]" for name in drawn.finals())
    lines.append(f"note right of {drawn.initial}")
    lines += (f"  {_mermaid(words)}" for words in drawn.caption())
    lines.append("end note")
    return "\n".join(("stateDiagram-v2", *(f"    {line}" for line in lines))) + "\n"


def lifecycle_dot(
    lifecycle: Lifecycle[Any], registry: Registry, *, on: date, language: Language = Language.ID
) -> str:
    """A lifecycle as a graph of Graphviz, in UTF-8; for the arguments see `lifecycle_text`."""
    drawn = _Drawing(lifecycle, registry, on, language)
    caption = "".join(f"{_dot(words)}\\l" for words in drawn.caption())
    lines = [
        'charset="UTF-8";',
        f'label="{caption}";',
        "labeljust=l;",
        "node [shape=box, style=rounded];",
        "start [shape=point];",
        f"start -> {drawn.initial};",
    ]
    finals = set(drawn.finals())
    for name, words in drawn.states():
        mark = ", peripheries=2" if name in finals else ""
        lines.append(f'{name} [label="{_dot(words)}"{mark}];')
    for edge in drawn.edges():
        said = "\\n".join(map(_dot, edge.words))
        lines.append(f'{edge.source} -> {edge.target} [label="{said}"];')
    return "\n".join(("digraph {", *(f"  {line}" for line in lines), "}")) + "\n"


@attrs.frozen(kw_only=True)
class _Part:
    """A titled table."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@attrs.frozen(kw_only=True)
class _Edge:
    """An event between two states of a picture, and the lines of its label."""

    source: str
    target: str
    words: tuple[str, ...]


class _Drawing(Wording):
    """One version of a lifecycle in words, before any format."""

    def __init__(
        self, lifecycle: Lifecycle[Any], registry: Registry, on: date, language: Language
    ) -> None:
        super().__init__("siklus.gambar", language)
        self.lifecycle = lifecycle
        self.definition = lifecycle.on(on)
        self.registry = registry
        self.on = on
        self.rows = table(lifecycle, registry, on=on, language=language)
        # A plugin's own words for its states may be words of the format.
        self.names = {s.value: f"s{n}" for n, s in enumerate(self.definition.states, start=1)}

    @property
    def title(self) -> str:
        """What the version is called."""
        return self.word(self.definition.title)

    @property
    def legend_title(self) -> str:
        """What stands over the legend."""
        return text("legenda.judul").in_(self.language)

    @property
    def initial(self) -> str:
        """The first state's name in a picture."""
        return self.names[self.definition.initial]

    def sentences(self) -> Iterator[str]:
        """The version, since when it holds, and what day is shown.

        A first version has no first day: it describes, and was no rule of the days before it.
        """
        shown = self.definition
        if shown.effective is None:
            yield self.say("versi", versi=shown.version)
        else:
            yield self.say("versi_sejak", versi=shown.version, hari=shown.effective)
        later = self.lifecycle.versions[self.lifecycle.versions.index(shown) + 1 :]
        for version in later[:1]:
            yield self.say("versi_berikut", versi=version.version, hari=version.effective)
        yield self.say("awal", awal=shown.state(shown.initial).label)
        yield self.say("hari", hari=self.on)
        yield from self._activity()

    def _activity(self) -> Iterator[str]:
        """In which states the thing is active, if the lifecycle says it of any, and who says so."""
        whose = "" if self.lifecycle.name in known_lifecycles() else "_lain"
        open_ends = [s for s in self.definition.states if s.value != self.definition.initial]
        keys = (f"aktif{whose}", f"tidak_aktif{whose}", "belum_pasti")
        for key, active in zip(keys, (True, False, None), strict=True):
            names = [self.word(s.label) for s in open_ends if s.active is active and not s.terminal]
            if names and any(state.active is not None for state in open_ends):
                yield self.say(key, keadaan=", ".join(names))

    def parts(self) -> Iterator[_Part]:
        """The table itself, then what its conditions and deciders rest on."""
        head = table_head(self.language)
        yield _Part(title=self.say("langkah"), head=head, rows=self.rows)
        if conditions := tuple(self.conditions()):
            pair = (head[_CONDITIONS], head[_BASIS])
            yield _Part(title=self.say("syarat"), head=pair, rows=conditions)
        three = (head[_DECIDER], head[_EVENT], head[_BASIS])
        yield _Part(title=self.say("pemutus"), head=three, rows=tuple(self.deciders()))

    def conditions(self) -> Iterator[tuple[str, str]]:
        """Each condition and its own basis: a requirement, or what was only observed."""
        steps = self.definition.transitions
        for name in dict.fromkeys(name for step in steps for name in step.guards):
            guard = self.lifecycle.guards[name]
            yield self.word(guard.label), self._cited(guard.basis)

    def deciders(self) -> Iterator[tuple[str, str, str]]:
        """Who decides which events, and why we say so: each decider, event and basis once."""
        said: dict[Text, dict[tuple[Basis, ...], dict[str, None]]] = {}
        for step in self.definition.transitions:
            grounds = said.setdefault(step.decider, {})
            grounds.setdefault(step.decider_basis, {})[self.word(step.label)] = None
        for decider, grounds in said.items():
            events = dict.fromkeys(event for group in grounds.values() for event in group)
            cited = [self._cited(basis) for basis in grounds]
            if len(grounds) > 1:  # which basis is whose
                pairs = zip(cited, grounds.values(), strict=True)
                cited = [f"{words} ({'; '.join(group)})" for words, group in pairs]
            yield self.word(decider), "; ".join(events), "; ".join(cited)

    def states(self) -> Iterator[tuple[str, str]]:
        """The states of a picture and their labels."""
        found = {state.value: row[_STATE] for (state, _), row in self.steps()}
        return ((self.names[value], words) for value, words in found.items())

    def finals(self) -> Iterator[str]:
        """The states of a picture at which a life ends."""
        return (self.names[state.value] for state in self.definition.states if state.terminal)

    def edges(self) -> Iterator[_Edge]:
        """The events of a picture."""
        for (state, step), row in self.steps():
            if step is not None:
                yield _Edge(
                    source=self.names[state.value],
                    target=self.names[step.target],
                    words=(
                        f"{row[_EVENT]} [{self._worth(step.basis)}]",
                        row[_DECIDER],
                    ),
                )

    def steps(self) -> Iterator[tuple[tuple[State, Transition | None], tuple[str, ...]]]:
        """What each row of the table is about."""
        definition = self.definition
        about = (
            (state, step)
            for state in definition.states
            for step in definition.leaving(state.value) or (None,)
        )
        return zip(about, self.rows, strict=True)

    def legend(self) -> Iterator[str]:
        """The words that stand beside bases."""
        steps = self.definition.transitions
        asked = (self.lifecycle.guards[name].basis for step in steps for name in step.guards)
        bases = [basis for group in (*self._grounds(), *asked) for basis in group]
        yield from self._meant(standing_words({self._standing([basis]) for basis in bases}))
        effects = {self.lifecycle.guards[name].refuses for step in steps for name in step.guards}
        yield from self._meant(key for key, held in _EFFECTS.items() if held in effects)
        yield from self._meant(numbering_words(cite_text(one, self.registry) for one in bases))

    def caption(self) -> Iterator[str]:
        """What stands in a picture: title, version, and the words that its labels use."""
        yield self.title
        yield from self.sentences()
        # A label names the best of several bases only, and an assumption among them.
        assumed = [b for group in self._grounds() for b in group if isinstance(b, Assumption)]
        named = {self._standing([basis]) for basis in assumed[:1]}
        yield from self._meant(standing_words(named.union(map(self._standing, self._grounds()))))

    def _grounds(self) -> Iterator[tuple[Basis, ...]]:
        for step in self.definition.transitions:
            yield from (step.basis, step.decider_basis)

    def _meant(self, keys: Iterable[str]) -> Iterator[str]:
        # No heading of a lifecycle can be "not found", only the text of a source.
        told = ("naskah_" * (key == ProvenanceStatus.NOT_FOUND.value) + key for key in keys)
        return (text(f"legenda.{key}").in_(self.language) for key in told)

    def _standing(self, bases: Iterable[Basis]) -> ProvenanceStatus:
        return best_standing(bases, self.registry, on=self.on, place=None)

    def _worth(self, bases: Iterable[Basis]) -> str:
        return standing_cell(bases, self.registry, on=self.on, language=self.language)

    def _cited(self, bases: Iterable[Basis]) -> str:
        return "; ".join(
            basis_cell(basis, self.registry, on=self.on, language=self.language) for basis in bases
        )


def _records(part: _Part) -> Iterator[str]:
    """Rows as blocks of named cells: values hang in a column that no name can stand in."""
    width = max(map(len, part.head)) + 2
    for number, row in enumerate(part.rows):
        if number:
            yield ""
        nothing = all(cell == _NONE for cell in row[1:])
        for name, cell in zip(part.head, row[:1] if nothing else row, strict=False):
            yield from paragraph(printable(cell) or _NONE, bullet=name.ljust(width))


# All but letters, digits and what neither the grammar nor the labels of Mermaid give a meaning;
# double brackets mark a kind of state, one word turns the picture and two end a note wherever they
# stand.
_NOT_PLAIN: Final = re.compile(
    r"[^\w ,.()/'\[\]-]|_|\[(?=\[)|\](?=\])|(?i:e(?=nd note)|d(?=irection ))"
)


def _mermaid(words: str) -> str:
    """The text as one line; what is not plain is written as its number, as Mermaid reads it."""
    return _NOT_PLAIN.sub(lambda found: f"#{ord(found[0])};", printable(words) or _NONE)


def _dot(words: str) -> str:
    """The text as one line between the quotes of a label."""
    plain = printable(words).replace("&", "&amp;")
    return plain.replace("\\", "\\\\").replace('"', '\\"')
