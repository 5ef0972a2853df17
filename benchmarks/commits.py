"""Learners' commits a second through the whole runtime, compared with a bare route and with SQLite alone.

A commit is what one of our courses sends after an answer: the whole data model with ten interactions, over
HTTP. The cookie and the owner are checked, and the commit is interpreted, applied and on the disk
(`synchronous = FULL`) before it is acknowledged.

The runtime is the process that `elearn serve` starts. The bare route is the least that a server can do with
such a request: a Starlette app with one route, which reads the JSON and writes one row through the same
writer. Bare route and runtime take turns. Each has its own process. The clients are one loop in this process,
the same for both.

    python -m benchmarks.commits [SECONDS]
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks._budgets import Budgets, amount
from benchmarks._clients import (
    BARE,
    RUNTIME,
    Server,
    crowd,
    lasting,
    learners,
    p95,
    publish,
    row_table,
    serving,
)
from elearn.database import Database, open_database

CLIENTS = (1, 4, 16)
ROUNDS = 3
"""How often the bare route and the runtime take turns for each number of clients."""
LEAST_RATIO, MOST_MS = 0.33, 15.0
"""The budgets, at the most clients: commits beside requests to the bare route, and the 95th percentile."""
THERE = 4_700.0
"""Requests a second to the bare route, with the most clients, on the machine that budgets in milliseconds come from.

It was not run there. An older elearn answered 994 commits a second there and 492 here, in the minute in which the bare
route answered 2,345 here.
"""


@dataclass(frozen=True)
class Speed:
    """Requests a second, within how many milliseconds 95 of 100 were answered, and the server's CPU for one."""

    per_second: float
    p95_ms: float
    cpu_ms: float


@dataclass(frozen=True)
class Measured:
    """What a number of clients reached with the runtime, and with the bare route in the same minutes."""

    clients: int
    runtime: Speed
    bare: Speed

    @property
    def pace(self) -> float:
        """How many times longer than there a time may be on this machine: at least 1."""
        return max(1.0, THERE / self.bare.per_second)

    @property
    def ratio(self) -> float:
        """The runtime's commits for each request to the bare route."""
        return self.runtime.per_second / self.bare.per_second


def sqlite_alone(path: Path, seconds: float) -> float:
    """Rows a second, one a transaction, on the same disk with the same guarantees."""
    raw = row_table(path)
    begun, count = perf_counter(), 0
    while perf_counter() - begun < seconds:
        raw.execute("begin immediate")
        raw.execute("insert into row (text) values (:text)", {"text": "x" * 400})
        raw.execute("commit")
        count += 1
    raw.close()
    return count / (perf_counter() - begun)


def measure(
    seconds: float = 4.0, clients: Sequence[int] = CLIENTS, path: Path | None = None
) -> list[Measured]:
    """Measures `seconds` each for the bare route and the runtime, with each number of clients.

    `path` is a database to commit to, to which a course and learners are added. The default is a new one. The
    bare route always writes to a temporary folder.
    """
    with tempfile.TemporaryDirectory() as name:
        bare_path = Path(name) / "bare.db"
        row_table(bare_path).close()
        address = str(path or Path(name) / "elearn.db")
        with open_database(address) as database:
            publish(database)
            with serving(BARE, bare_path) as bare, serving(RUNTIME, address) as runtime:
                return [_measured(database, bare, runtime, number, seconds) for number in clients]


def _measured(database: Database, bare: Server, runtime: Server, clients: int, seconds: float) -> Measured:
    waits: dict[Server, list[float]] = {bare: [], runtime: []}
    before = {server: server.cpu_seconds() for server in waits}
    for _ in range(ROUNDS):
        for server, found in waits.items():
            found += crowd([server.port], learners(database, clients), lasting(seconds / ROUNDS))
    speeds = [
        Speed(
            len(found) / seconds,
            p95(found),
            (server.cpu_seconds() - before[server]) / len(found) * 1000,
        )
        for server, found in waits.items()
    ]
    return Measured(clients, bare=speeds[0], runtime=speeds[1])


def main(seconds: float = 4.0) -> int:
    """Prints the results. Returns the exit code."""
    rows = measure(seconds)
    with tempfile.TemporaryDirectory() as folder:
        alone = sqlite_alone(Path(folder) / "alone.db", seconds)
    print("| clients | commits/s | p95 ms | CPU ms | bare route/s | p95 ms | CPU ms | ratio |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|")
    for row in rows:
        print(f"| {row.clients} | {_cells(row.runtime)} | {_cells(row.bare)} | {row.ratio:.2f} |")
    print(f"\nSQLite alone, one row a transaction, synchronous=FULL: {alone:,.0f}/s\n")
    most = rows[-1]
    budgets = Budgets(pace=most.pace)
    budgets.head()
    budgets.row(
        f"{most.clients} clients: the bare route's requests for each commit", 1 / most.ratio, 1 / LEAST_RATIO
    )
    budgets.row(
        f"{most.clients} clients: 95 of 100 commits are answered within", most.runtime.p95_ms, MOST_MS, "ms"
    )
    return budgets.end()


def _cells(speed: Speed) -> str:
    return f"{speed.per_second:,.0f} | {speed.p95_ms:.1f} | {speed.cpu_ms:.2f}"


if __name__ == "__main__":
    sys.exit(main(amount(4.0, 0.2)))
