"""A bare LMS that behaves as Moodle does, on a real server, for whatever a browser and a connection do to a learner.

    with Moodle(package_files, "scorm12") as lms:
        page = lms.launch(context)  # the player, with the package in a frame
        learner = Learner(lms.course(page))
        lms.reach = "down"  # nothing answers any more
        lms.expire(); lms.sign_in()  # the session ends, and another one begins in another tab
        lms.kept()  # what has arrived: elements by name
        lms.leave(page)

What it has in common with Moodle, and with nothing that a standard asks for:

- Commit asks the server and waits. If nothing answers, a beacon is sent, and Commit says "true" without knowing.
  While the page is hidden or closes, there is only the beacon.
- In SCORM 1.2 a commit sends what has changed since the last one, whether that one arrived or not. In SCORM 2004 it
  sends what differs from what the page began with. `collects` chooses.
- When the session has ended, every request leads to the page to sign in. With a later session, the key that the
  page holds is no longer valid, and the server stores nothing and says nothing.
- An attempt that is completed, passed or failed is over: the next opening is for review. In SCORM 2004 an attempt
  whose exit was not "suspend" opens with nothing.
- Entries of a list are counted by how many there are. Parts of responses are of `\\w` and `.` only.
- All modules of a package run in one page with one API: in SCORM 2004 none can begin after one has ended.
"""

import json
import mimetypes
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock
from time import sleep
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Error, Frame, Page

from tests.desk import window
from tests.lms.served import CLOSED, Handler, Served, package_frame

_PLAYER = (Path(__file__).parent / "moodle.html").read_text()
_LOGIN = b"<!doctype html><title>Sign in</title><h1>Sign in</h1>"
Elements = dict[str, str | float]


class Moodle(Served):
    """One learner's attempts at one package. `reach` is "up", or "down": then no request is answered."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        standard: str,
        starts: Sequence[str] = ("index.html",),
        *,
        collects: Literal["last", "launch", ""] = "",
        throwing: bool = False,
    ) -> None:
        """`starts`: the first page of each module. `throwing`: a module that cannot begin throws."""
        self.files, self.standard, self.starts = dict(files), standard, tuple(starts)
        self.collects = collects or ("last" if standard == "scorm12" else "launch")
        self.throwing = throwing
        self.attempts: list[dict[int, Elements]] = [{}]
        self.learner = "learner-1"
        self.reach: Literal["up", "down"] = "up"
        self.session: int | None = 1
        self.login: Literal["redirect", "page"] = "redirect"
        """How a request is answered after the session: sent on to the page to sign in, or with that page itself."""
        self.heads = True
        """False: the server allows nobody to ask for the head of a file alone."""
        self.silent = Event()
        """Set: the question whether the server is there gets no answer until it is cleared."""
        self._sessions = 1
        self._lock = Lock()

    def handler(self) -> type[Handler]:
        """The class that answers requests."""
        return _handler(self)

    def __exit__(self, *_: object) -> None:
        self.silent.clear()
        super().__exit__()

    # What a learner does.

    def launch(self, context: BrowserContext, module: int = 0) -> Page:
        """Opens the player, in a window that nobody uses if there is one."""
        page = window(context, CLOSED)
        if page.url != CLOSED:
            page.route(CLOSED, lambda route: route.fulfill(body="", content_type="text/html"))
        page.goto(f"{self.origin}/player?module={module}")
        return page

    def course(self, page: Page) -> Frame:
        """The frame of the course, when it is ready."""
        page.wait_for_selector("iframe", state="attached")
        frame = package_frame(page)
        frame.wait_for_selector("#steps button")
        return frame

    def open_module(self, page: Page, module: int) -> Frame:
        """Chooses a module in the player, which takes the one before off the page."""
        page.evaluate("number => window.openModule(number)", module)
        return self.course(page)

    def leave(self, page: Page) -> None:
        """Closes the course as one does who goes to another page. The window stays, because a new one takes long."""
        page.route(CLOSED, lambda route: route.fulfill(body="", content_type="text/html"))
        page.goto(CLOSED)

    def kill(self, page: Page) -> None:
        """Ends the window at once, as when a computer runs out of power: nothing in it hears of it."""
        with suppress(Error):
            page.goto("chrome://crash")
        page.close()

    def expire(self) -> None:
        """Ends the session on the server."""
        self.session = None

    def sign_in(self) -> None:
        """Begins a new session, as in another tab. The key of the old one is no longer valid."""
        self._sessions += 1
        self.session = self._sessions

    def to_login(self, page: Page) -> None:
        """The player finds out that its session is over, and moves the whole window to the page to sign in."""
        page.evaluate("() => { location.href = '/login'; }")
        page.wait_for_url("**/login")

    def new_attempt(self) -> None:
        """The learner ticks "Start a new attempt"."""
        self.attempts.append({})

    # What the server holds.

    def kept(self, module: int = 0) -> Elements:
        """What has arrived, by element."""
        with self._lock:
            return dict(self.attempts[-1].get(module, {}))

    def interactions(self, module: int = 0) -> list[dict[str, Any]]:
        """The answers that have arrived, in their order."""
        found: dict[int, dict[str, Any]] = {}
        for element, value in self.kept(module).items():
            if element.startswith("cmi.interactions."):
                index, _, name = element.removeprefix("cmi.interactions.").partition(".")
                found.setdefault(int(index), {})[name] = value
        return [found[index] for index in sorted(found)]

    def status(self, module: int = 0) -> tuple[str, str]:
        """Completion and success. SCORM 1.2 has one word for both."""
        kept = self.kept(module)
        if self.standard == "scorm12":
            return (str(kept.get("cmi.core.lesson_status", "not attempted")),) * 2
        return (
            str(kept.get("cmi.completion_status", "unknown")),
            str(kept.get("cmi.success_status", "unknown")),
        )

    def score(self, module: int = 0) -> float | None:
        """The score in percent, or None if there is none."""
        name = "cmi.core.score.raw" if self.standard == "scorm12" else "cmi.score.raw"
        value = self.kept(module).get(name)
        return None if value is None else float(value)

    def mode(self) -> str:
        """How the attempt opens now: "normal", or "review" when all its modules are over."""
        over = {"completed", "passed", "failed"}
        done = all(self.status(module)[0] in over for module in range(len(self.starts)))
        return "review" if done else "normal"

    def _launch(self, module: int) -> str:
        mode = self.mode()
        tracks = {str(number): self._shown(number) for number in range(len(self.starts))}
        core = "cmi.core." if self.standard == "scorm12" else "cmi."
        learner, name, of_mode = (
            ("student_id", "student_name", "lesson_mode")
            if self.standard == "scorm12"
            else ("learner_id", "learner_name", "mode")
        )
        status = "lesson_status" if self.standard == "scorm12" else "completion_status"
        location = "lesson_location" if self.standard == "scorm12" else "location"
        defaults: dict[str, str] = {
            f"{core}{learner}": self.learner,
            f"{core}{name}": "Learner, A",
            f"{core}{of_mode}": mode,
            f"{core}credit": "credit" if mode == "normal" else "no-credit",
            f"{core}entry": "resume" if tracks[str(module)] else "ab-initio",
            f"{core}{status}": "not attempted" if self.standard == "scorm12" else "unknown",
            f"{core}{location}": "",
            "cmi.suspend_data": "",
        }
        launch = {
            "standard": self.standard,
            "sco": str(module),
            "starts": self.starts,
            "attempt": len(self.attempts) - 1,
            "sesskey": self.session,
            "collects": self.collects,
            "throwing": self.throwing,
            "defaults": defaults,
            "tracks": tracks,
        }
        return _PLAYER.replace("/*LAUNCH*/", json.dumps(launch).replace("<", "\\u003c"))

    def _shown(self, module: int) -> Elements:
        kept = self.kept(module)
        suspended = self.standard == "scorm12" or kept.get("cmi.exit") == "suspend"
        return kept if suspended else {}

    def answer(self, method: str, path: str, query: Mapping[str, str], body: str) -> tuple[int, bytes, str]:
        """The answer to a request: status, body and type. 303 leads to the page to sign in."""
        if path == "/login":
            return 200, _LOGIN, "text/html"
        if self.session is None:
            return (303, b"", "text/html") if self.login == "redirect" else (200, _LOGIN, "text/html")
        if method == "HEAD" and not self.heads:
            return 405, b"", "text/plain"
        if path == "/player":
            return 200, self._launch(int(query["module"])).encode(), "text/html"
        if path == "/commit":
            return 200, self._commit({name: value[0] for name, value in parse_qs(body).items()}), "text/plain"
        content = self.files.get(path.removeprefix("/package/"))
        if content is None:
            return 404, b"", "text/plain"
        return 200, content, mimetypes.guess_type(path)[0] or "application/octet-stream"

    def _commit(self, form: Mapping[str, str]) -> bytes:
        with self._lock:
            if form["sesskey"] != str(self.session):
                return b""
            kept = self.attempts[int(form["attempt"])].setdefault(int(form["sco"]), {})
            kept.update(json.loads(form["found"]))
            return b"true\n0"


def _handler(lms: Moodle) -> type[Handler]:
    class Answers(Handler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            if lms.reach == "down":
                self.close_connection = True
                return
            while self.command == "HEAD" and lms.silent.is_set():
                sleep(0.02)
            at = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(at.query).items()}
            status, content, kind = lms.answer(self.command, at.path, query, body)
            self.send_response(status)
            if status == 303:
                self.send_header("Location", "/login")
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_GET = do_HEAD = do_POST = _answer

    return Answers
