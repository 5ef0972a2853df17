"""The tab “Comments” of a course: its links for people without an account, and all that was said.

What the editor asks about comments is here, too.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from elearn import letters, mail
from elearn.authoring import comments
from elearn.authoring.actions import title_in
from elearn.authoring.comments import Writer
from elearn.desk import pages, remarks
from elearn.desk.context import Desk
from elearn.desk.doing import refusal
from elearn.desk.home import refused
from elearn.desk.parts import Draft, FilePart, PagePart
from elearn.desk.plain import Form, back_to, form_of, plain
from elearn.desk.reading import ROOT
from elearn.desk.remarks import Placed
from elearn.desk.sent import Asked, Lines, read
from elearn.desk.showing import page_now
from elearn.phrases import phrase
from elearn.problems import InputFault
from elearn.runtime import RefusedBody
from elearn.tracker import Actor
from elearn.translations import gettext as _
from elearn.translations import said

DAYS = (7, comments.DAYS, 30, comments.MOST_DAYS)
"""For how many days a link can be made."""
AT_ONCE = 50
"""How many remarks the tab shows at once."""
_LONGEST_ADDRESS = 254


async def page(desk: Desk, request: Request, who: Actor) -> Response:
    """GET /desk/{course}/comments?show=&from=: the links, and the remarks that are open, or all."""
    return await _page(desk, request, who)


async def act(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/comments: makes a link or takes one back; adds, answers, resolves, reopens, deletes.

    Who signs courses and does not write them only adds and answers.
    """
    course, form = desk.course(request), await form_of(request)
    do = _DOINGS.get(form("do"))
    if do is None:
        raise RefusedBody(_("What was sent cannot be read. Load this page again."), 400)
    if do not in (_add, _reply):
        who.must("author")
    try:
        if do is _make_link:
            return await _page(desk, request, who, **await run_in_threadpool(do, desk, course, who, form))
        told = await desk.work(course, partial(do, desk, course, who, form))
    except InputFault as fault:
        problems = [{"message": said(each.message), "remedy": said(each.remedy)} for each in fault.problems]
        return await _page(desk, request, who, problems=problems, typed=form)
    query = {"show": "all"} if form("show") == "all" else {}
    return back_to(f"/desk/{course}/comments", told["said"], **query)


async def _page(desk: Desk, request: Request, who: Actor, **more: Any) -> Response:
    course = desk.course(request)
    return await desk.work(course, partial(_drawn, desk, request, who, course, more))


def _drawn(desk: Desk, request: Request, who: Actor, course: str, more: Mapping[str, Any]) -> Response:
    draft = desk.editing().drafts.look(course)
    made = desk.examiner().examined(desk.folder(course), draft.files)
    threads = remarks.threads_now(desk, course, draft, made.files)
    everything = request.query_params.get("show") == "all"
    listed = [each for each in _in_order(made.files, threads) if everything or each.open]
    given = request.query_params.get("from", "")
    start = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0
    links = comments.links_of(desk.database, course)
    return plain(
        desk,
        request,
        "comments.html",
        _("Comments"),
        who,
        course=course,
        course_title=remarks.title_of(course, made, draft),
        tab="comments",
        status=422 if more.get("problems") else 200,
        problems=more.get("problems", ()),
        address=f"/desk/{course}/comments",
        writes=who.may("author"),
        groups=_grouped(course, made.files, listed[start : start + AT_ONCE]),
        start=start,
        next=start + AT_ONCE if start + AT_ONCE < len(listed) else None,
        listed=len(listed),
        open=sum(each.open for each in threads),
        all=len(threads),
        everything=everything,
        working=[each for each in links if each.works],
        ended=[each for each in links if not each.works],
        labels={each.id: each.label for each in links},
        days=DAYS,
        usual=comments.DAYS,
        new=more.get("new"),
        mails=bool(desk.settings.smtp_url.get_secret_value()),
        typed=more.get("typed"),
        token=comments.new_token,
        longest=(comments.LONGEST_TEXT, comments.LONGEST_LABEL),
        on=remarks.on,
        whence=remarks.whence,
        pages=_choices(made.files),
        seq=draft.seq,
    )


def _in_order(files: tuple[FilePart, ...], threads: list[Placed]) -> list[Placed]:
    """The threads in the order of the course, and on a page in the order of its blocks."""
    order = {(file.name, page.id): n for n, (file, page) in enumerate(_every(files))}

    def place(each: Placed) -> tuple[int, int, int]:
        at = order.get((each.file, each.page), 0)
        return at, -1 if each.block is None else each.block, each.thread.comment.id

    return sorted(threads, key=place)


def _every(files: tuple[FilePart, ...]) -> list[tuple[FilePart, PagePart]]:
    return [(file, page) for file in files for page in file.pages]


def _choices(files: tuple[FilePart, ...]) -> list[tuple[str, str]]:
    """The pages of a course, for a list to choose from."""
    return [(f"{file.name}#{page.id}", _title(file, page)) for file, page in _every(files)]


def _title(file: FilePart, page: PagePart) -> str:
    if file.kind == "course":
        return _("Introduction")
    return page.title or file.title or _("Without a title")


def _grouped(course: str, files: tuple[FilePart, ...], listed: list[Placed]) -> list[dict[str, Any]]:
    """The threads by page, each page with its title and the address at which the editor shows it."""
    found: list[dict[str, Any]] = []
    titles = {(file.name, page.id): _title(file, page) for file, page in _every(files)}
    for each in listed:
        key = (each.file, each.page)
        if not found or found[-1]["key"] != key:
            query = urlencode({"file": each.file, "page": each.page})
            title = titles.get(key, each.page)
            found.append({"key": key, "title": title, "href": f"/desk/{course}?{query}", "threads": []})
        found[-1]["threads"].append(each)
    return found


def _make_link(desk: Desk, course: str, who: Actor, form: Form) -> dict[str, Any]:
    """Makes a link, and sends it if somebody says to whom. Nobody can see its address again."""
    token, label = form("token", 64), form("label", comments.LONGEST_LABEL)
    if not comments.is_token(token):
        raise RefusedBody(_("What was sent cannot be read. Load this page again."), 400)
    if not label:
        raise refusal(
            phrase("It is not said for whom the link is."),
            phrase("Write a name or a role, so that you know it among others."),
        )
    days = int(form("days")) if form("days") in map(str, DAYS) else comments.DAYS
    comments.make_link(desk.database, course, token, label, days=days, person=who.person)
    address = f"{desk.settings.desk_url}{ROOT}/{token}"
    sent, why = _mailed(desk, course, who, form("email", _LONGEST_ADDRESS + 1), address, days)
    return {"new": {"address": address, "label": label, "days": days, "sent": sent, "why": why}}


def _mailed(desk: Desk, course: str, who: Actor, to: str, address: str, days: int) -> tuple[str, str]:
    """To whom the link was sent, and why it was not. Both "" if nobody asked for it."""
    if not to:
        return "", ""
    if len(to) > _LONGEST_ADDRESS or to.count("@") != 1 or len(to.split()) != 1 or not to.isprintable():
        return "", _("“%(to)s” is no e-mail address. Copy the link, and send it yourself.", to=to[:80])
    if desk.limits.mailed.wait(str(who.person)):
        return "", _("Too many mails were sent. Copy the link, and send it yourself.")
    draft = desk.editing().drafts.look(course)
    title = title_in(draft.files.get("course.md", "")) or course
    letter = letters.letter(
        to,
        _("Please read and comment on a course: %(title)s", title=title),
        organisation=desk.settings.organisation,
        before=[
            _(
                "%(name)s asks you to read the draft of a course and to say what you think of it.",
                name=who.name,
            ),
            _(
                "You need no account. Whoever has this link can read the draft and comment: keep it to yourself."
            ),
        ],
        button=letters.Button(_("Read the course and comment"), address),
        after=[_("The link works for %(num)s days.", num=days)],
    )
    try:
        mail.send(desk.settings, letter)
    except mail.MailNotSent as error:
        return "", said(error.text)
    return to, ""


def _revoke(desk: Desk, course: str, _who: Actor, form: Form) -> dict[str, str]:
    comments.revoke_link(desk.database, course, _number(form("link")))
    return {"said": _("The link is taken back. It opens nothing any more.")}


def _add(desk: Desk, course: str, who: Actor, form: Form) -> dict[str, str]:
    drafts = desk.editing().drafts
    draft = drafts.look(course)
    file, _mark, page = form("at", 400).partition("#")
    anchor = comments.anchor_in(drafts, course, draft, "page", file, (0, 0), page, draft.seq)
    comments.add(
        desk.database,
        course,
        anchor,
        draft.seq,
        _writer(who),
        form("text"),
        _request(who, form("request", 64)),
    )
    return {"said": _("Your comment is kept.")}


def _reply(desk: Desk, course: str, who: Actor, form: Form) -> dict[str, str]:
    to, sent = _number(form("to")), _request(who, form("request", 64))
    comments.reply(desk.database, course, to, _writer(who), form("text"), sent)
    return {"said": _("Your reply is kept.")}


def _resolve(desk: Desk, course: str, who: Actor, form: Form) -> dict[str, str]:
    comments.resolve(desk.database, course, _number(form("to")), who.name)
    return {"said": _("The comment is resolved.")}


def _reopen(desk: Desk, course: str, _who: Actor, form: Form) -> dict[str, str]:
    comments.reopen(desk.database, course, _number(form("to")))
    return {"said": _("The comment is open again.")}


def _remove(desk: Desk, course: str, _who: Actor, form: Form) -> dict[str, str]:
    comments.remove(desk.database, course, _number(form("to")))
    return {"said": _("The comment is deleted.")}


_DOINGS: Mapping[str, Callable[[Desk, str, Actor, Form], dict[str, Any]]] = {
    "make-link": _make_link,
    "revoke": _revoke,
    "add": _add,
    "reply": _reply,
    "resolve": _resolve,
    "reopen": _reopen,
    "remove": _remove,
}


def _writer(who: Actor) -> Writer:
    return Writer(who.name[: comments.LONGEST_NAME], person=who.person)


def _request(who: Actor, request: str) -> str:
    """The id of a request. Nobody else's can be the same."""
    return f"desk-{who.person}-{request}" if request else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


class Remarked(Asked):
    """What the editor does with comments: adds one at lines of the page, answers, resolves, reopens or deletes one."""

    do: str = Field(pattern="^(add|reply|resolve|reopen|remove)$")
    about: str = Field("page", pattern="^(page|block)$")
    lines: Lines | None = None
    to: int = Field(0, ge=0, le=2**53)
    text: str = Field("", max_length=comments.LONGEST_TEXT * 2)


async def remark(desk: Desk, request: Request, who: Actor) -> Response:
    """POST /desk/{course}/remarks: `Remarked` in types.js → `Comments`, or `Refused` (422)."""
    course, sent = desk.course(request), await read(request, Remarked)

    def done() -> Response:
        drafts = desk.editing().drafts
        draft = drafts.look(course)
        try:
            _do(desk, course, who, sent, draft)
        except InputFault as fault:
            return refused(fault)
        made = desk.examiner().examined(desk.folder(course), draft.files)
        threads = remarks.threads_now(desk, course, draft, made.files)
        file, page = page_now(
            desk.editing().texts, drafts, course, draft, (sent.at.file, sent.at.page), sent.seq
        )
        shown = remarks.view(threads, made.files, file, page)
        return pages.answer({"seq": draft.seq, "comments": shown})

    return await desk.work(course, done)


def _do(desk: Desk, course: str, who: Actor, sent: Remarked, draft: Draft) -> None:
    database, request = desk.database, _request(who, sent.request)
    if sent.do == "add":
        lines = sent.lines.pair if sent.lines else (0, 0)
        anchor = comments.anchor_in(
            desk.editing().drafts,
            course,
            draft,
            sent.about,
            sent.at.file,
            lines,
            sent.at.page,
            min(sent.seq, draft.seq),
        )
        comments.add(database, course, anchor, draft.seq, _writer(who), sent.text, request)
    elif sent.do == "reply":
        comments.reply(database, course, sent.to, _writer(who), sent.text, request)
    elif sent.do == "resolve":
        comments.resolve(database, course, sent.to, who.name)
    elif sent.do == "reopen":
        comments.reopen(database, course, sent.to)
    else:
        comments.remove(database, course, sent.to)
