"""A process that ends at one step of what it does at the disk and the database: nothing after that step is done."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from elearn.database.sqlite import SqliteDatabase
from elearn.database.sqlite_connection import SqliteConnection


class Killed(BaseException):
    """The process ends here."""


class Bomb:
    """Ends the process at a step of what it does while it is `on`."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._left: int | None = None
        self.on = self.dead = False

    def set(self, after: int | None) -> None:
        """After so many steps; None: never."""
        self._left, self.dead = after, False

    @property
    def armed(self) -> bool:
        """Whether it will end the process."""
        return self._left is not None

    def step(self) -> None:
        """One step. What is dead does nothing any more."""
        if self.dead:
            raise Killed
        if self.on and self._left is not None:
            self._left -= 1
            if self._left < 0:
                self.dead = True
                raise Killed

    def is_ours(self, path: Any) -> bool:
        """Whether a path is one of the course's."""
        return isinstance(path, int) or os.fspath(path).startswith(self._folder)


@contextmanager
def kills(bomb: Bomb) -> Iterator[None]:
    """Puts the bomb before each statement, before and after each commit, and before each change of the folder."""

    def before(
        real: Callable[..., Any], *, when: Callable[..., bool] = lambda *_: True
    ) -> Callable[..., Any]:
        def does(*given: Any, **named: Any) -> Any:
            if when(*given):
                bomb.step()
            return real(*given, **named)

        return does

    def commit(self: SqliteDatabase, raw: Any) -> None:
        bomb.step()
        real_commit(self, raw)
        bomb.step()

    real_commit = SqliteDatabase._commit
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqliteDatabase, "_commit", commit)
        for name in ("_run", "many"):
            patch.setattr(SqliteConnection, name, before(getattr(SqliteConnection, name)))
        patch.setattr(os, "fsync", before(os.fsync))
        for name in ("replace", "unlink", "mkdir", "chmod"):
            real = getattr(os, name)
            patch.setattr(os, name, before(real, when=lambda path, *_: bomb.is_ours(path)))
        yield
