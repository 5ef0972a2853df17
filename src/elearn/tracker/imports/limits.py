"""Who may import what, and which agencies an import may change or name."""

from collections.abc import Collection
from dataclasses import dataclass

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.problems import InputFault, NotAllowed, NotFound, Problem
from elearn.tracker.imports.base import Kind
from elearn.tracker.scope import Actor, Scope


@dataclass(frozen=True, slots=True)
class Limits:
    """What an import may do, and what the sender knows.

    `held`: the agencies that it is limited to (None: no limit). `visible`: the agencies that the sender may know of
    (None: all). `written`: the courses that are written here (ids, or a mapping to their titles).
    `change_addresses`: people whose staff number and name are known get the address of their row. `by_form`,
    `replacing`, `sender` and `by` are as in `Sheet`.
    """

    held: frozenset[str] | None = None
    visible: frozenset[str] | None = None
    written: Collection[str] = ()
    change_addresses: bool = False
    by_form: bool = False
    sender: int | None = None
    replacing: int | str | None = None
    by: Actor | None = None


def must_import(kind: Kind, agency: str | None, by: Actor | None) -> None:
    """Raise NotAllowed unless this person may import this kind for this agency. From a terminal anyone may."""
    if by is None:
        return
    if kind.names_sessions:  # the session of each row says whether they may
        by.must("sessions")
        return
    by.must("import")
    if by.may("administer"):
        return
    if not kind.leads:
        raise NotAllowed(phrase("Files of %(kind)s are imported by an administrator.", kind=kind.name))
    if agency is None:
        raise NotAllowed(
            phrase("Say which agency the file is for; it is held to that agency and its children.")
        )


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
        raise NotFound(
            phrase("There is no agency “%(agency)s” that you can import for. Check its id.", agency=agency)
        )
    return frozenset(found)


def visible_agencies(conn: Connection, by: Actor | None) -> frozenset[str] | None:
    """The agencies that the person may know of (None: all). Names and suggestions come from these alone."""
    scope = Scope.everyone() if by is None else by.import_scope()
    if scope == Scope.everyone():
        return None
    return frozenset(conn.column(f"select id from agency where {scope.on_agency('id')}", scope.params))


def must_be_holdable(kind: Kind, filename: str, agency: str | None) -> None:
    """Raise InputFault if the import is held to an agency, and files of this kind are for every agency."""
    if agency is not None and not kind.holdable:
        message = phrase("Files of %(kind)s are for every agency.", kind=kind.name)
        remedy = phrase("Import it without naming an agency.")
        raise InputFault([Problem(filename, 0, 0, "held", "error", message, remedy)])


def must_know_course(conn: Connection, kind: Kind, course: str | None) -> None:
    """Raise NotFound if the import is held to a course that we do not track, or that this kind cannot be held to."""
    if course is None:
        return
    if not kind.names_courses:
        raise NotFound(
            phrase("Files of %(kind)s are not about one course. Leave the course out.", kind=kind.name)
        )
    if conn.value("select 1 from course where id = :course and kind = 'course'", {"course": course}) is None:
        raise NotFound(
            phrase("There is no course “%(course)s”. Check its id, or publish it first.", course=course)
        )


def limits_by_session(conn: Connection, by: Actor | None) -> Limits:
    """What an import may do if the session of each row decides. Agencies limit only those who are leads and no more."""
    if by is None or by.may("administer") or by.may("author"):
        return Limits(by=by)
    seen = visible_agencies(conn, by)
    return Limits(seen, seen, by=by)


def must_know_session(kind: Kind, session: int | None) -> None:
    """Raise NotFound if the import is held to a session, and files of this kind are not about one."""
    if session is not None and not kind.names_sessions:
        raise NotFound(phrase("Files of %(kind)s are not about one session. Leave it out.", kind=kind.name))
