"""What writing costs in a county: a completion, a change of a requirement, and learners' commits meanwhile."""

import asyncio
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from benchmarks import _clients
from benchmarks._alone import Cost, Running, start
from elearn.database import Connection, Database, open_database
from elearn.tracker import Progress, imports, registrations, sessions

COURSE = "awareness"
"""It is required of everyone, so recording it and changing its requirement concern all people."""
BARE = """
import asyncio, sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from elearn.database import open_database
from elearn.runtime.writer import Writer
database = open_database(sys.argv[1])
with database.write() as connection:
    connection.execute("create table if not exists row (id integer primary key, body text)")
writer = Writer(database)
async def commit(request):
    body = await request.json()
    row = {"body": body["cmi"]["suspend_data"]}
    work = lambda connection: connection.execute("insert into row (body) values (:body)", row)
    await asyncio.wrap_future(writer.submit(work))
    return JSONResponse({"status": "applied"})
app = Starlette(routes=[Route("/commit", commit, methods=["POST"])])
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")
"""
"""The least that a commit can be: one route that writes one row, many in one transaction, to the disk."""


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
    """Changes how long the course lasts, by the form. Returns how many people that concerns, and the seconds."""
    with open_database(database) as db:
        with db.read() as conn:
            requirement, months = conn.tuples(
                "select id, renew_after_months from requirement where course = :course", {"course": COURSE}
            )[0]
            people = conn.value("select count(distinct person) from post")
        values = imports.texts_of(db, "requirement", requirement)
        begun = time.perf_counter()
        values["renew_after_months"] = "24" if months == 36 else "36"
        imports.enter(db, "requirements", values, replacing=requirement)
        return {"people": people, "seconds": time.perf_counter() - begun}


def waits_during(
    database: str, work: Running, clients: int, pause: float
) -> tuple[Cost, list[float], list[float]]:
    """Lets learners commit and a person sign in again and again while `work` runs, and a second longer.

    Returns what the work cost, and the waits of commits and of sign-ins in milliseconds.
    """
    ended: list[float] = []

    def going() -> bool:
        if not ended and not work.going():
            ended.append(time.monotonic())
        return not ended or time.monotonic() < ended[0] + 1

    with open_database(database) as db, ThreadPoolExecutor(1) as pool:
        _clients.publish(db)
        who = _clients.learners(db, clients)
        with _clients.served(_clients.SERVE, database) as port:
            signing = pool.submit(_sign_in_again, db, going)
            try:
                commits = asyncio.run(_clients.crowd(port, who, going, pause))
            finally:
                cost = work.result()  # even if a commit was refused: what follows needs the database
            return cost, commits, signing.result()


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


def change_and_wait(database: str) -> tuple[Cost, list[float], list[float]]:
    """Changes the requirement while four learners commit and somebody signs in. As `waits_during`."""
    return waits_during(database, start("benchmarks._county_writing:change_requirement", database), 4, 0.05)


def import_and_wait(database: str, path: str) -> tuple[Cost, list[float], list[float]]:
    """Imports a file of completions while 16 learners commit as fast as they can. As `waits_during`."""
    work = start("benchmarks._county_load:import_file", database, "completions", path)
    return waits_during(database, work, 16, 0)


def commits_beside_bare(database: str, bare: str, seconds: float) -> dict[str, float]:
    """Commits a second of 16 learners and their p95, and those of the bare route (`bare` is its database).

    They take turns, twice.
    """
    with open_database(database) as db:
        _clients.publish(db)
        ours, theirs = [], []
        with _clients.served(_clients.SERVE, database) as port, _clients.served(BARE, bare) as beside:
            for _ in range(2):
                for where, waits in ((port, ours), (beside, theirs)):
                    who = _clients.learners(db, 16)
                    waits += asyncio.run(_clients.crowd(where, who, _clients.lasting(seconds / 2)))
    return {
        "per second": len(ours) / seconds,
        "p95": _clients.p95(ours),
        "bare per second": len(theirs) / seconds,
        "bare p95": _clients.p95(theirs),
    }
