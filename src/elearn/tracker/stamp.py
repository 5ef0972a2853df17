"""A stamp that changes when a figure may change. Figures that were kept under the same stamp are still right."""

from elearn.database import Database

Stamp = tuple[int, int, int, int]


def current_stamp(db: Database) -> Stamp:
    """The ids of the last completion and the last import, the number of courses, and a number for what is published.

    Everything that figures depend on arrives as one of these. The progress of a learner alone does not change it.
    The last number goes up when a version is published or withdrawn, because a title and the recommendations that a
    course answers come with its version. A publication counts twice, so that lifting a withdrawal moves it too.
    """
    with db.read() as conn:
        found = conn.tuples(
            """
            select coalesce((select max(id) from completion), 0),
                   coalesce((select max(id) from import_batch), 0),
                   (select count(*) from course),
                   (select coalesce(sum(2 * position), 0) + count(withdrawn_at) from course_version)
            """
        )
    completion, batch, courses, published = found[0]
    return completion, batch, courses, published
