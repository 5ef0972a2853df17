"""In which language a page answers: the one that its address asks for, that the person chose, or that the browser says.

Pages have a link to the same page in the other language. Whoever follows it gets a cookie, so that the next page is in
that language too.
"""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from elearn.runtime.context import LANGUAGE_COOKIE, Site, runtime_log
from elearn.tracker import languages
from elearn.translations import LANGUAGES, Language, best, known, language, speaking

_ASKED = "language"
_KEPT_FOR = 365 * 24 * 60 * 60


class Translation(NamedTuple):
    """The same page in another language: its code, its own name, and an address relative to the page."""

    language: Language
    name: str
    address: str


class Speaks:
    """Sets the language of everything that an answer says.

    With `whole`, it reads the language of whoever is signed in, and remembers what an address asks for. Without, it
    takes what the cookie and the browser say, which costs next to nothing.
    """

    def __init__(self, app: ASGIApp, site: Site, *, whole: bool) -> None:
        self.app = app
        self.site = site
        self.whole = whole

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        asked = _asked(request) if self.whole else ""
        token = self.site.token(request)
        own = await run_in_threadpool(self._own, token) if self.whole and token and not asked else ""

        async def remembering(event: Message) -> None:
            if event["type"] == "http.response.start" and asked:
                headers = MutableHeaders(scope=event)
                for value in _cookie(asked, self.site.secure):
                    headers.append("set-cookie", value)
            await send(event)

        accepts = request.headers.get("accept-language", "")
        otherwise = self.site.settings.language
        with speaking(best(asked, own, _remembered(request), accepts=accepts, otherwise=otherwise)):
            await self.app(scope, receive, remembering)

    def _own(self, token: str) -> str:
        try:
            return languages.of_session(self.site.database, token)
        except Exception:  # the page itself says what is wrong
            runtime_log.debug("the language of a session could not be read", exc_info=True)
            return ""


def chosen(request: Request) -> str:
    """The language that the visitor chose on a page of ours, now or before. "" if they have not."""
    return _asked(request) or _remembered(request)


def translations_of(request: Request) -> list[Translation]:
    """The page that is asked for, in every other language. The rest of its query stays."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != _ASKED]
    return [
        Translation(code, name, f"?{urlencode([*kept, (_ASKED, code)])}")
        for code, name in LANGUAGES.items()
        if code != language()
    ]


def _asked(request: Request) -> str:
    return known(request.query_params.get(_ASKED, ""))


def _remembered(request: Request) -> str:
    return known(request.cookies.get(LANGUAGE_COOKIE, ""))


def _cookie(asked: str, secure: bool) -> Iterator[str]:
    response = Response()
    response.set_cookie(
        LANGUAGE_COOKIE, asked, max_age=_KEPT_FOR, httponly=True, samesite="lax", secure=secure
    )
    yield from response.headers.getlist("set-cookie")
