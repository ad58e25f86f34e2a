"""The listing of public names leaves none out, however a package exports it."""

import importlib
import pkgutil
import re

import pytest

import pmi_core
from tools import list_api

NOW = list_api.listing()
PACKAGES = ["pmi_core", *(f"pmi_core.{m.name}" for m in pkgutil.iter_modules(pmi_core.__path__))]


def names(listing: str, package: str) -> list[str]:
    section = f"\n{listing}".partition(f"\n{package}\n")[2].partition("\n\n")[0]
    return re.findall(r"^ {4}(?:class |def )?(\w+)", section, re.MULTILINE)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_of_every_package_is_listed(package: str) -> None:
    assert sorted(names(NOW, package)) == sorted(importlib.import_module(package).__all__)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_is_in_the_docs(package: str) -> None:
    assert names(list_api.LISTING.read_text(encoding="utf-8"), package)


def test_the_facade_says_where_a_name_lives() -> None:
    assert "    KawanPMI = pmi_core.programme.KawanPMI\n" in NOW
