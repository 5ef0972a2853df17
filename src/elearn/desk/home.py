"""The home of the desk: the courses that can be written, and what its buttons do with whole courses."""

from contextlib import suppress

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from elearn.content.course import load_course
from elearn.content.text import is_id
from elearn.desk import pages
from elearn.desk.beginning import leads_on
from elearn.desk.context import Desk
from elearn.desk.listing import listed
from elearn.desk.sent import object_of
from elearn.problems import InputFault, NotFound
from elearn.tracker import Actor
from elearn.translations import gettext as _
from elearn.translations import said


def page(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk. Once it is sent, the course that was saved last is read, because the first one takes long."""
    if elsewhere := leads_on(request):
        return elsewhere
    rows = listed(desk, who)
    response = pages.page(desk, request, "home.html", _("Write a course"), who, courses=rows)
    near = [row for row in rows["courses"] if row["state"] != "archived"]
    if near and desk.parts is not None:
        response.background = BackgroundTask(_warm, desk, max(near, key=lambda row: row["savedAt"])["id"])
    return response


async def _warm(desk: Desk, course: str) -> None:
    """Reads and checks a course if this process has read none yet, so that none takes long to open."""
    if desk.examiner().has_read:
        return
    with suppress(NotFound):  # somebody has just put it away
        folder = desk.folder(course)
        await desk.work(course, lambda: desk.examiner().examined(folder, load_course(folder).texts))


def courses(desk: Desk, _request: Request, who: Actor) -> Response:
    """GET /desk/courses: as the page has it."""
    return pages.answer(listed(desk, who))


async def act(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/courses: makes, renames, copies, archives, brings back or deletes a course."""
    action = await object_of(request)
    parts = desk.editing()
    course = action.get("course")

    def done() -> Response:
        try:
            made = parts.folders(action, who)
        except InputFault as fault:
            return refused(fault)
        return pages.answer({**listed(desk, who), **made})

    named = isinstance(course, str) and is_id(course)
    return await desk.work(str(course) if named else "", done, aside=True)


def refused(fault: InputFault) -> Response:
    """What stands in the way of a button, in words (422)."""
    problems = [
        {"field": each.path, "message": said(each.message), "remedy": said(each.remedy)}
        for each in fault.problems
    ]
    first = problems[0] if problems else {"message": said(fault.text), "remedy": ""}
    told = {"message": first["message"], "remedy": first["remedy"]}
    return pages.answer({"status": "refused", "problems": problems, **told}, 422)
