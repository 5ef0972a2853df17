"""Returns: an agency's own figures for a period, if coverage counts the agency by its returns."""

from elearn.database import Connection
from elearn.tracker.imports.base import (
    Column,
    Sheet,
    TableKind,
    known_agencies,
    known_courses,
    known_role_groups,
)
from elearn.tracker.imports.cells import day, reference, whole

PERIOD_END = Column("period_end", day)


class Returns(TableKind):
    """`agency,role_group,course,period_end,headcount,in_date`."""

    name = "returns"
    columns = (
        Column("agency", reference),
        Column("role_group", reference),
        Column("course", reference),
        PERIOD_END,
        Column("headcount", whole(0, 10_000_000)),
        Column("in_date", whole(0, 10_000_000)),
    )
    leads = True
    table = "aggregate_return"
    key = ("agency", "role_group", "course", "period_end")
    fields = ("headcount", "in_date")
    what = "agency, role group, course and period"

    def check(self, conn: Connection, sheet: Sheet) -> None:
        agencies, role_groups, courses = (
            known_agencies(conn),
            known_role_groups(conn),
            known_courses(conn, sheet.written),
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
                message = f"{in_date:,} in date is more than the headcount of {headcount:,}."
                line.reject("in_date", "more", message, "Check both figures.")
            sheet.hold(line, line.values["agency"])
