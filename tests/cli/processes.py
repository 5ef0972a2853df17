"""Runs `elearn serve` as an operator does, asks its processes for pages, and finds and stops them one by one."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener

import pytest

PATIENCE = 60.0
"""For how many seconds we wait for what must happen, on a machine that is busy."""
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the processes in /proc")


def free_ports() -> tuple[int, int, int]:
    """Returns three ports that nobody uses now."""
    with socket.socket() as first, socket.socket() as second, socket.socket() as third:
        for each in (first, second, third):
            each.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1], third.getsockname()[1]


def here(app: int, runtime: int, desk: int) -> dict[str, str]:
    """The settings that place the app, the runtime and the desk at these ports."""
    return {
        "ELEARN_BASE_URL": f"http://localhost:{app}",
        "ELEARN_RUNTIME_URL": f"http://localhost:{runtime}",
        "ELEARN_DESK_URL": f"http://localhost:{desk}",
    }


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:  # type: ignore[override]
        return None


web = build_opener(ProxyHandler({}), NoRedirect)


@dataclass
class Served:
    """An `elearn serve` that says that it is ready, its ports, and the lines that it logs."""

    process: subprocess.Popen[str]
    app: int
    runtime: int
    desk: int
    logged: list[str] = field(default_factory=list)

    def sent_on_to(self) -> str:
        """Where the app's front page sends a visitor who is not signed in. Waits until it answers."""
        with pytest.raises(HTTPError) as sent:
            web.open(f"http://127.0.0.1:{self.app}/", timeout=PATIENCE)
        sent.value.close()
        return str(sent.value.headers["location"])

    def start_page(self) -> int:
        """The status of the runtime's start page. Waits until it answers."""
        with web.open(f"http://127.0.0.1:{self.runtime}/start", timeout=PATIENCE) as start:
            return int(start.status)

    def desk_health(self) -> int:
        """The status of the desk's health check. Waits until it answers."""
        with web.open(f"http://127.0.0.1:{self.desk}/desk/health", timeout=PATIENCE) as health:
            return int(health.status)

    def children(self, name: str) -> list[int]:
        """The running processes of the app, or of the runtimes, in the order in which they were started."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                command = (folder / "cmdline").read_bytes().split(b"\0")
                state, parent, *more = _stat(int(folder.name))
                if int(parent) == self.process.pid and command[-2:-1] == [name.encode()] and state != "Z":
                    found.append((int(more[17]), int(folder.name)))
        return [child for _, child in sorted(found)]

    def kill(self, child: int) -> None:
        """Ends one of the processes at once, and returns when it is gone."""
        os.kill(child, signal.SIGKILL)
        until(lambda: child not in self.children("app") + self.children("runtime") + self.children("desk"))

    @contextmanager
    def halted(self, child: int) -> Iterator[None]:
        """Within the block, one of the processes does nothing."""
        os.kill(child, signal.SIGSTOP)
        try:
            until(lambda: _stat(child)[0] == "T")
            yield
        finally:
            os.kill(child, signal.SIGCONT)

    def says(self, pattern: str) -> bool:
        """Whether a line of the log has something like this."""
        return any(re.search(pattern, line) for line in list(self.logged))


def _stat(process: int) -> list[str]:
    """What Linux says of a process: its state, its parent, and more (proc(5), from the third field on)."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()


def until(happened: Callable[[], bool]) -> None:
    """Waits until something has happened."""
    end = monotonic() + PATIENCE
    while not happened():
        assert monotonic() < end, "we waited too long"
        sleep(0.02)


def is_free(port: int) -> bool:
    """Whether nobody listens at the port."""
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            again.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@contextmanager
def served(place: Path, *options: str, **settings: str) -> Iterator[Served]:
    """Runs `elearn serve` on free ports in a process of its own, and yields once it says that it is ready."""
    app, runtime, desk = free_ports()
    command = [sys.executable, "-m", "elearn.cli", "serve", *options]
    environment = {**os.environ, **here(app, runtime, desk), **settings}
    process = subprocess.Popen(
        command, cwd=place, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    ready = Served(process, app, runtime, desk)
    reader = Thread(target=lambda: ready.logged.extend(line for line in process.stderr or ()))
    reader.start()
    try:
        assert f"http://localhost:{app}" in process.stdout.readline(), "".join(ready.logged)
        last = "4. Open the link and press the button. You need not start elearn again.\n"
        steps = list(iter(process.stdout.readline, last))
        assert "elearn role give YOU@YOUR.ORG administrator" in "".join(steps)
        assert process.stdout.readline() == "\n"
        yield ready
    finally:
        process.kill()
        process.wait()
        reader.join()  # ends when the last of the processes that hold stderr has ended
        process.stdout.close()
        if process.stderr:
            process.stderr.close()
