"""The page of lifecycles says what the shipped definitions say."""

from pmi_core.programme import shipped_lifecycles
from tools import generate_docs
from tools.lifecycles_page import lifecycles


def test_the_page_is_what_the_definitions_say() -> None:
    page = generate_docs.LIFECYCLES.read_text(encoding="utf-8")
    assert page == lifecycles(), "run `make docs-generated`"


def test_every_event_of_every_lifecycle_stands_on_the_page() -> None:
    page = lifecycles()
    for definition in shipped_lifecycles().values():
        assert all(f"\n| `{step.event}` |" in page for step in definition.transitions)
