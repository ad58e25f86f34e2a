"""The `pmi` command."""

from pmi_core.cli.entry import main

__all__ = ["main"]
