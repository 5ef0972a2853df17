"""Asks the runtime as a server asks it: one request into the app and the whole answer out, in this process."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from starlette.applications import Starlette

ADDRESS = "http://learning.example"
_BROKEN = ("\r", "\n", "\x00")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. The names of headers are in small letters."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def all(self, name: str) -> list[str]:
        """The values of a header."""
        return [value for key, value in self.headers if key == name]

    def one(self, name: str) -> str:
        """The first value of a header, or ""."""
        return next(iter(self.all(name)), "")


class Asker:
    """Asks an app. A fault of the app is raised as what it was, although the app answers with a page about it."""

    def __init__(self, app: Starlette) -> None:
        self._app = app
        self._loop = asyncio.new_event_loop()
        self._logged = _Kept()
        logging.getLogger("elearn").addHandler(self._logged)

    def close(self) -> None:
        """Ends what is still going on."""
        logging.getLogger("elearn").removeHandler(self._logged)
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def ask(
        self,
        method: str,
        target: bytes,
        headers: Iterable[tuple[bytes, bytes]] = (),
        body: bytes = b"",
        client: str = "192.0.2.1",
    ) -> Answer:
        """One answer. `target`: the path as it is sent, with a query. Raises what went wrong in the app, if it did."""
        path, _, query = target.partition(b"?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote_to_bytes(path).decode("utf-8", "replace"),
            "raw_path": path,
            "root_path": "",
            "query_string": query,
            "headers": [(name.lower(), value) for name, value in headers],
            "client": (client, 50_000),
            "server": ("learning.example", 80),
        }
        self._logged.errors.clear()
        answer = self._loop.run_until_complete(self._ask(scope, body))
        for name, value in answer.headers:
            assert not any(mark in name + value for mark in _BROKEN), (
                f"a header has more than one line: {name}"
            )
        if answer.status >= 500:
            for error in self._logged.errors:
                raise error
            raise AssertionError(f"{method} was answered with {answer.status}")
        return answer

    async def _ask(self, scope: dict[str, object], body: bytes) -> Answer:
        sent: list[dict[str, object]] = []
        events = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict[str, object]:
            if not events:
                await asyncio.Event().wait()  # whoever asks stays until the answer is there
            return events.pop()

        async def send(event: dict[str, object]) -> None:
            sent.append(event)

        await self._app(scope, receive, send)  # type: ignore[arg-type]
        assert sent, "there was no answer"
        start, *rest = sent
        assert start["type"] == "http.response.start"
        headers = start["headers"]
        assert isinstance(headers, list)
        whole = b"".join(bytes(each.get("body", b"")) for each in rest)  # type: ignore[call-overload]
        status = start["status"]
        assert isinstance(status, int)
        return Answer(status, tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in headers), whole)


class _Kept(logging.Handler):
    """Keeps the errors that the app has written into its log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.errors: list[BaseException] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps the error of a record, if it has one."""
        if record.exc_info and record.exc_info[1]:
            self.errors.append(record.exc_info[1])
