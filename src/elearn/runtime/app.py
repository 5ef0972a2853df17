"""The runtime's routes, to mount beside the app, and the Starlette app that serves them on their own."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from elearn import metrics
from elearn.database import Database
from elearn.runtime import certificate, pages, ready, record
from elearn.runtime.bodies import Addressed, Unread
from elearn.runtime.context import OfferedPerson, Runtime
from elearn.runtime.guard import HANDLERS, SafeHeaders
from elearn.runtime.scorm import commits, content, play
from elearn.runtime.signin import registering
from elearn.runtime.signin import routes as signin
from elearn.runtime.speaking import Speaks
from elearn.runtime.watching import watched
from elearn.settings import Settings


class _Number(IntegerConvertor):
    """A number in an address. Python refuses to read one of thousands of digits, and no database has one."""

    regex = "[0-9]{1,18}"


register_url_convertor("number", _Number())


def routes(runtime: Runtime) -> list[Route]:
    """Every route of the runtime.

    Each has its own headers and error pages, so it works wherever it is mounted. No path is `/` or begins
    with a path that Streamlit keeps for itself (`/_stcore`, `/media`, `/component`, `/static`).
    """

    def get(path: str, endpoint: Callable[..., Any], *, file: bool = False) -> Route:
        return _route(runtime, path, endpoint, "GET", packed=file, page=not file)

    def post(path: str, endpoint: Callable[..., Any], *, page: bool = True) -> Route:
        return _route(runtime, path, endpoint, "POST", page=page)

    return [
        post(
            "/commit", commits.commit, page=False
        ),  # first, because routes are tried in order and this is the busiest
        get("/start", signin.start),
        post("/start", signin.ask),
        post("/start/demonstration", signin.demonstration),
        get("/register", registering.form),
        post("/register", registering.ask),
        get("/register/{token}", registering.link),
        post("/register/{token}", registering.redeem),
        get("/open-courses", registering.courses),
        get("/sign-in/{token}", signin.link),
        post("/sign-in/{token}", signin.redeem),
        get("/sign-out", signin.leaving),
        post("/sign-out", signin.leave),
        get("/launch/{ticket}", play.launch),
        get("/open/{course}", play.ask_to_open),
        post("/open/{course}", play.open_course),
        get("/play/{registration:number}", play.play),
        post("/play/{registration:number}/session", play.open_session),
        get("/content/{path:path}", content.file, file=True),
        get("/assets/{version}/{name:path}", _static, file=True),
        get("/certificate/{code}.pdf", certificate.pdf),
        get("/record", record.choose),
        get("/record.pdf", record.pdf),
        get("/record.csv", record.csv),
        get("/verify", certificate.ask),
        get("/verify/{code}", certificate.verify),
        get("/health", ready.health),
        get("/ready", ready.ready),
    ]


def create_app(
    database: Database, settings: Settings, offered: Sequence[OfferedPerson] = (), *, workers: int = 1
) -> Starlette:
    """The runtime in its own process.

    `offered`: the people whom a demonstration's start page offers. `workers`: how many such processes there are.
    It does not start beside another process on an SQLite file (`Database.as_runtime`).
    """
    runtime = Runtime(database, settings, offered, workers)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        metrics.begin()
        with database.as_runtime():
            with watched(runtime):
                yield
            runtime.close()

    app = Starlette(
        routes=[Route("/", _to_start), *routes(runtime)],
        middleware=[
            Middleware(Unread),
            Middleware(SafeHeaders, secure=runtime.secure),
            Middleware(Speaks, site=runtime, whole=False),
        ],
        exception_handlers=HANDLERS,
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False  # Starlette would lead to whatever host the request names
    app.state.runtime = runtime
    return app


def _route(
    runtime: Runtime,
    path: str,
    endpoint: Callable[..., Any],
    method: str,
    *,
    packed: bool = False,
    page: bool = True,
) -> Route:
    middleware = [
        Middleware(Unread),
        Middleware(SafeHeaders, secure=runtime.secure),
        *([Middleware(GZipMiddleware, minimum_size=1_000)] if packed else []),
        Middleware(Speaks, site=runtime, whole=page),
        Middleware(ExceptionMiddleware, handlers=HANDLERS),
        Middleware(Addressed),
    ]
    return Route(path, partial(endpoint, runtime), methods=[method], middleware=middleware)


async def _to_start(_: Request) -> Response:
    return RedirectResponse("/start", 303)


def _static(_: Runtime, request: Request) -> Response:
    return pages.static_file(request)
