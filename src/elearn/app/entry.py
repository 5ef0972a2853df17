"""The app as ASGI: Streamlit's pages, and the routes of the runtime and the desk unless they have a process each."""

import os
import sys
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st
import uvicorn.config
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from elearn import logs, metrics
from elearn.app import owners, session, streamlits
from elearn.app.ahead import WithAhead, ahead
from elearn.app.closed import close
from elearn.app.drawing import NAME, rendered, style
from elearn.app.owners import keep_owners
from elearn.app.preparing import prepare_figures
from elearn.app.refusals import tell_refusals
from elearn.app.screens import SCREENS, first_screen, load_modules
from elearn.app.sockets import Sockets
from elearn.app.unsent import keep_answers
from elearn.database import Database, DatabaseDamaged, open_database
from elearn.problems import ElearnError
from elearn.runtime import Runtime, origin, runtime_log, safe_headers
from elearn.settings import settings
from elearn.tracker import Actor, sessions
from elearn.translations import Language, speaking
from elearn.translations import gettext as _

APART = "ELEARN_RUNTIME_APART"
"""Set by `elearn serve`, which runs the runtime and the desk in processes of their own."""


POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {socket}; worker-src 'self' blob:; "
    "frame-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self' {runtime}; "
    "frame-ancestors 'none'"
)
"""Loads nothing from other sites and forbids framing.

Streamlit needs inline scripts, and its charts need `eval`.
"""


FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Nothing in a file that is fetched runs on our pages' account, should a browser show it after all."""


MAIN = Path(__file__).with_name("main.py")


def make_app() -> "st.App":
    """Returns the app: Streamlit on `main.py`, open only to people who are signed in."""
    return st.App(MAIN, **parts())


def parts() -> dict[str, Any]:
    """Returns the arguments of `st.App` besides `main.py`.

    They are the middleware that checks for a session, and the routes of the runtime and the desk unless they have a
    process each. It takes about a second, because it imports all that pages will need.
    """
    load_modules()
    keep_answers()
    keep_owners()
    tell_refusals()
    close(settings().base_url)
    database = open_database()
    if os.environ.get(APART):
        metrics.begin()
        return {"middleware": [_door(database, f"{settings().runtime_url}/start")]}
    logs.begin("elearn")
    believe_our_proxies_alone()
    from elearn.demo import PEOPLE
    from elearn.desk import make_desk
    from elearn.desk import routes as desk_routes
    from elearn.runtime import routes, watched

    os.environ["ELEARN_RUNTIME_URL"] = os.environ["ELEARN_DESK_URL"] = settings().base_url
    settings.cache_clear()
    with database.as_runtime():
        pass  # says so now if another one runs, and not in the middle of a web server's words
    runtime = Runtime(database, settings(), PEOPLE if settings().demo else ())
    desk = make_desk(database, settings())

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any] | None]:
        with database.as_runtime():
            prepare_figures()
            with metrics.served_alone(), watched(runtime):
                yield None
            desk.close()
            runtime.close()
            session.database().close()

    mounted = [*routes(runtime), *desk_routes(desk)]
    others = {each.path.strip("/").partition("/")[0] for each in mounted}
    return {
        "routes": mounted,
        "lifespan": lifespan,
        "middleware": [_door(database, "/start", others)],
    }


def believe_our_proxies_alone() -> None:
    """Makes the server of `streamlit run` take the proxies of our settings, in place of FORWARDED_ALLOW_IPS.

    Streamlit has set that server up already when it loads this app, and leaves us no way to say whom to believe. The
    server wraps the app right after it has loaded it.
    """

    def believing(app: Any, trusted_hosts: object) -> ProxyHeadersMiddleware:
        return ProxyHeadersMiddleware(app, settings().trusted_networks)

    setattr(uvicorn.config, "ProxyHeadersMiddleware", believing)  # noqa: B010 - a name of a library


def parts_or_last_words() -> dict[str, Any]:
    """As `parts`. If the app cannot start, it says why on stderr and ends the process, without a traceback."""
    try:
        return parts()
    except ElearnError as fault:
        logs.say_last_words("elearn", fault)
        sys.exit(1)


def _door(database: Database, start: str, others: Collection[str] = ()) -> Middleware:
    where = settings()
    policy = POLICY.format(
        socket=origin(where.base_url).replace("http", "ws", 1), runtime=origin(where.runtime_url)
    )
    headers = safe_headers(where.secure) | {"Content-Security-Policy": policy}
    return Middleware(
        Door, database=database, start=start, headers=headers, origin=origin(where.base_url), others=others
    )


class Door:
    """Sends a visitor without a session to the start page, and refuses them files. Sends others from `/` to their work.

    Streamlit gets only what `streamlits` opens. A file opens for whom it was made, and a page takes files from whoever
    has it open. `others` are the first parts of addresses that the runtime and the desk answer. An address that is
    nothing gets a page that says so.

    Adds headers to every response. Each screen decides who may see what. This checks only whether somebody is
    signed in. `origin`: where the app's pages are, as a browser has it.
    """

    def __init__(
        self,
        app: ASGIApp,
        database: Database,
        start: str,
        headers: Mapping[str, str],
        origin: str,
        others: Collection[str] = (),
    ) -> None:
        self.app = app
        self.sockets = Sockets(app, database, origin)
        self.others = frozenset(others)
        self.database = database
        self.start = start
        self.headers = headers
        self.secure = origin.startswith("https:")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self.sockets(scope, receive, send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = self._asked(scope)

        async def with_headers(event: Message) -> None:
            if event["type"] == "http.response.start":
                given = MutableHeaders(scope=event)
                if asked == "file" and event["status"] < 400:  # a refusal is words, to be read
                    given.setdefault("Content-Disposition", "attachment")
                self._add_headers(given, asked)
            await send(event)

        try:
            answer = await self._answer(scope, asked)
        except Exception as error:  # if anything goes wrong, nobody gets in
            answer = PlainTextResponse(_said_of(error, scope), 503)
        await answer(scope, receive, with_headers)

    def _asked(self, scope: Scope) -> str:
        """The kind of address: the openness of one of Streamlit's, else "other", "page", "lost" or "closed"."""
        method, path = str(scope["method"]), streamlits.route_path(scope)
        if found := streamlits.openness(method, path):
            return found
        name = path.strip("/")
        first = name.partition("/")[0]
        if first in self.others:
            return "other"
        if method in ("GET", "HEAD") and (not name or any(name == screen.path for screen in SCREENS)):
            return "page"
        lost = method == "GET" and first not in streamlits.FIRST_PARTS and _opens(scope)
        return "lost" if lost else "closed"

    def _add_headers(self, headers: MutableHeaders, asked: str) -> None:
        if asked in ("file", "upload"):
            headers["Cache-Control"] = "private, no-store"
            headers["Content-Security-Policy"] = FILE_POLICY
        for name, value in self.headers.items():
            headers.setdefault(name, value)
        if self.secure:
            cookies = headers.getlist("set-cookie")
            del headers["set-cookie"]
            for each in cookies:  # Streamlit does not know that browsers use https
                headers.append("set-cookie", each if "; secure" in each.lower() else f"{each}; Secure")

    async def _answer(self, scope: Scope, asked: str) -> ASGIApp:
        """Returns what answers. Raises what the database raises if it cannot be asked who is signed in."""
        if asked in ("open", "other"):
            return self.app
        if asked == "closed":
            return PlainTextResponse("Not found", 404)
        request = Request(scope)
        path, token = streamlits.route_path(scope), session.token_of(request.headers)
        who = await run_in_threadpool(sessions.session_actor, self.database, token)
        if asked in ("file", "upload"):
            return self.app if who and _is_theirs(asked, path, token, who) else _not_theirs(scope, who)
        name = path.strip("/")
        if who is None:
            return RedirectResponse(_after(self.start, scope), 303)
        if asked == "lost":
            with speaking(_language(scope, who)):
                return _not_found(name, who)
        if not name:
            return RedirectResponse(f"/{first_screen(who).path}", 303)
        if scope["method"] == "HEAD":
            return self.app
        return WithAhead(self.app, await ahead(name, request.query_params, who, _language(scope, who)))


def _is_theirs(asked: str, path: str, token: str, who: Actor) -> bool:
    """Whether a file was made for this session, or a file is brought to a page that this session has open."""
    if asked == "file":
        return owners.opens(streamlits.file_at(path), token, who)
    return session.token_of(streamlits.headers_of_upload(path)) == token


def _not_theirs(scope: Scope, who: Actor | None) -> Response:
    with speaking(_language(scope, who)):
        says = _(
            "This opens only for the person who asked for it, for a few minutes, while they are signed in. Go to "
            "the page and ask there again."
        )
    return PlainTextResponse(says, 403)


def _said_of(error: Exception, scope: Scope) -> str:
    """What a visitor reads if we could not find out who they are. The log says more."""
    with speaking(_language(scope)):
        if isinstance(error, DatabaseDamaged):
            runtime_log.error("%s", error)
            return _(
                "The database is damaged. What you do is kept on your device. Whoever looks after this service must "
                "stop it, and put back the latest backup."
            )
        runtime_log.error("the database could not be asked who is signed in", exc_info=error)
        return _("Nothing can be opened at the moment. What you have done is kept. Try again in a while.")


def _language(scope: Scope, who: Actor | None = None) -> Language:
    """In which language to answer a request, of `who` if they are known."""
    request = Request(scope)
    return session.language_of(who, request.cookies, request.headers)


def _opens(scope: Scope) -> bool:
    """Whether a browser opens the address as a page. A script or an image asks in another way."""
    headers = Headers(scope=scope)
    return headers.get("sec-fetch-mode", "navigate") == "navigate" and "text/html" in headers.get(
        "accept", ""
    )


def _not_found(path: str, who: Actor) -> Response:
    """The way to the page that somebody meant, or a page that says that there is none."""
    meant = path.lower()
    if any(meant == screen.path for screen in SCREENS):
        return RedirectResponse(f"/{meant}", 303)
    first = first_screen(who)
    words = {"name": NAME, "style": Markup(style()), "first": f"/{first.path}", "title": _(first.title)}
    return HTMLResponse(rendered("not-found.html", **words), 404)


def _after(start: str, scope: Scope) -> str:
    """The address of the start page, which leads back to the page that was asked for."""
    path, query = str(scope["path"]), bytes(scope["query_string"]).decode("latin-1")
    asked = f"{path.rstrip('/')}{'?' if query else ''}{query}"
    return f"{start}?{urlencode({'next': asked})}" if path.strip("/") else start
