"""A database that is damaged while learners work: everybody is told so in words, and no work is lost."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from starlette.testclient import TestClient
from tests.engines import Engine, Postgres
from tests.runtime.learner import Learner

from elearn.database import Database, check_database, open_database
from elearn.runtime import create_app
from elearn.settings import Settings

PAGE = 4096
BLOCK = 8192

Spoil = Callable[[str], tuple[Database, TestClient]]


@pytest.fixture
def client(db: Database) -> Iterator[TestClient]:
    """A visitor of a runtime on the test's database."""
    with TestClient(create_app(db, Settings())) as visitor:
        yield visitor


@pytest.fixture
def learner(client: TestClient, db: Database, tmp_path: Path) -> Learner:
    return Learner(client, db, tmp_path / "packages")


@pytest.fixture
def spoiled(
    db: Database, client: TestClient, learner: Learner, engine: Engine, address: str
) -> Iterator[Spoil]:
    """Overwrites the pages of a table, after one commit. Gives the database and a runtime that meets them."""
    assert learner.commits(1) == (200, "applied")
    made: list[str] = []

    def spoil(table: str) -> tuple[Database, TestClient]:
        if not isinstance(engine, Postgres):
            db.close()
            _spoil_file(address, table)
            return db, client
        # the server has read the pages of this database; it has not read those of a copy
        source = str(psycopg.conninfo.conninfo_to_dict(address)["dbname"])
        with psycopg.connect(address) as raw:
            path = raw.execute("select pg_relation_filepath(%s)", (table,)).fetchall()[0][0]
        db.close()
        made.append(engine.copy(source))
        name = psycopg.conninfo.conninfo_to_dict(made[0])["dbname"]
        with psycopg.connect(engine._server) as raw:
            folder = raw.execute("show data_directory").fetchall()[0][0]
            number = raw.execute("select oid from pg_database where datname = %s", (name,)).fetchall()[0][0]
        file = Path(folder) / "base" / str(number) / Path(path).name
        file.write_bytes(b"\xff" * max(file.stat().st_size, BLOCK))
        copy = open_database(made[0])
        visitor = TestClient(create_app(copy, Settings()), cookies=client.cookies)
        learner.client = visitor
        return copy, visitor

    yield spoil
    learner.client.app.state.runtime.close()  # type: ignore[attr-defined]
    for copy in made:
        engine.drop(copy)


def _spoil_file(path: str, table: str) -> None:
    raw = sqlite3.connect(path)
    (page,) = raw.execute("select rootpage from sqlite_master where name = ?", (table,)).fetchone()
    raw.close()
    with Path(path).open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\xff" * PAGE)


def test_a_learners_work_is_not_acknowledged_and_everybody_is_told(
    spoiled: Spoil, learner: Learner, caplog: pytest.LogCaptureFixture
) -> None:
    _, visitor = spoiled("play_session")
    assert visitor.get("/health").json() == {"status": "ok"}
    assert learner.commits(2) == (503, "busy")
    said = learner.says
    assert "The database is damaged." in said
    assert "kept on your device" in said
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert errors
    for record in errors:
        assert "is damaged" in record.getMessage()
        assert "put back the latest backup" in record.getMessage()
        assert record.exc_info is None
    assert visitor.get("/health").status_code == 200


def test_a_page_says_so_too(spoiled: Spoil) -> None:
    _, visitor = spoiled("session")
    answer = visitor.post("/open/a-blank-course", headers={"Origin": Settings().runtime_url})
    assert answer.status_code == 503
    assert "The database is damaged" in answer.text
    assert "latest backup" in answer.text
    assert "Traceback" not in answer.text


def test_it_is_not_ready(spoiled: Spoil) -> None:
    _, visitor = spoiled("unsettled_course")
    answer = visitor.get("/ready")
    assert answer.status_code == 503
    assert "The database is damaged. Stop elearn, and put back the latest backup." in answer.json()["problem"]
    assert "/" not in answer.json()["problem"]


def test_a_check_names_the_table_and_a_backup_is_refused(
    spoiled: Spoil, address: str, engine: Engine, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    with open_database(address) as db:
        db.backup(backup)
    before = backup.read_bytes()
    damaged, _ = spoiled("person")
    if isinstance(engine, Postgres):
        [fault] = damaged.check()
        assert fault.startswith("The table person cannot be read: invalid page")
    else:
        assert damaged.check() == check_database(address).faults != []
    with pytest.raises(Exception, match="is damaged"):
        damaged.backup(backup)
    assert backup.read_bytes() == before


def test_once_seen_sqlite_is_not_ready_whatever_page_it_was(
    spoiled: Spoil, learner: Learner, engine: Engine
) -> None:
    """A server is looked after by others, and may heal: elearn goes on where it can."""
    _, visitor = spoiled("play_session")
    assert learner.commits(2) == (503, "busy")
    assert visitor.get("/ready").status_code == (200 if isinstance(engine, Postgres) else 503)
