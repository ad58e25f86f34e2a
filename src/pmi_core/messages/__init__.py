"""Every text people read, Indonesian first, English second."""

from pmi_core.messages.catalogue import Language, Text, catalogue, label, text
from pmi_core.messages.render import Argument, fill, format_value, render

__all__ = [
    "Argument",
    "Language",
    "Text",
    "catalogue",
    "fill",
    "format_value",
    "label",
    "render",
    "text",
]
