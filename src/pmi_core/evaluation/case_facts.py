"""Facts of a case: a base with changes laid over it, then built into what rules read."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import partial
from types import NoneType
from typing import Any, Final, TypeGuard, TypeVar, cast, get_args

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput, did_you_mean
from pmi_core.privacy import quoted
from pmi_core.programme import BODY_KINDS, Body, Programme

Plain = dict[str, Any]
T = TypeVar("T")
_BODIES: Final = {kind.shape.PROGRAMME: kind.shape for kind in BODY_KINDS}


class NowhereToPut(LookupError):
    """A path that leads nowhere in the base."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message


def changed(base: Plain, change: Mapping[str, Any]) -> Plain:
    """The base with changes: what is a table on both sides is merged, all else is replaced.

    A table laid over a list changes items of it, each by its number, counted from 0, or its `id`;
    the number after the last one adds an item.

    Raises:
        NowhereToPut: A list has no such item.

    >>> changed({"a": [{"id": "k1", "n": 1}], "b": 2}, {"a": {"k1": {"n": 3}, "1": {"n": 4}}})
    {'a': [{'id': 'k1', 'n': 3}, {'n': 4}], 'b': 2}
    """
    return cast("Plain", _merged(deepcopy(base), change, ""))


def left_out(base: Plain, path: str) -> Plain:
    """The base without what a dotted path names.

    Raises:
        NowhereToPut: Nothing is written there.

    >>> left_out({"a": [{"b": 1, "c": 2}]}, "a.0.b")
    {'a': [{'c': 2}]}
    """
    found = deepcopy(base)
    *steps, last = path.split(".")
    holder: Any = found
    for step in steps:
        holder = holder[_key(holder, step, path)]
    del holder[_key(holder, last, path)]
    return found


def _merged(base: object, change: object, path: str) -> object:
    if not _is_table(change) or not (_is_table(base) or _is_list(base)):
        return change
    items: Any = base
    for name, value in change.items():
        inside = f"{path}.{name}".lstrip(".")
        if _is_list(items) and name == str(len(items)):
            items.append(value)
        elif _is_table(items) and name not in items:
            items[name] = value
        else:
            key = _key(items, name, inside)
            items[key] = _merged(items[key], value, inside)
    return items


def _is_table(value: object) -> TypeGuard[Plain]:
    return isinstance(value, dict)


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)


def _key(holder: object, step: str, path: str) -> Any:
    """What to look a step up by: the key of a table, the place of an item in a list."""
    if _is_list(holder):
        return _place(holder, step, path)
    table = holder if _is_table(holder) else {}
    if step in table:
        return step
    message = f"nothing is written at {path!r}{did_you_mean(step, table)}"
    raise NowhereToPut(path, message)


def _place(items: list[object], step: str, path: str) -> int:
    ids = [item.get("id") if _is_table(item) else None for item in items]
    if step in ids:
        return ids.index(step)
    # As JSON pointers write them (RFC 6901): `00` and digits of other scripts are no numbers here.
    numbers = [str(number) for number in range(len(items))]
    if step in numbers:
        return numbers.index(step)
    guess = did_you_mean(step, [name for name in ids if isinstance(name, str)])
    raise NowhereToPut(path, f"the list of {len(items)} has no item {quoted(step)}{guess}")


def build(plain: Mapping[str, object], names: Mapping[str, Any], file: str) -> dict[str, object]:
    """The facts of a schema out of plain values; one that is not written is left out.

    A body says by `programme` which of the partners it is, as rules ask it.

    Raises:
        FaultyInput: With every fault, its pointer beginning with the fact's name.
    """
    faults: list[Fault] = []
    facts: dict[str, object] = {}
    for name, annotation in names.items():
        if name in plain:
            read = partial(_built, plain[name], annotation, file)
            facts[name] = tried(faults, f"/{name}", read)
        elif NoneType not in get_args(annotation):
            message = f"{name!r} is always given; write it under [dasar] or in the case"
            faults.append(Fault(code="missing", message=message, file=file, pointer=f"/{name}"))
    if faults:
        raise FaultyInput(faults)
    return facts


def tried(faults: list[Fault], pointer: str, read: Callable[[], T]) -> T | None:
    """What is read, or nothing; the faults of the part are kept, each placed in the whole."""
    try:
        return read()
    except FaultyInput as problem:
        faults += (attrs.evolve(one, pointer=f"{pointer}{one.pointer}") for one in problem.faults)
        return None


def _built(value: object, annotation: Any, file: str) -> object:
    members = [member for member in get_args(annotation) if member is not NoneType]
    shape = members[0] if NoneType in get_args(annotation) and len(members) == 1 else annotation
    read = _READERS.get(shape)
    return codec.structure(value, shape, file=file) if read is None else read(value, file)


def _body(value: object, file: str) -> Body:
    members: Plain = {**_expected(value, dict, "an object", file)}
    said = members.pop("programme", None)
    faults: list[Fault] = []
    programme = tried(faults, "/programme", lambda: codec.structure(said, Programme, file=file))
    if programme is None:
        raise FaultyInput(faults)
    body: Body = codec.structure(members, _BODIES[programme], file=file)
    return body


def _expected(value: object, plain: type[T], what: str, file: str) -> T:
    if isinstance(value, plain):
        return value
    raise FaultyInput([Fault(code="type", message=f"expected {what}", file=file)])


_READERS: Final[Mapping[Any, Callable[[object, str], object]]] = {Body: _body}
