"""What the database alone knows of every draft: for a list of courses, which reads no folder and begins no draft."""

from dataclasses import dataclass

from elearn.authoring.drafts.pictures import IS_KEPT
from elearn.authoring.drafts.presence import Here, everywhere
from elearn.database import Connection


@dataclass(frozen=True, slots=True)
class Glance:
    """A draft at operation `seq`, as it was when somebody last looked. `unsaved`: it said something else than the disk.

    `course_md` is what the course's own file says in a draft that is not saved, None if it is deleted there.
    """

    seq: int
    unsaved: bool
    people: tuple[Here, ...]
    course_md: str | None


def glance(conn: Connection) -> dict[str, Glance]:
    """Every draft, by course."""
    differs = "(base <> text or (base is null) <> (text is null))"
    changed = set(conn.column(f"select distinct course from draft_file where {differs}"))
    changed.update(conn.column(f"select distinct course from draft_media where not {IS_KEPT}"))
    people = everywhere(conn)
    return {
        course: Glance(seq, course in changed, people.get(course, ()), _own(conn, course, course in changed))
        for course, seq in conn.tuples("select course, seq from draft")
    }


def _own(conn: Connection, course: str, is_wanted: bool) -> str | None:
    sql = "select text from draft_file where course = :course and name = 'course.md'"
    return conn.value(sql, {"course": course}) if is_wanted else None
