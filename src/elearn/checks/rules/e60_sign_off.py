"""E60 to E62: what a sign-off asks first: was it reviewed in time, who approved it, and what changed."""

from collections.abc import Iterator

from elearn.checks.model import Examined, Found, course_rule
from elearn.content.course import Course, is_same_person
from elearn.content.text import Place
from elearn.days import day_phrase, today
from elearn.phrases import phrase


def _place(examined: Examined, key: str) -> Place:
    return examined.source.keys.get(key, Place(examined.source.course_file, 1))


def _review_passed(examined: Examined) -> Iterator[Found]:
    course = examined.course
    if course and course.review_by and course.review_by < today():
        yield Found(
            _place(examined, "review_by"),
            phrase("It was to be read through again by %(day)s.", day=day_phrase(course.review_by)),
            phrase("Read it against the guidance of today, then set review_by to the next day for that."),
        )


def _own_approval(examined: Examined) -> Iterator[Found]:
    course = examined.course
    if course and course.approved_by and _is_author(course):
        yield Found(
            _place(examined, "approved_by"),
            phrase("%(approved_by)s wrote the course and approved it.", approved_by=course.approved_by),
            phrase("Let somebody approve it who did not write it, and name them here."),
        )


def _is_author(course: Course) -> bool:
    return any(is_same_person(author, course.approved_by) for author in course.authors)


def _no_note(examined: Examined) -> Iterator[Found]:
    course = examined.course
    if not course or not course.changes or _parts(course.version) <= (1, 0, 0):
        return
    if course.version not in [change.version for change in course.changes]:
        yield Found(
            _place(examined, "changes"),
            phrase("Nothing says what version %(version)s changed.", version=course.version),
            phrase("Add a line “%(version)s: What changed” under changes.", version=course.version),
        )


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


RULES = (
    # This is a warning, because staff must not lose a course that they rely on overnight.
    course_rule(
        "E60",
        "review-passed",
        "warning",
        phrase("a day of review that has passed"),
        "review_by: 2020-01-01",
        _review_passed,
    ),
    course_rule(
        "E61",
        "own-approval",
        "error",
        phrase("an approver who is an author"),
        "approved_by: the author",
        _own_approval,
    ),
    course_rule(
        "E62",
        "no-change-note",
        "error",
        phrase("a version after 1.0.0 that `changes` leaves out"),
        "version: 1.1.0",
        _no_note,
    ),
)
