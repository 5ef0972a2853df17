"""The player that an editor shows beside a course: it starts once, and then follows the text page by page.

`browser/follow.js` runs in the frame. It takes a page's new HTML and swaps only what changed.
"""

import re
from functools import cache
from typing import Any

from markupsafe import Markup

from elearn.assets import asset, asset_path
from elearn.content.course import Course
from elearn.player.data import course_data
from elearn.player.pages import introduction_html, page_html, positions
from elearn.player.site import inlined_page, player_styles

INTRODUCTION = "_start"
_MEDIA = re.compile(r'(?<=\s)(?P<name>src|poster)="(?P<path>media/[^"]*)"')


def page_preview(course: Course, page_id: str) -> dict[str, Any]:
    """Returns a page as it is now: `page` (its id), `html` (its article, as in the module's script) and `course`.

    `course` is what `window.elearnCourse` holds in the document of `preview_document`. "_start" is the
    introduction. Only this page is rendered. If the course has no page of that id, as of a bank, `page` and
    `html` are "".
    """
    html = _page(course, page_id)
    return {"page": page_id if html else "", "html": html, "course": _data(course)}


def preview_document(course: Course, *, nonce: str = "") -> str:
    """Returns the player as one HTML document for a sandboxed frame of an opaque origin (`allow-scripts`).

    It holds all kinds' scripts and styles, and every page. It starts on the page that the address names
    (`#the-call`), records nothing, and takes messages from its parent alone. It holds no media: the frame asks
    its parent for each file, because it has no cookies. So its policy must allow `blob:` for pictures and media.
    `nonce` goes on the script and on the styles.
    """
    pages = {page.id: page_html(course, page, where) for _, page, where in positions(course)}
    html = inlined_page(course, _data(course), pages, _script(), player_styles(course, _folders("view.css")))
    head, begins, scripts = html.partition("<script>")
    marked = _MEDIA.sub(r'data-\g<name>="\g<path>"', head)
    if not nonce:
        return marked + begins + scripts
    said = Markup(' nonce="{}"').format(nonce)
    return marked.replace("<style>", f"<style{said}>", 1) + f"<script{said}>" + scripts


def _page(course: Course, page_id: str) -> str:
    if page_id == INTRODUCTION:
        return introduction_html(course)
    return next(
        (page_html(course, page, where) for _, page, where in positions(course) if page.id == page_id), ""
    )


def _data(course: Course) -> dict[str, Any]:
    return course_data(course, "none", _script(), preview=True)


@cache
def _script() -> str:
    """The scripts of all kinds, so that one that is new on a page needs no new frame, then the core."""
    chunks = [f"player/kinds/{folder}.js" for folder in _folders("view.js")]
    return "".join(asset(name).decode() for name in (*chunks, "player/core/preview.js"))


@cache
def _folders(part: str) -> tuple[str, ...]:
    ending = part.removeprefix("view")
    return tuple(sorted(path.stem for path in asset_path("player/kinds").glob(f"*{ending}")))
