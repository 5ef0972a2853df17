"""What is wrong with an SQLite file, and which of SQLite's errors say that it is damaged."""

import sqlite3
from contextlib import closing
from pathlib import Path

from elearn.database.engine import BUSY_SECONDS
from elearn.problems import ElearnError

FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises. If the list of tables is damaged, not even its own words may be readable."""
_CORRUPT = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_UNREADABLE = "Could not decode to UTF-8"
"""How Python's sqlite3 begins when bytes of a text are no text. We write none of those. The rest quotes the text."""
_SCHEMA = (
    "unsupported file format",
    "malformed database schema",
    "attached databases must use the same text",
)
"""How SQLite begins to speak of a damaged header or list of tables, under a code that says nothing."""
_AT_A_TIME = 1_000


def damage(error: Exception) -> str:
    """What an error says about damage, as a part of a sentence that quotes no row. "" if it is about something else."""
    if isinstance(error, UnicodeDecodeError):
        return "its list of tables cannot be read"
    said = str(error)
    if said.startswith(_UNREADABLE):
        return "a text in it cannot be read"
    if str(getattr(error, "sqlite_errorname", "")).startswith(_CORRUPT) or said.startswith(_SCHEMA):
        return said.rstrip(".")
    return ""


def faults(raw: sqlite3.Connection) -> list[str]:
    """A sentence for each fault: of a page, an index, a text, or a row that points to one that is not there.

    Everything is read. Raises sqlite3.OperationalError if that cannot be done, as on a disk that fails.
    """
    try:
        found = [_sentence(text) for (text,) in raw.execute("pragma integrity_check") if text != "ok"]
        found += strays(raw)
    except FAULTS as error:
        if not (why := damage(error)):
            raise
        return [_sentence(why)]
    return found + (_unreadable(raw) if not found else [])


def strays(raw: sqlite3.Connection) -> list[str]:
    """A sentence for each row that points to one that is not there."""
    return [
        f"Row {row} of {table} points to a row of {parent} that is not there."
        for table, row, parent, _ in raw.execute("pragma foreign_key_check")
    ]


def file_faults(path: Path) -> list[str]:
    """`faults` of a file that nobody has opened, which is only read. Raises ElearnError if it may not be read."""
    if path.is_dir():
        return [f"{path} is a folder, and not a database."]
    if not path.exists():
        raise ElearnError(f"There is no database at {path}, so nothing was checked. Check ELEARN_DATABASE.")
    if path.stat().st_size == 0:
        return [f"{path} is empty."]
    try:
        # SQLite leaves out the rules of columns if it may only read a file. So the connection that checks may write.
        # The other one, which is closed after it, keeps the log from being put into the file.
        with closing(reading(path)) as other, closing(_checking(path)) as raw:
            return _file_faults(other, raw)
    except FAULTS as error:
        raise ElearnError(
            f"{path} could not be read: {error}. Nothing was checked. Check its disk, and that you may read and "
            "write there."
        ) from error


def _file_faults(other: sqlite3.Connection, raw: sqlite3.Connection) -> list[str]:
    try:
        other.execute("select count(*) from sqlite_master").fetchall()
        raw.execute("pragma query_only = on")
    except FAULTS as error:
        if not (why := damage(error)):
            raise
        return [_sentence(why)]
    return faults(raw)


def _checking(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot change the file, whatever is run on it."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _unreadable(raw: sqlite3.Connection) -> list[str]:
    """A sentence for each table with a text that is none. SQLite does not look for that."""
    found = []
    for (table,) in raw.execute(
        "select name from sqlite_master where type = 'table' order by name"
    ).fetchall():
        try:
            cursor = raw.execute(f'select * from "{table}"')
            while cursor.fetchmany(_AT_A_TIME):
                pass
        except FAULTS as error:
            if not damage(error):
                raise
            found.append(f"A text of the table {table} cannot be read.")
    return found


def _sentence(text: str) -> str:
    """What SQLite says, as a sentence: “wrong # of entries in index x” and the like."""
    whole = text.strip().rstrip(".")
    return f"{whole[:1].upper()}{whole[1:]}."
