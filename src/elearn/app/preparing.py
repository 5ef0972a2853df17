"""What the app does before anyone asks for a figure."""

import logging
import threading

from elearn.app.session import database
from elearn.days import today
from elearn.problems import ElearnError
from elearn.reporting.coverage import coverage
from elearn.tracker import Scope, settle


def prepare_figures() -> None:
    """Finishes what an interrupted import or an upgrade left to work out, and reads the figures for the first time.

    Both can take seconds in a large county. So it goes on in a thread of its own, and this returns at once.
    """
    threading.Thread(target=_prepare, name="elearn-figures", daemon=True).start()


def _prepare() -> None:
    try:
        settle(database())
        coverage(database(), Scope.everyone(), today(), ("course",))
    except ElearnError as error:
        logging.getLogger(__name__).warning("The figures could not be prepared: %s", error)
