"""The last commit of each play session that is under way, so that what it repeats is neither read nor written again."""

from collections import OrderedDict
from dataclasses import replace
from typing import NamedTuple

from elearn.runtime.scorm.cmi import Reading
from elearn.tracker import Progress

MOST_BYTES = 4_000_000
"""How much we remember at most, as bytes of JSON. In memory it takes several times as much."""


class LastCommit(NamedTuple):
    """A commit that was applied: its number, what it said, and how many bytes it had."""

    number: int
    reading: Reading
    size: int


class RecentCommits:
    """Remembers commits that were applied, and forgets those of the sessions that have been quiet for longest.

    It belongs to the event loop. Nothing depends on it but speed.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._size = most_bytes, 0
        self._last: OrderedDict[str, LastCommit] = OrderedDict()

    def last(self, session: str) -> LastCommit | None:
        """The session's last commit that was applied, if we remember it."""
        return self._last.get(session)

    def keep(self, session: str, commit: LastCommit) -> None:
        """Remembers a commit that was applied, and is on the disk."""
        self.forget(session)
        self._last[session] = commit
        self._size += commit.size
        while self._size > self._most:
            _, oldest = self._last.popitem(last=False)
            self._size -= oldest.size

    def forget(self, session: str) -> None:
        """Forgets a session that is over."""
        known = self._last.pop(session, None)
        if known is not None:
            self._size -= known.size


def not_yet_stored(reading: Reading, number: int, last: LastCommit | None) -> Progress:
    """The progress without the answers and results that are stored already.

    They are if the same session's commit before this one was applied with them: an older window may not change them
    then, and if a newer one has, this commit is not to change them back.
    """
    if last is None or last.number != number - 1:
        return reading.progress
    earlier = last.reading
    kept = set(earlier.progress.outcomes)
    return replace(
        reading.progress,
        interactions=tuple(
            [entry.meaning for key, entry in reading.answers.items() if earlier.answers.get(key) is not entry]
        ),
        outcomes=tuple([each for each in reading.progress.outcomes if each not in kept]),
    )
