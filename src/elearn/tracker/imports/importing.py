"""The files that people send: previewed first, then applied in one transaction, or not at all."""

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


def preview(
    db: Database,
    kind: str,
    data: bytes,
    filename: str,
    agency: str | None = None,
    *,
    by: Actor | None = None,
) -> Preview:
    """What a file of one of the `KINDS` would do; nothing is written.

    `agency` holds every row to that agency and its children. `by` is who asks (None: a terminal); a lead may import
    some kinds, held to an agency of theirs. Raises InputFault where the file as a whole cannot be used, NotFound for an
    unknown kind or agency, NotAllowed where it is not theirs to import.
    """
    if kind not in KINDS:
        raise NotFound(f"There is no import of “{kind}”. It is one of {', '.join(KINDS)}.")
    return preview_file(db, KINDS[kind](), data, filename, agency, by)


def apply(db: Database, preview: Preview, by: Actor | None = None, accept_valid: bool = False) -> Applied:
    """Writes what a preview showed, in one transaction; the same file again changes nothing.

    Raises InputFault, with every problem and nothing written, where rows are rejected and `accept_valid` is not set.
    """
    return apply_preview(db, preview, by, accept_valid)


def rejected_file(preview: Preview) -> bytes:
    """The rejected rows as CSV, each with its row number and reasons, to correct and send again."""
    return rejected_csv(preview)
