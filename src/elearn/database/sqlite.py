"""The database: opening, migrations and transactions. Only this module knows which database engine it is.

All other SQL is portable, with named parameters. A parameter that is a list, tuple or set stands for all of
its values, however many, in a condition such as `person in :people`.
"""

import json
import re
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from elearn.database.objects import T, to_objects
from elearn.database.schema import MIGRATION_SET, MIGRATIONS
from elearn.days import now_utc
from elearn.problems import ElearnError
from elearn.settings import settings

BUSY_SECONDS = 20.0
_LOOK_AGAIN = 0.001
"""After how many seconds a writer looks again whether another has ended its transaction."""
_MOST_IDLE = 8
_DISK_FAULTS = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")
_LISTS = (list, tuple, set, frozenset)
_NAMED = re.compile(r"(?<![:\w]):([a-z_]\w*)")

Row = dict[str, Any]
Params = Mapping[str, Any]


def instant_text(instant: datetime) -> str:
    """An instant as stored text: ISO 8601 in UTC, to the millisecond. Sorting the text sorts by time."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")


def now_text() -> str:
    """The present instant as stored text."""
    return instant_text(now_utc())


class DatabaseBusy(ElearnError):
    """Raised when other writers hold the database for longer than `BUSY_SECONDS`."""


class DatabaseUnwritable(ElearnError):
    """Raised when the disk is full, broken or read-only, or the file is gone. The transaction is undone."""


class Connection:
    """One transaction's view of the database. Values come back as text, numbers and None."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def rows(self, sql: str, params: Params | None = None) -> list[Row]:
        """Every row of the result, as a dict keyed by column name."""
        cursor = self._run(sql, params)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def tuples(self, sql: str, params: Params | None = None) -> list[tuple[Any, ...]]:
        """Every row of the result as a tuple. Use it for results of many thousands of rows."""
        return self._run(sql, params).fetchall()

    def row(self, sql: str, params: Params | None = None) -> Row | None:
        """The first row, or None."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def objects(self, cls: type[T], sql: str, params: Params | None = None) -> list[T]:
        """Every row of the answer as an instance of a dataclass, which has a field for each column (`to_objects`).

        Raises TypeError if the columns and the fields are not the same.
        """
        cursor = self._run(sql, params)
        return to_objects(cls, [column[0] for column in cursor.description or ()], cursor.fetchall())

    def object(self, cls: type[T], sql: str, params: Params | None = None) -> T | None:
        """The first row as `objects` gives it, or None."""
        found = self.objects(cls, sql, params)
        return found[0] if found else None

    def value(self, sql: str, params: Params | None = None) -> Any:
        """The first column of the first row, or None. Also works for `insert … returning id`."""
        found = self._run(sql, params).fetchall()
        return found[0][0] if found else None

    def column(self, sql: str, params: Params | None = None) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self._run(sql, params).fetchall()]

    def execute(self, sql: str, params: Params | None = None) -> int:
        """Runs one statement and returns how many rows it changed."""
        return self._run(sql, params).rowcount

    def many(self, sql: str, params: Iterable[Params]) -> int:
        """Runs one statement for each set of parameters and returns how many rows they changed."""
        return self._raw.executemany(sql, params).rowcount

    @property
    def changes(self) -> int:
        """How many rows have been written on this connection so far. Compare it with an earlier value.

        Raises RuntimeError if the transaction is over, because SQLite would begin another and keep it by itself.
        """
        if not self._raw.in_transaction:
            raise RuntimeError("the transaction that this is part of was undone")
        return self._raw.total_changes

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """If an exception leaves the block, undoes what the block did and nothing else.

        Raises RuntimeError if the transaction is over, because SQLite would begin another and keep it by itself.
        """
        if not self._raw.in_transaction:
            raise RuntimeError("the transaction that this is part of was undone")
        self._raw.execute("savepoint part")
        try:
            yield
        except BaseException:
            if self._raw.in_transaction:
                self._raw.execute("rollback to part")
                self._raw.execute("release part")
            raise
        self._raw.execute("release part")

    def _run(self, sql: str, params: Params | None) -> sqlite3.Cursor:
        if params is None:
            return self._raw.execute(sql)
        lists = {name: value for name, value in params.items() if isinstance(value, _LISTS)}
        if not lists:
            return self._raw.execute(sql, params)
        # One value is compared as it is: that is the usual list, and spares the engine to read JSON.
        alone = {name: next(iter(values)) for name, values in lists.items() if len(values) == 1}
        several = {name: json.dumps(list(values)) for name, values in lists.items() if name not in alone}
        spread = _with_lists(sql, tuple(alone), tuple(several))
        return self._raw.execute(spread, {**params, **alone, **several})


class Database:
    """A database that any thread may use. Each transaction has its own connection.

    Use it as a context manager or call `close()`, to let go of the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: dict[bool, list[sqlite3.Connection]] = {True: [], False: []}
        self._lock = threading.Lock()
        self._this_thread = threading.local()
        self._file: tuple[int, int] | None = None
        self._closing = weakref.finalize(self, _close_all, self._idle)

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent, read-only snapshot. It does not see what others write in the meantime."""
        with self._connection(writable=False) as raw:
            raw.execute("begin")
            try:
                yield Connection(raw)
            finally:
                raw.execute("rollback")

    @contextmanager
    def write(self, first: Callable[[Connection], None] | None = None) -> Iterator[Connection]:
        """One transaction: on the disk when the block ends, or undone as a whole if an exception leaves it.

        `first` is called on the same connection before it, while others may still write. It may fill temporary
        tables for the transaction to read, and nothing else.

        Raises DatabaseBusy and DatabaseUnwritable. Raises RuntimeError inside another write transaction of
        the same thread.
        """
        if getattr(self._this_thread, "writing", False):
            raise RuntimeError("a write transaction inside another; pass the connection on instead")
        with self._connection(writable=True) as raw:
            if first is not None:
                raw.execute("begin")
                first(Connection(raw))
                raw.execute("commit")
            _begin_writing(raw)
            self._this_thread.writing = True
            try:
                yield Connection(raw)
                raw.execute("commit")
            except BaseException as error:
                if raw.in_transaction:
                    raw.execute("rollback")
                if getattr(error, "sqlite_errorname", "").startswith(_DISK_FAULTS):
                    raise DatabaseUnwritable(
                        f"The database could not be written: {error}. Nothing was changed. "
                        "Check its disk, and try again."
                    ) from error
                raise
            finally:
                self._this_thread.writing = False

    def migrate(self) -> list[str]:
        """Applies the pending migrations and returns their names. Several processes may call it at once."""
        with self._connection(writable=True) as raw:
            _use_wal(raw)
            if not _pending(raw):
                return []
            _begin_writing(raw)
            try:
                names = _pending(raw)
                if names:
                    _migrate(raw)
            except BaseException:
                raw.execute("rollback")
                raise
            raw.execute("commit")
            return names

    def check(self) -> list[str]:
        """What is wrong with the file, one sentence each. Empty if the file is sound."""
        with self.read() as conn:
            faults = [text for text in conn.column("pragma integrity_check") if text != "ok"]
            strays = conn.rows("pragma foreign_key_check")
        return faults + [
            f"Row {stray['rowid']} of {stray['table']} points to a row of {stray['parent']} that is not there."
            for stray in strays
        ]

    def backup(self, target: Path) -> None:
        """Writes a consistent copy to `target` while others keep working.

        An existing file is replaced at the end.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        copy = sqlite3.connect(partial)
        try:
            with self._connection(writable=False) as raw:
                raw.backup(copy)
            copy.execute("pragma journal_mode = delete")
        finally:
            copy.close()
        partial.replace(target)

    def close(self) -> None:
        """Closes every idle connection. The database can still be used afterwards: it opens new ones."""
        with self._lock:
            _close_all(self._idle)

    @contextmanager
    def _connection(self, *, writable: bool) -> Iterator[sqlite3.Connection]:
        self._check_same_file()
        with self._lock:
            raw = self._idle[writable].pop() if self._idle[writable] else None
        if raw is None:
            raw = _connect(self.path, writable=writable)
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


@lru_cache(maxsize=1_000)
def _with_lists(sql: str, alone: tuple[str, ...], several: tuple[str, ...]) -> str:
    """The statement with each of these parameters as the list of its values: one, or a JSON array of any number."""

    def spread(found: re.Match[str]) -> str:
        if found[1] in several:
            return f"(select value from json_each({found[0]}))"
        return f"({found[0]})" if found[1] in alone else found[0]

    return _NAMED.sub(spread, sql)


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells this file from another one with the same name. None if there is no file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def open_database(url: str | None = None) -> Database:
    """The database at `url` (a path; default: `ELEARN_DATABASE`), created and migrated if needed.

    Raises ElearnError if it cannot be opened.
    """
    url = str(url or settings().database)
    if "://" in url:
        raise ElearnError(
            f"{url.partition(':')[0]} databases cannot be used yet. Set ELEARN_DATABASE to a path."
        )
    path = Path(url).absolute()
    database = Database(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            # it holds people's names; SQLite gives the files beside it the same mode
            path.touch(mode=0o600)
        database.migrate()
    except (sqlite3.DatabaseError, OSError) as error:
        database.close()
        raise ElearnError(
            f"{path} cannot be opened as a database: {error}. Check ELEARN_DATABASE."
        ) from error
    return database


def _connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    raw = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    raw.execute("pragma foreign_keys = on")
    raw.execute("pragma synchronous = full")
    raw.execute("pragma cache_size = -16000")
    raw.execute("pragma temp_store = memory")
    if not writable:
        raw.execute("pragma query_only = on")
    return raw


def _begin_writing(raw: sqlite3.Connection) -> None:
    """Begins a transaction that writes, as soon as no other does.

    SQLite itself looks again after up to 0.1 s, and misses its turn between the short transactions of others. So we
    look every millisecond.
    """
    until = time.monotonic() + BUSY_SECONDS
    raw.execute("pragma busy_timeout = 0")
    try:
        while True:
            try:
                raw.execute("begin immediate")
            except sqlite3.OperationalError as error:
                if not _is_busy(error) or time.monotonic() > until:
                    message = "The database is busy. Nothing was changed; try again in a moment."
                    raise DatabaseBusy(message) from error
                time.sleep(_LOOK_AGAIN)
            else:
                return
    finally:
        raw.execute(f"pragma busy_timeout = {int(BUSY_SECONDS * 1000)}")


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY")


def _pending(raw: sqlite3.Connection) -> list[str]:
    """The names of the migrations not yet applied. Raises ElearnError if a newer elearn changed the database.

    Reads the table directly, because importing sqlite-utils takes a second. Only a migration is worth that.
    """
    known = [migration.__name__ for migration in MIGRATIONS]
    if not raw.execute("select 1 from sqlite_master where name = '_sqlite_migrations'").fetchall():
        return known
    sql = "select name from _sqlite_migrations where migration_set = ?"
    applied = {name for (name,) in raw.execute(sql, (MIGRATION_SET,))}
    if newer := sorted(applied.difference(known)):
        raise ElearnError(
            f"This database was changed by a newer elearn ({', '.join(newer)}). "
            "Use that version, or a backup from before."
        )
    return [name for name in known if name not in applied]


def _migrate(raw: sqlite3.Connection) -> None:
    from sqlite_utils import Database as Utils
    from sqlite_utils import Migrations

    migrations = Migrations(MIGRATION_SET)
    for migration in MIGRATIONS:
        migrations()(migration)
    migrations.apply(Utils(raw))


def _use_wal(raw: sqlite3.Connection) -> None:
    """Turns write-ahead logging on. SQLite does not wait for a lock here, so we retry."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            raw.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _close_all(idle: dict[bool, list[sqlite3.Connection]]) -> None:
    for connections in idle.values():
        while connections:
            connections.pop().close()
