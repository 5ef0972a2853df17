"""Whether what somebody was shown before they saved is still so."""

from typing import Final

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem
from elearn.tracker import changes

UNSEEN: Final = "unseen"
"""The rule of the problem that an effect was shown, and is another one by now."""


def must_be_seen(conn: Connection, version: int | None) -> None:
    """Raise InputFault if rules, people or agencies changed after the version at which an effect was shown.

    What single people learn hardly changes an effect, and is not asked about. None: nothing had to be shown.
    """
    if version is None:
        return
    since = changes.since(conn, version)
    if since.people is None or since.courses:
        message = phrase("Something has changed since you saw what this changes. Nothing is saved yet.")
        remedy = phrase("Look at what it changes now. If it is right, save it then.")
        raise InputFault([Problem("", 0, 0, UNSEEN, "error", message, remedy)])
