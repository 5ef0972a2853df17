"""Turns passages of Markdown into safe HTML: CommonMark, tables and ~~words struck out~~.

There is no raw HTML, and there are no pictures or scripts.

Pictures are blocks of their own, so that each has a text alternative and goes into the package. Rendered
passages are cached, because an edit usually changes one passage of many.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from html import unescape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from elearn.content.course import Course, linked_page
from elearn.content.text import commonmark, linked_file

_TEXT = {"p", "br", "hr", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "s"}
_TAGS = {*_TEXT, "h2", "h3", "h4", "h5", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {
    "a": {"href", "title", "target", "rel", "download"},
    "ol": {"start"},
    "th": {"scope", "style"},
    "td": {"style"},
}
_SIDES = {"left": "start", "center": "center", "right": "end"}
_SCHEMES = {"http", "https", "mailto", "tel"}

_OWN_LINK = re.compile(r'<a href="(?![a-z]+:)[^"]*"[^>]*>(?P<words>.*?)</a>', re.DOTALL)
_INNER_LINK = re.compile(
    r'<a href="(?P<address>(?![a-z]+:|media/)[^"]*)"(?P<rest>[^>]*)>(?P<words>.*?)</a>', re.DOTALL
)


@cache
def _parser() -> MarkdownIt:
    parser = commonmark()
    parser.add_render_rule("link_open", _link_open)
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    parser.add_render_rule("th_open", _header_cell)
    parser.add_render_rule("td_open", _cell)
    return parser


def _link_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Makes a link out of the course open in a new window, and one to a file save it: the learner keeps their place."""
    address = str(tokens[index].attrGet("href"))
    if address.startswith(("http:", "https:")):
        tokens[index].attrSet("target", "_blank")
        tokens[index].attrSet("rel", "noopener noreferrer")
    elif file := linked_file(address):
        tokens[index].attrSet("href", file)
        tokens[index].attrSet("download", file.rpartition("/")[2])
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
    tokens[index].attrSet("scope", "col")
    return _cell(renderer, tokens, index, options, env)


def _cell(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Aligns a cell as the line of dashes says: `--:` at the end of a line, wherever the language ends one."""
    side = str(tokens[index].attrGet("style") or "").removeprefix("text-align:")
    if side:
        tokens[index].attrSet("style", f"text-align:{_SIDES[side]}")
    return renderer.renderToken(tokens, index, options, env)


def _clean(html: str) -> Markup:
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        filter_style_properties={"text-align"},
    )
    return Markup(cleaned.strip())


@lru_cache(maxsize=8192)
def block(text: str) -> Markup:
    """Renders a passage as paragraphs, lists and tables."""
    return _clean(_parser().render(text))


@lru_cache(maxsize=8192)
def inline(text: str) -> Markup:
    """Renders a passage without paragraphs, for a label or a heading."""
    return _clean(_parser().renderInline(text))


def plain(text: str) -> str:
    """A line without its marks, for a window's title, an attribute or a learning system."""
    return inline(text).striptags()


def within(html: Markup, course: Course) -> Markup:
    """A rendered passage whose links to pages and modules lead to pages of this course.

    A part of a course does not have all pages. Of a link to another page, only the words are left.
    """

    def lead(found: re.Match[str]) -> str:
        page = linked_page(unescape(found["address"]), course)
        return f'<a href="#{page}"{found["rest"]}>{found["words"]}</a>' if page else found["words"]

    return Markup(_INNER_LINK.sub(lead, html)) if "<a " in html else html


def outside(html: str) -> str:
    """HTML in which only links to other sites, addresses and numbers are links, for a page that is on its own."""
    return _OWN_LINK.sub(lambda found: found["words"], html)


@lru_cache(maxsize=2048)
def lead_and_ask(text: str) -> tuple[Markup, Markup]:
    """Splits a question's stem into what leads up to the question and the question itself.

    The question is its last paragraph, inline. A legend may hold only phrases, so the rest goes above the
    group. If the stem ends in something else, such as a list, the second part is empty.
    """
    env: dict[str, Any] = {}
    parser = _parser()
    tokens = parser.parse(text, env)
    starts = [at for at, token in enumerate(tokens) if token.level == 0 and token.nesting >= 0]
    last = starts[-1] if starts else 0
    if not starts or tokens[last].type != "paragraph_open":
        return block(text), Markup("")
    renderer = parser.renderer
    lead = renderer.render(tokens[:last], parser.options, env)
    ask = renderer.render(tokens[last + 1 : last + 2], parser.options, env)
    return _clean(str(lead)), _clean(str(ask))
