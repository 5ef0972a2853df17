"""What a database is, whichever engine it has."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from elearn.database.connection import Connection
from elearn.problems import ElearnError

BUSY_SECONDS = 20.0
"""For how long a transaction waits for others before it gives up."""

First = Callable[[Connection], None]
People = Collection[int] | Callable[[Connection], Collection[int]]


class DatabaseBusy(ElearnError):
    """Raised when other writers hold the database for longer than `BUSY_SECONDS`."""


class DatabaseUnwritable(ElearnError):
    """Raised when the disk is full, broken or read-only, or the database is gone. The transaction is undone."""


class DatabaseDamaged(ElearnError):
    """Raised when what is on the disk cannot be what was written. The transaction is undone.

    `place` is where the database is, and `why` what was found, as a part of a sentence.
    """

    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"{place} is damaged ({why}). Nothing was changed. Stop elearn, and put back the latest backup: "
            "`elearn db restore FILE --replace`. If it never was a database of elearn, check ELEARN_DATABASE."
        )
        self.place, self.why = place, why


class DatabaseInUse(ElearnError):
    """Raised when another runtime serves a database that only one may serve."""


class Database(ABC):
    """A database that any thread may use. Each transaction has its own connection.

    Use it as a context manager or call `close()`, to let go of what it has open.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    takes_turns: ClassVar[bool]
    """Whether writers are let in one after another as they come, so that nobody needs to leave room for others."""

    @property
    @abstractmethod
    def place(self) -> str:
        """Where it is, in words that may be shown: without a password."""

    @abstractmethod
    def read(self) -> AbstractContextManager[Connection]:
        """A consistent, read-only snapshot. It does not see what others write in the meantime.

        Raises DatabaseBusy, DatabaseUnwritable and DatabaseDamaged.
        """

    @abstractmethod
    def write(
        self, first: First | None = None, *, people: People | None = None
    ) -> AbstractContextManager[Connection]:
        """One transaction: on the disk when the block ends, or undone as a whole if an exception leaves it.

        `first` is called on the same connection before it, while others may still write. It may fill temporary
        tables for the transaction to read, and nothing else.

        No other transaction writes meanwhile, unless `people` says that this one only writes what belongs to these
        people: then others may write about other people. A function that finds these people is called at the start.

        Raises DatabaseBusy, DatabaseUnwritable and DatabaseDamaged. Raises RuntimeError inside another write
        transaction of the same thread.
        """

    @abstractmethod
    def pending(self) -> list[str]:
        """The names of the migrations not yet applied. Raises ElearnError if a newer elearn changed the database."""

    @abstractmethod
    def migrate(self) -> list[str]:
        """Applies the pending migrations and returns their names. Several processes may call it at once."""

    @abstractmethod
    def check(self) -> list[str]:
        """What is wrong with the database, one sentence each. Empty if it is sound."""

    @abstractmethod
    def backup(self, target: Path) -> None:
        """Writes a consistent copy to `target`, an SQLite file, while others keep working.

        An existing file is replaced at the end, if the copy is sound. Raises DatabaseDamaged if it is not, and
        ElearnError if it cannot be written.
        """

    @abstractmethod
    def as_runtime(self) -> AbstractContextManager[None]:
        """In the block, this process is a runtime of the database: it takes learners' commits.

        Raises DatabaseInUse if another process is, and the engine has room for one alone. Raises ElearnError if that
        cannot be found out. However the process ends, its place is free again.
        """

    @abstractmethod
    def close(self) -> None:
        """Closes every idle connection. The database can still be used afterwards: it opens new ones."""
