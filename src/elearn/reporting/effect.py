"""What a change of rules would do, before it is saved: whom it catches, and coverage before and after.

It counts the people whom we know by name, as `rosters` does for coverage. Agencies that declare headcounts or returns
are left out and named. Nothing here writes, and no transaction of learners waits for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from elearn.database import Connection, Database
from elearn.reporting.columns import Array, Copy, copy_of, current, distinct
from elearn.reporting.places import Places, places_of
from elearn.reporting.rag import percent
from elearn.reporting.rosters import Rosters
from elearn.tracker import Rules, Scope, pending, version, would_have


class Count(NamedTuple):
    """People in scope, by state."""

    in_date: int
    grace: int
    lapsed: int
    never: int

    @property
    def in_scope(self) -> int:
        """All of them."""
        return sum(self)

    @property
    def percent(self) -> float | None:
        """In date as a percentage of in scope, to one decimal. None if nobody is in scope."""
        return percent(self.in_scope, self.in_date)

    def as_dict(self) -> dict[str, Any]:
        """For a program."""
        return {"in_scope": self.in_scope, **self._asdict(), "percent": self.percent}


class Change(NamedTuple):
    """The figures of an agency with its children, of a role group or of everyone (`id` ""), before and after.

    `newly` counts those who come into scope, and `no_longer` those who go out of it.
    """

    id: str
    before: Count
    after: Count
    newly: int
    no_longer: int

    @property
    def size(self) -> int:
        """How much it changes: for how many people, about."""
        differing = sum(abs(b - a) for b, a in zip(self.before, self.after, strict=True))
        return differing + self.newly + self.no_longer

    def as_dict(self, name: str = "") -> dict[str, Any]:
        """For a program. `name` is the key of the id; "" leaves it out."""
        counts = {"before": self.before.as_dict(), "after": self.after.as_dict()}
        key = {name: self.id} if name else {}
        return {**key, **counts, "newly_in_scope": self.newly, "no_longer_in_scope": self.no_longer}


@dataclass(frozen=True)
class CourseEffect:
    """The effect on one course, hours or update on a day.

    `agencies` and `role_groups` are those with anyone in scope before or after, the largest changes first.
    """

    course: str
    total: Change
    agencies: Sequence[Change]
    role_groups: Sequence[Change]

    def as_dict(self) -> dict[str, Any]:
        """The object that `elearn import --json` prints."""
        return {
            "course": self.course,
            **self.total.as_dict(),
            "agencies": [each.as_dict("agency") for each in self.agencies],
            "role_groups": [each.as_dict("role_group") for each in self.role_groups],
        }


class Prepared:
    """Where everyone stands and would stand, from which effects on any day are counted.

    `courses` are what may change, in order. `left_out` are the agencies within what they name that share no names.
    `version` is that of the facts.
    """

    def __init__(self, db: Database, conn: Connection, before: Rules, after: Rules) -> None:
        self.courses = sorted(before.differing(after) & (before.required | after.required))
        self.version = version(conn)
        places = places_of(db, conn, Scope.everyone())
        self.left_out = _left_out(places, self.courses, before, after)
        self._places = places
        waiting = pending(conn)
        if waiting is None or not waiting.isdisjoint(self.courses):
            self._before = copy_of(would_have(conn, None, self.courses), self.version)
        else:
            self._before = current(db, conn)
        self._after = copy_of(would_have(conn, after, self.courses), self.version)

    def on(self, day: date) -> list[CourseEffect]:
        """The effect on each of the courses, as at a day."""
        views = _View(self._before, self._places, day), _View(self._after, self._places, day)
        return [_course_effect(course, *views) for course in self.courses]


def prepare(db: Database, before: Rules, after: Rules) -> Prepared:
    """What it takes to show the effect of a change. A county takes a second or two for each course."""
    with db.read() as conn:
        return Prepared(db, conn, before, after)


class _View:
    """The figures of one copy on one day."""

    def __init__(self, copy: Copy, places: Places, day: date) -> None:
        self.places, self._copy, self._day = places, copy, day
        self._rosters = Rosters(copy, places)
        self._course = {course: number for number, course in enumerate(places.courses)}
        self.agencies = self._rosters.by_course(day, True, False)[:, 0]
        self.groups = self._rosters.by_course(day, False, True)[0]
        self.total = self._rosters.by_course(day, False, False)[0, 0]

    def of(self, counts: Array, course: str) -> Array:
        """The counts of one course: the places × states, or just the states."""
        found: Array = counts[..., self._course[course], :]
        return found

    def people(self, course: str) -> Array:
        """Who is in scope, in agencies whose people we know: sorted ids."""
        codes = self._copy.codes
        agencies = [codes.agency[id] for id in self.places.rosters if id in codes.agency]
        if course not in codes.course or not agencies:
            return np.empty(0, np.int64)
        number = codes.course[course]
        parts = self._copy.in_force(self._day.toordinal(), np.array(sorted(agencies), np.int64))
        return distinct(
            np.concatenate([each.person[each.course == number] for each in parts]).astype(np.int64)
        )

    def counts_of(self, course: str, people: Array) -> tuple[Array, Array]:
        """How many of these people are in scope by agency, and by role group."""
        agencies, groups = len(self.places.agencies), len(self.places.role_groups)
        codes = self._copy.codes.course
        if not len(people) or course not in codes:
            return np.zeros(agencies, np.int64), np.zeros(groups, np.int64)
        numbers = np.full(len(people), codes[course], np.int64)
        by_agency = self._rosters.of_some(self._day, True, False, people, numbers)[:, 0]
        by_group = self._rosters.of_some(self._day, False, True, people, numbers)[0]
        return self.of(by_agency, course).sum(axis=1), self.of(by_group, course).sum(axis=1)


def _course_effect(course: str, before: _View, after: _View) -> CourseEffect:
    then, now = before.people(course), after.people(course)
    newly, no_longer = np.setdiff1d(now, then), np.setdiff1d(then, now)
    entering, leaving = after.counts_of(course, newly), before.counts_of(course, no_longer)

    def changes(ids: Sequence[str], was: Array, is_: Array, moving: int) -> list[Change]:
        was, is_ = before.of(was, course), after.of(is_, course)
        shown = np.flatnonzero(was.sum(axis=1) + is_.sum(axis=1)).tolist()
        found = [
            Change(
                ids[place],
                Count(*was[place].tolist()),
                Count(*is_[place].tolist()),
                int(entering[moving][place]),
                int(leaving[moving][place]),
            )
            for place in shown
        ]
        return sorted(found, key=lambda change: (-change.size, change.id))

    total = Change(
        "",
        Count(*before.of(before.total, course).tolist()),
        Count(*after.of(after.total, course).tolist()),
        len(newly),
        len(no_longer),
    )
    return CourseEffect(
        course,
        total,
        changes(before.places.agencies, before.agencies, after.agencies, 0),
        changes(before.places.role_groups, before.groups, after.groups, 1),
    )


def _left_out(places: Places, courses: Sequence[str], before: Rules, after: Rules) -> list[str]:
    """The agencies that share no names and that a requirement of the courses names, before or after."""
    named = {
        each.agency for rules in (before, after) for each in rules.requirements if each.course in courses
    }
    if None in named:
        return list(places.declaring)
    within = {inner for inner, outer in places.within if outer in named}
    return [id for id in places.declaring if id in within]
