"""The question banks that courses share: the list of them, what its buttons do, and the editor on their folder."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from elearn.authoring.actions import archived, title_in, title_of
from elearn.content.course import (
    BANK_FOLDER,
    SHARED,
    SHARED_BANKS,
    bank_of,
    course_folders,
    parts_of,
)
from elearn.content.kinds import kinds_for
from elearn.desk import editor
from elearn.desk.context import Desk
from elearn.desk.doing import refusal
from elearn.desk.parts import Draft
from elearn.desk.plain import Form, back_to, form_of, plain
from elearn.desk.sharing import Draw, draws_in
from elearn.patterns import late
from elearn.phrases import phrase
from elearn.problems import InputFault, NotFound
from elearn.tracker import Actor
from elearn.translations import gettext as _
from elearn.translations import ngettext, said

HERE = f"/desk/{SHARED}"
MANY = 12
"""From so many banks on there is something to find."""
MOST_SHOWN = 100
"""How many banks are shown at once."""
_TITLE = late(r"^\ufeff?\s*#[ \t]+(.+?)[ \t\r]*$", re.MULTILINE)
_ACTIONS = {"new": "add-bank", "rename": "rename-bank", "copy": "copy-bank", "delete": "delete-bank"}


class Use(NamedTuple):
    """A page of a course that draws from a shared bank. `archived`: the course is put away.

    `copy`: the course came from a zip with a copy of the bank that says something else, and draws from that.
    """

    course: str
    title: str
    draw: Draw
    archived: bool
    copy: bool

    @property
    def address(self) -> str:
        """Its page in the editor, "" if the course is put away."""
        return "" if self.archived else f"/desk/{self.course}?file={self.draw.file}&page={self.draw.page}"


def page(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/banks: every shared bank, and where it is used."""
    return _listed(desk, request, who)


async def act(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/banks: makes, renames, copies or deletes a shared bank, or saves what is not saved."""
    form = await form_of(request)

    def done() -> Response:
        try:
            return _done(desk, who, form)
        except InputFault as fault:
            problems = [{"message": said(p.message), "remedy": said(p.remedy)} for p in fault.problems]
            return _listed(desk, request, who, 422, problems, form.named())

    return await desk.work(SHARED, done, aside=True)


async def edit(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/banks/edit: the editor, on the folder of the shared banks. Without a bank, the list."""
    request.scope["path_params"] = {**request.path_params, "course": SHARED}
    if not _banks_of(_draft(desk)):
        return RedirectResponse(HERE, 303)
    return await editor.page(desk, request, who)


def uses(desk: Desk) -> dict[str, list[Use]]:
    """Where each shared bank (`banks/first-signs`) is drawn from: in the files of all courses, and in their drafts."""
    root = desk.settings.courses.resolve()
    drafts = desk.editing().drafts
    glances = drafts.glance()
    found: dict[str, list[Use]] = {}
    for away, folders in ((False, course_folders(root)), (True, archived(root))):
        for folder in folders:
            glance = None if away else glances.get(folder.name)
            drafted = drafts.look(folder.name).files if glance and glance.unsaved else {}
            title = title_in(drafted.get("course.md", "")) or title_of(folder)
            draws = {(each.file, each.page, each.bank): each for each in draws_in(_saved(folder))}
            draws |= {(each.file, each.page, each.bank): each for each in draws_in(drafted)}
            for each in draws.values():
                copied = (folder / f"{each.bank}.md").is_file()
                found.setdefault(each.bank, []).append(Use(folder.name, title, each, away, copied))
    return found


def must_be_unused(desk: Desk, action: Mapping[str, Any]) -> None:
    """Raises InputFault if an action deletes a shared bank that a course draws from."""
    file = action.get("file")
    deletes = action.get("action") in ("delete-bank", "delete-module") and isinstance(file, str)
    if deletes and (found := uses(desk).get(SHARED_BANKS + bank_of(str(file)))):
        raise refusal(
            phrase(
                "Courses draw questions from this bank: %(courses)s.",
                courses=", ".join(sorted({each.title for each in found})),
            ),
            phrase("Take the draws out of their pages first."),
        )


def _saved(folder: Path) -> Mapping[str, str]:
    """The texts of a course's pages on the disk. What cannot be read is left out."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.md")):
        try:
            found[path.name] = path.read_bytes().decode("utf-8", errors="replace")
        except OSError:
            continue
    return found


def _draft(desk: Desk) -> Draft | None:
    """The draft of the shared banks, None if there is no folder for them yet."""
    try:
        return desk.editing().drafts.look(SHARED)
    except NotFound:
        return None


def _banks_of(draft: Draft | None) -> dict[str, str]:
    """The texts of the shared banks, by file."""
    files = draft.files if draft else {}
    return {name: text for name, text in files.items() if name.startswith(BANK_FOLDER)}


def _listed(
    desk: Desk,
    request: Request,
    who: Actor,
    status: int = 200,
    problems: list[dict[str, str]] | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    draft, used = _draft(desk), uses(desk)
    asked = " ".join(request.query_params.get("q", "").split())[:100]
    banks = {name: (_title_in(text) or bank_of(name), text) for name, text in _banks_of(draft).items()}
    found = [
        name for name, (title, _text) in banks.items() if asked.casefold() in f"{title} {name}".casefold()
    ]
    found.sort(key=lambda name: banks[name][0].casefold())
    shown = [_row(name, *banks[name], used) for name in found[:MOST_SHOWN]]
    return plain(
        desk,
        request,
        "banks.html",
        _("Shared question banks"),
        who,
        status=status,
        problems=problems or [],
        rows=shown,
        total=len(banks),
        left_out=len(found) - len(shown),
        many=len(banks) >= MANY or bool(asked),
        asked=asked,
        typed=typed or {},
        unsaved=bool(draft and draft.unsaved),
        others=sorted({each.name for each in draft.people if each.person != who.person}) if draft else [],
        here=HERE,
    )


def _title_in(text: str) -> str:
    """The title of a bank, found without taking its text apart."""
    found = _TITLE.match(text)
    return found[1] if found else ""


def _row(name: str, title: str, text: str, used: Mapping[str, list[Use]]) -> dict[str, Any]:
    parts = parts_of(name, text)
    own = bank_of(name)
    asked = sum(bool(block.name) for page in parts.pages for block in page.blocks)
    return {
        "file": name,
        "id": own,
        "title": title,
        "questions": ngettext("%(num)s question", "%(num)s questions", asked),
        "uses": [
            {
                "address": each.address,
                "title": each.title,
                "page": each.draw.page_title,
                "says": ngettext("asks %(num)s question", "asks %(num)s questions", each.draw.questions),
                "archived": each.archived,
                "own": each.copy,
            }
            for each in used.get(SHARED_BANKS + own, ())
        ],
    }


def _done(desk: Desk, who: Actor, form: Form) -> Response:
    """Does what a form of the list says, and saves it if nothing else waits to be saved."""
    parts, way = desk.editing(), form("do")
    if way == "save":
        _save(desk, who, _("Save the shared question banks"))
        return back_to(HERE, _("Saved."))
    if way not in _ACTIONS:
        raise refusal(phrase("This button does nothing that we know."), phrase("Load the page again."))
    if way == "new":
        (desk.settings.courses / SHARED / BANK_FOLDER).mkdir(parents=True, exist_ok=True)
    draft = parts.drafts.look(SHARED)
    action: dict[str, Any] = {"action": _ACTIONS[way], "file": form("file", 200), "title": form("title", 200)}
    if way == "new":
        action |= {"kind": next(iter(kinds_for("decision"))).kind}
    elif action["file"] not in _banks_of(draft):
        raise refusal(phrase("There is no such bank any more."), phrase("Look at the list again."))
    must_be_unused(desk, action)
    made = parts.texts.do(draft.files, action)
    parts.drafts.change(SHARED, who.person, draft.seq, made.changes, made.name)
    told = said(made.said)
    if draft.unsaved:
        told += " " + _("It is saved with the other changes, when somebody saves them.")
    else:
        told += " " + _save(desk, who, told)
    if way == "new" and made.at:
        return RedirectResponse(f"{HERE}/edit?file={made.at[0]}", 303)
    return back_to(HERE, told.strip())


def _save(desk: Desk, who: Actor, message: str) -> str:
    """Saves the shared banks. Gives what is in the way of committing them, in words, or ""."""
    parts = desk.editing()
    draft = parts.drafts.save(SHARED, who.person)
    paths = [desk.settings.courses / SHARED / name for name in draft.written]
    return parts.commit(who, SHARED, paths, message)
