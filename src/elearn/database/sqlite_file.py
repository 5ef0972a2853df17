"""The file of a new SQLite database, and what may be in its place instead."""

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from elearn.database.engine import DatabaseDamaged

_MADE_WITHIN = 1.0
"""For how many seconds a file may be empty until whoever makes it has written its first page."""
_LOOK_AGAIN = 0.001


def make_if_new(path: Path) -> None:
    """Makes the file if it is not there. Several processes may do so at once.

    Raises DatabaseDamaged if what is there shows that a database was: it is empty or a folder, or only the log is left.
    """
    if not path.exists():
        _must_leave_nothing(path)
        _make(path)
    _must_hold_something(path)


def _make(path: Path) -> None:
    """Makes the file of a new database. It holds a page from the start: one that is empty later has been damaged."""
    with closing(sqlite3.connect(":memory:")) as new:
        new.execute("pragma user_version = 0")
        page = new.serialize()
    with suppress(FileExistsError):  # another process has just made it
        # it will hold people's names; SQLite gives the files beside it the same mode
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(descriptor, "wb", buffering=0) as file:  # noqa: PTH123 - there is no path any more
                file.write(page)
        except OSError:  # the disk is full: an empty file would be taken for a damaged one
            path.unlink()
            raise


def _must_leave_nothing(path: Path) -> None:
    """Raises DatabaseDamaged if the log of an earlier database is there. SQLite would put it into the new one."""
    log = Path(f"{path}-wal")
    if log.exists() and log.stat().st_size and not path.exists():
        why = f"the file is gone, and {log.name} is still there; if you want a new database there, move that away"
        raise DatabaseDamaged(str(path), why)


def _must_hold_something(path: Path) -> None:
    """Raises DatabaseDamaged if the file is empty or a folder. SQLite would begin anew in an empty one."""
    if path.is_dir():
        raise DatabaseDamaged(str(path), "it is a folder, and not a file")
    until = time.monotonic() + _MADE_WITHIN
    while path.stat().st_size == 0:  # another process may be about to write its first page
        if time.monotonic() > until:
            raise DatabaseDamaged(str(path), "it is empty; if you want a new database there, delete it first")
        time.sleep(_LOOK_AGAIN)
