"""Who may import what, and which agencies an import may change or name."""

from elearn.database import Connection
from elearn.problems import NotAllowed, NotFound
from elearn.tracker.imports.base import Kind
from elearn.tracker.scope import Actor, Scope


def must_import(kind: Kind, agency: str | None, by: Actor | None) -> None:
    """Raise NotAllowed unless this person may import this kind for this agency. From a terminal anyone may."""
    if by is None:
        return
    by.must("import")
    if by.may("administer"):
        return
    if not kind.leads:
        raise NotAllowed(f"Files of {kind.name} are imported by an administrator.")
    if agency is None:
        raise NotAllowed("Say which agency the file is for; it is held to that agency and its children.")


def held_agencies(conn: Connection, agency: str | None, by: Actor | None) -> frozenset[str] | None:
    """The agencies that an import is limited to. Raises NotFound if there are none in the person's scope."""
    if agency is None:
        return None
    if by is None:
        allowed, params = "1 = 1", {}
    else:
        scope = by.import_scope()
        allowed, params = scope.on_agency("within"), scope.params
    found = conn.column(
        f"select agency from agency_within where within = :agency and {allowed}", {"agency": agency, **params}
    )
    if not found:
        raise NotFound(f"There is no agency “{agency}” that you can import for. Check its id.")
    return frozenset(found)


def visible_agencies(conn: Connection, by: Actor | None) -> frozenset[str] | None:
    """The agencies that the person may know of (None: all). Names and suggestions come from these alone."""
    scope = Scope.everyone() if by is None else by.import_scope()
    if scope == Scope.everyone():
        return None
    return frozenset(conn.column(f"select id from agency where {scope.on_agency('id')}", scope.params))
