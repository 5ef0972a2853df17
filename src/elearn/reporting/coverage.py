"""Coverage: how many people are in scope and in date, by agency, role group, course or recommendation.

`docs/coverage.md` is the definition, and this module is the only place that works out the figures. They come
from the tables that `tracker.standing` keeps, and from what agencies without a roster declare
(`reporting.declared`).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from elearn.database import Connection, Database
from elearn.problems import InputFault, NotFound, Problem
from elearn.reporting import rosters
from elearn.reporting.declared import Declared, Figure
from elearn.reporting.rag import DEFAULT_TARGET, Rag, gap, percent, rag
from elearn.tracker import Scope

KEYS = ("agency", "role_group", "course", "recommendation")


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One figure.

    `keys` holds the keys that were asked for, in order, with their values. Counts are of people. If
    `in_scope` is None, nobody knows how many people are in scope, and `in_date` is only a count. `grace`,
    `lapsed` or `never` is None if the basis does not tell it. `target` is a percentage.
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
    rows = trend(db, scope, [as_at], by, within=within)
    return rows if agencies is None else [row for row in rows if row.keys.get("agency") in agencies]


def trend(
    db: Database, scope: Scope, days: Iterable[date], by: Sequence[str] = (), *, within: str | None = None
) -> list[CoverageRow]:
    """The rows of `coverage` for each of the days, in the order given, from one snapshot of the database."""
    keys = by_keys(by)
    with db.read() as conn:
        view = _View(conn, scope, within)
        return [row for day in days for row in view.rows(day, keys)] if view.agencies else []


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
    every: bool  # whether these are all courses


class _View:
    """The part of the county that a scope may see."""

    def __init__(self, conn: Connection, scope: Scope, within: str | None) -> None:
        if within is not None:
            scope = _narrowed(conn, scope, within)
        self._conn = conn
        self.agencies: dict[str, tuple[str, int]] = {
            agency: (basis, target)
            for agency, basis, target in conn.tuples(
                f"select id, basis, target from agency where {scope.on_agency('agency.id')} order by id",
                scope.params,
            )
        }
        self._members: dict[str, list[str]] = {}
        for agency, ancestor in conn.tuples(
            "select agency, within from agency_within order by agency, within"
        ):
            if agency in self.agencies:
                self._members.setdefault(ancestor, []).append(agency)
        self._total = _total(scope, self._members)
        self._role_groups: list[str] = conn.column("select id from role_group order by id")
        self._courses: list[str] = conn.column("select id from course order by id")
        self._answers: list[tuple[str, str]] = conn.tuples(
            "select recommendation, course from course_recommendation order by recommendation, course"
        )

    def rows(self, as_at: date, keys: tuple[str, ...]) -> list[CoverageRow]:
        """The rows of one day, sorted by the values of the keys."""
        declared = Declared(self._conn, as_at, list(self.agencies))
        agencies: list[str] = list(self.agencies) if "agency" in keys else [""]
        role_groups: list[str] = self._role_groups if "role_group" in keys else [""]
        units = self._units(keys)
        people = self._people(as_at, keys, units)
        rows = []
        for agency, role_group, (number, unit) in product(agencies, role_groups, enumerate(units)):
            members = self._members.get(agency, ()) if agency else self.agencies
            groups = [role_group] if role_group else self._role_groups
            figures = [
                figure
                for member in members
                if member in declared.basis and (figure := declared.figure(member, groups, unit.courses))
            ]
            named = {"agency": agency, "role_group": role_group, **unit.keys}
            known = people[number].get((agency or self._total or "", role_group), rosters.NOBODY)
            rows.append(self._row({key: named[key] for key in keys}, as_at, known, figures))
        return sorted(rows, key=lambda row: tuple(row.keys.values()))

    def _units(self, keys: Collection[str]) -> list[_Unit]:
        if "recommendation" not in keys:
            if "course" not in keys:
                return [_Unit({}, tuple(self._courses), every=True)]
            return [_Unit({"course": course}, (course,), every=False) for course in self._courses]
        if "course" in keys:
            return [
                _Unit({"course": course, "recommendation": recommendation}, (course,), every=False)
                for recommendation, course in self._answers
            ]
        together: dict[str, tuple[str, ...]] = {}
        for recommendation, course in self._answers:
            together[recommendation] = (*together.get(recommendation, ()), course)
        return [_Unit({"recommendation": name}, courses, every=False) for name, courses in together.items()]

    def _people(
        self, as_at: date, keys: Collection[str], units: Sequence[_Unit]
    ) -> list[dict[tuple[str, str], rosters.States]]:
        """For each unit, the people whom we know by name. Keyed by agency and role group; '' means all."""
        shape = rosters.shape_of(set(keys) & {"agency", "role_group"})
        grains = list(self.agencies) if "agency" in keys else None
        if grains is None and self._total:
            shape, grains = rosters.shape_of({*keys, "agency"} - {"course"}), [self._total]
        tallied = cache(lambda of: rosters.tallied(self._conn, as_at, of, grains))
        of_course = rosters.shape_of({"course"})
        found = []
        for unit in units:
            if (grains is None and self._total is None) or not (unit.every or len(unit.courses) == 1):
                found.append(rosters.counted(self._conn, as_at, shape, list(self.agencies), unit.courses))
            elif unit.every:
                found.append(tallied(shape).get("", {}))
            else:
                found.append(tallied(shape | of_course).get(unit.courses[0], {}))
        return found

    def _row(
        self, keys: dict[str, str], as_at: date, known: rosters.States, figures: Sequence[Figure]
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
            parts.append(Figure("roster", sum(known), *known))
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


def _total(scope: Scope, members: dict[str, list[str]]) -> str | None:
    """The agency key that holds the scope's total.

    '' means everyone. An agency's id means that the whole scope is within that agency. None means that no key
    holds the total.
    """
    if scope.kind == "everyone":
        return ""
    held = {agency for found in members.values() for agency in found}
    return next(
        (agency for agency in sorted(scope.agencies) if held and set(members.get(agency, ())) == held), None
    )
