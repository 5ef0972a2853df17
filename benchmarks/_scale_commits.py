"""Learners' commits on PostgreSQL, with one, two and four runtime processes; beside SQLite, and the server alone."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from benchmarks import _postgres
from benchmarks._alone import start
from benchmarks._clients import RUNTIME, Server, crowd, lasting, learners, p95, publish, serving
from elearn.database import Database, open_database

PROCESSES = (1, 2, 4)
ROUNDS = 3
"""How often the engines and numbers of processes take turns."""


@dataclass
class Place:
    """Runtime processes on one database. `wander`: each commit of a learner goes to the next process."""

    label: str
    processes: int
    database: Database
    runtimes: list[Server]
    postgres: _postgres.Server | None = None
    wander: bool = False


@dataclass
class Speed:
    """What a number of clients reached at a place. `transactions` and `log` (bytes) are PostgreSQL's."""

    place: Place
    clients: int
    seconds: float
    waits: list[float] = field(default_factory=list)
    runtime_cpu: float = 0.0
    postgres_cpu: float = 0.0
    transactions: int = 0
    log: int = 0

    @property
    def per_second(self) -> float:
        """Commits a second."""
        return len(self.waits) / self.seconds

    def per_commit(self, amount: float) -> float:
        """So much, divided by the number of commits."""
        return amount / max(len(self.waits), 1)


@dataclass(frozen=True)
class Measured:
    """All of it. `limits` are one-row transactions a second, by the number of plain connections."""

    speeds: list[Speed]
    limits: dict[int, float]
    runtime_mb: float
    connection_mb: float


def measure(seconds: float, clients: Sequence[int]) -> Measured:
    """Measures `seconds` for each place and each number of clients."""
    with _postgres.server() as postgres, places(postgres) as found:
        speeds = [speed for number in clients for speed in _by_turns(found, number, seconds)]
        limits = dict.fromkeys(PROCESSES, 0.0)
        for _ in range(ROUNDS):
            for number in PROCESSES:
                limits[number] += limit(postgres, number, seconds / ROUNDS) / ROUNDS
        runtime_mb = max(memory_mb(server) for server in found[-1].runtimes)
        return Measured(speeds, limits, runtime_mb, postgres.mb_of_a_connection())


def limit(postgres: _postgres.Server, connections: int, seconds: float) -> float:
    """One-row transactions a second that the server takes from so many connections."""
    address = postgres.create("bare")
    try:
        with psycopg.connect(address, autocommit=True) as raw:
            raw.execute("create table row (id bigint generated always as identity primary key, text text)")
        running = [start("benchmarks._postgres:write_rows", address, seconds) for _ in range(connections)]
        return sum(each.result().gave for each in running) / seconds
    finally:
        postgres.drop("bare")


@contextmanager
def places(postgres: _postgres.Server) -> Iterator[list[Place]]:
    """SQLite with its one runtime process, and PostgreSQL with each number of them. All are started once."""
    with ExitStack() as stack:
        file = str(Path(stack.enter_context(tempfile.TemporaryDirectory())) / "elearn.db")
        address = postgres.create("commits")
        files, shared = (stack.enter_context(open_database(each)) for each in (file, address))
        for database in (files, shared):
            publish(database)
        alone = stack.enter_context(serving(RUNTIME, file))
        several = [stack.enter_context(serving(RUNTIME, address)) for _ in range(max(PROCESSES))]
        found = [Place("SQLite", 1, files, [alone])]
        found += [
            Place("PostgreSQL", number, shared, several[:number], postgres, wander)
            for number in PROCESSES
            for wander in ((False, True) if number > 1 else (False,))
        ]
        yield found


def _by_turns(found: Sequence[Place], clients: int, seconds: float) -> list[Speed]:
    speeds = [Speed(place, clients, seconds) for place in found]
    for _ in range(ROUNDS):
        for speed in speeds:
            _add(speed, seconds / ROUNDS)
    return speeds


def _add(speed: Speed, seconds: float) -> None:
    """Lets the clients commit for so many seconds more."""
    place, postgres = speed.place, speed.place.postgres
    who = learners(place.database, speed.clients)
    runtime = sum(server.cpu_seconds() for server in place.runtimes)
    if postgres:
        cpu, (transactions, log) = postgres.cpu_seconds(), postgres.transactions_and_log()
    ports = [server.port for server in place.runtimes]
    speed.waits += crowd(ports, who, lasting(seconds), wander=place.wander)
    speed.runtime_cpu += sum(server.cpu_seconds() for server in place.runtimes) - runtime
    if postgres:
        after, log_after = postgres.transactions_and_log()
        speed.postgres_cpu += postgres.cpu_seconds() - cpu
        speed.transactions += after - transactions - 1
        speed.log += log_after - log


def memory_mb(server: Server) -> float:
    """The most memory that a process has had, in MB."""
    for line in Path(f"/proc/{server.process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def show(measured: Measured) -> None:
    """Prints the tables of `docs/benchmarks.md`."""
    print(
        "| clients | on | runtimes | commits/s | p95 ms | CPU ms: runtimes | PostgreSQL | in one transaction | log |"
    )
    print("|--:|---|--:|--:|--:|--:|--:|--:|--:|")
    for speed in measured.speeds:
        place = speed.place
        shared = "| | |"
        if place.postgres:
            together = len(speed.waits) / max(speed.transactions, 1)
            shared = (
                f"{speed.per_commit(speed.postgres_cpu) * 1000:.2f} | {together:.1f} | "
                f"{speed.per_commit(speed.log) / 1000:.1f} kB |"
            )
        label = f"{place.label}, to each in turn" if place.wander else place.label
        print(
            f"| {speed.clients} | {label} | {place.processes} | {speed.per_second:,.0f} | {p95(speed.waits):.1f} | "
            f"{speed.per_commit(speed.runtime_cpu) * 1000:.2f} | {shared}"
        )
    print("\n| connections that write one row a transaction | transactions/s |\n|--:|--:|")
    for connections, found in measured.limits.items():
        print(f"| {connections} | {found:,.0f} |")
    print("\n| in the same run, with the most clients | ratio |\n|---|--:|")
    for label, ratio in ratios(measured).items():
        print(f"| {label} | {ratio:.2f} |")
    print(
        f"\nA runtime process has {measured.runtime_mb:.0f} MB at most, a connection's process in PostgreSQL "
        f"{measured.connection_mb:.0f} MB of its own."
    )


def ratios(measured: Measured) -> dict[str, float]:
    """How the commits a second of the most clients compare, by what is compared."""
    most = measured.speeds[-1].clients
    found = {
        (speed.place.label, speed.place.processes, speed.place.wander): speed.per_second
        for speed in measured.speeds
        if speed.clients == most
    }
    shared = {number: found["PostgreSQL", number, False] for number in PROCESSES}
    one = shared[1]
    answer = {f"{number} runtimes ÷ 1": shared[number] / one for number in PROCESSES if number > 1}
    answer["PostgreSQL ÷ SQLite, one runtime each"] = one / found["SQLite", 1, False]
    answer["the best of PostgreSQL ÷ SQLite"] = max(shared.values()) / found["SQLite", 1, False]
    for number in PROCESSES:
        if number > 1:
            answer[f"{number} runtimes: to each in turn ÷ to the same one"] = (
                found["PostgreSQL", number, True] / shared[number]
            )
        answer[f"{number} runtimes ÷ one-row transactions of {number} connections"] = (
            shared[number] / measured.limits[number]
        )
    return answer
