"""Completions from elsewhere. An import adds facts; it never changes or removes a stored one."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from elearn.database import Connection, now_text
from elearn.tracker import standing
from elearn.tracker.imports.base import Column, Kind, Progress, Sheet, parts, unheard
from elearn.tracker.imports.cells import day, email, percent, reference, text, yes_or_no
from elearn.tracker.imports.filerows import FileRow, Kept, Lines
from elearn.tracker.imports.known import known_agencies, known_courses
from elearn.tracker.imports.matching import People

COMPLETED_ON = Column("completed_on", day, about="the day of the completion, today or earlier")
_TRY = ("person", "course", "completed_on", "version", "passed")
_KEY = (*_TRY, "score")


class Completions(Kind):
    """`email` or `agency`+`staff_number`, then `course,version,completed_on,score,passed` (a blank passed is yes)."""

    name = "completions"
    columns = (
        Column(
            "email",
            email,
            needed=False,
            blank=None,
            about="the person’s e-mail address; or give agency and staff_number",
        ),
        Column("agency", reference, needed=False, blank=None, about="id or name of the agency"),
        Column("staff_number", text(60), needed=False, blank=None, about="the person’s number at the agency"),
        Column("course", reference, about="id or title of the course"),
        Column("version", text(40), needed=False, blank="", about="the version or year, if it has one"),
        COMPLETED_ON,
        Column("score", percent, needed=False, blank=None, about="a percentage from 0 to 100"),
        Column("passed", yes_or_no, needed=False, blank=1, about="yes or no; blank is yes"),
    )
    row = "a person’s try at a course, on a day"
    example = (
        ("sam.heron@council.example", "", "", "example-domestic-abuse", "2", "2024-10-14", "85", "yes"),
        ("", "example-council", "E101", "example-first-aid", "2025", "2025-02-03", "", ""),
        ("alex.linnet@council.example", "", "", "example-domestic-abuse", "2", "2024-02-20", "45", "no"),
    )
    leads = True

    def missing(self, present: Collection[str]) -> list[str]:
        lacking = super().missing(present)
        if "email" not in present and not {"agency", "staff_number"} <= set(present):
            lacking.insert(0, "email (or agency and staff_number)")
        return lacking

    packed = _KEY
    leaves_others = True

    def begin(self, conn: Connection, sheet: Sheet) -> None:
        self._agencies, self._courses = known_agencies(conn, sheet), known_courses(conn, sheet)
        self._people = People(sheet.held)

    def examine(self, conn: Connection, sheet: Sheet) -> None:
        for line in sheet.lines:
            self._agencies.resolve(line, "agency")
            self._courses.resolve(line, "course")
            sheet.not_after_today(line, COMPLETED_ON)
        self._people.look_up(conn, sheet.lines)
        for line in sheet.lines:
            self._people.match(line)
        sheet.once(_KEY, (), "person, course, day and score")

    def finish(self, conn: Connection, sheet: Sheet, kept: Kept) -> None:
        """Mark each row that says nothing new as unchanged: the same completion, with the same score or none.

        Another score on the same day is another attempt, so that row stays new. Stored completions are read for some
        people after others, so that each is read once, whatever the order of the file.
        """
        for part in parts(kept.to_apply.ordered_by("person")):
            stored: dict[tuple[Any, ...], set[float | None]] = defaultdict(set)
            for *tried, score in conn.tuples(
                f"select {', '.join(_KEY)} from completion where person in :people",
                {"people": {line.values["person"] for line in part}},
            ):
                stored[tuple(tried)].add(score)
            for line in part if stored else ():
                score = line.values["score"]
                scores = stored.get(tuple([line.values[name] for name in _TRY]))
                if scores and (score is None or score in scores):
                    line.action = "unchanged"
                    kept.put(line)

    def stage(self, conn: Connection, lines: Sequence[FileRow], progress: Progress = unheard) -> None:
        conn.execute("drop table if exists staged_completion")
        conn.execute(
            """
            create temporary table staged_completion (
              position integer primary key, person integer, course text, completed_on text, version text,
              passed integer, score real
            )
            """
        )
        self._touched: set[int] = set()
        self._about: set[str] = set()
        ordered = lines.ordered_by("person") if isinstance(lines, Lines) else lines
        for part in parts(ordered, progress):  # ordered, so that each page of an index is written once
            conn.many(
                f"""
                insert into staged_completion ({", ".join(_KEY)})
                values ({", ".join(f":{name}" for name in _KEY)})
                """,
                (line.values for line in part),
            )
            self._touched.update(line.values["person"] for line in part)
            self._about.update(line.values["course"] for line in part)

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        conn.execute(
            f"""
            insert into completion ({", ".join(_KEY)}, how, import_batch, recorded_at)
            select {", ".join(_KEY)}, 'import', :batch, :now from staged_completion order by position
            """,
            {"batch": batch, "now": now_text()},
        )
        conn.execute("drop table staged_completion")
        standing.refresh(conn, self._touched, self._about)
        return self._touched
