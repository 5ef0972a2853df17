"""The standing of thousands of people at once, from the facts, packed: what `standing.settle` writes.

Nearly everyone has one post in a cell, one requirement for each course and no exemption. These are worked out as
columns (`spell_columns`), and the others one by one (`spells`).
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

import numpy as np

from elearn.database import Connection
from elearn.tracker.asks import County, Requirement, asks_of, ordinal
from elearn.tracker.packed import LAYOUT, Codes
from elearn.tracker.spell_columns import NEVER_LAPSES, Array, Asks, spells_of
from elearn.tracker.spells import OPEN, Span, spells

_NAMES = ("person", *(name for name, _ in LAYOUT))
_COURSES = 65_536


class _Post(NamedTuple):
    """A post: the person's place among the people, the cell as ids, and the days."""

    person: int
    agency: str
    role_group: str
    days: Span


def packed_standings(
    conn: Connection, county: County, codes: Codes, people: Collection[int]
) -> dict[int, bytes]:
    """The standing of these people, packed. Raises KeyError if an id has no number in `codes` yet."""
    ids = sorted(people)
    place = {person: number for number, person in enumerate(ids)}
    passes = _Passes(conn, codes, place)
    exempt = _exempt(conn, codes, place)
    posts: dict[tuple[int, str, str], list[_Post]] = {}
    for person, agency, role_group, first, last in conn.tuples(
        "select person, agency, role_group, starts_on, ends_on from post where person in :people",
        {"people": ids},
    ):
        post = _Post(place[person], agency, role_group, Span(ordinal(first), ordinal(last)))
        posts.setdefault((post.person, agency, role_group), []).append(post)
    usual: dict[int, list[_Post]] = {}
    parts = []
    for here in posts.values():
        named = county.naming(here[0].agency, here[0].role_group)
        if len(here) > 1:
            parts.append(_one_by_one(named, here, codes, passes, exempt))
        elif named:
            usual.setdefault(id(named), []).extend(here)
    for group in usual.values():
        named = county.naming(group[0].agency, group[0].role_group)
        parts += _together(named, group, codes, passes, exempt)
    return _packed(ids, parts)


class _Passes:
    """The days of the passes of some people, by person and course."""

    def __init__(self, conn: Connection, codes: Codes, place: dict[int, int]) -> None:
        rows = conn.tuples(
            """
            select person, course, completed_on from completion
             where passed = 1 and person in :people order by person, course, completed_on
            """,
            {"people": list(place)},
        )
        course = codes.course
        keys = [place[person] * _COURSES + course.get(id, 0) for person, id, _ in rows]
        key, day = np.array(keys, np.int64), np.array([ordinal(day) for _, _, day in rows], np.int64)
        order = np.argsort(key, kind="stable")
        self._key, self._day = key[order], day[order]

    def of(self, keys: Array) -> tuple[Array, Array]:
        """The passes for each of some keys: the place of the key, and the day."""
        first, last = np.searchsorted(self._key, keys, "left"), np.searchsorted(self._key, keys, "right")
        times = last - first
        of = np.repeat(np.arange(len(keys)), times)
        step = np.arange(len(of)) - np.repeat(np.cumsum(times) - times, times)
        return of, self._day[first[of] + step]


def _exempt(conn: Connection, codes: Codes, place: dict[int, int]) -> dict[int, list[Span]]:
    """The exemptions of some people, by key."""
    found: dict[int, list[Span]] = {}
    for person, course, first, last in conn.tuples(
        "select person, course, from_day, to_day from exemption where person in :people",
        {"people": list(place)},
    ):
        key = place[person] * _COURSES + codes.course.get(course, 0)
        found.setdefault(key, []).append(Span(ordinal(first), ordinal(last)))
    return found


def _together(
    named: list[Requirement],
    posts: list[_Post],
    codes: Codes,
    passes: _Passes,
    exempt: dict[int, list[Span]],
) -> list[Array]:
    """The spells of people with one post each, which the same requirements name."""
    times = Counter(requirement.course for requirement in named)
    once = [requirement for requirement in named if times[requirement.course] == 1]
    again = [requirement for requirement in named if times[requirement.course] > 1]
    parts = [_one_by_one(again, [post], codes, passes, exempt) for post in posts] if again else []
    person = np.array([post.person for post in posts], np.int64)
    course = np.array([codes.course[requirement.course] for requirement in once], np.int64)
    first, last = (np.array([post.days[end] for post in posts], np.int64)[:, None] for end in (0, 1))
    start = np.maximum(first, np.array([requirement.start for requirement in once], np.int64))
    end = np.minimum(last, np.array([requirement.end for requirement in once], np.int64))
    key = person[:, None] * _COURSES + course
    asked, spared = start <= end, np.isin(key, np.array(list(exempt), np.int64))
    for row, column in np.argwhere(asked & spared).tolist():
        parts.append(_one_by_one([once[column]], [posts[row]], codes, passes, exempt))
    row, column = np.nonzero(asked & ~spared)
    start, end = start[row, column], end[row, column]
    within = np.array([requirement.due_within_days for requirement in once], np.int64)[column]
    months = [requirement.renew_after_months for requirement in once]
    renew = np.array([NEVER_LAPSES if each is None else each for each in months], np.int64)[column]
    found = spells_of(Asks(start, end, np.minimum(start + within, OPEN), renew), *passes.of(key[row, column]))
    row, column = row[found.ask], column[found.ask]
    group = np.array([codes.role_group[post.role_group] for post in posts], np.int64)
    agency = np.array([codes.agency[post.agency] for post in posts], np.int64)
    columns = (person[row], course[column], group[row], agency[row], found.state, *found[2:])
    return [*parts, np.stack(columns)]


def _one_by_one(
    named: Iterable[Requirement],
    posts: list[_Post],
    codes: Codes,
    passes: _Passes,
    exempt: dict[int, list[Span]],
) -> Array:
    """The spells of one person in one cell, by the definition."""
    person, agency, role_group, _ = posts[0]
    rows = []
    for course, asks in asks_of(named, [post.days for post in posts]).items():
        key = person * _COURSES + codes.course[course]
        passed = passes.of(np.array([key]))[1].tolist()
        for first, last, state, due in spells(asks, exempt.get(key, ()), passed):
            cell = (codes.course[course], codes.role_group[role_group], codes.agency[agency])
            rows.append((person, *cell, state, first, last, due or 0))
    return np.array(rows, np.int64).reshape(-1, len(_NAMES)).T


def _packed(ids: list[int], parts: list[Array]) -> dict[int, bytes]:
    """The spells of each person as bytes. Each part has a row for each of `_NAMES`; the person is a place in `ids`."""
    if not parts:
        return dict.fromkeys(ids, b"")
    columns = np.concatenate(parts, axis=1)
    person, course, role_group, agency, state, start = columns[:6]
    order = np.lexsort((start, agency * 4 + state, (person * _COURSES + course) * _COURSES + role_group))
    packed = np.empty(columns.shape[1], np.dtype(list(LAYOUT)))
    for name, column in zip(_NAMES[1:], columns[1:], strict=True):
        packed[name] = column[order]
    width, whole = packed.dtype.itemsize, packed.tobytes()
    ends = np.searchsorted(person[order], np.arange(len(ids) + 1)) * width
    return {id: whole[first:last] for id, first, last in zip(ids, ends[:-1], ends[1:], strict=True)}
