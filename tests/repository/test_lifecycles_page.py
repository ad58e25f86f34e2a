"""The page of lifecycles says what the shipped definitions say."""

from datetime import date

import attrs

from pmi_core.documents import lifecycle_mermaid
from pmi_core.messages import Language
from pmi_core.programme import find_lifecycle
from pmi_core.regulation import shipped_registry
from pmi_core.reporting import known_lifecycles
from tools import generate_docs
from tools.lifecycles_page import NEWEST, lifecycles


def test_the_page_is_what_the_definitions_say() -> None:
    page = generate_docs.LIFECYCLES.read_text(encoding="utf-8")
    assert page == lifecycles(), "run `make docs-generated`"


def test_every_state_event_and_picture_of_every_lifecycle_stands_on_the_page() -> None:
    page = lifecycles()
    for lifecycle in known_lifecycles().values():
        for version in lifecycle.versions:
            assert f" (`{version.name}`)\n" in page
            assert all(f"\n| `{state.value}` |" in page for state in version.states)
            assert all(f"\n| `{step.event}` |" in page for step in version.transitions)
        picture = lifecycle_mermaid(lifecycle, shipped_registry(), on=NEWEST, language=Language.EN)
        assert f"```mermaid\n{picture}```\n" in page


def test_each_version_has_a_part_as_of_a_day_on_which_it_held() -> None:
    old = find_lifecycle("kkbm")
    first = old.versions[0]
    later = [
        attrs.evolve(first, version="2", effective=date(2025, 3, 1)),
        attrs.evolve(first, version="3", effective=date(2030, 1, 1)),
    ]
    page = lifecycles({"kkbm": attrs.evolve(old, versions=(first, *later))})
    assert [f"(`kkbm`, version {number})" in page for number in (1, 2, 3)] == [True] * 3
    assert [page.count(day) > 0 for day in ("28 February 2025", "31 December 2029")] == [True] * 2
    assert "as of 1 January 2030" in page
