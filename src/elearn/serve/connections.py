"""A connection that may not take for ever to say what it asks for, nor say it at endless length, nor delay a stop.

uvicorn bounds none of this with its quick parser: headers could come a byte a minute, and grow until memory ends, also
behind a body. And a server that is told to stop would wait for whoever sends a body, or takes an answer, as slowly as
they like.
"""

from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_WITHIN = 20.0
"""Seconds in which a request's address and headers must have come, and a new connection's first byte."""
ENDS_WITHIN = 3.0
"""Seconds that what is under way has when the server stops. A browser sends a commit that was cut off again."""
LONGEST_HEAD = 64_000
"""Bytes of an address and headers, and of what comes around a body. What comes with the last of the headers, 256 kB at
most, is not counted."""

MOST_AROUND = 10
"""Bytes that may come for each byte of a body: with its chunk's length, a byte needs six."""

_TOO_LONG = b"The address or the headers are too long."


class Connection(HttpToolsProtocol):
    """uvicorn's connection, which closes if the head of a request takes too long or is too long."""

    _waiting: TimerHandle | None = None
    _ending: TimerHandle | None = None
    _in_head = True
    _begins = False
    """Whether a head or a body begins in what came last, so that we do not know how much of that is which."""
    _length = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as uvicorn does
        """Begins to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits for nothing more."""
        self._wait_no_more()
        if self._ending is not None:
            self._ending.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Counts what has come of a head, and what is no body after it: chunks' lengths, and headers at the end."""
        self._begins = False
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._in_head or not self._begins:
            self._length += len(data)
        if self._length > LONGEST_HEAD:
            self._refuse()

    def _refuse(self) -> None:
        """Closes, with an answer if there is none yet."""
        if self._in_head:
            lines = (
                b"HTTP/1.1 431 Request Header Fields Too Large",
                b"content-type: text/plain; charset=utf-8",
                b"content-length: %d" % len(_TOO_LONG),
                b"connection: close",
                b"",
                _TOO_LONG,
            )
            self.transport.write(b"\r\n".join(lines))
        self.transport.close()

    def on_message_begin(self) -> None:
        """A head begins: of the first request, or of the next one on the same connection."""
        super().on_message_begin()
        self._in_head, self._begins, self._length = True, True, 0
        self._wait()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keeps a header, unless it comes behind the body. No browser sends one there, and uvicorn would keep all."""
        if self._in_head:
            super().on_header(name, value)

    def on_body(self, body: bytes) -> None:
        """Takes a part of the body. How long it may be is for the route to say, and so is how small its chunks are."""
        super().on_body(body)
        self._length -= MOST_AROUND * len(body)

    def on_headers_complete(self) -> None:
        """A head has ended. How long a body may take is for the route to say."""
        self._in_head, self._begins, self._length = False, True, 0
        self._wait_no_more()
        super().on_headers_complete()

    def shutdown(self) -> None:
        """Ends: at once if nothing is under way, or else after the answer, and in any case soon."""
        super().shutdown()
        self._ending = self.loop.call_later(ENDS_WITHIN, self.transport.abort)

    def _wait(self) -> None:
        self._wait_no_more()
        self._waiting = self.loop.call_later(HEAD_WITHIN, self._close)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _close(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
