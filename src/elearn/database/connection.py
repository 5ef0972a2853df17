"""One transaction's view of a database: what every engine offers to the rooms above.

All SQL is portable, with named parameters. A parameter that is a list, tuple or set stands for all of its values,
however many, in a condition such as `person in :people`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NamedTuple, Protocol

from elearn.database.objects import T, to_objects

LISTS = (list, tuple, set, frozenset)
"""What stands for several values in a condition."""

MANY = 5_000
"""How many rows of a long result are read at a time."""

Row = dict[str, Any]
Params = Mapping[str, Any]


class Table(NamedTuple):
    """A table and its columns. `key` are those of its primary key, if it has one."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


class Cursor(Protocol):
    """What we use of an engine's answer to a statement."""

    @property
    def description(self) -> Sequence[Sequence[Any]] | None:
        """A sequence for each column, which begins with its name. None if the statement gives no rows."""

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""

    def fetchall(self) -> list[Any]:
        """Every row, as a tuple."""


class Connection(ABC):
    """One transaction's view of the database. Values come back as text, numbers, bytes and None."""

    @abstractmethod
    def run(self, sql: str, params: Params | None) -> Cursor:
        """Runs one statement."""

    def send(self, sql: str, params: Params | None = None) -> None:
        """Runs one statement whose answer nobody needs. On a server, it may run together with what comes next.

        If it fails, that is said by the next statement that is answered, or at the end of the savepoint or transaction.
        """
        self.run(sql, params)

    def send_many(self, sql: str, params: Iterable[Params]) -> None:
        """Runs one statement for each set of parameters, as `send` does."""
        self.many(sql, params)

    @abstractmethod
    def answer(self) -> None:
        """Waits until everything that was sent has run. Raises what went wrong with it."""

    @abstractmethod
    def many(self, sql: str, params: Iterable[Params]) -> int:
        """Runs one statement for each set of parameters and returns how many rows they changed."""

    @property
    @abstractmethod
    def changes(self) -> int:
        """How many rows have been written on this connection so far. Compare it with an earlier value.

        Raises RuntimeError if the transaction is over, because another would begin and be kept by itself.
        """

    @abstractmethod
    def alone(self, what: str, keys: Iterable[int] = (0,)) -> None:
        """Waits until no other transaction has one of these keys, and keeps them until this one ends.

        Where transactions that write come one after another anyway, it does nothing.
        """

    @abstractmethod
    def at_end(self, work: Callable[["Connection"], None]) -> None:
        """Calls `work` just before the transaction is committed, and its numbers then count up as transactions end.

        Work that a savepoint undid is not called. Where transactions come one after another, it is called at once.
        """

    def rows(self, sql: str, params: Params | None = None) -> list[Row]:
        """Every row of the result, as a dict keyed by column name."""
        cursor = self.run(sql, params)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def tuples(self, sql: str, params: Params | None = None) -> list[tuple[Any, ...]]:
        """Every row of the result as a tuple. Use it for results of many thousands of rows."""
        return self.run(sql, params).fetchall()

    def row(self, sql: str, params: Params | None = None) -> Row | None:
        """The first row, or None."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def objects(self, cls: type[T], sql: str, params: Params | None = None) -> list[T]:
        """Every row of the answer as an instance of a dataclass, which has a field for each column (`to_objects`).

        Raises TypeError if the columns and the fields are not the same.
        """
        cursor = self.run(sql, params)
        return to_objects(cls, [column[0] for column in cursor.description or ()], cursor.fetchall())

    def object(self, cls: type[T], sql: str, params: Params | None = None) -> T | None:
        """The first row as `objects` gives it, or None."""
        found = self.objects(cls, sql, params)
        return found[0] if found else None

    def value(self, sql: str, params: Params | None = None) -> Any:
        """The first column of the first row, or None. Also works for `insert … returning id`."""
        found = self.run(sql, params).fetchall()
        return found[0][0] if found else None

    def column(self, sql: str, params: Params | None = None) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self.run(sql, params).fetchall()]

    def execute(self, sql: str, params: Params | None = None) -> int:
        """Runs one statement and returns how many rows it changed."""
        return self.run(sql, params).rowcount

    @abstractmethod
    def tables(self) -> list[Table]:
        """Every table of ours, in the order of their names. The list of migrations is not one of them."""

    @abstractmethod
    def stream(self, sql: str) -> Iterator[list[tuple[Any, ...]]]:
        """Every row of the result, some thousands at a time, so that a long table needs little memory."""

    @abstractmethod
    def load(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        """Puts whole rows into a table, with their own numbers."""

    @abstractmethod
    def loading(self) -> AbstractContextManager[None]:
        """In the block, a row may point to one that comes later. At its end, every row must point to one.

        Numbers that the engine gives out go on after the highest that is there then.
        """

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """If an exception leaves the block, undoes what the block did and nothing else.

        Raises RuntimeError if the transaction is over, because another would begin and be kept by itself.
        """
        self.begin_part()
        try:
            yield
            self.answer()
        except BaseException:
            self.undo_part()
            raise
        self.run("release savepoint part", None)

    def begin_part(self) -> None:
        """Makes the savepoint. Raises RuntimeError if the transaction is over."""
        _ = self.changes
        self.run("savepoint part", None)

    @abstractmethod
    def undo_part(self) -> None:
        """Undoes what was done since the savepoint, unless the transaction is over."""
