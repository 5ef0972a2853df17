"""What to say beside a figure: who completed a course with a result that nobody knows, and who counts by an assumption.

Completed is not passed. `docs/coverage.md` has the definition. Both kinds of fact are rare, so we read them apart from
the spells, keep them in the process, and look only at the spells of these people.
"""

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from elearn.database import Connection, Database
from elearn.reporting.columns import Array, current
from elearn.reporting.coverage import CoverageRow, by_keys
from elearn.reporting.places import places_within
from elearn.reporting.rosters import Rosters
from elearn.tracker import COUNTS, OPEN, SHOWN, STATES, Scope, counts, ordinal, pending, since, version
from elearn.translations import ngettext

_IN_DATE = STATES.index("in_date")


class ResultNote(NamedTuple):
    """What to say beside one figure. `keys` are those of the figure. Counts are of people, once each.

    `not_known`: people in scope who are not in date, and who completed the course with a result that nobody knows.
    `taken_as_passed`: people in date whose latest pass is one of which the importer said that completed means passed.
    """

    keys: dict[str, str]
    not_known: int
    taken_as_passed: int

    def in_words(self) -> str:
        """The note as sentences, in the current language."""
        said = []
        if count := self.not_known:
            said.append(
                ngettext(
                    "%(num)s person has completed it with result not known; they are not counted as in date.",
                    "%(num)s people have completed it with result not known; they are not counted as in date.",
                    count,
                    num=_thousands(count),
                )
            )
        if count := self.taken_as_passed:
            said.append(
                ngettext(
                    "%(num)s of those in date counts because whoever imported said that completed means passed.",
                    "%(num)s of those in date count because whoever imported said that completed means passed.",
                    count,
                    num=_thousands(count),
                )
            )
        return " ".join(said)


def _thousands(count: int) -> str:
    return f"{count:,}"


def result_notes(
    db: Database, scope: Scope, as_at: date, by: Sequence[str] = ("course",), *, within: str | None = None
) -> list[ResultNote]:
    """What to say beside the figures of `coverage`, if there is anything to say.

    `by` are the keys of the figures, as in `coverage`. A note is always about one course, so `course` is added if it
    is not among them, and `recommendation` is left out. `within` narrows the scope to an agency and its children.
    Only people whom we know by name are counted: agencies that return their own figures have no notes, and a course
    whose figures are being worked out has none yet.

    Raises NotFound if `within` is not in `scope`, and InputFault if `by` has another key.
    """
    keys = note_keys(by)
    with db.read() as conn:
        places = places_within(db, conn, scope, within)
        facts = _current(db, conn)
        waiting = pending(conn)
        if not places.agencies or waiting is None or not (facts.not_known or facts.taken_as_passed):
            return []
        copy = current(db, conn)
    known = frozenset(id for id in places.agencies if places.basis_of(id).basis != "return")
    rosters = Rosters(copy, places, known)
    by_agency, by_group = "agency" in keys, "role_group" in keys
    counts = []
    for found in (facts.not_known, facts.taken_as_passed):
        people, courses = found.on(as_at.toordinal(), copy.codes.course)
        counts.append(rosters.of_some(as_at, by_agency, by_group, people, courses))
    not_known = counts[0].sum(axis=3) - counts[0][..., _IN_DATE]
    taken = counts[1][..., _IN_DATE]
    ids = {"agency": places.agencies, "role_group": places.role_groups, "course": places.courses}
    notes = [
        ResultNote(_named(keys, ids, place), int(not_known[tuple(place)]), int(taken[tuple(place)]))
        for place in np.argwhere(not_known + taken).tolist()
    ]
    return sorted(
        (note for note in notes if note.keys["course"] not in waiting),
        key=lambda note: tuple(note.keys.values()),
    )


def note_keys(by: Sequence[str]) -> tuple[str, ...]:
    """The keys of the notes beside figures with these keys. Raises InputFault as `by_keys` does."""
    keys = tuple(key for key in by_keys(by) if key != "recommendation")
    return keys if "course" in keys else (*keys, "course")


def as_dicts(rows: Sequence[CoverageRow], notes: Sequence[ResultNote]) -> list[dict[str, Any]]:
    """Each row as `CoverageRow.as_dict`. If there are any notes, each also has `not_known` and `taken_as_passed`.

    `notes` are those that `result_notes` gives for the same keys, and the rows must be by course. A row whose figure
    is being worked out has None.
    """
    found = {frozenset(note.keys.items()): note for note in notes}
    told: list[dict[str, Any]] = []
    for row in rows:
        note = found.get(frozenset(pair for pair in row.keys.items() if pair[0] != "recommendation"))
        counts = (note.not_known, note.taken_as_passed) if note else (0, 0)
        extra: Mapping[str, int | None] = {}
        if found:
            extra = dict(
                zip(("not_known", "taken_as_passed"), (None, None) if row.pending else counts, strict=True)
            )
        told.append({**row.as_dict(), **extra})
    return told


def _named(keys: Sequence[str], ids: Mapping[str, Sequence[str]], place: Sequence[int]) -> dict[str, str]:
    at = dict(zip(("agency", "role_group", "course"), place, strict=True))
    return {key: ids[key][at[key]] for key in keys}


@dataclass(frozen=True)
class _Facts:
    """People, each on a course, and from which to which day something holds of them. `courses` names the numbers."""

    courses: Sequence[str]
    person: Array
    course: Array
    start: Array
    end: Array

    def __len__(self) -> int:
        return len(self.person)

    def on(self, day: int, codes: Mapping[str, int]) -> tuple[Array, Array]:
        """The people of whom it holds on a day, and their courses as `codes` number them."""
        numbers = np.array([codes.get(course, -1) for course in self.courses], np.int64)
        found = np.flatnonzero((self.start <= day) & (self.end >= day))
        course = numbers[self.course[found]] if len(found) else np.empty(0, np.int64)
        kept = course >= 0  # a course without a number was never required
        return self.person[found][kept], course[kept]


class _Kept(NamedTuple):
    """Both kinds of facts at a version."""

    version: int
    not_known: _Facts
    taken_as_passed: _Facts


_kept: WeakKeyDictionary[Database, _Kept] = WeakKeyDictionary()
_lock = threading.Lock()


def _current(db: Database, conn: Connection) -> _Kept:
    """The facts that `conn` sees, or newer ones if another thread has seen them already."""
    with _lock:
        before = _kept.get(db)
        now = version(conn)
        if before is None or before.version < now:
            before = _kept[db] = _refreshed(before, conn, now)
        return before


def _refreshed(before: _Kept | None, conn: Connection, now: int) -> _Kept:
    """A learner's commit names its person, so only theirs are read again. After an import, all are."""
    found = since(conn, before.version) if before else None
    if before is None or found is None or found.people is None or found.courses:
        return _Kept(now, _read(conn, _NOT_KNOWN), _read(conn, _TAKEN_AS_PASSED))
    if not found.people:
        return before._replace(version=now)
    return _Kept(
        now,
        _with(before.not_known, found.people, _read(conn, _NOT_KNOWN, found.people)),
        _with(before.taken_as_passed, found.people, _read(conn, _TAKEN_AS_PASSED, found.people)),
    )


def _read(conn: Connection, sql: str, people: Collection[int] | None = None) -> _Facts:
    which = "1 = 1" if people is None else "n.person in :people"
    return _facts(conn.tuples(sql.format(which=which), {"people": sorted(people or ())}))


def _facts(rows: Sequence[tuple[int, str, str, str | None]]) -> _Facts:
    """Rows of a person, a course, the first day, and the first day on which it holds no more (None: it goes on)."""
    courses = sorted({row[1] for row in rows})
    place = {course: number for number, course in enumerate(courses)}
    days = {day: ordinal(day) for row in rows for day in row[2:]}
    return _Facts(
        courses,
        np.array([row[0] for row in rows], np.int64),
        np.array([place[row[1]] for row in rows], np.int64),
        np.array([days[row[2]] for row in rows], np.int64),
        np.array([OPEN if row[3] is None else days[row[3]] - 1 for row in rows], np.int64),
    )


def _with(facts: _Facts, people: Collection[int], newer: _Facts) -> _Facts:
    """The facts with those of these people replaced."""
    stay = np.flatnonzero(~np.isin(facts.person, np.fromiter(people, np.int64)))
    return _Facts(
        [*facts.courses, *newer.courses],
        np.concatenate([facts.person[stay], newer.person]),
        np.concatenate([facts.course[stay], newer.course + len(facts.courses)]),
        np.concatenate([facts.start[stay], newer.start]),
        np.concatenate([facts.end[stay], newer.end]),
    )


_NEXT_PASS = f"""
       (select min(c.completed_on) from completion c
         where c.person = n.person and c.course = n.course and {COUNTS} and c.completed_on > n.completed_on)
"""
_NOT_KNOWN = f"""
select n.person, n.course, n.completed_on, {_NEXT_PASS}
  from completion_without_result n
 where {SHOWN} and {{which}}
"""
_TAKEN_AS_PASSED = f"""
select n.person, n.course, n.completed_on, {_NEXT_PASS}
  from completion n
 where n.taken_as_passed = 1 and {counts("n")} and {{which}}
   and not exists (select 1 from completion c
                    where c.person = n.person and c.course = n.course and c.completed_on = n.completed_on
                      and {COUNTS} and c.taken_as_passed = 0)
"""
