"""Exemptions: a person need not take a course for some time, for a reason."""

from collections.abc import Collection, Sequence

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker import standing
from elearn.tracker.imports.base import Column, Progress, Sheet, TableKind, unheard
from elearn.tracker.imports.cells import day, email, reference, text
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.known import known_courses
from elearn.tracker.imports.matching import People
from elearn.tracker.imports.other_headers import COURSE, EMAIL
from elearn.tracker.imports.other_headers import FROM as FROM_HEADERS
from elearn.tracker.imports.other_headers import TO as TO_HEADERS

FROM = Column(
    "from",
    day,
    field="from_day",
    also=FROM_HEADERS,
    about=phrase("the first day of the exemption"),
)
TO = Column(
    "to",
    day,
    needed=False,
    blank=None,
    field="to_day",
    about=phrase("the last day of the exemption; blank if it goes on"),
    also=TO_HEADERS,
    absent=phrase("new ones go on, and those that are known keep their last day"),
    no_end=True,
)


class Exemptions(TableKind):
    """`email,course,from,to,reason`."""

    name = "exemptions"
    columns = (
        Column(
            "email",
            email,
            about=phrase("the person’s e-mail address, as in the file of people"),
            also=EMAIL,
        ),
        Column("course", reference, about=phrase("id or title of the course"), also=COURSE),
        FROM,
        TO,
        Column("reason", text(500), about=phrase("why, in a few words, without anything about their health")),
    )
    row = phrase("a person who need not take a course for some time")
    example = (
        (
            "robin.finch@council.example",
            "example-first-aid",
            "2025-01-01",
            "2025-12-31",
            "Example: on a long secondment",
        ),
        (
            "sam.heron@council.example",
            "example-first-aid",
            "2024-09-02",
            "",
            "Example: teaches this course",
        ),
    )
    leaves_others = True
    table = "exemption"
    key = ("person", "course", "from_day")
    fields = ("to_day", "reason")
    what = phrase("person, course and first day")

    def check(self, conn: Connection, sheet: Sheet) -> None:
        courses, people = known_courses(conn, sheet), People(sheet.held)
        people.look_up(conn, sheet.lines)
        for line in sheet.lines:
            courses.resolve(line, "course")
            sheet.in_order(line, FROM, TO)
            people.match(line)

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        self.upsert(conn, lines)
        touched = {line.values["person"] for line in lines}
        standing.refresh(conn, touched, {line.values["course"] for line in lines})
        return touched
