"""The home of the desk: the courses that can be written."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from elearn.content.course import LoadedCourse, load_courses
from elearn.content.text import SLUG
from elearn.days import today
from elearn.desk import pages
from elearn.desk.context import Desk
from elearn.desk.sent import object_of
from elearn.problems import InputFault
from elearn.tracker import Actor, PublicationState, catalogue
from elearn.translations import day, said
from elearn.translations import gettext as _


def page(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk."""
    return pages.page(desk, request, "home.html", _("Write a course"), who, courses=_listed(desk))


def courses(desk: Desk, _request: Request, _who: Actor) -> Response:
    """GET /desk/courses: as the page has it."""
    return pages.answer(_listed(desk))


async def act(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/courses: makes, renames, copies, archives, brings back or deletes a course."""
    action = await object_of(request)
    parts = desk.editing()
    try:
        done = await desk.work("", lambda: parts.folders(action, who))
    except InputFault as fault:
        return refused(fault)
    return pages.answer({**_listed(desk), **done})


def refused(fault: InputFault) -> Response:
    """What stands in the way of a button, in words (422)."""
    problems = [
        {"field": each.path, "message": said(each.message), "remedy": said(each.remedy)}
        for each in fault.problems
    ]
    first = problems[0] if problems else {"message": said(fault.text), "remedy": ""}
    told = {"message": first["message"], "remedy": first["remedy"]}
    return pages.answer({"status": "refused", "problems": problems, **told}, 422)


def _listed(desk: Desk) -> dict[str, Any]:
    states = catalogue.publication_states(desk.database, today())
    loaded = [each for each in load_courses(desk.settings.courses) if SLUG.fullmatch(each.folder.name)]
    return {"courses": [_row(desk, each, states) for each in loaded]}


def _row(desk: Desk, loaded: LoadedCourse, states: Mapping[str, PublicationState]) -> dict[str, Any]:
    """A course as a row of the list."""
    slug = loaded.folder.name
    state = states.get(slug)
    version = (state.version or "") if state else ""
    row = {
        "id": slug,
        "title": loaded.course.title if loaded.course else slug,
        "state": "published" if version else "draft",
        "version": version,
        "saved": _saved(loaded),
        "unsaved": False,
        "people": list[str](),
        "findings": None,
    }
    if desk.parts is not None:
        draft = desk.parts.drafts.look(slug)
        row |= {"unsaved": draft.unsaved, "people": _names(draft.people)}
    return row


def _names(people: Sequence[Any]) -> list[str]:
    return sorted({each.name for each in people})


def _saved(loaded: LoadedCourse) -> str:
    """The day on which a file of the course was last written, in words. "" if there is none."""
    files = [loaded.folder / name for name in loaded.texts]
    times = [path.stat().st_mtime for path in files if path.is_file()]
    return day(datetime.fromtimestamp(max(times)).date()) if times else ""
