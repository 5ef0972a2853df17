"""One transaction's view of a PostgreSQL database: statements, values, locks and bulk loads.

SQL is written once for both engines. Here the named parameters, the lists and the types of columns become what
PostgreSQL reads, and what it answers becomes what SQLite answers: true is 1, and a sum of whole numbers is one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any
from zlib import crc32

import psycopg
from psycopg.adapt import AdaptersMap, Dumper, Loader
from psycopg.pq import TransactionStatus
from psycopg.types.numeric import Int8Dumper
from psycopg_pool import PoolTimeout

from elearn.database.connection import LISTS, MANY, Connection, Params, Table
from elearn.database.dialect import postgres_statement
from elearn.database.engine import DatabaseBusy, DatabaseDamaged, DatabaseUnwritable

if TYPE_CHECKING:
    from psycopg.abc import Buffer

Raw = psycopg.Connection[tuple[Any, ...]]

LEDGER = "elearn_migration"
"""The table of the migrations that were applied."""
_OVER = "the transaction that this is part of was undone"
_BUSY = ("40001", "40P01", "55P03")
"""Serialization failure, deadlock, lock not available (PostgreSQL's manual, appendix A)."""


_DAMAGE = (psycopg.errors.DataCorrupted, psycopg.errors.IndexCorrupted, psycopg.errors.UndefinedFile)
"""What the server says of a page, an index or a file of its own that is not as it left it."""


@contextmanager
def in_our_words() -> Iterator[None]:
    """Turns psycopg's errors about the server into ours. Those about a statement stay as they are."""
    try:
        yield
    except _DAMAGE as error:
        raise DatabaseDamaged("The database", first_line(error)) from error
    except (PoolTimeout, psycopg.OperationalError, psycopg.errors.ReadOnlySqlTransaction) as error:
        if getattr(error, "sqlstate", None) in _BUSY:
            raise DatabaseBusy("The database is busy. Nothing was changed; try again in a moment.") from error
        raise DatabaseUnwritable(
            f"The database could not be used: {first_line(error)}. Nothing was changed. "
            "Check the server, its disk and the network, and try again."
        ) from error


def first_line(error: Exception) -> str:
    """What an error says first. The lines after it may hold values of rows."""
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__


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


class Context:
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
        self._pipeline: psycopg.Pipeline | None = None
        self._sending = ExitStack()

    def run(self, sql: str, params: Params | None) -> "psycopg.Cursor[tuple[Any, ...]]":
        with in_our_words():
            cursor = self._raw.execute(query(postgres_statement(sql)), _values(params or {}))
            self.answer()
        self._count(cursor)
        return cursor

    def send(self, sql: str, params: Params | None = None) -> None:
        with in_our_words():
            self._begin_sending()
            self._raw.execute(query(postgres_statement(sql)), _values(params or {}))
        self._changes += 1

    def send_many(self, sql: str, params: Iterable[Params]) -> None:
        with in_our_words(), self._raw.cursor() as cursor:
            self._begin_sending()
            cursor.executemany(query(postgres_statement(sql)), params)
        self._changes += 1

    def answer(self) -> None:
        if self._pipeline is not None:
            with in_our_words():
                self._pipeline.sync()

    def _begin_sending(self) -> None:
        """From now on, statements need not be answered one by one (PostgreSQL's manual, 32.5, pipeline mode)."""
        if self._pipeline is None:
            self._pipeline = self._sending.enter_context(self._raw.pipeline())

    def end_sending(self) -> None:
        """Waits for what was sent, and answers one by one again. Raises what went wrong."""
        self._pipeline = None
        self._sending.close()

    def many(self, sql: str, params: Iterable[Params]) -> int:
        with in_our_words(), self._raw.cursor() as cursor:
            self.end_sending()
            cursor.executemany(query(postgres_statement(sql)), params)
            changed = max(cursor.rowcount, 0)
        self._changes += changed
        return changed

    @property
    def changes(self) -> int:
        if self._raw.info.transaction_status not in (TransactionStatus.INTRANS, TransactionStatus.ACTIVE):
            raise RuntimeError(_OVER)
        return self._changes

    def alone(self, what: str, keys: Iterable[int] = (0,)) -> None:
        if self._beside:
            lock(self._raw, crc32(what.encode()) & 0x7FFFFFFF, keys)

    def at_end(self, work: Callable[[Connection], None]) -> None:
        if self._beside:
            self._at_end.append(work)
        else:
            work(self)

    def begin_part(self) -> None:
        self._before_part = len(self._at_end)
        super().begin_part()

    def undo_part(self) -> None:
        with suppress(psycopg.Error):  # which was told already
            self.end_sending()
        del self._at_end[self._before_part :]
        if self._raw.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
            self._raw.execute("rollback to savepoint part; release savepoint part")

    def tables(self) -> list[Table]:
        found = self.tuples(_TABLES)
        return [
            Table(name, tuple(columns), tuple(key or ())) for name, columns, key in found if name != LEDGER
        ]

    def stream(self, sql: str) -> Iterator[list[tuple[Any, ...]]]:
        self._raw.execute(_PATIENT)
        with self._raw.cursor(name="stream") as cursor:
            cursor.execute(query(sql))
            while rows := cursor.fetchmany(MANY):
                yield rows

    def load(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        copying = f"copy {table.name} ({', '.join(table.columns)}) from stdin"
        with self._raw.cursor() as cursor, cursor.copy(query(copying)) as copy:
            for row in rows:
                copy.write_row(row)

    @contextmanager
    def loading(self) -> Iterator[None]:
        self._raw.execute(_PATIENT)
        links = self._raw.execute(_FOREIGN_KEYS).fetchall()
        for table, name in links:
            self._raw.execute(
                query(f"alter table {table} alter constraint {name} deferrable initially deferred")
            )
        yield
        self._raw.execute("set constraints all immediate")
        for table, name in links:
            self._raw.execute(query(f"alter table {table} alter constraint {name} not deferrable"))
        count_on(self._raw)

    def finish(self) -> None:
        """Does what was left for the end of the transaction. Whoever ends later has the higher numbers."""
        if self._at_end:
            self.alone("end")
            for work in self._at_end:
                work(self)
        self.end_sending()

    def _count(self, cursor: "psycopg.Cursor[Any]") -> None:
        if (cursor.statusmessage or "").startswith(("INSERT", "UPDATE", "DELETE")):
            self._changes += max(cursor.rowcount, 0)


def query(sql: str) -> bytes:
    """A statement of ours, which psycopg would rather have as a literal."""
    return sql.encode()


def _values(params: Params) -> dict[str, Any]:
    return {name: _value(value) for name, value in params.items()}


def _value(value: Any) -> Any:
    """A parameter as PostgreSQL takes it. Its texts hold no NUL, so one becomes the sign for what is unreadable."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd") if "\0" in value else value
    return [_value(each) for each in value] if isinstance(value, LISTS) else value


def lock(raw: Raw, kind: int, keys: Iterable[int]) -> None:
    """Takes a lock for each key, from the lowest up, so that two transactions never wait for each other."""
    wanted = sorted({key % 2**31 for key in keys})
    if wanted:
        raw.execute(
            "select pg_advisory_xact_lock(%s::integer, key) from unnest(%s::integer[]) as key", (kind, wanted)
        )


def count_on(raw: Raw) -> None:
    """Makes every table's own numbers go on after the highest one that is there."""
    for table, column, sequence in raw.execute(_SEQUENCES).fetchall():
        raw.execute(
            f"select setval('{sequence}', coalesce(max({column}), 0) + 1, false) from {table}".encode()
        )


_PATIENT = "set local idle_in_transaction_session_timeout = 0"
"""While one database is copied, it may wait for minutes for the other."""
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
