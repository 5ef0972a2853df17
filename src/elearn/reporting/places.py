"""What a reader may see of the county: its agencies, with their bases and targets, and which is within which.

It is kept in the process, and read again after agencies, role groups, courses or requirements have changed.
"""

import threading
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from elearn.database import Connection, Database
from elearn.phrases import phrase
from elearn.problems import NotFound
from elearn.reporting.columns import Array
from elearn.reporting.rag import DEFAULT_TARGET
from elearn.tracker import Scope, since, version


class Kept(NamedTuple):
    """What an agency is measured by: its basis, and its target as a percentage."""

    basis: str
    target: int


@dataclass(frozen=True)
class Places:
    """Where to count: the agencies in view, the role groups and the courses. Each list of ids is sorted.

    `within` are the pairs (agency, an agency that it is within, itself too). `answers` are the pairs (recommendation,
    course). `total` is the agency that all of these are within, or None.
    """

    kept: Mapping[str, Kept]
    role_groups: Sequence[str]
    courses: Sequence[str]
    within: Sequence[tuple[str, str]]
    answers: Sequence[tuple[str, str]]
    total: str | None
    memo: dict[type, Any] = field(default_factory=dict)
    """What others have read for these places, and keep as long as they hold, by its type."""

    @cached_property
    def agencies(self) -> list[str]:
        """The ids of the agencies in view."""
        return list(self.kept)

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each agency."""
        return {id: number for number, id in enumerate(self.kept)}

    @cached_property
    def rosters(self) -> frozenset[str]:
        """The agencies whose people we know."""
        return frozenset(id for id, kept in self.kept.items() if kept.basis == "roster")

    @cached_property
    def declaring(self) -> dict[str, str]:
        """The bases of the other agencies."""
        return {id: kept.basis for id, kept in self.kept.items() if kept.basis != "roster"}

    @cached_property
    def declaring_within(self) -> Array:
        """For each agency (in rows), which of the `declaring` it has within it."""
        column = {id: number for number, id in enumerate(self.declaring)}
        found = np.zeros((len(self.kept), len(column)), np.int64)
        for agency, outer in self.within:
            if agency in column and outer in self.place:
                found[self.place[outer], column[agency]] = 1
        return found

    @cached_property
    def pairs(self) -> tuple[Array, Array]:
        """The inner places of `within` in the order of the outer, and where each outer one starts."""
        place = self.place
        pairs = np.array(
            [(place[outer], place[inner]) for inner, outer in self.within if outer in place], np.int64
        ).reshape(-1, 2)
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        return pairs[:, 1], np.searchsorted(pairs[:, 0], np.arange(len(place)))

    @cached_property
    def above(self) -> tuple[Array, Array, Array]:
        """For each agency, how many agencies it is within, and where these start in the list that follows."""
        inner, starts = self.pairs
        outer = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(inner))))
        order = np.argsort(inner, kind="stable")
        counts = np.bincount(inner, minlength=len(starts))
        return counts, np.cumsum(counts) - counts, outer[order]

    def basis_of(self, agency: str) -> Kept:
        """What the figure of an agency is measured by. "" is the total of all in view."""
        return self.kept.get(agency or self.total or "", Kept("roster", DEFAULT_TARGET))


def places_of(db: Database, conn: Connection, scope: Scope) -> Places:
    """What a scope may see, by what `conn` sees. An empty scope sees no agency."""
    with _lock:
        before = _county.get(db)
        county = _read(conn) if before is None else _refreshed(before, conn)
        _county[db] = county
    if scope not in county.seen:
        county.seen[scope] = _seen(county.whole, county.above, scope)
    return county.seen[scope]


def places_within(db: Database, conn: Connection, scope: Scope, within: str | None) -> Places:
    """What a scope may see, narrowed to the agency `within` and its children. None: all of it.

    Raises NotFound if `within` is not in the scope.
    """
    places = places_of(db, conn, scope)
    if within is None:
        return places
    if within not in places.place:
        raise NotFound(phrase("There is no agency “%(agency)s” that you may see.", agency=within))
    return places_of(db, conn, Scope.of_agencies([within]))


class _County(NamedTuple):
    """Everything at a version of the facts, and what each scope that asked sees of it."""

    version: int
    whole: Places
    above: Mapping[str, Collection[str]]
    seen: dict[Scope, Places]


_county: WeakKeyDictionary[Database, _County] = WeakKeyDictionary()
_lock = threading.Lock()


def _refreshed(county: _County, conn: Connection) -> _County:
    now = version(conn)
    if now <= county.version:
        return county
    found = since(conn, county.version)
    return _read(conn) if found.people is None or found.courses else county._replace(version=now)


def _read(conn: Connection) -> _County:
    agencies = conn.tuples("select id, basis, target from agency")
    within = conn.tuples("select agency, within from agency_within")
    above: dict[str, set[str]] = {}
    for agency, outer in within:
        above.setdefault(agency, set()).add(outer)
    whole = Places(
        {id: Kept(basis, target) for id, basis, target in sorted(agencies)},
        sorted(conn.column("select id from role_group")),
        sorted(conn.column("select id from course")),
        within,
        sorted(conn.tuples("select recommendation, course from course_recommendation")),
        None,
    )
    return _County(version(conn), whole, above, {})


def _seen(whole: Places, above: Mapping[str, Collection[str]], scope: Scope) -> Places:
    if scope == Scope.everyone():
        return whole
    kept = {id: each for id, each in whole.kept.items() if scope.has_agency(above.get(id, (id,)))}
    within = [pair for pair in whole.within if pair[0] in kept]
    held = Counter(outer for _, outer in within)
    total = next((agency for agency in sorted(scope.agencies) if held[agency] == len(kept)), None)
    return Places(kept, whole.role_groups, whole.courses, within, whole.answers, total)
