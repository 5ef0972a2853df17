"""Editions of standards that requirements come from, each with the days on which it is in effect."""

from collections.abc import Collection, Sequence

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker import standing
from elearn.tracker.imports.base import Column, Progress, Sheet, TableKind, unheard
from elearn.tracker.imports.cells import day, identifier, text
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.known import edition_name, known_editions
from elearn.tracker.imports.other_headers import FROM as FROM_HEADERS
from elearn.tracker.imports.other_headers import TO as TO_HEADERS

FROM = Column(
    "from", day, field="from_day", also=FROM_HEADERS, about=phrase("the first day on which it is in effect")
)
TO = Column(
    "to",
    day,
    needed=False,
    blank=None,
    field="to_day",
    about=phrase("the last day on which it is in effect; blank if it goes on"),
    also=TO_HEADERS,
    absent=phrase("new ones go on, and those that are known keep their last day"),
    no_end=True,
)


class Editions(TableKind):
    """`id,standard,edition,from,to,source`."""

    name = "editions"
    columns = (
        Column("id", identifier, about=phrase("a short id of your own that stays the same")),
        Column("standard", text(), about=phrase("what the standard is called, without the edition")),
        Column("edition", text(80), about=phrase("which edition it is, such as 5th edition, 2025")),
        FROM,
        TO,
        Column(
            "source",
            text(500),
            needed=False,
            blank="",
            about=phrase("where it is published, such as its address"),
        ),
    )
    row = phrase("an edition of a standard that requirements come from")
    example = (
        ("example-standard-1", "Example standard", "1st edition", "2020-01-01", "2026-06-30", ""),
        (
            "example-standard-2",
            "Example standard",
            "2nd edition",
            "2026-01-01",
            "",
            "Example: the board’s website",
        ),
    )
    holdable = False
    leaves_others = False  # requirements name them
    table = "standard_edition"
    key = ("id",)
    fields = ("standard", "edition", "from_day", "to_day", "source")
    what = phrase("edition")

    def check(self, conn: Connection, sheet: Sheet) -> None:
        known = known_editions(conn)
        for line in sheet.good():
            known.adopt(line, "id")
            sheet.in_order(line, FROM, TO)
        before = {
            id: edition_name(standard, edition)
            for id, standard, edition in conn.tuples("select id, standard, edition from standard_edition")
        }
        for line in sheet.good():
            line.values["name"] = edition_name(line.values["standard"], line.values["edition"])
        sheet.note_shared_names(before, phrase("editions"))
        for line in sheet.good():
            del line.values["name"]

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        self.upsert(conn, lines)
        return refresh_editions(conn, {line.values["id"] for line in lines})


def refresh_editions(conn: Connection, editions: Collection[str]) -> Collection[int] | None:
    """Work out the standings that requirements of these editions give. Returns the people, or None for everyone."""
    sql = "select distinct course from requirement where edition in :editions"
    return standing.refresh_required(conn, set(conn.column(sql, {"editions": sorted(editions)})))
