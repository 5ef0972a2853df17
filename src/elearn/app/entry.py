"""The app as ASGI: Streamlit's pages, and the runtime's routes if the runtime has no process of its own."""

import os
import sys
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from elearn import logs, metrics
from elearn.app import session
from elearn.app.ahead import WithAhead, ahead
from elearn.app.drawing import NAME, rendered, style
from elearn.app.preparing import prepare_figures
from elearn.app.screens import SCREENS, first_screen, load_modules
from elearn.app.unsent import keep_answers
from elearn.database import Database, DatabaseDamaged, open_database
from elearn.problems import ElearnError
from elearn.runtime import SESSION_COOKIE, Runtime, origin, runtime_log, safe_headers
from elearn.settings import settings
from elearn.tracker import Actor, sessions
from elearn.translations import Language, speaking
from elearn.translations import gettext as _

APART = "ELEARN_RUNTIME_APART"
"""Set by `elearn serve`, which runs the runtime in a process of its own."""


_STREAMLITS = ("_stcore", "app", "component", "favicon.png", "manifest.json", "media", "static", "vendor")
"""The first parts of the addresses that Streamlit answers itself."""
PRIVATE = ("media/", "_stcore/upload_file")
"""Where Streamlit stores files: those that pages offer, and those that people upload."""

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {socket}; worker-src 'self' blob:; "
    "frame-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self' {runtime}; "
    "frame-ancestors 'none'"
)
"""Loads nothing from other sites and forbids framing.

Streamlit needs inline scripts, and its charts need `eval`.
"""


MAIN = Path(__file__).with_name("main.py")


def make_app() -> "st.App":
    """Returns the app: Streamlit on `main.py`, open only to people who are signed in."""
    return st.App(MAIN, **parts())


def parts() -> dict[str, Any]:
    """Returns the arguments of `st.App` besides `main.py`.

    They are the middleware that checks for a session, and the runtime's routes if the runtime has no process
    of its own. It takes about a second, because it imports all that pages will need.
    """
    load_modules()
    keep_answers()
    database = open_database()
    if os.environ.get(APART):
        metrics.begin()
        return {"middleware": [_door(database, f"{settings().runtime_url}/start")]}
    logs.begin("elearn")
    from elearn.demo import PEOPLE
    from elearn.runtime import routes, watched

    os.environ["ELEARN_RUNTIME_URL"] = settings().base_url
    settings.cache_clear()
    with database.as_runtime():
        pass  # says so now if another one runs, and not in the middle of a web server's words
    runtime = Runtime(database, settings(), PEOPLE if settings().demo else ())

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any] | None]:
        with database.as_runtime():
            prepare_figures()
            with metrics.served_alone(), watched(runtime):
                yield None
            runtime.close()

    mounted = routes(runtime)
    others = {each.path.strip("/").partition("/")[0] for each in mounted}
    return {
        "routes": mounted,
        "lifespan": lifespan,
        "middleware": [_door(database, "/start", others)],
    }


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
    headers = safe_headers(where.base_url.startswith("https:")) | {"Content-Security-Policy": policy}
    return Middleware(Door, database=database, start=start, headers=headers, others=others)


class Door:
    """Sends a visitor without a session to the start page, and refuses them files. Sends others from `/` to their work.

    `others` are the first parts of addresses that are no screen. An address that is nothing gets a page that says so.

    Adds headers to every response. Each screen decides who may see what. This checks only whether somebody is
    signed in.
    """

    def __init__(
        self,
        app: ASGIApp,
        database: Database,
        start: str,
        headers: Mapping[str, str],
        others: Collection[str] = (),
    ) -> None:
        self.app = app
        self.others = {*_STREAMLITS, *others}
        self.database = database
        self.start = start
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = str(scope["path"]).strip("/")
        private = path.startswith(PRIVATE)

        async def with_headers(event: Message) -> None:
            if event["type"] == "http.response.start":
                headers = MutableHeaders(scope=event)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                if private:
                    headers["Cache-Control"] = "private, no-store"
            await send(event)

        reads = scope["method"] == "GET"
        page = reads and (not path or any(path == screen.path for screen in SCREENS))
        lost = reads and not page and _opens(scope) and path.partition("/")[0] not in self.others
        answer: ASGIApp = self.app
        try:
            asked = page or private or lost
            who = await run_in_threadpool(self._signed_in, Request(scope)) if asked else None
            if who is None and (page or lost):
                answer = RedirectResponse(_after(self.start, scope), 303)
            elif who is None and private:
                answer = PlainTextResponse("Sign in first.", 403)
            elif who is not None and lost:
                with speaking(_language(scope, who)):
                    answer = _not_found(path, who)
            elif who is not None and page and not path:
                answer = RedirectResponse(f"/{first_screen(who).path}", 303)
            elif who is not None and page:
                query = Request(scope).query_params
                answer = WithAhead(self.app, await ahead(path, query, who, _language(scope, who)))
        except Exception as error:  # if anything goes wrong, nobody gets in
            answer = PlainTextResponse(_said_of(error, scope), 503)
        await answer(scope, receive, with_headers)

    def _signed_in(self, request: Request) -> Actor | None:
        return sessions.session_actor(self.database, request.cookies.get(SESSION_COOKIE, ""))


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
