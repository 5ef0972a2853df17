"""Where the app, the runtime and the desk listen, and whether one of them answers."""

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
    """The app, the runtime or the desk: its name, the setting that gives its port, its host, port and health path."""

    name: str
    setting: str
    host: str
    port: int
    health: str

    @property
    def address(self) -> str:
        """The address of the health check on this machine."""
        return f"http://127.0.0.1:{self.port}{self.health}"


_SETTINGS = {"runtime": "ELEARN_RUNTIME_URL", "app": "ELEARN_BASE_URL", "desk": "ELEARN_DESK_URL"}


def listeners(where: Settings) -> tuple[Listener, Listener, Listener]:
    """The runtime, the app and the desk, as the settings place them. Raises ElearnError if two have the same port."""
    runtime = _listener("runtime", where.runtime_url, where.runtime_port, 8502, "/health")
    app = _listener("app", where.base_url, where.app_port, 8501, "/_stcore/health")
    desk = _desk(where)
    for one, other in ((app, runtime), (app, desk), (runtime, desk)):
        if one.port == other.port:
            raise ElearnError(
                f"The {one.name} and the {other.name} cannot both have port {one.port}. Give "
                f"{_SETTINGS[one.name]} and {_SETTINGS[other.name]} different ports. If a proxy listens there, set "
                f"ELEARN_{one.name.upper()}_PORT and ELEARN_{other.name.upper()}_PORT to two other ports, and send the "
                "proxy to them."
            )
    return runtime, app, desk


def _desk(where: Settings) -> Listener:
    """The desk. If the others have ports of their own for a proxy at the same address, it has one too: the usual."""
    own = where.desk_port
    if not own and where.desk_url == where.base_url and (where.app_port or where.runtime_port):
        own = "8503"
    return _listener("desk", where.desk_url, own, 8503, "/desk/health")


def _listener(name: str, url: str, own_port: str, usual: int, health: str) -> Listener:
    setting = _SETTINGS[name]
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
