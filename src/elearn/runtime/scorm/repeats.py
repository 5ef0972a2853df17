"""What a snapshot repeats of the session's last commit. It is neither read nor written again."""

from dataclasses import replace
from typing import NamedTuple

from elearn.runtime.scorm.cmi import Reading
from elearn.tracker import Progress


class LastCommit(NamedTuple):
    """The last commit of a play session that was applied, and is on the disk."""

    number: int
    reading: Reading


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
