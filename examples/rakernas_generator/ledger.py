"""What was planted, and what looks like a fault and is none; kept outside the dossier."""

import json
from collections.abc import Iterable
from typing import Final

import attrs

from examples.rakernas_generator.filing import Filing
from pmi_core.messages import Text

_HEADER: Final = """\
# DATA REKAAN. What the generator planted in `{dossier}`, and the decoys that must stay silent.
# Written by `python -m examples.{program}`; it lies outside the dossier on purpose.
# `kind` is the wording of the list of planted faults; an empty `criterion` waits for a rulebook.
# `subject` is the newest revision; `pointer` leads to the witness in it, "" to the whole report.
# A decoy without a subject holds for all reports. A subject that is no report is a body, whose file
# the pointer leads into, or a person's id.
"""


@attrs.frozen(kw_only=True)
class Planted:
    """One planted fault."""

    kind: str
    criterion: str
    filing: Filing
    pointer: str = ""


@attrs.frozen(kw_only=True)
class PlantedElsewhere:
    """One planted fault of a body or person."""

    kind: str
    criterion: str
    subject: str
    pointer: str = ""


@attrs.frozen(kw_only=True)
class Decoy:
    """Something that must raise no note, and why."""

    kind: str
    criterion: str
    filing: Filing | None
    reason: Text
    subject: str = ""


@attrs.define(kw_only=True)
class Ledger:
    """The list under way."""

    planted: list[Planted] = attrs.Factory(list)
    elsewhere: list[PlantedElsewhere] = attrs.Factory(list)
    decoys: list[Decoy] = attrs.Factory(list)

    def plant(self, kind: str, criterion: str, filing: Filing, pointer: str = "") -> None:
        """Note a planted fault."""
        self.planted.append(Planted(kind=kind, criterion=criterion, filing=filing, pointer=pointer))

    def decoy(self, kind: str, criterion: str, filing: Filing | None, reason: Text) -> None:
        """Note a decoy, in one report or (without a filing) in all of them."""
        self.decoys.append(Decoy(kind=kind, criterion=criterion, filing=filing, reason=reason))

    def plant_elsewhere(self, kind: str, criterion: str, subject: str, pointer: str = "") -> None:
        """Note a planted fault of a body or person."""
        fault = PlantedElsewhere(kind=kind, criterion=criterion, subject=subject, pointer=pointer)
        self.elsewhere.append(fault)

    def decoy_elsewhere(self, kind: str, criterion: str, subject: str, reason: Text) -> None:
        """Note a decoy in a body or person."""
        self.decoys.append(
            Decoy(kind=kind, criterion=criterion, filing=None, reason=reason, subject=subject)
        )

    def dump(
        self, dossier: str = "rakernas-2023", program: str = "generate_rakernas_2023"
    ) -> bytes:
        """The list as TOML, in order of kind, subject and pointer."""
        header = _HEADER.format(dossier=dossier, program=program)
        blocks = [header, _counts((*self.planted, *self.elsewhere))]
        subjects: list[tuple[Planted | PlantedElsewhere, str]] = [
            *((item, item.filing.report.id) for item in self.planted),
            *((item, item.subject) for item in self.elsewhere),
        ]
        blocks += sorted(_planted(item, subject) for item, subject in subjects)
        blocks += sorted(_decoy(item) for item in self.decoys)
        return "\n".join(blocks).encode()


def _counts(planted: Iterable[Planted | PlantedElsewhere]) -> str:
    counts: dict[str, int] = {}
    for item in planted:
        counts[item.kind] = counts.get(item.kind, 0) + 1
    lines = (f"{_quoted(kind)} = {counts[kind]}" for kind in sorted(counts))
    return "\n".join(("[counts]", *lines, ""))


def _planted(item: Planted | PlantedElsewhere, subject: str) -> str:
    return _table(
        "planted",
        kind=item.kind,
        criterion=item.criterion,
        subject=subject,
        pointer=item.pointer,
    )


def _decoy(item: Decoy) -> str:
    return _table(
        "decoy",
        kind=item.kind,
        criterion=item.criterion,
        subject=item.filing.report.id if item.filing else item.subject,
        reason_id=item.reason.id,
        reason_en=item.reason.en,
    )


def _table(name: str, **values: str) -> str:
    lines = (f"{key.replace('_', '.')} = {_quoted(value)}" for key, value in values.items())
    return "\n".join((f"[[{name}]]", *lines, ""))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
