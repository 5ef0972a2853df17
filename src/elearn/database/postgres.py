"""The engine for a region or a nation: PostgreSQL 15 or later, through psycopg 3 and its pool.

SQL is written once for both engines. Here the named parameters, the lists and the types of columns become what
PostgreSQL reads, and what it answers becomes what SQLite answers: true is 1, and a sum of whole numbers is one.

**Who waits for whom.** A transaction that writes has the writers' lock. Those that only write what belongs to some
people share it, and have the lock of each of these people besides, so they run side by side. All others have it to
themselves, as on SQLite. Every transaction takes its locks in this order: the writers', people's from the lowest id
up, then those of `alone` and `at_end`. So none waits in a circle.
"""

import threading
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import psycopg
from psycopg.adapt import AdaptersMap, Dumper, Loader
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus
from psycopg.types.numeric import Int8Dumper
from psycopg_pool import ConnectionPool, PoolTimeout

from elearn.database import migrations
from elearn.database.connection import LISTS, MANY, Connection, Params, Table
from elearn.database.dialect import postgres_statement
from elearn.database.engine import BUSY_SECONDS, Database, DatabaseBusy, DatabaseUnwritable, First, People
from elearn.database.instants import now_text
from elearn.problems import ElearnError

if TYPE_CHECKING:
    from psycopg.abc import Buffer

Raw = psycopg.Connection[tuple[Any, ...]]

_REACHED_WITHIN = 5.0
"""For how many seconds a transaction waits for a connection."""
_MOST_OPEN = 20
"""How many connections a process opens at most."""
_WRITERS, _PEOPLE, _MIGRATIONS = 0x656C0000, 0x656C0001, 0x656C0002
_LEDGER = "elearn_migration"
_OVER = "the transaction that this is part of was undone"
_READ = "begin isolation level repeatable read read only"
_WRITE_ALONE = f"begin; select pg_advisory_xact_lock({_WRITERS}, 0)"
_WRITE_BESIDE = f"begin; select pg_advisory_xact_lock_shared({_WRITERS}, 0)"
_SESSION = f"""
set lock_timeout = {int(BUSY_SECONDS * 1_000)};
set idle_in_transaction_session_timeout = '10min';
set timezone = 'UTC';
set jit = off;
"""
_BUSY = ("40001", "40P01", "55P03")
"""Serialization failure, deadlock, lock not available (PostgreSQL's manual, appendix A)."""


class _WholeNumber(Int8Dumper):
    """Sends every whole number with the same type, so that a statement is prepared once, and true as 1."""

    def dump(self, obj: Any) -> "Buffer | None":
        return super().dump(int(obj))


class _Truth(Loader):
    """Reads true as 1 and false as 0, as SQLite answers."""

    def load(self, data: "Buffer") -> int:
        return int(bytes(data) == b"t")


class _Number(Loader):
    """Reads a number of any length, such as a sum, as a whole number if it is one."""

    def load(self, data: "Buffer") -> int | float:
        text = bytes(data)
        return int(text) if text.lstrip(b"-").isdigit() else float(text)


def _adapters() -> AdaptersMap:
    adapters = AdaptersMap(psycopg.adapters)
    dumpers: Sequence[tuple[type, type[Dumper]]] = ((int, _WholeNumber), (bool, _WholeNumber))
    for kind, dumper in dumpers:
        adapters.register_dumper(kind, dumper)
    adapters.register_loader("bool", _Truth)
    adapters.register_loader("numeric", _Number)
    return adapters


class _Context:
    """What psycopg asks for how values are sent and read."""

    def __init__(self) -> None:
        self.adapters = _adapters()
        self.connection = None


class PostgresConnection(Connection):
    """One transaction's view of a PostgreSQL database. `beside`: others may write at the same time."""

    def __init__(self, raw: Raw, *, beside: bool = False) -> None:
        self._raw, self._beside = raw, beside
        self._changes = 0
        self._at_end: list[Callable[[Connection], None]] = []
        self._before_part = 0

    def run(self, sql: str, params: Params | None) -> "psycopg.Cursor[tuple[Any, ...]]":
        cursor = self._raw.execute(_query(postgres_statement(sql)), _values(params or {}))
        self._count(cursor)
        return cursor

    def many(self, sql: str, params: Iterable[Params]) -> int:
        with self._raw.cursor() as cursor:
            cursor.executemany(_query(postgres_statement(sql)), params)
            changed = max(cursor.rowcount, 0)
        self._changes += changed
        return changed

    @property
    def changes(self) -> int:
        if self._raw.info.transaction_status != TransactionStatus.INTRANS:
            raise RuntimeError(_OVER)
        return self._changes

    def alone(self, what: str, keys: Iterable[int] = (0,)) -> None:
        if self._beside:
            _lock(self._raw, crc32(what.encode()) & 0x7FFFFFFF, keys)

    def at_end(self, work: Callable[[Connection], None]) -> None:
        if self._beside:
            self._at_end.append(work)
        else:
            work(self)

    def begin_part(self) -> None:
        self._before_part = len(self._at_end)
        super().begin_part()

    def undo_part(self) -> None:
        del self._at_end[self._before_part :]
        if self._raw.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
            self._raw.execute("rollback to savepoint part; release savepoint part")

    def tables(self) -> list[Table]:
        found = self.tuples(_TABLES)
        return [
            Table(name, tuple(columns), tuple(key or ())) for name, columns, key in found if name != _LEDGER
        ]

    def stream(self, sql: str) -> Iterator[list[tuple[Any, ...]]]:
        with self._raw.cursor(name="stream") as cursor:
            cursor.execute(_query(sql))
            while rows := cursor.fetchmany(MANY):
                yield rows

    def load(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        copying = f"copy {table.name} ({', '.join(table.columns)}) from stdin"
        with self._raw.cursor() as cursor, cursor.copy(_query(copying)) as copy:
            for row in rows:
                copy.write_row(row)

    @contextmanager
    def loading(self) -> Iterator[None]:
        links = self._raw.execute(_FOREIGN_KEYS).fetchall()
        for table, name in links:
            self._raw.execute(
                _query(f"alter table {table} alter constraint {name} deferrable initially deferred")
            )
        yield
        self._raw.execute("set constraints all immediate")
        for table, name in links:
            self._raw.execute(_query(f"alter table {table} alter constraint {name} not deferrable"))
        count_on(self._raw)

    def finish(self) -> None:
        """Does what was left for the end of the transaction. Whoever ends later has the higher numbers."""
        if self._at_end:
            self.alone("end")
            for work in self._at_end:
                work(self)

    def _count(self, cursor: "psycopg.Cursor[Any]") -> None:
        if (cursor.statusmessage or "").startswith(("INSERT", "UPDATE", "DELETE")):
            self._changes += max(cursor.rowcount, 0)


class PostgresDatabase(Database):
    """A database of a PostgreSQL server. `url` is an address as libpq reads it."""

    def __init__(self, url: str) -> None:
        known = conninfo_to_dict(url)
        asked: dict[str, Any] = {**_USUAL, **_several_hosts(known), **known}
        self._address = make_conninfo(**asked)
        self._this_thread = threading.local()
        self._pool: ConnectionPool[Raw] = ConnectionPool(
            self._address,
            min_size=0,
            max_size=_MOST_OPEN,
            timeout=_REACHED_WITHIN,
            configure=_configure,
            kwargs={"autocommit": True, "context": _Context()},
            open=False,
        )
        self._closing = weakref.finalize(self, self._pool.close)
        self._lock = threading.Lock()
        host, port = known.get("host") or "localhost", known.get("port") or 5432
        self._place = f"postgresql://{host}:{port}/{known.get('dbname') or ''}"

    @property
    def place(self) -> str:
        return self._place

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with _in_words(self.place), self._begun(_READ) as raw:
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
        with _in_words(self.place), self._begun("begin" if first else begin) as raw:
            if first is not None:
                first(PostgresConnection(raw))
                raw.execute("commit")
                raw.execute(_query(begin))
            self._this_thread.writing = True
            try:
                conn = PostgresConnection(raw, beside=beside)
                if people is not None:
                    _lock(raw, _PEOPLE, people(conn) if callable(people) else people)
                yield conn
                conn.finish()
                raw.execute("commit")
            finally:
                self._this_thread.writing = False

    def pending(self) -> list[str]:
        with _in_words(self.place), self._begun(_READ) as raw:
            found = migrations.pending(_applied(raw))
            raw.execute("rollback")
            return found

    def migrate(self, *, backup_made: bool = False) -> list[str]:
        if not self.pending():
            return []
        with _in_words(self.place), self._begun(_WRITE_ALONE) as raw:
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

    def close(self) -> None:
        with self._lock:
            pool, self._pool = self._pool, _like(self._pool)
            self._closing.detach()
            self._closing = weakref.finalize(self, self._pool.close)
        pool.close()

    @contextmanager
    def _begun(self, begin: str) -> Iterator[Raw]:
        """A connection on which a transaction has begun. If an exception leaves the block, it is given up."""
        raw = self._one_that_begins(begin)
        try:
            yield raw
        except BaseException:
            with suppress(psycopg.Error):  # the connection is lost, and so is the transaction
                raw.execute("rollback; discard temp")
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
                raw.execute(_query(begin))
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
    try:
        database = PostgresDatabase(url)
    except psycopg.Error as error:
        raise ElearnError(
            f"ELEARN_DATABASE is not an address that PostgreSQL understands: {_first_line(error)}. "
            "Write it as postgresql://user:password@host:5432/name."
        ) from None
    try:
        _must_answer(database)
        database.migrate(backup_made=backup_made)
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
            f"{database.place} cannot be opened as a database: {_first_line(error)}. Check ELEARN_DATABASE."
        ) from None
    if version < 150_000 or encoding != "UTF8":
        raise ElearnError(
            f"{database.place} is PostgreSQL {version // 10_000} in {encoding}. "
            "elearn needs version 15 or later, in UTF8."
        )


def _several_hosts(known: dict[str, Any]) -> dict[str, str]:
    """Of several servers, the one that takes writes: after a failover, that is another."""
    return {"target_session_attrs": "read-write"} if "," in str(known.get("host", "")) else {}


def _like(pool: "ConnectionPool[Raw]") -> "ConnectionPool[Raw]":
    """A pool like this one, which is closed still."""
    return ConnectionPool(
        pool.conninfo,
        min_size=0,
        max_size=_MOST_OPEN,
        timeout=_REACHED_WITHIN,
        configure=_configure,
        kwargs=pool.kwargs,
        open=False,
    )


def _configure(raw: Raw) -> None:
    raw.execute(_query(_SESSION))


def _query(sql: str) -> bytes:
    """A statement of ours, which psycopg would rather have as a literal."""
    return sql.encode()


def _values(params: Params) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, LISTS) else value for name, value in params.items()}


def _lock(raw: Raw, kind: int, keys: Iterable[int]) -> None:
    """Takes a lock for each key, from the lowest up, so that two transactions never wait for each other."""
    wanted = sorted({key % 2**31 for key in keys})
    if wanted:
        raw.execute(
            "select pg_advisory_xact_lock(%s::integer, key) from unnest(%s::integer[]) as key", (kind, wanted)
        )


@contextmanager
def _in_words(place: str) -> Iterator[None]:
    """Turns psycopg's errors about the server into ours. Those about a statement stay as they are."""
    try:
        yield
    except (PoolTimeout, psycopg.OperationalError, psycopg.errors.ReadOnlySqlTransaction) as error:
        if getattr(error, "sqlstate", None) in _BUSY:
            raise DatabaseBusy("The database is busy. Nothing was changed; try again in a moment.") from error
        raise DatabaseUnwritable(
            f"The database {place} could not be used: {_first_line(error)}. Nothing was changed. "
            "Check the server, its disk and the network, and try again."
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__


def _applied(raw: Raw) -> Collection[str]:
    """The names of the migrations that were applied."""
    if raw.execute("select to_regclass(%s)", (_LEDGER,)).fetchall() == [(None,)]:
        return ()
    return {name for (name,) in raw.execute(f"select name from {_LEDGER}".encode())}


def _migrate(raw: Raw, names: Collection[str]) -> None:
    raw.execute(
        f"create table if not exists {_LEDGER} (name text primary key, applied_at text not null)".encode()
    )
    tables = _Tables(raw)
    for migration in migrations.every():
        if migration.__name__ in names:
            migration(tables)
            raw.execute(f"insert into {_LEDGER} values (%s, %s)".encode(), (migration.__name__, now_text()))
    count_on(raw)


class _Tables:
    """What a migration changes (`schema.Tables`)."""

    def __init__(self, raw: Raw) -> None:
        self._raw = raw

    def execute(self, sql: str, /) -> None:
        self._raw.execute(_query(postgres_statement(sql)))


def count_on(raw: Raw) -> None:
    """Makes every table's own numbers go on after the highest one that is there."""
    for table, column, sequence in raw.execute(_SEQUENCES).fetchall():
        raw.execute(
            f"select setval('{sequence}', coalesce(max({column}), 0) + 1, false) from {table}".encode()
        )


_TABLES = """
select c.relname,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
       (select array_agg(a.attname::text order by array_position(i.indkey, a.attnum)) from pg_index i
          join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
         where i.indrelid = c.oid and i.indisprimary)
  from pg_class c
 where c.relkind = 'r' and c.relnamespace = current_schema::regnamespace
 order by c.relname collate "C"
"""
_FOREIGN_KEYS = """
select conrelid::regclass::text, quote_ident(conname) from pg_constraint
 where contype = 'f' and connamespace = current_schema::regnamespace order by 1, 2
"""
_SEQUENCES = """
select attrelid::regclass::text, attname, pg_get_serial_sequence(attrelid::regclass::text, attname)
  from pg_attribute
 where attidentity <> '' and attrelid in (select oid from pg_class where relnamespace = current_schema::regnamespace)
"""
