"""A stamp that changes when a figure may change. Figures that were kept under the same stamp are still right."""

from elearn.database import Database

Stamp = tuple[int, int, int]


def current_stamp(db: Database) -> Stamp:
    """The ids of the last completion and the last import, and the number of courses.

    Everything that figures depend on arrives as one of these. The progress of a learner alone does not change it.
    """
    with db.read() as conn:
        found = conn.tuples(
            """
            select coalesce((select max(id) from completion), 0),
                   coalesce((select max(id) from import_batch), 0),
                   (select count(*) from course)
            """
        )
    completion, batch, courses = found[0]
    return completion, batch, courses
