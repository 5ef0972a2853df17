"""Imports the files that people send: preview first, then apply everything in one transaction or nothing."""

from elearn.database import Database
from elearn.problems import NotFound
from elearn.tracker.imports.agencies import Agencies
from elearn.tracker.imports.base import Kind
from elearn.tracker.imports.completions import Completions
from elearn.tracker.imports.courses import Courses
from elearn.tracker.imports.exemptions import Exemptions
from elearn.tracker.imports.headcounts import Headcounts
from elearn.tracker.imports.people import People
from elearn.tracker.imports.requirements import Requirements
from elearn.tracker.imports.returns import Returns
from elearn.tracker.imports.role_groups import RoleGroups
from elearn.tracker.imports.staging import Applied, Preview, apply_preview, preview_file, rejected_csv
from elearn.tracker.scope import Actor

KINDS: dict[str, type[Kind]] = {
    kind.name: kind
    for kind in (
        Agencies,
        RoleGroups,
        Courses,
        People,
        Headcounts,
        Requirements,
        Exemptions,
        Completions,
        Returns,
    )
}


def find_kind(name: str) -> Kind:
    """One of the `KINDS`, ready for one import. Raises NotFound if there is none of this name."""
    if name not in KINDS:
        raise NotFound(f"There is no import of “{name}”. It is one of {', '.join(KINDS)}.")
    return KINDS[name]()


def preview(
    db: Database,
    kind: str,
    data: bytes,
    filename: str,
    agency: str | None = None,
    *,
    by: Actor | None = None,
) -> Preview:
    """What a file of one of the `KINDS` would do. Nothing is written.

    `agency` limits the rows to that agency and its children. `by` is the person who asks (None: a terminal). A lead
    may import some kinds, for their own agency. Raises InputFault if the whole file cannot be used, NotFound for an
    unknown kind or agency, and NotAllowed if the person may not import it.
    """
    return preview_file(db, find_kind(kind), data, filename, agency, by)


def apply(db: Database, preview: Preview, by: Actor | None = None, accept_valid: bool = False) -> Applied:
    """Write what a preview showed, in one transaction. The same file again changes nothing.

    Raises InputFault with every problem, and writes nothing, if rows are rejected and `accept_valid` is not set.
    """
    return apply_preview(db, preview, by, accept_valid)


def rejected_file(preview: Preview) -> bytes:
    """The rejected rows as CSV, each with its row number and reasons, to be corrected and sent again."""
    return rejected_csv(preview)
