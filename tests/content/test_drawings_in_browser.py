"""What a real Chromium loads and runs of the drawings that a course may have, with no policy that would stop it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Request

from elearn.content.course.svg import faults_of_svg
from tests.content.drawings import GENUINE, HARMLESS, HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.deep]
_SHOWN = (
    "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
)
LOADING = (
    "comment-xml-within",
    "element-within",
    "entity-of-html",
    "escape",
    "escape-import",
    "html-image",
    "image",
    "script",
)
"""Hostile drawings by which we know that this test would see what is loaded."""


@contextmanager
def serving(drawings: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    """The address of a server of drawings, and a list of what else is asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.removeprefix("/").removesuffix(".svg")
            found = drawings.get(name)
            if found is None and name != "favicon.ico":
                asked.append(self.path)
            with suppress(ConnectionError):
                self.send_response(404 if found is None else 200)
                self.send_header("Content-Type", "image/svg+xml")
                self.end_headers()
                hit = f"http://127.0.0.1:{self.server.server_port}/hit"  # type: ignore[attr-defined]
                self.wfile.write((found or "").replace("HIT", hit).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def loading(browser: Browser, drawings: dict[str, str]) -> list[str]:
    """The names of the drawings that ask for something when they are opened as a page, where scripts may run."""
    found = []
    with serving(drawings) as (address, asked), browser.new_context() as context:
        page = context.new_page()

        def note(request: Request) -> None:
            if not request.url.startswith("data:") and request.url not in (page.url, opened):
                asked.append(request.url)

        page.on("request", note)
        for name in drawings:
            opened = f"{address}/{name}.svg"
            page.goto(opened, wait_until="load")
            page.evaluate(_SHOWN)
            if asked:
                found.append(name)
            asked.clear()
    return found


def test_no_drawing_that_is_let_through_loads_or_runs_anything(browser):
    every = {**HOSTILE, **HARMLESS, **GENUINE}
    passing = {name: text for name, text in every.items() if not faults_of_svg(name, text.encode())}
    assert passing.keys() >= {*HARMLESS, *GENUINE}
    assert loading(browser, passing) == []
    assert loading(browser, {name: HOSTILE[name] for name in LOADING}) == list(LOADING)
