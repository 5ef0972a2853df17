"""What one of the two processes does: it serves the app (Streamlit) or the runtime (Starlette)."""

import gc
import logging
import os
import signal
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from elearn.serve.listening import listeners
from elearn.settings import settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from elearn.runtime import OfferedPerson


def run(name: str) -> None:
    """Runs the `app` or the `runtime` in this process, until it is told to end or its parent has ended."""
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

    made = create_app(open_database(), settings(), _offered() if settings().demo else ())
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
