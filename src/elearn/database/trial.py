"""Whether the database takes writes: a small write that changes nothing in the end, and what a failed one means."""

from typing import Literal

from elearn.database.connection import Connection
from elearn.database.engine import DatabaseBusy, DatabaseDamaged, DatabaseUnwritable

Fault = Literal["busy", "unwritable", "damaged", "other"]

_WORD = "a trial of whether the database can be written"


def try_write(connection: Connection) -> None:
    """Adds a row and takes it out again, in the transaction of `connection`. When that ends, it is a real write.

    Nobody else ever sees the row. Setting a value to what it was would not do: SQLite then writes nothing.
    """
    connection.execute("insert into unsettled_course (course) values (:word)", {"word": _WORD})
    connection.execute("delete from unsettled_course where course = :word", {"word": _WORD})


def kind_of_fault(error: BaseException) -> Fault:
    """What an error of a transaction means: others write for too long, it cannot be written, it is damaged, or else."""
    if isinstance(error, DatabaseBusy):
        return "busy"
    if isinstance(error, DatabaseDamaged):
        return "damaged"
    return "unwritable" if isinstance(error, DatabaseUnwritable) else "other"
