"""Requirements: which course, for whom, when it is due and when it has to be renewed."""

from collections.abc import Collection, Sequence

from elearn.database import Connection
from elearn.phrases import first_of, phrase
from elearn.tracker import standing
from elearn.tracker.imports.base import Column, Progress, Sheet, TableKind, unheard
from elearn.tracker.imports.cells import day, reference, whole
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.known import known_agencies, known_courses, known_role_groups
from elearn.tracker.imports.other_headers import COURSE
from elearn.tracker.imports.other_headers import FROM as FROM_HEADERS
from elearn.tracker.imports.other_headers import TO as TO_HEADERS

FROM = Column(
    "from",
    day,
    field="from_day",
    also=FROM_HEADERS,
    about=phrase("the day from which it is required"),
)
TO = Column(
    "to",
    day,
    needed=False,
    blank=None,
    field="to_day",
    about=phrase("the last day on which it is required; blank if it goes on"),
    also=TO_HEADERS,
    absent=phrase("new ones go on, and those that are known keep their last day"),
    no_end=True,
)


class Requirements(TableKind):
    """`course,agency,role_group,from,to,due_within_days,renew_after_months`. A blank agency or role group is all."""

    name = "requirements"
    columns = (
        Column("course", reference, about=phrase("id or title of the course"), also=COURSE),
        Column(
            "agency", reference, blank=None, about=phrase("id or name of the agency; blank is every agency")
        ),
        Column(
            "role_group",
            reference,
            blank=None,
            about=phrase("id or name of the role group; blank is every role group"),
        ),
        FROM,
        TO,
        Column(
            "due_within_days",
            whole(0, 3_660),
            needed=False,
            blank=0,
            about=phrase("how many days someone has to take it; blank is 0"),
            also=("Days to complete", "Due within", "Days allowed"),
            absent=phrase("new ones are due at once, and those that are known keep their days"),
        ),
        Column(
            "renew_after_months",
            whole(1, 600),
            needed=False,
            blank=None,
            about=phrase("after how many months to take it again; blank is never"),
            also=("Renewal months", "Renew every", "Frequency (months)", "Validity (months)"),
            absent=phrase("new ones need no renewal, and those that are known keep theirs"),
        ),
    )
    row = phrase("a course that some people must take")
    example = (
        ("example-domestic-abuse", "", "example-works-with-children", "2024-01-01", "", "60", "24"),
        ("example-first-aid", "example-council", "", "2024-01-01", "2027-12-31", "90", ""),
    )
    leaves_others = True
    table = "requirement"
    key = ("course", "agency", "role_group", "from_day")
    fields = ("to_day", "due_within_days", "renew_after_months")
    what = phrase("course, agency, role group and first day")
    conflict = "course, coalesce(agency, ''), coalesce(role_group, ''), from_day"

    def check(self, conn: Connection, sheet: Sheet) -> None:
        agencies, role_groups, courses = (
            known_agencies(conn, sheet),
            known_role_groups(conn, sheet),
            known_courses(conn, sheet),
        )
        for line in sheet.lines:
            courses.resolve(line, "course")
            agencies.resolve(line, "agency")
            role_groups.resolve(line, "role_group")
            sheet.in_order(line, FROM, TO)
            if line.good:
                sheet.hold(line, line.values["agency"])
        _note_closed(conn, sheet)

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        self.upsert(conn, lines)
        named = {(line.values["agency"], line.values["role_group"]) for line in lines}
        touched = standing.affected(conn, named)
        standing.refresh(conn, touched, {line.values["course"] for line in lines})
        return touched


def _note_closed(conn: Connection, sheet: Sheet) -> None:
    """Note the required courses that are ours and that nobody can start, because every version is withdrawn."""
    named = {line.values["course"] for line in sheet.good()}
    titles = conn.column(
        "select title from course where id in :named and ours = 1 and version = '' order by title",
        {"named": sorted(named)},
    )
    if titles:
        sheet.notes.append(
            phrase(
                "Nobody can start these courses until you publish them again: %(titles)s. Open each in Courses, "
                "Exports, and press “Publish here”.",
                titles=first_of(titles),
            )
        )
