"""The demonstration, prepared once for all workers, and served from a copy on free ports, as `elearn demo` does it."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from zlib import crc32

import uvicorn
from starlette.applications import Starlette

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Demonstration:
    """Where it is served, and its database."""

    app: str
    runtime: str
    desk: str
    database: Path


_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_RUN = crc32(os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid())).encode()) % 20
"""Two runs of the tests on one machine seldom begin at the same port."""
_START = 10_000 + 1_000 * _RUN + 500 * _WORKER
_REFUSED = 10_080
"""A browser opens no page at this port (Fetch, 2.9 “Port blocking”), the only one of ours."""
_PORTS = iter(port for port in range(_START, _START + 500) if port != _REFUSED)


def free_port() -> int:
    """A port that nobody listens on and that no other call gives: each worker has ports of its own to give.

    The system's own choice (port 0) may be given again before the server that it is for has taken it.
    """
    for port in _PORTS:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("every port of this worker has been given away")


ELEARN = [sys.executable, "-m", "elearn.cli"]
COMMAND = [*ELEARN, "demo"]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The settings with which the demonstration lies in `folder`, and none of ours."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("ELEARN_")},
        "ELEARN_DATABASE": str(folder / "elearn.db"),
        "ELEARN_PACKAGES": str(folder / "packages"),
        "ELEARN_COURSES": str(ROOT / "courses"),
        "ELEARN_REVIEWS": str(ROOT / "reviews"),
        "ELEARN_FIRST_FIGURES_WITHIN": "60",  # however busy the machine is
        **more,
    }


def copy_prepared(shared: Path, folder: Path) -> None:
    """Copies the prepared demonstration, `elearn.db` and `packages/`, into a new `folder`.

    Whichever worker comes first prepares it in `shared`; the others wait for it.
    """
    prepared = shared / "demonstration"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not prepared.exists():
            making = Path(tempfile.mkdtemp(dir=shared))
            command = [*COMMAND, "--prepare"]
            subprocess.run(command, env=environment(making), cwd=making, check=True, capture_output=True)
            making.rename(prepared)
    shutil.copytree(prepared, folder)


@contextmanager
def demonstration(shared: Path, folder: Path) -> Iterator[Demonstration]:
    """Serves a copy of the demonstration from a new `folder` until the block ends, and stops its processes."""
    copy_prepared(shared, folder)
    app, runtime, desk = (f"http://localhost:{free_port()}" for _ in range(3))
    settings = environment(folder, ELEARN_BASE_URL=app, ELEARN_RUNTIME_URL=runtime, ELEARN_DESK_URL=desk)
    with _served(COMMAND, settings, folder, app):
        yield Demonstration(app, runtime, desk, folder / "elearn.db")


@contextmanager
def serving(app: Starlette, port: int) -> Iterator[None]:
    """Serves an app at a port of this machine until the block ends, as a process that has just been started."""
    server = uvicorn.Server(uvicorn.Config(app, host="localhost", port=port, log_level="warning"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        thread.join(0.02)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


@dataclass(frozen=True)
class Installation:
    """Where `elearn serve` runs in a folder, what it has printed so far, and how to run other commands there."""

    app: str
    runtime: str
    desk: str
    folder: Path
    settings: dict[str, str]
    printed: list[str]

    @property
    def database(self) -> Path:
        """Its database: the place that is usual in a folder."""
        return self.folder / "var" / "elearn.db"

    def run(self, *words: str) -> str:
        """What a command of `elearn` prints in this folder. Raises CalledProcessError unless it exits with 0."""
        return _run(words, self.settings, self.folder)


@contextmanager
def installation(folder: Path, **more: str) -> Iterator[Installation]:
    """Runs `elearn serve` in a folder, with no settings but its addresses and `more`, until the block ends."""
    app, runtime, desk = (f"http://localhost:{free_port()}" for _ in range(3))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ELEARN_")}
    settings = {
        **kept,
        "ELEARN_BASE_URL": app,
        "ELEARN_RUNTIME_URL": runtime,
        "ELEARN_DESK_URL": desk,
        **more,
    }
    with _served([*ELEARN, "serve"], settings, folder, app) as printed:
        yield Installation(app, runtime, desk, folder, settings, printed)


def _run(words: Sequence[str], settings: dict[str, str], folder: Path) -> str:
    done = subprocess.run(
        [*ELEARN, *words], env=settings, cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


@contextmanager
def _served(command: Sequence[str], settings: dict[str, str], folder: Path, app: str) -> Iterator[list[str]]:
    """Runs a command that serves until the block ends. Gives the lines that it prints, to which more may come."""
    printed: list[str] = []
    up = Event()

    def read(lines: Iterable[str]) -> None:
        for line in lines:
            printed.append(line)
            if app in line:
                up.set()
        up.set()

    with subprocess.Popen(command, env=settings, cwd=folder, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        reading = Thread(target=read, args=(served.stdout,))
        reading.start()
        try:
            up.wait()
            if not any(app in line for line in printed):
                raise RuntimeError(f"elearn ended with {served.wait()}: {''.join(printed)}")
            yield printed
        finally:
            served.terminate()
            reading.join()
