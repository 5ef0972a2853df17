"""Headcounts: how many people work at an agency that gives us no roster."""

from elearn.database import Connection
from elearn.tracker.imports.base import Column, Sheet, TableKind, known_agencies, known_role_groups
from elearn.tracker.imports.cells import day, reference, text, whole

AS_AT = Column("as_at", day)


class Headcounts(TableKind):
    """`agency,role_group,as_at,headcount,source`."""

    name = "headcounts"
    columns = (
        Column("agency", reference),
        Column("role_group", reference),
        AS_AT,
        Column("headcount", whole(0, 10_000_000)),
        Column("source", text(), needed=False, blank=""),
    )
    leads = True
    table = "headcount"
    key = ("agency", "role_group", "as_at")
    fields = ("headcount", "source")
    what = "agency, role group and day"

    def check(self, conn: Connection, sheet: Sheet) -> None:
        agencies, role_groups = known_agencies(conn), known_role_groups(conn)
        for line in sheet.lines:
            agencies.resolve(line, "agency")
            role_groups.resolve(line, "role_group")
            sheet.not_after_today(line, AS_AT)
            if line.good:
                sheet.hold(line, line.values["agency"])
