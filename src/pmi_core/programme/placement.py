"""Where bodies stand: their level and territory, their working area, their tree.

What cannot be is a fault of the file. That something is missing is none: see `check_structure`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from pmi_core.errors import Fault, did_you_mean
from pmi_core.programme.bodies import Body, BodyId, KawanPMI, PerwiraPMI
from pmi_core.programme.vocabulary import Level
from pmi_core.regulation import PlaceCode


@attrs.frozen(kw_only=True)
class Branch:
    """An association, and those right below it, by id."""

    association: BodyId
    below: "tuple[Branch, ...]" = ()


def association_tree(bodies: Iterable[Body]) -> tuple[Branch, ...]:
    """The associations as a tree: national, provinces, kabupaten and kota.

    Returns:
        Those that name none above them, or one that is absent; those in a ring are left out, for
        a ring is a fault.

    >>> national = PerwiraPMI(id=BodyId("nasional"), name="Contoh", level=Level.NATIONAL)
    >>> province = PerwiraPMI(
    ...     id=BodyId("perwira-1"), name="Contoh", level=Level.PROVINCE, parent=national.id
    ... )
    >>> (top,) = association_tree([province, national])
    >>> top.association, [branch.association for branch in top.below]
    ('nasional', ['perwira-1'])
    """
    found = _associations(bodies)
    below: dict[BodyId | None, list[BodyId]] = {}
    for name in sorted(found):
        parent = found[name].parent
        below.setdefault(parent if parent in found else None, []).append(name)
    ordered = list(below.get(None, ()))
    for name in ordered:  # grows while it is read: whoever is above stands before
        ordered += below.get(name, ())
    branches: dict[BodyId, Branch] = {}
    for name in reversed(ordered):
        branches[name] = _branch(name, below, branches)
    return tuple(branches[name] for name in below.get(None, ()))


def placement_faults(bodies: Sequence[Body]) -> Iterator[tuple[int, Fault]]:
    """What no body can be: at a place of another level, under none it could be under.

    Returns:
        Each fault with the number (from 0) of its body; it points into that one's file.
    """
    associations = _associations(bodies)
    for number, body in enumerate(bodies):
        found = [*_level_faults(body)]
        if isinstance(body, KawanPMI):
            found += _area_faults(body)
        if isinstance(body, PerwiraPMI):
            found += _parent_faults(body, associations)
        for fault in found:
            yield number, fault


def _associations(bodies: Iterable[Body]) -> Mapping[BodyId, PerwiraPMI]:
    return {body.id: body for body in bodies if isinstance(body, PerwiraPMI)}


def _branch(
    name: BodyId,
    below: Mapping[BodyId | None, list[BodyId]],
    branches: Mapping[BodyId, Branch],
) -> Branch:
    return Branch(association=name, below=tuple(branches[one] for one in below.get(name, ())))


def _level_faults(body: Body) -> Iterator[Fault]:
    if body.place is None or not _PLACE.fullmatch(body.place):
        return  # what is no place code at all is told where places are looked up
    form, wanted = _PLACE_OF[body.level]
    if form is None or not form.fullmatch(body.place):
        message = f"a body of level {body.level.value!r} stands at {wanted}, not {body.place!r}"
        yield Fault(code="level-place", message=message, pointer="/place")


def _area_faults(unit: KawanPMI) -> Iterator[Fault]:
    listed = (
        ("district_codes", unit.district_codes, _DISTRICT),
        ("village_codes", unit.village_codes, _VILLAGE),
    )
    for field, codes, form in listed:
        for number, code in enumerate(codes or ()):
            at = f"/{field}/{number}"
            if not form.fullmatch(code):
                message = f"{code!r} is not written as such a code is"
                hint = f"write it as {_EXAMPLES[field]}"
                yield Fault(code="code-form", message=message, pointer=at, suggestion=hint)
            elif unit.place is not None and not _lies_in(code, unit.place):
                message = f"{code!r} does not lie in {unit.place!r}"
                yield Fault(code="outside-area", message=message, pointer=at)
            if code in (codes or ())[:number]:
                message = f"{code!r} is listed twice"
                yield Fault(code="duplicate", message=message, pointer=at)


def _lies_in(code: str, place: PlaceCode) -> bool:
    return code.startswith(f"{place}.")


def _parent_faults(body: PerwiraPMI, known: Mapping[BodyId, PerwiraPMI]) -> Iterator[Fault]:
    if body.parent is None:
        return
    parent = known.get(body.parent)
    if parent is None:
        message = f"names the association {body.parent!r}, which is absent"
        message += did_you_mean(body.parent, known)
        yield Fault(code="dangling", message=message, pointer="/parent")
    elif _is_above_itself(body, known):
        message = f"the associations above {body.id!r} lead back to it"
        yield Fault(code="cycle", message=message, pointer="/parent")
    elif _LEVELS.index(parent.level) <= _LEVELS.index(body.level):
        message = f"level {body.level.value!r} cannot stand under level {parent.level.value!r}"
        yield Fault(code="level-order", message=message, pointer="/parent")


def _is_above_itself(body: PerwiraPMI, known: Mapping[BodyId, PerwiraPMI]) -> bool:
    seen: set[BodyId] = set()
    here = body
    while here.parent is not None and here.parent in known and here.parent not in seen:
        seen.add(here.parent)
        here = known[here.parent]
    return body.id in seen


_LEVELS: Final = tuple(Level)  # lowest first
_PLACE: Final = re.compile(r"\d\d(\.\d\d)?", re.ASCII)
_PROVINCE: Final = re.compile(r"\d\d", re.ASCII)
_REGENCY: Final = re.compile(r"\d\d\.\d\d", re.ASCII)
_DISTRICT: Final = re.compile(r"\d\d\.\d\d\.\d\d", re.ASCII)
_VILLAGE: Final = re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}", re.ASCII)
# Codes below the kabupaten do not ship: a village community is placed by the one it lies in.
_PLACE_OF: Final = {
    Level.VILLAGE: (_REGENCY, "the kabupaten or kota it lies in"),
    Level.DISTRICT: (_REGENCY, "the kabupaten or kota it lies in"),
    Level.REGENCY: (_REGENCY, "a kabupaten or kota"),
    Level.PROVINCE: (_PROVINCE, "a province"),
    Level.NATIONAL: (None, "no place"),
}
_EXAMPLES: Final = {"district_codes": "32.04.05", "village_codes": "32.04.05.2001"}
