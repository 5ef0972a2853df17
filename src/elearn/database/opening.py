"""Opening the database that an address names, with the engine that it needs."""

from pathlib import Path
from typing import NamedTuple

from elearn.database.engine import Database, DatabaseDamaged
from elearn.problems import ElearnError
from elearn.settings import settings


def is_server(url: str) -> bool:
    """Whether an address of a database names a PostgreSQL server, which several processes can write to at once."""
    return url.startswith(("postgresql://", "postgres://"))


def open_database(url: str | None = None, *, backup_made: bool | None = None) -> Database:
    """The database at `url` (default: `ELEARN_DATABASE`), migrated if needed.

    A path is an SQLite file, which is made if it is not there, and copied before it is migrated. An address that begins
    with `postgresql://` is a PostgreSQL database. One that is in use is only migrated if `backup_made` (default:
    `ELEARN_BACKUP_MADE`).

    Raises DatabaseDamaged if it is damaged, and ElearnError if it cannot be opened.
    """
    url = str(url or settings().database)
    if is_server(url):
        from elearn.database.postgres import open_server

        return open_server(url, backup_made=settings().backup_made if backup_made is None else backup_made)
    from elearn.database.sqlite import open_file

    return open_file(_path(url))


class Checked(NamedTuple):
    """Where a database is, and what is wrong with it, one sentence each: nothing if it is sound."""

    place: str
    faults: list[str]


def check_database(url: str | None = None) -> Checked:
    """Reads the whole database at `url` (default: `ELEARN_DATABASE`) as it is. Nothing is made, migrated or changed.

    Raises ElearnError if it is not there or cannot be read, and so nobody knows whether it is damaged.
    """
    url = str(url or settings().database)
    if not is_server(url):
        from elearn.database.sqlite_check import file_faults

        path = _path(url)
        return Checked(str(path), file_faults(path))
    from elearn.database.postgres import reach_server

    with reach_server(url) as database:
        try:
            return Checked(database.place, database.check())
        except DatabaseDamaged as error:
            return Checked(database.place, [f"It cannot be read: {error.why}."])


def _path(url: str) -> Path:
    """The path of an SQLite file. Raises ElearnError if the address is of another kind."""
    if "://" in url:
        raise ElearnError(
            f"{url.partition(':')[0]} databases cannot be used. Set ELEARN_DATABASE to a path for SQLite, or to "
            "postgresql://user:password@host:5432/name."
        )
    return Path(url).absolute()
