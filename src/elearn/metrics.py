"""What is measured while elearn runs, for Prometheus. Nothing here says anything about people.

Each function counts something. Until `begin` was called they do nothing, and the library is not loaded.

`elearn serve` runs several processes. Each writes what it counts into files in one folder, and the parent serves the
sum (`served`). In one process alone (`served_alone`), the process serves what it counts.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from elearn.problems import ElearnError
from elearn.settings import settings

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

    from elearn.measures import Measures

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The environment variable that tells a process, and the library, where it writes what it counts."""
_MEMORY = Path("/dev/shm")
"""A folder in memory, if the system has one. A full disk would end a process that counts into a file on it."""
_HERE = "127.0.0.1"

Stage = Literal["preview", "apply"]
Tell = Callable[[int, int], None]

_measures: "Measures | None" = None


def begin() -> None:
    """Starts to count in this process, if the settings give a port for it and nothing counts yet."""
    global _measures
    if _measures is None and port():
        from elearn.measures import Measures

        _measures = Measures()


def on() -> bool:
    """Whether this process counts."""
    return _measures is not None


def count_commit(outcome: str, seconds: float) -> None:
    """Counts a commit, and how long it took from its arrival to its answer."""
    if _measures is not None:
        _measures.commit(outcome, seconds)


def count_waiting(more: int) -> None:
    """Counts pieces of work that began to wait for the writer, or with a negative number, that no longer do."""
    if _measures is not None:
        _measures.waiting.inc(more)


def count_transaction(size: int) -> None:
    """Counts a transaction of the writer, and how many pieces of work shared it."""
    if _measures is not None:
        _measures.together.observe(size)


def count_failed(reason: str) -> None:
    """Counts a transaction that was undone as a whole: `busy`, `unwritable`, `damaged` or `other`."""
    if _measures is not None:
        _measures.failed[reason].inc()


def show_writable(takes_writes: bool) -> None:
    """Shows whether the last trial write was taken."""
    if _measures is not None:
        _measures.writable.set(takes_writes)


def show_unsettled(people: int) -> None:
    """Shows how many people's standing is still to be worked out."""
    if _measures is not None:
        _measures.unsettled.set(people)


@contextmanager
def import_shown(stage: Stage, tell: Tell) -> Iterator[Tell]:
    """Yields what to tell instead of `tell`, so that it is also shown how far an import is, until the block ends."""
    measures = _measures
    if measures is None:
        yield tell
        return

    def told(done: int, total: int) -> None:
        measures.show_import(stage, done, total)
        tell(done, total)

    try:
        yield told
    finally:
        measures.show_import(stage, 0, 0)


def port() -> int:
    """The port that the settings give to metrics; 0 if none. Raises ElearnError if it cannot be a port."""
    written = settings().metrics_port
    number = int(written) if written.isascii() and written.isdigit() else 0
    if written and not 0 < number < 65_536:
        raise ElearnError(
            f"ELEARN_METRICS_PORT is “{written}”; write a port from 1 to 65535, such as 9502, or nothing."
        )
    return number


@contextmanager
def served() -> Iterator[None]:
    """Serves the sum of what the processes count that are started in the block. If no port is set, does nothing.

    Raises ElearnError if something else uses the port.
    """
    if not port():
        yield
        return
    from prometheus_client import CollectorRegistry

    from elearn.measures import Sum

    memory = str(_MEMORY) if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="elearn-metrics-", dir=memory) as folder:
        registry = CollectorRegistry()
        registry.register(Sum(Path(folder)))
        before = os.environ.get(_FOLDER)
        os.environ[_FOLDER] = folder
        try:
            with _listening(registry):
                yield
        finally:
            os.environ.pop(_FOLDER)
            if before is not None:
                os.environ[_FOLDER] = before


@contextmanager
def served_alone() -> Iterator[None]:
    """Counts in this process and serves it, until the block ends. If no port is set, does nothing.

    Raises ElearnError if something else uses the port.
    """
    begin()
    if _measures is None or os.environ.get(_FOLDER):
        yield
        return
    with _listening(_measures.registry):
        yield


@contextmanager
def _listening(registry: "CollectorRegistry") -> Iterator[None]:
    from prometheus_client import start_http_server

    try:
        server, thread = start_http_server(port(), _HERE, registry)
    except OSError as fault:
        raise ElearnError(
            f"Metrics cannot use port {port()}: {fault.strerror or fault}. Stop what uses it, or set "
            "ELEARN_METRICS_PORT to another."
        ) from fault
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
