"""What every route gets: the database, the settings, the writer and the rate limits."""

import logging
import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from starlette.requests import Request

from elearn.database import Database
from elearn.runtime.recent import Recent
from elearn.runtime.trials import Trials
from elearn.runtime.writer import Writer
from elearn.settings import Settings
from elearn.tracker import registrations, sessions

SESSION_COOKIE = "elearn_session"
"""The cookie that both processes read. This works because a cookie belongs to a host, not to a port."""
LANGUAGE_COOKIE = "elearn_language"
"""The cookie with the language that a visitor chose on a page. The app reads it too."""

runtime_log = logging.getLogger("elearn.runtime")


class OfferedPerson(NamedTuple):
    """A demonstration person whom the start page offers. `role` is a word or two, `about` a sentence."""

    email: str
    name: str
    role: str
    about: str


class RateLimit:
    """Allows each key at most `most` times in `seconds`. Kept in memory, so a restart forgets it.

    Each of several `workers` counts by itself, so each allows its share, rounded up. A key whose requests all come
    to one worker gets no more than that share; one whose requests come to all gets `most`, or a few more.
    """

    def __init__(self, most: int, seconds: float, workers: int = 1) -> None:
        self._most, self._seconds = math.ceil(most / workers), seconds
        self._seen: dict[str, deque[float]] = {}
        self._lock = Lock()

    def allows(self, key: str) -> bool:
        """Counts one request and returns whether it is within the limit."""
        now = monotonic()
        with self._lock:
            if len(self._seen) > 10_000:
                self._seen = {k: times for k, times in self._seen.items() if times[-1] > now - self._seconds}
            times = self._seen.setdefault(key, deque())
            while times and times[0] <= now - self._seconds:
                times.popleft()
            if len(times) >= self._most:
                return False
            times.append(now)
            return True


@dataclass
class Runtime:
    """What the routes share. `close()` writes what is waiting and stops the writer.

    `workers`: how many processes like this one serve the same people. A play session may move between them.
    """

    database: Database
    settings: Settings
    offered: Sequence[OfferedPerson] = ()
    workers: int = 1
    writer: Writer = field(init=False)
    trials: Trials = field(init=False)
    recent: Recent[Any] = field(default_factory=Recent)
    links_by_address: RateLimit = field(init=False)
    links_by_visitor: RateLimit = field(init=False)
    looks_by_visitor: RateLimit = field(init=False)

    def __post_init__(self) -> None:
        self.writer = Writer(self.database, registrations.people_of)
        self.links_by_address = RateLimit(5, 900, self.workers)
        self.links_by_visitor = RateLimit(30, 900, self.workers)
        self.looks_by_visitor = RateLimit(60, 60, self.workers)
        self.trials = Trials(self.writer)
        self._origins = frozenset({origin(self.settings.base_url), origin(self.settings.runtime_url)})

    def close(self) -> None:
        """Writes what was submitted and stops the writer."""
        self.writer.close()

    @property
    def secure(self) -> bool:
        """True if browsers reach us by https. Cookies then travel only by https."""
        return self.settings.base_url.startswith("https:")

    def origins(self) -> frozenset[str]:
        """The origins whose pages are ours."""
        return self._origins

    def person(self, request: Request) -> int | None:
        """The id of the signed-in person, from the session cookie, or None. Reads the database."""
        token = request.cookies.get(SESSION_COOKIE, "")
        return sessions.session_person(self.database, token) if token else None


def origin(address: str) -> str:
    """The origin of an address: scheme, host and port. "" if it is no address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower()


def visitor(request: Request) -> str:
    """The network address that a request comes from. Used only for rate limits."""
    return request.client.host if request.client else "unknown"
