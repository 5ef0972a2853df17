"""What writing costs in a county: a completion, a change of a requirement, and learners' commits meanwhile."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from benchmarks import _clients
from benchmarks._alone import Cost, Running, start
from elearn.database import Connection, Database, open_database
from elearn.tracker import Progress, imports, pending, registrations, sessions

COURSE = "awareness"
"""It is required of everyone."""
CHANGED = {"course": "working-together", "groups": ("R2", "R3")}
"""The requirements that change: about 56,000 people in a whole county have these role groups."""


def record_completions(database: str, number: int) -> dict[str, float]:
    """Records completions of people who have none of ours. Milliseconds of a whole transaction.

    `median` and `p95`, and `bare`: the median of a transaction that writes one small row.
    """
    passed = Progress("completed", "passed", score=90.0, progress=1.0, total_seconds=60.0, ended=True)
    with open_database(database) as db:
        opened = [(person, _opened(db, person)) for person in _people(db, number)]
        taken = [
            _timed(db, lambda conn, who=who: registrations.record(conn, *who, 1, passed)) for who in opened
        ]
        bare = [_timed(db, _one_row) for _ in opened]
    counted = taken[len(taken) // 10 :]  # the first ones fill caches
    return {
        "median": statistics.median(counted),
        "p95": _clients.p95(counted),
        "bare": statistics.median(bare),
    }


def _people(db: Database, number: int) -> list[int]:
    """People in post who have not started the course here, from all over the county."""
    with db.read() as conn:
        found: list[int] = conn.column(
            """
            select distinct person from post
             where ends_on is null and not exists
                   (select 1 from registration where registration.person = post.person and course = :course)
             order by person
            """,
            {"course": COURSE},
        )
    return found[:: max(1, len(found) // number)][:number]


def _opened(db: Database, person: int) -> str:
    return registrations.open_session(db, registrations.start(db, person, COURSE).id, person).id


def _timed(db: Database, work: Callable[[Connection], object]) -> float:
    begun = time.perf_counter()
    with db.write() as conn:
        work(conn)
    return (time.perf_counter() - begun) * 1000


def _one_row(conn: Connection) -> None:
    conn.execute("update course set minutes = minutes + 1 where id = :course", {"course": COURSE})


def change_requirement(database: str) -> dict[str, float]:
    """Changes how long a course lasts for two role groups, by the form: about 56,000 people in a whole county.

    Returns how many people that concerns, and the seconds.
    """
    with open_database(database) as db:
        with db.read() as conn:
            found = conn.tuples(
                """
                select id, renew_after_months from requirement
                 where course = :course and role_group in :groups
                """,
                CHANGED,
            )
            people = conn.value(
                "select count(distinct person) from post where role_group in :groups", CHANGED
            )
        begun = time.perf_counter()
        for requirement, months in found:
            values = imports.texts_of(db, "requirement", requirement)
            values["renew_after_months"] = "24" if months == 36 else "36"
            imports.enter(db, "requirements", values, replacing=requirement)
        return {"people": people, "seconds": time.perf_counter() - begun}


class Waits(NamedTuple):
    """What a work cost, and what it did to others meanwhile.

    `commits` and `sign_ins` are waits in milliseconds. `pending` is for how many seconds figures said that they
    are being worked out.
    """

    cost: Cost
    commits: list[float]
    sign_ins: list[float]
    pending: float


def waits_during(database: str, begin: Callable[[], Running], clients: int, pause: float) -> Waits:
    """Lets learners commit and a person sign in again and again while a work runs, and a second longer."""
    ended: list[float] = []

    def going() -> bool:
        if not ended and not work.going():
            ended.append(time.monotonic())
        return not ended or time.monotonic() < ended[0] + 1

    with open_database(database) as db, ThreadPoolExecutor(2) as pool:
        _clients.publish(db)
        who = _clients.learners(db, clients)
        with _clients.serving(_clients.RUNTIME, database) as server:
            # The server has answered before: a new process is slow once.
            _clients.crowd([server.port], _clients.learners(db, 2), _clients.lasting(0.5))
            work = begin()
            signing = pool.submit(_sign_in_again, db, going)
            waiting = pool.submit(_seconds_pending, db, going)
            try:
                commits = _clients.crowd([server.port], who, going, pause)
            finally:
                cost = work.result()  # even if a commit was refused: what follows needs the database
            return Waits(cost, commits, signing.result(), waiting.result())


def _sign_in_again(db: Database, going: Callable[[], bool]) -> list[float]:
    """Makes a link and redeems it, again and again. Returns the waits in milliseconds."""
    with db.read() as conn:
        person = conn.value("select min(id) from person")
    waits = []
    while going():
        begun = time.perf_counter()
        sessions.redeem_sign_in(db, sessions.mint_sign_in(db, person))
        waits.append((time.perf_counter() - begun) * 1000)
        time.sleep(0.02)
    return waits


def _seconds_pending(db: Database, going: Callable[[], bool]) -> float:
    """For how many seconds some figures were being worked out."""
    seconds, last = 0.0, time.perf_counter()
    while going():
        time.sleep(0.02)
        with db.read() as conn:
            waiting = pending(conn) != frozenset()
        now = time.perf_counter()
        seconds += now - last if waiting else 0
        last = now
    return seconds


def change_and_wait(database: str) -> Waits:
    """Changes the requirement while four learners commit and somebody signs in."""
    return waits_during(
        database, lambda: start("benchmarks._county_writing:change_requirement", database), 4, 0.05
    )


def import_and_wait(database: str, path: str) -> Waits:
    """Imports a file of completions while 16 learners commit as fast as they can."""
    function = "benchmarks._county_load:import_file"
    return waits_during(database, lambda: start(function, database, "completions", path), 16, 0)
