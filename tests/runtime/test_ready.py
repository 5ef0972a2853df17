"""`/health` is about the process. `/ready` is about saving learners' work, on either engine."""

import asyncio
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from starlette.testclient import TestClient
from tests import loops
from tests.engines import Engine, Postgres
from tests.runtime.learner import Learner

from elearn.database import Connection, Database, open_database
from elearn.runtime import Runtime, create_app, routes
from elearn.runtime.trials import REPEATED_FOR, WRITES_WITHIN, Trials
from elearn.settings import Settings


@pytest.fixture
def client(db: Database) -> Iterator[TestClient]:
    """A visitor of a runtime on the test's database."""
    with TestClient(create_app(db, Settings())) as visitor:
        yield visitor


def runtime_of(client: TestClient) -> Runtime:
    found: Runtime = client.app.state.runtime  # type: ignore[attr-defined]
    return found


def must_not_be_ready(client: TestClient, words: str) -> None:
    """The answer says why, and names nobody and no place. The process is well all the same."""
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert words in answer.json()["problem"]
    assert "/" not in answer.json()["problem"]
    assert client.get("/health").json() == {"status": "ok"}


def test_it_is_ready_if_the_database_takes_a_write(client: TestClient, db: Database) -> None:
    assert (client.get("/ready").status_code, client.get("/ready").json()) == (200, {"status": "ready"})
    assert client.get("/health").json() == {"status": "ok"}
    with db.read() as connection:
        assert connection.value("select count(*) from unsettled_course") == 0


def test_the_trial_reaches_the_disk(db: Database, engine: Engine) -> None:
    before = _written(db)
    loops.run(Trials(Runtime(db, Settings()).writer).problem())
    assert _written(db) > before


def _written(db: Database) -> int:
    """How far the engine's log has been written."""
    if type(db).__name__ == "SqliteDatabase":
        log = Path(f"{db.place}-wal")
        return log.stat().st_size if log.exists() else 0
    with db.read() as connection:
        return int(connection.value("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')"))


def test_it_works_where_another_app_mounts_the_routes(db: Database) -> None:
    from starlette.applications import Starlette

    runtime = Runtime(db, Settings())
    visitor = TestClient(Starlette(routes=routes(runtime)))
    assert visitor.get("/ready").status_code == 200
    assert visitor.get("/health").status_code == 200
    runtime.close()


class Clock:
    """A clock that moves only when told to."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_whoever_asks_often_makes_it_write_once_a_second(db: Database) -> None:
    runtime, clock, written = Runtime(db, Settings()), Clock(), []
    submit = runtime.writer.submit
    runtime.writer.submit = lambda work, about: written.append(work) or submit(work, about)  # type: ignore[method-assign,func-returns-value]
    trials = Trials(runtime.writer, clock)

    async def many() -> list[str]:
        return await asyncio.gather(*[trials.problem() for _ in range(50)])

    assert loops.run(many()) == [""] * 50
    assert len(written) == 1
    clock.now += REPEATED_FOR
    assert loops.run(many()) == [""] * 50
    assert len(written) == 2
    runtime.close()


@contextmanager
def full_disk(db: Database) -> Iterator[None]:
    """No file may grow for as long as the block lasts.

    For SQLite that is real: the system refuses each write beyond the end of the log. PostgreSQL's files are another
    process's. There the server's own answer is real (SQLSTATE 53100), and a trigger on each table makes it give that.
    """
    if type(db).__name__ != "SqliteDatabase":
        with db.write() as connection:
            tables = [table.name for table in connection.tables()]
            for sql in (_NO_SPACE, *(_ON_EACH.format(table) for table in tables)):
                connection.execute(sql)
        yield
        with db.write() as connection:
            connection.execute("drop function no_space cascade")
        return
    for _ in range(60):
        with db.write() as connection:
            connection.execute("insert into unsettled_course (course) values ('x')")
            connection.execute("delete from unsettled_course")
    limit = Path(f"{db.place}-wal").stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


_NO_SPACE = """
create function no_space() returns trigger language plpgsql as $$
begin raise exception using errcode = '53100', message = 'could not extend file: No space left on device'; end $$
"""
_ON_EACH = """
create trigger no_space before insert or update or delete on {} for each statement execute function no_space()
"""


@pytest.fixture
def learner(client: TestClient, db: Database, tmp_path: Path) -> Learner:
    return Learner(client, db, tmp_path / "packages")


def test_it_is_not_ready_while_the_disk_is_full_and_no_work_is_lost(
    client: TestClient, db: Database, learner: Learner
) -> None:
    assert learner.commits(1) == (200, "applied")
    with full_disk(db):
        must_not_be_ready(client, "The database cannot be written")
        assert learner.commits(2) == (503, "busy")
        must_not_be_ready(client, "The database cannot be written")
    _forget(client)
    assert client.get("/ready").status_code == 200
    assert learner.commits(2) == (200, "applied")


def _forget(client: TestClient) -> None:
    """Lets the next question be a new trial at once."""
    runtime = runtime_of(client)
    runtime.trials = Trials(runtime.writer)


def make_read_only(db: Database, engine: Engine, address: str) -> None:
    if isinstance(engine, Postgres):
        name = psycopg.conninfo.conninfo_to_dict(address)["dbname"]
        engine._run(f"alter database {name} set default_transaction_read_only = on")
        db.close()  # new connections then have the setting
    else:
        with db.write():
            pass
        for raw in db._idle[True]:  # type: ignore[attr-defined]
            raw.execute("pragma query_only = on")


def test_it_is_not_ready_while_the_database_is_read_only(
    client: TestClient, db: Database, engine: Engine, address: str
) -> None:
    make_read_only(db, engine, address)
    must_not_be_ready(client, "The database cannot be written")


def test_a_commit_to_a_read_only_database_is_sent_again(
    learner: Learner, db: Database, engine: Engine, address: str
) -> None:
    make_read_only(db, engine, address)
    assert learner.commits(1) == (503, "busy")


def test_it_is_not_ready_without_its_database_until_that_is_back(
    client: TestClient,
    db: Database,
    engine: Engine,
    address: str,
    tmp_path: Path,
    learner: Learner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("elearn.database.postgres.REACHED_WITHIN", 0.3)
    db.close()  # what is opened now waits as long for a server
    assert client.get("/ready").status_code == 200
    _forget(client)
    with taken_away(engine, address, tmp_path):
        must_not_be_ready(client, "The database cannot be written")
        assert learner.commits(1) == (503, "busy")
        must_not_be_ready(client, "The database cannot be written")
        ours = {"Origin": Settings().runtime_url}
        asked = client.post("/start", data={"email": "ada@north.example"}, headers=ours)
        assert asked.status_code == 503
        assert "a link is on its way" not in asked.text
    _forget(client)
    assert client.get("/ready").status_code == 200
    assert learner.commits(1) == (200, "applied")


@contextmanager
def taken_away(engine: Engine, address: str, folder: Path) -> Iterator[None]:
    """The database has another name for as long as the block lasts."""
    if not isinstance(engine, Postgres):
        Path(address).rename(folder / "taken-away.db")
        yield
        (folder / "taken-away.db").rename(address)
        return
    name = psycopg.conninfo.conninfo_to_dict(address)["dbname"]
    engine._run(f"alter database {name} allow_connections false")
    engine._run(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")
    engine._run(f"alter database {name} rename to {name}_away")
    yield
    engine._run(f"alter database {name}_away rename to {name}")
    engine._run(f"alter database {name} allow_connections true")


def die(_: Connection) -> None:
    """Work that ends the thread which does it."""
    raise SystemExit


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_after_the_writers_thread_has_died_it_is_not_ready_and_nobody_waits(
    client: TestClient, learner: Learner
) -> None:
    assert client.get("/ready").status_code == 200
    writer = runtime_of(client).writer
    writer.submit(die)
    assert writer._thread is not None
    writer._thread.join(20)
    must_not_be_ready(client, "The thread that saves learners' work has ended")
    assert learner.commits(1) == (503, "busy")
    must_not_be_ready(client, "The thread that saves learners' work has ended")


def test_while_the_writer_is_stuck_nobody_waits_for_ever(
    client: TestClient, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, held = threading.Event(), threading.Event()

    def stick(_: Connection) -> None:
        begun.set()
        held.wait(20)

    stuck = runtime_of(client).writer.submit(stick)
    assert begun.wait(20)
    with monkeypatch.context() as at_once:
        at_once.setattr("elearn.runtime.writer.ANSWERS_WITHIN", 0)
        assert learner.commits(1) == (503, "busy")
        assert client.get("/health").status_code == 200
    held.set()
    stuck.result(20)
    assert learner.commits(1) in ((200, "applied"), (200, "duplicate"))
    assert learner.commits(2) == (200, "applied")


def test_it_is_not_ready_while_the_writer_is_stuck_and_is_soon_after(db: Database) -> None:
    runtime, clock = Runtime(db, Settings()), Clock()
    runtime.trials = Trials(runtime.writer, clock)
    begun, held = threading.Event(), threading.Event()

    def stick(_: Connection) -> None:
        begun.set()
        held.wait(20)

    stuck = runtime.writer.submit(stick)
    assert begun.wait(20)

    async def waiting() -> str:
        asked = asyncio.create_task(runtime.trials.problem())
        await asyncio.sleep(0.05)
        clock.now += WRITES_WITHIN + 1
        return await asked

    assert "Nothing was saved for 6 seconds" in loops.run(waiting())
    assert "Nothing was saved for 6 seconds" in loops.run(
        runtime.trials.problem()
    )  # at once, and asks for no more
    assert runtime.writer._queue.qsize() == 1
    held.set()
    stuck.result(20)
    runtime.writer.submit(lambda _: None).result(20)
    assert loops.run(runtime.trials.problem()) == ""
    runtime.close()


def test_the_log_says_once_why_and_when_it_is_over(
    client: TestClient, db: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    trials = runtime_of(client).trials
    trials._clock = clock = Clock()
    with monkeypatch.context() as broken:
        broken.setattr(type(db), "write", _fails)
        for _ in range(3):
            clock.now += 2
            must_not_be_ready(client, "A trial of saving something has failed")
    clock.now += 2
    assert client.get("/ready").status_code == 200
    said = [record.getMessage() for record in caplog.records if record.name == "elearn.runtime"]
    assert [words.partition(".")[0] for words in said] == ["Not ready", "Ready again"]


@contextmanager
def _fails(_: Database) -> Iterator[Connection]:
    raise ValueError("ann@north.example")
    yield


def test_a_runtime_that_stops_leaves_a_file_that_is_whole_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "elearn.db"
    with TestClient(create_app(open_database(str(path)), Settings())) as visitor:
        assert visitor.get("/ready").status_code == 200
        assert Path(f"{path}-wal").exists()
    assert not Path(f"{path}-wal").exists()
