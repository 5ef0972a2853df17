"""Learners who commit over HTTP, all at once, to a server in its own process; and a bare route beside it.

The runtime is the process that `elearn serve` starts. The bare route is the least that a server can do with a
commit: a Starlette app with one route, which reads the JSON and writes one row through the same writer. The
clients are one loop in this process, the same for both.
"""

import json
import os
import select
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import heappop, heappush
from pathlib import Path
from time import monotonic, perf_counter, sleep

from elearn.database import Database
from elearn.runtime import session_cookie
from elearn.tracker import register_course, registrations, sessions

COURSE = "a-course-to-measure"
PATIENCE = 30.0
"""How many seconds a client waits for an answer."""
RUNTIME = """
import os, sys
os.environ["ELEARN_DATABASE"], port = sys.argv[1:]
os.environ["ELEARN_RUNTIME_URL"] = f"http://127.0.0.1:{port}"
os.environ["ELEARN_BASE_URL"] = f"http://127.0.0.1:{int(port) - 1}"
from elearn.serve.listening import listen_at, listeners
from elearn.serve.process import run
from elearn.settings import settings
run("runtime", listen_at(listeners(settings())[0]))
"""
BARE = """
import asyncio, sys, uvicorn
from pathlib import Path
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from elearn.database.sqlite import SqliteDatabase
from elearn.runtime.writer import Writer
from elearn.serve.process import look_for_garbage_less_often

writer = Writer(SqliteDatabase(Path(sys.argv[1])))

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


class NotApplied(Exception):
    """Raised if a commit was not applied. The text says what the server answered."""


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


def publish(database: Database) -> None:
    """Publishes a course, so that learners can start it."""
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


class Client:
    """One learner, who commits again as soon as the last commit is acknowledged.

    Of several `ports`, each commit goes to the next.
    """

    def __init__(self, ports: Sequence[int], cookie: str, session: str) -> None:
        self.sockets = [socket.create_connection(("127.0.0.1", port), 30) for port in ports]
        for each in self.sockets:
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        said = {
            "session": session,
            "number": "@",
            "standard": "scorm2004",
            "cmi": snapshot("@"),
            "final": False,
        }
        self._parts = json.dumps(said).encode().replace(b'"@"', b"@").split(b"@")
        self._heads = [
            (
                f"POST /commit HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
                f"Sec-Fetch-Site: same-origin\r\nCookie: {session_cookie(secure=False)}={cookie}\r\n"
                "Content-Type: application/json\r\nContent-Length: "
            ).encode()
            for port in ports
        ]
        self._number = 0
        self._answer = b""
        self._begun = 0.0

    def send(self) -> None:
        """Sends the next commit."""
        self._number += 1
        body = (b"%d" % self._number).join(self._parts)
        self._answer = b""
        turn = self._number % len(self.sockets)
        self._begun = perf_counter()
        self.sockets[turn].sendall(b"%s%d\r\n\r\n%s" % (self._heads[turn], len(body), body))

    def receive(self) -> float | None:
        """Reads what has come. Returns how many milliseconds the answer took once it is whole."""
        self._answer += self.sockets[self._number % len(self.sockets)].recv(65_536)
        if not self._answer.endswith(b"}"):
            return None
        took = (perf_counter() - self._begun) * 1000
        if b'"status":"applied"' not in self._answer:
            raise NotApplied(f"commit {self._number} was not applied: {self._answer.decode()}")
        return took


def crowd(
    ports: Sequence[int],
    who: Sequence[tuple[str, str]],
    going: Callable[[], bool],
    pause: float = 0,
    *,
    wander: bool = False,
) -> list[float]:
    """Lets all these learners commit while `going()`, each again `pause` seconds after the last answer.

    `ports` are those of one or more servers of a database. Each learner has one of them, in turn. If they `wander`,
    each commit of a learner goes to the next server. `who` are cookies with sessions, as from `learners`, whose first
    commit this is. Returns each commit's milliseconds. Raises NotApplied if one was not applied.
    """
    waits: list[float] = []
    their = [ports if wander else [ports[turn % len(ports)]] for turn in range(len(who))]
    learning = [Client(of_one, *each) for of_one, each in zip(their, who, strict=True)]
    clients = {each.fileno(): client for client in learning for each in client.sockets}
    resting: list[tuple[float, int]] = []  # when a client commits again
    with select.epoll() as ready:
        for number in clients:
            ready.register(number, select.EPOLLIN)
        for client in learning:
            client.send()
        busy = len(learning)
        while busy or resting:
            answered = ready.poll(max(0.0, resting[0][0] - monotonic()) if resting else PATIENCE)
            if not answered and not resting:
                raise NotApplied(f"{busy} commits had no answer in {PATIENCE:.0f} s")
            for number, _ in answered:
                took = clients[number].receive()
                if took is None:
                    continue
                waits.append(took)
                busy -= 1
                if going():
                    heappush(resting, (monotonic() + pause, number))
            while resting and resting[0][0] <= monotonic():
                clients[heappop(resting)[1]].send()
                busy += 1
    for client in learning:
        for each in client.sockets:
            each.close()
    return waits


def lasting(seconds: float) -> Callable[[], bool]:
    """True for so many seconds from now."""
    until = monotonic() + seconds
    return lambda: monotonic() < until


def p95(waits: Sequence[float]) -> float:
    """The wait that 95 of 100 do not exceed."""
    return sorted(waits)[int(len(waits) * 0.95)]


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
def serving(code: str, address: str | Path) -> Iterator[Server]:
    """Runs `RUNTIME` or `BARE` on the database at an address, in its own process, while the block lasts."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", code, str(address), str(port)], stdin=subprocess.PIPE)
    try:
        wait_for(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def row_table(path: Path) -> sqlite3.Connection:
    """A new database with the one table that the bare route writes to."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("pragma journal_mode = wal")
    raw.execute("pragma synchronous = full")
    raw.execute("create table row (id integer primary key, session text, number integer, text text)")
    return raw


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Waits until a server listens. Raises TimeoutError if none does."""
    until = monotonic() + 30
    while monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            sleep(0.05)
        else:
            return
    raise TimeoutError("the server did not start")
