"""A child process that is started again when it dies, after a pause that grows."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO, Protocol

from elearn.problems import ElearnError
from elearn.serve.listening import Listener, answers, must_be_free

STOPS_WITHIN = 10.0

serve_log = logging.getLogger("elearn.serve")
"""Nothing configures it, so its warnings go to stderr, as lines of words. A service's journal adds the time."""


class Process(Protocol):
    """What we use of a `subprocess.Popen`."""

    @property
    def stdin(self) -> IO[bytes] | None:
        """Its input. It ends when this is closed."""

    def poll(self) -> int | None:
        """The exit code, or None while it runs."""

    def terminate(self) -> None:
        """Asks it to end."""

    def kill(self) -> None:
        """Ends it."""

    def wait(self, timeout: float | None = None) -> int:
        """Waits until it has ended. Raises subprocess.TimeoutExpired."""


def start_process(listener: Listener) -> Process:
    """Starts the process of a listener. It ends when we end, because we hold its input."""
    command = [sys.executable, "-m", "elearn.serve", listener.name]
    environment = {**os.environ, "ELEARN_RUNTIME_APART": "1"}
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE)


@dataclass
class Pauses:
    """How many seconds to wait before a process is started again: each time twice as long, up to a limit.

    After a process has run for `well_after` seconds, the next pause is the shortest again.
    """

    shortest: float = 1.0
    longest: float = 60.0
    well_after: float = 120.0
    _last: float = 0.0

    def after(self, ran_for: float) -> float:
        """The pause after a process that ran for so many seconds."""
        is_first = self._last == 0.0 or ran_for >= self.well_after
        self._last = self.shortest if is_first else min(self._last * 2, self.longest)
        return self._last


@dataclass
class Child:
    """One of the two processes. `start` it, then `look_after` it again and again, then stop it."""

    listener: Listener
    start_process: Callable[[Listener], Process] = start_process
    must_be_free: Callable[[Listener], None] = must_be_free
    answers: Callable[[Listener, float], bool] = answers
    clock: Callable[[], float] = time.monotonic
    pauses: Pauses = field(default_factory=Pauses)
    process: Process | None = None
    _started_at: float = 0.0
    _starts_again_at: float | None = None
    _came_back: bool = False

    @property
    def name(self) -> str:
        """The process's name: app or runtime."""
        return self.listener.name

    def start(self) -> None:
        """Starts the process. Raises OSError if the system cannot."""
        self.process = self.start_process(self.listener)
        self._started_at = self.clock()

    def must_run(self) -> None:
        """Raises ElearnError if the process has ended."""
        if self.process is not None and (code := self.process.poll()) is not None:
            raise ElearnError(
                f"The {self.name} has ended ({ending(code)}), so both were stopped. See above for why."
            )

    def look_after(self) -> None:
        """Starts the process again if it has ended and its pause is over. Logs what happens, and waits for nothing."""
        if self._starts_again_at is not None:
            if self.clock() >= self._starts_again_at:
                self._start_again()
        elif self.process is not None and (code := self.process.poll()) is not None:
            _close_input(self.process)
            self._pause(f"The {self.name} has ended ({ending(code)}).")
        elif self._came_back and self.answers(self.listener, 0.5):
            self._came_back = False
            serve_log.warning("The %s answers again.", self.name)

    def _start_again(self) -> None:
        self._starts_again_at = None
        try:
            self.must_be_free(self.listener)
            self.start()
        except (ElearnError, OSError) as fault:
            self._started_at = self.clock()
            self._pause(f"The {self.name} cannot be started: {fault}")
        else:
            self._came_back = True
            serve_log.warning("The %s is started again.", self.name)

    def _pause(self, why: str) -> None:
        now = self.clock()
        pause = self.pauses.after(now - self._started_at)
        self._starts_again_at = now + pause
        seconds = "1 second" if pause == 1 else f"{pause:g} seconds"
        serve_log.warning("%s elearn starts it again in %s. Everything else goes on.", why, seconds)


def stop(children: Sequence[Child]) -> None:
    """Asks all to end, so that waiting work is written. Kills one that does not end."""
    running = [child.process for child in children if child.process is not None]
    for process in running:
        if process.poll() is None:
            process.terminate()
    end = time.monotonic() + STOPS_WITHIN
    for process in running:
        try:
            process.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _close_input(process)


def _close_input(process: Process) -> None:
    if process.stdin is not None:
        process.stdin.close()


def ending(code: int) -> str:
    """How a process ended, in words: “exit code 1”, or “exit code -9, from the signal SIGKILL”."""
    try:
        return f"exit code {code}" + (f", from the signal {signal.Signals(-code).name}" if code < 0 else "")
    except ValueError:
        return f"exit code {code}"
