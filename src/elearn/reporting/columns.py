"""The columnar copy of the spells, from which every figure is read.

Each process that shows figures keeps one `Copy` for each database. It is loaded once, in a fraction of a second for
a whole county, and refreshed from the people who changed since (`tracker.changes`). A copy never changes: refreshing
makes a new one that shares what is the same. So whoever counts with an older one is not disturbed.
"""

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from elearn.database import Connection, Database
from elearn.tracker import LAYOUT, OPEN, Codes, Supposed, since, version

Array = Any  # numpy.ndarray; NumPy's own types would slow the type check down
MOST_CHANGED, MOST_SHARE = 2_000, 0.05
"""If more people than both this many and this share changed since the copy was loaded, we load it again."""
MOST_BY_AGENCY = 0.25
"""If some agencies have more than this share of all spells, it is faster to look at every spell."""
_MOST_DAYS = 60_000
_COURSES, _DAYS = 2**16, 2**22
"""More than any course's number, and more than any day."""
_NONE = np.empty(0, np.int64)


@dataclass(frozen=True)
class Spells:
    """Spells as columns, in the order of people. Ids are numbers (`tracker.Codes`), and days are ordinals.

    `due` is 0 where there is none. `state` is the place in `tracker.STATES`.
    """

    person: Array
    course: Array
    role_group: Array
    agency: Array
    state: Array
    start: Array
    end: Array
    due: Array

    def __len__(self) -> int:
        return len(self.person)

    def at(self, places: Array) -> "Spells":
        """The spells at these places."""
        return Spells(*(getattr(self, name)[places] for name in self.__dataclass_fields__))

    def in_force(self, day: int | None, agencies: Array | None = None) -> Array:
        """The places of the spells in force on a day, in order. `agencies` are numbers, or None for all.

        A day of None gives the spells of any day.
        """
        if not len(self):
            return _NONE
        if agencies is None or self.mostly_of(agencies):
            found = np.arange(len(self)) if day is None else np.flatnonzero(self._holds(day, slice(None)))
            return found if agencies is None else found[self._among(agencies)[self.agency[found]]]
        starts, order = self._by_agency
        held = [order[starts[agency] : starts[agency + 1]] for agency in agencies if agency < len(starts) - 1]
        found = np.sort(np.concatenate([_NONE, *held]))
        return found if day is None else found[self._holds(day, found)]

    def _holds(self, day: int, places: Array | slice) -> Array:
        return (self.start[places] <= day) & (self.end[places] >= day)

    def of_people(self, people: Array) -> Array:
        """The places of these people's spells. `people` are sorted ids."""
        firsts = np.searchsorted(self.person, people, "left")
        times = np.searchsorted(self.person, people, "right") - firsts
        return np.repeat(firsts - np.cumsum(times) + times, times) + np.arange(times.sum())

    @cached_property
    def people(self) -> int:
        """How many people these are the spells of."""
        return len(self) and 1 + int(np.count_nonzero(self.person[1:] != self.person[:-1]))

    @cached_property
    def _by_agency(self) -> tuple[Array, Array]:
        """For each agency's number, where its spells start in the list of places that follows."""
        most = int(self.agency.max(initial=0)) + 1
        narrow = (
            self.agency.astype(np.uint16) if most <= 65_536 else self.agency
        )  # sorted several times as fast
        starts = np.concatenate([[0], np.cumsum(np.bincount(self.agency, minlength=most))])
        return starts, np.argsort(narrow, kind="stable")

    def mostly_of(self, agencies: Array) -> bool:
        """Whether so many spells are at these agencies that it is faster to look at every spell than at theirs."""
        starts, _ = self._by_agency
        known = agencies[agencies < len(starts) - 1]
        return int((starts[known + 1] - starts[known]).sum()) > MOST_BY_AGENCY * len(self)

    def counts(self, found: Array, *, by_group: bool) -> Array:
        """How many of the spells at some places there are: agency × role group (or 1) × course × state, by number."""
        agencies, groups, courses = self._sizes
        if by_group:
            cell = self.agency[found].astype(np.int64) * groups + self.role_group[found]
            key = (cell * courses + self.course[found]) * 4 + self.state[found]
        else:
            groups, key = 1, self._key[found]
        size = agencies * groups * courses * 4
        return np.bincount(key, minlength=size).reshape(agencies, groups, courses, 4)

    def _among(self, agencies: Array) -> Array:
        """For each agency's number, whether it is one of these."""
        found = np.zeros(self._sizes[0], bool)
        found[agencies[agencies < len(found)]] = True
        return found

    @cached_property
    def _sizes(self) -> tuple[int, int, int]:
        """One more than the largest number of an agency, a role group and a course."""
        agencies, groups, courses = (
            int(each.max(initial=0)) + 1 for each in (self.agency, self.role_group, self.course)
        )
        return agencies, groups, courses

    @cached_property
    def _key(self) -> Array:
        """Agency, course and state as one number."""
        agencies, _, courses = self._sizes
        wide = np.int32 if agencies * courses * 4 < 2**31 else np.int64
        return (self.agency.astype(wide) * courses + self.course) * 4 + self.state


@dataclass(frozen=True)
class Timeline:
    """How many spells are in force on each day from `first` on: courses (by number) × states × days."""

    first: int
    counts: Array

    def at(self, day: int) -> Array:
        """The counts of a day: 1 × 1 × courses × states. After the last day that is kept, nothing changes."""
        found = self.counts[:, :, min(max(day - self.first, 0), self.counts.shape[2] - 1)]
        return (found if day >= self.first else np.zeros_like(found))[None, None]


@dataclass(frozen=True)
class Part:
    """Some people's spells. Those who are in one cell only, ever, are counted in a simpler way than the others."""

    single: Spells
    several: Spells

    def timeline(self, agencies: Array | None) -> "Timeline | None":
        """How many people there are on any day, for each course and state, at these agencies (None: all).

        It is worked out once and kept. None if the days are too far apart.
        """
        key = None if agencies is None else agencies.tobytes()
        if key not in self._timelines:
            single, several = (
                spells.at(spells.in_force(None, agencies)) for spells in (self.single, self.several)
            )
            self._timelines.clear()
            self._timelines[key] = _timeline(joined([single, _best(several)]))
        return self._timelines[key]

    @cached_property
    def _timelines(self) -> dict[bytes | None, "Timeline | None"]:
        return {}


Chooser = Callable[[Spells, Array], Array]
"""Gives some of the places of spells that it is given."""


def _all(_: Spells, places: Array) -> Array:
    return places


@dataclass(frozen=True)
class Copy:
    """Everyone's spells at a version of the facts.

    They are those of `base`, without those of the people who changed since (`gone`), and with their spells of now
    (`fresh`).
    """

    version: int
    codes: Codes
    base: Part
    gone: Part
    fresh: Part
    changed: frozenset[int]

    @property
    def parts(self) -> tuple[tuple[int, Part], ...]:
        """What to add up (1) and to take off (−1). Whoever is taken off is so with all of their spells."""
        signed = ((1, self.base), (-1, self.gone), (1, self.fresh))
        return tuple((sign, part) for sign, part in signed if len(part.single) or len(part.several))

    def in_force(
        self, day: int | None, agencies: Array | None = None, only: tuple[Chooser, Chooser] = (_all, _all)
    ) -> tuple[Spells, Spells]:
        """The spells in force on a day (None: on any): of people in one cell only, ever, and of the others.

        `only` chooses among the places of each before they are copied.
        """
        found = []
        for choose, base, fresh in zip(
            only, (self.base.single, self.base.several), (self.fresh.single, self.fresh.several), strict=True
        ):
            kept = base.in_force(day, agencies)
            if self.changed:
                kept = kept[~np.isin(base.person[kept], np.fromiter(self.changed, np.int64))]
            parts = ((base, kept), (fresh, fresh.in_force(day, agencies)))
            found.append(joined([spells.at(choose(spells, places)) for spells, places in parts]))
        return found[0], found[1]

    def of_people(self, people: Array, day: int) -> Spells:
        """The spells of these people that are in force on a day. `people` are sorted ids."""
        newer = np.isin(people, np.fromiter(self.changed, np.int64))
        parts = []
        for part, chosen in ((self.base, people[~newer]), (self.fresh, people[newer])):
            for spells in (part.single, part.several):
                places = spells.of_people(chosen)
                parts.append(spells.at(places[spells._holds(day, places)]))
        return joined(parts)


def current(db: Database, conn: Connection) -> Copy:
    """The copy for the facts that `conn` sees, or newer ones if another thread has seen them already."""
    with _lock:
        before = _copies.get(db)
        copy = _load(conn) if before is None else _refreshed(before, conn)
        _copies[db] = copy
        return copy


def copy_of(supposed: Supposed, version: int) -> Copy:
    """A copy of spells that are not kept, as they would be."""
    columns = {name: np.ascontiguousarray(supposed.packed[name]) for name, _ in LAYOUT}
    columns["agency"] = columns["agency"].astype(np.int32)
    everyone = Spells(person=supposed.person, **columns)
    nobody = _parted(everyone.at(_NONE))
    return Copy(version, supposed.codes, _parted(everyone), nobody, nobody, frozenset())


_copies: WeakKeyDictionary[Database, Copy] = WeakKeyDictionary()
_lock = threading.Lock()


def _load(conn: Connection) -> Copy:
    base, nobody = _parted(_read(conn)), _parted(_read(conn, ()))
    return Copy(version(conn), Codes(conn), base, nobody, nobody, frozenset())


def _refreshed(copy: Copy, conn: Connection) -> Copy:
    now = version(conn)
    if now <= copy.version:
        return copy
    found = since(conn, copy.version)
    if found.people is None:
        return _load(conn)
    codes = Codes(conn) if found.people or found.courses else copy.codes
    if not found.people:
        return replace(copy, version=now, codes=codes)
    changed = copy.changed | found.people
    if len(changed) > max(MOST_CHANGED, MOST_SHARE * (copy.base.single.people + copy.base.several.people)):
        return _load(conn)
    people = np.array(sorted(changed), np.int64)
    single, several = copy.base.single, copy.base.several
    gone = Part(single.at(single.of_people(people)), several.at(several.of_people(people)))
    fresh = _replaced(
        copy.fresh, np.array(sorted(found.people), np.int64), _parted(_read(conn, found.people))
    )
    return Copy(now, codes, copy.base, gone, fresh, changed)


def _replaced(part: Part, people: Array, newer: Part) -> Part:
    """The part with other spells of these people, in the order of people."""
    return Part(
        *(_without(getattr(part, each), people, getattr(newer, each)) for each in ("single", "several"))
    )


def _without(spells: Spells, people: Array, newer: Spells) -> Spells:
    stay = np.ones(len(spells), bool)
    stay[spells.of_people(people)] = False
    both = joined([spells.at(np.flatnonzero(stay)), newer])
    return both.at(np.argsort(both.person, kind="stable"))


def distinct(keys: Array) -> Array:
    """The different numbers among `keys` (0 or more), in order."""
    ordered = np.sort(keys)
    return ordered[np.diff(ordered, prepend=-1) != 0]


def _best(spells: Spells) -> Spells:
    """The spells of people in more than one cell, in the best of their states on each course and day."""
    pair = spells.person * _COURSES + spells.course
    pairs = distinct(pair)
    key = np.searchsorted(pairs, pair) * _DAYS
    turns = distinct(np.concatenate([key + spells.start, key + spells.end + 1]))
    first, last = np.searchsorted(turns, key + spells.start), np.searchsorted(turns, key + spells.end + 1)
    row = np.repeat(np.arange(len(spells)), last - first)
    step = np.arange(len(row)) - np.repeat(np.cumsum(last - first) - (last - first), last - first)
    best = np.full(len(turns), 4)
    np.minimum.at(best, first[row] + step, spells.state[row].astype(best.dtype))
    there = np.flatnonzero(best < 4)
    of, nobody = pairs[turns[there] // _DAYS], np.zeros(len(there), np.int32)
    start, end = (turns[place] % _DAYS for place in (there, there + 1))
    course = (of % _COURSES).astype(spells.course.dtype)
    return Spells(
        of // _COURSES,
        course,
        nobody,
        nobody,
        best[there].astype(np.uint8),
        start.astype(np.int32),
        (end - 1).astype(np.int32),
        nobody,
    )


def _timeline(spells: Spells) -> Timeline | None:
    """`spells` are such that a person is counted once."""
    if not len(spells):
        return None
    courses = int(spells.course.max()) + 1
    ends = spells.end[spells.end < OPEN]
    first = int(spells.start.min())
    days = max(int(spells.start.max()), int(ends.max(initial=first))) - first + 2
    if days > _MOST_DAYS:
        return None
    key = (spells.course.astype(np.int32) * 4 + spells.state) * days - first
    size = courses * 4 * days
    change = np.bincount(key + spells.start, minlength=size)
    change -= np.bincount(key[spells.end < OPEN] + ends + 1, minlength=size)
    return Timeline(first, np.cumsum(change.reshape(courses, 4, days), axis=2))


def _read(conn: Connection, people: Collection[int] | None = None) -> Spells:
    """The spells of these people, or of everyone."""
    which = "1 = 1" if people is None else "person in :people"
    rows = conn.tuples(
        f"select person, spells from standing where {which} order by person", {"people": people or ()}
    )
    layout = np.dtype(list(LAYOUT))
    packed = np.frombuffer(b"".join([row[1] for row in rows]), layout)
    lengths = np.fromiter((len(row[1]) for row in rows), np.int64, len(rows)) // layout.itemsize
    ids = np.fromiter((row[0] for row in rows), np.int64, len(rows))
    columns = {name: np.ascontiguousarray(packed[name]) for name, _ in LAYOUT}
    columns["agency"] = columns["agency"].astype(np.int32)
    return Spells(person=np.repeat(ids, lengths), **columns)


def _parted(spells: Spells) -> Part:
    """Takes the people apart who are, or were, or will be in more than one cell."""
    if not len(spells):
        return Part(spells, spells)
    firsts = np.flatnonzero(np.concatenate([[True], spells.person[1:] != spells.person[:-1]]))
    cell = spells.agency.astype(np.int64) * 65_536 + spells.role_group
    several = np.minimum.reduceat(cell, firsts) != np.maximum.reduceat(cell, firsts)
    is_several = np.repeat(several, np.diff(np.concatenate([firsts, [len(spells)]])))
    return Part(spells.at(np.flatnonzero(~is_several)), spells.at(np.flatnonzero(is_several)))


def joined(parts: Sequence[Spells]) -> Spells:
    """Several parts as one, one after the other."""
    filled = [part for part in parts if len(part)]
    if len(filled) <= 1:
        return filled[0] if filled else parts[0]
    return Spells(
        *(np.concatenate([getattr(part, name) for part in filled]) for name in Spells.__dataclass_fields__)
    )
