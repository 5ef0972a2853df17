"""The database's file: only its owner can read it, and nothing is written to one that was removed."""

import shutil
import stat
from pathlib import Path

import pytest

from elearn.database import DatabaseUnwritable
from elearn.database.sqlite import SqliteDatabase, open_file


@pytest.fixture
def db(tmp_path: Path) -> SqliteDatabase:
    return open_file(tmp_path / "elearn.db")


def _write(db: SqliteDatabase) -> None:
    with db.write() as conn:
        conn.execute("insert into role_group (id, name, level) values ('r1', 'All staff', 1)")


def test_a_new_database_and_its_backup_are_read_by_their_owner_alone(
    db: SqliteDatabase, tmp_path: Path
) -> None:
    _write(db)
    db.backup(tmp_path / "copy.db")
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_nothing_is_acknowledged_once_the_file_was_taken_away(db: SqliteDatabase) -> None:
    away = db.path.with_suffix(".away")
    db.path.rename(away)
    for use in (db.read, db.write):
        with pytest.raises(DatabaseUnwritable, match="taken away"), use():
            pass
    assert not db.path.exists()
    away.rename(db.path)
    _write(db)


def test_nothing_is_acknowledged_once_another_file_has_its_place(db: SqliteDatabase) -> None:
    copy = db.path.with_suffix(".copy")
    shutil.copy(db.path, copy)
    copy.replace(db.path)
    with pytest.raises(DatabaseUnwritable, match="replaced"):
        _write(db)
    _write(open_file(db.path))
