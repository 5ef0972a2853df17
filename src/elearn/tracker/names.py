"""What things are called, for whoever shows figures of them: agencies as a tree, role groups, courses."""

from dataclasses import dataclass

from elearn.database import Database
from elearn.tracker.scope import Scope


@dataclass(frozen=True, slots=True)
class AgencyName:
    """An agency in the tree: `depth` 0 stands at the top of what the reader may see."""

    id: str
    name: str
    depth: int
    basis: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Names:
    """Agencies of a scope, each under its parent; and every role group and course, by id, in order of title."""

    agencies: list[AgencyName]
    role_groups: dict[str, str]
    courses: dict[str, str]
    ours: frozenset[str]


def load_names(db: Database, scope: Scope) -> Names:
    """The names that a scope gives to see. Courses are those that someone is required to take; ours come first."""
    with db.read() as conn:
        agencies = conn.rows(
            f"select id, name, parent, basis from agency where {scope.on_agency('agency.id')} order by name, id",
            scope.params,
        )
        role_groups = conn.rows("select id, name from role_group order by id")
        courses = conn.rows(
            """
            select id, title, ours from course
             where exists (select 1 from requirement where requirement.course = course.id)
             order by ours desc, title, id
            """
        )
    return Names(
        _in_tree_order(
            [AgencyName(row["id"], row["name"], 0, row["basis"], row["parent"]) for row in agencies]
        ),
        {row["id"]: row["name"] for row in role_groups},
        {row["id"]: row["title"] for row in courses},
        frozenset(row["id"] for row in courses if row["ours"]),
    )


def _in_tree_order(agencies: list[AgencyName]) -> list[AgencyName]:
    here = {agency.id for agency in agencies}
    children: dict[str | None, list[AgencyName]] = {}
    for agency in agencies:
        children.setdefault(agency.parent if agency.parent in here else None, []).append(agency)
    ordered: list[AgencyName] = []
    waiting = [(agency, 0) for agency in reversed(children.get(None, []))]
    while waiting:
        agency, depth = waiting.pop()
        ordered.append(AgencyName(agency.id, agency.name, depth, agency.basis, agency.parent))
        waiting += [(child, depth + 1) for child in reversed(children.get(agency.id, []))]
    return ordered
