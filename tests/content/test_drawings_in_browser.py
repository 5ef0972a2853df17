"""What a real Chromium loads and runs of the drawings that a course may have, with no policy that would stop it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Thread
from xml.sax.saxutils import escape, quoteattr

import pytest
from playwright.sync_api import Browser, Request

from elearn.content.course.svg import faults_of_svg
from tests.content.drawings import GENUINE, HARMLESS, HOSTILE, LINKED

pytestmark = [pytest.mark.browser, pytest.mark.deep]
_SHOWN = (
    "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
)
MIXTURES = 200
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
                hit = f"http://127.0.0.1:{self.server.server_port}/hit/{name}"  # type: ignore[attr-defined]
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


PIECES = (
    *(
        "url(",
        "u",
        "rl(",
        "\\75 ",
        "\\75",
        "\\000055",
        "\\u",
        "\\72",
        "\\6c\n",
        "(",
        ")",
        "'",
        '"',
        "\\",
        "\n",
        "/*",
        "*/",
    ),
    *(
        "HIT",
        "'HIT'",
        '"HIT"',
        "(HIT)",
        "('HIT')",
        "@import",
        "@\\69mport",
        "@im",
        "/**/",
        "port ",
        ";",
        "{",
        "}",
        "svg{",
    ),
    *(
        "background:",
        "fill:",
        "mask:",
        "}svg{background:",
        "image-set(",
        "var(--a)",
        "--a:",
        " 1x",
        "src",
        ",",
        " ",
        "-->",
    ),
    *(
        "<!--",
        "u+",
        "U+a",
        "#",
        "@namespace ",
        "@media all{",
        "@font-face{font-family:a;src:",
        "text{font-family:a}",
    ),
)
"""What a style is made of that hides what it loads, and what makes a parser lose its way."""


def mixed(seed: int) -> str:
    """A drawing with a style of some of the pieces, in an element or in an attribute."""
    random = Random(seed)
    start = random.choice(["", "svg{background:", "@import ", "svg{background:url("])
    style = start + "".join(random.choices(PIECES, k=random.randint(2, 9)))
    if random.random() < 0.8:
        return f"<svg {LINKED}><style>{escape(style)}</style><text>Aa</text></svg>"
    return f"<svg {LINKED} style={quoteattr(style)}/>"


def test_no_mixture_of_the_pieces_of_a_style_loads_what_the_check_does_not_see(browser):
    """The check and Chromium read any style alike, also a broken one."""
    drawings = {f"mixed-{seed}": mixed(seed) for seed in range(MIXTURES)}
    passing = {name: text for name, text in drawings.items() if not faults_of_svg(name, text.encode())}
    frames = "".join(f"<iframe src='/{name}.svg'></iframe>" for name in passing)
    with serving(passing) as (address, asked), browser.new_context() as context:
        page = context.new_page()
        page.route(f"{address}/", lambda route: route.fulfill(body=frames, content_type="text/html"))
        page.goto(f"{address}/", wait_until="load")
        page.evaluate(_SHOWN)
        assert asked == []
