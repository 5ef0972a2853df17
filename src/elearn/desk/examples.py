"""An example of each kind as learners see it, and a course to show blocks in where none can be read."""

import logging
import re
from functools import cache

from elearn.content.course import Course, Module, Page, parts_of
from elearn.content.kinds import kinds
from elearn.player import block_html

_log = logging.getLogger("elearn.desk")
_SOURCE = re.compile(r' (src|poster)="media/[^"]*"')


@cache
def stand_in() -> Course:
    """A course with one empty page."""
    page = Page(id="page", title="Page")
    module = Module(id="module", title="Module", pages=(page,))
    return Course(slug="course", title="Course", version="1.0.0", duration_minutes=10, modules=(module,))


@cache
def example_html(kind: str) -> str:
    """The example of a kind as learners see it, without its media. "" if learners do not see it, or if it is drawn."""
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
    return _SOURCE.sub("", html)
