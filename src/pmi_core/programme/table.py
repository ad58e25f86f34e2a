"""Lifecycles in print: every state a row, every basis with its status in the cell."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from pmi_core.messages import Language, label, text
from pmi_core.programme.conditions import Guard
from pmi_core.programme.definition import Definition, Lifecycle, State, Transition
from pmi_core.regulation import (
    Assumption,
    Basis,
    Cited,
    ProvenanceStatus,
    Registry,
    best_standing,
    cite_text,
    standing,
)

_COLUMNS: Final = ("keadaan", "peristiwa", "syarat", "menjadi", "yang_memutuskan", "dasar")
_NONE: Final = "—"


def table_head(language: Language) -> tuple[str, ...]:
    """The columns of `table`.

    >>> table_head(Language.EN)
    ('State', 'Event', 'Conditions', 'Becomes', 'Decided by', 'Basis')
    """
    return tuple(text(f"siklus.tabel.{column}").in_(language) for column in _COLUMNS)


def table(
    lifecycle: Lifecycle[Any],
    registry: Registry,
    *,
    on: date,
    language: Language = Language.ID,
) -> tuple[tuple[str, ...], ...]:
    """A lifecycle as rows: one for each state and event, and one for each state nothing leaves.

    Args:
        lifecycle: The lifecycle.
        registry: Where bases are looked up.
        on: The day whose version is printed, with the standing its bases have then.
        language: Of the cells.
    """
    definition = lifecycle.on(on)
    writer = _Writer(lifecycle, registry, on, language)
    rows: list[tuple[str, ...]] = []
    for state in definition.states:
        leaving = definition.leaving(state.value)
        rows += [writer.row(definition, state, step) for step in leaving]
        if not leaving:
            rows.append((writer.state(state), *(_NONE for _ in _COLUMNS[1:])))
    return tuple(rows)


def basis_cell(
    basis: Basis, registry: Registry, *, on: date, language: Language = Language.ID
) -> str:
    """A basis as the cells of `table` name it: as people cite it, and what it is worth on a day.

    An assumption's own text already says that it is one.
    """
    words = cite_text(basis, registry).in_(language)
    if not isinstance(basis, Cited):
        return words
    worth = standing(basis, registry, on=on, place=None)
    return f"{words} [{label(worth).in_(language)}]"


def standing_cell(
    bases: Iterable[Basis], registry: Registry, *, on: date, language: Language = Language.ID
) -> str:
    """What several bases are worth at best on a day, and whether an assumption is among them.

    What no source says must not look like what one does.

    >>> from pmi_core.programme import find_lifecycle
    >>> from pmi_core.regulation import shipped_registry
    >>> joining, *_ = find_lifecycle("anggota").versions[0].transitions
    >>> standing_cell(joining.basis, shipped_registry(), on=date(2024, 6, 7))
    'naskah dilihat + asumsi'
    """
    found = tuple(bases)
    words = [best_standing(found, registry, on=on, place=None)]
    assumed = any(isinstance(basis, Assumption) for basis in found)
    if assumed and words != [ProvenanceStatus.ASSUMED]:
        words.append(ProvenanceStatus.ASSUMED)
    return " + ".join(label(word).in_(language) for word in words)


class _Writer:
    """What all cells of one table share."""

    def __init__(
        self, lifecycle: Lifecycle[Any], registry: Registry, on: date, language: Language
    ) -> None:
        self.lifecycle = lifecycle
        self.registry = registry
        self.on = on
        self.language = language

    def row(self, definition: Definition, state: State, step: Transition) -> tuple[str, ...]:
        """The cells of one state and event."""
        conditions = [self.condition(self.lifecycle.guards[name]) for name in step.guards]
        decider = f"{step.decider.in_(self.language)} [{self._standing(step.decider_basis)}]"
        return (
            self.state(state),
            f"{step.label.in_(self.language)} ({step.event})",
            "; ".join(conditions) or _NONE,
            self.state(definition.state(step.target)),
            decider,
            "; ".join(map(self._cited, step.basis)),
        )

    def state(self, state: State) -> str:
        """A state's name; a final one says so."""
        end = f" ({text('siklus.tabel.akhir').in_(self.language)})" if state.terminal else ""
        return state.label.in_(self.language) + end

    def condition(self, guard: Guard[Any]) -> str:
        """A condition's name, what it rests on, and whether it refuses or is only noted."""
        effect = text(f"siklus.tabel.{'menolak' if guard.refuses else 'dicatat_saja'}")
        said = f"{self._standing(guard.basis)}; {effect.in_(self.language)}"
        return f"{guard.label.in_(self.language)} [{said}]"

    def _standing(self, bases: tuple[Basis, ...]) -> str:
        return standing_cell(bases, self.registry, on=self.on, language=self.language)

    def _cited(self, basis: Basis) -> str:
        return basis_cell(basis, self.registry, on=self.on, language=self.language)
