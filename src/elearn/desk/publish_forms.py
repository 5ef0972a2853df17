"""What the forms of publishing do: give the course its number, and publish it. Each leads on to a page."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from elearn.authoring.actions import difference, title_in
from elearn.content.course import read_facts, write_facts
from elearn.content.forms import RefusedValues
from elearn.desk.context import Desk
from elearn.desk.doing import refusal
from elearn.desk.plain import Form, back_to, form_for
from elearn.desk.publishing import MOST_NOTE, kinds_of
from elearn.desk.sign_off import drawn
from elearn.phrases import phrase
from elearn.problems import ElearnError, InputFault, Problem
from elearn.publishing import publish_saved
from elearn.tracker import Actor, catalogue
from elearn.translations import gettext as _


async def number(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/number: writes the next version and its note into the course, and saves it."""
    course, form = desk.course(request), await form_for(request, who)
    return await desk.work(course, partial(_numbered, desk, request, who, course, form), aside=True)


async def publish(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/publish: publishes what is saved, if it is what the page has shown."""
    course, form = desk.course(request), await form_for(request, who)
    return await desk.work(course, partial(_published, desk, request, who, course, form), aside=True)


def _refused(
    desk: Desk, request: Request, who: Actor, course: str, form: Form, fault: ElearnError
) -> Response:
    """The page with what is in the way, and what was typed."""
    problems = fault.problems if isinstance(fault, InputFault) else [_problem(fault.text, "")]
    return drawn(desk, request, course, who, problems=problems[:20], typed=form.named())


def _problem(message: str, remedy: str, field: str = "") -> Problem:
    return Problem(field, 0, 0, "entry", "error", message, remedy)


def _published(desk: Desk, request: Request, who: Actor, course: str, form: Form) -> Response:
    try:
        version = publish_saved(
            desk.database,
            desk.folder(course),
            reviews=desk.settings.reviews,
            packages=desk.settings.packages,
            by=who,
            shown=form("source", 64),
        )
    except ElearnError as fault:
        return _refused(desk, request, who, course, form, fault)
    told = _("Version %(version)s is published. People can start it from My learning.", version=version)
    return back_to(f"/desk/{course}/versions", told)


def _numbered(desk: Desk, request: Request, who: Actor, course: str, form: Form) -> Response:
    try:
        version = _number(desk, who, course, form)
    except ElearnError as fault:
        return _refused(desk, request, who, course, form, fault)
    told = _("The course is version %(version)s now, and saved.", version=version)
    return back_to(f"/desk/{course}/sign-off", told)


def _number(desk: Desk, who: Actor, course: str, form: Form) -> str:
    """Writes the number and the note into course.md, as one step of the draft, and saves the draft."""
    parts, versions = desk.editing(), catalogue.versions(desk.database, course)
    kind, note = form("change", 20), " ".join(form("note", MOST_NOTE).split())
    wanted = {each: number for each, number, *_rest in kinds_of(versions)}
    if kind not in wanted:
        raise refusal(
            phrase("Nothing says what kind of change it is."),
            phrase("Choose one, so that it gets its number."),
        )
    if versions and not note:
        raise refusal(
            phrase("Nothing says what this version changes."),
            phrase("Write it in a sentence, for whoever signs it off and for whoever looks back."),
        )
    version, draft = wanted[kind], parts.drafts.look(course)
    if draft.clashes:
        raise refusal(
            phrase("The same lines were changed here and outside."),
            phrase("Look at both versions in the editor, and choose."),
        )
    before = draft.files.get("course.md", "")
    texts = {**draft.files, "course.md": _with(before, version, note)}
    if edits := difference(dict(draft.files), texts):
        what = phrase("the number of version %(version)s", version=version)
        parts.drafts.change(course, who.person, draft.seq, edits, what)
    saved = parts.drafts.save(course, who.person)
    paths = [desk.folder(course) / name for name in saved.written]
    title = title_in(saved.files.get("course.md", "")) or course
    parts.commit(who, course, paths, _("Save “%(title)s”", title=title))
    return version


def _with(course_md: str, version: str, note: str) -> str:
    """The text of course.md with a version and what it changes. Raises InputFault in words."""
    facts = read_facts(course_md)
    if facts is None:
        raise refusal(
            phrase("The facts about this course cannot be read as a form."),
            phrase("Put right in the editor what the findings name about them, and come back."),
        )
    changes = facts["changes"]
    assert isinstance(changes, list)
    others = [row for row in changes if row.get("version") != version]
    rows = [{"version": version, "text": note}, *others] if note else others
    try:
        return write_facts(course_md, {**facts, "version": version, "changes": rows})
    except RefusedValues as fault:
        problems = [_problem(each.message, each.remedy, each.field) for each in fault.problems]
        raise InputFault(problems) from fault
