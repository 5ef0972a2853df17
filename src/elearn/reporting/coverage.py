"""Coverage: how many people are in scope and in date, by agency, role group, course or recommendation.

`docs/coverage.md` is the definition, and this module is the only place that works out the figures. They come
from the spells that `tracker.standing` keeps (`reporting.rosters`), and from what agencies without a roster declare
(`reporting.declared`).
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from elearn.database import Connection, Database
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem
from elearn.reporting import rosters
from elearn.reporting.columns import Array, Copy, current
from elearn.reporting.declared import Declared, Sums
from elearn.reporting.places import Places, places_within
from elearn.reporting.rag import Rag, gap, percent, rag
from elearn.tracker import Scope, pending

KEYS = ("agency", "role_group", "course", "recommendation")


class CoverageRow(NamedTuple):
    """One figure.

    `keys` holds the keys that were asked for, in order, with their values. Counts are of people. If
    `in_scope` is None, nobody knows how many people are in scope, and `in_date` is only a count. `grace`,
    `lapsed` or `never` is None if the basis does not tell it. `target` is a percentage.

    `headcounts`: how many agencies' headcounts the denominator rests on. `old`: how many of these agencies have one
    that is older than 6 months; if there is any, the figure is grey. `pending`: the figure is being worked out after a
    large change, so every count is None.
    """

    keys: dict[str, str]
    as_at: date
    in_scope: int | None
    in_date: int | None
    grace: int | None
    lapsed: int | None
    never: int | None
    basis: str
    target: int
    headcounts: int = 0
    old: int = 0
    pending: bool = False

    @property
    def percent(self) -> float | None:
        """In date as a percentage of in scope, to one decimal. None if in scope is 0 or not known."""
        return percent(self.in_scope, self.in_date)

    @property
    def rag(self) -> Rag:
        """Green, amber, red or grey, compared with `target`."""
        return rag(self.in_scope, self.in_date, self.target, old=self.old > 0)

    @property
    def gap(self) -> int | None:
        """How many more people must be in date to meet the target. None if in scope is not known."""
        return gap(self.in_scope, self.in_date, self.target)

    def as_dict(self) -> dict[str, Any]:
        """The object that `elearn coverage --json` prints."""
        return {
            **self.keys,
            "as_at": self.as_at.isoformat(),
            "in_scope": self.in_scope,
            "in_date": self.in_date,
            "grace": self.grace,
            "lapsed": self.lapsed,
            "never": self.never,
            "percent": self.percent,
            "basis": self.basis,
            "rag": self.rag,
        }


def coverage(
    db: Database,
    scope: Scope,
    as_at: date,
    by: Sequence[str] = ("agency",),
    *,
    within: str | None = None,
    agencies: Collection[str] | None = None,
) -> list[CoverageRow]:
    """One row for each combination of the values of the keys in `by`.

    `by` holds any of `agency`, `role-group`, `course` and `recommendation`. An agency's row includes its
    children. Without `agency`, a row is the total of what `scope` may see. `within` narrows the scope to one
    agency and its children. With `agencies`, only these agencies have rows by agency (those outside the scope have
    none); what a row counts stays the same. An empty scope gives no rows.

    Raises NotFound if `within` is not in `scope`, and InputFault if `by` has another key.
    """
    return _rows(db, scope, [as_at], by, within, agencies)


def trend(
    db: Database, scope: Scope, days: Iterable[date], by: Sequence[str] = (), *, within: str | None = None
) -> list[CoverageRow]:
    """The rows of `coverage` for each of the days, in the order given, from one snapshot of the database."""
    return _rows(db, scope, days, by, within, None)


def _rows(
    db: Database,
    scope: Scope,
    days: Iterable[date],
    by: Sequence[str],
    within: str | None,
    agencies: Collection[str] | None,
) -> list[CoverageRow]:
    keys, days = by_keys(by), list(days)
    with db.read() as conn:
        places = places_within(db, conn, scope, within)
        if not places.agencies or not days:
            return []
        shown = [id for id in places.agencies if agencies is None or id in agencies]
        view = _View(conn, current(db, conn), places, shown)
        return [row for day in days for row in view.rows(day, keys)]


def by_keys(by: Iterable[str]) -> tuple[str, ...]:
    """The keys of a row for the values of `--by`.

    `role-group` and `role_group` are the same; a repeat counts once. Raises InputFault if a value is not one
    of `KEYS`.
    """
    keys = tuple(dict.fromkeys(key.strip().replace("-", "_") for key in by if key.strip()))
    if unknown := [key for key in keys if key not in KEYS]:
        raise InputFault(
            Problem(
                "--by",
                0,
                0,
                "coverage-by",
                "error",
                phrase("Coverage is not kept by “%(key)s”.", key=key),
                phrase("Use any of agency, role-group, course, recommendation, with commas between."),
            )
            for key in unknown
        )
    return keys


class _Unit(NamedTuple):
    """The courses that one row covers together, and the row's keys for them."""

    keys: dict[str, str]
    courses: tuple[str, ...]


class _View:
    """The part of the county that a scope may see. `shown` are the agencies that have rows."""

    def __init__(self, conn: Connection, copy: Copy, places: Places, shown: Sequence[str]) -> None:
        self._places, self._shown = places, shown
        self._rosters = rosters.Rosters(copy, places)
        self._declared = Declared(conn, copy, places) if places.declaring else None
        self._pending = pending(conn)

    def rows(self, as_at: date, keys: tuple[str, ...]) -> list[CoverageRow]:
        """The rows of one day, sorted by the values of the keys."""
        agencies = self._shown if "agency" in keys else [""]
        role_groups = self._places.role_groups if "role_group" in keys else [""]
        units = sorted(self._units(keys), key=lambda unit: [unit.keys.get(key, "") for key in keys])
        if not units or not agencies or not role_groups:
            return []
        counts = self._counts(as_at, keys, units)
        if "agency" in keys:
            counts = counts[[self._places.place[id] for id in agencies]]
        rows = self._people(as_at, _named(keys, agencies, role_groups, units), counts)
        self._add_declared(rows, as_at, keys, units, counts)
        for number in (number for number, unit in enumerate(units) if self._waits(unit)):
            for place in range(number, len(rows), len(units)):
                rows[place] = _pending(rows[place])
        if keys != tuple(key for key in KEYS if key in keys):
            rows.sort(key=lambda row: tuple(row.keys.values()))
        return rows

    def _people(self, as_at: date, named: list[dict[str, str]], counts: Array) -> list[CoverageRow]:
        """The rows if we know everyone by name. `named` are their keys, in the order of the counts."""
        states = counts.reshape(-1, rosters.STATES)
        in_scope = states.sum(axis=1).tolist()
        each = len(named) // len(counts)  # rows of one agency
        agencies = [row.get("agency", "") for row in named[::each]]
        kept = [of for agency in agencies for of in repeat(self._places.basis_of(agency), each)]
        columns = (
            named,
            repeat(as_at),
            in_scope,
            *states.T.tolist(),
            ["roster" if people else of.basis for people, of in zip(in_scope, kept, strict=True)],
            [of.target for of in kept],
            repeat(0),
            repeat(0),
            repeat(False),
        )
        return list(map(CoverageRow._make, zip(*columns)))  # noqa: B905 - some never end

    def _add_declared(
        self,
        rows: list[CoverageRow],
        as_at: date,
        keys: tuple[str, ...],
        units: Sequence[_Unit],
        counts: Array,
    ) -> None:
        """Adds what agencies without a roster declare to the rows of one day.

        If a sum has a denominator, it leaves out figures without one: their people are not part of that denominator.
        """
        if self._declared is None:
            return
        adding = None
        if "agency" in keys:
            adding = self._places.declaring_within[[self._places.place[id] for id in self._shown]]
        sums = self._declared.sums(as_at, "role_group" in keys, [unit.courses for unit in units], adding)
        known = counts.sum(axis=3)
        for place in np.argwhere(sums.headcounts + sums.returns):
            at = tuple(place.tolist())
            number = int(np.ravel_multi_index(at, known.shape))
            rows[number] = _with_declared(rows[number], [int(each[at]) for each in sums], counts[at].tolist())

    def _waits(self, unit: _Unit) -> bool:
        """Whether a figure is still being worked out."""
        return self._pending is None or not self._pending.isdisjoint(unit.courses)

    def _units(self, keys: Collection[str]) -> list[_Unit]:
        if "recommendation" not in keys:
            if "course" not in keys:
                return [_Unit({}, tuple(self._places.courses))]
            return [_Unit({"course": course}, (course,)) for course in self._places.courses]
        if "course" in keys:
            return [
                _Unit({"course": course, "recommendation": recommendation}, (course,))
                for recommendation, course in self._places.answers
            ]
        together: dict[str, tuple[str, ...]] = {}
        for recommendation, course in self._places.answers:
            together[recommendation] = (*together.get(recommendation, ()), course)
        return [_Unit({"recommendation": name}, courses) for name, courses in together.items()]

    def _counts(self, as_at: date, keys: Collection[str], units: Sequence[_Unit]) -> Array:
        """The people whom we know by name: agencies (or 1) × role groups (or 1) × units × states."""
        of = self._rosters
        by_agency, by_group = "agency" in keys, "role_group" in keys
        if "course" in keys:
            place = {course: number for number, course in enumerate(self._places.courses)}
            return of.by_course(as_at, by_agency, by_group)[:, :, [place[unit.courses[0]] for unit in units]]
        return np.concatenate(
            of.together(as_at, by_agency, by_group, [unit.courses for unit in units]), axis=2
        )


def _pending(row: CoverageRow) -> CoverageRow:
    return row._replace(in_scope=None, in_date=None, grace=None, lapsed=None, never=None, pending=True)


def _with_declared(row: CoverageRow, sums: Sequence[int], known: Sequence[int]) -> CoverageRow:
    """A row with the figures of agencies that share no roster. `known` are people on rosters, by state."""
    of = Sums(*sums)
    people = sum(known)
    bases = [
        basis
        for basis, there in (("roster", people), ("headcount", of.headcounts), ("return", of.returns))
        if there
    ]
    basis = bases[0] if len(bases) == 1 else "mixed"
    if not of.parts and not people:
        return row._replace(in_scope=None, in_date=of.known, grace=None, lapsed=None, never=None, basis=basis)
    in_date, grace, lapsed, never = known
    named = of.counted or people  # returns alone say nothing of the other states
    return row._replace(
        in_scope=of.in_scope + people,
        in_date=of.in_date + in_date,
        grace=grace if named else None,
        lapsed=lapsed if named else None,
        never=of.never + never if named else None,
        basis=basis,
        headcounts=of.counted,
        old=of.old,
    )


def _named(
    keys: tuple[str, ...], agencies: Sequence[str], role_groups: Sequence[str], units: Sequence[_Unit]
) -> list[dict[str, str]]:
    """The keys of each row, in the order of agencies, role groups and units."""
    outer = [{"agency": id} if "agency" in keys else {} for id in agencies]
    inner = [{"role_group": id} if "role_group" in keys else {} for id in role_groups]
    named = [{**agency, **group, **unit.keys} for agency in outer for group in inner for unit in units]
    if keys == tuple(key for key in KEYS if key in keys):
        return named
    return [{key: each[key] for key in keys} for each in named]
