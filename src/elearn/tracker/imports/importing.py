"""Imports the files that people send: preview first, then apply everything in one transaction or nothing."""

from collections.abc import Collection

from elearn.database import Database
from elearn.phrases import phrase
from elearn.problems import NotFound
from elearn.spreadsheets import csv_file
from elearn.tracker import standing
from elearn.tracker.imports.agencies import Agencies
from elearn.tracker.imports.attendance import Attendance
from elearn.tracker.imports.base import Kind, Progress, unheard
from elearn.tracker.imports.completions import Completions
from elearn.tracker.imports.counting import CountsTowards
from elearn.tracker.imports.courses import Courses
from elearn.tracker.imports.editions import Editions
from elearn.tracker.imports.equivalences import Equivalences
from elearn.tracker.imports.exemptions import Exemptions
from elearn.tracker.imports.headcounts import Headcounts
from elearn.tracker.imports.headers import LISTED
from elearn.tracker.imports.outside import Outside
from elearn.tracker.imports.people import People
from elearn.tracker.imports.previews import Preview
from elearn.tracker.imports.questions import Answers
from elearn.tracker.imports.requirements import Requirements
from elearn.tracker.imports.returns import Returns
from elearn.tracker.imports.role_groups import RoleGroups
from elearn.tracker.imports.roles import Roles
from elearn.tracker.imports.staging import Applied, Sent, apply_preview, preview_file
from elearn.tracker.imports.taught import TaughtSessions
from elearn.tracker.scope import Actor, Scope

KINDS: dict[str, type[Kind]] = {
    kind.name: kind
    for kind in (
        Agencies,
        RoleGroups,
        Courses,
        People,
        Headcounts,
        Editions,
        Requirements,
        Equivalences,
        CountsTowards,
        Exemptions,
        Completions,
        Returns,
        Outside,
        Roles,
        TaughtSessions,
        Attendance,
    )
}


def find_kind(name: str) -> Kind:
    """One of the `KINDS`, ready for one import. Raises NotFound if there is none of this name."""
    if name not in KINDS:
        raise NotFound(
            phrase(
                "There is no import of “%(name)s”. It is one of %(kinds)s.", name=name, kinds=", ".join(KINDS)
            )
        )
    return KINDS[name]()


def preview(
    db: Database,
    kind: str,
    data: bytes,
    filename: str,
    agency: str | None = None,
    *,
    by: Actor | None = None,
    written: Collection[str] = (),
    change_addresses: bool = False,
    answers: Answers | None = None,
    course: str | None = None,
    session: int | None = None,
    progress: Progress | None = None,
) -> Preview:
    """What a file of one of the `KINDS` would do. Nothing is written.

    If the file can be read in two ways, the preview has `questions` and no rows: ask again with `answers`, by the key
    of each. If `answers` is None, those are taken with which the same file was applied before. Answers to no question
    of the file change nothing, and the preview says which they are (`unknown_answers`). `course` is the id of the
    course that every row of a file of completions is about, also if none names it, and `session` the same for the
    taught session of a file of attendance.

    `agency` limits the rows to that agency and its children. `by` is the person who asks (None: a terminal). A lead
    may import some kinds, for their own agency. `written` are the courses that are written here (ids, or a mapping to
    their titles): a row that names one that is not published says so. `change_addresses`: in a file of people, a row
    with another address than the person of the same agency, staff number and name gives that person its address;
    otherwise such rows are rejected. `progress` is told how many rows are examined, of how many at most.

    Raises InputFault if the whole file cannot be used, NotFound for an unknown kind or agency, and NotAllowed if the
    person may not import it.
    """
    what = find_kind(kind)
    sent = Sent(
        what, data, filename, agency, by, KINDS.values(), written, change_addresses, answers, course, session
    )
    return preview_file(db, sent, progress or unheard)


def apply(
    db: Database,
    preview: Preview,
    by: Actor | None = None,
    accept_valid: bool = False,
    *,
    seen: int | None = None,
    progress: Progress | None = None,
    working_out: Progress | None = None,
) -> Applied:
    """Write what a preview showed, in one transaction. The same file again changes nothing.

    `seen` is the version of the facts at which its effect was shown: if rules changed since, nothing is written.
    `progress` is told how many rows are written, of how many. `working_out` is told afterwards how many people's
    standing is worked out, of how many. By then the rows are written: what it raises does not undo them.
    Raises InputFault with every problem, and writes nothing, if rows are rejected and `accept_valid` is not set.
    """
    applied = apply_preview(db, preview, by, accept_valid, KINDS.values(), progress or unheard, seen)
    standing.settle_now(db, working_out)
    return applied


def rejected_file(preview: Preview) -> bytes:
    """The rejected rows as CSV, each with its row number and reasons, to be corrected and sent again."""
    return preview.rejected_csv()


def template(kind: str) -> bytes:
    """An empty CSV file with the columns of one of the `KINDS`, to be filled in. Raises NotFound for another kind."""
    return csv_file([column.name for column in find_kind(kind).columns], [])


def example(kind: str) -> bytes:
    """A CSV file of one of the `KINDS`, filled in with invented rows. Raises NotFound for another kind.

    The examples fit together: in the order of `KINDS`, an empty database takes every row of each.
    """
    what = find_kind(kind)
    return csv_file([column.name for column in what.columns], what.example)


def ids_and_names(db: Database, by: Actor | None) -> bytes:
    """A CSV file `what,id,name` of the agencies, role groups and courses that files may name.

    `by` is the person who asks (None: a terminal). A lead gets the agencies that they lead, with their children.
    Raises NotAllowed if the person imports nothing.
    """
    if by is not None:
        by.must("import")
    scope = by.import_scope() if by else Scope.everyone()
    with db.read() as conn:
        found = conn.tuples(
            f"""
            select 'agency', id, name from agency where {scope.on_agency("id")}
            union all select 'role group', id, name from role_group
            union all select 'course', id, title from course
            """,
            scope.params,
        )
    order = {"agency": 0, "role group": 1, "course": 2}
    found.sort(key=lambda row: (order[row[0]], row[2].casefold(), row[1]))
    return csv_file(LISTED, found)
