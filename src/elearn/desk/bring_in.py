"""The page where a course's folder, as a zip, becomes a course here."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from elearn.authoring import MOST_ZIP, course_in_zip
from elearn.desk.context import Desk
from elearn.desk.doing import refusal
from elearn.desk.hand_out import in_words
from elearn.desk.plain import back_to, plain
from elearn.desk.uploads import Upload, upload_for
from elearn.phrases import phrase
from elearn.problems import InputFault
from elearn.runtime import RefusedBody
from elearn.tracker import Actor
from elearn.translations import gettext as _


def page(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/bring-in."""
    return _page(desk, request, who)


async def bring_in(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/bring-in: a zip, and perhaps a title. Leads into the editor of the new course, or says why not."""
    try:
        upload = await upload_for(request, who, MOST_ZIP)
    except RefusedBody as error:
        if error.status != 413:
            raise
        message = _("The zip has more than %(megabytes)s MB.", megabytes=MOST_ZIP // 1_000_000)
        remedy = _("Take large films out of its media folder, and make it again.")
        return _page(desk, request, who, [{"message": message, "remedy": remedy}], 413)
    return await desk.work("", partial(_brought, desk, request, who, upload), aside=True)


def _brought(desk: Desk, request: Request, who: Actor, upload: Upload) -> Response:
    title = upload.form("title", 200)
    try:
        if not upload.content:
            raise refusal(phrase("No file was chosen."), phrase("Choose the zip of a course."))
        course, files = course_in_zip(upload.content)
        if not course and not title:
            raise refusal(
                phrase("The zip does not say what the course is to be called in addresses."),
                phrase("Choose it once more, and give the course a title below."),
            )
        action = {"action": "bring-in", "files": files, "id": course, "title": title}
        made = desk.editing().folders(action, who)
    except InputFault as fault:
        return _page(desk, request, who, in_words(list(fault.problems)), 422, title)
    said = _("Its files are as they were in the zip. Look at the findings before you publish it.")
    return (
        back_to(made["address"], f"{made['said']} {said}") if made["address"] else _page(desk, request, who)
    )


def _page(
    desk: Desk,
    request: Request,
    who: Actor,
    problems: list[dict[str, str]] | None = None,
    status: int = 200,
    title: str = "",
) -> Response:
    return plain(
        desk,
        request,
        "bring-in.html",
        _("Bring in a course"),
        who,
        problems=problems or [],
        status=status,
        given=title,
    )
