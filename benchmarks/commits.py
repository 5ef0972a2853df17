"""Learners' commits a second through the whole runtime, compared with SQLite alone at one row a transaction.

A commit is what one of our courses sends after an answer: the whole data model with ten interactions, over
HTTP. The cookie and the owner are checked, and the commit is interpreted, applied and on the disk
(`synchronous = FULL`) before it is acknowledged. The runtime has its own process. The clients run in this
one, so on two cores they take some of the time.

    python -m benchmarks.commits [SECONDS]
"""

import asyncio
import json
import resource
import socket
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, perf_counter, sleep

from benchmarks._budgets import amount
from elearn.database.sqlite import Database, open_database
from elearn.runtime.context import SESSION_COOKIE
from elearn.tracker import registrations, sessions
from elearn.tracker.catalogue import register_course

CLIENTS = (1, 4, 16)
COURSE = "a-course"
SERVE = """
import sys, uvicorn
from elearn.runtime.app import create_app
from elearn.settings import Settings
from elearn.database.sqlite import open_database
port = int(sys.argv[2])
address = f"http://127.0.0.1:{port}"
settings = Settings(database=sys.argv[1], base_url=address, runtime_url=address)
uvicorn.run(create_app(open_database(sys.argv[1]), settings), host="127.0.0.1", port=port, log_level="warning")
"""


@dataclass(frozen=True)
class Measured:
    """What one number of clients reached. `ratio` compares it with SQLite's own rows a second."""

    clients: int
    per_second: float
    ratio: float
    p95_ms: float


def snapshot(number: int) -> dict[str, object]:
    """The data model after an answer."""
    answers = {
        str(position): {
            "id": f"question-{position}",
            "type": "choice",
            "objectives": {"0": {"id": "criteria"}},
            "correct_responses": {"0": {"pattern": "b"}},
            "learner_response": "a",
            "result": "incorrect",
            "weighting": "1",
            "latency": "PT12S",
            "timestamp": "2026-11-22T10:00:00.0Z",
        }
        for position in range(10)
    }
    return {
        "completion_status": "incomplete",
        "success_status": "unknown",
        "location": f"page-{number % 12}",
        "progress_measure": "0.5",
        "score": {"scaled": "0.5", "raw": "5", "min": "0", "max": "10"},
        "session_time": f"PT{number}S",
        "suspend_data": "x" * 400,
        "objectives": {"0": {"id": "criteria", "success_status": "unknown", "score": {"scaled": "0.5"}}},
        "interactions": answers,
    }


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
        session = registrations.open_session(database, registration.id)
        found.append((sessions.mint_session(database, person), session.id))
    return found


async def learner(port: int, cookie: str, session: str, until: float, waits: list[float]) -> None:
    """One learner, who commits again as soon as the last commit is acknowledged."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    number = 0
    while monotonic() < until:
        number += 1
        body = json.dumps(
            {
                "session": session,
                "number": number,
                "standard": "scorm2004",
                "cmi": snapshot(number),
                "final": False,
            }
        ).encode()
        head = (
            f"POST /commit HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
            f"Cookie: {SESSION_COOKIE}={cookie}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        begun = perf_counter()
        writer.write(head.encode() + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = int(answer.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        said = json.loads(await reader.readexactly(length))
        waits.append((perf_counter() - begun) * 1000)
        if said["status"] != "applied":
            raise SystemExit(f"commit {number} was not applied: {said}")
    writer.close()


async def crowd(port: int, who: list[tuple[str, str]], seconds: float) -> list[float]:
    """Runs all learners at once. Returns each commit's wait in milliseconds."""
    waits: list[float] = []
    until = monotonic() + seconds
    await asyncio.gather(*(learner(port, cookie, session, until, waits) for cookie, session in who))
    return waits


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
            port = _free_port()
            before = _cpu_of_children()
            server = subprocess.Popen([sys.executable, "-c", SERVE, path, str(port)])
            try:
                _wait_for(port)
                rows = [_measured(database, port, clients, seconds, alone) for clients in CLIENTS]
            finally:
                server.terminate()
                server.wait(20)
        commits = sum(row.per_second for row in rows) * seconds
        return Result(alone, rows, (_cpu_of_children() - before) / commits * 1000)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _measured(database: Database, port: int, clients: int, seconds: float, alone: float) -> Measured:
    waits = sorted(asyncio.run(crowd(port, learners(database, clients), seconds)))
    rate = len(waits) / seconds
    return Measured(clients, rate, rate / alone, waits[int(len(waits) * 0.95)])


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
