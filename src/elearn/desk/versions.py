"""The tab “Versions”: what was published and when, its packages by their hash, and an old version back in the draft."""

import mimetypes
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from elearn.authoring import source_files, texts_in
from elearn.authoring.actions import difference, title_in, title_of
from elearn.content.course import SHARED_BANKS, SHARED_MEDIA, read_facts, write_facts
from elearn.content.forms import RefusedValues
from elearn.days import day_of
from elearn.desk import pages
from elearn.desk.context import Desk
from elearn.desk.parts import Draft
from elearn.desk.plain import Form, back_to, form_for, plain
from elearn.packaging import LMS_FORMATS, Format, Structure
from elearn.phrases import phrase
from elearn.problems import InputFault, NotFound
from elearn.publishing import package_bytes, packages_of
from elearn.tracker import Actor, HandedOut, PublishedVersion, answered, catalogue, packages
from elearn.translations import N_, day, said
from elearn.translations import gettext as _

SHOWN = 20
FORMATS: Mapping[Format, str] = {
    Format.SCORM_12: "SCORM 1.2",
    Format.SCORM_2004_3: N_("SCORM 2004, 3rd edition"),
    Format.SCORM_2004_4: N_("SCORM 2004, 4th edition"),
    Format.CMI5: "cmi5",
    Format.WEB: N_("Web pages"),
    Format.SINGLE_FILE: N_("One HTML file"),
    Format.PDF: "PDF",
    Format.BRIEFING: N_("Seven-minute briefing"),
}
_SHARED = (SHARED_BANKS, SHARED_MEDIA)
"""Copies of what a version drew from shared banks. They are not the course's own, so its draft does not have them."""


@dataclass(frozen=True)
class Listed:
    """A published version as it is listed, with its packages, its day, and how many people are half-way."""

    version: PublishedVersion
    day: str
    withdrawn: str
    half_way: int
    packages: Sequence[tuple[HandedOut, str, str]]
    before: str


def page(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/versions."""
    return _page(desk, request, who, desk.course(request))


def download(desk: Desk, request: Request, _who: Actor) -> Response:
    """GET /desk/{course}/versions/package/{sha256}: a package of a published version, as it was handed out."""
    course, sha256 = desk.course(request), request.path_params["sha256"]
    found = next((each for each in packages.handed_out(desk.database, course) if each.sha256 == sha256), None)
    if found is None:
        raise NotFound(_("There is no such package of this course."))
    content = package_bytes(desk.settings.packages, sha256)
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    headers = {
        **pages.NEVER_KEPT,
        "Content-Disposition": f'attachment; filename="{found.name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=kind, headers=headers)


async def make(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/versions/package: makes a package of a published version, or finds the one that was made."""
    course, form = desk.course(request), await form_for(request, who)
    return await desk.work(
        course, partial(_in_words, desk, request, who, course, partial(_make, desk, course, form)), aside=True
    )


async def copy(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/versions/copy: an old version's texts come into the draft, as one step that can be undone."""
    course, form = desk.course(request), await form_for(request, who)
    return await desk.work(
        course, partial(_in_words, desk, request, who, course, partial(_copy, desk, course, form, who))
    )


def _in_words(desk: Desk, request: Request, who: Actor, course: str, do: Callable[[], str]) -> Response:
    """Does something and leads back to the list, or draws the list with what is in the way."""
    try:
        told = do()
    except InputFault as fault:
        problems = [
            {"message": said(each.message), "remedy": said(each.remedy)} for each in fault.problems[:20]
        ]
        return _page(desk, request, who, course, problems, 422)
    except NotFound as fault:
        return _page(desk, request, who, course, [{"message": said(fault.text), "remedy": ""}], 422)
    return back_to(f"/desk/{course}/versions", told)


def _page(
    desk: Desk,
    request: Request,
    who: Actor,
    course: str,
    problems: Sequence[Any] = (),
    status: int = 200,
) -> Response:
    versions = catalogue.versions(desk.database, course)
    everything = request.query_params.get("all") == "1"
    shown = versions if everything else versions[:SHOWN]
    return plain(
        desk,
        request,
        "versions.html",
        _("Versions"),
        who,
        course=course,
        course_title=draft_title(desk, course),
        tab="versions",
        problems=problems,
        status=status,
        versions=_listed(desk, course, shown, versions),
        total=len(versions),
        formats={each.value: _(words) for each, words in FORMATS.items()},
        divisible=[each.value for each in LMS_FORMATS],
        author=who.may("author"),
    )


def draft_title(desk: Desk, course: str) -> str:
    """The title of a course as its draft has it."""
    texts = desk.editing().drafts.glance().get(course)
    written = title_in(texts.course_md) if texts and texts.course_md else ""
    return written or title_of(desk.folder(course))


def _listed(
    desk: Desk, course: str, shown: Sequence[PublishedVersion], versions: Sequence[PublishedVersion]
) -> list[Listed]:
    handed = packages.handed_out(desk.database, course)
    half_way = answered.people_half_way(desk.database, course)
    made: list[Listed] = []
    for place, each in enumerate(shown):
        older = [other.version for other in versions[place + 1 :] if other.source]
        own = [
            (package, day(day_of_text(package.made_at)), _size(package.bytes))
            for package in handed
            if package.version == each.version
        ]
        withdrawn = day(day_of_text(each.withdrawn_at)) if each.withdrawn_at else ""
        made.append(
            Listed(
                each,
                day(day_of_text(each.published_at)),
                withdrawn,
                half_way.get(each.version, 0),
                own,
                older[0] if older and each.source else "",
            )
        )
    return made


def day_of_text(instant: str) -> date:
    """The day in London of an instant as ISO text."""
    return day_of(datetime.fromisoformat(instant))


def _size(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB" if count >= 100_000 else f"{max(count // 1_000, 1):,} kB"


def _make(desk: Desk, course: str, form: Form) -> str:
    version, given = form("version", 40), form("format", 40)
    format = next((each for each in FORMATS if each.value == given), Format.SCORM_12)
    by_module = form("by-module", 3) == "yes" and format in LMS_FORMATS
    structure = Structure.MODULES if by_module else Structure.COURSE
    made = packages_of(desk.database, desk.settings.packages, course, version, format, structure)
    return _("%(name)s is ready to download.", name=made[0].name)


def _copy(desk: Desk, course: str, form: Form, who: Actor) -> str:
    version = form("version", 40)
    found = next(
        (each for each in catalogue.versions(desk.database, course) if each.version == version), None
    )
    if found is None or not found.source:
        raise NotFound(_("The text of this version is not kept here. Choose another one."))
    files = {
        name: content
        for name, content in source_files(desk.database, found.source).items()
        if not name.startswith(_SHARED)
    }
    drafts = desk.editing().drafts
    left = _bring_files(desk, course, who, files)
    draft = drafts.look(course)
    texts = {
        **texts_in(files),
        **{name: text for name, text in draft.files.items() if name.startswith(_SHARED)},
    }
    texts["course.md"] = _with_number(texts.get("course.md", ""), draft)
    edits = difference(dict(draft.files), texts)
    if edits:
        what = phrase("copying version %(version)s back", version=version)
        drafts.change(course, who.person, draft.seq, edits, what)
    told = _(
        "The draft says what version %(version)s said. Undo in the editor takes it back.", version=version
    )
    if left:
        named = ", ".join(path.split("/")[-1] for path in left)
        told += " " + _("These pictures and files stay as they are now: %(names)s.", names=named)
    return told


def _bring_files(desk: Desk, course: str, who: Actor, files: Mapping[str, bytes]) -> list[str]:
    """Puts the version's pictures and files into the draft. Gives those that are there as other ones."""
    drafts = desk.editing().drafts
    left: list[str] = []
    for path, content in files.items():
        if path.endswith(".md") or (there := drafts.media(course, path)) == content:
            continue
        if there is None:
            drafts.put_media(course, who.person, path, content)
        else:
            left.append(path)
    return left


def _with_number(course_md: str, draft: Draft) -> str:
    """An old course.md with the version, and the notes on what each changed, of the draft: numbers only go up."""
    old, now = read_facts(course_md), read_facts(draft.files.get("course.md", ""))
    if old is None or now is None:
        return course_md
    try:
        return write_facts(course_md, {**old, "version": now["version"], "changes": now["changes"]})
    except RefusedValues:
        return course_md
