"""Which courses count towards hours or an update. If there are none, every course does."""

from collections.abc import Collection, Sequence

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker import standing
from elearn.tracker.imports.base import Column, Kind, Progress, Sheet, unheard
from elearn.tracker.imports.cells import reference
from elearn.tracker.imports.counting_cells import yes_no, yes_no_text
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.known import known_courses


class CountsTowards(Kind):
    """`course,other,counts`. A row with `counts` no takes the other course away from those that count."""

    name = "counts-towards"
    columns = (
        Column("course", reference, about=phrase("id or title of the hours or update")),
        Column("other", reference, about=phrase("id or title of the course that counts towards it")),
        Column(
            "counts",
            yes_no,
            needed=False,
            blank=1,
            about=phrase("no takes the course away again; blank is yes"),
            write=yes_no_text,
        ),
    )
    row = phrase("a course that counts towards hours or an update, for which otherwise every course counts")
    example = (
        ("example-hours", "example-first-aid", ""),
        ("example-hours", "example-domestic-abuse", "yes"),
    )
    holdable = False
    leaves_others = True

    def examine(self, conn: Connection, sheet: Sheet) -> None:
        rows, courses = known_courses(conn, sheet), known_courses(conn, sheet, taken=True)
        kinds = dict(conn.tuples("select id, kind from course"))
        stored = set(conn.tuples("select course, other from counts_towards"))
        for line in sheet.lines:
            rows.resolve(line, "course")
            courses.resolve(line, "other")
            if line.good and kinds[line.values["course"]] == "course":
                message = phrase(
                    "“%(title)s” is a course, and courses count towards hours or an update.",
                    title=rows.name(line.values["course"]),
                )
                remedy = phrase(
                    "Name hours or an update. If one course counts as another, that is an equivalence."
                )
                line.reject("course", "senseless", message, remedy)
        sheet.once(("course", "other"), ("counts",), phrase("two rows"))
        for line in sheet.good():
            is_stored = (line.values["course"], line.values["other"]) in stored
            if is_stored == bool(line.values["counts"]):
                line.action = "unchanged"
            else:
                line.action = "changed" if is_stored else "new"

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        pairs = [{name: line.values[name] for name in ("course", "other", "counts")} for line in lines]
        conn.many(
            "insert into counts_towards (course, other) values (:course, :other) on conflict do nothing",
            ({"course": each["course"], "other": each["other"]} for each in pairs if each["counts"]),
        )
        conn.many(
            "delete from counts_towards where course = :course and other = :other",
            ({"course": each["course"], "other": each["other"]} for each in pairs if not each["counts"]),
        )
        return standing.refresh_required(conn, {each["course"] for each in pairs})
