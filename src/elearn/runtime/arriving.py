"""Commits that are on their way: how many of one cookie may be at once, and whose turn it is."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from elearn.runtime.bodies import RefusedBody
from elearn.translations import gettext as _

MOST_AT_ONCE = 8
"""Commits of one cookie that are read or written at once. A browser opens at most six connections to one place."""


@dataclass(slots=True)
class _Line:
    here: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Arriving:
    """The commits of each cookie that are being read, interpreted or written. It belongs to the event loop."""

    def __init__(self) -> None:
        self._lines: dict[str, _Line] = {}

    @contextmanager
    def place(self, token: str) -> Iterator[asyncio.Lock]:
        """A place for a commit, and the lock that gives the commits of its cookie their turns, in the order in which
        they ask for it.

        It bounds how much one person can make us hold in memory. Raises RefusedBody.
        """
        line = self._lines.setdefault(token, _Line())
        if line.here >= MOST_AT_ONCE:
            raise RefusedBody(
                _("More is being sent at once than a browser sends. Try again in a moment."), 429
            )
        line.here += 1
        try:
            yield line.turn
        finally:
            line.here -= 1
            if not line.here:
                del self._lines[token]
