"""Tries one input within its limits, and says what was found.

Time is the time of the processor, so that a busy machine makes no faults. What waits without working is stopped by
the process outside (`tests.fuzz.watching`).
"""

import contextlib
import resource
import signal
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final

from tests.fuzz.kinds import Kind, TryOne

ROOT: Final = Path(__file__).parents[2]
_OURS: Final = (str(ROOT / "src"), str(ROOT / "tests"))
_HARNESS: Final = str(Path(__file__))


class TookTooLong(BaseException):
    """Raised in the middle of an input that takes too long. It is no Exception, so that readers let it pass."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What one input did that it must not do.

    `what` is exception, hang, memory or died. `said` is what was raised, in a line. `where` is the place in our own
    code, and `trace` the whole traceback.
    """

    what: str
    said: str
    where: str = ""
    trace: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Two faults with the same key have one cause, as far as a program can tell."""
        return self.what, self.said.partition(":")[0], self.where

    def __str__(self) -> str:
        return f"{self.what}: {self.said}" + (f" ({self.where})" if self.where else "")


def limit_memory(megabytes: int) -> None:
    """Let this process take this much more memory than it has now; beyond it, Python raises MemoryError."""
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if sys.platform == "linux" else 0
    if pages:
        most = pages * resource.getpagesize() + megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def try_one(kind: Kind, one: TryOne, data: bytes) -> tuple[Fault | None, object]:
    """What is wrong with how an input was taken (None: nothing), and what came of it."""
    before = _peak()
    outcome = None
    try:
        with _limited(kind.seconds):
            outcome = one(data)
    except KeyboardInterrupt:
        raise
    except TookTooLong as error:
        return _fault("hang", error, f"It took more than {kind.seconds:g} s of the processor."), None
    except MemoryError as error:
        return _fault("memory", error, f"It took more than {kind.megabytes} MB."), None
    except BaseException as error:
        return _fault("exception", error), None
    if _peak() - before > kind.megabytes * 1_000:
        return Fault("memory", f"It took more than {kind.megabytes} MB."), None
    return None, outcome


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    def stop(signum: int, frame: FrameType | None) -> None:
        raise TookTooLong

    old = signal.signal(signal.SIGPROF, stop)
    try:
        # Again each second, in case that somebody catches even this.
        signal.setitimer(signal.ITIMER_PROF, seconds, 1)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, old)


def _peak() -> int:
    """The most memory that this process has had, in kilobytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1_000 if sys.platform == "darwin" else most


def _fault(what: str, error: BaseException, said: str = "") -> Fault:
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(_OURS) and frame.filename != _HARNESS
    ]
    where = ""
    if frames:
        path = Path(frames[-1].filename).relative_to(ROOT)
        # Where a hang is stopped is a matter of chance within the function.
        where = f"{path}:{frames[-1].name if what == 'hang' else frames[-1].lineno}"
    first = next(iter(str(error).splitlines()), "")
    said = said or f"{type(error).__name__}: {first[:300]}"
    return Fault(what, said, where, "".join(traceback.format_exception(error)[-40:]))
