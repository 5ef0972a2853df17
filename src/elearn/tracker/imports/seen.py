"""Whether what somebody was shown before they saved is still so."""

from typing import Final

from elearn.database import Connection, Database
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem
from elearn.tracker import changes

UNSEEN: Final = "unseen"
"""The rule of the problem that an effect was shown, and is another one by now."""


def must_be_seen(conn: Connection, version: int | None) -> None:
    """Raise InputFault if rules, people or agencies changed after the version at which an effect was shown.

    What single people learn hardly changes an effect, and is not asked about. None: nothing had to be shown.
    """
    if version is not None and _changed(conn, version):
        message = phrase("Something has changed since you saw what this changes. Nothing is saved yet.")
        remedy = phrase("Look at what it changes now. If it is right, save it then.")
        raise InputFault([Problem("", 0, 0, UNSEEN, "error", message, remedy)])


def is_still_so(db: Database, version: int) -> bool:
    """Whether an effect that was counted at this version of the facts may be saved."""
    with db.read() as conn:
        return not _changed(conn, version)


def _changed(conn: Connection, version: int) -> bool:
    since = changes.since(conn, version)
    return since.people is None or bool(since.courses)
