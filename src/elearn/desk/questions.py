"""The pages where a file of questions is chosen, shown item by item, and brought into a course."""

import re
from functools import partial
from typing import NamedTuple, get_args

from starlette.requests import Request
from starlette.responses import Response

from elearn.authoring.questions import (
    FORMATS,
    MOST_BYTES,
    Format,
    Place,
    Questions,
    bring_in,
    pages_of,
    read_questions,
    template,
)
from elearn.content.course import SHARED, Course
from elearn.desk.asked import Chosen, bank_title, chosen_in, first_chosen, items_shown
from elearn.desk.context import Desk
from elearn.desk.doing import refusal
from elearn.desk.hand_out import as_file, in_words
from elearn.desk.plain import Form, back_to, form_of, plain
from elearn.desk.uploads import Upload, upload_of
from elearn.phrases import phrase
from elearn.problems import InputFault
from elearn.runtime import RefusedBody
from elearn.tracker import Actor
from elearn.translations import gettext as _
from elearn.translations import said

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Sent(NamedTuple):
    """A file that waits until its sender has confirmed it."""

    name: str
    questions: Questions


async def page(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/bring-in/questions?file=&page=: where a file is chosen."""
    return await desk.work(desk.course(request), partial(_page, desk, request, who))


async def look(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/bring-in/questions: a file. Shows what is in it, and changes nothing."""
    course = desk.course(request)
    try:
        upload = await upload_of(request, MOST_BYTES + 100_000, "upload")
    except RefusedBody as error:
        if error.status != 413:
            raise
        message = _("The file is larger than %(most)s MB.", most=MOST_BYTES // 1_000_000)
        problem = {"message": message, "remedy": _("Leave pictures out of it, or send it in parts.")}
        return await desk.work(course, partial(_page, desk, request, who, [problem], 413))
    return await desk.work(course, partial(_looked, desk, request, who, upload), aside=True)


async def put(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/bring-in/questions/put: what was chosen on the preview goes into the draft, as one step."""
    course, form = desk.course(request), await form_of(request)
    return await desk.work(course, partial(_put, desk, request, who, course, form), aside=True)


async def download(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/bring-in/questions/template: the spreadsheet to fill in, with the course's outcomes."""
    course = desk.course(request)

    def made() -> Response:
        outcomes = desk.editing().texts.outcomes(desk.editing().drafts.look(course).files)
        answer = as_file(_("questions.xlsx"), template(outcomes))
        answer.headers["Content-Type"] = _SHEET
        return answer

    return await desk.work(course, made)


def _page(
    desk: Desk,
    request: Request,
    who: Actor,
    problems: list[dict[str, str]] | None = None,
    status: int = 200,
) -> Response:
    course, given = desk.course(request), request.query_params
    return plain(
        desk,
        request,
        "questions.html",
        _("Bring in questions"),
        who,
        course=course,
        course_title=_title(course, _shown(desk, course)),
        problems=problems or [],
        status=status,
        formats=[(name, said(title)) for name, title in FORMATS.items()],
        most=MOST_BYTES // 1_000_000,
        editor=_editor(course),
        file=given.get("file", "")[:200],
        page=given.get("page", "")[:100],
    )


def _shown(desk: Desk, course: str) -> Course | None:
    """The course as its draft is, or the last one that could be read."""
    return desk.examiner().examined(desk.folder(course), desk.editing().drafts.look(course).files).shown


def _title(course: str, shown: Course | None) -> str:
    if course == SHARED:
        return _("Shared question banks")
    return shown.title if shown else course


def _editor(course: str) -> str:
    """The address of the editor."""
    return f"/desk/{course}/edit" if course == SHARED else f"/desk/{course}"


def _looked(desk: Desk, request: Request, who: Actor, upload: Upload) -> Response:
    course, form = desk.course(request), upload.form
    try:
        if not upload.content:
            raise refusal(phrase("No file was chosen."), phrase("Choose a file of questions."))
        name = re.sub(r"[^\w .()-]", "", upload.name) or "questions"
        named: Format | None = next((each for each in get_args(Format) if each == form("format")), None)
        found = read_questions(upload.content, name, named)
    except InputFault as fault:
        return _page(desk, request, who, in_words(list(fault.problems)[:20]), 422)
    key = desk.held.put(
        who.person, course, Sent(name, found), 4 * min(len(upload.content), 2_000_000) + 1_000
    )
    files = desk.editing().drafts.look(course).files
    shown = f"{form('file', 200)}|{form('page', 100)}"
    places = {_value(each) for each in pages_of(files)}
    chosen = first_chosen(files, found, name, shown if shown in places else "")
    return _preview(desk, request, who, key, Sent(name, found), chosen)


def _preview(
    desk: Desk,
    request: Request,
    who: Actor,
    key: str,
    sent: Sent,
    chosen: Chosen,
    problems: list[dict[str, str]] | None = None,
) -> Response:
    course = desk.course(request)
    parts = desk.editing()
    files = parts.drafts.look(course).files
    shown = _shown(desk, course)
    items = items_shown(files, sent.questions, chosen, parts.texts.titles(), shown)
    return plain(
        desk,
        request,
        "questions-preview.html",
        _("Questions of a file"),
        who,
        course=course,
        course_title=_title(course, shown),
        problems=problems or [],
        status=422 if problems else 200,
        key=key,
        name=sent.name,
        form=said(FORMATS[sent.questions.format]),
        notes=[said(each) for each in sent.questions.notes],
        more=sent.questions.more,
        items=items,
        can=sum(1 for each in items if each["kind"]),
        chosen=chosen,
        outcomes=[(own, words) for own, words in parts.texts.outcomes(files) if own],
        banks=[(_value(each), each[2]) for each in pages_of(files) if not each[1]],
        places=[(_value(each), each[2], each[3]) for each in pages_of(files) if each[1]],
    )


def _value(place: tuple[str, str, str, str]) -> str:
    return f"{place[0]}|{place[1]}"


def _put(desk: Desk, request: Request, who: Actor, course: str, form: Form) -> Response:
    key = form("key", 64)
    drafts = desk.editing().drafts
    if drafts.done(course, who.person, key):  # the form came twice
        return back_to(_editor(course), _("These questions are in the course already."))
    sent = desk.held.get(who.person, course, key)
    if not isinstance(sent, Sent):
        message = _(
            "The file is not kept any more: the preview has waited too long, or you chose another file since."
        )
        problem = {"message": message, "remedy": _("Choose it once more.")}
        return _page(desk, request, who, [problem], 422)
    draft = drafts.look(course)
    chosen = chosen_in(form, sent.questions)
    if form("untick") or form("tick"):
        ticked = {each.number for each in sent.questions.items if each.kind} if form("tick") else set()
        return _preview(desk, request, who, key, sent, chosen._replace(ticked=frozenset(ticked)))
    wanted = [each for each in sent.questions.items if each.kind and each.number in chosen.ticked]
    try:
        place = _place(chosen, sent.name, [_value(each) for each in pages_of(draft.files)])
        done = bring_in(draft.files, wanted, chosen.tests, place)
        after = drafts.change(course, who.person, draft.seq, done.edits, done.name, key)
    except InputFault as fault:
        return _preview(desk, request, who, key, sent, chosen, in_words(list(fault.problems)[:20]))
    desk.held.drop(key)
    assert after is not None
    return back_to(_editor(course), said(done.said), file=done.at[0], page=done.at[1])


def _place(chosen: Chosen, name: str, places: list[str]) -> Place:
    """Where the questions go. Raises InputFault if that is not there any more."""
    if chosen.where == "new":
        return Place(title=" ".join(chosen.title.split()) or bank_title(name))
    if chosen.where not in places:
        raise refusal(phrase("That page or bank is not there any more."), phrase("Choose another place."))
    file, _bar, at = chosen.where.partition("|")
    return Place(file=file, page=at)
