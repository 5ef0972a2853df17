"""A course's draft as somebody reads it who has a comments link and no account, and what they write about it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlencode

from markupsafe import Markup, escape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from elearn.authoring import comments
from elearn.authoring.comments import CommentLink, Writer
from elearn.authoring.drafts import is_named
from elearn.content.course import SHARED_MEDIA, parts_of
from elearn.content.forms import FormField, form_kinds
from elearn.desk import pages, remarks
from elearn.desk.context import Desk
from elearn.desk.examining import Examined
from elearn.desk.media import file_response
from elearn.desk.parts import BlockPart, Draft, FilePart, PagePart, Values
from elearn.desk.plain import Form, form_of, plain, sealed
from elearn.desk.remarks import Placed
from elearn.desk.views import learners_html
from elearn.player import direction
from elearn.problems import InputFault, NotFound
from elearn.runtime import RateLimit, RefusedBody
from elearn.translations import gettext as _
from elearn.translations import language, said

ROOT = "/desk/comments"
NAME_COOKIE = "elearn_comment_name"
_HEADERS = {**pages.NEVER_KEPT, "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
_CONTROL = re.compile(r"<(button|input|select|textarea|audio|video)(?=[\s>])")
_PAGE_LINK = re.compile(r'(?<=\s)href="#([^"]+)"')
_STYLE = re.compile(r'(<[^>]*) style="[^"]*"')
_NUMBER = re.compile(r"[0-9]{1,15}")


class Shown(NamedTuple):
    """A block as the page shows it. `html` is None if it cannot be read; `told` are the words of a question's form."""

    number: int
    lines: tuple[int, int]
    title: str
    html: Markup | None
    told: list[tuple[str, str]]
    threads: list[Placed]


@dataclass(frozen=True)
class _Reader:
    """Somebody with a link that works, and the course as it is now."""

    link: CommentLink
    token: str
    draft: Draft
    made: Examined
    threads: list[Placed]

    @property
    def address(self) -> str:
        return f"{ROOT}/{self.token}"


async def page(desk: Desk, request: Request) -> Response:
    """GET /desk/comments/{token}?file=&page=: a page of the course, what was said about it, and forms to say more."""
    return await _page(desk, request, await _come(desk, request))


async def write(desk: Desk, request: Request) -> Response:
    """POST /desk/comments/{token}: a comment, or a reply to one. The same request is kept once."""
    reader = await _come(desk, request)
    _must_be_seldom(desk.limits.written, desk.limits.networks.of(request))
    _must_be_seldom(desk.limits.by_link, str(reader.link.id))
    form = await form_of(request)
    try:
        place = await run_in_threadpool(_written, desk, reader, form)
    except InputFault as fault:
        problems = [{"message": said(each.message), "remedy": said(each.remedy)} for each in fault.problems]
        return await _page(desk, request, reader, typed=form, problems=problems)
    response = RedirectResponse(f"{reader.address}?{place}", 303, headers=_HEADERS)
    response.set_cookie(
        NAME_COOKIE,
        quote(form("name", comments.LONGEST_NAME)),
        path=reader.address,
        httponly=True,
        samesite="strict",
        secure=desk.secure,
    )
    return response


async def media(desk: Desk, request: Request) -> Response:
    """GET /desk/comments/{token}/media/{path}: a picture or another file that the course names."""
    link, _token = await _known(desk, request)
    return await run_in_threadpool(_named_file, desk, link.course, request.path_params["path"])


def _named_file(desk: Desk, course: str, path: str) -> Response:
    """A file that a text of the draft names. One that was taken off the pages is not for readers any more."""
    drafts, whole = desk.editing().drafts, f"media/{path}"
    if not whole.startswith(SHARED_MEDIA) and not is_named(whole, drafts.look(course).files):
        raise NotFound(_("There is no such file here."))
    response = file_response(desk, course, path)
    response.headers.update({"Referrer-Policy": "no-referrer", "X-Robots-Tag": _HEADERS["X-Robots-Tag"]})
    return response


def lost(desk: Desk, status: int, _word: str | None, title: str, says: str) -> Response:
    """A refusal, as a reader without an account sees it."""
    response = pages.rendered("reader-message.html", status, title=title, says=says)
    response.headers.update(_HEADERS)
    return response


async def _known(desk: Desk, request: Request) -> tuple[CommentLink, str]:
    """The link that the address names. It is the same whether there is none, or it works no more. Raises NotFound."""
    token, network = str(request.path_params["token"]), desk.limits.networks.of(request)
    _must_be_seldom(desk.limits.looks, network)
    link = await run_in_threadpool(comments.open_link, desk.database, token)
    if link is None:
        _must_be_seldom(desk.limits.unknown, network)
        raise NotFound(_no_link())
    try:
        desk.folder(link.course)
    except NotFound as none:
        raise NotFound(_no_link()) from none
    return link, token


def _no_link() -> str:
    return _(
        "This link does not work, or not any more: links like this one end after some days, and can be taken back. Ask "
        "whoever sent it to you for a new one."
    )


def _must_be_seldom(limit: RateLimit, key: str) -> None:
    seconds = limit.wait(key)
    if seconds:
        raise RefusedBody(_("This came too often. Wait %(num)s seconds, then try again.", num=seconds), 429)


async def _come(desk: Desk, request: Request) -> _Reader:
    link, token = await _known(desk, request)

    def look() -> _Reader:
        draft = desk.editing().drafts.look(link.course)
        made = desk.examiner().examined(desk.folder(link.course), draft.files)
        threads = remarks.threads_now(desk, link.course, draft, made.files)
        return _Reader(link, token, draft, made, [each for each in threads if _is_for_readers(each, made)])

    return await desk.work(link.course, look)


def _is_for_readers(each: Placed, made: Examined) -> bool:
    """Whether a thread is about what readers see, or saw: not about a waiver, which quotes what is waived and why."""
    blocks: Sequence[BlockPart]
    if each.gone and each.thread.anchor.about == "block":
        blocks = parts_of("01-page.md", f"# .\n\n## .\n\n{each.thread.anchor.quote}\n").pages[-1].blocks
    elif each.block is not None:
        pages = (page for file in made.files for page in file.pages if file.name == each.file)
        blocks = [page.blocks[each.block] for page in pages if page.id == each.page][:1]
    else:
        return True
    return all(part.block is None or part.block.shown for part in blocks)


async def _page(
    desk: Desk, request: Request, reader: _Reader, *, typed: Form | None = None, problems: Any = ()
) -> Response:
    asked = (typed("file"), typed("page")) if typed else _asked(request)
    return await desk.work(reader.link.course, partial(_drawn, desk, request, reader, asked, typed, problems))


def _asked(request: Request) -> tuple[str, str]:
    return request.query_params.get("file", "")[:200], request.query_params.get("page", "")[:100]


def _drawn(
    desk: Desk,
    request: Request,
    reader: _Reader,
    asked: tuple[str, str],
    typed: Form | None,
    problems: Any,
) -> Response:
    made = reader.made
    course_title = remarks.title_of(reader.link.course, made, reader.draft)
    every = [(file, page) for file in made.files for page in file.pages if page.blocks or page.heading]
    if not every:
        raise NotFound(_("There is nothing to read in this course yet. Try again later."))
    at = next((n for n, (file, page) in enumerate(every) if (file.name, page.id) == asked), 0)
    file, page = every[at]
    here = [each for each in reader.threads if (each.file, each.page) == (file.name, page.id)]
    response = plain(
        desk,
        request,
        "reader.html",
        _page_title(file, page),
        None,
        course_title=course_title,
        status=422 if problems else 200,
        problems=problems,
        reader=reader,
        token=reader.token,
        label=reader.link.label,
        until=remarks.on(reader.link.expires_at),
        contents=[_row(reader, each, n == at) for n, each in enumerate(every)],
        before=_step(reader, every, at - 1),
        after=_step(reader, every, at + 1),
        file=file.name,
        page=page.id,
        seq=reader.draft.seq,
        about_page=[each for each in here if each.block is None],
        blocks=_blocks(desk, reader, file, page, here),
        course_language=made.shown.language if made.shown else language(),
        course_direction=direction(made.shown.language if made.shown else language()),
        name=typed("name")
        if typed
        else unquote(request.cookies.get(NAME_COOKIE, ""))[: comments.LONGEST_NAME],
        typed=typed,
        request_id=comments.new_token,
        longest=(comments.LONGEST_TEXT, comments.LONGEST_NAME),
        on=remarks.on,
        whence=remarks.whence,
    )
    response.headers.update(_HEADERS)
    return response


def _page_title(file: FilePart, page: PagePart) -> str:
    if file.kind == "course":
        return _("Introduction")
    return page.title or file.title or _("Without a title")


def _row(reader: _Reader, each: tuple[FilePart, PagePart], here: bool) -> dict[str, Any]:
    file, page = each
    own = [t for t in reader.threads if (t.file, t.page) == (file.name, page.id) and t.open]
    module = file.title if file.kind == "module" else _("Question banks") if file.kind == "bank" else ""
    title = _page_title(file, page)
    return {"title": title, "module": module, "href": _to(reader, each), "here": here, "open": len(own)}


def _step(reader: _Reader, every: Sequence[tuple[FilePart, PagePart]], at: int) -> dict[str, str] | None:
    if not 0 <= at < len(every):
        return None
    return {"href": _to(reader, every[at]), "title": _page_title(*every[at])}


def _to(reader: _Reader, each: tuple[FilePart, PagePart]) -> str:
    return f"{reader.address}?{urlencode({'file': each[0].name, 'page': each[1].id})}"


def _blocks(
    desk: Desk, reader: _Reader, file: FilePart, page: PagePart, here: Sequence[Placed]
) -> list[Shown]:
    """The blocks that learners see, and those that cannot be read, without their text."""
    titles, shown = desk.editing().texts.titles(), []
    for number, block in enumerate(page.blocks):
        if block.block is not None and not block.block.shown:
            continue
        html = learners_html(reader.address, block, page, reader.made.shown)
        title = titles.get(block.kind, "") or _("A part that is being worked on")
        own = [each for each in here if each.block == number]
        safe = None if html is None else Markup(_led(_still(html), reader))
        shown.append(Shown(number, tuple(block.span), title, safe, _told(desk, block), own))  # type: ignore[arg-type]
    return shown


def _still(html: str) -> str:
    """A block whose buttons and fields do nothing. Its tables are without the sides that our policy does not let in."""
    without = _STYLE.sub(r"\1", html)
    return _CONTROL.sub(lambda tag: tag[0] if tag[1] in ("audio", "video") else f"{tag[0]} disabled", without)


def _led(html: str, reader: _Reader) -> str:
    """A block whose links to other pages of the course lead to them here."""
    files = {page.id: file.name for file in reader.made.files for page in file.pages if page.heading}

    def written(link: re.Match[str]) -> str:
        query = urlencode({"file": files[link[1]], "page": link[1]}) if link[1] in files else ""
        return f'href="{escape(f"{reader.address}?{query}")}"' if query else link[0]

    return _PAGE_LINK.sub(written, html)


def _told(desk: Desk, block: BlockPart) -> list[tuple[str, str]]:
    """What a question's form says, field by field: which answers are right, and what learners are told."""
    kind = next((each for each in form_kinds() if each.id == block.kind and each.question), None)
    read = desk.editing().texts.read_values(block.text) if kind else None
    return list(_said(kind.fields, read[1])) if kind and read else []


def _said(fields: Sequence[FormField], values: Values, before: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for field in fields:
        value, label = values.get(field.name), f"{before}{said(field.label)}"
        if field.type not in ("line", "prose", "list", "rows", "mark") or not value:
            continue
        if field.type == "rows" and isinstance(value, list):
            for number, row in enumerate(value, 1):
                found += _said(field.fields, row, f"{number}. ")
        elif field.type == "mark":
            found.append((label, _("Yes")))
        elif isinstance(value, list):
            found.append((label, "\n".join(map(str, value))))
        else:
            found.append((label, str(value)))
    return found


def _written(desk: Desk, reader: _Reader, form: Form) -> str:
    """Keeps what was sent, and gives the query and the place of the page that shows it. Raises InputFault."""
    course = reader.link.course
    writer = Writer(form("name"), link=reader.link.id, source="link")
    text, sent = form("text"), f"link-{reader.link.id}-{form('request', 64)}"
    to = form("to")
    where = {"file": form("file", 200), "page": form("page", 100)}
    if _NUMBER.fullmatch(to):
        comment = comments.reply(desk.database, course, int(to), writer, text, sent)
        return _shown_at({**where, **sealed(_("Your reply is kept."))}, comment)
    numbers = [int(form(name)) if _NUMBER.fullmatch(form(name)) else 0 for name in ("seq", "first", "end")]
    anchor = comments.anchor_in(
        desk.editing().drafts,
        course,
        reader.draft,
        "page" if form("about") == "page" else "block",
        where["file"],
        (numbers[1], numbers[2]),
        where["page"],
        min(numbers[0], reader.draft.seq),
    )
    comment = comments.add(desk.database, course, anchor, reader.draft.seq, writer, text, sent)
    return _shown_at(
        {"file": anchor.file, "page": anchor.page, **sealed(_("Your comment is kept."))}, comment
    )


def _shown_at(query: Mapping[str, str], comment: int) -> str:
    return f"{urlencode(query)}#c-{comment}"
