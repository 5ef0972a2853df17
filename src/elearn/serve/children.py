"""A child process that is started again when it dies, after a pause that grows."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from elearn.problems import ElearnError
from elearn.serve.listening import Listener, answers

STOPS_WITHIN = 10.0
"""For how many seconds a process may go on after it was asked to end."""

serve_log = logging.getLogger("elearn.serve")
"""Nothing configures it, so its warnings go to stderr, as lines of words. A service's journal adds the time."""


class Process(Protocol):
    """What we use of a `StartedProcess`."""

    def serves(self) -> bool:
        """Whether it has said that it takes requests. Waits for nothing."""

    def let_go(self) -> None:
        """Closes our end of its line. It ends then, if it still runs."""

    def poll(self) -> int | None:
        """The exit code, or None while it runs."""

    def terminate(self) -> None:
        """Asks it to end."""

    def kill(self) -> None:
        """Ends it."""

    def wait(self, timeout: float | None = None) -> int:
        """Waits until it has ended. Raises subprocess.TimeoutExpired."""


class StartedProcess(subprocess.Popen[bytes]):
    """A process that accepts connections from a socket of ours. Its input is a line to us, and goes both ways.

    It says on the line that it serves. When our end is closed, because we let go or have died, it ends. Ctrl-C in a
    terminal reaches us alone, so that we stop it, whatever it is doing.
    """

    def __init__(self, command: Sequence[str], listening: socket.socket) -> None:
        self._serves = False
        self._line, its_end = socket.socketpair()
        self._line.setblocking(False)
        environment = {**os.environ, "ELEARN_RUNTIME_APART": "1"}
        try:
            with its_end:
                super().__init__(
                    command,
                    env=environment,
                    stdin=its_end.fileno(),
                    pass_fds=(listening.fileno(),),
                    process_group=0,
                )
        except OSError:
            self._line.close()
            raise

    def serves(self) -> bool:
        """Whether it has said that it takes requests. Waits for nothing."""
        if not self._serves:
            try:
                self._serves = self._line.recv(1) != b""
            except OSError:  # it has said nothing yet, or it has died
                return False
        return self._serves

    def let_go(self) -> None:
        """Closes our end of its line. It ends then, if it still runs."""
        self._line.close()


def start_process(name: str, listening: socket.socket, workers: int = 1) -> StartedProcess:
    """Starts the `app`, the `desk`, or a `runtime`, one of so many `workers`. The socket gives it its connections."""
    command = [sys.executable, "-m", "elearn.serve", str(listening.fileno()), str(workers), name]
    return StartedProcess(command, listening)


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
    """One of the processes. `start` it, then `look_after` it again and again, then stop it.

    `name` is what messages call it: “The app”, or “Runtime 2 of 4”.
    """

    name: str
    listener: Listener
    start_process: Callable[[], Process]
    answers: Callable[[Listener, float], bool] = answers
    clock: Callable[[], float] = time.monotonic
    pauses: Pauses = field(default_factory=Pauses)
    process: Process | None = None
    _started_at: float = 0.0
    _starts_again_at: float | None = None
    _came_back: bool = False

    def start(self) -> None:
        """Starts the process. Raises OSError if the system cannot."""
        self.process = self.start_process()
        self._started_at = self.clock()

    def must_run(self) -> None:
        """Raises ElearnError if the process has ended."""
        if self.process is not None and (code := self.process.poll()) is not None:
            raise ElearnError(
                f"{self.name} has ended ({ending(code)}), so elearn was stopped. See above for why."
            )

    def is_up(self, within: float = 2.0) -> bool:
        """Whether this process takes requests, and the health check at its port is answered within so many seconds.

        Several runtimes share a port, so an answer alone does not say which of them gave it.
        """
        return self.process is not None and self.process.serves() and self.answers(self.listener, within)

    def look_after(self) -> None:
        """Starts the process again if it has ended and its pause is over. Logs what happens, and waits for nothing."""
        if self._starts_again_at is not None:
            if self.clock() >= self._starts_again_at:
                self._start_again()
        elif self.process is not None and (code := self.process.poll()) is not None:
            self.process.let_go()
            self._pause(f"{self.name} has ended ({ending(code)}).")
        elif self._came_back and self.is_up(within=0.5):
            self._came_back = False
            serve_log.warning("%s answers again.", self.name)

    def _start_again(self) -> None:
        self._starts_again_at = None
        try:
            self.start()
        except OSError as fault:
            self._started_at = self.clock()
            self._pause(f"{self.name} cannot be started: {fault}")
        else:
            self._came_back = True
            serve_log.warning("%s is started again.", self.name)

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
        process.let_go()


def ending(code: int) -> str:
    """How a process ended, in words: “exit code 1”, or “exit code -9, from the signal SIGKILL”."""
    try:
        return f"exit code {code}" + (f", from the signal {signal.Signals(-code).name}" if code < 0 else "")
    except ValueError:
        return f"exit code {code}"
