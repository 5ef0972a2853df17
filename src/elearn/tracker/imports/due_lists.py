"""The list of who is due as a file that can come back: people fill in what was completed elsewhere, and import it.

Its columns are those of a file of completions, and a few that help to read it. The import knows these, and leaves them
out without asking (`reports.REPORTS`).
"""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from elearn.spreadsheets import csv_file

AS_AT: Final = "Who is due as at"
"""The header by which the list is known. No other system writes it."""
DAYS: Final = ("Due, or last day in date", "Completed, result not known, on", AS_AT)
HELPS: Final = ("Name", "Agency name", "Role group", "Course title", "State", *DAYS)
"""The headers of the columns that say nothing of a completion."""
_HEADER: Final = (
    *("Name", "email", "staff_number", "agency", "Agency name", "Role group", "course", "Course title"),
    *("version", "State", *DAYS, "completed_on", "score", "passed"),
)


class DueLine(NamedTuple):
    """A person and a course: whom and what a line of the list is about, in ids and names, and how they stand."""

    name: str
    email: str
    agency: str
    agency_name: str
    role_group: str
    course: str
    course_title: str
    state: str
    due_on: date | None
    not_known_on: date | None
    staff_number: str = ""


def due_list(lines: Iterable[DueLine], as_at: date) -> bytes:
    """The list as CSV, with what a completion needs left blank: its day, and its score or whether it was passed.

    People are named by their addresses. Only who has none is named by the staff number, at the agency of the line.
    """
    return csv_file(
        _HEADER,
        (
            (
                *(line.name, line.email, line.staff_number, line.agency, line.agency_name, line.role_group),
                *(line.course, line.course_title, "", line.state, line.due_on, line.not_known_on, as_at),
                *("", "", ""),
            )
            for line in lines
        ),
    )
