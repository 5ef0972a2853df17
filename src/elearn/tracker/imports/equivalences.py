"""Equivalences: a pass of another course counts as a pass of this one, if its day is in the equivalence's days."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.tracker import standing
from elearn.tracker.imports.base import Column, Progress, Sheet, TableKind, unheard
from elearn.tracker.imports.cells import day, one_of, reference, text
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.known import known_courses
from elearn.tracker.imports.other_headers import COURSE
from elearn.tracker.imports.other_headers import FROM as FROM_HEADERS
from elearn.tracker.imports.other_headers import TO as TO_HEADERS

FROM = Column(
    "from",
    day,
    field="from_day",
    also=FROM_HEADERS,
    about=phrase("passes of the other course count from this day on"),
)
TO = Column(
    "to",
    day,
    needed=False,
    blank=None,
    field="to_day",
    about=phrase("and up to this day; blank if there is no end"),
    also=TO_HEADERS,
    absent=phrase("new ones go on, and those that are known keep their last day"),
    no_end=True,
)
_OPEN = "9999-12-31"
_SAME = phrase("A course counts as itself anyway.")
_NAME_ANOTHER = phrase("Name the other course, whose passes should count.")
_OVERLAPS = phrase("These two courses have an equivalence on some of these days already.")
_CHANGE_DAYS = phrase("End that one, or change the days so that each day is in one of them.")
_CIRCLE = phrase("Then each of these courses would count for the other, in a circle.")
_ONE_WAY = phrase("Keep the direction in which it is so. The course that counts is the other course.")


class _Edge(NamedTuple):
    """An equivalence as it would be. `row` is the number of its row in the file, or 0 if it is stored."""

    course: str
    other: str
    start: str
    end: str
    row: int = 0


class Equivalences(TableKind):
    """`course,other,kind,from,to,note`."""

    name = "equivalences"
    columns = (
        Column("course", reference, about=phrase("id or title of the course that is required"), also=COURSE),
        Column("other", reference, about=phrase("id or title of the course whose passes count for it too")),
        Column(
            "kind",
            one_of("equivalent", "replaced"),
            about=phrase("equivalent, or replaced if the course took the place of the other"),
        ),
        FROM,
        TO,
        Column("note", text(500), needed=False, blank="", about=phrase("why, or who decided it")),
    )
    row = phrase("a course whose passes count as passes of another one")
    example = (
        (
            *("example-domestic-abuse", "example-domestic-abuse-1", "replaced", "2020-01-01", "2025-12-31"),
            "Example: the course was written anew",
        ),
        ("example-domestic-abuse", "example-first-aid", "equivalent", "2026-01-01", "", ""),
    )
    holdable = False
    leaves_others = True
    table = "equivalence"
    key = ("course", "other", "from_day")
    fields = ("kind", "to_day", "note")
    what = phrase("two courses and first day")

    def check(self, conn: Connection, sheet: Sheet) -> None:
        courses = known_courses(conn, sheet, taken=True)
        for line in sheet.lines:
            for column in ("course", "other"):
                courses.resolve(line, column)
            sheet.in_order(line, FROM, TO)
            if line.good and line.values["course"] == line.values["other"]:
                line.reject("other", "itself", _SAME, _NAME_ANOTHER)
        self._check_together(conn, sheet)

    def _check_together(self, conn: Connection, sheet: Sheet) -> None:
        """Reject rows that overlap another equivalence of the same pair, or make a circle.

        A row is compared with what is stored, as the file leaves it, and with the rows above it.
        """
        good = sheet.good()
        keys = {(line.values["course"], line.values["other"], line.values["from_day"]) for line in good}
        edges = [
            _Edge(course, other, start, end or _OPEN)
            for id, course, other, start, end in conn.tuples(
                "select id, course, other, from_day, to_day from equivalence"
            )
            if (course, other, start) not in keys and id != sheet.replacing
        ]
        for line in good:
            values = line.values
            to_day = values["to_day"] if TO.name in sheet.present else self._stored_end(conn, line)
            edge = _Edge(values["course"], values["other"], values["from_day"], to_day or _OPEN, line.number)
            same = [each for each in edges if (each.course, each.other) == (edge.course, edge.other)]
            if any(
                each.start != edge.start and each.start <= edge.end and edge.start <= each.end
                for each in same
            ):
                line.reject("from", "overlaps", _OVERLAPS, _CHANGE_DAYS)
            elif _leads(edges, edge.course, edge.other, edge.start, edge.end):
                line.reject("other", "circle", _CIRCLE, _ONE_WAY)
            else:
                edges.append(edge)

    def _stored_end(self, conn: Connection, line: FileRow) -> str | None:
        sql = "select to_day from equivalence where course = :course and other = :other and from_day = :from_day"
        found: str | None = conn.value(sql, {name: line.values[name] for name in self.key})
        return found

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        self.upsert(conn, lines)
        return standing.refresh_required(conn, {line.values["course"] for line in lines})


def _leads(edges: Iterable[_Edge], start: str, goal: str, first: str, last: str) -> bool:
    """Whether a pass of `start` would count for `goal`, over any number of equivalences that share a day."""
    by_other: dict[str, list[_Edge]] = {}
    for edge in edges:
        by_other.setdefault(edge.other, []).append(edge)
    waiting, seen = [(start, first, last)], {(start, first, last)}
    while waiting:
        course, first, last = waiting.pop()
        if course == goal:
            return True
        for edge in by_other.get(course, ()):
            step = (edge.course, max(first, edge.start), min(last, edge.end))
            if step[1] <= step[2] and step not in seen:
                seen.add(step)
                waiting.append(step)
    return False
