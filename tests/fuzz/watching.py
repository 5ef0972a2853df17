"""Runs workers, and stops those that hang: one process for the inputs of one kind, and another if it ends too soon."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Final

from tests.fuzz import kinds, trying
from tests.fuzz.blackboard import Blackboard
from tests.fuzz.trying import Fault
from tests.fuzz.worker import Job, tell, told

STARTING: Final = 120
"""Seconds in which a worker must have begun its first input."""
LOOK: Final = 0.05
ENDING: Final = 10
"""Seconds that a worker has for its end after its time is over and its last input is tried."""
MOST_WORKERS: Final = 20
_STOPPED = Event()


@dataclass(slots=True)
class Ran:
    """What came of one kind: how many inputs in how many seconds, each fault with its input, and the worker's log."""

    kind: str
    tries: int = 0
    news: int = 0
    seconds: float = 0
    faults: list[tuple[Fault, bytes, str]] = field(default_factory=list)
    log: str = ""
    broken: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether inputs were tried, and nothing was found."""
        return not self.faults and not self.broken


def run(kind: str, *, waits: float = 0, **how: object) -> Ran:
    """Tries inputs of one kind in processes of their own. `how` is what a `Job` says.

    An input may keep a process waiting for `waits` seconds by the clock, or six times the kind's seconds, at least 60.
    """
    limit = waits or max(60, 6 * kinds.find(kind).seconds)
    began = time.monotonic()
    ran = Ran(kind)
    with tempfile.TemporaryDirectory(prefix="elearn-fuzz-") as name:
        place = Path(name)
        job = Job(kind, "", str(place / "told"), **how)  # type: ignore[arg-type]
        for number in range(0 if _STOPPED.is_set() else MOST_WORKERS):
            board = Blackboard(place / f"board{number}")
            job = replace(job, board=str(place / f"board{number}"))
            ended = _watch(job, board, place, limit)
            ran.tries, ran.news = ran.tries + board.tries, ran.news + board.news
            if not ended or _STOPPED.is_set():
                break
            if not board.tries:
                ran.broken = f"The worker ended before its first input. {ended}"
                break
            tell(Path(job.told), Fault("hang" if "wait" in ended else "died", ended), board.input, "")
            left = job.seconds - (time.monotonic() - began)
            if job.seconds and left < 1:
                break
            job = replace(job, seconds=left if job.seconds else 0, start=job.start + board.tries)
        once = {
            found[0].key: found for found in reversed([*told(Path(job.told))])
        }  # each worker tells its own
        ran.faults = list(reversed(once.values()))
        log = place / "log"
        ran.log = log.read_text(encoding="utf-8", errors="replace")[-1_000_000:] if log.exists() else ""
    ran.seconds = time.monotonic() - began
    if ran.broken:
        ran.broken += "\n" + ran.log[-3_000:]
    return ran


def stop() -> None:
    """Stop every worker of this process, as if its time were over."""
    _STOPPED.set()


def _watch(job: Job, board: Blackboard, place: Path, limit: float) -> str:
    """Lets one worker run to its end. Returns how it ended, "" if as it should.

    A worker whose time is over may be slow to end, because threads of what it tried still wait. It is ended then.
    """
    folder = place / "temporary"
    folder.mkdir(exist_ok=True)
    paths = (str(trying.ROOT / "src"), str(trying.ROOT), os.environ.get("PYTHONPATH", ""))
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PYTHONHASHSEED": "0",
        "TMPDIR": str(folder),
    }
    with (place / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.worker", job.as_json()],
            cwd=trying.ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        at = 0
        began = since = time.monotonic()
        while process.poll() is None and not _STOPPED.is_set():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(LOOK)
            if board.tries != at:
                at, since = board.tries, time.monotonic()
            waited = time.monotonic() - since
            is_over = job.seconds and time.monotonic() - began > job.seconds
            if is_over and waited > ENDING and not board.is_busy:
                return ""
            if waited > (limit if at else STARTING):
                return f"It kept its process waiting for {limit:g} s."
        code = process.returncode
        return "" if not code else f"Its process ended with {_called(code)}."
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _called(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"code {code}"
