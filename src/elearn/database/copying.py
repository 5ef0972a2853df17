"""Everything in one database into another, of whichever engine, verified row for row."""

from collections.abc import Callable, Iterator
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from elearn.database.connection import Connection, Table
from elearn.database.engine import Database
from elearn.problems import ElearnError

Progress = Callable[[int, int], None]
_ALWAYS_THERE = "change"
"""The table that has a row in an empty database too."""


class NotEmpty(ElearnError):
    """Raised if the database to copy into has rows already."""


class Copied(NamedTuple):
    """How many tables and rows were copied, and read again and compared."""

    tables: int
    rows: int


def unheard(done: int, total: int) -> None:
    """Progress that nobody listens to."""


def copy_database(
    source: Database, target: Database, *, replace: bool = False, progress: Progress = unheard
) -> Copied:
    """Puts every row of `source` into `target`, which must be empty. `replace`: what is there is deleted first.

    It is one transaction on each side: others may go on writing in the source, and what they write is not copied. Each
    row is read again from the target and compared before the end. `progress` is told how many rows are done, of how
    many; each counts twice, because it is read twice.

    Raises ElearnError, and leaves the target as it was, if it is not empty, or if a row is not the same in both.
    """
    with source.read() as old, target.write() as new:
        tables = old.tables()
        if tables != new.tables():
            raise ElearnError(
                "The two databases do not have the same tables. Bring both up to date, and try again."
            )
        if not replace:
            _must_be_empty(new, tables, target.place)
        counts = {table.name: int(old.value(f"select count(*) from {table.name}")) for table in tables}
        done = _Done(progress, 2 * sum(counts.values()))
        with new.loading():
            for table in tables:
                new.execute(f"delete from {table.name}")
            for table in tables:
                _load(old, new, table, done)
        for table in tables:
            _compare(old, new, table, done)
    return Copied(len(tables), sum(counts.values()))


def write_file(source: Database, target: Path) -> None:
    """Writes a consistent copy of a database to a file, which is an SQLite database. An existing file is replaced."""
    from elearn.database.sqlite import open_file

    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        with open_file(partial) as database:
            copy_database(source, database)
            database.become_one_file()
        partial.replace(target)
    finally:
        for leftover in (partial, Path(f"{partial}-wal"), Path(f"{partial}-shm")):
            leftover.unlink(missing_ok=True)


class _Done:
    """Counts rows for whoever watches."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def add(self, rows: int) -> None:
        self._done += rows
        self._progress(self._done, self._total)


def _must_be_empty(conn: Connection, tables: list[Table], place: str) -> None:
    for table in tables:
        if table.name != _ALWAYS_THERE and conn.value(f"select 1 from {table.name} limit 1") is not None:
            raise NotEmpty(
                f"{place} already has rows, in {table.name} for one. Nothing was changed. "
                "Name a new file or an empty database."
            )


def _load(old: Connection, new: Connection, table: Table, done: _Done) -> None:
    def rows() -> Iterator[tuple[Any, ...]]:
        for part in old.stream(_all_rows(table)):
            yield from part
            done.add(len(part))

    new.load(table, rows())


def _compare(old: Connection, new: Connection, table: Table, done: _Done) -> None:
    """Raises ElearnError at the first row that is not the same, with the same types, in both."""
    before = chain.from_iterable(old.stream(_all_rows(table)))
    after = chain.from_iterable(new.stream(_all_rows(table)))
    same = 0
    for one, other in zip_longest(before, after):
        if one != other or [type(value) for value in one] != [type(value) for value in other]:
            raise ElearnError(
                f"A row of {table.name} is not the same in the copy, after {same:,} that are. Nothing was changed. "
                "Check the database that you copy (elearn db check), and tell us."
            )
        same += 1
    done.add(same)


def _all_rows(table: Table) -> str:
    """A statement that gives every row, in the same order on every engine."""
    order = ", ".join(f"{column} nulls first" for column in table.key or table.columns)
    return f"select {', '.join(table.columns)} from {table.name} order by {order}"
