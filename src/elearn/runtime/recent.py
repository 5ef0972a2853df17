"""Remembers something of each play session that is under way, in bounded memory."""

from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_BYTES = 4_000_000
"""How much we remember at most, as bytes of JSON. In memory it takes several times as much."""


class Recent(Generic[T]):
    """Something by session. It forgets those of the sessions that have been quiet for longest.

    It belongs to the event loop. Nothing but speed may depend on it.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._bytes = most_bytes, 0
        self._kept: OrderedDict[str, tuple[T, int]] = OrderedDict()

    def get(self, session: str) -> T | None:
        """What is remembered of a session, or None."""
        found = self._kept.get(session)
        return found[0] if found else None

    def keep(self, session: str, what: T, size: int) -> None:
        """Remembers something of a session, in place of what was remembered of it. `size` is in bytes of JSON."""
        self.forget(session)
        self._kept[session] = what, size
        self._bytes += size
        while self._bytes > self._most:
            _, (_, freed) = self._kept.popitem(last=False)
            self._bytes -= freed

    def forget(self, session: str) -> None:
        """Forgets a session."""
        if found := self._kept.pop(session, None):
            self._bytes -= found[1]
