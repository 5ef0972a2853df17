"""`elearn serve`: starts the app and the runtime, looks after them, and stops them.

They are separate processes because they would compete for one interpreter lock. Both listen at the ports of
`ELEARN_BASE_URL` and `ELEARN_RUNTIME_URL`. Behind a proxy, when these name no port, they listen at 8501 and
8502 on this machine. `ELEARN_APP_PORT` and `ELEARN_RUNTIME_PORT` name other ports for that.
"""

import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType

from elearn.problems import ElearnError
from elearn.serve.children import Child, stop
from elearn.serve.first_run import first_steps
from elearn.serve.listening import answers, listeners, must_be_free
from elearn.settings import settings

STARTS_WITHIN = 60.0
_STEP = 0.1


def serve(say: Callable[[str], None]) -> None:
    """Runs both until Ctrl-C or SIGTERM. `say` gets each line to print.

    Raises ElearnError if a port is taken, or if one of them ends before both have answered. After that, one
    that ends is started again.
    """
    both = listeners(settings())
    for each in both:
        must_be_free(each)
    stopping = Stopping()
    children = [Child(each) for each in both]
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
        stop(children)
        stopping.restore()


def look_after(
    children: Sequence[Child], stopping: "Stopping", sleep: Callable[[float], None] = time.sleep
) -> None:
    """Starts again whichever has ended, until somebody stops us."""
    while not stopping.asked:
        for child in children:
            child.look_after()
        sleep(_STEP)


def _wait_until_up(children: Sequence[Child], stopping: "Stopping") -> bool:
    """True if both answer. False if somebody stopped us first."""
    end = time.monotonic() + STARTS_WITHIN
    waiting = list(children)
    while waiting and not stopping.asked:
        for child in children:
            child.must_run()
        waiting = [child for child in waiting if not answers(child.listener)]
        if waiting and time.monotonic() > end:
            raise ElearnError(
                f"The {waiting[0].name} did not answer at {waiting[0].listener.address} within "
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
