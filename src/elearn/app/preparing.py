"""What the app works out before anyone asks for a figure, or after a large change was interrupted."""

import logging
import threading

from elearn.app.session import database
from elearn.days import today
from elearn.reporting.coverage import coverage
from elearn.tracker import Scope, settle

_going = threading.Lock()


def prepare_figures() -> None:
    """Finishes what an interrupted import or an upgrade left to work out, and reads the figures for the first time.

    Both can take seconds in a large county. So it goes on in a thread of its own, and this returns at once. If it is
    going on already, nothing is started.
    """
    if _going.acquire(blocking=False):
        threading.Thread(target=_prepare, name="elearn-figures", daemon=True).start()


def _prepare() -> None:
    try:
        settle(database())
        coverage(database(), Scope.everyone(), today(), ("course",))
    except Exception as error:  # the next look tries again
        logging.getLogger(__name__).warning("The figures could not be prepared: %s", error)
    finally:
        _going.release()
