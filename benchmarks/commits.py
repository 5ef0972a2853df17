"""Learners' commits a second through the whole runtime, compared with SQLite alone at one row a transaction.

A commit is what one of our courses sends after an answer: the whole data model with ten interactions, over
HTTP. The cookie and the owner are checked, and the commit is interpreted, applied and on the disk
(`synchronous = FULL`) before it is acknowledged. The runtime has its own process. The clients run in this
one, so on two cores they take some of the time.

    python -m benchmarks.commits [SECONDS]
"""

import asyncio
import resource
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks._budgets import amount
from benchmarks._clients import SERVE, crowd, lasting, learners, p95, publish, served
from elearn.database import Database, open_database

CLIENTS = (1, 4, 16)


@dataclass(frozen=True)
class Measured:
    """What one number of clients reached. `ratio` compares it with SQLite's own rows a second."""

    clients: int
    per_second: float
    ratio: float
    p95_ms: float


def sqlite_alone(folder: Path, seconds: float) -> float:
    """Rows a second, one a transaction, on the same disk with the same guarantees."""
    raw = sqlite3.connect(folder / "alone.db", isolation_level=None)
    raw.execute("pragma journal_mode = wal")
    raw.execute("pragma synchronous = full")
    raw.execute("create table row (id integer primary key, text text)")
    begun, count = perf_counter(), 0
    while perf_counter() - begun < seconds:
        raw.execute("begin immediate")
        raw.execute("insert into row (text) values (:text)", {"text": "x" * 400})
        raw.execute("commit")
        count += 1
    raw.close()
    return count / (perf_counter() - begun)


@dataclass(frozen=True)
class Result:
    """SQLite's own rows a second, what each number of clients reached, and CPU milliseconds a commit."""

    alone: float
    rows: list[Measured]
    cpu_ms: float


def measure(seconds: float = 4.0) -> Result:
    """Measures everything, on a database in a temporary folder.

    `seconds` is the time for each number of clients.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = str(folder / "elearn.db")
        alone = sqlite_alone(folder, seconds)
        with open_database(path) as database:
            publish(database)
            before = _cpu_of_children()
            with served(SERVE, path) as port:
                rows = [_measured(database, port, clients, seconds, alone) for clients in CLIENTS]
        commits = sum(row.per_second for row in rows) * seconds
        return Result(alone, rows, (_cpu_of_children() - before) / commits * 1000)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _measured(database: Database, port: int, clients: int, seconds: float, alone: float) -> Measured:
    waits = asyncio.run(crowd(port, learners(database, clients), lasting(seconds)))
    rate = len(waits) / seconds
    return Measured(clients, rate, rate / alone, p95(waits))


def main(seconds: float = 4.0) -> None:
    """Prints the results."""
    result = measure(seconds)
    print(f"SQLite alone, one row a transaction, synchronous=FULL: {result.alone:,.0f}/s")
    for row in result.rows:
        print(
            f"{row.clients:>3} clients: {row.per_second:8,.0f} commits/s"
            f"  {row.ratio:6.2f} of SQLite alone  p95 {row.p95_ms:6.1f} ms"
        )
    print(f"processor time of the runtime, its start included: {result.cpu_ms:.2f} ms a commit")


if __name__ == "__main__":
    main(amount(4.0, 0.2))
