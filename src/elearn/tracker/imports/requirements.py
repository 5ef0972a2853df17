"""Requirements: which course, hours or update, for whom, when it is due and when it has to be renewed."""

from collections.abc import Collection, Sequence

from elearn.database import Connection
from elearn.phrases import first_of, phrase
from elearn.tracker import standing
from elearn.tracker.imports.base import Column, Progress, Sheet, TableKind, unheard
from elearn.tracker.imports.cells import day, one_of, reference, whole
from elearn.tracker.imports.counting_cells import (
    day_of_year,
    day_of_year_text,
    hours,
    hours_text,
    share,
    share_text,
    yes_no,
    yes_no_text,
)
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.known import (
    known_agencies,
    known_courses,
    known_editions,
    known_role_groups,
)
from elearn.tracker.imports.other_headers import COURSE
from elearn.tracker.imports.other_headers import FROM as FROM_HEADERS
from elearn.tracker.imports.other_headers import TO as TO_HEADERS
from elearn.tracker.imports.sense import check_sense

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
    """The columns of `columns`. A blank agency or role group is all of them.

    What a row needs and what makes no sense for it depends on the kind of its course (`sense`).
    """

    name = "requirements"
    columns = (
        Column("course", reference, about=phrase("id or title of the course, hours or update"), also=COURSE),
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
            about=phrase(
                "after how many months to take it again; blank is never. For hours: the months that count"
            ),
            also=("Renewal months", "Renew every", "Frequency (months)", "Validity (months)"),
            absent=phrase("new ones need no renewal, and those that are known keep theirs"),
        ),
        Column(
            "edition",
            reference,
            needed=False,
            blank=None,
            about=phrase("id or name of the edition of the standard that it comes from; blank is none"),
        ),
        Column(
            "renew_from",
            one_of("completion", "expiry", "day"),
            needed=False,
            blank="completion",
            about=phrase(
                "from when a renewal counts: completion (or blank), expiry of the one before, or a day of the year"
            ),
        ),
        Column(
            "renew_early_months",
            whole(0, 600),
            needed=False,
            blank=None,
            about=phrase("expiry: how many months before it a renewal may be and lose nothing; blank is 3"),
        ),
        Column(
            "renew_on",
            day_of_year,
            needed=False,
            blank=None,
            about=phrase("day: the day of the year up to which it then holds, such as 31 March"),
            write=day_of_year_text,
        ),
        Column(
            "hours",
            hours,
            needed=False,
            blank=None,
            field="minutes",
            about=phrase("hours: how many are needed, such as 12 or 1.5"),
            write=hours_text,
        ),
        Column(
            "participatory",
            share,
            needed=False,
            blank=0,
            field="participatory_percent",
            about=phrase("hours: the percentage that must be participatory; blank is none"),
            write=share_text,
        ),
        Column(
            "counts_replaced",
            yes_no,
            needed=False,
            blank=0,
            about=phrase("yes if a pass of a course that this one replaced counts too"),
            write=yes_no_text,
        ),
        Column(
            "counts_outside",
            yes_no,
            needed=False,
            blank=0,
            about=phrase("yes if approved learning from elsewhere counts too"),
            write=yes_no_text,
        ),
    )
    row = phrase("a course, hours or an update that some people must meet")
    example = (
        (
            *("example-domestic-abuse", "", "example-works-with-children", "2024-01-01", "", "60", "24"),
            *("", "expiry", "2", "", "", "", "yes", ""),
        ),
        (
            *("example-first-aid", "example-council", "", "2024-01-01", "2027-12-31", "90", ""),
            *("", "", "", "", "", "", "", ""),
        ),
        (
            *("example-hours", "", "example-works-with-children", "2026-01-01", "", "365", "36"),
            *("", "", "", "", "12", "50", "", "yes"),
        ),
        (
            *("example-update", "", "example-works-with-children", "2026-01-01", "", "90", "12"),
            *("", "day", "", "31 March", "", "", "", "yes"),
        ),
    )
    leaves_others = True
    table = "requirement"
    key = ("course", "agency", "role_group", "from_day")
    fields = (
        *("to_day", "due_within_days", "renew_after_months", "edition", "renew_from", "renew_early_months"),
        *("renew_on", "minutes", "participatory_percent", "counts_replaced", "counts_outside"),
    )
    what = phrase("course, agency, role group and first day")
    conflict = "course, coalesce(agency, ''), coalesce(role_group, ''), from_day"

    def check(self, conn: Connection, sheet: Sheet) -> None:
        agencies, role_groups, courses, editions = (
            known_agencies(conn, sheet),
            known_role_groups(conn, sheet),
            known_courses(conn, sheet),
            known_editions(conn, sheet),
        )
        for line in sheet.lines:
            courses.resolve(line, "course")
            editions.resolve(line, "edition")
            agencies.resolve(line, "agency")
            role_groups.resolve(line, "role_group")
            sheet.in_order(line, FROM, TO)
            if line.good:
                sheet.hold(line, line.values["agency"])
        _note_closed(conn, sheet)

    def examine(self, conn: Connection, sheet: Sheet) -> None:
        super().examine(conn, sheet)
        check_sense(conn, sheet.good())

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        self.upsert(conn, lines)
        places = {(line.values["agency"], line.values["role_group"]) for line in lines}
        return standing.refresh_required(conn, {line.values["course"] for line in lines}, places)


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
