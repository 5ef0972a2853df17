"""Coverage: how many people are in scope and in date, by agency, role group, course or recommendation.

`docs/coverage.md` is the definition, and this module is the only place that works out the figures. They come
from the spells that `tracker.standing` keeps (`reporting.rosters`), and from what agencies without a roster declare
(`reporting.declared`).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import product, repeat
from typing import Any, NamedTuple

import numpy as np

from elearn.database import Connection, Database
from elearn.problems import InputFault, NotFound, Problem
from elearn.reporting import rosters
from elearn.reporting.columns import Array, Copy, current
from elearn.reporting.declared import Declared, Figure
from elearn.reporting.rag import DEFAULT_TARGET, Rag, gap, percent, rag
from elearn.reporting.rosters import Places
from elearn.tracker import Scope, pending

KEYS = ("agency", "role_group", "course", "recommendation")


class CoverageRow(NamedTuple):
    """One figure.

    `keys` holds the keys that were asked for, in order, with their values. Counts are of people. If
    `in_scope` is None, nobody knows how many people are in scope, and `in_date` is only a count. `grace`,
    `lapsed` or `never` is None if the basis does not tell it. `target` is a percentage. `old`: a part of the
    denominator is too old. `pending`: the figure is being worked out after a large change, so every count is None.
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
    old: bool = False
    pending: bool = False

    @property
    def percent(self) -> float | None:
        """In date as a percentage of in scope, to one decimal. None if in scope is 0 or not known."""
        return percent(self.in_scope, self.in_date)

    @property
    def rag(self) -> Rag:
        """Green, amber, red or grey, compared with `target`."""
        return rag(self.in_scope, self.in_date, self.target, old=self.old)

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
    keys = by_keys(by)
    with db.read() as conn:
        view = _View(conn, scope, within, agencies)
        if not view.agencies:
            return []
        view.copy = current(db, conn)
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
                f"Coverage is not kept by “{key}”.",
                "Use any of agency, role-group, course, recommendation, with commas between.",
            )
            for key in unknown
        )
    return keys


class _Unit(NamedTuple):
    """The courses that one row covers together, and the row's keys for them."""

    keys: dict[str, str]
    courses: tuple[str, ...]


class _View:
    """The part of the county that a scope may see. `shown` are the agencies that have rows (None: all of them)."""

    copy: Copy

    def __init__(
        self, conn: Connection, scope: Scope, within: str | None, shown: Collection[str] | None = None
    ) -> None:
        if within is not None:
            scope = _narrowed(conn, scope, within)
        self._conn = conn
        found = conn.tuples(
            f"select id, basis, target from agency where {scope.on_agency('agency.id')}", scope.params
        )
        self.agencies: dict[str, tuple[str, int]] = {
            id: (basis, target) for id, basis, target in sorted(found)
        }
        self._shown = [id for id in self.agencies if shown is None or id in shown]
        pairs = conn.tuples(
            f"select agency, within from agency_within where {scope.on_agency('agency')}", scope.params
        )
        self._total = _total(scope, pairs, len(self.agencies))
        self._courses: list[str] = sorted(conn.column("select id from course"))
        self._places = Places(
            list(self.agencies),
            sorted(conn.column("select id from role_group")),
            self._courses,
            pairs,
            frozenset(id for id, (basis, _) in self.agencies.items() if basis == "roster"),
        )
        self._declaring = _declaring(self.agencies, pairs)
        self._answers: list[tuple[str, str]] = conn.tuples(
            "select recommendation, course from course_recommendation order by recommendation, course"
        )
        self._pending = pending(conn)

    def rows(self, as_at: date, keys: tuple[str, ...]) -> list[CoverageRow]:
        """The rows of one day, sorted by the values of the keys."""
        agencies = self._shown if "agency" in keys else [""]
        role_groups = self._places.role_groups if "role_group" in keys else [""]
        units = sorted(self._units(keys), key=lambda unit: [unit.keys.get(key, "") for key in keys])
        if not units:
            return []
        places = [self._places.agencies.index(id) if id else 0 for id in agencies]
        counts = self._counts(as_at, keys, units)[places]
        cells = list(product(agencies, role_groups, units))
        rows = self._people(as_at, keys, cells, counts)
        self._add_declared(rows, as_at, cells, counts)
        if keys != tuple(key for key in KEYS if key in keys):
            rows.sort(key=lambda row: tuple(row.keys.values()))
        return rows

    def _people(
        self, as_at: date, keys: tuple[str, ...], cells: Iterable[tuple[str, str, _Unit]], counts: Array
    ) -> list[CoverageRow]:
        """The rows if we know everyone by name. `counts` are in the order of the cells."""
        states = counts.reshape(-1, rosters.STATES)
        in_scope = states.sum(axis=1).tolist()
        named = [
            {key: {"agency": agency, "role_group": group, **unit.keys}[key] for key in keys}
            for agency, group, unit in cells
        ]
        of = self.agencies.get(self._total or "", ("roster", DEFAULT_TARGET))
        mine = [self.agencies[each["agency"]] if "agency" in keys else of for each in named]
        basis = ["roster" if people else own[0] for people, own in zip(in_scope, mine, strict=True)]
        targets = [own[1] for own in mine]
        return list(
            map(
                CoverageRow._make,
                zip(
                    named,
                    repeat(as_at),
                    in_scope,
                    *(states[:, state].tolist() for state in range(rosters.STATES)),
                    basis,
                    targets,
                    repeat(False),
                    repeat(False),
                ),
            )
        )

    def _add_declared(
        self,
        rows: list[CoverageRow],
        as_at: date,
        cells: list[tuple[str, str, _Unit]],
        counts: Array,
    ) -> None:
        """Adds what agencies without a roster declare, and says which figures are still being worked out."""
        declared = (
            Declared(self._conn, self.copy, as_at, self._declaring[""]) if self._declaring[""] else None
        )
        states = counts.reshape(-1, rosters.STATES)
        for number, (agency, role_group, unit) in enumerate(cells):
            if self._waits(unit):
                rows[number] = rows[number]._replace(
                    in_scope=None, in_date=None, grace=None, lapsed=None, never=None, pending=True
                )
            elif declared is not None and (members := self._declaring.get(agency)):
                groups = (role_group,) if role_group else tuple(self._places.role_groups)
                found = [declared.figure(member, groups, unit.courses) for member in members]
                if figures := [figure for figure in found if figure]:
                    known = tuple(states[number].tolist())
                    rows[number] = self._row(rows[number].keys, as_at, known, figures)

    def _waits(self, unit: _Unit) -> bool:
        """Whether a figure is still being worked out."""
        return self._pending is None or not self._pending.isdisjoint(unit.courses)

    def _units(self, keys: Collection[str]) -> list[_Unit]:
        if "recommendation" not in keys:
            if "course" not in keys:
                return [_Unit({}, tuple(self._courses))]
            return [_Unit({"course": course}, (course,)) for course in self._courses]
        if "course" in keys:
            return [
                _Unit({"course": course, "recommendation": recommendation}, (course,))
                for recommendation, course in self._answers
            ]
        together: dict[str, tuple[str, ...]] = {}
        for recommendation, course in self._answers:
            together[recommendation] = (*together.get(recommendation, ()), course)
        return [_Unit({"recommendation": name}, courses) for name, courses in together.items()]

    def _counts(self, as_at: date, keys: Collection[str], units: Sequence[_Unit]) -> Array:
        """The people whom we know by name: agencies (or 1) × role groups (or 1) × units × states."""
        of = rosters.Rosters(self.copy, self._places)
        by_agency, by_group = "agency" in keys, "role_group" in keys
        if "course" in keys:
            place = {course: number for number, course in enumerate(self._courses)}
            return of.by_course(as_at, by_agency, by_group)[:, :, [place[unit.courses[0]] for unit in units]]
        return np.concatenate(
            of.together(as_at, by_agency, by_group, [unit.courses for unit in units]), axis=2
        )

    def _row(
        self, keys: dict[str, str], as_at: date, known: tuple[int, ...], figures: Sequence[Figure]
    ) -> CoverageRow:
        """Adds the people whom we know, once each, to the figures of agencies that share no roster.

        If the sum has a denominator, it leaves out figures without one: their people are not part of that
        denominator.
        """
        agency = keys.get("agency") or self._total
        basis, target = self.agencies[agency] if agency else ("roster", DEFAULT_TARGET)
        bases = {figure.basis for figure in figures} | ({"roster"} if any(known) else set())
        if bases:
            basis = "mixed" if len(bases) > 1 else bases.pop()
        parts = [figure for figure in figures if figure.in_scope is not None]
        if figures and not parts and not any(known):
            in_date = sum(figure.in_date for figure in figures)
            return CoverageRow(keys, as_at, None, in_date, None, None, None, basis, target)
        if any(known) or not parts:
            parts.append(Figure("roster", sum(known), known[0], known[1], known[2], known[3]))
        return CoverageRow(
            keys,
            as_at,
            sum(part.in_scope or 0 for part in parts),
            sum(part.in_date for part in parts),
            _sum(part.grace for part in parts),
            _sum(part.lapsed for part in parts),
            _sum(part.never for part in parts),
            basis,
            target,
            old=any(part.old for part in parts),
        )


def _sum(counts: Iterable[int | None]) -> int | None:
    """The sum of the known counts. None if none is known."""
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _narrowed(conn: Connection, scope: Scope, within: str) -> Scope:
    sql = f"select 1 from agency where id = :within and {scope.on_agency('agency.id')}"
    if conn.value(sql, {**scope.params, "within": within}) is None:
        raise NotFound(f"There is no agency “{within}” that you may see.")
    return Scope.of_agencies([within])


def _total(scope: Scope, pairs: Iterable[tuple[str, str]], agencies: int) -> str | None:
    """The agency that the whole scope is within: it gives a total its target. None if there is none."""
    held = Counter(within for _, within in pairs)
    return next((agency for agency in sorted(scope.agencies) if held[agency] == agencies), None)


def _declaring(
    agencies: Mapping[str, tuple[str, int]], pairs: Iterable[tuple[str, str]]
) -> dict[str, list[str]]:
    """The agencies without a roster: all of them (""), and those within each agency."""
    found: dict[str, list[str]] = {"": [id for id, (basis, _) in agencies.items() if basis != "roster"]}
    for agency, within in sorted(pairs):
        if agency in agencies and agencies[agency][0] != "roster":
            found.setdefault(within, []).append(agency)
    return found
