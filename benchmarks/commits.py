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

import json
import os
import select
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, perf_counter, sleep

from benchmarks._budgets import Budgets, amount
from elearn.database.sqlite import Database, open_database
from elearn.runtime.context import SESSION_COOKIE
from elearn.tracker import registrations, sessions
from elearn.tracker.catalogue import register_course

CLIENTS = (1, 4, 16)
ROUNDS = 3
"""How often the bare route and the runtime take turns for each number of clients."""
LEAST_RATIO, MOST_MS = 0.33, 15.0
"""The budgets, at the most clients: commits beside requests to the bare route, and the 95th percentile."""
COURSE = "a-course-to-measure"
RUNTIME = """
import os, sys
os.environ["ELEARN_DATABASE"], port = sys.argv[1:]
os.environ["ELEARN_RUNTIME_URL"] = f"http://127.0.0.1:{port}"
os.environ["ELEARN_BASE_URL"] = f"http://127.0.0.1:{int(port) - 1}"
from elearn.serve.process import run
run("runtime")
"""
BARE = """
import asyncio, sys, uvicorn
from pathlib import Path
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from elearn.database.sqlite import Database
from elearn.runtime.writer import Writer
from elearn.serve.process import look_for_garbage_less_often

writer = Writer(Database(Path(sys.argv[1])))

async def commit(request):
    said = await request.json()
    row = {"session": said["session"], "number": said["number"], "text": said["cmi"]["suspend_data"]}
    def work(conn):
        conn.execute("insert into row (session, number, text) values (:session, :number, :text)", row)
    await asyncio.wrap_future(writer.submit(work))
    return JSONResponse({"status": "applied"})

app = Starlette(routes=[Route("/commit", commit, methods=["POST"])])
look_for_garbage_less_often()
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning", access_log=False)
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
    def ratio(self) -> float:
        """The runtime's commits for each request to the bare route."""
        return self.runtime.per_second / self.bare.per_second


@dataclass(frozen=True)
class Result:
    """What each number of clients reached, and SQLite's own rows a second."""

    rows: list[Measured]
    alone: float


def snapshot(number: int | str) -> dict[str, object]:
    """The data model after an answer: nine were given before, and the tenth is new. `number` counts the commits."""
    answers = {
        str(position): {
            "id": f"question-{position}",
            "type": "choice",
            "objectives": {"0": {"id": "criteria"}},
            "correct_responses": {"0": {"pattern": "b"}},
            "learner_response": "a",
            "result": "incorrect",
            "weighting": "1",
            "latency": f"PT{number if position == 9 else 12}S",
            "timestamp": "2026-11-22T10:00:00.0Z",
        }
        for position in range(10)
    }
    return {
        "completion_status": "incomplete",
        "success_status": "unknown",
        "location": f"page-{number}",
        "progress_measure": "0.5",
        "score": {"scaled": "0.5", "raw": "5", "min": "0", "max": "10"},
        "session_time": f"PT{number}S",
        "suspend_data": "x" * 400,
        "objectives": {"0": {"id": "criteria", "success_status": "unknown", "score": {"scaled": "0.5"}}},
        "interactions": answers,
    }


def sqlite_alone(path: Path, seconds: float) -> float:
    """Rows a second, one a transaction, on the same disk with the same guarantees."""
    raw = _row_table(path)
    begun, count = perf_counter(), 0
    while perf_counter() - begun < seconds:
        raw.execute("begin immediate")
        raw.execute("insert into row (text) values (:text)", {"text": "x" * 400})
        raw.execute("commit")
        count += 1
    raw.close()
    return count / (perf_counter() - begun)


def _row_table(path: Path) -> sqlite3.Connection:
    """A new database with one table."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("pragma journal_mode = wal")
    raw.execute("pragma synchronous = full")
    raw.execute("create table row (id integer primary key, session text, number integer, text text)")
    return raw


def learners(database: Database, number: int) -> list[tuple[str, str]]:
    """Makes `number` learners, each with a session's cookie and an open play session."""
    found = []
    for _ in range(number):
        with database.write() as connection:
            person = connection.value(
                """
                insert into person (email, name)
                select 'p' || count(*) || '@x.example', 'A person' from person returning id
                """
            )
        registration = registrations.start(database, person, COURSE)
        session = registrations.open_session(database, registration.id, registration.person)
        found.append((sessions.mint_session(database, person), session.id))
    return found


class _Client:
    """One learner's connection, who commits again as soon as the last commit is acknowledged."""

    def __init__(self, port: int, cookie: str, session: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        said = {
            "session": session,
            "number": "@",
            "standard": "scorm2004",
            "cmi": snapshot("@"),
            "final": False,
        }
        self._parts = json.dumps(said).encode().replace(b'"@"', b"@").split(b"@")
        self._head = (
            f"POST /commit HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
            f"Sec-Fetch-Site: same-origin\r\nCookie: {SESSION_COOKIE}={cookie}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        ).encode()
        self._number = 0
        self._answer = b""
        self._begun = 0.0

    def send(self) -> None:
        """Sends the next commit."""
        self._number += 1
        body = (b"%d" % self._number).join(self._parts)
        self._answer = b""
        self._begun = perf_counter()
        self.socket.sendall(b"%s%d\r\n\r\n%s" % (self._head, len(body), body))

    def receive(self) -> float | None:
        """Reads what has come. Returns how many milliseconds the answer took once it is whole."""
        self._answer += self.socket.recv(65_536)
        if not self._answer.endswith(b"}"):
            return None
        took = (perf_counter() - self._begun) * 1000
        if b'"status":"applied"' not in self._answer:
            raise SystemExit(f"commit {self._number} was not applied: {self._answer.decode()}")
        return took


def crowd(port: int, who: Sequence[tuple[str, str]], seconds: float) -> list[float]:
    """Lets all these learners commit at once, for so many seconds. Returns each commit's milliseconds.

    `who` are cookies with sessions, as from `learners`, whose first commit this is.
    """
    waits: list[float] = []
    clients = {client.socket.fileno(): client for client in (_Client(port, *each) for each in who)}
    with select.epoll() as ready:
        for number, client in clients.items():
            ready.register(number, select.EPOLLIN)
            client.send()
        until = monotonic() + seconds
        busy = len(clients)
        while busy:
            for number, _ in ready.poll(30):
                took = clients[number].receive()
                if took is None:
                    continue
                waits.append(took)
                if monotonic() < until:
                    clients[number].send()
                else:
                    busy -= 1
    for client in clients.values():
        client.socket.close()
    return waits


@dataclass(frozen=True)
class Server:
    """A server in its own process."""

    port: int
    process: int

    def cpu_seconds(self) -> float:
        """The processor time that it has used."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(code: str, path: Path) -> Iterator[Server]:
    """Runs `RUNTIME` or `BARE` on a database, in its own process, while the block lasts."""
    port = _free_port()
    process = subprocess.Popen([sys.executable, "-c", code, str(path), str(port)], stdin=subprocess.PIPE)
    try:
        _wait_for(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def measure(seconds: float = 4.0, clients: Sequence[int] = CLIENTS, path: Path | None = None) -> Result:
    """Measures everything: `seconds` each for the bare route and the runtime, with each number of clients.

    `path` is a database to commit to, to which a course and learners are added. The default is a new one. The
    bare route and SQLite alone always write to a temporary folder.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        alone = sqlite_alone(folder / "alone.db", seconds)
        with open_database(str(path or folder / "elearn.db")) as database:
            add_course(database)
            _row_table(folder / "bare.db").close()
            with serving(BARE, folder / "bare.db") as bare, serving(RUNTIME, database.path) as runtime:
                rows = [_measured(database, bare, runtime, number, seconds) for number in clients]
        return Result(rows, alone)


def _measured(database: Database, bare: Server, runtime: Server, clients: int, seconds: float) -> Measured:
    waits: dict[Server, list[float]] = {bare: [], runtime: []}
    before = {server: server.cpu_seconds() for server in waits}
    for _ in range(ROUNDS):
        for server, found in waits.items():
            found += crowd(server.port, learners(database, clients), seconds / ROUNDS)
    speeds = [
        Speed(
            len(found) / seconds,
            sorted(found)[int(len(found) * 0.95)],
            (server.cpu_seconds() - before[server]) / len(found) * 1000,
        )
        for server, found in waits.items()
    ]
    return Measured(clients, bare=speeds[0], runtime=speeds[1])


def add_course(database: Database) -> None:
    """Registers the course that `learners` start. It may be there already."""
    with database.write() as connection:
        register_course(
            connection,
            COURSE,
            title="A course",
            version="1.0.0",
            minutes=5,
            standard="scorm2004",
            package="a-course/1",
            sha256="0",
            outcomes={"criteria": "Say when"},
            recommendations=(),
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    until = monotonic() + 30
    while monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            sleep(0.05)
        else:
            return
    raise SystemExit("the runtime did not start")


def main(seconds: float = 4.0) -> int:
    """Prints the results. Returns the exit code."""
    result = measure(seconds)
    print("| clients | commits/s | p95 ms | CPU ms | bare route/s | p95 ms | CPU ms | ratio |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|")
    for row in result.rows:
        print(f"| {row.clients} | {_cells(row.runtime)} | {_cells(row.bare)} | {row.ratio:.2f} |")
    print(f"\nSQLite alone, one row a transaction, synchronous=FULL: {result.alone:,.0f}/s\n")
    most = result.rows[-1]
    budgets = Budgets()
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
