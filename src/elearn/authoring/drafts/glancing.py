"""What the database alone knows of every draft: for a list of courses, which reads no folder and begins no draft."""

from dataclasses import dataclass

from elearn.authoring.drafts.pictures import IS_KEPT
from elearn.authoring.drafts.presence import Here, everywhere
from elearn.database import Connection


@dataclass(frozen=True, slots=True)
class Glance:
    """A draft at operation `seq`, as it was when somebody last looked. `unsaved`: it said something else than the disk.

    `course_md` is what the course's own file says in the draft, if that differs.
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
    texts = conn.tuples(f"select course, text from draft_file where name = 'course.md' and {differs}")
    own, people = dict(texts), everywhere(conn)
    return {
        course: Glance(seq, course in changed, people.get(course, ()), own.get(course))
        for course, seq in conn.tuples("select course, seq from draft")
    }
