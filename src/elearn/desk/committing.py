"""Commits to Git what was saved, in the name of whoever saved it, if the operator wants that."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from elearn.authoring.actions import NotCommitted, commit
from elearn.tracker import Actor
from elearn.translations import said

Commit = Callable[[Actor, str, Iterable[Path], str], str]
"""Commits files of a course with a message. Gives what went wrong in words, or ""."""


def commits_nothing(_who: Actor, _course: str, _paths: Iterable[Path], _message: str) -> str:
    """What is done if the operator does not want commits."""
    return ""


class Commits:
    """Commits one after another. What could not be committed is tried again with the course's next commit."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._left: dict[str, set[Path]] = {}

    def __call__(self, who: Actor, course: str, paths: Iterable[Path], message: str) -> str:
        """Commits these files, which may be gone. Gives what went wrong in words, or "". What is saved stays saved."""
        with self._turn:
            left = self._left.pop(course, set())
            wanted = sorted({*left, *paths})
            try:
                commit(wanted, name=who.name, email=who.email, message=message)
            except NotCommitted as error:
                self._left[course] = set(wanted)
                return said(error.text)
        return ""
