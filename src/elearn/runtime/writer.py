"""One writer in each process for all learners' commits.

It puts many in one transaction and acknowledges each once it is on the disk. In SQLite, writers wait for each
other, and each transaction waits for the disk. So one thread takes all waiting work and commits once. On PostgreSQL,
several processes have a writer each, and wait for each other only about the same person. A failure undoes nobody
else's work.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, NamedTuple

from elearn import metrics
from elearn.database import Connection, Database, DatabaseBusy, DatabaseUnwritable, kind_of_fault

MOST_IN_ONE = 256
"""How many pieces of work share a transaction at most, so that nobody waits long for the others."""
OTHERS_TURN = 0.001
"""For how many seconds the database is free between two transactions when work is waiting.

SQLite has no queue of writers: other processes look again and again whether they may write. Without a gap they
would rarely find the database free, and a sign-in would wait for most of a second.
"""

ANSWERS_WITHIN = 30.0
"""After how many seconds whoever waits is told to come again. What they submitted may still be written.

It is longer than a transaction waits for others, so that a busy database says so itself.
"""

Work = Callable[[Connection], Any]
PeopleOf = Callable[[Connection, Collection[str]], Collection[int]]
"""Finds the people whom some work is about."""


class _Job(NamedTuple):
    """A piece of work, and who waits for it: a thread, or something in an event loop."""

    work: Work
    about: str | None
    future: "Future[Any] | asyncio.Future[Any]"
    loop: asyncio.AbstractEventLoop | None


class _Outcome(NamedTuple):
    """What became of a piece of work: its result, or why it failed."""

    job: _Job
    result: Any
    fault: Exception | None


class Writer:
    """The thread that writes. `close()` finishes what was submitted and stops the thread.

    Nobody waits for ever. If the thread has ended though nobody stopped it, whoever waits gets DatabaseUnwritable at
    once, and so does everyone who comes later. If it is stuck, they get DatabaseBusy.

    Work runs in the order in which it came. It may run twice before it is written once: if another piece of work
    fails after it has written something, everything in its transaction is undone, and then each is done by itself.
    """

    def __init__(
        self,
        database: Database,
        people_of: PeopleOf | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`people_of` finds the people whom work is about. Without it, no other transaction writes beside ours."""
        self._database, self._people_of, self._clock = database, people_of, clock
        self._unanswered: dict[int, _Job] = {}
        self._begun: float | None = None
        self._has_ended = False
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def submit(self, work: Work, about: str | None = None) -> "Future[Any]":
        """Queues `work(connection)`. The future gives its result or exception once it is on the disk.

        `about` is what `people_of` needs to find the people whom the work is about, and whose rows alone it may write.
        """
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()  # written even if nobody waits any more
        try:
            self._put(_Job(work, about, future, None))
        except (DatabaseBusy, DatabaseUnwritable) as error:
            future.set_exception(error)
        return future

    async def write(self, work: Work, about: str | None = None) -> Any:
        """Queues work as `submit` does. Returns its result, or raises its exception, once it is on the disk.

        Raises DatabaseBusy after `ANSWERS_WITHIN` seconds. The work may be written later all the same.
        """
        return await self.queue(work, about)

    def queue(self, work: Work, about: str | None = None) -> "asyncio.Future[Any]":
        """Queues work as `submit` does, for the event loop that runs. The future ends as `write` does."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._put(_Job(work, about, future, loop))
        late = loop.call_later(ANSWERS_WITHIN, _tell_late, future)
        future.add_done_callback(lambda _: late.cancel())
        return future

    @property
    def lives(self) -> bool:
        """False if the thread has ended though nobody stopped it. What is submitted is then never written."""
        thread = self._thread
        return not self._has_ended and (thread is None or thread.is_alive())

    def close(self) -> None:
        """Writes what is waiting, then stops. Work submitted afterwards starts the thread again."""
        with self._lock:
            thread, self._thread = self._thread, None
            if thread is not None and not self._has_ended:
                self._queue.put(None)
            self._has_ended = False
        if thread is not None:
            thread.join()

    def _put(self, job: _Job) -> None:
        """Queues a job. Raises DatabaseUnwritable if the thread has ended, and DatabaseBusy if it is stuck."""
        with self._lock:
            if not self.lives:
                raise _ended()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="elearn-writer", daemon=True)
                self._thread.start()
            begun = self._begun
            if begun is not None and self._clock() - begun > ANSWERS_WITHIN:
                raise _stuck()  # what waits already is more than enough
            metrics.count_waiting(1)
            self._unanswered[id(job.future)] = job
            self._queue.put(job)

    def _run(self) -> None:
        try:
            self._work()
        finally:
            with self._lock:
                if self._thread is threading.current_thread():  # nobody stopped it
                    self._has_ended = True
                if self._has_ended or self._thread is None:  # no other has taken its place
                    self._give_up()

    def _give_up(self) -> None:
        """Empties the queue. Tells everyone who still waits that nothing more is written."""
        left = list(self._unanswered.values())
        while not self._queue.empty():
            if self._queue.get() is not None:
                metrics.count_waiting(-1)
        self._acknowledge([_Outcome(job, None, _ended()) for job in left])

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            jobs = [job]
            stop = False
            while len(jobs) < MOST_IN_ONE and not self._queue.empty():
                following = self._queue.get()
                if following is None:
                    stop = True
                    break
                jobs.append(following)
            metrics.count_waiting(-len(jobs))
            metrics.count_transaction(len(jobs))
            self._begun = self._clock()
            outcomes = self._written(jobs)
            self._begun = None
            self._acknowledge(outcomes)
            if stop:
                return
            if not self._queue.empty() and not self._database.takes_turns:
                time.sleep(OTHERS_TURN)

    def _acknowledge(self, outcomes: Collection[_Outcome]) -> None:
        for outcome in outcomes:
            self._unanswered.pop(id(outcome.job.future), None)
        _acknowledge(outcomes)

    def _written(self, jobs: list[_Job]) -> list[_Outcome]:
        """What became of all these, once it is on the disk."""
        try:
            return self._in_one(jobs, _together)
        except _HalfDone:
            pass
        except Exception as error:  # the transaction failed: nothing is on the disk
            return _failed(jobs, error)
        try:
            return self._in_one(jobs, _apart)
        except Exception as error:
            return _failed(jobs, error)

    def _in_one(self, jobs: list[_Job], attempt: Callable[[Connection, _Job], _Outcome]) -> list[_Outcome]:
        with self._database.write(people=self._people(jobs)) as connection:
            outcomes = [attempt(connection, job) for job in jobs]
            try:
                connection.answer()
            except Exception as error:  # of one of them, and nobody knows of which
                raise _HalfDone from error
            return outcomes

    def _people(self, jobs: list[_Job]) -> Callable[[Connection], Collection[int]] | None:
        """Finds the people whom all these are about. None: one of them may write anything."""
        find, about = self._people_of, {job.about for job in jobs if job.about is not None}
        if find is None or any(job.about is None for job in jobs):
            return None
        return lambda connection: find(connection, about)


def _ended() -> DatabaseUnwritable:
    return DatabaseUnwritable(
        "The thread that saves learners' work has ended. Nothing was saved. Start elearn again."
    )


def _stuck() -> DatabaseBusy:
    return DatabaseBusy("Nothing was saved for too long. Try again in a moment.")


def _tell_late(future: "asyncio.Future[Any]") -> None:
    if not future.done():
        future.set_exception(_stuck())


class _HalfDone(Exception):
    """Raised if work has failed after it wrote something, or has ended the transaction."""


def _together(connection: Connection, job: _Job) -> _Outcome:
    """Does the work without a savepoint, which most work does not need. Raises _HalfDone."""
    before = connection.changes
    try:
        return _Outcome(job, job.work(connection), None)
    except Exception as error:  # passed on to whoever submitted the work
        with suppress(RuntimeError):  # the transaction is over
            if connection.changes == before:
                return _Outcome(job, None, error)
        raise _HalfDone from error


def _apart(connection: Connection, job: _Job) -> _Outcome:
    """Does the work in a savepoint of its own."""
    try:
        with connection.savepoint():
            return _Outcome(job, job.work(connection), None)
    except Exception as error:  # passed on to whoever submitted the work
        return _Outcome(job, None, error)


def _failed(jobs: list[_Job], error: Exception) -> list[_Outcome]:
    """What became of work whose transaction was undone as a whole."""
    metrics.count_failed(kind_of_fault(error))
    return [_Outcome(job, None, error) for job in jobs]


def _acknowledge(outcomes: Iterable[_Outcome]) -> None:
    """Tells everyone who waits. Each event loop is woken once for all of its own."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Outcome]] = {}
    for outcome in outcomes:
        if outcome.job.loop is None:
            _settle([outcome])
        else:
            by_loop.setdefault(outcome.job.loop, []).append(outcome)
    for loop, its in by_loop.items():
        with suppress(RuntimeError):  # the loop has ended, and nobody waits any more
            loop.call_soon_threadsafe(_settle, its)


def _settle(outcomes: list[_Outcome]) -> None:
    for (_, _, future, _), result, fault in outcomes:
        if future.done():  # whoever waited has left
            continue
        if fault is None:
            future.set_result(result)
        else:
            future.set_exception(fault)
