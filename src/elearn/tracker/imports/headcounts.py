"""Headcounts: how many people work at an agency that gives us no roster."""

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker.imports.base import Column, Sheet, TableKind
from elearn.tracker.imports.cells import day, reference, text, whole
from elearn.tracker.imports.known import known_agencies, known_role_groups
from elearn.tracker.imports.other_headers import HEADCOUNT

AS_AT = Column(
    "as_at",
    day,
    about=phrase("the day of the count, today or earlier"),
    also=("Count date", "Date of count", "Headcount date", "Date"),
)


class Headcounts(TableKind):
    """`agency,role_group,as_at,headcount,source`."""

    name = "headcounts"
    columns = (
        Column("agency", reference, about=phrase("id or name of the agency")),
        Column("role_group", reference, about=phrase("id or name of the role group")),
        AS_AT,
        Column(
            "headcount",
            whole(0, 10_000_000),
            about=phrase("how many people are in the role group there"),
            also=HEADCOUNT,
        ),
        Column("source", text(), needed=False, blank="", about=phrase("where the number comes from")),
    )
    row = phrase("how many people an agency had in a role group on a day")
    example = (
        ("example-hospital", "example-some-contact", "2025-03-31", "240", "Example: payroll"),
        ("example-hospital", "example-works-with-children", "2025-03-31", "65", "Example: payroll"),
    )
    leads = True
    leaves_others = True
    table = "headcount"
    key = ("agency", "role_group", "as_at")
    fields = ("headcount", "source")
    what = phrase("agency, role group and day")

    def check(self, conn: Connection, sheet: Sheet) -> None:
        agencies, role_groups = known_agencies(conn, sheet), known_role_groups(conn, sheet)
        for line in sheet.lines:
            agencies.resolve(line, "agency")
            role_groups.resolve(line, "role_group")
            sheet.not_after_today(line, AS_AT)
            if line.good:
                sheet.hold(line, line.values["agency"])
