"""The page of a course with all that can be given away: packages, paper, a Word file for readers, its folder."""

import mimetypes
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from elearn.authoring import Way, hand_out
from elearn.checks import examine_course
from elearn.content.course import LoadedCourse, load_course, to_fill_in
from elearn.content.review import recommendations_for
from elearn.desk import pages
from elearn.desk.context import Desk
from elearn.desk.formats import FORMATS
from elearn.desk.media import FILE_POLICY
from elearn.desk.plain import plain
from elearn.packaging import LMS_FORMATS, Export, Format, Structure, export_package
from elearn.problems import InputFault, NotFound, Problem
from elearn.tracker import Actor
from elearn.translations import N_, said
from elearn.translations import gettext as _

TAB = "hand-out"
WAYS = {
    Way.WORD: (
        N_("Word file for readers"),
        N_(
            "For people who comment in Word. Bring their file back here, and their comments stand at the right "
            "block. It can be given out before everything is put right."
        ),
    ),
    Way.FOLDER: (
        N_("The whole course, to keep or to move"),
        N_("All texts and pictures as one zip. Another elearn brings it in unchanged, and so does this one."),
    ),
}
"""What is given away beside packages: its name, and what it is for."""


async def page(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/hand-out: what can be downloaded, and what stands in the way."""
    course = desk.course(request)
    return await desk.work(course, partial(_page, desk, request, who, course))


def _page(
    desk: Desk,
    request: Request,
    who: Actor,
    course: str,
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> Response:
    loaded = _examined(desk, course)
    errors = [each for each in loaded.problems if each.severity == "error"]
    return plain(
        desk,
        request,
        "hand-out.html",
        _("Hand out"),
        who,
        course=course,
        course_title=loaded.course.title if loaded.course else course,
        tab=TAB,
        status=status,
        problems=in_words(problems),
        version=loaded.course.version if loaded.course else "",
        readable=loaded.course is not None,
        errors=len(errors),
        first=in_words(errors[:5]),
        unsaved=desk.editing().drafts.look(course).unsaved,
        contacts=to_fill_in(loaded.course) if loaded.course else (),
        formats=[
            (each.value, _(shown.title), _(shown.about), each in LMS_FORMATS)
            for each, shown in FORMATS.items()
        ],
        ways=[(each.value, _(title), _(about)) for each, (title, about) in WAYS.items()],
    )


def in_words(problems: Sequence[Problem]) -> list[dict[str, str]]:
    """Problems as a page shows them, in the reader's language."""
    return [{"message": said(each.message), "remedy": said(each.remedy)} for each in problems]


async def download(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/hand-out/{what}: a file, made of the saved files. If it cannot be made, the page says why.

    `what` is a format of packages or paper, `word` or `folder`. `?modules=1`: with a unit for each module. `?html=1`:
    the second file of a format that has two.
    """
    course, what = desk.course(request), request.path_params["what"]

    def made() -> Response:
        try:
            return as_file(*_made(desk, course, what, request))
        except InputFault as fault:
            return _page(desk, request, who, course, list(fault.problems)[:20], 422)

    return await desk.work(course, made, aside=True)


def _made(desk: Desk, course: str, what: str, request: Request) -> tuple[str, bytes]:
    if what in {each.value for each in Way}:
        given = hand_out(load_course(desk.folder(course)), Way(what))
        return given.name, given.content
    if what not in {each.value for each in Format}:
        raise NotFound(_("There is no such format."))
    format = Format(what)
    by_module = request.query_params.get("modules") == "1" and format in LMS_FORMATS
    structure = Structure.MODULES if by_module else Structure.COURSE
    exports = export_package(_examined(desk, course), format, structure)
    return _wanted(exports, html=request.query_params.get("html") == "1")


def _wanted(exports: Sequence[Export], *, html: bool) -> tuple[str, bytes]:
    """The file of a format that is asked for: its second one if it has two, and that is an HTML file."""
    found = next((each for each in exports if html and each.name.endswith(".html")), exports[0])
    return found.name, found.content


def as_file(name: str, content: bytes) -> Response:
    """A file that browsers save and do not show, and that no cache keeps."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": FILE_POLICY,
        **pages.NEVER_KEPT,
    }
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(content, media_type=kind, headers=headers)


def _examined(desk: Desk, course: str) -> LoadedCourse:
    """The saved files of a course, read and checked."""
    loaded = load_course(Path(desk.folder(course)))
    known = recommendations_for(desk.settings.courses, desk.settings.reviews)
    return replace(loaded, problems=examine_course(loaded, known).problems)
