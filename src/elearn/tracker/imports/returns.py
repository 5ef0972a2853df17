"""Returns: an agency's own figures for a period, if coverage counts the agency by its returns."""

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker.imports.base import Column, Sheet, TableKind
from elearn.tracker.imports.cells import day, reference, text, whole
from elearn.tracker.imports.known import known_agencies, known_courses, known_role_groups
from elearn.tracker.imports.other_headers import COURSE, HEADCOUNT

PERIOD_END = Column(
    "period_end",
    day,
    about=phrase("the last day of the period, today or earlier"),
    also=("Period ending", "Quarter end", "End of period"),
)


class Returns(TableKind):
    """`agency,role_group,course,period_end,headcount,in_date,source`."""

    name = "returns"
    columns = (
        Column("agency", reference, about=phrase("id or name of the agency")),
        Column("role_group", reference, about=phrase("id or name of the role group")),
        Column("course", reference, about=phrase("id or title of the course"), also=COURSE),
        PERIOD_END,
        Column(
            "headcount",
            whole(0, 10_000_000),
            about=phrase("how many people are in the role group there"),
            also=HEADCOUNT,
        ),
        Column(
            "in_date",
            whole(0, 10_000_000),
            about=phrase("how many of them are in date for the course"),
            also=("Number in date", "Compliant", "Number compliant"),
        ),
        Column("source", text(), needed=False, blank="", about=phrase("where the number comes from")),
    )
    row = phrase("an agency’s own figures for a period")
    example = (
        (
            "example-youth-club",
            "example-works-with-children",
            "example-domestic-abuse",
            "2025-03-31",
            "12",
            "9",
            "Example: own register",
        ),
        ("example-youth-club", "example-some-contact", "example-first-aid", "2025-03-31", "20", "17", ""),
    )
    leads = True
    leaves_others = True
    table = "aggregate_return"
    key = ("agency", "role_group", "course", "period_end")
    fields = ("headcount", "in_date", "source")
    what = phrase("agency, role group, course and period")

    def check(self, conn: Connection, sheet: Sheet) -> None:
        agencies, role_groups, courses = (
            known_agencies(conn, sheet),
            known_role_groups(conn, sheet),
            known_courses(conn, sheet),
        )
        for line in sheet.lines:
            agencies.resolve(line, "agency")
            role_groups.resolve(line, "role_group")
            courses.resolve(line, "course")
            sheet.not_after_today(line, PERIOD_END)
            if not line.good:
                continue
            in_date, headcount = line.values["in_date"], line.values["headcount"]
            if in_date > headcount:
                message = phrase(
                    "%(in_date)s in date is more than the headcount of %(headcount)s.",
                    in_date=f"{in_date:,}",
                    headcount=f"{headcount:,}",
                )
                line.reject("in_date", "more", message, phrase("Check both figures."))
            sheet.hold(line, line.values["agency"])
