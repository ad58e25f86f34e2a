"""What a rulebook's parts say of each other and of the law: each names something that is there."""

from collections import Counter
from collections.abc import Iterator

from pmi_core.errors import Fault, did_you_mean
from pmi_core.evaluation.criteria import Criterion, RulebookFile
from pmi_core.evaluation.schema import Schema
from pmi_core.regulation import Registry, check_basis


def reference_faults(written: RulebookFile, file: str, schema: Schema) -> Iterator[Fault]:
    """What is given twice, missing, or names nothing."""
    if written.subject != schema.subject:
        message = f"a rulebook about {schema.subject!r} is needed, not about {written.subject!r}"
        yield Fault(code="subject", message=message, file=file, pointer="/subject")
    if not written.criterion:
        message = "a rulebook has at least one criterion"
        yield Fault(code="missing", message=message, file=file, pointer="/criterion")
    lists = {
        "measure": [str(item.id) for item in written.measure],
        "criterion": [str(item.id) for item in written.criterion],
        "component": [str(item.id) for item in written.component],
    }
    for key, ids in lists.items():
        yield from _doubles(key, ids, file)
    for place, criterion in enumerate(written.criterion):
        yield from _criterion_faults(criterion, f"/criterion/{place}", lists["component"], file)


def _doubles(key: str, ids: list[str], file: str) -> Iterator[Fault]:
    counts = Counter(ids)
    for place, name in enumerate(ids):
        if counts[name] > 1 and ids.index(name) != place:
            message = f"the {key} {name!r} is given twice"
            yield Fault(code="duplicate", message=message, file=file, pointer=f"/{key}/{place}/id")


def _criterion_faults(
    criterion: Criterion, pointer: str, components: list[str], file: str
) -> Iterator[Fault]:
    if not criterion.basis:
        message = "a criterion rests on something: cite a source, or say who assumes it and why"
        yield Fault(code="basis", message=message, file=file, pointer=f"{pointer}/basis")
    if criterion.component is not None and criterion.component not in components:
        guess = did_you_mean(criterion.component, components)
        message = f"no component is called {criterion.component!r}{guess}"
        yield Fault(code="dangling", message=message, file=file, pointer=f"{pointer}/component")


def basis_faults(written: RulebookFile, file: str, registry: Registry) -> Iterator[Fault]:
    """Citations of what the law does not have."""
    for place, criterion in enumerate(written.criterion):
        for number, basis in enumerate(criterion.basis):
            pointer = f"/criterion/{place}/basis/{number}"
            yield from check_basis(basis, registry, file=file, pointer=pointer)
