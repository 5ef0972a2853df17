"""Publishing from the desk: a number and a note, what it means for people, and the publishing itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from elearn.authoring.actions import difference, title_in
from elearn.checks import check_loaded
from elearn.content.course import Course, course_files, files_hash, load_course, read_facts, write_facts
from elearn.content.forms import RefusedValues
from elearn.desk.context import Desk
from elearn.desk.doing import refusal
from elearn.desk.plain import Form, back_to, form_of, plain
from elearn.desk.versions import draft_title
from elearn.phrases import phrase
from elearn.problems import ElearnError, InputFault, Problem
from elearn.publishing import Lost, Planned, lost_answers, publish_saved
from elearn.tracker import Actor, PublishedVersion, answered, catalogue, numbering
from elearn.tracker.numbering import Change
from elearn.translations import N_, said
from elearn.translations import gettext as _

MOST_NOTE = 300
"""Characters of the note on what a version changes."""
_ERRORS_SHOWN = 10
KINDS: Mapping[Change, tuple[str, str]] = {
    "correction": (
        N_("A correction"),
        N_("Spelling, a link, a clearer word. Nobody needs to take it again."),
    ),
    "content": (N_("New or other content"), N_("Pages, questions or advice that people should know about.")),
    "course": (
        N_("A new course as a whole"),
        N_("So much is new that it is another course in the same place."),
    ),
}
FAULTS: Mapping[str, tuple[str, str]] = {
    "gone": (
        N_("These questions are not in the course any more: %(names)s."),
        N_(
            "If a question only has another name now, give it its old name again (“The name that answers are kept by”)."
        ),
    ),
    "kind": (
        N_("These questions are of another kind now: %(names)s."),
        N_("Give each a new name, so that old and new answers stay apart."),
    ),
    "ids": (
        N_(
            "In these questions an answer that people chose is not there any more, or has another name: %(names)s."
        ),
        N_(
            "If the answer only has another name now, give it its old name again (“The name that answers are kept by”)."
        ),
    ),
    "places": (
        N_("In these questions answers have changed places, and took each other's names: %(names)s."),
        N_("Give each answer its old name again (“The name that answers are kept by”)."),
    ),
    "right": (
        N_("In these questions another answer is right than before: %(names)s."),
        N_("If that is meant, give the question a new name, so that old and new answers stay apart."),
    ),
}
"""What is said of questions whose kept answers no longer fit, and what to do."""


@dataclass(frozen=True)
class Dropped:
    """What is said of some questions whose answers would be dropped: what happens, how many people, what to do."""

    what: str
    people: int
    remedy: str


def page(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/publish: the part that publishes, on a page of its own."""
    return _page(desk, request, who, desk.course(request))


async def number(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/number: writes the next version and its note into the course, and saves it."""
    course, form = desk.course(request), await form_of(request)
    return await desk.work(course, partial(_numbered, desk, request, who, course, form), aside=True)


async def publish(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/publish: publishes what is saved, if it is what the page has shown."""
    course, form = desk.course(request), await form_of(request)
    return await desk.work(course, partial(_published, desk, request, who, course, form), aside=True)


def publish_part(
    desk: Desk, request: Request, who: Actor, course: str, state: Any = None
) -> dict[str, Any] | None:
    """What `publishing.html` shows of a course, for whoever may publish it. None for others.

    `state` is the state of its sign-off, if the page knows it.
    """
    if not who.may("author"):
        return None
    folder, versions = desk.folder(course), catalogue.versions(desk.database, course)
    draft = desk.editing().drafts.look(course)
    loaded = load_course(folder)
    problems = [each for each in check_loaded(loaded, desk.settings.reviews) if each.severity == "error"]
    source = files_hash(course_files(folder))
    made = loaded.course
    current = next((each for each in versions if each.current), None)
    part: dict[str, Any] = {
        "course": course,
        "step": "errors",
        "unsaved": draft.unsaved,
        "problems": [(said(each.message), said(each.remedy)) for each in problems[:_ERRORS_SHOWN]],
        "more": max(len(problems) - _ERRORS_SHOWN, 0),
        "source": source,
        "current": current,
        "most_note": MOST_NOTE,
        "note": "",
    }
    if made is None or problems:
        return part
    step = _step(made, source, versions)
    return {
        **part,
        "step": step,
        "version": made.version,
        "note": next((each.text for each in made.changes if each.version == made.version), ""),
        "kinds": _kinds(versions),
        "first": not versions,
        "again": next((each for each in versions if each.version == made.version), None),
        **(_effects(desk, made, versions) if step in ("number", "ready") else {}),
    }


def _step(course: Course, source: str, versions: Sequence[PublishedVersion]) -> str:
    """What comes next: “published” (nothing), “number” (it needs one, or a note), or “ready”."""
    same = next((each for each in versions if each.version == course.version), None)
    if same and same.source == source:
        return "published" if same.current else "ready"
    if not versions:
        return "ready"
    highest = numbering.highest_number(each.version for each in versions)
    is_higher = numbering.number_of(course.version) > numbering.number_of(highest)
    noted = any(each.version == course.version for each in course.changes)
    return "ready" if is_higher and noted else "number"


def _kinds(versions: Sequence[PublishedVersion]) -> list[tuple[str, str, str, str]]:
    """Each kind of change with the number that it brings, and what it is for."""
    if not versions:
        return [("course", "1.0.0", _("The first version"), _("What people read from now on."))]
    highest = numbering.highest_number(each.version for each in versions)
    return [
        (kind, numbering.next_number(highest, kind), _(name), _(use)) for kind, (name, use) in KINDS.items()
    ]


def _effects(desk: Desk, course: Course, versions: Sequence[PublishedVersion]) -> dict[str, Any]:
    """What publishing means for people who have begun: how many are half-way, and which answers it would drop."""
    half_way = answered.people_half_way(desk.database, course.slug)
    lost = lost_answers(desk.database, Planned.of(course, ""), desk.settings.packages)
    order = [each.version for each in versions]
    known = [(version, half_way[version]) for version in order if half_way.get(version)]
    return {"half_way": known, "dropped": [_dropped(each) for each in lost]}


def _dropped(lost: Lost) -> Dropped:
    what, remedy = FAULTS[lost.fault]
    names = ", ".join(f"“{name}”" for name in lost.questions)
    return Dropped(_(what, names=names), lost.people, _(remedy))


def _page(
    desk: Desk,
    request: Request,
    who: Actor,
    course: str,
    problems: Sequence[Any] = (),
    typed: Mapping[str, str] | None = None,
) -> Response:
    part = publish_part(desk, request, who, course)
    return plain(
        desk,
        request,
        "publish.html",
        _("Publish"),
        who,
        course=course,
        course_title=draft_title(desk, course),
        tab="sign-off",
        status=422 if problems else 200,
        problems=problems,
        publishing={**part, **(typed or {})} if part else None,
    )


def _refused(
    desk: Desk, request: Request, who: Actor, course: str, form: Form, fault: ElearnError
) -> Response:
    """The page with what is in the way, and what was typed."""
    problems = fault.problems[:_ERRORS_SHOWN] if isinstance(fault, InputFault) else []
    told = [{"message": said(each.message), "remedy": said(each.remedy)} for each in problems]
    typed = {"note": form("note", MOST_NOTE)} if form("note") else {}
    return _page(desk, request, who, course, told or [{"message": said(fault.text), "remedy": ""}], typed)


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
    return back_to(f"/desk/{course}/publish", told)


def _number(desk: Desk, who: Actor, course: str, form: Form) -> str:
    """Writes the number and the note into course.md, as one step of the draft, and saves the draft."""
    parts, versions = desk.editing(), catalogue.versions(desk.database, course)
    kind, note = form("change", 20), " ".join(form("note", MOST_NOTE).split())
    wanted = {each: number for each, number, *_rest in _kinds(versions)}
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
        problems = [
            Problem(each.field, 0, 0, "entry", "error", each.message, each.remedy) for each in fault.problems
        ]
        raise InputFault(problems) from fault
