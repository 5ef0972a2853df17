"""One writer for all learners' commits.

It puts many in one transaction and acknowledges each once it is on the disk. In SQLite, writers wait for each
other, and each transaction waits for the disk. So one thread takes all waiting work and commits once. Each
piece has its own savepoint, so a failure undoes nobody else's work.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any

from elearn.database import Connection, Database

MOST_IN_ONE = 256
"""How many pieces of work share a transaction at most, so that nobody waits long for the others."""

Work = Callable[[Connection], Any]
_Job = tuple[Work, "Future[Any]"]


class Writer:
    """The thread that writes. `close()` finishes what was submitted and stops the thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def submit(self, work: Work) -> "Future[Any]":
        """Queues `work(connection)`. The future gives its result or exception once it is on the disk.

        Work runs in the order in which it was submitted.
        """
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()  # written even if nobody waits any more
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="elearn-writer", daemon=True)
                self._thread.start()
            self._queue.put((work, future))
        return future

    def close(self) -> None:
        """Writes what is waiting, then stops. Work submitted afterwards starts the thread again."""
        with self._lock:
            thread, self._thread = self._thread, None
            if thread is not None:
                self._queue.put(None)
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            jobs = [job]
            stop = False
            while len(jobs) < MOST_IN_ONE and not self._queue.empty():
                following = self._queue.get()
                if following is None:
                    stop = True
                    break
                jobs.append(following)
            self._write(jobs)
            if stop:
                return

    def _write(self, jobs: list[_Job]) -> None:
        outcomes: list[tuple[Future[Any], Any, Exception | None]] = []
        try:
            with self._database.write() as connection:
                for work, future in jobs:
                    outcomes.append((future, *_attempt(connection, work)))
        except Exception as error:  # the transaction failed: nothing is on the disk
            for _, future in jobs:
                future.set_exception(error)
            return
        for future, result, fault in outcomes:
            if fault is None:
                future.set_result(result)
            else:
                future.set_exception(fault)


def _attempt(connection: Connection, work: Work) -> tuple[Any, Exception | None]:
    try:
        with connection.savepoint():
            return work(connection), None
    except Exception as error:  # passed on to whoever submitted the work
        return None, error
