"""A bare LMS for tests. Its page offers only scorm-again's API, and holds a package in a frame.

    lms = Lms(package_files, "scorm12")
    page = lms.launch(context)  # the LMS's page
    course = lms.course(page)  # the frame that the package runs in
    lms.cmi(page), lms.calls(page)
    lms.close(page)  # after it, a launch continues where the last one ended

All requests are answered from memory.
"""

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Frame, Page, Route

from elearn.assets import asset
from tests.desk import window
from tests.lms.served import package_frame

ORIGIN = "http://lms.example"
CLOSED = f"{ORIGIN}/closed.html"
"""Where a window is after the learner closed the course in it."""
BETWEEN = "http://between.example"
_HERE = Path(__file__).parent
_FRAMES = (_HERE / "frames.html").read_bytes()


class Lms:
    """One package, in one standard ("scorm12" or "scorm2004").

    `outside` lists its requests to other places.
    """

    def __init__(self, files: Mapping[str, bytes], standard: str) -> None:
        self.files = dict(files)
        self.standard = standard
        self.outside: list[str] = []
        self.broken: set[str] = set()
        self.hurried = False

    def launch(self, context: BrowserContext, **options: object) -> Page:
        """Opens the LMS's page, in a window where a course was closed if there is one, else in a new one.

        Options: `mode`; `late` (the API appears after so many milliseconds); `absent` (no API); `frames`;
        `foreign` (another origin between); `popup` (a window, or "frameset" in one); `uncounted` (no
        `_count`; what was set is kept by its name); `refuse` (a call that answers "false" until told
        otherwise); `distant` (a proxy that knows nothing for so many milliseconds);
        `named` (the course's name, which the LMS's page shows around it).
        """
        self.hurried = "absent" in options
        page = self.window(context)
        if self.hurried:
            page.clock.install()  # without an LMS, the course waits in vain; the test skips this time
        query = "".join(f"&{name}={value}" for name, value in options.items())
        page.goto(f"{ORIGIN}/lms.html?{self.standard}{query}")
        return page

    def window(self, context: BrowserContext) -> Page:
        """Returns a window in which all addresses here can be opened: the last one that was closed, or a new one."""
        context.unroute("**/*")
        context.route("**/*", self._answer)
        return window(context, CLOSED)

    def course(self, page: Page) -> Frame:
        """The frame in which the course runs, once it is ready."""
        frame = package_frame(page)
        if self.hurried:
            frame.wait_for_load_state()
            page.clock.run_for(10_000)
        frame.wait_for_selector("#steps button")
        return frame

    def close(self, page: Page) -> None:
        """Closes the course. The window stays, because a new one takes long."""
        page.goto(CLOSED)
        page.evaluate("() => sessionStorage.clear()")  # as in a new window

    def cmi(self, page: Page) -> dict[str, Any]:
        """The data model as the LMS holds it now. What is on its way arrives first."""
        self.settle(page)
        found: dict[str, Any] = page.evaluate("() => window.cmi()")
        return found

    def settle(self, page: Page) -> None:
        """Waits until the course has nothing under way, or knows that it could not save."""
        for frame in page.frames:
            if "/package/" in frame.url:
                frame.wait_for_function("() => !document.body.matches('.saving:not(.unsaved)')")

    def calls(self, page: Page) -> list[dict[str, Any]]:
        """Every call on the API so far, with its result and error code."""
        found: list[dict[str, Any]] = page.evaluate("() => window.calls")
        return found

    def refusals(self, page: Page) -> list[dict[str, Any]]:
        """The calls that set, committed or ended something, and were refused."""
        return [
            call
            for call in self.calls(page)
            if "Get" not in call["call"] and (call["result"] != "true" or call["error"] not in ("0", ""))
        ]

    def _answer(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        origin = f"{url.scheme}://{url.netloc}"
        ours = origin == ORIGIN or (origin == BETWEEN and url.path == "/frames.html")
        body = self._body(url.path) if ours else None
        if body is None:
            self.outside.append(route.request.url)
            route.abort()
        else:
            kind = mimetypes.guess_type(url.path)[0] or "application/octet-stream"
            route.fulfill(status=200, body=body, content_type=kind)

    def _body(self, path: str) -> bytes | None:
        if path == "/lms.html":
            return (_HERE / "lms.html").read_bytes()
        if path == "/closed.html":
            return b""
        if path == "/frames.html":
            return _FRAMES
        if path == "/api.js":
            return asset(f"scorm-again/{self.standard}.min.js")
        name = path.removeprefix("/package/")
        return None if name in self.broken else self.files.get(name)
