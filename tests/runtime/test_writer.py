"""The one writer works in order and each piece by itself, and answers only when the disk has it."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from tests import loops

from elearn.database import Connection, Database, DatabaseBusy, DatabaseUnwritable, open_database
from elearn.runtime import writer as module
from elearn.runtime.writer import MOST_IN_ONE, Writer

ADD = "insert into subgroup_meeting (held_on) values (:id)"


@pytest.fixture
def database(db: Database) -> Database:
    return db


def written(database: Database) -> list[str]:
    with database.read() as connection:
        return connection.column("select held_on from subgroup_meeting order by id")


def test_work_is_done_in_the_order_in_which_it_came(database: Database) -> None:
    writer = Writer(database)
    wanted = [f"a{number}" for number in range(3 * MOST_IN_ONE)]
    futures = [writer.submit(lambda conn, name=name: conn.execute(ADD, {"id": name})) for name in wanted]
    assert [future.result(20) for future in futures] == [1] * len(wanted)
    assert written(database) == wanted
    writer.close()


def test_work_that_fails_undoes_only_itself(database: Database) -> None:
    writer = Writer(database)

    def fail(connection: Connection) -> None:
        connection.execute(ADD, {"id": "half"})
        raise ValueError("no")

    before = writer.submit(lambda conn: conn.execute(ADD, {"id": "before"}))
    failed = writer.submit(fail)
    after = writer.submit(lambda conn: conn.execute(ADD, {"id": "after"}))
    assert before.result(20) == 1
    assert after.result(20) == 1
    with pytest.raises(ValueError, match="no"):
        failed.result(20)
    assert written(database) == ["before", "after"]
    writer.close()


def test_what_was_sent_and_failed_undoes_nobody_elses_work(database: Database) -> None:
    """A server tells of it only later, when somebody else's work is done or at the end of the transaction."""
    writer = Writer(database)

    def again(connection: Connection) -> None:
        connection.send(ADD, {"id": "a0"})

    for place in range(3):
        works = [lambda conn, n=n: conn.send(ADD, {"id": f"a{n}"}) for n in range(2)]
        works.insert(place, again)
        with busy(writer):
            good = [writer.submit(work) for work in works]
        failed = good.pop(max(place, 1))
        with pytest.raises(Exception, match=r"(?i)unique"):
            failed.result(20)
        assert [future.result(20) for future in good] == [None, None]
        assert written(database) == ["a0", "a1"]
        with database.write() as connection:
            connection.execute("delete from subgroup_meeting")
    writer.close()


@contextmanager
def busy(writer: Writer) -> Iterator[None]:
    """The writer is in a transaction until the block ends. What is submitted meanwhile waits for the next one."""
    begun, held = threading.Event(), threading.Event()

    def hold(_: Connection) -> None:
        begun.set()
        held.wait(20)

    first = writer.submit(hold)
    assert begun.wait(20)
    yield
    held.set()
    first.result(20)


def test_what_waits_shares_a_transaction(database: Database) -> None:
    writer = Writer(database)
    seen = []

    def look(connection: Connection) -> None:
        seen.append(id(connection))

    with busy(writer):
        futures = [writer.submit(look) for _ in range(20)]
    for future in futures:
        future.result(20)
    assert len(seen) == 20
    assert len(set(seen)) == 1
    writer.close()


def test_work_that_fails_undoes_nobody_elses_work_in_its_transaction(database: Database) -> None:
    writer = Writer(database)

    def fails_after_writing(connection: Connection) -> None:
        connection.execute(ADD, {"id": "half"})
        raise ValueError("after")

    def fails_at_once(_: Connection) -> None:
        raise ValueError("before")

    def breaks_a_rule(connection: Connection) -> None:
        connection.execute(ADD, {"id": "a0"})

    with busy(writer):
        futures = [writer.submit(lambda conn, n=n: conn.execute(ADD, {"id": f"a{n}"})) for n in range(3)]
        failing = [writer.submit(work) for work in (fails_after_writing, fails_at_once, breaks_a_rule)]
        futures += [writer.submit(lambda conn, n=n: conn.execute(ADD, {"id": f"a{n}"})) for n in range(3, 6)]
    for future, says in zip(failing, ("after", "before", r"(?i)unique"), strict=True):
        with pytest.raises(Exception, match=says):
            future.result(20)
    assert [future.result(20) for future in futures] == [1] * 6
    assert written(database) == [f"a{number}" for number in range(6)]
    writer.close()


def test_an_event_loop_waits_until_its_work_is_on_the_disk(database: Database) -> None:
    writer = Writer(database)

    def fail(_: Connection) -> None:
        raise ValueError("no")

    async def write(name: str) -> list[str]:
        await writer.write(lambda conn: conn.execute(ADD, {"id": name}))
        return written(database)

    async def everything() -> list[object]:
        works = [write("a"), write("b"), writer.write(fail), write("c")]
        return await asyncio.gather(*works, return_exceptions=True)

    seen = loops.run(everything())
    assert isinstance(seen[2], ValueError)
    for name, there in zip("abc", (seen[0], seen[1], seen[3]), strict=True):
        assert isinstance(there, list)
        assert name in there
    assert written(database) == ["a", "b", "c"]
    writer.close()


def test_someone_who_waits_no_longer_holds_nobody_up(database: Database) -> None:
    writer = Writer(database)

    async def leave() -> None:
        waiting = asyncio.create_task(writer.write(lambda conn: conn.execute(ADD, {"id": "left"})))
        await asyncio.sleep(0)
        waiting.cancel()

    with busy(writer):
        loops.run(leave())
        after = writer.submit(lambda conn: conn.execute(ADD, {"id": "next"}))
    after.result(20)
    assert written(database) == ["left", "next"]
    writer.close()


def test_when_the_transaction_fails_everyone_in_it_is_told(database: Database) -> None:
    writer = Writer(database)

    def spoil(connection: Connection) -> None:
        connection.execute("rollback")

    with busy(writer):
        futures = [writer.submit(spoil), writer.submit(lambda conn: conn.execute(ADD, {"id": "lost"}))]
    for future in futures:
        with pytest.raises(Exception, match="transaction"):
            future.result(20)
    writer.submit(lambda conn: conn.execute(ADD, {"id": "next"})).result(20)
    assert written(database) == ["next"]
    writer.close()


def die(_: Connection) -> None:
    raise SystemExit


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_when_the_thread_dies_everyone_who_waits_is_told_and_so_is_who_comes_later(
    database: Database,
) -> None:
    writer = Writer(database)
    add = partial(_add, "lost")

    async def wait_with_others() -> list[object]:
        waiting = [asyncio.create_task(writer.write(add)) for _ in range(2)]
        await asyncio.sleep(0)
        held.set()
        return await asyncio.gather(*waiting, writer.write(add), return_exceptions=True)

    begun, held = threading.Event(), threading.Event()

    def hold(_: Connection) -> None:
        begun.set()
        held.wait(20)

    first = writer.submit(hold)
    assert begun.wait(20)
    futures = [writer.submit(work) for work in (add, die, add)]
    told = loops.run(wait_with_others())
    first.result(20)
    for fault in (*told, *(future.exception(20) for future in futures), writer.submit(add).exception(20)):
        assert isinstance(fault, DatabaseUnwritable), fault
    assert not writer.lives
    assert written(database) == []
    writer.close()
    writer.submit(partial(_add, "later")).result(20)
    assert writer.lives
    assert written(database) == ["later"]
    writer.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_who_waits_is_told_also_if_the_thread_dies_while_it_is_stopped(database: Database) -> None:
    writer = Writer(database)
    futures = [writer.submit(work) for work in (die, partial(_add, "lost"))]
    writer.close()
    assert [type(future.exception(0)) for future in futures] == [DatabaseUnwritable] * 2
    writer.submit(partial(_add, "later")).result(20)
    assert written(database) == ["later"]
    writer.close()


def _add(name: str, connection: Connection) -> None:
    connection.execute(ADD, {"id": name})


def test_a_thread_that_was_ended_from_outside_keeps_nobody_waiting(database: Database) -> None:
    """Whoever puts its last word into the queue has not asked us to close."""
    writer = Writer(database)
    writer.submit(partial(_add, "kept")).result(20)
    with busy(writer):
        writer._queue.put(None)
        late = writer.submit(partial(_add, "lost"))
    assert isinstance(late.exception(20), DatabaseUnwritable)
    assert not writer.lives
    assert written(database) == ["kept"]


def test_while_the_thread_is_stuck_nobody_waits_for_ever_and_no_more_is_kept(database: Database) -> None:
    now = [1_000.0]
    writer = Writer(database, clock=lambda: now[0])
    with busy(writer), pytest.MonkeyPatch.context() as patch:
        before = writer.submit(partial(_add, "before"))
        patch.setattr(module, "ANSWERS_WITHIN", 0.01)
        with pytest.raises(DatabaseBusy):
            loops.run(writer.write(partial(_add, "left")))
        now[0] += 1
        for refused in (writer.submit(partial(_add, "late")) for _ in range(3)):
            assert isinstance(refused.exception(20), DatabaseBusy)
        assert writer._queue.qsize() == 2
    before.result(20)
    writer.submit(partial(_add, "after")).result(20)
    assert written(database) == ["before", "left", "after"]
    writer.close()


def test_closing_writes_what_waits(database: Database) -> None:
    writer = Writer(database)
    for number in range(50):
        writer.submit(lambda conn, number=number: conn.execute(ADD, {"id": f"a{number}"}))
    writer.close()
    assert len(written(database)) == 50


KILLED = """
import os, sys
from elearn.runtime.writer import Writer
from elearn.database import open_database
writer = Writer(open_database(sys.argv[1]))
number = 0
while True:
    futures = []
    for _ in range(7):
        name = f"a{number:06}"
        number += 1
        work = lambda conn, name=name: conn.execute("insert into subgroup_meeting (held_on) values (:id)", {"id": name})
        futures.append((name, writer.submit(work)))
    for name, future in futures:
        future.result()
        os.write(1, (name + "\\n").encode())
"""


def test_what_was_acknowledged_survives_a_killed_process(address: str) -> None:
    child = subprocess.Popen([sys.executable, "-c", KILLED, address], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    acknowledged = [child.stdout.readline().strip() for _ in range(60)]
    child.kill()
    acknowledged += [line for line in child.stdout.read().split("\n") if len(line) == 7]
    child.wait()
    child.stdout.close()
    with open_database(address) as database:
        kept = written(database)
        assert database.check() == []
    assert kept[: len(acknowledged)] == acknowledged
    assert kept == [f"a{number:06}" for number in range(len(kept))]
