"""What was sent and waits in memory until its sender has confirmed a preview of it."""

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
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

    def put(self, person: int, course: str, value: object, size: int) -> str:
        """Keeps a value of about `size` bytes. Gives the key by which its sender gets it back."""
        key = secrets.token_urlsafe(16)
        with self._lock:
            for other in [
                k for k, each in self._kept.items() if (each.person, each.course) == (person, course)
            ]:
                del self._kept[other]
            self._kept[key] = _Kept(person, course, value, size, time.monotonic())
            while len(self._kept) > 1 and sum(each.size for each in self._kept.values()) > MOST_HELD:
                self._kept.popitem(last=False)
        return key

    def get(self, person: int, course: str, key: str) -> object:
        """What this person has sent for this course. None if it is not kept any more."""
        with self._lock:
            for old in [k for k, each in self._kept.items() if time.monotonic() - each.at > LONGEST]:
                del self._kept[old]
            found = self._kept.get(key)
        return found.value if found and (found.person, found.course) == (person, course) else None

    def drop(self, key: str) -> None:
        """Forgets it."""
        with self._lock:
            self._kept.pop(key, None)
