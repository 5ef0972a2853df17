"""An example of each kind as learners see it, and a course to show blocks in where none can be read."""

import logging
import re
from functools import cache
from urllib.parse import quote

from elearn.content.course import Course, Module, Page, parts_of
from elearn.content.kinds import kinds
from elearn.player import block_html

_log = logging.getLogger("elearn.desk")
_SOURCE = re.compile(r' (src|poster)="media/[^"]*"')
_PICTURE = re.compile(r'(<img[^>]*) src="media/[^"]*"')
_DRAWN = quote(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><path fill="#e3eeee" d="M0 0h320v180H0z"/>'
    '<circle cx="84" cy="56" r="20" fill="#7fa9ae"/><path fill="#0f5560" d="M24 156 116 76l52 46 46-38 82 72z"/></svg>'
)
"""A picture of a landscape, in place of those that examples name and that no course has."""


@cache
def stand_in() -> Course:
    """A course with one empty page."""
    page = Page(id="page", title="Page")
    module = Module(id="module", title="Module", pages=(page,))
    return Course(slug="course", title="Course", version="1.0.0", duration_minutes=10, modules=(module,))


@cache
def example_html(kind: str) -> str:
    """The example of a kind as learners see it, with a drawn picture in place of each, without sounds and films.

    It is "" if learners do not see it, or if it draws from a bank.
    """
    made = kinds()[kind]
    if not made.shown:
        return ""
    pages = parts_of("01-module.md", f"# Module\n\n## Page\n\n{made.example}\n").pages
    blocks = [each.block for page in pages for each in page.blocks if each.block]
    if any(block.draws_from() for block in blocks):
        return ""
    html = ""
    for block in blocks:
        try:
            html += block_html(stand_in(), block.among(blocks), on_page=True)
        except Exception:  # the palette offers the kind without a picture
            _log.exception("The example of a kind could not be shown")
    return _SOURCE.sub("", _PICTURE.sub(rf'\1 src="data:image/svg+xml,{_DRAWN}"', str(html)))
