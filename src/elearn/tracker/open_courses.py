"""Courses that are open to everyone: whoever has registered by themselves may start them.

Staff may start every course that is published. Somebody who registered by themselves (`scope.BY_THEMSELVES`) may start
only what is open. Whoever has begun a course may finish it, also after it was closed.
"""

from dataclasses import dataclass

from elearn.database import Connection, Database
from elearn.phrases import phrase
from elearn.problems import InputFault, NotAllowed, NotFound, Problem
from elearn.tracker import audit, board_rules, catalogue, changes
from elearn.tracker.scope import BY_THEMSELVES, Actor

MAY_START = f"""(course.kind = 'course' and (course.open = 1 or not exists
                 (select 1 from person where person.id = :person and {BY_THEMSELVES})))"""
"""The SQL condition that the person `:person` may start the row `course`, if it has a current version."""


@dataclass(frozen=True, slots=True)
class OpenCourse:
    """A course that everyone may take. `minutes` is None if nobody knows. `outcomes` are what one learns."""

    id: str
    title: str
    minutes: int | None
    outcomes: tuple[str, ...]


def open_courses(db: Database) -> list[OpenCourse]:
    """The courses that are open to everyone and can be started, by title. Empty if the board lets nobody register.

    It names no person, so it needs no scope.
    """
    with db.read() as conn:
        if not board_rules.is_on(conn, board_rules.ANYONE_MAY_LEARN):
            return []
        rows = conn.tuples(
            f"""
            select course.id, course.title, course.minutes, o.text
              from course join course_version v on {catalogue.CURRENT}
              left join course_outcome o on o.course = v.course and o.version = v.version
             where course.open = 1 and course.kind = 'course'
             order by course.title, course.id, o.outcome
            """
        )
    outcomes: dict[tuple[str, str, int | None], list[str]] = {}
    for *course, text in rows:
        outcomes.setdefault(tuple(course), []).extend([text] if text else [])
    return [OpenCourse(*course, tuple(texts)) for course, texts in outcomes.items()]


def published_to(db: Database, actor: Actor) -> frozenset[str]:
    """The courses that this person may start here, by id."""
    with db.read() as conn:
        return frozenset(
            conn.column(
                f"select course.id from course join course_version v on {catalogue.CURRENT} where {MAY_START}",
                {"person": actor.person},
            )
        )


def is_open(db: Database, course: str) -> bool:
    """Whether a course is open to everyone. One that is not known is not."""
    with db.read() as conn:
        return bool(conn.value("select open from course where id = :course", {"course": course}))


def set_open(db: Database, course: str, to_everyone: bool, *, by: Actor | None) -> bool:
    """Opens a course to everyone, or closes it. Returns False if it was so already. `by` is None for a terminal.

    Raises NotAllowed without the right `author`, NotFound if there is no such course, and InputFault if nobody could
    take it, because it was never published here.
    """
    if by is not None:
        by.must("author")
    key = {"course": course, "open": int(to_everyone)}
    with db.write(people=()) as conn:
        found = conn.row("select title, ours, kind, open from course where id = :course", {"course": course})
        if found is None or found["kind"] != "course":
            raise NotFound(
                phrase("There is no course “%(course)s” here. Look at the list again.", course=course)
            )
        if bool(found["open"]) == to_everyone:
            return False
        if to_everyone and not found["ours"]:
            message = phrase(
                "“%(title)s” was never published here, so nobody can take it here.", title=found["title"]
            )
            raise InputFault(
                [Problem("course", 0, 0, "not-ours", "error", message, phrase("Publish it here first."))]
            )
        conn.execute("update course set open = :open where id = :course", key)
        audit.note(
            conn,
            "course.opened" if to_everyone else "course.closed",
            actor=by.person if by else None,
            subject=course,
        )
        changes.note(conn, course)
    return True


def must_be_open(conn: Connection, person: int, course: str) -> None:
    """Raises NotAllowed if a course can be started here, and this person may not, because it is not open to them."""
    known = conn.value(
        f"""
        select case when {MAY_START} then 1 else 0 end
          from course join course_version v on {catalogue.CURRENT} where course.id = :course
        """,
        {"person": person, "course": course},
    )
    if known == 0:
        raise NotAllowed(
            phrase(
                "This course is for the staff of agencies. The catalogue has the courses that are open to everyone."
            )
        )
