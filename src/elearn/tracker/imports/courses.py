"""Courses taught elsewhere, which we track too, and what is required instead of one course: hours and updates.

Our own courses register themselves when they are built.
"""

from collections.abc import Mapping
from typing import Any

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker.imports.base import Column, Sheet, TableKind
from elearn.tracker.imports.cells import identifier, one_of, text, whole
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.known import known_courses


class Courses(TableKind):
    """`id,title,version,minutes,kind`. A blank kind is a course."""

    name = "courses"
    columns = (
        Column(
            "id",
            identifier,
            about=phrase("a short id of your own that stays the same"),
            also=("Course id", "Course code", "Course id number", "Code"),
        ),
        Column(
            "title",
            text(),
            about=phrase("the course’s title, as your other system writes it"),
            also=("Course", "Course title", "Course name", "Course full name"),
        ),
        Column(
            "version", text(40), needed=False, blank="", about=phrase("the version or year, if it has one")
        ),
        Column("minutes", whole(1, 6_000), needed=False, blank=None, about=phrase("how long it takes")),
        Column(
            "kind",
            one_of("course", "hours", "update"),
            needed=False,
            blank="course",
            about=phrase(
                "blank for a course; hours if so many hours of learning are required, and update if a regular update "
                "with a reflection is"
            ),
        ),
    )
    row = phrase(
        "a course that is taught elsewhere, or hours or an update that can be required; courses that you publish here "
        "need no row"
    )
    example = (
        ("example-first-aid", "Example: First aid for babies and children", "2025", "180", ""),
        ("example-domestic-abuse", "Example: Understanding domestic abuse", "2", "45", ""),
        ("example-domestic-abuse-1", "Example: Understanding domestic abuse, as it was", "1", "40", ""),
        ("example-hours", "Example: Hours of safeguarding learning", "", "", "hours"),
        ("example-update", "Example: Yearly safeguarding update", "", "", "update"),
    )
    holdable = False
    course_in = "id"
    table = "course"
    key = ("id",)
    fields = ("title", "version", "minutes", "kind")
    what = phrase("course")

    def __init__(self) -> None:
        self._ours: set[str] = set()

    def check(self, conn: Connection, sheet: Sheet) -> None:
        self._ours = set(conn.column("select id from course where ours = 1"))
        known = known_courses(conn)
        for line in sheet.good():
            known.adopt(line, "id")
        sheet.note_shared_names(dict(conn.tuples("select id, title from course")), phrase("courses"), "title")

    def examine(self, conn: Connection, sheet: Sheet) -> None:
        self._conn = conn
        super().examine(conn, sheet)
        for line in sheet.good():
            self._check_kind(line)

    def changes(self, line: FileRow, before: Mapping[str, Any]) -> None:
        if line.action == "changed" and line.values["id"] in self._ours:
            message = phrase("This course is built here and gives its own title, version and minutes.")
            line.reject("id", "ours", message, phrase("Leave the row out, or change the course itself."))
        elif before["kind"] != line.values["kind"] and _is_named(self._conn, line.values["id"]):
            message = phrase(
                "“%(title)s” is published, or something names it, so its kind stays as it is.",
                title=before["title"],
            )
            line.reject("kind", "kept", message, phrase("Give another id to what is required instead."))

    def _check_kind(self, line: FileRow) -> None:
        """Reject hours and updates that say what only a course has."""
        if line.values["kind"] == "course":
            return
        for name in ("version", "minutes"):
            if line.values[name]:
                message = phrase("Hours and updates have nothing in %(column)s.", column=name)
                line.reject(name, "senseless", message, phrase("Leave it blank, or make it a course."))


_NAMING = (
    ("course_version", "course"),
    ("requirement", "course"),
    ("exemption", "course"),
    ("registration", "course"),
    ("completion", "course"),
    ("completion_without_result", "course"),
    ("aggregate_return", "course"),
    ("taught_session", "course"),
    ("equivalence", "course"),
    ("equivalence", "other"),
    ("counts_towards", "course"),
    ("counts_towards", "other"),
    ("outside_learning", "course"),
    ("reflection", "course"),
    ("exemption_request", "course"),
)
"""The tables whose rows mean what they say only as long as a course stays of its kind."""


def _is_named(conn: Connection, course: str) -> bool:
    return any(
        conn.value(f"select 1 from {table} where {column} = :course limit 1", {"course": course})
        for table, column in _NAMING
    )
