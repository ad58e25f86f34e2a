"""What a rulebook says beside its expressions: its form, its texts, and what its parts name."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, cast

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput, did_you_mean
from pmi_core.evaluation.criteria import Criterion, RulebookFile
from pmi_core.messages import Language
from pmi_core.regulation import Registry, check_basis


def structured(
    raw: Mapping[str, Any], file: str, registry: Registry | None
) -> tuple[RulebookFile | None, list[Fault]]:
    """A rulebook from plain values, and every fault that can be found without its expressions.

    Where its form is at fault, what each sound criterion says is checked all the same.
    """
    written, faults = _read(raw, RulebookFile, file)
    faults += _blank("", raw, file)
    if raw.get("criterion") == []:
        message = "a rulebook has at least one criterion"
        faults.append(Fault(code="missing", message=message, file=file, pointer="/criterion"))
    ids = {key: list(_ids(raw, key)) for key in ("measure", "criterion", "component")}
    for key, found in ids.items():
        faults += _doubles(key, found, file)
    components = [name for _, name in ids["component"]]
    for place, row in rows(raw, "criterion"):
        criterion = written.criterion[place] if written else _read(row, Criterion, file)[0]
        if criterion is not None:
            faults += _of_criterion(criterion, f"/criterion/{place}", components, file, registry)
    return written, faults


def rows(raw: Mapping[str, Any], key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The tables of an array of tables, each with its place."""
    listed = raw.get(key)
    for place, row in enumerate(cast("list[object]", listed) if isinstance(listed, list) else ()):
        if isinstance(row, dict):
            yield place, cast("Mapping[str, Any]", row)


def _read(raw: object, shape: type[Any], file: str) -> tuple[Any, list[Fault]]:
    try:
        return codec.structure(raw, shape, file=file), []
    except FaultyInput as problem:
        return None, list(problem.faults)


def _ids(raw: Mapping[str, Any], key: str) -> Iterator[tuple[int, str]]:
    for place, row in rows(raw, key):
        if isinstance(row.get("id"), str):
            yield place, row["id"]


def _blank(pointer: str, value: object, file: str) -> Iterator[Fault]:
    """Texts that say nothing in one of the languages."""
    if isinstance(value, list):
        for place, item in enumerate(cast("list[object]", value)):
            yield from _blank(codec.join(pointer, place), item, file)
    if not isinstance(value, dict):
        return
    members = cast("dict[str, object]", value)
    is_text = members.keys() == {language.value for language in Language}
    for key, item in members.items():
        if is_text and isinstance(item, str) and not item.strip():
            message = "a text says something in each language"
            at = codec.join(pointer, key)
            yield Fault(code="translation", message=message, file=file, pointer=at)
        yield from _blank(codec.join(pointer, key), item, file)


def _doubles(key: str, ids: list[tuple[int, str]], file: str) -> Iterator[Fault]:
    seen = Counter[str]()
    for place, name in ids:
        seen[name] += 1
        if seen[name] > 1:
            message = f"the {key} {name!r} is given twice"
            yield Fault(code="duplicate", message=message, file=file, pointer=f"/{key}/{place}/id")


def _of_criterion(
    criterion: Criterion,
    pointer: str,
    components: list[str],
    file: str,
    registry: Registry | None,
) -> Iterator[Fault]:
    if not criterion.basis:
        message = "a criterion rests on something: cite a source, or say who assumes it and why"
        yield Fault(code="basis", message=message, file=file, pointer=f"{pointer}/basis")
    if criterion.component is not None and criterion.component not in components:
        guess = did_you_mean(criterion.component, components)
        message = f"no component is called {criterion.component!r}{guess}"
        yield Fault(code="dangling", message=message, file=file, pointer=f"{pointer}/component")
    for number, basis in enumerate(criterion.basis):
        if registry is None:
            return
        yield from check_basis(basis, registry, file=file, pointer=f"{pointer}/basis/{number}")
