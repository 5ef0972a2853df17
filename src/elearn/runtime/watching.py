"""What the runtime shows about itself every few seconds, if metrics are on: can it save, and what is left to do."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from elearn import metrics
from elearn.runtime.context import Runtime
from elearn.tracker import people_unsettled

EVERY = 10.0
"""Seconds between two looks."""
_log = logging.getLogger("elearn.runtime")


@contextmanager
def watched(runtime: Runtime, every: float = EVERY) -> Iterator[None]:
    """Looks again and again until the block ends. Without metrics, it never does."""
    if not metrics.on():
        yield
        return
    over = threading.Event()

    def look_again() -> None:
        while not over.is_set():
            _look(runtime)
            over.wait(every)

    looking = threading.Thread(target=look_again, name="elearn-watch", daemon=True)
    looking.start()
    try:
        yield
    finally:
        over.set()
        looking.join()


def _look(runtime: Runtime) -> None:
    metrics.show_writable(not asyncio.run(runtime.trials.problem()))
    try:
        with runtime.database.read() as connection:
            metrics.show_unsettled(people_unsettled(connection))
    except Exception as error:  # the trial has told it already
        _log.debug(
            "The people whose standing is to be worked out could not be counted: %s", type(error).__name__
        )
