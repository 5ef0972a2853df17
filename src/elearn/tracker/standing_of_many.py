"""The standing of thousands of people at once, from the facts, packed: what `standing.settle` writes.

Nearly everyone has one post in a cell, one requirement for each course and no exemption. These are worked out as
columns (`spell_columns`), and the others one by one (`spells`).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import numpy as np

from elearn.database import Connection
from elearn.tracker.asks import County, Requirement, asks_of, ordinal
from elearn.tracker.learned_columns import LearnedColumns
from elearn.tracker.meeting import OPEN
from elearn.tracker.packed import LAYOUT, Codes
from elearn.tracker.spell_columns import (
    NEVER_LAPSES,
    Array,
    Asks,
    Steps,
    months_later,
    spells_of,
    steps_of,
)
from elearn.tracker.spells import Span, spells

_NAMES = ("person", *(name for name, _ in LAYOUT))
_COURSES = 65_536


class _Posts(NamedTuple):
    """Posts as columns: the person's place among the people, the cell's place among the cells, first and last day."""

    person: Array
    cell: Array
    first: Array
    last: Array

    def at(self, places: Array) -> "_Posts":
        """The posts at these places."""
        return _Posts(*(column[places] for column in self))


def packed_standings(
    conn: Connection, county: County, codes: Codes, people: Collection[int]
) -> dict[int, bytes]:
    """The standing of these people, packed. Raises KeyError if an id has no number in `codes` yet."""
    ids = sorted(people)
    place = {person: number for number, person in enumerate(ids)}
    posts, cells = _posts(conn, place)
    learned = LearnedColumns(conn, county, place)
    facts = _Facts(
        codes.course,
        np.array([codes.role_group[role_group] for _, role_group in cells], np.int64),
        np.array([codes.agency[agency] for agency, _ in cells], np.int64),
        learned,
        _exempt(conn, learned, place),
    )
    named = [county.naming(agency, role_group) for agency, role_group in cells]
    parts: list[Array] = []
    # The posts of one person in one cell are neighbours, because of the order of the posts.
    starts = np.flatnonzero(np.diff(posts.person * len(cells) + posts.cell, prepend=-1))
    times = np.diff(starts, append=len(posts.person))
    for start, number in zip(starts[times > 1].tolist(), times[times > 1].tolist(), strict=True):
        several = posts.at(np.arange(start, start + number))
        parts.append(_one_by_one(named[several.cell[0]], several, facts))
    usual = posts.at(starts[times == 1])
    which = np.array([id(requirements) for requirements in named], np.int64)[usual.cell]
    for key, requirements in {id(requirements): requirements for requirements in named}.items():
        if requirements:
            parts += _together(requirements, usual.at(np.flatnonzero(which == key)), facts)
    return _packed(ids, parts)


def _posts(conn: Connection, place: Mapping[int, int]) -> tuple[_Posts, list[tuple[str, str]]]:
    """The posts of some people, in the order of people and cells, and the cells as (agency, role group)."""
    rows = conn.tuples(
        "select person, agency, role_group, starts_on, ends_on from post where person in :people",
        {"people": list(place)},
    )
    cells: dict[tuple[str, str], int] = {}
    columns = np.array(
        [
            (place[person], cells.setdefault((agency, group), len(cells)), ordinal(first), ordinal(last))
            for person, agency, group, first, last in rows
        ],
        np.int64,
    ).reshape(-1, 4)
    ordered = columns[np.lexsort((columns[:, 1], columns[:, 0]))]
    return _Posts(*ordered.T), list(cells)


class _Facts(NamedTuple):
    """What the spells of some people depend on besides their posts.

    `course` is the number of each course. `role_group` and `agency` are those of each cell.
    """

    course: Mapping[str, int]
    role_group: Array
    agency: Array
    learned: LearnedColumns
    exempt: dict[int, list[Span]]


def _exempt(conn: Connection, learned: LearnedColumns, place: dict[int, int]) -> dict[int, list[Span]]:
    """The exemptions of some people, by key."""
    found: dict[int, list[Span]] = {}
    for person, course, first, last in conn.tuples(
        "select person, course, from_day, to_day from exemption where person in :people",
        {"people": list(place)},
    ):
        key = learned.key(place[person], course)
        found.setdefault(key, []).append(Span(ordinal(first), ordinal(last)))
    return found


def _together(named: list[Requirement], posts: _Posts, facts: _Facts) -> list[Array]:
    """The spells of people with one post each, which the same requirements name."""
    times = Counter(requirement.course for requirement in named)
    once = [requirement for requirement in named if times[requirement.course] == 1]
    again = [requirement for requirement in named if times[requirement.course] > 1]
    places = np.arange(len(posts.person))[:, None]
    parts = [_one_by_one(again, posts.at(place), facts) for place in places] if again else []
    usual = [requirement for requirement in once if facts.learned.is_usual(requirement)]
    groups = [usual, *([each] for each in once if not facts.learned.is_usual(each))]
    for group in groups:
        if group:
            parts += _each_once(group, posts, facts)
    return parts


def _each_once(named: list[Requirement], posts: _Posts, facts: _Facts) -> list[Array]:
    """The same where each requirement is about another course. They are usual ones, or there is only one."""
    course = np.array([facts.course[requirement.course] for requirement in named], np.int64)
    start = np.maximum(posts.first[:, None], np.array([requirement.start for requirement in named], np.int64))
    end = np.minimum(posts.last[:, None], np.array([requirement.end for requirement in named], np.int64))
    key = facts.learned.keys(posts.person[:, None], [requirement.course for requirement in named])
    asked, spared = start <= end, np.isin(key, np.array(list(facts.exempt), np.int64))
    parts = [
        _one_by_one([named[column]], posts.at(np.array([row])), facts)
        for row, column in np.argwhere(asked & spared).tolist()
    ]
    row, column = np.nonzero(asked & ~spared)
    start, end = start[row, column], end[row, column]
    within = np.array([requirement.due_within_days for requirement in named], np.int64)[column]
    if facts.learned.is_usual(named[0]):
        ask, day = facts.learned.own(key[row, column])
        steps = Steps(ask, day, months_later(day, _renewed_after(named)[column[ask]]))
    else:
        [requirement] = named
        steps = steps_of(requirement.rule, facts.learned.facts(requirement, posts.person[row]))
    found = spells_of(Asks(start, end, np.minimum(start + within, OPEN)), steps)
    row, column = row[found.ask], column[found.ask]
    cell = posts.cell[row]
    where = (course[column], facts.role_group[cell], facts.agency[cell])
    return [*parts, np.stack((posts.person[row], *where, found.state, *found[2:]))]


def _renewed_after(named: Iterable[Requirement]) -> Array:
    """After how many months each of these has to be met again."""
    months = [requirement.rule.renew_after_months for requirement in named]
    return np.array([NEVER_LAPSES if each is None else each for each in months], np.int64)


def _one_by_one(named: Iterable[Requirement], posts: _Posts, facts: _Facts) -> Array:
    """The spells of one person in one cell, by the definition."""
    person, cell = int(posts.person[0]), int(posts.cell[0])
    codes = (int(facts.role_group[cell]), int(facts.agency[cell]))
    days = [Span(*each) for each in zip(posts.first.tolist(), posts.last.tolist(), strict=True)]
    rows = []
    for course, asks in asks_of(named, days).items():
        exempt = facts.exempt.get(facts.learned.key(person, course), ())
        for first, last, state, due in spells(asks, exempt, facts.learned.facts_of(person, course)):
            rows.append((person, facts.course[course], *codes, state, first, last, due or 0))
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
