"""How the body of a request is read: not before it is wanted, no more than is allowed, and not for ever.

A body that nobody wanted must still be taken off the wire for a while. If we closed at once, the network would tell a
browser that is still sending “connection reset”, and it might never read our answer (RFC 9112, 9.6). So we answer,
then read and throw away, slowly and within bounds, and then close.
"""

import asyncio
import math
from contextlib import suppress
from urllib.parse import unquote_to_bytes

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from elearn.problems import ElearnError
from elearn.translations import gettext as _

MOST_THROWN_AWAY = 2_500_000
"""Bytes of a body that nobody wants. After more, we close without having read the rest."""
THROWN_AWAY_WITHIN = 30.0
"""For how many seconds we read what nobody wants."""
PAUSE = 0.05
"""Seconds between two readings of what nobody wants, so that it costs the others little, and the sender time."""
MOST_LINGERING = 64
"""How many connections we read from in this way at once. Others are closed at once."""
LONGEST_HEAD = 64_000
"""Bytes of a request's address and headers. Browsers and servers stop at 8 to 32 kB."""

MUCH = 16_000
"""Bytes of a body whose sender waits for an answer if nobody wants it. Nearly all commits are shorter."""
WAIT = 0.5
"""For how many seconds that is. It takes us nothing, and keeps one connection from asking us all the time."""

_MET = "elearn.bodies"


class RefusedBody(ElearnError):
    """Raised if a request's body, headers or address are not taken. `status` is the answer's."""

    def __init__(self, says: str, status: int) -> None:
        super().__init__(says)
        self.status = status


def must_be_wanted(request: Request, most: int) -> None:
    """Looks at what the headers say of a body, before any of it is read.

    Raises RefusedBody if it is longer than `most` bytes, or packed: we would not know how much it unfolds to.
    """
    headers = request.headers
    if headers.get("content-encoding", "identity") != "identity" or headers.get(
        "transfer-encoding", "chunked"
    ) not in ("chunked", "identity"):
        raise RefusedBody(
            _("What was sent is compressed, and that is not taken here. Send it as it is."), 415
        )
    declared = headers.get("content-length", "0")
    if not (declared.isascii() and declared.isdecimal()) or len(declared) > 18:
        raise RefusedBody(_("Go back, and try once more."), 400)
    if int(declared) > most:
        raise _too_long(most)


async def whole_body(request: Request, most: int, seconds: float) -> bytes:
    """The body, if it has at most `most` bytes and has come within so many seconds. Raises RefusedBody."""
    whole = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                whole += part
                if len(whole) > most:
                    raise _too_long(most)
    except TimeoutError as error:
        says = _("What was sent took too long to arrive. Try again when the connection is better.")
        raise RefusedBody(says, 408) from error
    except ClientDisconnect as error:
        raise RefusedBody(_("The connection ended before everything had come. Try again."), 400) from error
    return bytes(whole)


def _too_long(most: int) -> RefusedBody:
    return RefusedBody(
        _("What was sent is too long: at most %(most)s bytes are taken.", most=f"{most:,}"), 413
    )


class Unread:
    """Answers first, and then gets rid of a body that nobody has read, before the connection is closed.

    It stands before everything else of a route. An app and a route of it may both have it: the first does the work.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _MET in scope:
            await self.app(scope, receive, send)
            return
        scope[_MET] = True
        length = _length(scope)
        if not length:
            await self.app(scope, receive, send)
            return
        rest = _Rest(receive, send, is_long=length > MUCH)
        await self.app(scope, rest.receive, rest.send)


class Addressed:
    """Refuses an address or headers that no browser sends to us, before a route sees them. Raises RefusedBody."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_text(scope):
            raise RefusedBody(
                _("No address here has such characters. Check it, or go to the start page."), 400
            )
        long = len(scope["path"]) + len(scope["query_string"])
        for name, value in scope["headers"]:
            long += len(name) + len(value)
        if long > LONGEST_HEAD:
            says = _("The address or the cookies are too long. Delete this site’s cookies and try again.")
            raise RefusedBody(says, 431)
        await self.app(scope, receive, send)


def _is_text(scope: Scope) -> bool:
    """False if NUL or what is not UTF-8 is in the path, where servers put U+FFFD for it, or in the query."""
    path, query = scope["path"], scope["query_string"]
    if "\0" in path or "\ufffd" in path:
        return False
    try:
        return b"%" not in query or "\0" not in unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        return False


def _length(scope: Scope) -> float:
    """How many bytes the body of a request has, as its headers say. Infinite if they do not say it."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            return float(value) if value.isdigit() and len(value) < 19 else math.inf
        if name == b"transfer-encoding":
            return math.inf
    return 0


class _Rest:
    """What is left of one request's body while it is answered."""

    lingering = 0
    """How many requests are being thrown away at this moment, in the whole process."""

    def __init__(self, receive: Receive, send: Send, is_long: bool) -> None:
        self._receive, self._send, self._is_long = receive, send, is_long
        self._ended = False

    async def receive(self) -> Message:
        event = await self._receive()
        self._ended = event["type"] != "http.request" or not event.get("more_body", False)
        return event

    async def send(self, event: Message) -> None:
        if self._ended:
            await self._send(event)
        elif event["type"] == "http.response.start":
            MutableHeaders(scope=event)["connection"] = "close"
            if self._is_long:
                await asyncio.sleep(WAIT)
            await self._send(event)
        elif event["type"] == "http.response.body" and not event.get("more_body", False):
            await self._send({**event, "more_body": True})  # the answer is whole, and the connection open
            await self._throw_away()
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})
        else:
            await self._send(event)

    async def _throw_away(self) -> None:
        if _Rest.lingering >= MOST_LINGERING:
            return
        _Rest.lingering += 1
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(THROWN_AWAY_WITHIN):
                    thrown_away = 0
                    while thrown_away < MOST_THROWN_AWAY:
                        event = await self.receive()
                        if self._ended:
                            return
                        thrown_away += len(event.get("body", b""))
                        await asyncio.sleep(PAUSE)
        finally:
            _Rest.lingering -= 1
