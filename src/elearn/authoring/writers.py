"""Who has written in a course. None of them can approve it, so nobody is ever taken off the list."""

from elearn.database import Connection, now_text


def wrote(conn: Connection, course: str, person: int) -> None:
    """Notes that a person has written in a course, or made it."""
    conn.execute(
        """
        insert into course_writer (course, person, at) values (:course, :person, :at)
        on conflict (course, person) do nothing
        """,
        {"course": course, "person": person, "at": now_text()},
    )


def copied(conn: Connection, course: str, to: str) -> None:
    """Notes that a course is a copy: whoever wrote the one has written the other."""
    conn.execute(
        """
        insert into course_writer (course, person, at)
        select :to, person, :at from course_writer w where w.course = :course
        on conflict (course, person) do nothing
        """,
        {"course": course, "to": to, "at": now_text()},
    )


def writers_of(conn: Connection, course: str) -> frozenset[int]:
    """Who has written in a course, by their numbers."""
    return frozenset(
        conn.column("select person from course_writer where course = :course", {"course": course})
    )


def forget_course(conn: Connection, course: str) -> None:
    """Removes who wrote a course that was deleted, and its sign-off."""
    for table in ("course_writer", "sign_off"):  # signatures go with their sign-off
        conn.execute(f"delete from {table} where course = :course", {"course": course})


def rename_course(conn: Connection, course: str, to: str) -> None:
    """Gives what is known of a course to its new id. What was left under that id goes."""
    forget_course(conn, to)
    for table in ("course_writer", "sign_off"):
        conn.execute(f"update {table} set course = :to where course = :course", {"course": course, "to": to})
