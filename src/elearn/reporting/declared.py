"""What agencies that share no roster declare (a headcount) or return (their own figures), as on a day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from elearn.database import Connection
from elearn.reporting.columns import Copy
from elearn.reporting.rag import oldest_fresh
from elearn.tracker import STATES


@dataclass(frozen=True, slots=True)
class Figure:
    """One agency's figure, worked out by its basis.

    If `in_scope` is None, there is no denominator, and `in_date` is only a count. `old` means that a part of
    the denominator is older than 6 months.
    """

    basis: str
    in_scope: int | None
    in_date: int
    grace: int | None = None
    lapsed: int | None = None
    never: int | None = None
    old: bool = False


class Declared:
    """What the agencies without a roster say about themselves on a day.

    Other agencies in `agencies` are ignored.
    """

    def __init__(self, conn: Connection, copy: Copy, as_at: date, agencies: Collection[str]) -> None:
        found = conn.tuples(
            "select id, basis from agency where basis <> 'roster' and id in :agencies order by id",
            {"agencies": agencies},
        )
        self.basis: dict[str, str] = dict(found)
        chosen = {
            "day": as_at.isoformat(),
            "oldest": oldest_fresh(as_at).isoformat(),
            "agencies": list(self.basis),
        }
        self._oldest = chosen["oldest"]
        self._named = _named(conn, chosen)
        self._headcounts = {row[:2]: row[2:] for row in conn.tuples(_HEADCOUNTS, chosen)}
        self._returns: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
        for agency, role_group, course, headcount, in_date in conn.tuples(_RETURNS, chosen):
            self._returns.setdefault((agency, role_group), {})[course] = (headcount, in_date)
        self._known = _known(copy, as_at, self.basis)
        self._figures: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Figure | None] = {}

    def figure(self, agency: str, role_groups: tuple[str, ...], courses: tuple[str, ...]) -> Figure | None:
        """The agency's figure over these role groups and courses.

        None if no requirement or return concerns them.
        """
        asked = (agency, role_groups, courses)
        if asked not in self._figures:  # the agencies above ask for it again
            working = self._by_return if self.basis[agency] == "return" else self._by_headcount
            self._figures[asked] = working(agency, list(role_groups), courses)
        return self._figures[asked]

    def _by_headcount(self, agency: str, role_groups: list[str], courses: Collection[str]) -> Figure | None:
        """Counts in scope from headcounts, and in date from the people whom we know.

        In scope is the latest headcount of each role group that a requirement names.
        """
        named = [group for group in role_groups if self._named_courses(agency, group, courses)]
        if not named:
            return None
        counted = [group for group in named if (agency, group) in self._headcounts]
        if not counted:
            return Figure("headcount", None, self._count(agency, named, courses))
        in_scope = sum(self._headcounts[agency, group][1] for group in counted)
        in_date = self._count(agency, counted, courses)
        old = any(self._headcounts[agency, group][0] < self._oldest for group in counted)
        return Figure("headcount", in_scope, in_date, 0, 0, max(0, in_scope - in_date), old)

    def _by_return(self, agency: str, role_groups: list[str], courses: Collection[str]) -> Figure | None:
        """Adds the agency's latest returns of the six months up to the day, by role group.

        Over several courses, we take each role group's largest figure. A return does not name people, so
        adding the courses would count people twice.
        """
        returned = [
            [
                figures
                for course, figures in self._returns.get((agency, group), {}).items()
                if course in courses
            ]
            for group in role_groups
        ]
        if any(returned):
            in_scope = sum(max(headcount for headcount, _ in found) for found in returned if found)
            in_date = sum(max(in_date for _, in_date in found) for found in returned if found)
            return Figure("return", in_scope, in_date)
        if any(self._named_courses(agency, group, courses) for group in role_groups):
            return Figure("return", None, self._count(agency, role_groups, courses))
        return None

    def _named_courses(self, agency: str, role_group: str, courses: Collection[str]) -> bool:
        return any(course in courses for course in self._named.get((agency, role_group), ()))

    def _count(self, agency: str, role_groups: Iterable[str], courses: Collection[str]) -> int:
        """How many people in post at the agency we know to be in date. Each person counts once."""
        return len(
            set().union(
                *(self._known.get((agency, group, course), ()) for group in role_groups for course in courses)
            )
        )


_HEADCOUNTS = """
select agency, role_group, as_at, headcount from headcount
 where agency in :agencies
   and as_at = (select max(as_at) from headcount as latest
                 where latest.agency = headcount.agency and latest.role_group = headcount.role_group
                   and latest.as_at <= :day)
"""

_RETURNS = """
select agency, role_group, course, headcount, in_date from aggregate_return
 where agency in :agencies and period_end >= :oldest
   and period_end = (select max(period_end) from aggregate_return as latest
                      where latest.agency = aggregate_return.agency
                        and latest.role_group = aggregate_return.role_group
                        and latest.course = aggregate_return.course and latest.period_end <= :day)
"""

_NAMED = """
select distinct agency_within.agency, role_group.id, requirement.course
  from requirement
  join agency_within on requirement.agency is null and agency_within.within = agency_within.agency
                     or agency_within.within = requirement.agency
  join role_group on requirement.role_group is null or role_group.id = requirement.role_group
 where requirement.from_day <= :day and (requirement.to_day is null or requirement.to_day >= :day)
   and agency_within.agency in :agencies
"""


def _named(conn: Connection, chosen: Mapping[str, Any]) -> dict[tuple[str, str], set[str]]:
    """The courses that a requirement in force on the day names, by agency and role group."""
    named: dict[tuple[str, str], set[str]] = {}
    for agency, role_group, course in conn.tuples(_NAMED, chosen):
        named.setdefault((agency, role_group), set()).add(course)
    return named


def _known(copy: Copy, as_at: date, agencies: Iterable[str]) -> dict[tuple[str, str, str], set[int]]:
    """The people of these agencies whom we know to be in date, by agency, role group and course."""
    codes = copy.codes
    numbers = np.array(sorted(codes.agency[id] for id in agencies if id in codes.agency), np.int64)
    courses, groups, names = (
        {number: id for id, number in of.items()} for of in (codes.course, codes.role_group, codes.agency)
    )
    known: dict[tuple[str, str, str], set[int]] = {}
    for spells in copy.in_force(as_at.toordinal(), numbers):
        found = spells.at(np.flatnonzero(spells.state == STATES.index("in_date")))
        columns = (found.agency, found.role_group, found.course, found.person)
        for agency, group, course, person in zip(*(column.tolist() for column in columns), strict=True):
            known.setdefault((names[agency], groups[group], courses[course]), set()).add(person)
    return known
