"""What a reader of Markdown sees, and words that would like to be more than words."""

from hypothesis import strategies as st
from markdown_it import MarkdownIt

# No line feed makes a second line of these: what makes a table or a heading needs two.
MARKS = st.text(
    st.sampled_from("ab1 \n\r\t\\`*_[]<>#|&~!-+=.()^$:;{}%\"'\x1b\u2028\u202e\u05d0"),
    min_size=1,
    max_size=30,
).filter(str.strip)
_READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def outline(page: str) -> list[tuple[str, str]]:
    """The blocks of a page as CommonMark with tables reads them."""
    return [(token.type, token.tag) for token in _READER.parse(page) if token.type != "inline"]


def shown(page: str) -> list[str]:
    """What a reader of the page sees; nothing in it may be more than plain text."""
    children = [token.children or [] for token in _READER.parse(page) if token.type == "inline"]
    assert {child.type for inline in children for child in inline} == {"text"}
    return ["".join(child.content for child in inline) for inline in children]
