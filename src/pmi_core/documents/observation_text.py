"""What was observed of bodies, as text for 80 columns and as plain values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from pmi_core.documents.layout import Wording, heading, paragraph
from pmi_core.messages import Language, Text, catalogue
from pmi_core.programme import Finding, Noted, Observation, Open, Unmet
from pmi_core.regulation import Basis, Registry, cite_text

# What asks for something first, mere notes last.
STATUSES: Final[Mapping[type[Finding], str]] = MappingProxyType(
    {Unmet: "tidak_terpenuhi", Open: "belum_dapat_dipastikan", Noted: "catatan"}
)


def count_statuses(observations: Iterable[Observation]) -> Mapping[str, int]:
    """How many observations there are of each status; none is zero.

    >>> dict(count_statuses([]))
    {'tidak_terpenuhi': 0, 'belum_dapat_dipastikan': 0, 'catatan': 0}
    """
    found = [_status(observation) for observation in observations]
    return MappingProxyType({status: found.count(status) for status in STATUSES.values()})


def observation_value(observation: Observation) -> Mapping[str, Any]:
    """An observation with its status in a word, as machines read it."""
    return MappingProxyType(
        {
            "rule": observation.rule,
            "status": _status(observation),
            "bodies": observation.bodies,
            "persons": observation.persons,
            "first": observation.first,
            "last": observation.last,
            "what": observation.verdict.what,
            "remedy": observation.verdict.remedy,
            "basis": observation.basis,
        }
    )


def observations_text(
    observations: Sequence[Observation], registry: Registry, language: Language
) -> str:
    """Observations for people: by status and rule, each rule with what to do and its basis.

    Args:
        observations: In order, as checks give them.
        registry: The law they were made with.
        language: Of the text.

    Returns:
        Lines that end in a line feed, the last one too; empty where nothing was observed.
    """
    writer = _Writer(registry, language)
    return "".join(f"{line}\n" for line in writer.lines(observations))


def _status(observation: Observation) -> str:
    return STATUSES[type(observation.verdict)]


# What is said once for many: the rule, what to do, and the basis.
_Said = tuple[str, Text, tuple[Basis, ...]]


def _alike(observations: Iterable[Observation]) -> Mapping[_Said, Sequence[Observation]]:
    groups: dict[_Said, list[Observation]] = {}
    for one in observations:
        groups.setdefault((one.rule, one.verdict.remedy, one.basis), []).append(one)
    return groups


class _Writer(Wording):
    """What all lines of one text share."""

    def __init__(self, registry: Registry, language: Language) -> None:
        super().__init__("pengamatan", language)
        self.registry = registry

    def lines(self, observations: Sequence[Observation]) -> Iterator[str]:
        """All lines."""
        for status in STATUSES.values():
            of_status = [one for one in observations if _status(one) == status]
            if of_status:
                yield from heading(self.say(status))
            for (rule, remedy, basis), alike in _alike(of_status).items():
                yield ""
                yield from self.group(rule, remedy, basis, alike)

    def group(
        self, rule: str, remedy: Text, basis: Iterable[Basis], alike: Sequence[Observation]
    ) -> Iterator[str]:
        """All observations of one rule that ask for one thing."""
        yield from paragraph(self.title(rule, len(alike)))
        yield from paragraph(self.say("agar", agar=remedy), indent=2)
        for item in basis:
            cited = cite_text(item, self.registry)
            yield from paragraph(self.say("dasar", dasar=cited), indent=2)
        said: dict[str, list[str]] = {}
        for observation in alike:
            words = f"{self.days(observation)}: {self.word(observation.verdict.what)}"
            said.setdefault(words, []).append(", ".join(observation.bodies))
        for words, whose in said.items():
            yield from paragraph(f"{', '.join(whose)}{words}", indent=2, bullet="- ")

    def title(self, rule: str, count: int) -> str:
        """What a rule is called, if the catalogue says it, with its word and how many there are."""
        named = catalogue()
        for key in (f"pengamatan.nama.{rule}", f"jaga.{rule}.label"):
            if key in named:
                words = named[key].in_(self.language)
                name = words[:1].upper() + words[1:]
                return self.say("aturan", nama=name, aturan=rule, jumlah=count)
        return self.say("aturan_lain", aturan=rule, jumlah=count)

    def days(self, observation: Observation) -> str:
        """From when to when it is so, as far as that can be told."""
        first, last = observation.first, observation.last
        if first is None and last is None:
            return ""
        key = "sampai" if first is None else "sejak" if last is None else "antara"
        return self.say(key, sejak=first, sampai=last)
