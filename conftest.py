"""Profiles of Hypothesis, and the examples of the documentation run as tests."""

import os
from doctest import ELLIPSIS
from pathlib import Path

from hypothesis import settings
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser
from sybil.sybil import SybilCollection

# Derandomised: the same commit passes or fails the same way everywhere. `deep` looks for news.
settings.register_profile("steady", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("quick", settings.get_profile("steady"), max_examples=20)
settings.register_profile("deep", deadline=None, print_blob=True, max_examples=5_000)
settings.load_profile(os.environ.get("PMI_HYPOTHESIS", "steady"))

_HERE = Path(__file__).parent
_PAGES = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), SkipParser()],
    patterns=["docs/*.md", "docs/*/*.md", "README.md"],
    path=str(_HERE),
)
_DOCSTRINGS = Sybil(
    parsers=[DocTestParser(optionflags=ELLIPSIS)],
    patterns=["*.py"],
    document_types={".py": PythonDocStringDocument},
    path=str(_HERE / "src"),
)

pytest_collect_file = SybilCollection([_PAGES, _DOCSTRINGS]).pytest()
