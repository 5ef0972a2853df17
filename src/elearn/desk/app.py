"""The desk's routes, to mount beside the app, and the Starlette app that serves them on their own."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from inspect import iscoroutinefunction
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from elearn.authoring.drafts import Drafts
from elearn.database import Database
from elearn.desk import (
    banks,
    beginning,
    bring_in,
    changes,
    commenting,
    comparison,
    editor,
    finding,
    hand_out,
    home,
    media,
    pages,
    publish_forms,
    questions,
    reading,
    sign_off,
    signing,
    trying,
    versions,
    word_pages,
)
from elearn.desk.committing import Commits, commits_nothing
from elearn.desk.context import Desk, SignedOut, must_be_for
from elearn.desk.folders import CourseFolders
from elearn.desk.parts import Parts
from elearn.desk.texts import CourseTexts
from elearn.runtime import (
    ANSWERS,
    HANDLERS,
    Addressed,
    SafeHeaders,
    Speaks,
    Unread,
    must_come_from_our_page,
    with_page,
)
from elearn.settings import Settings
from elearn.tracker import Actor, Right
from elearn.translations import gettext as _
from elearn.translations import said

_log = logging.getLogger("elearn.desk")
Endpoint = Callable[[Desk, Request, Actor], Response | Awaitable[Response]]


def routes(desk: Desk) -> list[Route]:
    """Every route of the desk. Each has its own headers and error pages, so it works wherever it is mounted.

    The names that stand where a course's id could are first: no course of such a name can be edited.
    """
    page, data, do, send = (partial(_route, desk, method=how, shows=what) for how, what in _WAYS)
    return [
        page("/desk", home.page),
        data("/desk/courses", home.courses),
        do("/desk/courses", home.act),
        page("/desk/new", beginning.page),
        send("/desk/new", beginning.make),
        data("/desk/palette", editor.palette),
        page("/desk/sign-off", sign_off.waiting, may=SIGNERS),
        page("/desk/bring-in", bring_in.page),
        send("/desk/bring-in", bring_in.bring_in),
        _open_route(desk, "/desk/health", lambda _: pages.answer({"status": "ok"})),
        _open_route(desk, "/desk/assets/{version}/{name}", pages.static_file),
        page("/desk/banks", banks.page),
        send("/desk/banks", banks.act),
        page("/desk/banks/edit", banks.edit),
        _reader_route(desk, "/desk/comments/{token}", reading.page),
        _reader_route(desk, "/desk/comments/{token}", reading.write, method="POST"),
        _reader_route(desk, "/desk/comments/{token}/media/{path:path}", reading.media),
        page("/desk/{course}", editor.page),
        data("/desk/{course}/state", editor.state),
        data("/desk/{course}/news", editor.news),
        data("/desk/{course}/facts", editor.facts),
        page("/desk/{course}/preview", media.preview),
        page("/desk/{course}/try", trying.document),
        data("/desk/{course}/try-now", trying.now),
        data("/desk/{course}/media/{path:path}", media.file),
        data("/desk/{course}/pictures", media.pictures),
        data("/desk/{course}/find", finding.find),
        do("/desk/{course}/pictures", media.put),
        do("/desk/{course}/files", media.put_any),
        do("/desk/{course}/change", changes.change),
        do("/desk/{course}/undo", changes.undo),
        do("/desk/{course}/redo", changes.redo),
        do("/desk/{course}/save", changes.save),
        do("/desk/{course}/settle", changes.settle),
        page("/desk/{course}/versions", versions.page),
        page("/desk/{course}/versions/compare", comparison.page, may=SIGNERS),
        data("/desk/{course}/versions/file/{side}/{path:path}", comparison.file, may=SIGNERS),
        page("/desk/{course}/versions/package/{sha256}", versions.download),
        send("/desk/{course}/versions/package", versions.make),
        send("/desk/{course}/versions/copy", versions.copy),
        send("/desk/{course}/number", publish_forms.number),
        send("/desk/{course}/publish", publish_forms.publish),
        page("/desk/{course}/sign-off", sign_off.page, may=SIGNERS),
        page("/desk/{course}/sign-off/read", sign_off.read, may=SIGNERS),
        send("/desk/{course}/sign-off/send", signing.send),
        send("/desk/{course}/sign-off/sign", signing.sign, may=("sign",)),
        send("/desk/{course}/sign-off/send-back", signing.send_back, may=("sign",)),
        send("/desk/{course}/sign-off/take-back", signing.take_back),
        send("/desk/{course}/sign-off/withdraw", signing.withdraw),
        page("/desk/{course}/comments", commenting.page, may=SIGNERS),
        send("/desk/{course}/comments", commenting.act, may=SIGNERS),
        do("/desk/{course}/remarks", commenting.remark),
        page("/desk/{course}/bring-in/pages", word_pages.page),
        send("/desk/{course}/bring-in/pages", word_pages.preview),
        send("/desk/{course}/bring-in/pages/again", word_pages.again),
        send("/desk/{course}/bring-in/pages/put", word_pages.put),
        data("/desk/{course}/bring-in/pages/{key}/{number:int}", word_pages.picture),
        page("/desk/{course}/bring-in/questions", questions.page),
        send("/desk/{course}/bring-in/questions", questions.look),
        send("/desk/{course}/bring-in/questions/put", questions.put),
        page("/desk/{course}/bring-in/questions/template", questions.download),
        page("/desk/{course}/hand-out", hand_out.page),
        send("/desk/{course}/hand-out/comments", hand_out.come_back),
        page("/desk/{course}/hand-out/{what}", hand_out.download),
    ]


_QUICKLY = 4
"""How hard answers are packed. The usual 9 takes four times as long for a twentieth fewer bytes."""
_WAYS = (("GET", "page"), ("GET", "data"), ("POST", "data"), ("POST", "page"))
SIGNERS: tuple[Right, ...] = ("author", "sign")
"""Who may read what is signed: those who write courses, and those who sign a step."""


def make_desk(database: Database, settings: Settings) -> Desk:
    """A desk whose drafts are in the database, of the courses in the folder of the settings."""
    drafts = Drafts(database, settings.courses)
    commit = Commits() if settings.git else commits_nothing
    folders = CourseFolders(database, settings, drafts, commit)
    parts = Parts(drafts, CourseTexts(), folders, commit)
    return Desk(database, settings, parts)


def create_app(database: Database, settings: Settings) -> Starlette:
    """The desk in its own process. It takes no place at the database, so it may run beside the runtime."""
    desk = make_desk(database, settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    app = Starlette(
        routes=[Route("/", lambda _: RedirectResponse("/desk", 303)), *routes(desk)],
        middleware=[
            Middleware(Unread),
            Middleware(SafeHeaders, secure=desk.secure),
            Middleware(Speaks, site=desk, whole=False),
            Middleware(Refusals, show=partial(pages.message, desk)),
        ],
        exception_handlers=HANDLERS,
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False  # Starlette would lead to whatever host the request names
    app.state.desk = desk
    return app


class Refusals:
    """Says in a request how its refusals are shown."""

    def __init__(self, app: ASGIApp, show: Callable[..., Response]) -> None:
        self.app, self.show = app, show

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app({**scope, ANSWERS: self.show}, receive, send)


def _route(
    desk: Desk,
    path: str,
    endpoint: Endpoint,
    *,
    method: str,
    shows: str,
    may: tuple[Right, ...] = ("author",),
) -> Route:
    """A route for people who have one of these rights: a page, or data for the scripts of one."""

    async def guarded(request: Request) -> Response:
        if method == "POST":
            must_come_from_our_page(desk, request)
        who = await run_in_threadpool(desk.somebody, request, may)
        if method == "POST":
            must_be_for(who, request)
        if iscoroutinefunction(endpoint):
            made: Response = await endpoint(desk, request, who)
            return made
        return await run_in_threadpool(endpoint, desk, request, who)  # type: ignore[arg-type]

    is_page = shows == "page"
    signed_out = _signed_out
    if is_page:
        signed_out = partial(_to_start if method == "GET" else _form_signed_out, desk)
    show = partial(pages.message, desk) if is_page else _refusal
    handlers = {**HANDLERS, SignedOut: signed_out, OSError: partial(_no_disk, show)}
    return _guarded(desk, path, guarded, method, show, handlers)


def _open_route(desk: Desk, path: str, endpoint: Callable[[Request], Response]) -> Route:
    """A route for anybody. It tells nothing of anybody, and asks nothing of the database."""
    return _guarded(desk, path, endpoint, "GET", _refusal, HANDLERS, whole=False)


def _reader_route(
    desk: Desk, path: str, endpoint: Callable[[Desk, Request], Awaitable[Response]], *, method: str = "GET"
) -> Route:
    """A route for whoever has a comments link. The token in the address is all that gives a right, and no cookie."""

    async def read(request: Request) -> Response:
        return await endpoint(desk, request)

    lost = partial(reading.lost, desk)
    return _guarded(desk, path, read, method, lost, {**HANDLERS, OSError: partial(_no_disk, lost)})


def _guarded(
    desk: Desk,
    path: str,
    endpoint: Callable[[Request], Any],
    method: str,
    show: Callable[..., Response],
    handlers: Mapping[Any, Any],
    *,
    whole: bool = True,
) -> Route:
    middleware = [
        Middleware(Unread),
        Middleware(SafeHeaders, secure=desk.secure),
        Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=_QUICKLY),
        Middleware(Speaks, site=desk, whole=whole),
        Middleware(Refusals, show=show),
        Middleware(ExceptionMiddleware, handlers=handlers),
        Middleware(Addressed),
    ]
    return Route(path, endpoint, methods=[method], middleware=middleware)


def _to_start(desk: Desk, request: Request, _: Exception) -> Response:
    """To the start page, from where somebody who has signed in comes back."""
    query = f"?{request.url.query}" if request.url.query else ""
    start = f"{desk.settings.runtime_url}/start"
    return RedirectResponse(with_page(start, f"{request.url.path}{query}"), 303)


def _form_signed_out(desk: Desk, request: Request, error: Exception) -> Response:
    """A form was sent by somebody who is not signed in any more. Their browser still has what they typed."""
    says = said(error.text) if isinstance(error, SignedOut) else ""
    kept = _("Nothing was sent. If you go back, what you typed is still there.")
    return pages.message(desk, 401, "signed-out", _("Sign in again"), f"{says} {kept}")


def _signed_out(_: Request, error: Exception) -> Response:
    says = said(error.text) if isinstance(error, SignedOut) else ""
    return pages.answer({"status": "signed-out", "message": says}, 401)


def _no_disk(show: Callable[..., Response], request: Request, error: Exception) -> Response:
    """The files of courses cannot be read or written. What browsers have sent, they send again."""
    _log.error(
        "%s %s: %s", request.method, getattr(request.scope.get("route"), "path", ""), type(error).__name__
    )
    says = _(
        "The course's files cannot be read or written now. What you typed is kept. Tell whoever looks after the "
        "server, then try once more."
    )
    return show(503, "busy", _("The files cannot be read"), says)


def _refusal(status: int, word: str | None, _title: str, says: str) -> Response:
    """A refusal as the scripts of the desk read it."""
    return pages.answer({"status": word, "message": says, "remedy": ""}, status)
