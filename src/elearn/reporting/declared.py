"""What agencies that share no roster declare (a headcount) or return (their own figures), as on a day."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from elearn.database import Connection
from elearn.reporting.columns import Array, Copy, Spells, distinct, joined
from elearn.reporting.places import Places
from elearn.reporting.rag import oldest_fresh
from elearn.tracker import IN_FORCE, STATES, ordinal


class Sums(NamedTuple):
    """Figures of agencies without a roster, added up. Each is an array: agencies (or 1) × role groups (or 1) × units.

    `headcounts` and `returns`: how many agencies of each basis have a figure. `known`: how many people we know to be
    in date. The others add up the figures that have a denominator: `parts` is how many, `counted` how many of them
    come from a headcount, and `old` how many rest on a part that is older than 6 months.
    """

    headcounts: Array
    returns: Array
    known: Array
    parts: Array
    counted: Array
    in_scope: Array
    in_date: Array
    never: Array
    old: Array


class _Facts(NamedTuple):
    """What the agencies of `Places.declaring` declare, and what is required there: tables as columns, of all days."""

    requirements: tuple[Array, ...]
    headcounts: tuple[Array, ...]
    returns: tuple[Array, ...]


class Declared:
    """What agencies without a roster say about themselves, on any day."""

    def __init__(self, conn: Connection, copy: Copy, places: Places) -> None:
        self._copy = copy
        bases = places.declaring
        self._is_return = np.array([basis == "return" for basis in bases.values()], bool)
        ids = (list(bases), places.role_groups, places.courses)
        self._size = (len(ids[0]), len(ids[1]), len(ids[2]))
        self._places = tuple({id: place for place, id in enumerate(of)} for of in ids)
        facts: _Facts | None = places.memo.get(_Facts)
        if facts is None:
            chosen = {"agencies": list(bases)}
            facts = places.memo[_Facts] = _Facts(
                self._table(conn.tuples(_NAMED, chosen), "agcdd"),
                self._table(conn.tuples(_HEADCOUNTS, chosen), "agdn"),
                self._table(conn.tuples(_RETURNS, chosen), "agcdnn"),
            )
        self._requirements, self._headcounts, self._returns = facts

    def sums(
        self, day: date, by_group: bool, sets: Sequence[Collection[str]], groups: Array | None = None
    ) -> Sums:
        """The figures as on a day, for each set of courses, added up for each of `groups` of agencies.

        `groups` holds, for each sum, which of the agencies it adds (sums × agencies). None adds all of them.
        """
        wanted = np.zeros((len(sets), self._size[2]), bool)
        for unit, courses in enumerate(sets):
            wanted[unit, [self._places[2][course] for course in courses]] = True
        adding = np.ones((1, self._size[0]), np.int64) if groups is None else groups.astype(np.int64)
        own = self._own(day, by_group, wanted)
        return Sums(*(_added(adding, each) for each in own))

    def _own(self, day: date, by_group: bool, wanted: Array) -> Sums:
        """The figures of each agency by itself."""
        heads, late = self._latest_headcounts(day)
        named = np.tensordot(self._named(day).astype(np.int64), wanted.T.astype(np.int64), axes=1) > 0
        is_return = self._is_return[:, None, None]
        has_head = named & (heads >= 0)[:, :, None] & ~is_return
        most, most_in_date = self._largest_returns(day, wanted)
        returned = (most >= 0) & is_return

        def over(each: Array, how: Any = np.any) -> Array:
            return each if by_group else how(each, axis=1, keepdims=True)

        head_parts, return_parts = over(has_head), over(returned)
        figures = over(named) | return_parts
        # With a denominator, only people of the role groups that have one count.
        people = np.where(is_return, True, np.where(head_parts, has_head, named))
        known = self._known(day, by_group, wanted, people) * figures
        in_scope = over(np.where(has_head, heads[:, :, None], 0) + np.where(returned, most, 0), np.sum)
        in_date = np.where(head_parts, known, over(np.where(returned, most_in_date, 0), np.sum))
        return Sums(
            headcounts=figures & ~is_return,
            returns=figures & is_return,
            known=np.where(return_parts, in_date, known),
            parts=head_parts | return_parts,
            counted=head_parts,
            in_scope=in_scope,
            in_date=in_date,
            never=np.where(head_parts, np.maximum(0, in_scope - known), 0),
            old=over(has_head & late[:, :, None]),
        )

    def _named(self, day: date) -> Array:
        """Whether a requirement in force on the day names the agency, role group and course."""
        named = np.zeros(self._size, bool)
        agency, group, course, first, last = self._requirements
        found = (first <= day.toordinal()) & (last >= day.toordinal())
        named[agency[found], group[found], course[found]] = True
        return named

    def _latest_headcounts(self, day: date) -> tuple[Array, Array]:
        """The latest headcount of each agency and role group (−1: none), and whether it is older than 6 months."""
        heads, late = np.full(self._size[:2], -1), np.zeros(self._size[:2], bool)
        agency, group, as_at, headcount = self._headcounts
        found = np.flatnonzero(
            as_at <= day.toordinal()
        )  # in the order of days, so the latest is written last
        heads[agency[found], group[found]] = headcount[found]
        late[agency[found], group[found]] = as_at[found] < oldest_fresh(day).toordinal()
        return heads, late

    def _largest_returns(self, day: date, wanted: Array) -> tuple[Array, Array]:
        """For each agency, role group and unit, the largest headcount and number in date of its courses (−1: none).

        They are from the latest returns of the six months up to the day. A return does not name people, so adding the
        courses would count people twice.
        """
        latest = np.full((2, *self._size), -1)
        agency, group, course, ends, headcount, in_date = self._returns
        found = np.flatnonzero((ends <= day.toordinal()) & (ends >= oldest_fresh(day).toordinal()))
        latest[0][agency[found], group[found], course[found]] = headcount[found]
        latest[1][agency[found], group[found], course[found]] = in_date[found]
        largest = [latest[:, :, :, courses].max(axis=3, initial=-1) for courses in wanted]
        both = np.stack(largest, axis=3) if largest else np.zeros((2, *self._size[:2], 0), np.int64)
        return both[0], both[1]

    def _known(self, day: date, by_group: bool, wanted: Array, people: Array) -> Array:
        """How many people we know to be in date, once each: agencies × role groups (or 1) × units.

        `people` says for which agency, role group and unit somebody counts.
        """
        units, groups = len(wanted), self._size[1] if by_group else 1
        agency, group, course, person = self._in_date(day)
        row, unit = np.nonzero(wanted.T[course])
        counts = people[agency[row], group[row], unit]
        row, unit = row[counts], unit[counts]
        cell = (agency[row] * groups + (group[row] if by_group else 0)) * units + unit
        cells = self._size[0] * groups * units
        keys = distinct(person[row] * max(1, cells) + cell)
        return np.bincount(keys % max(1, cells), minlength=cells).reshape(self._size[0], groups, units)

    def _in_date(self, day: date) -> tuple[Array, ...]:
        """Agency, role group, course and person of each spell in date on the day at these agencies."""
        found = self._ever_in_date.at(self._ever_in_date.in_force(day.toordinal()))
        agency, group, course = self._by_code
        return agency[found.agency], group[found.role_group], course[found.course], found.person

    @cached_property
    def _ever_in_date(self) -> Spells:
        """The spells in date at these agencies, of any day."""
        numbers = np.flatnonzero(self._by_code[0] >= 0)
        found = joined(self._copy.in_force(None, numbers))
        return found.at(np.flatnonzero(found.state == STATES.index("in_date")))

    @cached_property
    def _by_code(self) -> tuple[Array, ...]:
        codes = self._copy.codes
        found = []
        for numbers, places in zip((codes.agency, codes.role_group, codes.course), self._places, strict=True):
            at = np.full(max(numbers.values(), default=0) + 1, -1, np.int64)
            for id, number in numbers.items():
                at[number] = places.get(id, -1)
            found.append(at)
        return tuple(found)

    def _table(self, rows: Sequence[tuple[Any, ...]], columns: str) -> tuple[Array, ...]:
        """Rows as columns of numbers. `columns` has a letter for each: a, g, c (ids), d (a day) or n (a number)."""
        places = dict(zip("agc", self._places, strict=True))
        found = []
        for kind, column in zip(
            columns, zip(*rows, strict=True) if rows else [()] * len(columns), strict=True
        ):
            if kind in places:
                read = [places[kind][id] for id in column]
            else:
                read = [ordinal(day) for day in column] if kind == "d" else list(column)
            found.append(np.array(read, np.int64))
        return tuple(found)


def _added(adding: Array, each: Array) -> Array:
    """What agencies have, added up for each sum. Most sums of a county add no agency that declares anything."""
    found = np.zeros((len(adding), *each.shape[1:]), np.int64)
    some = adding.any(axis=1)
    found[some] = np.tensordot(adding[some], each.astype(np.int64), axes=1)
    return found


_HEADCOUNTS = """
select agency, role_group, as_at, headcount from headcount
 where agency in :agencies order by as_at
"""

_RETURNS = """
select agency, role_group, course, period_end, headcount, in_date from aggregate_return
 where agency in :agencies order by period_end
"""

_NAMED = f"""
select distinct agency_within.agency, role_group.id, requirement.course, requirement.from_day, requirement.to_day
  from {IN_FORCE} requirement
  join agency_within on requirement.agency is null and agency_within.within = agency_within.agency
                     or agency_within.within = requirement.agency
  join role_group on requirement.role_group is null or role_group.id = requirement.role_group
 where agency_within.agency in :agencies
"""
