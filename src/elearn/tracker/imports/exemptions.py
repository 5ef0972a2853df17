"""Exemptions: a person need not take a course for some time, for a reason."""

from collections.abc import Collection, Sequence

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker import standing
from elearn.tracker.imports.base import Column, Progress, Sheet, TableKind, unheard
from elearn.tracker.imports.cells import day, reference, text
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.known import known_agencies, known_courses
from elearn.tracker.imports.matching import NOBODY, WHO, People, says_who
from elearn.tracker.imports.other_headers import COURSE
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
    """`email` or `agency`+`staff_number`, then `course,from,to,reason`."""

    name = "exemptions"
    columns = (
        *WHO,
        Column("course", reference, about=phrase("id or title of the course"), also=COURSE),
        FROM,
        TO,
        Column("reason", text(500), about=phrase("why, in a few words, without anything about their health")),
    )
    row = phrase("a person who need not take a course for some time")
    example = (
        (
            "robin.finch@council.example",
            "",
            "",
            "example-first-aid",
            "2025-01-01",
            "2025-12-31",
            "Example: on a long secondment",
        ),
        (
            "",
            "example-social-work",
            "E102",
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

    def missing(self, present: Collection[str]) -> list[str]:
        lacking = super().missing(present)
        if not says_who(present):
            lacking.insert(0, NOBODY)
        return lacking

    def check(self, conn: Connection, sheet: Sheet) -> None:
        courses, people = known_courses(conn, sheet), People(sheet.held)
        agencies = known_agencies(conn, sheet)
        for line in sheet.lines:
            agencies.resolve(line, "agency")
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
