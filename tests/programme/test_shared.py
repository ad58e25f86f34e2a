"""What ships is shared: read only, made once, and copied or pickled like any record."""

import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

from pmi_core.programme import Definition, Event, History, Lifecycle, advance, find_lifecycle
from pmi_core.reporting import known_lifecycles
from tests.programme.contoh import CONTOH

COPIES: dict[str, Callable[[Any], Any]] = {
    "pickled": lambda one: pickle.loads(pickle.dumps(one)),
    "copied": copy.copy,
    "copied deeply": copy.deepcopy,
}
ASK = """
import sys
from threading import Barrier, Thread
from pmi_core.programme import find_lifecycle
from pmi_core.reporting import report_lifecycle

sys.setswitchinterval(1e-6)
barrier, found = Barrier(8), []
def ask():
    barrier.wait()
    found.append((find_lifecycle("kawan-pmi"), report_lifecycle()))
threads = [Thread(target=ask) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(len(found), len(set(found)))
"""


@pytest.mark.parametrize("make", COPIES.values(), ids=list(COPIES))
@pytest.mark.parametrize("name", sorted(known_lifecycles()))
def test_a_lifecycle_can_be_copied_and_lived_under(
    name: str, make: Callable[[Any], Lifecycle[Any]]
) -> None:
    shipped = known_lifecycles()[name]
    made = make(shipped)
    assert made.versions == shipped.versions
    assert made.guards == shipped.guards
    assert made.nothing_known == shipped.nothing_known
    assert made.versions[0].starts == shipped.versions[0].starts


def test_a_copy_is_a_lifecycle_of_its_own() -> None:
    kawan = find_lifecycle("kawan-pmi")
    day = date(2023, 7, 22)
    step = Event(name="pengukuhan", effective=day, recorded=day, actor="BP2MI")
    made = pickle.loads(pickle.dumps(kawan))
    assert made != kawan
    assert advance(made, History(), step) == advance(kawan, History(), step)


@pytest.mark.parametrize("make", COPIES.values(), ids=list(COPIES))
def test_a_version_can_be_copied_and_counts_as_what_it_was(
    make: Callable[[Any], Definition],
) -> None:
    for version in CONTOH.versions:
        assert make(version) == version
        assert hash(make(version)) == hash(version)
    assert len({*CONTOH.versions}) == len(CONTOH.versions)


def test_what_ships_cannot_be_changed() -> None:
    given = {"aktif": "berjalan"}
    version = attrs.evolve(CONTOH.versions[-1], carries=given)
    guards = {**CONTOH.guards}
    life = attrs.evolve(CONTOH, guards=guards)
    held: list[Any] = [find_lifecycle("kawan-pmi").versions[0].carries, version.carries]
    for mapping in (*held, life.guards):
        with pytest.raises(TypeError, match="does not support item assignment"):
            mapping["x"] = "y"
    given.clear()
    guards.clear()
    assert version.carries == {"aktif": "berjalan"}
    assert life.guards == CONTOH.guards


def test_threads_that_ask_at_once_get_the_same_lifecycles() -> None:
    ran = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["8", "1"]
