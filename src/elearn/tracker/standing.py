"""Keeps the tables `standing` and `tally` up to date when facts arrive, so that pages need not work out coverage.

`standing` has the state of each person on each course in each cell (agency × role group), as spells of days.

`tally` has, for each grain, by how many people each state grew or shrank in each year, month and day. The figure on a
day is a sum: the years before, the earlier months of its year, and the days of its month up to that day.

A grain is an agency with its children or all agencies, a role group or all, and a course or all. Each grain counts a
person once, in the best of their states. It counts only posts at agencies whose basis is `roster`, because for other
agencies we do not know each person (`reporting.coverage`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from elearn.database import Connection
from elearn.tracker.spells import (
    GRACE,
    IN_DATE,
    LAPSED,
    NEVER,
    OPEN,
    STATES,
    Ask,
    Span,
    Spell,
    best_changes,
    changes,
    spells,
)

AGENCY, ROLE_GROUP, COURSE = 1, 2, 4
_CHUNK = 500


class _Line(NamedTuple):
    """A row of `standing` without its person."""

    course: str
    agency: str
    role_group: str
    spell: Spell


class _Requirement(NamedTuple):
    course: str
    start: int
    end: int
    due_within_days: int
    renew_after_months: int | None


def _no_change() -> list[int]:
    return [0, 0, 0, 0]


class _Grain(defaultdict[int, list[int]]):
    """By day, the change of each state in one grain."""

    def __init__(self) -> None:
        super().__init__(_no_change)


Deltas = defaultdict[tuple[str, str, str], _Grain]  # by grain: agency, role group, course


def refresh(conn: Connection, people: Collection[int] | None, earlier: "County | None" = None) -> None:
    """Works out the standing of these people again and updates the tallies, in the caller's transaction.

    Call it after every change of facts. None means everyone. If the parent or the basis of an agency changes, read
    the `County` first and give it as `earlier`, and name everyone with a post at the agency or its children.
    """
    if people is None:
        rebuild(conn)
        return
    county = County(conn)
    deltas = Deltas(_Grain)
    for chunk in _chunks(sorted(set(people))):
        before, after = _kept(conn, chunk), _worked_out(conn, county, chunk)
        for person in chunk:
            old, new = before.get(person, set()), after.get(person, set())
            if earlier is not None or old != new:
                courses = {line.course for line in (old ^ new if earlier is None else old | new)}
                (earlier or county).count(deltas, old, courses, -1)
                county.count(deltas, new, courses, 1)
        _replace(conn, before, after)
    _add(conn, deltas)


def rebuild(conn: Connection) -> None:
    """Empties both tables and fills them from the facts. The rows are the same as with `refresh` after each event."""
    conn.execute("delete from standing")
    conn.execute("delete from tally")
    county = County(conn)
    deltas = Deltas(_Grain)
    for chunk in _chunks(conn.column("select id from person order by id")):
        after = _worked_out(conn, county, chunk)
        for lines in after.values():
            county.count(deltas, lines, {line.course for line in lines}, 1)
        _replace(conn, {}, after)
    _add(conn, deltas)


def affected(conn: Connection, places: Collection[tuple[str | None, str | None]]) -> set[int] | None:
    """The people whom requirements of these (agency, role group) may name. None is all, and the answer may be too."""
    found: set[int] = set()
    for agency, role_group in places:
        if agency is None and role_group is None:
            return None
        found |= set(
            conn.column(
                """
                select person from post
                 where (:all_groups = 1 or role_group = :role_group)
                   and (:all_agencies = 1 or agency in (select agency from agency_within where within = :agency))
                """,
                {
                    "agency": agency or "",
                    "all_agencies": int(agency is None),
                    "role_group": role_group or "",
                    "all_groups": int(role_group is None),
                },
            )
        )
    return found


class County:
    """What is the same for everyone: the requirements, and which agency is within which."""

    def __init__(self, conn: Connection) -> None:
        self._within: dict[str, list[str]] = {}
        for agency, within in conn.tuples("select agency, within from agency_within order by agency, within"):
            self._within.setdefault(agency, []).append(within)
        self._roster = set(conn.column("select id from agency where basis = 'roster'"))
        self._requirements = [
            (agency, role_group, _Requirement(course, _ordinal(start), _ordinal(end), due, renew))
            for agency, role_group, course, start, end, due, renew in conn.tuples(
                """
                select agency, role_group, course, from_day, to_day, due_within_days, renew_after_months
                  from requirement
                """
            )
        ]
        self._naming: dict[tuple[str, str], list[_Requirement]] = {}

    def naming(self, agency: str, role_group: str) -> list[_Requirement]:
        """The requirements for a post there: "blank: all; an agency stands for its children too"."""
        cell = (agency, role_group)
        if cell not in self._naming:
            within = self._within.get(agency, [agency])
            self._naming[cell] = [
                requirement
                for named_agency, named_group, requirement in self._requirements
                if (named_agency is None or named_agency in within) and named_group in (None, role_group)
            ]
        return self._naming[cell]

    def count(self, deltas: Deltas, lines: Iterable[_Line], courses: set[str], sign: int) -> None:
        """Adds one person's changes of state to `deltas`, in every grain of these courses and of all courses together.

        `sign` is 1 to count the person and −1 to take them out.
        """
        by_course: dict[str, dict[tuple[str, str], list[Spell]]] = {"": {}}
        for course, agency, role_group, spell in lines:
            if agency in self._roster:
                by_course[""].setdefault((agency, role_group), []).append(spell)
                if course in courses:
                    by_course.setdefault(course, {}).setdefault((agency, role_group), []).append(spell)
        for course, by_cell in by_course.items():
            worked: dict[tuple[tuple[str, str], ...], list[tuple[int, int, int]]] = {}
            for (agency, role_group), cells in self._grains(by_cell).items():
                if cells not in worked:
                    if course and len(cells) == 1:  # spells of one course in one cell never overlap
                        worked[cells] = changes(by_cell[cells[0]])
                    else:
                        worked[cells] = best_changes(spell for cell in cells for spell in by_cell[cell])
                days = deltas[agency, role_group, course]
                for day, state, change in worked[cells]:
                    days[day][state] += sign * change

    def _grains(self, cells: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
        """The grains (agency, role group) that these cells count in, each with its cells."""
        grains: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
        for cell in sorted(cells):
            for agency in (*self._within.get(cell[0], [cell[0]]), ""):
                for role_group in (cell[1], ""):
                    grains[agency, role_group] = (*grains.get((agency, role_group), ()), cell)
        return grains


def _worked_out(conn: Connection, county: County, people: Collection[int]) -> dict[int, set[_Line]]:
    """The standing of these people, from the facts."""
    chosen = {"people": people}
    exempt: dict[tuple[int, str], list[Span]] = {}
    for person, course, start, end in conn.tuples(
        "select person, course, from_day, to_day from exemption where person in :people", chosen
    ):
        exempt.setdefault((person, course), []).append(Span(_ordinal(start), _ordinal(end)))
    passed: dict[tuple[int, str], list[int]] = {}
    for person, course, day in conn.tuples(
        """
        select distinct person, course, completed_on from completion
         where passed = 1 and person in :people order by completed_on
        """,
        chosen,
    ):
        passed.setdefault((person, course), []).append(_ordinal(day))
    found: dict[int, set[_Line]] = {}
    for (person, agency, role_group), posts in _posts(conn, chosen):
        for course, asks in _asks(county.naming(agency, role_group), posts).items():
            key = (person, course)
            found.setdefault(person, set()).update(
                _Line(course, agency, role_group, spell)
                for spell in spells(asks, exempt.get(key, ()), passed.get(key, ()))
            )
    return found


def _posts(
    conn: Connection, chosen: dict[str, Collection[int]]
) -> Iterator[tuple[tuple[int, str, str], list[Span]]]:
    """Each person's posts by agency and role group."""
    rows = conn.tuples(
        """
        select person, agency, role_group, starts_on, ends_on from post
         where person in :people order by person, agency, role_group
        """,
        chosen,
    )
    for (person, agency, role_group), group in groupby(rows, key=lambda row: row[:3]):
        yield (person, agency, role_group), [Span(_ordinal(row[3]), _ordinal(row[4])) for row in group]


def _asks(requirements: Iterable[_Requirement], posts: Collection[Span]) -> dict[str, list[Ask]]:
    """By course, what someone in these posts must do: from when to when, and by when."""
    asks: dict[str, list[Ask]] = {}
    for requirement in requirements:
        for post in posts:
            start, end = max(post.start, requirement.start), min(post.end, requirement.end)
            if start <= end:
                due = min(start + requirement.due_within_days, OPEN)
                asks.setdefault(requirement.course, []).append(
                    Ask(start, end, due, requirement.renew_after_months)
                )
    return asks


def _kept(conn: Connection, people: Collection[int]) -> dict[int, set[_Line]]:
    """The standing of these people, as the table has it."""
    kept: dict[int, set[_Line]] = {}
    for person, course, agency, role_group, start, end, state, due in conn.tuples(
        """
        select person, course, agency, role_group, from_day, to_day, state, due_on from standing
         where person in :people
        """,
        {"people": people},
    ):
        spell = Spell(
            _ordinal(start), _ordinal(end), STATES.index(state), None if due is None else _ordinal(due)
        )
        kept.setdefault(person, set()).add(_Line(course, agency, role_group, spell))
    return kept


def _replace(conn: Connection, before: dict[int, set[_Line]], after: dict[int, set[_Line]]) -> None:
    """Deletes the rows of `standing` that are no longer true, and inserts the new ones."""
    nobody: set[_Line] = set()
    conn.many(
        """
        delete from standing where person = :person and course = :course and agency = :agency
           and role_group = :role_group and from_day = :from_day
        """,
        (_stored(person, line) for person in before for line in before[person] - after.get(person, nobody)),
    )
    conn.many(
        """
        insert into standing (person, course, agency, role_group, from_day, to_day, state, due_on)
        values (:person, :course, :agency, :role_group, :from_day, :to_day, :state, :due_on)
        """,
        (
            _stored(person, line)
            for person in sorted(after)
            for line in sorted(after[person] - before.get(person, nobody), key=lambda line: line[:3])
        ),
    )


def _stored(person: int, line: _Line) -> dict[str, Any]:
    course, agency, role_group, spell = line
    return {
        "person": person,
        "course": course,
        "agency": agency,
        "role_group": role_group,
        "from_day": _text(spell.start),
        "to_day": _text(spell.end),
        "state": STATES[spell.state],
        "due_on": None if spell.due is None else _text(spell.due),
    }


def _add(conn: Connection, deltas: Deltas) -> None:
    """Adds changes to the tallies of their day, month and year. Tallies that are zero in every state are deleted."""
    conn.many(
        """
        insert into tally (shape, period, agency, role_group, course, in_date, grace, lapsed, never)
        values (:shape, :period, :agency, :role_group, :course, :in_date, :grace, :lapsed, :never)
        on conflict (shape, period, agency, role_group, course) do update set
          in_date = tally.in_date + excluded.in_date, grace = tally.grace + excluded.grace,
          lapsed = tally.lapsed + excluded.lapsed, never = tally.never + excluded.never
        """,
        _tallies(deltas),
    )
    conn.execute("delete from tally where in_date = 0 and grace = 0 and lapsed = 0 and never = 0")


def _tallies(deltas: Deltas) -> Iterator[dict[str, Any]]:
    """The changes as rows of `tally`: each grain's sums for its days, months and years."""
    for (agency, role_group, course), days in sorted(deltas.items()):
        shape = AGENCY * bool(agency) + ROLE_GROUP * bool(role_group) + COURSE * bool(course)
        sums: defaultdict[str, list[int]] = defaultdict(_no_change)
        for day, (in_date, grace, lapsed, never) in days.items():
            for period in _periods(day):
                kept = sums[period]
                kept[IN_DATE] += in_date
                kept[GRACE] += grace
                kept[LAPSED] += lapsed
                kept[NEVER] += never
        for period, (in_date, grace, lapsed, never) in sorted(sums.items()):
            if in_date or grace or lapsed or never:
                yield {
                    "shape": shape,
                    "period": period,
                    "agency": agency,
                    "role_group": role_group,
                    "course": course,
                    "in_date": in_date,
                    "grace": grace,
                    "lapsed": lapsed,
                    "never": never,
                }


def _chunks(people: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(people), _CHUNK):
        yield people[start : start + _CHUNK]


@lru_cache(maxsize=100_000)
def _ordinal(day: str | None) -> int:
    """A stored day as an ordinal. None means that there is no end: the last day of the calendar."""
    return OPEN if day is None else date.fromisoformat(day).toordinal()


@lru_cache(maxsize=100_000)
def _text(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


@lru_cache(maxsize=100_000)
def _periods(ordinal: int) -> tuple[str, str, str]:
    day = _text(ordinal)
    return f"d{day}", f"m{day[:7]}", f"y{day[:4]}"
