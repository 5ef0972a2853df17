"""Passages of Markdown as HTML that is safe to show: CommonMark and tables, no raw HTML, no pictures, no scripts.

Pictures are blocks of their own, so that each has words for those who do not see it and is put in the package. What was
rendered is kept for a while, since an edit changes one passage of many.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

_TEXT = {"p", "br", "hr", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "s"}
_TAGS = {*_TEXT, "h2", "h3", "h4", "h5", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"a": {"href", "title", "target", "rel"}, "ol": {"start"}, "th": {"scope"}}
_SCHEMES = {"http", "https", "mailto", "tel"}


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("link_open", _link_open)
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    parser.add_render_rule("th_open", _header_cell)
    return parser


def _link_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """A link out of the course opens beside it, so that the learner's place and session stay."""
    if str(tokens[index].attrGet("href")).startswith(("http:", "https:")):
        tokens[index].attrSet("target", "_blank")
        tokens[index].attrSet("rel", "noopener noreferrer")
    return renderer.renderToken(tokens, index, options, env)


def _heading(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """A third-level heading of the file is the page's second: the page's title is its first."""
    level = max(2, int(tokens[index].tag[1]) - 1)
    return f"<{'/' if tokens[index].nesting < 0 else ''}h{level}>"


def _header_cell(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return '<th scope="col">'


def _clean(html: str) -> Markup:
    return Markup(
        nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None).strip()
    )


@lru_cache(maxsize=8192)
def block(text: str) -> Markup:
    """A passage as paragraphs, lists, tables."""
    return _clean(_parser().render(text))


@lru_cache(maxsize=8192)
def inline(text: str) -> Markup:
    """A passage without paragraphs, for a label or a heading."""
    return _clean(_parser().renderInline(text))


@lru_cache(maxsize=2048)
def lead_and_ask(text: str) -> tuple[Markup, Markup]:
    """A stem as what leads up to the question and the question itself (its last paragraph, inline).

    A legend may hold phrases only, so what comes before the last paragraph stands above the group. Where the stem
    ends in something else (a list, say) the second part is empty.
    """
    tokens = _parser().parse(text)
    starts = [token for token in tokens if token.level == 0 and token.nesting >= 0 and token.map]
    last = starts[-1]
    if last.type != "paragraph_open" or not last.map:
        return block(text), Markup("")
    lines = text.split("\n")
    return block("\n".join(lines[: last.map[0]])), inline("\n".join(lines[last.map[0] : last.map[1]]))
