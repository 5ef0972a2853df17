"""The page of a course with all that can be given away: packages, paper, a Word file for readers, its folder."""

import mimetypes
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from elearn.authoring import Way, hand_out, saved_hash, signoff
from elearn.authoring.comments import bring_in
from elearn.authoring.word import came_back
from elearn.checks import examine_course
from elearn.content.course import LoadedCourse, load_course, load_texts, localised, to_fill_in
from elearn.content.review import recommendations_for
from elearn.desk import pages
from elearn.desk.context import Desk
from elearn.desk.doing import refusal
from elearn.desk.formats import FORMATS
from elearn.desk.media import FILE_POLICY
from elearn.desk.plain import plain
from elearn.desk.uploads import upload_for
from elearn.intake import ReturnedFile, read_returned
from elearn.packaging import LMS_FORMATS, Export, Format, Structure, export_package
from elearn.phrases import phrase
from elearn.problems import InputFault, NotFound, Problem
from elearn.publishing import keep_package
from elearn.tracker import Actor, Scope, catalogue, load_names, local_contacts
from elearn.translations import N_, said
from elearn.translations import gettext as _

TAB = "hand-out"
MOST = 41_000_000
"""Bytes of a Word file that comes back."""
WAYS = {
    Way.WORD: (
        N_("Word file for readers"),
        N_(
            "For people who comment in Word. Bring their file back here, and their comments stand at the right "
            "block. It can be given out before everything is put right."
        ),
    ),
    Way.GIFT: (
        N_("Questions for another system (GIFT)"),
        N_("Moodle and others bring them in. A text file with the questions of all pages and banks."),
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
    loaded, agency = _examined(desk, course), _agency(desk, request)
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
        published=loaded.course is not None and _is_published(desk, course, loaded.course.version),
        readable=loaded.course is not None,
        errors=len(errors),
        first=in_words(errors[:5]),
        unsaved=desk.editing().drafts.look(course).unsaved,
        contacts=to_fill_in(localised(loaded, _contacts(desk, agency)).course or loaded.course)
        if loaded.course
        else (),
        refused=in_words(_rule(desk, course)),
        agency=agency,
        agencies=_agencies(desk),
        without=agency and not _contacts(desk, agency),
        lost=[said(each) for each in hand_out(loaded, Way.GIFT).notes] if loaded.course else (),
        formats=[
            (each.value, _(shown.title), _(shown.about), each in LMS_FORMATS)
            for each, shown in FORMATS.items()
        ],
        ways=[(each.value, _(title), _(about)) for each, (title, about) in WAYS.items()],
    )


def _agencies(desk: Desk) -> list[tuple[str, str]]:
    """Each agency's id and name. Contacts are of agencies, not of people: whoever writes courses may read them."""
    return [(each.id, each.name) for each in load_names(desk.database, Scope.everyone()).agencies]


def _agency(desk: Desk, request: Request) -> str:
    """The agency whose contacts the packages get, "" if they are as the course has them."""
    wanted = request.query_params.get("agency", "")[:100]
    return wanted if wanted in dict(_agencies(desk)) else ""


def _contacts(desk: Desk, agency: str) -> dict[str, str]:
    if not agency:
        return {}
    found = local_contacts.contacts_of(desk.database, Scope.everyone(), agency)
    return {key: each.value for key, each in found.items()}


def _is_published(desk: Desk, course: str, version: str) -> bool:
    """Whether the saved files are those of a version that was published: then what is handed out is kept."""
    source = saved_hash(desk.folder(course))
    known = catalogue.versions(desk.database, course)
    return any((each.version, each.source) == (version, source) for each in known)


def _rule(desk: Desk, course: str) -> list[Problem]:
    """What the board's rule has against packages of the saved files, if anything."""
    with desk.database.read() as conn:
        problem = signoff.refusal(conn, course, saved_hash(desk.folder(course)))
    return [problem] if problem else []


def in_words(problems: Sequence[Problem]) -> list[dict[str, str]]:
    """Problems as a page shows them, in the reader's language."""
    return [{"message": said(each.message), "remedy": said(each.remedy)} for each in problems]


async def download(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/hand-out/{what}: a file, made of the saved files. If it cannot be made, the page says why.

    `what` is a format of packages or paper, `word`, `gift` or `folder`. `?modules=1`: with a unit for each module.
    `?html=1`: the second file of a format that has two. `?agency=`: with its contacts. If
    the rule of the board is on, packages and paper need an approval.
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
    if refused := _rule(desk, course):
        raise InputFault(refused)
    agency = _agency(desk, request)
    loaded = localised(_examined(desk, course), _contacts(desk, agency))
    exports = export_package(loaded, format, structure, agency)
    if refused := _rule(desk, course):  # the files were changed while it was made of them
        raise InputFault(refused)
    if loaded.course and _is_published(desk, course, loaded.course.version):
        for each in exports:
            keep_package(desk.database, desk.settings.packages, course, loaded.course.version, each, agency)
    return _wanted(exports, html=request.query_params.get("html") == "1")


def _wanted(exports: Sequence[Export], *, html: bool) -> tuple[str, bytes]:
    """The file of a format that is asked for: its second one if it has two, and that is an HTML file."""
    found = next((each for each in exports if html and each.name.endswith(".html")), exports[0])
    return found.name, found.content


async def come_back(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/hand-out/comments: a commented Word file. Its comments go to their blocks."""
    course = desk.course(request)
    upload = await upload_for(request, who, MOST)

    def done() -> Response:
        try:
            if not upload.content:
                raise refusal(phrase("No file was chosen."), phrase("Choose the Word file that came back."))
            found = read_returned(upload.content, upload.name)
        except InputFault as fault:
            return _page(desk, request, who, course, list(fault.problems), 422)
        return _came_back(desk, request, who, course, found)

    return await desk.work(course, done, aside=True)


def _came_back(desk: Desk, request: Request, who: Actor, course: str, found: ReturnedFile) -> Response:
    folder, draft = desk.folder(course), desk.editing().drafts.look(course)
    loaded = load_texts(folder, draft.files)
    says = came_back(found, draft.files, loaded.course, loaded.media())
    new = bring_in(desk.database, course, draft, says.remarks)
    count = len(says.remarks) + sum(len(each.replies) for each in says.remarks)
    return plain(
        desk,
        request,
        "came-back.html",
        _("What came back"),
        who,
        course=course,
        course_title=desk.title(course),
        tab=TAB,
        new=new,
        known=max(0, count - new),
        sure=says.sure,
        pages=says.changed,
        readable=loaded.course is not None,
    )


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
