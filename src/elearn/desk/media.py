"""The course in the player, and the files that it names."""

import mimetypes
import re
from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from elearn.authoring.actions import Put, put_file, put_picture
from elearn.authoring.drafts import is_named
from elearn.content.course import SHARED_MEDIA, shared_places
from elearn.desk import pages
from elearn.desk.context import Desk
from elearn.desk.home import refused
from elearn.desk.parts import Drafts
from elearn.player import preview_document
from elearn.problems import InputFault, NotFound
from elearn.runtime import must_be_wanted, whole_body
from elearn.tracker import Actor
from elearn.translations import gettext as _

PREVIEW_POLICY = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; media-src data: blob:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
"""The player has an origin of its own, so it can ask nothing of the desk: the desk's page hands it the media."""
MOST = 31_000_000
"""Bytes of a file that is sent. What is put in may have a little less."""
WITHIN = 120.0
"""Seconds in which it must have come."""
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""Nothing in a file runs, should a browser show it as a page."""


async def preview(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/preview: the draft in the player, or the last one that could be read."""
    course = desk.course(request)
    html = await desk.work(course, partial(_played, desk, course))
    return HTMLResponse(html, headers={"Content-Security-Policy": PREVIEW_POLICY, **pages.NEVER_KEPT})


def _played(desk: Desk, course: str) -> str:
    drafts = desk.editing().drafts
    shown = desk.examiner().examined(desk.folder(course), drafts.look(course).files).shown
    if shown is None:
        raise NotFound(
            _("This course cannot be shown yet. Put right what the findings name, and it appears here.")
        )
    return preview_document(shown)


def file(desk: Desk, request: Request, _who: Actor) -> Response:
    """GET /desk/{course}/media/{path}: a picture, a sound or another file below `media/`."""
    return file_response(desk, desk.course(request), request.path_params["path"])


def file_response(desk: Desk, course: str, path: str) -> Response:
    """A file below `media/` of a course. Raises NotFound."""
    asked = PurePosixPath(f"media/{path}")
    inside = ".." not in asked.parts and not any(part.startswith(".") for part in asked.parts)
    content = media_of(desk, course, asked.as_posix()) if inside else None
    if content is None:
        raise NotFound(_("There is no such file here."))
    kind = mimetypes.guess_type(asked.name)[0] or "application/octet-stream"
    headers = {"Content-Security-Policy": FILE_POLICY, "Cache-Control": "private, no-cache"}
    return Response(content, media_type=kind, headers=headers)


def media_of(desk: Desk, course: str, path: str) -> bytes | None:
    """A file of a course's draft, or of a shared bank that it draws from. None: there is none."""
    drafts = desk.editing().drafts
    content = drafts.media(course, path)
    if content is not None or not path.startswith(SHARED_MEDIA):
        return content
    place = shared_places(desk.folder(course), drafts.look(course).files).get(path)
    return place.read_bytes() if place else None


async def put(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/pictures?name=: puts the picture that is the body into the draft, fit for a course."""
    return await _put(desk, request, who, put_picture)


async def put_any(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/files?name=&endings=: puts the file that is the body into the draft.

    `endings` are those that the asking field can name, with commas between them.
    """
    endings = tuple(each for each in request.query_params.get("endings", "").split(",") if each)
    return await _put(desk, request, who, partial(put_file, endings=endings))


async def _put(desk: Desk, request: Request, who: Actor, made_fit: Callable[..., Put]) -> Response:
    course, name = desk.course(request), request.query_params.get("name", "")[:200]
    drafts = desk.editing().drafts
    must_be_wanted(request, MOST)
    content = await whole_body(request, MOST, WITHIN)

    def done() -> Response:
        try:
            made = made_fit(name, content, drafts.media_paths(course, taken=True))
            path = path_for(drafts, course, who.person, made)
        except InputFault as fault:
            return refused(fault)
        return pages.answer({"path": path, "width": made.width, "height": made.height})

    return await desk.work(course, done, aside=True)


def path_for(drafts: Drafts, course: str, person: int, made: Put) -> str:
    """Puts a file into the draft, and gives its path. The same file is there once. Raises InputFault."""
    path = _there_already(drafts, course, made)
    if path is None:
        drafts.put_media(course, person, path := made.path, made.content)
    return path


def _there_already(drafts: Drafts, course: str, made: Put) -> str | None:
    """The path of the same file, if it is there under this name, or under this name with a number. It came twice."""
    alike = (each for each in drafts.media_paths(course) if _unnumbered(each) == _unnumbered(made.path))
    return next((path for path in alike if drafts.media(course, path) == made.content), None)


def _unnumbered(path: str) -> str:
    return re.sub(r"-\d+(?=\.\w+$)", "", path)


def pictures(desk: Desk, request: Request, _who: Actor) -> Response:
    """GET /desk/{course}/pictures: every file below `media/`, and whether a text of the draft names it.

    What none names is `removable`: `delete-picture` takes it out.
    """
    course, drafts = desk.course(request), desk.editing().drafts
    texts = drafts.look(course).files
    paths = drafts.media_paths(course)
    uses = {path: is_named(path, texts) for path in paths}
    return pages.answer(
        {"pictures": [{"path": path, "used": used, "removable": not used} for path, used in uses.items()]}
    )
