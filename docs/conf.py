"""How Sphinx builds these pages: offline, warnings are errors, nothing is fetched."""

from typing import Any

from pygments.lexers.special import TextLexer

import pmi_core

project = "pmi_core"
author = "The pmi_core authors"
copyright = author  # noqa: A001 - Sphinx names its settings
version = release = pmi_core.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = f"pmi_core {release}"
html_copy_source = False
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3
exclude_patterns = ["README.md"]

# Docstrings are written with single back-quotes, as in Markdown.
default_role = "literal"
autodoc_typehints = "signature"
autodoc_member_order = "groupwise"
autodoc_preserve_defaults = True
napoleon_use_ivar = True
python_maximum_signature_line_length = 88
python_use_unqualified_type_names = True

# Types of other projects are not linked: that would need their inventories from the network.
nitpick_ignore_regex = [(r"py:.*", r"(?!pmi_core\b).*")]


def _public_target(app: Any, env: Any, node: Any, contnode: Any) -> Any:
    """Link a type to the package that exports it, not to the module that defines it."""
    parts = node.get("reftarget", "").split(".")
    if node.get("refdomain") != "py" or parts[0] != "pmi_core":
        return None
    domain = env.get_domain("py")
    source = node.get("refdoc", "")
    for end in range(len(parts) - 1, 1, -1):
        name = ".".join([*parts[: end - 1], parts[-1]])
        found = domain.resolve_xref(env, source, app.builder, "obj", name, node, contnode)
        if found is not None:
            return found
    return contnode  # a private alias of a signature: shown, not linked


def setup(app: Any) -> None:
    """Register the hook of this site, and a language that Pygments does not know."""
    app.connect("missing-reference", _public_target)
    app.add_lexer("mermaid", TextLexer)
