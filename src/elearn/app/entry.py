"""The app as ASGI: Streamlit's pages, and the runtime's routes when they have no process of their own."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from elearn.app.screens import SCREENS
from elearn.runtime.context import SESSION_COOKIE, Runtime
from elearn.settings import settings
from elearn.tracker.database import open_database

APART = "ELEARN_RUNTIME_APART"
"""Set by `elearn serve`, which runs the runtime in a process of its own."""


def make_app() -> "st.App":
    """Streamlit on `main.py`. A visitor without a session is sent to the start page before any page is made."""
    main = Path(__file__).with_name("main.py")
    if os.environ.get(APART):
        return st.App(main, middleware=[Middleware(ToStart, start=f"{settings().runtime_url}/start")])
    from elearn.demo import PEOPLE
    from elearn.runtime.app import routes

    os.environ["ELEARN_RUNTIME_URL"] = settings().base_url
    settings.cache_clear()
    runtime = Runtime(open_database(), settings(), PEOPLE if settings().demo else ())

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[dict[str, Any] | None]:
        yield None
        runtime.close()

    middleware = [Middleware(ToStart, start="/start")]
    return st.App(main, routes=routes(runtime), lifespan=lifespan, middleware=middleware)


class ToStart:
    """Sends a page request that has no session cookie to the start page."""

    def __init__(self, app: ASGIApp, start: str) -> None:
        self.app = app
        self.start = start

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and self._is_page(scope):
            cookies = next((value for name, value in scope["headers"] if name == b"cookie"), b"").decode(
                "latin-1"
            )
            if f"{SESSION_COOKIE}=" not in cookies:
                await RedirectResponse(self.start, 303)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    @staticmethod
    def _is_page(scope: Scope) -> bool:
        path = str(scope["path"]).strip("/")
        return not path or any(path == screen.path for screen in SCREENS)
