"""The editor of a course: its page, its state, and whether anything is new."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from elearn.authoring import comments
from elearn.content.course import SHARED
from elearn.days import today
from elearn.desk import pages, remarks, views
from elearn.desk.context import Desk
from elearn.desk.parts import Draft, Lines
from elearn.desk.sharing import offered
from elearn.desk.showing import page_now
from elearn.tracker import Actor, directory


async def page(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}: the editor, with the state of the page that `?file=` and `?page=` name."""
    course = desk.course(request)
    made = await desk.work(course, partial(state_now, desk, course, who, asked_page(request)))
    return pages.page(desk, request, "editor.html", made["title"], who, state=made)


async def state(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/state."""
    course = desk.course(request)
    made = await desk.work(course, partial(state_now, desk, course, who, asked_page(request)))
    return pages.answer(made)


async def news(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/news: 204 if the browser knows all, else the state. It says that this window is still here.

    `mark` is what the last state said, and `people` is how many it shows: whoever comes or goes changes no text.
    """
    course, given = desk.course(request), request.query_params
    drafts = desk.editing().drafts

    def look() -> Draft:
        drafts.here(course, who.person, given.get("window", "")[:64], given.get("page", "")[:100])
        return drafts.look(course)

    draft, stamp = await run_in_threadpool(lambda: (look(), comments.stamp(desk.database, course)))
    now = (views.mark(draft, stamp), str(len(draft.people)))
    knows_rest = (given.get("mark", now[0]), given.get("people", now[1])) == now
    if given.get("seq") == str(draft.seq) and knows_rest:
        return Response(status_code=204, headers=pages.NEVER_KEPT)
    known = int(given["seq"]) if re.fullmatch(r"[0-9]{1,15}", given.get("seq", "")) else None
    made = await desk.work(course, partial(state_now, desk, course, who, asked_page(request), known=known))
    return pages.answer(made)


def palette(desk: Desk, request: Request, _who: Actor) -> Response:
    """GET /desk/palette?course=: every kind, with its form and an example."""
    parts, course = desk.editing(), request.query_params.get("course", "")
    files = parts.drafts.look(desk.folder(course).name).files if course else {}
    if course == SHARED:
        return pages.answer({"kinds": [_of_a_bank(each) for each in parts.texts.palette(files)]})
    return pages.answer({"kinds": list(parts.texts.palette(files, offered(desk.settings.courses)))})


def _of_a_bank(kind: Mapping[str, Any]) -> dict[str, Any]:
    """A kind as a shared bank has it: the courses that draw from it say which outcome its questions test."""
    return {**kind, "fields": [each for each in kind["fields"] if each["type"] != "outcome"]}


def facts(desk: Desk, request: Request, _who: Actor) -> Response:
    """GET /desk/{course}/facts: the front matter as a form."""
    course, parts = desk.course(request), desk.editing()
    groups = [(each.id, each.name) for each in directory.role_groups(desk.database, today())]
    return pages.answer(parts.texts.facts(parts.drafts.look(course).files.get("course.md", ""), groups))


def asked_page(request: Request) -> tuple[str, str]:
    """The file and the page that an address names."""
    given = request.query_params
    return given.get("file", "")[:200], given.get("page", "")[:100]


def state_now(
    desk: Desk,
    course: str,
    who: Actor,
    at: tuple[str, str],
    draft: Draft | None = None,
    edited: Lines | None = None,
    said: str = "",
    known: int | None = None,
) -> dict[str, Any]:
    """The state of a course, of `draft` if it was just changed. It must run within `Desk.work`.

    `known` is the last change that the browser knows, None if it begins or shows another page.
    """
    parts, folder = desk.editing(), desk.folder(course)
    draft = draft or parts.drafts.look(course)
    at = page_now(parts.texts, parts.drafts, course, draft, at, known)
    made = desk.examiner().examined(folder, draft.files)
    before = desk.examiner().shown_at(course, draft.seq, made, known)
    stamp = comments.stamp(desk.database, course)
    return views.state(
        parts.texts,
        course,
        folder.as_posix(),
        draft,
        made,
        who.person,
        at,
        edited=edited,
        said=said,
        before=before,
        threads=remarks.threads_now(desk, course, draft, made.files),
        stamp=stamp,
    )
