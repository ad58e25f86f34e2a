"""One plugin read: imported, its hooks called one by one, everything it registers checked."""

import inspect
import keyword
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any, Final, Protocol, TypeVar, cast

import attrs
import pluggy

from pmi_core import codec
from pmi_core.documents import Contribution, ContributionKind, PluginRaised, isolated
from pmi_core.errors import Fault, FaultyInput, did_you_mean
from pmi_core.evaluation import Function, MissingReason, reserved_names
from pmi_core.messages import Text
from pmi_core.plugins import hookspecs
from pmi_core.plugins.discovery import Candidate, PluginRecord
from pmi_core.plugins.records import RulebookSource
from pmi_core.privacy import mask_text
from pmi_core.programme import Definition, Guard, Lifecycle, check_lifecycle
from pmi_core.regulation import Basis, LawPack

T = TypeVar("T")
_Named = tuple[str, object]  # the id of what was offered, and what of it is used
MOST: Final = 1_000
_ID: Final = re.compile(r"[a-z][a-z0-9-]{0,63}", re.ASCII)


@attrs.frozen(kw_only=True)
class Offer:
    """One checked object of a plugin.

    Attributes:
        optional: Whether it is used only when it is asked for by name.
    """

    value: object
    contribution: Contribution
    optional: bool = False


@attrs.frozen(kw_only=True, eq=False)
class Reading:
    """What reading a plugin gave; with a fault, nothing of it may be used.

    Attributes:
        source: The plugin object, or None where it could not be imported.
    """

    plugin: PluginRecord
    source: object
    offers: tuple[Offer, ...]
    faults: tuple[Fault, ...]


class _Refused(Exception):
    """Why nothing of a plugin is used; `within` are the faults of what it offers, each whole."""

    def __init__(
        self, code: str, message: str, suggestion: str = "", within: tuple[Fault, ...] = ()
    ) -> None:
        self.code = code
        self.message = message
        self.suggestion = suggestion
        self.within = within


class _Implementation(Protocol):
    """The part of pluggy's `HookImpl` that is used."""

    wrapper: bool
    hookwrapper: bool
    optionalhook: bool

    @property
    def function(self) -> Callable[..., object]: ...


def read(candidate: Candidate) -> Reading:
    """Import a plugin and call its hooks; nothing it does raises here."""
    plugin = candidate.record
    source: object = None
    offers: list[Offer] = []
    faults: list[Fault] = []
    try:
        source = _attempt(candidate.load, "import")
        for hook, implementation in _implementations(source):
            try:
                offers += _registered(hook, implementation, plugin)
            except _Refused as refusal:
                faults += _faults(plugin, refusal, hook)
    except _Refused as refusal:
        faults += _faults(plugin, refusal, "")
    return Reading(plugin=plugin, source=source, offers=tuple(offers), faults=tuple(faults))


def _faults(plugin: PluginRecord, refusal: _Refused, hook: str) -> tuple[Fault, ...]:
    own = Fault(code=refusal.code, message=refusal.message, suggestion=refusal.suggestion)
    return tuple(placed(fault, plugin, hook) for fault in (refusal.within or (own,)))


def placed(fault: Fault, plugin: PluginRecord, hook: str) -> Fault:
    """A fault of what a plugin offers by a hook, named with both; its own place stays."""
    at = " ".join(part for part in (hook, fault.file, fault.pointer) if part)
    return attrs.evolve(fault, file=str(plugin), pointer=at)


def _attempt(work: Callable[[], T], code: str) -> T:
    try:
        return isolated(work)
    except PluginRaised as problem:
        raise _Refused(code, str(problem), within=_within(problem)) from problem


def _within(problem: PluginRaised) -> tuple[Fault, ...]:
    """The faults that an error of this library lists; nothing of what a stranger made of them."""
    cause = problem.__cause__
    if not isinstance(cause, FaultyInput):
        return ()
    try:
        return isolated(lambda: tuple(map(_masked, cause.faults)))
    except PluginRaised:
        return ()


def _masked(fault: Fault) -> Fault:
    return attrs.evolve(fault, message=mask_text(fault.message))


def _implementations(source: object) -> list[tuple[str, _Implementation]]:
    """The hook functions of one plugin, by hook name.

    Each plugin gets a manager of its own: a wrapper or a broken signature in one cannot reach
    another, and there is no manager to purge afterwards.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    _attempt(lambda: manager.register(source), "signature")
    found: list[tuple[str, _Implementation]] = [
        (caller.name, cast("_Implementation", implementation))
        for caller in manager.get_hookcallers(source) or ()
        for implementation in caller.get_hookimpls()
    ]
    if not found:
        hint = "mark its functions with @hookimpl of pmi_core.plugins"
        raise _Refused("no-hook", "implements no hook", hint)
    return sorted(found, key=lambda pair: pair[0])


def _registered(
    hook: str, implementation: _Implementation, plugin: PluginRecord
) -> Iterator[Offer]:
    if hook not in _HOOKS:
        if implementation.optionalhook:
            return
        raise _Refused("unknown-hook", f"no hook has this name{did_you_mean(hook, _HOOKS)}")
    if implementation.wrapper or implementation.hookwrapper:
        raise _Refused("wrapper", "hooks only register objects; a wrapper has nothing to wrap")
    kind, what, check = _HOOKS[hook]
    seen: set[str] = set()
    for position, value in enumerate(_collected(implementation.function, what)):
        name, sound = _attempt(partial(check, value), "type")
        if not _ID.fullmatch(name):
            message = f"item {position} has the id {name!r}"
            raise _Refused("id", message, "use lower-case letters, digits and hyphens")
        if name in seen:
            raise _Refused("duplicate-id", f"the id {name!r} is registered twice")
        seen.add(name)
        contribution = Contribution(
            kind=kind, id=name, distribution=plugin.distribution, version=plugin.version
        )
        optional = kind is ContributionKind.EXPORTER and _attempt(partial(_optional, value), "type")
        yield Offer(value=sound, contribution=contribution, optional=optional)


def _collected(function: Callable[..., object], what: str) -> list[object]:
    result = _attempt(function, "hook")
    if inspect.iscoroutine(result):
        result.close()  # else Python warns that nobody awaited it
        raise _Refused("type", "an async function cannot register; use a plain one")
    message = f"expected an iterable of {what}, found {_kind(result)}"
    if isinstance(result, (str, bytes, Mapping)) or not isinstance(result, Iterable):
        raise _Refused("type", message)
    items = cast("Iterable[object]", result)
    collected = _attempt(lambda: list(islice(items, MOST + 1)), "hook")
    if len(collected) > MOST:
        raise _Refused("too-many", f"registers more than {MOST} objects")
    return collected


def _kind(value: object) -> str:
    return type(value).__name__


def _rulebook(value: object) -> _Named:
    return _instance(value, RulebookSource).id, value


def _policy(value: object) -> _Named:
    return _protocol(value, texts=("id", "version", "digest"), methods=("score", "label"))


def _exporter(value: object) -> _Named:
    return _protocol(value, texts=("id", "media_type"), methods=("export",))


def _optional(value: object) -> bool:
    stated: object = getattr(value, "optional", False)
    if not isinstance(stated, bool):
        raise TypeError(f"{_kind(value)}.optional is neither True nor False")
    return stated


def _law(value: object) -> _Named:
    """The pack as its stored form reads: an attrs field takes what the type checker would not."""
    pack = _instance(value, LawPack)
    return pack.id, _read_again(pack, LawPack)


@attrs.frozen(kw_only=True)
class _Condition:
    """The fields of a condition that are written down; those of `Guard`, but for its function."""

    name: str
    label: Text
    basis: tuple[Basis, ...]
    refuses: bool


@attrs.frozen(kw_only=True)
class _Conditions:
    """Conditions as they are written down, by name."""

    guards: Mapping[str, _Condition]


def _lifecycle(value: object) -> _Named:
    """A plain lifecycle of each version and condition as its stored form reads, if it is sound."""
    shape: type[Lifecycle[Any]] = Lifecycle
    given = _instance(value, shape)
    versions = tuple(_read_again(one, Definition) for one in given.versions)
    guards = _conditions(given.guards)
    found = Lifecycle(versions=versions, guards=guards, nothing_known=given.nothing_known)
    return found.name, check_lifecycle(found, files=[found.name] * len(found.versions))


def _function(value: object) -> _Named:
    """A plain function, whatever was made of it; the names of the language are taken."""
    given = _instance(value, Function)
    if given.name in reserved_names():
        raise TypeError(f"the function {given.name!r} is built in")
    if keyword.iskeyword(given.name):
        raise TypeError(f"no rule can call a function {given.name!r}: it is a word of Python")
    if not callable(given.call):
        raise TypeError(f"the function {given.name!r} has nothing to call")
    plain = Function(
        name=given.name,
        parameters=given.parameters,
        result=given.result,
        call=given.call,
        doc=_instance(given.doc, Text),
        needs_context=given.needs_context,
        rests_on=frozenset(given.rests_on),
        because=_instance(given.because, MissingReason),
    )
    return plain.name.replace("_", "-"), plain


def _conditions(given: Mapping[str, object]) -> dict[str, Guard[Any]]:
    condition: type[Guard[Any]] = Guard
    guards = {name: _instance(guard, condition) for name, guard in given.items()}
    checks = [guard.check for guard in guards.values()]
    for name, check in zip(guards, checks, strict=True):
        if not callable(check):
            raise TypeError(f"the condition {name!r} has no function that checks")
    names = [field.name for field in attrs.fields(_Condition)]
    told = {name: {n: getattr(guard, n) for n in names} for name, guard in guards.items()}
    read_again = _read_again({"guards": told}, _Conditions).guards
    return {
        name: Guard(**{n: getattr(stored, n) for n in names}, check=check)
        for (name, stored), check in zip(read_again.items(), checks, strict=True)
    }


def _read_again(value: object, shape: type[T]) -> T:
    return codec.load(codec.dump_json(value), shape)


def _instance(value: object, shape: type[T]) -> T:
    if not isinstance(value, shape):
        raise TypeError(f"expected {shape.__name__}, found {_kind(value)}")
    return value


def _protocol(value: object, *, texts: tuple[str, ...], methods: tuple[str, ...]) -> _Named:
    found = {name: getattr(value, name, None) for name in (*texts, *methods)}
    wrong = [name for name in texts if not isinstance(found[name], str)]
    wrong += [name for name in methods if not callable(found[name])]
    if isinstance(value, type):
        raise TypeError(f"the class {value.__name__} was registered, not an instance of it")
    if wrong:
        raise TypeError(f"{type(value).__name__} lacks {', '.join(wrong)}")
    return cast("str", found["id"]), value


_HOOKS: Final[Mapping[str, tuple[ContributionKind, str, Callable[[object], _Named]]]] = {
    "pmi_rulebooks": (ContributionKind.RULEBOOK, "RulebookSource", _rulebook),
    "pmi_scoring_policies": (ContributionKind.POLICY, "ScoringPolicy", _policy),
    "pmi_exporters": (ContributionKind.EXPORTER, "Exporter", _exporter),
    "pmi_law": (ContributionKind.LAW, "LawPack", _law),
    "pmi_lifecycles": (ContributionKind.LIFECYCLE, "Lifecycle", _lifecycle),
    "pmi_rule_functions": (ContributionKind.FUNCTION, "Function", _function),
}
