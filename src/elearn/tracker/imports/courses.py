"""Courses taught elsewhere, which we track too. Our own courses register themselves when they are built."""

from collections.abc import Mapping
from typing import Any

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker.imports.base import Column, Sheet, TableKind
from elearn.tracker.imports.cells import identifier, text, whole
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.known import known_courses


class Courses(TableKind):
    """`id,title,version,minutes`."""

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
    )
    row = phrase("a course that is taught elsewhere; courses that you publish here need no row")
    example = (
        ("example-first-aid", "Example: First aid for babies and children", "2025", "180"),
        ("example-domestic-abuse", "Example: Understanding domestic abuse", "2", "45"),
    )
    holdable = False
    course_in = "id"
    table = "course"
    key = ("id",)
    fields = ("title", "version", "minutes")
    what = phrase("course")

    def __init__(self) -> None:
        self._ours: set[str] = set()

    def check(self, conn: Connection, sheet: Sheet) -> None:
        self._ours = set(conn.column("select id from course where ours = 1"))
        known = known_courses(conn)
        for line in sheet.good():
            known.adopt(line, "id")
        sheet.note_shared_names(dict(conn.tuples("select id, title from course")), phrase("courses"), "title")

    def changes(self, line: FileRow, before: Mapping[str, Any]) -> None:
        if line.action == "changed" and line.values["id"] in self._ours:
            message = phrase("This course is built here and gives its own title, version and minutes.")
            line.reject("id", "ours", message, phrase("Leave the row out, or change the course itself."))
