"""Role groups: people who need the same learning, such as those in regular contact with children."""

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker.imports.base import Column, Sheet, TableKind
from elearn.tracker.imports.cells import identifier, text
from elearn.tracker.imports.known import known_role_groups


class RoleGroups(TableKind):
    """`id,name,level`."""

    name = "role-groups"
    columns = (
        Column(
            "id",
            identifier,
            about=phrase("a short id of your own that stays the same"),
            also=("Role group id", "Group id", "Code"),
        ),
        Column(
            "name",
            text(),
            about=phrase("what the group is called"),
            also=("Role group", "Role group name", "Group name", "Staff group"),
        ),
        Column(
            "level", text(40), needed=False, blank="", about=phrase("the level of training, in your words")
        ),
    )
    row = phrase("a role group: people who need the same learning")
    example = (
        ("example-some-contact", "Example: some contact with children", "1"),
        ("example-works-with-children", "Example: works with children and families", "2"),
    )
    holdable = False
    table = "role_group"
    key = ("id",)
    fields = ("name", "level")
    what = phrase("role group")

    def check(self, conn: Connection, sheet: Sheet) -> None:
        known = known_role_groups(conn)
        for line in sheet.good():
            known.adopt(line, "id")
        sheet.note_shared_names(dict(conn.tuples("select id, name from role_group")), phrase("role groups"))
