"""The connection over which a page talks with Streamlit, and who may have one."""

import logging
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from elearn.app import session, streamlits
from elearn.database import Database
from elearn.problems import ElearnError
from elearn.tracker import sessions

OWNER_HEADER = "X-Elearn-Session"
"""Tells Streamlit whose a connection is. It takes up an earlier page again only for the same."""

_REFUSED = 1008
"""The code of a connection that is ended because of who asks (RFC 6455, 7.4.1)."""

_ASKED = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
"""What our pages ask of Streamlit, besides a file."""

_log = logging.getLogger("elearn.app")


class Sockets:
    """Lets a page connect if it is at `origin` and somebody is signed in. It closes the connection when they are not.

    It asks at each message. If the database cannot be asked, nobody connects. A page that has connected asks it too, at
    each run, and says in words what is wrong with it. Streamlit sees nothing of a connection that is refused.
    """

    def __init__(self, app: ASGIApp, database: Database, origin: str) -> None:
        self.app = app
        self.database = database
        self.origin = origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = session.token_of(Headers(scope=scope))
        person = await self._person(token) if self._is_ours(scope) else None
        if person is None:
            await send({"type": "websocket.close", "code": _REFUSED})
            return
        ended = False

        async def receive_while_signed_in() -> Message:
            nonlocal ended
            while True:
                event = await receive()
                if event["type"] != "websocket.receive":
                    return event
                if not await self._is_still(person, token):
                    ended = True
                    await send({"type": "websocket.close", "code": _REFUSED})
                    return {"type": "websocket.disconnect", "code": _REFUSED}
                if _is_asked(event.get("bytes") or b""):
                    return event

        async def send_while_open(event: Message) -> None:
            if not ended:
                await send(event)

        await self.app(_owned(scope, token), receive_while_signed_in, send_while_open)

    def _is_ours(self, scope: Scope) -> bool:
        if streamlits.route_path(scope) != streamlits.SOCKET:
            return False
        ours = Headers(scope=scope).getlist("origin") == [self.origin]
        if not ours:
            _log.warning("a connection from a page that is not at ELEARN_BASE_URL was refused")
        return ours

    async def _person(self, token: str) -> int | None:
        """Who is signed in, by their id. None if nobody is, or if the database cannot be asked."""
        try:
            return await run_in_threadpool(sessions.session_person, self.database, token) if token else None
        except Exception:
            _log.exception("the database could not be asked who is signed in")
            return None

    async def _is_still(self, person: int, token: str) -> bool:
        """Whether somebody is still signed in. True if we know why the database does not say it: then the page does."""
        try:
            return await run_in_threadpool(sessions.session_person, self.database, token) == person
        except ElearnError:
            return True
        except Exception:
            _log.exception("the database could not be asked who is signed in")
            return False


def _owned(scope: Scope, token: str) -> Scope:
    """The request, which says whose it is in a header that no browser can set."""
    headers = MutableHeaders(raw=list(scope["headers"]))
    headers[OWNER_HEADER] = sha256(token.encode()).hexdigest()
    return {**scope, "headers": headers.raw}


def _is_asked(message: bytes) -> bool:
    """Whether our pages send such a message. Streamlit takes others too: to empty the caches of all, say.

    What cannot be read goes on to Streamlit, which ends the connection.
    """
    asked = BackMsg()
    try:
        asked.ParseFromString(message)
    except Exception:
        return True
    kind = asked.WhichOneof("type")
    if kind == "backend_operation_request":
        return bool(asked.backend_operation_request.WhichOneof("payload") == "deferred_file")
    return kind in _ASKED
