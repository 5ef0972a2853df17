"""Opening the database that an address names, with the engine that it needs."""

from pathlib import Path

from elearn.database.engine import Database
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

    Raises ElearnError if it cannot be opened.
    """
    url = str(url or settings().database)
    if is_server(url):
        from elearn.database.postgres import open_server

        return open_server(url, backup_made=settings().backup_made if backup_made is None else backup_made)
    if "://" in url:
        raise ElearnError(
            f"{url.partition(':')[0]} databases cannot be used. Set ELEARN_DATABASE to a path for SQLite, or to "
            "postgresql://user:password@host:5432/name."
        )
    from elearn.database.sqlite import open_file

    return open_file(Path(url).absolute())
