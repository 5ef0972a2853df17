"""A stamp that changes whenever a figure may: what has been kept under an old one need not be asked again."""

from elearn.database import Database

Stamp = tuple[int, int, int]


def current_stamp(db: Database) -> Stamp:
    """The last completion, the last import, and the number of courses: everything that figures are made from comes in
    as one of these. Learners' progress alone does not change it."""
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
