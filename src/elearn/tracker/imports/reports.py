"""Reports of completions as other systems write them: what their headers mean, and which columns say nothing to us.

A report of a known shape asks nothing about its other columns, because we know them too. The shapes are those of
Moodle's course completion and SCORM reports, of the completion files of Totara (Learning Pool's are the same) and
IOMAD, and of our own list of who is due.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from elearn.tracker.imports.due_lists import AS_AT, HELPS
from elearn.tracker.imports.headers import key_of

_WHO: Final = {"name": "", "fullname": "", "firstname": "", "lastname": "", "surname": "", "id": ""}

_DAY: Final = "completiondate"


@dataclass(frozen=True, slots=True)
class Report:
    """A shape of report. `marks` are the headers by which it is known, as `key_of` writes them.

    `means`: the column that each header is, or "" if it says nothing to us. `criteria`: the other columns are what it
    takes to complete the course: activities, each with its day in a column behind it, and what else holds a day.
    `attempts`: a row is a try and not a completion, so only its score can say how it went. `nothing`: the text
    of a day or a score that is not there. `to_fill_in`: a row without any day, score or result is one that nobody has
    filled in yet.
    """

    name: str
    marks: frozenset[str]
    means: Mapping[str, str]
    criteria: bool = False
    nothing: str = "-"
    attempts: bool = False
    to_fill_in: bool = False

    def known(self, header: Sequence[str]) -> dict[str, str]:
        """The headers of a file of this shape: each with its column, or "" for one that is left out."""
        found = {**_WHO, **self.means}
        if self.criteria:
            keys = {key_of(each) for each in header}
            pairs = {(key, f"{key}{_DAY}") for key in keys - {""} if f"{key}{_DAY}" in keys}
            found |= dict.fromkeys((key for pair in pairs for key in pair), "")
        return found


def _plainly(*headers: str) -> dict[str, str]:
    return dict.fromkeys(headers, "")


REPORTS: Final = (
    Report(
        "elearn, who is due",
        frozenset({key_of(AS_AT)}),
        _plainly(*(key_of(header) for header in HELPS)),
        to_fill_in=True,
    ),
    Report(
        "Moodle, a course’s completion",
        frozenset({"coursecomplete", "emailaddress"}),
        {"coursecomplete": "completed_on", "idnumber": "staff_number"},
        criteria=True,
    ),
    Report(
        "Moodle, a SCORM activity",
        frozenset({"attempt", "startedon", "lastaccessedon", "score"}),
        {"lastaccessedon": "completed_on", "score": "score", **_plainly("attempt", "startedon")},
        attempts=True,
    ),
    Report(
        "Totara, courses",
        frozenset({"username", "courseshortname", "courseidnumber", "completiondate"}),
        {"courseidnumber": "course", "courseshortname": "course_name", "completiondate": "completed_on"},
    ),
    Report(
        "Totara, certifications",
        frozenset({"username", "certificationshortname", "certificationidnumber", "completiondate"}),
        {
            "certificationidnumber": "course",
            "certificationshortname": "course_name",
            "completiondate": "completed_on",
            **_plainly("duedate"),
        },
    ),
    Report(
        "IOMAD",
        frozenset({"username", "coursename", "courseid", "timecompleted"}),
        {
            "coursename": "course",
            "timecompleted": "completed_on",
            **_plainly("userid", "courseid", "timeenrolled", "timestarted"),
        },
        nothing="0",
    ),
)


def report_of(header: Sequence[str]) -> Report | None:
    """The shape of report that a header has, or None."""
    present = {key_of(each) for each in header}
    return next((report for report in REPORTS if report.marks <= present), None)
