"""Which courses count towards hours or an update, as a form says it: all of them at once."""

from collections.abc import Collection

from elearn.database import Database
from elearn.phrases import phrase
from elearn.problems import InputFault, NotFound, Problem
from elearn.tracker import standing
from elearn.tracker.imports import removal
from elearn.tracker.imports.base import Progress
from elearn.tracker.imports.seen import must_be_seen
from elearn.tracker.scope import Actor


def set_counting(
    db: Database,
    course: str,
    others: Collection[str],
    *,
    by: Actor | None = None,
    shown: Collection[str] | None = None,
    seen: int | None = None,
    working_out: Progress | None = None,
) -> bool:
    """Say which courses count towards hours or an update: `others` alone, or every course if there are none.

    `shown` are those that a form showed, and `seen` is as for `enter`. Returns whether anything was different. Raises
    NotAllowed unless `by` is an administrator or a terminal (None), NotFound if there are no such hours or update, and
    InputFault if a course cannot count or if it is no longer as shown.
    """
    if by is not None:
        by.must("administer")
    with db.write() as conn:
        must_be_seen(conn, seen)
        before = set(conn.column(_COUNTING, {"course": course}))
        kinds = dict(conn.tuples("select id, kind from course"))
        if kinds.get(course, "course") == "course":
            raise NotFound(phrase("There are no such hours and no such update here, or not any more."))
        if shown is not None and before != set(shown):
            message, remedy = (
                phrase("Someone has changed this since you opened it."),
                phrase("Open it again."),
            )
            raise InputFault([Problem("", 0, 0, "changed-since", "error", message, remedy)])
        if wrong := [each for each in others if kinds.get(each) != "course"]:
            message = phrase("“%(course)s” is no course that people take.", course=wrong[0])
            raise InputFault([Problem("other", 0, 0, "not-taken", "error", message, phrase("Leave it out."))])
        if before == set(others):
            return False
        conn.execute("delete from counts_towards where course = :course", {"course": course})
        conn.many(
            "insert into counts_towards (course, other) values (:course, :other)",
            ({"course": course, "other": other} for other in sorted(set(others))),
        )
        standing.refresh_required(conn, {course})
        detail = {"from": sorted(before), "to": sorted(set(others))}
        removal.keep(conn, "course", "entry.counting", course, by, detail)
    standing.settle_now(db, working_out)
    return True


_COUNTING = "select other from counts_towards where course = :course"
