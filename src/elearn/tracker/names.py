"""The names of agencies (as a tree), role groups and courses, for pages that show figures of them."""

from dataclasses import dataclass, replace

from elearn.database import Database
from elearn.tracker.scope import Scope


@dataclass(frozen=True, slots=True)
class AgencyName:
    """An agency in the tree. `depth` is 0 at the top of what the reader may see."""

    id: str
    name: str
    depth: int
    basis: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Names:
    """The agencies of a scope, each after its parent, and the names of role groups and courses by id.

    `ours` are the courses that were built here.
    """

    agencies: list[AgencyName]
    role_groups: dict[str, str]
    courses: dict[str, str]
    ours: frozenset[str]


def load_names(db: Database, scope: Scope) -> Names:
    """The names that a reader may see. Courses are those that someone must take; ours come first."""
    with db.read() as conn:
        agencies = conn.objects(
            AgencyName,
            f"""
            select id, name, 0 as depth, basis, parent from agency
             where {scope.on_agency("agency.id")}
             order by name, id
            """,
            scope.params,
        )
        role_groups = conn.tuples("select id, name from role_group order by id")
        courses = conn.tuples(
            """
            select id, title, ours from course
             where exists (select 1 from requirement where requirement.course = course.id)
             order by ours desc, title, id
            """
        )
    return Names(
        _in_tree_order(agencies),
        dict(role_groups),
        {id: title for id, title, _ in courses},
        frozenset(id for id, _, ours in courses if ours),
    )


def _in_tree_order(agencies: list[AgencyName]) -> list[AgencyName]:
    """The agencies with their depths, each after its parent. An agency whose parent is not among them is at the top."""
    here = {agency.id for agency in agencies}
    children: dict[str | None, list[AgencyName]] = {}
    for agency in agencies:
        children.setdefault(agency.parent if agency.parent in here else None, []).append(agency)
    ordered: list[AgencyName] = []
    waiting = [(agency, 0) for agency in reversed(children.get(None, []))]
    while waiting:
        agency, depth = waiting.pop()
        ordered.append(replace(agency, depth=depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(agency.id, []))]
    return ordered
