"""Lists by name who is due, lapsed or never taught, for the agency's lead who follows them up.

Whom to list comes from the columnar copy of the spells. Only the people of the page are read from the database, and
those who are due on the same day as one of them, because these are sorted by name.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

import numpy as np

from elearn.characters import plain
from elearn.database import Connection, Database
from elearn.reporting.columns import Array, Copy, Spells, current, joined
from elearn.reporting.places import places_of
from elearn.tracker import OPEN, STATES, Scope, latest_not_known

State = Literal["in_date", "grace", "lapsed", "never"]
CHASED: tuple[State, ...] = ("lapsed", "never", "grace")


@dataclass(frozen=True, slots=True)
class Standing:
    """One person on one course, at the post where they stand best among the posts in view.

    For `grace` and `never`, `due_on` is the day by which to take the course. For `lapsed` and `in_date` it is
    the last day in date, or None if it never lapses. `result_not_known_on` is the day of their latest completion of
    which nobody said whether they passed, if they are not in date and have not passed since. `kind` says whether a
    course, hours or an update is required.
    """

    person: int
    name: str
    email: str
    agency: str
    agency_name: str
    role_group: str
    course: str
    course_title: str
    state: State
    due_on: date | None
    kind: str = "course"
    result_not_known_on: date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list. `total` is the number of rows in the whole list."""

    rows: list[Standing]
    total: int


def who(
    db: Database,
    scope: Scope,
    as_at: date,
    *,
    agency: str | None = None,
    role_group: str | None = None,
    course: str | None = None,
    states: Collection[State] = CHASED,
    search: str = "",
    limit: int = 50,
    offset: int = 0,
) -> Listing:
    """People in one of `states` on a day. One row a person and course, the longest overdue first.

    `scope` is the reader's (`Actor.people_scope()`), and the other arguments narrow it. `agency` includes its
    children. `search` matches names and addresses that contain it. An agency outside the scope gives no rows.
    """
    with db.read() as conn:
        copy, places = current(db, conn), places_of(db, conn, scope)
        seen = set(places.agencies)
        if agency is not None:
            seen &= set(places_of(db, conn, Scope.of_agencies([agency])).agencies)
        numbers = [copy.codes.agency[id] for id in sorted(seen) if id in copy.codes.agency]
        everywhere = len(numbers) == len(copy.codes.agency)
        wanted = np.isin(np.arange(len(STATES)), [STATES.index(state) for state in states])
        filters = {"course": copy.codes.course.get(course, -1) if course else None}
        filters["role_group"] = copy.codes.role_group.get(role_group, -1) if role_group else None
        asked = _Asked(
            as_at.toordinal(),
            None if everywhere else np.array(numbers, np.int64),
            wanted,
            filters,
            np.array(_searched(conn, search), np.int64) if search.strip() else None,
            offset + limit,
        )
        found, more = _best(copy, asked)
        rows = _page(conn, copy, found, limit, offset)
        return Listing(_with_not_known(conn, rows, as_at), len(found) + more)


class _Asked(NamedTuple):
    """Whom to list. `agencies` are numbers (None: all), `states` says for each state whether it is wanted.

    `people` are those who were searched for (None: all). The first `most` rows are enough.
    """

    day: int
    agencies: Array | None
    states: Array
    numbers: Mapping[str, int | None]
    people: Array | None
    most: int


def _best(copy: Copy, asked: _Asked) -> tuple[Spells, int]:
    """Where each person stands on each course on a day, if that is wanted: at the post where they stand best.

    Whoever is in one cell only has one spell a course, so we look at the state and the due day first, and copy only
    those that may be among the first. Returns also how many were left out.
    """
    left_out = []

    def single(spells: Spells, found: Array) -> Array:
        found = _only(spells, found[asked.states[spells.state[found]]], asked)
        if len(found) <= asked.most:
            return found
        due = _sorted_by(spells.due[found])
        first = found[due <= np.partition(due, asked.most - 1)[asked.most - 1]] if asked.most else found[:0]
        left_out.append(len(found) - len(first))
        return first

    def several(spells: Spells, found: Array) -> Array:
        return _only(spells, found, asked)

    alone, others = copy.in_force(asked.day, asked.agencies, (single, several))
    pair = others.person * 65_536 + others.course
    again = np.diff(pair, prepend=-1) == 0
    shared = again | np.append(again[1:], False)[: len(again)]  # on one course in several cells
    best = others.at(np.flatnonzero(~shared))
    parts = [
        alone,
        best.at(np.flatnonzero(asked.states[best.state])),
        _best_of_cells(copy, others.at(np.flatnonzero(shared)), asked.states),
    ]
    return joined(parts), sum(left_out)


def _best_of_cells(copy: Copy, spells: Spells, states: Array) -> Spells:
    """For each person and course, the best of the spells, if its state is wanted."""
    codes = copy.codes
    group, agency = _ranks(codes.role_group)[spells.role_group], _ranks(codes.agency)[spells.agency]
    order = np.lexsort((group, agency, spells.due, spells.state, spells.course, spells.person))
    ordered = spells.at(order)
    first = np.diff(ordered.person * 65_536 + ordered.course, prepend=-1) != 0
    return ordered.at(np.flatnonzero(first & states[ordered.state]))


def _only(spells: Spells, found: Array, asked: _Asked) -> Array:
    """Those of the places where the spell is about the course, the role group and the people that are asked for."""
    for column, number in asked.numbers.items():
        if number is not None:
            found = found[getattr(spells, column)[found] == number]
    return found if asked.people is None else found[np.isin(spells.person[found], asked.people)]


def _sorted_by(due: Array) -> Array:
    """Due days as a list is sorted by them: who has none comes last."""
    return np.where(due == 0, OPEN, due)


def _ranks(codes: Mapping[str, int]) -> Array:
    """For each number, the place of its id in the order of the ids."""
    found = np.zeros(max(codes.values(), default=0) + 1, np.int64)
    for place, id in enumerate(sorted(codes)):
        found[codes[id]] = place
    return found


def _searched(conn: Connection, search: str) -> list[int]:
    """The people whose name or address contains the text."""
    escaped = plain(search).lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return conn.column(
        """
        select id from person
         where lower(name) like :pattern escape '!' or email like :pattern escape '!'
        """,
        {"pattern": f"%{escaped}%"},
    )


def _page(conn: Connection, copy: Copy, found: Spells, limit: int, offset: int) -> list[Standing]:
    """The rows of a page: by due day, then by name. Names are read for those who can be on the page."""
    last = min(offset + limit, len(found))
    if offset >= last:
        return []
    due = _sorted_by(found.due)
    first_day, last_day = np.partition(due, (offset, last - 1))[[offset, last - 1]]
    near = found.at(np.flatnonzero((due >= first_day) & (due <= last_day)))
    names = _names(conn, near.person)
    courses = {code: id for id, code in copy.codes.course.items()}
    rows = sorted(
        (day or OPEN, names[person][0], person, courses[course], place)
        for place, (day, person, course) in enumerate(
            zip(near.due.tolist(), near.person.tolist(), near.course.tolist(), strict=True)
        )
    )
    skipped = int(np.count_nonzero(due < first_day))
    chosen = near.at(np.array([row[-1] for row in rows[offset - skipped : last - skipped]], np.int64))
    return _standings(conn, copy, chosen, names)


def _with_not_known(conn: Connection, rows: list[Standing], as_at: date) -> list[Standing]:
    """The rows, with what is known of completions without a result. Nearly nobody has one."""
    chased = sorted({row.person for row in rows if row.state != "in_date"})
    found = latest_not_known(conn, chased, as_at) if chased else {}
    if not found:
        return rows
    return [
        row
        if row.state == "in_date"
        else replace(row, result_not_known_on=found.get((row.person, row.course)))
        for row in rows
    ]


def _names(conn: Connection, people: Array) -> dict[int, tuple[str, str]]:
    """The names and addresses of these people, by id."""
    found = conn.tuples(
        "select id, name, email from person where id in :people", {"people": np.unique(people).tolist()}
    )
    return {id: (name, email) for id, name, email in found}


def _standings(
    conn: Connection, copy: Copy, chosen: Spells, names: Mapping[int, tuple[str, str]]
) -> list[Standing]:
    codes = copy.codes
    agencies, groups, courses = (
        {number: id for id, number in of.items()} for of in (codes.agency, codes.role_group, codes.course)
    )
    used = {agencies[code] for code in chosen.agency.tolist()}
    called = dict(conn.tuples("select id, name from agency where id in :ids", {"ids": sorted(used)}))
    titles = {id: (title, kind) for id, title, kind in conn.tuples("select id, title, kind from course")}
    columns = (chosen.person, chosen.agency, chosen.role_group, chosen.course, chosen.state, chosen.due)
    return [
        Standing(
            person,
            *names[person],
            agencies[agency],
            called[agencies[agency]],
            groups[group],
            courses[course],
            titles[courses[course]][0],
            STATES[state],
            date.fromordinal(due) if due else None,
            titles[courses[course]][1],
        )
        for person, agency, group, course, state, due in zip(
            *(each.tolist() for each in columns), strict=True
        )
    ]
