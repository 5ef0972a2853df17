"""Counts the people in each state on a day, in agencies whose basis is `roster`: the people whom we know.

Each person is counted once in every figure, in the best of their states. Whoever is in one cell only (nearly
everyone) adds up from their cell to the agencies above it, so one count of cells gives every agency's figure. The
others are taken apart by person for each figure.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from elearn.reporting.columns import Array, Copy, Part, Spells, distinct
from elearn.reporting.places import Places

STATES = 4
_ALL = np.zeros(1, np.int64)
_COURSES = 2**16
"""More than any course's number."""


class Rosters:
    """Counts of people from a copy of the spells, for a part of the county.

    An answer is an array: agencies (with their children) × role groups × courses × states. Where a key is not asked
    for, the array has one place, which stands for all of them. `agencies` are those whose people are counted. None:
    those whose basis is `roster`.
    """

    def __init__(self, copy: Copy, places: Places, agencies: frozenset[str] | None = None) -> None:
        self._copy, self._places = copy, places
        codes = copy.codes
        self._agency = _places_by_code(
            codes.agency, places.agencies, places.rosters if agencies is None else agencies
        )
        self._group = _places_by_code(codes.role_group, places.role_groups)
        self._course = _places_by_code(codes.course, places.courses)
        held = np.flatnonzero(self._agency >= 0)
        self._codes = None if len(held) == len(codes.agency) else held

    def by_course(self, day: date, by_agency: bool, by_group: bool) -> Array:
        """How many people are in each state on a day, for each course."""
        dims = self._dims(by_agency, by_group, len(self._places.courses))
        total = np.zeros(dims, np.int64)
        for sign, part in self._copy.parts:
            total += sign * self._part_by_course(part, day.toordinal(), dims)
        return total

    def together(
        self, day: date, by_agency: bool, by_group: bool, sets: Sequence[Collection[str]]
    ) -> list[Array]:
        """For each set of courses, the counts of people who are each in their best state on any course of the set."""
        dims = self._dims(by_agency, by_group, 1)
        found = [np.zeros(dims, np.int64) for _ in sets]
        for sign, part in self._copy.parts:
            single = self._chosen(part.single, day.toordinal())
            several = self._chosen(part.several, day.toordinal())
            for total, courses in zip(found, sets, strict=True):
                wanted = np.isin(np.array(self._places.courses, object), list(courses))
                total += sign * self._single_together(single.on(wanted), dims)
                total += sign * self._several(several.on(wanted), dims)
        return found

    def of_some(self, day: date, by_agency: bool, by_group: bool, people: Array, courses: Array) -> Array:
        """`by_course` for some people alone, each on one course: two columns, of ids and of the courses' numbers."""
        dims = self._dims(by_agency, by_group, len(self._places.courses))
        pairs = distinct(people * _COURSES + courses)
        spells = self._copy.of_people(distinct(people), day.toordinal())
        chosen = self._columns(
            spells, np.flatnonzero(np.isin(spells.person * _COURSES + spells.course, pairs))
        )
        return self._several(chosen.where((chosen.agency >= 0) & (chosen.course >= 0)), dims)

    def _dims(self, by_agency: bool, by_group: bool, courses: int) -> tuple[int, int, int, int]:
        places = self._places
        agencies = len(places.agencies) if by_agency else 1
        return agencies, len(places.role_groups) if by_group else 1, courses, STATES

    def _part_by_course(self, part: Part, day: int, dims: tuple[int, ...]) -> Array:
        if dims[:2] == (1, 1) and (self._codes is None or part.single.mostly_of(self._codes)):
            timeline = part.timeline(self._codes)
            if timeline is not None:
                return self._placed(timeline.at(day), dims, (_ALL, _ALL))
        several = self._several(self._chosen(part.several, day), dims)
        return self._single(part.single, day, dims) + several

    def _single(self, spells: Spells, day: int, dims: tuple[int, ...]) -> Array:
        """Counts of people in one cell only: those of each agency itself are counted, and the rest is adding up."""
        own = spells.counts(spells.in_force(day, self._codes), by_group=dims[1] > 1)
        shape = (len(self._places.agencies), *dims[1:])
        kept = self._placed(own, shape, (self._agency, self._group if dims[1] > 1 else _ALL))
        return self._added_up(kept, dims)

    def _placed(self, counts: Array, shape: tuple[int, ...], places: tuple[Array, Array]) -> Array:
        """Counts by the numbers of agency, role group and course, at the places of these."""
        axes = (*places, self._course)
        codes = [_codes_of(of, size) for of, size in zip(axes, counts.shape, strict=False)]
        kept = np.zeros(shape, np.int64)
        kept[np.ix_(*(of[numbers] for of, numbers in zip(axes, codes, strict=True)))] = counts[np.ix_(*codes)]
        return kept

    def _single_together(self, chosen: "_Chosen", dims: tuple[int, ...]) -> Array:
        firsts = np.flatnonzero(np.diff(chosen.person, prepend=-1))
        if not len(firsts):
            return 0
        state = np.minimum.reduceat(chosen.state, firsts)
        group = chosen.group[firsts] if dims[1] > 1 else 0
        shape = (len(self._places.agencies), *dims[1:])
        key = (chosen.agency[firsts] * dims[1] + group) * STATES + state
        return self._added_up(np.bincount(key, minlength=int(np.prod(shape))).reshape(shape), dims)

    def _added_up(self, own: Array, dims: tuple[int, ...]) -> Array:
        """Each agency's own people with those of its children, or everyone's."""
        if dims[0] == 1:
            return own.sum(axis=0, keepdims=True)
        inner, starts = self._places.pairs
        return np.add.reduceat(own[inner], starts, axis=0)

    def _chosen(self, spells: Spells, day: int) -> "_Chosen":
        return self._columns(spells, spells.in_force(day, self._codes))

    def _columns(self, spells: Spells, found: Array) -> "_Chosen":
        columns = (self._agency[spells.agency[found]], self._group[spells.role_group[found]])
        course, state = self._course[spells.course[found]], spells.state[found].astype(np.int64)
        return _Chosen(spells.person[found], *columns, course, state)

    def _several(self, chosen: "_Chosen", dims: tuple[int, ...]) -> Array:
        """Counts of people in more than one cell: each is counted once in each figure, in the best of the states."""
        person, agency, state = chosen.person, chosen.agency, chosen.state
        inner = chosen.group if dims[1] > 1 else np.zeros(len(person), np.int64)
        inner = inner * dims[2] + (chosen.course if dims[2] > 1 else 0)
        if dims[0] > 1:
            counts, starts, above = self._places.above
            times = counts[agency]
            place = np.repeat(np.arange(len(agency)), times)
            step = np.arange(len(place)) - np.repeat(np.cumsum(times) - times, times)
            person, state, inner = person[place], state[place], inner[place]
            inner = above[starts[agency[place]] + step] * (dims[1] * dims[2]) + inner
        cells = dims[0] * dims[1] * dims[2]
        keys = np.sort((person * cells + inner) * STATES + state)
        best = keys[np.diff(keys // STATES, prepend=-1) != 0]
        key = best // STATES % cells * STATES + best % STATES
        return np.bincount(key, minlength=cells * STATES).reshape(dims)


@dataclass(frozen=True)
class _Chosen:
    """Spells in force on a day, with the places of their agency, role group and course."""

    person: Array
    agency: Array
    group: Array
    course: Array
    state: Array

    def on(self, wanted: Array) -> "_Chosen":
        """Those on the courses that are wanted."""
        return self.where(wanted[self.course])

    def where(self, wanted: Array) -> "_Chosen":
        """Those that are wanted, each by its place."""
        kept = np.flatnonzero(wanted)
        return _Chosen(*(getattr(self, name)[kept] for name in self.__dataclass_fields__))


def _places_by_code(
    codes: Mapping[str, int], ids: Sequence[str], only: frozenset[str] | None = None
) -> Array:
    """For each number, the place of its id among `ids`, or −1."""
    found = np.full(max(codes.values(), default=0) + 1, -1, np.int64)
    for place, id in enumerate(ids):
        if id in codes and (only is None or id in only):
            found[codes[id]] = place
    return found


def _codes_of(places: Array, size: int) -> Array:
    """The numbers below `size` that have a place."""
    return np.flatnonzero(places[:size] >= 0)
