"""People who type in the desk, over HTTP: each sends what the browser would send, at a person's speed.

A key comes every 0.18 s or so, a word's first key later, and after a sentence there is a pause. The form of a text
block is sent 230 ms after the last key, and at least once a second (`desk/browser/sync.js`); one request at a time.
Whoever does not type asks for news. They have a process of their own, and take the processor time of a few clients.
"""

import gzip
import json
import os
import random
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any

from elearn.runtime import session_cookie

QUIET, AT_LEAST = 0.23, 1.0
"""Seconds after the last key, and after the first key that waits, at which the browser sends."""
NEWS = 2.0
SENTENCE = "The health visitor came back on the next day and asked again who had seen the child. "


@dataclass
class Typed:
    """What came of it, in milliseconds.

    `last` are from the last key of what was sent to its answer, `every` from each key to the answer that has it,
    `answers` from sending to the answer, `news` the answers that have nothing new.
    """

    last: list[float] = field(default_factory=list)
    every: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    news: list[float] = field(default_factory=list)


class Browser:
    """One person's window on a page of a course, without a screen."""

    def __init__(self, port: int, cookie: str, course: str) -> None:
        self._line = HTTPConnection("127.0.0.1", port, timeout=60)
        self._course, self._window = course, uuid.uuid4().hex
        self._headers = {
            "Cookie": f"{session_cookie(secure=False)}={cookie}",
            "Origin": f"http://127.0.0.1:{port}",
            "Sec-Fetch-Site": "same-origin",
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
        }
        self.state: dict[str, Any] = {}
        self._used = 0.0

    def open(self, turn: int, of: int) -> None:
        """Goes to a page that begins with a text, and opens that: another one for each of so many turns."""
        self.state = self._ask("GET", "state")
        pages = [
            (file["file"], page["id"], block)
            for file in self.state["outline"]
            for page in file["pages"]
            for block in page["blocks"][:1]
            if block["kind"] == "text" and file["kind"] == "module"
        ]
        file, page, block = pages[len(pages) * turn // of]
        self.state = self._ask("GET", f"state?file={file}&page={page}")
        self._at = {"file": file, "page": page}
        self._lines = block["lines"]
        self._text = self._block()["values"]["body"]

    def type(self, typed: str) -> None:
        """Sends the form, with this at the end of its text."""
        values = {"body": f"{self._text} {typed}".rstrip()}
        sent = {
            "seq": self.state["seq"],
            "window": self._window,
            "request": uuid.uuid4().hex,
            "at": self._at,
            "form": {"file": self._at["file"], "lines": self._lines, "kind": "text", "values": values},
        }
        self.state = self._ask("POST", "change", json.dumps(sent).encode())
        self._lines = self.state["edited"]
        if typed.split()[-1:] and typed.split()[-1] not in self.state["preview"]["html"]:
            raise RuntimeError("the preview does not show what was typed")

    def news(self) -> bool:
        """Asks whether anything is new. False: nothing."""
        known = (
            f"seq={self.state['seq']}&window={self._window}&file={self._at['file']}&page={self._at['page']}"
            f"&people={len(self.state['people'])}&mark={self.state['mark']}"
        )
        found = self._ask("GET", f"news?{known}")
        if found:
            self.state = found
            own = [each for each in found["page"]["blocks"] if each["kind"] == "text"]
            self._lines = min((each["lines"] for each in own), key=lambda at: abs(at[0] - self._lines[0]))
        return bool(found)

    def _block(self) -> dict[str, Any]:
        return next(each for each in self.state["page"]["blocks"] if each["lines"] == self._lines)

    def _ask(self, method: str, path: str, body: bytes | None = None) -> Any:
        if time.monotonic() - self._used > 4:  # the server ends a line that nobody uses for 5 s
            self._line.close()
        headers = {**self._headers, **({"Content-Type": "application/json"} if body else {})}
        self._line.request(method, f"/desk/{self._course}/{path}", body, headers)
        answer = self._line.getresponse()
        content = answer.read()
        self._used = time.monotonic()
        if answer.status == 204:
            return None
        if answer.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        if answer.status != 200:
            raise RuntimeError(f"{path} was answered with {answer.status}: {content[:300]!r}")
        return json.loads(content)


class Person(threading.Thread):
    """Somebody who types until `ending` is set."""

    def __init__(self, browser: Browser, seed: int, ending: threading.Event) -> None:
        super().__init__()
        self.browser, self.typed, self.fault = browser, Typed(), ""
        self._random, self._ending = random.Random(seed), ending

    def run(self) -> None:
        """Types, and keeps what went wrong."""
        try:
            self._type()
        except Exception as error:  # said at the end, for all of them
            self.fault = f"{type(error).__name__}: {error}"

    def _type(self) -> None:
        now = time.monotonic()
        text, waits = "", list[float]()  # waits: when each key was pressed that is not sent yet
        key, news = now + self._random.uniform(0, 1), now + self._random.uniform(0, NEWS)
        while not self._ending.is_set():
            send = min(waits[-1] + QUIET, waits[0] + AT_LEAST) if waits else float("inf")
            due = min(key, send, news)
            if due > (now := time.monotonic()):
                self._ending.wait(due - now)
                continue
            if due == key:
                text = "" if len(text) == len(SENTENCE) else text
                text += SENTENCE[len(text)]
                waits.append(key)
                key += self._until_next(text)
            elif due == send:
                begun = time.monotonic()
                self.browser.type(text)
                self._note(waits, begun)
                waits, news = [], time.monotonic() + NEWS
            else:
                begun = time.monotonic()
                if not waits and not self.browser.news():
                    self.typed.news.append((time.monotonic() - begun) * 1000)
                news = time.monotonic() + NEWS

    def _until_next(self, text: str) -> float:
        if len(text) == len(SENTENCE):
            return self._random.uniform(1.5, 4)
        return self._random.lognormvariate(-1.8, 0.4) * (2 if text.endswith(" ") else 1)

    def _note(self, waits: Sequence[float], begun: float) -> None:
        now = time.monotonic()
        self.typed.last.append((now - waits[-1]) * 1000)
        self.typed.every += [(now - each) * 1000 for each in waits]
        self.typed.answers.append((now - begun) * 1000)


@contextmanager
def typing(port: int, who: Sequence[tuple[str, str]]) -> Iterator[Typed]:
    """Lets people type in courses while the block lasts. `who` are a cookie and a course each.

    Says afterwards what came of it. Raises RuntimeError if one of them could not go on.
    """
    command = [sys.executable, "-m", "benchmarks._desk_typing", str(port), json.dumps(who)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()  # they have opened their pages
        found = Typed()
        try:
            yield found
        finally:
            out, _ = process.communicate(b"\n")
        said = json.loads(out)
        if said["faults"]:
            raise RuntimeError("; ".join(said["faults"]))
        for name, waits in said["typed"].items():
            setattr(found, name, waits)


def _main(port: int, who: Sequence[tuple[str, str]]) -> None:
    browsers = [Browser(port, cookie, course) for cookie, course in who]
    for turn, browser in enumerate(browsers):
        browser.open(turn, len(browsers))
    ending = threading.Event()
    people = [Person(browser, seed, ending) for seed, browser in enumerate(browsers)]
    print(flush=True)
    for each in people:
        each.start()
    sys.stdin.readline()
    ending.set()
    for each in people:
        each.join()
    typed = {
        name: [wait for each in people for wait in getattr(each.typed, name)]
        for name in ("last", "every", "answers", "news")
    }
    print(json.dumps({"typed": typed, "faults": [each.fault for each in people if each.fault]}))


if __name__ == "__main__":
    os.nice(19)
    _main(int(sys.argv[1]), json.loads(sys.argv[2]))
