"""The one Markdown block parser: CommonMark with colon fences, raw HTML shown as the text it is."""

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
    """The tokens at the left margin of a document, opening ones only, each with its `map` of lines from 0.

    Only blocks are parsed, which is all that the structure of a file needs, and quick.
    """
    return [token for token in _parser().parse(text) if token.level == 0 and token.nesting >= 0 and token.map]


def heading_text(line: str) -> str:
    """What a line of the form `## Title ##` says, without its marks."""
    text = re.sub(r"^ {0,3}#+", "", line).strip()
    return re.sub(r"(^|\s)#+$", "", text).strip()
