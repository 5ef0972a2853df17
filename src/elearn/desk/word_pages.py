"""The page on which a Word file becomes pages of a course: a preview, what is lost, and one step that can be undone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from elearn.authoring.actions import Put, put_picture
from elearn.authoring.word import ModuleIn, PageIn, PictureIn, Split, best_split, modules_in
from elearn.content.course import parts_of
from elearn.desk import pages
from elearn.desk.context import Desk
from elearn.desk.doing import parts_in, refusal
from elearn.desk.examples import stand_in
from elearn.desk.hand_out import in_words
from elearn.desk.media import FILE_POLICY, path_for
from elearn.desk.parts import StaleChange
from elearn.desk.plain import Form, back_to, form_for, plain
from elearn.desk.uploads import Upload, upload_for
from elearn.intake import Manuscript, read_manuscript
from elearn.phrases import phrase
from elearn.player import block_html
from elearn.problems import InputFault, NotFound
from elearn.runtime import RefusedBody
from elearn.tracker import Actor
from elearn.translations import gettext as _
from elearn.translations import said

MOST = 41_000_000
"""Bytes of a Word file and what is sent with it."""
_TRIES = 3
_OF_PIECE = 2_000
"""About how many bytes a paragraph or a table takes while it waits."""
_BLOCK = re.compile(r"^:::\{image\}.*?^:::$", re.MULTILINE | re.DOTALL)
_NEW = "new"


@dataclass(frozen=True)
class Waiting:
    """A Word file that was read and waits to be confirmed. `pictures` are as they go into a course, None: they cannot.

    `faults` say why, by number.
    """

    name: str
    manuscript: Manuscript
    pictures: tuple[Put | None, ...]
    faults: Mapping[int, str]


async def page(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/bring-in/pages."""
    return _ask(desk, request, who, desk.course(request))


async def preview(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/bring-in/pages: a Word file → what would come of it. Nothing is changed."""
    course = desk.course(request)
    try:
        upload = await upload_for(request, who, MOST)
    except RefusedBody as error:
        if error.status != 413:
            raise
        fault = refusal(
            phrase("The file has more than %(megabytes)s MB.", megabytes=MOST // 1_000_000),
            phrase("Make its pictures smaller in Word, and use that."),
        )
        return _ask(desk, request, who, course, fault, 413)
    return await desk.work(course, partial(_previewed, desk, request, who, course, upload), aside=True)


async def again(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/bring-in/pages/again: the preview with other headings that begin pages."""
    course, form = desk.course(request), await form_for(request, who)
    return await desk.work(course, partial(_again, desk, request, who, course, form), aside=True)


async def put(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/bring-in/pages/put: the pages that were ticked go into the draft. Leads into the editor."""
    course, form = desk.course(request), await form_for(request, who)
    return await desk.work(course, partial(_put, desk, request, who, course, form), aside=True)


def picture(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/bring-in/pages/{key}/{number}: a picture of a file that waits."""
    given = request.path_params
    waiting, number = _held(desk, who, desk.course(request), given["key"]), given["number"]
    found = waiting.pictures[number] if waiting and number < len(waiting.pictures) else None
    if found is None:
        raise NotFound(_("There is no such file here."))
    kinds = {".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp"}
    kind = kinds.get(PurePosixPath(found.path).suffix, "image/svg+xml")
    headers = {"Content-Security-Policy": FILE_POLICY, **pages.NEVER_KEPT}
    return Response(found.content, media_type=kind, headers=headers)


def _held(desk: Desk, who: Actor, course: str, key: str) -> Waiting | None:
    found = desk.held.get(who.person, course, key)
    return found if isinstance(found, Waiting) else None


def _previewed(desk: Desk, request: Request, who: Actor, course: str, upload: Upload) -> Response:
    try:
        if not upload.content:
            raise refusal(phrase("No file was chosen."), phrase("Choose a Word file (.docx)."))
        manuscript = read_manuscript(upload.content, upload.name)
    except InputFault as fault:
        return _ask(desk, request, who, course, fault)
    made, faults = list[Put | None](), dict[int, str]()
    for number, content in enumerate(manuscript.pictures):
        try:
            made.append(put_picture("picture", content, ()))
        except InputFault as fault:
            made.append(None)
            faults[number] = fault.problems[0].message
    name = PurePosixPath(upload.name).stem or "Word"
    waiting = Waiting(name, replace(manuscript, pictures=[]), tuple(made), faults)
    size = sum(len(each.content) for each in made if each) + _OF_PIECE * len(manuscript.pieces)
    key = desk.held.put(who.person, course, waiting, size)
    return _show(desk, request, who, course, key, waiting, best_split(manuscript))


def _again(desk: Desk, request: Request, who: Actor, course: str, form: Form) -> Response:
    key = form("key")
    waiting = _held(desk, who, course, key)
    if waiting is None:
        return _ask(desk, request, who, course, _forgotten())
    return _show(desk, request, who, course, key, waiting, _split(form), form("where"))


def _split(form: Form) -> Split:
    return "second" if form("split") == "second" else "first"


def _ask(
    desk: Desk,
    request: Request,
    who: Actor,
    course: str,
    fault: InputFault | None = None,
    status: int = 422,
) -> Response:
    return plain(
        desk,
        request,
        "word-pages.html",
        _("Bring in pages from Word"),
        who,
        course=course,
        course_title=desk.title(course),
        problems=in_words(list(fault.problems)) if fault else (),
        status=status if fault else 200,
        most=MOST // 1_000_000,
    )


def _show(
    desk: Desk,
    request: Request,
    who: Actor,
    course: str,
    key: str,
    waiting: Waiting,
    split: Split,
    where: str = _NEW,
    problems: Sequence[Any] = (),
    status: int = 200,
) -> Response:
    files = desk.editing().drafts.look(course).files
    there = _known_pages(files)
    modules = modules_in(waiting.manuscript, split, waiting.name)
    number, shown = 0, []
    for module in modules:
        rows = []
        for each in module.pages:
            rows.append(_row(number, each, waiting, there))
            number += 1
        shown.append((module.title, rows))
    return plain(
        desk,
        request,
        "word-preview.html",
        _("Look at what comes in"),
        who,
        course=course,
        course_title=desk.title(course),
        problems=problems,
        status=status,
        key=key,
        file=waiting.name,
        split=split,
        where=where,
        modules=shown,
        count=number,
        places=_places(files),
        notes=[said(each) for each in waiting.manuscript.notes],
    )


def _row(number: int, page: PageIn, waiting: Waiting, there: set[str]) -> dict[str, Any]:
    """A page as the preview shows it."""
    faults = [
        said(phrase("A picture is left out. %(reason)s", reason=waiting.faults[each.number]))
        for each in page.pictures()
        if each.number in waiting.faults
    ]
    known = _bare(page.text(lambda _: "")) in there
    shown = [each for each in page.pictures() if waiting.pictures[each.number]]
    blocks = [each if isinstance(each, PictureIn) else _html(each) for each in page.blocks]
    return {
        "number": number,
        "title": page.title,
        "blocks": [each for each in blocks if not isinstance(each, PictureIn) or each in shown],
        "pictures": list(shown),
        "notes": [*map(said, page.notes), *faults],
        "known": known,
        "words": len(page.text(lambda _: "").split()),
    }


def _html(text: str) -> str:
    """Blocks as learners see them."""
    parts = parts_of("01-module.md", f"# A\n\n## B\n\n{text}\n").pages
    return "".join(
        block_html(stand_in(), each.block, on_page=False)
        for page in parts
        for each in page.blocks
        if each.block
    )


def _known_pages(files: Mapping[str, str]) -> set[str]:
    """What each page of the draft says, but for its pictures."""
    names = [name for name in files if name != "course.md" and "/" not in name]
    parts = (page for name in names for page in parts_in(files, name).pages)
    return {_bare("\n\n".join(each.text for each in page.blocks)) for page in parts} - {""}


def _bare(text: str) -> str:
    return " ".join(_BLOCK.sub("", text).split())


def _places(files: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where pages can go: each module with its start and each of its pages, as the value and the words of a choice."""
    found = []
    for name in sorted(name for name in files if name != "course.md" and "/" not in name):
        module = parts_in(files, name)
        after = [
            (f"{name}|{each.id}", _("after “%(page)s”", page=each.title)) for each in module.pages if each.id
        ]
        found.append((module.title, [(f"{name}|", _("before its first page")), *after]))
    return found


def _put(desk: Desk, request: Request, who: Actor, course: str, form: Form) -> Response:
    key, drafts = form("key"), desk.editing().drafts
    if key and drafts.done(course, who.person, f"pages-{key}"):
        return RedirectResponse(f"/desk/{course}", 303, headers=pages.NEVER_KEPT)
    waiting = _held(desk, who, course, key)
    if waiting is None:
        return _ask(desk, request, who, course, _forgotten())
    split = _split(form)
    try:
        at, told = _taken_in(
            desk, who, course, form, waiting, modules_in(waiting.manuscript, split, waiting.name)
        )
    except InputFault as fault:
        found = in_words(list(fault.problems))
        return _show(desk, request, who, course, key, waiting, split, form("where"), found, 422)
    desk.held.drop(key)
    undo = _("Undo takes it back in one step. Nothing is saved yet.")
    return back_to(f"/desk/{course}", f"{told} {undo}", file=at[0], page=at[1])


def _taken_in(
    desk: Desk, who: Actor, course: str, form: Form, waiting: Waiting, modules: Sequence[ModuleIn]
) -> tuple[tuple[str, str], str]:
    """Puts what was ticked into the draft. Gives the page to show, and what was done in words."""
    chosen = _chosen(form, modules)
    if not chosen:
        raise refusal(phrase("No page is ticked."), phrase("Tick the pages that are to come in."))
    parts, key = desk.editing(), form("key")
    for left in reversed(range(_TRIES)):
        draft = parts.drafts.look(course)
        work = dict(draft.files)
        paths = _with_pictures(desk, who, course, chosen, waiting)
        changes, where, told, at = list[Any](), form("where") or _NEW, list[str](), ("", "")
        for module in chosen:
            action = _action(module, where, paths)
            done = parts.texts.do(work, action)
            work = parts.texts.with_changes(work, done.changes)
            changes += done.changes
            told.append(said(done.said))
            at = at if at[0] else (done.at or at)
        try:
            name = phrase("bring in pages")
            parts.drafts.change(course, who.person, draft.seq, changes, name, f"pages-{key}")
        except StaleChange:
            if not left:
                raise refusal(
                    phrase("Somebody is changing the course just now."), phrase("Try once more.")
                ) from None
        else:
            return at, " ".join(told)
    raise AssertionError("the loop returns or raises")


def _chosen(form: Form, modules: Sequence[ModuleIn]) -> list[ModuleIn]:
    """The modules with the pages that were ticked, as they are called and described in the form.

    If they go into a module of the course, they are one.
    """
    ticked, number, made = set(form.all("take")), 0, list[ModuleIn]()
    for module in modules:
        kept = list[PageIn]()
        for each in module.pages:
            if str(number) in ticked:
                kept.append(_as_written(form, number, each))
            number += 1
        if kept:
            made.append(replace(module, pages=tuple(kept)))
    if made and form("where") not in ("", _NEW):
        return [ModuleIn("", tuple(page for module in made for page in module.pages))]
    return made


def _as_written(form: Form, number: int, page: PageIn) -> PageIn:
    """A page with the title, and the words for its pictures, that the form has."""
    given, title = form.named(), " ".join(form(f"title-{number}", 200).split()) or page.title
    blocks = [
        replace(each, alt=" ".join(form(f"alt-{each.number}", 500).split()))
        if isinstance(each, PictureIn) and f"alt-{each.number}" in given
        else each
        for each in page.blocks
    ]
    return replace(page, title=title, blocks=tuple(blocks))


def _with_pictures(
    desk: Desk, who: Actor, course: str, modules: Sequence[ModuleIn], waiting: Waiting
) -> dict[int, str]:
    """Puts the pictures into the draft. Gives the path of each."""
    drafts, paths = desk.editing().drafts, dict[int, str]()
    for page in (page for module in modules for page in module.pages):
        for each in page.pictures():
            fit = waiting.pictures[each.number]
            if fit is None:
                continue
            suffix = PurePosixPath(fit.path).suffix
            made = put_picture(f"{page.title}{suffix}", fit.content, drafts.media_paths(course, taken=True))
            paths[each.number] = path_for(drafts, course, who.person, made)
    return paths


def _action(module: ModuleIn, where: str, paths: Mapping[int, str]) -> Mapping[str, Any]:
    made = [
        {"title": page.title, "text": page.text(lambda each: paths.get(each.number, ""))}
        for page in module.pages
    ]
    if where == _NEW:
        return {"action": "add-pages", "title": module.title, "pages": made}
    file, _sign, page = where.partition("|")
    return {"action": "add-pages", "file": file, "after": page or None, "pages": made}


def _forgotten() -> InputFault:
    return refusal(
        phrase("The file is not kept any more, because an hour has gone by or the desk was started anew."),
        phrase("Choose it once more. Nothing was changed."),
    )
