"""What is measured: commits and what becomes of them, and nothing about people. The parent serves the sum of all."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from elearn import metrics
from elearn.database import (
    Connection,
    Database,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseUnwritable,
    open_database,
)
from elearn.measures import Measures
from elearn.problems import ElearnError
from elearn.runtime import Runtime, create_app, session_cookie, watched
from elearn.runtime.writer import Writer
from elearn.settings import Settings, settings
from elearn.tracker import registrations, sessions
from tests.runtime.conftest import ADA, COURSE, register_blank
from tests.serving import free_port, installation


@pytest.fixture
def measures(monkeypatch: pytest.MonkeyPatch) -> Measures:
    """What this process counts, for the length of a test."""
    counting = Measures()
    monkeypatch.setattr(metrics, "_measures", counting)
    return counting


def value(measures: Measures, name: str, **labels: str) -> float | None:
    return measures.registry.get_sample_value(name, labels)


def add_ada(db: Database) -> int:
    with db.write() as connection:
        sql = "insert into person (email, name) values (:email, 'Ada Marsh') returning id"
        return int(connection.value(sql, {"email": ADA}))


@contextmanager
def learner(db: Database, folder: Path) -> Iterator[tuple[TestClient, str]]:
    """Ada's browser, and an open play session of hers."""
    register_blank(db, folder / "packages")
    registration = registrations.start(db, add_ada(db), COURSE)
    session = registrations.open_session(db, registration.id, registration.person).id
    where = Settings()
    client = TestClient(create_app(db, where), where.runtime_url, headers={"Origin": where.runtime_url})
    client.cookies.set(session_cookie(secure=False), sessions.mint_session(db, registration.person))
    yield client, session


def body(session: str, number: int = 1, **values: Any) -> dict[str, Any]:
    return {"session": session, "number": number, "standard": "scorm2004", "cmi": values}


def test_each_commit_is_counted_with_what_became_of_it_and_how_long_it_took(
    db: Database, tmp_path: Path, measures: Measures
) -> None:
    with learner(db, tmp_path) as (client, session):
        client.post("/commit", json=body(session, location="p1"))
        client.post("/commit", json=body(session, location="p1"))
        client.post("/commit", json=body(session, 7))
        client.post("/commit", json=body(session, 2, completion_status="perhaps"))
        client.post("/commit", json=body(session, 2), headers={"Origin": "http://elsewhere.example"})
        client.cookies.clear()
        client.post("/commit", json=body(session, 2))
    outcomes = ("applied", "duplicate", "gap", "refused", "not-allowed", "signed-out")
    assert [value(measures, "elearn_commits_total", outcome=each) for each in outcomes] == [1] * 6
    assert value(measures, "elearn_commit_seconds_count") == 6
    assert value(measures, "elearn_commit_seconds_bucket", le="10.0") == 6
    assert value(measures, "elearn_writes_waiting") == 0


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (DatabaseBusy("busy"), "busy"),
        (DatabaseUnwritable("full"), "unwritable"),
        (DatabaseDamaged("x", "y"), "damaged"),
        (ValueError("x"), "other"),
    ],
)
def test_a_failed_transaction_is_counted_with_its_reason(
    db: Database, measures: Measures, monkeypatch: pytest.MonkeyPatch, fault: Exception, outcome: str
) -> None:
    @contextmanager
    def write(*_: object, **__: object) -> Iterator[Connection]:
        raise fault
        yield

    monkeypatch.setattr(type(db), "write", write)
    writer = Writer(db)
    with pytest.raises(type(fault)):
        writer.submit(lambda _: None).result(20)
    writer.close()
    assert value(measures, "elearn_transactions_failed_total", reason=outcome) == 1


def test_what_waits_and_what_shared_a_transaction_is_shown(db: Database, measures: Measures) -> None:
    writer = Writer(db)
    begun, held = threading.Event(), threading.Event()

    def hold(_: Connection) -> None:
        begun.set()
        held.wait(20)

    writer.submit(hold)
    assert begun.wait(20)
    waiting = [writer.submit(lambda _: None) for _ in range(3)]
    assert value(measures, "elearn_writes_waiting") == 3
    held.set()
    for each in waiting:
        each.result(20)
    writer.close()
    assert value(measures, "elearn_writes_waiting") == 0
    assert value(measures, "elearn_transaction_commits_sum") == 4
    assert value(measures, "elearn_transaction_commits_count") == 2


def test_it_shows_whether_the_database_takes_writes_and_what_is_to_be_worked_out(
    db: Database, measures: Measures, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = add_ada(db)
    with db.write() as connection:
        connection.execute("insert into unsettled (person) values (:ada)", {"ada": ada})
    runtime = Runtime(db, Settings())
    with watched(runtime, 0.01):
        until(lambda: value(measures, "elearn_people_unsettled") == 1)
        assert value(measures, "elearn_database_writable") == 1
    monkeypatch.setattr(type(runtime.trials), "problem", _a_problem)
    with watched(runtime, 0.01):
        until(lambda: value(measures, "elearn_database_writable") == 0)
    runtime.close()


async def _a_problem(_: object) -> str:
    return "The disk is full."


def test_it_shows_how_far_an_import_is_and_forgets_it_at_the_end(measures: Measures) -> None:
    told: list[tuple[int, int]] = []
    with metrics.import_shown("apply", lambda done, total: told.append((done, total))) as tell:
        tell(10, 40)
        assert value(measures, "elearn_import_rows_done", stage="apply") == 10
        assert value(measures, "elearn_import_rows", stage="apply") == 40
    assert value(measures, "elearn_import_rows", stage="apply") == 0
    assert told == [(10, 40)]


def test_without_a_port_nothing_is_loaded(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from elearn.database import open_database; from elearn import metrics\n"
        "from elearn.runtime import Runtime, watched; from elearn.settings import settings\n"
        "metrics.begin(); runtime = Runtime(open_database(), settings())\n"
        "with metrics.served(), metrics.served_alone(), watched(runtime): runtime.writer.submit(lambda _: 1).result()\n"
        "metrics.count_commit('applied', 1.0); runtime.close(); print('prometheus_client' in sys.modules)"
    )
    environment = {**os.environ, "ELEARN_METRICS_PORT": ""}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Lets a test change the settings."""
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.parametrize("port", ["0", "65536", "metrics", "-1"])
def test_a_port_that_cannot_be_is_said(given: pytest.MonkeyPatch, port: str) -> None:
    given.setenv("ELEARN_METRICS_PORT", port)
    with pytest.raises(ElearnError, match="ELEARN_METRICS_PORT is"), metrics.served():
        pass


def test_a_port_in_use_is_said(given: pytest.MonkeyPatch) -> None:
    given.setenv("ELEARN_METRICS_PORT", str(free_port()))
    with metrics.served(), pytest.raises(ElearnError, match="Metrics cannot use port"), metrics.served():
        pass
    assert "PROMETHEUS_MULTIPROC_DIR" not in os.environ


def test_one_process_alone_serves_what_it_counts(given: pytest.MonkeyPatch, measures: Measures) -> None:
    port = free_port()
    given.setenv("ELEARN_METRICS_PORT", str(port))
    with metrics.served_alone():
        metrics.count_commit("applied", 0.004)
        assert 'elearn_commits_total{outcome="applied"} 1.0' in read(port)
    with pytest.raises(httpx.ConnectError):
        read(port)


def read(port: int) -> str:
    return httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text


def until(well: Any) -> None:
    end = monotonic() + 20
    while not well():
        assert monotonic() < end
        sleep(0.02)


def runtime_process(metrics_folder: Path) -> int:
    """The process that shows whether the database takes writes."""
    (file,) = metrics_folder.glob("gauge_livemin_*.db")
    return int(file.stem.rpartition("_")[2])


@pytest.mark.deep
@pytest.mark.skipif(not Path("/dev/shm").exists(), reason="finds the folder of the metrics in memory")
def test_elearn_serve_serves_the_sum_and_keeps_what_a_process_that_died_had_counted(tmp_path: Path) -> None:
    port = free_port()
    before = set(Path("/dev/shm").glob("elearn-metrics-*"))
    with installation(tmp_path, ELEARN_METRICS_PORT=str(port)) as place:
        (folder,) = set(Path("/dev/shm").glob("elearn-metrics-*")) - before
        headers = {"Origin": place.runtime}
        commit = f"{place.runtime}/commit"
        refused = httpx.post(commit, json=body("none", location=ADA), headers=headers, trust_env=False)
        assert refused.status_code == 401
        until(lambda: "elearn_database_writable 1.0" in read(port))
        said = read(port)
        assert 'elearn_commits_total{outcome="signed-out"} 1.0' in said
        assert 'elearn_commits_total{outcome="applied"} 0.0' in said
        assert set(re.findall(r"[{,](\w+)=", said)) == {"outcome", "reason", "le", "stage"}
        assert ADA not in said
        os.kill(runtime_process(folder), signal.SIGKILL)
        until(lambda: "elearn_database_writable" not in read(port))
        assert 'elearn_commits_total{outcome="signed-out"} 1.0' in read(port)
        assert min(file.stat().st_size for file in folder.glob("counter_*.db")) < 4_096
        until(lambda: "elearn_database_writable 1.0" in read(port))
    assert not folder.exists()
    with open_database(str(place.database)) as db, db.read() as connection:
        assert connection.value("select count(*) from unsettled_course") == 0
