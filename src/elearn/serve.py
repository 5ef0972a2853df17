"""Runs the app (Streamlit) and the runtime (Starlette) as two processes, started and stopped together.

They are separate because they would compete for one interpreter lock. Both listen at the ports of
`ELEARN_BASE_URL` and `ELEARN_RUNTIME_URL`. Behind a proxy, when these name no port, they listen at 8501 and
8502 on this machine.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

from elearn.problems import ElearnError
from elearn.settings import Settings, settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from elearn.runtime import OfferedPerson

STARTS_WITHIN = 60.0
STOPS_WITHIN = 10.0
_STEP = 0.1
_HERE = ("localhost", "127.0.0.1", "::1")
_direct = build_opener(ProxyHandler({}))


@dataclass(frozen=True)
class Listener:
    """One of the two processes: its name, the setting for its address, its host, port and health path."""

    name: str
    setting: str
    host: str
    port: int
    health: str

    @property
    def address(self) -> str:
        """The address of the health check on this machine."""
        return f"http://127.0.0.1:{self.port}{self.health}"


def listeners(where: Settings) -> tuple[Listener, Listener]:
    """The runtime and the app, as the settings place them. Raises ElearnError if both have the same port."""
    runtime = _listener("runtime", "ELEARN_RUNTIME_URL", where.runtime_url, 8502, "/health")
    app = _listener("app", "ELEARN_BASE_URL", where.base_url, 8501, "/_stcore/health")
    if runtime.port == app.port:
        raise ElearnError(
            f"The app and the runtime cannot both have port {app.port}. "
            "Give ELEARN_BASE_URL and ELEARN_RUNTIME_URL different ports."
        )
    return runtime, app


def _listener(name: str, setting: str, url: str, usual: int, health: str) -> Listener:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("http", "https") or not parts.hostname or port == -1:
        raise ElearnError(f"{setting} is “{url}”; write it as http://localhost:{usual}.")
    everywhere = port is not None and parts.hostname not in _HERE
    return Listener(name, setting, "0.0.0.0" if everywhere else "127.0.0.1", port or usual, health)


def serve(say: Callable[[str], None]) -> None:
    """Runs both until Ctrl-C or SIGTERM. Raises ElearnError if a port is taken or one of them ends.

    `say` gets each line to print.
    """
    both = listeners(settings())
    for each in both:
        _must_be_free(each)
    environment = {**os.environ, "ELEARN_RUNTIME_APART": "1"}
    stopping = _Stopping()
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for each in both:
            command = [sys.executable, "-m", "elearn.serve", each.name]
            children[each.name] = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE)
        if _wait_until_up(both, children, stopping):
            say(f"elearn is at {settings().base_url}  (Ctrl-C stops it)")
            while not stopping.asked:
                _must_run(children)
                time.sleep(_STEP)
        say("Stopping.")
    finally:
        _stop(children)
        stopping.restore()


def _must_be_free(listener: Listener) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((listener.host, listener.port))
        except OSError as fault:
            raise ElearnError(
                f"The {listener.name} cannot use port {listener.port}: {fault.strerror or fault}. "
                f"Stop what uses it (another elearn, perhaps), or set {listener.setting} to another."
            ) from fault


def _wait_until_up(
    both: tuple[Listener, ...], children: Mapping[str, subprocess.Popen[bytes]], stopping: "_Stopping"
) -> bool:
    """True if both answer. False if somebody stopped us first."""
    end = time.monotonic() + STARTS_WITHIN
    waiting = list(both)
    while waiting and not stopping.asked:
        _must_run(children)
        waiting = [each for each in waiting if not _answers(each)]
        if waiting and time.monotonic() > end:
            raise ElearnError(
                f"The {waiting[0].name} did not answer at {waiting[0].address} within {STARTS_WITHIN:.0f} seconds. "
                "What it printed above may say why."
            )
        time.sleep(_STEP if waiting else 0)
    return not stopping.asked


def _answers(listener: Listener) -> bool:
    try:
        with _direct.open(listener.address, timeout=2) as response:
            return bool(response.status == 200)
    except HTTPError as refusal:
        refusal.close()
    except OSError:
        pass
    return False


def _must_run(children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    for name, child in children.items():
        if (code := child.poll()) is not None:
            raise ElearnError(
                f"The {name} has ended (exit code {code}), so both were stopped. See above for why."
            )


def _stop(children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """Asks both to end, so that waiting work is written. Kills one that does not end."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    end = time.monotonic() + STOPS_WITHIN
    for child in children.values():
        try:
            child.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        if child.stdin is not None:
            child.stdin.close()


class _Stopping:
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


def run(name: str) -> None:
    """Runs one of the two in this process, until it is told to end or its parent has ended."""
    import uvicorn

    threading.Thread(target=_end_with_parent, daemon=True).start()
    runtime, app = listeners(settings())
    listener = runtime if name == "runtime" else app
    made = _runtime() if name == "runtime" else _app()
    uvicorn.run(
        made,
        host=listener.host,
        port=listener.port,
        log_level="warning",
        access_log=False,
        proxy_headers=True,
    )


def _end_with_parent() -> None:
    """Ends this process when the parent ends. The parent keeps our input open for as long as it lives."""
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _runtime() -> "ASGIApp":
    from elearn.database import open_database
    from elearn.runtime import create_app

    return create_app(open_database(), settings(), _offered() if settings().demo else ())


def _offered() -> "Sequence[OfferedPerson]":
    from elearn.demo import PEOPLE

    return PEOPLE


def _app() -> "ASGIApp":
    """The app's pages alone. Streamlit makes the server log every request; we log only what is wrong."""
    from elearn.app import make_app

    for name in ("uvicorn.access", "uvicorn.error"):
        logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.WARNING)
    return make_app()


if __name__ == "__main__":
    try:
        run(sys.argv[1])
    except ElearnError as fault:
        sys.exit(str(fault))
