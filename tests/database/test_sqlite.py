"""What only an SQLite file has: its pages, its log, and its place on the disk."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from elearn.database import Connection, DatabaseUnwritable, open_database
from elearn.database.sqlite import SqliteDatabase, open_file
from elearn.problems import ElearnError
from tests.database.groups import add, names


@pytest.fixture
def db(empty_file: Path, tmp_path: Path) -> SqliteDatabase:
    """An empty database."""
    shutil.copyfile(empty_file, tmp_path / "elearn.db")
    return open_file(tmp_path / "elearn.db")


def test_a_full_disk_is_said_to_be_full_and_leaves_nothing_behind(db: SqliteDatabase) -> None:
    add(db, "R1")
    with pytest.raises(DatabaseUnwritable, match="full"), db.write() as conn:
        _fill(conn)
    assert names(db) == ["R1"]
    add(db, "R2")
    assert names(db) == ["R1", "R2"]


def test_commits_are_on_the_disk_when_they_end(db: SqliteDatabase) -> None:
    with db.read() as conn:
        assert conn.value("pragma journal_mode") == "wal"
        assert conn.value("pragma synchronous") == 2


def test_a_check_tells_of_a_row_that_points_nowhere(db: SqliteDatabase) -> None:
    raw = sqlite3.connect(db.path)
    raw.execute("insert into agency (id, name, parent) values ('a', 'A', 'nowhere')")
    raw.commit()
    raw.close()
    assert db.check() == ["Row 1 of agency points to a row of agency that is not there."]


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear board, " * 200)
    with pytest.raises(ElearnError, match=r"letter\.txt is damaged \(file is not a database\)"):
        open_database(str(path))
    assert path.read_text().startswith("Dear board")


def test_a_kind_of_database_that_we_do_not_speak_is_said_so() -> None:
    with pytest.raises(ElearnError, match=r"mysql databases cannot be used.*postgresql://"):
        open_database("mysql://somewhere/elearn")


def _fill(conn: Connection) -> None:
    """Adds rows to a database that may not grow, as on a full disk."""
    conn.execute("pragma max_page_count = 1")
    for number in range(2_000):
        conn.execute("insert into role_group (id, name) values (:id, '')", {"id": f"{number}".zfill(200)})
