"""What was sent and waits in memory until its sender has confirmed a preview of it."""

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock, Timer
from typing import NamedTuple

MOST_HELD = 160_000_000
"""Bytes of all that waits."""
LONGEST = 3_600.0
"""Seconds for which something waits."""


class _Kept(NamedTuple):
    person: int
    course: str
    value: object
    size: int
    at: float


@dataclass
class Held:
    """What was sent and waits for its sender to confirm it, in memory. One for each person and course.

    The oldest goes if there is too much. A new start of the desk forgets all: the file is chosen once more then.
    """

    _kept: OrderedDict[str, _Kept] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _next: Timer | None = None

    def put(self, person: int, course: str, value: object, size: int) -> str:
        """Keeps a value of about `size` bytes. Gives the key by which its sender gets it back."""
        key = secrets.token_urlsafe(16)
        with self._lock:
            self._forget_old()
            for other in [
                k for k, each in self._kept.items() if (each.person, each.course) == (person, course)
            ]:
                del self._kept[other]
            self._kept[key] = _Kept(person, course, value, size, time.monotonic())
            while len(self._kept) > 1 and sum(each.size for each in self._kept.values()) > MOST_HELD:
                self._kept.popitem(last=False)
            self._look_again()
        return key

    def get(self, person: int, course: str, key: str) -> object:
        """What this person has sent for this course. None if it is not kept any more."""
        with self._lock:
            self._forget_old()
            found = self._kept.get(key)
        return found.value if found and (found.person, found.course) == (person, course) else None

    def drop(self, key: str) -> None:
        """Forgets it."""
        with self._lock:
            self._kept.pop(key, None)

    def _forget_old(self) -> None:
        for old in [k for k, each in self._kept.items() if time.monotonic() - each.at > LONGEST]:
            del self._kept[old]

    def _look_again(self) -> None:
        """Forgets what is old also if nobody asks for anything any more."""
        if self._next is None and self._kept:
            oldest = next(iter(self._kept.values())).at
            self._next = Timer(max(0.0, oldest + LONGEST - time.monotonic()) + 1, self._later)
            self._next.daemon = True
            self._next.start()

    def _later(self) -> None:
        with self._lock:
            self._next = None
            self._forget_old()
            self._look_again()
