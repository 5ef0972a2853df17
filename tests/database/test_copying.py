"""Everything in one database copied to another, there and back, and put back from a backup."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from elearn.database import Database, copy_between, copying, open_database, restore_database
from elearn.problems import ElearnError
from elearn.tracker import standing
from tests.database.test_upgrades import fill
from tests.engines import Postgres
from tests.tracker.conftest import fill as fill_county


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """Where a database is that has rows in nearly every table, and rows whose values are hard to carry."""
    place = str(tmp_path / "filled.db")
    with open_database(place) as db:
        fill(db)
        fill_county(db)
        standing.settle(db)
        with db.write() as conn:
            conn.execute(
                "insert into agency (id, name, parent) values ('0-child', 'Öst\t\\N\r\n“x”', 'trust')"
            )
            conn.execute(
                "insert into standing (person, spells) values (7, :bytes)", {"bytes": bytes(range(256))}
            )
            conn.execute("update registration set score = :third, total_seconds = 1e300", {"third": 100 / 3})
            conn.execute("delete from change where version < (select max(version) from change)")
    return place


def everything(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    with db.read() as conn:
        return {
            each.name: sorted(conn.tuples(f"select * from {each.name}"), key=repr) for each in conn.tables()
        }


def test_a_database_copied_there_and_back_is_the_same(
    filled: str, postgres: Postgres, tmp_path: Path
) -> None:
    there, back = postgres.address(postgres.empty()), str(tmp_path / "back.db")
    done = copy_between(filled, there)
    assert copy_between(there, back) == done
    with open_database(filled) as one, open_database(there) as other, open_database(back) as third:
        assert everything(one) == everything(other) == everything(third)
        assert done.rows == sum(len(rows) for rows in everything(one).values())
        assert other.check() == third.check() == []
        for db in (other, third):  # numbers go on after those that were copied
            with db.write() as conn:
                newest = conn.value("select max(id) from person")
                new = conn.value(
                    "insert into person (email, name) values ('new@x.example', 'N') returning id"
                )
                assert new == newest + 1
    with closing(sqlite3.connect(filled)) as first, closing(sqlite3.connect(back)) as last:
        whole = [
            sorted(line for line in raw.iterdump() if line.startswith("INSERT")) for raw in (first, last)
        ]
    ours = [[line for line in lines if "_sqlite_migrations" not in line] for lines in whole]
    assert ours[0] == [line for line in ours[1] if "new@x.example" not in line]


def test_nothing_is_copied_onto_rows(filled: str, postgres: Postgres, tmp_path: Path) -> None:
    for target in (postgres.address(postgres.empty()), str(tmp_path / "new.db")):
        with open_database(target) as db, db.write() as conn:
            conn.execute("insert into role_group (id, name) values ('mine', 'Mine')")
        with pytest.raises(ElearnError, match="already has rows, in role_group"):
            copy_between(filled, target)
        with open_database(target) as db:
            assert everything(db)["role_group"] == [("mine", "Mine", "")]
            assert everything(db)["person"] == []


def test_a_row_that_did_not_arrive_as_it_was_stops_the_copy(
    filled: str, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = copying._load

    def lossy(old: Any, new: Any, table: Any, done: Any) -> None:
        load(old, new, table, done)
        if table.name == "person":
            new.execute("update person set name = 'P ' where id = 7")

    monkeypatch.setattr(copying, "_load", lossy)
    target = postgres.address(postgres.empty())
    with pytest.raises(ElearnError, match="row of person is not the same"):
        copy_between(filled, target)
    with open_database(target) as db:
        assert everything(db)["agency"] == []


@pytest.mark.parametrize("source", ["missing.db", "."])
def test_a_source_that_is_not_there_is_not_made(source: str, tmp_path: Path) -> None:
    with pytest.raises(ElearnError, match="no database"):
        copy_between(str(tmp_path / source), str(tmp_path / "new.db"))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_already_there_is_the_source_and_the_target_of_nothing(filled: str) -> None:
    with pytest.raises(ElearnError, match="the same"):
        copy_between(filled, filled)


def test_a_backup_of_a_server_s_database_is_put_back_into_either(
    filled: str, postgres: Postgres, tmp_path: Path
) -> None:
    place, other = postgres.address(postgres.empty()), str(tmp_path / "other.db")
    copy_between(filled, place)
    backup = tmp_path / "backup.db"
    with open_database(place) as db:
        db.backup(backup)
        before = everything(db)
        with db.write() as conn:
            conn.execute("update agency set name = 'changed'")
    assert [path.name for path in tmp_path.glob("*backup*")] == ["backup.db"]
    with pytest.raises(ElearnError, match="say --replace"):
        restore_database(backup, place)
    assert restore_database(backup, place, replace=True).kept is None
    assert restore_database(backup, other).kept is None
    for address in (place, other):
        with open_database(address) as db:
            assert everything(db) == before
            assert db.check() == []


def test_a_backup_takes_the_place_of_a_file_that_is_kept(filled: str, tmp_path: Path) -> None:
    place, backup = tmp_path / "filled.db", tmp_path / "backup.db"
    with open_database(filled) as db:
        db.backup(backup)
        before = everything(db)
        with db.write() as conn:
            conn.execute("update agency set name = 'changed'")
        changed = everything(db)
        with pytest.raises(ElearnError, match=r"[Ss]ay --replace"):
            restore_database(backup, filled)
        with db.read(), pytest.raises(ElearnError, match="is in use"):
            restore_database(backup, filled, replace=True)
        assert everything(db) == changed
    done = restore_database(backup, filled, replace=True)
    assert done.kept is not None
    with open_database(filled) as db, open_database(str(done.kept)) as kept:
        assert everything(db) == before
        assert everything(kept) == changed
    assert place.stat().st_mode & 0o777 == done.kept.stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob(".restore*"))


def test_a_damaged_database_is_replaced_by_its_backup(filled: str, tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    with open_database(filled) as db:
        db.backup(backup)
    Path(filled).write_bytes(b"not a database at all" * 1_000)
    assert restore_database(backup, filled, replace=True).kept is not None
    with open_database(filled) as db:
        assert db.check() == []


@pytest.mark.parametrize("damage", ["cut", "text", "missing"])
def test_a_backup_that_cannot_be_used_changes_nothing(filled: str, tmp_path: Path, damage: str) -> None:
    backup = tmp_path / "backup.db"
    shutil.copyfile(filled, backup)
    if damage == "cut":
        whole = backup.read_bytes()
        backup.write_bytes(whole[: len(whole) // 2])
    elif damage == "text":
        backup.write_text("Dear board, " * 500)
    else:
        backup.unlink()
    with open_database(filled) as db:
        before = everything(db)
    with pytest.raises(ElearnError):
        restore_database(backup, filled, replace=True)
    with open_database(filled) as db:
        assert everything(db) == before
    assert not list(tmp_path.glob("*replaced*"))


def test_a_check_of_a_server_s_database_finds_what_does_not_hold(postgres: Postgres) -> None:
    address = postgres.address(postgres.empty())
    with open_database(address) as db:
        assert db.check() == []
        with psycopg.connect(address, autocommit=True) as raw:
            raw.execute("set session_replication_role = replica")
            raw.execute("insert into agency (id, name, parent) values ('a', 'A', 'nowhere')")
            raw.execute(
                "update pg_index set indisvalid = false where indexrelid = 'completion_person'::regclass"
            )
        assert db.check() == [
            "The index completion_person is not valid. Rebuild it with `reindex index completion_person`.",
            "In agency, 1 row points to a row of agency that is not there.",
        ]
