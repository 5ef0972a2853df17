"""What one of the processes does: it serves the app (Streamlit), the runtime or the desk (both Starlette)."""

import gc
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

import uvicorn

from elearn.serve.children import STOPS_WITHIN
from elearn.serve.connections import Connection
from elearn.settings import Settings, settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from elearn.runtime import OfferedPerson

_LEAVES_TO_OTHERS = 15
"""By how much the desk's priority is lower (“nice”): of a core that a runtime wants too, it gets a thirtieth."""
_LINE = 0
"""Our input is a line to our parent, and goes both ways."""


def run(name: str, listening: socket.socket, workers: int = 1) -> None:
    """Runs the `app`, the `runtime` or the `desk` in this process, until it is told to end or its parent has ended.

    It accepts connections from the socket. `workers`: how many runtimes share it. Raises ElearnError if it cannot
    start, as when another runtime serves the same SQLite file.
    """
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with ExitStack() as held:
        made = _runtime(workers, held) if name == "runtime" else _desk(held) if name == "desk" else _app()
        _Server(config(made, settings())).run([SharedSocket(fileno=listening.detach())])
    signal.signal(
        signal.SIGTERM, signal.SIG_IGN
    )  # a second one would end it before it has let go of the database
    gc.freeze()  # Python would take a second to look for garbage in all that was loaded


def config(app: "ASGIApp", where: Settings) -> uvicorn.Config:
    """How the server serves an app. It believes X-Forwarded-For of the proxies in the settings, and of nobody else."""
    return uvicorn.Config(
        app,
        http=Connection,
        log_level="warning",
        access_log=False,
        proxy_headers=True,
        forwarded_allow_ips=where.trusted_networks,
    )


class SharedSocket(socket.socket):
    """A listening socket that several processes accept from: each takes one connection, then does its other work.

    An event loop would otherwise take all that wait at once, and leave none for a process that is as free.
    """

    _has_given = False

    def accept(self) -> tuple[socket.socket, Any]:
        """One connection, and its address. Raises BlockingIOError if there is none, and once after each connection."""
        if self._has_given:
            self._has_given = False
            raise BlockingIOError
        given = super().accept()
        self._has_given = True
        return given


class _Server(uvicorn.Server):
    """Says on the line to our parent that it takes requests. When a signal stops it, the process ends as any other.

    uvicorn would let the signal end the process at once. Then nobody would close the database, and the log of an SQLite
    file would stay beside it.
    """

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stops."""
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        with suppress(OSError):  # our parent has ended, or somebody else started us
            os.write(_LINE, b"+")


def _end_with_parent() -> None:
    """Ends this process when the parent ends. The parent keeps its end of our line open for as long as it lives.

    If it does not end in time, it is killed, as the parent would do. It would keep its place at the database otherwise.
    """
    with suppress(OSError):  # it ended before it had read what we said
        while os.read(_LINE, 1):
            pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOPS_WITHIN)
    os.kill(os.getpid(), signal.SIGKILL)


def _runtime(workers: int, held: ExitStack) -> "ASGIApp":
    """The runtime. `held` keeps its place at the database until this process ends."""
    from elearn.database import open_database
    from elearn.runtime import create_app

    offered = _offered() if settings().demo else ()
    database = open_database()
    held.enter_context(database.as_runtime())  # here, because a web server would say it with a traceback
    made = create_app(database, settings(), offered, workers=workers)
    look_for_garbage_less_often()
    return made


def _desk(held: ExitStack) -> "ASGIApp":
    """The desk. It takes no place at the database, which is for the one that commits learners' work.

    It leaves the processor to the others, so that learners do not wait for a check. What the first check loads and
    compiles, it loads before somebody asks.
    """
    from elearn.database import open_database
    from elearn.desk import create_app, prepare_checks

    os.nice(_LEAVES_TO_OTHERS)
    made = create_app(held.enter_context(open_database()), settings())
    threading.Thread(target=prepare_checks, daemon=True).start()
    look_for_garbage_less_often()
    return made


def look_for_garbage_less_often() -> None:
    """Makes Python look for unused objects after every few dozen requests, and not after every few.

    It also stops looking at what was loaded so far. Requests leave next to nothing to find, and the search takes a
    seventh of the time that a commit takes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 20)


def _offered() -> "Sequence[OfferedPerson]":
    from elearn.demo import PEOPLE

    return PEOPLE


def _app() -> "ASGIApp":
    """The app's pages alone. Streamlit makes the server log every request; we log only what is wrong."""
    from elearn.app import make_app, prepare_figures

    prepare_figures()
    for name in ("uvicorn.access", "uvicorn.error"):
        logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.WARNING)
    return make_app()
