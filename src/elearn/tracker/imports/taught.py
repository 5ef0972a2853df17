"""Taught sessions by file. A session is known by its course, day, agency and place."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final

from elearn.database import Connection
from elearn.phrases import phrase
from elearn.problems import BadValue
from elearn.tracker.imports.base import Column, Kind, Progress, Sheet, unheard
from elearn.tracker.imports.cells import day, reference, text, whole
from elearn.tracker.imports.filerows import FileRow
from elearn.tracker.imports.known import known_agencies, known_courses
from elearn.tracker.imports.other_headers import AGENCY, COURSE
from elearn.tracker.results import Assessment, results_of
from elearn.tracker.taught import NewSession, TaughtSession, find_in, key_in, save_in

_DELIVERIES: Final = {
    **dict.fromkeys(("single", "single-agency", "single agency"), "single"),
    **dict.fromkeys(("inter", "inter-agency", "inter agency", "multi-agency", "multi agency"), "inter"),
}
_YES: Final = {"yes": True, "y": True, "1": True, "true": True, "no": False, "n": False, "0": False}
_FIELDS: Final = ("delivery", "places", "minutes", "participatory", "passes")
"""What a file says of a session, apart from what it is known by."""


def _delivery(cell: str, column: str) -> str:
    found = _DELIVERIES.get(cell.casefold())
    if found is None:
        raise BadValue(
            phrase("“%(cell)s” in %(column)s is no delivery.", cell=cell, column=column),
            phrase("Write single-agency or inter-agency."),
        )
    return found


def _yes_or_no(cell: str, column: str) -> bool:
    found = _YES.get(cell.casefold())
    if found is None:
        raise BadValue(
            phrase("“%(cell)s” in %(column)s is neither yes nor no.", cell=cell, column=column),
            phrase("Write yes or no."),
        )
    return found


HELD_ON: Final = Column(
    "held_on",
    day,
    about=phrase("the day of the session, past or to come"),
    also=("Date", "Session date", "Date of session", "Event date", "Date held"),
)


class TaughtSessions(Kind):
    """`course,held_on,delivery,agency,place,places,minutes,participatory,passes`."""

    name = "sessions"
    columns = (
        Column("course", reference, about=phrase("id or title of the course"), also=COURSE),
        HELD_ON,
        Column("delivery", _delivery, about=phrase("single-agency or inter-agency")),
        Column(
            "agency",
            reference,
            needed=False,
            blank=None,
            about=phrase("id or name of the agency whose session it is; blank: the board’s"),
            also=AGENCY,
            absent=phrase("every session is the board’s"),
        ),
        Column(
            "place",
            text(),
            needed=False,
            blank="",
            about=phrase("where it is, or which of several on one day"),
            also=("Venue",),
        ),
        Column(
            "places",
            whole(0, 10_000),
            needed=False,
            blank=None,
            about=phrase("how many people it has room for"),
            also=("Capacity", "Number of places"),
        ),
        Column(
            "minutes",
            whole(1, 6_000),
            needed=False,
            blank=None,
            about=phrase("how long it takes"),
            also=("Duration (minutes)",),
        ),
        Column(
            "participatory",
            _yes_or_no,
            needed=False,
            blank=True,
            about=phrase("yes or no: whether people take part; blank is yes"),
        ),
        Column(
            "passes",
            _yes_or_no,
            needed=False,
            blank=None,
            about=phrase(
                "yes or no: whether whoever attends has passed; blank is yes, unless the course is assessed here"
            ),
        ),
    )
    row = phrase("a taught session")
    example = (
        (
            *("example-domestic-abuse", "2025-03-11", "inter-agency", "", "Town Hall, morning"),
            *("30", "180", "yes", "yes"),
        ),
        (
            *("example-first-aid", "2025-04-02", "single-agency", "example-council", "Council offices"),
            *("12", "90", "yes", ""),
        ),
    )
    leads = True
    imported_only = False
    leaves_others = True

    def begin(self, conn: Connection, sheet: Sheet) -> None:
        self._by = sheet.by

    def examine(self, conn: Connection, sheet: Sheet) -> None:
        agencies, courses = known_agencies(conn, sheet), known_courses(conn, sheet, taken=True)
        for line in sheet.lines:
            agencies.resolve(line, "agency")
            courses.resolve(line, "course")
        named = {line.values["course"] for line in sheet.lines if line.values.get("course")}
        results = results_of(conn, named)
        absent = {column.key for column in self.columns if column.name not in sheet.present}
        for line in sheet.lines:
            if line.good:
                self._judge(conn, sheet, line, absent)
            if line.good:
                _must_say_if_it_passes(line, results.get(line.values["course"]))
        keys = ("course", "held_on", "agency", "place")
        sheet.once(keys, _FIELDS, phrase("course, day, agency and place"))

    def _judge(self, conn: Connection, sheet: Sheet, line: FileRow, absent: Collection[str]) -> None:
        """Apply the rules to a row, and find out whether its session is known."""
        values = line.values
        sheet.hold(line, values["agency"])
        if sheet.held is not None and values["delivery"] != "single":
            message = phrase("Inter-agency sessions are planned by administrators and trainers.")
            line.reject("delivery", "held", message, phrase("Leave the row out."))
        if values["delivery"] == "single" and not values["agency"]:
            message = phrase("A single-agency session is of an agency, and none is named.")
            line.reject("agency", "blank", message, phrase("Name the agency whose session it is."))
        if not line.good:
            return
        number = key_in(conn, values["course"], values["held_on"], values["agency"], values["place"])
        values["number"] = number
        if number is None:
            return
        before, _held = find_in(conn, None, number)
        for name in _FIELDS:
            if name in absent or (name == "passes" and values[name] is None):
                values[name] = getattr(before, name)
        if before.attended and values["held_on"] > sheet.today.isoformat():
            line.reject("held_on", "future", phrase("People attended it already."), phrase("Check the day."))
        same = all(values[name] == getattr(before, name) for name in _FIELDS)
        line.action = "unchanged" if same else "changed"

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        touched: set[int] = set()
        for line in lines:
            number = line.values["number"]
            before = find_in(conn, self._by, number)[0] if number is not None else None
            save_in(conn, self._by, _session(line.values, before), number)
            if number is not None:
                touched.update(
                    conn.column("select person from taught_place where session = :number", {"number": number})
                )
        return touched


def _session(values: dict[str, Any], before: TaughtSession | None) -> NewSession:
    return NewSession(
        values["course"],
        date.fromisoformat(values["held_on"]),
        values["delivery"],
        values["agency"],
        before.place if before else values["place"],
        values["places"],
        values["minutes"],
        values["participatory"],
        values["passes"],
        before.note if before else "",
    )


def _must_say_if_it_passes(line: FileRow, known: Assessment | None) -> None:
    """Reject a row that does not say whether attending passes, if only a pass completes the course."""
    if line.values["passes"] is None and known is not None and known.assessed:
        line.reject(
            "passes",
            "blank",
            phrase("“%(course)s” is assessed here: only a pass completes it.", course=line.values["course"]),
            phrase("Write in passes whether whoever attends has passed: yes or no."),
        )
    elif line.values["passes"] is None:
        line.values["passes"] = True
