"""The measures themselves, as Prometheus knows them. Only `metrics.py` loads this, and only if they are wanted."""

import os
import sys
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

OUTCOMES = (
    *("applied", "duplicate", "superseded", "gap", "ended"),
    *("refused", "signed-out", "not-allowed", "busy", "unwritable", "damaged", "failed"),
)
"""What may become of a commit. The first five are the runtime's own answers."""
REASONS = ("busy", "unwritable", "damaged", "other")
STAGES = ("preview", "apply")
SECONDS = (
    0.001,
    0.002,
    0.003,
    0.005,
    0.0075,
    0.01,
    0.015,
    0.02,
    0.03,
    0.05,
    0.075,
    0.1,
    0.15,
    0.25,
    0.5,
    1,
    2.5,
    5,
    10,
)
SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)


class Measures:
    """All that one process counts. Every label has its child from the start, so that each is 0 and not missing."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        commits = Counter("elearn_commits", "Learners' commits, by outcome", ["outcome"], registry=registry)
        self._commits = {outcome: commits.labels(outcome) for outcome in OUTCOMES}
        self._seconds = Histogram(
            "elearn_commit_seconds",
            "From the arrival of a commit to its answer",
            buckets=SECONDS,
            registry=registry,
        )
        self.waiting = Gauge(
            "elearn_writes_waiting",
            "Commits that wait for the writer",
            multiprocess_mode="livesum",
            registry=registry,
        )
        self.together = Histogram(
            "elearn_transaction_commits",
            "Commits that shared a transaction",
            buckets=SIZES,
            registry=registry,
        )
        failed = Counter(
            "elearn_transactions_failed",
            "Transactions of the writer that were undone",
            ["reason"],
            registry=registry,
        )
        self.failed = {reason: failed.labels(reason) for reason in REASONS}
        self.unsettled = Gauge(
            "elearn_people_unsettled",
            "People whose standing is still to be worked out",
            multiprocess_mode="livemax",
            registry=registry,
        )
        self._imports(registry)
        _keep_room()

    @cached_property
    def writable(self) -> Gauge:
        """1 if the last trial write was taken, else 0. Only a process that tries has it: any other would say 0."""
        made = Gauge(
            "elearn_database_writable",
            "1 if the last trial write was taken, else 0",
            multiprocess_mode="livemin",
            registry=self.registry,
        )
        _keep_room()
        return made

    def _imports(self, registry: CollectorRegistry) -> None:
        done, total = (
            Gauge(
                f"elearn_import_rows{part}",
                words,
                ["stage"],
                multiprocess_mode="livesum",
                registry=registry,
            )
            for part, words in (("_done", "Rows done of an import"), ("", "Rows in all of an import"))
        )
        self._rows = {stage: (done.labels(stage), total.labels(stage)) for stage in STAGES}

    def commit(self, outcome: str, seconds: float) -> None:
        """Counts a commit."""
        self._commits[outcome].inc()
        self._seconds.observe(seconds)

    def show_import(self, stage: str, done: int, total: int) -> None:
        """Shows how many rows of an import are done, and how many there are; 0 of 0 when it is over."""
        for gauge, value in zip(self._rows[stage], (done, total), strict=True):
            gauge.set(value)


class Sum(Collector):
    """The sum of what several processes have written into a folder.

    What a process that has died had counted stays in the sum. What it had shown as its present state does not.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._all = MultiProcessCollector(None, str(folder))  # type: ignore[no-untyped-call]

    def collect(self) -> Iterable[Metric]:
        """Reads the files as they are now."""
        for pid in {int(file.stem.rpartition("_")[2]) for file in self._folder.glob("gauge_live*_*.db")}:
            if not _lives(pid):
                mark_process_dead(pid, str(self._folder))  # type: ignore[no-untyped-call]
                for file in self._folder.glob(f"*_{pid}.db"):
                    _shrink(file)
        found: Iterable[Metric] = self._all.collect()  # type: ignore[no-untyped-call]
        return found


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _shrink(file: Path) -> None:
    """Gives back the room that nobody will write to any more. The file's first number says how much of it is used."""
    with file.open("r+b") as opened:
        used = int.from_bytes(opened.read(4), sys.byteorder)
        if 0 < used < file.stat().st_size:
            opened.truncate(used)


def _keep_room() -> None:
    """Takes the room for all that this process counts, so that a disk that fills later does it no harm."""
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        for file in Path(folder).glob(f"*_{os.getpid()}.db"):
            with file.open("r+b") as opened:
                os.posix_fallocate(opened.fileno(), 0, file.stat().st_size)
