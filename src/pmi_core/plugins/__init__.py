"""Plugins: typed objects registered through hooks, and the host that holds them.

A plugin is a distribution with an entry point in the group `pmi_core.plugins.v1` that names a
module with functions marked `@hookimpl`; see `hookspecs` for what each may register.
"""

from pmi_core.plugins.apply import check_rulebooks, guard_policy, law_of
from pmi_core.plugins.discovery import GROUP, PluginRecord
from pmi_core.plugins.hookspecs import (
    hookimpl,
    pmi_exporters,
    pmi_law,
    pmi_rulebooks,
    pmi_scoring_policies,
)
from pmi_core.plugins.host import PluginHost, Registered
from pmi_core.plugins.records import RulebookSource

__all__ = [
    "GROUP",
    "PluginHost",
    "PluginRecord",
    "Registered",
    "RulebookSource",
    "check_rulebooks",
    "guard_policy",
    "hookimpl",
    "law_of",
    "pmi_exporters",
    "pmi_law",
    "pmi_rulebooks",
    "pmi_scoring_policies",
]
