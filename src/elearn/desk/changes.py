"""What changes a course: an edit, a form, a button, Undo and Redo, Save, and a clash that is settled."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from elearn.authoring.actions import title_in
from elearn.desk import pages
from elearn.desk.context import Desk
from elearn.desk.editor import state_now
from elearn.desk.findings import keyed
from elearn.desk.home import refused
from elearn.desk.parts import Draft, Lines, Parts, RefusedForm, StaleChange
from elearn.desk.sent import Asked, Edit, FormEdit, Sent, Settled, read
from elearn.phrases import phrase
from elearn.problems import InputFault, NotFound
from elearn.tracker import Actor
from elearn.translations import gettext as _
from elearn.translations import said

At = tuple[str, str]
"""A page: its file and its id."""


class Made(NamedTuple):
    """What a change made: the draft, where the text that was sent is now, and what was done in words.

    `at` is the file and page that it is about, for a browser whose page is not there any more.
    """

    draft: Draft
    edited: Lines | None = None
    said: str = ""
    at: At | None = None


async def change(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/change: `Sent` → `State`, `Stale` (409) or `Refused` (422)."""
    course, sent = desk.course(request), await read(request, Sent)
    return await _do(desk, course, who, sent, partial(_changed, desk, course, who, sent), sent)


async def undo(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/undo: takes back this person's last change."""
    course, asked = desk.course(request), await read(request, Asked)
    drafts = desk.editing().drafts
    return await _do(desk, course, who, asked, lambda: Made(drafts.undo(course, who.person)))


async def redo(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/redo: does again what was taken back last."""
    course, asked = desk.course(request), await read(request, Asked)
    drafts = desk.editing().drafts
    return await _do(desk, course, who, asked, lambda: Made(drafts.redo(course, who.person)))


async def save(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/save: writes the draft into the course's files."""
    course, asked = desk.course(request), await read(request, Asked)
    parts = desk.editing()

    def saved() -> Made:
        draft = parts.drafts.save(course, who.person)
        title = title_in(draft.files.get("course.md", "")) or course
        paths = [desk.folder(course) / name for name in draft.written]
        trouble = parts.commit(who, course, paths, _("Save “%(title)s”", title=title))
        return Made(draft, said=trouble or _("Saved."))

    return await _do(desk, course, who, asked, saved)


async def settle(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/settle: takes one side of a clash, or both."""
    course, asked = desk.course(request), await read(request, Settled)
    drafts = desk.editing().drafts

    def settled() -> Made:
        found = [
            each
            for each in drafts.look(course).clashes
            if each.file == asked.file and tuple(each.lines) == asked.lines.pair
        ]
        if not found:
            raise NotFound(
                _("These two versions are not there any more: somebody has chosen, or moved them.")
            )
        return Made(drafts.settle(course, who.person, found[0], asked.choose))

    return await _do(desk, course, who, asked, settled)


async def _do(
    desk: Desk, course: str, who: Actor, asked: Asked, do: Callable[[], Made], sent: Sent | None = None
) -> Response:
    """Does something once, and answers with the state. If the same request comes again, only with the state."""
    at = (asked.at.file, asked.at.page)

    def done() -> Response:
        if desk.was_done(course, who.person, asked.request):
            return pages.answer(state_now(desk, course, who, at, known=asked.seq))
        try:
            made = do()
        except StaleChange as stale:
            return pages.answer(_stale(desk, course, who, at, stale, sent), 409)
        except RefusedForm as fault:
            problems = [
                {"field": each.field, "message": said(each.message), "remedy": said(each.remedy)}
                for each in fault.problems
            ]
            return pages.answer({"status": "refused", "problems": problems}, 422)
        except InputFault as fault:
            return refused(fault)
        desk.note_done(course, who.person, asked.request)
        here = at if made.at is None or _has(desk.editing(), made.draft, at) else made.at
        now = state_now(desk, course, who, here, made.draft, made.edited, made.said, known=asked.seq)
        return pages.answer(now)

    return await desk.work(course, done)


def _has(parts: Parts, draft: Draft, at: At) -> bool:
    """Whether there is such a page."""
    file, page = at
    return file in draft.files and page in {
        each.id for each in parts.texts.parts_of(file, draft.files[file]).pages
    }


def _known(desk: Desk, course: str, draft: Draft, action: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a button sent. One that puts a finding right names it by its key, and gets the problem itself from us."""
    if action.get("action") != "apply":
        return action
    folder = desk.folder(course)
    problems = desk.examiner().examined(folder, draft.files).problems
    found = dict(keyed(folder.as_posix(), problems)).get(str(action.get("key")))
    return {"action": "apply", "problem": found}


def _changed(desk: Desk, course: str, who: Actor, sent: Sent) -> Made:
    parts = desk.editing()
    if sent.action is not None:
        draft = parts.drafts.look(course)
        done = parts.texts.do(draft.files, _known(desk, course, draft, sent.action))
        after = parts.drafts.change(course, who.person, draft.seq, done.changes, done.said, sent.request)
        return Made(after, done.edited, said(done.said), done.at)
    if sent.edit is not None:
        return _written(
            parts, course, who, sent, sent.edit, sent.edit.text, phrase("what was written"), sent.seq
        )
    assert sent.form is not None  # one of the three is there
    return _filled(parts, course, who, sent, sent.form)


def _filled(parts: Parts, course: str, who: Actor, sent: Sent, form: FormEdit) -> Made:
    """Writes a form. Its values are patched into the block as it is now.

    If somebody has touched the block since, its text is made of the values alone, so that the drafts refuse it and both
    can be shown.
    """
    draft = parts.drafts.look(course)
    now = parts.drafts.where(course, form.file, form.lines.pair, sent.seq)
    if now is None:
        text, seq, lines = parts.texts.write_values("", form.kind, form.values), sent.seq, form.lines.pair
    else:
        before = "\n".join(_lines_of(draft, form.file)[now[0] : now[1]])
        text, seq, lines = parts.texts.write_values(before, form.kind, form.values), draft.seq, now
    edit = Edit.model_validate({"file": form.file, "lines": list(lines), "text": text})
    return _written(parts, course, who, sent, edit, text, phrase("what was filled in"), seq)


def _written(
    parts: Parts, course: str, who: Actor, sent: Sent, edit: Edit, text: str, what: str, seq: int
) -> Made:
    new = text.split("\n") if text else []
    now = parts.drafts.where(course, edit.file, edit.lines.pair, seq)
    splice = parts.texts.splice(edit.file, edit.lines.pair, new)
    try:
        draft = parts.drafts.change(course, who.person, seq, [splice], what, sent.request)
    except StaleChange as stale:
        stale.mine = text
        raise
    return Made(draft, (now[0], now[0] + len(new)) if now else None)


def _lines_of(draft: Draft, file: str) -> list[str]:
    if file not in draft.files:
        raise NotFound(_("This file is not in the course any more."))
    return draft.files[file].split("\n")


def _stale(
    desk: Desk, course: str, who: Actor, at: tuple[str, str], stale: StaleChange, sent: Sent | None
) -> dict[str, object]:
    """`Stale` in types.js."""
    return {
        "status": "stale",
        "state": state_now(desk, course, who, at),
        "lines": stale.lines,
        "text": stale.now,
        "mine": stale.mine or (sent.edit.text if sent and sent.edit else ""),
        "by": stale.by,
    }
