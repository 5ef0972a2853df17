"""Turns passages of Markdown into safe HTML: CommonMark and tables, but no raw HTML, pictures or scripts.

Pictures are blocks of their own, so that each has a text alternative and goes into the package. Rendered
passages are cached, because an edit usually changes one passage of many.
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
    """Makes a link out of the course open in a new window, so that the learner keeps their place."""
    if str(tokens[index].attrGet("href")).startswith(("http:", "https:")):
        tokens[index].attrSet("target", "_blank")
        tokens[index].attrSet("rel", "noopener noreferrer")
    return renderer.renderToken(tokens, index, options, env)


def _heading(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Turns a third-level heading of the file into an h2 of the page, whose title is the h1."""
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
    """Renders a passage as paragraphs, lists and tables."""
    return _clean(_parser().render(text))


@lru_cache(maxsize=8192)
def inline(text: str) -> Markup:
    """Renders a passage without paragraphs, for a label or a heading."""
    return _clean(_parser().renderInline(text))


@lru_cache(maxsize=2048)
def lead_and_ask(text: str) -> tuple[Markup, Markup]:
    """Splits a question's stem into what leads up to the question and the question itself.

    The question is its last paragraph, inline. A legend may hold only phrases, so the rest goes above the
    group. If the stem ends in something else, such as a list, the second part is empty.
    """
    tokens = _parser().parse(text)
    starts = [token for token in tokens if token.level == 0 and token.nesting >= 0 and token.map]
    last = starts[-1]
    if last.type != "paragraph_open" or not last.map:
        return block(text), Markup("")
    lines = text.split("\n")
    return block("\n".join(lines[: last.map[0]])), inline("\n".join(lines[last.map[0] : last.map[1]]))
