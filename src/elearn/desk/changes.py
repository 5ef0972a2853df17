"""What changes a course: an edit, a form, a button, Undo and Redo, Save, and a clash that is settled."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from elearn.authoring import signoff
from elearn.authoring.actions import title_in
from elearn.content.course import SHARED
from elearn.desk import pages
from elearn.desk.acting import at_now, block_now, known
from elearn.desk.bank_moving import put_among_shared
from elearn.desk.banks import must_be_unused
from elearn.desk.context import Desk
from elearn.desk.editor import state_now
from elearn.desk.home import refused
from elearn.desk.parts import Clash, Draft, Lines, Parts, RefusedForm, StaleChange
from elearn.desk.sent import Asked, Edit, FormEdit, Sent, Settled, read
from elearn.desk.showing import At, page_of, shown
from elearn.phrases import phrase
from elearn.problems import InputFault, NotFound
from elearn.tracker import Actor
from elearn.translations import gettext as _
from elearn.translations import said


class Made(NamedTuple):
    """What a change made: the draft, where in `file` the text that was sent is now, and what was done in words.

    `at` is the file and page that it is about, for a browser whose page is not there any more. With `lead` it is shown
    also if that page is there.
    """

    draft: Draft
    edited: Lines | None = None
    said: str = ""
    at: At | None = None
    file: str = ""
    lead: bool = False


class Remembered(NamedTuple):
    """What `Made` says, without the texts of the draft, and the number of the last change then."""

    seq: int
    edited: Lines | None
    said: str
    at: At | None
    file: str
    lead: bool


async def change(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/change: `Sent` → `State`, `Stale` (409) or `Refused` (422)."""
    course, sent = desk.course(request), await read(request, Sent)
    return await _do(desk, course, who, sent, partial(_changed, desk, course, who, sent), sent)


async def undo(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/undo: takes back this person's last change, and leads to where it was."""
    course, asked = desk.course(request), await read(request, Asked)
    drafts = desk.editing().drafts

    def undone() -> Made:
        draft = drafts.undo(course, who.person, asked.request, asked.seq)
        return _there(draft, _("Undone: %(what)s.", what=said(draft.did)))

    return await _do(desk, course, who, asked, undone)


async def redo(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/redo: does again what was taken back last, and leads there."""
    course, asked = desk.course(request), await read(request, Asked)
    drafts = desk.editing().drafts

    def redone() -> Made:
        draft = drafts.redo(course, who.person, asked.request, asked.seq)
        return _there(draft, _("Done again: %(what)s.", what=said(draft.did)))

    return await _do(desk, course, who, asked, redone)


async def save(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/save: writes the draft into the course's files."""
    course, asked = desk.course(request), await read(request, Asked)
    parts = desk.editing()

    def saved() -> Made:
        draft = parts.drafts.save(course, who.person)
        title = title_in(draft.files.get("course.md", "")) or course
        paths = [desk.folder(course) / name for name in draft.written]
        trouble = parts.commit(who, course, paths, _("Save “%(title)s”", title=title))
        return Made(draft, said=trouble or _saved(desk, course))

    return await _do(desk, course, who, asked, saved, aside=desk.settings.git)


def _saved(desk: Desk, course: str) -> str:
    with desk.database.read() as conn:
        if not signoff.has_changed(conn, desk.folder(course)):
            return _("Saved.")
    return _("Saved. The course has changed since it was sent for sign-off, so it has to be sent again.")


async def settle(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/settle: takes one side of a clash, or both."""
    course, asked = desk.course(request), await read(request, Settled)
    drafts = desk.editing().drafts

    def settled() -> Made:
        clash = _clash_of(drafts.look(course).clashes, asked)
        return Made(drafts.settle(course, who.person, clash, asked.choose, asked.request))

    return await _do(desk, course, who, asked, settled)


def _clash_of(clashes: Sequence[Clash], asked: Settled) -> Clash:
    """The clash with the texts that were shown, wherever its lines are now. Raises NotFound."""
    same = [
        each
        for each in clashes
        if each.file == asked.file
        and asked.ours in (None, each.ours)
        and asked.theirs in (None, each.theirs)
        and (asked.ours is not None or tuple(each.lines) == asked.lines.pair)
    ]
    if not same:
        raise NotFound(
            _("These two versions are not there any more: somebody has chosen, or written something new.")
        )
    return min(same, key=lambda each: abs(each.lines[0] - asked.lines.start))


async def _do(
    desk: Desk,
    course: str,
    who: Actor,
    asked: Asked,
    do: Callable[[], Made],
    sent: Sent | None = None,
    *,
    aside: bool = False,
) -> Response:
    """Does something once, and answers with the state. If the same request comes again, it is answered as before."""
    at = (asked.at.file, asked.at.page)

    def done() -> Response:
        try:
            made = _before(desk, course, who, asked.request)
            if made and sent and sent.action is None:
                _must_stand(desk.editing(), course, who, sent)
            made = made or do()
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
        desk.remember(course, who.person, asked.request, Remembered(made.draft.seq, *made[1:]))
        here = shown(desk.editing().texts, made.draft, at, _about(desk, made), lead=made.lead)
        now = state_now(desk, course, who, here, made.draft, made.edited, made.said, known=asked.seq)
        return pages.answer(now)

    return await desk.work(course, done, aside=aside)


def _before(desk: Desk, course: str, who: Actor, request: str) -> Made | None:
    """What a request made when it came before, with its lines where they are now. None if it is new."""
    drafts = desk.editing().drafts
    remembered = desk.remembered(course, who.person, request)
    if not isinstance(remembered, Remembered):
        found = drafts.done(course, who.person, request)
        return _there(found, lead=False) if found else None
    edited = remembered.edited
    if edited is not None:
        try:
            edited = drafts.beside(course, remembered.file, edited, remembered.seq)
        except StaleChange:  # its file is gone
            edited = None
    return Made(drafts.look(course), edited, *remembered[2:])


def _must_stand(parts: Parts, course: str, who: Actor, sent: Sent) -> None:
    """Raises StaleChange if somebody has touched the block since this came first.

    The browser has heard no answer then. It would take what it typed for what the block says, and write over it.
    """
    try:
        parts.drafts.must_stand(course, who.person, sent.request)
    except StaleChange as stale:
        stale.mine = (
            parts.texts.write_values("", sent.form.kind, sent.form.values)
            if sent.form
            else sent.edit.text
            if sent.edit
            else ""
        )
        raise


def _about(desk: Desk, made: Made) -> Sequence[At | None]:
    """The pages that a change may have to show, if the one that was shown is not there any more."""
    texts, files = desk.editing().texts, made.draft.files
    line = page_of(texts, files, made.file, made.edited[0]) if made.edited else None
    return made.at, line


def _there(draft: Draft, says: str = "", *, lead: bool = True) -> Made:
    """What was made where the draft says that something has changed."""
    if draft.place is None:
        return Made(draft, said=says)
    return Made(draft, draft.place.lines, says, file=draft.place.file, lead=lead)


def _changed(desk: Desk, course: str, who: Actor, sent: Sent) -> Made:
    parts = desk.editing()
    if sent.action is not None:
        return _acted(desk, course, who, sent, sent.action)
    if sent.edit is not None:
        return _written(parts, course, who, sent, sent.edit, sent.edit.text, phrase("typing"), sent.seq)
    assert sent.form is not None  # one of the three is there
    return _filled(parts, course, who, sent, sent.form)


def _acted(desk: Desk, course: str, who: Actor, sent: Sent, action: Mapping[str, Any]) -> Made:
    """Does what a button says, with the lines that it names where they are now."""
    parts = desk.editing()
    draft, now = at_now(parts.drafts, course, who.person, action, sent.seq)
    if course == SHARED:
        must_be_unused(desk, now)
    elif now.get("action") == "share-bank":
        now = {**now, "as": put_among_shared(desk, course, who, draft, now.get("file"))}
    done = parts.texts.do(draft.files, known(desk, course, draft, now))
    after = parts.drafts.change(course, who.person, draft.seq, done.changes, done.name, sent.request)
    return Made(after, done.edited, said(done.said), done.at, done.at[0] if done.at else "")


def _filled(parts: Parts, course: str, who: Actor, sent: Sent, form: FormEdit) -> Made:
    """Writes a form. Its values are patched into the block as it is now.

    If somebody has touched the block since, its text is made of the values alone, so that the drafts refuse it and both
    can be shown.
    """
    draft, now = block_now(parts.drafts, course, form.file, form.lines.pair, sent.seq)
    file, seq, lines, before = form.file, sent.seq, form.lines.pair, ""
    if now is not None:
        file = form.file if form.file in draft.files else parts.drafts.name_now(course, form.file, sent.seq)
        seq, lines, before = draft.seq, now, "\n".join(_lines_of(draft, file)[now[0] : now[1]])
    text = parts.texts.write_values(before, form.kind, form.values)
    edit = Edit.model_validate({"file": file, "lines": list(lines), "text": text})
    return _written(parts, course, who, sent, edit, text, phrase("changes in the form"), seq)


def _written(
    parts: Parts, course: str, who: Actor, sent: Sent, edit: Edit, text: str, what: str, seq: int
) -> Made:
    what = phrase("pasting") if sent.pasted else what
    new = text.split("\n") if text else []
    now = parts.drafts.where(course, edit.file, edit.lines.pair, seq)
    splice = parts.texts.splice(edit.file, edit.lines.pair, new)
    try:
        draft = parts.drafts.change(course, who.person, seq, [splice], what, sent.request)
    except StaleChange as stale:
        stale.mine = text
        raise
    file = edit.file if edit.file in draft.files else parts.drafts.name_now(course, edit.file, seq)
    return Made(draft, (now[0], now[0] + len(new)) if now else None, file=file)


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
        "state": state_now(desk, course, who, at, known=sent.seq if sent else None),
        "lines": stale.lines,
        "text": stale.now,
        "mine": stale.mine or (sent.edit.text if sent and sent.edit else ""),
        "by": stale.by,
        "message": said(stale.text)
        if not sent or not sent.action
        else _("Somebody has changed this since. Look at it, then do it once more if you still want to."),
        "remedy": "",
    }
