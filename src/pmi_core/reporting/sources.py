"""What the files of a dossier hold, each thing with its place."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

import attrs

from pmi_core.errors import Fault
from pmi_core.programme import Body, Identities, Succession
from pmi_core.reporting.judgement import CarriedItem, Judgement
from pmi_core.reporting.meeting import Meeting, Proceedings
from pmi_core.reporting.publication import Publication
from pmi_core.reporting.report import Report
from pmi_core.reporting.submission import Submission, Waiver
from pmi_core.reporting.workplan import WorkPlan

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Placed(Generic[T]):
    """A document, or one item of one, with the file it came from and the pointer to it."""

    file: str
    pointer: str = ""
    value: T

    def parts(self, field: str) -> "tuple[Placed[Any], ...]":
        """The items of a list in it, each with its place; absent is none."""
        items: Sequence[Any] = getattr(self.value, field) or ()
        return tuple(
            Placed(file=self.file, pointer=f"{self.pointer}/{field}/{number}", value=item)
            for number, item in enumerate(items)
        )

    def fault(self, code: str, message: str, *, at: str = "", suggestion: str = "") -> Fault:
        """A fault of this, or of the field at a pointer below it."""
        return Fault(
            code=code,
            message=message,
            file=self.file,
            pointer=self.pointer + at,
            suggestion=suggestion,
        )


Documents = Mapping[str, Sequence[Placed[Any]]]


@attrs.frozen(kw_only=True)
class Sources:
    """What the files of a dossier hold, each thing with its place."""

    bodies: tuple[Placed[Body], ...]
    successions: tuple[Placed[Succession], ...]
    identities: tuple[Placed[Identities], ...]
    reports: tuple[Placed[Report], ...]
    submissions: tuple[Placed[Submission], ...]
    waivers: tuple[Placed[Waiver], ...]
    work_plans: tuple[Placed[WorkPlan], ...]
    judgements: tuple[Placed[Judgement], ...]
    carried: tuple[Placed[CarriedItem], ...]
    meetings: tuple[Placed[Meeting], ...]
    proceedings: tuple[Placed[Proceedings], ...]
    publications: tuple[Placed[Publication], ...]


def sources_of(documents: Documents) -> Sources:
    """The things in decoded documents, which are given by the name of their kind."""

    def whole(*kinds: str) -> tuple[Placed[Any], ...]:
        return tuple(document for kind in kinds for document in documents.get(kind, ()))

    def items(kind: str, field: str = "items") -> tuple[Placed[Any], ...]:
        return tuple(item for document in whole(kind) for item in document.parts(field))

    return Sources(
        bodies=whole("kkbm", "kawan-pmi", "perwira-pmi"),
        successions=items("successions"),
        identities=whole("identities"),
        reports=whole("report"),
        submissions=items("submissions"),
        waivers=items("waivers"),
        work_plans=items("work-plans", "plans"),
        judgements=items("judgements"),
        carried=items("carried"),
        meetings=whole("meeting"),
        proceedings=whole("proceedings"),
        publications=whole("publication"),
    )
