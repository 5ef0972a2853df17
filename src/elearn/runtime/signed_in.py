"""Whether a cookie signs anybody in, asked off the event loop, before anything else of a request is read."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

from elearn.tracker import sessions

GOOD_FOR = 30.0
"""For how many seconds we remember that a cookie was good. Whatever writes looks again in its transaction."""
MOST_KEPT = 10_000
THREADS = 4
_LENGTH = 43
"""Characters of a token that we made: 256 bits."""


class SignedIn:
    """Asks whether cookies sign anybody in, and remembers for seconds which did.

    It remembers hashes, and never that a cookie was not good: somebody may sign in at any moment. What it says may be
    out of date, so it saves work and lets nobody in. It belongs to the event loop. Questions about one cookie are
    answered in the order in which they came, because one thread answers them.
    """

    def __init__(self, person: Callable[[str], int | None]) -> None:
        """`person` looks a token up in the database, and raises what the database raises."""
        self._person = person
        self._good: OrderedDict[str, float] = OrderedDict()
        self._threads = [ThreadPoolExecutor(1, "elearn-signed-in") for _ in range(THREADS)]

    async def was(self, token: str) -> bool:
        """Whether somebody is signed in with this token, or was a moment ago. Raises what the database raises."""
        if len(token) != _LENGTH or not token.isascii():
            return False
        key = sessions.token_hash(token)
        if self._good.get(key, 0.0) > monotonic():
            return True
        thread = self._threads[int(key[:4], 16) % THREADS]
        if await asyncio.get_running_loop().run_in_executor(thread, self._person, token) is None:
            return False
        self._good[key] = monotonic() + GOOD_FOR
        self._good.move_to_end(key)
        if len(self._good) > MOST_KEPT:
            self._good.popitem(last=False)
        return True

    def forget(self, token: str) -> None:
        """Forgets that a token was good: its session has ended."""
        self._good.pop(sessions.token_hash(token), None)
