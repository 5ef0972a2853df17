"""The embedded engine: one SQLite file, through Python's sqlite3. Its migrations run through sqlite-utils."""

import json
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from elearn.database import migrations
from elearn.database.connection import LISTS, MANY, Connection, Params, Table
from elearn.database.engine import BUSY_SECONDS, Database, DatabaseBusy, DatabaseUnwritable, First, People
from elearn.database.statements import parts
from elearn.problems import ElearnError

_LOOK_AGAIN = 0.001
"""After how many seconds a writer looks again whether another has ended its transaction."""
_MOST_IDLE = 8
_DISK_FAULTS = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")
_SET = "elearn"
"""The name under which sqlite-utils keeps our migrations."""
_OVER = "the transaction that this is part of was undone"


class SqliteConnection(Connection):
    """One transaction's view of an SQLite database."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def run(self, sql: str, params: Params | None) -> sqlite3.Cursor:
        if params is None:
            return self._run(sql, {})
        lists = {name: value for name, value in params.items() if isinstance(value, LISTS)}
        if not lists:
            return self._run(sql, params)
        # One value is compared as it is: that is the usual list, and spares the engine to read JSON.
        alone = {name: next(iter(values)) for name, values in lists.items() if len(values) == 1}
        several = {name: _as_json(values) for name, values in lists.items() if name not in alone}
        spread = _with_lists(sql, tuple(alone), tuple(several))
        return self._run(spread, {**params, **alone, **several})

    def _run(self, sql: str, params: Params) -> sqlite3.Cursor:
        try:
            return self._raw.execute(sql, params)
        except sqlite3.OperationalError as error:
            raise _ours(error) from error

    def many(self, sql: str, params: Iterable[Params]) -> int:
        try:
            return self._raw.executemany(sql, params).rowcount
        except sqlite3.OperationalError as error:
            raise _ours(error) from error

    @property
    def changes(self) -> int:
        if not self._raw.in_transaction:  # SQLite would begin another and keep it by itself
            raise RuntimeError(_OVER)
        return self._raw.total_changes

    def answer(self) -> None:
        """Does nothing: SQLite answers at once."""

    def alone(self, what: str, keys: Iterable[int] = (0,)) -> None:
        """Does nothing: SQLite has one writer at a time."""

    def at_end(self, work: Callable[[Connection], None]) -> None:
        """Calls `work` now: SQLite has one writer at a time."""
        work(self)

    def tables(self) -> list[Table]:
        names = self.column(
            """
            select name from sqlite_master
             where type = 'table' and name not like 'sqlite%' and name <> '_sqlite_migrations' order by name
            """
        )
        return [self._table(name) for name in names]

    def _table(self, name: str) -> Table:
        columns = self.tuples("select name, pk from pragma_table_info(:table)", {"table": name})
        key = sorted((place, column) for column, place in columns if place)
        return Table(name, tuple(column for column, _ in columns), tuple(column for _, column in key))

    def stream(self, sql: str) -> Iterator[list[tuple[Any, ...]]]:
        cursor = self._raw.execute(sql)
        while rows := cursor.fetchmany(MANY):
            yield rows

    def load(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        marks = ", ".join("?" for _ in table.columns)
        self._raw.executemany(f"insert into {table.name} ({', '.join(table.columns)}) values ({marks})", rows)

    @contextmanager
    def loading(self) -> Iterator[None]:
        self._raw.execute("pragma defer_foreign_keys = on")
        yield
        if strays := self.strays():
            raise ElearnError(" ".join(strays[:10]))
        self._raw.execute("pragma defer_foreign_keys = off")

    def strays(self) -> list[str]:
        """A sentence for each row that points to one that is not there."""
        return [
            f"Row {stray['rowid']} of {stray['table']} points to a row of {stray['parent']} that is not there."
            for stray in self.rows("pragma foreign_key_check")
        ]

    def undo_part(self) -> None:
        if self._raw.in_transaction:
            self._raw.execute("rollback to part")
            self._raw.execute("release part")


class SqliteDatabase(Database):
    """An SQLite file."""

    takes_turns = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: dict[bool, list[sqlite3.Connection]] = {True: [], False: []}
        self._lock = threading.Lock()
        self._this_thread = threading.local()
        self._file: tuple[int, int] | None = None
        self._closing = weakref.finalize(self, _close_all, self._idle)

    @property
    def place(self) -> str:
        return str(self.path)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self._connection(writable=False) as raw:
            raw.execute("begin")
            try:
                yield SqliteConnection(raw)
            finally:
                raw.execute("rollback")

    @contextmanager
    def write(self, first: First | None = None, *, people: People | None = None) -> Iterator[Connection]:
        """One transaction, as `Database.write` says. SQLite has one writer at a time, whoever it is about."""
        if getattr(self._this_thread, "writing", False):
            raise RuntimeError("a write transaction inside another; pass the connection on instead")
        with self._connection(writable=True) as raw:
            if first is not None:
                raw.execute("begin")
                first(SqliteConnection(raw))
                raw.execute("commit")
            _begin_writing(raw)
            self._this_thread.writing = True
            try:
                yield SqliteConnection(raw)
                raw.execute("commit")
            except sqlite3.OperationalError as error:
                _undo(raw)
                raise _ours(error) from error
            except BaseException:
                _undo(raw)
                raise
            finally:
                self._this_thread.writing = False

    def pending(self) -> list[str]:
        with self._connection(writable=False) as raw:
            return _pending(raw)

    def migrate(self) -> list[str]:
        with self._connection(writable=True) as raw:
            _use_wal(raw)
            if not _pending(raw):
                return []
            _begin_writing(raw)
            try:
                names = _pending(raw)
                if names:
                    self._keep_a_copy(raw, names[0])
                    _migrate(raw)
            except BaseException:
                raw.execute("rollback")
                raise
            raw.execute("commit")
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
        except (sqlite3.Error, OSError) as error:
            raise ElearnError(
                f"{self.path} must be changed for this version of elearn, but it could not be copied to {target} "
                f"first: {error}. Nothing was changed. Make room for the copy, and start again."
            ) from error

    def check(self) -> list[str]:
        with self._connection(writable=False) as raw:
            conn = SqliteConnection(raw)
            faults = [text for text in conn.column("pragma integrity_check") if text != "ok"]
            return faults + conn.strays()

    def backup(self, target: Path) -> None:
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


def _as_json(values: Iterable[Any]) -> str:
    """Values as a JSON array. SQLite's JSON ends a text at a NUL, so one becomes the sign for what is unreadable."""
    text = json.dumps(list(values))
    if "\\u0000" not in text:
        return text
    return json.dumps([each.replace("\0", "\ufffd") if isinstance(each, str) else each for each in values])


@lru_cache(maxsize=1_000)
def _with_lists(sql: str, alone: tuple[str, ...], several: tuple[str, ...]) -> str:
    """The statement with each of these parameters as the list of its values: one, or a JSON array of any number."""
    spread = {
        **{name: f"(:{name})" for name in alone},
        **{name: f"(select value from json_each(:{name}))" for name in several},
    }
    return "".join(text if name is None else text + spread.get(name, f":{name}") for text, name in parts(sql))


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells this file from another one with the same name. None if there is no file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def open_file(path: Path) -> SqliteDatabase:
    """The database in a file, which is made if it is not there. Raises ElearnError if it cannot be opened."""
    database = SqliteDatabase(path)
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
                    raise _ours(error) from error
                time.sleep(_LOOK_AGAIN)
            else:
                return
    finally:
        raw.execute(f"pragma busy_timeout = {int(BUSY_SECONDS * 1000)}")


def _undo(raw: sqlite3.Connection) -> None:
    if raw.in_transaction:
        raw.execute("rollback")


def _ours(error: sqlite3.OperationalError) -> Exception:
    """What an error means: the database is busy, or cannot be written. All others are faults of a statement."""
    if _is_busy(error):
        return DatabaseBusy("The database is busy. Nothing was changed; try again in a moment.")
    if str(getattr(error, "sqlite_errorname", "")).startswith(_DISK_FAULTS):
        return DatabaseUnwritable(
            f"The database could not be written: {error}. Nothing was changed. Check its disk, and try again."
        )
    return error


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY")


def _applied(raw: sqlite3.Connection) -> set[str]:
    """The names of the migrations that were applied.

    Reads the table directly, because importing sqlite-utils takes a second. Only a migration is worth that.
    """
    if not raw.execute("select 1 from sqlite_master where name = '_sqlite_migrations'").fetchall():
        return set()
    sql = "select name from _sqlite_migrations where migration_set = ?"
    return {name for (name,) in raw.execute(sql, (_SET,))}


def _pending(raw: sqlite3.Connection) -> list[str]:
    return migrations.pending(_applied(raw))


def _migrate(raw: sqlite3.Connection) -> None:
    from sqlite_utils import Database as Utils
    from sqlite_utils import Migrations

    listed = Migrations(_SET)
    for migration in migrations.every():
        listed()(migration)
    listed.apply(Utils(raw))


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
