"""The one parser of Markdown blocks: CommonMark with colon fences. Raw HTML is shown as text."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").use(colon_fence_plugin)
    return parser.disable(["inline", "text_join"], ignoreInvalid=True)


def top_level(text: str) -> list[Token]:
    """The opening tokens at the left margin of a document, each with its `map` of lines from 0.

    We only parse blocks: that is quick, and enough for the structure of a file.
    """
    return [token for token in _parser().parse(text) if token.level == 0 and token.nesting >= 0 and token.map]


def heading_text(line: str) -> str:
    """The text of a line such as `## Title ##`, without the marks."""
    text = re.sub(r"^ {0,3}#+", "", line).strip()
    return re.sub(r"(^|\s)#+$", "", text).strip()
