"""Renders blocks, pages and the introduction as HTML, each kind from its own `view.html`."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache, partial
from math import ceil

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from elearn.content.course import Course, Module, Page, seconds_for
from elearn.content.kinds import Block
from elearn.content.text import Same
from elearn.player import markdown
from elearn.player.kept_templates import KeptTemplates
from elearn.player.words import sayer

_INDENT = re.compile(r"\s*\n\s*")


@cache
def environment() -> Environment:
    """Returns the Jinja2 environment of every template here.

    `t` and the media address are passed to each rendering.
    """
    made = Environment(
        loader=PackageLoader("elearn.player"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=KeptTemplates(),
    )
    made.filters["md"] = _block
    made.filters["md_inline"] = _inline
    made.filters["md_plain"] = markdown.plain
    made.filters["lead_and_ask"] = _lead_and_ask
    return made


@pass_context
def _block(context: Context, text: str) -> Markup:
    return _within(context, markdown.block(text))


@pass_context
def _inline(context: Context, text: str) -> Markup:
    return _within(context, markdown.inline(text))


@pass_context
def _lead_and_ask(context: Context, text: str) -> tuple[Markup, Markup]:
    lead, ask = markdown.lead_and_ask(text)
    return _within(context, lead), _within(context, ask)


def _within(context: Context, html: Markup) -> Markup:
    """The HTML with links to pages of the template's `course`. A template without one shows titles, without links."""
    course = context.get("course")
    return markdown.within(html, course) if course else html


@cache
def compiled_view(text: str) -> Template:
    """Compiles the text of a `view.html`. Kinds that share a view share the template too."""
    return environment().from_string(text)


def block_html(
    course: Course, block: Block, *, on_page: bool, place: tuple[Module, Page] | None = None
) -> Markup:
    """Renders one block. `on_page` is False in the introduction, where there is no page to skip.

    `place` is the module and page that the block is on, for a kind that mentions them.
    """
    t = sayer(course.language)
    html = partial(block_html, course, on_page=on_page, place=place)
    module, page = place or (None, None)
    return Markup(
        compiled_view(block.part("view.html")).render(
            block=block, html=html, t=t, on_page=on_page, course=course, module=module, page=page
        )
    )


def page_html(course: Course, page: Page, where: Mapping[str, int]) -> str:
    """Renders the page's article: its position, its title and its blocks.

    Blocks after a content warning are set apart. `where` counts from 1: the module among the modules, and the
    page among the pages.
    """
    module = course.modules[where["module"] - 1]
    html = (
        environment()
        .get_template("page.html")
        .render(
            page=page,
            gate=_gate(page),
            where=where,
            html=partial(block_html, course, on_page=True, place=(module, page)),
            t=sayer(course.language),
        )
    )
    return html if "<pre" in html else _INDENT.sub("\n", html)


def introduction_html(course: Course) -> str:
    """Renders the article of the introduction: the course's title, its blocks, and how the course works."""
    return (
        environment()
        .get_template("introduction.html")
        .render(**introduction_context(course), course=course, t=sayer(course.language))
    )


def introduction_context(course: Course) -> dict[str, object]:
    """Returns what `introduction.html` needs beside the course and its words."""
    return {
        "scored": any(question.weight for question in course.questions()),
        "warns": any(block.purpose == "warning" for page in course.pages() for block in page.blocks),
        "introduction": [block_html(course, block, on_page=False) for block in course.introduction],
    }


def positions(course: Course) -> Iterator[tuple[Module, Page, dict[str, int]]]:
    """Returns each page with its module and its position, as `page_html` takes it."""
    number, pages = 0, len(course.pages())
    for place, module in enumerate(course.modules, 1):
        for page in module.pages:
            number += 1
            yield (
                module,
                page,
                {"module": place, "modules": len(course.modules), "page": number, "pages": pages},
            )


def _gate(page: Page) -> int:
    """How many blocks come before what the learner may choose not to read: all up to and with the first warning."""
    warnings = (place for place, block in enumerate(page.blocks, 1) if block.purpose == "warning")
    return next(warnings, len(page.blocks))


def page_seconds(page: Page) -> int:
    """Returns how long the page takes, in seconds. It sets the page's share of the course's minutes."""
    return _seconds(Same(page))


@lru_cache(maxsize=2_000)
def _seconds(page: Same[Page]) -> int:
    return ceil(seconds_for(page.it.blocks)) + 5
