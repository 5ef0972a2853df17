"""Tries at a course beside those that are stored, and those of the same file: which rows say nothing new."""

from collections import defaultdict
from itertools import groupby
from typing import Any, Final, NamedTuple

from elearn.database import Connection
from elearn.tracker.counting import STAYS
from elearn.tracker.imports.filerows import FileRow, Kept

_TRY: Final = ("person", "course", "completed_on", "version", "passed")
KEY: Final = (*_TRY, "score")
"""What makes two tries different."""


def leave_to_results(kept: Kept) -> None:
    """Leave alone the rows without a result of whoever has one for the same course and day in the file."""
    for _, lines in groupby(kept.to_apply.ordered_by("person"), lambda line: line.values["person"]):
        several = list(lines)
        known = {_day_of(line) for line in several if line.values["outcome"] in ("passed", "failed")}
        for line in several if known else ():
            if line.values["outcome"] in ("taken as passed", "not known") and _day_of(line) in known:
                line.action = "unchanged"
                kept.put(line)


def _day_of(line: FileRow) -> tuple[str, str]:
    return line.values["course"], line.values["completed_on"]


class StoredTries(NamedTuple):
    """What is stored of some people's tries, those that were withdrawn among them: a row that says the same stays so.

    `scores` of each try with a known result; and the (person, course, day) of those, of completions that were taken as
    passed, and, with the version, of completions without a result.
    """

    scores: dict[tuple[Any, ...], set[float | None]]
    known: set[tuple[Any, ...]]
    taken: set[tuple[Any, ...]]
    without: set[tuple[Any, ...]]
    told: dict[tuple[Any, ...], set[tuple[int | None, int]]]

    def knows(self, line: FileRow) -> bool:
        """Whether the result of a try on that day is known."""
        return tuple([line.values[name] for name in _TRY[:3]]) in self.known

    def says_more(self, line: FileRow) -> bool:
        """Whether a try of that day is known, or was taken as passed."""
        day = tuple([line.values[name] for name in _TRY[:3]])
        return day in self.known or day in self.taken

    def has(self, line: FileRow) -> bool:
        """Whether a row says nothing new beside these."""
        values = line.values
        tried = tuple([values[name] for name in _TRY])
        if values["outcome"] == "not known":
            return self.says_more(line) or tried[:4] in self.without
        if values["outcome"] == "taken as passed":
            return self.says_more(line)
        scores = self.scores.get(tried, set())
        return bool(scores) and (values["score"] is None or values["score"] in scores)

    def says_otherwise(self, line: FileRow) -> bool:
        """Whether a row of a try that is stored says other minutes, or otherwise whether people took part."""
        minutes, took_part = line.values["minutes"], line.values["participatory"]
        told = self.told.get(tuple([line.values[name] for name in _TRY]), set())
        return bool(told) and not any(
            minutes in (None, kept) and took_part in (None, together) for kept, together in told
        )


def stored_tries(conn: Connection, people: set[int]) -> StoredTries:
    """What is stored of the tries of these people."""
    found = StoredTries(defaultdict(set), set(), set(), set(), defaultdict(set))
    for *tried, score, minutes, took_part, taken, withdrawn in conn.tuples(
        f"""
        select {", ".join(f"c.{name}" for name in KEY)}, c.minutes, c.participatory, c.taken_as_passed,
               case when {STAYS} then 0 else 1 end
          from completion c where c.person in :people
        """,
        {"people": people},
    ):
        if taken:
            found.taken.add(tuple(tried[:3]))
        else:
            found.known.add(tuple(tried[:3]))
        if not taken or withdrawn:
            found.scores[tuple(tried)].add(score)
        if not withdrawn:
            found.told[tuple(tried)].add((minutes, took_part))
    found.without.update(
        conn.tuples(
            "select person, course, completed_on, version from completion_without_result where person in :people",
            {"people": people},
        )
    )
    return found
