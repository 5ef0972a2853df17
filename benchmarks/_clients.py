"""Learners who commit over HTTP, all at once, to a server in its own process."""

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, perf_counter, sleep

from elearn.database import Database
from elearn.runtime import SESSION_COOKIE
from elearn.tracker import registrations, sessions
from elearn.tracker.catalogue import register_course

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
"""Serves the runtime: its arguments are the path of a database and a port."""


class NotApplied(Exception):
    """Raised if a commit was not applied. The text says what the server answered, and after how long."""


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


def publish(database: Database, course: str = COURSE) -> None:
    """Publishes a course, so that learners can start it."""
    with database.write() as connection:
        register_course(
            connection,
            course,
            title="A course",
            version="1.0.0",
            minutes=5,
            standard="scorm2004",
            package=f"{course}/1",
            sha256="0",
            outcomes={"criteria": "Say when"},
            recommendations=(),
        )


def learners(database: Database, number: int, course: str = COURSE) -> list[tuple[str, str]]:
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
        registration = registrations.start(database, person, course)
        session = registrations.open_session(database, registration.id, person)
        found.append((sessions.mint_session(database, person), session.id))
    return found


async def crowd(
    port: int, who: list[tuple[str, str]], going: Callable[[], bool], pause: float = 0
) -> list[float]:
    """Lets all learners commit while `going()`, each again `pause` seconds after the last answer.

    Returns each commit's wait in milliseconds. Raises NotApplied if one was not applied.
    """
    waits: list[float] = []
    await asyncio.gather(*(_learner(port, *each, going, pause, waits) for each in who))
    return waits


def lasting(seconds: float) -> Callable[[], bool]:
    """True for so many seconds from now."""
    until = monotonic() + seconds
    return lambda: monotonic() < until


async def _learner(
    port: int, cookie: str, session: str, going: Callable[[], bool], pause: float, waits: list[float]
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    number = 0
    while going():
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
        said = await reader.readexactly(length)
        waits.append((perf_counter() - begun) * 1000)
        if not answer.startswith(b"HTTP/1.1 200") or json.loads(said)["status"] != "applied":
            first = answer.split(b"\r\n")[0].decode()
            raise NotApplied(f"commit {number} was not applied: {first}, after {waits[-1]:,.0f} ms")
        if pause:
            await asyncio.sleep(pause)
    writer.close()


def p95(waits: list[float]) -> float:
    """The wait that 95 of 100 do not exceed."""
    return sorted(waits)[int(len(waits) * 0.95)]


@contextmanager
def served(script: str, database: str) -> Iterator[int]:
    """Runs a server's script with a database, and gives its port while it runs."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-c", script, database, str(port)])
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, seconds: float = 30) -> None:
    """Waits until a server listens. Raises TimeoutError if none does."""
    until = monotonic() + seconds
    while monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            sleep(0.05)
        else:
            return
    raise TimeoutError("the server did not start")
