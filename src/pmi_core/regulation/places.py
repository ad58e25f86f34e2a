"""The places of several editions: by code, by name as people type it, and on a day."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from typing import Final

import attrs

from pmi_core.errors import Ambiguous, FaultyInput, NotFound
from pmi_core.regulation.aliases import Alias, load_aliases
from pmi_core.regulation.codes import CodeSystem, Unmatched, convert_code, read_code
from pmi_core.regulation.editions import PlaceEdition, region_files, shipped_editions
from pmi_core.regulation.place_names import name_parts, nearest_name, shorten
from pmi_core.regulation.region_changes import lineages
from pmi_core.regulation.regions import PLACE_CODE, PlaceCode, Region, RegionLevel, province_of
from pmi_core.regulation.table import missing_file
from pmi_core.regulation.zones import province_zones

_EVERY: Final = -1  # the listing of all editions together comes last
_ALIASES: Final = "aliases.tsv"
_BARE: Final = re.compile(r"\d\d(\d\d)?", re.ASCII)
_FOUR: Final = re.compile(r"\d{4}", re.ASCII)
_DOTTED: Final = re.compile(r"[\d.]*\d[\d.]*", re.ASCII)
_Named = tuple[str, Region]


def _in_order(editions: Iterable[PlaceEdition]) -> tuple[PlaceEdition, ...]:
    """Those without a day first, as given; then by day, newest first."""
    return tuple(sorted(editions, key=lambda item: item.since or date.max, reverse=True))


class _Untagged(Ambiguous):
    """Digits without the name of their system: not guessed even where only one system has them."""

    def __str__(self) -> str:
        return f"{self.name!r} does not say whose code it is: write {' or '.join(self.candidates)}"


class _Unnamed(NotFound):
    """A name of no place; `known` holds those whose bare name, without its kind, is nearest."""

    def __str__(self) -> str:
        near = f"; did you mean {' or '.join(map(repr, self.known))}?" if self.known else ""
        return f"no {self.what} is called {self.name!r}{near}"


@attrs.frozen(kw_only=True)
class Places:
    """The places of several editions of the codes.

    An edition is in force from the day of its decree until the next one's; the newest that ships
    stays in force, although a decree nobody told us may have followed. Before the first edition
    nothing is known, and nothing is guessed. An edition without a day adds to every day.

    Asked without a day, the newest edition that has a code wins.

    Attributes:
        editions: Those without a day first, then newest first.
        aliases: Short names in use.

    >>> places = shipped_places()
    >>> places.find("73.10").name
    'Kabupaten Pangkajene dan Kepulauan'
    >>> [place.code for place in places.candidates("Bandung")]
    ['32.04', '32.73']
    >>> places.resolve("Kab. Merauke", on=date(2022, 6, 1)).code
    '91.01'
    """

    editions: tuple[PlaceEdition, ...] = attrs.field(converter=_in_order)
    aliases: tuple[Alias, ...] = ()

    def edition_on(self, day: date) -> PlaceEdition | None:
        """The edition in force on a day; None before the first: outside the coverage.

        >>> shipped_places().edition_on(date(2022, 6, 1)).id
        '050-145-2022'
        """
        number = self._number(day)
        return self._dated[number - 1] if number else None

    def find(self, code: str, on: date | None = None) -> Region:
        """The region of a Kemendagri code.

        Args:
            code: Such as `32` or `32.04`.
            on: The day whose edition is asked; without one, the newest edition that has the code.

        Raises:
            NotFound: `known` holds the code the region has on that day, or codes near it: 73.10
                where a spreadsheet made it 73.1.

        >>> shipped_places().find("91.01", on=date(2022, 6, 1)).name
        'Kabupaten Merauke'
        >>> shipped_places().find("91.01", on=date(2024, 6, 1))
        Traceback (most recent call last):
            ...
        pmi_core.errors.NotFound: no place in force on 2024-06-01 (the editions start on \
2022-02-14) is called '91.01'; did you mean '93.01'?
        """
        number = self._number(on)
        found = self._listings[number].get(code)
        if found is None:
            near = self._recoded(code, number) or _near(code, self._listings[number])
            raise NotFound(self._asked("place", on), shorten(code), near)
        return found

    def knows(self, code: str) -> bool:
        """Whether any edition has the code.

        >>> shipped_places().knows("91.01"), shipped_places().knows("99.01")
        (True, False)
        """
        return code in self._listings[_EVERY]

    def valid(self, code: str, on: date) -> bool | None:
        """Whether the edition in force on a day has a code; None outside the coverage.

        >>> places = shipped_places()
        >>> places.valid("96.01", on=date(2025, 4, 24)), places.valid("96.01", on=date(2025, 4, 25))
        (False, True)
        >>> places.valid("96.01", on=date(2021, 12, 31)) is None
        True
        """
        number = self._number(on)
        has = code in self._listings[number]
        return has if number or has else None

    def candidates(self, name: str, on: date | None = None) -> tuple[Region, ...]:
        """The regions a name, as people type it, may mean; by code, none is chosen.

        Abbreviations (`Kab.`, `Prov.`), usual short names (Pangkep, KBB) and names of other
        editions are understood. A name without kabupaten or kota means both; an area of several
        units means each of them.

        Args:
            name: As typed.
            on: The day whose edition lists them; without one, the newest.

        >>> [region.name for region in shipped_places().candidates("Gorontalo")]
        ['Gorontalo', 'Kabupaten Gorontalo', 'Kota Gorontalo']
        """
        kinds, stem = name_parts(name)
        named = self._names[self._number(on)].get(stem, ())
        return tuple([region for kind, region in named if not kinds or kind in kinds])

    def resolve(
        self, text: str, on: date | None = None, *, system: CodeSystem | None = None
    ) -> Region:
        """The one region a text means: a name, a dotted code, or a code with its system.

        Digits without a dot may be of either system: `BPS 1101`, `Kemendagri 11.01` and
        `ISO ID-JB` say which, or the caller says so for them.

        Args:
            text: As typed.
            on: The day whose edition lists the region; without one, the newest.
            system: Whose code digits without a dot are; without one, they are refused.

        Raises:
            Ambiguous: More than one region, such as a kabupaten and a kota of one name; the
                candidates are listed with their codes. Digits too: the candidates are the codes
                that exist, and a single one is still not chosen.
            NotFound: No region; `known` holds what is near.

        >>> shipped_places().resolve("Kab. Pangkep").code
        '73.10'
        >>> shipped_places().resolve("18", system=CodeSystem.KEMENDAGRI).name
        'Lampung'
        >>> shipped_places().resolve("Bandung")
        Traceback (most recent call last):
            ...
        pmi_core.errors.Ambiguous: 'Bandung' is the name of more than one place: 32.04 Kabupaten \
Bandung, 32.73 Kota Bandung
        """
        asked = shorten(text.strip())
        tagged = read_code(asked)
        if tagged is not None:
            return self._coded(*tagged, on)
        if _BARE.fullmatch(asked):
            if system is None:
                raise self._refusal(asked, on)
            return self._coded(system, asked, on)
        if _DOTTED.fullmatch(asked):
            return self.find(asked, on)
        return self._only(asked, on)

    def zone(self, code: str) -> str:
        """The IANA time zone of a place, by its province.

        Args:
            code: Such as `32` or `32.04`.

        Raises:
            NotFound: No such province, or another form of code.

        >>> shipped_places().zone("73.71")
        'Asia/Makassar'
        """
        zones = province_zones()
        province = province_of(PlaceCode(code)) if PLACE_CODE.fullmatch(code) else shorten(code)
        if province not in zones:
            raise NotFound("province", province, zones)
        return zones[province]

    def with_edition(self, edition: PlaceEdition) -> "Places":
        """These places with one more edition; where codes meet, one without a day wins.

        >>> places = Places(editions=())
        >>> places.with_edition(shipped_places().editions[0]).find("18").name
        'Lampung'
        """
        return attrs.evolve(self, editions=(edition, *self.editions))

    def _coded(self, system: CodeSystem, code: str, on: date | None) -> Region:
        if system is CodeSystem.KEMENDAGRI:
            return self.find(_dotted(code), on)
        place = convert_code(code, source=system, target=CodeSystem.KEMENDAGRI)
        if on is None:
            return self.find(place)
        found = self._by_last_code.get(place, {}).get(self._number(on))
        if found is None:
            raise NotFound(self._asked(f"code of the system {system.value}", on), code)
        return found

    def _refusal(self, digits: str, on: date | None) -> Ambiguous | NotFound:
        """What to say of digits without a system: which systems have them, or that none has."""
        dotted = _dotted(digits)
        written = ((CodeSystem.BPS, "BPS", digits), (CodeSystem.KEMENDAGRI, "Kemendagri", dotted))
        found = [f"{tag} {code}" for system, tag, code in written if self._has(system, code, on)]
        if found:
            return _Untagged("place", digits, found)
        return NotFound(
            self._asked("place", on), digits, _near(dotted, self._listings[self._number(on)])
        )

    def _recoded(self, code: str, number: int) -> list[str]:
        """What regions that other editions list under a code are called in one listing."""
        lines = (line for line in self._lineages if number in line)
        return [
            line[number].code
            for line in lines
            if any(region.code == code for region in line.values())
        ]

    def _has(self, system: CodeSystem, code: str, on: date | None) -> bool:
        try:
            self._coded(system, code, on)
        except Unmatched:  # the list has it; asked with its system, it says what it calls it
            return True
        except NotFound:
            return False
        return True

    def _only(self, asked: str, on: date | None) -> Region:
        found = self.candidates(asked, on)
        if len(found) > 1:
            raise Ambiguous("place", asked, (f"{item.code} {item.name}" for item in found))
        if not found:
            raise _Unnamed(self._asked("place", on), asked, self._nearest(asked, on))
        return found[0]

    def _nearest(self, asked: str, on: date | None) -> frozenset[str]:
        """The regions whose bare name is nearest to one typed, of the kinds it names."""
        kinds, stem = name_parts(asked)
        named = self._names[self._number(on)]
        near = named.get(nearest_name(stem, named), ())
        return frozenset(region.name for kind, region in near if not kinds or kind in kinds)

    def _number(self, on: date | None) -> int:
        """Which listing a day asks for: 0 before the first edition."""
        return _EVERY if on is None else bisect_right(self._days, on)

    def _asked(self, what: str, on: date | None) -> str:
        if on is None:
            return what
        first = f" (the editions start on {self._days[0]})" if self._days else ""
        return f"{what} in force on {on}{first}"

    @cached_property
    def _dated(self) -> tuple[PlaceEdition, ...]:
        return tuple(item for item in reversed(self.editions) if item.since is not None)

    @cached_property
    def _days(self) -> tuple[date, ...]:
        return tuple(item.since for item in self._dated if item.since is not None)

    @cached_property
    def _undated(self) -> dict[str, Region]:
        """What the editions without a day add; the first wins where codes meet."""
        added = (item for item in reversed(self.editions) if item.since is None)
        return {region.code: region for edition in added for region in edition.regions}

    @cached_property
    def _listings(self) -> tuple[Mapping[str, Region], ...]:
        """By code: before the first edition, in each edition oldest first, in all of them."""
        tables = [dict[str, Region](), *(dict(item.by_code) for item in self._dated)]
        every = {code: region for table in tables for code, region in table.items()}
        return tuple(table | self._undated for table in (*tables, every))

    @cached_property
    def _lineages(self) -> tuple[Mapping[int, Region], ...]:
        return lineages(self._dated)

    @cached_property
    def _by_last_code(self) -> Mapping[str, Mapping[int, Region]]:
        """A region through the editions, by its code in the newest that has it."""
        return {_last(line).code: line for line in self._lineages}

    @cached_property
    def _names(self) -> tuple[Mapping[str, tuple[_Named, ...]], ...]:
        """By stem, for each of the listings."""
        stems = tuple(self._stems())
        numbers = (*range(len(self._dated) + 1), _EVERY)
        return tuple(self._named(stems, number) for number in numbers)

    def _stems(self) -> Iterator[tuple[str, Mapping[int, Region]]]:
        """Every name of a region in any edition, and every alias, with the region through time."""
        every = dict.fromkeys((*range(len(self._dated) + 1), _EVERY))
        added = [dict.fromkeys(every, region) for region in self._undated.values()]
        lines = [{**line, _EVERY: _last(line)} for line in self._lineages]
        for line in (*lines, *added):
            for stem in dict.fromkeys(name_parts(region.name)[1] for region in line.values()):
                yield stem, line
        by_code = {line[_EVERY].code: line for line in (*lines, *added)}
        for alias in self.aliases:
            stem = name_parts(alias.name)[1]
            yield from ((stem, by_code[code]) for code in alias.codes if code in by_code)

    def _named(
        self, stems: Iterable[tuple[str, Mapping[int, Region]]], number: int
    ) -> Mapping[str, tuple[_Named, ...]]:
        listing = self._listings[number]
        found: dict[str, dict[str, Region]] = {}
        for stem, line in stems:
            region = line.get(number)
            # A code that an edition without a day took over means that edition's region.
            if region is not None and listing[region.code] is region:
                found.setdefault(stem, {})[region.code] = region
        return {
            stem: tuple((_kind(found[code]), found[code]) for code in sorted(found))
            for stem, found in found.items()
        }


def load_places(files: Mapping[str, bytes], editions: tuple[PlaceEdition, ...]) -> Places:
    """Places of these editions, with the aliases of `aliases.tsv`.

    Raises:
        FaultyInput: With every fault of the aliases, or their file is missing.
    """
    if _ALIASES not in files:
        raise FaultyInput([missing_file(_ALIASES, _ALIASES)])
    regions = (region for edition in reversed(_in_order(editions)) for region in edition.regions)
    aliases = load_aliases(files[_ALIASES], regions, file=_ALIASES)
    return Places(editions=editions, aliases=aliases)


@cache
def shipped_places() -> Places:
    """The editions and aliases the library ships.

    >>> [edition.since.year for edition in shipped_places().editions]
    [2025, 2022, 2022]
    """
    return load_places(region_files(), shipped_editions())


def _dotted(digits: str) -> str:
    """A Kemendagri code with its dot, where somebody who named the system left it out."""
    return f"{digits[:2]}.{digits[2:]}" if _FOUR.fullmatch(digits) else digits


def _last(line: Mapping[int, Region]) -> Region:
    return line[max(line)]


def _kind(region: Region) -> str:
    if region.level is RegionLevel.PROVINCE:
        return "provinsi"
    return "".join(name_parts(region.name)[0])


def _near(code: str, listing: Mapping[str, Region]) -> Iterator[str]:
    if code + "0" in listing:
        return iter((code + "0",))
    province = code[:2]
    within = province in listing
    return (c for c in listing if (c.startswith(province) if within else len(c) == 2))
