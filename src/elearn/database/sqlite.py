"""The embedded engine: one SQLite file, through Python's sqlite3. Its migrations run through sqlite-utils."""

import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from elearn.database import migrations
from elearn.database.connection import Connection
from elearn.database.engine import (
    BUSY_SECONDS,
    Database,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseUnwritable,
    First,
    People,
)
from elearn.database.sqlite_check import FAULTS, damage, faults
from elearn.database.sqlite_connection import SqliteConnection
from elearn.database.sqlite_file import make_if_new
from elearn.problems import ElearnError

_LOOK_AGAIN = 0.001
"""After how many seconds a writer looks again whether another has ended its transaction."""
_MOST_IDLE = 8
_DISK_FAULTS = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")
_SET = "elearn"
"""The name under which sqlite-utils keeps our migrations."""


class SqliteDatabase(Database):
    """An SQLite file."""

    takes_turns = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: dict[bool, list[sqlite3.Connection]] = {True: [], False: []}
        self._lock = threading.Lock()
        self._this_thread = threading.local()
        self._file: tuple[int, int] | None = None
        self._damage = ""
        self._closing = weakref.finalize(self, _close_all, self._idle)

    @property
    def place(self) -> str:
        return str(self.path)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self._connection(writable=False) as raw:
            raw.execute("begin")
            try:
                yield SqliteConnection(raw, self._tell)
            finally:
                with suppress(sqlite3.Error):  # what went wrong before is said
                    raw.execute("rollback")

    @contextmanager
    def write(self, first: First | None = None, *, people: People | None = None) -> Iterator[Connection]:
        """One transaction, as `Database.write` says. SQLite has one writer at a time, whoever it is about.

        Once the file was found to be damaged, nothing is written any more: it would be lost with the file, and
        learners' browsers keep what nobody has acknowledged.
        """
        if getattr(self._this_thread, "writing", False):
            raise RuntimeError("a write transaction inside another; pass the connection on instead")
        if self._damage:
            raise DatabaseDamaged(self.place, self._damage)
        with self._connection(writable=True) as raw:
            if first is not None:
                raw.execute("begin")
                first(SqliteConnection(raw, self._tell))
                self._commit(raw)
            self._begin_writing(raw)
            self._this_thread.writing = True
            try:
                yield SqliteConnection(raw, self._tell)
                self._commit(raw)
            except BaseException:
                _undo(raw)
                raise
            finally:
                self._this_thread.writing = False

    def _commit(self, raw: sqlite3.Connection) -> None:
        try:
            raw.execute("commit")
        except FAULTS as error:
            self._tell(error)

    def _tell(self, error: Exception) -> NoReturn:
        """Raises the error in our words: the file is damaged, busy, or cannot be written. Others are a statement's."""
        if why := damage(error):
            self._damage = why
            raise DatabaseDamaged(self.place, why) from error
        if _is_busy(error):
            raise DatabaseBusy("The database is busy. Nothing was changed; try again in a moment.") from error
        if str(getattr(error, "sqlite_errorname", "")).startswith(_DISK_FAULTS):
            raise DatabaseUnwritable(
                f"The database could not be written: {error}. Nothing was changed. Check its disk, and try again."
            ) from error
        raise error

    def _begin_writing(self, raw: sqlite3.Connection) -> None:
        """Begins a transaction that writes, as soon as no other does.

        SQLite itself looks again after up to 0.1 s, and misses its turn between the short transactions of others. So
        we look every millisecond.
        """
        until = time.monotonic() + BUSY_SECONDS
        raw.execute("pragma busy_timeout = 0")
        try:
            while True:
                try:
                    raw.execute("begin immediate")
                except FAULTS as error:
                    if not _is_busy(error) or time.monotonic() > until:
                        self._tell(error)
                    time.sleep(_LOOK_AGAIN)
                else:
                    return
        finally:
            raw.execute(f"pragma busy_timeout = {int(BUSY_SECONDS * 1000)}")

    def _use_wal(self, raw: sqlite3.Connection) -> None:
        """Turns write-ahead logging on. SQLite does not wait for a lock here, so we retry."""
        until = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                raw.execute("pragma journal_mode = wal")
            except FAULTS as error:
                if not _is_busy(error) or time.monotonic() > until:
                    self._tell(error)
                time.sleep(0.02)
            else:
                return

    def pending(self) -> list[str]:
        with self._connection(writable=False) as raw:
            return self._pending(raw)

    def _pending(self, raw: sqlite3.Connection) -> list[str]:
        try:
            return migrations.pending(_applied(raw))
        except FAULTS as error:
            self._tell(error)

    def migrate(self) -> list[str]:
        with self._connection(writable=True) as raw:
            self._use_wal(raw)
            if not self._pending(raw):
                return []
            self._begin_writing(raw)
            try:
                names = self._pending(raw)
                if names:
                    self._keep_a_copy(raw, names[0])
                    _migrate(raw)
            except BaseException:
                _undo(raw)
                raise
            self._commit(raw)
            return names

    def _keep_a_copy(self, raw: sqlite3.Connection, migration: str) -> None:
        """Copies a database that is in use beside it, before a migration changes it.

        Nobody writes meanwhile, because we hold the writer's lock. Raises ElearnError if it cannot be copied.
        """
        if not _applied(raw):
            return
        target = self.path.with_name(f"{self.path.name}.before-{migration}")
        try:
            self.backup(target)
        except DatabaseDamaged:
            raise
        except (ElearnError, OSError) as error:
            why = str(error.__cause__ or error).rstrip(".")
            raise ElearnError(
                f"{self.path} must be changed for this version of elearn, but it could not be copied to {target} "
                f"first: {why}. Nothing was changed. Make room for the copy, and start again."
            ) from error

    def check(self) -> list[str]:
        with self._connection(writable=False) as raw:
            try:
                return faults(raw)
            except FAULTS as error:
                self._tell(error)

    def backup(self, target: Path) -> None:
        if target.resolve() == self.path.resolve():
            raise ElearnError(f"{target} is the database itself. Name another file for its copy.")
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        try:
            found = self._copied(partial)
            if found:
                raise DatabaseDamaged(self.place, found[0].rstrip("."))
            partial.replace(target)
        except FAULTS as error:
            raise ElearnError(
                f"{target} could not be written: {error}. Nothing was changed. Make room for it, and try again."
            ) from error
        finally:
            partial.unlink(missing_ok=True)

    def _copied(self, partial: Path) -> list[str]:
        """Copies every page into a file, and reads that. Returns what is wrong with it, and so with the database."""
        with self._connection(writable=False) as raw, closing(sqlite3.connect(partial)) as copy:
            try:
                raw.backup(copy)
                copy.execute("pragma journal_mode = delete")
                return faults(copy)
            except FAULTS as error:
                if damage(error):
                    self._tell(error)
                raise

    def as_runtime(self) -> AbstractContextManager[None]:
        from elearn.database.claims import claimed

        self._must_have_one_name()
        return claimed(self.path)

    def _must_have_one_name(self) -> None:
        """Raises ElearnError if the file has another name: SQLite keeps what is newest beside the name that it has."""
        with suppress(OSError):  # it was taken away: that is said in another place
            if self.path.stat().st_nlink > 1:
                raise ElearnError(
                    f"{self.path} has a second name (a hard link). SQLite keeps the newest part of a database beside "
                    "its name, so whoever opens it by the other name damages it. Remove the other name, or make a "
                    "copy with `elearn db backup` in its place, and start again."
                )

    def become_one_file(self) -> None:
        """Puts what is in the log into the file, which then is whole by itself."""
        self.close()
        with closing(sqlite3.connect(self.path)) as raw:
            raw.execute("pragma journal_mode = delete")

    def close(self) -> None:
        with self._lock:
            _close_all(self._idle)

    @contextmanager
    def _connection(self, *, writable: bool) -> Iterator[sqlite3.Connection]:
        self._check_same_file()
        with self._lock:
            raw = self._idle[writable].pop() if self._idle[writable] else None
        if raw is None:
            try:
                raw = _connect(self.path, writable=writable)
            except FAULTS as error:
                self._tell(error)
            self._file = self._file or _identity(self.path)
        try:
            yield raw
        except BaseException:
            raw.close()
            raise
        with self._lock:
            if len(self._idle[writable]) < _MOST_IDLE:
                self._idle[writable].append(raw)
                return
        raw.close()

    def _check_same_file(self) -> None:
        """Raises DatabaseUnwritable if the file that was opened has been replaced or removed.

        SQLite keeps writing to a file that nobody can see any more, and loses it all when the process ends.
        """
        if self._file is not None and _identity(self.path) != self._file:
            raise DatabaseUnwritable(
                f"{self.path} was taken away or replaced while it was open. Nothing was changed. "
                "Put it back, or stop elearn, put the right one in its place, and start again."
            )


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells this file from another one with the same name. None if there is no file that we may see."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def open_file(path: Path) -> SqliteDatabase:
    """The database in a file, which is made if it is not there.

    Raises DatabaseDamaged if the file is no database of ours any more, and ElearnError if it cannot be opened.
    """
    database = SqliteDatabase(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        make_if_new(path)
        database.migrate()
    except DatabaseDamaged:
        database.close()
        raise
    except (*FAULTS, DatabaseUnwritable, OSError) as error:
        database.close()
        why = f"{error.__cause__ or error}".rstrip(".")
        raise ElearnError(
            f"{path} cannot be opened as a database: {why}. Check ELEARN_DATABASE, its disk, and that this account "
            "may read and write the file and its folder."
        ) from error
    except BaseException:
        database.close()
        raise
    return database


def _connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    raw = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        raw.execute("pragma foreign_keys = on")
        raw.execute("pragma synchronous = full")
        raw.execute("pragma cache_size = -16000")
        raw.execute("pragma temp_store = memory")
        if not writable:
            raw.execute("pragma query_only = on")
    except BaseException:
        raw.close()
        raise
    return raw


def _undo(raw: sqlite3.Connection) -> None:
    if raw.in_transaction:
        with suppress(sqlite3.Error):  # what went wrong before is said, and the connection is closed
            raw.execute("rollback")


def _is_busy(error: Exception) -> bool:
    return str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY")


def _applied(raw: sqlite3.Connection) -> set[str]:
    """The names of the migrations that were applied.

    Reads the table directly, because importing sqlite-utils takes a second. Only a migration is worth that.
    """
    if not raw.execute("select 1 from sqlite_master where name = '_sqlite_migrations'").fetchall():
        return set()
    sql = "select name from _sqlite_migrations where migration_set = ?"
    return {name for (name,) in raw.execute(sql, (_SET,))}


def _migrate(raw: sqlite3.Connection) -> None:
    from sqlite_utils import Database as Utils
    from sqlite_utils import Migrations

    listed = Migrations(_SET)
    for migration in migrations.every():
        listed()(migration)
    listed.apply(Utils(raw))


def _close_all(idle: dict[bool, list[sqlite3.Connection]]) -> None:
    for connections in idle.values():
        while connections:
            connections.pop().close()
