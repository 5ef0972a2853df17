"""Learning from elsewhere that a lead sends as a file. It arrives approved by whoever sent it."""

import re
from collections.abc import Collection, Sequence
from typing import Any, Final

from elearn.characters import plain
from elearn.database import Connection, now_text
from elearn.phrases import phrase
from elearn.problems import BadValue
from elearn.tracker import audit, standing
from elearn.tracker.imports.base import Column, Kind, Progress, Sheet, parts, unheard
from elearn.tracker.imports.cells import day, reference, text
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.known import known_agencies, known_courses
from elearn.tracker.imports.matching import NOBODY, WHO, People, says_who
from elearn.tracker.outside import may_decide_on_own

_YES: Final = frozenset({"yes", "y", "true", "1", "participatory", "ie"})
_NO: Final = frozenset({"no", "n", "false", "0", "non-participatory", "not participatory", "na", "nage"})
_MOST_HOURS: Final = 500
_KEY: Final = ("person", "title", "completed_on")
_SAYS: Final = ("provider", "minutes", "participatory", "course")


def hours(cell: str, column: str) -> int:
    """Reads how long something was, in minutes: `3`, `1.5`, `1:30`, `1h 30m`, or `90 min`. Raises BadValue."""
    found = plain(cell).casefold()
    total: float | None = None
    if match := re.fullmatch(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*(?:h|hrs?|hours?)?", found, re.ASCII):
        total = float(f"{match[1]}.{match[2] or 0}") * 60
    elif match := re.fullmatch(r"(\d{1,3}):([0-5]\d)(?::00)?", found, re.ASCII):
        total = int(match[1]) * 60 + int(match[2])
    elif match := re.fullmatch(
        r"(?:(\d{1,3})\s*(?:h|hrs?|hours?)\s*)?(\d{1,4})\s*(?:m|mins?|minutes?)", found, re.ASCII
    ):
        total = int(match[1] or 0) * 60 + int(match[2])
    if total is None or not 0 < round(total) <= _MOST_HOURS * 60:
        raise BadValue(
            phrase("“%(cell)s” in %(column)s does not say how long it was.", cell=cell, column=column),
            phrase(
                "Write hours, at most %(most)s: 3, 1.5 or 1:30. Or write minutes: 90 min.", most=_MOST_HOURS
            ),
        )
    return round(total)


def participatory(cell: str, column: str) -> int:
    """Reads whether people took part with others: 1 or 0. Raises BadValue."""
    found = plain(cell).casefold()
    if found not in _YES | _NO:
        raise BadValue(
            phrase("“%(cell)s” in %(column)s is neither yes nor no.", cell=cell, column=column),
            phrase("Write yes if people took part with others, and no otherwise."),
        )
    return int(found in _YES)


COMPLETED_ON: Final = Column(
    "completed_on",
    day,
    about=phrase("the last day of it, today or earlier"),
    also=("Date", "Completion date", "Date completed", "Date attended", "Attended on"),
)


class Outside(Kind):
    """`email` or `agency`+`staff_number`, then `title,provider,completed_on,hours,participatory,course`."""

    name = "outside"
    columns = (
        *WHO,
        Column(
            "title",
            text(200),
            about=phrase("what it was called"),
            also=("Event", "Event title", "Training", "Training title"),
        ),
        Column(
            "provider",
            text(200),
            about=phrase("who provided it"),
            also=("Training provider", "Provided by", "Delivered by"),
        ),
        COMPLETED_ON,
        Column(
            "hours",
            hours,
            field="minutes",
            about=phrase("how long it was: 3, 1.5 or 1:30; or in minutes, as 90 min"),
            also=("Duration", "CPD hours", "Hours of learning", "Length"),
        ),
        Column(
            "participatory",
            participatory,
            about=phrase("yes if people took part with others, and no otherwise"),
            also=("Participatory?", "Interactive"),
        ),
        Column(
            "course",
            reference,
            needed=False,
            blank=None,
            about=phrase("id or title of the course that it stands for; blank if none"),
            also=("Counts as", "Stands for", "Equivalent to"),
            absent=phrase("new ones stand for none, and those that are known keep theirs"),
        ),
    )
    row = phrase("what a person learned elsewhere, approved by the sender")
    example = (
        (
            *("sam.heron@council.example", "", "", "Example: conference on neglect", "Example University"),
            *("2025-03-12", "5.5", "yes", ""),
        ),
        (
            *("", "example-council", "E101", "Example: first aid at work", "Example Training"),
            *("2025-04-02", "6", "yes", "example-first-aid"),
        ),
    )
    leads = True
    leaves_others = True
    imported_only = False

    def missing(self, present: Collection[str]) -> list[str]:
        lacking = super().missing(present)
        if not says_who(present):
            lacking.insert(0, NOBODY)
        return lacking

    def examine(self, conn: Connection, sheet: Sheet) -> None:
        agencies, courses, people = (
            known_agencies(conn, sheet),
            known_courses(conn, sheet),
            People(sheet.held),
        )
        alone = sheet.sender is None or may_decide_on_own(conn, sheet.sender)
        taken = set(conn.column("select id from course where kind = 'course'"))
        for line in sheet.lines:
            agencies.resolve(line, "agency")
            if line.values.get("course"):
                courses.resolve(line, "course")
                _must_be_taken(line, taken)
            sheet.not_after_today(line, COMPLETED_ON)
        people.look_up(conn, sheet.lines)
        for line in sheet.lines:
            people.match(line)
            if not alone and line.good and line.values["person"] == sheet.sender:
                message = phrase("Nobody decides on their own learning.")
                remedy = phrase("Record it yourself, or let another lead or an administrator send this row.")
                line.reject("", "own", message, remedy)
        sheet.once(_KEY, _SAYS, phrase("person, title and day"))
        self._compare(conn, sheet)

    def _compare(self, conn: Connection, sheet: Sheet) -> None:
        """Find the record that a row is about, if there is one: one that the learner made, or an earlier file."""
        for part in parts(sheet.good()):
            stored = _stored(conn, {line.values["person"] for line in part})
            for line in part:
                values = line.values
                before = stored.get((values["person"], values["title"].casefold(), values["completed_on"]))
                values["id"] = before["id"] if before else None
                if before is None:
                    continue
                if "course" not in sheet.present:
                    values["course"] = before["course"]
                same = before["state"] == "approved" and all(values[name] == before[name] for name in _SAYS)
                line.action = "unchanged" if same else "changed"

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        by: int | None = conn.value("select b.by from import_batch b where b.id = :batch", {"batch": batch})
        told = {"by": by, "now": now_text()}
        written: list[int] = []
        for line in lines:
            values = {**told, **{name: line.values[name] for name in ("id", *_KEY, *_SAYS)}}
            written.append(conn.value(_INSERT if values["id"] is None else _UPDATE, values))
        audit.note_each(
            conn,
            "outside.approved",
            (f"outside-learning:{id}" for id in written),
            actor=by,
            detail={"import": batch},
        )
        touched = {line.values["person"] for line in lines}
        standing.refresh(conn, touched)
        return touched


_INSERT = """
    insert into outside_learning (person, title, provider, completed_on, minutes, participatory, course, recorded_at,
                                  state, decided_by, decided_at)
    values (:person, :title, :provider, :completed_on, :minutes, :participatory, :course, :now,
            'approved', :by, :now) returning id
"""
_UPDATE = """
    update outside_learning
       set provider = :provider, minutes = :minutes, participatory = :participatory, course = :course,
           state = 'approved', decided_by = :by, decided_at = :now
     where id = :id returning id
"""


def _stored(conn: Connection, people: Collection[int]) -> dict[tuple[int, str, str], dict[str, Any]]:
    """The records of people that wait or are approved, by whose they are, their title and their day."""
    found = conn.rows(
        """
        select id, person, title, completed_on, provider, minutes, participatory, course, state
          from outside_learning where person in :people and state in ('waiting', 'approved') order by id
        """,
        {"people": people},
    )
    return {(each["person"], each["title"].casefold(), each["completed_on"]): each for each in found}


def _must_be_taken(line: FileRow, taken: Collection[str]) -> None:
    """Reject a row that stands for what nobody takes: hours, or an update."""
    if line.good and line.values["course"] not in taken:
        message = phrase("“%(course)s” is nothing that people take.", course=line.values["course"])
        line.reject("course", "kind", message, phrase("Name a course, or leave the cell blank."))
