"""The database: transactions, threads, processes, checks and copies."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from elearn.database import Connection, Database, DatabaseUnwritable, open_database
from elearn.problems import ElearnError
from tests.database.groups import add, names
from tests.engines import REFUSED, Engine, Postgres


def test_a_write_that_fails_leaves_nothing_behind(db: Database) -> None:
    with pytest.raises(REFUSED):
        add(db, "R1", "R1")
    assert names(db) == []


def test_a_savepoint_undoes_its_own_part_only(db: Database) -> None:
    with db.write() as conn:
        conn.execute("insert into role_group (id, name) values ('R1', 'One')")
        with suppress(REFUSED), conn.savepoint():
            conn.execute("insert into role_group (id, name) values ('R2', 'Two')")
            conn.execute("insert into role_group (id, name) values ('R1', 'Again')")
        conn.execute("insert into role_group (id, name) values ('R3', 'Three')")
    assert names(db) == ["R1", "R3"]


def test_others_write_while_a_transaction_gets_ready(db: Database, address: str) -> None:
    def get_ready(conn: Connection) -> None:
        conn.execute("create temporary table ready (name text)")
        with open_database(address) as other:
            add(other, "R1")
        conn.execute("insert into ready values ('R2')")

    with db.write(first=get_ready) as conn:
        conn.execute("insert into role_group (id, name) select name, name from ready")
        conn.execute("drop table ready")
    assert names(db) == ["R1", "R2"]

    def fail(conn: Connection) -> None:
        conn.execute("create temporary table ready (name text)")
        raise ElearnError("not ready")

    with pytest.raises(ElearnError, match="not ready"), db.write(first=fail):
        pytest.fail("the transaction must not begin")
    add(db, "R3")
    assert names(db) == ["R1", "R2", "R3"]


def test_a_reader_sees_one_moment_while_others_write(db: Database) -> None:
    with db.read() as conn:
        before = conn.value("select count(*) from role_group")
        add(db, "R1")
        assert conn.value("select count(*) from role_group") == before == 0
    assert names(db) == ["R1"]


def test_a_reader_cannot_write(db: Database) -> None:
    with pytest.raises((sqlite3.OperationalError, DatabaseUnwritable)), db.read() as conn:
        conn.execute("delete from role_group")


def test_a_write_inside_a_write_is_refused_at_once(db: Database) -> None:
    with db.write(), pytest.raises(RuntimeError), db.write():
        pass


def test_a_row_that_points_nowhere_is_refused(db: Database) -> None:
    with pytest.raises(REFUSED), db.write() as conn:
        conn.execute("insert into agency (id, name, parent) values ('a', 'A', 'nowhere')")


def test_a_list_stands_for_all_of_its_values(db: Database) -> None:
    add(db, "R1", "R2", "it's")
    with db.read() as conn:
        sql = "select id from role_group where id in :ids and id <> :other order by id"
        many = [f"x{n}" for n in range(50_000)]
        assert conn.column(sql, {"ids": [*many, "R1", "it's"], "other": "R2"}) == ["R1", "it's"]
        assert conn.column(sql, {"ids": set(), "other": ""}) == []
        assert conn.column(sql, {"ids": ["it's"], "other": ""}) == ["it's"]
        assert conn.column(sql, {"ids": ["it's"], "other": "it's"}) == []
        both = "select id from role_group where id in :ids and (id not in :others or id in :ids) order by id"
        assert conn.column(both, {"ids": {"R1"}, "others": ["R1", "R2"]}) == ["R1"]
        assert conn.column(both, {"ids": ("R1", "R2"), "others": ("R2",)}) == ["R1", "R2"]


def test_many_threads_write_without_losing_any(db: Database) -> None:
    def write(thread: int) -> None:
        for number in range(20):
            add(db, f"{thread}-{number}")

    threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(db)) == 120


def test_a_backup_is_whole_and_can_be_used(db: Database, tmp_path: Path) -> None:
    add(db, "R1")
    target = tmp_path / "copies" / "copy.db"
    db.backup(target)
    add(db, "R2")
    with open_database(str(target)) as copy:
        assert names(copy) == ["R1"]
        assert copy.check() == []
    db.backup(target)
    with open_database(str(target)) as copy:
        assert names(copy) == ["R1", "R2"]


def test_several_processes_may_make_a_new_database_at_once(engine: Engine, tmp_path: Path) -> None:
    address = engine.address(engine.empty()) if isinstance(engine, Postgres) else str(tmp_path / "new.db")
    code = "import sys; from elearn.database import open_database; open_database(sys.argv[1]).close()"
    running = [
        subprocess.Popen([sys.executable, "-c", code, address], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [process.communicate()[1] for process in running] == [""] * 4
    with open_database(address) as db:
        assert db.migrate() == []
        assert db.check() == []
    engine.drop(address)


def test_a_text_with_a_nul_in_it_is_like_no_other(db: Database) -> None:
    add(db, "R1")
    with db.read() as conn:
        sql = "select id from role_group where id = :id or id in :ids"
        assert conn.column(sql, {"id": "R1\0", "ids": ["R1\0", "\0"]}) == []


def test_what_was_sent_is_there_for_what_comes_next_and_is_told_if_it_failed(db: Database) -> None:
    add_one = "insert into role_group (id, name) values (:id, 'A group')"
    with db.write() as conn:
        conn.send(add_one, {"id": "R1"})
        conn.send_many(add_one, [{"id": "R2"}, {"id": "R3"}])
        assert conn.column("select id from role_group order by id") == ["R1", "R2", "R3"]
        with pytest.raises(REFUSED), conn.savepoint():
            conn.send_many(add_one, [{"id": "R4"}, {"id": "R1"}])
        conn.send(add_one, {"id": "R5"})
        assert conn.many(add_one, [{"id": "R6"}, {"id": "R7"}]) == 2
        before = conn.changes
        conn.send("update role_group set name = 'One' where id = 'R1'")
        assert conn.changes > before
    assert names(db) == ["R1", "R2", "R3", "R5", "R6", "R7"]
    with pytest.raises(REFUSED), db.write() as conn:
        conn.send_many(add_one, [{"id": "R8"}, {"id": "R1"}])
    with pytest.raises(ElearnError, match="no"), db.write() as conn:
        _send_and_fail(conn, add_one)
    assert names(db) == ["R1", "R2", "R3", "R5", "R6", "R7"]


def _send_and_fail(conn: Connection, add_one: str) -> None:
    conn.send(add_one, {"id": "R9"})
    raise ElearnError("no")
