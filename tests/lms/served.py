"""What the LMSs for tests have in common: a server of their own, and finding the course in their page."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self

from playwright.sync_api import Frame, Page

from tests.serving import free_port

CLOSED = "http://127.0.0.1/closed"
"""Where a window is that nobody uses. It is of the same site as every server here."""


class Handler(BaseHTTPRequestHandler):
    """Answers requests, says nothing, and sends each answer whole.

    If its head went first, the rest would wait until the browser has confirmed it, which takes 40 ms.
    """

    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def log_message(self, *_: object) -> None:
        pass


class Served:
    """A server at an address of its own, `origin`, while the `with` block lasts. `handler` answers its requests."""

    origin: str

    def handler(self) -> type[Handler]:
        """The class that answers requests."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", free_port()), self.handler())
        self._server.daemon_threads = True
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def package_frame(page: Page) -> Frame:
    """The frame in which the package runs, once it has an address."""
    for _ in range(400):
        frame = next((frame for frame in page.frames if "/package/" in frame.url), None)
        if frame:
            return frame
        # Waiting for the event of a navigation would miss one that comes just now.
        page.wait_for_timeout(25)
    raise AssertionError("the package did not open")
