"""Facts of a case: a base with changes laid over it, then built into what rules read."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from types import NoneType
from typing import Any, Final, cast, get_args

import attrs

from pmi_core import codec
from pmi_core.errors import Fault, FaultyInput, did_you_mean
from pmi_core.programme import BODY_KINDS, Body, Programme
from pmi_core.regulation import shipped_places
from pmi_core.reporting import Dossier

Plain = dict[str, Any]
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


def _merged(base: Any, change: Any, path: str) -> Any:
    if not isinstance(change, dict) or not isinstance(base, (dict, list)):
        return deepcopy(change)
    for name, value in cast("Plain", change).items():
        inside = f"{path}.{name}".lstrip(".")
        if isinstance(base, list) and name == str(len(base)):
            base.append(deepcopy(value))
        elif isinstance(base, dict) and name not in base:
            base[name] = deepcopy(value)
        else:
            key = _key(base, name, inside)
            base[key] = _merged(base[key], value, inside)
    return base


def _key(holder: Any, step: str, path: str) -> Any:
    """What to look a step up by: the key of a table, the place of an item in a list."""
    if isinstance(holder, list):
        items: list[Any] = holder
        names = [item.get("id") if isinstance(item, dict) else None for item in items]
        if step in names:
            return names.index(step)
        if step.isdecimal() and int(step) < len(items):
            return int(step)
        known = [str(name) for name in names if name is not None]
        guess = did_you_mean(step, known)
        raise NowhereToPut(path, f"the list of {len(items)} has no item {step!r}{guess}")
    if isinstance(holder, dict) and step in holder:
        return step
    guess = did_you_mean(step, [*cast("Plain", holder)]) if isinstance(holder, dict) else ""
    raise NowhereToPut(path, f"nothing is written at {path!r}{guess}")


def build(plain: Mapping[str, object], names: Mapping[str, Any], file: str) -> dict[str, object]:
    """The facts of a schema out of plain values; one that is not written is left out.

    A body says by `programme` which of the partners it is, as rules ask it.

    Raises:
        FaultyInput: With every fault, its pointer beginning with the fact's name.
    """
    faults: list[Fault] = []
    facts: dict[str, object] = {}
    for name, annotation in names.items():
        if name not in plain:
            if NoneType not in get_args(annotation):
                message = f"{name!r} is always given; write it under [dasar] or in the case"
                fault = Fault(code="missing", message=message, file=file, pointer=f"/{name}")
                faults.append(fault)
            continue
        try:
            facts[name] = _built(plain[name], annotation, file)
        except FaultyInput as problem:
            faults += under(f"/{name}", problem.faults)
    if faults:
        raise FaultyInput(faults)
    return facts


def under(prefix: str, faults: tuple[Fault, ...]) -> Iterator[Fault]:
    """Faults of a part, each placed in the whole."""
    for fault in faults:
        yield attrs.evolve(fault, pointer=f"{prefix}{fault.pointer}")


def _built(value: object, annotation: Any, file: str) -> object:
    members = [member for member in get_args(annotation) if member is not NoneType]
    shape = members[0] if NoneType in get_args(annotation) and len(members) == 1 else annotation
    read = _READERS.get(shape)
    return codec.structure(value, shape, file=file) if read is None else read(value, file)


def _body(value: object, file: str) -> Body:
    members = {**cast("Plain", value)} if isinstance(value, dict) else {}
    said = members.pop("programme", None)
    try:
        programme = codec.structure(said, Programme, file=file)
    except FaultyInput as problem:
        raise FaultyInput(under("/programme", problem.faults)) from None
    body: Body = codec.structure(members, _BODIES[programme], file=file)
    return body


# A dossier is a folder, not a document: places are those that ship, and bodies are of kinds.
_DOSSIER: Final[Any] = attrs.make_class(
    "DossierCase",
    {
        field.name: attrs.field(type=field.type, default=field.default, kw_only=True)
        for field in attrs.fields(Dossier)
        if field.name not in ("bodies", "files", "places")
    },
    frozen=True,
)


def _dossier(value: object, file: str) -> Dossier:
    members = {**cast("Plain", value)} if isinstance(value, dict) else {}
    written = members.pop("bodies", [])
    listed = cast("list[object]", written) if isinstance(written, list) else []
    faults: list[Fault] = []
    bodies: list[Body] = []
    for place, item in enumerate(listed):
        try:
            bodies.append(_body(item, file))
        except FaultyInput as problem:
            faults += under(f"/bodies/{place}", problem.faults)
    try:
        rest = codec.structure(members, _DOSSIER, file=file)
    except FaultyInput as problem:
        raise FaultyInput([*problem.faults, *faults]) from None
    if faults:
        raise FaultyInput(faults)
    given = {name: getattr(rest, name) for name in attrs.fields_dict(_DOSSIER)}
    return Dossier(places=shipped_places(), bodies=tuple(bodies), **given)


_READERS: Final[Mapping[Any, Callable[[object, str], object]]] = {Body: _body, Dossier: _dossier}
