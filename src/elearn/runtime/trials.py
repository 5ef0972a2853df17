"""Trials of the writer: real writes, which tell whether learners' work can be saved at the moment."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from elearn.database import kind_of_fault, try_write
from elearn.runtime.writer import Writer

_log = logging.getLogger("elearn.runtime")

REPEATED_FOR = 1.0
"""For how many seconds an answer is given again, so that whoever asks often does not load the disk."""
WRITES_WITHIN = 6.0
"""After how many seconds without an answer from the writer we say that it is not ready."""
_LOOK_AGAIN, _LOOK_AGAIN_LATER = 0.005, 0.1
"""After how many seconds we look for the answer again: soon at first, later seldom, because many may ask at once."""
_NOBODY = ""
"""What a trial is about, so that commits about other people go on beside it."""

_ENDED = "The thread that saves learners' work has ended. Start elearn again."
_LATE = "Nothing was saved for {seconds:g} seconds: the database is slow, or something else writes for long."
_WORDS = {
    "busy": "Something else has been writing to the database for too long.",
    "unwritable": "The database cannot be written: its disk is full or read-only, or it is gone. The log says more.",
    "damaged": "The database is damaged. Stop elearn, and put back the latest backup. The log says more.",
    "other": "A trial of saving something has failed. The log says more.",
}


@dataclass(frozen=True)
class _Trial:
    """A write that the writer was asked for, and when."""

    written: "Future[Any]"
    asked_at: float


class Trials:
    """Finds out whether the writer and the database take a real write, at most once a second."""

    def __init__(self, writer: Writer, clock: Callable[[], float] = time.monotonic) -> None:
        self._writer, self._clock = writer, clock
        self._lock = threading.Lock()
        self._trial: _Trial | None = None
        self._logged = ""

    async def problem(self) -> str:
        """Why nothing can be saved at the moment, in a sentence that names nobody and no place. "" if it can."""
        trial, pause = self._latest(), _LOOK_AGAIN
        while not trial.written.done() and not self._is_late(trial) and self._writer.lives:
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LOOK_AGAIN_LATER)
        problem, why = self._judged(trial)
        with self._lock:
            is_new, self._logged = problem != self._logged, problem
        if is_new and problem:
            _log.error("Not ready. %s %s", problem, why)
        elif is_new:
            _log.warning("Ready again.")
        return problem

    def _latest(self) -> _Trial:
        """The last trial, or a new one. While one waits, no other is begun, so a stuck writer gets only one."""
        with self._lock:
            trial, now = self._trial, self._clock()
            if trial is None or (trial.written.done() and now - trial.asked_at >= REPEATED_FOR):
                trial = self._trial = _Trial(self._writer.submit(try_write, _NOBODY), now)
            return trial

    def _is_late(self, trial: _Trial) -> bool:
        return self._clock() - trial.asked_at > WRITES_WITHIN

    def _judged(self, trial: _Trial) -> tuple[str, BaseException | str]:
        """The problem of a trial in words for everybody, and what the log gets besides."""
        if not self._writer.lives:
            return _ENDED, ""
        if not trial.written.done():
            return _LATE.format(seconds=WRITES_WITHIN), ""
        error = trial.written.exception()
        if error is None:
            return "", ""
        kind = kind_of_fault(error)
        return _WORDS[kind], (type(error).__name__ if kind == "other" else error)
