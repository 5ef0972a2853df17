"""`elearn serve`: starts the app, the runtimes and the desk, looks after them, and stops them.

They are separate processes because they would compete for one interpreter lock. For the same reason, several
runtimes may share the runtime's port. They listen at the ports of `ELEARN_BASE_URL`, `ELEARN_RUNTIME_URL` and
`ELEARN_DESK_URL`. Behind a proxy, when these name no port, they listen at 8501, 8502 and 8503 on this machine.
`ELEARN_APP_PORT`, `ELEARN_RUNTIME_PORT` and `ELEARN_DESK_PORT` name other ports for that.

We bind and listen once, and every process gets the socket. So the system hands each connection to a process that is
free, and while one that died is started again, connections wait or go to the others.
"""

import signal
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from types import FrameType

from elearn import metrics
from elearn.database import is_server
from elearn.problems import ElearnError
from elearn.serve.children import Child, start_process, stop
from elearn.serve.first_run import first_steps
from elearn.serve.listening import listen_at, listeners
from elearn.serve.spoken import in_log_if_asked
from elearn.settings import settings

STARTS_WITHIN = 60.0
_STEP = 0.1


@in_log_if_asked
@metrics.served()
def serve(say: Callable[[str], None], workers: int = 1) -> None:
    """Runs the app, the desk and so many runtimes until Ctrl-C or SIGTERM. `say` gets each line to print.

    Raises ElearnError if the database is not made for several runtimes, if a port is taken, or if a process ends
    before all of them take requests. After that, one that ends is started again.
    """
    _must_be_made_for(workers)
    runtime, app, desk = listeners(settings())
    with ExitStack() as sockets:
        at_runtime, at_app, at_desk = (
            sockets.enter_context(listen_at(each)) for each in (runtime, app, desk)
        )
        children = [
            *(
                Child(name, runtime, partial(start_process, "runtime", at_runtime, workers))
                for name in _names(workers)
            ),
            Child("The app", app, partial(start_process, "app", at_app)),
            Child("The desk", desk, partial(start_process, "desk", at_desk)),
        ]
        stopping = Stopping()
        try:
            for child in children:
                child.start()
            if _wait_until_up(children, stopping):
                say(f"elearn is at {settings().base_url}  (Ctrl-C stops it)")
                for line in first_steps(settings()):
                    say(line)
                look_after(children, stopping)
            say("Stopping.")
        finally:
            sockets.close()  # first, so that nobody connects who will not be answered
            stop(children)
            stopping.restore()


def _must_be_made_for(workers: int) -> None:
    """Raises ElearnError if the database cannot be shared by so many runtimes."""
    if workers > 1 and not is_server(settings().database):
        raise ElearnError(
            f"An SQLite database cannot serve {workers} runtimes: one process at a time can write to its file, so "
            "learners would wait for seconds. Start one runtime (without --workers), or use PostgreSQL: set "
            "ELEARN_DATABASE to postgresql://user:password@host:5432/name."
        )


def _names(workers: int) -> list[str]:
    """What messages call the runtimes."""
    return (
        ["The runtime"]
        if workers == 1
        else [f"Runtime {number} of {workers}" for number in range(1, workers + 1)]
    )


def look_after(
    children: Sequence[Child], stopping: "Stopping", sleep: Callable[[float], None] = time.sleep
) -> None:
    """Starts again whichever has ended, until somebody stops us."""
    while not stopping.asked:
        for child in children:
            child.look_after()
        sleep(_STEP)


def _wait_until_up(children: Sequence[Child], stopping: "Stopping") -> bool:
    """True if all take requests. False if somebody stopped us first."""
    end = time.monotonic() + STARTS_WITHIN
    waiting = list(children)
    while waiting and not stopping.asked:
        for child in children:
            child.must_run()
        waiting = [child for child in waiting if not child.is_up()]
        if waiting and time.monotonic() > end:
            raise ElearnError(
                f"{waiting[0].name} did not answer at {waiting[0].listener.address} within "
                f"{STARTS_WITHIN:.0f} seconds. What it printed above may say why."
            )
        time.sleep(_STEP if waiting else 0)
    return not stopping.asked


class Stopping:
    """Remembers that SIGINT or SIGTERM came, so that neither interrupts what we are doing."""

    def __init__(self) -> None:
        self.asked = False
        self._before = {
            number: signal.signal(number, self._ask) for number in (signal.SIGINT, signal.SIGTERM)
        }

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True

    def restore(self) -> None:
        """Restores the earlier signal handlers."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
