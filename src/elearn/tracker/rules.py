"""The rules of what counts, as rows: requirements, editions, equivalences, and what counts towards hours or updates.

`Rules.read` gives them as they are. A change that is not saved yet gives other `Rules`, and whoever works out standing
from them sees what the change would do. Nothing here writes.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from elearn.database import Connection


class RequirementRow(NamedTuple):
    """A row of `requirement`, without its id."""

    course: str
    agency: str | None
    role_group: str | None
    from_day: str
    to_day: str | None
    due_within_days: int
    renew_after_months: int | None
    edition: str | None = None
    renew_from: str = "completion"
    renew_early_months: int | None = None
    renew_on: str | None = None
    minutes: int | None = None
    participatory_percent: int = 0
    counts_replaced: int = 0
    counts_outside: int = 0

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells a requirement from others."""
        return self.course, self.agency or "", self.role_group or "", self.from_day


class EditionRow(NamedTuple):
    """A row of `standard_edition`."""

    id: str
    standard: str
    edition: str
    from_day: str
    to_day: str | None
    source: str = ""


class EquivalenceRow(NamedTuple):
    """A row of `equivalence`, without its id and its note."""

    course: str
    other: str
    kind: str
    from_day: str
    to_day: str | None

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells an equivalence from others."""
        return self.course, self.other, self.from_day


class CountsTowards(NamedTuple):
    """A row of `counts_towards`."""

    course: str
    other: str


@dataclass(frozen=True)
class Rules:
    """Every rule. `kinds` are the kinds of the courses that are none to take: `hours` or `update`, by id."""

    requirements: frozenset[RequirementRow]
    editions: frozenset[EditionRow]
    equivalences: frozenset[EquivalenceRow]
    counts_towards: frozenset[CountsTowards]
    kinds: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, conn: Connection) -> "Rules":
        """The rules as they are."""
        return cls(
            frozenset(RequirementRow(*row) for row in conn.tuples(_select(RequirementRow, "requirement"))),
            frozenset(EditionRow(*row) for row in conn.tuples(_select(EditionRow, "standard_edition"))),
            frozenset(EquivalenceRow(*row) for row in conn.tuples(_select(EquivalenceRow, "equivalence"))),
            frozenset(CountsTowards(*row) for row in conn.tuples(_select(CountsTowards, "counts_towards"))),
            dict(conn.tuples("select id, kind from course where kind <> 'course'")),
        )

    @cached_property
    def required(self) -> frozenset[str]:
        """The courses, hours and updates that anyone must meet at any time."""
        return frozenset(each.course for each in self.requirements)

    def differing(self, other: "Rules") -> frozenset[str]:
        """The courses, hours and updates whose figures may be others under the rules `other`.

        It may name one whose figures stay the same, and leaves out none whose figures change.
        """
        courses = {each.course for each in self.requirements ^ other.requirements}
        editions = {each.id for each in self.editions ^ other.editions}
        courses |= {
            each.course for each in (*self.requirements, *other.requirements) if each.edition in editions
        }
        courses |= {each.course for each in self.equivalences ^ other.equivalences}
        courses |= {each.course for each in self.counts_towards ^ other.counts_towards}
        return frozenset(courses)


def put(
    kept: Iterable[RequirementRow] | Iterable[EquivalenceRow], rows: Iterable[RequirementRow | EquivalenceRow]
) -> frozenset:  # type: ignore[type-arg]
    """The rows `kept`, where each of `rows` takes the place of the one with its key."""
    found = {each.key: each for each in kept}
    found.update((each.key, each) for each in rows)
    return frozenset(found.values())


def _select(row: type[tuple[object, ...]], table: str) -> str:
    return f"select {', '.join(row._fields)} from {table}"  # type: ignore[attr-defined]


def courses_of(rows: Collection[RequirementRow]) -> set[str]:
    """The courses, hours and updates that these requirements are about."""
    return {each.course for each in rows}
