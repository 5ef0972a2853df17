"""Completions from elsewhere. An import adds facts; it never changes or removes a stored one."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from elearn.database import Connection
from elearn.phrases import first_of, nphrase, phrase
from elearn.problems import BadValue
from elearn.tracker import standing
from elearn.tracker.imports.base import Column, Kind, Progress, Sheet, parts, unheard
from elearn.tracker.imports.cells import day, email, percent, reference, staff_number, text, whole
from elearn.tracker.imports.completion_rows import make_stage, write_staged
from elearn.tracker.imports.counting_cells import yes_no
from elearn.tracker.imports.due_lists import DAYS
from elearn.tracker.imports.filerows import FileRow, Kept, Lines, rows
from elearn.tracker.imports.headers import key_of
from elearn.tracker.imports.known import Known, known_agencies, known_courses
from elearn.tracker.imports.matching import NOBODY, WHO, People, says_who
from elearn.tracker.imports.other_headers import COURSE
from elearn.tracker.imports.outcomes import Outcome, Said, outcome_of, result, status
from elearn.tracker.imports.reports import report_of
from elearn.tracker.imports.tries import KEY, leave_to_results, stored_tries
from elearn.tracker.results import Assessment, assessment

COMPLETED_ON = Column(
    "completed_on",
    day,
    blank=None,
    about=phrase("the day of the completion, today or earlier; blank means not completed"),
    also=(
        *("Completion date", "Date completed", "Date of completion", "Completed date"),
        *("Course completion date", "Completion time", "Time completed", "Date achieved", "Achieved on"),
        *("Finished on", "Course complete", "Date passed", "Passed on", "Day of the activity"),
    ),
)
_PASSED: Final[dict[Outcome, int | None]] = {
    "passed": 1,
    "taken as passed": 1,
    "failed": 0,
    "not known": None,
    "not completed": None,
}
_OUTCOMES: Final[dict[Outcome, str]] = {
    "passed": phrase("passed"),
    "taken as passed": phrase("taken as passed"),
    "failed": phrase("failed"),
    "not known": phrase("not known"),
    "not completed": phrase("not completed"),
}
"""In words, for people who look at the rows."""
COMPLETED_MEANS: Final = "completed"
"""The key of the choice what a completion without a result means here: `not known`, or `passed`."""
_MOST_NAMES: Final = 10
_ELSEWHERE: Final = Assessment(ours=False, assessed=False, pass_mark=None)


class Completions(Kind):
    """`email` or `agency`+`staff_number`, then `course,version,completed_on,score,passed`."""

    name = "completions"
    columns = (
        *WHO,
        Column(
            "course",
            reference,
            about=phrase("id or title of the course"),
            also=(
                *COURSE,
                "Module",
                "Module title",
                "Learning title",
                "Title of the activity",
            ),
        ),
        Column(
            "version",
            text(40),
            needed=False,
            blank="",
            about=phrase("the version or year, if it has one"),
            also=("Course version",),
        ),
        COMPLETED_ON,
        Column(
            "score",
            percent,
            needed=False,
            blank=None,
            about=phrase("a percentage from 0 to 100"),
            also=("Score (%)", "Grade", "Final grade", "Final score", "Mark", "Percentage", "Grade (%)"),
        ),
        Column(
            "passed",
            result,
            needed=False,
            blank=None,
            about=phrase(
                "yes, no, or completed; blank is yes for a course taught elsewhere or without a pass mark, and for "
                "the others it goes by the score"
            ),
            also=("Pass", "Result", "Pass/Fail", "Outcome", "Success", "Success status", "Test result"),
            absent=phrase(
                "a course that is taught elsewhere, or has no pass mark, counts as passed. For one of ours that has a "
                "pass mark, the score decides"
            ),
        ),
    )
    more = (
        Column(
            "minutes",
            whole(1, 60_000),
            needed=False,
            blank=None,
            about=phrase("how many minutes of learning it was; blank is what the course says"),
            also=("Duration (minutes)", "Minutes of learning", "Learning minutes"),
        ),
        Column(
            "participatory",
            yes_no,
            needed=False,
            blank=None,
            about=phrase("yes if people learned together; blank is no"),
            also=("Participatory learning",),
        ),
        Column("username", text(200), needed=False, blank=None, also=("User name", "Login", "User ID")),
        Column("course_name", text(200), needed=False, blank=None),
        Column(
            "status",
            status,
            needed=False,
            blank=None,
            also=(
                *("Completed", "Complete", "Completion status", "Course status", "Learning status"),
                *("Completion state", "Completed?", "Status of the activity"),
            ),
        ),
    )
    row = phrase("a person’s try at a course, on a day")
    example = (
        ("sam.heron@council.example", "", "", "example-domestic-abuse", "2", "2024-10-14", "85", "yes"),
        ("", "example-council", "E101", "example-first-aid", "2025", "2025-02-03", "", ""),
        ("alex.linnet@council.example", "", "", "example-domestic-abuse", "2", "2024-02-20", "45", "no"),
    )
    leads = True
    names_courses = True

    def missing(self, present: Collection[str]) -> list[str]:
        lacking = super().missing(present)
        if "course_name" in present and "course" in lacking:
            lacking.remove("course")
        if "username" not in present and not says_who(present):
            lacking.insert(0, NOBODY)
        return lacking

    def known(self, header: Sequence[str]) -> Mapping[str, str]:
        report = report_of(header)
        return report.known(header) if report else {}

    def quiet(self, header: Sequence[str]) -> Collection[str]:
        report = report_of(header)
        return ("days",) if report and report.criteria else ()

    def days_beside(self, header: Sequence[str]) -> Collection[str]:
        report = report_of(header)
        return [key_of(each) for each in DAYS] if report and report.to_fill_in else ()

    def nothing(self, header: Sequence[str]) -> Mapping[str, str]:
        report = report_of(header)
        return dict.fromkeys(("completed_on", "score"), report.nothing) if report else {}

    def replaced(self, present: Collection[str]) -> frozenset[str]:
        others = {"course": "course_name", "passed": "status"}
        return frozenset(column for column, other in others.items() if other in present)

    def is_report(self, present: Collection[str]) -> bool:
        return bool({"email", "username", "staff_number"} & set(present))

    packed = (*KEY, "outcome", "minutes", "participatory")
    leaves_others = True

    def begin(self, conn: Connection, sheet: Sheet) -> None:
        self._agencies, self._courses = known_agencies(conn, sheet), known_courses(conn, sheet, taken=True)
        self._people = People(sheet.held)
        self._assessments = assessment(conn)
        self._unmarked: set[str] = set()
        self._means_passed = sheet.answers.get(COMPLETED_MEANS) == "passed"
        report = report_of(sheet.header)
        self._attempts = report is not None and report.attempts
        self._to_fill_in = report is not None and report.to_fill_in

    def examine(self, conn: Connection, sheet: Sheet) -> None:
        if self._to_fill_in:
            sheet.said_nothing += sum(map(_is_left_blank, sheet.lines))
        lines = [line for line in sheet.lines if line.action != "not completed"]
        for line in lines:
            _who(line)
            self._agencies.resolve(line, "agency")
            _which_course(line, self._courses)
            sheet.hold_course(line)
            sheet.not_after_today(line, COMPLETED_ON)
        self._people.look_up(conn, lines)
        for line in lines:
            self._people.match(line)
            if line.good:
                self._judge(line)
        sheet.once(KEY, ("outcome", "minutes", "participatory"), phrase("person, course, day and score"))

    def _judge(self, line: FileRow) -> None:
        """Say how the try of a row went."""
        values = line.values
        course, version = values["course"], values["version"]
        values.setdefault("minutes", None)
        values.setdefault("participatory", None)
        known = self._assessments.get((course, version)) or self._assessments.get((course, ""), _ELSEWHERE)
        said = Said(
            values["passed"],
            values["status"],
            values["score"],
            values["completed_on"],
            attempt=self._attempts,
            filled_in=self._to_fill_in,
        )
        if known.assessed and known.pass_mark is None and values["score"] is not None:
            self._unmarked.add(course)
        try:
            values["outcome"] = outcome_of(said, known, self._means_passed)
        except BadValue as error:
            line.reject("", "result", error.message, error.remedy)
            return
        values["passed"] = _PASSED[values["outcome"]]
        if values["outcome"] == "not completed":
            line.action = "not completed"

    def shown(self, line: FileRow) -> list[str]:
        return [*super().shown(line)[:-1], _OUTCOMES[line.values["outcome"]]]

    def finish(self, conn: Connection, sheet: Sheet, kept: Kept) -> None:
        """Mark each row that says nothing new as unchanged: the same completion, with the same score or none.

        Another score on the same day is another attempt, so that row stays new. A completion without a result says
        nothing new if a try of that day is known, stored or in the file. Stored completions are read for some people
        after others, so that each is read once, whatever the order of the file.
        """
        leave_to_results(kept)
        unknown: list[int] = []
        otherwise: list[int] = []
        without: set[int] = set()
        for part in parts(kept.to_apply.ordered_by("person")):
            stored = stored_tries(conn, {line.values["person"] for line in part})
            for line in part:
                if stored.has(line):
                    line.action = "unchanged"
                    kept.put(line)
                    if stored.says_otherwise(line):
                        otherwise.append(line.number)
                if line.values["outcome"] in ("not known", "taken as passed") and not stored.knows(line):
                    without.add(line.values["person"])
                    if not stored.says_more(line) and line.values["outcome"] == "not known":
                        unknown.append(line.values["person"])
        sheet.notes += [
            *_names_of_unknown(conn, unknown),
            *_without_mark(self._unmarked),
            *_told_otherwise(otherwise),
        ]
        if count := sheet.said_nothing:
            sheet.notes.append(
                nphrase(
                    "%(num)s row says nothing of a completion, and is left out.",
                    "%(num)s rows say nothing of a completion, and are left out.",
                    count,
                    num=f"{count:,}",
                )
            )
        sheet.not_known, sheet.without_result = len(unknown), len(without)

    def stage(self, conn: Connection, lines: Sequence[FileRow], progress: Progress = unheard) -> None:
        make_stage(conn)
        self._touched: set[int] = set()
        self._about: set[str] = set()
        ordered = lines.ordered_by("person") if isinstance(lines, Lines) else lines
        for part in parts(ordered, progress):  # ordered, so that each page of an index is written once
            conn.many(
                f"""
                insert into staged_completion ({", ".join(self.packed)})
                values ({", ".join(f":{name}" for name in self.packed)})
                """,
                (line.values for line in part),
            )
            self._touched.update(line.values["person"] for line in part)
            self._about.update(line.values["course"] for line in part)

    def write(
        self, conn: Connection, lines: Sequence[FileRow], batch: int, progress: Progress = unheard
    ) -> Collection[int] | None:
        write_staged(conn, batch)
        standing.refresh(conn, self._touched, self._about)
        return self._touched


def _told_otherwise(numbers: Sequence[int]) -> list[str]:
    """What is noted of rows that are left alone, and yet say something new."""
    if not numbers:
        return []
    return [
        phrase(
            "Left alone, although they say something else of the minutes, or of taking part, than what we have: "
            "%(rows)s.",
            rows=rows(sorted(numbers)),
        )
    ]


def _who(line: FileRow) -> None:
    """Read a user name as what it is: an e-mail address if it has an @, and a staff number otherwise."""
    name = line.values.pop("username", None)
    if name is None or line.values.get("email") or line.values.get("staff_number"):
        return
    column = "email" if "@" in name else "staff_number"
    try:
        line.values[column] = (email if column == "email" else staff_number)(name, "username")
    except BadValue as error:
        line.reject("username", "value", error.message, error.remedy)


def _is_left_blank(line: FileRow) -> bool:
    """Whether nobody has filled in a row of our own list. Then it says nothing, also if its person is gone by now."""
    told = ("completed_on", "score", "passed", "status")
    wrong = {problem.path for problem in line.problems}
    blank = not wrong & {"", *told} and all(line.values.get(name) is None for name in told)
    if blank:
        line.problems, line.action = (), "not completed"
    return blank


def _which_course(line: FileRow, courses: Known) -> None:
    """Find the course of a row. Some systems give an id and a name of their own; one of them has to be ours."""
    name = line.values.pop("course_name", None)
    if name is None and line.values.get("course"):
        courses.resolve(line, "course")
        return
    written = line.values.get("course")
    if not written and not name and line.good:
        remedy = phrase("Write its id or its title.")
        line.reject("course", "blank", phrase("The row names no course."), remedy)
    by_id, by_name = (courses.meant(each) if each else [] for each in (written, name))
    if by_id and by_name and set(by_id) != set(by_name):
        message = phrase(
            "“%(written)s” and “%(name)s” are different courses here.", written=written, name=name
        )
        line.reject("course", "ambiguous", message, phrase("Keep the one that is meant."))
        return
    if not by_id:
        line.values["course"] = name
    courses.resolve(line, "course")


def _names_of_unknown(conn: Connection, people: Sequence[int]) -> list[str]:
    """A note that names those who completed a course with result not known, the first ten."""
    if not people:
        return []
    shown = list(dict.fromkeys(people))[:_MOST_NAMES]
    names = dict(conn.tuples("select id, name from person where id in :shown", {"shown": shown}))
    told = first_of((names[person] for person in shown), count=len(set(people)))
    return [phrase("Completed, result not known: %(names)s. They do not count as in date.", names=told)]


def _without_mark(courses: Collection[str]) -> list[str]:
    """Notes on the courses of ours whose pass mark an earlier elearn did not keep: their scores say nothing."""
    return [
        phrase(
            "Nobody knows here which score passes the course “%(course)s”. Publish it again, and choose the "
            "file again.",
            course=course,
        )
        for course in sorted(courses)
    ]
