"""What thousands of people have learned, as columns: `learned.facts_of` for `standing_of_many`."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from elearn.database import Connection
from elearn.tracker.asks import Counting, County, Requirement, ordinal
from elearn.tracker.counting import COUNTS
from elearn.tracker.learned import OUTSIDE, REFLECTIONS
from elearn.tracker.meeting import By, Fact, Rule
from elearn.tracker.spell_columns import Array, Facts

_COURSES = 65_536
_FEW = 3
"""So few courses are looked up one by one. If there are more, it is faster to read all that a person has passed."""
_CREDIT = "2 * coalesce(c.minutes, 0) + case when c.participatory = 1 then 1 else 0 end"
"""The minutes of a completion and whether they were participatory, as one number: the most minutes are the largest."""
_BY: Sequence[By] = ("own", "equivalent", "replaced", "outside")
_OWN, _EQUIVALENT, _REPLACED, _OUTSIDE = range(4)


class _Table(NamedTuple):
    """`meeting.Fact` as columns, in the order of people and days. `of` tells courses apart, and is below 0 outside."""

    person: Array
    day: Array
    by: Array
    minutes: Array
    participatory: Array
    of: Array

    def at(self, places: Array) -> "_Table":
        """The facts at these places."""
        return _Table(*(column[places] for column in self))


class _Numbers(dict[str, int]):
    """A number for each course, given out as they are asked for."""

    def __missing__(self, course: str) -> int:
        self[course] = number = len(self)
        return number


class LearnedColumns:
    """What some people have learned that may count for anything that a county requires.

    `place` gives each person's place among them. They are named by their places.
    """

    def __init__(self, conn: Connection, county: County, place: Mapping[int, int]) -> None:
        self._conn, self._county, self._place = conn, county, place
        self._numbers = _Numbers()
        hours = "hours" in county.kinds.values()
        self._more = {
            each.required for found in county.counting.values() for each in found if each.by != "own"
        }
        self._tables: dict[str, _Table] = {}
        self._for_rule: dict[tuple[str, bool, bool], _Table] = {}
        chosen: dict[str, Any] = {"people": list(place), "courses": list(county.read or ())}
        few = county.read is not None and len(county.read) <= _FEW
        rows = conn.tuples(
            f"""
            select c.person, c.course, c.completed_on {f", {_CREDIT}" if hours else ""}
              from completion c
             where {COUNTS} and c.person in :people {"and c.course in :courses" if few else ""}
             order by c.person, c.course, c.completed_on
            """,
            chosen,
        )
        numbers = self._numbers
        key = np.array([place[row[0]] * _COURSES + numbers[row[1]] for row in rows], np.int64)
        day = np.array([ordinal(row[2]) for row in rows], np.int64)
        order = np.argsort(key, kind="stable")
        self._key, self._day = key[order], day[order]
        self._credit = np.array([row[3] for row in rows], np.int64)[order] if hours else np.zeros_like(day)

    def key(self, person: int, course: str) -> int:
        """One number for a person and a course."""
        return person * _COURSES + self._numbers[course]

    def keys(self, person: Array, courses: Sequence[str]) -> Array:
        """The same for many: people, one in each row, by courses."""
        return person * _COURSES + np.array([self._numbers[course] for course in courses], np.int64)

    def is_usual(self, requirement: Requirement) -> bool:
        """Whether only passes of the course itself count, each from its own day."""
        rule = requirement.rule
        simple = rule.kind == "course" and rule.renew_from == "completion" and not rule.counts_outside
        return simple and requirement.course not in self._more

    def own(self, keys: Array) -> tuple[Array, Array]:
        """The passes for each of some keys: the place of the key, and the day."""
        of, place = _found(self._key, keys)
        return of, self._day[place]

    def facts(self, requirement: Requirement, people: Array) -> Facts:
        """What counts for a requirement, for each of some people."""
        table = self._counting(requirement.course, requirement.rule)
        of, place = _found(table.person, people)
        return Facts(of, table.day[place], table.minutes[place], table.participatory[place])

    def facts_of(self, person: int, course: str) -> list[Fact]:
        """What one person has learned that may count for what is required."""
        simple = self._county.kinds.get(course) == "course" and course not in self._more
        if simple and course not in self._county.outside:
            return [Fact(day) for day in self.own(np.array([self.key(person, course)]))[1].tolist()]
        table = self._table(course)
        _, place = _found(table.person, np.array([person]))
        return [
            Fact(day, _BY[by], minutes, bool(participatory), "" if of < 0 else str(of), ("", max(-of, 0)))
            for _, day, by, minutes, participatory, of in zip(
                *(column.tolist() for column in table.at(place)), strict=True
            )
        ]

    def _counting(self, course: str, rule: Rule) -> _Table:
        """The facts that count for a rule."""
        key = (course, rule.counts_replaced, rule.counts_outside)
        if key not in self._for_rule:
            table = self._table(course)
            leave = [_REPLACED] * (not rule.counts_replaced) + [_OUTSIDE] * (not rule.counts_outside)
            table = table.at(np.flatnonzero(~np.isin(table.by, leave)))
            self._for_rule[key] = table
        return self._for_rule[key]

    def _table(self, course: str) -> _Table:
        """Everything that may count for what is required."""
        if course not in self._tables:
            parts = self._reflections(course) if course in self._county.updates else self._passes(course)
            if course in self._county.outside and course not in self._county.updates:
                parts += self._outside(course)
            table = _Table(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
            self._tables[course] = table.at(np.lexsort((table.day, table.person)))
        return self._tables[course]

    def _passes(self, course: str) -> list[_Table]:
        """The passes of courses that may count."""
        of = self._key % _COURSES
        ways = [(other, each) for other, found in self._county.counting.items() for each in found]
        parts = [
            self._those(of == self._numbers[other], each) for other, each in ways if each.required == course
        ]
        parts += [self._those(of >= 0, each) for each in self._county.of_any if each.required == course]
        return parts or [self._those(of < 0, Counting(course, "own", 1, 1))]

    def _those(self, which: Array, counting: Counting) -> _Table:
        """The passes that are chosen and whose day counts. A course is among them once a day, with the most minutes."""
        places = np.flatnonzero(which & (self._day >= counting.first) & (self._day <= counting.last))
        key, day, credit = self._key[places], self._day[places], self._credit[places]
        first = np.flatnonzero((np.diff(key, prepend=-1) != 0) | (np.diff(day, prepend=-1) != 0))
        if len(first) < len(key):
            key, day, credit = key[first], day[first], np.maximum.reduceat(credit, first)
        by = np.full(len(key), _BY.index(counting.by))
        return _Table(key // _COURSES, day, by, credit // 2, credit % 2, key % _COURSES)

    def _outside(self, course: str) -> list[_Table]:
        """Outside learning that stands for the course, or all of it for hours."""
        for_hours = self._county.kinds.get(course) == "hours"
        return [
            _table(
                (self._place[person], ordinal(on), _OUTSIDE, minutes, participatory, -id)
                for person, stands_for, on, minutes, participatory, id in self._conn.tuples(
                    OUTSIDE, {"people": list(self._place)}
                )
                if for_hours or stands_for == course
            )
        ]

    def _reflections(self, course: str) -> list[_Table]:
        """Reflections for a regular update."""
        towards = self._county.towards[course]
        chosen = {"people": list(self._place), "updates": [course]}
        return [
            _table(
                (self._place[person], ordinal(on), _OUTSIDE if about is None else _OWN, 0, 0, id)
                for person, _, on, about, id in self._conn.tuples(REFLECTIONS, chosen)
                if about is None or not towards or about in towards
            )
        ]


def _table(rows: Any) -> _Table:
    return _Table(*np.array(list(rows), np.int64).reshape(-1, 6).T)


def _found(known: Array, wanted: Array) -> tuple[Array, Array]:
    """Where each of `wanted` is in `known`, which is in order: the place of the wanted one, and the place there."""
    first, last = np.searchsorted(known, wanted, "left"), np.searchsorted(known, wanted, "right")
    times = last - first
    of = np.repeat(np.arange(len(wanted)), times)
    step = np.arange(len(of)) - np.repeat(np.cumsum(times) - times, times)
    return of, first[of] + step
