"""One question of a course alone in the player, to be tried while it is written. It marks, and keeps nothing."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from elearn.content.course import Course, Module, Page
from elearn.content.kinds import Question
from elearn.desk import pages
from elearn.desk.context import Desk
from elearn.desk.examining import Examined
from elearn.desk.examples import stand_in
from elearn.desk.media import PREVIEW_POLICY
from elearn.player import page_preview, preview_document
from elearn.problems import NotFound
from elearn.tracker import Actor
from elearn.translations import gettext as _

PAGE = "try"
"""The id of the one page that holds the question."""
_ALONE = (
    "<style>.top,.drawer,.steps,.notices,.skip{display:none!important}.frame,#main{padding-block:.25rem}"
    ".page-head{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}</style>"
)
"""What is around a page in a course has no use here."""


async def document(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/try: the player with the question that `?file=`, `?name=` and `?line=` (from 0) name.

    `?learner=` is another number for another learner, who sees the answers in another order.
    """
    made = await desk.work(desk.course(request), partial(_alone, desk, request))
    html = preview_document(made).replace("</head>", f"{_ALONE}</head>", 1)
    return HTMLResponse(html, headers={"Content-Security-Policy": PREVIEW_POLICY, **pages.NEVER_KEPT})


async def now(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/try-now: the same question as it is now, as `Preview` in types.js."""
    made = await desk.work(desk.course(request), partial(_alone, desk, request))
    return pages.answer({**page_preview(made, PAGE), "whole": False})


def _alone(desk: Desk, request: Request) -> Course:
    """A course with nothing but the question. Raises NotFound if it cannot be shown."""
    course, given = desk.course(request), request.query_params
    files = desk.editing().drafts.look(course).files
    made = desk.examiner().examined(desk.folder(course), files)
    shown = made.shown or stand_in()
    question = _question(made, given)
    if question is None:
        raise NotFound(_("This question cannot be tried yet. Put right what the findings name."))
    page = Page(id=PAGE, title=_("Try this question"), blocks=(question.among(shown.blocks()),))
    module = Module(id=PAGE, title=_("Try this question"), pages=(page,))
    alone = {"modules": (module,), "introduction": (), "banks": (), "bands": ()}
    return shown.model_copy(update=alone)


def _question(made: Examined, given: Mapping[str, Any]) -> Question | None:
    """The question of that name in the file, or the one at that line."""
    line = int(given["line"]) if str(given.get("line", "")).isdecimal() else -1
    blocks = [
        block
        for file in made.files
        if file.name == given.get("file")
        for page in file.pages
        for block in page.blocks
    ]
    at_line = [block for block in blocks if block.span[0] <= line < block.span[1]]
    named = [block for block in blocks if block.name and block.name == given.get("name")]
    found = next((block.block for block in (*named, *at_line)), None)
    return found if isinstance(found, Question) else None
