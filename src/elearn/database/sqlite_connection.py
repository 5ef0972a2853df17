"""One transaction's view of an SQLite database: statements, lists of values and bulk loads."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NoReturn

from elearn.database.connection import LISTS, MANY, Connection, Params, Table
from elearn.database.sqlite_check import FAULTS, strays
from elearn.database.statements import parts
from elearn.problems import ElearnError

Told = Callable[[Exception], NoReturn]
"""Raises an error of SQLite's in our words, or as it is if it is about a statement."""
_OVER = "the transaction that this is part of was undone"


class _Cursor(sqlite3.Cursor):
    """A cursor whose rows may turn out to be damaged while they are fetched."""

    told: Told

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except FAULTS as error:
            self.told(error)

    def fetchmany(self, size: int | None = MANY) -> list[Any]:
        try:
            return super().fetchmany(size)
        except FAULTS as error:
            self.told(error)


class SqliteConnection(Connection):
    """One transaction's view of an SQLite database."""

    def __init__(self, raw: sqlite3.Connection, told: Told) -> None:
        self._raw, self._told = raw, told

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
        cursor = self._raw.cursor(_Cursor)
        cursor.told = self._told
        try:
            return cursor.execute(sql, params)
        except FAULTS as error:
            self._told(error)

    def many(self, sql: str, params: Iterable[Params]) -> int:
        try:
            return self._raw.executemany(sql, params).rowcount
        except FAULTS as error:
            self._told(error)

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
        cursor = self._run(sql, {})
        while rows := cursor.fetchmany(MANY):
            yield rows

    def load(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        marks = ", ".join("?" for _ in table.columns)
        try:
            self._raw.executemany(
                f"insert into {table.name} ({', '.join(table.columns)}) values ({marks})", rows
            )
        except FAULTS as error:
            self._told(error)

    @contextmanager
    def loading(self) -> Iterator[None]:
        self._raw.execute("pragma defer_foreign_keys = on")
        yield
        try:
            lost = strays(self._raw)
        except FAULTS as error:
            self._told(error)
        if lost:
            raise ElearnError(" ".join(lost[:10]))
        self._raw.execute("pragma defer_foreign_keys = off")

    def undo_part(self) -> None:
        if self._raw.in_transaction:
            self._raw.execute("rollback to part")
            self._raw.execute("release part")


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
