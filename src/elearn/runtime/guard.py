"""What happens before every route: headers, the check where a POST comes from, and readable errors."""

from collections.abc import Awaitable, Callable
from typing import Protocol, cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from elearn.database import DatabaseBusy, DatabaseDamaged, DatabaseUnwritable
from elearn.problems import ElearnError, NotAllowed, NotFound
from elearn.runtime.bodies import RefusedBody
from elearn.runtime.context import Site, origin, runtime_log
from elearn.runtime.pages import message
from elearn.translations import N_, said
from elearn.translations import gettext as _

Handler = Callable[[Request, Exception], Response | Awaitable[Response]]

ANSWERS = "elearn.answers"
"""Where a request has an `Answers`, if a refusal is not shown as a page of the runtime."""


class Answers(Protocol):
    """Shows a refusal: its status, a word for it, a heading, and what it says."""

    def __call__(self, status: int, word: str | None, title: str, says: str) -> Response: ...


_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


def safe_headers(secure: bool) -> dict[str, str]:
    """The headers that every answer carries, with the strictest policy. `secure`: browsers use https."""
    return _HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if secure else {})


class SafeHeaders:
    """Adds the headers that every answer carries, unless a route has set its own."""

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self.app = app
        self.headers = {
            name.lower().encode(): (name.lower().encode(), value.encode())
            for name, value in safe_headers(secure).items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(event: Message) -> None:
            if event["type"] == "http.response.start":
                has = [name for name, _ in event["headers"]]
                missing = [header for name, header in self.headers.items() if name not in has]
                event["headers"] = [*event["headers"], *missing]
            await send(event)

        await self.app(scope, receive, with_headers)


def from_our_page(site: Site, request: Request) -> bool:
    """True if a POST comes from one of our pages. Browsers tell us in Sec-Fetch-Site, or else in Origin.

    We refuse a request with neither, because every browser sends one. We ignore the Host header, because
    another site's page can control it (DNS rebinding).
    """
    if whence := request.headers.get("sec-fetch-site"):
        return whence == "same-origin"
    said = request.headers.get("origin", "")
    return said in site.origins() or origin(said) in site.origins()


def must_come_from_our_page(site: Site, request: Request) -> None:
    """Raises NotAllowed if a POST comes from another site's page."""
    if not from_our_page(site, request):
        raise NotAllowed(
            _("This came from another site, so nothing was done. Open the start page and try again there.")
        )


def _wants_json(request: Request) -> bool:
    return request.url.path == "/commit" or request.headers.get("accept", "").startswith("application/json")


def _answer(request: Request, status: int, word: str | None, title: str, says: str) -> Response:
    if ANSWERS in request.scope:
        return cast(Answers, request.scope[ANSWERS])(status, word, title, says)
    if _wants_json(request):
        return JSONResponse({"status": word, "problem": says}, status, headers={"Cache-Control": "no-store"})
    return message(title, says, status=status)


def _says(error: Exception) -> str:
    return said(error.text) if isinstance(error, ElearnError) else str(error)


def _not_allowed(request: Request, error: Exception) -> Response:
    return _answer(request, 403, "not-allowed", _("That is not yours to open"), _says(error))


def _not_found(request: Request, error: Exception) -> Response:
    return _answer(request, 404, "not-found", _("Nothing is here"), _says(error))


_BUSY = N_("The database is busy. Nothing was changed; try again in a moment.")


def _busy(request: Request, error: Exception) -> Response:
    return _answer(request, 503, "busy", _("Busy for a moment"), _(_BUSY))


def _unwritable(request: Request, error: Exception) -> Response:
    """Logs a fault of ours and answers "busy", so that the browser keeps its work and retries."""
    runtime_log.error("%s", error)
    says = _(
        "Nothing can be saved here at the moment. What you do is kept on your device; try again in a while."
    )
    return _answer(request, 503, "busy", _("Nothing can be saved at the moment"), says)


def _damaged(request: Request, error: Exception) -> Response:
    """As `_unwritable`: what a browser keeps until the backup is back is not lost."""
    runtime_log.error("%s", error)
    says = _(
        "The database is damaged. What you do is kept on your device. Whoever looks after this service must stop it, "
        "and put back the latest backup."
    )
    return _answer(request, 503, "busy", _("The database is damaged"), says)


def _bad_request(request: Request, error: Exception) -> Response:
    return _answer(request, 400, "refused", _("That did not work"), _says(error))


def _refused_body(request: Request, error: Exception) -> Response:
    """An answer without a word for the status makes the browser keep its work and send it again."""
    status = error.status if isinstance(error, RefusedBody) else 400
    word = None if status in (408, 429, 431) else "refused"
    return _answer(request, status, word, _("That did not work"), _says(error))


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return _answer(
            request, 404, "not-found", _("Nothing is here"), _("The address may be old, or mistyped.")
        )
    if status == 405:
        return _answer(
            request, 405, "refused", _("That did not work"), _("This address cannot be used in that way.")
        )
    return _answer(request, status, "refused", _("That did not work"), _("Go back, and try once more."))


def _failed(request: Request, error: Exception) -> Response:
    # log the route, not the address: an address may hold a token or line breaks
    route = getattr(request.scope.get("route"), "path", "an address")
    runtime_log.exception("%s %s failed", request.method, route, exc_info=error)
    says = _("Something went wrong on our side. What was saved is safe. Try again in a moment.")
    return _answer(request, 500, "failed", _("Something went wrong"), says)


HANDLERS: dict[type[Exception] | int, Handler] = {
    NotAllowed: _not_allowed,
    NotFound: _not_found,
    DatabaseBusy: _busy,
    DatabaseDamaged: _damaged,
    DatabaseUnwritable: _unwritable,
    RefusedBody: _refused_body,
    ElearnError: _bad_request,
    HTTPException: _http,
    Exception: _failed,
}
