"""Where the app and the runtime listen, and whether one of them answers."""

import socket
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

from elearn.problems import ElearnError
from elearn.settings import Settings

MOST_WAITING = 2_048
"""How many connections wait at most until a process accepts them."""
_HERE = ("localhost", "127.0.0.1", "::1")
_direct = build_opener(ProxyHandler({}))


@dataclass(frozen=True)
class Listener:
    """The app or the runtime: its name, the setting that gives its port, its host, port and health path."""

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
    runtime = _listener("runtime", where.runtime_url, where.runtime_port, 8502, "/health")
    app = _listener("app", where.base_url, where.app_port, 8501, "/_stcore/health")
    if runtime.port == app.port:
        raise ElearnError(
            f"The app and the runtime cannot both have port {app.port}. Give ELEARN_BASE_URL and "
            "ELEARN_RUNTIME_URL different ports. If a proxy listens there, set ELEARN_APP_PORT and "
            "ELEARN_RUNTIME_PORT to two other ports, and send the proxy to them."
        )
    return runtime, app


def _listener(name: str, url: str, own_port: str, usual: int, health: str) -> Listener:
    setting = "ELEARN_RUNTIME_URL" if name == "runtime" else "ELEARN_BASE_URL"
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("http", "https") or not parts.hostname or port == -1:
        raise ElearnError(f"{setting} is “{url}”; write it as http://localhost:{usual}.")
    if own_port:
        return Listener(name, *_own_port(name, own_port), health)
    everywhere = port is not None and parts.hostname not in _HERE
    return Listener(name, setting, "0.0.0.0" if everywhere else "127.0.0.1", port or usual, health)


def _own_port(name: str, written: str) -> tuple[str, str, int]:
    """The setting, host and port if the port is set by itself. A proxy on this machine then leads to it."""
    setting = f"ELEARN_{name.upper()}_PORT"
    number = int(written) if written.isascii() and written.isdigit() else 0
    if not 0 < number < 65_536:
        raise ElearnError(f"{setting} is “{written}”; write a port from 1 to 65535, such as 8501.")
    return setting, "127.0.0.1", number


def listen_at(listener: Listener) -> socket.socket:
    """A socket that listens where the listener says. Connections wait in it until a process accepts them.

    Raises ElearnError if something else uses the port.
    """
    listening = socket.socket()
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((listener.host, listener.port))
        listening.listen(MOST_WAITING)
    except OSError as fault:
        listening.close()
        raise ElearnError(
            f"The {listener.name} cannot use port {listener.port}: {fault.strerror or fault}. "
            f"Stop what uses it (another elearn, perhaps), or set {listener.setting} to another."
        ) from fault
    return listening


def answers(listener: Listener, within: float = 2.0) -> bool:
    """Whether something at the port answers the health check within so many seconds."""
    try:
        with _direct.open(listener.address, timeout=within) as response:
            return bool(response.status == 200)
    except HTTPError as refusal:
        refusal.close()
    except (OSError, HTTPException):  # nobody listens there, or somebody who does not speak HTTP
        pass
    return False
