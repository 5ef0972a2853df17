"""Courses taught elsewhere, which we track too. Our own courses register themselves when they are built."""

from collections.abc import Mapping
from typing import Any

from elearn.database import Connection
from elearn.tracker.imports.base import Column, FileRow, Sheet, TableKind, known_courses
from elearn.tracker.imports.cells import identifier, text, whole


class Courses(TableKind):
    """`id,title,version,minutes`."""

    name = "courses"
    columns = (
        Column("id", identifier),
        Column("title", text()),
        Column("version", text(40), needed=False, blank=""),
        Column("minutes", whole(1, 6_000), needed=False, blank=None),
    )
    holdable = False
    table = "course"
    key = ("id",)
    fields = ("title", "version", "minutes")
    what = "course"

    def __init__(self) -> None:
        self._ours: set[str] = set()

    def check(self, conn: Connection, sheet: Sheet) -> None:
        self._ours = set(conn.column("select id from course where ours = 1"))
        known = known_courses(conn)
        for line in sheet.good():
            known.adopt(line, "id")

    def changes(self, line: FileRow, before: Mapping[str, Any]) -> None:
        if line.action == "changed" and line.values["id"] in self._ours:
            message = "This course is built here and gives its own title, version and minutes."
            line.reject("id", "ours", message, "Leave the row out, or change the course itself.")
