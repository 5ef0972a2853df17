"""The engine for a region or a nation: PostgreSQL 15 or later, through psycopg 3 and its pool.

**Who waits for whom.** A transaction that writes has the writers' lock. Those that only write what belongs to some
people share it, and have the lock of each of these people besides, so they run side by side. All others have it to
themselves, as on SQLite. Every transaction takes its locks in this order: the writers', people's from the lowest id
up, then those of `alone` and `at_end`. So none waits in a circle.
"""

import threading
import weakref
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool, PoolTimeout

from elearn.database import migrations
from elearn.database.connection import Connection
from elearn.database.dialect import postgres_statement
from elearn.database.engine import BUSY_SECONDS, Database, DatabaseUnwritable, First, People
from elearn.database.instants import now_text
from elearn.database.postgres_connection import (
    LEDGER,
    Context,
    PostgresConnection,
    Raw,
    count_on,
    first_line,
    in_our_words,
    lock,
    query,
)
from elearn.problems import ElearnError

REACHED_WITHIN = 5.0
"""For how many seconds a transaction waits for a connection."""
_MOST_OPEN = 20
"""How many connections a process opens at most."""
_WRITERS, _PEOPLE = 0x656C0000, 0x656C0001
"""Which lock is meant: the writers', or a person's. Nobody else takes one in a database of ours."""
_READ = "begin isolation level repeatable read read only"
_LOCK_ALL = f"select pg_advisory_xact_lock({_WRITERS}, 0)"
_BUSY_MS = int(BUSY_SECONDS * 1_000)
_WRITE_ALONE = f"begin; {_LOCK_ALL}"
_MIGRATE = f"begin; set local lock_timeout = 0; {_LOCK_ALL}; set local lock_timeout = {_BUSY_MS}"
_WRITE_BESIDE = f"begin; select pg_advisory_xact_lock_shared({_WRITERS}, 0)"
SESSION = f"""
set lock_timeout = {_BUSY_MS};
set idle_in_transaction_session_timeout = '2min';
set timezone = 'UTC';
set jit = off;
"""


class PostgresDatabase(Database):
    """A database of a PostgreSQL server. `url` is an address as libpq reads it."""

    takes_turns = True

    def __init__(self, url: str) -> None:
        known = conninfo_to_dict(url)
        asked: dict[str, Any] = {**_USUAL, **_several_hosts(known), **known}
        self._address = make_conninfo(**asked)
        self._this_thread = threading.local()
        self._pool = _pool(self._address)
        self._closing = weakref.finalize(self, self._pool.close)
        self._lock = threading.Lock()
        host, port = known.get("host") or "localhost", known.get("port") or 5432
        self._place = f"postgresql://{host}:{port}/{known.get('dbname') or ''}"

    @property
    def place(self) -> str:
        return self._place

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with in_our_words(), self._begun(_READ) as raw:
            try:
                yield PostgresConnection(raw)
            finally:
                with suppress(psycopg.Error):  # the connection is lost, and so is the transaction
                    raw.execute("rollback")

    @contextmanager
    def write(self, first: First | None = None, *, people: People | None = None) -> Iterator[Connection]:
        if getattr(self._this_thread, "writing", False):
            raise RuntimeError("a write transaction inside another; pass the connection on instead")
        beside = people is not None
        begin = _WRITE_BESIDE if beside else _WRITE_ALONE
        with in_our_words(), self._begun("begin" if first else begin) as raw:
            if first is not None:
                first(PostgresConnection(raw))
                raw.execute("commit")
                raw.execute(query(begin))
            self._this_thread.writing = True
            conn = PostgresConnection(raw, beside=beside)
            try:
                if people is not None:
                    lock(raw, _PEOPLE, people(conn) if callable(people) else people)
                yield conn
                conn.finish()
                _commit(raw)
            except BaseException:
                with suppress(psycopg.Error):  # the connection is lost, or this is what went wrong
                    conn.end_sending()
                raise
            finally:
                self._this_thread.writing = False

    def pending(self) -> list[str]:
        with in_our_words(), self._begun(_READ) as raw:
            found = migrations.pending(_applied(raw))
            raw.execute("rollback")
            return found

    def migrate(self, *, backup_made: bool = False) -> list[str]:
        if not self.pending():
            return []
        with in_our_words(), self._begun(_MIGRATE) as raw:
            applied = _applied(raw)
            names = migrations.pending(applied)
            if names and applied and not backup_made:
                raise ElearnError(
                    f"{self.place} must be changed for this version of elearn ({', '.join(names)}). Make a backup, "
                    "then run `elearn db migrate --backup-made`, or start with ELEARN_BACKUP_MADE=1. Until then, "
                    "the version that you had goes on working."
                )
            _migrate(raw, names)
            raw.execute("commit")
            return names

    def check(self) -> list[str]:
        from elearn.database.postgres_check import faults

        with self.read() as conn:
            return faults(conn)

    def backup(self, target: Path) -> None:
        from elearn.database.copying import write_file

        write_file(self, target)

    def as_runtime(self) -> AbstractContextManager[None]:
        """Asks for nothing: a server takes any number of runtimes."""
        return nullcontext()

    def close(self) -> None:
        with self._lock:
            pool, self._pool = self._pool, _pool(self._address)
            self._closing.detach()
            self._closing = weakref.finalize(self, self._pool.close)
        pool.close()

    @contextmanager
    def _begun(self, begin: str) -> Iterator[Raw]:
        """A connection on which a transaction has begun. If an exception leaves the block, it is given up."""
        raw = self._one_that_begins(begin)
        try:
            yield raw
        except BaseException as error:
            with suppress(psycopg.Error):  # the connection is lost, and so is the transaction
                raw.execute("rollback; discard temp")
            if isinstance(error, DatabaseUnwritable | psycopg.errors.ReadOnlySqlTransaction):
                raw.close()  # another server may take writes by now
            raise
        finally:
            self._pool.putconn(raw)

    def _one_that_begins(self, begin: str) -> Raw:
        """A connection on which `begin` was run. Those that a server has closed in the meantime are thrown away."""
        with self._lock:
            if self._pool.closed:
                self._pool.open()
        for _ in range(_MOST_OPEN):
            raw = self._pool.getconn()
            try:
                raw.execute(query(begin))
            except psycopg.OperationalError:
                lost = raw.closed
                raw.close()
                self._pool.putconn(raw)
                if not lost:
                    raise
            except BaseException:
                raw.close()
                self._pool.putconn(raw)
                raise
            else:
                return raw
        raise PoolTimeout("every connection was lost")


_USUAL = {
    "application_name": "elearn",
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""What we ask of a connection if its address does not say otherwise: a server that is gone is noticed in seconds."""


def open_server(url: str, *, backup_made: bool = False) -> PostgresDatabase:
    """The database at a `postgresql://` address, migrated. Raises ElearnError if it cannot be reached or used.

    A database that is in use is only migrated if a backup was made.
    """
    database = reach_server(url)
    try:
        database.migrate(backup_made=backup_made)
    except BaseException:
        database.close()
        raise
    return database


def reach_server(url: str) -> PostgresDatabase:
    """The database at a `postgresql://` address as it is. Raises ElearnError if it cannot be reached or used."""
    try:
        database = PostgresDatabase(url)
    except psycopg.Error as error:
        raise ElearnError(
            f"ELEARN_DATABASE is not an address that PostgreSQL understands: {first_line(error)}. "
            "Write it as postgresql://user:password@host:5432/name."
        ) from None
    try:
        _must_answer(database)
    except BaseException:
        database.close()
        raise
    return database


def _must_answer(database: PostgresDatabase) -> None:
    """Raises ElearnError if there is no such database, or if it is too old. The pool would only say that it waited."""
    try:
        with psycopg.connect(database._address) as raw:
            version, encoding = raw.info.server_version, raw.info.parameter_status("server_encoding")
    except psycopg.Error as error:
        raise ElearnError(
            f"{database.place} cannot be opened as a database: {first_line(error)}. Check ELEARN_DATABASE."
        ) from None
    if version < 150_000 or encoding != "UTF8":
        raise ElearnError(
            f"{database.place} is PostgreSQL {version // 10_000} in {encoding}. "
            "elearn needs version 15 or later, in UTF8."
        )


def _several_hosts(known: dict[str, Any]) -> dict[str, str]:
    """Of several servers, the one that takes writes: after a failover, that is another."""
    return {"target_session_attrs": "read-write"} if "," in str(known.get("host", "")) else {}


def _pool(address: str) -> "ConnectionPool[Raw]":
    """A pool of connections, which is closed still. Its threads start when it is opened.

    It gives up on a server that is gone as soon as whoever waits does, and begins anew with the next who comes. Else it
    would wait longer from one attempt to the next, up to minutes, and not see that the server is back.
    """
    return ConnectionPool(
        address,
        min_size=0,
        max_size=_MOST_OPEN,
        timeout=REACHED_WITHIN,
        reconnect_timeout=REACHED_WITHIN,
        configure=_configure,
        kwargs={"autocommit": True, "context": Context()},
        open=False,
    )


def _configure(raw: Raw) -> None:
    raw.execute(query(SESSION))


def _commit(raw: Raw) -> None:
    """Ends the transaction. Raises DatabaseUnwritable if the connection is lost meanwhile: nobody knows then."""
    try:
        raw.execute("commit")
    except psycopg.OperationalError as error:
        if not raw.closed:
            raise
        raise DatabaseUnwritable(
            "The connection to the database was lost at the moment of saving. Look whether it was saved before you "
            "try again."
        ) from error


def _applied(raw: Raw) -> Collection[str]:
    """The names of the migrations that were applied."""
    if raw.execute("select to_regclass(%s)", (LEDGER,)).fetchall() == [(None,)]:
        return ()
    return {name for (name,) in raw.execute(f"select name from {LEDGER}".encode())}


def _migrate(raw: Raw, names: Collection[str]) -> None:
    raw.execute(
        f"create table if not exists {LEDGER} (name text primary key, applied_at text not null)".encode()
    )
    tables = _Tables(raw)
    for migration in migrations.every():
        if migration.__name__ in names:
            migration(tables)
            raw.execute(f"insert into {LEDGER} values (%s, %s)".encode(), (migration.__name__, now_text()))
    count_on(raw)


class _Tables:
    """What a migration changes (`schema.Tables`)."""

    def __init__(self, raw: Raw) -> None:
        self._raw = raw

    def execute(self, sql: str, /) -> None:
        self._raw.execute(query(postgres_statement(sql)))
